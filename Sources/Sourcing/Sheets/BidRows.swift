import Tables

/// A cell of a bid, understood: the text that the event's table will hold.
struct BidText: Hashable {
  var text: String
  var place: BidPlace
}

/// A row of one of the event's tables, as a bid has it.
struct BidTableRow {
  /// By column of the table, without the supplier's; empty texts are left out.
  var cells: [String: BidText]
  /// Where the row starts.
  var place: BidPlace
  /// By column, where its cell stands, also where it is empty.
  var places: [String: BidPlace] = [:]

  /// The text in a column; empty where there is none.
  subscript(_ column: String) -> String { cells[column]?.text ?? "" }

  /// Where a column's text stands; the row's place where there is none.
  func place(of column: String) -> BidPlace {
    cells[column]?.place ?? places[column] ?? place
  }

  /// The number in a column; `nil` where there is none that can be read.
  func number(_ column: String) -> Double? {
    cells[column].flatMap { DecimalText.parse($0.text) }
  }
}

/// Something wrong in a bid.
struct BidFault {
  var place: BidPlace
  var severity = Diagnostic.Severity.error
  var code: String
  var message: String
  var suggestion: String?
}

/// A bid, understood: rows by the event's table.
struct BidTables {
  /// The tables that the bid speaks of; all of them for a workbook.
  var rows: [String: [BidTableRow]] = [:]
  var faults: [BidFault] = []
  /// The tables of which rows, or the rows' names, could not be read: what other tables' rows refer
  /// to may stand there.
  var unreadable: Set<String> = []
  /// Lines of which it cannot be told whether they are offered: nothing is missing of them.
  var undecided: Set<String> = []
  /// Where cells are faulty already, so that no second fault is told of them.
  var faulty: Set<BidPlace> = []
  /// Faults that would only follow from others, and are not told.
  private(set) var silenced: Set<SilencedFault> = []
  /// The units that the sheet says are wanted, by line's row.
  var wanted: [(item: String, text: BidText)] = []

  subscript(_ schema: TableSchema) -> [BidTableRow] { rows[schema.name] ?? [] }

  var hasErrors: Bool { faults.contains { $0.severity == .error } }

  /// Says nothing of what would only follow from another fault.
  ///
  /// - Parameters:
  ///   - row: The row at which it would be told.
  ///   - codes: Its codes among those of the event's own checks.
  mutating func silence(_ row: BidTableRow, _ codes: String...) {
    for code in codes {
      silenced.insert(SilencedFault(grid: row.place.grid, row: row.place.row, code: code))
    }
  }

  mutating func report(
    _ place: BidPlace, _ code: String, _ message: String, suggestion: String? = nil,
    severity: Diagnostic.Severity = .error
  ) {
    if severity == .error { faulty.insert(place) }
    faults.append(
      BidFault(
        place: place, severity: severity, code: "bid." + code, message: message,
        suggestion: suggestion))
  }
}

/// A fault at any cell of a row.
struct SilencedFault: Hashable {
  var grid: Int
  var row: Int
  var code: String
}
