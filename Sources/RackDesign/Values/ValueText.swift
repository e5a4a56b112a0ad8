import Tables

/// Reads values as people write them: `227 kW`, `0.65`, `2027-06-30`.
enum ValueText {
  /// Why a text is no value of its dimension.
  enum Fault: Error, Hashable {
    case notNumber, notDate, unitMissing
    /// The unit measures something else.
    case wrongUnit(String, belongsTo: Dimension)
    case unknownUnit(String)

    /// The last part of the diagnostic's code.
    var code: String {
      switch self {
      case .notNumber: "number"
      case .notDate: "date"
      case .unitMissing, .wrongUnit, .unknownUnit: "unit"
      }
    }

    /// What to add after the value.
    var hint: String {
      switch self {
      case .notNumber, .notDate: ""
      case .unitMissing: ", without a unit"
      case .wrongUnit(_, let dimension): ", \(dimension.noun)"
      case .unknownUnit(let unit): ", in the unknown unit '\(shown(unit))'"
      }
    }
  }

  /// The value of `text` in the unit in which `dimension` is kept; of a date its day's number.
  static func parse(_ text: String, as dimension: Dimension) -> Result<Double, Fault> {
    if dimension == .date {
      return Day(text).map { .success(Double($0.number)) } ?? .failure(.notDate)
    }
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let first = parts.first, let number = DecimalText.parse(first) else {
      return .failure(.notNumber)
    }
    let unit = parts.count > 1 ? parts[1] : ""
    if let known = dimension.units.first(where: { $0.symbol == unit }) {
      return .success(number * known.factor)
    }
    if unit.isEmpty { return .failure(.unitMissing) }
    let others = Dimension.allCases.filter { $0.units.contains { $0.symbol == unit } }
    guard let other = others.first else { return .failure(.unknownUnit(unit)) }
    return .failure(.wrongUnit(unit, belongsTo: other))
  }
}
