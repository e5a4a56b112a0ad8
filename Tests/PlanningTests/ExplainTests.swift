import Planning
import Program
import Testing

/// What the explanations say of plans whose reasons are known.
@Suite struct ExplainTests {
  private let tightLine = [
    "resources.csv": "resource,site\nline,plant\n",
    "capacity.csv": "resource,date,per_week\nline,2026-01-05,4\n",
    "loads.csv": "operation,resource,per_unit\nassemble,line,2\n",
  ]

  @Test func aTightLineIsTheBottleneck() throws {
    // One hour more makes half a rack, which saves (1010 − 125) / 2 in every week.
    let plan = try plan(try Shop().made(tightLine))
    let first = try #require(plan.explanations.bottlenecks.first)
    #expect(first.limit == .resource(ResourceIndex(0)))
    #expect(agree(first.value, 4 * 442.5))
    #expect(first.buckets == [0..<4])
    #expect(first.demands == [DemandIndex(0)])
  }

  @Test func aShortDemandLeadsToTheLine() throws {
    let plan = try plan(try Shop().made(tightLine))
    let why = plan.explanations.demands[0]
    #expect(why.cause == .scarcity)
    #expect(agree(why.saving, 1010))
    #expect(agree(why.rents.first?.amount ?? 0, 885))
    #expect(why.chain.last?.subject == .limit(.resource(ResourceIndex(0))))
  }

  @Test func leadTimesAreNamed() throws {
    let plan = try plan(
      try Shop().made([
        "offers.csv": "offer,supplier,item,price,origin,lead_days\nhome,a,part,100,US,40\n"
      ]))
    #expect(plan.explanations.demands[0].cause == .unreachable)
    let late = try PlanningTests.plan(
      try Shop().made([
        "offers.csv": "offer,supplier,item,price,origin,lead_days\nhome,a,part,100,US,14\n",
        "demand.csv": """
        demand,site,item,due,quantity,late_cost,lost_cost
        need,dc,rack,2026-01-12,10,10,1000

        """,
      ]))
    let why = late.explanations.demands[0]
    #expect(why.cause == .leadTime)
    #expect(why.chain.contains { $0.subject == .order(OfferIndex(0), SiteIndex(0)) })
  }

  @Test func aSmallRentOnADearRackIsStillScarcity() throws {
    // A part at 100,000: being late by a week costs 10, and the line makes 2 of 10 a week.
    let plan = try plan(
      try Shop().made(
        tightLine.merging([
          "offers.csv": "offer,supplier,item,price,origin\nhome,a,part,100000,US\n",
          "demand.csv": """
          demand,site,item,due,quantity,late_cost,lost_cost
          need,dc,rack,2026-01-12,6,10,1000000

          """,
        ]) { $1 }))
    let why = plan.explanations.demands[0]
    #expect(agree(plan.demands[0].late, 2))
    #expect(why.cause == .scarcity)
    #expect(why.chain.last?.subject == .limit(.resource(ResourceIndex(0))))
  }

  @Test func whatDoesNotPayIsAPrice() throws {
    let plan = try plan(
      try Shop().made([
        "demand.csv": """
        demand,site,item,due,quantity,late_cost,lost_cost
        need,dc,rack,2026-01-26,10,10,50

        """
      ]))
    #expect(plan.explanations.demands[0].cause == .price)
    #expect(agree(plan.explanations.demands[0].saving, 60))
    #expect(agree(plan.explanations.demands[0].cost, 125))
  }

  @Test func pegsFromOrderToDemand() throws {
    let plan = try plan(try Shop().made(["stock.csv": "site,item,quantity\nplant,part,3\n"]))
    let supply = plan.supply(of: DemandIndex(0))
    #expect(agree(supply.orders[OfferIndex(0)] ?? 0, 7))
    #expect(agree(supply.given[0] ?? 0, 3))
    #expect(agree(supply.starts[OperationIndex(0)] ?? 0, 10))
  }

  @Test func theCheapestWayIsTheOneToCompare() throws {
    // A rack brings 2 PFLOPS for 125, a big one 1 for 125; leaving one open costs 60.
    let plan = try plan(
      try Shop().made([
        "items.csv": """
        item,kind,compute_pflops
        big,product,1
        rack,product,2
        part,part,

        """,
        "bom.csv": "parent,component,quantity\nrack,part,1\nbig,part,1\n",
        "operations.csv":
          "operation,site,item,cost\nassemble,plant,rack,20\nmake-big,plant,big,20\n",
        "lanes.csv": "from,to,cost\nplant,dc,5\n",
        "demand.csv": """
        demand,site,measure,due,quantity,late_cost,lost_cost
        need,dc,compute,2026-01-26,20,10,50

        """,
      ]))
    let why = plan.explanations.demands[0]
    #expect(why.cause == .price)
    #expect(agree(why.saving, 60))
    #expect(agree(why.cost, 62.5))
    #expect(why.chain.contains { $0.subject == .item(ItemIndex(1), SiteIndex(1)) })
  }

  @Test func theEarliestWayIsTheOneThatIsLate() throws {
    // Either site would do; the way to the hub takes a week longer.
    let plan = try plan(
      try Shop().made([
        "sites.csv": "site,kind,country\nplant,plant,US\nhub,hub,US\ndc,datacenter,US\n",
        "lanes.csv": "from,to,item,cost,days\nplant,hub,rack,5,14\nplant,dc,rack,5,7\n",
        "demand.csv":
          "demand,item,due,quantity,late_cost,lost_cost\nneed,rack,2026-01-05,10,10,1000\n",
      ]))
    let why = plan.explanations.demands[0]
    #expect(why.cause == .leadTime)
    let place = why.chain.first { if case .item = $0.subject { true } else { false } }
    #expect(place?.subject == .item(ItemIndex(0), SiteIndex(2)))
    #expect(place?.bucket == 1)
  }

  @Test func theLastComponentIsTheOneToWaitFor() throws {
    let plan = try plan(
      try Shop().made([
        "items.csv": "item,kind\nrack,product\npart,part\nchip,part\n",
        "bom.csv": "parent,component,quantity\nrack,part,1\nrack,chip,1\n",
        "offers.csv": """
        offer,supplier,item,price,origin,lead_days
        home,a,part,100,US,7
        slow,b,chip,50,US,14

        """,
        "demand.csv": """
        demand,site,item,due,quantity,late_cost,lost_cost
        need,dc,rack,2026-01-12,10,10,1000

        """,
      ]))
    let why = plan.explanations.demands[0]
    #expect(why.cause == .leadTime)
    #expect(why.chain.last?.subject == .order(OfferIndex(1), SiteIndex(0)))
  }

  @Test func aUnitMoreComesFromWhatCarriesMostFlow() throws {
    // The line takes 2 parts a week: 0.5 from the cheap offer, which is sold out, 1.5 at 100.
    let plan = try plan(
      try Shop().made(
        tightLine.merging([
          "offers.csv": """
          offer,supplier,item,price,origin,per_week
          home,a,part,100,US,
          cheap,b,part,80,US,0.5

          """
        ]) { $1 }))
    let rents = plan.explanations.demands[0].rents
    #expect(rents.map(\.limit) == [.resource(ResourceIndex(0))])
    #expect(agree(rents.first?.amount ?? 0, 885))
  }
}
