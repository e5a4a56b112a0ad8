import Foundation

/// A logarithmic axis.
struct Scale {
  /// The ends, in units.
  let range: ClosedRange<Double>
  /// Where the ends stand, in pixels.
  let first: Double
  let last: Double

  /// An axis that shows all of `values` with room on both sides.
  init(_ values: [Double], first: Double, last: Double) {
    let least = (values.min() ?? 1) / 1.6
    let most = (values.max() ?? 1) * 1.6
    range = least...most
    self.first = first
    self.last = last
  }

  /// Where `value` stands, in pixels.
  func place(_ value: Double) -> Double {
    let share = log(value / range.lowerBound) / log(range.upperBound / range.lowerBound)
    return first + share * (last - first)
  }

  /// 1, 2 and 5 times the powers of ten.
  var ticks: [Double] {
    let decades = Int(floor(log10(range.lowerBound)))...Int(ceil(log10(range.upperBound)))
    return decades.flatMap { decade in
      [1, 2, 5].map { $0 * pow(10, Double(decade)) }
    }.filter(range.contains)
  }

  /// `value` as the axis says it: `0.5`, `20`, `2,000`.
  static func words(_ value: Double) -> String {
    guard value >= 1 else { return String(format: "%g", value) }
    let digits = String(format: "%.0f", value)
    guard digits.count > 3 else { return digits }
    return digits.dropLast(3) + "," + digits.suffix(3)
  }
}
