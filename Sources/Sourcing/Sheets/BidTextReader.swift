import Tables

/// Reads a bid of CSV files: the event's own tables, each with the rows of one supplier.
///
/// The column `supplier` may be left out. `lines.csv` may have the columns `price` and `kind`, so
/// that a bid without tiers is one file.
struct BidTextReader {
  private let workbook: BidWorkbook
  /// Whose rows they are; `nil`: that is not known, and what the files say of it is not looked at.
  private let supplier: String?
  private var tables = BidTables()

  init(_ workbook: BidWorkbook, supplier: String?) {
    self.workbook = workbook
    self.supplier = supplier
  }

  /// The tables that a bid may have.
  static let schemas: [TableSchema] = BidPart.allCases.flatMap(\.tables)

  /// Reads every file.
  mutating func read() -> BidTables {
    for schema in BidTextReader.schemas { tables.rows[schema.name] = [] }
    tables.unreadable = workbook.partial
    for (index, grid) in workbook.grids.enumerated() {
      guard let schema = BidTextReader.schemas.first(where: { $0.name == grid.name }) else {
        let names = BidTextReader.schemas.map(\.file)
        let near = nearestName(to: grid.name + ".csv", among: names)
        let hint = near.map { "did you mean '\($0)'?" } ?? names.formattedList(with: "or")
        tables.report(
          BidPlace(grid: index, row: 1, column: 0), "file.unknown",
          "the file is no table of a bid; \(hint)", suggestion: near)
        continue
      }
      read(schema, index)
    }
    let offers = [EventSchemas.lines.name, EventSchemas.bundles.name]
    let present = Set(workbook.grids.map(\.name)).union(workbook.partial)
    if present.isDisjoint(with: offers) {
      tables.report(
        .whole, "file.missing",
        "the bid has neither lines.csv nor bundles.csv; it needs one of them")
      tables.unreadable.formUnion(offers)
    }
    return tables
  }

  /// Columns that a bid's file may have.
  private static func columns(of schema: TableSchema) -> [String] {
    var names = schema.columns.map(\.name).filter { $0 != "quality" }
    if schema.name == EventSchemas.lines.name { names += ["price", "kind"] }
    return names
  }

  private mutating func read(_ schema: TableSchema, _ index: Int) {
    let grid = workbook.grids[index]
    guard let header = grid.rows.first else {
      tables.unreadable.insert(schema.name)
      tables.report(
        BidPlace(grid: index, row: 1, column: 0), "header.missing",
        "the file is empty; its first line names the columns")
      return
    }
    if let words = foreignSeparator(header) {
      tables.unreadable.insert(schema.name)
      tables.report(
        BidPlace(grid: index, row: header.number, column: 0), "file.separator",
        "the columns are separated by \(words); save the file as CSV with commas, and numbers with a "
          + "point")
      return
    }
    let columns = columns(header, schema, index)
    if columns.missing.contains(schema.columns[0].name) { tables.unreadable.insert(schema.name) }
    guard !columns.positions.isEmpty else {
      tables.unreadable.insert(schema.name)
      return
    }
    for row in grid.rows.dropFirst() {
      add(row, schema, columns, index)
    }
  }

  /// What separates the columns, in words, where that is no comma.
  private func foreignSeparator(_ header: BidGridRow) -> String? {
    guard header.cells.count == 1, let text = header.cells[0].map(BidTextReader.text) else {
      return nil
    }
    return [(";", "semicolons"), ("\t", "tabs")].first { text.contains($0.0) }?.1
  }

  /// What the first line of a file names.
  private struct Header {
    /// By position, the columns that are read.
    var positions: [Int: String] = [:]
    /// How many cells it has.
    var count = 0
    /// Columns that each row needs and the file lacks.
    var missing: [String] = []
  }

  /// The columns of a file; those that are not read are told, and the others are.
  private mutating func columns(
    _ header: BidGridRow, _ schema: TableSchema, _ index: Int
  ) -> Header {
    let known = BidTextReader.columns(of: schema)
    var result = Header()
    // A column that is only misspelt is not missing besides.
    var meant: Set<String> = []
    for (position, value) in header.cells.sorted(by: { $0.key < $1.key }) {
      result.count = position + 1
      let name = BidSheetReader.plainText(value)
      let place = BidPlace(grid: index, row: header.number, column: position)
      if result.positions.values.contains(name) {
        tables.report(place, "column.repeated", "column '\(shown(name))' is repeated")
      } else if known.contains(name) {
        result.positions[position] = name
      } else if name == "quality" {
        tables.report(
          place, "column.quality", "column 'quality' is for the buyer to judge; leave it out")
      } else {
        let near = nearestName(to: name, among: known)
        let hint =
          near.map { "did you mean '\($0)'?" }
          ?? "the columns are \(known.formattedList(with: "and"))"
        if let near { meant.insert(near) }
        // Prices may stand in it: then the lines are not without any.
        if near ?? "price" == "price" { tables.unreadable.insert(EventSchemas.steps.name) }
        tables.report(
          place, "column.unknown", "unknown column '\(shown(name))'; \(hint)", suggestion: near)
      }
    }
    for column in schema.columns
    where column.isRequired && column.name != "supplier"
      && !result.positions.values.contains(column.name)
    {
      result.missing.append(column.name)
      guard !meant.contains(column.name) else { continue }
      tables.report(
        BidPlace(grid: index, row: header.number, column: 0), "column.missing",
        "column '\(column.name)' is missing; \(schema.row) needs it")
    }
    return result
  }

  private mutating func add(
    _ row: BidGridRow, _ schema: TableSchema, _ columns: Header, _ index: Int
  ) {
    let start = BidPlace(grid: index, row: row.number, column: 0)
    var parsed = BidTableRow(cells: [:], place: start)
    for (position, name) in columns.positions {
      parsed.places[name] = BidPlace(grid: index, row: row.number, column: position)
    }
    for (position, value) in row.cells.sorted(by: { $0.key < $1.key }) {
      let text = BidTextReader.text(value)
      guard !text.isEmpty else { continue }
      let place = BidPlace(grid: index, row: row.number, column: position)
      guard let name = columns.positions[position] else {
        if position >= columns.count {
          tables.report(place, "cell.stray", "the line has more cells than the header")
        }
        continue
      }
      if text.unicodeScalars.contains(where: { $0.value < 0x20 }) {
        tables.report(
          place, "cell.control",
          "\(name) has a line break or control character; write it in one line")
      } else {
        parsed.cells[name] = BidText(text: text, place: place)
      }
    }
    for column in columns.missing { tables.silence(parsed, "\(schema.name).\(column).empty") }
    if let named = parsed.cells.removeValue(forKey: "supplier"), let supplier,
      named.text != supplier
    {
      tables.report(
        named.place, "supplier.other",
        "supplier is '\(shown(named.text))'; the bid is of '\(shown(supplier))'")
    }
    guard schema.name == EventSchemas.lines.name else {
      tables.rows[schema.name, default: []].append(parsed)
      return
    }
    addLine(&parsed)
  }

  private mutating func addLine(_ row: inout BidTableRow) {
    let price = row.cells.removeValue(forKey: "price")
    let kind = row.cells.removeValue(forKey: "kind")
    tables.rows[EventSchemas.lines.name, default: []].append(row)
    guard let price else { return }
    // Without a name the line itself is at fault.
    tables.silence(row, "steps.line.empty")
    var step = BidTableRow(
      cells: ["price": price, "from_quantity": BidText(text: "0", place: price.place)],
      place: row.place)
    step.cells["line"] = row.cells["line"]
    step.cells["kind"] = kind
    tables.rows[EventSchemas.steps.name, default: []].append(step)
  }

  /// A cell as it stands.
  private static func text(_ value: BidValue) -> String {
    if case .plain(let text) = value { return text }
    return BidSheetReader.plainText(value)
  }
}
