/// How a linear model, or the relaxations of a mixed-integer one, are solved.
public enum SolveMethod: Equatable, Sendable {
  /// The solver chooses.
  case automatic

  /// The dual simplex method: a basis, warm starts.
  case simplex

  /// The interior point method with an iterative or basis preconditioner (IPX).
  case interiorPoint(crossover: Bool)

  /// The interior point method with direct factorisations (HiPO), the quickest on large models.
  case hipo(crossover: Bool)

  /// A first-order method (PDLP): large models, modest accuracy, no basis.
  case pdlp
}

/// The value of an option that is passed to the solver as it is.
public enum OptionValue: Equatable, Sendable {
  /// A switch.
  case flag(Bool)

  /// A whole number.
  case whole(Int32)

  /// A number.
  case number(Double)

  /// A text.
  case text(String)
}

/// Limits, tolerances and method of one solve.
///
/// Each solve starts from the solver's defaults: nothing of an earlier solve's options remains.
public struct SolveOptions: Sendable {
  /// A mixed-integer solve stops when `|objective - bound| ≤ relativeGap · |objective|`.
  public var relativeGap = 1e-4

  /// A mixed-integer solve stops when `|objective - bound| ≤ absoluteGap`, in the objective's unit.
  public var absoluteGap = 1e-6

  /// Seconds of wall clock; nil for no limit.
  public var timeLimit: Double?

  /// Threads at most; nil lets the solver choose by the machine.
  public var threads: Int?

  /// Method for a linear model.
  public var method = SolveMethod.automatic

  /// Method for the relaxations of a mixed-integer model, where crossover is always done.
  public var relaxationMethod = SolveMethod.automatic

  /// Whether the model is first made smaller; nil lets the solver choose.
  public var presolve: Bool?

  /// Seed of the solver's own choices, in `0 ... Int32.max`.
  public var seed = 0

  /// By how much a bound or row may be broken, in its own unit, and how far a solved relaxation's
  /// dual may be from feasible, in the solver's (scaled) unit of cost.
  public var feasibilityTolerance = 1e-7

  /// How far an integer column's value may be from a whole number.
  public var integralityTolerance = 1e-6

  /// Iterations of the simplex or interior point method at most; nil for no limit.
  public var iterationLimit: Int?

  /// Nodes of the search tree at most; nil for no limit.
  public var nodeLimit: Int?

  /// The dual simplex method stops when the objective is proven to exceed this; nil for never.
  public var objectiveCutoff: Double?

  /// A mixed-integer solve stops at a point that costs this or less; nil for never.
  public var objectiveTarget: Double?

  /// Whether the integrality of columns is set aside.
  public var ignoresIntegrality = false

  /// Whether the solver writes its log to standard output.
  public var logs = false

  /// Options of the solver by its own names, set last: for measurements, not for engines.
  public var raw: [(name: String, value: OptionValue)] = []

  /// Makes the defaults.
  public init() {}
}
