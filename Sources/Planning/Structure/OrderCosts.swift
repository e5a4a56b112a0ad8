package import Program

/// What an order costs beyond its price: the duties of the tariff schedule.
package struct Duties: Sendable {
  private let program: BuildProgram
  /// By offer, at sites outside its origin; made on demand.
  private var known: [OfferIndex: [Double]] = [:]

  package init(program: BuildProgram) {
    self.program = program
  }

  /// The duty rate on orders of an offer received at `site`, by the bucket of the order; shape `[B]`.
  ///
  /// All rows that match the offer's origin and the item's tariff digits add up; none applies
  /// where the origin is the country of the receiving site.
  func rates(of index: OfferIndex, at site: SiteIndex) -> [Double] {
    var rates = [Double](repeating: 0, count: program.horizon.count)
    let offer = program.offers[index]
    guard offer.origin != program.sites[site].country else { return rates }
    let digits = program.items[offer.item].hts
    for tariff in program.tariffs {
      guard tariff.origin == nil || tariff.origin == offer.origin else { continue }
      guard digits.hasPrefix(tariff.hts) else { continue }
      for b in program.horizon.buckets(startingFrom: tariff.from, to: tariff.to) {
        rates[b] += tariff.rate
      }
    }
    return rates
  }

  /// The duty rate on units of an offer ordered in `bucket` for `site`.
  package mutating func rate(of index: OfferIndex, at site: SiteIndex, in bucket: Int) -> Double {
    guard program.offers[index].origin != program.sites[site].country else { return 0 }
    if let rates = known[index] { return rates[bucket] }
    let rates = rates(of: index, at: site)
    known[index] = rates
    return rates[bucket]
  }
}

/// The segments of an offer's price over its total units.
struct PriceSegments: Sendable {
  /// A segment: from a quantity on, up to a width, at a difference to the offer's own price.
  struct Segment: Sendable {
    /// Units, `Double.infinity` for the last one.
    let width: Double
    /// Price in this segment less the offer's own price, per unit.
    let difference: Double
  }

  /// From the first unit on; at least one.
  let segments: [Segment]
  /// Whether a later unit ever costs less than an earlier one, so that a linear program would
  /// take the segments out of order.
  let needsOrder: Bool

  /// The segments of the offer at `index`; `nil` where it has no price breaks.
  init?(of index: OfferIndex, in program: BuildProgram) {
    let breaks = program.priceBreaks.filter { $0.offer == index }
      .sorted { $0.fromQuantity < $1.fromQuantity }
    guard !breaks.isEmpty else { return nil }
    let own = program.offers[index].price
    var starts: [(from: Double, price: Double)] = [(0, own)]
    for row in breaks {
      if row.fromQuantity <= 0 { starts.removeAll() }
      starts.append((max(0, row.fromQuantity), row.price))
    }
    segments = starts.indices.map { k in
      Segment(
        width: k + 1 < starts.count ? starts[k + 1].from - starts[k].from : .infinity,
        difference: starts[k].price - own)
    }
    needsOrder = zip(segments, segments.dropFirst()).contains { $1.difference < $0.difference }
  }
}
