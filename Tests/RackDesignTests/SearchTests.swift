import LinearModel
import Program
import Testing

@testable import RackDesign

/// Hears a search and lets it go on.
struct PatientObserver: SearchObserver {
  func now() -> Double { 0 }
  func hears(_ progress: SearchProgress) -> Bool { true }
}

@Suite("The search against every design")
struct SearchTests {
  /// A search on one thread; of a seed with or without what makes a catalogue smaller first.
  static func search(_ folder: DesignFolder, seed: Int? = nil, racks: Int? = nil)
    -> DesignSearch<HiGHSSolver>
  {
    var options = SearchOptions()
    options.threads = 1
    options.clusterRacks = racks
    if let seed {
      options.hasDominance = seed % 4 != 0
      options.branchesFrom = seed % 3 == 0 ? 150 : 0
      options.first = 1
      options.leafSize = seed % 2 == 0 ? 1 : 12
    }
    return DesignSearch(
      solver: HiGHSSolver(), folder: folder, options: options, observer: PatientObserver())
  }

  static func isNear(_ one: Double, _ other: Double) -> Bool {
    abs(one - other) <= 2 * SearchObjective.resolution * max(1, abs(one), abs(other))
  }

  static func best(_ checks: [DesignCheck], _ objective: SearchObjective) -> Double? {
    let values = checks.map { objective.value(of: $0) }
    return objective.isMaximised ? values.max() : values.min()
  }

  /// One random folder with all its designs.
  struct Instance {
    let seed: Int
    let folder: DesignFolder
    let generation: GenerationIndex
    let all: BruteForce

    init(seed: Int, of folder: DesignFolder) {
      self.seed = seed
      self.folder = folder
      generation = folder.generations.rowIndices[0]
      all = BruteForce(folder, generation)
    }

    var search: DesignSearch<HiGHSSolver> {
      SearchTests.search(folder, seed: seed)
    }
  }

  @Test func findsTheOptimumTheFrontOrTheConflict() throws {
    var feasible = 0
    var rejected = 0
    for seed in 0..<200 {
      let instance = Instance(seed: seed, of: try RandomCatalogue.make(seed: seed))
      if instance.all.compliant.isEmpty {
        try checkConflict(instance)
        continue
      }
      feasible += 1
      for objective in SearchObjective.allCases {
        rejected += try checkOptimum(instance, objective)
      }
      try checkFront(instance)
    }
    // Neither kind is rare, and rows rarely let pass what the checker rejects.
    #expect(feasible > 50 && feasible < 170, "\(feasible) of 200")
    #expect(rejected < 5 * feasible, "\(rejected) rejected")
  }

  /// Roles that may stay empty, several roles and types of one kind, sources and CDUs elsewhere.
  @Test func findsTheOptimumOfOddArchitectures() throws {
    var feasible = 0
    // Without two of which the search looks at every design.
    for seed in Array(0..<58) + Array(59..<95) + [111, 129, 148] {
      let instance = Instance(seed: seed, of: try OddCatalogue.make(seed: seed))
      if instance.all.compliant.isEmpty {
        try checkConflict(instance)
        continue
      }
      feasible += 1
      let objectives = SearchObjective.allCases
      for objective in Set([.cost, .pflopsPerKw, objectives[seed % 5]]) {
        _ = try checkOptimum(instance, objective)
      }
      try checkFront(instance)
    }
    #expect(feasible > 10 && feasible < 80, "\(feasible) of 97")
  }

  /// How many designs the checker rejected on the way.
  private func checkOptimum(_ instance: Instance, _ objective: SearchObjective) throws -> Int {
    let context = "seed \(instance.seed) \(objective.rawValue)"
    guard case .found(let result) = try instance.search.best(instance.generation, objective)
    else {
      Issue.record("\(context): nothing found")
      return 0
    }
    #expect(result.isProven && result.checks[0].isCompliant, "\(context)")
    let best = try #require(Self.best(instance.all.compliant, objective))
    #expect(Self.isNear(result.value, best), "\(context): \(result.value), not \(best)")
    // Of designs that are exactly as good none may be cheaper.
    let equals = instance.all.compliant.filter { abs(objective.value(of: $0) - best) < 1e-9 }
    let cheapest = try #require(Self.best(equals, .cost))
    #expect(result.checks[0].cost <= cheapest * (1 + 2e-6), "\(context) costs more")
    return result.rejected
  }

  private func checkFront(_ instance: Instance) throws {
    let objectives = SearchObjective.allCases
    let first = objectives[instance.seed % 5]
    let second = objectives[(instance.seed % 5 + 1 + instance.seed / 5 % 4) % 5]
    let context = "seed \(instance.seed) \(first.rawValue) \(second.rawValue)"
    let front = try instance.search.front(instance.generation, first, second)
    #expect(front.isComplete, "\(context)")
    let expected = Self.front(instance.all.compliant, first, second)
    #expect(front.points.count == expected.count, "\(context): \(front.values), not \(expected)")
    for (found, wanted) in zip(front.values, expected) {
      #expect(
        Self.isNear(found.first, wanted.first) && Self.isNear(found.second, wanted.second),
        "\(context): \(found), not \(wanted)")
    }
  }

  /// The front of all designs, by definition: from the best in the first on, what is strictly
  /// better in the second than all before.
  private static func front(
    _ checks: [DesignCheck], _ first: SearchObjective, _ second: SearchObjective
  ) -> [(first: Double, second: Double)] {
    var left = checks.map { (first: first.value(of: $0), second: second.value(of: $0)) }
    var front: [(first: Double, second: Double)] = []
    while !left.isEmpty {
      let firsts = left.map(\.first)
      guard let best = first.isMaximised ? firsts.max() : firsts.min() else { break }
      let equals = left.filter { !first.isBetter(best, than: $0.first) }.map(\.second)
      guard let reached = second.isMaximised ? equals.max() : equals.min() else { break }
      front.append((best, reached))
      left = left.filter { second.isBetter($0.second, than: reached) }
    }
    return front
  }

  private func checkConflict(_ instance: Instance) throws {
    let context = "seed \(instance.seed)"
    for objective in SearchObjective.allCases {
      guard case .infeasible = try instance.search.best(instance.generation, objective) else {
        Issue.record("\(context) \(objective.rawValue) is not infeasible")
        continue
      }
    }
    let found = try #require(try instance.search.conflict(instance.generation), "\(context)")
    let musts = instance.folder.generations[instance.generation].allRequirements.filter(\.isMust)
    let missed = instance.all.checks.map { check in
      Set(check.failures.map { "\($0.requirement.isRule)\($0.requirement.id)" })
    }
    func key(_ requirement: Requirement) -> String { "\(requirement.isRule)\(requirement.id)" }
    let rules = Set(musts.filter(\.isRule).map(key))
    let holdsRules = missed.filter { $0.isDisjoint(with: rules) }
    let (members, designs) =
      holdsRules.isEmpty
      ? (musts.filter(\.isRule), missed) : (musts.filter { !$0.isRule }, holdsRules)
    #expect(found.allSatisfy { $0.isRule == holdsRules.isEmpty }, "\(context)")
    let smallest = Self.smallestHitting(designs, members.map(key))
    #expect(found.count == smallest, "\(context): \(found.map(\.id)), but \(smallest) suffice")
    let chosen = Set(found.map(key))
    #expect(designs.allSatisfy { !$0.isDisjoint(with: chosen) }, "\(context): no conflict")
  }

  /// How many members at least it takes for every design to miss one of them.
  private static func smallestHitting(_ designs: [Set<String>], _ members: [String]) -> Int {
    let distinct = Array(Set(designs))
    var best = members.count
    for subset in 0..<(1 << members.count) where subset.nonzeroBitCount < best {
      let chosen = members.indices.filter { subset & (1 << $0) != 0 }.map { members[$0] }
      if distinct.allSatisfy({ !$0.isDisjoint(with: chosen) }) { best = chosen.count }
    }
    return best
  }
}
