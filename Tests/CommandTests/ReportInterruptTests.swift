import Foundation
import Testing

/// `millwright event report` that is stopped by Ctrl-C.
@Suite struct ReportInterruptTests {
  /// Forty items with eight lines each, all with fixed costs and minimums, and rules that tie them
  /// together: the proof of a best award takes minutes, a first award a moment.
  private func hardEvent() throws -> Workshop {
    let shop = try Workshop()
    var state: UInt64 = 7
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var items = "item,lot,quantity\n"
    var lines = "line,supplier,item,minimum,maximum,fixed_cost,domestic\n"
    var steps = "line,from_quantity,price\n"
    for item in 0..<40 {
      items += "i\(item),all,1000\n"
      let base = 100 + random(900)
      for line in 0..<8 {
        let id = "l\(item)-\(line)"
        lines += "\(id),s\((item + 3 * line) % 12),i\(item),\(100 + random(200)),"
        lines += "\(400 + random(400)),\(base * (20 + random(80))),\(Double(random(1000)) / 1000)\n"
        steps += "\(id),0,\(Double(base) * (0.8 + Double(random(400)) / 1000))\n"
      }
    }
    let suppliers = (0..<12).map { "s\($0),\(["US", "TW", "MX"][$0 % 3])\n" }
    let rules =
      "rules:\n  - {rule: none-large, kind: share_max, value: 0.15}\n"
      + "  - {rule: few, kind: suppliers_max, value: 9}\n"
    try shop.write("format: 1\nevent: hard\n", to: "e/event.yaml")
    try shop.write("lot\nall\n", to: "e/lots.csv")
    try shop.write(items, to: "e/items.csv")
    try shop.write("supplier,country\n" + suppliers.joined(), to: "e/suppliers.csv")
    try shop.write(lines, to: "e/lines.csv")
    try shop.write(steps, to: "e/steps.csv")
    try shop.write("rules: []\n", to: "e/scenarios/free.yaml")
    for name in ["hard", "harder"] { try shop.write(rules, to: "e/scenarios/\(name).yaml") }
    return shop
  }

  /// The first scenario has an award, and the last has not been begun.
  @Test func anOlderReportStaysWhereScenariosAreOpen() throws {
    let shop = try hardEvent()
    try shop.write("complete", to: "out/event-report.html")
    let tool = try shop.start(
      ["event", "report", "e", "--out", "out", "--quick"], errors: .terminal)
    #expect(tool.wait(forErrors: "found "))
    tool.send(SIGINT)
    let run = tool.finish()
    #expect(run.status == 4)
    #expect(run.output.hasPrefix("free: ") && run.output.contains("harder: no award in time\n"))
    #expect(run.errors.contains("harder"), "\(run.errors)")
    #expect(run.errors.hasSuffix(" decided; nothing was written\r\n"), "\(run.errors)")
    #expect(try shop.text("out/event-report.html") == "complete")
    #expect(try shop.names() == ["e", "out"])
  }

  /// Every scenario has an award: they are written as the best so far, as `plan` does.
  @Test func awardsSoFarAreMarked() throws {
    let shop = try hardEvent()
    let tool = try shop.start(
      ["event", "report", "e", "--out", "out", "--scenario", "hard"], errors: .terminal)
    #expect(tool.wait(forErrors: "found "))
    tool.send(SIGINT)
    let run = tool.finish()
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("Stopped: these are the best awards found by then.\n"))
    let page = try shop.text("out/event-report.html")
    let isSaid = page.contains("<li>The searches were stopped by hand: ")
    #expect(isSaid)
  }

  @Test func aScenarioAskedForTwiceIsShownOnce() throws {
    let shop = try Workshop()
    try shop.copyExample("tiny-call")
    let names = try shop.names("tiny-call/scenarios").map { String($0.dropLast(5)) }
    let name = try #require(names.first)
    let run = try shop.run(
      "event", "report", "tiny-call", "--out", "out", "--scenario", name, "--scenario", name)
    #expect(run.status == 0)
    #expect(run.output.split(separator: "\n").count == 2, "\(run.output)")
  }
}
