import Program
import Sourcing
import Tables

/// Scenarios side by side, what rules cost, what optimising saves, and why there is no award.
struct EventScenarios: Sendable {
  let data: EventReportData
  private var event: Event { data.event }
  private var money: Money { data.money }

  // MARK: Side by side

  /// Parts of the cost that are shown, with their titles and colours; what is taken off is negative.
  private static let parts: [(name: String, title: String, colour: String)] = [
    ("ex_works", "Ex-works", Plot.blue), ("duty", "Duty", Plot.orange),
    ("freight", "Freight", Plot.green), ("fixed", "Fixed costs", "#56B4E9"),
    ("late", "Late", Plot.red), ("unmet", "Not bought", "#5E3C99"),
    ("penalty", "Penalties", "#CC79A7"), ("discount", "Discounts", Plot.pale),
    ("quality", "Quality credit", "#8C8C00"),
  ]

  private func amount(_ part: String, of award: Award) -> Double {
    guard let found = AwardCostPart.all.first(where: { $0.name == part }) else { return 0 }
    let amount = found.amount(award.cost).double
    return part == "discount" || part == "quality" ? -amount : amount
  }

  /// Costs of the scenarios' awards by part; `nil` without any.
  var costs: Chart? {
    let awarded = data.awarded
    guard let cheapest = awarded.min(by: { $0.cost < $1.cost }),
      let dearest = awarded.max(by: { $0.cost < $1.cost })
    else { return nil }
    let scale = money.scale(for: dearest.cost)
    let names = awarded.map { Plot.escaped($0.result.title) }
    let traces = Self.parts.compactMap { part -> JSONValue? in
      let values = awarded.map { amount(part.name, of: $0.award) / scale.divisor }
      guard values.contains(where: { $0 != 0 }) else { return nil }
      return [
        "type": "bar", "orientation": "h", "name": .string(part.title), "y": .strings(names),
        "x": .numbers(values.map(Plot.rounded)), "marker": ["color": .string(part.colour)],
        "hovertemplate": .string("%{y}<br>%{x:,.4~g} \(scale.unit)<extra>\(part.title)</extra>"),
      ]
    }
    let positive = awarded.map { entry in
      Self.parts.map { max(0, amount($0.name, of: entry.award)) }.reduce(0, +)
    }
    let negative = awarded.map { entry in
      Self.parts.map { min(0, amount($0.name, of: entry.award)) }.reduce(0, +)
    }
    let range: JSONValue = .numbers([
      (negative.min() ?? 0) / scale.divisor, (positive.max() ?? 1) / scale.divisor * 1.04,
    ])
    let layout = Plot.layout(
      x: Plot.axis("Cost, \(scale.unit)", range: range),
      y: ["type": "category", "autorange": "reversed", "automargin": true, "ticks": ""],
      isLegendAbove: true, more: [.init("barmode", "relative")])
    let more = dearest.cost - cheapest.cost
    return Chart(
      id: "scenarios",
      title: awarded.count == 1
        ? "\(cheapest.result.title) costs \(money.text(cheapest.cost))\(penalty(cheapest))"
        : "\(cheapest.result.title) costs \(money.text(cheapest.cost))\(penalty(cheapest)), "
          + "\(dearest.result.title) \(money.text(more)) more\(penalty(dearest))",
      note: "Each bar is the best award of its scenario; what is left of 0 is taken off."
        + (awarded.contains { amount("penalty", of: $0.award) > 0 }
          ? " Penalties of rules that may be missed count as cost; nobody is paid them." : ""),
      figure: Plot.figure(traces, layout), height: 170 + 40 * awarded.count,
      table: Table(
        columns: [.text("Scenario")] + Self.parts.map { .number($0.title) } + [.number("Cost")],
        rows: awarded.map { entry in
          [Table.Cell(entry.result.title)]
            + Self.parts.map { part in
              let value = amount(part.name, of: entry.award)
              return Table.Cell(value == 0 ? "" : money.exact(value), key: value)
            } + [Table.Cell(money.exact(entry.cost), key: entry.cost)]
        }))
  }

  /// That a part of an award's cost is not paid, where that is so; else nothing.
  private func penalty(_ entry: EventReportData.Awarded) -> String {
    let penalty = amount("penalty", of: entry.award)
    return penalty > 0 ? " (with \(money.text(penalty)) of penalties)" : ""
  }

  /// Every scenario with what its award comes to.
  var table: Table {
    let least = data.awarded.map(\.cost).min()
    let rows = data.results.map { result -> [Table.Cell] in
      let rules = Table.Cell.number(Double(result.scenario.rules.count))
      guard
        let entry = data.awarded.first(where: { $0.result.scenario.name == result.scenario.name })
      else {
        let words = result.conflicts == nil ? "no award in time" : "infeasible"
        return [Table.Cell(result.title), rules, Table.Cell(words, mark: "bad")]
          + Array(repeating: Table.Cell(""), count: 7)
      }
      let figures = entry.figures
      let more = least.map { entry.cost - $0 } ?? 0
      let concentration = figures.spend { data.event.suppliers[$0.supplier].id }.first
      return [
        Table.Cell(result.title), rules, Table.Cell(proof(entry.award)),
        Table.Cell(money.exact(entry.cost) + penalty(entry), key: entry.cost),
        Table.Cell(more == 0 ? "" : money.text(more), key: more),
        .number(Double(figures.winners)), .percent(figures.domesticShare),
        .percent(concentration.map { figures.spend > 0 ? $0.spend / figures.spend : 0 }),
        Table.Cell(figures.quality.map { Numbers.short($0) } ?? "", key: figures.quality),
        Table.Cell(
          figures.slowestDays.map(String.init) ?? "", key: figures.slowestDays.map(Double.init)),
      ]
    }
    return Table(
      columns: [
        .name("Scenario"), .number("Rules"), .text("Proof"), .number("Cost"),
        .number("More than the cheapest"), .number("Suppliers"), .number("Domestic"),
        .number("Largest supplier"), .number("Quality"), .number("Slowest, days"),
      ], rows: rows)
  }

  private func proof(_ award: Award) -> String {
    if award.isProven, award.gap <= 1e-6 { return "the best" }
    return award.isProven
      ? "within \(Numbers.gap(award.gap))" : "so far, within \(Numbers.gap(award.gap))"
  }

  // MARK: Rules

  /// What a scenario's rules say and cost; `nil` where it has no rules.
  func rules(of result: ScenarioResult) -> Table? {
    guard !result.scenario.rules.isEmpty else { return nil }
    let award = result.award
    let reports = award.map { RuleReport.rules(of: $0.choice, event, result.scenario) }
    let costs = result.ruleCosts
    let rows = result.scenario.rules.indices.map { position -> [Table.Cell] in
      let rule = result.scenario.rules[position]
      let cost = costs.flatMap { $0.rules[position] }
      let kept = reports.map { $0[position].holds ? "kept" : "missed" } ?? ""
      return [
        Table.Cell(rule.id), Table.Cell(sentence(rule)),
        Table.Cell(measure(reports?[position]), key: reports?[position].measure),
        Table.Cell(kept, mark: kept == "missed" ? "warn" : nil),
      ] + (costs.map { [Table.Cell(costText(cost, $0), key: cost?.amount)] } ?? [])
    }
    return Table(
      columns: [
        .name("Rule"), .wide("What it says"), .number("Comes to"), .text("Kept"),
      ] + (costs == nil ? [] : [.number("Costs")]), rows: rows)
  }

  private func sentence(_ rule: Rule) -> String {
    RuleSentence(rule, in: event, money: money.written).text
  }

  /// A cost that only rounding tells from 0 is none, and one that only the gap tells is no finding.
  func costText(_ cost: RuleCosts.Cost?, _ costs: RuleCosts) -> String {
    guard let cost else { return "not known" }
    let gap = cost.isWithinGap ? " (within the gap)" : ""
    let size = abs(cost.amount)
    let isNothing = costs.aim.isMoney ? size < 0.5 : size < 1e-6
    guard costs.isSingleAim else {
      if isNothing || cost.isWithinGap { return "nothing\(gap)" }
      return
        "last stage \(amountText(size, costs.aim)) \(cost.amount > 0 ? "better" : "worse") without"
    }
    if isNothing { return cost.isWithinGap ? "0\(gap)" : "nothing" }
    return amountText(size, costs.aim) + gap
  }

  private func amountText(_ amount: Double, _ aim: Aim) -> String {
    switch aim {
    case .cost: money.text(amount)
    case .domestic: money.text(amount) + " of domestic value"
    case .quality: Numbers.short(amount) + " points"
    case .suppliers: Numbers.count(Int(amount.rounded()), "supplier")
    }
  }

  /// What the gap leaves open of the costs of rules; `nil` where it leaves nothing open.
  var gapWords: String? {
    let gaps = data.results.compactMap { result -> String? in
      guard let costs = result.ruleCosts, costs.within > 0, !result.scenario.rules.isEmpty else {
        return nil
      }
      return "in \(result.title) by \(amountText(costs.within, costs.aim))"
    }
    guard !gaps.isEmpty else { return nil }
    return "They are known within the gap of the searches: each may be off, "
      + "\(gaps.formattedList(with: "and")). A difference within the gap is no finding."
  }

  private func measure(_ report: RuleReport?) -> String {
    guard let report, let measure = report.measure else { return "" }
    let kind = report.rule.kind
    if kind.isShare { return Numbers.percent(measure) }
    return kind == .budgetMax ? money.text(measure) : Numbers.short(measure)
  }

  /// Bars of what each rule costs, beside all together.
  func ruleCosts(of entry: EventReportData.Awarded) -> Chart? {
    guard entry.result.scenario.isCostOnly, let costs = entry.result.ruleCosts else { return nil }
    let rules = zip(entry.result.scenario.rules, costs.rules).compactMap { rule, cost in
      cost.map { (name: rule.id, cost: $0) }
    }.sorted { ($1.cost.amount, $0.name) < ($0.cost.amount, $1.name) }
    guard !rules.isEmpty else { return nil }
    let bars = (costs.together.map { [(name: "all together", cost: $0)] } ?? []) + rules
    let scale = money.scale(for: bars.map(\.cost.amount).max() ?? 0)
    let colours = bars.map { $0.name == "all together" ? Plot.ink : Plot.blue }
    let values = bars.map { $0.cost.amount / scale.divisor }
    let trace: JSONValue = [
      "type": "bar", "orientation": "h", "y": .strings(bars.map { Plot.escaped($0.name) }),
      "x": .numbers(values.map(Plot.rounded)),
      "text": .strings(bars.map { costText($0.cost, costs) }), "textposition": "outside",
      "cliponaxis": false, "marker": ["color": .strings(colours)],
      "hovertemplate": "%{y}: %{text}<extra></extra>",
    ]
    let layout = Plot.layout(
      x: Plot.axis(
        "More than without the rule, \(scale.unit)",
        range: .numbers([0, max(values.max() ?? 1, 1e-9) * 1.2])),
      y: ["type": "category", "autorange": "reversed", "automargin": true, "ticks": ""],
      hasLegend: false)
    return Chart(
      id: "rule-costs",
      title: costs.together.map {
        "The rules of \(entry.result.title) cost \(costText($0, costs)) together"
      } ?? "What the rules of \(entry.result.title) cost together is not known",
      note: "Each bar is the best award less the best award without that rule alone."
        + sumWords(costs)
        + (costs.within > 0 ? " Each may be off by the gap, \(money.text(costs.within))." : ""),
      figure: Plot.figure([trace], layout), height: 90 + 26 * bars.count,
      table: Table(
        columns: [.name("Rule"), .number("Cost")],
        rows: bars.map { bar in
          let gap = bar.cost.isWithinGap ? " (within the gap)" : ""
          return [
            Table.Cell(bar.name),
            Table.Cell(money.exact(bar.cost.amount) + gap, key: bar.cost.amount),
          ]
        }))
  }

  /// That costs do not add up, where they do not; else nothing.
  private func sumWords(_ costs: RuleCosts) -> String {
    guard costs.isSumAnother, let sum = costs.sum, let together = costs.together else { return "" }
    return " Costs of rules do not add up: the single ones sum to \(money.text(sum)), all together "
      + "cost \(costText(together, costs)), because rules can ask for the same thing or stand in "
      + "for each other."
  }

  // MARK: Savings

  /// Each scenario's award against the lowest bid lot by lot; empty where nothing was analysed.
  var savings: Table? {
    let rows = data.awarded.compactMap { entry -> [Table.Cell]? in
      guard let lowest = entry.result.analysis?.lowestBid else { return nil }
      let total = lowest.cost.total.double
      let isWhole = lowest.uncoveredItems.isEmpty
      let broken = lowest.brokenRules.map { entry.result.scenario.rules[$0].id }
      let uncovered = lowest.uncoveredItems.map { event.items[$0].id }
      let saving = total - entry.cost
      return [
        Table.Cell(entry.result.title), Table.Cell(money.exact(entry.cost), key: entry.cost),
        Table.Cell(money.exact(total), key: total),
        isWhole
          ? Table.Cell(money.text(saving), key: saving, mark: saving >= 0 ? "good" : nil)
          : Table.Cell("", key: nil),
        .percent(isWhole && total != 0 ? saving / total : nil),
        Table.Cell(broken.isEmpty ? "none" : broken.joined(separator: ", ")),
        Table.Cell(uncovered.isEmpty ? "none" : uncovered.joined(separator: ", ")),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return Table(
      columns: [
        .name("Scenario"), .number("Best award"), .number("Lowest bid per lot"),
        .number("Saved"), .number("Saved, share"), .text("Rules that the lowest bid breaks"),
        .text("Items that it leaves short"),
      ], rows: rows)
  }

  // MARK: Infeasible

  /// Why scenarios have no award, and what would mend them.
  var conflicts: [Markup] {
    data.results.flatMap { result -> [Markup] in
      guard let report = result.conflicts else { return [] }
      return [.tag("h3", [:], "\(result.title) has no award")] + explained(report, result)
    }
  }

  private func explained(_ report: ConflictReport, _ result: ScenarioResult) -> [Markup] {
    let rules = result.scenario.rules
    if report.conflicts.contains([]) { return uncovered(report) }
    var content: [Markup] = []
    for (number, conflict) in report.conflicts.enumerated() {
      content.append(
        .tag(
          "h4", [:],
          "Conflict \(number + 1): "
            + (conflict.count == 1 ? "no award keeps this" : "these cannot hold together")))
      content.append(
        .tag(
          "ul", [:],
          conflict.map {
            .tag("li", [:], "\(rules[$0].id): \(sentence(rules[$0]))")
          }
        ))
    }
    let repairs = report.repairs.map { repair -> Markup in
      let names = repair.rules.map { rules[$0].id }.joined(separator: " and ")
      let cost = repair.objective.map { ": the best award then costs \(money.text($0))" } ?? ""
      return .tag("li", [:], "Without \(names)\(cost).")
    }
    let gives = report.gives.compactMap { give -> Markup? in
      let rule = rules[give.rule]
      guard let value = give.written(insteadOf: rule.value.value) else { return nil }
      return .tag(
        "li", [:],
        "If \(rule.id) alone gave, it could say \(ruleValue(value, rule)) instead of "
          + "\(ruleValue(rule.value.value, rule)).")
    }
    if !repairs.isEmpty {
      content += [.tag("h4", [:], "What mends it"), .tag("ul", [:], repairs + gives)]
    }
    return content
  }

  /// A value of a rule as its sentence has it.
  private func ruleValue(_ value: Double, _ rule: Rule) -> String {
    if rule.kind.isShare {
      return "\(DecimalText.text(DecimalRounding.significant(100 * value, 6)))%"
    }
    return rule.kind == .budgetMax ? money.written(value) : DecimalText.grouped(value)
  }

  /// What the bids cannot make up even without rules: items with figures first.
  private func uncovered(_ report: ConflictReport) -> [Markup] {
    let others = report.otherItems.map { event.items[$0].id }.joined(separator: ", ")
    let rest = others.isEmpty ? [] : ["\(others): minima, capacities and bundles stand in the way"]
    let items = (report.shortages.map(\.words) + rest).map { Markup.tag("li", [:], "\($0).") }
    let lead = Markup.lead("Even without rules the bids cannot make up what is wanted.")
    return items.isEmpty ? [lead] : [lead, .tag("ul", [:], items)]
  }
}

extension RuleKind {
  /// Whether its value is a share.
  fileprivate var isShare: Bool {
    switch self {
    case .shareMax, .shareMin, .winMinShare, .domesticMin, .backupMin: true
    default: false
    }
  }
}
