import LinearModel
import Testing

@Test func integersChangeTheOptimum() throws {
  var model = wyndor(isInteger: true)
  model.rowUpper[2] = 17.5  // relaxed: a = 11/6, b = 6, 35.5; integer: a = 1, b = 6, 33
  let solution = try HiGHSSolver().solve(model)
  #expect(solution.stop == .optimal)
  #expect(isNear(solution.objective ?? .nan, -33) && isNear(solution.bound ?? .nan, -33, 1e-4))
  #expect(areNear(solution.columnValues, [1, 6]))
  #expect(!solution.hasDuals)
  var options = SolveOptions()
  options.ignoresIntegrality = true
  let relaxed = try HiGHSSolver().solve(model, options)
  #expect(isNear(relaxed.objective ?? .nan, -35.5) && relaxed.hasDuals)
}

/// minimise x + y, 1 ≤ x + 2 y, x - y = 0.5 (row bounds both), x free, -2 ≤ y ≤ 3:
/// x = 2/3, y = 1/6; duals 2/3 and 1/3 by solving Aᵀ y = c.
@Test func freeColumnsEqualitiesAndSigns() throws {
  var model = LinearModel()
  model.offset = 10
  let rows = [
    model.addRow(lower: 1, upper: .infinity), model.addRow(lower: 0.5, upper: 0.5),
  ]
  model.addColumn(cost: 1, lower: -.infinity, upper: .infinity)
  for row in rows { model.addEntry(row, 1) }
  model.addColumn(cost: 1, lower: -2, upper: 3)
  model.addEntry(rows[0], 2)
  model.addEntry(rows[1], -1)
  let solution = try HiGHSSolver().solve(model)
  #expect(isNear(solution.objective ?? .nan, 10 + 5.0 / 6))
  #expect(areNear(solution.columnValues, [2.0 / 3, 1.0 / 6]))
  #expect(areNear(solution.rowDuals, [2.0 / 3, 1.0 / 3]))
}

/// A dual is what the objective changes by when its row's bound does; likewise reduced costs.
@Test func dualsAgreeWithSolvingAgain() throws {
  let step = 1e-4
  var checked = 0
  for seed in 0..<60 {
    let model = randomFeasibleModel(seed: seed)
    let session = try HiGHSSolver().makeSession(for: model)
    let solution = try session.solve()
    let objective = try #require(solution.objective)
    #expect(areNear(model.reducedCosts(rowDuals: solution.rowDuals), solution.reducedCosts))
    #expect(isNear(model.lagrangianBound(rowDuals: solution.rowDuals), objective))
    for row in model.rows {
      let dual = solution.rowDuals[row]
      // One step each way: at a kink the dual lies between the two slopes.
      var slopes: [Double] = []
      for change in [step, -step] {
        var lower = model.rowLower[row]
        var upper = model.rowUpper[row]
        if dual > 0 || lower == upper { lower += change }
        if dual < 0 || model.rowLower[row] == model.rowUpper[row] { upper += change }
        try session.setRowBounds(row, lower: lower, upper: upper)
        let moved = try session.solve()
        if let value = moved.objective { slopes.append((value - objective) / change) }
      }
      try session.setRowBounds(row, lower: model.rowLower[row], upper: model.rowUpper[row])
      guard slopes.count == 2 else { continue }
      let range = (slopes.min() ?? 0) - 1e-5...(slopes.max() ?? 0) + 1e-5
      #expect(range.contains(dual), "seed \(seed), row \(row.position)")
      if abs(dual) > 1e-9 { checked += 1 }
    }
  }
  #expect(checked > 60)
}

@Test func simplexAndInteriorPointAgree() throws {
  for seed in 0..<200 {
    let model = randomFeasibleModel(seed: seed)
    var objectives: [Double] = []
    for method in [SolveMethod.simplex, .interiorPoint(crossover: true), .hipo(crossover: true)] {
      var options = SolveOptions()
      options.method = method
      let solution = try HiGHSSolver().solve(model, options)
      #expect(solution.stop == .optimal, "seed \(seed), \(method)")
      #expect(model.violation(of: solution.columnValues).worst < 1e-6, "seed \(seed), \(method)")
      objectives.append(solution.objective ?? .nan)
    }
    #expect(areNear(objectives, [Double](repeating: objectives[0], count: 3)), "seed \(seed)")
  }
}

@Test func mixedIntegerOptimaAgreeWithTryingAllPoints() throws {
  for seed in 0..<60 {
    var rng = SeededGenerator(seed: seed)
    var model = LinearModel()
    model.addRows(3, lower: -.infinity, upper: 7)
    for _ in 0..<4 {
      model.addColumn(
        cost: Double(Int.random(in: -9...3, using: &rng)), lower: 0, upper: 3, isInteger: true)
      for row in model.rows { model.addEntry(row, Double(Int.random(in: -2...5, using: &rng))) }
    }
    var best = Double.infinity
    for code in 0..<256 {
      let point = (0..<4).map { Double((code >> (2 * $0)) & 3) }
      if model.violation(of: point).worst == 0 { best = min(best, model.objective(of: point)) }
    }
    var options = SolveOptions()
    options.relativeGap = 0
    let solution = try HiGHSSolver().solve(model, options)
    #expect(isNear(solution.objective ?? .nan, best), "seed \(seed)")
    #expect(isNear(solution.bound ?? .nan, best), "seed \(seed)")
  }
}

struct Degenerate: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var rows: [ClosedRange<Double>]
  var column: (cost: Double, bounds: ClosedRange<Double>)?
  var isInteger = false
  var stop: StopReason
  var objective: Double?
}

@Test(arguments: [
  Degenerate(testDescription: "nothing", rows: [], stop: .optimal, objective: 5),
  Degenerate(testDescription: "rows that hold", rows: [-1...1], stop: .optimal, objective: 5),
  Degenerate(testDescription: "a row that cannot hold", rows: [1...2], stop: .infeasible),
  Degenerate(
    testDescription: "no rows", rows: [], column: (2, 3...4), stop: .optimal, objective: 11),
  Degenerate(
    testDescription: "no rows, integer", rows: [], column: (2, 2.5...4), isInteger: true,
    stop: .optimal, objective: 11),
  Degenerate(
    testDescription: "no rows, unbounded", rows: [], column: (-1, 0...(.infinity)),
    stop: .unbounded),
  Degenerate(
    testDescription: "no integer within", rows: [], column: (1, 0.25...0.75), isInteger: true,
    stop: .infeasible),
  Degenerate(
    testDescription: "the row asks too much", rows: [5...9], column: (1, 0...4), stop: .infeasible),
])
func degenerateModels(example: Degenerate) throws {
  var model = LinearModel()
  model.offset = 5
  for row in example.rows { model.addRow(lower: row.lowerBound, upper: row.upperBound) }
  if let column = example.column {
    model.addColumn(
      cost: column.cost, lower: column.bounds.lowerBound, upper: column.bounds.upperBound,
      isInteger: example.isInteger)
    for row in model.rows { model.addEntry(row, 1) }
  }
  let solution = try HiGHSSolver().solve(model)
  #expect(solution.stop == example.stop)
  #expect(solution.objective == example.objective)
  #expect(solution.hasPoint == (example.objective != nil))
}

@Test func crossedBoundsAreInfeasibleNotAnError() throws {
  var model = wyndor()
  model.columnLower[1] = 2
  model.columnUpper[1] = 1
  #expect(try HiGHSSolver().solve(model).stop == .infeasible)
  let session = try HiGHSSolver().makeSession(for: wyndor())
  try session.setRowBounds(RowIndex(0), lower: 3, upper: 2)
  #expect(try session.solve().stop == .infeasible)
  try session.setRowBounds(RowIndex(0), lower: -.infinity, upper: 4)
  #expect(isNear(try session.solve().objective ?? .nan, -36))
}

@Test(arguments: [Double.nan, .infinity, 1e-13, 1e16])
func unusableCoefficientsAreRefused(value: Double) {
  var model = wyndor()
  model.addColumn(cost: 1, lower: 0, upper: 1)
  model.addEntry(RowIndex(0), value)
  #expect(throws: SolverError.self) { try HiGHSSolver().makeSession(for: model) }
}

@Test func unusableCostsBoundsAndOptionsAreRefused() throws {
  var model = wyndor()
  model.cost[0] = .nan
  #expect(throws: SolverError.self) { try HiGHSSolver().makeSession(for: model) }
  model = wyndor()
  model.rowUpper[0] = .nan
  #expect(throws: SolverError.self) { try HiGHSSolver().makeSession(for: model) }
  model = wyndor()
  model.columnLower[0] = .infinity
  #expect(throws: SolverError.self) { try HiGHSSolver().makeSession(for: model) }
  var options = SolveOptions()
  options.raw = [("no_such_option", .flag(true))]
  #expect(throws: SolverError.unusableOption(name: "no_such_option")) {
    try HiGHSSolver().solve(wyndor(), options)
  }
}
