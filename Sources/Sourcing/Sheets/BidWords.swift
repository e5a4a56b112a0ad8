import Tables

/// What a bid itself calls its columns: the headings of a workbook's sheets, or the columns of CSV
/// files, which are those of the event's tables.
///
/// A supplier sees headings alone, so no fault of a workbook names anything else.
struct BidWords {
  private let workbook: BidWorkbook

  init(_ workbook: BidWorkbook) {
    self.workbook = workbook
  }

  /// What the bid calls a column of the event's tables.
  ///
  /// - Parameters:
  ///   - column: The column.
  ///   - place: Where its cell stands.
  /// - Returns: The heading, or the column itself.
  func name(_ column: String, at place: BidPlace) -> String {
    guard !workbook.isText, workbook.grids.indices.contains(place.grid),
      let part = BidPart.allCases.first(where: { $0.title == workbook.grids[place.grid].name })
    else { return column }
    return part.columns.first { $0.key == column }?.title ?? column
  }

  /// What the bid calls a table.
  func table(_ part: BidPart) -> String {
    workbook.isText ? part.tables[0].file : "the sheet \(part.title)"
  }

  /// The message of a fault that the event's own checks found at a cell of the bid.
  ///
  /// Such a message starts with the column's name, which the fault's code has too
  /// (`lines.minimum.negative`), or does not name it.
  func message(of diagnostic: Diagnostic, at place: BidPlace) -> String {
    guard !workbook.isText else { return diagnostic.message }
    var message = diagnostic.message
    let parts = diagnostic.code.split(separator: ".").map(String.init)
    if parts.count == 3, message.hasPrefix(parts[1] + " ") {
      message = name(parts[1], at: place) + message.dropFirst(parts[1].count)
    }
    for (code, words, column) in BidWords.others where code == diagnostic.code {
      message.replace(words + column, with: words + name(column, at: place))
    }
    for (words, own) in BidWords.places { message.replace(words, with: own) }
    return message
  }

  /// Codes whose messages name a second column: the words before it, and the column.
  private static let others = [
    ("capacities.to.before", "before ", "from"), ("lines.maximum.below", "the ", "minimum"),
  ]

  /// What the event's files are to whoever has the workbook alone.
  private static let places = [
    ("an identifier of items.csv", "an item that is wanted"),
    ("an identifier of lines.csv", "a line of the sheet \(BidPart.lines.title)"),
    ("an identifier of bundles.csv", "a bundle of the sheet \(BidPart.bundles.title)"),
    ("items.csv has no such row", "it is not wanted"),
    ("bundles.csv has no such row", "the sheet \(BidPart.bundles.title) has none of that name"),
    (
      "criteria.csv has no such row",
      "nothing of that name is asked; answer what the sheet \(BidPart.answers.title) asks"
    ),
    ("neither table has it", "nothing of that name is wanted"),
  ]
}
