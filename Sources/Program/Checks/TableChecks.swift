import Tables

/// Checks what no single cell can tell: each fault is an error.
///
/// The tables may hold other faults: a cell without a value is skipped, so that every fault of a
/// folder is found in one run.
struct TableChecks {
  let tables: TableSet

  func run(into list: inout DiagnosticList) {
    checkRepeatedKeys(into: &list)
    checkWindows(into: &list)
    checkLoads(into: &list)
    checkOffers(into: &list)
    checkDemands(into: &list)
    checkPolicies(into: &list)
    CircleCheck(bom: tables[Schemas.components], items: tables[Schemas.items]).run(into: &list)
  }

  // MARK: Keys

  private func checkRepeatedKeys(into list: inout DiagnosticList) {
    let keys: [(TableSchema, [String])] = [
      (Schemas.modes, ["item", "mode"]),
      (Schemas.capacities, ["resource", "date"]),
      (Schemas.priceBreaks, ["offer", "from_quantity"]),
      (Schemas.energisations, ["site", "date", "status"]),
    ]
    for (schema, columns) in keys {
      RepeatedRows(tables[schema], columns: columns).forEach { row, first in
        guard list.keepsErrors(of: schema.file) else {
          list.countError(in: schema.file)
          return
        }
        let table = tables[schema]
        let column = columns[columns.count - 1]
        list.append(
          table.diagnostic(
            row: row, column: column, code: "\(schema.name).\(column).repeated",
            message: "\(columns.formattedList(with: "and")) are those of line "
              + "\(table.line(ofRow: first)) already; \(schema.repetition.lowercasedFirst.dropLast())"
          ))
      }
    }
  }

  // MARK: Windows

  private func checkWindows(into list: inout DiagnosticList) {
    let windows: [(TableSchema, from: String, to: String)] = [
      (Schemas.components, "from", "to"), (Schemas.operations, "earliest", "latest"),
      (Schemas.expansions, "earliest", "latest"), (Schemas.offers, "valid_from", "valid_to"),
      (Schemas.tariffs, "from", "to"), (Schemas.policies, "from", "to"),
    ]
    for (schema, from, to) in windows {
      let columns = Columns(tables[schema])
      let (first, last) = (columns.codes(from), columns.codes(to))
      for row in 0..<columns.rowCount {
        guard let start = day(first[row]), let end = day(last[row]), end < start else { continue }
        list.append(
          columns.table.diagnostic(
            row: row, column: to, code: "\(schema.name).\(to).before",
            message: "\(to) is \(end), before \(from) \(start); a window ends on or after its "
              + "first day"))
      }
    }
  }

  // MARK: Rows that refer to two things

  private func checkLoads(into list: inout DiagnosticList) {
    let t = Columns(tables[Schemas.loads])
    let operations = Columns(tables[Schemas.operations])
    let resources = Columns(tables[Schemas.resources])
    let (operation, resource) = (t.codes("operation"), t.codes("resource"))
    let (operationSite, resourceSite) = (operations.codes("site"), resources.codes("site"))
    let sites = tables[Schemas.sites].symbols[0]
    for row in 0..<t.rowCount {
      guard let operation = present(operation[row]), let resource = present(resource[row]),
        let here = firstSite(of: operation, in: operationSite),
        let there = firstSite(of: resource, in: resourceSite), here != there
      else { continue }
      let name = tables[Schemas.resources].symbols[0].name(Int(resource))
      list.append(
        t.table.diagnostic(
          row: row, column: "resource", code: "loads.resource.site",
          message: "resource '\(name)' is at '\(sites.name(Int(there)))' but the operation is at "
            + "'\(sites.name(Int(here)))'; an operation loads resources of its own site"))
    }
  }

  /// The site of a row that an identifier leads to.
  private func firstSite(of index: Int32, in sites: [Int32]) -> Int32? {
    Int(index) < sites.count ? present(sites[Int(index)]) : nil
  }

  private func checkOffers(into list: inout DiagnosticList) {
    let t = Columns(tables[Schemas.offers])
    let (minima, maxima) = (t.numbers("minimum"), t.numbers("maximum"))
    for row in 0..<t.rowCount {
      guard let low = present(minima[row]), let high = present(maxima[row]), high < low else {
        continue
      }
      list.append(
        t.table.diagnostic(
          row: row, column: "maximum", code: "offers.maximum.below",
          message: "maximum is \(DecimalText.text(high)), below the minimum "
            + "\(DecimalText.text(low)); it is at least the minimum"))
    }
  }

  private func checkDemands(into list: inout DiagnosticList) {
    let t = Columns(tables[Schemas.demands])
    let (items, measures, sites) = (t.codes("item"), t.codes("measure"), t.codes("site"))
    let siteTable = Columns(tables[Schemas.sites])
    let kinds = siteTable.codes("kind")
    for row in 0..<t.rowCount {
      let hasItem = present(items[row]) != nil
      let hasMeasure = present(measures[row]) != nil
      if hasItem, hasMeasure {
        list.append(
          t.table.diagnostic(
            row: row, column: "measure", code: "demand.measure.both",
            message: "item and measure are both given; a demand has exactly one of the two"))
      } else if !hasItem, !hasMeasure, t.table.isBlank(row: row, column: t.position("item")),
        t.table.isBlank(row: row, column: t.position("measure"))
      {
        list.append(
          t.table.diagnostic(
            row: row, column: "item", code: "demand.item.neither",
            message: "item and measure are both empty; a demand has exactly one of the two"))
      }
      if let site = present(sites[row]), Int(site) < kinds.count,
        let kind = present(kinds[Int(site)])
      {
        let kind = SiteKind.allCases[Int(kind)]
        guard kind != .datacenter, kind != .hub else { continue }
        let name = siteTable.table.symbols[0].name(Int(site))
        list.append(
          t.table.diagnostic(
            row: row, column: "site", code: "demand.site.kind",
            message: "site '\(name)' is a \(kind.rawValue); a demand stands at a datacenter or hub")
        )
      }
    }
  }

  // MARK: Policies

  private func checkPolicies(into list: inout DiagnosticList) {
    let t = Columns(tables[Schemas.policies])
    let suppliers = SupplierNames(Columns(tables[Schemas.offers]))
    let reader = PolicyReader(tables: tables, suppliers: suppliers)
    let (kinds, values) = (t.codes("kind"), t.numbers("value"))
    for row in 0..<t.rowCount {
      if case .failure(let fault) = reader.scope(row: row) {
        list.append(
          t.table.diagnostic(
            row: row, column: "scope", code: fault.code, message: fault.message,
            suggestion: fault.suggestion))
      }
      guard let kind = present(kinds[row]).map({ PolicyKind.allCases[Int($0)] }) else { continue }
      if case .failure(let fault) = reader.subject(row: row, kind: kind) {
        list.append(
          t.table.diagnostic(
            row: row, column: "subject", code: fault.code, message: fault.message,
            suggestion: fault.suggestion))
      }
      if let value = present(values[row]), let fault = PolicyRules.fault(of: value, kind: kind) {
        list.append(
          t.table.diagnostic(
            row: row, column: "value", code: fault.code, message: fault.message))
      }
    }
  }
}

/// Which values a policy of each kind takes.
enum PolicyRules {
  static func fault(of value: Double, kind: PolicyKind) -> PolicyReader.Fault? {
    let text = DecimalText.text(value)
    switch kind {
    case .domesticContentMin, .addressableContentMin, .countryShareMax, .supplierShareMax:
      guard value > 1 else { return nil }
      return PolicyReader.Fault(
        code: "policies.value.range",
        message: "value is \(text); \(kind.rawValue) takes a share, 0 to 1 (65 % is written 0.65)")
    case .suppliersMin:
      guard value != value.rounded() || value > 1_000 else { return nil }
      return PolicyReader.Fault(
        code: value == value.rounded() ? "policies.value.range" : "policies.value.whole",
        message: "value is \(text); suppliers_min takes a whole number, 0 to 1000")
    case .capexMax, .spendMax: return nil
    }
  }
}

extension String {
  /// The text with a small first letter.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
