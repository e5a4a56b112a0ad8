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
    "modules.csv", "awards.csv",
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

  /// The cells that end every flow: bucket, date and amount.
  private func end(_ bucket: Int, _ amount: Double, _ buffer: inout TextBuffer) {
    buffer.append(Self.comma)
    buffer.append(buckets[bucket])
    buffer.append(Self.comma)
    buffer.append(amount)
  }
}
