/// A table read into columns: numbers as numbers, everything else as codes or texts.
///
/// Columns are addressed by their position in the schema. A cell that is empty and has no standard
/// value, or that is wrong, holds ``noNumber`` or ``noCode``.
public struct DecodedTable: Sendable {
  /// What an empty or wrong cell of a number column holds: not a number.
  public static let noNumber = Double.nan
  /// What an empty or wrong cell of a column of codes holds.
  public static let noCode = Int32.min

  public let schema: TableSchema
  /// Whether the file was there.
  public internal(set) var isPresent = false
  /// Whether the identifiers could be read, so that others may refer to them.
  public internal(set) var isUsable = true
  public internal(set) var rowCount = 0
  /// By column; empty unless the column holds numbers.
  public internal(set) var numbers: [[Double]]
  /// By column: positions in ``symbols``, rows of other tables, choices, 0 and 1, days or whole
  /// numbers; empty unless the column holds one of these.
  public internal(set) var codes: [[Int32]]
  /// By column; empty unless each row has its own text.
  public internal(set) var texts: [[String]]
  /// By column: the different texts of an identifier, name, label, digits or country column.
  public internal(set) var symbols: [SymbolTable]

  var bytes: [UInt8] = []
  /// By row, the offset of its first byte.
  var rowOffsets: [Int32] = []
  /// By row, its line.
  var rowLines: [Int32] = []
  /// By column, its place in the file's rows; `nil` where the file does not have it.
  var fields: [Int?]
  /// Cells that the command line changed, by row and column, and where it did so.
  var overridden: [CellPosition: OverrideSource] = [:]

  /// Makes the table of a file that is not there.
  public init(_ schema: TableSchema) {
    self.schema = schema
    numbers = Array(repeating: [], count: schema.columns.count)
    codes = Array(repeating: [], count: schema.columns.count)
    texts = Array(repeating: [], count: schema.columns.count)
    symbols = Array(repeating: SymbolTable(), count: schema.columns.count)
    fields = Array(repeating: nil, count: schema.columns.count)
  }

  /// Whether the cell holds a value of its own or its standard value.
  public func hasValue(row: Int, column: Int) -> Bool {
    switch schema.columns[column].type {
    case .number: !numbers[column][row].isNaN
    case .text: !texts[column][row].isEmpty
    default: codes[column][row] != DecodedTable.noCode
    }
  }

  /// The text of a symbol column's cell; `nil` where it is empty or wrong.
  public func symbol(row: Int, column: Int) -> String? {
    let code = codes[column][row]
    return code == DecodedTable.noCode ? nil : symbols[column].name(Int(code))
  }

  /// Where the cell stands: its line, its column in scalars, and the line's text.
  ///
  /// - Complexity: O(bytes of the row).
  public func place(row: Int, column: Int) -> Place {
    if let source = overridden[CellPosition(row: row, column: column)] { return source.place }
    let rowStart = Int(rowOffsets[row])
    let line = Int(rowLines[row])
    var start = rowStart
    if let field = fields[column] {
      var scanner = CSVScanner(bytes, at: rowStart, line: line)
      if scanner.next(), field < scanner.cells.count { start = scanner.cells[field].start }
    }
    return Place(of: start, in: bytes, file: schema.file, lineStart: rowStart, line: line)
  }

  /// A diagnostic at the cell.
  public func diagnostic(
    row: Int, column: String, severity: Diagnostic.Severity = .error, code: String,
    message: String, suggestion: String? = nil
  ) -> Diagnostic {
    let place = place(row: row, column: schema.position(of: column) ?? 0)
    return place.diagnostic(
      severity: severity, code: code, message: message, suggestion: suggestion)
  }

  /// Whether the command line changed the cell.
  public func isOverridden(row: Int, column: Int) -> Bool {
    !overridden.isEmpty && overridden[CellPosition(row: row, column: column)] != nil
  }

  /// Whether the file has the column.
  public func hasColumn(_ name: String) -> Bool {
    schema.position(of: name).map { fields[$0] != nil } ?? false
  }

  /// Whether nothing is written in the cell; false for a cell that is wrong.
  public func isBlank(row: Int, column: Int) -> Bool {
    if overridden[CellPosition(row: row, column: column)] != nil {
      return !hasValue(row: row, column: column)
    }
    guard let field = fields[column] else { return true }
    var scanner = CSVScanner(bytes, at: Int(rowOffsets[row]), line: Int(rowLines[row]))
    guard scanner.next(), field < scanner.cells.count else { return true }
    return scanner.cells[field].range.isEmpty
  }

  /// What is written in the cell, or else the column's standard text; empty where there is neither.
  ///
  /// - Complexity: O(bytes of the row).
  package func writtenText(row: Int, column: Int) -> String {
    let standard = schema.columns[column].standard ?? ""
    guard let field = fields[column] else { return standard }
    var scanner = CSVScanner(bytes, at: Int(rowOffsets[row]), line: Int(rowLines[row]))
    guard scanner.next(), field < scanner.cells.count else { return standard }
    let cell = scanner.cells[field]
    return cell.range.isEmpty ? standard : CSVScanner.text(of: cell, in: bytes)
  }

  /// Makes references to the table's rows unknown instead of wrong.
  public mutating func markUnusable() {
    isUsable = false
  }

  /// The line of the row, from 1.
  public func line(ofRow row: Int) -> Int { Int(rowLines[row]) }
}

/// A cell of a table.
struct CellPosition: Hashable, Sendable {
  var row: Int
  var column: Int
}

/// Where a value stands that the command line gave.
public struct OverrideSource: Hashable, Sendable {
  /// The name that diagnostics show for a file.
  public var file: String
  /// From 1, in the order given.
  public var number: Int
  /// What was written.
  public var text: String
  /// From 1, in Unicode scalars: where the value starts.
  public var column: Int

  /// Makes a source.
  public init(file: String, number: Int, text: String, column: Int) {
    self.file = file
    self.number = number
    self.text = text
    self.column = column
  }

  /// The place that diagnostics show.
  public var place: Place {
    Place(file: file, line: number, column: column, source: text)
  }
}

/// A place in an input.
public struct Place: Hashable, Sendable {
  public var file: String
  public var line: Int
  public var column: Int
  public var source: String?

  /// Makes a place.
  public init(file: String, line: Int, column: Int, source: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.source = source
  }

  /// The place of a byte; see ``TextPlace/of(_:in:lineStart:line:)``.
  public init(of offset: Int, in bytes: [UInt8], file: String, lineStart: Int, line: Int) {
    let place = TextPlace.of(offset, in: bytes, lineStart: lineStart, line: line)
    self.file = file
    self.line = place.line
    column = place.column
    source = TextPlace.text(ofLineAt: place.lineStart, in: bytes)
  }

  /// A diagnostic at this place.
  public func diagnostic(
    severity: Diagnostic.Severity = .error, code: String, message: String,
    suggestion: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      file: file, line: line, column: column, severity: severity, code: code, message: message,
      source: source, suggestion: suggestion)
  }
}
