/// What one CSV file of the folder looks like: it drives the reader, the writer and the docs.
public struct TableSchema: Sendable {
  /// The table's name, which is the file's name without `.csv`.
  public let name: String
  /// What a row is, with its article: "a lane".
  public let row: String
  /// What the table is for, a sentence.
  public let meaning: String
  /// Whether the file must exist.
  public let isRequired: Bool
  /// What happens to rows that say the same thing twice, a sentence; empty if nothing is to say.
  public let repetition: String
  public let columns: [ColumnSchema]
  /// The file's name.
  public let file: String

  /// Makes a schema.
  public init(
    _ name: String, row: String, isRequired: Bool = false, meaning: String,
    repetition: String = "", columns: [ColumnSchema]
  ) {
    self.name = name
    self.row = row
    self.isRequired = isRequired
    self.meaning = meaning
    self.repetition = repetition
    self.columns = columns
    file = name + ".csv"
  }

  private init(_ schema: TableSchema, file: String) {
    name = schema.name
    row = schema.row
    meaning = schema.meaning
    isRequired = schema.isRequired
    repetition = schema.repetition
    columns = schema.columns
    self.file = file
  }

  /// The same table in another file, for a table of which a folder holds several.
  public func stored(in file: String) -> TableSchema {
    TableSchema(self, file: file)
  }

  /// The position of `column`, or `nil` where the table has no such column.
  public func position(of column: String) -> Int? {
    columns.firstIndex { $0.name == column }
  }

  /// The position of the column that identifies a row, or `nil` where rows have no name.
  public var identifier: Int? {
    columns.firstIndex { if case .identifier = $0.type { true } else { false } }
  }
}

/// What one column holds.
public struct ColumnSchema: Sendable {
  public let name: String
  public let type: CellType
  /// The unit of a number, for people: "days", "per unit"; empty for none.
  public let unit: String
  /// Whether no cell may be empty.
  public let isRequired: Bool
  /// The text that an empty cell stands for; `nil` where an empty cell means that there is none.
  public let standard: String?
  /// What the column says, a phrase.
  public let meaning: String

  /// Makes a column.
  public init(
    _ name: String, _ type: CellType, unit: String = "", isRequired: Bool = false,
    standard: String? = nil, _ meaning: String
  ) {
    self.name = name
    self.type = type
    self.unit = unit
    self.isRequired = isRequired
    self.standard = standard
    self.meaning = meaning
  }
}

/// What the cells of a column may hold.
public enum CellType: Sendable {
  /// An identifier that names the row and stands once in the table.
  case identifier
  /// The identifier of a row of the named table.
  case reference(table: String)
  /// An identifier of something that has no table of its own, such as a supplier.
  case name
  /// A text that few rows differ in, such as a category.
  case label
  /// A text that is different in each row.
  case text
  /// Decimal digits.
  case digits
  /// ISO 3166-1 alpha-2, or `*` for all where `isOpen`.
  case country(isOpen: Bool)
  /// One of a closed set.
  case choice([String])
  /// `true` or `false`.
  case flag
  /// A decimal number.
  case number(NumberRange)
  /// A whole number.
  case whole(ClosedRange<Int>)
  /// An ISO 8601 day.
  case date
}

/// Which decimal numbers a column allows.
public struct NumberRange: Sendable {
  public let lower: Double
  public let upper: Double
  /// Whether `lower` itself is too low.
  public let isOpenBelow: Bool
  /// What a person who wrote a number above `upper` probably did: "65 % is written 0.65".
  public let slip: String

  /// Makes a range; `upper` itself is allowed.
  public init(_ lower: Double, _ upper: Double, isOpenBelow: Bool = false, slip: String = "") {
    self.lower = lower
    self.upper = upper
    self.isOpenBelow = isOpenBelow
    self.slip = slip
  }

  /// The largest number of any column: what is larger is a slip, and sums stay finite.
  public static let largest = 1e15
  /// 0 or more.
  public static let nonnegative = NumberRange(0, largest)
  /// More than 0.
  public static let positive = NumberRange(0, largest, isOpenBelow: true)
  /// A share between 0 and 1.
  public static let share = NumberRange(0, 1, slip: "a share is a fraction: 65 % is written 0.65")

  /// Whether `value` is allowed.
  public func contains(_ value: Double) -> Bool {
    (isOpenBelow ? value > lower : value >= lower) && value <= upper
  }
}

extension CellType {
  /// What a cell may hold, for the end of a sentence: "a whole number, 0 or more".
  public func allowed(unit: String) -> String {
    let ofUnit = unit.isEmpty ? "" : " (\(unit))"
    switch self {
    case .identifier, .name:
      return "1 to 64 of the characters A-Z a-z 0-9 . _ -"
    case .reference(let table): return "an identifier of \(table).csv"
    case .label, .text: return "a text without control characters"
    case .digits: return "digits only"
    case .country(let isOpen):
      return "two capital letters of ISO 3166-1" + (isOpen ? ", or * for every country" : "")
    case .choice(let names): return names.formattedList(with: "or")
    case .flag: return "true or false"
    case .number(let range): return "a number\(ofUnit), " + range.allowed
    case .whole(let range): return "a whole number\(ofUnit), " + CellType.allowed(range)
    case .date: return "a date such as 2026-01-05"
    }
  }

  private static func allowed(_ range: ClosedRange<Int>) -> String {
    "\(range.lowerBound) to \(range.upperBound)"
  }
}

extension NumberRange {
  /// The range in words: "0 or more".
  public var allowed: String {
    let low = DecimalText.text(lower)
    if upper == NumberRange.largest {
      if lower == -NumberRange.largest { return "at most 1e+15 in size" }
      return isOpenBelow ? "more than \(low)" : "\(low) or more"
    }
    let high = DecimalText.text(upper)
    return isOpenBelow ? "more than \(low), at most \(high)" : "\(low) to \(high)"
  }
}

extension [String] {
  /// The texts in a sentence: "a, b or c".
  public func formattedList(with conjunction: String) -> String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
