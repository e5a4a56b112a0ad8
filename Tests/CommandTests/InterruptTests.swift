import Foundation
import Testing

/// Plans that take long: Ctrl-C, limits of time and space.
@Suite struct InterruptTests {
  /// A program of 30 parts with 8 offers each, all with fixed costs and minimums, and shares that
  /// tie them together: its proof takes minutes, a first plan a moment.
  private func hardShop() throws -> Workshop {
    let shop = try Workshop()
    var state: UInt64 = 1
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var items = "item,kind\nrack,product\n"
    var bom = "parent,component,quantity\n"
    var offers = "offer,supplier,item,price,origin,per_week,fixed_cost,minimum,domestic\n"
    for part in 0..<30 {
      items += "p\(part),part\n"
      bom += "rack,p\(part),\(1 + random(9))\n"
      let base = 10 + random(90)
      for n in 0..<8 {
        let price = Double(base) * (0.8 + Double(random(500)) / 1000)
        let origin = ["US", "TW", "MX", "CN"][random(4)]
        offers += "o\(part)-\(n),s\(random(10)),p\(part),\(price),\(origin),\(5 + random(25)),"
        offers += "\(base * (5 + random(115))),\(random(120)),\(Double(random(1000)) / 1000)\n"
      }
    }
    let settings = "format: 1\nname: Hard\nstart: 2027-01-04\nbuckets: [{count: 12, days: 7}]\n"
    try shop.write(settings, to: "p/program.yaml")
    try shop.write(items, to: "p/items.csv")
    try shop.write(bom, to: "p/bom.csv")
    try shop.write(offers, to: "p/offers.csv")
    try shop.write("site,kind,country\nmill,plant,US\nhub,hub,US\n", to: "p/sites.csv")
    try shop.write("operation,site,item\nbuild,mill,rack\n", to: "p/operations.csv")
    try shop.write("from,to\nmill,hub\n", to: "p/lanes.csv")
    try shop.write(
      "demand,site,item,due,quantity,late_cost,lost_cost\nd,hub,rack,2027-03-22,100,10,1000000\n",
      to: "p/demand.csv")
    try shop.write(
      "policy,kind,value,subject\nhome,domestic_content_min,0.62,\ncn,country_share_max,0.3,CN\n"
        + "one,supplier_share_max,0.35,s1\n", to: "p/policies.csv")
    return shop
  }

  private static let line = ["plan", "p", "--out", "out", "--gap", "0"]

  @Test func controlCGivesTheBestPlanSoFar() throws {
    let shop = try hardShop()
    let tool = try shop.start(Self.line, errors: .terminal)
    #expect(tool.wait(forErrors: "  plan "))
    tool.send(SIGINT)
    let run = tool.finish()
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("Hard: feasible, proven within "), "\(run.output)")
    #expect(run.output.contains(", the best when it was stopped\n"))
    #expect(run.errors.contains("searching"))
    #expect(run.errors.contains(" % (0 % asked)"), "\(run.errors)")
    #expect(run.errors.hasSuffix("\r\u{1B}[K"), "the progress line is left on the screen")
    let summary = try shop.json("out/summary.json")
    #expect(summary["status"] as? String == "feasible")
    let objective = try #require(summary["objective"] as? Double)
    #expect(try #require(summary["bound"] as? Double) < objective)
    #expect(try shop.names() == ["out", "p"])
  }

  @Test func secondControlCEndsAtOnce() throws {
    let shop = try hardShop()
    try shop.write("kept", to: "out/summary.json")
    let tool = try shop.start(Self.line, errors: .terminal)
    #expect(tool.wait(forErrors: "searching"))
    tool.send(SIGINT)
    tool.send(SIGTERM)
    let run = tool.finish()
    #expect(run.status == 130 || run.status == 143)
    #expect(run.output == "")
    #expect(try shop.names() == ["out", "p"])
    #expect(try shop.names("out") == ["summary.json"])
    #expect(try shop.text("out/summary.json") == "kept")
  }

  @Test func timeLimitGivesTheBestPlanSoFar() throws {
    let shop = try hardShop()
    let run = try shop.start(Self.line + ["--time-limit", "3"]).finish()
    #expect(run.status == 0)
    #expect(run.errors == "", "piped, so there is no progress")
    #expect(run.output.hasPrefix("Hard: feasible, proven within "), "\(run.output)")
    #expect(try shop.json("out/summary.json")["status"] as? String == "feasible")
  }

  @Test func noPlanWithinTheLimit() throws {
    let shop = try hardShop()
    let run = try shop.start(Self.line + ["--time-limit", "0.000001", "--json"]).finish()
    #expect(run.status == 4)
    #expect(run.errors == "")
    #expect(try object(run.output)["status"] as? String == "no_plan")
    #expect(try shop.names() == ["p"])
  }

  @Test func progressOnAPipeIsAskedFor() throws {
    let shop = try hardShop()
    let run = try shop.start(Self.line + ["--time-limit", "6", "--progress"]).finish()
    #expect(run.status == 0)
    #expect(run.errors.hasPrefix("searching  5."), "\(run.errors)")
    #expect(run.errors.contains(" s of 6.0 s  plan "), "\(run.errors)")
    #expect(!run.errors.contains("\u{1B}"))
  }

  /// The largest file is limited to 4 KiB, which the report is not.
  @Test func fullDiskLeavesTheOldResults() throws {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    #expect(try shop.run("plan", "tiny", "--out", "out", "--quiet").status == 0)
    let before = try shop.text("out/summary.json")
    let run = try shop.shell("ulimit -f 4; millwright plan tiny --out out; echo $?")
    #expect(run.output == "74\n")
    #expect(run.errors.hasPrefix("millwright: cannot write out/"), "\(run.errors)")
    #expect(run.errors.hasSuffix(": disk I/O error\n"), "\(run.errors)")
    #expect(try shop.text("out/summary.json") == before)
    #expect(try shop.names() == ["out", "tiny"])
  }

  @Test func unwritableFolderIsSaidBeforeTheSearch() throws {
    let shop = try hardShop()
    try shop.write("", to: "file")
    for out in ["file", "file/out", "p"] {
      let run = try shop.run("plan", "p", "--out", out, "--gap", "0")
      #expect(run.status == 74)
      #expect(run.output == "")
      #expect(run.errors.hasPrefix("millwright: cannot write "), "\(run.errors)")
    }
    #expect(try shop.names() == ["file", "p"])
  }
}
