public import Tables

/// A bid as it came back: sheets of cells, before anything is understood.
public struct BidWorkbook: Sendable {
  /// The name that diagnostics show.
  public var file: String
  public var grids: [BidGrid]
  /// Whether days are counted from 1904, as old spreadsheets of one maker did.
  public var uses1904: Bool
  /// Whether the cells are text without types, their columns named as in the event folder.
  public var isText: Bool
  /// The bytes that came, of which a register keeps a digest: those of the file; for a folder, of
  /// each file a line with its name and its number of bytes, then these.
  public var content: [UInt8] = []
  /// What keeps some files, or some of their rows, from being read.
  public var faults: [Diagnostic] = []
  /// The tables of these files, of which rows may be missing therefore.
  public var partial: Set<String> = []

  /// Makes a bid.
  public init(file: String, grids: [BidGrid], uses1904: Bool = false, isText: Bool = false) {
    self.file = file
    self.grids = grids
    self.uses1904 = uses1904
    self.isText = isText
  }
}

/// One sheet or one file.
public struct BidGrid: Sendable {
  /// The sheet's name; the table's name for text.
  public var name: String
  /// The name that diagnostics show, for text.
  public var file: String
  /// By row, rising; those without cells may be left out.
  public var rows: [BidGridRow]
  /// Ranges of merged cells: their first cell, and the range as written.
  public var merged: [MergedCells]

  /// Makes a sheet.
  public init(name: String, file: String = "", rows: [BidGridRow], merged: [MergedCells] = []) {
    self.name = name
    self.file = file
    self.rows = rows
    self.merged = merged
  }
}

/// Cells that a spreadsheet shows as one.
public struct MergedCells: Hashable, Sendable {
  /// From 1.
  public var row: Int
  /// From 0.
  public var column: Int
  /// `B2:C3`.
  public var range: String

  /// Makes a range.
  public init(row: Int, column: Int, range: String) {
    self.row = row
    self.column = column
    self.range = range
  }
}

/// One row of a sheet.
public struct BidGridRow: Sendable {
  /// From 1; for text the line.
  public var number: Int
  /// By column from 0.
  public var cells: [Int: BidValue]
  /// For text, by column: the scalar at which it starts, from 1.
  public var starts: [Int]

  /// Makes a row.
  public init(number: Int, cells: [Int: BidValue], starts: [Int] = []) {
    self.number = number
    self.cells = cells
    self.starts = starts
  }
}

/// What stands in a cell.
public enum BidValue: Hashable, Sendable {
  /// Typed as text.
  case text(String)
  case number(Double)
  /// A number that the sheet shows as a date.
  case dated(Double)
  case flag(Bool)
  /// `#REF!` and the like.
  case fault(String)
  /// A formula, with its text.
  case formula(String)
  /// Of a file that has text alone.
  case plain(String)
}

/// Where a value stands in a bid.
struct BidPlace: Hashable, Sendable {
  /// The position of its sheet.
  var grid: Int
  /// From 1.
  var row: Int
  /// From 0.
  var column: Int

  /// The bid as a whole.
  static let whole = BidPlace(grid: -1, row: 1, column: 0)
}

extension BidPlace: Comparable {
  static func < (left: BidPlace, right: BidPlace) -> Bool {
    if left.grid != right.grid { return left.grid < right.grid }
    if left.row != right.row { return left.row < right.row }
    return left.column < right.column
  }
}

extension BidWorkbook {
  /// The diagnostic at a place: `bid.xlsx:Lines!F12`, or file, line and column for text.
  func diagnostic(
    at place: BidPlace, severity: Diagnostic.Severity = .error, code: String, message: String,
    suggestion: String? = nil
  ) -> Diagnostic {
    guard grids.indices.contains(place.grid) else {
      return Diagnostic(
        file: file, line: 1, column: 1, severity: severity, code: code, message: message,
        suggestion: suggestion)
    }
    let grid = grids[place.grid]
    if isText {
      let row = grid.rows.first { $0.number == place.row }
      let starts = row?.starts ?? []
      let column = place.column < starts.count ? starts[place.column] : (starts.last ?? 1)
      return Diagnostic(
        file: grid.file, line: place.row, column: column, severity: severity, code: code,
        message: message, suggestion: suggestion)
    }
    return Diagnostic(
      file: file, line: place.row, column: place.column + 1, severity: severity, code: code,
      message: message, suggestion: suggestion,
      cell: SheetReference.text(sheet: grid.name, row: place.row, column: place.column))
  }
}

/// The names of cells: `Lines!F12`.
public enum SheetReference {
  /// The letters of a column.
  ///
  /// - Parameter column: From 0.
  /// - Returns: `A` to `Z`, then `AA` and so on.
  public static func letters(_ column: Int) -> String {
    var rest = column
    var letters: [UInt8] = []
    while true {
      letters.append(UInt8(ascii: "A") + UInt8(rest % 26))
      rest = rest / 26 - 1
      if rest < 0 { break }
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  /// A cell of a sheet; names with blanks are put in quotes, as spreadsheets do.
  public static func text(sheet: String, row: Int, column: Int) -> String {
    let isPlain =
      !sheet.isEmpty
      && sheet.utf8.allSatisfy { byte in
        48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte || byte == UInt8(ascii: "_")
      }
    let name = isPlain ? sheet : "'\(shown(sheet))'"
    return "\(name)!\(letters(column))\(row)"
  }

  /// The row (from 1) and column (from 0) that `F12` names.
  ///
  /// - Returns: `nil` for any other form, and beyond 1,048,576 rows or 16,384 columns.
  public static func parse(_ text: some Sequence<UInt8>) -> (row: Int, column: Int)? {
    var column = 0
    var row = 0
    var letters = 0
    var digits = 0
    for byte in text {
      switch byte {
      case 65...90 where digits == 0:
        letters += 1
        column = column * 26 + Int(byte - 64)
      case 48...57 where letters > 0:
        digits += 1
        row = row * 10 + Int(byte - 48)
      default: return nil
      }
      guard letters <= 3, digits <= 7 else { return nil }
    }
    guard letters > 0, 1...1_048_576 ~= row, column <= 16_384 else { return nil }
    return (row, column - 1)
  }
}
