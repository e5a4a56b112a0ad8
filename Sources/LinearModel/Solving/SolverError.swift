/// Why a solver could not do what was asked; no statement about the model's feasibility.
public enum SolverError: Error, Equatable, Sendable {
  /// A call of the solver's interface failed.
  case callFailed(call: String)

  /// The solver refuses a number of the model.
  case unusableValue(what: String, position: Int, value: Double)

  /// The solver does not know an option, or not with this value.
  case unusableOption(name: String)
}

extension SolverError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .callFailed(let call): "the solver's \(call) failed"
    case .unusableValue(let what, let position, let value):
      "the solver takes no \(what) of \(value) (number \(position))"
    case .unusableOption(let name): "the solver takes no such value for its option '\(name)'"
    }
  }
}
