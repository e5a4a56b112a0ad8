/// What the best design is best at.
package enum SearchObjective: String, CaseIterable, Hashable, Sendable {
  /// Least price of a rack, with the penalties of missed `should`s, money.
  case cost
  /// Most PFLOPS at FP4 for each kW of rack power, in the first mode.
  case pflopsPerKw = "pflops_per_kw"
  /// Most domestic content by the component test, 0 to 1.
  case domestic
  /// Most domestic content of what is addressable, 0 to 1.
  case addressable
  /// Least labour of assembly, hours.
  case assembly

  /// Whether more is better.
  package var isMaximised: Bool {
    switch self {
    case .cost, .assembly: false
    case .pflopsPerKw, .domestic, .addressable: true
    }
  }

  /// The objective's value of a checked design, in its unit; what cannot be told is 0.
  package func value(of check: DesignCheck) -> Double {
    switch self {
    case .cost: check.cost
    case .pflopsPerKw: check.measures.value(of: .pflopsPerKw, mode: 0) ?? 0
    case .domestic: check.measures.value(of: .domesticContent, mode: 0) ?? 0
    case .addressable: check.measures.value(of: .addressableContent, mode: 0) ?? 0
    case .assembly: check.measures.value(of: .assemblyTime, mode: 0) ?? 0
    }
  }

  /// Whether `one` is better than `other` by more than the resolution.
  func isBetter(_ one: Double, than other: Double) -> Bool {
    let step = SearchObjective.resolution * max(1, abs(other)) * (1 + 1e-9)
    return isMaximised ? one > other + step : one < other - step
  }

  /// Values closer than this, as a part of the larger of 1 and their size, count as equal.
  static let resolution = 1e-6
}
