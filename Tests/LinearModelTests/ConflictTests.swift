import LinearModel
import Testing

@Test func aConflictNamesTheSidesThatClash() throws {
  var model = wyndor()
  let wish = model.addRow(
    lower: 100, upper: 200, entries: [(ColumnIndex(0), 3), (ColumnIndex(1), 5)])
  let session = try HiGHSSolver().makeSession(for: model)
  let conflict = try #require(try session.conflict())
  // 3 a + 5 b ≥ 100 against 2 b ≤ 12 and 3 a + 2 b ≤ 18: together 3 a + 5 b ≤ 36.
  #expect(
    conflict.bounds.sorted() == [.rowLower(wish), .rowUpper(RowIndex(1)), .rowUpper(RowIndex(2))])
  #expect(conflict.isIrreducible)
}

@Test func aFeasibleModelHasNoConflict() throws {
  let session = try HiGHSSolver().makeSession(for: wyndor(isInteger: true))
  #expect(try session.conflict() == nil)
}

@Test func onlyGroupsThatAreAskedAboutAreGivenUp() throws {
  var model = wyndor()
  let wish = model.addRow(lower: 100, upper: .infinity, entries: [(ColumnIndex(1), 10)])
  let session = try HiGHSSolver().makeSession(for: model)
  let groups: [[BoundSide]] = [
    [.rowUpper(RowIndex(0))], [.rowUpper(RowIndex(2)), .rowUpper(RowIndex(1))], [.rowLower(wish)],
  ]
  let conflict = try #require(try session.conflict(among: groups, SolveOptions()))
  #expect(conflict.groups == [1, 2])
  #expect(
    conflict.bounds == [.rowUpper(RowIndex(2)), .rowUpper(RowIndex(1)), .rowLower(wish)])
  // What is in no group always holds: then nothing that may be given up is to blame.
  let blameless = try session.conflict(among: [[.rowUpper(RowIndex(0))]], SolveOptions())
  #expect(blameless == Conflict(groups: [], bounds: [], isIrreducible: true))
}

@Test func aBoundOfTwoGroupsHoldsAsLongAsOneOfThemDoes() throws {
  var model = wyndor()
  let wish = model.addRow(lower: 80, upper: .infinity, entries: [(ColumnIndex(1), 10)])
  let session = try HiGHSSolver().makeSession(for: model)
  // 10 b ≥ 80 against 2 b ≤ 12, which is in the first two groups: one of them is enough.
  let groups: [[BoundSide]] = [
    [.rowUpper(RowIndex(0)), .rowUpper(RowIndex(1))], [.rowUpper(RowIndex(1))], [.rowLower(wish)],
  ]
  let conflict = try #require(try session.conflict(among: groups, SolveOptions()))
  #expect(conflict.groups == [1, 2])
  #expect(conflict.isIrreducible)
}

@Test func crossedBoundsAreAConflictOfTwo() throws {
  var model = wyndor()
  model.columnLower[0] = 9
  model.columnUpper[0] = 8
  let conflict = try HiGHSSolver().makeSession(for: model).conflict()
  let column = ColumnIndex(0)
  #expect(conflict?.bounds.sorted() == [.columnLower(column), .columnUpper(column)])
}

@Test func theSessionIsAsBeforeAfterASearch() throws {
  var model = wyndor()
  model.rowLower[0] = 5
  model.rowUpper[0] = 9
  let session = try HiGHSSolver().makeSession(for: model)
  try session.setRowBounds(RowIndex(1), lower: 50, upper: 60)
  #expect(try session.conflict() != nil)
  try session.setRowBounds(RowIndex(1), lower: -.infinity, upper: 12)
  #expect(isNear(try session.solve().objective ?? .nan, -5 * 3 - 5 * 1.5))
}

/// Minimal: infeasible with all other bounds gone, feasible when any one more goes.
@Test(arguments: [0.0, 0.7])
func randomConflictsAreIrreducible(integerShare: Double) throws {
  var found = 0
  var integral = 0
  for seed in 0..<200 {
    let model = randomModel(seed: seed, integerShare: integerShare)
    let session = try HiGHSSolver().makeSession(for: model)
    var options = SolveOptions()
    options.timeLimit = 20
    guard let conflict = try session.conflict(among: nil, options) else {
      #expect(try session.solve().stop != .infeasible, "seed \(seed)")
      continue
    }
    found += 1
    #expect(conflict.isIrreducible, "seed \(seed)")
    #expect(isFeasible(model, keeping: conflict.bounds) == false, "seed \(seed)")
    var relaxed = SolveOptions()
    relaxed.ignoresIntegrality = true
    if try session.solve(relaxed).stop != .infeasible { integral += 1 }
    for bound in conflict.bounds {
      let rest = conflict.bounds.filter { $0 != bound }
      #expect(isFeasible(model, keeping: rest), "seed \(seed) without \(bound)")
    }
  }
  #expect(found > 40)
  #expect((integral > 0) == (integerShare > 0))
}

/// Whether the model without costs has a point when only some bounds hold.
private func isFeasible(_ model: LinearModel, keeping bounds: [BoundSide]) -> Bool {
  var reduced = model
  for row in model.rows { (reduced.rowLower[row], reduced.rowUpper[row]) = (-.infinity, .infinity) }
  for column in model.columns {
    (reduced.columnLower[column], reduced.columnUpper[column]) = (-.infinity, .infinity)
    reduced.cost[column] = 0
  }
  for bound in bounds {
    switch bound {
    case .rowLower(let row): reduced.rowLower[row] = model.rowLower[row]
    case .rowUpper(let row): reduced.rowUpper[row] = model.rowUpper[row]
    case .columnLower(let column): reduced.columnLower[column] = model.columnLower[column]
    case .columnUpper(let column): reduced.columnUpper[column] = model.columnUpper[column]
    }
  }
  do {
    return try HiGHSSolver().solve(reduced).stop == .optimal
  } catch {
    Issue.record(error)
    return false
  }
}
