/// Reads decimal numbers from text, each exactly rounded.
///
/// The form is `[+-] digits [. digits] [e [+-] digits]` with at least one digit before or after
/// the point. No thousands separators, no blanks, no `inf` and no `nan`.
public enum DecimalText {
  /// Powers of ten that a `Double` holds exactly.
  private static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The number written in `bytes[range]`.
  ///
  /// With a mantissa below 2^53 and a power of ten up to 22 one division or multiplication of
  /// two exact numbers rounds once, hence correctly; anything else goes to the standard library.
  ///
  /// - Returns: `nil` where the form is wrong or the number is too large for a `Double`. `-0`
  ///   is read as 0.
  /// - Complexity: O(length).
  ///
  /// Source: Clinger (1990), "How to read floating point numbers accurately", PLDI 90.
  public static func parse(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
    var index = range.lowerBound
    let end = range.upperBound
    guard index < end else { return nil }
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    var mantissa: UInt64 = 0
    var digits = 0
    var significant = 0
    var scale = 0
    var hasPoint = false
    while index < end {
      let byte = bytes[index]
      let digit = byte &- UInt8(ascii: "0")
      if digit <= 9 {
        digits += 1
        if significant > 0 || digit > 0 { significant += 1 }
        // Beyond 19 digits the slow path reads the text again.
        if significant <= 19 { mantissa = mantissa &* 10 &+ UInt64(digit) }
        if hasPoint { scale -= 1 }
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    if index < end {
      guard let exponent = exponent(bytes, index..<end) else { return nil }
      scale += exponent
    }
    if significant == 0 { return 0 }
    if significant <= 19, mantissa < 1 << 53, abs(scale) <= 22 {
      let power = exactPowers[abs(scale)]
      let value = scale < 0 ? Double(mantissa) / power : Double(mantissa) * power
      return isNegative ? -value : value
    }
    guard let value = Double(String(decoding: bytes[range], as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value == 0 ? 0 : value
  }

  /// The number written in `text`; see ``parse(_:_:)``.
  public static func parse(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return parse(bytes, 0..<bytes.count)
  }

  /// The shortest text that reads back as exactly `value`: `3`, `0.65`, `1e-05`.
  public static func text(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The exponent written in `bytes[range]`, which starts with its `e`; clamped to ±99,999.
  private static func exponent(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard bytes[range.lowerBound] | 0x20 == UInt8(ascii: "e") else { return nil }
    var index = range.lowerBound + 1
    guard index < range.upperBound else { return nil }
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    guard index < range.upperBound else { return nil }
    var value = 0
    while index < range.upperBound {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = min(value * 10 + Int(digit), 99_999)
      index += 1
    }
    return isNegative ? -value : value
  }
}
