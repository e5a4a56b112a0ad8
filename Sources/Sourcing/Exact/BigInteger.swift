/// A whole number of any size.
///
/// Sign and magnitude, in 32-bit digits with the least first and no zero last. Schoolbook methods:
/// sums of money have tens of digits, not thousands.
struct BigInteger: Hashable, Sendable {
  private(set) var digits: [UInt32]
  private(set) var isNegative: Bool

  static let zero = BigInteger(digits: [], isNegative: false)
  static let one = BigInteger(1)

  init(_ value: Int) {
    var rest = value.magnitude
    digits = []
    while rest > 0 {
      digits.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
    isNegative = value < 0
  }

  private init(digits: [UInt32], isNegative: Bool) {
    var digits = digits
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
    self.isNegative = isNegative && !digits.isEmpty
  }

  var isZero: Bool { digits.isEmpty }
  var magnitude: BigInteger { BigInteger(digits: digits, isNegative: false) }

  static prefix func - (value: BigInteger) -> BigInteger {
    BigInteger(digits: value.digits, isNegative: !value.isNegative)
  }

  static func + (left: BigInteger, right: BigInteger) -> BigInteger {
    if left.isNegative == right.isNegative {
      return BigInteger(digits: sum(left.digits, right.digits), isNegative: left.isNegative)
    }
    switch compare(left.digits, right.digits) {
    case 0: return .zero
    case 1...:
      return BigInteger(
        digits: difference(left.digits, right.digits), isNegative: left.isNegative)
    default:
      return BigInteger(
        digits: difference(right.digits, left.digits), isNegative: right.isNegative)
    }
  }

  static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }

  static func * (left: BigInteger, right: BigInteger) -> BigInteger {
    guard !left.isZero, !right.isZero else { return .zero }
    var digits = [UInt32](repeating: 0, count: left.digits.count + right.digits.count)
    for i in left.digits.indices {
      var carry: UInt64 = 0
      for j in right.digits.indices {
        // Two digits' product, a digit and a carry fill 64 bits at most.
        carry += UInt64(left.digits[i]) * UInt64(right.digits[j]) + UInt64(digits[i + j])
        digits[i + j] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      digits[i + right.digits.count] = UInt32(truncatingIfNeeded: carry)
    }
    return BigInteger(digits: digits, isNegative: left.isNegative != right.isNegative)
  }

  /// Quotient, towards zero, and remainder, of the dividend's sign.
  func divided(by divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
    precondition(!divisor.isZero, "a division of \(self) by zero")
    let (quotient, remainder) = BigInteger.divide(digits, divisor.digits)
    return (
      BigInteger(digits: quotient, isNegative: isNegative != divisor.isNegative),
      BigInteger(digits: remainder, isNegative: isNegative)
    )
  }

  /// `10^exponent`.
  static func powerOfTen(_ exponent: Int) -> BigInteger {
    var power = BigInteger.one
    let ten = BigInteger(10)
    for _ in 0..<exponent { power = power * ten }
    return power
  }

  /// The greatest common divisor, 0 or more.
  static func greatestCommonDivisor(_ left: BigInteger, _ right: BigInteger) -> BigInteger {
    var (a, b) = (left.magnitude, right.magnitude)
    while !b.isZero {
      if a.digits.count <= 2, b.digits.count <= 2 {
        return BigInteger(word: gcd(a.word, b.word))
      }
      (a, b) = (b, a.divided(by: b).remainder)
    }
    return a
  }

  /// Bits of the magnitude, without leading zeros.
  var bitWidth: Int {
    guard let last = digits.last else { return 0 }
    return digits.count * 32 - last.leadingZeroBitCount
  }

  /// The magnitude times `2^count`, or divided by it (rounded down) where `count` is negative.
  func magnitudeShifted(by count: Int) -> BigInteger {
    if count >= 0 {
      var power = [UInt32](repeating: 0, count: count / 32 + 1)
      power[count / 32] = 1 << UInt32(count % 32)
      return magnitude * BigInteger(digits: power, isNegative: false)
    }
    var power = [UInt32](repeating: 0, count: -count / 32 + 1)
    power[-count / 32] = 1 << UInt32(-count % 32)
    return magnitude.divided(by: BigInteger(digits: power, isNegative: false)).quotient
  }

  /// The magnitude's lower 64 bits.
  var word: UInt64 {
    var word: UInt64 = 0
    for (position, digit) in digits.prefix(2).enumerated() {
      word |= UInt64(digit) << UInt64(32 * position)
    }
    return word
  }

  private init(word: UInt64) {
    self.init(
      digits: [UInt32(truncatingIfNeeded: word), UInt32(truncatingIfNeeded: word >> 32)],
      isNegative: false)
  }
}

extension BigInteger: Comparable {
  static func < (left: BigInteger, right: BigInteger) -> Bool { (left - right).isNegative }
}

extension BigInteger: CustomStringConvertible {
  /// Decimal digits.
  var description: String {
    guard !isZero else { return "0" }
    var parts: [String] = []
    var rest = magnitude
    let block = BigInteger(1_000_000_000)
    while !rest.isZero {
      let (quotient, remainder) = rest.divided(by: block)
      let text = String(remainder.word)
      let padding = quotient.isZero ? 0 : 9 - text.utf8.count
      parts.append(String(repeating: "0", count: padding) + text)
      rest = quotient
    }
    return (isNegative ? "-" : "") + parts.reversed().joined()
  }
}

// MARK: - Magnitudes

extension BigInteger {
  private static func compare(_ left: [UInt32], _ right: [UInt32]) -> Int {
    if left.count != right.count { return left.count < right.count ? -1 : 1 }
    for index in left.indices.reversed() where left[index] != right[index] {
      return left[index] < right[index] ? -1 : 1
    }
    return 0
  }

  private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var digits: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(left.count, right.count) {
      carry += UInt64(index < left.count ? left[index] : 0)
      carry += UInt64(index < right.count ? right[index] : 0)
      digits.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    if carry > 0 { digits.append(UInt32(carry)) }
    return digits
  }

  /// `left - right`, of which the left is not the smaller.
  private static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var digits = left
    var borrow: Int64 = 0
    for index in left.indices {
      var value = Int64(left[index]) - borrow - Int64(index < right.count ? right[index] : 0)
      borrow = value < 0 ? 1 : 0
      if value < 0 { value += 1 << 32 }
      digits[index] = UInt32(value)
    }
    return digits
  }

  /// Long division.
  ///
  /// Source: Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D.
  private static func divide(_ left: [UInt32], _ right: [UInt32])
    -> (quotient: [UInt32], remainder: [UInt32])
  {
    if compare(left, right) < 0 { return ([], left) }
    if right.count == 1 {
      var quotient = left
      var rest: UInt64 = 0
      for index in left.indices.reversed() {
        rest = rest << 32 | UInt64(left[index])
        quotient[index] = UInt32(rest / UInt64(right[0]))
        rest %= UInt64(right[0])
      }
      return (quotient, [UInt32(rest)])
    }
    let shift = UInt32(right[right.count - 1].leadingZeroBitCount)
    let divisor = shifted(right, shift)
    var rest = shifted(left, shift)
    if rest.count == left.count { rest.append(0) }
    let n = right.count
    var quotient = [UInt32](repeating: 0, count: rest.count - n)
    for j in quotient.indices.reversed() {
      quotient[j] = step(&rest, divisor, at: j)
    }
    var remainder = Array(rest.prefix(n))
    if shift > 0 {
      for index in remainder.indices {
        let next = index + 1 < n ? remainder[index + 1] : 0
        remainder[index] = remainder[index] >> shift | next << (32 - shift)
      }
    }
    return (quotient, remainder)
  }

  /// One digit of the quotient, taken off the rest.
  private static func step(_ rest: inout [UInt32], _ divisor: [UInt32], at j: Int) -> UInt32 {
    let n = divisor.count
    let top = UInt64(rest[j + n]) << 32 | UInt64(rest[j + n - 1])
    var guess = top / UInt64(divisor[n - 1])
    var left = top % UInt64(divisor[n - 1])
    while guess >> 32 > 0 || guess * UInt64(divisor[n - 2]) > (left << 32 | UInt64(rest[j + n - 2]))
    {
      guess -= 1
      left += UInt64(divisor[n - 1])
      if left >> 32 > 0 { break }
    }
    var borrow: Int64 = 0
    var carry: UInt64 = 0
    for i in 0..<n {
      carry += guess * UInt64(divisor[i])
      let value = Int64(rest[i + j]) - borrow - Int64(carry & 0xFFFF_FFFF)
      rest[i + j] = UInt32(truncatingIfNeeded: value)
      borrow = value < 0 ? 1 : 0
      carry >>= 32
    }
    let value = Int64(rest[j + n]) - borrow - Int64(carry)
    rest[j + n] = UInt32(truncatingIfNeeded: value)
    guard value < 0 else { return UInt32(guess) }
    var back: UInt64 = 0
    for i in 0..<n {
      back += UInt64(rest[i + j]) + UInt64(divisor[i])
      rest[i + j] = UInt32(truncatingIfNeeded: back)
      back >>= 32
    }
    // The carry out cancels the borrow: wrapping is what the algorithm asks for.
    rest[j + n] = rest[j + n] &+ UInt32(back)
    return UInt32(guess - 1)
  }

  private static func shifted(_ digits: [UInt32], _ shift: UInt32) -> [UInt32] {
    guard shift > 0 else { return digits }
    var result: [UInt32] = []
    var carry: UInt32 = 0
    for digit in digits {
      result.append(digit << shift | carry)
      carry = digit >> (32 - shift)
    }
    if carry > 0 { result.append(carry) }
    return result
  }

  private static func gcd(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var (a, b) = (left, right)
    while b > 0 { (a, b) = (b, a % b) }
    return a
  }
}
