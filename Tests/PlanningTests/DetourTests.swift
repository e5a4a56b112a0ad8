import LinearModel
import Program
import Testing

@testable import Planning

/// What the formulation leaves out of ways around (U4 to U6), and that it changes no optimum.
@Suite struct DetourTests {
  /// Three plants in a row: parts are used at the second and third, and lanes lead everywhere.
  struct Row: Sendable {
    var uses = ["p1", "p2"]
    var plants = 3
    var buckets = "[{count: 6, days: 7}]"
    var value = 10.0
    var freight = 2.0
    /// Days and freight between plants; a lane by default takes 2 days and one for each step.
    var days: @Sendable (Int, Int) -> Int = { 2 + abs($0 - $1) }
    var perWeek = ""
    var offers = "home,maker,part,100,US,,40,14,\n"
    var stock = ""
    var extra: [String: String] = [:]

    func made() throws -> BuildProgram {
      var lanes = "from,to,item,days,cost,per_week\n"
      var operations = "operation,site,item\n"
      var demand = "demand,site,item,due,quantity,late_cost,lost_cost\n"
      for (n, use) in uses.enumerated() {
        lanes += "\(use),dc,rack\(use),0,1,\n"
        operations += "make-\(use),\(use),rack\(use)\n"
        demand += "need-\(n),dc,rack\(use),2026-02-02,10,10,1000\n"
      }
      for from in 0..<plants {
        for to in 0..<plants where to != from {
          lanes += "p\(from),p\(to),part,\(days(from, to)),\(freight),\(perWeek)\n"
        }
      }
      var files = [
        "program.yaml":
          "format: 1\nname: Row\nstart: 2026-01-05\nbuckets: \(buckets)\nholding_rate: 0.5\n",
        "items.csv": "item,kind,value\npart,part,\(value)\n"
          + uses.map { "rack\($0),product,0\n" }.joined(),
        "sites.csv": "site,kind,country\ndc,datacenter,US\ndock,supplier,CN\n"
          + (0..<plants).map { "p\($0),plant,US\n" }.joined(),
        "bom.csv": "parent,component,quantity\n" + uses.map { "rack\($0),part,1\n" }.joined(),
        "operations.csv": operations, "demand.csv": demand, "lanes.csv": lanes,
        "offers.csv":
          "offer,supplier,item,price,origin,ship_from,per_week,lead_days,fixed_cost\n\(offers)",
        "stock.csv": "site,item,quantity\n\(stock)",
      ]
      files.merge(extra) { $1 }
      return try program(files)
    }
  }

  /// The sites that part is ordered to, and the lanes it is dispatched over, as text.
  static func ways(_ program: BuildProgram, keepsDetours: Bool = false) -> String {
    let formulation = Formulation(
      program, limits: .proven(ceiling: nil), keepsDetours: keepsDetours)
    let orders = Set(formulation.orders.map { program.sites[$0.route.site].id })
    let lanes = formulation.dispatches.filter { program.items[$0.item].id == "part" }.map {
      let lane = program.lanes[$0.lane]
      return "\(program.sites[lane.from].id)-\(program.sites[lane.to].id)"
    }
    return (orders.sorted() + lanes.sorted()).joined(separator: " ")
  }

  /// The optimum of the linear relaxation.
  static func optimum(_ program: BuildProgram, keepsDetours: Bool) throws -> Double {
    let formulation = Formulation(
      program, limits: .proven(ceiling: nil), keepsDetours: keepsDetours)
    let session = try HiGHSSolver().makeSession(for: formulation.model)
    var options = SolveOptions()
    options.ignoresIntegrality = true
    return try #require(try session.solve(options).objective)
  }
}

extension DetourTests {
  /// A row of plants, and the ways of the part that are left: first the sites ordered to.
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let row: Row
    let ways: String
  }

  static let everyWay = "p0 p1 p2 p0-p1 p0-p2 p1-p0 p1-p2 p2-p0 p2-p1"
  static let relay: @Sendable (Int, Int) -> Int = { abs($0 - $1) == 1 ? 1 : 6 }
  static let lateStart = """
    operation,site,item,earliest
    make-p2,p2,rackp2,2026-01-12

    """

  static let examples: [Example] = [
    // A lead of two whole weeks: an order can be shared out among its homes when it is placed.
    Example(testDescription: "homes only", row: Row(), ways: "p1 p2 p1-p2 p2-p1"),
    // 1000 × 0.5 × 3 / 365 = 4.1 of holding saved on the quickest lane for a freight of 2
    Example(testDescription: "lanes are cheaper than stock", row: Row(value: 1000), ways: everyWay),
    // An order needs no lane, so it is redirected; what leaves p1 for p2 may need the way by p0.
    Example(
      testDescription: "capped lanes", row: Row(perWeek: "9"),
      ways: "p1 p2 p0-p1 p0-p2 p1-p0 p1-p2 p2-p0 p2-p1"),
    // 13 days: 1/7 comes in the first week. What leaves p0 at once is there with 4/7, so 4/7 would
    // be ordered to one home, and 3/7 goes on from there: 3/7 × 3 days ≤ 6/7 × 3.
    Example(
      testDescription: "sharing by a surplus", row: Row(offers: "home,maker,part,100,US,,40,13,\n"),
      ways: "p1 p2 p1-p2 p2-p1"),
    // The same with 4 days between the homes and none from p0: 6/7 × 4 > 6/7 × 0.
    Example(
      testDescription: "sharing comes too late",
      row: Row(
        days: { $0 == 0 || $1 == 0 ? 0 : 4 }, offers: "home,maker,part,100,US,,40,13,\n"),
      ways: everyWay),
    // One home: all of the order may as well be there, whatever its lead.
    Example(
      testDescription: "one home",
      row: Row(uses: ["p2"], days: { $0 + $1 }, offers: "home,maker,part,100,US,,40,13,\n"),
      ways: "p2"),
    // By p1 36/49 of the stock of p0 are there in the first week, directly 1/7.
    Example(
      testDescription: "a relay is quicker",
      row: Row(uses: ["p2"], days: relay, stock: "p0,part,7\n"),
      ways: "p2 p0-p1 p0-p2 p1-p2"),
    // Nobody can use the part in the first week, and in the second all of it is there.
    Example(
      testDescription: "a relay is quicker for nobody",
      row: Row(
        uses: ["p2"], days: relay, stock: "p0,part,7\n",
        extra: ["operations.csv": lateStart]),
      ways: "p2 p0-p2"),
  ]

  @Test(arguments: examples)
  func waysLeft(_ example: Example) throws {
    let program = try example.row.made()
    #expect(Self.ways(program) == example.ways)
    let whole = try Self.optimum(program, keepsDetours: true)
    let reduced = try Self.optimum(program, keepsDetours: false)
    #expect(agree(whole, reduced), "\(whole) \(reduced)")
  }

  /// One order of 7 in the first week, of which 2 come in it and 5 in the next.
  ///
  /// p1 wants 2 at once, p2 wants 5 later; each unit lost costs 1000.
  static func shared(_ lanes: String) -> Row {
    Row(
      value: 0,
      extra: [
        "offers.csv":
          "offer,supplier,item,price,origin,per_week,lead_days,valid_to\n"
          + "home,maker,part,10,US,7,5,2026-01-05\n",
        "demand.csv": """
        demand,site,item,due,quantity,late_cost,lost_cost
        first,dc,rackp1,2026-01-05,2,1000,1000
        later,dc,rackp2,2026-01-12,5,1000,1000

        """,
        "lanes.csv":
          "from,to,item,days,cost\np1,dc,rackp1,0,1\np2,dc,rackp2,0,1\n\(lanes)",
      ])
  }

  @Test func aStopThatSharesAnOrderOutIsKept() throws {
    // Ordered to p0: 7 × 10 + 7 × 2 + 7 × 1
    let stop = try Self.shared("p0,p1,part,0,2\np0,p2,part,0,2\n").made()
    #expect(Self.ways(stop) == "p0 p1 p2 p0-p1 p0-p2")
    #expect(agree(try plan(stop).objective, 91))
    // Ordered to p2, from where 2 go on in the first week: 7 × 10 + 2 × 2 + 7 × 1
    let lanes = "p0,p1,part,0,2\np0,p2,part,0,2\np1,p2,part,0,2\np2,p1,part,0,2\n"
    let homes = try Self.shared(lanes).made()
    #expect(Self.ways(homes) == "p1 p2 p1-p2 p2-p1")
    #expect(agree(try plan(homes).objective, 81))
  }

  @Test func aStopThatStartsFreeStorageIsKept() throws {
    // Ordered in the first week for the fourth, at a holding cost of 1 a day: 21 days on the lane
    // from p0 cost 2, in stock 21. 10 × (100 + 2 + 1)
    let row = Row(
      uses: ["p1"], plants: 2,
      extra: [
        "program.yaml": """
        format: 1
        name: Row
        start: 2026-01-05
        buckets: [{count: 6, days: 7}]
        holding_rate: 0.365

        """,
        "items.csv": "item,kind,value\npart,part,1000\nrackp1,product,0\n",
        "operations.csv": "operation,site,item,earliest\nmake-p1,p1,rackp1,2026-01-26\n",
        "offers.csv":
          "offer,supplier,item,price,origin,valid_to\nhome,maker,part,100,US,2026-01-05\n",
        "demand.csv": """
        demand,site,item,due,quantity,not_before,late_cost,lost_cost
        need,dc,rackp1,2026-01-26,10,2026-01-26,1000,1000

        """,
        "lanes.csv": "from,to,item,days,cost\np1,dc,rackp1,0,1\np0,p1,part,21,2\n",
      ])
    #expect(agree(try plan(row.made()).objective, 1030))
  }

  @Test func aStopThatMakesARelayQuickerIsKept() throws {
    // By p1 with a day each: 36/7 of 7 come in the first week, 12/7 in the second, 1/7 in the
    // third. 7 × (2 + 2 + 1) + 10 × (13/7 + 1/7)
    let row = Row(
      uses: ["p2"], value: 0, days: Self.relay, stock: "p0,part,7\n",
      extra: [
        "demand.csv": """
        demand,site,item,due,quantity,late_cost,lost_cost
        need,dc,rackp2,2026-01-05,7,10,1000

        """
      ])
    #expect(agree(try plan(row.made()).objective, 55))
  }

  /// A row of plants with numbers drawn at random: short buckets, tight offers, uneven lanes.
  static func random(_ seed: Int) throws -> BuildProgram {
    var dice = PropertyTests.Dice(state: UInt64(seed))
    func any<T>(_ values: [T]) -> T { values[dice.roll(0...values.count - 1)] }
    var row = Row()
    row.plants = dice.roll(2...5)
    row.uses = (0..<row.plants).filter { _ in dice.roll(0...9) < 5 }.map { "p\($0)" }
    if row.uses.isEmpty { row.uses = ["p\(row.plants - 1)"] }
    row.buckets = any([
      "[{count: 8, days: 7}]", "[{count: 8, days: 7}]", "[{count: 5, days: 10}]",
      "[{count: 4, days: 7}, {count: 2, days: 14}]", "[{count: 2, days: 14}, {count: 4, days: 5}]",
    ])
    let value = any([0, 0, 20, 200])
    var lanes = "from,to,item,days,cost,per_week\n"
    let base = any([0, 0, 1, 2, 4])
    let isUneven = dice.roll(0...3) == 0
    let hasHubs = dice.roll(0...2) == 0
    let cost = any([0, 1, 2])
    for use in row.uses { lanes += "\(use),dc,rack\(use),0,1,\n" }
    for from in 0..<row.plants {
      for to in 0..<row.plants where to != from && dice.roll(0...19) > 0 {
        let isBetweenHomes = row.uses.contains("p\(from)") && row.uses.contains("p\(to)")
        var days = base + (isUneven ? dice.roll(0...6) : abs(from - to))
        if hasHubs { days = base + (isBetweenHomes ? dice.roll(2...7) : 0) }
        let fee = dice.roll(0...5) == 0 ? dice.roll(0...4) : cost
        let cap = dice.roll(0...24) == 0 ? "1" : ""
        lanes += "p\(from),p\(to),part,\(days),\(fee),\(cap)\n"
      }
    }
    let sea = dice.roll(0...20)
    for to in 0..<row.plants {
      lanes += "dock,p\(to),part,\(sea),2,\n"
      if dice.roll(0...1) == 0 { lanes += "dock,p\(to),part,\(dice.roll(0...9)),5,\n" }
    }
    var offers = "offer,supplier,item,price,origin,ship_from,per_week,lead_days,valid_to\n"
    for n in 0..<dice.roll(1...3) {
      let isFar = dice.roll(0...1) == 0
      offers += "o\(n),maker-\(n),part,\(any([5, 20, 100])),\(isFar ? "CN" : "US"),"
      offers += "\(isFar ? "dock" : ""),\(dice.roll(1...9)),\(any([0, 3, 5, 6, 7, 10, 13])),"
      offers += any(["", "2026-01-05", "2026-01-13"]) + "\n"
    }
    var demand = "demand,site,item,due,quantity,late_cost,lost_cost\n"
    for n in 0..<dice.roll(2...6) {
      let day = dice.roll(5...24)
      demand += "need-\(n),dc,rack\(any(row.uses)),2026-01-\(day < 10 ? "0" : "")\(day),"
      demand += "\(dice.roll(1...12)),\(dice.roll(10...60)),\(dice.roll(50...400))\n"
    }
    var stock = "site,item,quantity,date\n"
    for _ in 0..<dice.roll(0...3) {
      let place = dice.roll(0...row.plants - 1)
      stock += "p\(place),part,\(dice.roll(1...9)),2026-01-0\(any([5, 5, 8]))\n"
    }
    row.extra = [
      "items.csv": "item,kind,value\npart,part,\(value)\n"
        + row.uses.map { "rack\($0),product,0\n" }.joined(),
      "lanes.csv": lanes, "offers.csv": offers, "demand.csv": demand, "stock.csv": stock,
      "program.yaml":
        "format: 1\nname: Row\nstart: 2026-01-05\nbuckets: \(row.buckets)\n"
        + "holding_rate: 0.\(dice.roll(0...5))\ndiscount_rate: 0.\(dice.roll(0...3))\n",
    ]
    return try row.made()
  }

  @Test func leavingDetoursOutChangesNoOptimum() throws {
    var smaller = 0
    for seed in 1...Self.seeds {
      let program = try Self.random(seed)
      let whole = try Self.optimum(program, keepsDetours: true)
      let reduced = try Self.optimum(program, keepsDetours: false)
      let isSame = abs(whole - reduced) <= 1e-6 * max(1, abs(whole))
      #expect(isSame, "seed \(seed): \(whole) \(reduced)")
      if Self.ways(program) != Self.ways(program, keepsDetours: true) { smaller += 1 }
    }
    #expect(smaller * 4 > Self.seeds, "\(smaller) of \(Self.seeds)")
  }

  static var seeds: Int { 200 }
}
