import LinearModel
import Program

/// What a plan is asked for.
public struct PlanOptions: Sendable {
  /// The relative gap at which the search may stop.
  public var gap = 0.001
  /// Seconds of wall clock for the search; `nil`: none.
  public var timeLimit: Double?
  /// Threads of the solver; `nil`: its own choice.
  public var threads: Int?
  /// The seed of the solver's tie-breaking.
  public var seed = 0
  /// How the plan is searched for.
  public var method = PlanMethod.auto
  /// Columns from which on the relaxation is rounded before the tree.
  package var largeModel = 20_000

  public init() {}
}

/// How a plan is searched for.
public enum PlanMethod: String, CaseIterable, Sendable {
  /// By the size of the program.
  case auto
  /// As one model.
  case monolith
  /// Nearly first, then item by item.
  case decompose
}

extension PlanOptions {
  /// Columns from which on the relaxation takes longer as a whole than nearly.
  private static var hugeModel: Int { 150_000 }

  /// Whether `formulation` is to be searched item by item.
  func decomposes(_ formulation: Formulation) -> Bool {
    // The classes of service_first are costs of their own, which the bound by prices does not know.
    guard formulation.program.settings.objective == .cost else { return false }
    return switch method {
    case .monolith: false
    case .decompose: true
    case .auto: formulation.model.columnCount >= Self.hugeModel
    }
  }

  /// Tells the observer how far a search is; whether nobody ended it yet, neither the observer nor
  /// the clock.
  func goesOn(
    _ observer: some PlanObserver, since started: Double,
    _ phase: PlanProgress.Phase = .search, bound: Double? = nil, objective: Double? = nil
  ) -> Bool {
    let seconds = observer.now() - started
    let isHeard = observer.hears(
      PlanProgress(phase: phase, seconds: seconds, bound: bound, objective: objective))
    return isHeard && seconds < timeLimit ?? .infinity
  }

  /// Whether the model of `formulation` is too large for the solver's tree alone.
  func isLarge(_ formulation: Formulation) -> Bool {
    formulation.model.columnCount >= largeModel
  }
}

/// How far a plan has come.
public struct PlanProgress: Sendable {
  /// What is being done.
  public enum Phase: String, Sendable {
    case build, relaxation, search, prices, conflict
  }

  public var phase: Phase
  /// Seconds since the request.
  public var seconds: Double
  /// A proven lower bound of the cost.
  public var bound: Double?
  /// The cost of the best plan so far.
  public var objective: Double?

  public init(phase: Phase, seconds: Double, bound: Double? = nil, objective: Double? = nil) {
    self.phase = phase
    self.seconds = seconds
    self.bound = bound
    self.objective = objective
  }
}

/// What a long request asks of its caller: the time, and an ear for progress.
public protocol PlanObserver: Sendable {
  /// Seconds on a clock that never goes back.
  func now() -> Double
  /// Hears of progress; returns `false` to end the search with the best plan so far.
  func hears(_ progress: PlanProgress) -> Bool
  /// Hears that what there was to start from speaks of another layout, so that the search is cold.
  func startsCold()
}

extension PlanObserver {
  /// Takes no notice.
  public func startsCold() {}
}
