/// What of the heat the coolant takes and what the air, in one mode.
package struct HeatSplit: Hashable, Sendable {
  /// To the coolant, from the rack, kW.
  package var liquidKw: Double
  /// To the air, from the rack, kW.
  package var airKw: Double
  /// To the coolant, from what stands beside the rack, kW.
  package var besideLiquidKw: Double

  /// The coolant's share of the rack's heat, 0 to 1; 1 of no heat.
  package var liquidShare: Double {
    let sum = liquidKw + airKw
    return sum > 0 ? liquidKw / sum : 1
  }

  init(_ layout: RackLayout, balance: PowerBalance, sources: PowerSources, mode: Int) {
    var liquid = layout.sum(.rack) {
      $0.kind.isSource ? 0 : $0.powerKw[mode] * $0.cooling.liquidShare
    }
    liquid += balance.busLossKw * Self.busbarShare(layout)
    liquid += Self.sourceHeat(sources, .rack, load: balance.load ?? 0, mode: mode)
    let total = balance.itKw + balance.busLossKw + balance.rackSourceLossKw
    liquidKw = liquid
    airKw = max(0, total - liquid)
    besideLiquidKw =
      layout.sum(.beside) {
        $0.kind.isSource ? 0 : $0.powerKw[mode] * $0.cooling.liquidShare
      } + Self.sourceHeat(sources, .beside, load: balance.load ?? 0, mode: mode)
  }

  /// The coolant's part of what the busbars lose.
  static func busbarShare(_ layout: RackLayout) -> Double {
    var share = 0.0
    var count = 0.0
    for piece in layout.pieces where piece.component.kind == .busbar && piece.scope == .rack {
      share += piece.count * piece.component.cooling.liquidShare
      count += piece.count
    }
    return count > 0 ? share / count : 0
  }

  private static func sourceHeat(
    _ sources: PowerSources, _ scope: RoleScope, load: Double, mode: Int
  ) -> Double {
    var heat = 0.0
    for group in sources.groups where group.scope == scope {
      let loss = group.input(load: load, mode: mode) - group.count * group.capacityKw * load
      heat += loss * group.component.cooling.liquidShare
    }
    return heat
  }
}
