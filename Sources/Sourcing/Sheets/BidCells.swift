import Program
package import Tables

/// Turns a cell into the text of the event's table, or says what is wrong with it.
struct BidCells {
  let uses1904: Bool

  /// What a cell gave.
  enum Outcome: Equatable {
    case text(String)
    case fault(code: String, message: String)
  }

  /// The text of a value in `column`.
  func read(_ value: BidValue, in column: BidColumn) -> Outcome {
    let name = column.title
    switch value {
    case .plain(let text):
      return .text(text)
    case .formula(let text):
      return .fault(
        code: "cell.formula",
        message: "\(name) is the formula '=\(shown(text))'; paste its value (Paste special, Values)"
      )
    case .fault(let text):
      return .fault(
        code: "cell.fault",
        message: "\(name) is '\(shown(text))', the mark of a failed formula; type its value")
    case .flag(let flag):
      let word = flag ? "TRUE" : "FALSE"
      return .fault(
        code: "cell.flag", message: "\(name) is \(word); \(BidCells.remedy(column.content))")
    case .text(let text):
      return self.text(text, in: column)
    case .number(let number):
      return self.number(number, in: column)
    case .dated(let number):
      guard case .date = column.content else {
        return .fault(
          code: "cell.dated",
          message: "\(name) is shown as a date, into which spreadsheets turn texts such as 1-2; "
            + "format the cell as text or number and type it again")
      }
      return day(number, name: name)
    }
  }

  private func text(_ text: String, in column: BidColumn) -> Outcome {
    let trimmed = BidCells.trimmed(text)
    if trimmed.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return .fault(
        code: "cell.control",
        message: "\(column.title) has a line break or control character; write it in one line")
    }
    if trimmed.utf8.count > BidCells.longest {
      return .fault(
        code: "cell.long",
        message: "\(column.title) has \(trimmed.utf8.count) bytes; a cell has at most "
          + "\(BidCells.longest)")
    }
    // People write Yes and YES.
    if case .choice(let names) = column.content,
      let name = names.first(where: { $0.lowercased() == trimmed.lowercased() })
    {
      return .text(name)
    }
    if column.isNumeric, !trimmed.isEmpty {
      let hint = trimmed.hasSuffix("%") ? "; 65 % is 0.65" : ""
      return .fault(
        code: "cell.number",
        message: "\(column.title) is the text '\(shown(trimmed))'; type a plain number, without "
          + "unit, currency or blanks\(hint)")
    }
    return .text(trimmed)
  }

  private func number(_ number: Double, in column: BidColumn) -> Outcome {
    guard number.isFinite else {
      return .fault(
        code: "cell.number", message: "\(column.title) is no finite number; type a plain number")
    }
    if case .date = column.content { return day(number, name: column.title) }
    // A supplier who names a line 123 has typed a number; its text is what the cell shows.
    return .text(DecimalText.text(number == 0 ? 0 : number))
  }

  private func day(_ serial: Double, name: String) -> Outcome {
    guard serial == serial.rounded() else {
      return .fault(
        code: "cell.time",
        message: "\(name) has a time of day; type a date alone, such as 2026-01-05")
    }
    guard let day = SheetDay.day(serial, uses1904: uses1904) else {
      return .fault(
        code: "cell.date",
        message: "\(name) is \(DecimalText.text(serial)), which counts no day; type a date such as "
          + "2026-01-05")
    }
    return .text(day.description)
  }

  /// Bytes of a cell's text.
  private static let longest = 4_000

  /// What to type instead.
  private static func remedy(_ content: BidColumn.Content) -> String {
    switch content {
    case .choice(let names): "type " + names.formattedList(with: "or")
    case .number, .whole: "type a plain number"
    case .date: "type a date such as 2026-01-05"
    case .country: "type two capital letters, such as US"
    case .identifier, .text, .listed: "type a text"
    }
  }

  /// The text without the blanks around it.
  static func trimmed(_ text: String) -> String {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isWhitespace
    }
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
  }
}

/// How spreadsheets count days.
///
/// The count from 1900 has a day 60, 1900-02-29, that never was. Source: ECMA-376, part 1,
/// 18.17.4.1.
package enum SheetDay {
  private static let firstOf1900 = Day(year: 1900, month: 1, day: 1) ?? Day(number: -25_567)
  private static let firstOf1904 = Day(year: 1904, month: 1, day: 1) ?? Day(number: -24_107)

  /// The day that `serial` counts; `nil` where it counts none.
  package static func day(_ serial: Double, uses1904: Bool) -> Day? {
    guard serial == serial.rounded(), serial >= (uses1904 ? 0 : 1), uses1904 || serial != 60,
      serial < 4_000_000
    else { return nil }
    let first = uses1904 ? firstOf1904 : firstOf1900
    let count = uses1904 ? Int(serial) : Int(serial) - (serial < 60 ? 1 : 2)
    let day = first.advanced(byDays: count)
    return day <= Day.last ? day : nil
  }

  /// The count, from 1900, of a day from 1900 on.
  package static func serial(_ day: Day) -> Double {
    let count = day.days(since: firstOf1900)
    return Double(count < 59 ? count + 1 : count + 2)
  }
}
