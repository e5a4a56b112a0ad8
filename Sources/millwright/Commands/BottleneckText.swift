import Planning
import Program
import Tables

/// Bottlenecks in words.
enum BottleneckText {
  /// One line: `resource ohio-racks: 1 more a week (hours) saves USD 41,200; binds 2027-03-01
  /// to 2027-03-14`, the last day included.
  static func line(_ bottleneck: Bottleneck, _ program: BuildProgram) -> String {
    let saved = "\(program.settings.currency) \(Format.money(bottleneck.value))"
    let step = step(bottleneck.limit, program)
    let line = "\(words(bottleneck.limit, program)): \(step) saves \(saved)"
    let runs = bottleneck.buckets.prefix(2).map { run in
      let first = program.horizon.firstDay(of: run.lowerBound)
      let last = program.horizon.firstDay(of: run.upperBound).advanced(byDays: -1)
      return "\(first) to \(last)"
    }
    guard !runs.isEmpty else { return line }
    let more = bottleneck.buckets.count - runs.count
    let rest = more == 0 ? "" : " and \(Format.count(more, "more time"))"
    return line + "; binds " + runs.joined(separator: ", ") + rest
  }

  /// The limit in the program's terms: `resource ohio-racks`.
  static func words(_ limit: Limit, _ program: BuildProgram) -> String {
    switch limit {
    case .resource(let index): return "resource \(program.resources[index].id)"
    case .offer(let index): return "offer \(program.offers[index].id)"
    case .offerMaximum(let index): return "maximum of offer \(program.offers[index].id)"
    case .power(let index): return "power of \(program.sites[index].id)"
    case .expansion(let index): return "modules of expansion \(program.expansions[index].id)"
    case .policy(let index): return "policy \(program.policies[index].id)"
    case .lane(let index):
      let lane = program.lanes[index]
      let mode = lane.mode.isEmpty ? "" : " by \(lane.mode)"
      return "lane \(program.sites[lane.from].id) to \(program.sites[lane.to].id)\(mode)"
    }
  }

  /// The step by which the limit is widened.
  private static func step(_ limit: Limit, _ program: BuildProgram) -> String {
    switch limit {
    case .resource(let index): "1 more a week (\(program.resources[index].unit))"
    case .offer, .lane: "1 more a week"
    case .offerMaximum: "1 more in all"
    case .power: "1 MW more"
    case .expansion: "1 more"
    case .policy(let index): step(of: program.policies[index].kind)
    }
  }

  private static func step(of kind: PolicyKind) -> String {
    switch kind {
    case .suppliersMin: "1 supplier fewer"
    case .capexMax, .spendMax: "1 more to spend"
    default: "1 of spend that it need not hold for"
    }
  }
}

/// Demands in words.
enum DemandText {
  /// The demands that are not met on time, the worst served first.
  static func late(_ plan: Plan, _ program: BuildProgram) -> [(DemandIndex, DemandOutcome)] {
    let late = zip(program.demands.rowIndices, plan.demands).filter { $0.1.isMissed }
    func share(_ outcome: DemandOutcome) -> Double {
      (outcome.late + 2 * outcome.lost) / max(outcome.quantity, 1e-9)
    }
    return late.sorted { left, right in
      let shares = (share(left.1), share(right.1))
      return shares.0 != shares.1 ? shares.0 > shares.1 : left.0 < right.0
    }
  }

  /// One line: `plains-first: 7.6 late of 40 rack, due 2027-04-05; limited by resource ohio-racks`.
  static func line(
    _ index: DemandIndex, _ outcome: DemandOutcome, _ explanations: Explanations,
    _ program: BuildProgram
  ) -> String {
    let demand = program.demands[index]
    var parts: [String] = []
    if outcome.isLate { parts.append("\(Format.quantity(outcome.late)) late") }
    if outcome.isLost { parts.append("\(Format.quantity(outcome.lost)) lost") }
    let total = "of \(Format.quantity(outcome.quantity)) \(unit(demand, program))"
    let line = "\(demand.id): \(parts.joined(separator: ", ")) \(total), due \(demand.due)"
    let position = Int(index.position)
    guard explanations.demands.indices.contains(position) else { return line }
    return line + reason(explanations.demands[position], program)
  }

  /// The unit of a demand.
  static func unit(_ demand: Demand, _ program: BuildProgram) -> String {
    switch demand.wanted {
    case .item(let item): program.items[item].id
    case .measure(.compute): "PFLOPS"
    case .measure(.power): "MW"
    }
  }

  /// What decides: `; limited by resource ohio-racks`.
  private static func reason(_ explanation: DemandExplanation, _ program: BuildProgram) -> String {
    switch explanation.cause {
    case .scarcity:
      let limits = explanation.rents.prefix(2).map { BottleneckText.words($0.limit, program) }
      return limits.isEmpty ? "" : "; limited by " + limits.joined(separator: " and ")
    case .leadTime: return "; lead times are too long"
    case .unreachable: return "; nothing that meets it can be there"
    case .price: return "; in time it would cost more than late"
    case .onTime, .neverDue, .unknown: return ""
    }
  }
}
