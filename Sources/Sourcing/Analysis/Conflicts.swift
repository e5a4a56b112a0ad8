import LinearModel
public import Program

/// Why a scenario has no award, and what would mend it.
public struct ConflictReport: Sendable {
  /// All minimal sets of rules that cannot hold together, as positions; one empty set where there
  /// is no award even without rules.
  public var conflicts: [[RuleIndex]]
  /// All minimal sets whose dropping mends it, each with its optimum.
  public var repairs: [Repair]
  /// Whether all sets were found: false where the search was stopped.
  public var isComplete: Bool
  /// How far each numeric rule would have to give alone.
  public var gives: [Give]
  /// Items that cannot be had in full by any bids.
  public var uncoveredItems: [EventItemIndex]
  /// Of these, the ones of which it can be said how much the bids bring.
  public var shortages: [Shortage] = []

  /// Items that cannot be had in full though their bids seem to bring enough.
  public var otherItems: [EventItemIndex] {
    let known = Set(shortages.map(\.item))
    return uncoveredItems.filter { !known.contains($0) }
  }

  /// Rules that are dropped together, and the best award without them.
  public struct Repair: Sendable {
    public var rules: [RuleIndex]
    /// The optimum of the first stage's aim; `nil`: not found in time.
    public var objective: Double?
  }

  /// A numeric rule that gives alone.
  public struct Give: Sendable {
    public var rule: RuleIndex
    /// The value nearest to the rule's own with which there is an award; `nil`: none mends it.
    public var value: Double?
    /// By how much that is away.
    public var by: Double?

    /// The value to write instead of the rule's own.
    ///
    /// - Parameter own: What the rule says.
    /// - Returns: A number of few digits, never on the side where there is no award; `nil` where no
    ///   value mends it.
    public func written(insteadOf own: Double) -> Double? {
      value.map { Self.rounded($0, up: $0 > own) }
    }

    /// Six digits, or whole units where these have more.
    private static func rounded(_ value: Double, up: Bool) -> Double {
      guard value != 0, value.magnitude < 1e15 else { return value }
      var scale = 1.0
      while value.magnitude * scale < 1e5, scale < 1e12 { scale *= 10 }
      let scaled = value * scale
      let near = scaled.rounded()
      // What is a number of few digits but for rounding stays that number.
      if abs(scaled - near) <= 1e-9 * max(1, abs(near)) { return near / scale }
      return scaled.rounded(up ? .up : .down) / scale
    }
  }
}

/// Lists all minimal conflicts and all minimal repairs of a set of constraints, by asking whether
/// subsets can hold.
///
/// A map of what is not yet known is kept as two lists: subsets of satisfiable sets are known, so
/// are supersets of conflicts. Each round takes a set that neither list covers and grows it to a
/// maximal satisfiable set, or shrinks it to a conflict. What a maximal satisfiable set leaves out
/// is a minimal repair.
///
/// Source: Liffiton, Previti, Malik, Marques-Silva (2016), "Fast, flexible MUS enumeration",
/// Constraints 21, 223–250.
struct ConflictEnumeration {
  let count: Int
  private(set) var conflicts: [Set<Int>] = []
  private(set) var satisfiable: [Set<Int>] = []

  init(count: Int) {
    self.count = count
  }

  /// What each maximal satisfiable set leaves out.
  var repairs: [Set<Int>] { satisfiable.map { Set(0..<count).subtracting($0) } }

  /// Finds all.
  ///
  /// - Parameter canHold: Whether a subset can hold; `nil` ends the search.
  /// - Returns: Whether all were found.
  /// - Throws: What `canHold` throws.
  mutating func run(_ canHold: (Set<Int>) throws(AwardFault) -> Bool?) throws(AwardFault) -> Bool {
    while let seed = unexplored() {
      guard let holds = try canHold(seed) else { return false }
      if holds {
        var grown = seed
        for element in 0..<count where !grown.contains(element) {
          guard !conflicts.contains(where: { $0.isSubset(of: grown.union([element])) }) else {
            continue
          }
          guard let stillHolds = try canHold(grown.union([element])) else { return false }
          if stillHolds { grown.insert(element) }
        }
        satisfiable.append(grown)
      } else {
        var shrunk = seed
        for element in seed.sorted() {
          let smaller = shrunk.subtracting([element])
          guard !satisfiable.contains(where: { smaller.isSubset(of: $0) }) else { continue }
          guard let holds = try canHold(smaller) else { return false }
          if !holds { shrunk = smaller }
        }
        conflicts.append(shrunk)
      }
    }
    return true
  }

  /// A set that is no subset of a satisfiable one and no superset of a conflict, as large as a
  /// simple search makes it; `nil` where all is known.
  private func unexplored() -> Set<Int>? {
    // It must leave out one of each conflict and hold one that each satisfiable set leaves out.
    search(hits: repairs, without: [], conflicts[...])
  }

  private func search(
    hits: [Set<Int>], without left: Set<Int>, _ rest: ArraySlice<Set<Int>>
  ) -> Set<Int>? {
    let set = Set(0..<count).subtracting(left)
    guard hits.allSatisfy({ !$0.isDisjoint(with: set) }) else { return nil }
    guard let conflict = rest.first(where: { $0.isSubset(of: set) }) else { return set }
    for element in conflict.sorted() {
      if let found = search(hits: hits, without: left.union([element]), rest) { return found }
    }
    return nil
  }
}

extension AwardSolver {
  /// Why `scenario` has no award.
  public func conflicts(_ event: Event, _ scenario: Scenario) throws(AwardFault) -> ConflictReport {
    let shortages = event.shortages
    guard shortages.isEmpty else {
      return ConflictReport(
        conflicts: [[]], repairs: [], isComplete: true, gives: [],
        uncoveredItems: try uncoveredItems(event, known: Set(shortages.map(\.item))),
        shortages: shortages)
    }
    let hard = scenario.rules.rowIndices.filter { scenario.rules[$0].isHard }
    var enumeration = ConflictEnumeration(count: hard.count)
    let isComplete = try enumeration.run { subset throws(AwardFault) in
      var variant = AwardVariant()
      for (position, rule) in hard.enumerated() where !subset.contains(position) {
        variant.dropped.insert(rule)
      }
      return try self.canHold(event, scenario, variant)
    }
    func named(_ sets: [Set<Int>]) -> [[RuleIndex]] {
      sets.map { set in set.sorted().map { hard[$0] } }
        .sorted { ($0.count, $0) < ($1.count, $1) }
    }
    var report = ConflictReport(
      conflicts: named(enumeration.conflicts), repairs: [], isComplete: isComplete, gives: [],
      uncoveredItems: [])
    if report.conflicts.contains([]) {
      report.uncoveredItems = try uncoveredItems(event, known: [])
      return report
    }
    for rules in named(enumeration.repairs) {
      var variant = AwardVariant()
      variant.dropped = Set(rules)
      let outcome = try award(event, scenario, variant, work: "repairs")
      report.repairs.append(
        ConflictReport.Repair(rules: rules, objective: outcome.award?.objective))
    }
    for rule in hard where scenario.rules[rule].kind.isNumeric {
      report.gives.append(try give(event, scenario, rule))
    }
    return report
  }

  /// Whether some award keeps a variant's rules; `nil` where the search was stopped.
  private func canHold(
    _ event: Event, _ scenario: Scenario, _ variant: AwardVariant
  ) throws(AwardFault) -> Bool? {
    var model = AwardModel(event, scenario, variant)
    model.setObjective(LinearExpression())
    let solution = try solve(model, work: "conflicts")
    if solution.hasPoint { return true }
    switch solution.stop {
    case .infeasible, .infeasibleOrUnbounded: return false
    default: return nil
    }
  }

  /// Items that the bids cannot make up, each alone; of `known` ones that is known already.
  private func uncoveredItems(
    _ event: Event, known: Set<EventItemIndex>
  ) throws(AwardFault) -> [EventItemIndex] {
    var uncovered: [EventItemIndex] = []
    for item in event.items.rowIndices where event.items[item].unmetCost == nil {
      guard !known.contains(item) else {
        uncovered.append(item)
        continue
      }
      var relaxed = event
      for other in event.items.rowIndices
      where other != item && relaxed.items[other].unmetCost == nil {
        relaxed.items[other].unmetCost = 0
      }
      if try canHold(relaxed, .cheapest, AwardVariant()) == false { uncovered.append(item) }
    }
    return uncovered
  }

  // MARK: How far a rule gives

  /// The value nearest to a rule's own with which, all other rules kept, there is an award.
  ///
  /// The rule's rows give by one amount, which is made the least. For shares and means the amount
  /// is money, so the award found gives a new value, and the search goes on from there until the
  /// amount is 0: Dinkelbach's method, exact after few rounds.
  ///
  /// Source: Dinkelbach (1967), "On nonlinear fractional programming", Management Science 13,
  /// 492–498.
  private func give(
    _ event: Event, _ scenario: Scenario, _ index: RuleIndex
  ) throws(AwardFault) -> ConflictReport.Give {
    let rule = scenario.rules[index]
    let none = ConflictReport.Give(rule: index, value: nil, by: nil)
    var value = rule.value.value
    var best: Double?
    for _ in 0..<60 {
      var variant = AwardVariant()
      variant.elastic = index
      variant.elasticValue = value
      var model = AwardModel(event, scenario, variant)
      guard let give = model.give else { return none }
      var least = LinearExpression()
      least.add(give, 1)
      model.setObjective(least)
      let solution = try solve(model, work: "rule \(rule.id)")
      if solution.stop == .unbounded || solution.stop == .infeasibleOrUnbounded, best == nil {
        return none
      }
      guard solution.hasPoint else { return none }
      let point = try polished(model, solution, work: "rule \(rule.id)")
      let account = AwardAccount(model.choice(at: point), of: event)
      guard let measure = RuleAccount(rule, account).measure?.double else { break }
      if let known = best, abs(measure - known) <= 1e-9 * max(1, abs(known)) { break }
      if let known = best, rule.kind.isMinimum ? measure < known : measure > known { break }
      best = measure
      value = measure
    }
    guard let best else { return none }
    return ConflictReport.Give(rule: index, value: best, by: abs(best - rule.value.value))
  }
}

/// Sets of rules in order: the smaller first, then by position.
private func < (
  left: (Int, [RuleIndex]), right: (Int, [RuleIndex])
) -> Bool {
  if left.0 != right.0 { return left.0 < right.0 }
  return left.1.lexicographicallyPrecedes(right.1)
}
