import Foundation
import Program
import Sourcing
import Tables
import Testing

@testable import Reporting

/// Bids that are wrong: each fault at its cell, and nothing taken.
@Suite struct BidFaultTests {
  /// A cell of alpha's sheet that is overwritten, and the faults that follow: `place code`.
  struct Fault: CustomTestStringConvertible, Sendable {
    var sheet: String
    var cell: String
    /// `nil`: emptied.
    var value: BidValue?
    var expected: [String]
    var testDescription: String { "\(sheet)!\(cell) \(expected)" }

    init(_ sheet: String, _ cell: String, _ value: BidValue?, _ expected: String...) {
      self.sheet = sheet
      self.cell = cell
      self.value = value
      self.expected = expected
    }
  }

  static let faults: [Fault] = [
    Fault("Millwright", "B2", .text("autumn-call"), "Millwright!B2 bid.mark.event"),
    Fault("Millwright", "B1", .text("2"), "Millwright!B1 bid.mark.format"),
    Fault("Millwright", "B3", .text("alfa"), "Millwright!B3 bid.supplier.unknown"),
    Fault("Millwright", "A3", .text("who"), "Millwright!A1 bid.mark.missing"),
    Fault("Lines", "G1", .text("Offer"), "Lines!G1 bid.heading.changed"),
    Fault("Lines", "S1", .text("Remarks"), "Lines!S1 bid.heading.unknown"),
    Fault("Lines", "S2", .text("call us"), "Lines!S2 bid.cell.stray"),
    Fault("Lines", "B2", .text("pumpe"), "Lines!B2 lines.item.unknown"),
    Fault("Lines", "E2", .number(900), "Lines!E2 bid.wanted.changed"),
    Fault("Lines", "G2", .text("maybe"), "Lines!G2 bid.bid.unknown"),
    Fault("Lines", "G2", nil, "Lines!G2 bid.bid.unknown"),
    Fault("Lines", "I2", .text("100 units"), "Lines!I2 bid.cell.number"),
    Fault("Lines", "I2", .number(1001), "Lines!I2 bid.quantity.bounds"),
    Fault("Lines", "J2", .number(99), "Lines!J2 lines.maximum.below"),
    Fault("Lines", "L2", .number(25), "Lines!L2 lines.duty_rate.range"),
    Fault("Lines", "M2", .number(-1), "Lines!M2 lines.freight.negative"),
    Fault("Lines", "N2", .number(65), "Lines!N2 lines.domestic.range"),
    Fault("Lines", "O2", .number(6.5), "Lines!O2 lines.lead_days.whole"),
    Fault("Lines", "O2", .dated(46_000), "Lines!O2 bid.cell.dated"),
    Fault("Lines", "P2", .text("USA"), "Lines!P2 lines.origin.country"),
    Fault("Lines", "Q2", .text("Ohio\nUS"), "Lines!Q2 bid.cell.control"),
    Fault("Lines", "Q2", .flag(true), "Lines!Q2 bid.cell.flag"),
    Fault(
      "Lines", "Q2", .text(String(repeating: "x", count: 4001)), "Lines!Q2 bid.cell.long"),
    Fault("Lines", "R2", .number(46_387.25), "Lines!R2 bid.cell.time"),
    Fault("Lines", "R2", .number(60), "Lines!R2 bid.cell.date"),
    Fault("Lines", "R2", .text("31.12.2026"), "Lines!R2 lines.valid_to.date"),
    Fault("Steps", "C2", .formula("100*1.2"), "Steps!C2 bid.cell.formula"),
    Fault("Steps", "C2", .fault("#DIV/0!"), "Steps!C2 bid.cell.fault"),
    Fault("Steps", "C2", .number(-5), "Steps!C2 steps.price.negative"),
    Fault("Steps", "C2", nil, "Steps!C2 steps.price.empty"),
    Fault("Steps", "B2", .number(5), "Steps!B2 bid.step.first"),
    Fault("Steps", "B3", .number(0), "Steps!B3 bid.step.falling"),
    Fault(
      "Steps", "A4", .text("alpha.pump"),
      "Lines!A3 bid.line.unpriced", "Steps!B4 bid.step.falling"),
    Fault("Steps", "A3", .text("alpha.pimp"), "Steps!A3 bid.line.unknown"),
    Fault(
      "Bundles", "A2", .text("alpha.sat"),
      "Bundles!A2 bid.bundle.empty", "'Bundle items'!A2 bid.bundle.unknown",
      "'Bundle items'!A3 bid.bundle.unknown"),
    Fault("Bundles", "G2", .text("alpha.other"), "Bundles!G2 bundles.requires.unknown"),
    Fault("Bundle items", "C2", .number(1001), "'Bundle items'!C2 bid.quantity.bounds"),
    Fault("Bundle items", "C2", .number(10.5), "'Bundle items'!C2 bid.quantity.whole"),
    Fault(
      "Bundle items", "B3", .text("pump"),
      "'Bundle items'!B3 bid.row.repeated", "'Bundle items'!C3 bid.quantity.bounds"),
    Fault("Discounts", "B3", .text("spend"), "Discounts!B3 bid.discount.mixed"),
    Fault("Discounts", "E2", .number(5), "Discounts!E2 discount_tiers.rate.range"),
    Fault(
      "Discounts", "C2", .text("cooling;pawer"),
      "Discounts!C2 discounts.over.unknown", "Discounts!C3 bid.discount.mixed"),
    Fault("Capacities", "D2", .number(46_000), "Capacities!D2 capacities.to.before"),
    Fault("Answers", "C2", nil, "Answers!C2 answers.answer.empty"),
    Fault("Answers", "A2", .text("qualty"), "Answers!A2 answers.criterion.unknown"),
  ]

  /// The sheet of alpha with a cell overwritten, as it would be read from a file.
  private func workbook(_ bids: BidEvent, _ changes: [Fault]) throws -> BidWorkbook {
    var workbook = try bids.returned(try bids.sheet())
    for change in changes {
      let grid = try #require(workbook.grids.firstIndex { $0.name == change.sheet })
      let place = try #require(SheetReference.parse(change.cell.utf8))
      let row = try #require(workbook.grids[grid].rows.firstIndex { $0.number == place.row })
      workbook.grids[grid].rows[row].cells[place.column] = change.value
    }
    return workbook
  }

  private func places(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.filter { $0.severity == .error }.map { "\($0.cell ?? "-") \($0.code)" }
  }

  @Test(arguments: faults)
  func faultIsToldAtItsCell(fault: Fault) throws {
    let bids = try BidEvent()
    let before = try bids.files()
    let result = try bids.take(try workbook(bids, [fault]))
    #expect(places(result.diagnostics) == fault.expected)
    #expect(!result.isSound && result.files.isEmpty)
    #expect(try bids.files() == before)
  }

  @Test func allFaultsAreToldAtOnce() throws {
    let bids = try BidEvent()
    let wanted = Self.faults.filter {
      ["Lines!I2", "Lines!L2", "Steps!C2", "'Bundle items'!C2", "Discounts!E2"].contains(
        ($0.expected.last ?? "").split(separator: " ").dropLast().joined(separator: " "))
    }
    var seen: Set<String> = []
    let chosen = wanted.filter { seen.insert("\($0.sheet)!\($0.cell)").inserted }
    #expect(chosen.count == 5)
    let result = try bids.take(try workbook(bids, chosen))
    #expect(places(result.diagnostics) == chosen.flatMap(\.expected))
  }

  /// Whether a line is offered cannot be told: what is wrong beside it is told all the same, and a
  /// price that is missing is not.
  @Test(arguments: [BidValue.text("maybe"), .flag(true), .formula("yes")])
  func faultsBesideAnUnknownBidAreTold(bid: BidValue) throws {
    let bids = try BidEvent()
    let result = try bids.take(
      try workbook(
        bids,
        [
          Fault("Lines", "B2", .text("pumpe")), Fault("Lines", "G2", bid),
          Fault("Lines", "M2", .number(-1)), Fault("Steps", "C2", .number(-5)),
          Fault("Lines", "G4", bid),
        ]))
    let code = bid == .text("maybe") ? "bid.bid.unknown" : bid == .flag(true) ? "flag" : "formula"
    let found = places(result.diagnostics)
    #expect(found.count == 5 && found[1].hasSuffix(code), "\(found)")
    #expect(
      found[0] == "Lines!B2 lines.item.unknown" && found[2] == "Lines!M2 lines.freight.negative")
    #expect(found[3].hasPrefix("Lines!G4 ") && found[4] == "Steps!C2 steps.price.negative")
  }

  /// A price of a line that is not said to be offered is not dropped without a word.
  @Test func aPriceBesideAnEmptyBidIsTold() throws {
    let bids = try BidEvent()
    let result = try bids.take(try workbook(bids, [Fault("Steps", "C5", .number(1400))]))
    let words = result.diagnostics.filter { $0.severity == .error }.map(\.summary)
    #expect(
      words == [
        "bid.xlsx:Lines!G4: error: Bid is empty though row 5 of the sheet Steps is filled in; it is "
          + "yes or no"
      ])
    #expect(result.files.isEmpty)
  }

  @Test(arguments: ["Yes", "YES", " yes "])
  func answersAreReadInAnyCase(bid: String) throws {
    let bids = try BidEvent()
    let result = try bids.take(try workbook(bids, [Fault("Lines", "G2", .text(bid))]))
    #expect(result.isSound, "\(result.diagnostics.map(\.summary))")
  }

  @Test func wordsOfFilesThatAreWrongAsAWhole() throws {
    let bids = try BidEvent()
    let files = [
      "line;item;price\np;pump;3,5\n":
        "bid.csv:1:1: error: the columns are separated by semicolons; save the file as CSV with "
        + "commas, and numbers with a point",
      "line,item\np,pump\nq,hose\n":
        "bid.csv:2:1: error: none of the 2 lines has a price; add a row from quantity 0 for each to "
        + "steps.csv",
    ]
    for (text, words) in files {
      try bids.folder.write(text, to: "bid.csv")
      let found = try bids.take(try BidFile.read(bids.folder("bid.csv")), supplier: "beta")
      #expect(found.diagnostics.map(\.summary) == [words])
    }
  }

  /// A sheet that cannot be read hides no fault of another one.
  @Test func faultsBesideAnUnreadableSheetAreTold() throws {
    let bids = try BidEvent()
    let result = try bids.take(
      try workbook(
        bids,
        [
          Fault("Lines", "G1", .text("Offer"), ""), Fault("Steps", "C2", .number(-5), ""),
          Fault("Bundles", "A1", .text("Name"), ""), Fault("Bundle items", "C2", .number(10.5), ""),
        ]))
    #expect(
      places(result.diagnostics) == [
        "Lines!G1 bid.heading.changed", "Steps!C2 steps.price.negative",
        "Bundles!A1 bid.heading.changed", "'Bundle items'!C2 bid.quantity.whole",
      ])
  }

  @Test func wordsAreThoseOfTheSheet() throws {
    let bids = try BidEvent()
    let result = try bids.take(
      try workbook(
        bids,
        [
          Fault("Lines", "B2", .text("pumpe"), ""),
          Fault("Lines", "I2", .text("100 units"), ""),
          Fault("Steps", "C2", .formula("100*1.2"), ""),
        ]))
    #expect(
      result.diagnostics.map(\.summary) == [
        "bid.xlsx:Lines!B2: error: unknown item 'pumpe'; did you mean 'pump'?",
        "bid.xlsx:Lines!I2: error: Minimum is the text '100 units'; type a plain number, without "
          + "unit, currency or blanks",
        "bid.xlsx:Steps!C2: error: Price per unit is the formula '=100*1.2'; paste its value "
          + "(Paste special, Values)",
      ])
  }

  /// Whatever is wrong: what the supplier sees are headings and sheets, never our columns and files.
  @Test(arguments: faults)
  func faultSpeaksOfHeadings(fault: Fault) throws {
    let bids = try BidEvent()
    let found = try bids.take(try workbook(bids, [fault])).diagnostics
    for diagnostic in found where diagnostic.cell?.hasPrefix("Millwright") == false {
      let words = Self.unquoted(diagnostic.message)
      #expect(!words.contains(".csv"), "\(diagnostic.summary)")
      let first = words.prefix { $0 != " " && $0 != ";" }
      for part in BidPart.allCases {
        for column in part.columns {
          let isNamed =
            first == column.key && !words.hasPrefix("\(column.key) ''")
            || column.key.contains("_") && words.contains(column.key)
          #expect(!isNamed, "\(diagnostic.summary)")
        }
      }
    }
  }

  /// A text without what stands in quotes.
  private static func unquoted(_ text: String) -> String {
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return parts.enumerated().filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }
      .joined(separator: "''")
  }

  /// Cells with faults that only the whole event tells, and the words.
  static let headings: [(Fault, [String])] = [
    (
      Fault("Lines", "L2", .number(25)),
      [
        "Lines!L2: error: Duty rate is 25; a line takes a number (share), 0 to 10 (25 % is written "
          + "0.25)"
      ]
    ),
    (
      Fault("Lines", "J2", .number(99)),
      [
        "Lines!J2: error: Maximum is 99, below the Minimum 100; it is at least the Minimum",
        "Steps!B3: warning: the step is from 500 but at most 99 can be bought: it is never reached",
      ]
    ),
    (
      Fault("Lines", "I2", .number(1001)),
      ["Lines!I2: error: Minimum is 1001 but only 1000 of 'pump' are wanted; it is at most that"]
    ),
    (
      Fault("Lines", "H2", .text("graded")),
      ["Lines!H2: error: Price steps is 'graded'; a step takes all_units or incremental"]
    ),
    (
      Fault("Lines", "R2", .text("31.12.2026")),
      ["Lines!R2: error: Valid to is '31.12.2026'; a line takes a date such as 2026-01-05"]
    ),
    (
      Fault("Lines", "B2", .text("tower")),
      ["Lines!B2: error: unknown item 'tower'; it is not wanted"]
    ),
    (
      Fault("Lines", "B2", nil),
      ["Lines!B2: error: Item is empty; a line needs an item that is wanted"]
    ),
    (
      Fault("Steps", "C2", nil),
      [
        "Steps!C2: error: Price per unit is empty; a step needs a number (money per unit), 0 or more"
      ]
    ),
    (
      Fault("Steps", "B3", .number(0)),
      [
        "Steps!B3: error: the step is from 0, after one from 0; the steps of a line rise"
      ]
    ),
    (
      Fault("Bundle items", "B3", .text("pump")),
      [
        "'Bundle items'!B3: error: Bundle and Item are those of row 2 already; a bundle names an item "
          + "once",
        "'Bundle items'!C3: error: Quantity is 5000 but only 1000 of 'pump' are wanted; a bundle with "
          + "more can never win",
      ]
    ),
    (
      Fault("Discounts", "B3", .text("spend")),
      [
        "Discounts!B3: error: Basis is 'spend' but row 2 says 'units'; it is the same in all tiers of "
          + "a discount"
      ]
    ),
    (
      Fault("Capacities", "D2", .number(46_000)),
      [
        "Capacities!D2: error: To is 2025-12-09, before From 2026-07-01; a window ends on or after its "
          + "first day"
      ]
    ),
  ]

  @Test(arguments: headings)
  func faultNamesTheHeading(fault: Fault, words: [String]) throws {
    let bids = try BidEvent()
    let found = try bids.take(try workbook(bids, [fault])).diagnostics
    #expect(found.map(\.summary) == words.map { "bid.xlsx:" + $0 })
  }

  /// A bid of CSV files has columns, and they are named as such.
  @Test func faultOfTextNamesTheColumn() throws {
    let bids = try BidEvent()
    let text = "line,item,price,minimum,duty_rate\np,pump,-1,1001,25\n"
    try bids.folder.write(text, to: "bid.csv")
    let found = try bids.take(try BidFile.read(bids.folder("bid.csv")), supplier: "beta")
    #expect(
      found.diagnostics.map(\.summary) == [
        "bid.csv:2:8: error: price is -1; a step takes a number (money per unit), 0 or more",
        "bid.csv:2:11: error: minimum is 1001 but only 1000 of 'pump' are wanted; it is at most that",
        "bid.csv:2:16: error: duty_rate is 25; a line takes a number (share), 0 to 10 (25 % is written "
          + "0.25)",
      ])
  }

  @Test func sheetsStayAsTheyWere() throws {
    let bids = try BidEvent()
    var workbook = try bids.returned(try bids.sheet())
    let steps = try #require(workbook.grids.firstIndex { $0.name == "Steps" })
    workbook.grids[steps].name = "Prices"
    let lines = try #require(workbook.grids.firstIndex { $0.name == "Lines" })
    workbook.grids[lines].merged = [MergedCells(row: 2, column: 8, range: "I2:J2")]
    let result = try bids.take(workbook)
    #expect(
      result.diagnostics.map(\.summary) == [
        "bid.xlsx:1:1: error: the sheet 'Steps' is missing; sheets are neither renamed nor removed",
        "bid.xlsx:Lines!I2: error: the cells I2:J2 are merged; unmerge them and fill in each one",
        "bid.xlsx:Prices!A1: warning: the sheet is not read; what counts stands in the sheets of the "
          + "form",
      ])
  }

  @Test func changedEventIsDoubted() throws {
    let bids = try BidEvent()
    let workbook = try bids.returned(try bids.sheet())
    try bids.folder.write(
      BidEvent.texts["lots.csv"]?.replacing("Liquid", with: "Water") ?? "", to: "event/lots.csv")
    let result = try bids.take(workbook)
    #expect(result.diagnostics.map(\.code) == ["bid.mark.digest"] && result.isSound)
  }

  /// The event takes such a line, so a sheet that holds it may come back.
  @Test func partsOfWholeUnitsAreDoubted() throws {
    let bids = try BidEvent()
    let change = Fault("Lines", "I2", .number(10.5))
    let result = try bids.take(try workbook(bids, [change]))
    #expect(
      result.diagnostics.map { "\($0.cell ?? "-") \($0.code)" }
        == ["Lines!I2 bid.quantity.whole"])
    #expect(result.isSound)
  }

  /// What lies just within a bound: all that is wanted as the least, a first step from 1.
  @Test(arguments: [
    Fault("Lines", "I2", .number(1000)), Fault("Lines", "J2", .number(100)),
    Fault("Steps", "B2", .number(1)), Fault("Bundle items", "C2", .number(1000)),
    Fault("Lines", "Q2", .text(String(repeating: "x", count: 4000))),
  ])
  func whatIsJustAllowedIsTaken(change: Fault) throws {
    let bids = try BidEvent()
    let result = try bids.take(try workbook(bids, [change]))
    #expect(places(result.diagnostics) == [])
    #expect(result.isSound)
  }

  @Test func wrongSupplierIsRefused() throws {
    let bids = try BidEvent()
    let workbook = try bids.returned(try bids.sheet())
    let result = try bids.take(workbook, supplier: "beta")
    #expect(places(result.diagnostics) == ["Millwright!B3 bid.mark.supplier"])
  }

  @Test func eventWithErrorsTakesNothing() throws {
    let bids = try BidEvent()
    let workbook = try bids.returned(try bids.sheet())
    try bids.folder.write("lot\ncooling\npower\npower\n", to: "event/lots.csv")
    let error = #expect(throws: BidImporter.EventFault.self) { try bids.take(workbook) }
    #expect(error?.diagnostics.map(\.code) == ["lots.lot.repeated"])
  }

  // MARK: CSV

  /// Files of a bid, who bids, and what follows: errors, or `nil` where it is taken.
  static let texts: [([String: String], [String])] = [
    (["my bid.csv": "item,line,price\npump,p,100\n"], []),
    (
      ["lines.csv": "line,item\np,pump\n", "steps.csv": "line,from_quantity,price\np,0,100\n"], []
    ),
    (
      ["lines.csv": "line,item,suplier\np,pump,beta\n"],
      ["lines.csv:1:11 bid.column.unknown", "lines.csv:2:1 bid.line.unpriced"]
    ),
    (
      ["lines.csv": "line;item;price\np;pump;3\n"],
      ["lines.csv:1:1 bid.file.separator"]
    ),
    (
      ["lines.csv": "line,item,supplier,price,quality\np,pump,alpha,3,9\n"],
      ["lines.csv:1:26 bid.column.quality", "lines.csv:2:8 bid.supplier.other"]
    ),
    (
      ["lines.csv": "line,item,supplier,price\np,\"pump\",alpha,-3\nq,pump,beta,12 USD\n"],
      [
        "lines.csv:2:10 bid.supplier.other", "lines.csv:2:16 steps.price.negative",
        "lines.csv:3:13 steps.price.number",
      ]
    ),
    (["lines.csv": "line,item\np,pump\n"], ["lines.csv:2:1 bid.line.unpriced"]),
    (["lines.csv": "line,item,price\nalpha.pump,pump,3\n"], ["lines.csv:2:1 bid.name.taken"]),
    (["lines.csv": "line,item,price\np,pump,\"3\n"], ["lines.csv:2:8 bid.file.quotes"]),
    (["lines.csv": "line,item,price\n", "notes.txt": "hello"], ["notes.txt:1:1 bid.file.kind"]),
    (
      ["prices.csv": "a\n", "step.csv": "b\n"],
      [
        "-:1:1 bid.file.missing", "prices.csv:1:1 bid.file.unknown",
        "step.csv:1:1 bid.file.unknown",
      ]
    ),
  ]

  /// Several faults of one bid, of which some once hid the others, and all that is told of them.
  static let together: [([String: String], [String])] = [
    (
      // A column that nobody knows does not hide what stands in the others.
      [
        "lines.csv": "line,item,minimun,maximum\np,pump,5,x\nq,pimp,,\n",
        "steps.csv": "line,price\np,-1\n",
      ],
      [
        "lines.csv:1:11 bid.column.unknown", "lines.csv:2:10 lines.maximum.number",
        "lines.csv:3:1 bid.line.unpriced", "lines.csv:3:3 lines.item.unknown",
        "steps.csv:1:1 bid.column.missing", "steps.csv:2:3 steps.price.negative",
      ]
    ),
    (
      // Whose the prices are cannot be told, so nobody is said to have none.
      [
        "lines.csv": "line,item,lead_days\np,pump,1.5\n",
        "steps.csv": "from_quantity,price\n0,-1\n,2\n",
      ],
      [
        "lines.csv:2:8 lines.lead_days.whole", "steps.csv:1:1 bid.column.missing",
        "steps.csv:2:3 steps.price.negative", "steps.csv:3:1 steps.from_quantity.empty",
      ]
    ),
    (
      ["lines.csv": "item,price,quality\npump,-3,\npimp,x,\n"],
      [
        "lines.csv:1:1 bid.column.missing", "lines.csv:1:12 bid.column.quality",
        "lines.csv:2:6 steps.price.negative", "lines.csv:3:1 lines.item.unknown",
        "lines.csv:3:6 steps.price.number",
      ]
    ),
    (
      // Files that cannot be read, and rows that cannot.
      [
        "lines.csv": "line,item,made_at\np,pimp,\n", "notes.txt": "hello",
        "steps.csv": "line,from_quantity,price\np,0,1\"2\np,9,-1\nx,0,3\n",
      ],
      [
        "notes.txt:1:1 bid.file.kind", "steps.csv:2:6 bid.file.quotes",
        "lines.csv:2:3 lines.item.unknown", "steps.csv:3:5 steps.price.negative",
        "steps.csv:4:1 bid.line.unknown",
      ]
    ),
    (
      [
        "lines.csv": "line,item\np,\"pump\"x\nq,pump\n",
        "steps.csv": "line,from_quantity,price\np,0,1\nq,0,-1\n",
      ],
      ["lines.csv:2:9 bid.file.quotes", "steps.csv:3:5 steps.price.negative"]
    ),
    (
      // Nothing is offered; that prices then have no lines follows from it.
      [
        "capacities.csv": "maximum,items\n-1,pump\n",
        "steps.csv": "line,from_quantity,price\np,0,-1\n",
      ],
      [
        "-:1:1 bid.file.missing", "capacities.csv:2:1 capacities.maximum.negative",
        "steps.csv:2:5 steps.price.negative",
      ]
    ),
    (
      ["lines.csv": "", "steps.csv": "line,from_quantity,price\np,0,-1\n"],
      ["lines.csv:1:1 bid.header.missing", "steps.csv:2:5 steps.price.negative"]
    ),
    (
      ["lines.csv": "line,item,prise,maximum\np,pump,1,-1\n"],
      ["lines.csv:1:11 bid.column.unknown", "lines.csv:2:10 lines.maximum.negative"]
    ),
    (
      ["lines.csv": "line,item,price\np,pump,1\np,hose,2\n"],
      ["lines.csv:3:1 bid.row.repeated"]
    ),
    (
      [
        "lines.csv": "line,item\nalpha.pump,pump\n",
        "steps.csv": "line,from_quantity,price\nalpha.pump,0,-1\nalpha.pump,500,x\n",
      ],
      [
        "lines.csv:2:1 bid.name.taken", "steps.csv:2:14 steps.price.negative",
        "steps.csv:3:16 steps.price.number",
      ]
    ),
    (
      // A line or bundle that stands twice has its prices or items; the second is not without.
      [
        "lines.csv": "line,item\np,pump\np,hose\n",
        "steps.csv": "line,from_quantity,price\np,0,1\n",
        "bundles.csv": "bundle,price\nk,1\nk,2\n",
        "bundle_items.csv": "bundle,item,quantity\nk,pump,1\n",
      ],
      ["bundles.csv:3:1 bid.row.repeated", "lines.csv:3:1 bid.row.repeated"]
    ),
    (
      // No line has a price: that is one fault, whether the file has a header alone or is missing.
      [
        "lines.csv": "line,item,maximum\np,pump,-1\nq,hose,\n",
        "steps.csv": "line,from_quantity,price\n",
      ],
      ["lines.csv:2:1 bid.line.unpriced", "lines.csv:2:8 lines.maximum.negative"]
    ),
    (
      ["lines.csv": "line,item\np,pump\nq,hose\nr,shelf\n"], ["lines.csv:2:1 bid.line.unpriced"]
    ),
    (
      // A column that is misspelt is not missing besides.
      [
        "lines.csv": "line,itme\np,pump\n", "steps.csv": "lien,from_quantity,prise\np,0,1\n",
      ],
      [
        "lines.csv:1:6 bid.column.unknown", "steps.csv:1:1 bid.column.unknown",
        "steps.csv:1:20 bid.column.unknown",
      ]
    ),
    (
      [
        "bundles.csv": "bundle,price,requires\nk,-1,m\n",
        "bundle_items.csv": "bundle;item;quantity\nk;pump;1\n",
      ],
      [
        "bundle_items.csv:1:1 bid.file.separator", "bundles.csv:2:3 bundles.price.negative",
        "bundles.csv:2:6 bundles.requires.unknown",
      ]
    ),
  ]

  @Test(arguments: together)
  func faultsOfTextAreToldTogether(files: [String: String], expected: [String]) throws {
    let bids = try BidEvent()
    for (name, content) in files { try bids.folder.write(content, to: "in/" + name) }
    let before = try bids.files()
    let path = bids.folder(files.count == 1 ? "in/lines.csv" : "in")
    let found = try bids.take(try BidFile.read(path), supplier: "beta").diagnostics
    #expect(textPlaces(found) == expected)
    #expect(try bids.files() == before)
  }

  /// A slip in the supplier's name hides nothing of the bid, and nothing follows from it.
  @Test func faultsAreToldEvenIfTheSupplierIsUnknown() throws {
    let bids = try BidEvent()
    let text = "line,item,supplier,price\nalpha.pump,pump,alpha,-3\nq,pimp,alpha,5\n"
    try bids.folder.write(text, to: "bid.csv")
    let result = try bids.take(try BidFile.read(bids.folder("bid.csv")), supplier: "alpa")
    #expect(
      textPlaces(result.diagnostics) == [
        "bid.csv:1:1 bid.supplier.unknown", "bid.csv:2:23 steps.price.negative",
        "bid.csv:3:3 lines.item.unknown",
      ])
    #expect(result.supplier == nil && !result.isSound)
    // Without faults of its own the slip alone is told.
    try bids.folder.write("line,item,price\nalpha.pump,pump,3\n", to: "bid.csv")
    let other = try bids.take(try BidFile.read(bids.folder("bid.csv")), supplier: "alpa")
    #expect(textPlaces(other.diagnostics) == ["bid.csv:1:1 bid.supplier.unknown"])
  }

  /// File, line, column and code of errors; `-` for the bid as a whole.
  private func textPlaces(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.filter { $0.severity == .error }.map { diagnostic in
      let name = diagnostic.file.split(separator: "/").last.map(String.init) ?? ""
      let file = name.hasSuffix(".csv") || name.hasSuffix(".txt") ? name : "-"
      return "\(file):\(diagnostic.line):\(diagnostic.column) \(diagnostic.code)"
    }
  }

  @Test(arguments: texts, [false, true])
  func filesOfTextAreBids(text: ([String: String], [String]), isZipped: Bool) throws {
    let bids = try BidEvent()
    let (files, expected) = text
    let isAlone = files.count == 1
    for (name, content) in files { try bids.folder.write(content, to: "in/" + name) }
    var path = bids.folder(isAlone ? "in/" + (files.keys.first ?? "") : "in")
    if isZipped {
      let entries = files.sorted { $0.key < $1.key }.map {
        TestZip.Entry(name: $0.key, bytes: Array($0.value.utf8))
      }
      path = bids.folder("in.zip")
      try FileAccess.write(TestZip.archive(entries), to: path)
      if files["my bid.csv"] != nil { return }
    }
    let before = try bids.files()
    var found: [Diagnostic]
    do {
      let result = try bids.take(try BidFile.read(path), supplier: "beta")
      found = result.diagnostics
      #expect(result.isSound == expected.isEmpty)
    } catch let fault as BidFileFault {
      found = fault.diagnostics
    }
    #expect(textPlaces(found) == expected)
    #expect((try bids.files() == before) == !expected.isEmpty)
    if expected.isEmpty {
      #expect(try bids.event().lines.filter { $0.id == "p" }.map { $0.steps[0].price } == [100])
    }
  }
}
