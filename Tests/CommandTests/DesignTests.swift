import Foundation
import Testing

@Suite struct DesignTests {
  private func shop() throws -> Workshop {
    let shop = try Workshop()
    try shop.copyExample("racks")
    return shop
  }

  /// Changes a file of the copied example.
  private func change(_ file: String, _ old: String, _ new: String, in shop: Workshop) throws {
    let path = "\(shop.path)/\(file)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try #require(text.contains(old))
    try text.replacingOccurrences(of: old, with: new)
      .write(toFile: path, atomically: true, encoding: .utf8)
  }

  @Test func soundDesign() throws {
    let run = try shop().run("design", "check", "racks", "--design", "gb300")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.output.hasPrefix("gb300: meets every must\n"))
    #expect(run.output.contains("ceiling-full (rack_power)"))
    #expect(run.output.contains("Made at home\n"))
  }

  @Test func aMustFailsAndIsMended() throws {
    let shop = try shop()
    // Four of eight shelves: too few for the role, for the load and for a spare one.
    try change("racks/designs/gb300.csv", "shelf-33,4,3,", "shelf-33,3,3,", in: shop)
    try change("racks/designs/gb300.csv", "shelf-33,4,36,", "shelf-33,1,36,", in: shop)
    let run = try shop.run("design", "check", "racks", "--design", "gb300")
    #expect(run.status == 1)
    #expect(run.errors == "")
    #expect(run.output.hasPrefix("gb300: fails "))
    #expect(run.output.contains("What mends it at least cost\n"))
    #expect(run.output.contains("shelves: 5 instead of 4 shelf-33, USD 6,000 a rack more\n"))
  }

  @Test func reportAsJSON() throws {
    let run = try shop().run("design", "check", "racks", "--design", "gb300", "--json")
    #expect(run.status == 0)
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let designs = try #require(object?["designs"] as? [[String: Any]])
    #expect(designs.count == 1)
    #expect(designs[0]["is_compliant"] as? Bool == true)
    let quantities = try #require(designs[0]["quantities"] as? [String: Any])
    #expect(quantities["accelerators"] as? Double == 72)
    let verdicts = try #require(designs[0]["verdicts"] as? [[String: Any]])
    let domain = try #require(verdicts.first { $0["id"] as? String == "domain" })
    #expect(domain["margin"] as? Double == 0 && domain["is_met"] as? Bool == true)
  }

  @Test func wrongUnitIsBadInput() throws {
    let shop = try shop()
    try change("racks/requirements/gb300.yaml", "at_most: 130 l/min", "at_most: 130 kg", in: shop)
    let run = try shop.run("design", "check", "racks")
    #expect(run.status == 2)
    #expect(run.output == "")
    let line = run.errors.split(separator: "\n").first.map(String.init) ?? ""
    #expect(line.hasPrefix("requirements/gb300.yaml:"))
    #expect(line.contains("error: at_most is '130 kg', a mass; it is a flow (in l/min"))
    #expect(run.errors.hasSuffix("millwright: racks: 1 error\n"))
  }

  @Test func unknownDesignNamesItsNeighbour() throws {
    let run = try shop().run("design", "check", "racks", "--design", "gb30")
    #expect(run.status == 2)
    #expect(run.errors == "millwright: racks has no design 'gb30'; did you mean 'gb300'?\n")
  }

  @Test func diffSaysWhoAndWhyAndWhatFailsNow() throws {
    let shop = try shop()
    try shop.copyExample("racks", to: "new")
    let file = "new/requirements/gb300.yaml"
    try change(file, "version: 1", "version: 2", in: shop)
    try change(
      file, "on: 2026-01-15, by: model systems, why: first issue",
      "on: 2026-03-02, by: data centers, why: older halls", in: shop)
    try change(file, "at_most: 130 l/min", "at_most: 110 l/min", in: shop)
    let run = try shop.run("design", "diff", "racks", "new")
    #expect(run.status == 1)
    let start = """
      gb300: version 1 to 2 of 2026-03-02, data centers: older halls
        flow: coolant_flow at most 130 l/min, must -> coolant_flow at most 110 l/min, must
          because what a rack may take from the row

      """
    #expect(run.output.hasPrefix(start))
    #expect(run.output.contains("gb300: meets every must -> fails 1 must  FAILS NOW\n"))
    #expect(run.output.contains(" for what it misses, as before\n    tightest before: home -"))
    #expect(run.output.contains("    tightest now: home -88.9 %, flow -11.8 %, domain 0 %\n"))
    #expect(run.output.contains("    flow: margin +"))
    let json = try object(try shop.run("design", "diff", "racks", "new", "--json").output)
    let designs = try #require(json["designs"] as? [[String: Any]])
    let design = try #require(designs.first { $0["design"] as? String == "gb300" })
    let margins = try #require(design["margins"] as? [[String: Any]])
    #expect(margins.map { $0["id"] as? String } == ["flow"])
    let before = try #require(margins[0]["before"] as? Double)
    let after = try #require(margins[0]["after"] as? Double)
    #expect(abs(before - after - 20) < 1e-6)
    let same = try shop.run("design", "diff", "racks", "racks")
    #expect(same.status == 0 && same.output.contains(", and every margin as before\n"))
  }
}
