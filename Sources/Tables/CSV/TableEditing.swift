/// A change of a cell's value by an amount.
public enum CellAdjustment: Hashable, Sendable {
  case times(Double)
  case plus(Double)

  func applied(to value: Double) -> Double {
    switch self {
    case .times(let factor): value * factor
    case .plus(let amount): value + amount
    }
  }
}

/// What changing a cell gave.
public enum CellEdit: Sendable {
  case changed
  /// The cell has no value that could be changed by an amount.
  case nothing
  /// The new value is not allowed; the message says why.
  case refused(message: String, suggestion: String?)
}

extension DecodedTable {
  /// What a cell holds, as text; empty for nothing.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - column: The column's position.
  ///   - target: The identifiers of the table that the column refers to, if it does.
  /// - Returns: The text as it would stand in the file.
  public func text(row: Int, column: Int, target: SymbolTable?) -> String {
    guard hasValue(row: row, column: column) else { return "" }
    switch schema.columns[column].type {
    case .number: return DecimalText.text(numbers[column][row])
    case .text: return texts[column][row]
    case .whole: return String(codes[column][row])
    case .date: return Day(number: codes[column][row]).description
    case .flag: return codes[column][row] == 1 ? "true" : "false"
    case .reference: return target?.name(Int(codes[column][row])) ?? ""
    default: return symbols[column].name(Int(codes[column][row]))
    }
  }

  /// Writes `text` into a cell, as if it stood in the file.
  ///
  /// - Parameters:
  ///   - text: The new text; empty for the standard value.
  ///   - row: The row.
  ///   - column: The column's position; not the identifier.
  ///   - target: The identifiers of the table that the column refers to, if it does.
  ///   - source: Where the text stands, for later diagnostics.
  /// - Returns: Whether it was changed; a refused text leaves the cell as it was.
  public mutating func assign(
    _ text: String, row: Int, column: Int, target: SymbolTable?, source: OverrideSource
  ) -> CellEdit {
    var decoder = CellDecoder(schema.columns[column], target: target)
    if decoder.kind != .reference, decoder.kind != .choice { decoder.symbols = symbols[column] }
    // What the standard value was numbered in the new table is not what it is in this one.
    let written = text.isEmpty ? schema.columns[column].standard ?? "" : text
    let bytes = Array(written.utf8)
    let value = decoder.decode(bytes, 0..<bytes.count)
    switch value {
    case .number(let number): numbers[column][row] = number
    case .code(let code): codes[column][row] = code
    case .text(let text): texts[column][row] = text
    case .fault(let fault):
      var near: String?
      if case .unknown = fault { near = nearestName(to: text, among: decoder.symbols.names) }
      let diagnostic = CellWording(schema: schema, column: column).diagnostic(
        fault, text: text, at: source.place, suggestion: near, firstLine: nil)
      return .refused(message: diagnostic.message, suggestion: diagnostic.suggestion)
    }
    if decoder.kind != .reference { symbols[column] = decoder.symbols }
    overridden[CellPosition(row: row, column: column)] = source
    return .changed
  }

  /// Changes a number, a whole number or a day by an amount.
  ///
  /// A whole number is rounded to the nearest one after the change.
  ///
  /// - Parameters:
  ///   - adjustment: What to do; a day is moved by whole days and never multiplied.
  ///   - row: The row.
  ///   - column: The column's position.
  ///   - source: Where the amount stands, for later diagnostics.
  /// - Returns: Whether it was changed; a refused amount leaves the cell as it was.
  public mutating func adjust(
    by adjustment: CellAdjustment, row: Int, column: Int, source: OverrideSource
  ) -> CellEdit {
    guard hasValue(row: row, column: column) else { return .nothing }
    let name = schema.columns[column].name
    let allowed = schema.columns[column].allowed
    switch schema.columns[column].type {
    case .number(let range):
      let value = adjustment.applied(to: numbers[column][row])
      guard value.isFinite, range.contains(value) else {
        return .refused(
          message: "\(name) would be \(DecimalText.text(value)); \(schema.row) takes \(allowed)",
          suggestion: nil)
      }
      numbers[column][row] = value == 0 ? 0 : value
    case .whole(let range):
      let value = adjustment.applied(to: Double(codes[column][row])).rounded()
      guard value >= Double(range.lowerBound), value <= Double(range.upperBound) else {
        return .refused(
          message: "\(name) would be \(DecimalText.text(value)); \(schema.row) takes \(allowed)",
          suggestion: nil)
      }
      codes[column][row] = Int32(value)
    case .date:
      guard case .plus(let days) = adjustment, days == days.rounded(), abs(days) <= 3_652_059 else {
        return .refused(
          message: "\(name) is a date; it is moved by whole days with += or -=", suggestion: nil)
      }
      let moved = Int(codes[column][row]) + Int(days)
      guard Int(Day.first.number)...Int(Day.last.number) ~= moved else {
        return .refused(
          message: "\(name) would be outside 0001-01-01 to 9999-12-31", suggestion: nil)
      }
      codes[column][row] = Int32(moved)
    default:
      return .refused(
        message: "\(name) holds no number and no date; it is set with =", suggestion: nil)
    }
    overridden[CellPosition(row: row, column: column)] = source
    return .changed
  }
}
