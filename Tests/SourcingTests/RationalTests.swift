import Testing

@testable import Sourcing

@Suite struct RationalTests {
  @Test(arguments: [
    ("0", "0"), ("-0.50", "-0.5"), ("12e2", "1200"), ("1.5e-3", "0.0015"), ("+7", "7"),
    ("123456789012345678901234567890.125", "123456789012345678901234567890.125"),
  ])
  func decimalsAreKept(text: String, expected: String) throws {
    #expect(try #require(Rational(text)).decimalText == expected)
  }

  @Test(arguments: ["", "x", "1.2.3", "1e999", "--1", "1,5"])
  func otherTextsAreNone(text: String) {
    #expect(Rational(text) == nil)
  }

  @Test func sumsOfThirdsAreWhole() {
    let third = Rational(1) / Rational(3)
    #expect(third + third + third == .one)
    #expect((third * Rational(3)).isWhole)
    #expect(third.decimalText == nil && "\(third)" == "1/3")
    #expect(abs(third.double - 1.0 / 3) < 1e-16)
  }

  /// Products of many digits divided by one factor give the other, for seeds of a simple generator.
  @Test func divisionUndoesMultiplication() {
    var state: UInt64 = 7
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(bitPattern: UInt(state)) >> Int(state % 40)
    }
    for round in 0..<300 {
      let a = BigInteger(next()) * BigInteger(next()) * BigInteger(next())
      let b = BigInteger(next()) * BigInteger(next())
      let r = BigInteger(next()).magnitude
      guard !b.isZero, r < b.magnitude else { continue }
      let sum = a.magnitude * b.magnitude + r
      let (quotient, remainder) = sum.divided(by: b.magnitude)
      #expect(quotient == a.magnitude && remainder == r, "round \(round)")
    }
  }

  @Test(arguments: [0.1, 1e300, 123.456, 5e-12, 0.3, 1e15 + 0.5])
  func doublesComeBack(value: Double) {
    let back = Rational(shortest: value).double
    #expect(abs(back - value) <= value.ulp)
  }
}
