/// Air that carries what the coolant does not take.
package enum Air {
  /// Heat of dry air, J/(kg K).
  static let specificHeat = 1006.0
  /// Gas constant of dry air, J/(kg K).
  static let gasConstant = 287.05
  /// Pressure at sea level, Pa.
  static let pressure = 101_325.0

  /// Density at a temperature, kg/m3: `p / (R T)`.
  package static func density(atC temperature: Double) -> Double {
    pressure / (gasConstant * (273.15 + temperature))
  }

  /// Air that enters at `inletC` and carries `heatKw` with a rise of `riseK`, m3/h.
  package static func flow(heatKw: Double, inletC: Double, riseK: Double) -> Double {
    heatKw * 1000 / (density(atC: inletC) * specificHeat * riseK) * 3600
  }
}

/// Sound of sources that are heard together.
package enum Noise {
  /// Levels add up by their powers, dBA: `10 log Σ n 10^(L/10)`; `nil` without a source.
  package static func level(_ sources: [(count: Double, dBA: Double)]) -> Double? {
    let power = sources.reduce(0) {
      $0 + $1.count * Mathematics.power(10, $1.dBA / 10)
    }
    return power > 0 ? 10 * Mathematics.decimalLogarithm(power) : nil
  }
}
