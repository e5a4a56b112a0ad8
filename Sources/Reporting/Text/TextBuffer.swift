/// UTF-8 text that grows: the writer of every table and page.
///
/// Numbers are written as the shortest text that reads back as exactly the same value, without a
/// `String` on the way for nearly all of them.
package struct TextBuffer: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// The text so far.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
  }

  @inline(__always)
  package mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  @inline(__always)
  package mutating func append(_ text: [UInt8]) {
    bytes.append(contentsOf: text)
  }

  package mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Appends a whole number.
  package mutating func append(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(UInt64(value.magnitude), atLeast: 1)
  }

  /// Appends the shortest text that reads back as `value`; 0 for negative zero.
  ///
  /// - Parameter value: Finite.
  package mutating func append(_ value: Double) {
    precondition(value.isFinite, "a table holds no \(value)")
    let magnitude = value.magnitude
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    // A mantissa below 2^53 over an exact power of ten is read back by one rounded division, so
    // the first number of decimals that gives `value` back is the shortest text for it.
    if magnitude < 1e15 {
      var scale = 1.0
      for decimals in 0...6 {
        let mantissa = (magnitude * scale).rounded()
        guard mantissa < 9_007_199_254_740_992 else { break }
        if mantissa / scale == magnitude {
          return appendFixed(UInt64(mantissa), decimals: decimals)
        }
        scale *= 10
      }
    }
    let text = magnitude.description
    bytes.append(contentsOf: (text.hasSuffix(".0") ? text.dropLast(2) : text[...]).utf8)
  }

  /// Appends `mantissa` / 10^`decimals`.
  private mutating func appendFixed(_ mantissa: UInt64, decimals: Int) {
    guard decimals > 0 else { return appendDigits(mantissa, atLeast: 1) }
    appendDigits(mantissa, atLeast: decimals + 1)
    bytes.insert(UInt8(ascii: "."), at: bytes.count - decimals)
  }

  private mutating func appendDigits(_ value: UInt64, atLeast width: Int) {
    let start = bytes.count
    var rest = value
    while rest > 0 || bytes.count - start < width {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }
}
