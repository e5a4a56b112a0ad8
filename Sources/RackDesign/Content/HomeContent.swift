/// What of a rack's cost is made at home, by the tests that buyers ask for.
///
/// The cost of components is the price of what serves one rack, delivered and with duty; labour of
/// the final assembly (kind `service`) does not count. Sources in docs/rack-design.md.
package struct HomeContent: Hashable, Sendable {
  /// Cost of all components of a rack, and of those made at home, money.
  package var componentCost: Double
  package var homeCost: Double
  /// The cost times each component's own domestic share, money.
  package var homeValue: Double
  /// The same two over what is addressable: neither accelerators nor memory.
  package var addressableCost: Double
  package var addressableHomeCost: Double

  /// The share that the Buy American test asks for by year of delivery (FAR 25.003, 25.101).
  package static func threshold(year: Int) -> Double {
    switch year {
    case ..<2024: 0.60
    case 2024...2028: 0.65
    default: 0.75
    }
  }

  /// More than this share passes as domestic where nothing better is to be had (FAR 25.106, until
  /// 2030) and under Build America, Buy America (2 CFR 184).
  package static let fallback = 0.55

  /// The largest foreign share that counts as negligible here; the rule (16 CFR 323) names none.
  package static let negligible = 0.01

  init(_ layout: RackLayout, domestic: String) {
    componentCost = 0
    homeCost = 0
    homeValue = 0
    addressableCost = 0
    addressableHomeCost = 0
    for piece in layout.pieces where piece.component.kind != .service {
      let commerce = piece.component.commerce
      let cost = piece.count * commerce.price / (piece.scope == .cluster ? layout.racks : 1)
      let home = commerce.origin == domestic ? cost : 0
      componentCost += cost
      homeCost += home
      homeValue += cost * commerce.domestic
      guard commerce.isAddressable else { continue }
      addressableCost += cost
      addressableHomeCost += home
    }
  }

  /// Component test: a component made at home counts in full, any other not at all; 0 to 1.
  package var share: Double { componentCost > 0 ? homeCost / componentCost : 0 }

  /// Each component counts with its own domestic share; 0 to 1.
  package var valueShare: Double { componentCost > 0 ? homeValue / componentCost : 0 }

  /// The component test over what is addressable; 0 to 1.
  package var addressableShare: Double {
    addressableCost > 0 ? addressableHomeCost / addressableCost : 0
  }

  /// Whether it passes the Buy American component test in a year of delivery.
  package func passes(year: Int) -> Bool { share >= HomeContent.threshold(year: year) }

  /// Whether more than 55 % is made at home.
  package var passesFallback: Bool { share > HomeContent.fallback }

  /// Whether all or virtually all is domestic, by each component's own share.
  package var isVirtuallyAll: Bool { valueShare >= 1 - HomeContent.negligible }
}
