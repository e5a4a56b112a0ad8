import LinearModel

/// An objective in the words of the model: a sum to be made small, or a ratio to be made large.
struct ObjectiveTerms {
  var over: Expression
  /// `nil` of what is no ratio.
  var under: Expression?
}

extension Formulation {
  /// The terms of an objective; penalties must have been added before.
  func terms(of objective: SearchObjective) -> ObjectiveTerms {
    switch objective {
    case .cost: ObjectiveTerms(over: price + penalty)
    case .assembly:
      ObjectiveTerms(
        over: sumPerRack { $0.component.making.assemblyMinutes.reduce(0, +) / 60 })
    case .pflopsPerKw:
      ObjectiveTerms(over: pflops(0, \.pflopsFP4), under: modes[0].rackPower)
    case .domestic:
      ObjectiveTerms(over: home { _ in true }, under: componentCost { _ in true })
    case .addressable:
      ObjectiveTerms(
        over: home { $0.component.commerce.isAddressable },
        under: componentCost { $0.component.commerce.isAddressable })
    }
  }
}

extension ObjectiveTerms {
  /// What is minimised at the level `level` of a ratio: `level D − N`; of a sum the sum itself.
  func minimised(at level: Double) -> Expression {
    guard let under else { return over }
    return under * level - over
  }

  /// What is 0 or more where the objective is at least as good as `value`.
  func row(atLeastAsGoodAs value: Double) -> Expression {
    guard let under else { return Expression(value) - over }
    return over - under * value
  }
}
