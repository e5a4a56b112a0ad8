import Foundation
import Program
import Sourcing
import Tables
import Testing

@testable import Reporting

/// Workbooks that are written, filled in and taken back.
@Suite struct BidSheetTests {
  @Test func sameEventSameBytes() throws {
    let bids = try BidEvent()
    let (first, second) = (bids.folder("one.xlsx"), bids.folder("two.xlsx"))
    try BidSheetWriter.write(try bids.sheet(), to: first)
    try BidSheetWriter.write(try bids.sheet(), to: second)
    #expect(try FileAccess.read(first) == FileAccess.read(second))
    #expect(try bids.folder.names() == ["event", "one.xlsx", "two.xlsx"])
  }

  @Test func workbookHoldsTheForm() throws {
    let bids = try BidEvent(BidEvent.closing)
    let workbook = try bids.returned(try bids.sheet())
    let names = workbook.grids.map(\.name)
    #expect(
      names == [
        "Start here", "Lines", "Steps", "Bundles", "Bundle items", "Discounts", "Capacities",
        "Answers", "Choices", "Millwright",
      ])
    let lines = try #require(workbook.grids.first { $0.name == "Lines" })
    #expect(lines.rows[0].cells[0] == .text("Line") && lines.rows[0].cells[17] == .text("Valid to"))
    #expect(
      lines.rows.map { $0.cells[0] }.dropFirst() == [
        .text("alpha.pump"), .text("alpha.hose"), .text("alpha.shelf"),
      ])
    #expect(lines.rows[1].cells[4] == .number(1000))
    #expect(lines.rows[1].cells[17] == .dated(46_387))
    let letter = try #require(workbook.grids.first { $0.name == "Start here" })
    #expect(letter.rows.contains { $0.cells[0] == .text("Bids until 2026-03-31T17:00:00-05:00") })
  }

  /// What is written of the form in the parts themselves: protection, drop-downs, panes, comments.
  @Test func formIsLockedAndHelps() throws {
    let bids = try BidEvent()
    let path = bids.folder("bid.xlsx")
    try BidSheetWriter.write(try bids.sheet(), to: path)
    let archive = try ZipArchive(try FileAccess.read(path), limits: ArchiveLimits())
    func part(_ name: String) throws -> String {
      String(decoding: try #require(try archive.read(name)), as: UTF8.self)
    }
    let lines = try part("xl/worksheets/sheet2.xml")
    #expect(lines.contains("<sheetProtection sheet=\"1\""))
    #expect(lines.contains("<pane xSplit=\"2\" ySplit=\"1\" topLeftCell=\"C2\""))
    #expect(lines.contains("<formula1>\"yes,no\"</formula1>"))
    #expect(lines.contains("<formula1>\"all_units,incremental\"</formula1>"))
    #expect(lines.contains("<formula1>Choices!$A$1:$A$249</formula1>"))
    #expect(lines.contains("type=\"decimal\""))
    #expect(try part("xl/worksheets/sheet3.xml").contains("<formula1>Lines!$A$2:$A$34</formula1>"))
    #expect(try part("xl/comments1.xml").contains("The name of the line"))
    let workbook = try part("xl/workbook.xml")
    #expect(workbook.contains("name=\"Millwright\" sheetId=\"10\" state=\"hidden\""))
    #expect(try part("xl/styles.xml").contains("<protection locked=\"0\"/>"))
    #expect(try part("docProps/core.xml").contains("2026-01-01T00:00:00Z"))
  }

  @Test func chosenLotsAndLinesOfOthers() throws {
    let bids = try BidEvent()
    let sheet = try bids.sheet(lots: ["power"])
    // Alpha's own lines stay in the form, so that none is withdrawn unseen.
    #expect(
      sheet.tables[0].rows.map(\.first) == [
        .text("alpha.pump"), .text("alpha.hose"), .text("alpha.shelf"),
      ])
    #expect(
      try bids.sheet("beta", lots: ["power"]).tables[0].rows.map(\.first) == [
        .text("b-1"), .text("b-2"),
      ])
  }

  /// A lot's title says what an item is only where the lot is nothing else.
  @Test func titleOfALotIsNotTakenForAnItem() throws {
    let items = "item,lot,quantity,specification\npump,cooling,1000,\"Coolant pump, 60 l/min\"\n"
    let bids = try BidEvent(["items.csv": items + "hose,cooling,5000,\nshelf,power,800,\n"])
    #expect(
      try bids.sheet().tables[0].rows.map { $0[2] } == [
        .text("Coolant pump, 60 l/min"), .empty, .text("Power shelves"),
      ])
  }

  @Test func unchangedBidChangesNoByte() throws {
    for supplier in ["alpha", "beta"] {
      let bids = try BidEvent()
      let before = try bids.files()
      let result = try bids.take(try bids.returned(try bids.sheet(supplier)))
      #expect(result.diagnostics.isEmpty, "\(result.diagnostics.map(\.summary))")
      #expect(try bids.files() == before)
      #expect(result.changes?.lines.allSatisfy { $0.kind == .unchanged } == true)
    }
  }

  @Test func filledBidBecomesRows() throws {
    let bids = try BidEvent()
    var sheet = try bids.sheet()
    try sheet.fill(.lines, "alpha.pump", "lead_days", .number(45))
    try sheet.fill(.lines, "alpha.hose", "bid", .text("no"))
    try sheet.fill(.lines, "alpha.shelf", "bid", .text("yes"))
    try sheet.fill(.lines, "alpha.shelf", "domestic", .number(0.65))
    try sheet.fill(.lines, "alpha.shelf", "made_at", .text(" Austin, \"TX\" "))
    try sheet.fill(.lines, "alpha.shelf", "valid_to", .date(try #require(Day("2027-01-31"))))
    try sheet.fill(.steps, "alpha.shelf", "price", .number(1450.5))
    try sheet.add(
      .lines,
      [
        "line": .text("alpha.shelf-b"), "item": .text("shelf"), "bid": .text("yes"),
        "maximum": .number(400),
      ])
    try sheet.add(
      .steps,
      [
        "line": .text("alpha.shelf-b"), "from_quantity": .number(1), "price": .number(1400),
      ])
    try sheet.add(
      .discounts,
      [
        "discount": .text("alpha.vol"), "at_least": .number(5000), "rate": .number(0.07),
      ])
    try sheet.fill(.answers, "quality", "answer", .text("We test twice"))
    let workbook = try bids.returned(sheet)
    let before = try bids.files()
    let dry = try bids.take(workbook, isDryRun: true)
    #expect(try bids.files() == before)
    let result = try bids.take(workbook)
    #expect(result.diagnostics.isEmpty, "\(result.diagnostics.map(\.summary))")
    let files = try bids.files()
    #expect(
      files["lines.csv"] == #"""
        line,supplier,item,minimum,lead_days,origin,made_at,valid_to,quality,maximum,domestic
        alpha.pump,alpha,pump,100,45,US,Ohio,2026-12-31,7,,
        "b-1",beta,"pump",0,30,TW,"Taipei, TW",,,,

        b-2,beta,shelf,,030,TW,,,,,
        alpha.shelf,alpha,shelf,,,,"Austin, ""TX""",2027-01-31,,,0.65
        alpha.shelf-b,alpha,shelf,,,,,,,400,

        """#)
    #expect(
      files["steps.csv"] == """
        line,from_quantity,price,kind
        alpha.pump,0,120,incremental
        alpha.pump,500,110.5,incremental
        b-1,0,99.90,
        b-2,0,1500,
        alpha.shelf,0,1450.5,
        alpha.shelf-b,1,1400,

        """)
    #expect(files["discount_tiers.csv"]?.hasSuffix("0.05\nalpha.vol,5000,0.07\n") == true)
    #expect(files["answers.csv"]?.contains("alpha,quality,We test twice,iso-9001.pdf\n") == true)
    for name in ["bundles.csv", "bundle_items.csv", "capacities.csv", "suppliers.csv"] {
      #expect(files[name] == before[name], "\(name)")
    }
    let changes = try #require(result.changes)
    #expect(
      changes.lines.map { "\($0.kind.rawValue) \($0.id) \($0.units)" } == [
        "changed alpha.pump 1000.0", "added alpha.shelf 800.0", "added alpha.shelf-b 400.0",
        "withdrawn alpha.hose 5000.0",
      ])
    // 500 at 120 and 500 at 110.5; 800 at 1,450.5; 400 at 1,400; 5,000 at 4.25.
    #expect(changes.lines.map(\.after) == [115_250, 1_160_400, 560_000, nil])
    #expect(changes.lines.map(\.before) == [115_250, nil, nil, 21_250])
    #expect(dry.changes?.lines.map(\.after) == changes.lines.map(\.after))
    #expect(changes.discounts.isChanged && !changes.capacities.isChanged)
    #expect(try bids.event().lines.count == 5)
    // The sheet of the new state, taken back, changes nothing more.
    #expect(try bids.take(try bids.returned(try bids.sheet())).isSound)
    #expect(try bids.files() == files)
  }

  /// Rows of others stay where they are, also after the supplier's own.
  @Test func newRowsFollowTheSuppliersLast() throws {
    let bids = try BidEvent()
    try bids.folder.write(
      "line,item,price\nb-1,pump,99\nb-2,shelf,1500\nb-3,hose,4\n", to: "bid.csv")
    let result = try bids.take(try BidFile.read(bids.folder("bid.csv")), supplier: "beta")
    #expect(result.isSound)
    for (file, expected) in [
      ("lines.csv", ["alpha.pump", "b-1", "b-2", "b-3", "alpha.hose"]),
      ("steps.csv", ["alpha.pump", "alpha.pump", "b-1", "b-2", "b-3", "alpha.hose"]),
    ] {
      let rows = try bids.folder.text("event/" + file).split(separator: "\n").dropFirst()
      #expect(rows.map { $0.prefix { $0 != "," }.description } == expected, "\(file)")
    }
  }

  @Test func firstBidMakesItsTables() throws {
    let bids = try BidEvent()
    for name in BidEvent.texts.keys.filter({
      !["event.yaml", "lots.csv", "items.csv", "suppliers.csv"].contains($0)
    }) {
      try FileManager.default.removeItem(atPath: bids.path + "/" + name)
    }
    var sheet = try bids.sheet("beta")
    #expect(
      sheet.tables[0].rows.map(\.first) == [
        .text("beta.pump"), .text("beta.hose"), .text("beta.shelf"),
      ])
    try sheet.fill(.lines, "beta.hose", "bid", .text("yes"))
    try sheet.fill(.steps, "beta.hose", "price", .number(3.5))
    let result = try bids.take(try bids.returned(sheet))
    #expect(result.isSound, "\(result.diagnostics.map(\.summary))")
    #expect(
      try bids.folder.names("event") == [
        "event.yaml", "items.csv", "lines.csv", "lots.csv", "steps.csv", "suppliers.csv",
      ])
    #expect(
      try bids.folder.text("event/lines.csv") == "line,supplier,item\nbeta.hose,beta,hose\n")
    #expect(
      try bids.folder.text("event/steps.csv") == "line,from_quantity,price\nbeta.hose,0,3.5\n")
  }
}
