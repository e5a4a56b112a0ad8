import LinearModel
import Testing

/// A solver that returns chosen answers in turn and writes down what it is told.
///
/// Engines' tests copy this: it shows that nothing beyond the protocol is needed.
struct MockSolver: Solver {
  var answers: [Solution]

  func makeSession(for model: LinearModel) throws(SolverError) -> MockSession {
    MockSession(model, answers)
  }
}

final class MockSession: SolverSession {
  private(set) var model: LinearModel
  private(set) var calls: [String] = []
  private var answers: [Solution]

  init(_ model: LinearModel, _ answers: [Solution]) {
    self.model = model
    self.answers = answers
  }

  var columnCount: Int { model.columnCount }
  var rowCount: Int { model.rowCount }
  var nonzeroCount: Int { model.nonzeroCount }

  func solve(
    _ options: SolveOptions, progress: ((SolveProgress) -> Bool)?
  ) throws(SolverError) -> Solution {
    calls.append("solve")
    let report = SolveProgress(seconds: 0, phase: .simplex)
    guard progress?(report) ?? true else { return Solution(stop: .cancelled) }
    guard !answers.isEmpty else { throw SolverError.callFailed(call: "mock") }
    return answers.removeFirst()
  }

  func setObjectiveOffset(_ offset: Double) { model.offset = offset }
  func setCost(_ column: ColumnIndex, _ cost: Double) { model.cost[column] = cost }
  func setCosts(_ costs: [Double]) { model.cost = costs }
  func setCosts(_ columns: [ColumnIndex], _ costs: [Double]) {
    for (column, cost) in zip(columns, costs) { model.cost[column] = cost }
  }
  func setColumnBounds(_ column: ColumnIndex, lower: Double, upper: Double) {
    (model.columnLower[column], model.columnUpper[column]) = (lower, upper)
  }
  func setColumnBounds(_ columns: [ColumnIndex], lower: [Double], upper: [Double]) {
    for (place, column) in columns.enumerated() {
      setColumnBounds(column, lower: lower[place], upper: upper[place])
    }
  }
  func setRowBounds(_ row: RowIndex, lower: Double, upper: Double) {
    (model.rowLower[row], model.rowUpper[row]) = (lower, upper)
  }
  func setRowBounds(_ rows: [RowIndex], lower: [Double], upper: [Double]) {
    for (place, row) in rows.enumerated() {
      setRowBounds(row, lower: lower[place], upper: upper[place])
    }
  }
  func setIntegrality(_ columns: [ColumnIndex], _ isInteger: [Bool]) {
    for (column, flag) in zip(columns, isInteger) { model.isInteger[column] = flag }
  }
  func setEntry(_ row: RowIndex, _ column: ColumnIndex, _ value: Double) {
    calls.append("setEntry \(row.position) \(column.position) \(value)")
  }
  func addRows(_ rows: NewRows) -> RowIndex {
    calls.append("addRows \(rows.count)")
    return RowIndex(rowCount)
  }
  func addColumns(_ columns: NewColumns) -> ColumnIndex {
    calls.append("addColumns \(columns.count)")
    return ColumnIndex(columnCount)
  }
  func deleteRows(from row: RowIndex) { calls.append("deleteRows \(row.position)") }
  func setStart(_ columnValues: [Double]) { calls.append("setStart") }
  func setStart(_ columns: [ColumnIndex], _ values: [Double]) { calls.append("setStart") }
  func basis() -> Basis? { nil }
  func setBasis(_ basis: Basis) { calls.append("setBasis") }
  func conflict(among groups: [[BoundSide]]?, _ options: SolveOptions) -> Conflict? { nil }
}

@Test func anEngineRunsOnAMock() throws {
  let mock = MockSolver(answers: [
    Solution(stop: .timeLimit, objective: -30, bound: -40, point: ([1, 6], [1, 12, 15]))
  ])
  let session = try mock.makeSession(for: wyndor())
  let solution = try session.solve()
  #expect(solution.stop == .timeLimit && solution.hasPoint && !solution.hasDuals)
  #expect(isNear(solution.gap ?? .nan, 1.0 / 3))
  #expect(throws: SolverError.callFailed(call: "mock")) { try session.solve() }
  #expect(try session.solve(SolveOptions()) { _ in false }.stop == .cancelled)
  #expect(session.calls == ["solve", "solve", "solve"])
}

@Test func readingWhatIsNotThereStopsTheProgram() async {
  await #expect(processExitsWith: .failure) {
    _ = Solution(stop: .infeasible).columnValues
  }
  await #expect(processExitsWith: .failure) {
    _ = Solution(stop: .optimal, point: ([], [])).rowDuals
  }
}
