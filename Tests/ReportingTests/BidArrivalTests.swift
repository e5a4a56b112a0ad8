import Foundation
import Program
import Sourcing
import Tables
import Testing

@testable import Reporting

/// Bids that come before and after the deadline, 2026-03-31T17:00:00-05:00.
@Suite struct BidArrivalTests {
  private let header = "supplier,received,file,digest"

  /// Alpha's sheet with another lead time, so that taking it changes a row.
  private func changed(_ bids: BidEvent) throws -> BidWorkbook {
    var sheet = try bids.sheet()
    try sheet.fill(.lines, "alpha.pump", "lead_days", .number(45))
    return try bids.returned(sheet)
  }

  @Test(arguments: [
    // The deadline itself is in time, in whatever zone it is written.
    ("2026-03-31T17:00:00-05:00", true), ("2026-03-31T22:00:00Z", true),
    ("2026-04-01T07:00:00.000+09:00", true), ("2026-03-31T22:00:01Z", false),
    ("2026-03-31T17:00:00.000000001-05:00", false), ("2026-03-31T17:00:00-06:00", false),
  ])
  func deadlineIsTheLastMoment(received: String, isInTime: Bool) throws {
    let bids = try BidEvent(BidEvent.closing)
    let before = try bids.files()
    let result = try bids.take(try changed(bids), received: received)
    #expect(result.isSound == isInTime)
    #expect(result.diagnostics.map(\.code) == (isInTime ? [] : ["bid.late"]))
    #expect(try (bids.files() == before) == !isInTime)
  }

  @Test func lateBidIsRefusedWithAllOfItsFaults() throws {
    let bids = try BidEvent(BidEvent.closing)
    var sheet = try bids.sheet()
    try sheet.fill(.steps, "alpha.pump", "price", .number(-1))
    let result = try bids.take(try bids.returned(sheet), received: "2026-04-02T19:30:00Z")
    #expect(result.diagnostics.map(\.code) == ["bid.late", "steps.price.negative"])
    #expect(
      result.diagnostics.first?.summary
        == "bid.xlsx:1:1: error: the bid came 2026-04-02T19:30:00Z, 1 day 21 h after the deadline "
        + "2026-03-31T17:00:00-05:00; --late REASON takes it all the same")
    #expect(try bids.folder.names("event").contains("receipts.csv") == false)
  }

  @Test func lateBidIsTakenForAReasonThatIsKept() throws {
    let bids = try BidEvent(BidEvent.closing)
    let workbook = try changed(bids)
    let result = try bids.take(
      workbook, received: "2026-04-01T00:00:00Z", late: "the mail server, which is ours, was down")
    #expect(
      result.diagnostics.map(\.summary) == [
        "bid.xlsx:1:1: warning: the bid of 'alpha' came 2 h after the deadline and was taken: the "
          + "mail server, which is ours, was down"
      ])
    #expect(result.isSound)
    #expect(
      try bids.files()["receipts.csv"] == """
        \(header),reason
        alpha,2026-04-01T00:00:00Z,bid.xlsx,\(BidEvent.digest(workbook.content)),\
        "the mail server, which is ours, was down"

        """)
    // Whoever reads the event from now on is told.
    let folder = try EventFolder(path: bids.path)
    #expect(Event.load(from: folder).diagnostics.map(\.code) == ["receipts.received.late"])
    #expect(try bids.event().lateReceipts == [0])
  }

  /// The digest is that of the file, so that anybody can compare it.
  @Test func registerKeepsWhatCame() throws {
    let bids = try BidEvent(BidEvent.closing)
    try bids.folder.write("line,item,price\nb-1,pump,99\n", to: "bid.csv")
    try bids.folder.write("line,item\nb-1,pump\n", to: "rows/lines.csv")
    try bids.folder.write("line,from_quantity,price\nb-1,0,98\n", to: "rows/steps.csv")
    let file = try BidFile.read(bids.folder("bid.csv"))
    try bids.take(file, supplier: "beta", received: "2026-03-01T10:00:00Z")
    // A reason is kept where it was needed only.
    let folder = try BidFile.read(bids.folder("rows"))
    try bids.take(folder, supplier: "beta", received: "2026-03-02T10:00:00Z", late: "no need")
    let content =
      "lines.csv 19\nline,item\nb-1,pump\nsteps.csv 34\nline,from_quantity,price\n"
      + "b-1,0,98\n"
    #expect(
      try bids.files()["receipts.csv"] == """
        \(header)
        beta,2026-03-01T10:00:00Z,bid.csv,\(BidEvent.digest(Array("line,item,price\nb-1,pump,99\n".utf8)))
        beta,2026-03-02T10:00:00Z,rows,\(BidEvent.digest(Array(content.utf8)))

        """)
    #expect(try bids.event().review.standingReceipts == [1])
    // What came first and is taken last stands, which is worth a word.
    let older = try bids.take(file, supplier: "beta", received: "2026-03-01T10:00:00Z")
    #expect(older.isSound && older.diagnostics.map(\.code) == ["bid.older"])
    #expect(try bids.event().review.receipts.count == 3)
  }

  @Test func dryRunAndEventsWithoutADeadlineKeepNoRegister() throws {
    let bids = try BidEvent(BidEvent.closing)
    let before = try bids.files()
    #expect(try bids.take(try changed(bids), isDryRun: true).isSound)
    #expect(
      try bids.take(try changed(bids), received: "2027-01-01T00:00:00Z", isDryRun: true)
        .diagnostics.map(\.code) == ["bid.late"])
    #expect(try bids.files() == before)
    let open = try BidEvent()
    #expect(try open.take(try changed(open), received: "2027-01-01T00:00:00Z").isSound)
    #expect(try open.folder.names("event").contains("receipts.csv") == false)
  }

  /// A late bid that was taken and then replaced by one in time is late no more.
  @Test func onlyTheBidThatStandsCanBeLate() throws {
    let row = "alpha,2026-04-01T00:00:00Z,a.xlsx,00,\n"
    let receipts = "\(header),reason\n\(row)alpha,2026-03-01T00:00:00Z,b.xlsx,11,\n"
    let bids = try BidEvent(BidEvent.closing.merging(["receipts.csv": receipts]) { $1 })
    #expect(try bids.event().lateReceipts == [])
    let late = try BidEvent(
      BidEvent.closing.merging(["receipts.csv": receipts + row]) { $1 })
    #expect(try late.event().lateReceipts == [2])
  }
}
