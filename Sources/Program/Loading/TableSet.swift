package import Tables

/// All tables of a folder as read, before they become a program.
package struct TableSet: Sendable {
  package private(set) var tables: [String: DecodedTable] = [:]

  /// Makes a set without tables.
  package init() {}

  /// The table of a schema.
  package subscript(_ schema: TableSchema) -> DecodedTable {
    get { tables[schema.name] ?? DecodedTable(schema) }
    set { tables[schema.name] = newValue }
  }

  /// Adds a warning at a cell, unless enough of its code are listed: then it is counted.
  package func warn(
    _ schema: TableSchema, row: Int, _ column: String, _ code: String,
    _ message: @autoclosure () -> String,
    suggestion: String? = nil, into list: inout DiagnosticList
  ) {
    guard list.keepsWarnings(of: code) else { return list.countWarning(of: code) }
    list.append(
      self[schema].diagnostic(
        row: row, column: column, severity: .warning, code: code, message: message(),
        suggestion: suggestion))
  }

  /// The identifiers that other tables may refer to, by table.
  package var targets: [String: SymbolTable] {
    var targets: [String: SymbolTable] = [:]
    for table in tables.values where table.isUsable {
      if let identifier = table.schema.identifier {
        targets[table.schema.name] = table.symbols[identifier]
      }
    }
    return targets
  }
}

/// The columns of one table by name.
package struct Columns {
  package let table: DecodedTable
  private let positions: [String: Int]

  /// Names the columns of `table`.
  package init(_ table: DecodedTable) {
    self.table = table
    positions = Dictionary(
      uniqueKeysWithValues: table.schema.columns.enumerated().map { ($1.name, $0) })
  }

  package var rowCount: Int { table.rowCount }

  /// The position of a column that the schema must have.
  package func position(_ name: String) -> Int {
    guard let position = positions[name] else {
      preconditionFailure("\(table.schema.file) has no column \(name)")
    }
    return position
  }

  /// A number column.
  package func numbers(_ name: String) -> [Double] { table.numbers[position(name)] }

  /// A column of codes.
  package func codes(_ name: String) -> [Int32] { table.codes[position(name)] }

  /// A column with a text of its own in each row.
  package func texts(_ name: String) -> [String] { table.texts[position(name)] }

  /// The different texts of a symbol column, by code.
  package func symbols(_ name: String) -> [String] { table.symbols[position(name)].names }
}

/// A code that is there.
package func present(_ code: Int32) -> Int32? { code == DecodedTable.noCode ? nil : code }

/// A number that is there.
package func present(_ number: Double) -> Double? { number.isNaN ? nil : number }

/// A day that is there.
package func day(_ code: Int32) -> Day? { present(code).map { Day(number: $0) } }

/// A row that is referred to.
package func row<Row>(_ code: Int32) -> TableIndex<Row>? {
  present(code).map { TableIndex(Int($0)) }
}
