import Foundation
import Testing

/// The planner against answers that share no code with it.
@Suite(.serialized)
struct OracleTests {
  @Test func theOracleItselfIsRight() throws {
    let done = try Runner.run([
      Runner.python, "-m", "unittest", "discover", "-s", "Tests/Oracle",
    ])
    #expect(done.status == 0, "\(done.output)")
  }

  /// Objective, bound, conservation, limits and cost of plans of random programs.
  @Test(arguments: [("small", 1, 100), ("medium", 1, 6)])
  func plansOfRandomPrograms(size: String, from: Int, to: Int) throws {
    let done = try Runner.run([
      Runner.python, "Tests/Oracle/compare_planner.py", "--planner", Runner.planner,
      "--seeds", "\(from)", "\(to)", "--size", size,
    ])
    #expect(done.status == 0, "\(done.output)")
  }

  /// The search for large programs: its bounds are right and its plans feasible, if dearer.
  @Test func plansByDecomposition() throws {
    let done = try Runner.run([
      Runner.python, "Tests/Oracle/compare_planner.py", "--planner", Runner.planner,
      "--seeds", "1", "12", "--gap", "0.001", "--arguments=--method decompose", "--excess", "1",
    ])
    #expect(done.status == 0, "\(done.output)")
  }

  /// The exported model, solved by SCIP, has the plan's objective.
  @Test(arguments: Array(1...12))
  func exportedModels(seed: Int) throws {
    try Runner.withFolder { folder in
      let made = try Runner.run([
        Runner.python, "Tests/Oracle/random_program.py", "--seed", "\(seed)", "--out",
        folder + "/program",
      ])
      #expect(made.status == 0, "\(made.output)")
      let planned = try Runner.run([
        Runner.planner, "plan", folder + "/program", "--out", folder + "/out", "--gap", "1e-9",
        "--write-model", folder + "/model.mps", "--quiet",
      ])
      guard planned.status == 0 else {
        #expect(planned.status == 3, "\(planned.output)")
        return
      }
      let solved = try Runner.run([
        Runner.python, "Tests/Oracle/solve_mps.py", folder + "/model.mps",
      ])
      #expect(solved.status == 0, "\(solved.output)")
      let summary = try json(folder + "/out/summary.json")
      let plan = try #require(summary["objective"] as? Double)
      let answer = try #require(
        try JSONSerialization.jsonObject(with: Data(solved.output.utf8)) as? [String: Any])
      let objective = try #require(answer["objective"] as? Double)
      #expect(abs(plan - objective) <= 2e-6 * max(1, abs(objective)), "seed \(seed)")
    }
  }

  /// Awards of random events by objective, bound, cost parts, rules and ties; conflicts and repairs
  /// where there is none; of the tiny ones also what the analysis says.
  @Test(arguments: [
    ("tiny", 1, 30, ["--analyse"]), ("tiny", 31, 45, ["--analyse", "--corners"]),
    ("small", 1, 15, []), ("small", 16, 25, ["--corners"]),
  ])
  func awardsOfRandomEvents(size: String, from: Int, to: Int, options: [String]) throws {
    let done = try Runner.run(
      [
        Runner.python, "Tests/Oracle/cross_check_events.py", "--planner", Runner.planner,
        "--seeds", "\(from)", "\(to)", "--size", size,
      ] + options)
    #expect(done.status == 0, "\(done.output)")
  }

  private func json(_ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}
