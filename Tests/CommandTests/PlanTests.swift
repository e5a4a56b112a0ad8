import Foundation
import Testing

@Suite struct PlanTests {
  @Test func tinyPlanIsTheOneDerivedByHand() throws {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    let run = try shop.run("plan", "tiny", "--out", "out")
    let expected = """
      Tiny, a programme to check by hand: proven optimal

        cost        USD 5,909 (bound 5,909)
        of it       purchases 4,020, duty 208, freight 422, operations 750, holding 49, \
      capex 300, fixed 60, late 100
        demand      1 of 2 on time, 1 late
        awards      3 offers of 3, 2 suppliers
        expansions  1 module for 300 of capex

      What binds, and what one more is worth
        power of dc-tx: 1 MW more saves USD 416; binds 2026-01-05 to 2026-01-25
        resource bench: 1 more a week (hours) saves USD 7.54; binds 2026-01-12 to 2026-01-25
        offer module-tw: 1 more a week saves USD 0.70; binds 2026-01-12 to 2026-01-18

      Late or lost (millwright explain out DEMAND says why)
        first-racks: 1 late of 9 rack, due 2026-01-19; limited by power of dc-tx and resource bench

      Report: out/report.html

      """
    #expect(run == Outcome(status: 0, output: expected, errors: ""))
    let summary = try shop.json("out/summary.json")
    #expect(summary["status"] as? String == "optimal")
    #expect(abs(try #require(summary["objective"] as? Double) - 5_909) < 1e-6)
    #expect(try shop.names() == ["out", "tiny"])
  }

  @Test func jsonIsTheSummary() throws {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    let run = try shop.run("plan", "tiny", "--out", "out", "--json")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.output == (try shop.text("out/summary.json")))
  }

  /// The plan derived by hand costs 5,909; a method that plans nearly may leave a gap, but proves it.
  @Test(arguments: ["auto", "monolith", "decompose"])
  func eachMethodPlansAndProves(method: String) throws {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    let run = try shop.run("plan", "tiny", "--out", "out", "--quiet", "--method", method)
    #expect(run == Outcome(status: 0, output: "", errors: ""))
    let summary = try shop.json("out/summary.json")
    let cost = try #require(summary["objective"] as? Double)
    let bound = try #require(summary["bound"] as? Double)
    let gap = try #require(summary["gap"] as? Double)
    #expect(cost >= 5_909 - 1e-6)
    #expect(bound <= 5_909 + 1e-6)
    #expect(abs(gap - (cost - bound) / cost) < 1e-9)
    #expect(gap < (method == "decompose" ? 0.1 : 0.001 + 1e-9))
    #expect(summary["status"] as? String == (gap <= 0.001 ? "optimal" : "feasible"))
  }

  /// The classes of `service_first` need one model, so `decompose` proves as much as `monolith`.
  @Test func serviceFirstIsPlannedAsOneModel() throws {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    for method in ["monolith", "decompose"] {
      let run = try shop.run(
        "plan", "tiny", "--out", method, "--quiet", "--method", method,
        "--what-if", "program.objective=service_first")
      #expect(run == Outcome(status: 0, output: "", errors: ""))
    }
    let one = try shop.json("monolith/summary.json")
    let other = try shop.json("decompose/summary.json")
    #expect(one["status"] as? String == "optimal")
    for key in ["objective", "bound", "gap"] {
      #expect(one[key] as? Double == other[key] as? Double, "\(key)")
    }
  }

  @Test func quietSaysNothing() throws {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    let run = try shop.run("plan", "tiny", "--out", "out", "--quiet", "--seed", "3")
    #expect(run == Outcome(status: 0, output: "", errors: ""))
    #expect(try shop.names("out").contains("plan.sqlite"))
  }

  @Test func faultsPlanNothing() throws {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    try shop.write("from,to,days\nx,dc-tx,1\n", to: "tiny/lanes.csv")
    let run = try shop.run("plan", "tiny", "--out", "out")
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("lanes.csv:2:1: error: unknown site 'x'"), "\(run.errors)")
    #expect(run.errors.hasSuffix("millwright: tiny has 1 error; nothing was planned\n"))
    #expect(try shop.names() == ["tiny"])
  }

  /// Every offer is decided and has a minimum of 10 units, but 100 USD do not buy 10 of anything.
  @Test func infeasibleNamesTheConflict() throws {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    try shop.write(
      "policy,kind,scope,value\nhome,domestic_content_min,item:module,0.9\n"
        + "few,spend_max,,100\n", to: "tiny/policies.csv")
    let offers = try shop.text("tiny/offers.csv")
    #expect(!offers.contains("minimum"))
    let rows = offers.split(separator: "\n")
    let changed = rows.enumerated().map { $0 == 0 ? "\($1),minimum,awarded" : "\($1),10,true" }
    try shop.write(changed.joined(separator: "\n") + "\n", to: "tiny/offers.csv")
    let run = try shop.run("plan", "tiny", "--out", "out")
    #expect(run.status == 3)
    #expect(run.errors == "")
    #expect(run.output.hasPrefix("No plan exists. "), "\(run.output)")
    #expect(run.output.contains("  policy few, which says 100 USD"), "\(run.output)")
    #expect(run.output.contains("  offer minimum "), "\(run.output)")
    #expect(try shop.names("out") == ["summary.json"])
    #expect(try shop.json("out/summary.json")["status"] as? String == "infeasible")
  }

  @Test(arguments: [
    (["plan", "p"], "Error: Missing expected argument '--out <dir>'"),
    (["plan", "p", "--out", ""], "Error: --out is empty; results need a folder"),
    (["new", ""], "Error: the folder's name is empty"),
    (["plan", "p", "--out", "o", "--gap", "2"], "Error: --gap is 2.0; a gap is a share"),
    (["plan", "p", "--out", "o", "--time-limit", "0"], "Error: --time-limit is 0.0; it is"),
    (["plan", "p", "--out", "o", "--threads", "0"], "Error: --threads is 0; it is a whole"),
    (["plan", "p", "--out", "o", "--seed=-1"], "Error: --seed is -1; it is a whole number"),
    (["plan", "p", "--out", "o", "--json", "--quiet"], "Error: --quiet and --json exclude"),
    (["plan", "p", "--out", "o", "--method", "luck"], "Error: The value 'luck' is invalid"),
    (["plan", "p", "--out", "o", "--gapp", "1"], "Error: Unknown option '--gapp'"),
  ])
  func wrongUsage(arguments: [String], complaint: String) throws {
    try expectWrongUsage(arguments, complaint)
  }

  @Test func writesTheModel() throws {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    let run = try shop.run("plan", "tiny", "--out", "out", "--quiet", "--write-model", "m.mps")
    #expect(run == Outcome(status: 0, output: "", errors: ""))
    let model = try shop.text("m.mps")
    #expect(model.hasPrefix("NAME millwright\nROWS\n N COST\n"))
    #expect(model.hasSuffix("ENDATA\n"))
    #expect(model.contains(" order[module-tw,"))
    #expect(try shop.names() == ["m.mps", "out", "tiny"])
  }

  @Test func unwritableModelIsSaid() throws {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    try shop.write("", to: "file")
    let run = try shop.run("plan", "tiny", "--out", "out", "--write-model", "file/m.mps")
    let complaint =
      "millwright: cannot write file/m.mps: the folder \(shop.path)/file cannot be made: "
      + "it is no folder\n"
    #expect(run == Outcome(status: 74, output: "", errors: complaint))
    #expect(try shop.names() == ["file", "tiny"])
  }

  @Test(arguments: [
    ("capacity.bench*=1.5", 0, 5_577.5), ("capacity.bench=45", 0, 5_577.5),
    ("capacity.bnch*=1.5", 2, 0), ("capacity.bench", 2, 0), ("capacty.bench*=2", 2, 0),
  ])
  func whatIf(change: String, status: Int32, objective: Double) throws {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    let run = try shop.run("plan", "tiny", "--out", "out", "--what-if", change)
    #expect(run.status == status)
    guard status == 0 else {
      #expect(run.errors.hasPrefix("--what-if:1:"), "\(run.errors)")
      #expect(run.errors.contains("tiny has 1 error with these what-ifs; nothing was planned"))
      #expect(try shop.names() == ["tiny"])
      return
    }
    let found = try #require(try shop.json("out/summary.json")["objective"] as? Double)
    #expect(abs(found - objective) < 1e-6)
    #expect(try shop.text("out/program/capacity.csv").contains(",45\n"))
  }
}
