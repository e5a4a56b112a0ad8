import Program
import Sourcing
import Tables

/// Faults of single cells, made of the schemas: in each column each fault that its type knows.
struct EventCellFault {
  var table: TableSchema
  var column: ColumnSchema
  /// The last part of the code.
  var fault: String
  /// What the cell of the first row becomes; `nil`: the row is repeated.
  var text: String?

  var code: String { "\(table.name).\(column.name).\(fault)" }

  /// The rich event with the fault.
  var folder: EventTexts {
    let lines = (EventTexts.rich.files[table.file] ?? "").split(separator: "\n").map(String.init)
    guard let text else {
      return .rich.with([table.file: (lines + [lines[1]]).joined(separator: "\n") + "\n"])
    }
    var cells = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    cells[position] = text
    let row = cells.joined(separator: ",")
    let changed = [lines[0], row] + lines.dropFirst(2)
    return .rich.with([table.file: changed.joined(separator: "\n") + "\n"])
  }

  /// Where the fault is to be told: line and column.
  var place: (line: Int, column: Int) {
    let lines = (EventTexts.rich.files[table.file] ?? "").split(separator: "\n")
    let cells = lines[1].split(separator: ",", omittingEmptySubsequences: false)
    let before = cells.prefix(position).reduce(0) { $0 + $1.unicodeScalars.count + 1 }
    return (text == nil ? lines.count + 1 : 2, before + 1)
  }

  private var position: Int { table.position(of: column.name) ?? 0 }

  /// What stands in the cell of the rich event.
  private static func present(_ table: TableSchema, _ column: ColumnSchema) -> String {
    let rows = (EventTexts.rich.files[table.file] ?? "").split(separator: "\n")
    let cells = rows[1].split(separator: ",", omittingEmptySubsequences: false)
    return String(cells[table.position(of: column.name) ?? 0])
  }

  /// Every fault of every cell of the event's tables.
  static let all: [EventCellFault] = (EventSchemas.all + EventSchemas.review).flatMap { table in
    table.columns.flatMap { column in
      faults(of: column, in: table).map { fault, text in
        EventCellFault(table: table, column: column, fault: fault, text: text)
      }
    }
  }

  private static func faults(
    of column: ColumnSchema, in table: TableSchema
  ) -> [(String, String?)] {
    let empty: [(String, String?)] = column.isRequired ? [("empty", "")] : []
    switch column.type {
    case .identifier: return empty + [("identifier", "two words"), ("repeated", nil)]
    case .name: return empty + [("identifier", "two words")]
    case .reference, .choice: return empty + [("unknown", present(table, column) + "x")]
    case .label, .text: return empty
    case .digits: return empty + [("digits", "84.13")]
    case .country: return empty + [("country", "us")]
    case .flag: return empty + [("flag", "yes")]
    case .number(let range): return empty + numbers(range)
    case .whole(let range):
      return empty + [
        ("number", "some"), ("whole", "1.5"), ("negative", "-1"),
        ("range", "\(range.upperBound + 1)"),
      ]
    case .date: return empty + [("date", "1.5.2026")]
    }
  }

  private static func numbers(_ range: NumberRange) -> [(String, String?)] {
    let above: [(String, String?)] = [
      ("number", "some"), ("range", range.upper == NumberRange.largest ? "2e15" : "25"),
    ]
    return range.lower < 0 ? above : above + [("negative", "-1")]
  }
}
