import Program
import Testing

@testable import RackDesign

@Suite("What changed between two folders")
struct DiffTests {
  @Test func nothingChangedIsSaid() throws {
    let folder = try HandFolder.folder()
    let diff = DesignDiff(from: folder, to: folder)
    #expect(diff.generations.map(\.changes) == [[]])
    #expect(diff.designs.map(\.failsNow) == [false])
    #expect(diff.designs.map(\.margins) == [[]])
  }

  /// Only what differs, as the requirements stand now; those that are gone come last.
  @Test func marginsThatDifferAreNamed() throws {
    let old = try HandFolder.folder()
    let new = try HandFolder.folder([
      ("requirements/one.yaml", "at_least: 8", "at_least: 12"),
      ("requirements/one.yaml", "id: power", "id: feed"),
      ("requirements/one.yaml", "30 kW", "28 kW"),
    ])
    let design = DesignDiff(from: old, to: new).designs[0]
    let ids = design.margins.map { ($0.after ?? $0.before)?.requirement.id }
    #expect(ids == ["domain", "feed", "ceiling-high", "power"])
    let domain = design.margins[0]
    #expect(domain.before?.margin == 0 && domain.after?.margin == -4)
    #expect(design.margins[1].before == nil && design.margins[3].after == nil)
    let high = design.margins[2]
    let step = try #require(high.before?.margin) - (try #require(high.after?.margin))
    #expect(abs(step - 2) < 1e-9)
  }

  @Test func tightestMarginsAreSharesOfTheirBounds() throws {
    let folder = try HandFolder.folder([("requirements/one.yaml", "at_least: 8", "at_least: 12")])
    let check = DesignCheck(folder.designs[0], in: folder)
    let all = check.narrowest(.max)
    let domain = try #require(all.first { $0.requirement.id == "domain" }?.marginShare)
    #expect(abs(domain + 4.0 / 12) < 1e-12)
    let shares = all.compactMap(\.marginShare)
    #expect(shares.count == all.count && shares == shares.sorted())
    #expect(check.narrowest(1) == Array(all.prefix(1)))
  }

  @Test func changesAreNamedInOrder() throws {
    let old = try HandFolder.folder()
    let new = try HandFolder.folder([
      ("requirements/one.yaml", "version: 2", "version: 3"),
      ("requirements/one.yaml", "at_least: 8", "at_least: 12"),
      ("requirements/one.yaml", "id: power", "id: feed"),
      ("requirements/one.yaml", "30 kW", "28 kW"),
      ("requirements/one.yaml", "60 degC", "58 degC"),
    ])
    let diff = DesignDiff(from: old, to: new)
    let words = diff.generations[0].changes.map {
      "\($0.subject): \($0.before ?? "-") > \($0.after ?? "-")"
    }
    #expect(
      words == [
        "domain: accelerators at least 8, must > accelerators at least 12, must",
        "feed: - > rack_power in low at most 20 kW, must",
        "ceiling of high: 30 kW > 28 kW", "coolant_return: 60 degC > 58 degC",
        "power: rack_power in low at most 20 kW, must > -",
      ])
    #expect(diff.designs[0].failsNow)
    #expect(diff.designs[0].after?.failures.map(\.requirement.id) == ["domain"])
  }

  @Test func whatIsNewOrGoneIsNoFailure() throws {
    let old = try HandFolder.folder()
    var new = old
    new.designs[0].id = "other"
    let diff = DesignDiff(from: old, to: new)
    #expect(diff.designs.map(\.id) == ["other", "base"])
    #expect(diff.designs.map { $0.before == nil } == [true, false])
    #expect(diff.designs.map { $0.after == nil } == [false, true])
    #expect(diff.designs.map(\.failsNow) == [false, false])
  }
}
