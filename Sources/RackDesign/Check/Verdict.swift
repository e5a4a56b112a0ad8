/// What a design makes of one requirement in one mode.
package struct Verdict: Hashable, Sendable {
  package var requirement: Requirement
  /// Position in the generation's modes; `nil` for what is the same in every mode.
  package var mode: Int?
  /// In the quantity's unit; `nil` where it cannot be told.
  package var value: Double?

  /// How far the value lies on the right side, in the quantity's unit; negative where it does not.
  package var margin: Double? {
    value.map { requirement.bound == .atLeast ? $0 - requirement.value : requirement.value - $0 }
  }

  /// Rounding of sums that is no fault: a millionth of a part of the larger of both numbers.
  static let tolerance = 1e-9

  /// Whether the design meets the requirement; what cannot be told is not met.
  package var isMet: Bool {
    guard let margin, let value else { return false }
    return margin >= -Verdict.tolerance * max(1, abs(value), abs(requirement.value))
  }

  /// Whether the design fails by it.
  package var isFailure: Bool { requirement.isMust && !isMet }

  /// What a missed `should` costs: its penalty times what is missing; 0 where it is met.
  ///
  /// What cannot be told costs the penalty for the whole value.
  package var penaltyCost: Double {
    guard let penalty = requirement.penalty, !isMet else { return 0 }
    return penalty * (margin.map { -$0 } ?? requirement.value)
  }
}
