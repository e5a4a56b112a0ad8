import Planning
import Program
import Testing

/// Shadow prices and bottlenecks where they can be derived: what the next unit would save.
@Suite struct PriceTests {
  private static let fortnights = "[{count: 2, days: 14}]"

  private static let tightLine = [
    "resources.csv": "resource,site\nline,plant\n",
    "capacity.csv": "resource,date,per_week\nline,2026-01-05,4\n",
    "loads.csv": "operation,resource,per_unit\nassemble,line,2\n",
  ]

  /// 16 parts at 10 a rack, 32 a week, or other cells of the offer: a rack costs 185.
  private static func parts(_ columns: String, _ cells: String) -> [String: String] {
    [
      "bom.csv": "parent,component,quantity\nrack,part,16\n",
      "offers.csv": "offer,supplier,item,price,origin\(columns)\nhome,a,part,10,US\(cells)\n",
    ]
  }

  /// A limit of the shop, and what it is worth.
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var files: [String: String]
    var buckets = "[{count: 4, days: 7}]"
    let limit: Limit
    let value: Double
    let rent: Double
  }

  static let examples: [Example] = [
    // An hour makes half a rack, which saves 1000 + 2 × 10 − 125. One more a week is 4 hours; 16
    // are there.
    Example(
      testDescription: "a resource over fortnights", files: tightLine, buckets: fortnights,
      limit: .resource(ResourceIndex(0)), value: 4 * 447.5, rent: 16 * 447.5),
    // A part more saves 895; there are 2 a week.
    Example(
      testDescription: "an offer over fortnights",
      files: ["offers.csv": "offer,supplier,item,price,origin,per_week\nhome,a,part,100,US,2\n"],
      buckets: fortnights, limit: .offer(OfferIndex(0)), value: 4 * 895, rent: 8 * 895),
    // A rack more over a week's lane that takes 1 a week.
    Example(
      testDescription: "a lane over fortnights",
      files: ["lanes.csv": "from,to,item,cost,per_week\nplant,dc,rack,5,1\n"], buckets: fortnights,
      limit: .lane(LaneIndex(0)), value: 4 * 895, rent: 4 * 895),
    // A sixteenth of what a rack saves for each part: (1010 − 185) / 16.
    Example(
      testDescription: "an offer in units", files: parts(",per_week", ",32"),
      limit: .offer(OfferIndex(0)), value: 4 * 825.0 / 16, rent: 128 * 825.0 / 16),
    Example(
      testDescription: "an awarded offer in units", files: parts(",per_week,fixed_cost", ",32,9"),
      limit: .offer(OfferIndex(0)), value: 4 * 825.0 / 16, rent: 128 * 825.0 / 16),
    Example(
      testDescription: "a maximum in units", files: parts(",maximum", ",128"),
      limit: .offerMaximum(OfferIndex(0)), value: 825.0 / 16, rent: 128 * 825.0 / 16),
    // A MW of the site is 0.8 MW of racks, 8 of them; half a MW is there.
    Example(
      testDescription: "power at the site's meter",
      files: [
        "sites.csv": "site,kind,country,pue\nplant,plant,US,\ndc,datacenter,US,1.25\n",
        "energisation.csv": "site,date,mw\ndc,2026-01-05,0.5\n",
      ], limit: .power(SiteIndex(1)), value: 8 * 885, rent: 4 * 885),
    // A rack takes 113, of which 88 count, and saves 1010.
    Example(
      testDescription: "a cap on spending",
      files: [
        "offers.csv": "offer,supplier,item,price,origin\nfar,b,part,80,CN\n",
        "tariffs.csv": "origin,rate\nCN,0.1\n",
        "policies.csv": "policy,kind,value\ncap,spend_max,440\n",
      ], limit: .policy(PolicyIndex(0)), value: (1010 - 113) / 88.0, rent: 0),
  ]

  @Test(arguments: examples)
  func worthOfALimit(_ example: Example) throws {
    let plan = try plan(try Shop(buckets: example.buckets).made(example.files))
    let bottlenecks = plan.explanations.bottlenecks
    #expect(bottlenecks.map(\.limit) == [example.limit])
    let found = try #require(bottlenecks.first)
    #expect(agree(found.value, example.value), "\(found)")
    #expect(agree(found.rent, example.rent), "\(found)")
    #expect(found.demands == [DemandIndex(0)])
    // The demand's own chain knows the limit too.
    #expect(plan.explanations.demands[0].rents.map(\.limit) == [example.limit])
    #expect(plan.explanations.demands[0].chain.last?.subject == .limit(example.limit))
  }

  @Test func theDearestLimitAndTheStrongestDemandComeFirst() throws {
    // Both lines bind. The first saves 60 − 25 − 10 an hour, the second 1010 − 25 − 10.
    let plan = try plan(
      try Shop().made([
        "items.csv": "item,kind\nrack,product\nbig,product\npart,part\n",
        "bom.csv": "parent,component,quantity\nrack,part,1\nbig,part,1\n",
        "offers.csv": "offer,supplier,item,price,origin\nhome,a,part,10,US\n",
        "resources.csv": "resource,site\nsmall,plant\nlarge,plant\n",
        "capacity.csv":
          "resource,date,per_week\nsmall,2026-01-05,1\nlarge,2026-01-05,1\n",
        "operations.csv":
          "operation,site,item,cost\nmake,plant,rack,20\nmake-big,plant,big,20\n",
        "loads.csv": "operation,resource,per_unit\nmake,small,1\nmake-big,large,1\n",
        "lanes.csv": "from,to,cost\nplant,dc,5\n",
        "demand.csv": """
        demand,site,item,due,quantity,late_cost,lost_cost
        few,dc,big,2026-01-26,4,10,1000
        many,dc,big,2026-01-26,6,10,1000
        cheap,dc,rack,2026-01-26,10,10,50

        """,
      ]))
    let found = plan.explanations.bottlenecks
    #expect(found.map(\.limit) == [.resource(ResourceIndex(1)), .resource(ResourceIndex(0))])
    #expect(agree(found[0].rent, 4 * 975))
    #expect(agree(found[1].rent, 4 * 25))
    #expect(found[0].demands == [DemandIndex(1), DemandIndex(0)])
    #expect(found[1].demands == [DemandIndex(2)])
  }

  /// Modules at 500 give 4 hours a week, 2 racks: two would do, so a second is worth something, and
  /// the hours of the first have a price, only where one is the most.
  @Test(arguments: [(1, 16.0 * 442.5 - 500, 16.0 * 442.5), (3, 0, 0)])
  func aModuleMoreSavesWhatItsHoursDo(most: Int, saved: Double, rent: Double) throws {
    var files = Self.tightLine
    files["capacity.csv"] = "resource,date,per_week\nline,2026-01-05,0\n"
    files["expansions.csv"] =
      "expansion,resource,per_week,capex,max_count\nmore,line,4,500,\(most)\n"
    let plan = try plan(try Shop().made(files))
    #expect(agree(plan.prices.expansions[0], saved), "\(plan.prices.expansions)")
    let found = plan.explanations.bottlenecks.first { $0.limit == .expansion(ExpansionIndex(0)) }
    #expect(agree(found?.value ?? 0, saved))
    let line = plan.explanations.bottlenecks.first { $0.limit == .resource(ResourceIndex(0)) }
    #expect(agree(line?.rent ?? 0, rent))
  }

  @Test func aMinimumCostsWhatTheOthersSave() throws {
    // 4 of 10 parts must come at 150 instead of 100.
    let plan = try plan(
      try Shop().made([
        "offers.csv": """
        offer,supplier,item,price,origin,minimum,awarded
        home,a,part,100,US,,
        new,b,part,150,US,4,true

        """
      ]))
    #expect(plan.prices.offerMinimum.count == 2)
    #expect(agree(plan.prices.offerMinimum[1], 50))
    #expect(plan.prices.offerMaximum == [0, 0])
  }

  /// The far offer would save 5 a part but its fixed cost is more than that: it is not awarded, and
  /// neither more of its maximum nor more a week would change that.
  @Test(arguments: ["maximum", "per_week"])
  func whatIsNotAwardedBindsNowhere(limit: String) throws {
    let plan = try plan(
      try Shop().made([
        "offers.csv": """
        offer,supplier,item,price,origin,\(limit),fixed_cost
        home,a,part,100,US,,
        far,b,part,95,US,2,1000

        """
      ]))
    #expect(plan.awards.map(\.isAwarded) == [true, false])
    #expect(plan.prices.offerMaximum == [0, 0] && plan.prices.offerMinimum == [0, 0])
    #expect(plan.prices.offers.allSatisfy { $0 == 0 })
    #expect(plan.explanations.bottlenecks.isEmpty, "\(plan.explanations.bottlenecks)")
    let rents = plan.explanations.demands.flatMap { $0.rents.map(\.limit) }
    #expect(rents.isEmpty)
  }

  @Test func anItemIsWorthWhatItReplaces() throws {
    // Parts are to be had at 10 throughout, racks at 185 − 5.
    let plan = try plan(try Shop().made(Self.parts("", "")))
    let part = try #require(plan.prices.items.first { $0.item == ItemIndex(1) })
    #expect(part.site == SiteIndex(0))
    #expect(part.values.allSatisfy { agree($0, 10) }, "\(part)")
    #expect(agree(plan.prices.demands[0], 185))
  }
}
