import Planning
import Program
import Testing

/// Which supply serves which demand, where the plan leaves no choice.
@Suite struct PeggingTests {
  private static let oneWeek = "[{count: 1, days: 7}]"

  /// Three racks lie at the site for the demand that comes first; three more are made.
  @Test(arguments: [
    // The lower number comes first, though it stands second.
    ("a,dc,rack,2026-01-05,3,2,10,1000", "b,dc,rack,2026-01-05,3,1,10,1000", 1),
    // The earlier due date of one class.
    ("a,dc,rack,2026-01-08,3,1,10,1000", "b,dc,rack,2026-01-06,3,1,10,1000", 1),
    // The first row, where all else is equal.
    ("a,dc,rack,2026-01-05,3,1,10,1000", "b,dc,rack,2026-01-05,3,1,10,1000", 0),
  ])
  func theFirstDemandDrawsFirst(a: String, b: String, first: Int) throws {
    let plan = try plan(
      try Shop(buckets: Self.oneWeek).made([
        "demand.csv": "demand,site,item,due,quantity,priority,late_cost,lost_cost\n\(a)\n\(b)\n",
        "stock.csv": "site,item,quantity\ndc,rack,3\n",
      ]))
    let served = plan.supply(of: DemandIndex(first))
    let other = plan.supply(of: DemandIndex(1 - first))
    #expect(agree(served.given[0] ?? 0, 3))
    #expect(served.starts.isEmpty)
    #expect(other.given.isEmpty)
    #expect(agree(other.starts[OperationIndex(0)] ?? 0, 3))
  }

  @Test func whatCameFirstGoesFirst() throws {
    let plan = try plan(
      try Shop().made([
        "demand.csv": """
        demand,site,item,due,quantity,not_before,late_cost,lost_cost
        second,dc,rack,2026-01-12,3,2026-01-12,10,1000
        third,dc,rack,2026-01-19,3,2026-01-19,10,1000

        """,
        "stock.csv": "site,item,quantity,date\ndc,rack,3,2026-01-12\ndc,rack,3,\n",
      ]))
    #expect(plan.supply(of: DemandIndex(0)).given.keys.sorted() == [1])
    #expect(plan.supply(of: DemandIndex(1)).given.keys.sorted() == [0])
  }

  @Test func partsOfAStartServeTwoDemands() throws {
    // 12.5 starts at a yield of 0.8 make 10 racks: 4 and 6 of them, 5 and 7.5 starts.
    let plan = try plan(
      try Shop(buckets: Self.oneWeek).made([
        "operations.csv": "operation,site,item,cost,yield\nassemble,plant,rack,20,0.8\n",
        "demand.csv": """
        demand,site,item,due,quantity,late_cost,lost_cost
        a,dc,rack,2026-01-05,4,10,1000
        b,dc,rack,2026-01-05,6,10,1000

        """,
      ]))
    for (demand, racks) in [(0, 4.0), (1, 6)] {
      let supply = plan.supply(of: DemandIndex(demand))
      #expect(agree(supply.starts[OperationIndex(0)] ?? 0, racks / 0.8))
      #expect(agree(supply.orders[OfferIndex(0)] ?? 0, racks / 0.8))
      #expect(agree(supply.dispatches[LaneIndex(0)]?[ItemIndex(0)] ?? 0, racks))
    }
  }

  @Test func deliveriesDrawBeforeStarts() throws {
    // Racks are made at the site itself, where three parts lie and spare parts are wanted.
    let plan = try plan(
      try Shop(buckets: Self.oneWeek).made([
        "operations.csv": "operation,site,item,cost\nassemble,dc,rack,20\n",
        "stock.csv": "site,item,quantity\ndc,part,3\n",
        "demand.csv": """
        demand,site,item,due,quantity,late_cost,lost_cost
        racks,dc,rack,2026-01-05,5,10,1000
        spares,dc,part,2026-01-05,3,10,1000

        """,
      ]))
    #expect(agree(plan.supply(of: DemandIndex(1)).given[0] ?? 0, 3))
    #expect(plan.supply(of: DemandIndex(0)).given.isEmpty)
    #expect(agree(plan.supply(of: DemandIndex(0)).orders[OfferIndex(0)] ?? 0, 5))
  }

  @Test func onlyComponentsInForceAreDrawn() throws {
    // Starts end before the chip is part of the rack; the chips that lie there stay.
    let plan = try plan(
      try Shop().made([
        "items.csv": "item,kind\nrack,product\npart,part\nchip,part\n",
        "bom.csv": """
        parent,component,quantity,from,to
        rack,part,1,,2026-01-12
        rack,chip,1,2026-01-19,

        """,
        "operations.csv": "operation,site,item,cost,latest\nassemble,plant,rack,20,2026-01-12\n",
        "stock.csv": "site,item,quantity\nplant,chip,10\n",
      ]))
    let supply = plan.supply(of: DemandIndex(0))
    #expect(supply.given.isEmpty)
    #expect(agree(supply.orders[OfferIndex(0)] ?? 0, 10))
  }
}
