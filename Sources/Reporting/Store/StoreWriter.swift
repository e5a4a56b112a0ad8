import GRDB
import Planning
import Program
import Tables

/// Writes `plan.sqlite`: the program as planned, the plan, its shadow prices, and views.
struct StoreWriter {
  let program: BuildProgram
  let plan: Plan
  let context: RunContext

  /// Writes a new database at `path`.
  ///
  /// - Throws: ``FileFault`` where the file cannot be written.
  func write(to path: String) throws(FileFault) {
    do {
      var configuration = Configuration()
      // Every reference was checked by the loader, and the file counts only once it is renamed.
      configuration.foreignKeysEnabled = false
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
      }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { db in
        try db.inTransaction {
          try db.execute(sql: Schema.program)
          try db.execute(sql: Schema.plan)
          try writeProgram(db)
          try writePlan(db)
          try writePrices(db)
          try writeExplanations(db)
          try writePegging(db)
          try writeMeta(db)
          try db.execute(sql: Schema.indices)
          try db.execute(sql: Schema.views)
          return .commit
        }
        try db.execute(sql: "PRAGMA user_version = \(Schema.version)")
      }
      try queue.close()
    } catch let error as DatabaseError {
      throw FileFault(action: .write, path: path, reason: error.message ?? "\(error.resultCode)")
    } catch {
      throw FileFault(action: .write, path: path, reason: "\(error)")
    }
  }
}

/// A value of a cell.
typealias Cell = (any DatabaseValueConvertible)?

extension StoreWriter {
  /// Inserts a row for each of `rows` into `table`.
  private func insert<Row>(
    _ db: Database, _ table: String, _ rows: some Sequence<Row>, _ cells: (Row) -> [Cell]
  ) throws {
    var statement: Statement?
    for row in rows {
      let values = cells(row)
      let prepared =
        try statement
        ?? db.makeStatement(
          sql: "INSERT INTO \(table) VALUES (\(values.map { _ in "?" }.joined(separator: ",")))")
      statement = prepared
      prepared.setUncheckedArguments(StatementArguments(values))
      try prepared.execute()
    }
  }

  private func id(_ index: ItemIndex) -> String { program.items[index].id }
  private func id(_ index: SiteIndex) -> String { program.sites[index].id }

  private func writeProgram(_ db: Database) throws {
    let horizon = program.horizon
    try insert(db, "bucket", 0..<horizon.count) { b in
      [
        b, horizon.firstDay(of: b).description, horizon.firstDay(of: b + 1).description,
        horizon.days(of: b), horizon.weeks(of: b),
      ]
    }
    try insert(db, "item", program.items) {
      [
        $0.id, $0.kind.rawValue, $0.name, $0.pillar?.rawValue, $0.category, $0.value, $0.massKg,
        $0.hts, $0.powerKw, $0.computePflops, $0.isAddressable,
      ]
    }
    try insert(db, "mode", program.modes) { [id($0.item), $0.mode, $0.powerKw, $0.computePflops] }
    try insert(db, "bom", program.components) {
      [id($0.parent), id($0.component), $0.quantity, $0.recipe, text($0.from), text($0.to)]
    }
    try insert(db, "site", program.sites) {
      [
        $0.id, $0.kind.rawValue, $0.name, $0.country, $0.region, $0.latitude, $0.longitude, $0.pue,
      ]
    }
    try insert(db, "supplier", program.suppliers) { [$0.id] }
    try writeMaking(db)
    try writeBuying(db)
    try writeWanting(db)
  }

  private func writeMaking(_ db: Database) throws {
    try insert(db, "resource", program.resources) { [$0.id, id($0.site), $0.unit, $0.name] }
    try insert(db, "capacity", program.capacities) {
      [program.resources[$0.resource].id, text($0.date), $0.perWeek]
    }
    try insert(db, "operation", program.operations) {
      [
        $0.id, id($0.site), id($0.item), $0.recipe, $0.yield, $0.leadDays, $0.cost,
        text($0.earliest), text($0.latest),
      ]
    }
    try insert(db, "load", program.loads) {
      [program.operations[$0.operation].id, program.resources[$0.resource].id, $0.perUnit]
    }
    try insert(db, "expansion", program.expansions) {
      [
        $0.id, program.resources[$0.resource].id, $0.perWeek, $0.capex, $0.leadDays, $0.rampWeeks,
        $0.maxCount, text($0.earliest), text($0.latest), $0.fixedPerWeek,
      ]
    }
  }

  private func writeBuying(_ db: Database) throws {
    try insert(db, "offer", program.offers) {
      [
        $0.id, program.suppliers[$0.supplier].id, id($0.item), $0.price, $0.origin,
        $0.shipFrom.map(id), $0.perWeek, $0.leadDays, $0.fixedCost, $0.minimum, $0.maximum,
        text($0.validFrom), text($0.validTo), $0.domestic, $0.awarded,
      ]
    }
    try insert(db, "price_break", program.priceBreaks) {
      [program.offers[$0.offer].id, $0.fromQuantity, $0.price]
    }
    try insert(db, "lane", program.lanes.enumerated()) { row, lane in
      [
        row + 1, id(lane.from), id(lane.to), lane.item.map(id), lane.mode, lane.days, lane.cost,
        lane.costPerKg, lane.perWeek,
      ]
    }
    try insert(db, "tariff", program.tariffs) {
      [$0.origin, $0.hts, $0.rate, text($0.from), text($0.to)]
    }
    try insert(db, "policy", program.policies) {
      [
        $0.id, $0.kind.rawValue, $0.scope.words(in: program), $0.subject?.words(in: program),
        $0.value, $0.minShare, text($0.from), text($0.to), $0.penalty,
      ]
    }
  }

  private func writeWanting(_ db: Database) throws {
    try insert(db, "demand", program.demands) { demand in
      var item: String?
      var measure: String?
      switch demand.wanted {
      case .item(let index): item = id(index)
      case .measure(let kind): measure = kind.rawValue
      }
      return [
        demand.id, demand.site.map(id), item, measure, text(demand.due), demand.quantity,
        text(demand.notBefore), demand.priority, demand.lateCost, demand.lostCost,
      ]
    }
    try insert(db, "energisation", program.energisations) {
      [id($0.site), text($0.date), $0.mw, $0.status.rawValue]
    }
    try insert(db, "initial_stock", program.stock) {
      [nil, id($0.site), id($0.item), $0.quantity, text($0.date)]
    }
  }

  private func text(_ day: Day?) -> String? { day?.description }
}

extension StoreWriter {
  private func writePlan(_ db: Database) throws {
    let flows = plan.flows
    var duties = Duties(program: program)
    let rates = flows.orders.map { duties.rate(of: $0.offer, at: $0.site, in: $0.bucket) }
    try insert(db, "orders", zip(flows.orders, rates)) { flow, rate in
      [
        nil, program.offers[flow.offer].id, id(flow.site), flow.lane.map(row), flow.bucket,
        flow.units,
        rate,
      ]
    }
    try insert(db, "starts", flows.starts) {
      [nil, program.operations[$0.operation].id, $0.bucket, $0.units]
    }
    try insert(db, "dispatches", flows.dispatches) {
      [nil, row($0.lane), id($0.item), $0.bucket, $0.units]
    }
    try insert(db, "stocks", flows.stocks) { [id($0.site), id($0.item), $0.bucket, $0.units] }
    try insert(db, "deliveries", flows.deliveries) { flow in
      [
        nil, program.demands[flow.demand].id, id(flow.site), id(flow.item),
        flow.mode.map { program.modes[$0].mode }, flow.bucket, flow.units,
        program.amount(of: flow),
        flow.units * program.powerKw(of: flow.item, mode: flow.mode) / 1000,
        flow.units * program.computePflops(of: flow.item, mode: flow.mode),
      ]
    }
    try insert(db, "open", flows.open) { [program.demands[$0.demand].id, $0.bucket, $0.quantity] }
    try insert(db, "modules", flows.modules) {
      [program.expansions[$0.expansion].id, $0.bucket, $0.count]
    }
    try writeResults(db)
    try writeUse(db)
  }

  private func row(_ lane: LaneIndex) -> Int { Int(lane.position) + 1 }

  private func writeResults(_ db: Database) throws {
    try insert(db, "award", zip(program.offers, plan.awards)) { offer, award in
      [offer.id, award.isAwarded, award.units, award.spend, award.duty]
    }
    try insert(db, "demand_result", zip(program.demands, plan.demands)) { demand, result in
      [demand.id, result.quantity, result.onTime, result.late, result.lost]
    }
    try insert(db, "policy_result", zip(program.policies, plan.policies)) { policy, result in
      [policy.id, result.attained, result.value, result.shortfall, result.penalty]
    }
    try insert(db, "cost", CostBreakdown.Category.allCases) { [$0.rawValue, plan.cost[$0]] }
    try insert(db, "service_stage", plan.stages.enumerated()) { position, stage in
      [position, stage.priority, stage.lateAndLost, stage.bound]
    }
    for (kind, texts) in [
      ("step", plan.statistics.steps), ("warning", context.warnings),
      ("what_if", context.overrides),
    ] {
      try insert(db, "note", texts.enumerated()) { [kind, $0.offset, $0.element] }
    }
  }

  private func writeUse(_ db: Database) throws {
    let timeline = Timeline(program.horizon)
    let grid = TimeGrid(horizon: program.horizon, discountRate: program.settings.discountRate)
    let use = ResourceUse(program, plan.flows, grid)
    for resource in program.resources.indices {
      try insert(db, "resource_use", 0..<timeline.count) { b in
        [
          program.resources[resource].id, b, use.base[resource][b], use.added[resource][b],
          use.used[resource][b],
        ]
      }
    }
    let deployment = Deployment(program, plan.flows)
    for site in program.sites.rowIndices where program.isDeployment(site) {
      let position = Int(site.position)
      let steps = program.energisations.filter { $0.site == site && $0.status == .energised }
      let limits = timeline.values(of: steps.map { ($0.date, $0.mw) })
      try insert(db, "deployed", 0..<timeline.count) { b in
        [
          id(site), b, deployment.mw[position][b], deployment.pflops[position][b],
          steps.isEmpty ? nil : limits[b],
        ]
      }
    }
  }

  private func writePrices(_ db: Database) throws {
    let prices = plan.prices
    guard prices.isKnown else { return }
    let count = prices.bucketCount
    func grid(_ table: String, _ values: [Double], _ key: (Int) -> Cell) throws {
      let rows = values.indices.filter { values[$0] != 0 }
      try insert(db, table, rows) { [key($0 / count), $0 % count, values[$0]] }
    }
    try grid("price_resource", prices.resources) { program.resources[$0].id }
    try grid("price_offer", prices.offers) { program.offers[$0].id }
    try grid("price_lane", prices.lanes) { $0 + 1 }
    try grid("price_power", prices.power) { program.sites[$0].id }
    let limits = zip(prices.offerMaximum, prices.offerMinimum)
    let limited = zip(program.offers, limits).filter { $0.1.0 != 0 || $0.1.1 != 0 }
    try insert(db, "price_offer_limit", limited) { [$0.0.id, $0.1.0, $0.1.1] }
    func list(_ table: String, _ values: [Double], _ key: (Int) -> Cell) throws {
      try insert(db, table, values.indices.filter { values[$0] != 0 }) { [key($0), values[$0]] }
    }
    try list("price_expansion", prices.expansions) { program.expansions[$0].id }
    try list("price_demand", prices.demands) { program.demands[$0].id }
    try list("price_policy", prices.policies) { program.policies[$0].id }
    for point in prices.items {
      let site = id(point.site)
      let item = id(point.item)
      let rows = point.values.indices.filter { point.values[$0] != 0 }
      try insert(db, "price_item", rows) { [site, item, $0, point.values[$0]] }
    }
  }

  private func writeExplanations(_ db: Database) throws {
    let explanations = plan.explanations
    let numbered = Array(explanations.bottlenecks.enumerated())
    try insert(db, "bottleneck", numbered) { position, row in
      let limit = row.limit.key(in: program)
      return [position + 1, limit.kind, limit.subject, row.value, row.rent]
    }
    for (position, bottleneck) in numbered {
      try insert(db, "bottleneck_bucket", bottleneck.buckets.joined()) { [position + 1, $0] }
      try insert(db, "bottleneck_demand", bottleneck.demands.enumerated()) {
        [position + 1, $0.offset + 1, program.demands[$0.element].id]
      }
    }
    try insert(db, "explanation", explanations.demands) {
      [program.demands[$0.demand].id, $0.cause.rawValue, $0.saving, $0.cost]
    }
    for explanation in explanations.demands {
      let demand = program.demands[explanation.demand].id
      try insert(db, "explanation_rent", explanation.rents.enumerated()) {
        let limit = $0.element.limit.key(in: program)
        return [demand, $0.offset + 1, limit.kind, limit.subject, $0.element.amount]
      }
      try insert(db, "explanation_step", explanation.chain.enumerated()) {
        let link = $0.element
        let subject = link.subject.key(in: program)
        return [
          demand, $0.offset + 1, subject.kind, subject.subject, subject.place, link.bucket,
          link.amount, link.sentence,
        ]
      }
    }
  }

  private func writePegging(_ db: Database) throws {
    try insert(db, "pegging", plan.explanations.pegging) { link in
      let source = link.source.key
      let use = link.use.key
      return [
        nil, id(link.site), id(link.item), source.table, source.row, use.table, use.row, link.units,
      ]
    }
  }

  private func writeMeta(_ db: Database) throws {
    let settings = program.settings
    let rows: [(String, Cell)] = [
      ("schema", Schema.version), ("millwright", context.version), ("solver", context.solver),
      ("command", context.command),
      ("name", settings.name), ("currency", settings.currency), ("domestic", settings.domestic),
      ("start", program.horizon.start.description), ("end", program.horizon.end.description),
      ("buckets", program.horizon.count), ("discount_rate", settings.discountRate),
      ("holding_rate", settings.holdingRate), ("minimised", settings.objective.rawValue),
      ("goal_measure", settings.goal?.measure.rawValue), ("goal_quantity", settings.goal?.quantity),
      ("goal_date", settings.goal?.date.description), ("status", plan.status.rawValue),
      ("objective", plan.objective), ("bound", plan.bound), ("gap", plan.gap),
      ("prices_known", plan.prices.isKnown), ("columns", plan.statistics.columns),
      ("integers", plan.statistics.integers), ("rows", plan.statistics.rows),
      ("nonzeros", plan.statistics.nonzeros), ("load_seconds", context.seconds.load),
      ("build_seconds", context.seconds.build), ("solve_seconds", context.seconds.solve),
    ]
    try insert(db, "meta", rows) { [$0.0, $0.1] }
  }
}
