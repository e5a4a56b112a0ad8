import LinearModel
import Testing

/// The example of docs/linear-model.md, word for word.
@Test func exampleOfThePage() throws {
  var model = LinearModel()
  let need = model.addRows(2, lower: 40, upper: 40)  // racks of two weeks
  let space = model.addRow(lower: -.infinity, upper: 30)

  let early = model.addColumn(cost: 3, lower: 0, upper: .infinity)  // built early, kept a week
  model.addEntry(need + 1, 1)
  model.addEntry(space, 1)
  for week in 0..<2 {
    model.addColumn(cost: week == 0 ? 1 : 5, lower: 0, upper: 60)
    model.addEntry(need + week, 1)
  }

  let session = try HiGHSSolver().makeSession(for: model)
  var solution = try session.solve()
  #expect(solution.stop == .optimal)
  #expect(solution.objective == 180)  // 30 · 3 + 10 · 5 + 40
  #expect(solution.columnValues[early] == 30)
  #expect(solution.rowDuals[space] == -2)  // one more place saves 2

  try session.setRowBounds(space, lower: -.infinity, upper: 31)
  solution = try session.solve(SolveOptions()) { $0.seconds < 60 }  // false cancels
  #expect(solution.objective == 178)
}
