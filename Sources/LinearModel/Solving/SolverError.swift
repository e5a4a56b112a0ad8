/// Why a solver could not do what was asked; no statement about the model's feasibility.
public enum SolverError: Error, Equatable, Sendable {
  /// A call of the solver's interface failed.
  case callFailed(call: String)

  /// The solver refuses a number of the model.
  case unusableValue(what: String, position: Int, value: Double)

  /// The search for a conflict ran out of time before it knew whether there is one.
  case undecided

  /// The solver does not know an option, or not with this value.
  case unusableOption(name: String)
}

extension SolverError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .callFailed(let call): "the solver's \(call) failed"
    case .unusableValue(let what, let position, let value):
      "the solver takes no \(what) of \(value) (number \(position))"
    case .undecided: "whether the model is infeasible was not found out in time"
    case .unusableOption(let name): "the solver takes no such value for its option '\(name)'"
    }
  }
}
