import Planning
import Program
import Tables
import Testing

/// Laws that hold for every program.
@Suite struct PropertyTests {
  /// A generator of repeatable numbers: splitmix64.
  struct Dice {
    var state: UInt64

    mutating func roll(_ range: ClosedRange<Int>) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return range.lowerBound + Int((z ^ (z >> 31)) % UInt64(range.count))
    }
  }

  /// A shop with numbers drawn at random.
  static func shop(_ seed: Int, money: Int = 1) throws -> BuildProgram {
    var dice = Dice(state: UInt64(seed))
    let cap = dice.roll(2...6)
    let home = dice.roll(80...120) * money
    let far = dice.roll(50...90) * money
    let fixed = dice.roll(0...400) * money
    let lead = dice.roll(0...10)
    let module = dice.roll(100...900) * money
    let late = dice.roll(5...40) * money
    let lost = 1000 * money
    return try Shop().made([
      "resources.csv": "resource,site\nline,plant\n",
      "capacity.csv": "resource,date,per_week\nline,2026-01-05,\(cap)\n",
      "loads.csv": "operation,resource,per_unit\nassemble,line,2\n",
      "expansions.csv": "expansion,resource,per_week,capex,lead_days\nmore,line,3,\(module),7\n",
      "operations.csv": "operation,site,item,cost\nassemble,plant,rack,\(20 * money)\n",
      "lanes.csv": "from,to,item,cost\nplant,dc,rack,\(5 * money)\n",
      "offers.csv": """
      offer,supplier,item,price,origin,per_week,lead_days,fixed_cost
      home,a,part,\(home),US,2,0,
      far,b,part,\(far),CN,3,\(lead),\(fixed)

      """,
      "demand.csv": """
      demand,site,item,due,quantity,late_cost,lost_cost
      first,dc,rack,2026-01-12,4,\(late),\(lost)
      second,dc,rack,2026-01-26,8,\(late),\(lost)

      """,
      "policies.csv": "policy,kind,value\nhere,domestic_content_min,0.3\n",
    ])
  }

  @Test func relaxingALimitNeverCostsMore() throws {
    for seed in 1...40 {
      let tight = try Self.shop(seed)
      let cost = try plan(tight).objective
      var wider = [BuildProgram](repeating: tight, count: 5)
      wider[0].capacities[0].perWeek *= 1.5
      wider[1].offers[1].perWeek = 5
      wider[2].policies[0].value = 0.1
      wider[3].expansions[0].maxCount = 3
      wider[4].offers[1].leadDays = 0
      for (n, each) in wider.enumerated() {
        #expect(try plan(each).objective <= cost + 1e-6, "seed \(seed), change \(n)")
      }
    }
  }

  @Test func scalingAllMoneyScalesTheCost() throws {
    for seed in 1...40 {
      let one = try plan(Self.shop(seed)).objective
      let thousand = try plan(Self.shop(seed, money: 1000)).objective
      #expect(agree(one * 1000, thousand), "seed \(seed)")
    }
  }

  @Test func splittingABucketWithoutLeadChangesNothing() throws {
    for seed in 1...20 {
      var whole = try Self.shop(seed)
      whole.offers[1].leadDays = 0
      whole.expansions = []
      // All demand is due in the last bucket, so that no week is charged more finely than before.
      for d in whole.demands.indices { whole.demands[d].due = whole.demands[1].due }
      var split = whole
      split.settings.horizon = Horizon(
        start: whole.horizon.start,
        blocks: [.init(count: 2, days: 7), .init(count: 2, days: 3), .init(count: 2, days: 4)])
      // 14 + 3 + 3 + 4 + 4 = 28 days: the last two weeks in four pieces. The due date falls into
      // the piece from day 20 on; what is open at its end is late a day less than before.
      split.demands[0].lateCost = 0
      split.demands[1].lateCost = 0
      whole.demands[0].lateCost = 0
      whole.demands[1].lateCost = 0
      split.demands[0].due = split.horizon.end.advanced(byDays: -1)
      split.demands[1].due = split.horizon.end.advanced(byDays: -1)
      #expect(agree(try plan(whole).objective, try plan(split).objective), "seed \(seed)")
    }
  }

  @Test func renamingChangesNothing() throws {
    for seed in 1...20 {
      let named = try Self.shop(seed)
      var renamed = named
      for n in renamed.items.indices { renamed.items[n].id = "zz-\(n)" }
      for n in renamed.sites.indices { renamed.sites[n].id = "aa-\(9 - n)" }
      for n in renamed.offers.indices { renamed.offers[n].id = "o.\(9 - n)" }
      #expect(agree(try plan(named).objective, try plan(renamed).objective), "seed \(seed)")
    }
  }

  @Test func shadowPricesAgreeWithSolvingAgain() throws {
    for seed in 1...30 {
      var program = try Self.shop(seed)
      program.expansions = []
      program.offers[1].fixedCost = 0
      let plan = try plan(program)
      // The capacity of the line, one hour more a week: the duals bound the saving from above, and
      // a small step attains it.
      let worth = zip(plan.prices.resources, [1.0, 1, 1, 1]).reduce(0) { $0 + $1.0 * $1.1 }
      let step = 1e-4
      program.capacities[0].perWeek += step
      let saved = plan.objective - (try PlanningTests.plan(program).objective)
      #expect(saved <= worth * step + 1e-7, "seed \(seed)")
      program.capacities[0].perWeek -= 2 * step
      let lost = (try PlanningTests.plan(program).objective) - plan.objective
      #expect(lost >= worth * step - 1e-7, "seed \(seed)")
    }
  }
}
