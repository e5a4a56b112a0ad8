import LinearModel
import Program

/// Finds the smallest set of policies and facts that cannot hold together.
///
/// A set of members is a conflict where no plan lets all of it hold; it is hit by every correction
/// set, a set of members that give in some plan. So (Ignatiev, Previti, Liffiton, Marques-Silva:
/// Smallest MUS extraction with minimal hitting set dualization, CP 2015): take the smallest set H
/// that hits every correction set known; where the rest giving makes a plan possible, those that
/// gave are one more correction set; else H is a conflict, and no smaller one exists.
struct ConflictAnalysis<S: Solver, Observer: PlanObserver> {
  let solver: S
  let program: BuildProgram
  let observer: Observer

  /// The smallest conflict of a program that is known to be infeasible.
  func smallestConflict() throws(SolverError) -> Infeasibility {
    let elastic = ElasticFormulation(program)
    let session = try solver.makeSession(for: elastic.model)
    var corrections: [[Int]] = []
    while true {
      let held = try smallestHittingSet(of: corrections)
      try hold(held, of: elastic, in: session)
      guard let values = try leastSlack(session) else {
        return try measured(held, of: elastic, in: session)
      }
      let gave = elastic.members.indices.filter { position in
        elastic.members[position].slacks.contains { values[Int($0.position)] > 1e-7 }
      }
      precondition(!gave.isEmpty, "a plan exists with every policy and fact held")
      corrections.append(gave)
      _ = observer.hears(PlanProgress(phase: .conflict, seconds: observer.now()))
    }
  }

  /// Lets exactly the members outside `held` give.
  private func hold(
    _ held: Set<Int>, of elastic: ElasticFormulation, in session: S.Session
  ) throws(SolverError) {
    for (position, member) in elastic.members.enumerated() {
      for slack in member.slacks {
        let upper = elastic.model.columnUpper[Int(slack.position)]
        try session.setColumnBounds(slack, lower: 0, upper: held.contains(position) ? 0 : upper)
      }
    }
  }

  /// The point of least slack; `nil` where there is none.
  private func leastSlack(_ session: S.Session) throws(SolverError) -> [Double]? {
    var options = SolveOptions()
    options.relativeGap = 1e-4
    let solution = try session.solve(options, progress: nil)
    return solution.hasPoint ? solution.columnValues : nil
  }

  /// The fewest members that hit every set, by a small integer program.
  private func smallestHittingSet(of sets: [[Int]]) throws(SolverError) -> Set<Int> {
    guard !sets.isEmpty else { return [] }
    let members = Set(sets.joined()).sorted()
    var model = LinearModel()
    let columns = members.map { _ in
      model.addColumn(cost: 1, lower: 0, upper: 1, isInteger: true)
    }
    let columnOf = Dictionary(uniqueKeysWithValues: zip(members, columns))
    for set in sets {
      _ = model.addRow(
        lower: 1, upper: .infinity, entries: set.compactMap { columnOf[$0] }.map { ($0, 1) })
    }
    var options = SolveOptions()
    options.relativeGap = 0
    let solution = try solver.makeSession(for: model).solve(options, progress: nil)
    precondition(solution.hasPoint, "every set of the hitting set problem has a member")
    return Set(
      zip(members, columns).filter { solution.columnValues[Int($0.1.position)] > 0.5 }.map(\.0))
  }

  /// The conflict with how far each member alone would have to give.
  private func measured(
    _ conflict: Set<Int>, of elastic: ElasticFormulation, in session: S.Session
  ) throws(SolverError) -> Infeasibility {
    let all = Set(elastic.members.indices)
    var entries: [Infeasibility.Entry] = []
    for position in conflict.sorted() {
      let member = elastic.members[position]
      try hold(all.subtracting([position]), of: elastic, in: session)
      let values = try leastSlack(session)
      let give: Double?
      if case .policy(let index) = member.member, program.policies[index].kind.unit == "share" {
        give = values == nil ? nil : try attainableShare(of: index)
      } else {
        give = values.map { values in
          (member.slacks.map { values[Int($0.position)] }.max() ?? 0) * member.scale
        }
      }
      entries.append(
        Infeasibility.Entry(
          member: member.member, give: give, value: member.value, unit: member.unit))
    }
    return Infeasibility(conflict: entries)
  }

  /// By how much the share of a policy would have to give, by Dinkelbach's iteration: the share
  /// attained where the inequality is missed least becomes the next one asked for.
  private func attainableShare(of index: PolicyIndex) throws(SolverError) -> Double? {
    var relaxed = program
    let asked = program.policies[index].value
    let isFloor =
      program.policies[index].kind == .domesticContentMin
      || program.policies[index].kind == .addressableContentMin
    for _ in 0..<50 {
      let elastic = ElasticFormulation(relaxed)
      let session = try solver.makeSession(for: elastic.model)
      let others = elastic.members.indices.filter { elastic.members[$0].member != .policy(index) }
      try hold(Set(others), of: elastic, in: session)
      guard let values = try leastSlack(session) else { return nil }
      let flows = elastic.formulation.flows(of: values)
      let outcome = PolicyAccounts(
        program: relaxed, ledger: PurchaseLedger(program: relaxed, flows: flows), flows: flows,
        awards: elastic.formulation.awarded(values, flows)
      ).outcomes()[Int(index.position)]
      guard let attained = outcome.attained else { return nil }
      let next = isFloor ? min(attained, asked) : max(attained, asked)
      let step = abs(next - relaxed.policies[index].value)
      relaxed.policies[index].value = next
      if step <= 1e-7 { break }
    }
    return abs(asked - relaxed.policies[index].value)
  }
}
