import Planning
import Program
import Reporting
import Tables

/// One demand of a plan: what it gets, why, and from what.
struct DemandReport {
  let saved: SavedPlan
  let index: DemandIndex

  private var program: BuildProgram { saved.program }
  private var plan: Plan { saved.plan }
  private var demand: Demand { program.demands[index] }
  private var outcome: DemandOutcome { plan.demands[Int(index.position)] }
  private var currency: String { program.settings.currency }

  private var explanation: DemandExplanation? {
    plan.explanations.demands.first { $0.demand == index }
  }

  var text: String { title + why + served }

  private var title: String {
    let unit = DemandText.unit(demand, program)
    let site = demand.site.map { " at \(program.sites[$0].id)" } ?? ""
    let wanted = "\(Format.quantity(outcome.quantity)) \(unit)\(site), due \(demand.due)"
    var parts = ["\(Format.quantity(outcome.onTime)) on time"]
    if outcome.isLate { parts.append("\(Format.quantity(outcome.late)) late") }
    if outcome.isLost { parts.append("\(Format.quantity(outcome.lost)) lost") }
    return "\(demand.id): \(wanted): \(parts.joined(separator: ", "))\n\n"
  }

  private var why: String {
    guard let explanation else { return "Why is not known: the search ended too early.\n\n" }
    var text = "\(sentence(explanation.cause))\n"
    for (position, link) in explanation.chain.enumerated() {
      text += "  \(position + 1). \(link.sentence)\n"
    }
    guard !explanation.rents.isEmpty else { return text + "\n" }
    text += "One more in time would cost \(currency) \(Format.money(explanation.cost)), of which\n"
    for rent in explanation.rents.prefix(8) {
      let words = BottleneckText.words(rent.limit, program)
      text += "  \(currency) \(Format.money(rent.amount)) for the scarcity of \(words)\n"
    }
    return text + "\n"
  }

  private func sentence(_ cause: DemandExplanation.Cause) -> String {
    switch cause {
    case .onTime: "All of it is met on time."
    case .neverDue: "It is never due inside the horizon."
    case .leadTime: "Lead times are too long for its due date."
    case .unreachable: "Nothing that meets it can ever be there."
    case .scarcity: "It waits for what is scarce."
    case .price: "In time, one more would cost more than leaving it open."
    case .unknown: "Why is not known: the search ended too early."
    }
  }

  /// Lines shown of each kind of supply.
  private static let rows = 12

  /// The supply by kind, the most first; what rounds to nothing is left out.
  private var served: String {
    let supply = plan.supply(of: index)
    var orders: [(Double, String)] = []
    for (offer, units) in supply.orders {
      let row = program.offers[offer]
      let spend = Format.money(units * row.price)
      let words = "order \(row.id): \(Format.quantity(units)) \(program.items[row.item].id)"
      orders.append((units * row.price, "\(words) for \(currency) \(spend)"))
    }
    let starts = supply.starts.map { operation, units in
      (units, "start \(program.operations[operation].id): \(Format.quantity(units))")
    }
    var ways: [(Double, String)] = []
    for (lane, items) in supply.dispatches {
      let way = BottleneckText.words(.lane(lane), program)
      for (item, units) in items {
        ways.append((units, "\(way): \(Format.quantity(units)) \(program.items[item].id)"))
      }
    }
    var onHand: [String: Double] = [:]
    for (row, units) in supply.given {
      let stock = program.stock[row]
      let words = "\(program.sites[stock.site].id), \(program.items[stock.item].id)"
      onHand[words, default: 0] += units
    }
    let stock = onHand.map { ($0.value, "stock at \($0.key): \(Format.quantity($0.value))") }
    let sections = [orders, starts, ways, stock].map(section).joined()
    return sections.isEmpty
      ? "Nothing serves it.\n" : "What serves it, over all levels\n" + sections
  }

  private func section(_ lines: [(Double, String)]) -> String {
    let shown = lines.filter { $0.0 >= 0.005 }.sorted { ($1.0, $0.1) < ($0.0, $1.1) }
    var text = shown.prefix(Self.rows).map { "  \($0.1)\n" }.joined()
    if shown.count > Self.rows { text += "  and \(shown.count - Self.rows) more (--json)\n" }
    return text
  }
}

extension DemandReport {
  /// What it gets and why, without its supply.
  var head: JSONValue {
    let limits = (explanation?.rents ?? []).map { rent -> JSONValue in
      let key = rent.limit.key(in: program)
      return [
        "kind": .string(key.kind), "id": .string(key.subject), "amount": .number(rent.amount),
      ]
    }
    return [
      "demand": .string(demand.id), "due": .string("\(demand.due)"),
      "unit": .string(DemandText.unit(demand, program)), "quantity": .number(outcome.quantity),
      "on_time": .number(outcome.onTime), "late": .number(outcome.late),
      "lost": .number(outcome.lost),
      "cause": explanation.map { .string($0.cause.rawValue) } ?? .null,
      "saving": explanation.map { .number($0.saving) } ?? .null,
      "cost": explanation.map { .number($0.cost) } ?? .null, "rents": .array(limits),
    ]
  }

  var json: JSONValue {
    guard case .object(var members) = head else { return .null }
    members.insert(.init("format", 1), at: 0)
    let chain = (explanation?.chain ?? []).map { link -> JSONValue in
      [
        "sentence": .string(link.sentence),
        "date": link.bucket.map { .string("\(program.horizon.firstDay(of: $0))") } ?? .null,
        "amount": link.amount.map(JSONValue.number) ?? .null,
      ]
    }
    members.append(.init("chain", .array(chain)))
    members.append(.init("supply", supply))
    return .object(members)
  }

  private var supply: JSONValue {
    let supply = plan.supply(of: index)
    let orders = supply.orders.sorted { $0.key < $1.key }
    let starts = supply.starts.sorted { $0.key < $1.key }
    var dispatches: [JSONValue] = []
    for (lane, items) in supply.dispatches.sorted(by: { $0.key < $1.key }) {
      for (item, units) in items.sorted(by: { $0.key < $1.key }) {
        dispatches.append([
          "lane_row": .int(Int(lane.position) + 1), "item": .string(program.items[item].id),
          "units": .number(units),
        ])
      }
    }
    return [
      "orders": .object(orders.map { .init(program.offers[$0.key].id, .number($0.value)) }),
      "starts": .object(starts.map { .init(program.operations[$0.key].id, .number($0.value)) }),
      "dispatches": .array(dispatches),
      "stock": .array(
        supply.given.sorted { $0.key < $1.key }.map {
          ["stock_row": .int($0.key + 1), "units": .number($0.value)]
        }),
    ]
  }
}
