import Program
import Tables

@testable import RackDesign

/// Small random catalogues, of which every design can be tried.
enum RandomCatalogue {
  private static let base = Result { try HandFolder.folder() }

  /// A folder with one or two components of each kind, other numbers, limits and requirements.
  static func make(seed: Int, generations: Int = 1) throws -> DesignFolder {
    var random = SeededRandom(seed: seed &+ 77)
    var folder = try base.get()
    let components = folder.components
    folder.components = components.flatMap { component in
      (0..<(Int.random(in: 0..<5, using: &random) < 2 ? 2 : 1)).map {
        vary(component, variant: $0, &random)
      }
    }
    folder.designs = []
    let generation = folder.generations[0]
    folder.generations = (0..<generations).map { position in
      var varied = vary(generation, count: generations == 1 ? 5 : generations == 2 ? 2 : 1, &random)
      if position > 0 { varied.id += "-\(position)" }
      return varied
    }
    folder.settings.commonality.perComponent = Double.random(in: 0...50_000, using: &random)
    return folder
  }

  private static func vary(
    _ component: RackComponent, variant: Int, _ random: inout SeededRandom
  ) -> RackComponent {
    var varied = component
    func factor() -> Double { Double.random(in: 0.6...1.4, using: &random) }
    if variant > 0 { varied.id += "-\(variant)" }
    varied.powerKw = varied.powerKw.map { $0 * factor() }
    varied.electrical.supplyKw = (varied.electrical.supplyKw * factor()).rounded()
    varied.electrical.currentA = (varied.electrical.currentA * factor() * 1.1).rounded()
    varied.electrical.resistanceMilliohm *= factor() * 10
    varied.electrical.loadMin = Double.random(in: 0...0.3, using: &random)
    varied.electrical.loadMax = Double.random(in: 0.7...1, using: &random)
    varied.cooling.coolingKw *= factor()
    varied.cooling.coolingLpm *= factor()
    varied.cooling.headKpa *= factor()
    varied.massKg *= factor()
    varied.commerce.price = (varied.commerce.price * factor()).rounded()
    varied.commerce.origin = Bool.random(using: &random) ? "US" : "TW"
    varied.commerce.domestic = varied.commerce.origin == "US" ? 1 : 0
    varied.making.assemblyMinutes = varied.making.assemblyMinutes.map { $0 * factor() }
    varied.compute.pflopsFP4 *= factor()
    varied.electrical.efficiency = min(1, 0.93 + 0.06 * factor())
    roughen(&varied, &random)
    return varied
  }

  /// Curves, wet busbars and shelves, and supplies, now and then.
  private static func roughen(_ component: inout RackComponent, _ random: inout SeededRandom) {
    let dice = Int.random(in: 0..<4, using: &random)
    switch (component.kind, dice) {
    case (.powerShelf, 0):
      component.electrical.efficiencyCurve = Curve(x: [0.1, 0.5, 1], y: [0.85, 0.975, 0.96])
    case (.powerShelf, 1), (.busbar, 1):
      component.cooling.liquidShare = 0.5
      component.cooling.pressureDrop = PressureCurve(flow: 5, pressure: 10, exponent: 1.8)
      component.cooling.leastFlow = [Curve(x: [20, 45], y: [1, 2]), nil]
    case (.manifold, 0):
      component.cooling.pressureDrop = PressureCurve(flow: [10, 30, 60], pressure: [2, 12, 60])
    case (.cdu, 0): component.cooling.noise = 60
    default: break
    }
  }

  private static func vary(
    _ generation: Generation, count: Int, _ random: inout SeededRandom
  ) -> Generation {
    var varied = generation
    varied.modes[0].ceilingKw = Double.random(in: 22...40, using: &random)
    for role in varied.roles.indices {
      switch varied.roles[role].kind {
      case .computeTray: varied.roles[role].minimum = Int.random(in: 1...2, using: &random)
      case .powerShelf:
        varied.roles[role].minimum = Int.random(in: 1...3, using: &random)
        varied.roles[role].maximum = Int.random(in: 3...4, using: &random)
        varied.roles[role].isMixed = Int.random(in: 0..<4, using: &random) == 0
      case .cdu:
        varied.roles[role].minimum = Int.random(in: 0...2, using: &random)
        varied.roles[role].maximum = 2
      case .busbar: varied.roles[role].maximum = Int.random(in: 1...2, using: &random)
      default: break
      }
    }
    varied.conditions.sparePowerShelves = Int.random(in: 0...2, using: &random)
    varied.conditions.spareCDUs = Int.random(in: 0...1, using: &random)
    varied.requirements = requirements(count: count, &random)
    return varied
  }

  /// Requirements that some designs meet and some do not.
  private static func requirements(
    count: Int, _ random: inout SeededRandom
  ) -> [Requirement] {
    let pool: [(Quantity, Bound, ClosedRange<Double>)] = [
      (.accelerators, .atLeast, 4...8), (.pflopsFP4, .atLeast, 20...80),
      (.rackPower, .atMost, 15...40), (.domesticContent, .atLeast, 0...0.4),
      (.addressableContent, .atLeast, 0...1), (.coolantFlow, .atMost, 10...22),
      (.pressureDrop, .atMost, 40...160), (.liquidShare, .atLeast, 0.8...0.92),
      (.returnTemperature, .atMost, 55...60), (.returnTemperature, .atLeast, 52...60),
      (.mass, .atMost, 250...350), (.pflopsPerKw, .atLeast, 2...4),
      (.leadTime, .atMost, 60...150), (.price, .atMost, 200_000...430_000),
      (.shelfLoad, .atMost, 0.3...0.9), (.busbarLoss, .atMost, 0.1...0.6),
      (.sparePowerShelves, .atLeast, 0...2), (.spareCDUs, .atLeast, 0...1),
      (.distinctParts, .atMost, 6...9), (.assemblyTime, .atMost, 3...9),
      (.airFlow, .atMost, 300...1200), (.facilityPower, .atMost, 10...35),
      (.noise, .atMost, 50...70), (.shelfLoadHeadroom, .atLeast, 0...0.3),
      (.powerHeadroom, .atMost, 5...40), (.availableTo, .atLeast, 10_000...20_000),
    ]
    return (0..<count).map { index in
      let (quantity, bound, range) = pool[Int.random(in: 0..<pool.count, using: &random)]
      let isShould = Int.random(in: 0..<3, using: &random) == 0
      let penalty = Double.random(in: 0...20_000, using: &random)
      let isCounted = quantity.dimension == .count
      let value = Double.random(in: range, using: &random)
      return Requirement(
        id: "r\(index)", quantity: quantity, mode: nil, bound: bound,
        value: isCounted ? value.rounded() : value, penalty: isShould ? penalty : nil,
        reason: "random", isRule: false, place: nil)
    }
  }
}

/// Every design of a generation.
struct BruteForce {
  let folder: DesignFolder
  let generation: GenerationIndex
  private(set) var checks: [DesignCheck] = []

  init(_ folder: DesignFolder, _ generation: GenerationIndex, racks: Int = 1) {
    self.folder = folder
    self.generation = generation
    var partial: [[Slot]] = [[]]
    let rules = folder.generations[generation]
    for (position, role) in rules.roles.enumerated() {
      let fillings = fillings(of: role, at: position)
      partial = partial.flatMap { slots in fillings.map { slots + $0 } }
    }
    checks = partial.map { slots in
      let design = Design(
        id: "all", generation: generation, name: "", supply: rules.conditions.supplies[0],
        clusterRacks: racks, slots: slots)
      return DesignCheck(design, in: folder)
    }
  }

  var compliant: [DesignCheck] { checks.filter(\.isCompliant) }

  /// Every way to fill a role.
  private func fillings(of role: Role, at position: Int) -> [[Slot]] {
    let rules = folder.generations[generation]
    let candidates = folder.candidates(
      for: role, of: rules, supply: rules.conditions.supplies[0])
    var all: [[Int]] = [[]]
    for _ in candidates {
      all = all.flatMap { counts in (0...role.maximum).map { counts + [$0] } }
    }
    return all.filter { counts in
      let sum = counts.reduce(0, +)
      let types = counts.count { $0 > 0 }
      return (role.minimum...role.maximum).contains(sum) && (role.isMixed || types <= 1)
    }.map { counts in
      zip(candidates, counts).compactMap { component, count in
        count > 0 ? Slot(role: position, component: component, quantity: count) : nil
      }
    }
  }
}
