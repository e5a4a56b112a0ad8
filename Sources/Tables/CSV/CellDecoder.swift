/// Reads the cells of one column.
struct CellDecoder {
  /// What a cell holds once read.
  enum Value {
    case number(Double)
    case code(Int32)
    case text(String)
    case fault(CellFault)
  }

  /// How the column is read; the payload of ``CellType`` without what needs counting.
  enum Kind {
    case identifier, reference, name, label, text, digits, country, choice, flag, number, whole
    case date
  }

  let column: ColumnSchema
  let kind: Kind
  /// The texts of a symbol column as they are met; the names of a choice or of the table referred
  /// to.
  var symbols: SymbolTable
  /// False where the table referred to could not be read: then nothing is known of its names.
  private let isResolvable: Bool
  private let range: NumberRange
  private let wholeRange: ClosedRange<Int>
  private let isOpenCountry: Bool
  /// What an empty cell holds.
  private(set) var standard: Value

  /// Makes the decoder of `column`.
  ///
  /// - Parameters:
  ///   - column: What the column holds.
  ///   - target: The identifiers of the table that a reference leads to; `nil`: unknown.
  init(_ column: ColumnSchema, target: SymbolTable?) {
    self.column = column
    var symbols = SymbolTable()
    var range = NumberRange.nonnegative
    var wholeRange = 0...0
    var isOpenCountry = false
    switch column.type {
    case .identifier: kind = .identifier
    case .reference:
      kind = .reference
      symbols = target ?? SymbolTable()
    case .name: kind = .name
    case .label: kind = .label
    case .text: kind = .text
    case .digits: kind = .digits
    case .country(let isOpen):
      kind = .country
      isOpenCountry = isOpen
    case .choice(let names):
      kind = .choice
      symbols = SymbolTable(names)
    case .flag: kind = .flag
    case .number(let allowed):
      kind = .number
      range = allowed
    case .whole(let allowed):
      kind = .whole
      wholeRange = allowed
    case .date: kind = .date
    }
    self.symbols = symbols
    self.range = range
    self.wholeRange = wholeRange
    self.isOpenCountry = isOpenCountry
    isResolvable = target != nil
    switch kind {
    case .number: standard = .number(DecodedTable.noNumber)
    case .text: standard = .text("")
    default: standard = .code(DecodedTable.noCode)
    }
    if let text = column.standard {
      let bytes = Array(text.utf8)
      if !bytes.isEmpty { standard = decode(bytes, 0..<bytes.count) }
    }
  }

  /// Reads the cell `bytes[cell]`, without quotes.
  mutating func decode(_ bytes: [UInt8], _ cell: Range<Int>) -> Value {
    if cell.lowerBound == cell.upperBound {
      return column.isRequired ? .fault(.empty) : standard
    }
    switch kind {
    case .number:
      guard let value = DecimalText.parse(bytes, cell) else { return .fault(.notNumber) }
      if range.contains(value) { return .number(value) }
      return .fault(.outOfRange(value, isNegative: value < 0 && range.lower >= 0))
    case .reference:
      guard isResolvable else { return .code(DecodedTable.noCode) }
      let index = symbols.find(bytes, cell)
      return index >= 0 ? .code(index) : .fault(.unknown)
    case .date:
      guard let day = Day(utf8: bytes[cell]) else { return .fault(.notDate) }
      return .code(day.number)
    case .whole:
      guard let value = DecimalText.parse(bytes, cell) else { return .fault(.notNumber) }
      guard value == value.rounded() else { return .fault(.notWhole) }
      guard value >= Double(wholeRange.lowerBound), value <= Double(wholeRange.upperBound) else {
        return .fault(.outOfRange(value, isNegative: value < 0 && wholeRange.lowerBound >= 0))
      }
      return .code(Int32(value))
    case .label:
      return .code(symbols.intern(bytes, cell).index)
    case .text:
      return .text(String(decoding: bytes[cell], as: UTF8.self))
    case .identifier, .name:
      guard CellDecoder.isIdentifier(bytes, cell) else { return .fault(.notIdentifier) }
      let (index, isNew) = symbols.intern(bytes, cell)
      return kind == .identifier && !isNew ? .fault(.repeated(index)) : .code(index)
    case .digits:
      for index in cell where bytes[index] &- UInt8(ascii: "0") > 9 { return .fault(.notDigits) }
      return .code(symbols.intern(bytes, cell).index)
    case .country:
      let isStar = isOpenCountry && cell.count == 1 && bytes[cell.lowerBound] == UInt8(ascii: "*")
      guard isStar || CellDecoder.isCountry(bytes, cell) else { return .fault(.notCountry) }
      return .code(symbols.intern(bytes, cell).index)
    case .choice:
      let index = symbols.find(bytes, cell)
      return index >= 0 ? .code(index) : .fault(.unknown)
    case .flag:
      switch String(decoding: bytes[cell], as: UTF8.self) {
      case "true", "TRUE": return .code(1)
      case "false", "FALSE": return .code(0)
      default: return .fault(.notFlag)
      }
    }
  }

  /// Whether the text follows the rule of identifiers.
  static func isIdentifier(_ bytes: [UInt8], _ cell: Range<Int>) -> Bool {
    guard cell.count >= 1, cell.count <= 64 else { return false }
    for index in cell {
      let byte = bytes[index]
      let isLetter = (byte | 0x20) &- UInt8(ascii: "a") < 26
      let isDigit = byte &- UInt8(ascii: "0") < 10
      let isMark =
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      guard isLetter || isDigit || isMark else { return false }
    }
    return true
  }

  /// Whether the text is two capital letters.
  static func isCountry(_ bytes: [UInt8], _ cell: Range<Int>) -> Bool {
    guard cell.count == 2 else { return false }
    return cell.allSatisfy { bytes[$0] &- UInt8(ascii: "A") < 26 }
  }
}

/// What is wrong with a cell.
enum CellFault {
  case empty, notIdentifier, unknown, notDigits, notCountry, notFlag, notNumber, notWhole, notDate
  /// `isNegative` where only numbers from 0 on are allowed.
  case outOfRange(Double, isNegative: Bool)
  /// The identifier stands in an earlier row already; the payload is its number.
  case repeated(Int32)

  /// The last part of the diagnostic's code.
  var code: String {
    switch self {
    case .empty: "empty"
    case .notIdentifier: "identifier"
    case .unknown: "unknown"
    case .notDigits: "digits"
    case .notCountry: "country"
    case .notFlag: "flag"
    case .notNumber: "number"
    case .notWhole: "whole"
    case .notDate: "date"
    case .outOfRange(_, let isNegative): isNegative ? "negative" : "range"
    case .repeated: "repeated"
    }
  }
}
