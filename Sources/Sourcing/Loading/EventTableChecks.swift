import Program
import Tables

/// Checks what no single cell can tell: each fault is an error.
///
/// The tables may hold other faults: a cell without a value is skipped, so that every fault of a
/// folder is found in one run.
struct EventTableChecks {
  let tables: EventTables

  func run(into list: inout DiagnosticList) {
    checkRepeatedKeys(into: &list)
    checkWindows(into: &list)
    checkWholeUnits(into: &list)
    checkAbsentFiles(into: &list)
    checkAbsentSuppliers(into: &list)
    checkLines(into: &list)
    checkSteps(into: &list)
    checkBundles(into: &list)
    checkNameLists(into: &list)
  }

  /// Adds an error at a cell.
  private func report(
    _ schema: TableSchema, row: Int, _ column: String, _ code: String, _ message: String,
    suggestion: String? = nil, into list: inout DiagnosticList
  ) {
    guard list.keepsErrors(of: schema.file) else { return list.countError(in: schema.file) }
    list.append(
      tables[schema].diagnostic(
        row: row, column: column, code: code, message: message, suggestion: suggestion))
  }

  private func checkRepeatedKeys(into list: inout DiagnosticList) {
    let keys: [(TableSchema, [String])] = [
      (EventSchemas.steps, ["line", "from_quantity"]),
      (EventSchemas.bundleItems, ["bundle", "item"]),
      (EventSchemas.discountTiers, ["discount", "at_least"]),
    ]
    for (schema, columns) in keys {
      let table = tables[schema]
      RepeatedRows(table, columns: columns).forEach { row, first in
        let column = columns[columns.count - 1]
        report(
          schema, row: row, column, "\(schema.name).\(column).repeated",
          "\(columns.formattedList(with: "and")) are those of line "
            + "\(table.line(ofRow: first)) already; \(schema.repetitionClause)",
          into: &list)
      }
    }
  }

  private func checkWindows(into list: inout DiagnosticList) {
    for schema in [EventSchemas.profile, EventSchemas.capacities] {
      let t = Columns(tables[schema])
      let (first, last) = (t.codes("from"), t.codes("to"))
      for row in 0..<t.rowCount {
        guard let start = day(first[row]), let end = day(last[row]), end < start else { continue }
        report(
          schema, row: row, "to", "\(schema.name).to.before",
          "to is \(end), before from \(start); a window ends on or after its first day",
          into: &list)
      }
    }
  }

  // MARK: Files that are not there

  /// Files of details that every row of another table needs: told once, not at each of the rows.
  private func checkAbsentFiles(into list: inout DiagnosticList) {
    let needs: [(file: TableSchema, owners: TableSchema, detail: String)] = [
      (EventSchemas.steps, EventSchemas.lines, "a price"),
      (EventSchemas.bundleItems, EventSchemas.bundles, "an item"),
    ]
    for (file, owners, detail) in needs {
      let rows = tables[owners]
      guard !tables[file].isPresent, tables[file].isUsable, rows.rowCount > 0 else { continue }
      let shown = (0..<min(rows.rowCount, 3)).compactMap { rows.symbol(row: $0, column: 0) }
      let more = rows.rowCount > shown.count ? ", …" : ""
      let names = shown.isEmpty ? "" : " (\(shown.joined(separator: ", "))\(more))"
      let each =
        rows.rowCount == 1
        ? "the row of \(owners.file)\(names) needs"
        : "each of the \(rows.rowCount) rows of \(owners.file)\(names) needs"
      list.append(
        Place(file: file.file, line: 1, column: 1).diagnostic(
          code: "\(file.name).file.missing", message: "the file is missing; \(each) \(detail) there"
        ))
    }
  }

  /// Without `suppliers.csv` no row may name one.
  private func checkAbsentSuppliers(into list: inout DiagnosticList) {
    let suppliers = EventSchemas.suppliers
    guard !tables[suppliers].isPresent, list.errorCount(in: suppliers.file) == 0 else { return }
    let rows = (EventSchemas.all + EventSchemas.review).filter { schema in
      schema.columns.contains { $0.name == "supplier" && schema.name != suppliers.name }
    }.map { (file: $0.file, count: tables[$0].rowCount) }.filter { $0.count > 0 }
    guard !rows.isEmpty else { return }
    let words = rows.map { "\($0.count) \($0.count == 1 ? "row" : "rows") of \($0.file)" }
    let verb = rows.count == 1 && rows[0].count == 1 ? "names a supplier" : "name suppliers"
    list.append(
      Place(file: suppliers.file, line: 1, column: 1).diagnostic(
        code: "\(suppliers.name).file.missing",
        message: "the file is missing; \(words.formattedList(with: "and")) \(verb)"))
  }

  // MARK: Whole units

  private func checkWholeUnits(into list: inout DiagnosticList) {
    let items = Columns(tables[EventSchemas.items])
    let (wholes, quantities) = (items.codes("whole"), items.numbers("quantity"))
    for row in 0..<items.rowCount {
      guard wholes[row] == 1, let quantity = present(quantities[row]),
        quantity != quantity.rounded()
      else { continue }
      report(
        EventSchemas.items, row: row, "quantity", "items.quantity.whole",
        "quantity is \(DecimalText.text(quantity)) but units are whole; write a whole number, or "
          + "false in the column whole", into: &list)
    }
    let content = Columns(tables[EventSchemas.bundleItems])
    let (wanted, amounts) = (content.codes("item"), content.numbers("quantity"))
    for row in 0..<content.rowCount {
      guard let item = present(wanted[row]), Int(item) < wholes.count, wholes[Int(item)] == 1,
        let amount = present(amounts[row]), amount != amount.rounded()
      else { continue }
      report(
        EventSchemas.bundleItems, row: row, "quantity", "bundle_items.quantity.whole",
        "quantity is \(DecimalText.text(amount)) but the item's units are whole; it is a whole "
          + "number", into: &list)
    }
  }

  // MARK: Lines and steps

  private func checkLines(into list: inout DiagnosticList) {
    let t = Columns(tables[EventSchemas.lines])
    let (minima, maxima) = (t.numbers("minimum"), t.numbers("maximum"))
    let hasSteps = rowsNamed(by: EventSchemas.steps, "line", count: t.rowCount)
    for row in 0..<t.rowCount {
      if let low = present(minima[row]), let high = present(maxima[row]), high < low {
        report(
          EventSchemas.lines, row: row, "maximum", "lines.maximum.below",
          "maximum is \(DecimalText.text(high)), below the minimum \(DecimalText.text(low)); it is "
            + "at least the minimum", into: &list)
      }
      if !hasSteps[row], tables[EventSchemas.steps].isUsable, tables[EventSchemas.lines].isUsable,
        list.errorCount(in: EventSchemas.steps.file) == 0
      {
        report(
          EventSchemas.lines, row: row, "line", "lines.line.unpriced",
          "steps.csv has no row for the line; each line has at least one price", into: &list)
      }
    }
  }

  /// By row of the table referred to, whether some row of `schema` names it.
  private func rowsNamed(by schema: TableSchema, _ column: String, count: Int) -> [Bool] {
    var isNamed = [Bool](repeating: false, count: count)
    for code in Columns(tables[schema]).codes(column) {
      if let row = present(code), Int(row) < count { isNamed[Int(row)] = true }
    }
    return isNamed
  }

  private func checkSteps(into list: inout DiagnosticList) {
    let t = Columns(tables[EventSchemas.steps])
    let (lines, starts, kinds) = (
      t.codes("line"), t.numbers("from_quantity"), t.codes("kind")
    )
    var firstRow: [Int32: Int] = [:]
    var lowest: [Int32: Int] = [:]
    for row in 0..<t.rowCount {
      guard let line = present(lines[row]) else { continue }
      let first = firstRow[line] ?? row
      firstRow[line] = first
      if let kind = present(kinds[row]), let other = present(kinds[first]), kind != other {
        report(
          EventSchemas.steps, row: row, "kind", "steps.kind.mixed",
          "kind is \(StepKind.allCases[Int(kind)].rawValue) but line \(t.table.line(ofRow: first)) "
            + "says \(StepKind.allCases[Int(other)].rawValue); a line's steps are of one kind",
          into: &list)
      }
      if present(starts[row]) != nil, lowest[line].map({ starts[row] < starts[$0] }) ?? true {
        lowest[line] = row
      }
    }
    for (_, row) in lowest.sorted(by: { $0.value < $1.value })
    where starts[row] != 0 && starts[row] != 1 {
      report(
        EventSchemas.steps, row: row, "from_quantity", "steps.from_quantity.first",
        "the line's first step is from \(DecimalText.text(starts[row])); the first is from 0 or 1",
        into: &list)
    }
  }

  // MARK: Bundles

  private func checkBundles(into list: inout DiagnosticList) {
    let t = Columns(tables[EventSchemas.bundles])
    let (requires, suppliers) = (t.codes("requires"), t.codes("supplier"))
    let names = t.symbols("requires")
    let bundles = t.table.symbols[0]
    let hasItems = rowsNamed(by: EventSchemas.bundleItems, "bundle", count: t.rowCount)
    for row in 0..<t.rowCount {
      if !hasItems[row], list.errorCount(in: EventSchemas.bundleItems.file) == 0 {
        report(
          EventSchemas.bundles, row: row, "bundle", "bundles.bundle.empty",
          "bundle_items.csv has no row for the bundle; it holds at least one item", into: &list)
      }
      guard let code = present(requires[row]) else { continue }
      let name = names[Int(code)]
      let needed = bundles.find(name)
      if needed < 0 {
        let near = nearestName(to: name, among: bundles.names)
        let hint = near.map { "did you mean '\($0)'?" } ?? "bundles.csv has no such row"
        report(
          EventSchemas.bundles, row: row, "requires", "bundles.requires.unknown",
          "unknown bundle '\(shown(name))'; \(hint)", suggestion: near, into: &list)
      } else if Int(needed) == row {
        report(
          EventSchemas.bundles, row: row, "requires", "bundles.requires.self",
          "the bundle requires itself; it requires another one", into: &list)
      } else if Int(needed) < suppliers.count, let mine = present(suppliers[row]),
        let other = present(suppliers[Int(needed)]), mine != other
      {
        report(
          EventSchemas.bundles, row: row, "requires", "bundles.requires.supplier",
          "bundle '\(shown(name))' is of another supplier; a bundle requires one of its own",
          into: &list)
      }
    }
  }

  // MARK: Lists of names

  private func checkNameLists(into list: inout DiagnosticList) {
    guard tables[EventSchemas.items].isUsable, tables[EventSchemas.lots].isUsable else { return }
    let names = ScopeNames(tables: tables)
    let over = Columns(tables[EventSchemas.discounts])
    for (row, text) in texts(over, "over") {
      for name in names.itemsOrLots(text, items: []).unknown {
        reportUnknown(
          EventSchemas.discounts, row: row, "over", name, "item or lot",
          near: names.nearest(to: name, withLots: true), into: &list)
      }
    }
    let counted = Columns(tables[EventSchemas.capacities])
    for (row, text) in texts(counted, "items") {
      for name in names.items(text).unknown {
        reportUnknown(
          EventSchemas.capacities, row: row, "items", name, "item",
          near: names.nearest(to: name, withLots: false), into: &list)
      }
    }
  }

  private func texts(_ t: Columns, _ column: String) -> [(Int, String)] {
    let symbols = t.symbols(column)
    return t.codes(column).enumerated().compactMap { row, code in
      present(code).map { (row, symbols[Int($0)]) }
    }
  }

  private func reportUnknown(
    _ schema: TableSchema, row: Int, _ column: String, _ name: String, _ noun: String,
    near: String?, into list: inout DiagnosticList
  ) {
    let hint = near.map { "did you mean '\($0)'?" } ?? "neither table has it"
    let absent = noun == "item" ? "items.csv has no such row" : hint
    report(
      schema, row: row, column, "\(schema.name).\(column).unknown",
      "unknown \(noun) '\(shown(name))'; \(near == nil ? absent : hint)", suggestion: near,
      into: &list)
  }
}
