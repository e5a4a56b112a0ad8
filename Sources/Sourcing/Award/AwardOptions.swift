/// How long and how closely to search.
public struct AwardOptions: Sendable {
  /// Share of the objective at which the search stops; 0: until nothing better can be.
  public var gap = 0.0
  /// Seconds for everything together; `nil`: no limit.
  public var timeLimit: Double?
  /// Threads of the solver; `nil`: its own choice.
  public var threads: Int?
  /// Seed of the solver's own choices.
  public var seed = 0
  /// Lines from which on an award is searched item by item.
  public var itemwiseLines = 2000
  /// Whether awards of the same cost are told apart by the rule of ties.
  public var breaksTies = true

  public init() {}
}

/// Hears how an award comes along, and may end the search.
public protocol AwardObserver: AnyObject {
  /// Seconds of wall clock since some fixed moment.
  func now() -> Double
  /// What is being done; false ends the search with the best award so far.
  func hears(_ progress: AwardProgress) -> Bool
}

/// How far an award has come.
public struct AwardProgress: Sendable {
  /// What is being done: "award", "rule dual-source", "conflicts".
  public var work: String
  public var objective: Double?
  public var bound: Double?
}

/// Hears nothing, for tests; it has no clock, so a time limit is the solver's alone.
public final class SilentObserver: AwardObserver {
  public init() {}
  public func now() -> Double { 0 }
  public func hears(_ progress: AwardProgress) -> Bool { true }
}

/// Why no answer can be trusted or given.
public enum AwardFault: Error, Sendable, CustomStringConvertible {
  /// The solver broke.
  case solver(String)
  /// What the solver found costs something else when it is counted again.
  case inexact(solver: Double, counted: Double)
  /// A rule that must be kept is missed when it is counted again.
  case missed(rule: String, by: Double)
  /// Stopped before an answer.
  case stopped

  public var description: String {
    switch self {
    case .solver(let text): text
    case .inexact(let solver, let counted):
      "the solver says \(solver) but the award costs \(counted)"
    case .missed(let rule, let by): "rule \(rule) is missed by \(by) in the solver's award"
    case .stopped: "stopped before an answer"
    }
  }
}

/// An award, with its proof.
public struct Award: Sendable {
  public var choice: Choice
  public var cost: AwardCost
  /// Of the last stage, in its own direction: money, points, suppliers.
  public var objective: Double
  /// No award that keeps the earlier stages and the rules is better than this.
  public var bound: Double
  /// Whether it is within the gap asked for.
  public var isProven: Bool
  public var stages: [StageOutcome]

  /// `(objective - bound) / |objective|`, 0 where both are equal.
  public var gap: Double {
    objective == bound ? 0 : abs(objective - bound) / max(abs(objective), 1e-12)
  }
}

/// What a stage reached.
public struct StageOutcome: Sendable {
  public var aim: Aim
  public var value: Double
  public var bound: Double
  public var slack: Double
}

/// What a search for an award ends with.
public enum AwardOutcome: Sendable {
  case award(Award)
  /// Nothing keeps all rules and facts.
  case infeasible
  /// The limit came before the first award.
  case noAward(bound: Double?)

  /// The award, if there is one.
  public var award: Award? { if case .award(let award) = self { award } else { nil } }
}
