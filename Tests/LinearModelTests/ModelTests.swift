import LinearModel
import Testing

@Test func rowsComeInFamiliesAndColumnsWithTheirEntries() {
  var model = LinearModel()
  let family = model.addRows(3, lower: 0, upper: 5)
  let single = model.addRow(lower: 1, upper: 2)
  let column = model.addColumn(cost: 7, lower: -1, upper: 1)
  model.addEntry(family + 2, 4)
  model.addEntry(single, 0)
  #expect(family == RowIndex(0) && single == RowIndex(3) && column == ColumnIndex(0))
  #expect(model.rowCount == 4 && model.columnCount == 1 && model.nonzeroCount == 1)
  #expect(model.activity(of: [2]) == [0, 0, 8, 0])
  #expect(model.objective(of: [2]) == 14)
}

@Test func doublesAddUpAndVanishWhereTheSumIsZero() {
  var model = LinearModel()
  let rows = model.addRows(3, lower: 0, upper: 9)
  let first = model.addColumn(cost: 0, lower: 0, upper: 1)
  for (row, value) in [(0, 1.0), (1, 2), (0, 3), (2, 5), (2, -5)] {
    model.addEntry(rows + row, value)
  }
  let second = model.addColumn(cost: 0, lower: 0, upper: 1)
  model.addEntry(rows, 1)
  model.addRow(lower: 0, upper: 1, entries: [(second, 2), (first, 1), (second, 2)])
  let matrix = model.sparseColumns()
  #expect(matrix.starts == [0, 3, 5])
  #expect(matrix.rows == [0, 1, 3, 0, 3])
  #expect(matrix.values == [4, 2, 1, 1, 4])
  #expect(model.activity(of: [1, 10]) == [14, 2, 0, 41])
}

@Test func aLateRowEqualsOneThatCameFirst() {
  for seed in 0..<200 {
    let model = randomFeasibleModel(seed: seed)
    let matrix = model.sparseColumns()
    var late = LinearModel()
    for column in model.columns {
      late.addColumn(
        cost: model.cost[column], lower: model.columnLower[column],
        upper: model.columnUpper[column])
    }
    for row in model.rows {
      var entries: [(ColumnIndex, Double)] = []
      for column in model.columns {
        for entry in matrix.range(of: column) where matrix.rows[entry] == row.position {
          entries.append((column, matrix.values[entry]))
        }
      }
      late.addRow(lower: model.rowLower[row], upper: model.rowUpper[row], entries: entries)
    }
    let merged = late.sparseColumns()
    #expect(merged.starts == matrix.starts, "seed \(seed)")
    #expect(merged.rows == matrix.rows, "seed \(seed)")
    #expect(merged.values == matrix.values, "seed \(seed)")
    let duals = (0..<model.rowCount).map { Double($0 % 5) - 1.5 }
    #expect(
      areNear(late.reducedCosts(rowDuals: duals), model.reducedCosts(rowDuals: duals)),
      "seed \(seed)")
  }
}

@Test func violationIsTheWorstOfEachKind() {
  var model = wyndor(isInteger: true)
  model.columnUpper[0] = 3
  let violation = model.violation(of: [3.25, 7])
  #expect(violation == Violation(column: 0.25, row: 5.75, integrality: 0.25))
  #expect(violation.worst == 5.75)
  #expect(model.violation(of: [2, 6]).worst == 0)
  // 3 a + 2 b is 18 there, 7 less than 25; a is 4 below 6.
  model.rowLower[2] = 25
  model.columnLower[0] = 6
  model.columnUpper[0] = 9
  #expect(model.violation(of: [2, 6]) == Violation(column: 4, row: 7))
}

@Test func statisticsWarnOfWideRanges() {
  var model = wyndor()
  #expect(model.statistics().warnings.isEmpty)
  #expect(model.statistics().matrix.limits == 1...3)
  #expect(model.statistics().rightHandSides.limits == 4...18)
  model.cost[0] = 1e-5
  model.rowUpper[1] = 2e7
  let warnings = model.statistics().warnings
  #expect(
    warnings == [
      "costs reach from 1e-05 to 5.0; best is 1e-4 to 1e7",
      "right-hand sides reach from 4.0 to 20000000.0; best is 1e-4 to 1e7",
    ])
}

@Test func emptyModelHasEmptyAnswers() {
  let model = LinearModel()
  #expect(model.statistics() == ModelStatistics())
  #expect(model.activity(of: []).isEmpty && model.objective(of: []) == 0)
  #expect(model.sparseColumns().starts == [0])
  #expect(model.lagrangianBound(rowDuals: []) == 0)
}
