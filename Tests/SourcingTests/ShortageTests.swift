import LinearModel
import Program
import Tables
import Testing

@testable import Sourcing

/// Items whose own bids cannot bring what must be bought, told before anything is awarded.
@Suite struct ShortageTests {
  /// What differs from the small event, and what is told at the item; `nil`: nothing.
  struct Known: CustomTestStringConvertible, Sendable {
    var name: String
    var changes: [String: String]
    var told: String?
    var testDescription: String { name }

    init(_ name: String, _ changes: [String: String], _ told: String?) {
      self.name = name
      self.changes = changes
      self.told = told
    }
  }

  private static func lines(_ rows: String...) -> String {
    "line,supplier,item,minimum,maximum,valid_to\n" + rows.map { $0 + "\n" }.joined()
  }

  private static let start = "100 of item 'rack' are wanted and it has no unmet_cost, but "
  private static let more = ": there is no award; ask for more bids, or set unmet_cost"
  private static let smaller =
    " and nothing between: there is no award; ask for a smaller minimum, or set unmet_cost"

  static let known: [Known] = [
    Known(
      "nobody bids",
      [
        "lines.csv": "line,supplier,item\n", "steps.csv": "line,from_quantity,price\n",
      ],
      "nobody offers item 'rack', of which 100 are wanted, and it has no unmet_cost: there is no "
        + "award; ask for bids, or set unmet_cost"),
    Known(
      "maxima below the quantity",
      ["lines.csv": lines("la,a,rack,,40,", "lb,b,rack,,59,")],
      start + "its bids bring at most 99" + more),
    Known("maxima that just do", ["lines.csv": lines("la,a,rack,,40,", "lb,b,rack,,60,")], nil),
    Known(
      "what is not bought has a price",
      [
        "lines.csv": lines("la,a,rack,,40,", "lb,b,rack,,59,"),
        "items.csv": "item,lot,quantity,unmet_cost\nrack,power,100,0\n",
      ], nil),
    Known(
      "out of date on the day of selection",
      ["lines.csv": lines("la,a,rack,,40,", "lb,b,rack,,,2026-02-28")],
      start + "its bids (1 of 2 can be used) bring at most 40" + more),
    Known(
      "valid to the day of selection",
      ["lines.csv": lines("la,a,rack,,40,", "lb,b,rack,,,2026-03-01")], nil),
    Known(
      "minima above the quantity",
      ["lines.csv": lines("la,a,rack,101,,", "lb,b,rack,120,150,")],
      start + "its bids (0 of 2 can be used) bring at most 0" + more),
    Known(
      "minima of which two are too much",
      ["lines.csv": lines("la,a,rack,60,70,", "lb,b,rack,55,80,")],
      start + "its bids make up 80 or 115" + smaller),
    Known(
      "parts of units that are whole",
      ["lines.csv": lines("la,a,rack,,60.5,", "lb,b,rack,,39.9,")],
      start + "its bids bring at most 99" + more),
    Known(
      "units that are not whole",
      [
        "lines.csv": lines("la,a,rack,,60.1,", "lb,b,rack,,39.9,"),
        "items.csv": "item,lot,quantity,whole\nrack,power,100,false\n",
      ], nil),
    Known(
      "a bundle fills the gap",
      [
        "lines.csv": lines("la,a,rack,,40,", "lb,b,rack,,40,"),
        "bundles.csv": "bundle,supplier,price\np,a,1\n",
        "bundle_items.csv": "bundle,item,quantity\np,rack,20\n",
      ], nil),
    Known(
      "bundles of one exclusive name do not add up",
      [
        "lines.csv": lines("la,a,rack,,40,", "lb,b,rack,,40,"),
        "bundles.csv": "bundle,supplier,price,exclusive\np,a,1,x\nq,a,1,x\n",
        "bundle_items.csv": "bundle,item,quantity\np,rack,10\nq,rack,12\n",
      ], start + "its bids bring at most 92" + more),
    Known(
      "a bundle requires one of more than is wanted",
      [
        "lines.csv": lines("la,a,rack,,40,", "lb,b,rack,,40,"),
        "bundles.csv": "bundle,supplier,price,requires\np,a,1,q\nq,a,1,\n",
        "bundle_items.csv": "bundle,item,quantity\np,rack,20\nq,rack,101\n",
      ], start + "its bids (2 of 4 can be used) bring at most 80" + more),
    Known(
      "a capacity lowers what is brought",
      [
        "lines.csv": lines("la,a,rack,,,", "lb,b,rack,,40,"),
        "capacities.csv": "supplier,maximum\na,30.5\n",
      ], start + "within capacities its bids bring at most 70" + more),
    Known(
      "half of the profile falls into the capacity's window",
      [
        "lines.csv": lines("la,a,rack,,,", "lb,b,rack,,40,"),
        "demand_profile.csv": "item,from,to,quantity\nrack,2026-06-01,2026-07-30,100\n",
        "capacities.csv": "supplier,maximum,to\na,30,2026-06-30\n",
      ], nil),
  ]

  @Test(arguments: known)
  func shortageIsToldAtItsItem(known: Known) throws {
    let result = EventTexts.small.with(known.changes).load()
    let found = result.diagnostics.filter { $0.file == "items.csv" }
    #expect(found.map(\.summary) == (known.told.map { ["items.csv:2:1: warning: \($0)"] } ?? []))
    // What is told is so: the event is read, and it has no award.
    let event = try #require(result.event)
    #expect(event.shortages.map(\.words) == (known.told.map { [$0] } ?? []))
    #expect((try outcome(event).award == nil) == (known.told != nil))
  }

  /// Whatever is claimed of random events is so by enumeration.
  @Test func claimsAreTrue() throws {
    var claims = 0
    for seed in 1...200 {
      var random = RandomEvent(seed: seed)
      let event = try random.texts().event()
      guard !event.shortages.isEmpty else { continue }
      claims += 1
      #expect(Enumeration(event, .cheapest).best == nil, "seed \(seed)")
    }
    #expect(claims >= 20, "\(claims)")
  }

  /// All sums of up to four ranges, against counting them.
  @Test func sumsAreThoseOfCounting() {
    for seed in 1...200 {
      var numbers = SeededNumbers(seed)
      let wanted = numbers.next(1...30)
      var sums = ReachableSums(wanted: Double(wanted), isWhole: true)
      var counted: Set<Int> = [0]
      for _ in 0..<numbers.next(0...4) {
        let ranges = (0..<numbers.next(1...2)).map { _ in
          let low = numbers.next(1...20)
          return low...(low + numbers.next(0...2))
        }
        let isKnown = sums.add(
          ranges.map { Double($0.lowerBound)...Double($0.upperBound) })
        #expect(isKnown)
        counted.formUnion(counted.flatMap { sum in ranges.joined().map { sum + $0 } })
      }
      #expect(sums.isReached == counted.contains(wanted), "seed \(seed)")
      #expect(sums.below == Double(counted.filter { $0 <= wanted }.max() ?? 0), "seed \(seed)")
      guard !sums.isReached else { continue }
      #expect(sums.above == counted.filter { $0 > wanted }.min().map(Double.init), "seed \(seed)")
    }
  }

  @Test func awardThatCannotBeNamesTheItemsFirst() throws {
    let event = try EventTexts.small.with([
      "items.csv": "item,lot,quantity\nrack,power,100\nrail,power,10\n",
      "lines.csv": Self.lines("la,a,rack,,40,", "lb,b,rack,,50,", "lc,a,rail,,,"),
      "steps.csv": "line,from_quantity,price\nla,0,10\nlb,0,12\nlc,0,1\n",
      "bundles.csv": "bundle,supplier,price\np,a,5\n",
      "bundle_items.csv": "bundle,item,quantity\np,rail,4\n",
      "scenarios/s.yaml": AwardTests.rule("kind: suppliers_max, value: 1"),
    ]).event()
    let solver = AwardSolver(
      engine: HiGHSSolver(), options: AwardOptions(), observer: SilentObserver())
    let report = try solver.conflicts(event, try #require(event.scenario("s")))
    #expect(report.conflicts == [[]] && report.isComplete && report.repairs.isEmpty)
    #expect(report.shortages.map(\.id) == ["rack"] && report.shortages[0].most == 90)
    #expect(report.uncoveredItems.map { event.items[$0].id } == ["rack"])
    #expect(report.otherItems.isEmpty)
  }

  /// What an award does not buy is told, the largest share first; nothing where all is bought.
  @Test func saysWhatIsNotBought() throws {
    let event = try EventTexts.small.with([
      "items.csv": "item,lot,quantity,unmet_cost\nrack,power,100,1\nrail,power,2000,1\n"
    ]).event()
    var choice = Choice(nothingOf: event)
    choice.units[0] = 70
    #expect(
      AwardReading(choice, event).unmetWords(event) { "<\($0)>" }
        == "<2000.0> of <2000.0> rail and <30.0> of <100.0> rack")
    #expect(
      AwardReading(choice, event).unmetWords(event, most: 1) { "\(Int($0))" }
        == "2000 of 2000 rail and some of 1 more")
    let one = try EventTexts.small.event()
    var full = Choice(nothingOf: one)
    full.units[0] = 100
    #expect(AwardReading(full, one).unmetWords(one) { "\($0)" } == nil)
  }
}
