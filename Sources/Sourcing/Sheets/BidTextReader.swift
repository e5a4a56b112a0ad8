import Tables

/// Reads a bid of CSV files: the event's own tables, each with the rows of one supplier.
///
/// The column `supplier` may be left out. `lines.csv` may have the columns `price` and `kind`, so
/// that a bid without tiers is one file.
struct BidTextReader {
  private let workbook: BidWorkbook
  private let supplier: String
  private var tables = BidTables()

  init(_ workbook: BidWorkbook, supplier: String) {
    self.workbook = workbook
    self.supplier = supplier
  }

  /// The tables that a bid may have.
  static let schemas: [TableSchema] = BidPart.allCases.flatMap(\.tables)

  /// Reads every file.
  mutating func read() -> BidTables {
    for schema in BidTextReader.schemas { tables.rows[schema.name] = [] }
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
    if !workbook.grids.contains(where: { $0.name == EventSchemas.lines.name }),
      !workbook.grids.contains(where: { $0.name == EventSchemas.bundles.name })
    {
      tables.report(
        .whole, "file.missing",
        "the bid has neither lines.csv nor bundles.csv; it needs one of them")
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
      tables.report(
        BidPlace(grid: index, row: 1, column: 0), "header.missing",
        "the file is empty; its first line names the columns")
      return
    }
    guard let positions = positions(header, schema, index) else {
      tables.unreadable.insert(schema.name)
      return
    }
    for row in grid.rows.dropFirst() {
      add(row, schema, positions, index)
    }
  }

  private mutating func positions(
    _ header: BidGridRow, _ schema: TableSchema, _ index: Int
  ) -> [Int: String]? {
    let known = BidTextReader.columns(of: schema)
    var positions: [Int: String] = [:]
    var isSound = true
    for (position, value) in header.cells.sorted(by: { $0.key < $1.key }) {
      let name = BidSheetReader.plainText(value)
      let place = BidPlace(grid: index, row: header.number, column: position)
      if positions.values.contains(name) {
        isSound = false
        tables.report(place, "column.repeated", "column '\(shown(name))' is repeated")
      } else if known.contains(name) {
        positions[position] = name
      } else if name == "quality" {
        isSound = false
        tables.report(
          place, "column.quality", "column 'quality' is for the buyer to judge; leave it out")
      } else {
        isSound = false
        let near = nearestName(to: name, among: known)
        let hint = near.map { "did you mean '\($0)'?" } ?? known.formattedList(with: "or")
        tables.report(
          place, "column.unknown", "unknown column '\(shown(name))'; \(hint)", suggestion: near)
      }
    }
    for column in schema.columns
    where column.isRequired && column.name != "supplier" && !positions.values.contains(column.name)
    {
      isSound = false
      tables.report(
        BidPlace(grid: index, row: header.number, column: 0), "column.missing",
        "column '\(column.name)' is missing; \(schema.row) needs it")
    }
    return isSound ? positions : nil
  }

  private mutating func add(
    _ row: BidGridRow, _ schema: TableSchema, _ positions: [Int: String], _ index: Int
  ) {
    let start = BidPlace(grid: index, row: row.number, column: 0)
    var parsed = BidTableRow(cells: [:], place: start)
    for (position, name) in positions {
      parsed.places[name] = BidPlace(grid: index, row: row.number, column: position)
    }
    for (position, value) in row.cells.sorted(by: { $0.key < $1.key }) {
      let text = BidTextReader.text(value)
      guard !text.isEmpty else { continue }
      let place = BidPlace(grid: index, row: row.number, column: position)
      guard let name = positions[position] else {
        tables.report(place, "cell.stray", "the line has more cells than the header")
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
    if let named = parsed.cells.removeValue(forKey: "supplier"), named.text != supplier {
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
