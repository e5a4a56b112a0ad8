/// A value against another, by straight lines between points; level beyond both ends.
package struct Curve: Hashable, Sendable {
  /// Strictly rising; as many as `y`, at least one.
  package let x: [Double]
  package let y: [Double]

  /// Makes a curve.
  ///
  /// - Precondition: `x` rises strictly and is as long as `y`.
  package init(x: [Double], y: [Double]) {
    precondition(x.count == y.count && !x.isEmpty, "\(x.count) x for \(y.count) y")
    precondition(zip(x, x.dropFirst()).allSatisfy { $0 < $1 }, "x does not rise")
    self.x = x
    self.y = y
  }

  /// The value at `position`.
  ///
  /// - Complexity: O(points).
  package func value(at position: Double) -> Double {
    let last = x.count - 1
    if position <= x[0] { return y[0] }
    if position >= x[last] { return y[last] }
    var right = 1
    while x[right] < position { right += 1 }
    let share = (position - x[right - 1]) / (x[right] - x[right - 1])
    return y[right - 1] + share * (y[right] - y[right - 1])
  }

  /// Whether `position` lies between the first and the last point.
  package func covers(_ position: Double) -> Bool {
    position >= x[0] && position <= x[x.count - 1]
  }
}

/// Pressure drop against flow: power laws between points, the end laws beyond them.
///
/// One point and an exponent make the law `Δp = Δp₀ (q/q₀)ⁿ`.
package struct PressureCurve: Hashable, Sendable {
  /// Flows, l/min, strictly rising, more than 0.
  package let flow: [Double]
  /// Pressures, kPa, strictly rising, more than 0.
  package let pressure: [Double]
  /// By stretch between points, and at least one: the exponent of its law.
  package let exponent: [Double]

  /// The law through one point.
  package init(flow: Double, pressure: Double, exponent: Double) {
    self.flow = [flow]
    self.pressure = [pressure]
    self.exponent = [exponent]
  }

  /// The laws through two points or more, both coordinates strictly rising.
  package init(flow: [Double], pressure: [Double]) {
    precondition(flow.count == pressure.count && flow.count > 1, "\(flow.count) points")
    self.flow = flow
    self.pressure = pressure
    exponent = (1..<flow.count).map { index in
      Mathematics.logarithm(pressure[index] / pressure[index - 1])
        / Mathematics.logarithm(flow[index] / flow[index - 1])
    }
  }

  /// The drop at `rate`, kPa; 0 where nothing flows.
  package func drop(at rate: Double) -> Double {
    guard rate > 0 else { return 0 }
    var stretch = 0
    while stretch + 1 < exponent.count, rate > flow[stretch + 1] { stretch += 1 }
    return pressure[stretch] * Mathematics.power(rate / flow[stretch], exponent[stretch])
  }

  /// The flow that `drop` drives, l/min: the inverse of ``drop(at:)``.
  package func flow(at drop: Double) -> Double {
    guard drop > 0 else { return 0 }
    var stretch = 0
    while stretch + 1 < exponent.count, drop > pressure[stretch + 1] { stretch += 1 }
    return flow[stretch] * Mathematics.power(drop / pressure[stretch], 1 / exponent[stretch])
  }
}
