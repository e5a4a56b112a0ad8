/// Current and loss of the rack's busbars.
///
/// Equal volts along parallel bars share the current by their conductances:
/// `1/R = Σ 1/Rᵢ`, `P = I² R`.
package struct Busbar: Hashable, Sendable {
  /// A; 0 where there is no busbar.
  package var ratingA: Double
  /// Both ways, milliohm; 0 where there is no busbar.
  package var resistanceMilliohm: Double

  /// Makes the busbar of a layout.
  init(_ layout: RackLayout) {
    var rating = 0.0
    var conductance = 0.0
    var isIdeal = false
    for piece in layout.pieces where piece.component.kind == .busbar && piece.scope == .rack {
      rating += piece.count * piece.component.electrical.currentA
      let resistance = piece.component.electrical.resistanceMilliohm
      if resistance > 0 { conductance += piece.count / resistance } else { isIdeal = true }
    }
    ratingA = rating
    resistanceMilliohm = isIdeal || conductance == 0 ? 0 : 1 / conductance
  }

  /// Current of a load, A.
  static func current(loadKw: Double, volts: Double) -> Double { loadKw * 1000 / volts }

  /// Heat of the bar at a current, kW: `I² R`.
  package func lossKw(at currentA: Double) -> Double {
    currentA * currentA * resistanceMilliohm * 1e-6
  }
}
