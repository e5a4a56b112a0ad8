import LinearModel
import Program
import Sourcing
import Testing

@testable import Reporting

/// What the report of an event says of costs that the gap hides.
@Suite struct RuleCostPageTests {
  private static let texts = [
    "event.yaml": "format: 1\nevent: small\n", "lots.csv": "lot\npower\n",
    "items.csv": "item,lot,quantity\nrack,power,100\n",
    "suppliers.csv": "supplier,country\na,US\nb,TW\n",
    "lines.csv": "line,supplier,item\nla,a,rack\nlb,b,rack\n",
    "steps.csv": "line,from_quantity,price\nla,0,10000\nlb,0,12000\n",
    "scenarios/s.yaml": """
    rules:
      - {rule: dear, kind: force, supplier: b}
      - {rule: idle, kind: suppliers_max, value: 2}
      - {rule: lost, kind: suppliers_max, value: 3}

    """,
  ]

  /// The award of 1,002,000 with a gap and costs of one's own.
  private func scenarios(
    bound: Double, gap: Double, without: [Double?], all: Double?
  ) throws -> (EventScenarios, ScenarioResult) {
    let event = try #require(Event.load(from: MemoryFiles(texts: Self.texts)).event)
    let scenario = try #require(event.scenario("s"))
    let solver = AwardSolver(
      engine: HiGHSSolver(), options: AwardOptions(), observer: SilentObserver())
    var award = try #require(try solver.award(event, scenario).award)
    #expect(award.objective == 1_002_000)
    award.bound = bound
    var analysis = AwardAnalysis()
    analysis.withoutRule = without
    analysis.withoutRules = all
    let result = ScenarioResult(scenario, .award(award, analysis), gap: gap)
    let data = EventReportData(event, [result], detailed: nil)
    return (EventScenarios(data: data), result)
  }

  @Test func gapIsToldAndNoGainIsShown() throws {
    let (scenarios, result) = try scenarios(
      bound: 1_000_000, gap: 0, without: [990_000, 1_003_000, nil], all: 1_001_000)
    let table = try #require(scenarios.rules(of: result))
    #expect(
      table.rows.map { $0.last?.text ?? "" } == ["$12,000", "0 (within the gap)", "not known"])
    #expect(scenarios.gapWords?.contains("each may be off, in s by $2,000.") == true)
    let entry = try #require(scenarios.data.main)
    let chart = try #require(scenarios.ruleCosts(of: entry))
    #expect(chart.title == "The rules of s cost $1,000 (within the gap) together")
    #expect(!chart.note.contains("do not add up"))
    #expect(chart.note.hasSuffix(" Each may be off by the gap, $2,000."))
    #expect(
      chart.table.rows.map { $0.map(\.text) } == [
        ["all together", "$1,000 (within the gap)"], ["dear", "$12,000"],
        ["idle", "$0 (within the gap)"],
      ])
  }

  /// 12,000 and nothing, but 15,000 together.
  @Test func costsThatDoNotAddUpAreSummed() throws {
    let (scenarios, _) = try scenarios(
      bound: 1_002_000, gap: 0, without: [990_000, 1_002_000, 1_002_000], all: 987_000)
    let entry = try #require(scenarios.data.main)
    let chart = try #require(scenarios.ruleCosts(of: entry))
    let sums = "the single ones sum to $12,000, all together cost $15,000, because"
    #expect(chart.note.contains("Costs of rules do not add up: \(sums)"), "\(chart.note)")
  }

  @Test func exactCostsNeedNoWordOfTheGap() throws {
    let (scenarios, result) = try scenarios(
      bound: 1_002_000, gap: 0, without: [1_000_000, 1_002_000, 1_002_000], all: nil)
    let table = try #require(scenarios.rules(of: result))
    #expect(table.rows.map { $0.last?.text ?? "" } == ["$2,000", "nothing", "nothing"])
    #expect(scenarios.gapWords == nil)
    let entry = try #require(scenarios.data.main)
    let chart = try #require(scenarios.ruleCosts(of: entry))
    #expect(chart.title == "What the rules of s cost together is not known")
    #expect(!chart.note.contains("all together"))
  }
}
