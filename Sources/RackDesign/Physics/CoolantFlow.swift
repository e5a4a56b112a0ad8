/// Heat, flow and temperatures of a coolant: `P = ρ c Q ΔT`.
extension Coolant {
  /// The flow that carries `heatKw` at a rise of `riseK`, l/min.
  ///
  /// kW over kJ/(m3 K) and K are m3/s; one of them is 60,000 l/min.
  package func flow(heatKw: Double, riseK: Double) -> Double {
    heatKw * 1000 / (density * specificHeat * riseK) * 60_000
  }

  /// How much warmer `heatKw` makes a flow, K.
  package func rise(heatKw: Double, flowLpm: Double) -> Double {
    heatKw * 1000 / (density * specificHeat * flowLpm / 60_000)
  }
}
