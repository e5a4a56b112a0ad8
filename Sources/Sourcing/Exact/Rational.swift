import Tables

/// A fraction of two whole numbers, exactly.
///
/// Decimals become fractions as they are written; sums, differences, products and quotients of
/// fractions lose nothing.
public struct Rational: Hashable, Sendable {
  private let numerator: BigInteger
  /// More than 0, without a divisor in common with the numerator.
  private let denominator: BigInteger

  public static let zero = Rational(0)
  public static let one = Rational(1)

  /// A whole number.
  public init(_ value: Int) {
    numerator = BigInteger(value)
    denominator = .one
  }

  private init(_ numerator: BigInteger, over denominator: BigInteger) {
    if denominator == .one {
      self.numerator = numerator
      self.denominator = denominator
      return
    }
    let divisor = BigInteger.greatestCommonDivisor(numerator, denominator)
    let sign = denominator.isNegative ? -divisor : divisor
    self.numerator = sign == .one ? numerator : numerator.divided(by: sign).quotient
    self.denominator = sign == .one ? denominator : denominator.divided(by: sign).quotient
  }

  /// The number that `text` writes: `[+-] digits [. digits] [e [+-] digits]`.
  ///
  /// - Returns: `nil` where the form is wrong or the exponent is beyond ±400.
  public init?(_ text: String) {
    guard DecimalText.parse(text) != nil else { return nil }
    var mantissa = BigInteger.zero
    var scale = 0
    var hasPoint = false
    var isNegative = false
    var rest = Array(text.utf8)[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest.removeFirst()
    }
    var block = 0
    var blockPower = 1
    while let byte = rest.first, byte | 0x20 != UInt8(ascii: "e") {
      rest.removeFirst()
      if byte == UInt8(ascii: ".") {
        hasPoint = true
        continue
      }
      block = block * 10 + Int(byte - 48)
      blockPower *= 10
      if hasPoint { scale += 1 }
      if blockPower == 1_000_000_000 {
        mantissa = mantissa * BigInteger(blockPower) + BigInteger(block)
        (block, blockPower) = (0, 1)
      }
    }
    mantissa = mantissa * BigInteger(blockPower) + BigInteger(block)
    if !rest.isEmpty {
      var exponentText = String(decoding: rest.dropFirst(), as: UTF8.self)
      if exponentText.first == "+" { exponentText.removeFirst() }
      guard let exponent = Int(exponentText), abs(exponent) <= 400 else { return nil }
      scale -= exponent
    }
    let signed = isNegative ? -mantissa : mantissa
    if scale <= 0 {
      self.init(signed * BigInteger.powerOfTen(-scale), over: .one)
    } else {
      self.init(signed, over: BigInteger.powerOfTen(scale))
    }
  }

  /// The decimal that is the shortest text of `value`.
  public init(shortest value: Double) {
    guard let number = Rational(DecimalText.text(value)) else {
      preconditionFailure("\(value) is no number")
    }
    self = number
  }

  public static func + (left: Rational, right: Rational) -> Rational {
    if left.denominator == right.denominator {
      return Rational(left.numerator + right.numerator, over: left.denominator)
    }
    return Rational(
      left.numerator * right.denominator + right.numerator * left.denominator,
      over: left.denominator * right.denominator)
  }

  public static prefix func - (value: Rational) -> Rational {
    Rational(-value.numerator, over: value.denominator)
  }

  public static func - (left: Rational, right: Rational) -> Rational { left + -right }

  public static func * (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  /// Precondition: the right one is not 0.
  public static func / (left: Rational, right: Rational) -> Rational {
    precondition(!right.isZero, "a division of \(left) by zero")
    return Rational(left.numerator * right.denominator, over: left.denominator * right.numerator)
  }

  public static func += (left: inout Rational, right: Rational) { left = left + right }
  public static func -= (left: inout Rational, right: Rational) { left = left - right }

  public var isZero: Bool { numerator.isZero }
  public var isNegative: Bool { numerator.isNegative }
  public var isWhole: Bool { denominator == .one }
  public var magnitude: Rational { isNegative ? -self : self }

  /// The nearest `Double`, within one unit of its last place.
  public var double: Double {
    guard !numerator.isZero else { return 0 }
    // 64 bits of quotient, of which the division drops less than one.
    let shift = 64 - (numerator.bitWidth - denominator.bitWidth)
    let quotient: BigInteger
    if shift >= 0 {
      quotient = numerator.magnitudeShifted(by: shift).divided(by: denominator).quotient
    } else {
      quotient = numerator.magnitude.divided(by: denominator.magnitudeShifted(by: -shift)).quotient
    }
    let excess = max(0, quotient.bitWidth - 64)
    let word = quotient.magnitudeShifted(by: -excess).word
    let value = Double(sign: .plus, exponent: excess - shift, significand: Double(word))
    return numerator.isNegative ? -value : value
  }
}

extension Rational: Comparable {
  public static func < (left: Rational, right: Rational) -> Bool { (left - right).isNegative }
}

extension Rational: CustomStringConvertible {
  /// `7/3`, or a whole number.
  public var description: String { isWhole ? "\(numerator)" : "\(numerator)/\(denominator)" }

  /// The number as a decimal where it is one of at most 30 places; else `nil`.
  public var decimalText: String? {
    var value = self
    var places = 0
    let ten = Rational(10)
    while !value.isWhole {
      guard places < 30 else { return nil }
      value = value * ten
      places += 1
    }
    let digits = "\(value.numerator.magnitude)"
    guard places > 0 else { return (isNegative ? "-" : "") + digits }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
    let point = padded.index(padded.endIndex, offsetBy: -places)
    return (isNegative ? "-" : "") + padded[..<point] + "." + padded[point...]
  }
}
