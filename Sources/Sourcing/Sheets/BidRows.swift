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
  /// The tables whose sheets could not be read.
  var unreadable: Set<String> = []
  /// Where cells are faulty already, so that no second fault is told of them.
  var faulty: Set<BidPlace> = []
  /// The units that the sheet says are wanted, by line's row.
  var wanted: [(item: String, text: BidText)] = []

  subscript(_ schema: TableSchema) -> [BidTableRow] { rows[schema.name] ?? [] }

  var hasErrors: Bool { faults.contains { $0.severity == .error } }

  /// Says nothing more of a cell, or of a whole row, whose fault only follows from another one.
  mutating func silence(_ row: BidTableRow, _ column: String? = nil) {
    guard column == nil else {
      faulty.insert(row.place(of: column ?? ""))
      return
    }
    faulty.formUnion(row.places.values)
    faulty.formUnion(row.cells.values.map(\.place))
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
