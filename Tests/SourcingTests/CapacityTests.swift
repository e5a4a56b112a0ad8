import LinearModel
import Program
import Testing

@testable import Sourcing

/// What capacities leave to a single bid.
@Suite struct CapacityTests {
  private func upper(_ event: Event, line: Int, in model: AwardModel) -> [Double] {
    model.steps[line].map(\.upper)
  }

  /// `a` asks 10, and 5 from 80 units on, of which it can make `maximum`; `b` asks 12.
  private func stepped(_ capacity: String, kind: String) -> EventTexts {
    EventTexts.small.with([
      "steps.csv":
        "line,from_quantity,price,kind\nla,0,10,\(kind)\nla,80,5,\(kind)\nlb,0,12,\(kind)\n",
      "capacities.csv": capacity,
    ])
  }

  /// A step that starts beyond the capacity is none, and the relaxation cannot take shares of it.
  @Test(arguments: ["all_units", "incremental"]) func stepsOutOfReachAreNone(kind: String) throws {
    let event = try stepped("supplier,maximum\na,60\n", kind: kind).event()
    let model = AwardModel(event, .cheapest)
    #expect(model.steps[0].count == 1)
    #expect(upper(event, line: 0, in: model) == [60])
    #expect(upper(event, line: 1, in: model) == [100])
    let award = try #require(try outcome(event).award)
    #expect(content(award.choice, event) == "la 60, lb 40")
    #expect(award.objective == 60 * 10 + 40 * 12)
  }

  @Test func stepsWithinReachStay() throws {
    let event = try stepped("supplier,maximum\na,90\n", kind: "all_units").event()
    #expect(upper(event, line: 0, in: AwardModel(event, .cheapest)) == [79, 90])
    let award = try #require(try outcome(event).award)
    #expect(content(award.choice, event) == "la 90, lb 10")
  }

  /// Half of the item falls into the window, so twice the capacity can be made of it; other items
  /// are not touched, and the tightest capacity counts.
  @Test func windowsCountTheirShare() throws {
    var texts = stepped(
      "supplier,maximum,from,to\na,30,2026-02-01,2026-02-28\na,80,,\n", kind: "all_units")
    texts = texts.with([
      "items.csv": "item,lot,quantity\nrack,power,100\nrail,power,100\n",
      "demand_profile.csv":
        "item,from,to,quantity\nrack,2026-01-01,2026-01-31,50\nrack,2026-02-01,2026-02-28,50\n",
      "lines.csv": "line,supplier,item\nla,a,rack\nlb,b,rack\nlc,a,rail\n",
      "steps.csv": "line,from_quantity,price\nla,0,10\nlb,0,12\nlc,0,1\n",
      "capacities.csv":
        "supplier,items,maximum,from,to\na,rack,30,2026-02-01,2026-02-28\na,rack,80,,\n",
    ])
    let event = try texts.event()
    let model = AwardModel(event, .cheapest)
    #expect(upper(event, line: 0, in: model) == [60])
    #expect(upper(event, line: 2, in: model) == [100])
  }

  /// A share that is no finite fraction: three units of nine, and not two for rounding's sake.
  @Test func roundingTakesNoUnit() throws {
    let event = try EventTexts.small.with([
      "items.csv": "item,lot,quantity\nrack,power,9\n",
      "demand_profile.csv":
        "item,from,to,quantity\nrack,2026-01-01,2026-01-31,6\nrack,2026-02-01,2026-02-28,3\n",
      "capacities.csv": "supplier,maximum,from,to\na,1,2026-02-01,2026-02-28\n",
    ]).event()
    #expect(upper(event, line: 0, in: AwardModel(event, .cheapest)) == [3])
    let award = try #require(try outcome(event).award)
    #expect(content(award.choice, event) == "la 3, lb 6")
  }

  /// A bundle of more than its supplier can make is held at 0; one that just fits is not.
  @Test func bundlesBeyondACapacityLose() throws {
    let event = try EventTexts.small.with([
      "bundles.csv": "bundle,supplier,price\nfits,a,300\nlarge,a,300\n",
      "bundle_items.csv": "bundle,item,quantity\nfits,rack,60\nlarge,rack,61\n",
      "capacities.csv": "supplier,maximum\na,60\n",
    ]).event()
    let model = AwardModel(event, .cheapest)
    let uppers = try model.won.map { model.model.columnUpper[try #require($0).offset] }
    #expect(uppers == [1, 0])
    let award = try #require(try outcome(event).award)
    #expect(content(award.choice, event) == "lb 40, fits")
  }
}
