import LinearModel
import Testing

@testable import Sourcing

/// What rules cost where searches stopped at a gap; the figures are made up.
@Suite struct RuleCostTests {
  private static let rules =
    "rules:\n"
    + (1...6).map { "  - {rule: r\($0), kind: suppliers_min, value: 1}\n" }.joined()

  /// An award of 1,000 with a bound of `bound`, and what was found without each rule.
  private func costs(
    objective: String = "cost", bound: Double, gap: Double = 0, without: [Double?], all: Double?
  ) throws -> RuleCosts {
    let text = "objective: \(objective)\n" + Self.rules
    let event = try EventTexts.small.with(["scenarios/s.yaml": text]).event()
    let solver = AwardSolver(
      engine: HiGHSSolver(), options: AwardOptions(), observer: SilentObserver())
    let scenario = try #require(event.scenario("s"))
    var award = try #require(try solver.award(event, scenario).award)
    award.objective = 1000
    award.bound = bound
    var analysis = AwardAnalysis()
    analysis.withoutRule = without
    analysis.withoutRules = all
    return RuleCosts(award, analysis, scenario, gap: gap)
  }

  private func words(_ cost: RuleCosts.Cost?) -> String {
    cost.map { "\($0.amount)\($0.isWithinGap ? " within" : "")" } ?? "unknown"
  }

  @Test func exactCostsAreCosts() throws {
    let costs = try costs(
      bound: 1000, without: [1000, 990, 1000.0000005, 999.9999995, 1001, nil], all: 400)
    #expect(
      costs.rules.map(words).prefix(3) == ["0.0", "10.0", "0.0"], "a gain of rounding is nothing")
    #expect(abs((costs.rules[3]?.amount ?? 1)) < 1e-6 && costs.rules[3]?.isWithinGap == false)
    // An award that is worse without a rule: that search did not end.
    #expect(costs.rules.suffix(2).map(words) == ["unknown", "unknown"])
    #expect(words(costs.together) == "600.0" && costs.within == 0)
  }

  /// Said only where the single costs are known to come to another sum.
  @Test(arguments: [
    ([990.0, 980, 1000, 1000, 1000, 1000], 970.0, 1000.0, false),
    ([990, 980, 1000, 1000, 1000, 1000], 900, 1000, true),
    ([990, 980, 1000, 1000, 1000, 1000], 900, 980, false),
    ([990, nil, 1000, 1000, 1000, 1000], 900, 1000, false),
    ([990, 980, 1000, 1000, 1000, 1000], nil, 1000, false),
  ])
  func sumsAreSaidToDifferWhereTheyDo(
    without: [Double?], all: Double?, bound: Double, differs: Bool
  ) throws {
    let costs = try costs(bound: bound, without: without, all: all)
    #expect(costs.isSumAnother == differs)
  }

  /// The award's gap is 10, or 1 % of what was found without the rule, whichever is more.
  @Test(arguments: [(990.0, 0.0), (1000.0, 0.01), (995, 0.01)])
  func gainsAreTheGap(bound: Double, gap: Double) throws {
    let costs = try costs(
      bound: bound, gap: gap, without: [1000, 995, 985, 990, 900, 991], all: nil)
    #expect(costs.within == 10)
    #expect(
      costs.rules.map(words) == [
        "0.0 within", "5.0 within", "15.0", "10.0 within", "100.0", "9.0 within",
      ])
    #expect(costs.together == nil)
    let gains = try self.costs(
      bound: bound, gap: gap, without: [1001, 1009, 1000, 1020, nil, 1000], all: 1003)
    #expect(gains.rules.map(words).prefix(3) == ["0.0 within", "0.0 within", "0.0 within"])
    #expect(gains.rules[3] == nil && words(gains.together) == "0.0 within")
    #expect(gains.rules.allSatisfy { $0.map { $0.amount >= 0 } ?? true })
  }

  @Test func moreIsBetterUnderOtherAims() throws {
    let costs = try costs(
      objective: "quality", bound: 1000, without: [1000, 1200, 999, nil, nil, nil], all: 1300)
    #expect(costs.rules.map(words).prefix(3) == ["0.0", "200.0", "unknown"])
    let second = try #require(costs.rules[1])
    #expect(costs.difference(second) == -200 && costs.aim == .quality)
  }

  /// Without a rule an earlier stage may reach more, and the last one less.
  @Test func gainsUnderStagesAreReal() throws {
    let costs = try costs(
      objective: "[quality, cost]", bound: 1000, without: [900, 1100, nil, nil, nil, nil], all: 1000
    )
    #expect(costs.rules.map(words).prefix(3) == ["100.0", "-100.0", "unknown"])
    #expect(!costs.isSingleAim && words(costs.together) == "0.0")
  }
}
