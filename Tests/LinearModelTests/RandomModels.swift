import LinearModel

/// A feasible and bounded random model: bounds are finite and rows are drawn around a known point.
func randomFeasibleModel(seed: Int, integerShare: Double = 0) -> LinearModel {
  var rng = SeededGenerator(seed: seed)
  let columns = Int.random(in: 1...12, using: &rng)
  let rowCount = Int.random(in: 0...10, using: &rng)
  var model = LinearModel()
  model.offset = Double(Int.random(in: -5...5, using: &rng))
  model.addRows(rowCount, lower: -.infinity, upper: .infinity)
  var point: [Double] = []
  for _ in 0..<columns {
    let isInteger = Double.random(in: 0..<1, using: &rng) < integerShare
    let lower = Double(Int.random(in: -4...2, using: &rng))
    let upper = lower + Double(Int.random(in: 0...6, using: &rng))
    model.addColumn(
      cost: Double(Int.random(in: -9...9, using: &rng)), lower: lower, upper: upper,
      isInteger: isInteger)
    let value = Double.random(in: lower...upper, using: &rng)
    point.append(isInteger ? value.rounded() : value)
    for row in model.rows where Bool.random(using: &rng) {
      model.addEntry(row, Double(Int.random(in: -7...7, using: &rng)))
    }
  }
  let activity = model.activity(of: point)
  for row in model.rows {
    let kind = Int.random(in: 0...3, using: &rng)
    let slack = Double.random(in: 0...3, using: &rng)
    if kind != 0 { model.rowUpper[row] = activity[row] + (kind == 3 ? 0 : slack) }
    if kind != 1 { model.rowLower[row] = activity[row] - (kind == 3 ? 0 : slack) }
  }
  return model
}

/// A random model that may well be infeasible.
func randomModel(seed: Int, integerShare: Double = 0) -> LinearModel {
  var rng = SeededGenerator(seed: seed)
  var model = LinearModel()
  let columns = Int.random(in: 1...6, using: &rng)
  model.addRows(Int.random(in: 1...8, using: &rng), lower: -.infinity, upper: .infinity)
  for row in model.rows {
    let side = Double(Int.random(in: -6...6, using: &rng))
    let kind = Int.random(in: 0...2, using: &rng)
    if kind != 0 { model.rowLower[row] = side }
    if kind != 1 { model.rowUpper[row] = side + (kind == 2 && Bool.random(using: &rng) ? 1 : 0) }
  }
  for _ in 0..<columns {
    let lower = Double(Int.random(in: -3...1, using: &rng))
    model.addColumn(
      cost: Double(Int.random(in: -3...3, using: &rng)),
      lower: Bool.random(using: &rng) ? lower : -.infinity,
      upper: Bool.random(using: &rng) ? lower + 3 : .infinity,
      isInteger: Double.random(in: 0..<1, using: &rng) < integerShare)
    for row in model.rows where Bool.random(using: &rng) {
      model.addEntry(row, Double(Int.random(in: -3...3, using: &rng)))
    }
  }
  return model
}

/// A market split: integer points that meet a few equations as nearly as can be.
///
/// Notoriously hard for branch and bound, yet with a feasible point at once.
func hardModel(seed: Int = 3, rows: Int = 6, columns: Int = 50) -> LinearModel {
  var rng = SeededGenerator(seed: seed)
  var model = LinearModel()
  let first = model.addRows(rows, lower: 0, upper: 0)
  var sums = [Double](repeating: 0, count: rows)
  for _ in 0..<columns {
    model.addColumn(cost: 0, lower: 0, upper: 1, isInteger: true)
    for row in 0..<rows {
      let value = Double(Int.random(in: 0...99, using: &rng))
      sums[row] += value
      model.addEntry(first + row, value)
    }
  }
  for row in 0..<rows {
    let side = (sums[row] / 2).rounded(.down)
    (model.rowLower[row], model.rowUpper[row]) = (side, side)
    for sign in [1.0, -1] {
      model.addColumn(cost: 1, lower: 0, upper: .infinity)
      model.addEntry(first + row, sign)
    }
  }
  return model
}
