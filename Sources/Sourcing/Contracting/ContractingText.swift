public import Tables

/// The forms of texts in open contracting.
public enum ContractingText {
  /// What identifiers start with where `event.yaml` says nothing: it is registered to nobody.
  public static let defaultPrefix = "ocds-000000"

  /// Whether `text` is `ocds-` and six letters or digits.
  static func isPrefix(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 11 && text.hasPrefix("ocds-")
      && bytes[5...].allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 }
  }

  /// Whether `text` is a scheme, a colon and ASCII without blanks and brackets (RFC 3986).
  static func isURI(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < bytes.count,
      isLetter(bytes[0])
    else { return false }
    let schemeMarks = Array("+-.".utf8)
    let barred = Array("\"<>\\^`{|}".utf8)
    return bytes[..<colon].allSatisfy { isLetter($0) || 48...57 ~= $0 || schemeMarks.contains($0) }
      && bytes[colon...].allSatisfy { 33...126 ~= $0 && !barred.contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 97...122 ~= byte | 0x20 }

  /// A date and time as RFC 3339 wants it: `2026-03-31T17:00:00-05:00`.
  ///
  /// As ``EventSettings`` holds `text`, seconds may be missing and a blank may stand for the `T`.
  public static func dateTime(_ text: String) -> String {
    var bytes = Array(text.utf8)
    bytes[10] = UInt8(ascii: "T")
    if bytes[16] != UInt8(ascii: ":") { bytes.insert(contentsOf: ":00".utf8, at: 16) }
    if bytes[bytes.count - 1] == UInt8(ascii: "z") { bytes[bytes.count - 1] = UInt8(ascii: "Z") }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The start of a day, in UTC.
  public static func dateTime(_ day: Day) -> String { "\(day)T00:00:00Z" }
}
