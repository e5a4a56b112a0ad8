/// The rows of a CSV file as they stand, without a schema: for files that are changed in part.
package struct CSVRows: Sendable {
  /// One row that has any text.
  package struct Row: Sendable {
    /// From 1.
    package var line: Int
    /// The row's bytes without its line end.
    package var bytes: Range<Int>
    /// The row's line end and the empty rows after it.
    package var tail: Range<Int>
    package var cells: [Cell]
  }

  /// One cell.
  package struct Cell: Hashable, Sendable {
    package var text: String
    /// From 1, in Unicode scalars: where it starts in its line.
    package var column: Int
  }

  /// A place where the file breaks the rules of quoting.
  package struct Fault: Sendable {
    package var line: Int
    /// From 1, in Unicode scalars.
    package var column: Int
    package var message: String
  }

  /// The rows, the header first.
  package private(set) var rows: [Row] = []
  package private(set) var faults: [Fault] = []

  /// Reads `bytes`, which are UTF-8.
  ///
  /// - Complexity: O(bytes).
  package init(_ bytes: [UInt8]) {
    var scanner = CSVScanner(bytes)
    while scanner.next() {
      let (start, line) = (scanner.rowStart, scanner.rowLine)
      for fault in scanner.faults {
        let place = Place(of: fault.offset, in: bytes, file: "", lineStart: start, line: line)
        faults.append(
          Fault(line: place.line, column: place.column, message: CSVRows.words(fault.kind)))
      }
      var end = start
      var column = 1
      var counted = start
      var cells: [Cell] = []
      cells.reserveCapacity(scanner.cells.count)
      for cell in scanner.cells {
        column += CSVRows.scalars(in: bytes[counted..<cell.start])
        counted = cell.start
        cells.append(Cell(text: CSVScanner.text(of: cell, in: bytes), column: column))
        let isQuoted = cell.start < cell.range.lowerBound
        end = min(bytes.count, cell.range.upperBound + (isQuoted ? 1 : 0))
      }
      rows.append(
        Row(line: line, bytes: start..<end, tail: end..<bytes.count, cells: cells))
      if rows.count > 1 {
        let last = rows.count - 2
        rows[last].tail = rows[last].tail.lowerBound..<start
      }
    }
  }

  /// Bytes that start a scalar.
  private static func scalars(in bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }

  private static func words(_ kind: CSVScanner.Fault.Kind) -> String {
    switch kind {
    case .unclosedQuote: "a quote is never closed; a cell in quotes ends with one"
    case .textAfterQuote: "text follows a closing quote; after it comes a comma or the line's end"
    case .quoteInText:
      "a quote stands inside a cell; such a cell is put in quotes, with \"\" for it"
    case .loneReturn: "a carriage return stands alone; lines end with LF or CRLF"
    }
  }
}
