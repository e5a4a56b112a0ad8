import LinearModel
import Testing

/// Random changes to a session, and the same to a model that is then built anew.
@Test func changesEqualAModelBuiltAnew() throws {
  for seed in 0..<100 {
    var rng = SeededGenerator(seed: 1000 + seed)
    var model = randomFeasibleModel(seed: seed, integerShare: seed % 2 == 0 ? 0 : 0.4)
    let session = try HiGHSSolver().makeSession(for: model)
    _ = try session.solve()
    for _ in 0..<6 { try change(&model, session, &rng) }
    var options = SolveOptions()
    options.relativeGap = 0
    let changed = try session.solve(options)
    let anew = try HiGHSSolver().solve(model, options)
    #expect(session.columnCount == model.columnCount && session.rowCount == model.rowCount)
    #expect(changed.stop == anew.stop, "seed \(seed)")
    #expect(changed.hasPoint == anew.hasPoint, "seed \(seed)")
    if let objective = changed.objective {
      #expect(isNear(objective, anew.objective ?? .nan, 1e-6), "seed \(seed)")
      #expect(isNear(objective, model.objective(of: changed.columnValues)), "seed \(seed)")
      #expect(model.violation(of: changed.columnValues).worst < 1e-6, "seed \(seed)")
    }
  }
}

private func change(
  _ model: inout LinearModel, _ session: HiGHSSession, _ rng: inout SeededGenerator
) throws {
  let column = ColumnIndex(Int.random(in: 0..<model.columnCount, using: &rng))
  let number = Double(Int.random(in: -5...5, using: &rng))
  switch Int.random(in: 0...6, using: &rng) {
  case 0:
    model.cost[column] = number
    try session.setCost(column, number)
  case 1:
    model.columnLower[column] = number
    model.columnUpper[column] = number + 2
    try session.setColumnBounds([column], lower: [number], upper: [number + 2])
  case 2:
    model.isInteger[column].toggle()
    try session.setIntegrality([column], [model.isInteger[column]])
  case 3:
    let entries = [(column, 1.0), (ColumnIndex(0), 2), (column, 1)]
    model.addRow(lower: -9, upper: number + 20, entries: entries)
    try session.addRow(lower: -9, upper: number + 20, entries: entries)
  case 4 where model.rowCount > 0:
    let row = RowIndex(Int.random(in: 0..<model.rowCount, using: &rng))
    model.addColumn(cost: number, lower: 0, upper: 2, isInteger: true)
    model.addEntry(row, 3)
    var columns = NewColumns()
    columns.addColumn(cost: number, lower: 0, upper: 2, isInteger: true, entries: [(row, 3)])
    try session.addColumns(columns)
  case 5 where model.rowCount > 0:
    let row = RowIndex(Int.random(in: 0..<model.rowCount, using: &rng))
    model.rowLower[row] = -.infinity
    try session.setRowBounds([row], lower: [-.infinity], upper: [model.rowUpper[row]])
  default:
    model.offset = number
    try session.setObjectiveOffset(number)
    model.cost = model.cost.map { $0 * 1e7 }
    try session.setCosts(model.cost)
    model.cost = model.cost.map { $0 / 1e7 }
    try session.setCosts(model.cost)
  }
}

@Test func deletedRowsNoLongerBind() throws {
  let session = try HiGHSSolver().makeSession(for: wyndor())
  let cut = try session.addRow(
    lower: -.infinity, upper: 1, entries: [(ColumnIndex(0), 1), (ColumnIndex(1), 1)])
  #expect(isNear(try session.solve().objective ?? .nan, -5))
  try session.deleteRows(from: cut)
  #expect(session.rowCount == 3)
  #expect(isNear(try session.solve().objective ?? .nan, -36))
  try session.setEntry(RowIndex(1), ColumnIndex(1), 3)
  #expect(isNear(try session.solve().objective ?? .nan, -3 * 10.0 / 3 - 5 * 4))
}

@Test func aBasisMakesTheNextSolveShort() throws {
  var rng = SeededGenerator(seed: 5)
  var model = LinearModel()
  let rows = model.addRows(40, lower: -.infinity, upper: 100)
  for _ in 0..<60 {
    model.addColumn(cost: -Double.random(in: 1...2, using: &rng), lower: 0, upper: 5)
    for row in 0..<40 { model.addEntry(rows + row, Double.random(in: 0.1...3, using: &rng)) }
  }
  var options = SolveOptions()
  options.method = .simplex
  options.presolve = false
  let session = try HiGHSSolver().makeSession(for: model)
  let first = try session.solve(options)
  let basis = try #require(try session.basis())
  #expect(first.iterations > 10)
  #expect(try session.solve(options).iterations == 0)
  let fresh = try HiGHSSolver().makeSession(for: model)
  try fresh.setBasis(basis)
  let warm = try fresh.solve(options)
  #expect(warm.iterations == 0)
  #expect(isNear(warm.objective ?? .nan, first.objective ?? 0))
}

@Test func aStartIsTheFirstIncumbent() throws {
  let model = hardModel()
  // No column chosen: each row's slack pays for its whole side.
  var start = [Double](repeating: 0, count: model.columnCount)
  for row in 0..<model.rowCount { start[50 + 2 * row] = model.rowLower[row] }
  #expect(model.violation(of: start).worst == 0)
  let session = try HiGHSSolver().makeSession(for: model)
  try session.setStart(start)
  var options = SolveOptions()
  options.nodeLimit = 0
  options.raw = [("mip_heuristic_effort", .number(0))]
  let solution = try session.solve(options)
  #expect(solution.hasPoint)
  #expect((solution.objective ?? .infinity) <= model.objective(of: start))
  try session.setStart([ColumnIndex(0), ColumnIndex(1)], [1, 0])
  #expect(try session.solve(options).hasPoint)
}

@Test func theTimeLimitGivesTheBestPointAndABound() throws {
  var options = SolveOptions()
  options.timeLimit = 0.5
  let model = hardModel()
  let solution = try HiGHSSolver().solve(model, options)
  #expect(solution.stop == .timeLimit)
  #expect(solution.seconds >= 0.4 && solution.seconds < 5)
  let objective = try #require(solution.objective)
  let bound = try #require(solution.bound)
  #expect(bound <= objective && objective > 0)
  #expect(model.violation(of: solution.columnValues).worst < 1e-5)
}

@Test func falseFromProgressCancels() throws {
  var reports: [SolveProgress] = []
  let solution = try HiGHSSolver().solve(hardModel(), SolveOptions()) { progress in
    reports.append(progress)
    return reports.count < 4
  }
  #expect(solution.stop == .cancelled)
  #expect(reports.count == 4)
  #expect(reports.allSatisfy { $0.phase == .branchAndBound })
  #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.seconds < $1.seconds })
  #expect(solution.hasPoint && solution.bound != nil)
}

@Test func theTimeLimitCountsForEachSolveAlone() throws {
  let session = try HiGHSSolver().makeSession(for: hardModel())
  var options = SolveOptions()
  options.timeLimit = 0.3
  for _ in 0..<3 {
    let solution = try session.solve(options)
    #expect(solution.stop == .timeLimit && solution.seconds >= 0.25)
  }
}

@Test func threadsMayChangeFromSolveToSolve() throws {
  let session = try HiGHSSolver().makeSession(for: wyndor(isInteger: true))
  for threads in [1, 2, nil, 1] {
    var options = SolveOptions()
    options.threads = threads
    #expect(isNear(try session.solve(options).objective ?? .nan, -36))
  }
}

@Test(arguments: [1e-9, 1e-3, 1, 1e4, 1e9, 1e12])
func scalingMoneyScalesTheAnswer(factor: Double) throws {
  for seed in 0..<30 {
    let model = randomFeasibleModel(seed: seed)
    var scaled = model
    scaled.offset *= factor
    scaled.cost = model.cost.map { $0 * factor }
    let plain = try HiGHSSolver().solve(model)
    let solution = try HiGHSSolver().solve(scaled)
    #expect(
      isNear((solution.objective ?? .nan) / factor, plain.objective ?? .nan), "seed \(seed)")
    let bound = scaled.lagrangianBound(rowDuals: solution.rowDuals) / factor
    #expect(isNear(bound, plain.objective ?? .nan), "seed \(seed)")
  }
}

/// The session sees money through a power of two; what changes later must go through it as well.
@Test(arguments: [1e-6, 1, 1e9])
func changesAreInTheUnitOfTheObjective(factor: Double) throws {
  var model = wyndor()
  model.offset = 50 * factor
  model.cost = model.cost.map { $0 * factor }
  let session = try HiGHSSolver().makeSession(for: model)
  // max 3 a + 5 b is 36 at (2, 6); with 20 a it is 80 + 15 at (4, 3).
  #expect(isNear((try session.solve().objective ?? .nan) / factor, 50 - 36))
  try session.setCost(ColumnIndex(0), -20 * factor)
  #expect(isNear((try session.solve().objective ?? .nan) / factor, 50 - 95))
  // One more column, worth 7 up to 2, in no row.
  var columns = NewColumns()
  columns.addColumn(cost: -7 * factor, lower: 0, upper: 2, entries: [(RowIndex, Double)]())
  try session.addColumns(columns)
  #expect(isNear((try session.solve().objective ?? .nan) / factor, 50 - 95 - 14))
  // Costs of another size: the offset stays what it is.
  try session.setCosts([-3e3 * factor, -5e3 * factor, 0])
  #expect(isNear((try session.solve().objective ?? .nan) / factor, 50 - 36e3))
}

/// Costs of 1e-2 beside 1e10: the small ones must still be decided rightly.
@Test func smallCostsBesideLargeOnesStillCount() throws {
  var model = LinearModel()
  let need = model.addRow(lower: 100, upper: 100)
  for cost in [1e10, 0.03, 0.02] {
    model.addColumn(cost: cost, lower: 0, upper: 60)
    model.addEntry(need, 1)
  }
  model.columnLower[0] = 1
  let solution = try HiGHSSolver().solve(model)
  #expect(areNear(solution.columnValues, [1, 39, 60]))
  #expect(isNear(solution.objective ?? .nan, 1e10 + 39 * 0.03 + 60 * 0.02, 1e-15))
}

@Test(arguments: [1e-6, 1, 1e9])
func theAbsoluteGapIsOfTheObjectivesUnit(factor: Double) throws {
  var model = hardModel()
  model.cost = model.cost.map { $0 * factor }
  var options = SolveOptions()
  options.relativeGap = 0
  options.absoluteGap = 60 * factor
  options.timeLimit = 60
  let solution = try HiGHSSolver().solve(model, options)
  #expect(solution.stop == .optimal)
  let difference = (solution.objective ?? .nan) - (solution.bound ?? .nan)
  #expect(difference <= 60 * factor && difference > 0)
}
