import Program
import Tables

/// What a workbook says of itself in its hidden sheet.
public struct BidMark: Hashable, Sendable {
  /// The version of the sheets' form.
  public static let format = 1
  /// The hidden sheet.
  public static let sheet = "Millwright"
  /// The sheet of explanations.
  public static let start = "Start here"
  /// The hidden sheet of what drop-downs offer.
  public static let lists = "Choices"
  /// Sheets that hold no bid.
  static let ownSheets = [sheet, start, lists]

  public var event: String
  public var supplier: String
  /// Of what was asked: the event's settings, lots, items and profile.
  public var digest: String

  /// Makes a mark.
  public init(event: String, supplier: String, digest: String) {
    self.event = event
    self.supplier = supplier
    self.digest = digest
  }

  /// The rows of the hidden sheet: names in A, values in B.
  public var rows: [(name: String, value: String)] {
    [
      ("format", String(BidMark.format)), ("event", event), ("supplier", supplier),
      ("digest", digest),
    ]
  }

  /// The files that the digest is of.
  public static let askedFiles =
    [EventSchemas.settingsFile]
    + [EventSchemas.lots, EventSchemas.items, EventSchemas.profile].map(\.file)
}

extension BidWorkbook {
  /// What the hidden sheet says, checked.
  ///
  /// - Returns: The mark, or what is wrong with it.
  func mark() -> (mark: BidMark?, faults: [BidFault]) {
    guard let index = grids.firstIndex(where: { $0.name == BidMark.sheet }) else {
      let fault = BidFault(
        place: .whole, code: "bid.mark.missing",
        message: "the workbook is none of `millwright event bid-sheet`: its hidden sheet "
          + "'\(BidMark.sheet)' is missing; fill in the one that was sent")
      return (nil, [fault])
    }
    var values: [String: (text: String, place: BidPlace)] = [:]
    for row in grids[index].rows {
      guard let name = row.cells[0], let value = row.cells[1] else { continue }
      values[BidSheetReader.plainText(name)] = (
        BidSheetReader.plainText(value), BidPlace(grid: index, row: row.number, column: 1)
      )
    }
    let start = BidPlace(grid: index, row: 1, column: 0)
    var faults: [BidFault] = []
    let format = values["format"]
    if format?.text != String(BidMark.format) {
      faults.append(
        BidFault(
          place: format?.place ?? start, code: "bid.mark.format",
          message: "the form is of version '\(format?.text ?? "")'; this is version "
            + "\(BidMark.format): make a new sheet"))
    }
    guard let event = values["event"], let supplier = values["supplier"],
      let digest = values["digest"]
    else {
      faults.append(
        BidFault(
          place: start, code: "bid.mark.missing",
          message: "the hidden sheet has lost its event, supplier or digest; fill in the one that "
            + "was sent"))
      return (nil, faults)
    }
    guard faults.isEmpty else { return (nil, faults) }
    return (BidMark(event: event.text, supplier: supplier.text, digest: digest.text), [])
  }

  /// Where the hidden sheet says `name`.
  func markPlace(_ name: String) -> BidPlace {
    guard let index = grids.firstIndex(where: { $0.name == BidMark.sheet }) else { return .whole }
    let row = grids[index].rows.first { $0.cells[0].map(BidSheetReader.plainText) == name }
    return BidPlace(grid: index, row: row?.number ?? 1, column: 1)
  }
}
