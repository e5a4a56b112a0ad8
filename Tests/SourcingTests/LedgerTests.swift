import Program
import Testing

@testable import Sourcing

/// Awards that are claimed by hand, and what is wrong with each; rules counted by hand.
@Suite struct LedgerTests {
  /// 100 racks must be bought, 20.5 rails may be missing at 50 each.
  ///
  /// `a` ends on the day of
  /// selection, `le` the day before; half of the racks are wanted in the second half of 2026, when
  /// `a` makes at most 20.
  private static let ledger = EventTexts.small.with([
    "items.csv":
      "item,lot,quantity,whole,unmet_cost\nrack,power,100,true,\nrail,power,20.5,false,50\n",
    "demand_profile.csv":
      "item,from,to,quantity\nrack,2026-07-01,2026-12-31,50\nrack,2027-01-01,2027-06-30,50\n",
    "suppliers.csv": "supplier,country\na,US\nb,TW\nc,TW\n",
    "lines.csv": """
    line,supplier,item,minimum,maximum,lead_days,valid_to
    la,a,rack,10,60,30,2026-03-01
    lb,b,rack,,90,50,
    lc,b,rail,,10,,
    ld,c,rack,,,10,
    le,c,rail,,,,2026-02-28
    lf,c,rail,,,,

    """,
    "steps.csv": "line,from_quantity,price\nla,0,10\nlb,0,12\nlc,0,3\nld,0,9\nle,0,3\nlf,0,3\n",
    "bundles.csv": "bundle,supplier,price,requires\np,c,200,\nq,c,100,p\n",
    "bundle_items.csv": "bundle,item,quantity\np,rack,10\np,rail,5\nq,rack,10\n",
    "capacities.csv": "supplier,items,maximum,from,to\na,rack,20,2026-07-01,2026-12-31\n",
  ])

  /// The lines and bundles that win, `la 10, p`, and what does not hold then.
  @Test(arguments: [
    ("la 10, lb 90", []), ("la 40, lb 60, lc 10", []), ("ld 80, p, q", []),
    ("la 9, lb 90, ld 1", ["line la"]), ("lb 91, ld 9", ["line lb"]),
    ("la 41, lb 59", ["capacities.csv line 2, supplier a"]), ("ld 100, le 1", ["line le"]),
    ("ld 99.5, lb 0.5", ["line lb", "line ld"]), ("ld 99", ["item rack"]),
    ("ld 101", ["line ld", "item rack"]), ("ld 100, lc 10, lf 10.5", []),
    ("ld 100, lc 10, lf 11", ["item rail"]), ("ld 90, q", ["bundle q"]),
  ])
  func whatDoesNotHold(text: String, expected: [String]) throws {
    let event = try LedgerTests.ledger.event()
    let parts = text.split(separator: ",").map { $0.split(separator: " ").map(String.init) }
    let claim = ClaimedAward(
      lines: parts.filter { $0.count == 2 }.map { ($0[0], $0[1]) },
      bundles: parts.filter { $0.count == 1 }.map { $0[0] }, suppliers: nil, discounts: nil,
      cost: [], objective: nil, bound: nil)
    let findings = AwardVerification(claim, event, .cheapest).findings
    let wrong = findings.filter { !$0.holds && !$0.subject.hasPrefix("cost ") }.map(\.subject)
    #expect(wrong == expected)
    #expect(findings.count > 8)
  }

  /// A rule, by how much 40 of `la`, 40 of `lb` and the bundle `p` miss it, and what it comes to.
  ///
  /// They cost 400, 480 and 200; 15.5 rails are missing at 50 each.
  struct Reading: CustomTestStringConvertible, Sendable {
    var rule: String
    var violation: Rational
    var measure: Rational?
    var testDescription: String { rule }

    init(_ rule: String, _ violation: Int, _ measure: Rational?) {
      self.rule = rule
      self.violation = Rational(violation)
      self.measure = measure
    }
  }

  static let readings: [Reading] = [
    Reading("lead_max, value: 20", 40, Rational(50)),
    Reading("lead_max, value: 20, supplier: b", 30, Rational(50)),
    Reading("lead_max, value: 50", 0, Rational(50)),
    // What is missing is nobody's: a budget of some suppliers does not pay for it.
    Reading("budget_max, value: 400, country: TW", 280, Rational(680)),
    Reading("budget_max, value: 1000", 855, Rational(1855)),
    // 60, 90 and 10 stand ready: without `b` 70 are left, without Taiwan 60.
    Reading("backup_min, value: 1, item: rack", 30, fraction(7, 10)),
    Reading("backup_min, value: 0.5, item: rack", 0, fraction(7, 10)),
    Reading("backup_min, value: 1, item: rack, supplier: c", 0, fraction(3, 2)),
    // A country fails as a whole, also where one of its suppliers is named.
    Reading("backup_min, value: 1, item: rack, by: country, supplier: b", 40, fraction(3, 5)),
    Reading("suppliers_max, value: 2", 1, Rational(3)),
    Reading("share_max, value: 0.25, country: TW", 410, fraction(17, 27)),
    Reading("win_min_share, value: 0.25", 70, fraction(5, 27)),
    Reading("force, supplier: a, item: rail", 1, nil), Reading("forbid, country: TW", 2, nil),
  ]

  @Test(arguments: readings)
  func ruleByHand(reading: Reading) throws {
    let text = "rules:\n  - {rule: r, kind: \(reading.rule)}\n"
    let event = try LedgerTests.ledger.with(["scenarios/s.yaml": text]).event()
    let units: [LineIndex: Rational] = [.init(0): Rational(40), .init(1): Rational(40)]
    let account = AwardAccount(units: units, bundles: [true, false], of: event)
    let rule = try #require(event.scenario("s")?.rules.first)
    let found = RuleAccount(rule, account)
    #expect(found.violation == reading.violation && found.measure == reading.measure)
    #expect(found.holds == reading.violation.isZero)
  }

  /// What is solved in floating point reaches a threshold that it misses by rounding only.
  @Test(arguments: [("49.99999997", true), ("49.9999", false), ("50", true)])
  func thresholdsForgiveRounding(units: String, isReached: Bool) throws {
    let event = try EventTexts.small.with(AwardTests.discount("units", "d,50,0.1\n")).event()
    let amount = try #require(Rational(units))
    let account = AwardAccount(units: [.init(1): amount], bundles: [], of: event)
    #expect(account.tiers == [isReached ? 0 : nil])
  }
}
