import Planning
import Program
import Tables

/// The plan's flows as CSV tables: every row that is not zero, sorted by its columns.
///
/// `docs/plan-output.md` lists the columns. The checker of the oracle tests reads these tables and
/// nothing else of the plan.
struct PlanTables {
  /// The names of all tables, in the order in which they are written.
  static let names = [
    "orders.csv", "starts.csv", "dispatches.csv", "stocks.csv", "deliveries.csv", "open.csv",
    "modules.csv", "awards.csv", "bottlenecks.csv", "prices.csv",
  ]

  private let program: BuildProgram
  private let plan: Plan
  /// `17,2026-05-04` by bucket.
  private let buckets: [[UInt8]]
  private let items: [[UInt8]]
  private let sites: [[UInt8]]
  private let offers: [[UInt8]]

  init(_ plan: Plan, _ program: BuildProgram) {
    self.plan = plan
    self.program = program
    buckets = (0..<program.horizon.count).map {
      Array("\($0),\(program.horizon.firstDay(of: $0))".utf8)
    }
    items = program.items.map { Self.cell($0.id) }
    sites = program.sites.map { Self.cell($0.id) }
    offers = program.offers.map { Self.cell($0.id) }
  }

  /// The text of the table `name`, one of ``names``.
  func table(_ name: String) -> [UInt8] {
    switch name {
    case "orders.csv": orders()
    case "starts.csv": starts()
    case "dispatches.csv": dispatches()
    case "stocks.csv": stocks()
    case "deliveries.csv": deliveries()
    case "open.csv": open()
    case "modules.csv": modules()
    case "awards.csv": awards()
    case "bottlenecks.csv": bottlenecks()
    case "prices.csv": prices()
    default: preconditionFailure("there is no table \(name)")
    }
  }

  /// A cell, quoted where RFC 4180 asks for it.
  static func cell(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    let quote = UInt8(ascii: "\"")
    let special: Set<UInt8> = [quote, UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    guard bytes.contains(where: special.contains) else { return bytes }
    return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}

extension PlanTables {
  private static let comma = UInt8(ascii: ",")
  private static let newLine = UInt8(ascii: "\n")

  private func write<Row>(
    _ header: StaticString, _ rows: [Row], _ body: (Row, inout TextBuffer) -> Void
  ) -> [UInt8] {
    var buffer = TextBuffer()
    buffer.reserve(64 + rows.count * 48)
    buffer.append(header)
    buffer.append(Self.newLine)
    for row in rows {
      body(row, &buffer)
      buffer.append(Self.newLine)
    }
    return buffer.bytes
  }

  private func orders() -> [UInt8] {
    write("offer,site,lane_row,bucket,date,units", plan.flows.orders) { flow, buffer in
      buffer.append(offers[Int(flow.offer.position)])
      buffer.append(Self.comma)
      buffer.append(sites[Int(flow.site.position)])
      buffer.append(Self.comma)
      if let lane = flow.lane { buffer.append(Int(lane.position) + 1) }
      end(flow.bucket, flow.units, &buffer)
    }
  }

  private func starts() -> [UInt8] {
    let operations = program.operations.map { Self.cell($0.id) }
    return write("operation,bucket,date,units", plan.flows.starts) { flow, buffer in
      buffer.append(operations[Int(flow.operation.position)])
      end(flow.bucket, flow.units, &buffer)
    }
  }

  private func dispatches() -> [UInt8] {
    write("lane_row,from,to,item,bucket,date,units", plan.flows.dispatches) { flow, buffer in
      let lane = program.lanes[flow.lane]
      buffer.append(Int(flow.lane.position) + 1)
      buffer.append(Self.comma)
      buffer.append(sites[Int(lane.from.position)])
      buffer.append(Self.comma)
      buffer.append(sites[Int(lane.to.position)])
      buffer.append(Self.comma)
      buffer.append(items[Int(flow.item.position)])
      end(flow.bucket, flow.units, &buffer)
    }
  }

  private func stocks() -> [UInt8] {
    write("site,item,bucket,date,units", plan.flows.stocks) { flow, buffer in
      buffer.append(sites[Int(flow.site.position)])
      buffer.append(Self.comma)
      buffer.append(items[Int(flow.item.position)])
      end(flow.bucket, flow.units, &buffer)
    }
  }

  private func deliveries() -> [UInt8] {
    let demands = program.demands.map { Self.cell($0.id) }
    let modes = program.modes.map { Self.cell($0.mode) }
    return write("demand,site,item,mode,bucket,date,units", plan.flows.deliveries) {
      flow, buffer in
      buffer.append(demands[Int(flow.demand.position)])
      buffer.append(Self.comma)
      buffer.append(sites[Int(flow.site.position)])
      buffer.append(Self.comma)
      buffer.append(items[Int(flow.item.position)])
      buffer.append(Self.comma)
      if let mode = flow.mode { buffer.append(modes[mode]) }
      end(flow.bucket, flow.units, &buffer)
    }
  }

  private func open() -> [UInt8] {
    let demands = program.demands.map { Self.cell($0.id) }
    return write("demand,bucket,date,quantity", plan.flows.open) { row, buffer in
      buffer.append(demands[Int(row.demand.position)])
      end(row.bucket, row.quantity, &buffer)
    }
  }

  private func modules() -> [UInt8] {
    let expansions = program.expansions.map { Self.cell($0.id) }
    return write("expansion,bucket,date,count", plan.flows.modules) { row, buffer in
      buffer.append(expansions[Int(row.expansion.position)])
      end(row.bucket, Double(row.count), &buffer)
    }
  }

  private func awards() -> [UInt8] {
    let rows = Array(zip(offers, plan.awards))
    return write("offer,awarded,units,spend", rows) { row, buffer in
      buffer.append(row.0)
      buffer.append(row.1.isAwarded ? ",true," : ",false," as StaticString)
      buffer.append(row.1.units)
      buffer.append(Self.comma)
      buffer.append(row.1.spend)
    }
  }

  private func bottlenecks() -> [UInt8] {
    write(
      "kind,subject,value,rent,weeks,first_date,last_date,demands", plan.explanations.bottlenecks
    ) { row, buffer in
      let key = row.limit.key(in: program)
      buffer.append(key.kind)
      buffer.append(Self.comma)
      buffer.append(Self.cell(key.subject))
      buffer.append(Self.comma)
      buffer.append(row.value)
      buffer.append(Self.comma)
      buffer.append(row.rent)
      buffer.append(Self.comma)
      buffer.append(row.buckets.joined().reduce(0) { $0 + program.horizon.weeks(of: $1) })
      buffer.append(Self.comma)
      if let first = row.buckets.first, let last = row.buckets.last {
        buffer.append("\(program.horizon.firstDay(of: first.lowerBound)),")
        buffer.append(
          program.horizon.firstDay(of: last.upperBound).advanced(byDays: -1).description)
      } else {
        buffer.append(Self.comma)
      }
      buffer.append(Self.comma)
      buffer.append(
        Self.cell(row.demands.map { program.demands[$0].id }.joined(separator: ";")))
    }
  }

  /// Every shadow price that is not 0; those without a time have no bucket and date.
  private func prices() -> [UInt8] {
    var buffer = TextBuffer()
    buffer.append("kind,subject,item,bucket,date,value\n" as StaticString)
    let prices = plan.prices
    func row(_ kind: StaticString, _ subject: [UInt8], _ item: [UInt8], _ b: Int?, _ value: Double)
    {
      guard value != 0 else { return }
      buffer.append(kind)
      for cell in [subject, item, b.map { buckets[$0] } ?? [Self.comma]] {
        buffer.append(Self.comma)
        buffer.append(cell)
      }
      buffer.append(Self.comma)
      buffer.append(value)
      buffer.append(Self.newLine)
    }
    func grid(_ kind: StaticString, _ values: [Double], _ subject: (Int) -> [UInt8]) {
      for (cell, value) in values.enumerated() where value != 0 {
        row(kind, subject(cell / prices.bucketCount), [], cell % prices.bucketCount, value)
      }
    }
    func list(_ kind: StaticString, _ values: [Double], _ subject: (Int) -> [UInt8]) {
      for (position, value) in values.enumerated() {
        row(kind, subject(position), [], nil, value)
      }
    }
    grid("resource", prices.resources) { Self.cell(program.resources[$0].id) }
    grid("offer", prices.offers) { offers[$0] }
    grid("lane", prices.lanes) { Array(String($0 + 1).utf8) }
    grid("power", prices.power) { sites[$0] }
    list("offer_maximum", prices.offerMaximum) { offers[$0] }
    list("offer_minimum", prices.offerMinimum) { offers[$0] }
    list("expansion", prices.expansions) { Self.cell(program.expansions[$0].id) }
    list("demand", prices.demands) { Self.cell(program.demands[$0].id) }
    list("policy", prices.policies) { Self.cell(program.policies[$0].id) }
    for point in prices.items {
      for (b, value) in point.values.enumerated() {
        row("item", sites[Int(point.site.position)], items[Int(point.item.position)], b, value)
      }
    }
    return buffer.bytes
  }

  /// The cells that end every flow: bucket, date and amount.
  private func end(_ bucket: Int, _ amount: Double, _ buffer: inout TextBuffer) {
    buffer.append(Self.comma)
    buffer.append(buckets[bucket])
    buffer.append(Self.comma)
    buffer.append(amount)
  }
}
