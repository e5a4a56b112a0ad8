/// Short peaks of the power, and what stores hold the bus up.
package struct Transient: Hashable, Sendable {
  /// The highest short draw from the bus, kW.
  package var peakKw: Double
  /// Energy of all stores, kJ.
  package var energyKj: Double
  /// Power of all stores, kW.
  package var dischargeKw: Double
  /// How long the stores alone carry the bus, ms; 0 where they give too little power.
  package var holdUpMs: Double
  /// Safe output of the sources and what stores add for as long as a peak lasts, less the peak, kW.
  ///
  /// `nil` where the conditions name no peak.
  package var headroomKw: Double?

  init(_ layout: RackLayout, balance: PowerBalance, mode: Int) {
    peakKw =
      layout.sum(.rack) {
        $0.kind.isSource ? 0 : $0.powerKw[mode] * $0.electrical.peakFactor
      } + balance.busLossKw
    energyKj =
      layout.sum(.rack) { $0.electrical.energyKj } + layout.sum(.beside) { $0.electrical.energyKj }
    dischargeKw =
      layout.sum(.rack) { $0.electrical.dischargeKw }
      + layout.sum(.beside) { $0.electrical.dischargeKw }
    // kJ over kW are seconds.
    let carries = dischargeKw >= balance.outputKw && balance.outputKw > 0
    holdUpMs = carries ? energyKj / balance.outputKw * 1000 : 0
    let seconds = layout.conditions.transientMs / 1000
    headroomKw =
      seconds > 0
      ? balance.safeCapacityKw + min(dischargeKw, energyKj / seconds) - peakKw : nil
  }
}
