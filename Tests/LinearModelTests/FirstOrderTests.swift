import Testing

@testable import LinearModel

@Suite struct FirstOrderTests {
  /// Tracks over time with diagonal, horizontal and vertical runs, and entries that follow no rule.
  private func repeatingModel(seed: Int) -> LinearModel {
    var rng = SeededGenerator(seed: seed)
    var model = LinearModel()
    let count = Int.random(in: 1...40, using: &rng)
    let tracks = (0..<4).map { _ in model.addRows(count, lower: 0, upper: 1) }
    let total = model.addRow(lower: 0, upper: 1)
    for _ in 0..<6 {
      let shift = Int.random(in: 0...3, using: &rng)
      let target = tracks[Int.random(in: 0..<4, using: &rng)]
      let value = Double(Int.random(in: 1...9, using: &rng))
      for t in 0..<count {
        model.addColumn(cost: 1, lower: 0, upper: 1)
        if t + shift < count { model.addEntry(target + (t + shift), value) }
        model.addEntry(tracks[0] + t, -1)
        model.addEntry(total, 0.5)
      }
    }
    model.addColumn(cost: 1, lower: 0, upper: 1)
    for t in 0..<count { model.addEntry(tracks[1] + t, t < count / 2 ? -3 : -4) }
    for _ in 0..<5 {
      model.addColumn(cost: 1, lower: 0, upper: 1)
      for row in model.rows where Int.random(in: 0..<9, using: &rng) == 0 {
        model.addEntry(row, Double(Int.random(in: 1...9, using: &rng)))
      }
    }
    return model
  }

  @Test(arguments: 0..<20) func runsMultiplyAsTheEntriesDo(seed: Int) {
    let model = seed < 15 ? repeatingModel(seed: seed) : randomFeasibleModel(seed: seed)
    let entries = model.sparseColumns()
    let matrix = RunMatrix(entries, rowCount: model.rowCount, shares: 1 + seed % 3)
    let x = (0..<model.columnCount).map { Double($0 * 7919 % 13) - 5 }
    let y = (0..<model.rowCount).map { Double($0 * 7919 % 11) - 4 }
    var transposed = [Double](repeating: 0, count: x.count)
    for j in x.indices {
      for entry in entries.range(of: ColumnIndex(j)) {
        transposed[j] += entries.values[entry] * y[Int(entries.rows[entry])]
      }
    }
    // The numbers are small and whole or halves: single precision has them exactly.
    #expect(products(of: matrix, x) == model.activity(of: x))
    #expect(transposedProducts(of: matrix, y) == transposed)
  }

  private func products(of matrix: RunMatrix, _ x: [Double]) -> [Double] {
    let vector = FloatVector(x)
    let scratch = FloatVector(repeating: 0, count: matrix.longestBand)
    var result = [Double](repeating: .nan, count: matrix.rowCount)
    for share in matrix.rowShares {
      unsafe matrix.forEachStrip(in: share, vector.base, scratch.base) { rows, sums in
        for i in rows { result[i] = unsafe Double(sums[i - rows.lowerBound]) }
      }
    }
    return result
  }

  private func transposedProducts(of matrix: RunMatrix, _ y: [Double]) -> [Double] {
    let vector = FloatVector(y)
    let scratch = FloatVector(repeating: 0, count: matrix.longestBand)
    var result = [Double](repeating: .nan, count: matrix.columnCount)
    for share in matrix.columnShares {
      unsafe matrix.forEachGroup(in: share, vector.base, scratch.base) { columns, sums in
        for j in columns { result[j] = unsafe Double(sums[j - columns.lowerBound]) }
      }
    }
    return result
  }

  @Test func aTrackIsARunForEachEntryAndNoMore() {
    var model = LinearModel()
    let rows = model.addRows(100, lower: 0, upper: 1)
    for t in 0..<100 {
      model.addColumn(cost: 0, lower: 0, upper: 1)
      model.addEntry(rows + t, 2)
      if t + 1 < 100 { model.addEntry(rows + (t + 1), 3) }
    }
    let matrix = RunMatrix(model.sparseColumns(), rowCount: 100, shares: 1)
    #expect(matrix.columnRuns.count == 3)
    #expect(matrix.groups.count == 2)
    #expect(matrix.strips.count == 1)
  }

  /// The same coefficients, once in one row and then a row further down each time: two groups.
  @Test func aRunThatTurnsIsTwo() {
    var model = LinearModel()
    let rows = model.addRows(6, lower: 0, upper: 1)
    for row in [0, 0, 0, 1, 2, 3] {
      model.addColumn(cost: 0, lower: 0, upper: 1)
      model.addEntry(rows + row, 2)
    }
    let matrix = RunMatrix(model.sparseColumns(), rowCount: 6, shares: 1)
    let x = [1.0, 2, 4, 8, 16, 32]
    #expect(products(of: matrix, x) == [14, 16, 32, 64, 0, 0])
    #expect(transposedProducts(of: matrix, x) == [2, 2, 2, 4, 8, 16])
  }

  @Test(arguments: 0..<40) func itEndsNearTheOptimum(seed: Int) throws {
    let model = randomFeasibleModel(seed: 1000 + seed)
    var options = SolveOptions()
    options.ignoresIntegrality = true
    let exact = try HiGHSSolver().solve(model, options)
    let optimum = try #require(exact.objective)
    var method = FirstOrderMethod(model)
    method.run(20_000)
    let point = method.point
    let scale = max(1, abs(optimum))
    #expect(abs(model.objective(of: point) - optimum) < 1e-2 * scale)
    for (row, value) in zip(model.rows, model.activity(of: point)) {
      #expect(value > model.rowLower[row] - 1e-2 && value < model.rowUpper[row] + 1e-2)
    }
    for (j, value) in point.enumerated() {
      #expect(value >= model.columnLower[j] && value <= model.columnUpper[j])
    }
  }

  /// Σ y b + Σ reduced cost × bound is the optimum too, since all columns are bounded.
  @Test(arguments: 0..<20) func itsDualsProveNearlyTheOptimum(seed: Int) throws {
    let model = randomFeasibleModel(seed: 2000 + seed)
    let optimum = try #require(try HiGHSSolver().solve(model).objective)
    var method = FirstOrderMethod(model)
    method.run(20_000)
    let y = method.duals
    var bound = model.offset
    for (i, dual) in y.enumerated() where dual != 0 {
      bound += dual * (dual > 0 ? model.rowLower[i] : model.rowUpper[i])
    }
    let matrix = model.sparseColumns()
    for j in 0..<model.columnCount {
      var reduced = model.cost[j]
      for entry in matrix.range(of: ColumnIndex(j)) {
        reduced -= matrix.values[entry] * y[Int(matrix.rows[entry])]
      }
      bound += reduced * (reduced > 0 ? model.columnLower[j] : model.columnUpper[j])
    }
    #expect(bound < optimum + 1e-6 * max(1, abs(optimum)))
    #expect(bound > optimum - 1e-2 * max(1, abs(optimum)))
  }

  @Test func heldColumnsStayHeld() {
    let model = randomFeasibleModel(seed: 3)
    var method = FirstOrderMethod(model)
    method.run(200)
    let value = (model.columnLower[0] + model.columnUpper[0]) / 2
    method.setColumnBounds([ColumnIndex(0)], lower: [value], upper: [value])
    #expect(method.point[0] == Double(Float(value)))
    method.run(200)
    #expect(method.point[0] == Double(Float(value)))
    #expect(method.iterations == 400)
  }

  @Test func aStartIsWhereItGoesOnFrom() {
    let model = randomFeasibleModel(seed: 5)
    var method = FirstOrderMethod(model)
    method.run(20_000)
    var again = FirstOrderMethod(model, start: (method.point, method.duals))
    again.run(1)
    #expect(again.residuals().primal <= method.residuals().primal + 1e-3)
    #expect(abs(model.objective(of: again.point) - model.objective(of: method.point)) < 0.1)
  }
}
