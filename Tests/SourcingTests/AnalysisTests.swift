import LinearModel
import Program
import Testing

@testable import Sourcing

private var solver: AwardSolver<HiGHSSolver> {
  AwardSolver(engine: HiGHSSolver(), options: AwardOptions(), observer: SilentObserver())
}

private func near(_ left: Double?, _ right: Double) -> Bool {
  left.map { abs($0 - right) <= 1e-6 * max(1, abs(right)) } ?? false
}

@Suite struct AnalysisTests {
  /// `a` asks 10, `b` 12, `c` 15; 100 racks; four rules of which pairs contradict each other.
  private static let torn = EventTexts.small.with([
    "suppliers.csv": "supplier,country\na,US\nb,TW\nc,US\n",
    "lines.csv": "line,supplier,item\nla,a,rack\nlb,b,rack\nlc,c,rack\n",
    "steps.csv": "line,from_quantity,price\nla,0,10\nlb,0,12\nlc,0,15\n",
    "scenarios/s.yaml": """
    rules:
      - {rule: few, kind: suppliers_max, value: 1}
      - {rule: many, kind: suppliers_min, value: 2}
      - {rule: cheap, kind: budget_max, value: 999}
      - {rule: fine, kind: suppliers_max, value: 3}

    """,
  ])

  @Test func allConflictsAndRepairs() throws {
    let event = try AnalysisTests.torn.event()
    let scenario = try #require(event.scenario("s"))
    let report = try solver.conflicts(event, scenario)
    let names = { (rules: [RuleIndex]) in rules.map { scenario.rules[$0].id } }
    #expect(report.isComplete)
    #expect(report.conflicts.map(names) == [["cheap"], ["few", "many"]])
    #expect(report.repairs.map { names($0.rules) } == [["few", "cheap"], ["many", "cheap"]])
    #expect(near(report.repairs[0].objective, 1002))
    #expect(near(report.repairs[1].objective, 1000))
    // With both others kept nothing helps: the one that gives is never alone.
    #expect(report.gives.allSatisfy { $0.value == nil })
  }

  /// What a rule could say has few digits, on the side where there is an award.
  @Test(arguments: [
    (7.3499489622, 9.0, 7.34994), (7.3499489622, 2, 7.34995), (17_481_867.891629, 1e7, 17_481_868),
    (-0.5, 1, -0.5), (0.1 + 0.2, 0.1, 0.3), (40, 30, 40), (0, 1, 0),
  ])
  func roundsWhatARuleCouldSay(value: Double, own: Double, written: Double) {
    let give = ConflictReport.Give(rule: TableIndex(0), value: value, by: abs(value - own))
    #expect(give.written(insteadOf: own) == written)
  }

  /// How far one rule would have to give, by hand: 100 racks from `a` (at most 60) and `b`.
  @Test(
    arguments: [
      ("kind: share_max, value: 0.4, supplier: b", "60", 480.0 / 1080),
      // 55 of a and 45 of b: 550 and 540 of 1,090.
      ("kind: share_max, value: 0.5", "60", 550.0 / 1090),
      ("kind: share_min, value: 0.7, supplier: a", "", 600.0 / 1080),
      ("kind: suppliers_max, value: 1", "60", 2), ("kind: suppliers_min, value: 3", "", 2),
      ("kind: budget_max, value: 1000", "", 1080),
      // a alone cannot make 100, so the 31 days of b are needed.
      ("kind: lead_max, value: 10", "", 31),
      ("kind: quality_min, value: 12", "", 11), ("kind: domestic_min, value: 0.9", "", 0.7),
      ("kind: backup_min, value: 0.9", "", 0.6),
    ] as [(String, String, Double)])
  func howFarARuleGives(rule: String, maximum: String, expected: Double) throws {
    let event = try EventTexts.small.with([
      "suppliers.csv": "supplier,country,quality\na,US,5\nb,TW,11\n",
      "lines.csv": "line,supplier,item,maximum,domestic,lead_days\n"
        + "la,a,rack,60,0,30\nlb,b,rack,\(maximum),0.7,31\n",
      "scenarios/s.yaml": "rules:\n  - {rule: r, \(rule)}\n",
    ]).event()
    let scenario = try #require(event.scenario("s"))
    let report = try solver.conflicts(event, scenario)
    let found = try #require(report.gives.first)
    #expect(near(found.value, expected), "\(String(describing: found.value))")
    #expect(near(found.by, abs(expected - scenario.rules[0].value.value)))
  }

  @Test func nothingCanBeMade() throws {
    let event = try EventTexts.small.with([
      "lines.csv": "line,supplier,item,maximum\nla,a,rack,40\nlb,b,rack,50\n",
      "scenarios/s.yaml": AwardTests.rule("kind: suppliers_max, value: 2"),
    ]).event()
    let report = try solver.conflicts(event, try #require(event.scenario("s")))
    #expect(report.conflicts == [[]] && report.repairs.isEmpty)
    #expect(report.uncoveredItems.map { event.items[$0].id } == ["rack"])
    #expect(report.shortages.map(\.most) == [90])
  }

  @Test func costsOfRulesDoNotAddUp() throws {
    let event = try EventTexts.small.with([
      "scenarios/s.yaml": """
      rules:
        - {rule: two, kind: suppliers_min, value: 2}
        - {rule: b, kind: force, supplier: b}
        - {rule: idle, kind: forbid, supplier: a, lot: power, penalty: 0}

      """
    ]).event()
    let scenario = try #require(event.scenario("s"))
    let best = try #require(try outcome(event, "s").award)
    let analysis = try solver.analysis(of: best, event, scenario, share: 0.1)
    #expect(near(best.objective, 1002))
    #expect(analysis.withoutRule.allSatisfy { near($0, 1002) })
    #expect(near(analysis.withoutRules, 1000))
    #expect(analysis.breakIns.isEmpty)
    // Both must win, so there is no other set of suppliers.
    #expect(analysis.secondBest == nil)
    #expect(near(analysis.lowestBid?.cost.total.double, 1000))
    #expect(analysis.lowestBid?.brokenRules.map { scenario.rules[$0].id } == ["two", "b"])
  }

  /// The highest price of `b`'s line at ten units, and of its bundle of 40 racks, by hand.
  struct Price: CustomTestStringConvertible, Sendable {
    var name: String
    var changes: [String: String]
    var line: Double?
    var bundle: Double?
    var testDescription: String { name }
  }

  static let bundle = [
    "bundles.csv": "bundle,supplier,price\np,b,900\n",
    "bundle_items.csv": "bundle,item,quantity\np,rack,40\n",
  ]

  static let prices = [
    Price(name: "what a asks", changes: [:], line: 10, bundle: 400),
    Price(
      name: "less duty, freight and fixed cost",
      changes: [
        "lines.csv":
          "line,supplier,item,duty_rate,freight,fixed_cost\nla,a,rack,,,\nlb,b,rack,0.25,1,10\n"
      ], line: (100 - 10 - 10) / 1.25 / 10, bundle: 400),
    Price(
      name: "more where a's fixed cost falls away with all of it",
      changes: [
        "suppliers.csv": "supplier,country,fixed_cost\na,US,50\nb,TW,30\n",
        "bundles.csv": "bundle,supplier,price\np,b,9000\n",
        "bundle_items.csv": "bundle,item,quantity\np,rack,100\n",
      ], line: 10 - 3, bundle: 1050 - 30),
    Price(
      name: "a rule that b helps to keep",
      changes: [
        // b must have a fifth of the spend; from c it would cost 20 each.
        "suppliers.csv": "supplier,country\na,US\nb,TW\nc,TW\n",
        "lines.csv": "line,supplier,item,minimum\nla,a,rack,\nlb,b,rack,10\nlc,c,rack,\n",
        "steps.csv": "line,from_quantity,price\nla,0,10\nlb,0,50\nlc,0,20\n",
        "scenarios/s.yaml": AwardTests.rule("kind: share_min, value: 0.2, country: TW"),
      ],
      // c alone: 12 at 20 beside 88 at 10 is 240 of 1120. Ten of b at p, one of c and 89 of a: p ≤ 21,
      // and without that one of c the share would be missed.
      line: 21, bundle: nil),
    Price(
      name: "a bar", changes: ["scenarios/s.yaml": AwardTests.rule("kind: forbid, supplier: b")],
      line: nil, bundle: nil),
  ]

  @Test(arguments: prices)
  func breakInByHand(price: Price) throws {
    let isBarred = price.name == "a bar"
    let hasRule = price.changes["scenarios/s.yaml"] != nil
    let bundles = hasRule && !isBarred ? [:] : AnalysisTests.bundle
    let event = try EventTexts.small.with(bundles).with(price.changes).event()
    let scenario = hasRule ? try #require(event.scenario("s")) : .cheapest
    let best = try #require(try solver.award(event, scenario).award)
    let found = try solver.analysis(of: best, event, scenario, share: 0.1).breakIns
    for entry in found {
      switch entry.bid {
      case .line(let line) where event.lines[line].id == "lb":
        #expect(price.line.map { near(entry.price, $0) } ?? (entry.price == nil), "\(entry)")
      case .bundle:
        #expect(price.bundle.map { near(entry.price, $0) } ?? (entry.price == nil), "\(entry)")
      default: break
      }
    }
    #expect(found.contains { if case .line = $0.bid { true } else { false } })
  }

  @Test(
    arguments: [
      (0.1, "", "", 10), (0.004, "", "", 1), (0.5, "60", "", 60), (1, "", "30", 30),
    ] as [(Double, String, String, Double)])
  func shareOfALosingLine(share: Double, minimum: String, maximum: String, expected: Double) throws
  {
    let event = try EventTexts.small.with([
      "lines.csv":
        "line,supplier,item,minimum,maximum\nla,a,rack,,\nlb,b,rack,\(minimum),\(maximum)\n"
    ]).event()
    #expect(BreakInShare.units(event.lines[1], item: event.items[0], share: share) == expected)
  }
}

@Suite struct StageTests {
  /// `a` asks 10 and has nothing domestic, `b` asks 12 and is 70 % domestic.
  private func event(_ objective: String) throws -> Event {
    try EventTexts.small.with([
      "suppliers.csv": "supplier,country,quality\na,US,5\nb,TW,11\n",
      "lines.csv": "line,supplier,item,domestic\nla,a,rack,0\nlb,b,rack,0.7\n",
      "scenarios/s.yaml": "objective: \(objective)\n",
    ]).event()
  }

  @Test(
    arguments: [
      // 5 % of 1,000 pay for 25 racks at 2 more.
      ("[{objective: cost, slack: 0.05}, domestic]", "la 75, lb 25", 25 * 12 * 0.7),
      ("[cost, quality]", "la 100", 500),
      ("[quality, cost]", "lb 100", 1200),
      // 10 % of 1,100 points: 110 less, which is 18 racks of 6.
      ("[{objective: quality, slack: 0.1}, cost]", "la 18, lb 82", 1200 - 36),
      ("[quality]", "lb 100", 1100),
      ("[suppliers, domestic]", "lb 100", 840),
      ("domestic", "lb 100", 840),
    ] as [(String, String, Double)])
  func stagesByHand(objective: String, taken: String, value: Double) throws {
    let event = try event(objective)
    let award = try #require(try outcome(event, "s").award)
    #expect(content(award.choice, event) == taken)
    #expect(near(award.objective, value), "\(award.objective)")
  }

  @Test func tiesGoToTheFewestAndFirst() throws {
    let event = try EventTexts.small.with([
      "suppliers.csv": "supplier,country\nz,US\nb,TW\nm,US\n",
      "lines.csv": "line,supplier,item,maximum\nlz,z,rack,\nl2,b,rack,50\nl1,b,rack,\nlm,m,rack,\n",
      "steps.csv": "line,from_quantity,price\nlz,0,10\nl2,0,10\nl1,0,10\nlm,0,10\n",
    ]).event()
    let award = try #require(try outcome(event).award)
    #expect(award.choice.winners(in: event) == [false, true, false])
    #expect(award.choice.units[2] > 0 && near(award.objective, 1000))
  }
}
