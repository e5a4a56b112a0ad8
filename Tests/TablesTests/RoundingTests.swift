import Tables
import Testing

/// Computed numbers without the noise of floating point.
@Suite struct RoundingTests {
  @Test(arguments: [
    (0.1 + 0.2, 12, "0.3"), (2.0 / 3, 6, "0.666667"), (-2.0 / 3, 3, "-0.667"),
    (123_456_789.0, 3, "123000000"), (0.000012345, 2, "1.2e-05"), (-0.0, 12, "0"),
    (17_481_867.891629, 12, "17481867.8916"), (9.9999, 2, "10"), (1e300, 12, "1e+300"),
  ])
  func significantDigits(value: Double, digits: Int, text: String) {
    #expect(DecimalText.text(DecimalRounding.significant(value, digits)) == text)
  }

  /// To the cent, or finer where a billionth of the whole is finer.
  @Test(arguments: [
    (17_481_867.891629, 17_481_867.891629, "17481867.89"), (0.1 + 0.2, 1094.0, "0.3"),
    (62.0000004, 1094.0, "62"), (0.004, 5e9, "0"), (3_712_345_678.126, 3.7e9, "3712345678.13"),
    (0.123456789, 0.5, "0.123456789"), (1.0 / 3, 0.0, "0.333333333333"),
  ])
  func moneyOfASum(value: Double, size: Double, text: String) {
    #expect(DecimalText.text(DecimalRounding.money(value, of: size)) == text)
  }

  @Test(arguments: [
    (95.50000031, 1e-6, "95.5"), (5_000_003.7, 3.7, "5000000"), (0.1 + 0.2, 0.0, "0.3"),
  ])
  func noiseIsNotTold(value: Double, noise: Double, text: String) {
    #expect(DecimalText.text(DecimalRounding.clear(value, of: noise)) == text)
  }

  @Test(arguments: [
    (20_000.0, "20,000"), (-1_250_000.5, "-1,250,000.5"), (999, "999"), (0.1 + 0.2, "0.3"),
    (1e-9, "0"), (1e300, "1e+300"), (0.000012, "1.2e-05"),
  ])
  func thousandsInGroups(value: Double, text: String) {
    #expect(DecimalText.grouped(value) == text)
  }

  @Test(arguments: [(1234.5, -2, 1200.0), (-0.125, 2, -0.13), (0.5, 0, 1.0), (1e20, 3, 1e20)])
  func fixedDecimals(value: Double, decimals: Int, expected: Double) {
    #expect(DecimalRounding.fixed(value, decimals) == expected)
  }
}
