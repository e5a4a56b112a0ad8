import Program

@testable import RackDesign

/// Small random catalogues with architectures that racks rarely have: roles that may stay empty,
/// several roles or types of one kind at once, sources and CDUs elsewhere, stores.
enum OddCatalogue {
  /// A folder of ``RandomCatalogue`` with stores, two oddities and two requirements that it does not
  /// know; of odd seeds with fewer requirements, and sources and busbars that draw power
  /// themselves.
  static func make(seed: Int) throws -> DesignFolder {
    var random = SeededRandom(seed: seed &+ 31_337)
    var folder = try RandomCatalogue.make(seed: seed &+ 10_000)
    for component in folder.components.indices {
      guard folder.components[component].kind == .powerShelf else { continue }
      folder.components[component].electrical.energyKj = Double.random(in: 0...8, using: &random)
      folder.components[component].electrical.dischargeKw = Double.random(
        in: 0...12, using: &random)
    }
    let oddities = [emptyable, mixed, doubled, moved, several]
    for _ in 0..<2 {
      oddities[Int.random(in: 0..<oddities.count, using: &random)](
        &folder.generations[0], &random)
    }
    folder.generations[0].requirements += (0..<2).map { requirement($0, &random) }
    guard seed % 2 == 1 else { return folder }
    folder.generations[0].requirements.removeFirst(3)
    folder.generations[0].modes[0].ceilingKw = nil
    folder.generations[0].conditions.sparePowerShelves = seed / 2 % 2
    for component in folder.components.indices {
      electrify(&folder.components[component], &random)
    }
    return folder
  }

  /// Own power and wet losses of sources and busbars.
  private static func electrify(
    _ component: inout RackComponent, _ random: inout SeededRandom
  ) {
    guard component.kind == .powerShelf || component.kind == .busbar else { return }
    let own = Double.random(in: 0...0.4, using: &random)
    component.powerKw = component.powerKw.map { _ in own }
    if Int.random(in: 0..<3, using: &random) == 0 {
      component.cooling.liquidShare = 0.6
      component.cooling.pressureDrop = PressureCurve(flow: 2, pressure: 10, exponent: 1.8)
      component.cooling.leastFlow = [Curve(x: [20, 45], y: [0.5, 1]), nil]
    }
  }

  private static let kinds: [ComponentKind] = [
    .powerShelf, .busbar, .manifold, .quickDisconnect, .cdu, .frame,
  ]

  private static func role(
    of kinds: [ComponentKind], in generation: Generation, _ random: inout SeededRandom
  ) -> Int {
    let fitting = generation.roles.indices.filter { kinds.contains(generation.roles[$0].kind) }
    return fitting[Int.random(in: 0..<fitting.count, using: &random)]
  }

  /// A role that need not be filled.
  private static func emptyable(_ generation: inout Generation, _ random: inout SeededRandom) {
    generation.roles[role(of: kinds, in: generation, &random)].minimum = 0
  }

  /// A role that takes several types at once, of few pieces.
  private static func mixed(_ generation: inout Generation, _ random: inout SeededRandom) {
    let role = role(of: kinds + [.computeTray], in: generation, &random)
    generation.roles[role].isMixed = true
    generation.roles[role].maximum = min(3, max(2, generation.roles[role].maximum))
    generation.roles[role].minimum = min(2, generation.roles[role].minimum)
  }

  /// A second role of the same kind.
  private static func doubled(_ generation: inout Generation, _ random: inout SeededRandom) {
    var second = generation.roles[role(of: kinds, in: generation, &random)]
    second.id += "-2"
    second.maximum = min(2, second.maximum)
    second.minimum = Int.random(in: 0...1, using: &random)
    if second.kind == .powerShelf, Bool.random(using: &random) { second.scope = .beside }
    if second.kind == .cdu, Bool.random(using: &random) { second.scope = .rack }
    generation.roles.append(second)
  }

  /// Sources beside the rack, or CDUs in it.
  private static func moved(_ generation: inout Generation, _ random: inout SeededRandom) {
    let role = role(of: [.powerShelf, .cdu], in: generation, &random)
    generation.roles[role].scope =
      generation.roles[role].kind == .cdu && Bool.random(using: &random) ? .rack : .beside
  }

  /// Up to three pieces of what is mostly one.
  private static func several(_ generation: inout Generation, _ random: inout SeededRandom) {
    let role = role(of: [.busbar, .manifold, .frame], in: generation, &random)
    generation.roles[role].maximum = Int.random(in: 2...3, using: &random)
  }

  private static func requirement(
    _ number: Int, _ random: inout SeededRandom
  ) -> Requirement {
    let pool: [(Quantity, Bound, ClosedRange<Double>)] = [
      (.transientHeadroom, .atLeast, -5...10), (.holdUpTime, .atLeast, 0...900),
      (.holdUpEnergy, .atLeast, 0...20), (.busbarHeadroom, .atLeast, 0...500),
      (.floorLoad, .atMost, 200...600), (.spareUnits, .atLeast, 4...9),
      (.serviceTime, .atMost, 0.1...0.3), (.testTime, .atMost, 0.5...3),
      (.domesticValue, .atLeast, 0...0.5), (.headHeadroom, .atLeast, 0...60),
      (.coolingHeadroom, .atLeast, 0...20), (.flowHeadroom, .atLeast, 0...20),
      (.facilityPower, .atMost, 10...35), (.airFlowHeadroom, .atLeast, 0...900),
      (.liquidHeat, .atMost, 8...20), (.airHeat, .atMost, 1...4),
      (.shelfLoadFloor, .atLeast, 0...0.3), (.scaleOutBandwidth, .atLeast, 400...1000),
      (.shelfLoad, .atLeast, 0.2...0.6), (.liquidShare, .atMost, 0.8...0.92),
      (.coolantFlow, .atLeast, 8...20), (.pressureDrop, .atLeast, 20...120),
      (.rackPower, .atLeast, 10...22), (.busbarLoss, .atLeast, 0...0.4),
      (.domesticContent, .atMost, 0...0.4), (.sparePowerShelves, .atLeast, 0...2),
      (.spareCDUs, .atLeast, 0...2), (.noise, .atMost, 50...64),
    ]
    let (quantity, bound, range) = pool[Int.random(in: 0..<pool.count, using: &random)]
    let value = Double.random(in: range, using: &random)
    let isShould = Int.random(in: 0..<3, using: &random) == 0
    return Requirement(
      id: "odd\(number)", quantity: quantity, mode: nil, bound: bound,
      value: quantity.dimension == .count ? value.rounded() : value,
      // Rows know nothing of what missed noise costs, so that every design would be looked at.
      penalty: isShould && quantity != .noise ? Double.random(in: 0...20_000, using: &random) : nil,
      reason: "random", isRule: false, place: nil)
  }
}
