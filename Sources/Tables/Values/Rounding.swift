/// Computed numbers without the noise of floating point: what a document says of them.
///
/// Each function gives the double that is nearest to a decimal of few digits, so that
/// ``DecimalText/text(_:)`` writes these digits and no others: 0.3 for 0.1 + 0.2.
public enum DecimalRounding {
  /// `value` with at most `decimals` decimals, halves away from zero.
  ///
  /// - Parameters:
  ///   - value: Any number; what has no such decimals, and what is not finite, stays as it is.
  ///   - decimals: −22 to 22; −2 rounds to whole hundreds.
  /// - Returns: The nearest such number.
  public static func fixed(_ value: Double, _ decimals: Int) -> Double {
    let power = power(abs(decimals))
    let scaled = decimals < 0 ? value / power : value * power
    guard scaled.magnitude < 9_007_199_254_740_992 else { return value }
    let whole = scaled.rounded()
    return (decimals < 0 ? whole * power : whole / power) + 0
  }

  /// `value` with at most `digits` digits that count.
  public static func significant(_ value: Double, _ digits: Int = 12) -> Double {
    guard value != 0, value.isFinite else { return value + 0 }
    return fixed(value, within(digits - 1 - magnitude(value)))
  }

  /// Money as documents say it: to the cent, or finer where a billionth of `size` is finer.
  ///
  /// - Parameters:
  ///   - value: Money.
  ///   - size: The sum that it is part of, or a difference in; any sign.
  /// - Returns: The nearest such amount.
  public static func money(_ value: Double, of size: Double) -> Double {
    guard size != 0, size.isFinite else { return significant(value) }
    return fixed(value, within(max(2, 9 - magnitude(size))))
  }

  /// `value` to the coarsest power of ten that `noise` cannot be seen in.
  public static func clear(_ value: Double, of noise: Double) -> Double {
    guard noise > 0, noise.isFinite else { return significant(value) }
    return significant(fixed(value, within(-magnitude(noise) - 1)))
  }

  /// The exponent of ten of the first digit: 2 for 345.
  private static func magnitude(_ value: Double) -> Int {
    var exponent = 0
    var rest = value.magnitude
    while rest >= 10, exponent < 40 {
      rest /= 10
      exponent += 1
    }
    while rest < 1, exponent > -40 {
      rest *= 10
      exponent -= 1
    }
    return exponent
  }

  private static func within(_ decimals: Int) -> Int { min(max(decimals, -22), 22) }

  private static func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}

extension DecimalText {
  /// A number for people with the digits that somebody wrote: thousands in groups, at most six
  /// decimals, none at their end.
  public static func grouped(_ value: Double) -> String {
    let text = text(DecimalRounding.fixed(value, 6))
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.dropFirst(sign.count).split(separator: ".", maxSplits: 1).map(String.init)
    guard parts[0].allSatisfy(\.isNumber) else { return text }
    var whole = parts[0]
    var position = whole.count - 3
    while position > 0 {
      whole.insert(",", at: whole.index(whole.startIndex, offsetBy: position))
      position -= 3
    }
    return sign + ([whole] + parts.dropFirst()).joined(separator: ".")
  }
}
