import Tables

/// Looks for what merely cannot work out: each is a warning.
struct ProgramChecks {
  let program: BuildProgram
  let tables: TableSet
  let places: [String: Place]

  var horizon: Horizon { program.horizon }

  func run(into list: inout DiagnosticList) {
    checkAims(into: &list)
    checkItems(into: &list)
    checkSites(into: &list)
    checkDates(into: &list)
    checkEnergisation(into: &list)
    checkPolicies(into: &list)
    checkRepetitions(into: &list)
    checkCountries(into: &list)
    checkUnused(into: &list)
    ReachChecks(program: program, tables: tables).run(into: &list)
  }

  // MARK: Aims

  private func checkAims(into list: inout DiagnosticList) {
    if program.demands.isEmpty {
      list.append(
        Place(file: Schemas.demands.file, line: 1, column: 1).diagnostic(
          severity: .warning, code: "demand.none",
          message: "the table has no rows: nothing is wanted, so the plan does nothing"))
    }
    guard let goal = program.settings.goal, let place = places["goal"],
      MeasuredItems(program).products(goal.measure).isEmpty
    else { return }
    list.append(
      place.diagnostic(
        severity: .warning, code: "program.goal.idle",
        message: "no product has any \(goal.measure.rawValue) in items.csv or modes.csv: nothing "
          + "comes nearer to the goal"))
  }

  // MARK: Items

  private func checkItems(into list: inout DiagnosticList) {
    var hasModes = [Bool](repeating: false, count: program.items.count)
    for (row, mode) in program.modes.enumerated() {
      let item = program.items[mode.item]
      hasModes[Int(mode.item.position)] = true
      if item.kind != .product {
        tables.warn(
          Schemas.modes, row: row, "item", "modes.item.kind",
          "item '\(item.id)' is of kind \(item.kind.rawValue); modes are for products and this one "
            + "matters only where a demand asks for the item itself", into: &list)
      }
    }
    for (row, item) in program.items.enumerated() where hasModes[row] {
      for (column, value) in [("power_kw", item.powerKw), ("compute_pflops", item.computePflops)]
      where value != 0 {
        tables.warn(
          Schemas.items, row: row, column, "items.\(column).unused",
          "\(column) is \(DecimalText.text(value)) but item '\(item.id)' has rows in modes.csv, "
            + "which are used instead", into: &list)
      }
    }
    for (row, item) in program.items.enumerated()
    where item.kind != .product && !hasModes[row] && item.computePflops > 0 {
      tables.warn(
        Schemas.items, row: row, "compute_pflops", "items.compute_pflops.kind",
        "item '\(item.id)' is of kind \(item.kind.rawValue); compute is counted for products only",
        into: &list)
    }
  }

  // MARK: Sites

  private func checkSites(into list: inout DiagnosticList) {
    func isSupplier(_ site: SiteIndex) -> Bool { program.sites[site].kind == .supplier }
    for (row, lane) in program.lanes.enumerated() where isSupplier(lane.to) {
      tables.warn(
        Schemas.lanes, row: row, "to", "lanes.to.supplier",
        "the lane leads to '\(program.sites[lane.to].id)', a supplier's site, which holds no stock: "
          + "nothing goes there", into: &list)
    }
    for (row, stock) in program.stock.enumerated() where isSupplier(stock.site) {
      tables.warn(
        Schemas.stock, row: row, "site", "stock.site.supplier",
        "'\(program.sites[stock.site].id)' is a supplier's site and holds no stock: the row is not "
          + "used", into: &list)
    }
    for (row, operation) in program.operations.enumerated() where isSupplier(operation.site) {
      tables.warn(
        Schemas.operations, row: row, "site", "operations.site.supplier",
        "'\(program.sites[operation.site].id)' is a supplier's site and holds no stock: the "
          + "operation never starts", into: &list)
    }
    var sitesWithWrongKind: Set<SiteIndex> = []
    for (row, energisation) in program.energisations.enumerated() {
      let site = program.sites[energisation.site]
      guard site.kind == .plant || site.kind == .supplier else { continue }
      guard sitesWithWrongKind.insert(energisation.site).inserted else { continue }
      tables.warn(
        Schemas.energisations, row: row, "site", "energisation.site.kind",
        "'\(site.id)' is a \(site.kind.rawValue); power limits what is deployed, and that is at "
          + "datacenters and hubs only", into: &list)
    }
  }

  // MARK: Dates

  private func checkDates(into list: inout DiagnosticList) {
    let end = horizon.end
    for (row, capacity) in program.capacities.enumerated() where capacity.date >= end {
      tables.warn(
        Schemas.capacities, row: row, "date", "capacity.date.after",
        "\(capacity.date) is after the horizon, which ends before \(end): the row is not used",
        into: &list)
    }
    for (row, stock) in program.stock.enumerated() {
      guard let date = stock.date, date >= end else { continue }
      tables.warn(
        Schemas.stock, row: row, "date", "stock.date.after",
        "\(date) is after the horizon, which ends before \(end): the row is not used", into: &list)
    }
    for (row, energisation) in program.energisations.enumerated()
    where energisation.date >= end && energisation.status == .energised {
      tables.warn(
        Schemas.energisations, row: row, "date", "energisation.date.after",
        "\(energisation.date) is after the horizon, which ends before \(end): the power is not used",
        into: &list)
    }
    checkDemandDates(into: &list)
    checkWindows(into: &list)
  }

  private func checkDemandDates(into list: inout DiagnosticList) {
    for (row, demand) in program.demands.enumerated() {
      if demand.due >= horizon.end {
        tables.warn(
          Schemas.demands, row: row, "due", "demand.due.after",
          "\(demand.due) is after the horizon, which ends before \(horizon.end): the demand is never "
            + "due, so nothing that is open costs anything", into: &list)
      } else if demand.due < horizon.start {
        tables.warn(
          Schemas.demands, row: row, "due", "demand.due.before",
          "\(demand.due) is before the start \(horizon.start): the demand is due in the first bucket",
          into: &list)
      }
      if let notBefore = demand.notBefore, notBefore > demand.due, demand.due < horizon.end {
        tables.warn(
          Schemas.demands, row: row, "not_before", "demand.not_before.late",
          "not_before is \(notBefore), after the due date \(demand.due): the demand can only be late",
          into: &list)
      }
    }
  }

  /// Windows in which no bucket starts.
  private func checkWindows(into list: inout DiagnosticList) {
    func check(
      _ schema: TableSchema, _ row: Int, _ from: Day?, _ to: Day?, _ column: String,
      _ effect: String
    ) {
      guard from != nil || to != nil, horizon.buckets(startingFrom: from, to: to).isEmpty else {
        return
      }
      let first = from.map(\.description) ?? "ever"
      let last = to.map(\.description) ?? "ever"
      tables.warn(
        schema, row: row, column, "\(schema.name).idle",
        "no bucket starts between \(first) and \(last): \(effect)", into: &list)
    }
    for (row, component) in program.components.enumerated() {
      check(
        Schemas.components, row, component.from, component.to,
        component.from == nil ? "to" : "from", "the row is not used")
    }
    for (row, tariff) in program.tariffs.enumerated() {
      check(
        Schemas.tariffs, row, tariff.from, tariff.to, tariff.from == nil ? "to" : "from",
        "the duty is never paid")
    }
    for (row, policy) in program.policies.enumerated() {
      check(
        Schemas.policies, row, policy.from, policy.to, policy.from == nil ? "to" : "from",
        "the policy holds for no order")
    }
    for (row, expansion) in program.expansions.enumerated() {
      check(
        Schemas.expansions, row, expansion.earliest, expansion.latest,
        expansion.earliest == nil ? "latest" : "earliest", "the decision is never possible")
      let window = horizon.buckets(startingFrom: expansion.earliest, to: expansion.latest)
      if let first = window.first,
        horizon.firstDay(of: first).advanced(byDays: expansion.leadDays) >= horizon.end
      {
        tables.warn(
          Schemas.expansions, row: row, "lead_days", "expansions.idle",
          "decided on \(horizon.firstDay(of: first)) at the earliest, the capacity comes after the "
            + "horizon", into: &list)
      }
    }
  }

  // MARK: Power

  private func checkEnergisation(into list: inout DiagnosticList) {
    struct Key: Hashable {
      var site: SiteIndex
      var status: EnergisationStatus
    }
    var rows: [Key: [Int]] = [:]
    for (row, energisation) in program.energisations.enumerated() {
      rows[Key(site: energisation.site, status: energisation.status), default: []].append(row)
    }
    for (key, group) in rows {
      let sorted = group.sorted { program.energisations[$0].date < program.energisations[$1].date }
      for (before, row) in zip(sorted, sorted.dropFirst()) {
        let (earlier, later) = (program.energisations[before], program.energisations[row])
        guard later.mw < earlier.mw else { continue }
        tables.warn(
          Schemas.energisations, row: row, "mw", "energisation.mw.decreasing",
          "\(key.status.rawValue) power of '\(program.sites[key.site].id)' falls from "
            + "\(DecimalText.text(earlier.mw)) to \(DecimalText.text(later.mw)) MW; the figures are "
            + "cumulative", into: &list)
      }
    }
  }

  // MARK: Policies

  private func checkPolicies(into list: inout DiagnosticList) {
    for (row, policy) in program.policies.enumerated() {
      if policy.kind != .suppliersMin, policy.minShare > 0 {
        tables.warn(
          Schemas.policies, row: row, "min_share", "policies.min_share.unused",
          "min_share is \(DecimalText.text(policy.minShare)) but only suppliers_min looks at it",
          into: &list)
      }
      if policy.kind == .capexMax {
        if policy.scope != .all {
          tables.warn(
            Schemas.policies, row: row, "scope", "policies.scope.unused",
            "capex_max limits the capex of all decisions; its scope is not used", into: &list)
        }
        continue
      }
      let items = program.items.rowIndices.filter { isInScope($0, policy.scope) }
      if items.isEmpty { warnEmptyScope(policy, row: row, into: &list) }
      guard policy.kind == .suppliersMin else { continue }
      if policy.value * policy.minShare > 1 + 1e-9 {
        tables.warn(
          Schemas.policies, row: row, "min_share", "policies.min_share.excess",
          "\(DecimalText.text(policy.value)) suppliers with a share of "
            + "\(DecimalText.text(policy.minShare)) each are more than the whole: no item in scope can "
            + "be bought", into: &list)
      }
      if policy.penalty == nil { warnFewSuppliers(policy, row: row, Set(items), into: &list) }
    }
  }

  private func warnEmptyScope(_ policy: Policy, row: Int, into list: inout DiagnosticList) {
    var near: String?
    if case .category(let category) = policy.scope {
      near = nearestName(
        to: category, among: Set(program.items.map(\.category)).subtracting([""]).sorted())
    }
    let hint = near.map { "; did you mean 'category:\($0)'?" } ?? ""
    tables.warn(
      Schemas.policies, row: row, "scope", "policies.scope.empty",
      "no item is in the policy's scope\(hint)", suggestion: near.map { "category:\($0)" },
      into: &list)
  }

  private func warnFewSuppliers(
    _ policy: Policy, row: Int, _ items: Set<ItemIndex>, into list: inout DiagnosticList
  ) {
    var suppliers: [ItemIndex: Set<SupplierIndex>] = [:]
    for offer in program.offers where offer.awarded != false && items.contains(offer.item) {
      suppliers[offer.item, default: []].insert(offer.supplier)
    }
    let few = suppliers.filter { Double($0.value.count) < policy.value }.map(\.key).sorted()
    guard !few.isEmpty else { return }
    let names = few.map { program.items[$0].id }
    tables.warn(
      Schemas.policies, row: row, "value", "policies.suppliers.few",
      "fewer than \(DecimalText.text(policy.value)) suppliers offer \(names.shortened): "
        + "\(few.count == 1 ? "it" : "they") cannot be bought", into: &list)
  }

  private func isInScope(_ index: ItemIndex, _ scope: PolicyScope) -> Bool {
    switch scope {
    case .all: true
    case .item(let item): item == index
    case .category(let category): program.items[index].category == category
    case .pillar(let pillar): program.items[index].pillar == pillar
    }
  }

  // MARK: Said twice, and not at all

  private func checkRepetitions(into list: inout DiagnosticList) {
    for schema in [Schemas.lanes, Schemas.tariffs] {
      let table = tables[schema]
      let effect = schema.repetition.lowercasedFirst.dropLast()
      RepeatedRows(table, columns: schema.columns.map(\.name)).forEach(allowsEmpty: true) {
        row, first in
        tables.warn(
          schema, row: row, schema.columns[0].name, "\(schema.name).repeated",
          "the row says the same as line \(table.line(ofRow: first)); \(effect)", into: &list)
      }
    }
  }

  private func checkCountries(into list: inout DiagnosticList) {
    func message(_ code: String) -> String? {
      guard !Countries.isAssigned(code) else { return nil }
      let hint = code == "UK" ? "; did you mean 'GB'?" : ""
      return "'\(code)' is not assigned in ISO 3166-1\(hint)"
    }
    if let message = message(program.settings.domestic), let place = places["domestic"] {
      list.append(
        place.diagnostic(severity: .warning, code: "program.domestic.unassigned", message: message))
    }
    let columns: [(TableSchema, String)] = [
      (Schemas.sites, "country"), (Schemas.offers, "origin"), (Schemas.tariffs, "origin"),
    ]
    for (schema, column) in columns {
      let t = Columns(tables[schema])
      let (symbols, codes) = (t.symbols(column), t.codes(column))
      let wrong = symbols.indices.filter { symbols[$0] != "*" && message(symbols[$0]) != nil }
      for symbol in wrong {
        guard let row = codes.firstIndex(of: Int32(symbol)), let text = message(symbols[symbol])
        else { continue }
        tables.warn(
          schema, row: row, column, "\(schema.name).\(column).unassigned", text, into: &list)
      }
    }
    for (row, policy) in program.policies.enumerated() {
      guard case .country(let country) = policy.subject, let text = message(country) else {
        continue
      }
      tables.warn(
        Schemas.policies, row: row, "subject", "policies.subject.unassigned", text, into: &list)
    }
  }

  /// One warning for all items, and one for all sites, that no row speaks of.
  private func checkUnused(into list: inout DiagnosticList) {
    var items = [Bool](repeating: false, count: program.items.count)
    var sites = [Bool](repeating: false, count: program.sites.count)
    func use(_ item: ItemIndex) { items[Int(item.position)] = true }
    func use(_ site: SiteIndex) { sites[Int(site.position)] = true }
    for row in program.components {
      use(row.component)
      use(row.parent)
    }
    for row in program.operations {
      use(row.item)
      use(row.site)
    }
    for row in program.offers {
      use(row.item)
      if let site = row.shipFrom { use(site) }
    }
    for row in program.lanes {
      use(row.from)
      use(row.to)
    }
    for row in program.demands {
      if case .item(let item) = row.wanted { use(item) }
      if let site = row.site { use(site) }
    }
    for row in program.stock {
      use(row.item)
      use(row.site)
    }
    for row in program.resources { use(row.site) }
    for row in program.energisations { use(row.site) }
    if program.demands.contains(where: { $0.site == nil }) {
      for index in program.sites.rowIndices where program.sites[index].kind != .plant {
        if program.sites[index].kind != .supplier { use(index) }
      }
    }
    warnUnused(Schemas.items, "item", items, program.items.map(\.id), into: &list)
    warnUnused(Schemas.sites, "site", sites, program.sites.map(\.id), into: &list)
  }

  private func warnUnused(
    _ schema: TableSchema, _ column: String, _ isUsed: [Bool], _ names: [String],
    into list: inout DiagnosticList
  ) {
    let unused = isUsed.indices.filter { !isUsed[$0] }
    guard let first = unused.first else { return }
    tables.warn(
      schema, row: first, column, "\(schema.name).unused",
      "no other table speaks of \(unused.map { names[$0] }.shortened)", into: &list)
  }
}

extension [String] {
  /// The texts in quotes: at most five, and how many more there are.
  var shortened: String {
    let named = prefix(5).map { "'\($0)'" }
    guard count > 5 else { return named.formattedList(with: "and") }
    return named.joined(separator: ", ") + " and \(count - 5) more"
  }
}
