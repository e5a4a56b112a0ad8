/// The metrics of the steps, and what residuals are measured by.
struct FirstOrderScales: ~Copyable {
  /// C² b/c, by column, with b and c the sizes of the right-hand side and the objective.
  let columns: FloatVector
  /// R² c/b, by row.
  let rows: FloatVector
  /// What a squared residual of either side in the metric is divided by: b c.
  let size: Double

  init(_ model: LinearModel, _ matrix: SparseColumns) {
    let factors = Equilibration(matrix, rowCount: model.rowCount)
    var b = 0.0
    for i in 0..<model.rowCount {
      let sides = [model.rowLower[i], model.rowUpper[i]].filter(\.isFinite).map { abs($0) }
      let size = (sides.max() ?? 0) * factors.rows[i]
      b += size * size
    }
    var c = 0.0
    for j in 0..<model.columnCount {
      let size = model.cost[j] * factors.columns[j]
      c += size * size
    }
    let ratio = (b.squareRoot() + 1) / (c.squareRoot() + 1)
    columns = FloatVector(factors.columns.map { $0 * $0 * ratio })
    rows = FloatVector(factors.rows.map { $0 * $0 / ratio })
    size = (b.squareRoot() + 1) * (c.squareRoot() + 1)
  }
}

/// Where the method stands.
struct FirstOrderState: ~Copyable {
  // z, z' (of the last measured iteration), the anchor z⁰ and x̄.
  var x: FloatVector
  var xNext: FloatVector
  var xStart: FloatVector
  var bar: FloatVector
  var y: FloatVector
  var yNext: FloatVector
  var yStart: FloatVector
  // The model.
  var cost: FloatVector
  var lower: FloatVector
  var upper: FloatVector
  var below: FloatVector
  var above: FloatVector
  /// Sums of one band for each share.
  var scratch: FloatVector
  /// The squared length of the last measured step, by share: columns, then rows.
  var moved: FixedVector<Double>
  /// σ/τ is the square of this in the scaled space.
  var weight = 1.0
  /// Below 1 / ‖R A C‖, which the equilibration keeps at 1 or below.
  var step = 0.999

  init(
    _ model: LinearModel, _ matrix: RunMatrix,
    _ start: (point: [Double], duals: [Double])?
  ) {
    cost = FloatVector(model.cost)
    lower = FloatVector(model.columnLower)
    upper = FloatVector(model.columnUpper)
    below = FloatVector(model.rowLower)
    above = FloatVector(model.rowUpper)
    let point = start?.point ?? [Double](repeating: 0, count: model.columnCount)
    x = FloatVector(
      zip(point, zip(model.columnLower, model.columnUpper)).map { max($1.0, min($1.1, $0)) })
    y = FloatVector(start?.duals ?? [Double](repeating: 0, count: model.rowCount))
    xNext = FloatVector(repeating: 0, count: model.columnCount)
    xStart = FloatVector(repeating: 0, count: model.columnCount)
    bar = FloatVector(repeating: 0, count: model.columnCount)
    yNext = FloatVector(repeating: 0, count: model.rowCount)
    yStart = FloatVector(repeating: 0, count: model.rowCount)
    let shares = max(matrix.columnShares.count, matrix.rowShares.count)
    scratch = FloatVector(repeating: 0, count: shares * matrix.longestBand)
    moved = FixedVector(
      repeating: 0, count: matrix.columnShares.count + matrix.rowShares.count)
    xNext.assign(x)
    xStart.assign(x)
    yNext.assign(y)
    yStart.assign(y)
  }

  /// ‖z' − z‖ in the metric of the method.
  var stepLength: Double {
    (0..<moved.count).reduce(0) { $0 + moved[$1] }.squareRoot()
  }

  /// ‖x' − x‖² and ‖y' − y‖² in the metric of the method.
  func squaredMoves(columnShares: Int) -> (columns: Double, rows: Double) {
    (
      columns: (0..<columnShares).reduce(0) { $0 + moved[$1] },
      rows: (columnShares..<moved.count).reduce(0) { $0 + moved[$1] }
    )
  }

  /// Goes on from z'.
  mutating func restart() {
    x.assign(xNext)
    xStart.assign(xNext)
    y.assign(yNext)
    yStart.assign(yNext)
  }
}

/// When to restart (H4) and how to weigh the two sides then (H5).
struct RestartRule {
  /// Iterations between two looks.
  static var period: Int { 40 }
  private static let sufficient = 0.2
  private static let necessary = 0.8
  private static let share = 0.36

  /// The iteration from which on the model has been what it is.
  private var origin = 0
  /// The iteration of the last restart.
  private(set) var start = 0
  private var first: Double?
  private var last = Double.infinity

  /// Whether a restart is due after a step of this length.
  mutating func isDue(step: Double, iterations: Int) -> Bool {
    guard let first else {
      self.first = step
      return false
    }
    defer { last = step }
    if step <= Self.sufficient * first { return true }
    if step <= Self.necessary * first, step > last { return true }
    return Double(iterations - start) >= Self.share * Double(iterations - origin)
  }

  /// Begins with a model that has changed.
  mutating func beginAnew(_ iteration: Int) {
    origin = iteration
    begin(iteration)
  }

  mutating func begin(_ iteration: Int) {
    start = iteration
    first = nil
    last = .infinity
  }

  /// By what the weight changes: at most twice or half.
  func factor(primal: Double, dual: Double) -> Double {
    let ratio = max(primal, .leastNormalMagnitude) / max(dual, .leastNormalMagnitude)
    return min(2, max(0.5, ratio.squareRoot().squareRoot()))
  }
}
