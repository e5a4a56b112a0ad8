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
