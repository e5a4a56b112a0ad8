import Foundation
import Testing

@Suite struct DesignSearchTests {
  private func shop() throws -> Workshop {
    let shop = try Workshop()
    try shop.copyExample("racks")
    return shop
  }

  @Test func whatIsFoundPassesTheCheck() throws {
    let shop = try shop()
    let run = try shop.run(
      "design", "search", "racks", "--generation", "gb300", "--out", "found")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("gb300: least cost USD "))
    #expect(run.output.contains(", proven\n"))
    let check = try shop.run("design", "check", "found")
    #expect(check.status == 0, "\(check.errors)")
    #expect(check.output.hasPrefix("gb300-cost: meets every must\n"))
    // Its own results are replaced, the example's designs are not.
    let again = try shop.run(
      "design", "search", "racks", "--generation", "gb300", "--objective", "assembly", "--out",
      "found", "--json")
    #expect(again.status == 0)
    let object = try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any]
    let results = try #require(object?["results"] as? [[String: Any]])
    #expect(results.first?["objective"] as? String == "assembly")
    let refused = try shop.run("design", "search", "racks", "--out", "racks")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("is a design folder of its own"))
  }

  @Test func conflictEndsWithThree() throws {
    let shop = try shop()
    let path = "\(shop.path)/racks/requirements/gb300.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try #require(text.contains("ceiling: 142 kW"))
    try text.replacingOccurrences(of: "ceiling: 142 kW", with: "ceiling: 42 kW")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let run = try shop.run("design", "search", "racks", "--generation", "gb300")
    #expect(run.status == 3)
    #expect(run.output.hasPrefix("gb300: no design meets these requirements together"))
    #expect(run.output.contains("ceiling-full"))
  }

  /// A front of thousands of points: those that were found within the limit come out.
  @Test func aFrontThatDoesNotEndSaysSo() throws {
    let shop = try shop()
    let run = try shop.run(
      "design", "search", "racks", "--generation", "vr", "--pareto", "cost,domestic",
      "--time-limit", "6", "--out", "found")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("vr: "))
    #expect(run.output.contains(" points between cost and domestic, not all of them, "))
    let rows = try String(contentsOfFile: "\(shop.path)/found/front.csv", encoding: .utf8)
      .split(separator: "\n")
    #expect(rows.count > 2 && rows[1].hasSuffix(",true"))
    // Points that differ look different.
    let shown = run.output.split(separator: "\n").map { line in
      line.split(separator: "  ").map { $0.trimmingCharacters(in: .whitespaces) }
    }.filter { $0.first.flatMap { Int($0) } != nil }
    #expect(shown.count == rows.count - 1)
    for (one, next) in zip(shown, shown.dropFirst()) {
      #expect(one[1] != next[1] && one[3] != next[3], "\(one) \(next)")
    }
  }

  @Test func wrongUsage() throws {
    let shop = try shop()
    for arguments in [["--pareto", "cost,cost"], ["--jointly", "--objective", "domestic"]] {
      let run = try shop.start(["design", "search", "racks"] + arguments).finish()
      #expect(run.status == 64)
    }
    let run = try shop.run("design", "search", "racks", "--generation", "gb30")
    #expect(run.status == 2)
    #expect(run.errors.contains("did you mean 'gb300'?"))
  }
}
