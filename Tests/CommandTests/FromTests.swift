import Foundation
import Testing

/// `millwright plan --from`.
@Suite struct FromTests {
  private func planned(_ method: String = "auto") throws -> Workshop {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    let run = try shop.run("plan", "tiny", "--out", "base", "--quiet", "--method", method)
    #expect(run == Outcome(status: 0, output: "", errors: ""))
    return shop
  }

  @Test(arguments: ["monolith", "decompose"])
  func aChangedPriceStartsFromThePlan(method: String) throws {
    let shop = try planned(method)
    let change = ["--what-if", "offers.module-tw*=1.1", "--quiet", "--method", method]
    let cold = try shop.start(["plan", "tiny", "--out", "cold"] + change).finish()
    let warm = try shop.start(["plan", "tiny", "--from", "base", "--out", "warm"] + change).finish()
    #expect(cold == Outcome(status: 0, output: "", errors: ""))
    #expect(warm == Outcome(status: 0, output: "", errors: ""))
    #expect(try shop.names("warm").contains("restart.bin"))
    let optimum = try #require(try shop.json("cold/summary.json")["objective"] as? Double)
    let found = try shop.json("warm/summary.json")
    let cost = try #require(found["objective"] as? Double)
    #expect(try #require(found["bound"] as? Double) <= optimum + 1e-6)
    if method == "monolith" { #expect(abs(cost - optimum) < 1e-6) }
  }

  /// A plan in its own folder may be what it starts from.
  @Test func thePlanMayBeReplaced() throws {
    let shop = try planned()
    let run = try shop.run("plan", "tiny", "--from", "base", "--out", "base", "--quiet")
    #expect(run == Outcome(status: 0, output: "", errors: ""))
  }

  @Test func anotherLayoutIsAWarning() throws {
    let shop = try planned()
    let run = try shop.run(
      "plan", "tiny", "--from", "base", "--out", "late", "--json", "--what-if", "program.start+=7")
    #expect(run.status == 0)
    #expect(
      run.errors
        == "millwright: warning: the plan in base has other rows, lead times, lanes or days; "
        + "nothing starts from it\n")
  }

  @Test func whatIsNoStartIsRefused() throws {
    let shop = try planned()
    try shop.write("short", to: "base/restart.bin")
    let cases = [
      (
        "base",
        "cannot read base/restart.bin: it is not what a plan leaves to start from"
      ),
      ("nowhere", "cannot read nowhere: no such folder"),
      ("tiny", "cannot read tiny: it holds no summary.json, so it is no complete plan"),
    ]
    for (folder, reason) in cases {
      let run = try shop.run("plan", "tiny", "--from", folder, "--out", "out")
      #expect(run == Outcome(status: 2, output: "", errors: "millwright: \(reason)\n"))
    }
    #expect(try shop.names() == ["base", "tiny"])
  }
}
