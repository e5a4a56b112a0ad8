import Planning
import Program
import Testing

/// Optima derived by hand; the derivation stands beside each.
@Suite struct HandDerivedTests {
  /// A change of the shop, and the cost that follows.
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var files: [String: String] = [:]
    var settings = ""
    var buckets = "[{count: 4, days: 7}]"
    let cost: Double
  }

  static let examples: [Example] = [
    // 10 × (100 + 20 + 5)
    Example(testDescription: "as it is", cost: 1250),
    // Starts of 10 / 0.8 = 12.5: 12.5 × 120 + 10 × 5
    Example(
      testDescription: "yield",
      files: ["operations.csv": "operation,site,item,cost,yield\nassemble,plant,rack,20,0.8\n"],
      cost: 1550),
    // 2 a week over 4 weeks make 8; 2 are lost: 8 × 125 + 2 × (10 late + 1000 lost)
    Example(
      testDescription: "resource",
      files: [
        "resources.csv": "resource,site\nline,plant\n",
        "capacity.csv": "resource,date,per_week\nline,2026-01-05,4\n",
        "loads.csv": "operation,resource,per_unit\nassemble,line,2\n",
      ],
      cost: 3020),
    // The same with a module at 500 that gives 2 more a week at once: it saves 2020 − 250
    Example(
      testDescription: "expansion",
      files: [
        "resources.csv": "resource,site\nline,plant\n",
        "capacity.csv": "resource,date,per_week\nline,2026-01-05,4\n",
        "loads.csv": "operation,resource,per_unit\nassemble,line,2\n",
        "expansions.csv": "expansion,resource,per_week,capex\nmore,line,4,500\n",
      ],
      cost: 1750),
    // Duty of 25 % on 100 makes the foreign 80 dearer than home at 100 only above 25 %: 80 × 1.2
    Example(
      testDescription: "tariff",
      files: [
        "offers.csv":
          "offer,supplier,item,price,origin\nhome,a,part,100,US\nfar,b,part,80,CN\n",
        "tariffs.csv": "origin,rate\nCN,0.1\n*,0.1\n",
      ],
      cost: 1210),
    // From the fifth unit on 60: 5 × 100 + 5 × 60 + 250
    Example(
      testDescription: "price break",
      files: ["price_breaks.csv": "offer,from_quantity,price\nhome,5,60\n"],
      cost: 1050),
    // The second offer saves 40 each but costs 300 once: 10 × 40 = 400 > 300
    Example(
      testDescription: "award",
      files: [
        "offers.csv":
          "offer,supplier,item,price,origin,fixed_cost\nhome,a,part,100,US,\nnew,b,part,60,US,300\n"
      ],
      cost: 1150),
    // It must bring 20 or none: 20 × 60 = 1200 > 1000
    Example(
      testDescription: "minimum",
      files: [
        "offers.csv":
          "offer,supplier,item,price,origin,minimum\nhome,a,part,100,US,\nnew,b,part,60,US,20\n"
      ],
      cost: 1250),
    // 60 % of the money at home: h + f = 10, 100 h = 0.6 (100 h + 80 f) → h = 480 / 88
    Example(
      testDescription: "domestic content",
      files: [
        "offers.csv": "offer,supplier,item,price,origin\nhome,a,part,100,US\nfar,b,part,80,CN\n",
        "policies.csv": "policy,kind,value\nmade-here,domestic_content_min,0.6\n",
      ],
      cost: 250 + 480.0 / 88 * 100 + (10 - 480.0 / 88) * 80),
    // Two suppliers with 30 % of the units each: 3 × 100 + 7 × 60
    Example(
      testDescription: "dual source",
      files: [
        "offers.csv": "offer,supplier,item,price,origin\nhome,a,part,100,US\nnew,b,part,60,US\n",
        "policies.csv": "policy,kind,scope,value,min_share\ntwo,suppliers_min,item:part,2,0.3\n",
      ],
      cost: 970),
    // 0.5 MW at a PUE of 1.25 power 4 racks of 100 kW; 6 are lost
    Example(
      testDescription: "power",
      files: [
        "sites.csv": "site,kind,country,pue\nplant,plant,US,\ndc,datacenter,US,1.25\n",
        "energisation.csv": "site,date,mw\ndc,2026-01-05,0.5\n",
      ],
      cost: 4 * 125 + 6 * 1010),
    // Ten days of lead from the last week's start: half of the third week's orders are late.
    // Everything is ordered in time, two weeks before, so nothing changes.
    Example(
      testDescription: "lead time",
      files: [
        "offers.csv": "offer,supplier,item,price,origin,lead_days\nhome,a,part,100,US,14\n"
      ],
      cost: 1250),
    // Order in the third week at δ = 1.1^(−14/365) at best, ten days ahead of the fourth: a third
    // week's order is there in the fourth with 4 of 7; ordering earlier costs more discount.
    Example(
      testDescription: "discount",
      settings: "discount_rate: 0.1\n",
      cost: 1250 * HandDerivedTests.discount(days: 21)),
    // Stock at hand needs neither part nor work: 6 × 125 + 4 × 5
    Example(
      testDescription: "stock",
      files: ["stock.csv": "site,item,quantity\nplant,rack,4\n"],
      cost: 770),
    // Modes: 0.4 MW are wanted; in mode slow a rack is 0.05 MW, in fast 0.1: 4 fast racks
    Example(
      testDescription: "modes",
      files: [
        "modes.csv": "item,mode,power_kw,compute_pflops\nrack,slow,50,1\nrack,fast,100,2\n",
        "demand.csv":
          "demand,site,measure,due,quantity,late_cost,lost_cost\nneed,dc,power,2026-01-26,0.4,9,9e6\n",
      ],
      cost: 500),
  ]

  static func discount(days: Double) -> Double {
    // 1.1^(−days/365) by its series, so that the test shares no code with the planner.
    let x = -days / 365 * 0.09531017980432493
    var term = 1.0
    var sum = 1.0
    for k in 1...20 {
      term *= x / Double(k)
      sum += term
    }
    return sum
  }

  static let all: [Example] =
    examples + Example.time + Example.prices + Example.sourcing + Example.awards + Example.recipes
    + Example.deployment + Example.policyKinds + Example.service

  @Test(arguments: all)
  func optimum(_ example: Example) throws {
    let shop = Shop(buckets: example.buckets)
    let plan = try plan(try shop.made(example.files, settings: example.settings))
    #expect(agree(plan.objective, example.cost), "\(plan.objective) \(plan.cost)")
    #expect(agree(plan.bound, example.cost), "\(plan.bound)")
    #expect(plan.status == .optimal)
    #expect(agree(plan.cost.total, plan.objective))
  }

  /// The same by the way of large models: relaxation, roundings, tree.
  @Test(arguments: all)
  func optimumOfALargeModel(_ example: Example) throws {
    let shop = Shop(buckets: example.buckets)
    let program = try shop.made(example.files, settings: example.settings)
    guard case .plan(let plan) = try outcome(program, largeModel: 0) else { throw Missing() }
    // An interior point is optimal to the solver's tolerances only.
    let tolerance = 1e-5 * max(1, example.cost)
    #expect(abs(plan.objective - example.cost) <= tolerance, "\(plan.objective) \(plan.cost)")
    #expect(plan.bound <= example.cost + tolerance, "\(plan.bound)")
    #expect(plan.bound >= example.cost - tolerance, "\(plan.bound)")
  }
}
