/// Reads CSV files by their schemas.
public struct TableReader {
  /// Reads one file.
  ///
  /// - Parameters:
  ///   - schema: What the file should hold.
  ///   - bytes: The file.
  ///   - targets: The identifiers of the tables that this one may refer to, by table name; a
  ///     table that is missing here is not known, and references to it are not checked.
  ///   - list: Where every fault is added.
  /// - Returns: The rows; those with faults hold no value where the fault is.
  /// - Complexity: O(bytes), apart from faults.
  public static func read(
    _ schema: TableSchema, bytes: [UInt8], targets: [String: SymbolTable],
    into list: inout DiagnosticList
  ) -> DecodedTable {
    var reader = TableReader(schema, bytes: bytes, targets: targets)
    return reader.read(into: &list)
  }

  private let bytes: [UInt8]
  private var table: DecodedTable
  private var decoders: [CellDecoder]
  /// By field, the column it holds; `nil` for a field that no column knows.
  private var columnOfField: [Int?] = []
  /// Fields without a name, which must be empty throughout.
  private var unnamedFields: [Int] = []
  private var nearest = NearestNames()
  private var hasMissingColumns = false

  private init(_ schema: TableSchema, bytes: [UInt8], targets: [String: SymbolTable]) {
    self.bytes = bytes
    table = DecodedTable(schema)
    table.isPresent = true
    table.bytes = bytes
    decoders = schema.columns.map { column in
      guard case .reference(let name) = column.type else { return CellDecoder(column, target: nil) }
      return CellDecoder(column, target: targets[name])
    }
  }

  private mutating func read(into list: inout DiagnosticList) -> DecodedTable {
    guard bytes.count < Int(Int32.max) else {
      let place = Place(file: table.schema.file, line: 1, column: 1)
      list.append(
        place.diagnostic(
          code: "csv.size", message: "the file has \(bytes.count) bytes; at most 2147483646"))
      table.isUsable = false
      return table
    }
    guard !TextCheck.isUTF16(bytes) else {
      list.append(Place(file: table.schema.file, line: 1, column: 1).utf16Diagnostic)
      table.isUsable = false
      return table
    }
    reportText(into: &list)
    var scanner = CSVScanner(bytes)
    guard scanner.next() else {
      let place = Place(file: table.schema.file, line: 1, column: 1)
      list.append(
        place.diagnostic(
          code: "csv.empty", message: "the file is empty; its first row names the columns"))
      table.isUsable = table.schema.identifier == nil
      return table
    }
    reportForm(of: scanner, into: &list)
    if let separator = foreignSeparator(scanner) {
      list.append(
        place(of: separator.offset, scanner: scanner).diagnostic(
          code: "csv.separator",
          message: "the columns are separated by \(separator.words); a table takes commas"))
      table.isUsable = false
      return table
    }
    readHeader(scanner, into: &list)
    readRows(&scanner, into: &list)
    finishColumns()
    return table
  }

  // MARK: Rows

  private mutating func readRows(_ scanner: inout CSVScanner, into list: inout DiagnosticList) {
    // Names the file's columns in the order of its fields; the loop below does nothing else.
    let fields = columnOfField
    // A row of any use has eight bytes; a file of line ends must not take memory.
    reserve(rows: min(scanner.linesLeft, bytes.count / 8 + 1))
    var scratch: [UInt8] = []
    while scanner.next() {
      table.rowOffsets.append(Int32(scanner.rowStart))
      table.rowLines.append(Int32(scanner.rowLine))
      if !scanner.faults.isEmpty {
        reportForm(of: scanner, into: &list)
        appendFaultyRow(scanner)
        continue
      }
      guard scanner.cells.count == fields.count else {
        reportCellCount(of: scanner, into: &list)
        appendFaultyRow(scanner)
        continue
      }
      for field in 0..<fields.count {
        guard let column = fields[field] else { continue }
        let cell = scanner.cells[field]
        let value: CellDecoder.Value
        if cell.hasDoubledQuotes {
          CSVScanner.unquote(bytes, cell.range, into: &scratch)
          value = decoders[column].decode(scratch, 0..<scratch.count)
        } else {
          value = decoders[column].decode(bytes, cell.range)
        }
        append(value, column: column)
        if case .fault(let fault) = value {
          report(fault, column: column, cell: cell, scanner: scanner, into: &list)
        }
      }
      for field in unnamedFields where !scanner.cells[field].range.isEmpty {
        reportUnnamed(scanner.cells[field], scanner: scanner, into: &list)
      }
      table.rowCount += 1
    }
  }

  /// Makes room for `rows` rows, so that large columns are not copied while they grow.
  private mutating func reserve(rows: Int) {
    table.rowOffsets.reserveCapacity(rows)
    table.rowLines.reserveCapacity(rows)
    for column in columnOfField.compactMap({ $0 }) {
      switch decoders[column].kind {
      case .number: table.numbers[column].reserveCapacity(rows)
      case .text: table.texts[column].reserveCapacity(rows)
      case .identifier:
        table.codes[column].reserveCapacity(rows)
        decoders[column].symbols.reserve(count: rows, length: 8)
      default: table.codes[column].reserveCapacity(rows)
      }
    }
  }

  private mutating func append(_ value: CellDecoder.Value, column: Int) {
    switch value {
    case .number(let number): table.numbers[column].append(number)
    case .code(let code): table.codes[column].append(code)
    case .text(let text): table.texts[column].append(text)
    case .fault: appendNothing(column: column)
    }
  }

  private mutating func appendNothing(column: Int) {
    switch decoders[column].kind {
    case .number: table.numbers[column].append(DecodedTable.noNumber)
    case .text: table.texts[column].append("")
    default: table.codes[column].append(DecodedTable.noCode)
    }
  }

  /// Adds a row whose form is wrong: only its identifier is read, so that others may refer to it.
  private mutating func appendFaultyRow(_ scanner: CSVScanner) {
    for (field, column) in columnOfField.enumerated() {
      guard let column else { continue }
      if decoders[column].kind == .identifier, field < scanner.cells.count,
        !scanner.cells[field].hasDoubledQuotes
      {
        append(decoders[column].decode(bytes, scanner.cells[field].range), column: column)
      } else {
        appendNothing(column: column)
      }
    }
    table.rowCount += 1
  }

  /// Fills the columns that the file does not have, and hands over the symbols.
  private mutating func finishColumns() {
    for (column, decoder) in decoders.enumerated() {
      if table.fields[column] == nil {
        switch decoder.standard {
        case .number(let number):
          table.numbers[column] = Array(repeating: number, count: table.rowCount)
        case .code(let code):
          table.codes[column] = Array(repeating: code, count: table.rowCount)
        case .text(let text):
          table.texts[column] = Array(repeating: text, count: table.rowCount)
        case .fault:
          preconditionFailure("the standard value of \(decoder.column.name) is not allowed")
        }
      }
      if decoder.kind != .reference { table.symbols[column] = decoder.symbols }
    }
  }

  // MARK: Header

  /// What separates the columns of a header row without commas: semicolons or tabs.
  private func foreignSeparator(_ scanner: CSVScanner) -> (words: String, offset: Int)? {
    guard scanner.cells.count == 1, scanner.faults.isEmpty else { return nil }
    let range = scanner.cells[0].range
    for (byte, words) in [(UInt8(ascii: ";"), "semicolons"), (UInt8(ascii: "\t"), "tabs")] {
      if let offset = bytes[range].firstIndex(of: byte) { return (words, offset) }
    }
    return nil
  }

  private mutating func readHeader(_ scanner: CSVScanner, into list: inout DiagnosticList) {
    let schema = table.schema
    var firstField: [String: Int] = [:]
    // A column that is only misspelt is not missing besides.
    var meant: Set<String> = []
    for (field, cell) in scanner.cells.enumerated() {
      let name = CSVScanner.text(of: cell, in: bytes)
      let place = self.place(of: cell, scanner: scanner)
      columnOfField.append(nil)
      if name.isEmpty {
        unnamedFields.append(field)
      } else if firstField[name] != nil {
        list.append(
          place.diagnostic(
            code: "\(schema.name).header.repeated",
            message: "column '\(shown(name))' stands twice; a column may stand once"))
      } else if let column = schema.position(of: name) {
        firstField[name] = field
        columnOfField[field] = column
        table.fields[column] = field
      } else {
        firstField[name] = field
        let unknown = unknownColumn(name, at: place)
        if let near = unknown.suggestion { meant.insert(near) }
        list.append(unknown)
      }
    }
    let missing = schema.columns.indices.filter {
      schema.columns[$0].isRequired && table.fields[$0] == nil
        && !meant.contains(schema.columns[$0].name)
    }
    for column in missing {
      let place = Place(
        of: scanner.rowStart, in: bytes, file: schema.file, lineStart: scanner.rowStart,
        line: scanner.rowLine)
      list.append(
        place.diagnostic(
          code: "\(schema.name).header.missing",
          message: "column '\(schema.columns[column].name)' is missing; \(schema.row) needs it"))
    }
    if let identifier = schema.identifier, table.fields[identifier] == nil {
      table.isUsable = false
    }
  }

  private func unknownColumn(_ name: String, at place: Place) -> Diagnostic {
    let schema = table.schema
    let near = nearestName(to: name, among: schema.columns.map(\.name))
    let known = schema.columns.map(\.name).formattedList(with: "and")
    let hint = near.map { "did you mean '\($0)'?" } ?? "the columns are \(known)"
    return place.diagnostic(
      code: "\(schema.name).header.unknown", message: "unknown column '\(shown(name))'; \(hint)",
      suggestion: near)
  }

  // MARK: Faults

  private func place(of cell: CSVScanner.Cell, scanner: CSVScanner) -> Place {
    place(of: cell.start, scanner: scanner)
  }

  private func place(of offset: Int, scanner: CSVScanner) -> Place {
    Place(
      of: offset, in: bytes, file: table.schema.file, lineStart: scanner.rowStart,
      line: scanner.rowLine)
  }

  private mutating func report(
    _ fault: CellFault, column: Int, cell: CSVScanner.Cell, scanner: CSVScanner,
    into list: inout DiagnosticList
  ) {
    guard list.keepsErrors(of: table.schema.file) else {
      list.countError(in: table.schema.file)
      return
    }
    let wording = CellWording(schema: table.schema, column: column)
    let text = CSVScanner.text(of: cell, in: bytes)
    var suggestion: String?
    if case .unknown = fault {
      suggestion = nearest.name(for: text, column: column, among: decoders[column].symbols)
    }
    var firstLine: Int?
    if case .repeated(let index) = fault {
      let first = table.codes[column].firstIndex(of: index)
      firstLine = first.map { table.line(ofRow: $0) }
    }
    list.append(
      wording.diagnostic(
        fault, text: text, at: place(of: cell, scanner: scanner), suggestion: suggestion,
        firstLine: firstLine))
  }

  private func reportUnnamed(
    _ cell: CSVScanner.Cell, scanner: CSVScanner, into list: inout DiagnosticList
  ) {
    list.append(
      place(of: cell, scanner: scanner).diagnostic(
        code: "\(table.schema.name).header.unnamed",
        message: "the cell holds '\(shown(CSVScanner.text(of: cell, in: bytes)))' but its column "
          + "has no name in the header row"))
  }

  private func reportCellCount(of scanner: CSVScanner, into list: inout DiagnosticList) {
    let place = Place(
      of: scanner.rowStart, in: bytes, file: table.schema.file, lineStart: scanner.rowStart,
      line: scanner.rowLine)
    let count = scanner.cells.count
    list.append(
      place.diagnostic(
        code: "csv.cells",
        message: "the row has \(count) \(count == 1 ? "cell" : "cells"); the header has "
          + "\(columnOfField.count)"))
  }

  private func reportForm(of scanner: CSVScanner, into list: inout DiagnosticList) {
    for fault in scanner.faults {
      let place = self.place(of: fault.offset, scanner: scanner)
      let (code, message) =
        switch fault.kind {
        case .unclosedQuote:
          ("csv.quote.unclosed", "the quote is never closed; a cell in quotes ends with a quote")
        case .textAfterQuote:
          (
            "csv.quote.after",
            "text follows the closing quote; a comma or the line's end must follow, and a quote "
              + "inside a cell in quotes is doubled"
          )
        case .quoteInText:
          (
            "csv.quote.inside",
            "a quote stands inside a cell; such a cell is put in quotes and the quote doubled"
          )
        case .loneReturn:
          ("csv.return", "a carriage return stands alone; lines end with LF or CRLF")
        }
      list.append(place.diagnostic(code: code, message: message))
    }
  }

  private func reportText(into list: inout DiagnosticList) {
    var lineStart = 0
    var line = 1
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lineStart = 3 }
    for (offset, fault) in TextCheck.faults(in: bytes) {
      guard list.keepsErrors(of: table.schema.file) else {
        list.countError(in: table.schema.file)
        continue
      }
      let found = TextPlace.of(offset, in: bytes, lineStart: lineStart, line: line)
      (line, lineStart) = (found.line, found.lineStart)
      let place = Place(
        file: table.schema.file, line: line, column: found.column,
        source: TextPlace.text(ofLineAt: lineStart, in: bytes))
      list.append(place.diagnostic(fault, byte: bytes[offset]))
    }
  }
}

extension Place {
  /// The diagnostic for a file in UTF-16.
  var utf16Diagnostic: Diagnostic {
    diagnostic(
      code: "text.utf16",
      message: "the file is UTF-16; it must be UTF-8 text, which spreadsheets call CSV UTF-8")
  }

  /// A diagnostic for a byte that no text file may hold.
  func diagnostic(_ fault: TextCheck.Fault, byte: UInt8) -> Diagnostic {
    let digits = String(byte, radix: 16, uppercase: true)
    let shown = "0x" + (digits.utf8.count < 2 ? "0" : "") + digits
    return switch fault {
    case .invalid:
      diagnostic(
        code: "text.utf8", message: "byte \(shown) is not UTF-8; the file must be UTF-8 text")
    case .control:
      diagnostic(
        code: "text.control",
        message: "control character \(shown); a file holds text, tabs and line ends only")
    }
  }
}

extension CSVScanner {
  /// The bytes of a cell in quotes with each doubled quote made one.
  static func unquote(_ bytes: [UInt8], _ range: Range<Int>, into text: inout [UInt8]) {
    text.removeAll(keepingCapacity: true)
    var index = range.lowerBound
    while index < range.upperBound {
      text.append(bytes[index])
      index += bytes[index] == quote ? 2 : 1
    }
  }

  /// The text of a cell.
  static func text(of cell: Cell, in bytes: [UInt8]) -> String {
    guard cell.hasDoubledQuotes else { return String(decoding: bytes[cell.range], as: UTF8.self) }
    var text: [UInt8] = []
    unquote(bytes, cell.range, into: &text)
    return String(decoding: text, as: UTF8.self)
  }
}

/// Near names for one file, with a limit on the work that a broken file can cause.
struct NearestNames {
  private var found: [String: String?] = [:]
  private var steps = 0
  /// Candidates looked at in all.
  private static let limit = 2_000_000

  /// The symbol that `text` was probably meant to be.
  mutating func name(for text: String, column: Int, among symbols: SymbolTable) -> String? {
    let key = "\(column):\(text)"
    if let known = found[key] { return known }
    guard steps + symbols.count <= NearestNames.limit else { return nil }
    steps += symbols.count
    let near = nearestName(to: text, among: (0..<symbols.count).lazy.map(symbols.name))
    found[key] = .some(near)
    return near
  }
}

/// `text` for a message: without control characters, and not without end.
public func shown(_ text: String) -> String {
  var result = ""
  for (count, scalar) in text.unicodeScalars.enumerated() {
    if count == 80 { return result + "…" }
    switch scalar {
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    default:
      let isControl = scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value
      result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
    }
  }
  return result
}
