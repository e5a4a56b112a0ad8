import Tables

/// Finds requirements of one generation that no design can meet, whatever the catalogue holds.
enum RequirementChecks {
  static func check(
    _ requirements: [Requirement], modes: [RackMode], file: String, into list: inout DiagnosticList
  ) {
    for (position, later) in requirements.enumerated() {
      guard let place = later.place, later.isMust else { continue }
      for earlier in requirements[..<position]
      where contradict(earlier, later) && earlier.isMust {
        let dimension = later.quantity.dimension
        list.append(
          place.diagnostic(
            code: "requirements.bound.contradiction",
            message: "\(later.quantity.rawValue) must be \(later.bound.words) "
              + "\(ValueText.text(later.value, dimension)), but requirement '\(earlier.id)' asks "
              + "\(earlier.bound.words) \(ValueText.text(earlier.value, dimension)); both are musts"
          ))
        break
      }
      checkCeiling(later, modes: modes, at: place, into: &list)
    }
  }

  private static func contradict(_ one: Requirement, _ other: Requirement) -> Bool {
    guard one.quantity == other.quantity, one.bound != other.bound,
      one.mode == nil || other.mode == nil || one.mode == other.mode
    else { return false }
    let (low, high) = one.bound == .atLeast ? (one, other) : (other, one)
    return low.value > high.value
  }

  /// A least power above the ceiling of its mode.
  private static func checkCeiling(
    _ requirement: Requirement, modes: [RackMode], at place: Place,
    into list: inout DiagnosticList
  ) {
    guard requirement.quantity == .rackPower, requirement.bound == .atLeast,
      let mode = modes.first(where: { mode in
        guard requirement.mode == nil || requirement.mode == mode.mode else { return false }
        return mode.ceilingKw.map { $0 < requirement.value } ?? false
      })
    else { return }
    list.append(
      place.diagnostic(
        code: "requirements.bound.contradiction",
        message: "rack_power must be at least \(ValueText.text(requirement.value, .power)), above "
          + "the ceiling of mode '\(mode.name)'; no design meets both"))
  }
}

extension Bound {
  /// `at least` or `at most`.
  package var words: String { self == .atLeast ? "at least" : "at most" }
}

extension ValueText {
  /// A value with its unit: `227 kW`.
  static func text(_ value: Double, _ dimension: Dimension) -> String {
    if dimension == .date { return Day(number: Int32(value)).description }
    let number = DecimalText.grouped(value)
    return dimension.unit.isEmpty ? number : "\(number) \(dimension.unit)"
  }
}
