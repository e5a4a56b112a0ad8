import Program
import Sourcing
import Tables
import Testing

@Suite struct LoadTests {
  @Test func smallEventWithItsDefaults() throws {
    let event = try EventTexts.small.event()
    #expect(event.settings.currency == "USD" && event.settings.domestic == "US")
    #expect(event.settings.opening == .rolling && event.settings.qualityValue.value == 0)
    #expect(event.items[0].isWhole && event.items[0].unmetCost == nil)
    #expect(event.items[0].programItem == "rack")
    #expect(event.lines[1].maximum == 100 && event.lines[1].pricing == .allUnits)
    #expect(EventTexts.small.load().diagnostics.isEmpty)
  }

  @Test func listsAndReferences() throws {
    let event = try EventTexts.small.with([
      "suppliers.csv": "supplier,country,groups,quality\na,US,small; veteran,7\nb,TW,,\n",
      "items.csv": "item,lot,quantity\nrack,power,100\nrail,power,20\n",
      "bundles.csv": "bundle,supplier,price,exclusive,requires\np,a,5,x;y,\nq,a,6,x,p\n",
      "bundle_items.csv": "bundle,item,quantity\np,rail,20\nq,rack,10\n",
      "discounts.csv": "discount,supplier,basis,over\nd,a,units,power\n",
      "discount_tiers.csv": "discount,at_least,rate\nd,50,0.1\nd,20,0.05\n",
      "capacities.csv": "supplier,items,maximum\na,rail,30\n",
      "scenarios/home.yaml": """
      objective:
        - {objective: cost, slack: 0.02}
        - domestic
      rules:
        - {rule: home, kind: domestic_min, value: 0.6, lot: power, penalty: 2}
        - {rule: two, kind: suppliers_min, value: 2, group: small}

      """,
    ]).event()
    #expect(event.suppliers[0].groups == ["small", "veteran"])
    #expect(event.lines[0].quality == 7)
    #expect(event.bundles[1].exclusive == ["x"] && event.bundles[1].requires?.position == 0)
    #expect(event.discounts[0].tiers.map(\.atLeast) == [20, 50])
    #expect(event.discounts[0].lines.map(\.position) == [0])
    #expect(event.capacities[0].covers == [false, true])
    let scenario = try #require(event.scenario("home"))
    #expect(scenario.stages.map(\.aim) == [.cost, .domestic])
    #expect(scenario.stages[0].slack.text == "0.02")
    #expect(scenario.rules[0].scope.lot?.position == 0 && !scenario.rules[0].isHard)
    #expect(scenario.rules[1].subject.group == "small" && scenario.rules[1].isHard)
  }

  /// One stage may be written in four ways; the slack beside the list is that of the others.
  @Test(arguments: [
    "[{aim: quality, slack: 0.05}, cost]", "[{objective: quality, slack: 0.05}, {aim: cost}]",
    "[{stage: quality, slack: 0.05}, {cost: }]", "[{quality: 0.05}, {cost: 0.01}]",
  ])
  func formsOfStages(objective: String) throws {
    let text = "objective: \(objective)\nslack: 0.01\n"
    let event = try EventTexts.small.with(["scenarios/s.yaml": text]).event()
    let stages = try #require(event.scenario("s")).stages
    #expect(stages.map(\.aim) == [.quality, .cost])
    #expect(stages.map(\.slack.text) == ["0.05", "0.01"])
  }

  @Test func shortFormStandsAloneToo() throws {
    let text = "objective: {domestic: 0.1}\n"
    let event = try EventTexts.small.with(["scenarios/s.yaml": text]).event()
    let stages = try #require(event.scenario("s")).stages
    #expect(stages.map(\.aim) == [.domestic] && stages[0].slack.text == "0.1")
  }

  @Test(arguments: [
    ("[{aim: qualty}]", "1:19 scenarios.aim.unknown"),
    ("[{aim: }]", "1:13 scenarios.aim.missing"),
    ("[{slack: 0.1}]", "1:13 scenarios.aim.missing"),
    ("[{qualty: 0.1}]", "1:14 scenarios.key.unknown;1:13 scenarios.aim.missing"),
    ("[{quality: 5 %}]", "1:23 scenarios.quality.number"),
    ("[{quality: 50}]", "1:23 scenarios.quality.range"),
    ("[{quality: -0.1}]", "1:23 scenarios.quality.negative"),
    ("[{quality: 0.1, slack: 0.2}]", "1:35 scenarios.slack.repeated"),
    ("[{quality: 0.1, aim: cost}]", "1:13 scenarios.stage.repeated"),
    ("[{aim: cost, objective: cost}]", "1:13 scenarios.stage.repeated"),
    ("[{aim: cost}, {cost: 0.1}]", "1:26 scenarios.objective.repeated"),
    ("[cost, ~]", "1:19 scenarios.objective.empty"),
    ("[]", "1:12 scenarios.objective.empty"),
  ])
  func faultsOfStages(objective: String, expected: String) {
    let result = EventTexts.small.with(["scenarios/s.yaml": "objective: \(objective)\n"]).load()
    let found = result.diagnostics.map { "\($0.line):\($0.column) \($0.code)" }
    #expect(found.sorted() == expected.split(separator: ";").map(String.init).sorted())
  }

  /// What is changed in the small event, and the faults: `file:line:column code`.
  struct Fault: CustomTestStringConvertible, Sendable {
    var changes: [String: String]
    var expected: [String]
    var testDescription: String { expected.joined(separator: " ") }
  }

  static let faults: [Fault] = [
    Fault(
      changes: ["event.yaml": "format: 2\nevnt: x\nselection: soon\n"],
      expected: [
        "event.yaml:1:1 event.event.missing", "event.yaml:1:9 event.format.unknown",
        "event.yaml:2:1 event.key.unknown", "event.yaml:3:12 event.selection.date",
      ]),
    Fault(
      changes: ["event.yaml": "format: 1\nevent: e\ndeadline: 2026-03-31T17:00\n"],
      expected: ["event.yaml:3:11 event.deadline.date"]),
    Fault(
      changes: ["steps.csv": "line,from_quantity,price\nla,0,10\nlb,5,12\nlb,5,-1\nlx,0,3\n"],
      expected: [
        "steps.csv:3:4 steps.from_quantity.first", "steps.csv:4:4 steps.from_quantity.repeated",
        "steps.csv:4:6 steps.price.negative", "steps.csv:5:1 steps.line.unknown",
      ]),
    Fault(
      changes: ["steps.csv": "line,from_quantity,price,kind\nla,0,9,\nla,9,8,incremental\n"],
      expected: ["lines.csv:3:1 lines.line.unpriced", "steps.csv:3:8 steps.kind.mixed"]),
    Fault(
      changes: ["lines.csv": "line,supplier,item,minimum,maximum\nla,a,rack,9,8\nlb,b,rack,,\n"],
      expected: ["lines.csv:2:13 lines.maximum.below"]),
    Fault(
      changes: ["items.csv": "item,lot,quantity\nrack,powr,1.5\n"],
      expected: ["items.csv:2:6 items.lot.unknown", "items.csv:2:11 items.quantity.whole"]),
    Fault(
      changes: [
        "bundles.csv": "bundle,supplier,price,requires\np,a,1,p\nq,a,1,r\nr,b,1,p\n",
        "bundle_items.csv": "bundle,item,quantity\np,rack,1\nq,rack,1.5\nq,rack,2\n",
      ],
      expected: [
        "bundles.csv:2:7 bundles.requires.self", "bundles.csv:3:7 bundles.requires.supplier",
        "bundles.csv:4:7 bundles.requires.supplier",
        "bundle_items.csv:3:8 bundle_items.quantity.whole",
        "bundle_items.csv:4:3 bundle_items.item.repeated",
      ]),
    Fault(
      changes: [
        "discounts.csv": "discount,supplier,basis,over\nd,a,spent,rack;rak\n",
        "discount_tiers.csv": "discount,at_least,rate\nd,1,5\nd,1,0.1\n",
        "capacities.csv": "supplier,items,maximum,from,to\na,power,1,2026-02-01,2026-01-01\n",
      ],
      expected: [
        "discounts.csv:2:5 discounts.basis.unknown", "discounts.csv:2:11 discounts.over.unknown",
        "discount_tiers.csv:2:5 discount_tiers.rate.range",
        "discount_tiers.csv:3:3 discount_tiers.at_least.repeated",
        "capacities.csv:2:3 capacities.items.unknown", "capacities.csv:2:22 capacities.to.before",
      ]),
    Fault(
      changes: [
        "scenarios/s.yaml": """
        objective: cheap
        rules:
          - {rule: one, kind: share_mx, value: 1}
          - {rule: one, kind: share_max, value: 40}
          - {rule: one, kind: force}
          - {rule: two, kind: forbid, supplier: aa, by: country}
          - {kind: backup_min, value: 1, by: lot, itm: rack}

        """
      ],
      expected: [
        "scenarios/s.yaml:1:12 scenarios.objective.unknown",
        "scenarios/s.yaml:3:23 scenarios.kind.unknown",
        "scenarios/s.yaml:4:41 scenarios.value.range",
        "scenarios/s.yaml:5:5 scenarios.supplier.missing",
        "scenarios/s.yaml:5:12 scenarios.rule.repeated",
        "scenarios/s.yaml:6:41 scenarios.supplier.unknown",
        "scenarios/s.yaml:6:49 scenarios.by.unused",
        "scenarios/s.yaml:7:5 scenarios.rule.missing",
        "scenarios/s.yaml:7:43 scenarios.key.unknown",
      ]),
    Fault(
      changes: [
        "items.csv": "item,lot,quantity,need_by,late_cost\nrack,power,100,2026-04-01,3\n",
        "event.yaml": "format: 1\nevent: e\n",
      ],
      expected: ["items.csv:2:27 items.late_cost.selection"]),
  ]

  @Test(arguments: faults)
  func faultIsFoundAtItsPlace(fault: Fault) {
    let result = EventTexts.small.with(fault.changes).load()
    let found = result.diagnostics.filter { $0.severity == .error }.map {
      "\($0.file):\($0.line):\($0.column) \($0.code)"
    }
    #expect(found == fault.expected)
    #expect(result.event == nil)
  }

  /// The two lines' names are told with the file, not one after the other.
  @Test func fileOfPricesThatIsMissingIsToldOnce() {
    let result = EventTexts.small.without("steps.csv").load()
    #expect(
      result.diagnostics.map(\.summary) == [
        "steps.csv:1:1: error: the file is missing; each of the 2 rows of lines.csv (la, lb) needs a "
          + "price there"
      ])
    #expect(EventTexts.small.without("steps.csv", "lines.csv").load().event != nil)
    let slip = EventTexts.small.without("steps.csv").with(["step.csv": "line\n"]).load()
    #expect(slip.diagnostics.map(\.code) == ["steps.file.missing", "file.unknown"])
  }

  /// Scenarios end with .yaml; one that ends otherwise is told of, not passed over.
  @Test func otherEndingsOfScenariosAreNamed() throws {
    let result = EventTexts.small.with(["scenarios/strict.yml": "rules: []\n"]).load()
    #expect(result.event?.scenarios.isEmpty == true)
    let warning = try #require(result.diagnostics.first)
    #expect(result.diagnostics.count == 1 && warning.code == "file.unknown")
    #expect(warning.file == "scenarios/strict.yml" && warning.suggestion == "strict.yaml")
  }

  @Test func whatCannotWorkOutIsAWarning() {
    let result = EventTexts.small.with([
      "items.csv": "item,lot,quantity\nrack,power,100\nrail,power,5\n",
      "lines.csv":
        "line,supplier,item,minimum,valid_to\nla,a,rack,101,\nlb,b,rack,,2026-02-28\n",
      "capacities.csv": "supplier,maximum,from\na,1,2026-02-01\n",
      "discounts.csv": "discount,supplier,basis\nd,a,units\n",
      "notes.csv": "anything\n", "line.csv": "x\n",
    ]).load()
    #expect(
      result.diagnostics.map { "\($0.file):\($0.line):\($0.column) \($0.code)" } == [
        "items.csv:2:1 items.item.short", "items.csv:3:1 items.item.unoffered",
        "lines.csv:2:11 lines.minimum.above",
        "lines.csv:3:12 lines.valid_to.expired", "discounts.csv:2:1 discounts.discount.idle",
        "capacities.csv:2:5 capacities.from.profile",
      ])
    #expect(result.event != nil)
  }
}
