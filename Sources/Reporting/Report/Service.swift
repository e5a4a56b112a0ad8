import Planning
import Program
import Tables

/// What demands get, and what policies ask and get.
struct Service: Sendable {
  private let data: ReportData

  init(_ data: ReportData) {
    self.data = data
  }

  /// Why the demand at `position` is served as it is; `nil` where nothing is known.
  func explanation(_ position: Int) -> DemandExplanation? {
    data.plan.explanations.demands.first { Int($0.demand.position) == position }
  }

  /// The reason in a few words: `scarce: resource Rack test, site power Abilene`.
  func reason(_ position: Int) -> String {
    guard let explanation = explanation(position) else { return "" }
    switch explanation.cause {
    case .onTime: return ""
    case .neverDue: return "due after the horizon"
    case .leadTime: return "lead times: nothing that meets it can be there in time"
    case .unreachable: return "nothing that meets it can ever be there"
    case .price: return "in time it would cost more than it is worth"
    case .unknown: return ""
    case .scarcity:
      let limits = explanation.rents.prefix(3).map { rent in
        let words = Bottlenecks.words(rent.limit, data)
        return "\(words.kind.lowercased()) \(words.name)"
      }
      return limits.isEmpty ? "" : "scarce: " + limits.joined(separator: ", ")
    }
  }

  /// The chains of the costliest missed demands, from the demand down to what decides.
  var chains: [(demand: String, steps: [String])] {
    missed.prefix(Self.chainLimit).compactMap { position in
      guard let chain = explanation(position)?.chain, !chain.isEmpty else { return nil }
      return (data.program.demands[position].id, chain.map(\.sentence))
    }
  }

  /// Chains shown on the page; `millwright explain` tells all.
  static let chainLimit = 12

  /// The share of what is due within the horizon that is delivered on time, each demand by what it
  /// would cost to lose it; `nil` where nothing is due.
  var onTimeShare: Double? {
    var whole = 0.0
    var onTime = 0.0
    for (demand, result) in zip(data.program.demands, data.plan.demands)
    where demand.due < data.program.horizon.end && result.quantity > 0 {
      let weight = demand.lostCost > 0 ? demand.lostCost : 1
      whole += weight * result.quantity
      onTime += weight * min(result.onTime, result.quantity)
    }
    return whole > 0 ? onTime / whole : nil
  }

  /// Positions of the demands that are late or short, the costliest first.
  var missed: [Int] {
    data.plan.demands.indices.filter { data.plan.demands[$0].isMissed }
      .sorted { (weight($1), $0) < (weight($0), $1) }
  }

  private func weight(_ position: Int) -> Double {
    let demand = data.program.demands[position]
    let result = data.plan.demands[position]
    return result.lost * demand.lostCost + result.late * demand.lateCost
  }

  /// `MW`, `PFLOPS` or the item's name.
  private func unit(_ demand: Demand) -> String {
    switch demand.wanted {
    case .item(let item): data.label(item)
    case .measure(.compute): "PFLOPS"
    case .measure(.power): "MW"
    }
  }

  /// When the last of it is delivered, or that it is not.
  private func finish(_ position: Int) -> Table.Cell {
    let result = data.plan.demands[position]
    if result.isLost {
      return Table.Cell("not within the horizon", key: 1e9)
    }
    let buckets = data.plan.flows.deliveries.filter { Int($0.demand.position) == position }
      .map(\.bucket)
    guard let last = buckets.max() else { return "" }
    return Table.Cell(
      Numbers.date(data.timeline.days[last + 1].advanced(byDays: -1)), key: Double(last))
  }

  /// What is lost of it; what is within the solver's tolerance is nothing.
  private func lost(_ result: DemandOutcome) -> Table.Cell {
    guard result.isLost else { return .short(0) }
    return Table.Cell(Numbers.short(result.lost), key: result.lost, mark: "bad")
  }

  var missedTable: Table {
    let hasReasons = missed.contains { !reason($0).isEmpty }
    let rows = missed.map { position -> [Table.Cell] in
      let demand = data.program.demands[position]
      let result = data.plan.demands[position]
      var cells = [
        Table.Cell(demand.id), Table.Cell(demand.site.map(data.label) ?? "any site"),
        Table.Cell(unit(demand)),
        Table.Cell(Numbers.date(demand.due), key: Double(demand.due.number)),
        .short(result.quantity), .short(result.onTime), .short(result.isLate ? result.late : 0),
        lost(result), finish(position),
      ]
      if hasReasons { cells.append(Table.Cell(reason(position))) }
      return cells
    }
    return Table(
      columns: [
        .name("Demand"), .text("Site"), .text("Unit"), .whole("Due"), .number("Asked"),
        .number("On time"), .number("Late"), .number("Lost"), .whole("Complete by"),
      ] + (hasReasons ? [.wide("Why")] : []), rows: rows)
  }

  var demandTable: Table {
    let rows = data.program.demands.indices.map { position -> [Table.Cell] in
      let demand = data.program.demands[position]
      let result = data.plan.demands[position]
      return [
        Table.Cell(demand.id), Table.Cell(demand.site.map(data.label) ?? "any site"),
        Table.Cell(unit(demand)),
        Table.Cell(Numbers.date(demand.due), key: Double(demand.due.number)),
        .number(Double(demand.priority)), .short(result.quantity), .short(result.onTime),
        .short(result.isLate ? result.late : 0), lost(result), finish(position),
      ]
    }
    return Table(
      columns: [
        .name("Demand"), .text("Site"), .text("Unit"), .whole("Due"), .number("Class"),
        .number("Asked"), .number("On time"), .number("Late"), .number("Lost"),
        .whole("Complete by"),
      ], rows: rows)
  }
}

/// What the rules ask, what they get, and what they cost.
struct Policies: Sendable {
  private let data: ReportData

  init(_ data: ReportData) {
    self.data = data
  }

  var table: Table {
    let rows = data.program.policies.indices.map { position -> [Table.Cell] in
      let policy = data.program.policies[position]
      let result = data.plan.policies[position]
      let price = data.plan.prices.policies.isEmpty ? 0 : data.plan.prices.policies[position]
      let isMissed = isMissed(policy, result)
      return [
        Table.Cell(policy.id), Table.Cell(Self.words(policy, data.program)),
        amount(policy, result.value),
        result.attained.map { amount(policy, $0) } ?? Table.Cell("nothing bought", key: -1),
        Table.Cell(
          isMissed ? "missed" : price > 1e-9 ? "binding" : "met",
          mark: isMissed ? "bad" : price > 1e-9 ? "warn" : "good"),
        Table.Cell(
          result.penalty > 0 ? data.money.text(result.penalty) : "–", key: result.penalty),
        worth(policy, price),
      ]
    }
    return Table(
      columns: [
        .whole("Policy"), .wide("Rule"), .number("Asked"), .number("Attained"), .text("State"),
        .number("Penalty paid"), .text("What the last bit costs"),
      ], rows: rows)
  }

  /// Whether a soft rule is missed by more than the solver's tolerance; a hard one never is.
  private func isMissed(_ policy: Policy, _ result: PolicyOutcome) -> Bool {
    guard policy.penalty != nil else { return false }
    let scale =
      switch policy.kind {
      case .suppliersMin, .capexMax, .spendMax: policy.value
      default: scopeSpend(policy)
      }
    return result.shortfall > 1e-6 * max(1, scale)
  }

  private func amount(_ policy: Policy, _ value: Double) -> Table.Cell {
    switch policy.kind {
    case .suppliersMin: .short(value)
    case .capexMax, .spendMax: Table.Cell(data.money.text(value), key: value)
    default: .percent(value)
    }
  }

  /// The shadow price in words that fit the rule's own unit.
  private func worth(_ policy: Policy, _ price: Double) -> Table.Cell {
    guard price > 1e-9 else { return Table.Cell("–", key: 0) }
    let text: String
    switch policy.kind {
    case .domesticContentMin, .addressableContentMin:
      // The inequality is in money; a point of it is a hundredth of the purchases in scope.
      let point = scopeSpend(policy) / 100
      text = "\(data.money.text(price * point)) for 1 percentage point less"
      return Table.Cell(text, key: price * point)
    case .countryShareMax, .supplierShareMax:
      text = "\(data.money.price(price)) for each \(data.money.price(1)) more of the subject"
    case .suppliersMin: text = "\(data.money.text(price)) for 1 supplier fewer"
    case .capexMax, .spendMax:
      text = "\(data.money.price(price)) for each \(data.money.price(1)) more"
    }
    return Table.Cell(text, key: price)
  }

  /// Purchases at own prices that the policy weighs.
  private func scopeSpend(_ policy: Policy) -> Double {
    let program = data.program
    let window = program.horizon.buckets(startingFrom: policy.from, to: policy.to)
    return data.plan.flows.orders.reduce(0) { sum, order in
      let offer = program.offers[order.offer]
      guard window.contains(order.bucket), policy.scope.covers(offer.item, in: program) else {
        return sum
      }
      if policy.kind == .addressableContentMin, !program.items[offer.item].isAddressable {
        return sum
      }
      return sum + offer.price * order.units
    }
  }

  /// The rule in words.
  static func words(_ policy: Policy, _ program: BuildProgram) -> String {
    let subject = policy.subject?.words(in: program) ?? ""
    let rule =
      switch policy.kind {
      case .domesticContentMin: "domestic content, at least"
      case .addressableContentMin: "domestic content of addressable items, at least"
      case .countryShareMax: "share of \(subject) in each item, at most"
      case .supplierShareMax: "share of \(subject) in each item, at most"
      case .suppliersMin:
        policy.minShare > 0
          ? "suppliers of each item with \(Numbers.percent(policy.minShare, decimals: 0)) or more, at least"
          : "suppliers of each item, at least"
      case .capexMax: "capex, at most"
      case .spendMax: "purchases, duty and fixed costs, at most"
      }
    var words = rule
    if policy.scope != .all { words += " · \(policy.scope.words(in: program))" }
    if let from = policy.from { words += " · from \(Numbers.date(from))" }
    if let to = policy.to { words += " · to \(Numbers.date(to))" }
    return words + (policy.penalty == nil ? "" : " (soft)")
  }
}

extension PolicyScope {
  /// Whether the scope covers `item`.
  func covers(_ item: ItemIndex, in program: BuildProgram) -> Bool {
    switch self {
    case .all: true
    case .item(let index): index == item
    case .category(let text): program.items[item].category == text
    case .pillar(let pillar): program.items[item].pillar == pillar
    }
  }
}
