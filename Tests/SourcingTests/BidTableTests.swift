import Program
import Tables
import Testing

@testable import Sourcing

/// How cells become texts, and how a supplier's rows are replaced.
@Suite struct BidTableTests {
  // MARK: Cells

  /// Serial numbers and days, from ECMA-376, part 1, 18.17.4.1, and counted by hand.
  static let days: [(Double, Bool, String?)] = [
    (1, false, "1900-01-01"), (59, false, "1900-02-28"), (60, false, nil),
    (61, false, "1900-03-01"), (25_569, false, "1970-01-01"), (46_027, false, "2026-01-05"),
    (2_958_465, false, "9999-12-31"), (2_958_466, false, nil), (0, false, nil), (-1, false, nil),
    (46_027.5, false, nil), (0, true, "1904-01-01"), (44_565, true, "2026-01-05"),
    (1e300, false, nil),
  ]

  @Test(arguments: days)
  func daysAreCountedAsSpreadsheetsDo(serial: Double, uses1904: Bool, expected: String?) {
    let day = SheetDay.day(serial, uses1904: uses1904)
    #expect(day?.description == expected)
    if let day, !uses1904 { #expect(SheetDay.serial(day) == serial) }
  }

  static let names: [(Int, String)] = [
    (0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"),
    (16_383, "XFD"),
  ]

  @Test(arguments: names)
  func columnsHaveLetters(column: Int, letters: String) {
    #expect(SheetReference.letters(column) == letters)
    let place = SheetReference.parse("\(letters)12".utf8)
    #expect(place?.row == 12 && place?.column == column)
  }

  @Test func onlyCellsAreCells() {
    for text in ["", "A", "1", "A0", "a1", "A1B", "AAAA1", "XFE1", "A1048577", "$A$1", "A-1"] {
      #expect(SheetReference.parse(text.utf8) == nil, "\(text)")
    }
    #expect(SheetReference.text(sheet: "Bundle items", row: 3, column: 1) == "'Bundle items'!B3")
    #expect(SheetReference.text(sheet: "Lines", row: 12, column: 5) == "Lines!F12")
  }

  // MARK: Merging

  private func merge(
    _ existing: String?, _ rows: [[String: String]], schema: TableSchema = EventSchemas.lines
  ) -> (text: String, isChanged: Bool)? {
    let merge = TableMerge(
      schema: schema, existing: existing.map { Array($0.utf8) },
      rows: rows.enumerated().map { index, cells in
        let place = BidPlace(grid: 0, row: index + 2, column: 0)
        return BidTableRow(
          cells: cells.mapValues { BidText(text: $0, place: place) }, place: place)
      }, supplier: "a", isOwned: { $0["supplier"] == "a" })
    return merge.merged().map { (String(decoding: $0.bytes, as: UTF8.self), $0.isChanged) }
  }

  /// What the file was, what the supplier bids, and what the file becomes.
  static let merges: [(String, String?, [[String: String]], String?)] = [
    ("nothing stays nothing", nil, [], nil),
    (
      "a file is made", nil, [["line": "x", "item": "i", "maximum": "5"]],
      "line,supplier,item\nx,a,i\n"
    ),
    (
      "the same keeps its bytes, whatever its form",
      "item,line,supplier,lead_days\n\"i\",x,a,07\nj,y,b,\n",
      [
        ["line": "x", "item": "i", "lead_days": "7"]
      ], "item,line,supplier,lead_days\n\"i\",x,a,07\nj,y,b,\n"
    ),
    (
      "a change stands where the row stood, and the buyer's quality stays",
      "line,supplier,item,freight,quality\nx,a,i,1,8\ny,b,j,,\nz,a,k,,\n",
      [["line": "x", "item": "i", "freight": "2"], ["line": "w", "item": "m"]],
      "line,supplier,item,freight,quality\nx,a,i,2,8\ny,b,j,,\nw,a,m,,\n"
    ),
    (
      "a new column leaves the others' cells as they are",
      "line,supplier,item\r\nx,a,i\r\n\r\n\"y\",b,\"j\"\r\n",
      [["line": "x", "item": "i", "made_at": "Ohio, US"]],
      "line,supplier,item,made_at\r\nx,a,i,\"Ohio, US\"\r\n\"y\",b,\"j\",\r\n"
    ),
    (
      "all of it is withdrawn", "line,supplier,item\nx,a,i\ny,b,j", [],
      "line,supplier,item\ny,b,j\n"
    ),
    (
      "the first bid follows the others", "line,supplier,item\ny,b,j",
      [["line": "x", "item": "i"]], "line,supplier,item\ny,b,j\nx,a,i\n"
    ),
  ]

  @Test(arguments: merges)
  func oneSuppliersRowsAreReplaced(
    name: String, existing: String?, rows: [[String: String]], expected: String?
  ) {
    let made = name == "a file is made"
    let result = merge(existing, rows)
    let want = made ? "line,supplier,item,maximum\nx,a,i,5\n" : expected
    #expect(result?.text == want, "\(name)")
    #expect(result?.isChanged == (result == nil ? nil : want != existing), "\(name)")
  }

  // MARK: Prices

  @Test(arguments: [
    (StepKind.allUnits, 9.0, 90.0), (.allUnits, 10, 80), (.allUnits, 100, 800),
    (.incremental, 9, 90), (.incremental, 10, 98), (.incremental, 100, 818),
  ])
  func aLineCostsWhatItsStepsSay(kind: StepKind, units: Double, expected: Double) throws {
    let event = try EventTexts.small.with([
      "steps.csv": "line,from_quantity,price,kind\nla,1,10,\(kind.rawValue)\nla,10,8,"
        + "\(kind.rawValue)\nlb,0,12,\n"
    ]).event()
    #expect(event.lines[0].exWorks(units: units) == expected)
  }
}
