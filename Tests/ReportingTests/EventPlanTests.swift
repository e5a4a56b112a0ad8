import LinearModel
import Planning
import Program
import Sourcing
import Tables
import Testing

@testable import Reporting

/// Awards in a program: what the rows say, and that a plan that decides awards itself is never
/// dearer than one that takes an event's.
@Suite struct EventPlanTests {
  private struct Silence: PlanObserver {
    func now() -> Double { 0 }
    func hears(_ progress: PlanProgress) -> Bool { true }
  }

  private func loadedEvent(_ texts: [String: String]) throws -> Event {
    let result = Event.load(from: MemoryFiles(texts: texts))
    return try #require(result.event, "\(result.diagnostics.map(\.summary))")
  }

  private func loadedProgram(_ texts: [String: String]) throws -> BuildProgram {
    let result = BuildProgram.load(from: MemoryFiles(texts: texts))
    return try #require(result.program, "\(result.diagnostics.map(\.summary))")
  }

  private func bestChoice(_ event: Event) throws -> Choice {
    var options = AwardOptions()
    options.breaksTies = false
    let solver = AwardSolver(
      engine: HiGHSSolver(), options: options, observer: SilentObserver())
    let award = try solver.award(event, .cheapest).award
    return try #require(award?.choice)
  }

  private func cost(_ program: BuildProgram) throws -> Double? {
    var options = PlanOptions()
    options.gap = 1e-9
    let outcome = try Planner(solver: HiGHSSolver()).plan(
      program, options: options, observer: Silence())
    guard case .plan(let plan) = outcome else { return nil }
    return plan.objective
  }

  private func merged(
    _ bids: ProgramBids, _ choice: Choice, _ event: Event, _ texts: [String: String]
  ) throws -> BuildProgram {
    let rows = OfferMaker(choice, of: event, for: try loadedProgram(texts)).rows(bids)
    let merge = try ProgramMerge(rows, into: MemoryFiles(texts: texts))
    return try #require(merge.program, "\(merge.diagnostics.map(\.summary))")
  }

  @Test func aPlanWithAllBidsIsNeverDearerThanOneWithTheAwards() throws {
    var cheaper = 0
    var compared = 0
    for seed in 1...40 {
      let call = RandomCall(seed: seed)
      let event = try loadedEvent(call.event)
      let choice = try bestChoice(event)
      let decided = try cost(try merged(.awards, choice, event, call.program))
      let integrated = try cost(try merged(.all, choice, event, call.program))
      guard let decided else { continue }
      let free = try #require(integrated, "seed \(seed): awards can be planned, all bids cannot")
      compared += 1
      let room = 1e-6 * max(1, abs(decided))
      #expect(free <= decided + room, "seed \(seed)")
      if free < decided - room { cheaper += 1 }
    }
    // The law would hold of empty programs too: most are planned, and many are better.
    #expect(compared >= 30)
    #expect(cheaper >= 10)
  }

  // MARK: Rows

  /// Two parts; `a` asks 10 (9 from 50 on) and brings 60 of 100; `b` asks 20.
  private static let small = [
    "event.yaml": "format: 1\nevent: small\nselection: 2027-01-04\n",
    "lots.csv": "lot\nparts\n",
    "items.csv": "item,lot,quantity\np0,parts,100\nother,parts,5\n",
    "suppliers.csv": "supplier,name,country,fixed_cost\na,Acorn (made up),US,7\nb,,TW,3\n",
    "lines.csv": """
    line,supplier,item,maximum,fixed_cost,freight,lead_days,domestic
    a-p0,a,p0,60,100,2,14,0.8
    b-p0,b,p0,,,,20,
    b-other,b,other,,,,,

    """,
    "steps.csv": """
    line,from_quantity,price
    a-p0,0,10
    a-p0,50,9
    b-p0,0,20
    b-other,0,1

    """,
  ]

  private func row(_ rows: [ProgramRows.Row], _ name: String) -> String? {
    rows.first { $0[0].text == name }.map { row in
      row.filter { !$0.text.isEmpty }.map { "\($0.column) \($0.text)" }.joined(separator: ", ")
    }
  }

  @Test func anAwardBecomesADecidedOfferWithItsSiteAndLane() throws {
    let event = try loadedEvent(Self.small)
    let choice = try bestChoice(event)
    let target = try loadedProgram(RandomCall(seed: 1).program)
    let rows = OfferMaker(choice, of: event, for: target).rows(.awards)
    #expect(
      row(rows.offers, "a-p0")
        == "offer a-p0, supplier a, item p0, price 9, origin US, ship_from a-us, lead_days 14, "
        + "fixed_cost 107, minimum 50, maximum 60, valid_from 2027-01-04, domestic 0.8, "
        + "awarded true")
    #expect(
      row(rows.offers, "b-p0")
        == "offer b-p0, supplier b, item p0, price 20, origin TW, lead_days 20, fixed_cost 3, "
        + "minimum 0, maximum 40, valid_from 2027-01-04, domestic 0, awarded true")
    #expect(rows.offers.count == 2)
    #expect(row(rows.sites, "a-us") == "site a-us, kind supplier, name Acorn (made up), country US")
    #expect(
      rows.lanes.map { lane in lane.map { $0.text }.joined(separator: ",") } == [
        "a-us,plant,p0,as bid,0,2"
      ])
    #expect(rows.otherItems.map { event.items[$0].id } == ["other"])
  }

  @Test func allBidsAreFreeAndHoldTheStepsThatLost() throws {
    let event = try loadedEvent(Self.small)
    let choice = try bestChoice(event)
    let target = try loadedProgram(RandomCall(seed: 1).program)
    let rows = OfferMaker(choice, of: event, for: target).rows(.all)
    #expect(rows.offers.map { $0[0].text }.sorted() == ["a-p0", "a-p0-s1", "b-p0"])
    #expect(row(rows.offers, "a-p0")?.contains("awarded") == false)
    let first = try #require(row(rows.offers, "a-p0-s1"))
    #expect(first.contains("price 10,") && first.contains("maximum 50,"))
    #expect(row(rows.offers, "b-p0")?.contains("maximum 100,") == true)
  }

  @Test func anotherAwardTakesTheRowsOfTheEarlierOneOut() throws {
    let event = try loadedEvent(Self.small)
    let texts = RandomCall(seed: 1).program
    let target = try loadedProgram(texts)
    let maker = OfferMaker(try bestChoice(event), of: event, for: target)
    var files = MemoryFiles(texts: texts)
    for part in try ProgramMerge(maker.rows(.all), into: files).parts {
      files.contents[part.file] = part.bytes
    }
    let other = OfferMaker(Choice(units: [0, 100, 5], bundles: []), of: event, for: target)
    let merge = try ProgramMerge(other.rows(.awards), into: files)
    let changes = merge.parts.flatMap { part in
      part.differences.map { "\(part.file) \($0.change.rawValue) \($0.row)" }
    }
    #expect(
      changes == [
        "sites.csv removed a-us", "lanes.csv removed a-us/plant/p0/as bid",
        "offers.csv removed a-p0",
        "offers.csv removed a-p0-s1", "offers.csv changed b-p0",
      ])
  }

  @Test func aFolderIsReplacedWholeAndKeepsItsOtherFiles() throws {
    let folder = try Folder()
    let texts = RandomCall(seed: 1).program
    for (name, text) in texts { try folder.write(text, to: "mill/\(name)") }
    try folder.write("mine", to: "mill/notes/README.md")
    let event = try loadedEvent(Self.small)
    let maker = OfferMaker(
      try bestChoice(event), of: event, for: try loadedProgram(texts))
    let path = folder("mill")
    let merge = try ProgramMerge(maker.rows(.awards), into: try ProgramFolder(path: path))
    try merge.write(to: path)
    #expect(try folder.text("mill/offers.csv").contains("a-p0,a,p0,9,US"))
    #expect(try folder.text("mill/notes/README.md") == "mine")
    #expect(try folder.text("mill/bom.csv") == texts["bom.csv"])
    #expect(try FileAccess.names(in: folder("")).filter { $0.hasPrefix(".") } == [])
    let again = try ProgramMerge(maker.rows(.awards), into: try ProgramFolder(path: path))
    #expect(again.parts.isEmpty)
  }
}
