import Tables

/// Reads the sheets of a workbook into rows of the event's tables.
struct BidSheetReader {
  private let workbook: BidWorkbook
  private let cells: BidCells
  private(set) var tables = BidTables()
  /// Lines that are offered; `nil` where the sheet Lines cannot be read.
  private var offered: Set<String>?
  private var declined: Set<String> = []
  /// Lines of which nothing was filled in, until a step prices them.
  private var blank: [String: BidTableRow] = [:]
  /// The kind of each line's steps.
  private var kinds: [String: BidText] = [:]

  init(_ workbook: BidWorkbook) {
    self.workbook = workbook
    cells = BidCells(uses1904: workbook.uses1904)
  }

  /// Reads every sheet.
  mutating func read() -> BidTables {
    for part in BidPart.allCases {
      for table in part.tables { tables.rows[table.name] = [] }
    }
    var grids: [BidPart: Int] = [:]
    for (index, grid) in workbook.grids.enumerated() {
      guard let part = BidPart.allCases.first(where: { $0.title == grid.name }) else {
        reportUnknownSheet(index)
        continue
      }
      grids[part] = index
    }
    for part in BidPart.allCases {
      guard let grid = grids[part] else {
        markUnreadable(part)
        tables.report(
          .whole, "sheet.missing",
          "the sheet '\(part.title)' is missing; sheets are neither renamed nor removed")
        continue
      }
      guard hasHeadings(part, grid) else {
        markUnreadable(part)
        continue
      }
      reportMerged(grid)
      read(part, grid)
    }
    return tables
  }

  private mutating func markUnreadable(_ part: BidPart) {
    for table in part.tables { tables.unreadable.insert(table.name) }
  }

  private mutating func reportUnknownSheet(_ index: Int) {
    let name = workbook.grids[index].name
    guard !BidMark.ownSheets.contains(name) else { return }
    let hasText = workbook.grids[index].rows.contains { !$0.cells.isEmpty }
    guard hasText else { return }
    tables.report(
      BidPlace(grid: index, row: 1, column: 0), "sheet.unknown",
      "the sheet is not read; what counts stands in the sheets of the form", severity: .warning)
  }

  private mutating func reportMerged(_ index: Int) {
    for merged in workbook.grids[index].merged {
      tables.report(
        BidPlace(grid: index, row: merged.row, column: merged.column), "cell.merged",
        "the cells \(shown(merged.range)) are merged; unmerge them and fill in each one")
    }
  }

  // MARK: Headings

  private mutating func hasHeadings(_ part: BidPart, _ index: Int) -> Bool {
    let row = workbook.grids[index].rows.first { $0.number == 1 }
    var isSound = true
    for (position, column) in part.columns.enumerated() {
      let found = row?.cells[position].map(BidSheetReader.plainText) ?? ""
      guard found != column.title else { continue }
      isSound = false
      let what = found.isEmpty ? "is empty" : "is '\(shown(found))'"
      tables.report(
        BidPlace(grid: index, row: 1, column: position), "heading.changed",
        "the heading \(what); here it is '\(column.title)', and columns are neither moved nor renamed"
      )
    }
    for (position, value) in row?.cells.sorted(by: { $0.key < $1.key }) ?? []
    where position >= part.columns.count && !BidSheetReader.plainText(value).isEmpty {
      isSound = false
      tables.report(
        BidPlace(grid: index, row: 1, column: position), "heading.unknown",
        "the heading '\(shown(BidSheetReader.plainText(value)))' is not of the form; columns are not "
          + "added")
    }
    return isSound
  }

  /// What a cell shows.
  static func plainText(_ value: BidValue) -> String {
    switch value {
    case .text(let text), .plain(let text), .fault(let text): BidCells.trimmed(text)
    case .formula(let text): "=" + text
    case .number(let number), .dated(let number): DecimalText.text(number)
    case .flag(let flag): flag ? "TRUE" : "FALSE"
    }
  }

  // MARK: Rows

  private mutating func read(_ part: BidPart, _ index: Int) {
    if part == .lines { offered = [] }
    for row in workbook.grids[index].rows where row.number > 1 {
      reportStray(row, beyond: part.columns.count, grid: index)
      guard let parsed = parsed(row, part, index) else { continue }
      switch part {
      case .lines: addLine(parsed)
      case .steps: addStep(parsed)
      case .discounts: addDiscount(parsed)
      case .answers where !parsed.hasInput && parsed.faults.isEmpty: continue
      default:
        tell(parsed)
        tables.rows[part.tables[0].name, default: []].append(parsed.row)
      }
    }
  }

  private mutating func reportStray(_ row: BidGridRow, beyond count: Int, grid: Int) {
    for (position, value) in row.cells.sorted(by: { $0.key < $1.key })
    where position >= count && !BidSheetReader.plainText(value).isEmpty {
      tables.report(
        BidPlace(grid: grid, row: row.number, column: position), "cell.stray",
        "'\(shown(BidSheetReader.plainText(value)))' stands outside of the form; nothing is read here"
      )
    }
  }

  /// A row's texts, and whether the supplier wrote anything in it beside its names.
  private struct Parsed {
    var row: BidTableRow
    /// Columns with a fault.
    var faulty: Set<String>
    /// Faults that are told only if the row counts.
    var faults: [BidFault]
    var hasInput: Bool
  }

  /// Columns that are given with the row, so that they alone say nothing.
  private static func isGiven(_ column: BidColumn, _ part: BidPart) -> Bool {
    switch part {
    case .lines: ["line", "item", "bid"].contains(column.key)
    case .steps: ["line", "from_quantity"].contains(column.key)
    case .answers: column.key == "criterion"
    default: false
    }
  }

  private func parsed(_ row: BidGridRow, _ part: BidPart, _ index: Int) -> Parsed? {
    var result = Parsed(
      row: BidTableRow(cells: [:], place: BidPlace(grid: index, row: row.number, column: 0)),
      faulty: [], faults: [], hasInput: false)
    var isEmpty = true
    for (position, column) in part.columns.enumerated() {
      let place = BidPlace(grid: index, row: row.number, column: position)
      result.row.places[column.key] = place
      guard let value = row.cells[position], !BidSheetReader.plainText(value).isEmpty,
        !column.isInfo || column.key == "wanted"
      else { continue }
      if !column.isInfo { isEmpty = false }
      if !column.isInfo, !BidSheetReader.isGiven(column, part) { result.hasInput = true }
      switch cells.read(value, in: column) {
      case .text(let text):
        result.row.cells[column.key] = BidText(text: text, place: place)
      case .fault(let code, let message):
        result.faulty.insert(column.key)
        result.faults.append(BidFault(place: place, code: "bid." + code, message: message))
      }
    }
    return isEmpty ? nil : result
  }

  private mutating func tell(_ parsed: Parsed) {
    for fault in parsed.faults {
      tables.faulty.insert(fault.place)
      tables.faults.append(fault)
    }
  }

  // MARK: Lines and steps

  private mutating func addLine(_ parsed: Parsed) {
    var row = parsed.row
    let bid = row.cells.removeValue(forKey: "bid")
    let id = row["line"]
    switch bid?.text {
    case BidColumns.yes: break
    case BidColumns.no:
      declined.insert(id)
      return
    case nil where parsed.faulty.contains("bid"):
      tables.undecided.insert(id)
    case nil where !parsed.hasInput && parsed.faults.isEmpty:
      declined.insert(id)
      blank[id] = row
      return
    default:
      reportUnknown(bid, row)
      tables.undecided.insert(id)
    }
    // Where it cannot be told whether the line is offered, what is wrong with it is told all the same.
    tell(parsed)
    if let wanted = row.cells.removeValue(forKey: "wanted") {
      tables.wanted.append((row["item"], wanted))
    }
    if let kind = row.cells.removeValue(forKey: "kind") { kinds[id] = kind }
    if !tables.undecided.contains(id) { offered?.insert(id) }
    tables.rows[EventSchemas.lines.name, default: []].append(row)
  }

  private mutating func reportUnknown(
    _ bid: BidText?, _ row: BidTableRow, filled: String = "the row is"
  ) {
    let place = BidPlace(
      grid: row.place.grid, row: row.place.row, column: BidSheetReader.bidColumn)
    let found = bid.map { "is '\(shown($0.text))'" } ?? "is empty though \(filled) filled in"
    tables.report(place, "bid.unknown", "Bid \(found); it is yes or no")
  }

  private static let bidColumn = BidColumns.lines.firstIndex { $0.key == "bid" } ?? 0

  private mutating func addStep(_ parsed: Parsed) {
    var row = parsed.row
    let id = row["line"]
    let isOffered = offered?.contains(id) ?? false
    if !isOffered, declined.contains(id) {
      if parsed.hasInput, let line = blank.removeValue(forKey: id) {
        reportUnknown(
          nil, line, filled: "row \(row.place.row) of the sheet \(BidPart.steps.title) is")
      }
      return
    }
    guard parsed.hasInput || !parsed.faults.isEmpty || row.cells["price"] != nil || isOffered
    else { return }
    tell(parsed)
    if let kind = kinds[id] { row.cells["kind"] = kind }
    tables.rows[EventSchemas.steps.name, default: []].append(row)
  }

  // MARK: Discounts

  /// One row a tier: the first row of a discount says what it is, the others may repeat it.
  private mutating func addDiscount(_ parsed: Parsed) {
    tell(parsed)
    let row = parsed.row
    let name = EventSchemas.discounts.name
    let own = ["discount", "basis", "over"]
    let tier = ["discount", "at_least", "rate"]
    if let first = tables.rows[name]?.first(where: { $0["discount"] == row["discount"] }) {
      for column in ["basis", "over"] where row.cells[column] != nil && row[column] != first[column]
      {
        let place = row.place(of: column)
        tables.report(
          place, "discount.mixed",
          "\(BidWords(workbook).name(column, at: place)) is '\(shown(row[column]))' but row "
            + "\(first.place.row) says '\(shown(first[column]))'; it is the same in all tiers of a discount"
        )
      }
    } else {
      tables.rows[name, default: []].append(
        BidTableRow(
          cells: row.cells.filter { own.contains($0.key) }, place: row.place,
          places: row.places))
    }
    tables.rows[EventSchemas.discountTiers.name, default: []].append(
      BidTableRow(
        cells: row.cells.filter { tier.contains($0.key) }, place: row.place,
        places: row.places))
  }
}
