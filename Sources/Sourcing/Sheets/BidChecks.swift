import Tables

/// Checks what only the whole bid tells, so that its words are those of the sheet.
struct BidChecks {
  let event: Event
  /// `nil`: that is not known, and whose names are taken cannot be told.
  let supplier: EventSupplierIndex?
  let words: BidWords
  private let items: [String: EventItem]

  init(event: Event, supplier: EventSupplierIndex?, words: BidWords) {
    self.event = event
    self.supplier = supplier
    self.words = words
    items = Dictionary(uniqueKeysWithValues: event.items.map { ($0.id, $0) })
  }

  func run(on tables: inout BidTables) {
    checkWanted(&tables)
    checkNames(&tables)
    checkQuantities(&tables)
    checkSteps(&tables)
    checkBundles(&tables)
    checkRepeats(&tables)
  }

  /// What the bid calls a column.
  private func name(_ column: String, of row: BidTableRow) -> String {
    words.name(column, at: row.place(of: column))
  }

  /// What the sheet says is wanted must be what the event says.
  private func checkWanted(_ tables: inout BidTables) {
    for (id, text) in tables.wanted {
      guard let item = items[id], let value = DecimalText.parse(text.text), value != item.quantity
      else { continue }
      tables.report(
        text.place, "wanted.changed",
        "the sheet says that \(text.text) are wanted, the event \(DecimalText.text(item.quantity)); "
          + "make a new sheet")
    }
  }

  // MARK: Names

  private func checkNames(_ tables: inout BidTables) {
    if let supplier { checkTakenNames(&tables, by: supplier) }
    for (child, parent) in BidKeys.children {
      checkParents(&tables, child, parent.columns[0].name, of: parent)
    }
  }

  private func checkTakenNames(_ tables: inout BidTables, by supplier: EventSupplierIndex) {
    let taken: [(TableSchema, String, Set<String>)] = [
      (
        EventSchemas.lines, "line",
        Set(event.lines.filter { $0.supplier != supplier }.map(\.id))
      ),
      (
        EventSchemas.bundles, "bundle",
        Set(event.bundles.filter { $0.supplier != supplier }.map(\.id))
      ),
      (
        EventSchemas.discounts, "discount",
        Set(event.discounts.filter { $0.supplier != supplier }.map(\.id))
      ),
    ]
    for (schema, column, names) in taken {
      for row in tables[schema] where names.contains(row[column]) {
        tables.report(
          row.place(of: column), "name.taken",
          "\(column) '\(shown(row[column]))' is taken; choose another name")
      }
      for (child, parent) in BidKeys.children where parent.name == schema.name {
        for row in tables[child] where names.contains(row[column]) { silenceMixture(row, &tables) }
      }
    }
  }

  /// Says nothing of what follows where rows of two lines, bundles or discounts are taken for one's.
  private func silenceMixture(_ row: BidTableRow, _ tables: inout BidTables) {
    tables.silence(
      row, "steps.from_quantity.repeated", "steps.from_quantity.first", "steps.kind.mixed",
      "bundle_items.item.repeated", "discount_tiers.at_least.repeated")
  }

  /// Each row of `child` must name a row of `parent` in the same bid.
  private func checkParents(
    _ tables: inout BidTables, _ child: TableSchema, _ column: String, of parent: TableSchema
  ) {
    guard !tables.unreadable.contains(parent.name) else {
      return tables[child].forEach { tables.silence($0, "\(child.name).\(column).unknown") }
    }
    let known = tables[parent].map { $0[column] }
    let names = Set(known)
    for row in tables[child] {
      guard let cell = row.cells[column], !names.contains(cell.text) else { continue }
      let near = nearestName(to: cell.text, among: known)
      let hint = near.map { "did you mean '\($0)'?" } ?? "the bid offers no such \(column)"
      tables.report(
        cell.place, "\(column).unknown", "unknown \(column) '\(shown(cell.text))'; \(hint)",
        suggestion: near)
    }
  }

  // MARK: Quantities

  private func checkQuantities(_ tables: inout BidTables) {
    for row in tables[EventSchemas.lines] {
      guard let item = items[row["item"]] else { continue }
      for column in ["minimum", "maximum"] where item.isWhole {
        if let value = row.number(column), value != value.rounded() {
          tables.report(
            row.place(of: column), "quantity.whole",
            "\(name(column, of: row)) is \(row[column]) but units of '\(item.id)' are whole: what is "
              + "between counts for nothing", severity: .warning)
        }
      }
      if let minimum = row.number("minimum"), minimum > item.quantity {
        tables.report(
          row.place(of: "minimum"), "quantity.bounds",
          "\(name("minimum", of: row)) is \(row["minimum"]) but only "
            + "\(DecimalText.text(item.quantity)) of '\(item.id)' are wanted; it is at most that")
      }
      if let maximum = row.number("maximum"), maximum == 0 {
        tables.report(
          row.place(of: "maximum"), "quantity.bounds",
          "\(name("maximum", of: row)) is 0; leave it empty for all that are wanted, or withdraw the "
            + "line")
      }
    }
    for row in tables[EventSchemas.bundleItems] {
      guard let item = items[row["item"]], let quantity = row.number("quantity") else { continue }
      if quantity > item.quantity {
        tables.report(
          row.place(of: "quantity"), "quantity.bounds",
          "\(name("quantity", of: row)) is \(row["quantity"]) but only "
            + "\(DecimalText.text(item.quantity)) of '\(item.id)' are wanted; a bundle with more can never win"
        )
      } else if item.isWhole, quantity != quantity.rounded() {
        tables.report(
          row.place(of: "quantity"), "quantity.whole",
          "\(name("quantity", of: row)) is \(row["quantity"]) but units of '\(item.id)' are whole; "
            + "type a whole number")
      }
    }
  }

  // MARK: Steps

  private func checkSteps(_ tables: inout BidTables) {
    let steps = Dictionary(grouping: tables[EventSchemas.steps]) { $0["line"] }
    let repeated = repeatedLines(tables)
    let isPartial = tables.unreadable.contains(EventSchemas.steps.name)
    if isPartial {
      for row in tables[EventSchemas.lines] { tables.silence(row, "lines.line.unpriced") }
      for row in tables[EventSchemas.steps] { tables.silence(row, "steps.from_quantity.first") }
    }
    let isUnpriced = !isPartial && reportUnpriced(&tables)
    for line in tables[EventSchemas.lines] where !line["line"].isEmpty {
      let rows = steps[line["line"]] ?? []
      guard !repeated.contains(line["line"]) else {
        // The steps are those of the first of these lines: the others are not without.
        tables.silence(line, "lines.line.unpriced")
        rows.forEach { silenceMixture($0, &tables) }
        continue
      }
      checkFirst(rows, line, isPartial: isPartial || isUnpriced, &tables)
      checkRising(rows, line, &tables)
    }
  }

  /// Tells once that several lines are offered and none has a price; whether that is so.
  private func reportUnpriced(_ tables: inout BidTables) -> Bool {
    let lines = tables[EventSchemas.lines].filter {
      !$0["line"].isEmpty && !tables.undecided.contains($0["line"])
    }
    let count = Set(lines.map { $0["line"] }).count
    guard tables[EventSchemas.steps].isEmpty, count > 1 else { return false }
    for line in tables[EventSchemas.lines] { tables.silence(line, "lines.line.unpriced") }
    tables.report(
      lines[0].place(of: "line"), "line.unpriced",
      "none of the \(count) lines has a price; add a row from quantity 0 for each to "
        + words.table(.steps))
    return true
  }

  /// Names that several lines bear: whose a step is cannot be told.
  private func repeatedLines(_ tables: BidTables) -> Set<String> {
    let lines = Dictionary(grouping: tables[EventSchemas.lines]) { $0["line"] }
    return Set(lines.filter { $0.value.count > 1 }.keys)
  }

  private func checkFirst(
    _ rows: [BidTableRow], _ line: BidTableRow, isPartial: Bool, _ tables: inout BidTables
  ) {
    guard !isPartial else { return }
    guard let first = rows.first else {
      guard !tables.undecided.contains(line["line"]) else {
        return tables.silence(line, "lines.line.unpriced")
      }
      return tables.report(
        line.place(of: "line"), "line.unpriced",
        "line '\(shown(line["line"]))' has no price; add a row from quantity 0 to "
          + words.table(.steps))
    }
    if let start = first.number("from_quantity"), start != 0, start != 1,
      rows.allSatisfy({ ($0.number("from_quantity") ?? 0) > 1 })
    {
      tables.report(
        first.place(of: "from_quantity"), "step.first",
        "the first step of line '\(shown(line["line"]))' is from "
          + "\(DecimalText.text(start)); the first is from 0 or 1")
    }
  }

  private func checkRising(
    _ rows: [BidTableRow], _ line: BidTableRow, _ tables: inout BidTables
  ) {
    var last: Double?
    let wanted = items[line["item"]]?.quantity
    let most = line.number("maximum") ?? wanted
    for row in rows {
      guard let start = row.number("from_quantity") else { continue }
      if let last, start <= last {
        tables.report(
          row.place(of: "from_quantity"), "step.falling",
          "the step is from \(DecimalText.text(start)), after one from \(DecimalText.text(last)); "
            + "the steps of a line rise")
      }
      if let most, let wanted, start > min(most, wanted) {
        tables.report(
          row.place(of: "from_quantity"), "step.beyond",
          "the step is from \(DecimalText.text(start)) but at most "
            + "\(DecimalText.text(min(most, wanted))) can be bought: it is never reached",
          severity: .warning)
      }
      last = start
    }
  }

  // MARK: Bundles

  private func checkBundles(_ tables: inout BidTables) {
    let filled = Set(tables[EventSchemas.bundleItems].map { $0["bundle"] })
    let isPartial = tables.unreadable.contains(EventSchemas.bundleItems.name)
    var seen: Set<String> = []
    for row in tables[EventSchemas.bundles] where !row["bundle"].isEmpty {
      // The items are those of the first bundle of a name: the others are not without.
      let isRepeated = !seen.insert(row["bundle"]).inserted
      guard isRepeated || !filled.contains(row["bundle"]) else { continue }
      guard !isPartial, !isRepeated else {
        tables.silence(row, "bundles.bundle.empty")
        continue
      }
      tables.report(
        row.place(of: "bundle"), "bundle.empty",
        "bundle '\(shown(row["bundle"]))' holds nothing; list its items, each with a "
          + "quantity, in \(words.table(.bundleItems))")
    }
  }

  // MARK: Repeats

  private func checkRepeats(_ tables: inout BidTables) {
    let repeated = repeatedLines(tables)
    for (schema, columns) in BidKeys.unique {
      var first: [[String]: BidPlace] = [:]
      for row in tables[schema] {
        guard schema.name != EventSchemas.steps.name || !repeated.contains(row["line"]) else {
          continue
        }
        let key = columns.map { column in
          row.number(column).map(DecimalText.text) ?? row[column]
        }
        guard !key.contains("") else { continue }
        guard let earlier = first[key] else {
          first[key] = row.place
          continue
        }
        let place = row.place(of: columns[columns.count - 1])
        guard !tables.faulty.contains(place) else { continue }
        let names = columns.map { name($0, of: row) }.formattedList(with: "and")
        let verb = columns.count == 1 ? "is that" : "are those"
        tables.report(
          place, "row.repeated",
          "\(names) \(verb) of row \(earlier.row) already; "
            + (schema.repetition.isEmpty
              ? "each has a name of its own" : schema.repetitionClause))
      }
    }
  }
}

/// What tells the rows of a supplier's tables apart.
enum BidKeys {
  /// Tables whose rows name a row of another table of the same bid by its first column.
  static let children: [(child: TableSchema, parent: TableSchema)] = [
    (EventSchemas.steps, EventSchemas.lines),
    (EventSchemas.bundleItems, EventSchemas.bundles),
    (EventSchemas.discountTiers, EventSchemas.discounts),
  ]

  static let unique: [(TableSchema, [String])] = [
    (EventSchemas.lines, ["line"]),
    (EventSchemas.steps, ["line", "from_quantity"]),
    (EventSchemas.bundles, ["bundle"]),
    (EventSchemas.bundleItems, ["bundle", "item"]),
    (EventSchemas.discounts, ["discount"]),
    (EventSchemas.discountTiers, ["discount", "at_least"]),
    (EventSchemas.answers, ["criterion"]),
  ]

  /// The columns that tell rows of `schema` apart; all of them where nothing else does.
  static func columns(of schema: TableSchema) -> [String] {
    unique.first { $0.0.name == schema.name }?.1
      ?? schema.columns.map(\.name).filter { $0 != "supplier" }
  }
}
