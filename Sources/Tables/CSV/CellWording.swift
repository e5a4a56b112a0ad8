/// Words for the faults of one column's cells.
struct CellWording {
  let schema: TableSchema
  let column: Int

  /// The diagnostic of a fault in a cell that holds `text`; `firstLine` is where a repeated
  /// identifier stands first.
  func diagnostic(
    _ fault: CellFault, text: String, at place: Place, suggestion: String?, firstLine: Int?
  ) -> Diagnostic {
    let column = schema.columns[column]
    var suggestion = suggestion
    let message: String
    switch fault {
    case .empty:
      message = "\(column.name) is empty; \(schema.row) needs \(column.allowed)"
    case .unknown:
      message = unknown(column, text: text, suggestion: suggestion)
    case .repeated:
      let first = firstLine.map { "; it stands in line \($0) already" } ?? ""
      message = "\(column.name) '\(shown(text))' is repeated\(first)"
    case .notCountry:
      let upper = text.uppercased()
      if text.utf8.count == 2, upper != text { suggestion = upper }
      if upper == "USA" || upper == "U.S." { suggestion = "US" }
      let hint = suggestion.map { "; did you mean '\($0)'?" } ?? ""
      message = "\(column.name) is '\(shown(text))'; \(schema.row) takes \(column.allowed)\(hint)"
    case .outOfRange(let value, _):
      message = outOfRange(column, value: value, text: text)
    case .notNumber:
      message =
        "\(column.name) is '\(shown(text))'; \(schema.row) takes \(column.allowed)"
        + notNumberHint(text)
    case .notIdentifier, .notDigits, .notFlag, .notWhole, .notDate:
      message = "\(column.name) is '\(shown(text))'; \(schema.row) takes \(column.allowed)"
    }
    return place.diagnostic(
      code: "\(schema.name).\(column.name).\(fault.code)", message: message,
      suggestion: suggestion)
  }

  private func unknown(_ column: ColumnSchema, text: String, suggestion: String?) -> String {
    if case .reference(let table) = column.type {
      let noun = TableNoun.singular(of: table)
      let hint = suggestion.map { "did you mean '\($0)'?" } ?? "\(table).csv has no such row"
      return "unknown \(noun) '\(shown(text))'; \(hint)"
    }
    let hint = suggestion.map { " (did you mean '\($0)'?)" } ?? ""
    return "\(column.name) is '\(shown(text))'\(hint); \(schema.row) takes \(column.allowed)"
  }

  private func outOfRange(_ column: ColumnSchema, value: Double, text: String) -> String {
    let first = "\(column.name) is \(shown(text)); \(schema.row) takes \(column.allowed)"
    guard case .number(let range) = column.type, value > range.upper else { return first }
    if range.upper == NumberRange.largest {
      return range.lower == -NumberRange.largest ? first : first + ", at most 1e15"
    }
    return range.slip.isEmpty ? first : first + " (\(range.slip))"
  }

  private func notNumberHint(_ text: String) -> String {
    if text.contains(",") { return ", written with '.' and no thousands separators" }
    if text.hasSuffix("%") { return PercentSlip.hint(text) }
    if text.first == " " || text.last == " " { return ", without blanks around it" }
    return ""
  }
}

extension ColumnSchema {
  /// What a cell may hold, in words.
  var allowed: String { type.allowed(unit: unit) }
}

/// What is said of a share that was written in percent.
package enum PercentSlip {
  /// How shares are written, where a text that is no number ends in `%`; else nothing.
  package static func hint(_ text: String) -> String {
    text.hasSuffix("%") ? "; fractions are written as fractions (65 % is 0.65)" : ""
  }
}

/// The English of table names.
enum TableNoun {
  /// "item" for "items".
  static func singular(of table: String) -> String {
    if table == "criteria" { return "criterion" }
    return table.hasSuffix("s") ? String(table.dropLast()) : table
  }
}
