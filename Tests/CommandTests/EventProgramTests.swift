import Foundation
import Testing

/// Awards into a program, and the report, on the command line.
@Suite struct EventProgramTests {
  private func shop() throws -> Workshop {
    let shop = try Workshop()
    for example in ["tiny", "tiny-call"] { try shop.copyExample(example) }
    return shop
  }

  private func text(_ shop: Workshop, _ file: String) throws -> String {
    try String(contentsOfFile: "\(shop.path)/\(file)", encoding: .utf8)
  }

  @Test func aDryRunShowsTheRowsAndWritesNone() throws {
    let shop = try shop()
    let before = try text(shop, "tiny/offers.csv")
    let run = try shop.run(
      "event", "award", "tiny-call", "--scenario", "two-makers", "--into", "tiny", "--dry-run")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains("tiny/offers.csv: 2 added, 0 changed, 0 removed\n"))
    #expect(run.output.contains("  + frame-midworks: offer frame-midworks, supplier midworks,"))
    #expect(run.output.hasSuffix("Nothing was written.\n"))
    #expect(try text(shop, "tiny/offers.csv") == before)
  }

  @Test func awardsAreWrittenOnceAndThePlanTakesThem() throws {
    let shop = try shop()
    let arguments = ["event", "award", "tiny-call", "--scenario", "two-makers", "--into", "tiny"]
    for _ in 1...2 {
      let run = try shop.start(arguments).finish()
      #expect(run.status == 0)
    }
    let offers = try text(shop, "tiny/offers.csv")
    #expect(offers.components(separatedBy: "frame-midworks").count == 2)
    let run = try shop.run("plan", "tiny", "--out", "planned", "--json")
    #expect(run.status == 0)
    #expect(run.output.contains("frame-midworks"))
    // Another award of the same event takes the earlier one's offers out.
    let other = try shop.run("event", "award", "tiny-call", "--into", "tiny")
    #expect(other.output.contains("tiny/offers.csv: 0 added, 1 changed, 1 removed\n"))
  }

  @Test func aProgramWithFaultsIsNotTouched() throws {
    let shop = try shop()
    let file = "\(shop.path)/tiny/lanes.csv"
    try "from,to\nnowhere,plant-oh\n".write(toFile: file, atomically: true, encoding: .utf8)
    let before = try text(shop, "tiny/offers.csv")
    let run = try shop.run("event", "award", "tiny-call", "--into", "tiny")
    #expect(run.status == 2)
    #expect(run.errors.contains("unknown site 'nowhere'"))
    #expect(try text(shop, "tiny/offers.csv") == before)
  }

  /// The awards of the open call are offers of the large example, whose own rows stay as they are.
  @Test func theLargeExampleTakesTheAwardsOfTheOpenCall() throws {
    let shop = try Workshop()
    for example in ["open-call", "stargate"] { try shop.copyExample(example) }
    let before = try text(shop, "stargate/offers.csv")
    let arguments = [
      "event", "award", "open-call", "--scenario", "free", "--any-tie", "--gap", "0.01", "--into",
      "stargate",
    ]
    let run = try shop.start(arguments).finish()
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.output.contains("14 of 41 items are not of this program; their bids are left out."))
    let after = try text(shop, "stargate/offers.csv")
    let own = before.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
    let all = after.split(separator: "\n").dropFirst()
    #expect(Array(all.prefix(own.count).map { $0.prefix { $0 != "," } }) == own)
    #expect(all.count > own.count + 27)
    #expect(all.dropFirst(own.count).allSatisfy { $0.contains("true") })
    #expect(try shop.run("check", "stargate").status == 0)
    let again = try shop.start(arguments).finish()
    #expect(again.output.contains("stargate has these awards already."))
  }

  @Test func theReportHoldsEveryScenario() throws {
    let shop = try shop()
    let impossible = "rules:\n  - {rule: cheap, kind: budget_max, value: 900}\n"
    try impossible.write(
      toFile: "\(shop.path)/tiny-call/scenarios/too-cheap.yaml", atomically: true, encoding: .utf8)
    let review = [
      "criteria.csv": "criterion,weight\ncare,1\n",
      "scores.csv": "criterion,supplier,evaluator,score,reason\ncare,midworks,buyer,7,good jigs\n",
    ]
    for (name, text) in review {
      try text.write(
        toFile: "\(shop.path)/tiny-call/\(name)", atomically: true, encoding: .utf8)
    }
    let run = try shop.run("event", "report", "tiny-call", "--out", "report")
    #expect(
      run
        == Outcome(
          status: 0,
          output: "too-cheap: no award keeps all rules\ntwo-makers: USD 1,094, 2 suppliers\n"
            + "Report: report/event-report.html\n", errors: ""))
    let page = try text(shop, "report/event-report.html")
    for words in [
      "At least 2 suppliers win something in the whole event.", "too-cheap has no award",
      "Costs of rules need not add up", "frame-midworks",
      "Without cheap: the best award then costs",
      "They decide no award", "70.0", "scores missing",
    ] {
      let isThere = page.contains(words)
      #expect(isThere, "\(words)")
    }
  }

  /// HiGHS ends the last solve of these from the tree's basis without a point that is feasible when it
  /// is scaled back.
  @Test(arguments: ["device", "robotics"])
  func whatBindsIsKnown(example: String) throws {
    let shop = try Workshop()
    try shop.copyExample(example)
    let run = try shop.run("plan", example, "--out", "planned", "--gap", "0.01")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("What binds, and what one more is worth"))
    let prices = try text(shop, "planned/prices.csv")
    #expect(prices.split(separator: "\n").count > 10)
  }

  /// HiGHS gives up on a basis that the second search of this program starts from.
  @Test func aSolveThatGivesUpOnItsBasisStartsAfresh() throws {
    let shop = try Workshop()
    try shop.copyExample("robotics")
    let run = try shop.run(
      "plan", "robotics", "--out", "planned", "--quiet", "--gap", "0.01", "--what-if",
      "program.discount_rate=0.09")
    #expect(run.status == 0, "\(run.errors)")
  }
}
