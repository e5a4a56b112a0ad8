import Dispatch

/// Near optima of large linear programs, by the restarted primal-dual hybrid gradient method.
///
///     minimise c x  subject to  l ≤ A x ≤ u,  lower ≤ x ≤ upper
///
/// One iteration multiplies by A and Aᵀ and does no more, so that its cost is linear in the model and
/// the memory that of the model. For a plan of a million columns some thousand iterations reach a
/// gap of 1e-3 to 1e-4, where factorisations do not end. The points are only nearly feasible: what
/// they prove, and a plan, is for the caller to make of them.
///
/// With metrics T = τ C² and S = σ R² of the equilibrated matrix R A C (``Equilibration``):
///
/// (H1) x' = clamp(x − T (c − Aᵀ y)),  x̄ = 2 x' − x
/// (H2) y' = max(0, y + S (l − A x̄)) + min(0, y + S (u − A x̄))
/// (H3) z ← (k+1)/(k+2) (2 z' − z) + 1/(k+2) z⁰  for z = (x, y): Halpern's iteration of the reflection
/// (H4) Restart at z' when the step ‖z' − z‖ has fallen enough since the last restart, or does not
///      fall any more, or after a share of all iterations.
/// (H5) At a restart the ratio of σ and τ moves towards the larger of the residuals ‖y' − y‖ / σ of
///      the rows and ‖x' − x‖ / τ of the columns.
///
/// Source: Lu and Yang, Restarted Halpern PDHG for linear programming (2024), and Lu, Peng and Yang,
/// cuPDLP+ (2025), for H1 to H4; H5 is ours, since their rule let one residual fall 1e4 times below
/// the other on plans. Numbers are in single precision: the points are approximate anyhow.
public struct FirstOrderMethod: ~Copyable {
  private let matrix: RunMatrix
  private let scaling: FirstOrderScales
  private var state: FirstOrderState
  private var restarts = RestartRule()
  /// Iterations so far.
  public private(set) var iterations = 0

  /// Prepares a model, its integers taken as continuous.
  ///
  /// - Parameters:
  ///   - model: A model.
  ///   - start: A point and duals to start from: 0 or the nearest bound without.
  ///   - weight: The ``weight`` that a run on a similar model ended with, above 0.
  ///   - threads: How many threads share an iteration; they change the time, not the result.
  /// - Complexity: O(rows + columns + entries).
  public init(
    _ model: LinearModel, start: (point: [Double], duals: [Double])? = nil, weight: Double = 1,
    threads: Int = 2
  ) {
    precondition(weight > 0 && weight.isFinite, "the weight is \(weight)")
    let columns = model.sparseColumns()
    matrix = RunMatrix(
      columns, rowCount: model.rowCount, shares: model.columnCount < 50_000 ? 1 : threads)
    scaling = FirstOrderScales(model, columns)
    state = FirstOrderState(model, matrix, start)
    state.weight = weight
  }

  /// How much the duals move for a move of the point (H5): a run on a similar model starts with it.
  public var weight: Double { state.weight }

  /// The point x', within its bounds; shape `[columns]`.
  public var point: [Double] { state.xNext.doubles() }

  /// The duals y'; shape `[rows]`.
  public var duals: [Double] { state.yNext.doubles() }

  /// Goes on for some iterations from where it stands.
  public mutating func run(_ count: Int) {
    for remaining in stride(from: count, to: 0, by: -1) {
      let isMeasured = iterations % RestartRule.period == 0 || remaining == 1
      iterate(isMeasured: isMeasured)
      iterations += 1
      if isMeasured { restartIfDue() }
    }
  }

  /// Moves bounds of columns; the method goes on from where it stands.
  ///
  /// - Parameters:
  ///   - columns: Which.
  ///   - lower: Their new lower bounds.
  ///   - upper: Their new upper bounds.
  public mutating func setColumnBounds(
    _ columns: [ColumnIndex], lower: [Double], upper: [Double]
  ) {
    precondition(columns.count == lower.count && columns.count == upper.count)
    for (position, column) in columns.enumerated() {
      let j = column.offset
      state.lower[j] = Real(lower[position])
      state.upper[j] = Real(upper[position])
      state.xNext[j] = max(state.lower[j], min(state.upper[j], state.xNext[j]))
    }
    state.restart()
    restarts.beginAnew(iterations)
  }

  // (H4), (H5)
  private mutating func restartIfDue() {
    guard restarts.isDue(step: state.stepLength, iterations: iterations) else { return }
    let moved = state.squaredMoves(columnShares: matrix.columnShares.count)
    let (tau, sigma) = (state.step / state.weight, state.step * state.weight)
    state.weight *= restarts.factor(
      primal: (moved.rows / sigma).squareRoot(), dual: (moved.columns / tau).squareRoot())
    state.restart()
    restarts.begin(iterations)
  }

  // (H1) to (H3)
  private mutating func iterate(isMeasured: Bool) {
    let k = Real(iterations - restarts.start)
    let moves = unsafe Moves(
      tau: Real(state.step / state.weight), sigma: Real(state.step * state.weight),
      keep: (k + 1) / (k + 2), anchor: 1 / (k + 2), state: state, scaling: scaling)
    let stride = matrix.longestBand
    let scratch = unsafe state.scratch.base
    let moved = unsafe state.moved.base
    forEachShare(matrix.columnShares) { index, share in
      var square = 0.0
      unsafe matrix.forEachGroup(in: share, moves.y, scratch + index * stride) { lines, sums in
        if isMeasured { unsafe square += moves.measureColumns(lines, sums) }
        unsafe moves.moveColumns(lines, sums)
      }
      unsafe moved[index] = square
    }
    let rowMoved = unsafe moved + matrix.columnShares.count
    forEachShare(matrix.rowShares) { index, share in
      var square = 0.0
      unsafe matrix.forEachStrip(in: share, moves.bar, scratch + index * stride) { lines, sums in
        if isMeasured { unsafe square += moves.measureRows(lines, sums) }
        unsafe moves.moveRows(lines, sums)
      }
      unsafe rowMoved[index] = square
    }
  }

  /// Calls `body` for each share: at once where there are several.
  private func forEachShare(_ shares: [Range<Int>], _ body: (Int, Range<Int>) -> Void) {
    guard shares.count > 1 else {
      if let only = shares.first { body(0, only) }
      return
    }
    // Each share writes its own ranges and its own place of ``FirstOrderState/moved``.
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: shares.count) { unsafe body($0, shares[$0]) }
  }

  /// How far x' and y' are from feasible, in the scaled norm.
  public func residuals() -> (primal: Double, dual: Double) {
    let scratch = FloatVector(repeating: 0, count: matrix.longestBand)
    var primal = 0.0
    var dual = 0.0
    let whole = (0..<matrix.strips.count, 0..<matrix.groups.count)
    unsafe matrix.forEachStrip(in: whole.0, state.xNext.base, scratch.base) { lines, sums in
      for i in lines {
        let sum = unsafe sums[i - lines.lowerBound]
        let missed = max(0, state.below[i] - sum, sum - state.above[i])
        primal += Double(missed * missed * scaling.rows[i])
      }
    }
    unsafe matrix.forEachGroup(in: whole.1, state.yNext.base, scratch.base) { lines, sums in
      for j in lines {
        let reduced = unsafe state.cost[j] - sums[j - lines.lowerBound]
        let isHeld = reduced > 0 ? state.lower[j].isFinite : state.upper[j].isFinite
        if !isHeld { dual += Double(reduced * reduced * scaling.columns[j]) }
      }
    }
    return ((primal / scaling.size).squareRoot(), (dual / scaling.size).squareRoot())
  }
}
