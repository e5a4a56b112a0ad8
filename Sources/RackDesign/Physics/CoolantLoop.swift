import Program

/// Flows, drops and temperatures of the rack's coolant in one mode.
///
/// Every wet component is a branch between the two sides of the manifold. Each gets the flow that
/// it needs: enough to carry its heat to the warmest return allowed, and not less than its maker
/// asks at this supply temperature. The manifold must offer the drop of the worst branch.
package struct CoolantLoop: Hashable, Sendable {
  /// Equal branches.
  package struct Branch: Hashable, Sendable {
    package var component: RackComponentIndex
    package var count: Double
    /// Of one, to the coolant, kW.
    package var heatKw: Double
    /// Through one, l/min.
    package var flowLpm: Double
    /// Of the part and its two couplings, kPa.
    package var dropKpa: Double
  }

  package var branches: [Branch]
  /// Through the rack and what stands beside it, l/min.
  package var flowLpm: Double
  /// Of the manifold, both sides, kPa.
  package var manifoldKpa: Double
  /// Of the manifold and the worst branch, kPa.
  package var dropKpa: Double
  /// Mixed, leaving the rack, degC; `nil` where nothing flows.
  package var returnC: Double?

  /// Couplings that a branch's coolant passes: one on each side.
  static let couplings = 2.0

  init(_ layout: RackLayout, balance: PowerBalance, sources: PowerSources, mode: Int) {
    let heats = BranchHeats(layout: layout, balance: balance, sources: sources, mode: mode)
    let couplings = layout.pieces.compactMap { piece in
      piece.component.kind == .quickDisconnect ? piece.component.cooling.pressureDrop : nil
    }
    var made: [Branch] = []
    for piece in layout.pieces where piece.scope != .cluster {
      let heat = heats.heatKw(of: piece)
      guard heat > 0 else { continue }
      let flow = Self.flow(of: piece.component, heatKw: heat, layout.conditions, mode: mode)
      let coupling = couplings.map { $0.drop(at: flow) }.max() ?? 0
      let own = piece.component.cooling.pressureDrop?.drop(at: flow) ?? 0
      made.append(
        Branch(
          component: piece.index, count: piece.count, heatKw: heat, flowLpm: flow,
          dropKpa: own + Self.couplings * coupling))
    }
    branches = made
    let total = made.reduce(0) { $0 + $1.count * $1.flowLpm }
    let heat = made.reduce(0) { $0 + $1.count * $1.heatKw }
    flowLpm = total
    manifoldKpa = Self.manifoldDrop(layout, flowLpm: total)
    dropKpa = manifoldKpa + (made.map(\.dropKpa).max() ?? 0)
    let conditions = layout.conditions
    returnC =
      total > 0
      ? conditions.coolantSupplyC + conditions.coolant.rise(heatKw: heat, flowLpm: total) : nil
  }

  /// The flow that one branch needs, l/min.
  static func flow(
    of component: RackComponent, heatKw: Double, _ conditions: Conditions, mode: Int
  ) -> Double {
    let limit = min(
      conditions.coolantReturnLimitC, component.cooling.returnMaxC ?? .infinity)
    let rise = limit - conditions.coolantSupplyC
    let carried = rise > 0 ? conditions.coolant.flow(heatKw: heatKw, riseK: rise) : .infinity
    let flows = component.cooling.leastFlow
    let least = flows.isEmpty ? nil : flows[mode]?.value(at: conditions.coolantSupplyC)
    return max(carried, least ?? 0)
  }

  /// The drop of manifolds that share the flow evenly, kPa.
  private static func manifoldDrop(_ layout: RackLayout, flowLpm: Double) -> Double {
    let manifolds = layout.pieces.filter { $0.component.kind == .manifold && $0.scope == .rack }
    let count = manifolds.reduce(0) { $0 + $1.count }
    guard count > 0 else { return 0 }
    return manifolds.compactMap { $0.component.cooling.pressureDrop?.drop(at: flowLpm / count) }
      .max() ?? 0
  }
}

/// What heat one piece gives to the coolant.
private struct BranchHeats {
  let layout: RackLayout
  let balance: PowerBalance
  let sources: PowerSources
  let mode: Int

  /// kW; 0 of what is not wet.
  func heatKw(of piece: Piece) -> Double {
    let component = piece.component
    let share = component.cooling.liquidShare
    guard share > 0 else { return 0 }
    if component.kind.isSource { return sourceHeat(piece) * share }
    var heat = component.powerKw[mode] * share
    if component.kind == .busbar, piece.scope == .rack {
      let bars = layout.pieces.reduce(0) {
        $0 + ($1.component.kind == .busbar && $1.scope == .rack ? $1.count : 0)
      }
      heat += balance.busLossKw / bars * share
    }
    return heat
  }

  private func sourceHeat(_ piece: Piece) -> Double {
    let load = balance.load ?? 0
    let group = PowerSources.Group(
      count: 1, scope: piece.scope,
      capacityKw: PowerSources.derated(
        piece.component.electrical, airInletC: layout.conditions.airInletC),
      component: piece.component)
    return group.input(load: load, mode: mode) - group.capacityKw * load
  }
}
