import Program
import Sourcing
import Tables
import Testing

/// A small event and a small program that buys the same two parts, made from a seed.
struct RandomCall {
  private var state: UInt64
  private(set) var event: [String: String] = [:]
  private(set) var program: [String: String] = [:]

  init(seed: Int) {
    state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    let robots = int(20...60)
    let perRobot = [int(1...2), int(1...3)]
    makeProgram(robots: robots, perRobot: perRobot)
    makeEvent(quantities: perRobot.map { $0 * robots })
  }

  /// splitmix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  private mutating func isTrue(_ percent: Int) -> Bool { int(1...100) <= percent }

  private mutating func makeProgram(robots: Int, perRobot: [Int]) {
    let early = robots / 3
    program = [
      "program.yaml": """
      format: 1
      name: random
      start: 2027-01-04
      buckets: [{count: 10, days: 28}]
      discount_rate: 0.08
      holding_rate: 0.2

      """,
      "items.csv": "item,kind,value\nrobot,product,900\np0,part,80\np1,part,60\n",
      "bom.csv": "parent,component,quantity\nrobot,p0,\(perRobot[0])\nrobot,p1,\(perRobot[1])\n",
      "sites.csv": "site,kind,country\nplant,plant,US\nhub,hub,US\n",
      "operations.csv": "operation,site,item,lead_days,cost\nbuild,plant,robot,7,\(int(10...90))\n",
      "lanes.csv": "from,to,days,cost\nplant,hub,3,\(int(1...9))\n",
      "tariffs.csv": "origin,rate\nCN,0.\(int(10...40))\n",
      "demand.csv": """
      demand,site,item,due,quantity,late_cost,lost_cost
      early,hub,robot,2027-06-30,\(early),\(int(5...60)),4000
      late,hub,robot,2027-09-30,\(robots - early),\(int(5...60)),4000

      """,
      "offers.csv": "offer,supplier,item,price,origin\n",
    ]
  }

  private mutating func makeEvent(quantities: [Int]) {
    var lines = "line,supplier,item,minimum,maximum,fixed_cost,freight,lead_days,origin\n"
    var steps = "line,from_quantity,price,kind\n"
    var capacities = "supplier,items,maximum,from,to\n"
    for supplier in ["a", "b", "c"] {
      for (item, quantity) in quantities.enumerated() where isTrue(80) {
        let name = "\(supplier)-p\(item)"
        let most = isTrue(50) ? max(4, quantity * int(30...90) / 100) : quantity
        let minimum = isTrue(30) ? most / 3 : 0
        let origin = supplier == "c" ? "CN" : "US"
        lines +=
          "\(name),\(supplier),p\(item),\(minimum),\(most),\(isTrue(40) ? int(50...900) : 0),"
          + "\(isTrue(60) ? int(1...9) : 0),\(int(0...60)),\(origin)\n"
        let price = int(50...140)
        let kind = isTrue(40) ? "incremental" : "all_units"
        steps += "\(name),0,\(price),\(kind)\n"
        if isTrue(50) { steps += "\(name),\(max(2, most / 2)),\(price - int(1...20)),\(kind)\n" }
        if isTrue(25) { capacities += "\(supplier),p\(item),\(most / 2 + 1),,2027-04-30\n" }
        if isTrue(10) { capacities += "\(supplier),,\(quantity),,\n" }
      }
    }
    event = [
      "event.yaml": "format: 1\nevent: random\nselection: 2027-01-04\n",
      "lots.csv": "lot\nparts\n",
      "items.csv": "item,lot,quantity,unmet_cost\np0,parts,\(quantities[0]),700\np1,parts,"
        + "\(quantities[1]),700\n",
      "demand_profile.csv": "item,from,to,quantity\n"
        + quantities.enumerated().map { item, quantity in
          "p\(item),2027-02-01,2027-09-30,\(quantity)\n"
        }.joined(),
      "suppliers.csv": "supplier,country,fixed_cost\na,US,\(int(0...300))\nb,US,0\nc,CN,"
        + "\(int(0...300))\n",
      "lines.csv": lines, "steps.csv": steps, "capacities.csv": capacities,
    ]
    if isTrue(40) {
      event["discounts.csv"] = "discount,supplier,basis\nd,a,spend\n"
      event["discount_tiers.csv"] = "discount,at_least,rate\nd,\(int(500...4000)),0.05\n"
    }
    if isTrue(40) {
      let units = quantities.map { max(1, $0 * int(10...40) / 100) }
      event["bundles.csv"] =
        "bundle,supplier,price,freight\nboth,b,\(units[0] * int(40...90) + units[1] * 60),20\n"
      event["bundle_items.csv"] =
        "bundle,item,quantity\nboth,p0,\(units[0])\nboth,p1,\(units[1])\n"
    }
  }
}
