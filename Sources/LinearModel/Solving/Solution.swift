/// Why a solve stopped.
public enum StopReason: Equatable, Sendable {
  /// Optimal: within the gaps for a mixed-integer model, within tolerances for a linear one.
  case optimal

  /// No point is feasible.
  case infeasible

  /// The objective has no lower bound over the feasible points.
  case unbounded

  /// One of the two; presolve did not find out which.
  case infeasibleOrUnbounded

  /// Out of time.
  case timeLimit

  /// Stopped by the progress closure.
  case cancelled

  /// The objective passed the cutoff or reached the target of the options.
  case objectiveLimit

  /// As many iterations, nodes or solutions as the options allow.
  case iterationLimit

  /// The solver gave up within its limits, for instance for numerical trouble.
  case failed
}

/// What a solver returns: why it stopped and, each only if it exists, a point and its duals.
///
/// **Signs.** `rowDuals[i]` is the objective's derivative by the bound of row i that binds: raising a
/// binding `rowLower` costs more (dual ≥ 0), raising a binding `rowUpper` saves (dual ≤ 0), a row that
/// does not bind has 0. `reducedCosts[j]` is the same for the bounds of column j. Both are of one
/// unit: objective per unit of the row or column. `cost - Aᵀ rowDuals = reducedCosts`.
public struct Solution: Sendable {
  /// Why the solve stopped.
  public var stop: StopReason

  /// The objective at the point, the offset included; nil without a point.
  public var objective: Double?

  /// A proven lower bound of the objective, the offset included; nil without one.
  public var bound: Double?

  /// Seconds of wall clock that the solve took.
  public var seconds: Double

  /// Iterations of the linear methods in all.
  public var iterations: Int

  /// Nodes of the search tree.
  public var nodes: Int

  /// A point that is feasible within the tolerances, with its duals perhaps.
  private let point: (columns: [Double], rows: [Double])?
  private let duals: (rows: [Double], columns: [Double])?

  /// Makes a solution; engines' tests do so by hand.
  ///
  /// - Parameters:
  ///   - stop: Why the solve stopped.
  ///   - objective: The objective at the point.
  ///   - bound: A proven lower bound of it.
  ///   - point: Values of the columns and activities of the rows.
  ///   - duals: Duals of the rows and reduced costs of the columns.
  ///   - seconds: Seconds of wall clock.
  ///   - iterations: Iterations of the linear methods in all.
  ///   - nodes: Nodes of the search tree.
  public init(
    stop: StopReason, objective: Double? = nil, bound: Double? = nil,
    point: (columns: [Double], rows: [Double])? = nil,
    duals: (rows: [Double], columns: [Double])? = nil, seconds: Double = 0, iterations: Int = 0,
    nodes: Int = 0
  ) {
    self.stop = stop
    self.objective = objective
    self.bound = bound
    self.point = point
    self.duals = duals
    self.seconds = seconds
    self.iterations = iterations
    self.nodes = nodes
  }

  /// Whether there is a feasible point to read.
  public var hasPoint: Bool { point != nil }

  /// Whether there are duals to read: never for a mixed-integer model.
  public var hasDuals: Bool { duals != nil }

  /// Value of each column (precondition: ``hasPoint``).
  public var columnValues: [Double] { existing(point).columns }

  /// Activity of each row (precondition: ``hasPoint``).
  public var rowValues: [Double] { existing(point).rows }

  /// Dual of each row, signs as above (precondition: ``hasDuals``).
  public var rowDuals: [Double] { existing(duals).rows }

  /// Reduced cost of each column, signs as above (precondition: ``hasDuals``).
  public var reducedCosts: [Double] { existing(duals).columns }

  /// `|objective - bound| / |objective|`; nil without either, infinite at an objective of 0 that is
  /// not proven.
  public var gap: Double? { relativeGap(objective: objective, bound: bound) }

  private func existing<Values>(_ values: Values?) -> Values {
    guard let values else {
      preconditionFailure("read from a solution that has none: stopped as \(stop)")
    }
    return values
  }
}
