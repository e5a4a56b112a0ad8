/// A CSV file with rows put in and taken out, all other rows as they stand.
///
/// Rows are found by the texts of their key columns. Columns keep their order; a column that a new
/// row needs and the file lacks is added at the right. Cells that a row put in does not name keep
/// their text where the row stood before, and are empty where it did not.
public struct TableMerge: Sendable {
  /// What happened to a row.
  public enum Change: String, Sendable {
    case added, changed, removed
  }

  /// A row that is not as it was.
  public struct Difference: Sendable {
    public var change: Change
    /// The texts of its key columns, `/` between.
    public var row: String
    /// Columns that differ, with the texts before and after.
    public var cells: [(column: String, before: String, after: String)]
  }

  /// Rows that are not as they were, in the order of the new file; removed ones last.
  public private(set) var differences: [Difference] = []
  private let keys: [String]
  private var header: [String] = []
  private var rows: [[String]] = []

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The file; `nil` where there is none. It has been read without faults before.
  ///   - schema: Its table.
  ///   - keys: The columns that tell rows apart.
  public init(_ bytes: [UInt8]?, schema: TableSchema, keys: [String]) {
    self.keys = keys
    var scanner = CSVScanner(bytes ?? [])
    while scanner.next() {
      let texts = scanner.cells.map { CSVScanner.text(of: $0, in: scanner.bytes) }
      if header.isEmpty { header = texts } else { rows.append(texts) }
    }
    if header.isEmpty { header = schema.columns.filter(\.isRequired).map(\.name) }
  }

  /// The texts of the key columns of every row.
  public var rowKeys: [[String]] { rows.map { row in keys.map { text(row, $0) } } }

  /// The texts of a column, row by row; empty where the file lacks it.
  public func texts(of column: String) -> [String] { rows.map { text($0, column) } }

  private func text(_ row: [String], _ column: String) -> String {
    guard let position = header.firstIndex(of: column), position < row.count else { return "" }
    return row[position]
  }

  /// Puts rows in place of those with the same key, or at the end.
  public mutating func put(_ new: [[(column: String, text: String)]]) {
    for column in new.flatMap({ $0 }).filter({ !$0.text.isEmpty }).map(\.column)
    where !header.contains(column) {
      header.append(column)
    }
    var places: [[String]: Int] = [:]
    for (place, key) in rowKeys.enumerated() where places[key] == nil { places[key] = place }
    for cells in new {
      let key = keys.map { name in cells.first { $0.column == name }?.text ?? "" }
      let place = places[key]
      var row = place.map { rows[$0] } ?? []
      while row.count < header.count { row.append("") }
      var changes: [(column: String, before: String, after: String)] = []
      for cell in cells {
        guard let position = header.firstIndex(of: cell.column), row[position] != cell.text else {
          continue
        }
        changes.append((cell.column, row[position], cell.text))
        row[position] = cell.text
      }
      if let place {
        rows[place] = row
      } else {
        places[key] = rows.count
        rows.append(row)
      }
      guard !changes.isEmpty else { continue }
      differences.append(
        Difference(
          change: place == nil ? .added : .changed, row: key.joined(separator: "/"), cells: changes)
      )
    }
  }

  /// Takes out the rows with these keys.
  public mutating func remove(_ gone: Set<[String]>) {
    let keyed = zip(rowKeys, rows).map { (key: $0, row: $1) }
    for (key, _) in keyed where gone.contains(key) {
      differences.append(
        Difference(change: .removed, row: key.joined(separator: "/"), cells: []))
    }
    rows = keyed.filter { !gone.contains($0.key) }.map(\.row)
  }

  /// The file's bytes.
  public var bytes: [UInt8] {
    CSVWriter.write(
      header: header,
      rows: rows.lazy.map { row in
        row + Array(repeating: "", count: max(0, header.count - row.count))
      })
  }
}
