import Program
public import Sourcing

/// What `summary.json` of an award says.
public struct AwardSummary: Sendable {
  /// The document.
  public var json: JSONValue
  /// What rules cost, where that was asked for.
  public var ruleCosts: RuleCosts?

  /// An award, with what is known of it; `gap` is the one that searches were asked for.
  public init(
    _ award: Award, _ event: Event, _ scenario: Scenario, analysis: AwardAnalysis?, gap: Double,
    seconds: Double
  ) {
    var members = AwardSummary.head(event, scenario)
    members += [
      .init("status", .string(award.isProven ? "optimal" : "feasible")),
      .init("objective", .number(award.objective)), .init("bound", .number(award.bound)),
      .init("gap", .number(award.gap)), .init("seconds", .number(seconds)),
      .init("cost", AwardSummary.cost(award.cost)),
      .init("total_cost", .number(award.cost.total.double)),
      .init("stages", AwardSummary.stages(award)),
    ]
    members += AwardSummary.content(award.choice, event)
    if let analysis {
      let costs = RuleCosts(award, analysis, scenario, gap: gap)
      members += AwardSummary.analysis(analysis, costs, award, event, scenario)
      ruleCosts = costs
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
      .init("gap", .null), .init("seconds", .number(seconds)),
      .init("conflicts", .array(report.conflicts.map(names))),
      .init(
        "repairs",
        .array(
          report.repairs.map { repair in
            [
              "rules": names(repair.rules),
              "objective": repair.objective.map(JSONValue.number) ?? .null,
            ]
          })),
      .init(
        "gives",
        .object(
          report.gives.map { give in
            .init(
              scenario.rules[give.rule].id,
              [
                "value": give.value.map(JSONValue.number) ?? .null,
                "by": give.by.map(JSONValue.number) ?? .null,
              ])
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
      .init("bound", bound.map(JSONValue.number) ?? .null), .init("gap", .null),
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

  /// The parts of the cost; `discount` and `quality` are taken off.
  static func cost(_ cost: AwardCost) -> JSONValue {
    .object(AwardCostPart.all.map { .init($0.name, .number($0.amount(cost).double)) })
  }

  private static func stages(_ award: Award) -> JSONValue {
    .array(
      award.stages.map { stage in
        [
          "objective": .string(stage.aim.rawValue), "value": .number(stage.value),
          "bound": .number(stage.bound), "slack": .number(stage.slack),
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
    func difference(_ cost: RuleCosts.Cost?) -> JSONValue {
      cost.map { .number(costs.difference($0)) } ?? .null
    }
    return [
      .init(
        "cost_of_rule",
        .object(zip(scenario.rules, costs.rules).map { .init($0.id, difference($1)) })),
      .init("cost_of_rules", difference(costs.together)),
      .init("costs_within", .number(costs.within)),
      .init(
        "note",
        "costs of rules do not add up: each is the optimum minus the optimum without that rule alone"
      ),
      .init("break_in", breakIns(analysis, event)),
      .init(
        "second_best",
        analysis.secondBest.map { other in
          [
            "objective": .number(other.objective),
            "difference": .number(other.objective - award.objective),
            "cost": cost(other.cost), "lines": lines(other.choice, event),
            "bundles": bundles(other.choice, event), "suppliers": suppliers(other.choice, event),
          ]
        } ?? .null),
      .init("lowest_bid", lowestBid(analysis.lowestBid, award, event, scenario)),
      .init("is_complete", .bool(analysis.isComplete)),
    ]
  }

  private static func breakIns(_ analysis: AwardAnalysis, _ event: Event) -> JSONValue {
    var lines: [JSONValue.Member] = []
    var bundles: [JSONValue.Member] = []
    var units: [JSONValue.Member] = []
    for entry in analysis.breakIns {
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
    let total = bid.cost.total.double
    let isWhole = bid.uncoveredItems.isEmpty
    return [
      "objective": isWhole ? .number(total) : .null,
      "saving": isWhole ? .number(total - award.cost.total.double) : .null,
      "cost": cost(bid.cost), "lines": lines(bid.choice, event),
      "suppliers": suppliers(bid.choice, event),
      "broken_rules": .strings(bid.brokenRules.map { scenario.rules[$0].id }),
      "uncovered": .strings(bid.uncoveredItems.map { event.items[$0].id }),
    ]
  }
}
