import Foundation
import Testing

@Suite struct ExplainTests {
  /// The tiny example planned to `out`, its inputs gone: only the output folder is left.
  private func plannedShop() throws -> Workshop {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    #expect(try shop.run("plan", "tiny", "--out", "out", "--quiet").status == 0)
    try FileManager.default.removeItem(atPath: shop.path + "/tiny")
    return shop
  }

  @Test func overview() throws {
    let run = try plannedShop().run("explain", "out")
    let expected = """
      Tiny, a programme to check by hand: proven optimal
      What binds, and what one more is worth
        power of dc-tx: 1 MW more saves USD 416; binds 2026-01-05 to 2026-01-25
          behind it: first-racks
        resource bench: 1 more a week (hours) saves USD 7.54; binds 2026-01-12 to 2026-01-25
          behind it: first-racks
        offer module-tw: 1 more a week saves USD 0.70; binds 2026-01-12 to 2026-01-18
          behind it: first-racks, last-power

      Late or lost (millwright explain out DEMAND says why)
        first-racks: 1 late of 9 rack, due 2026-01-19; limited by power of dc-tx and resource bench

      """
    #expect(run == Outcome(status: 0, output: expected, errors: ""))
  }

  /// Nine racks take 11.25 starts at a yield of 0.8: 22.5 modules and 11.25 frames.
  @Test func demandWithItsSupply() throws {
    let run = try plannedShop().run("explain", "out", "first-racks")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.output.hasPrefix("first-racks: 9 rack at dc-tx, due 2026-01-19: 8 on time, 1 late"))
    #expect(run.output.contains("the energised power of dc-tx"))
    let supply = """
      What serves it, over all levels
        order module-tw: 18.5 module for USD 1,480
        order frame-home: 11.25 frame for USD 1,125
        order module-home: 4 module for USD 440
        start build-rack: 11.25
        lane plant-oh to dc-tx by truck: 9 rack

      """
    #expect(run.output.hasSuffix(supply), "\(run.output)")
  }

  @Test func asJSON() throws {
    let shop = try plannedShop()
    let overview = try object(try shop.run("explain", "out", "--json").output)
    let bottlenecks = try #require(overview["bottlenecks"] as? [[String: Any]])
    #expect(bottlenecks.map { $0["id"] as? String } == ["dc-tx", "bench", "module-tw"])
    let demand = try object(try shop.run("explain", "out", "first-racks", "--json").output)
    #expect(demand["cause"] as? String == "scarcity")
    #expect(abs(try #require(demand["saving"] as? Double) - 548.5) < 1e-6)
    let supply = try #require(demand["supply"] as? [String: Any])
    let starts = try #require(supply["starts"] as? [String: Double])
    #expect(abs(try #require(starts["build-rack"]) - 11.25) < 1e-6)
  }

  @Test(arguments: [
    ("out first-rack", "millwright: out has no demand 'first-rack'; did you mean 'first-racks'?\n"),
    ("out zzz", "millwright: out has no demand 'zzz'; it has first-racks, last-power\n"),
    ("nix", "millwright: cannot read nix: no such folder\n"),
    ("''", "millwright: cannot read '': no such folder\n"),
    (".", "millwright: cannot read .: it holds no summary.json, so it is no complete plan\n"),
  ])
  func wrongNames(line: String, complaint: String) throws {
    let run = try plannedShop().shell("millwright explain " + line)
    #expect(run == Outcome(status: 2, output: "", errors: complaint))
  }

  @Test func damagedDatabaseIsSaid() throws {
    let shop = try plannedShop()
    try shop.write("no database at all, not even a small one", to: "out/plan.sqlite")
    let run = try shop.run("explain", "out")
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("millwright: cannot read out/plan.sqlite: "), "\(run.errors)")
  }
}

@Suite struct CompareTests {
  /// A second bench costs nothing less than the first plan paid for waiting: half again as much of
  /// the bench needs no second one.
  private func twoPlans() throws -> Workshop {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    #expect(try shop.run("plan", "tiny", "--out", "a", "--quiet").status == 0)
    let capacity = try shop.text("tiny/capacity.csv").replacing("30", with: "45")
    try shop.write(capacity, to: "tiny/capacity.csv")
    #expect(try shop.run("plan", "tiny", "--out", "b", "--quiet").status == 0)
    return shop
  }

  @Test func sideBySide() throws {
    let run = try twoPlans().run("compare", "a", "b")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.output.hasPrefix("a: USD 5,909, optimal, bound 5,909, gap 0 %\nb: USD 5,"))
    #expect(run.output.contains(" less, proven\n"))
    #expect(run.output.contains("\n  capacity.csv\n    - bench,2026-01-05,30\n    + bench,"))
    #expect(run.output.contains("\nModules of expansions\n"))
  }

  @Test func aPlanWithItself() throws {
    let run = try twoPlans().shell("millwright compare a a | grep -v '^  '")
    let expected = """
      a: USD 5,909, optimal, bound 5,909, gap 0 %
      a: USD 5,909, optimal, bound 5,909, gap 0 %
      The same cost, proven

      The programs are the same.

      Cost

      """
    #expect(run == Outcome(status: 0, output: expected, errors: ""))
  }

  @Test func asJSON() throws {
    let shop = try twoPlans()
    let report = try object(try shop.run("compare", "a", "b", "--json").output)
    let cost = try #require(report["cost"] as? [String: [String: Double]])
    let parts = cost.values.reduce(0) { $0 + ($1["difference"] ?? 0) }
    #expect(abs(parts - (try #require(report["difference"] as? Double))) < 1e-6)
    #expect(parts < 0)
    #expect((report["expansions"] as? [String: [String: Double]])?.values.first?["after"] == 0)
  }

  @Test func missingFolder() throws {
    let run = try twoPlans().run("compare", "a", "c")
    let complaint = "millwright: cannot read c: no such folder\n"
    #expect(run == Outcome(status: 2, output: "", errors: complaint))
  }
}
