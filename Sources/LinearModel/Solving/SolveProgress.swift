/// How far a solve has come.
public struct SolveProgress: Sendable {
  /// What the solver is doing.
  public enum Phase: Equatable, Sendable {
    /// Simplex iterations on a linear model.
    case simplex

    /// Interior point iterations on a linear model.
    case interiorPoint

    /// The search tree of a mixed-integer model.
    case branchAndBound
  }

  /// Seconds since the solve began.
  public var seconds: Double

  /// What the solver is doing.
  public var phase: Phase

  /// A proven lower bound of the objective; nil so far.
  public var bound: Double?

  /// The objective of the best point; nil without one.
  public var objective: Double?

  /// Nodes of the search tree so far.
  public var nodes: Int

  /// Iterations so far.
  public var iterations: Int

  /// Makes a report.
  public init(
    seconds: Double, phase: Phase, bound: Double? = nil, objective: Double? = nil, nodes: Int = 0,
    iterations: Int = 0
  ) {
    self.seconds = seconds
    self.phase = phase
    self.bound = bound
    self.objective = objective
    self.nodes = nodes
    self.iterations = iterations
  }

  /// `|objective - bound| / |objective|`; nil without either, infinite at an objective of 0 that is
  /// not proven.
  public var gap: Double? { relativeGap(objective: objective, bound: bound) }
}

/// `|objective - bound| / |objective|`, 0 where both are equal.
func relativeGap(objective: Double?, bound: Double?) -> Double? {
  guard let objective, let bound else { return nil }
  if objective == bound { return 0 }
  return abs(objective - bound) / abs(objective)
}
