/// Writes CSV text: LF at line ends, quotes only where RFC 4180 needs them.
public enum CSVWriter {
  /// The file that holds `header` and `rows`.
  ///
  /// - Parameters:
  ///   - header: The columns' names.
  ///   - rows: The cells, as many in each row as the header has.
  /// - Returns: The file's bytes.
  public static func write(header: [String], rows: some Sequence<[String]>) -> [UInt8] {
    var bytes: [UInt8] = []
    append(header, to: &bytes)
    for row in rows { append(row, to: &bytes) }
    return bytes
  }

  private static func append(_ cells: [String], to bytes: inout [UInt8]) {
    for (position, cell) in cells.enumerated() {
      if position > 0 { bytes.append(CSVScanner.comma) }
      append(cell, to: &bytes)
    }
    bytes.append(CSVScanner.lineFeed)
  }

  private static func append(_ cell: String, to bytes: inout [UInt8]) {
    let needsQuotes = cell.utf8.contains {
      $0 == CSVScanner.comma || $0 == CSVScanner.quote || $0 == CSVScanner.lineFeed
        || $0 == CSVScanner.carriageReturn
    }
    guard needsQuotes else {
      bytes.append(contentsOf: cell.utf8)
      return
    }
    bytes.append(CSVScanner.quote)
    for byte in cell.utf8 {
      if byte == CSVScanner.quote { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(CSVScanner.quote)
  }

  /// The file of a table by its schema: columns that hold only their standard value are left out,
  /// and so is the text of each cell that is the standard one.
  ///
  /// - Parameters:
  ///   - schema: The table's columns.
  ///   - rows: The cells of each row, one for each column of the schema; empty for none.
  /// - Returns: The file's bytes.
  public static func write(_ schema: TableSchema, rows: [[String]]) -> [UInt8] {
    let isShown = schema.columns.indices.map { column in
      schema.columns[column].isRequired
        || rows.contains { isOwn($0[column], of: schema.columns[column]) }
    }
    let shown = schema.columns.indices.filter { isShown[$0] }
    return write(
      header: shown.map { schema.columns[$0].name },
      rows: rows.lazy.map { row in
        shown.map { isOwn(row[$0], of: schema.columns[$0]) ? row[$0] : "" }
      })
  }

  /// Whether a cell's text must be written for the column to read back the same.
  private static func isOwn(_ cell: String, of column: ColumnSchema) -> Bool {
    column.isRequired || (!cell.isEmpty && cell != column.standard)
  }
}
