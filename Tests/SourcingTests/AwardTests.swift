import LinearModel
import Program
import Testing

@testable import Sourcing

/// The award of an event under one of its scenarios; `""` for none.
func outcome(_ event: Event, _ scenario: String = "") throws -> AwardOutcome {
  let chosen = scenario.isEmpty ? Scenario.cheapest : try #require(event.scenario(scenario))
  let solver = AwardSolver(
    engine: HiGHSSolver(), options: AwardOptions(), observer: SilentObserver())
  return try solver.award(event, chosen)
}

/// Lines and their units, and bundles, by identifier: `la 100, p`.
func content(_ choice: Choice, _ event: Event) -> String {
  var parts = event.lines.indices.filter { choice.units[$0] > 0 }.map {
    "\(event.lines[$0].id) \(Rational(shortest: choice.units[$0]).decimalText ?? "?")"
  }
  parts += event.bundles.indices.filter { choice.bundles[$0] }.map { event.bundles[$0].id }
  return parts.joined(separator: ", ")
}

@Suite struct AwardTests {
  /// An event that differs from the small one, what is taken, and what it costs.
  struct Known: CustomTestStringConvertible, Sendable {
    var name: String
    var changes: [String: String]
    /// `nil`: there is no award.
    var taken: String?
    var cost: Double
    var testDescription: String { name }

    init(_ name: String, _ changes: [String: String], _ taken: String?, _ cost: Double) {
      self.name = name
      self.changes = changes
      self.taken = taken
      self.cost = cost
    }
  }

  static func rule(_ text: String, objective: String = "cost") -> String {
    "objective: \(objective)\nrules:\n  - {rule: r, \(text)}\n"
  }

  /// Optima by hand.
  ///
  /// Unless something else is said `a` asks 10 and `b` 12 for 100 whole units.
  static let bids: [Known] = [
    Known("the cheaper one", [:], "la 100", 1000),
    Known(
      "split where the cheaper one ends",
      ["lines.csv": "line,supplier,item,maximum\nla,a,rack,60\nlb,b,rack,\n"],
      "la 60, lb 40", 1080),
    Known(
      "a minimum that cannot be split off",
      ["lines.csv": "line,supplier,item,minimum,maximum\nla,a,rack,0,60\nlb,b,rack,50,\n"],
      "la 50, lb 50", 1100),
    Known(
      "fixed cost of a line",
      ["lines.csv": "line,supplier,item,fixed_cost\nla,a,rack,201\nlb,b,rack,\n"], "lb 100", 1200),
    Known(
      "fixed cost of a supplier",
      ["suppliers.csv": "supplier,country,fixed_cost\na,US,199\nb,TW,0\n"], "la 100", 1199),
    Known(
      "duty, freight and lateness",
      [
        "items.csv": "item,lot,quantity,need_by,late_cost\nrack,power,100,2026-03-11,0.7\n",
        // a is 14 days late: 2 weeks at 0.7 for each unit.
        "lines.csv":
          "line,supplier,item,duty_rate,freight,lead_days\nla,a,rack,0.05,0.05,24\nlb,b,rack,,,10\n",
      ], "la 100", 1000 + 50 + 5 + 140),
    Known(
      "lateness counts parts of weeks",
      [
        "items.csv": "item,lot,quantity,need_by,late_cost\nrack,power,100,2026-03-11,0.7\n",
        "lines.csv": "line,supplier,item,lead_days\nla,a,rack,11\nlb,b,rack,\n",
      ], "la 100", 1000 + 10),
    Known(
      "unmet where it is cheaper",
      [
        "items.csv": "item,lot,quantity,unmet_cost\nrack,power,100,11\n",
        "lines.csv": "line,supplier,item,maximum\nla,a,rack,70\nlb,b,rack,\n",
      ], "la 70", 700 + 330),
    Known(
      "quality is worth money",
      [
        "event.yaml": "format: 1\nevent: e\nquality_value: 0.5\n",
        "suppliers.csv": "supplier,country,quality\na,US,2\nb,TW,7\n",
      ], "lb 100", 1200 - 350),
    Known(
      "expired at selection",
      ["lines.csv": "line,supplier,item,valid_to\nla,a,rack,2026-02-28\nlb,b,rack,2026-03-01\n"],
      "lb 100", 1200),
    Known(
      "all units: the step reached prices all",
      ["steps.csv": "line,from_quantity,price\nla,1,15\nla,50,11\nla,100,9\nlb,0,12\n"],
      "la 100", 900),
    Known(
      "all units: worth taking more than needed elsewhere",
      [
        "steps.csv": "line,from_quantity,price\nla,1,15\nla,50,8\nlb,0,7\n",
        "lines.csv": "line,supplier,item,maximum\nla,a,rack,\nlb,b,rack,60\n",
      ], "la 50, lb 50", 400 + 350),
    Known(
      "all units: a step that is dearer",
      ["steps.csv": "line,from_quantity,price\nla,1,10\nla,50,14\nlb,0,12\n"], "la 49, lb 51",
      490 + 612),
    Known(
      "incremental from 0: units beyond the start",
      [
        "steps.csv":
          "line,from_quantity,price,kind\nla,0,14,incremental\nla,40,9,incremental\nlb,0,12,\n"
      ],
      "la 100", 40 * 14 + 60 * 9),
    Known(
      "incremental from 1: the 41st unit on",
      [
        "steps.csv":
          "line,from_quantity,price,kind\nla,1,14,incremental\nla,41,9,incremental\nlb,0,12,\n"
      ],
      "la 100", 40 * 14 + 60 * 9),
    Known(
      "incremental that rises",
      [
        "steps.csv":
          "line,from_quantity,price,kind\nla,0,8,incremental\nla,30,13,incremental\nlb,0,12,\n"
      ],
      "la 30, lb 70", 240 + 840),
    Known(
      "fractional units",
      [
        "items.csv": "item,lot,quantity,whole\nrack,power,2.5,false\n",
        "lines.csv": "line,supplier,item,maximum\nla,a,rack,0.75\nlb,b,rack,\n",
      ], "la 0.75, lb 1.75", 7.5 + 21),
    Known(
      "prices of millions",
      ["steps.csv": "line,from_quantity,price\nla,0,12345678.9\nlb,0,12345679\n"], "la 100",
      1_234_567_890),
    Known(
      "capacity for all time",
      ["capacities.csv": "supplier,maximum\na,30\n"], "la 30, lb 70", 300 + 840),
    Known(
      "capacity with a ramp against the profile",
      [
        // 3 of 4 weeks' demand falls into January: a can make 30 there, so 40 in all.
        "demand_profile.csv":
          "item,from,to,quantity\nrack,2026-01-04,2026-01-31,75\nrack,2026-02-01,2026-02-28,25\n",
        "capacities.csv": "supplier,maximum,to\na,30,2026-01-31\n",
      ], "la 40, lb 60", 400 + 720),
    Known(
      "capacity over a part of a row's days",
      [
        "demand_profile.csv": "item,from,to,quantity\nrack,2026-01-01,2026-01-10,100\n",
        "capacities.csv": "supplier,maximum,from,to\na,15,2026-01-03,2026-01-05\n",
      ], "la 50, lb 50", 500 + 600),
  ]

  static let bundles: [Known] = [
    Known("a bundle", pair("p,a,650,,\n", "p,rack,60\np,rail,10\n"), "la 40, p", 400 + 650),
    Known(
      "bundles of one name exclude each other, one may bear two names",
      pair(
        "p,a,550,x;y,\nq,a,90,y,\nr,b,300,x,\n", "p,rack,60\np,rail,10\nq,rack,20\nr,rack,40\n"),
      "la 40, p", 400 + 550),
    Known(
      "a bundle that requires another",
      pair("p,a,500,,q\nq,a,260,,\n", "p,rack,60\np,rail,10\nq,rack,20\n"), "la 20, p, q",
      200 + 500 + 260),
    Known(
      "a bundle that is too large never wins",
      pair("p,a,1,,\n", "p,rack,101\n"), "la 100, lr 10", 1000 + 200),
  ]

  /// The small event with ten rails, which only `a` offers at 20, and bundles.
  static func pair(_ bundles: String, _ items: String) -> [String: String] {
    [
      "items.csv": "item,lot,quantity\nrack,power,100\nrail,power,10\n",
      "lines.csv": "line,supplier,item\nla,a,rack\nlb,b,rack\nlr,a,rail\n",
      "steps.csv": "line,from_quantity,price\nla,0,10\nlb,0,12\nlr,0,20\n",
      "bundles.csv": "bundle,supplier,price,exclusive,requires\n" + bundles,
      "bundle_items.csv": "bundle,item,quantity\n" + items,
    ]
  }

  static func discount(_ basis: String, _ tiers: String, over: String = "") -> [String: String] {
    pair("", "").merging([
      "discounts.csv": "discount,supplier,basis,over\nd,b,\(basis),\(over)\n",
      "discount_tiers.csv": "discount,at_least,rate\n" + tiers,
      "lines.csv": "line,supplier,item\nla,a,rack\nlb,b,rack\nlr,b,rail\n",
    ]) { $1 }
  }

  /// `b` asks 12 for racks and 20 for rails, of which it sells ten in any case.
  static let discounts: [Known] = [
    Known(
      "spend: the tier lowers everything",
      discount("spend", "d,1400,0.2\n"), "lb 100, lr 10", 1400 * 0.8),
    Known(
      "spend: just not reached", discount("spend", "d,1400.01,0.2\n"), "la 100, lr 10", 1200),
    Known(
      "units: worth 40 racks more",
      discount("units", "d,50,0.5\n"), "lb 100, lr 10", 700),
    Known(
      "units: only as many as needed",
      discount("units", "d,50,0.15\n"), "la 60, lb 40, lr 10", 600 + 680 * 0.85),
    Known(
      "lines: one rack reaches it",
      discount("lines", "d,2,0.12\n"), "la 99, lb 1, lr 10", 990 + 212 * 0.88),
    Known(
      "over the rails only", discount("units", "d,10,0.5\n", over: "rail"), "la 100, lr 10",
      1000 + 100),
    Known(
      "the highest tier reached applies, though it is worse",
      discount("units", "d,5,0.5\nd,60,0.1\n"), "la 51, lb 49, lr 10", 510 + (588 + 200) * 0.5),
    Known(
      "spend: a worse tier above",
      discount("spend", "d,100,0.5\nd,500,0.1\n"), "la 76, lb 24, lr 10",
      760 + (288 + 200) * 0.5),
  ]

  @Test(arguments: bids + bundles + discounts)
  func optimumByHand(known: Known) throws {
    let event = try EventTexts.small.with(known.changes).event()
    let award = try #require(try outcome(event).award)
    #expect(content(award.choice, event) == known.taken)
    #expect(abs(award.objective - known.cost) <= 1e-9 * max(1, known.cost))
    #expect(award.isProven && abs(award.bound - known.cost) <= 1e-6 * max(1, known.cost))
  }

  /// A rule and what is taken; costs that are not money of bids are in the last number.
  static let rules: [Known] = [
    Known("suppliers_min", ["r": "kind: suppliers_min, value: 2"], "la 99, lb 1", 990 + 12),
    Known(
      "suppliers_min of a group of one", ["r": "kind: suppliers_min, value: 1, country: TW"],
      "la 99, lb 1", 1002),
    Known("suppliers_max", ["r": "kind: suppliers_max, value: 0"], nil, 0),
    Known("share_max of each", ["r": "kind: share_max, value: 0.6"], "la 64, lb 36", 640 + 432),
    Known(
      "share_max of one", ["r": "kind: share_max, value: 0.6, supplier: a"], "la 64, lb 36", 1072),
    Known(
      "share_max of a country", ["r": "kind: share_max, value: 0, country: US"], "lb 100", 1200),
    Known(
      "share_min of one", ["r": "kind: share_min, value: 0.36, supplier: b"], "la 68, lb 32",
      680 + 384),
    Known("share_min of each", ["r": "kind: share_min, value: 0.36"], "la 68, lb 32", 1064),
    Known(
      "win_min_share alone says nothing", ["r": "kind: win_min_share, value: 0.5"], "la 100", 1000),
    Known("domestic_min", ["r": "kind: domestic_min, value: 0.3"], "la 61, lb 39", 610 + 468),
    Known("quality_min", ["r": "kind: quality_min, value: 8"], "la 54, lb 46", 540 + 552),
    Known("lead_max", ["r": "kind: lead_max, value: 29"], "lb 100", 1200),
    Known("lead_max elsewhere", ["r": "kind: lead_max, value: 29, supplier: b"], "la 100", 1000),
    Known("budget_max", ["r": "kind: budget_max, value: 999"], nil, 0),
    Known(
      "budget_max of one", ["r": "kind: budget_max, value: 504, supplier: a"], "la 50, lb 50", 1100),
    Known("force", ["r": "kind: force, supplier: b"], "la 99, lb 1", 1002),
    Known("forbid", ["r": "kind: forbid, group: veteran"], "lb 100", 1200),
    Known("backup_min", ["r": "kind: backup_min, value: 1"], "la 99, lb 1", 1002),
    Known("backup_min by country", ["r": "kind: backup_min, value: 1.01, by: country"], nil, 0),
    Known(
      "soft: dearer than its penalty",
      ["r": "kind: force, supplier: b, penalty: 1.5"], "la 100", 1001.5),
    Known(
      "soft: cheaper than its penalty", ["r": "kind: force, supplier: b, penalty: 3"],
      "la 99, lb 1", 1002),
    Known(
      "soft suppliers_min", ["r": "kind: suppliers_min, value: 4, penalty: 5"], "la 99, lb 1", 1012),
    Known("soft suppliers_max", ["r": "kind: suppliers_max, value: 0, penalty: 5"], "la 100", 1005),
    Known(
      "soft share_max in money", ["r": "kind: share_max, value: 0.6, supplier: a, penalty: 0.1"],
      "la 100", 1000 + 40),
    Known(
      "soft share_min in money", ["r": "kind: share_min, value: 0.5, supplier: b, penalty: 0.1"],
      "la 100", 1000 + 50),
    Known(
      "soft domestic_min in money", ["r": "kind: domestic_min, value: 0.3, penalty: 0.1"],
      "la 100", 1000 + 30),
    Known(
      "soft quality_min in points and money", ["r": "kind: quality_min, value: 8, penalty: 0.01"],
      "la 100", 1000 + 30),
    Known(
      "soft lead_max in days of lines", ["r": "kind: lead_max, value: 28, penalty: 7"], "la 100",
      1014),
    Known("soft budget_max", ["r": "kind: budget_max, value: 900, penalty: 2"], "la 100", 1200),
    Known("soft forbid", ["r": "kind: forbid, supplier: a, penalty: 7"], "la 100", 1007),
    Known(
      "soft backup_min in units", ["r": "kind: backup_min, value: 0.5, penalty: 0.01"], "la 100",
      1000.5),
    Known("another lot", ["r": "kind: forbid, supplier: a, lot: spare"], "la 100", 1000),
    Known("another category", ["r": "kind: forbid, supplier: a, category: power"], "lb 100", 1200),
  ]

  /// `a`: United States, veteran, quality 5, 30 days, nothing domestic; `b`: Taiwan, quality 11,
  /// 70 % domestic.
  @Test(arguments: rules)
  func ruleByHand(known: Known) throws {
    let event = try EventTexts.small.with([
      "lots.csv": "lot,category\npower,power\nspare,spare\n",
      "suppliers.csv": "supplier,country,groups,quality\na,US,veteran,5\nb,TW,,11\n",
      "lines.csv": "line,supplier,item,domestic,lead_days\nla,a,rack,0,30\nlb,b,rack,0.7,\n",
      "scenarios/s.yaml": AwardTests.rule(known.changes["r"] ?? ""),
    ]).event()
    guard let taken = known.taken else {
      guard case .infeasible = try outcome(event, "s") else {
        Issue.record("there is an award")
        return
      }
      return
    }
    let award = try #require(try outcome(event, "s").award)
    #expect(content(award.choice, event) == taken)
    #expect(abs(award.objective - known.cost) <= 1e-9 * known.cost)
  }
}
