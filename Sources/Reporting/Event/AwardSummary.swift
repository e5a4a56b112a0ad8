import Program
public import Sourcing

/// What `summary.json` of an award says.
public struct AwardSummary: Sendable {
  /// The document.
  public var json: JSONValue
  /// What rules cost, where that was asked for.
  public var ruleCosts: RuleCosts?
  /// Losing bids and the prices at which they would win, where that was asked for.
  public var breakIns: [AwardAnalysis.BreakIn] = []

  /// An award, with what is known of it; `gap` is the one that searches were asked for.
  public init(
    _ award: Award, _ event: Event, _ scenario: Scenario, analysis: AwardAnalysis?, gap: Double,
    seconds: Double
  ) {
    let numbers = AwardNumbers(award, scenario)
    var members = AwardSummary.head(event, scenario)
    members += [.init("status", .string(award.isProven ? "optimal" : "feasible"))]
    members += numbers.proof
    members += [
      .init("seconds", AwardNumbers.seconds(seconds)),
      .init("cost", AwardNumbers.cost(award.cost)),
      .init("total_cost", numbers.money(award.cost.total.double)),
      .init("stages", AwardSummary.stages(award, numbers)),
    ]
    members += AwardSummary.content(award.choice, event)
    if let analysis {
      let costs = RuleCosts(award, analysis, scenario, gap: gap)
      members += AwardSummary.analysis(analysis, costs, award, event, scenario)
      ruleCosts = costs
      breakIns = analysis.breakIns.map(numbers.cleared)
    }
    json = .object(members)
  }

  /// No award keeps all rules.
  public init(
    _ report: ConflictReport, _ event: Event, _ scenario: Scenario, seconds: Double
  ) {
    func names(_ rules: [RuleIndex]) -> JSONValue {
      .strings(rules.map { scenario.rules[$0].id })
    }
    var members = AwardSummary.head(event, scenario)
    members += [
      .init("status", "infeasible"), .init("objective", .null), .init("bound", .null),
      .init("gap", .null), .init("seconds", AwardNumbers.seconds(seconds)),
      .init("conflicts", .array(report.conflicts.map(names))),
      .init(
        "repairs",
        .array(
          report.repairs.map { repair in
            [
              "rules": names(repair.rules),
              "objective": AwardNumbers.value(repair.objective, of: scenario.stages[0].aim),
            ]
          })),
      .init(
        "gives",
        .object(
          report.gives.map { give in
            .init(
              scenario.rules[give.rule].id,
              ["value": AwardNumbers.plain(give.value), "by": AwardNumbers.plain(give.by)])
          })),
      .init("is_complete", .bool(report.isComplete)),
      .init("uncovered", .strings(report.uncoveredItems.map { event.items[$0].id })),
      .init("shortages", .array(report.shortages.map(AwardSummary.shortage))),
    ]
    json = .object(members)
  }

  private static func shortage(_ shortage: Shortage) -> JSONValue {
    var above = JSONValue.null
    if case .inexact(_, let least) = shortage.kind { above = .number(least) }
    return [
      "item": .string(shortage.id), "wanted": .number(shortage.wanted),
      "most": .number(shortage.most), "above": above,
    ]
  }

  /// The limit came first.
  public init(noAwardWithBound bound: Double?, _ event: Event, _ scenario: Scenario) {
    var members = AwardSummary.head(event, scenario)
    members += [
      .init("status", "none"), .init("objective", .null),
      .init("bound", AwardNumbers.value(bound, of: scenario.stages[0].aim)), .init("gap", .null),
    ]
    json = .object(members)
  }

  // MARK: Parts

  private static func head(_ event: Event, _ scenario: Scenario) -> [JSONValue.Member] {
    [
      .init("format", 1), .init("event", .string(event.settings.event)),
      .init("scenario", scenario.name.isEmpty ? .null : .string(scenario.name)),
      .init("currency", .string(event.settings.currency)),
    ]
  }

  private static func stages(_ award: Award, _ numbers: AwardNumbers) -> JSONValue {
    .array(
      award.stages.map { stage in
        [
          "objective": .string(stage.aim.rawValue),
          "value": numbers.value(stage.value, of: stage.aim),
          "bound": numbers.value(stage.bound, of: stage.aim), "slack": .number(stage.slack),
        ]
      })
  }

  /// Lines, bundles, discounts, suppliers and what is unmet.
  private static func content(_ choice: Choice, _ event: Event) -> [JSONValue.Member] {
    let reading = AwardReading(choice, event)
    return [
      .init("lines", lines(choice, event)), .init("bundles", bundles(choice, event)),
      .init(
        "discounts",
        .object(
          reading.tiers.map { .init(event.discounts[$0.discount].id, .number($0.atLeast)) })),
      .init("suppliers", suppliers(choice, event)),
      .init(
        "unmet", .object(reading.unmet.map { .init(event.items[$0.item].id, .number($0.units)) })),
    ]
  }

  static func lines(_ choice: Choice, _ event: Event) -> JSONValue {
    .object(
      event.lines.indices.filter { choice.units[$0] > 0 }.map {
        .init(event.lines[$0].id, .number(choice.units[$0]))
      })
  }

  static func bundles(_ choice: Choice, _ event: Event) -> JSONValue {
    .strings(event.bundles.indices.filter { choice.bundles[$0] }.map { event.bundles[$0].id })
  }

  static func suppliers(_ choice: Choice, _ event: Event) -> JSONValue {
    let wins = choice.winners(in: event)
    return .strings(event.suppliers.indices.filter { wins[$0] }.map { event.suppliers[$0].id })
  }

  // MARK: Analysis

  private static func analysis(
    _ analysis: AwardAnalysis, _ costs: RuleCosts, _ award: Award, _ event: Event,
    _ scenario: Scenario
  ) -> [JSONValue.Member] {
    let numbers = AwardNumbers(award, scenario)
    func difference(_ cost: RuleCosts.Cost?) -> JSONValue {
      numbers.value(cost.map(costs.difference), of: costs.aim)
    }
    return [
      .init(
        "cost_of_rule",
        .object(zip(scenario.rules, costs.rules).map { .init($0.id, difference($1)) })),
      .init("cost_of_rules", difference(costs.together)),
      .init("costs_within", numbers.value(costs.within, of: costs.aim)),
      .init(
        "note",
        "costs of rules need not add up: each is the optimum minus the optimum without that rule alone"
      ),
      .init("break_in", breakIns(analysis, event, numbers)),
      .init(
        "second_best",
        analysis.secondBest.map { other in
          [
            "objective": numbers.value(other.objective, of: numbers.aim),
            "difference": numbers.value(other.objective - award.objective, of: numbers.aim),
            "cost": AwardNumbers.cost(other.cost), "lines": lines(other.choice, event),
            "bundles": bundles(other.choice, event), "suppliers": suppliers(other.choice, event),
          ]
        } ?? .null),
      .init("lowest_bid", lowestBid(analysis.lowestBid, award, event, scenario)),
      .init("is_complete", .bool(analysis.isComplete)),
    ]
  }

  private static func breakIns(
    _ analysis: AwardAnalysis, _ event: Event, _ numbers: AwardNumbers
  ) -> JSONValue {
    var lines: [JSONValue.Member] = []
    var bundles: [JSONValue.Member] = []
    var units: [JSONValue.Member] = []
    for entry in analysis.breakIns.map(numbers.cleared) {
      let price = entry.price.map(JSONValue.number) ?? .null
      switch entry.bid {
      case .line(let line):
        lines.append(.init(event.lines[line].id, price))
        units.append(
          .init(event.lines[line].id, entry.units.map(JSONValue.number) ?? .null))
      case .bundle(let bundle): bundles.append(.init(event.bundles[bundle].id, price))
      }
    }
    return [
      "share": .number(analysis.share), "bundles": .object(bundles), "lines": .object(lines),
      "units": .object(units),
    ]
  }

  private static func lowestBid(
    _ bid: LowestBid?, _ award: Award, _ event: Event, _ scenario: Scenario
  ) -> JSONValue {
    guard let bid else { return .null }
    let numbers = AwardNumbers(award, scenario)
    let total = bid.cost.total.double
    let isWhole = bid.uncoveredItems.isEmpty
    return [
      "objective": isWhole ? numbers.money(total) : .null,
      "saving": isWhole ? numbers.money(total - award.cost.total.double) : .null,
      "cost": AwardNumbers.cost(bid.cost), "lines": lines(bid.choice, event),
      "suppliers": suppliers(bid.choice, event),
      "broken_rules": .strings(bid.brokenRules.map { scenario.rules[$0].id }),
      "uncovered": .strings(bid.uncoveredItems.map { event.items[$0].id }),
    ]
  }
}
