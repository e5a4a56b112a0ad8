/// Splits the bytes of a CSV file into rows and cells, by RFC 4180.
///
/// A byte order mark is skipped. Rows end with LF or CRLF, the last one also with the end of the
/// file. A cell in quotes may hold commas, line ends and doubled quotes. Rows whose cells are all
/// empty are skipped. The scanner makes no copies: a row's cells are ranges of the bytes.
struct CSVScanner {
  /// A cell: where its text stands, without the quotes around it.
  struct Cell {
    var range: Range<Int>
    /// The first byte of the cell, which is the quote where there is one.
    var start: Int
    /// Whether the text has doubled quotes, each of which stands for one.
    var hasDoubledQuotes: Bool
  }

  /// What is wrong with a cell's quotes or with a line's end.
  struct Fault {
    enum Kind {
      case unclosedQuote, textAfterQuote, quoteInText, loneReturn
    }
    var kind: Kind
    var offset: Int
  }

  let bytes: [UInt8]
  /// The first byte of the row last read.
  private(set) var rowStart: Int
  /// The line of the row last read, from 1.
  private(set) var rowLine = 1
  /// The cells of the row last read.
  private(set) var cells: [Cell] = []
  /// Faults of the row last read.
  private(set) var faults: [Fault] = []
  /// Where the next row starts.
  private var offset: Int
  /// The line at `offset`, from 1.
  private var line = 1
  /// Set by a quote that is never closed: no later one is looked for beyond its line.
  private var hasUnclosedQuote = false

  /// Starts at the beginning of `bytes`.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    rowStart = offset
  }

  /// Starts at the row that begins at `offset`, on `line`.
  init(_ bytes: [UInt8], at offset: Int, line: Int) {
    self.bytes = bytes
    self.offset = offset
    self.line = line
    rowStart = offset
  }

  /// Line ends from the next row on, which is nearly how many rows are left.
  ///
  /// - Complexity: O(bytes left).
  var linesLeft: Int {
    var count = 0
    for index in offset..<bytes.count where bytes[index] == CSVScanner.lineFeed { count += 1 }
    return count + 1
  }

  /// Reads the next row that has any text.
  ///
  /// - Returns: False at the end of the file.
  mutating func next() -> Bool {
    while offset < bytes.count {
      readRow()
      if !faults.isEmpty || cells.contains(where: { $0.range.lowerBound < $0.range.upperBound }) {
        return true
      }
    }
    return false
  }

  private mutating func readRow() {
    rowStart = offset
    rowLine = line
    cells.removeAll(keepingCapacity: true)
    if !faults.isEmpty { faults.removeAll(keepingCapacity: true) }
    var index = offset
    while true {
      let isQuoted = index < bytes.count && bytes[index] == CSVScanner.quote
      index = isQuoted ? readQuoted(at: index) : readPlain(at: index)
      guard index < bytes.count, bytes[index] == CSVScanner.comma else { break }
      index += 1
    }
    if index < bytes.count, bytes[index] == CSVScanner.carriageReturn { index += 1 }
    if index < bytes.count, bytes[index] == CSVScanner.lineFeed { index += 1 }
    line += 1
    offset = index
  }

  /// Reads the cell without quotes that starts at `start`; returns the offset of the comma or line
  /// end after it.
  private mutating func readPlain(at start: Int) -> Int {
    var index = start
    scan: while index < bytes.count {
      let byte = bytes[index]
      if byte > CSVScanner.comma {
        index += 1
        continue
      }
      switch byte {
      case CSVScanner.comma, CSVScanner.lineFeed: break scan
      case CSVScanner.quote: faults.append(Fault(kind: .quoteInText, offset: index))
      case CSVScanner.carriageReturn:
        if isReturnBeforeLineFeed(index) { break scan }
        faults.append(Fault(kind: .loneReturn, offset: index))
      default: break
      }
      index += 1
    }
    cells.append(Cell(range: start..<index, start: start, hasDoubledQuotes: false))
    return index
  }

  private func isReturnBeforeLineFeed(_ index: Int) -> Bool {
    bytes[index] == CSVScanner.carriageReturn
      && (index + 1 == bytes.count || bytes[index + 1] == CSVScanner.lineFeed)
  }

  /// Reads the cell whose opening quote stands at `open`; returns the offset of the comma or line
  /// end after it.
  private mutating func readQuoted(at open: Int) -> Int {
    var index = open + 1
    var hasDoubledQuotes = false
    var lineFeeds = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == CSVScanner.quote {
        guard index + 1 < bytes.count, bytes[index + 1] == CSVScanner.quote else { break }
        hasDoubledQuotes = true
        index += 1
      } else if byte == CSVScanner.lineFeed {
        if hasUnclosedQuote { index = bytes.count; break }
        lineFeeds += 1
      }
      index += 1
    }
    if index >= bytes.count {
      // Nothing closes it: the cell ends with its line, so that the rest is still checked.
      hasUnclosedQuote = true
      faults.append(Fault(kind: .unclosedQuote, offset: open))
      let end = endOfCell(from: open + 1, includingCommas: true)
      cells.append(Cell(range: open + 1..<end, start: open, hasDoubledQuotes: hasDoubledQuotes))
      return end
    }
    line += lineFeeds
    cells.append(Cell(range: open + 1..<index, start: open, hasDoubledQuotes: hasDoubledQuotes))
    let end = endOfCell(from: index + 1, includingCommas: false)
    if end > index + 1 { faults.append(Fault(kind: .textAfterQuote, offset: index + 1)) }
    return end
  }

  /// The next comma (unless it counts as text) or line end at or after `index`.
  private func endOfCell(from index: Int, includingCommas: Bool) -> Int {
    var index = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == CSVScanner.lineFeed || isReturnBeforeLineFeed(index) { break }
      if byte == CSVScanner.comma, !includingCommas { break }
      index += 1
    }
    return index
  }

  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
}
