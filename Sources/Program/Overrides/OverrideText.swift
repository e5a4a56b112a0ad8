import Tables

/// An override as it was written: `TABLE[.ROWS][.COLUMN] OPERATOR VALUE`.
///
/// The operator is `=`, `*=`, `+=` or `-=`; it starts with the first `=` and takes in the
/// character before it, so `capacity.line-a*=1.2` multiplies. Where `*` is meant to match rows, a
/// blank or the column stands between: `capacity.line-* = 40`, `capacity.line-*.per_week=40`.
struct OverrideText {
  enum Action: String {
    case set = "="
    case multiply = "*="
    case add = "+="
    case subtract = "-="
  }

  let text: String
  let action: Action
  /// What stands before the operator, without blanks around it.
  let left: String
  let value: String
  /// Where `value` starts, from 1 in Unicode scalars.
  let valueColumn: Int

  /// Splits `text`; `nil` where there is no operator or nothing before it.
  init?(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    guard let sign = scalars.firstIndex(of: "="), sign > 0 else { return nil }
    var end = sign
    switch scalars[sign - 1] {
    case "*": action = .multiply
    case "+": action = .add
    case "-": action = .subtract
    default: action = .set
    }
    if action != .set { end -= 1 }
    self.text = text
    left = OverrideText.trimmed(scalars[..<end])
    guard !left.isEmpty else { return nil }
    var start = sign + 1
    while start < scalars.count, scalars[start] == " " { start += 1 }
    value = OverrideText.trimmed(scalars[start...])
    valueColumn = start + 1
  }

  private static func trimmed(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var scalars = scalars
    while scalars.first == " " { scalars.removeFirst() }
    while scalars.last == " " { scalars.removeLast() }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  /// The table's name, and what follows its dot.
  var parts: (table: String, rest: String?) {
    guard let dot = left.firstIndex(of: ".") else { return (left, nil) }
    return (String(left[..<dot]), String(left[left.index(after: dot)...]))
  }
}

/// A pattern of identifiers: `*` stands for any characters, `?` for one.
struct Glob {
  private let pattern: [UInt8]

  init(_ pattern: String) {
    self.pattern = Array(pattern.utf8)
  }

  /// Whether the whole of `text` matches.
  ///
  /// - Complexity: O(pattern × text).
  func matches(_ text: String) -> Bool {
    let text = Array(text.utf8)
    var (p, t) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == UInt8(ascii: "?") || pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        p = last.pattern + 1
        t = last.text + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
