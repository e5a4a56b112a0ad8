import Program
import Reporting
import Sourcing
import Tables

/// An award in text, for people.
enum AwardText {
  static func award(
    _ award: Award, _ event: Event, _ scenario: Scenario, _ summary: AwardSummary, out: String?
  ) -> String {
    let currency = event.settings.currency
    let name = event.settings.title.isEmpty ? event.settings.event : event.settings.title
    let under = scenario.name.isEmpty ? "without rules" : "under \(scenario.name)"
    var text = "\(name), \(under): \(proof(award))\n"
    text += "cost \(Format.money(award.cost.total.double, currency))"
    let parts = AwardCostPart.all.filter { $0.amount(award.cost) != .zero }
    for (place, part) in parts.enumerated() {
      let amount = part.amount(award.cost).double
      let isTakenOff = (part.name == "discount" || part.name == "quality") == (amount > 0)
      let sign = place == 0 ? (isTakenOff ? " = -" : " = ") : (isTakenOff ? " - " : " + ")
      let words = part.name == "ex_works" ? "ex-works" : part.name
      text += "\(sign)\(words) \(Format.money(abs(amount)))"
    }
    text += "\n"
    for stage in award.stages where award.stages.count > 1 {
      text += "stage \(stage.aim.rawValue): "
      text += RuleCostText.amount(stage.value, stage.aim, currency) + "\n"
    }
    text += suppliers(award, event)
    if let unmet = AwardReading(award.choice, event).unmetWords(
      event, quantity: { Format.quantity($0) })
    {
      text += "not bought: \(unmet)\n"
    }
    for rule in RuleReport.rules(of: award.choice, event, scenario) where !rule.holds {
      let penalty = (rule.rule.penalty?.value ?? 0) * rule.missed
      text += "rule \(rule.rule.id) is missed by \(missed(rule, currency)): its penalty of "
      text += "\(Format.money(penalty, currency)) is paid\n"
    }
    if let costs = summary.ruleCosts {
      text += RuleCostText(costs, scenario, currency).text
      text += others(summary, costs, currency)
      text += BreakInText(summary.breakIns, event).text
      if summary.json["is_complete"] == .bool(false) {
        text += "the analysis is not complete: it was stopped, or its time was over, too early\n"
      }
    }
    return text + (out.map { "written to \($0)" } ?? "")
  }

  /// By how much a rule is missed, in what it counts.
  private static func missed(_ report: RuleReport, _ currency: String) -> String {
    switch report.rule.kind.miss {
    case .suppliers: Format.count(Int(report.missed.rounded()), "supplier")
    case .money: Format.money(report.missed, currency)
    case .moneyTimesPoints: "\(Format.money(report.missed, currency)) times points"
    case .days: "\(Format.quantity(report.missed)) days"
    case .units: "\(Format.quantity(report.missed)) units"
    }
  }

  private static func proof(_ award: Award) -> String {
    if award.isProven, award.gap <= 1e-6 { return "proven to be the best award" }
    return award.isProven
      ? "an award proven within \(Format.percent(award.gap)) of the best"
      : "the best award so far, at most \(Format.percent(award.gap)) from the best"
  }

  /// The winners by spend, as the rules count it, the largest first.
  private static func suppliers(_ award: Award, _ event: Event) -> String {
    let figures = AwardFigures(award.choice, event)
    let parts = Dictionary(grouping: figures.parts, by: \.supplier)
    let winners = parts.keys.sorted {
      let (first, second) = (figures.spend(of: $0), figures.spend(of: $1))
      return first != second ? first > second : $0 < $1
    }
    let total = figures.spend
    func spend(_ money: Double) -> String {
      let share = total > 0 ? " (\(Format.fixed(100 * money / total, 1)) %)" : ""
      return "ex-works \(Format.money(money, event.settings.currency))\(share)"
    }
    var text = ""
    for winner in winners.prefix(shownSuppliers) {
      let id = event.suppliers[winner].id
      text += "  \(id): \(spend(figures.spend(of: winner))) for \(bids(parts[winner] ?? []))\n"
    }
    let rest = winners.dropFirst(shownSuppliers)
    guard !rest.isEmpty else { return text }
    let money = rest.reduce(0) { $0 + figures.spend(of: $1) }
    return text + "  \(Format.count(rest.count, "more supplier")): \(spend(money))\n"
  }

  private static var shownSuppliers: Int { 12 }
  private static var shownBids: Int { 4 }

  private static func bids(_ parts: [AwardFigures.Part]) -> String {
    let words = parts.map { part in
      part.isBundle
        ? "bundle \(part.id)" : "\(part.id) \(Format.quantity(part.items[0].units))"
    }
    let rest = words.count > shownBids ? " and \(words.count - shownBids) more" : ""
    return words.prefix(shownBids).joined(separator: ", ") + rest
  }

  /// The second best award and the naive one.
  private static func others(
    _ summary: AwardSummary, _ costs: RuleCosts, _ currency: String
  ) -> String {
    var text = ""
    if case .number(let more)? = summary.json["second_best"]?["difference"] {
      text += "the best award with other suppliers \(secondBest(more, costs, currency))\n"
    }
    if case .number(let saving)? = summary.json["lowest_bid"]?["saving"] {
      let amount = Format.money(abs(saving), currency)
      var broken = ""
      if case .array(let rules)? = summary.json["lowest_bid"]?["broken_rules"], !rules.isEmpty {
        broken = ", and breaks \(Format.count(rules.count, "rule"))"
      }
      text += "lowest bid lot by lot costs \(amount) \(saving < 0 ? "less" : "more")\(broken)\n"
    }
    return text
  }

  private static func secondBest(_ more: Double, _ costs: RuleCosts, _ currency: String) -> String {
    if abs(more) <= costs.within {
      return costs.within > 0 ? "is as good within the gap" : "is as good"
    }
    guard costs.isSingleAim, costs.aim == .cost else {
      let amount = RuleCostText.amount(abs(more), costs.aim, currency)
      let isWorse = costs.aim.isLeast == (more > 0)
      return "is \(amount) \(isWorse ? "worse" : "better") in the last stage"
    }
    return "costs \(Format.money(abs(more), currency)) \(more < 0 ? "less" : "more")"
  }

  static func infeasible(_ report: ConflictReport, _ event: Event, _ scenario: Scenario) -> String {
    func names(_ rules: [RuleIndex]) -> String {
      rules.map { scenario.rules[$0].id }.formattedList(with: "and")
    }
    if report.conflicts.contains([]) { return uncovered(report, event) }
    var text = "No award keeps all rules.\n"
    for conflict in report.conflicts {
      text +=
        conflict.count == 1
        ? "  no award keeps \(names(conflict))\n"
        : "  these cannot hold together: \(names(conflict))\n"
    }
    for repair in report.repairs {
      let aim = scenario.stages[0].aim
      let cost =
        repair.objective.map {
          ": then \(RuleCostText.amount($0, aim, event.settings.currency))"
        } ?? ""
      text += "  it is mended without \(names(repair.rules))\(cost)\n"
    }
    for give in report.gives {
      let rule = scenario.rules[give.rule]
      guard let value = give.written(insteadOf: rule.value.value) else { continue }
      text += "  \(rule.id) alone would have to say \(DecimalText.grouped(value)) "
      text += "instead of \(DecimalText.grouped(rule.value.value))\n"
    }
    return text + "Nothing smaller conflicts."
  }

  /// What the bids cannot make up even without rules: items with figures first.
  private static func uncovered(_ report: ConflictReport, _ event: Event) -> String {
    var lines = ["No award exists, even without rules: the bids cannot make up what is wanted."]
    lines += report.shortages.prefix(shownItems).map { "  \($0.words)" }
    let hidden = report.shortages.count - shownItems
    if hidden > 0 { lines.append("  and \(Format.count(hidden, "item")) more") }
    let others = report.otherItems.map { event.items[$0].id }
    if !others.isEmpty {
      lines.append(
        "  minima, capacities and bundles keep their bids from making up exactly what is wanted of "
          + others.formattedList(with: "and"))
    }
    if report.uncoveredItems.isEmpty {
      lines.append("  each item could be had alone, but not all of them together")
    }
    return lines.joined(separator: "\n")
  }

  /// Items that are named with figures.
  private static let shownItems = 20
}
