import LinearModel

extension Searcher {
  /// The smallest set of musts that no design meets, by hitting sets.
  ///
  /// Each design that meets some musts misses others; every conflict has one of those. The smallest
  /// set that has one of each such group is asked for, until no design meets it: then it is a
  /// conflict, and no smaller set is one, for it would have been found before.
  ///
  /// Physics' rules hold throughout. Only where they conflict by themselves are they searched in
  /// the same way.
  ///
  /// Source: Ignatiev, Previti, Liffiton & Marques-Silva (2015), Smallest MUS extraction with
  /// minimal hitting set dualization, CP 2015, LNCS 9255, 173–182.
  mutating func conflict() throws(SolverError) -> [Requirement]? {
    let musts = spaces[0].generation.allRequirements.filter(\.isMust)
    let rules = musts.filter(\.isRule)
    let others = musts.filter { !$0.isRule }
    enforced = [Set(rules.map(\.key))]
    switch try solve(.anyDesign) {
    case .found: return try conflict(among: others, beside: rules)
    case .infeasible: return try conflict(among: rules, beside: [])
    case .stopped: return nil
    }
  }

  private mutating func conflict(
    among members: [Requirement], beside always: [Requirement]
  ) throws(SolverError) -> [Requirement]? {
    var groups: [[Int]] = []
    while true {
      guard let chosen = try hittingSet(of: groups, count: members.count) else { return nil }
      switch try met(chosen, members, always) {
      case .infeasible: return chosen.map { members[$0] }
      case .stopped: return nil
      case .found(let result):
        let missed = try grown(chosen, missed(result, members), members, always)
        guard !missed.isEmpty else { return nil }
        groups.append(missed)
      }
    }
  }

  /// A design that meets the chosen members.
  private mutating func met(
    _ chosen: [Int], _ members: [Requirement], _ always: [Requirement]
  ) throws(SolverError) -> SearchOutcome {
    enforced = [Set((chosen.map { members[$0] } + always).map(\.key))]
    forget()
    return try solve(.anyDesign)
  }

  /// Members that a design misses.
  private func missed(_ result: SearchResult, _ members: [Requirement]) -> [Int] {
    let keys = Set(result.checks[0].failures.map(\.requirement.key))
    return members.indices.filter { keys.contains(members[$0].key) }
  }

  /// Takes members that can be met as well out of what is missed, so that the group is small.
  private mutating func grown(
    _ chosen: [Int], _ missed: [Int], _ members: [Requirement], _ always: [Requirement]
  ) throws(SolverError) -> [Int] {
    var left = missed
    var kept = members.indices.filter { !missed.contains($0) }
    for member in missed where left.contains(member) && left.count > 1 {
      guard case .found(let result) = try met(kept + [member], members, always) else { continue }
      left = self.missed(result, members)
      kept = members.indices.filter { !left.contains($0) }
    }
    return left
  }

  /// The smallest set with one of each group; of equally small ones that of the earliest members.
  private func hittingSet(of groups: [[Int]], count: Int) throws(SolverError) -> [Int]? {
    guard !groups.isEmpty else { return [] }
    var model = LinearModel()
    let columns = (0..<count).map { member in
      model.addColumn(
        cost: 1 + 1e-6 * Double(member), lower: 0, upper: 1, isInteger: true)
    }
    for group in groups {
      model.addRow(lower: 1, upper: .infinity, entries: group.map { (columns[$0], 1.0) })
    }
    var limits = SolveOptions()
    limits.relativeGap = 0
    limits.absoluteGap = 1e-9
    let answer = try solver.solve(model, limits)
    guard answer.stop == .optimal, answer.hasPoint else { return nil }
    let values = answer.columnValues
    return (0..<count).filter { values[columns[$0].offset] > 0.5 }
  }
}
