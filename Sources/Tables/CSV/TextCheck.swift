/// Finds what no text file may hold.
enum TextCheck {
  enum Fault {
    /// A byte that is no part of UTF-8 text.
    case invalid
    /// A control character other than tab and line ends.
    case control
  }

  /// Whether `bytes` start with the byte order mark of UTF-16, as some spreadsheets write.
  static func isUTF16(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  }

  /// Every fault in `bytes`, in order.
  ///
  /// - Returns: The offset of the first byte and what is wrong; of a run of invalid bytes the
  ///   first only.
  /// - Complexity: O(bytes).
  static func faults(in bytes: [UInt8]) -> [(offset: Int, fault: Fault)] {
    var found: [(offset: Int, fault: Fault)] = []
    var index = 0
    var lastInvalid = -2
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x20, byte < 0x7F {
        index += 1
      } else if byte < 0x80 {
        if byte != 0x0A, byte != 0x0D, byte != 0x09 { found.append((index, .control)) }
        index += 1
      } else {
        let length = sequenceLength(bytes, at: index)
        if length == 0 {
          if lastInvalid != index - 1 { found.append((index, .invalid)) }
          lastInvalid = index
        }
        index += max(length, 1)
      }
    }
    return found
  }

  /// The length of the well-formed sequence of two to four bytes at `index`, or 0.
  ///
  /// Source: The Unicode Standard, table 3-7, well-formed UTF-8 byte sequences.
  private static func sequenceLength(_ bytes: [UInt8], at index: Int) -> Int {
    func isContinuation(_ step: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      index + step < bytes.count && range.contains(bytes[index + step])
    }
    switch bytes[index] {
    case 0xC2...0xDF:
      return isContinuation(1) ? 2 : 0
    case 0xE0...0xEF:
      let second: ClosedRange<UInt8> =
        switch bytes[index] {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        default: 0x80...0xBF
        }
      return isContinuation(1, second) && isContinuation(2) ? 3 : 0
    case 0xF0...0xF4:
      let second: ClosedRange<UInt8> =
        switch bytes[index] {
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
      return isContinuation(1, second) && isContinuation(2) && isContinuation(3) ? 4 : 0
    default:
      return 0
    }
  }
}

/// Where bytes stand in a text, for people.
public enum TextPlace {
  /// The line and column of the byte at `offset`, counted from a line's first byte.
  ///
  /// - Parameters:
  ///   - offset: A byte of `bytes`, or their count.
  ///   - bytes: The whole text.
  ///   - lineStart: The first byte of a line at or before `offset`.
  ///   - line: That line's number, from 1.
  /// - Returns: The line, the column in Unicode scalars, and the first byte of the line.
  /// - Complexity: O(offset - lineStart).
  public static func of(
    _ offset: Int, in bytes: [UInt8], lineStart: Int, line: Int
  ) -> (line: Int, column: Int, lineStart: Int) {
    var line = line
    var start = lineStart
    var column = 1
    for index in lineStart..<max(lineStart, offset) {
      if bytes[index] == CSVScanner.lineFeed {
        line += 1
        start = index + 1
        column = 1
      } else if bytes[index] & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column, start)
  }

  /// The line that starts at `lineStart`, without its end.
  public static func text(ofLineAt lineStart: Int, in bytes: [UInt8]) -> String {
    var end = lineStart
    while end < bytes.count, bytes[end] != CSVScanner.lineFeed { end += 1 }
    if end > lineStart, bytes[end - 1] == CSVScanner.carriageReturn { end -= 1 }
    return String(decoding: bytes[lineStart..<end], as: UTF8.self)
  }
}
