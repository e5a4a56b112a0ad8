import Program
import Tables

/// Looks for what merely cannot work out, each a warning, and for what needs a day of selection.
struct EventWarnings {
  let event: Event
  private var tables: EventTables { event.tables }

  init(event: Event) {
    self.event = event
  }

  func run(into list: inout DiagnosticList) {
    checkSelection(into: &list)
    checkLines(into: &list)
    checkItems(into: &list)
    checkProfiles(into: &list)
    checkDiscounts(into: &list)
    checkCountries(into: &list)
  }

  private func checkSelection(into list: inout DiagnosticList) {
    guard event.settings.selection == nil else { return }
    for (row, item) in event.items.enumerated() where item.needBy != nil && item.lateCost > 0 {
      list.append(
        tables[EventSchemas.items].diagnostic(
          row: row, column: "late_cost", code: "items.late_cost.selection",
          message: "late_cost is \(DecimalText.text(item.lateCost)) but event.yaml has no "
            + "selection, from which leads count; it needs one"))
    }
  }

  private func checkLines(into list: inout DiagnosticList) {
    for (row, line) in event.lines.enumerated() {
      let item = event.items[line.item]
      if event.isExpired(line), let validTo = line.validTo, let selection = event.settings.selection
      {
        tables.warn(
          EventSchemas.lines, row: row, "valid_to", "lines.valid_to.expired",
          "the line is valid to \(validTo), before the selection \(selection): it cannot be used",
          into: &list)
      }
      if line.dutyRate > 1 {
        let rate = line.dutyRate
        tables.warn(
          EventSchemas.lines, row: row, "duty_rate", "lines.duty_rate.high",
          "duty_rate is \(DecimalText.text(rate)): the duty is \(DecimalText.percent(rate)) of the price; 5 % is "
            + "written 0.05", into: &list)
      }
      if line.fixedCost == 0, line.steps.allSatisfy({ $0.price == 0 }) {
        tables.warn(
          EventSchemas.lines, row: row, "line", "lines.line.free",
          "the line costs nothing: all its prices are 0 and it has no fixed_cost", into: &list)
      }
      if line.minimum > item.quantity {
        tables.warn(
          EventSchemas.lines, row: row, "minimum", "lines.minimum.above",
          "minimum is \(DecimalText.text(line.minimum)), above the quantity "
            + "\(DecimalText.text(item.quantity)) of item '\(item.id)': the line is never used",
          into: &list)
      }
    }
  }

  private func checkItems(into list: inout DiagnosticList) {
    if event.items.isEmpty {
      list.append(
        Place(file: EventSchemas.items.file, line: 1, column: 1).diagnostic(
          severity: .warning, code: "items.none", message: "nothing is wanted: no row"))
    }
    let shortages = event.shortages
    if shortages.count > 1, event.lines.isEmpty, event.bundles.isEmpty {
      list.append(
        Place(file: EventSchemas.items.file, line: 1, column: 1).diagnostic(
          severity: .warning, code: "items.item.unoffered",
          message: "nobody offers anything yet, and \(shortages.count) items have no unmet_cost: "
            + "there is no award; ask for bids, or set unmet_cost"))
      return
    }
    for shortage in shortages {
      let code =
        switch shortage.kind {
        case .unoffered: "items.item.unoffered"
        case .short: "items.item.short"
        case .inexact: "items.item.inexact"
        }
      tables.warn(
        EventSchemas.items, row: Int(shortage.item.position), "item", code, shortage.words,
        into: &list)
    }
  }

  private func checkProfiles(into list: inout DiagnosticList) {
    var totals = [Double](repeating: 0, count: event.items.count)
    var hasProfile = [Bool](repeating: false, count: event.items.count)
    for row in event.profile {
      totals[Int(row.item.position)] += row.quantity
      hasProfile[Int(row.item.position)] = true
    }
    for (row, item) in event.items.enumerated()
    where hasProfile[row] && abs(totals[row] - item.quantity) > 1e-9 * max(1, item.quantity) {
      tables.warn(
        EventSchemas.items, row: row, "quantity", "items.quantity.profile",
        "quantity is \(DecimalText.text(item.quantity)) but the rows of demand_profile.csv add up "
          + "to \(DecimalText.text(totals[row])): only their proportions are used", into: &list)
    }
    var offered = [[Int]](repeating: [], count: event.suppliers.count)
    for line in event.lines {
      offered[Int(line.supplier.position)].append(Int(line.item.position))
    }
    for (row, capacity) in event.capacities.enumerated() where !capacity.isForAllTime {
      let bare = offered[Int(capacity.supplier.position)].filter { item in
        capacity.covers[item] && !(hasProfile[item] && totals[item] > 0)
      }.sorted()
      guard let first = bare.first else { continue }
      tables.warn(
        EventSchemas.capacities, row: row, "from", "capacities.from.profile",
        "item '\(event.items[first].id)' has no rows in demand_profile.csv: all of its units count "
          + "in every window", into: &list)
    }
  }

  private func checkDiscounts(into list: inout DiagnosticList) {
    for (row, discount) in event.discounts.enumerated() {
      guard discount.tiers.isEmpty || discount.lines.isEmpty else { continue }
      let what = discount.tiers.isEmpty ? "tier" : "line of the supplier it is over"
      tables.warn(
        EventSchemas.discounts, row: row, "discount", "discounts.discount.idle",
        "the discount has no \(what): it never applies", into: &list)
    }
  }

  private func checkCountries(into list: inout DiagnosticList) {
    let wanted: [(TableSchema, String, [String])] = [
      (EventSchemas.suppliers, "country", event.suppliers.map(\.country)),
      (EventSchemas.lines, "origin", event.lines.map(\.origin)),
    ]
    for (schema, column, codes) in wanted {
      for (row, code) in codes.enumerated() where !code.isEmpty && !Countries.isAssigned(code) {
        tables.warn(
          schema, row: row, column, "\(schema.name).\(column).unassigned",
          "country '\(code)' is not assigned in ISO 3166-1", into: &list)
      }
    }
  }
}
