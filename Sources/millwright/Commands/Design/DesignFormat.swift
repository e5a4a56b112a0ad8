import RackDesign
import Tables

/// Values of quantities for people.
enum DesignFormat {
  /// A value with its unit: `227 kW`, `12.3 %`, `2027-06-30`.
  static func value(_ value: Double, _ dimension: Dimension) -> String {
    switch dimension {
    case .share: return Format.percent(value)
    case .money: return Format.money(value)
    case .date: return Day(number: Int32(value)).description
    default: return with(dimension.unit, Format.quantity(value))
    }
  }

  /// A margin with its sign and unit; of dates in days.
  static func margin(_ value: Double, _ dimension: Dimension) -> String {
    let sign = value > 0 ? "+" : ""
    switch dimension {
    case .share: return sign + Format.percent(value)
    case .money: return sign + Format.money(value)
    case .date: return sign + with("d", Format.quantity(value))
    case .temperature: return sign + with("K", Format.quantity(value))
    default: return sign + with(dimension.unit, Format.quantity(value))
    }
  }

  private static func with(_ unit: String, _ number: String) -> String {
    unit.isEmpty ? number : "\(number) \(unit)"
  }

  /// Columns side by side: the first ones to the left, those from `firstRight` on to the right
  /// where they hold numbers.
  static func table(_ rows: [[String]], right: Set<Int>) -> String {
    guard let count = rows.first?.count else { return "" }
    let widths = (0..<count).map { column in rows.map(\.[column].count).max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return right.contains(column) ? blanks + cell : cell + blanks
      }
      var line = "  " + cells.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
