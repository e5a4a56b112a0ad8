/// The power of two by which HiGHS sees the objective.
///
/// Money reaches 1e11 while HiGHS's tolerances are absolute, about 1e-7 a unit of cost: costs far
/// from 1 make it work for digits that nobody asked for, or stop too early. Powers of two scale and
/// scale back without rounding.
struct ObjectiveScale: Equatable {
  /// Costs are multiplied by `2^exponent` on their way in.
  let exponent: Int

  /// No scaling.
  static let one = ObjectiveScale(exponent: 0)

  private init(exponent: Int) {
    self.exponent = exponent
  }

  /// Chooses the scale for costs.
  ///
  /// Costs within 1e-3 ... 1e4 are left alone. Others are shifted so that their geometric mean is
  /// near 1, but no further down than leaves the smallest at 1e-4 where the largest allows it (at
  /// most 1e7 after the shift).
  init(costs: [Double]) {
    var range = MagnitudeRange()
    var sum = 0.0
    var count = 0
    for cost in costs where cost != 0 && cost.isFinite {
      range.include(cost)
      sum += Double(cost.exponent) + 0.5
      count += 1
    }
    guard let limits = range.limits, limits.upperBound > 1e4 || limits.upperBound < 1e-3 else {
      self = .one
      return
    }
    let mean = -Int((sum / Double(count)).rounded())
    let keepsSmallest = Int(-13) - Int(limits.lowerBound.exponent)  // 2^-13 ≈ 1e-4
    let holdsLargest = 23 - Int(limits.upperBound.exponent)  // 2^23 ≈ 1e7
    exponent = min(max(mean, keepsSmallest), holdsLargest)
  }

  /// The factor on the way in.
  var factor: Double { Double(sign: .plus, exponent: exponent, significand: 1) }

  /// Scales a number on its way in.
  func scaled(_ value: Double) -> Double { value * factor }

  /// Scales a number of HiGHS on its way out.
  func restored(_ value: Double) -> Double { value / factor }

  /// Scales numbers on their way in.
  func scaled(_ values: [Double]) -> [Double] {
    exponent == 0 ? values : values.map { $0 * factor }
  }
}
