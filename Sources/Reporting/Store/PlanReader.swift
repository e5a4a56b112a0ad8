import GRDB
import Planning
import Program

/// Reads the plan of `plan.sqlite` back, for a program whose rows have the same identifiers.
struct PlanReader {
  private let program: BuildProgram
  private let path: String
  private let items: [String: ItemIndex]
  private let sites: [String: SiteIndex]
  private let offers: [String: OfferIndex]
  private let operations: [String: OperationIndex]
  private let demands: [String: DemandIndex]
  private let expansions: [String: ExpansionIndex]
  private let resources: [String: ResourceIndex]
  private let policies: [String: PolicyIndex]

  init(program: BuildProgram, path: String) {
    func positions<Row>(_ rows: [Row], _ id: (Row) -> String) -> [String: TableIndex<Row>] {
      Dictionary(uniqueKeysWithValues: zip(rows.map(id), rows.rowIndices))
    }
    self.program = program
    self.path = path
    items = positions(program.items, \.id)
    sites = positions(program.sites, \.id)
    offers = positions(program.offers, \.id)
    operations = positions(program.operations, \.id)
    demands = positions(program.demands, \.id)
    expansions = positions(program.expansions, \.id)
    resources = positions(program.resources, \.id)
    policies = positions(program.policies, \.id)
  }

  /// The plan.
  ///
  /// - Throws: ``FileFault`` where the file is missing, is no result database of this version, or
  ///   does not fit the program.
  func read() throws(FileFault) -> Plan {
    guard FileAccess.isFolder(path) == false else {
      throw FileFault(action: .read, path: path, reason: "no such file")
    }
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let plan = try queue.read { db in try makePlan(db) }
      try queue.close()
      return plan
    } catch let fault as FileFault {
      throw fault
    } catch let error as DatabaseError {
      throw FileFault(action: .read, path: path, reason: error.message ?? "\(error.resultCode)")
    } catch {
      throw FileFault(action: .read, path: path, reason: "\(error)")
    }
  }

  private func makePlan(_ db: Database) throws -> Plan {
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version")
    guard version == Schema.version else {
      throw FileFault(
        action: .read, path: path,
        reason: "its tables are of version \(version ?? 0); this is version \(Schema.version)")
    }
    var cost = CostBreakdown()
    for category in CostBreakdown.Category.allCases {
      cost[category] =
        try Double.fetchOne(
          db, sql: "SELECT amount FROM cost WHERE category = ?", arguments: [category.rawValue])
        ?? 0
    }
    guard
      let status = Plan.Status(rawValue: try meta(db, "status", String.self)),
      let steps = try? String.fetchAll(
        db, sql: "SELECT text FROM note WHERE kind = 'step' ORDER BY position")
    else {
      throw FileFault(action: .read, path: path, reason: "it holds no plan")
    }
    var timing = Timing()
    timing.build = try meta(db, "build_seconds", Double.self)
    timing.solve = try meta(db, "solve_seconds", Double.self)
    var statistics = PlanStatistics()
    statistics.columns = try meta(db, "columns", Int.self)
    statistics.integers = try meta(db, "integers", Int.self)
    statistics.rows = try meta(db, "rows", Int.self)
    statistics.nonzeros = try meta(db, "nonzeros", Int.self)
    statistics.steps = steps
    return Plan(
      status: status, objective: try meta(db, "objective", Double.self),
      bound: try meta(db, "bound", Double.self), cost: cost, flows: try flows(db),
      demands: try demandOutcomes(db), awards: try awards(db), prices: try prices(db),
      policies: try policyOutcomes(db), stages: try stages(db), timing: timing,
      statistics: statistics, explanations: try explanations(db))
  }

  private func meta<Value: DatabaseValueConvertible>(
    _ db: Database, _ key: String, _ type: Value.Type
  ) throws -> Value {
    let sql = "SELECT value FROM meta WHERE key = ?"
    guard let value = try Value.fetchOne(db, sql: sql, arguments: [key]) else {
      throw FileFault(action: .read, path: path, reason: "its table meta has no \(key)")
    }
    return value
  }

  /// The position of the row that the cell `column` names.
  private func index<Row>(
    _ row: GRDB.Row, _ column: Int, _ positions: [String: TableIndex<Row>]
  ) throws -> TableIndex<Row> {
    let id: String = row[column]
    guard let index = positions[id] else {
      throw FileFault(
        action: .read, path: path, reason: "it speaks of '\(id)', which its program does not have")
    }
    return index
  }

  private func rows<Value>(
    _ db: Database, _ sql: String, _ body: (GRDB.Row) throws -> Value
  ) throws -> [Value] {
    var values: [Value] = []
    let cursor = try Row.fetchCursor(db, sql: sql)
    while let row = try cursor.next() { values.append(try body(row)) }
    return values
  }
}

extension PlanReader {
  private func flows(_ db: Database) throws -> Flows {
    var flows = Flows()
    flows.orders = try rows(
      db, "SELECT offer, site, lane_row, bucket, units FROM orders ORDER BY row"
    ) {
      let lane: Int? = $0[2]
      return OrderFlow(
        offer: try index($0, 0, offers), site: try index($0, 1, sites),
        lane: lane.map { LaneIndex($0 - 1) }, bucket: $0[3], units: $0[4])
    }
    flows.starts = try rows(db, "SELECT operation, bucket, units FROM starts ORDER BY row") {
      StartFlow(operation: try index($0, 0, operations), bucket: $0[1], units: $0[2])
    }
    flows.dispatches = try rows(
      db, "SELECT lane_row, item, bucket, units FROM dispatches ORDER BY row"
    ) {
      let lane: Int = $0[0]
      return DispatchFlow(
        lane: LaneIndex(lane - 1), item: try index($0, 1, items), bucket: $0[2], units: $0[3])
    }
    flows.stocks = try rows(db, "SELECT site, item, bucket, units FROM stocks") {
      StockLevel(
        site: try index($0, 0, sites), item: try index($0, 1, items), bucket: $0[2], units: $0[3])
    }
    flows.stocks.sort { ($0.site, $0.item, $0.bucket) < ($1.site, $1.item, $1.bucket) }
    flows.deliveries = try deliveries(db)
    flows.open = try rows(db, "SELECT demand, bucket, quantity FROM open") {
      OpenQuantity(demand: try index($0, 0, demands), bucket: $0[1], quantity: $0[2])
    }
    flows.open.sort { ($0.demand, $0.bucket) < ($1.demand, $1.bucket) }
    flows.modules = try rows(db, "SELECT expansion, bucket, count FROM modules") {
      ModuleDecision(expansion: try index($0, 0, expansions), bucket: $0[1], count: $0[2])
    }
    flows.modules.sort { ($0.expansion, $0.bucket) < ($1.expansion, $1.bucket) }
    return flows
  }

  private func deliveries(_ db: Database) throws -> [DeliveryFlow] {
    struct ModeKey: Hashable {
      let item: ItemIndex
      let mode: String
    }
    var modes: [ModeKey: Int] = [:]
    for (position, row) in program.modes.enumerated() {
      modes[ModeKey(item: row.item, mode: row.mode)] = position
    }
    let sql = "SELECT demand, site, item, mode, bucket, units FROM deliveries ORDER BY row"
    return try rows(db, sql) {
      let item = try index($0, 2, items)
      let mode: String? = $0[3]
      return DeliveryFlow(
        demand: try index($0, 0, demands), site: try index($0, 1, sites), item: item,
        mode: mode.flatMap { modes[ModeKey(item: item, mode: $0)] }, bucket: $0[4], units: $0[5])
    }
  }

  private func awards(_ db: Database) throws -> [Award] {
    var awards = [Award](
      repeating: Award(isAwarded: false, units: 0, spend: 0, duty: 0),
      count: program.offers.count)
    _ = try rows(db, "SELECT offer, awarded, units, spend, duty FROM award") {
      awards[Int(try index($0, 0, offers).position)] = Award(
        isAwarded: $0[1], units: $0[2], spend: $0[3], duty: $0[4])
    }
    return awards
  }

  private func demandOutcomes(_ db: Database) throws -> [DemandOutcome] {
    var outcomes = program.demands.map {
      DemandOutcome(quantity: $0.quantity, onTime: 0, late: 0, lost: $0.quantity)
    }
    _ = try rows(db, "SELECT demand, quantity, on_time, late, lost FROM demand_result") {
      outcomes[Int(try index($0, 0, demands).position)] = DemandOutcome(
        quantity: $0[1], onTime: $0[2], late: $0[3], lost: $0[4])
    }
    return outcomes
  }

  private func policyOutcomes(_ db: Database) throws -> [PolicyOutcome] {
    var outcomes = program.policies.map {
      PolicyOutcome(attained: nil, value: $0.value, shortfall: 0, penalty: 0)
    }
    _ = try rows(db, "SELECT policy, attained, value, shortfall, penalty FROM policy_result") {
      outcomes[Int(try index($0, 0, policies).position)] = PolicyOutcome(
        attained: $0[1], value: $0[2], shortfall: $0[3], penalty: $0[4])
    }
    return outcomes
  }

  private func stages(_ db: Database) throws -> [ServiceStage] {
    try rows(db, "SELECT priority, late_and_lost, bound FROM service_stage ORDER BY stage") {
      ServiceStage(priority: $0[0], lateAndLost: $0[1], bound: $0[2])
    }
  }
}

extension PlanReader {
  private func prices(_ db: Database) throws -> ShadowPrices {
    var prices = ShadowPrices()
    guard try meta(db, "prices_known", Bool.self) else { return prices }
    let count = program.horizon.count
    prices.bucketCount = count
    prices.resources = try grid(db, "price_resource", resources, program.resources.count)
    prices.offers = try grid(db, "price_offer", offers, program.offers.count)
    prices.power = try grid(db, "price_power", sites, program.sites.count)
    prices.lanes = [Double](repeating: 0, count: program.lanes.count * count)
    _ = try rows(db, "SELECT lane_row, bucket, value FROM price_lane") {
      let lane: Int = $0[0]
      let bucket: Int = $0[1]
      prices.lanes[(lane - 1) * count + bucket] = $0[2]
    }
    prices.offerMaximum = [Double](repeating: 0, count: program.offers.count)
    prices.offerMinimum = prices.offerMaximum
    _ = try rows(db, "SELECT offer, maximum, minimum FROM price_offer_limit") {
      let offer = Int(try index($0, 0, offers).position)
      prices.offerMaximum[offer] = $0[1]
      prices.offerMinimum[offer] = $0[2]
    }
    prices.expansions = try list(db, "price_expansion", expansions, program.expansions.count)
    prices.demands = try list(db, "price_demand", demands, program.demands.count)
    prices.policies = try list(db, "price_policy", policies, program.policies.count)
    prices.items = try itemPrices(db)
    return prices
  }

  private func grid<Row>(
    _ db: Database, _ table: String, _ positions: [String: TableIndex<Row>], _ rowCount: Int
  ) throws -> [Double] {
    let count = program.horizon.count
    var values = [Double](repeating: 0, count: rowCount * count)
    _ = try rows(db, "SELECT * FROM \(table)") {
      let bucket: Int = $0[1]
      values[Int(try index($0, 0, positions).position) * count + bucket] = $0[2]
    }
    return values
  }

  private func list<Row>(
    _ db: Database, _ table: String, _ positions: [String: TableIndex<Row>], _ rowCount: Int
  ) throws -> [Double] {
    var values = [Double](repeating: 0, count: rowCount)
    _ = try rows(db, "SELECT * FROM \(table)") {
      values[Int(try index($0, 0, positions).position)] = $0[1]
    }
    return values
  }

  private func itemPrices(_ db: Database) throws -> [ShadowPrices.ItemPrice] {
    struct Point: Hashable {
      let site: SiteIndex
      let item: ItemIndex
    }
    var values: [Point: [Double]] = [:]
    let empty = [Double](repeating: 0, count: program.horizon.count)
    _ = try rows(db, "SELECT site, item, bucket, value FROM price_item") {
      let point = Point(site: try index($0, 0, sites), item: try index($0, 1, items))
      let bucket: Int = $0[2]
      values[point, default: empty][bucket] = $0[3]
    }
    return values.keys.sorted { ($0.site, $0.item) < ($1.site, $1.item) }.map {
      ShadowPrices.ItemPrice(site: $0.site, item: $0.item, values: values[$0] ?? empty)
    }
  }
}

extension PlanReader {
  private func explanations(_ db: Database) throws -> Explanations {
    var explanations = Explanations()
    explanations.bottlenecks = try bottlenecks(db)
    explanations.demands = try demandExplanations(db)
    let sql = "SELECT site, item, source, source_row, use, use_row, units FROM pegging ORDER BY row"
    explanations.pegging = try rows(db, sql) { row in
      guard let source = PegLink.Source(table: row[2], row: row[3]),
        let use = PegLink.Use(table: row[4], row: row[5])
      else { throw unknown("pegging", row[2]) }
      return PegLink(
        site: try index(row, 0, sites), item: try index(row, 1, items), source: source, use: use,
        units: row[6])
    }
    return explanations
  }

  private func unknown(_ table: String, _ text: String) -> FileFault {
    FileFault(action: .read, path: path, reason: "its table \(table) speaks of '\(text)'")
  }

  private func bottlenecks(_ db: Database) throws -> [Bottleneck] {
    var demandsOf: [Int: [DemandIndex]] = [:]
    _ = try rows(db, "SELECT demand, bottleneck FROM bottleneck_demand ORDER BY bottleneck, rank") {
      demandsOf[$0[1], default: []].append(try index($0, 0, demands))
    }
    var bucketsOf: [Int: [Range<Int>]] = [:]
    let sql = "SELECT bottleneck, bucket FROM bottleneck_bucket ORDER BY bottleneck, bucket"
    _ = try rows(db, sql) { row in
      let bottleneck: Int = row[0]
      let bucket: Int = row[1]
      var runs = bucketsOf[bottleneck] ?? []
      if let last = runs.last, last.upperBound == bucket {
        runs[runs.count - 1] = last.lowerBound..<(bucket + 1)
      } else {
        runs.append(bucket..<(bucket + 1))
      }
      bucketsOf[bottleneck] = runs
    }
    return try rows(
      db, "SELECT bottleneck, kind, subject, value, rent FROM bottleneck ORDER BY bottleneck"
    ) { row in
      let number: Int = row[0]
      return Bottleneck(
        limit: try limit(row, 1), value: row[3], rent: row[4], buckets: bucketsOf[number] ?? [],
        demands: demandsOf[number] ?? [])
    }
  }

  private func demandExplanations(_ db: Database) throws -> [DemandExplanation] {
    var rents: [DemandIndex: [(limit: Limit, amount: Double)]] = [:]
    _ = try rows(
      db, "SELECT demand, kind, subject, amount FROM explanation_rent ORDER BY demand, rank"
    ) {
      rents[try index($0, 0, demands), default: []].append((try limit($0, 1), $0[3]))
    }
    var chains: [DemandIndex: [ChainLink]] = [:]
    _ = try rows(
      db,
      """
      SELECT demand, kind, subject, place, bucket, amount, sentence FROM explanation_step
      ORDER BY demand, step
      """
    ) { row in
      chains[try index(row, 0, demands), default: []].append(
        ChainLink(
          subject: try subject(row), bucket: row[4], amount: row[5], sentence: row[6]))
    }
    return try rows(db, "SELECT demand, cause, saving, cost FROM explanation") { row in
      let demand = try index(row, 0, demands)
      guard let cause = DemandExplanation.Cause(rawValue: row[1]) else {
        throw unknown("explanation", row[1])
      }
      return DemandExplanation(
        demand: demand, cause: cause, saving: row[2], cost: row[3], rents: rents[demand] ?? [],
        chain: chains[demand] ?? [])
    }.sorted { $0.demand < $1.demand }
  }

  /// The limit whose kind stands in `column` and whose subject in the next one.
  private func limit(_ row: GRDB.Row, _ column: Int) throws -> Limit {
    let kind: String = row[column]
    switch kind {
    case "resource": return .resource(try index(row, column + 1, resources))
    case "offer": return .offer(try index(row, column + 1, offers))
    case "offer_maximum": return .offerMaximum(try index(row, column + 1, offers))
    case "lane": return .lane(try lane(row, column + 1))
    case "power": return .power(try index(row, column + 1, sites))
    case "expansion": return .expansion(try index(row, column + 1, expansions))
    case "policy": return .policy(try index(row, column + 1, policies))
    default: throw unknown("of limits", kind)
    }
  }

  private func lane(_ row: GRDB.Row, _ column: Int) throws -> LaneIndex {
    let text: String = row[column]
    guard let number = Int(text), program.lanes.indices.contains(number - 1) else {
      throw unknown("of lanes", text)
    }
    return LaneIndex(number - 1)
  }

  /// The subject of a step: its kind, subject and place stand in columns 1 to 3.
  private func subject(_ row: GRDB.Row) throws -> ChainLink.Subject {
    let kind: String = row[1]
    switch kind {
    case "demand": return .demand(try index(row, 2, demands))
    case "item": return .item(try index(row, 2, items), try index(row, 3, sites))
    case "order": return .order(try index(row, 2, offers), try index(row, 3, sites))
    case "start": return .start(try index(row, 2, operations))
    case "dispatch": return .dispatch(try lane(row, 2), try index(row, 3, items))
    case "stock": return .stock(try index(row, 2, items), try index(row, 3, sites))
    default: return .limit(try limit(row, 1))
    }
  }
}
