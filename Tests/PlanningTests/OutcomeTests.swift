import Planning
import Program
import Testing

/// What a plan says became of demands, offers and policies, on shops whose plan is known.
@Suite struct OutcomeTests {
  @Test func demandsAreOnTimeLateOrLost() throws {
    // 2 racks a week: 6 by the third week, in which they are due, 2 in the fourth.
    let plan = try plan(
      try Shop().made([
        "resources.csv": "resource,site\nline,plant\n",
        "capacity.csv": "resource,date,per_week\nline,2026-01-05,4\n",
        "loads.csv": "operation,resource,per_unit\nassemble,line,2\n",
        "demand.csv": """
        demand,site,item,due,quantity,late_cost,lost_cost
        need,dc,rack,2026-01-19,10,10,1000

        """,
      ]))
    let outcome = plan.demands[0]
    #expect(outcome.quantity == 10)
    #expect(agree(outcome.onTime, 6))
    #expect(agree(outcome.late, 2))
    #expect(agree(outcome.lost, 2))
  }

  @Test func awardsHoldTheSettledBreakAndTheDuty() throws {
    // 5 × 80 + 5 × 60; duty of 10 % on 80 each.
    let plan = try plan(
      try Shop().made([
        "offers.csv": "offer,supplier,item,price,origin\nhome,a,part,100,US\nfar,b,part,80,CN\n",
        "price_breaks.csv": "offer,from_quantity,price\nfar,5,60\n",
        "tariffs.csv": "origin,rate\nCN,0.1\n",
      ]))
    #expect(!plan.awards[0].isAwarded)
    #expect(plan.awards[1].isAwarded)
    #expect(agree(plan.awards[1].units, 10))
    #expect(agree(plan.awards[1].spend, 700))
    #expect(agree(plan.awards[1].duty, 80))
  }

  /// A policy, by its cells from the kind on, and its outcome.
  struct Rule: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var files: [String: String] = [:]
    let attained: Double
    var shortfall = 0.0
    var penalty = 0.0
  }

  static let rules: [Rule] = [
    // A part from far and home, a chip from home; each rack takes one of both. The part's share is
    // the worse: 0.4 of its money, as much as is allowed.
    Rule(testDescription: "country_share_max,,CN,0.4,,", files: twoParts, attained: 0.4),
    // Two suppliers for the part, one for the chip.
    Rule(
      testDescription: "suppliers_min,,,2,,30", files: twoParts, attained: 1, shortfall: 1,
      penalty: 30),
    // The third brings 2 of 10, below the share from which on it counts.
    Rule(
      testDescription: "suppliers_min,,,2,0.4,",
      files: [
        "offers.csv": """
        offer,supplier,item,price,origin,maximum
        a,a,part,100,US,
        b,b,part,90,US,
        c,c,part,60,US,2

        """
      ], attained: 2),
    // 88 once and 10 × 88; 468 above the cap, at 0.5.
    Rule(
      testDescription: "spend_max,,,500,,0.5",
      files: [
        "offers.csv": "offer,supplier,item,price,origin,fixed_cost\nfar,b,part,80,CN,88\n",
        "tariffs.csv": "origin,rate\nCN,0.1\n",
      ], attained: 968, shortfall: 468, penalty: 234),
    // Two modules at 500 give the 20 hours that 10 racks take.
    Rule(
      testDescription: "capex_max,,,5000,,",
      files: [
        "resources.csv": "resource,site\nline,plant\n",
        "loads.csv": "operation,resource,per_unit\nassemble,line,2\n",
        "expansions.csv":
          "expansion,resource,per_week,capex,max_count\nmore,line,4,500,3\n",
      ], attained: 1000),
  ]

  private static let twoParts = [
    "items.csv": "item,kind\nrack,product\npart,part\nchip,part\n",
    "bom.csv": "parent,component,quantity\nrack,part,1\nrack,chip,1\n",
    "offers.csv": """
    offer,supplier,item,price,origin
    home,a,part,100,US
    far,b,part,80,CN
    chips,a,chip,50,US

    """,
  ]

  @Test(arguments: rules)
  func policiesAttain(_ rule: Rule) throws {
    var files = rule.files
    files["policies.csv"] =
      "policy,kind,scope,subject,value,min_share,penalty\nrule,\(rule.testDescription)\n"
    let outcome = try plan(try Shop().made(files)).policies[0]
    #expect(agree(outcome.attained ?? -1, rule.attained), "\(outcome)")
    #expect(agree(outcome.shortfall, rule.shortfall), "\(outcome)")
    #expect(agree(outcome.penalty, rule.penalty), "\(outcome)")
  }
}
