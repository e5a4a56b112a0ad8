/// The power shelves and sidecars that feed the rack's bus.
struct PowerSources: Sendable {
  /// Equal sources.
  struct Group: Sendable {
    let count: Double
    let scope: RoleScope
    /// Output of one at the air inlet of the generation, kW.
    let capacityKw: Double
    let component: RackComponent
  }

  let groups: [Group]

  init(_ layout: RackLayout) {
    let inlet = layout.conditions.airInletC
    groups = layout.pieces.compactMap { piece in
      guard piece.component.kind.isSource, piece.scope != .cluster else { return nil }
      return Group(
        count: piece.count, scope: piece.scope,
        capacityKw: Self.derated(piece.component.electrical, airInletC: inlet),
        component: piece.component)
    }
  }

  /// The output left at an air inlet, kW: `supply (1 − d max(0, T − T₀))`, never below 0.
  static func derated(_ data: ElectricalData, airInletC: Double) -> Double {
    guard let above = data.derateAboveC, airInletC > above else { return data.supplyKw }
    return data.supplyKw * max(0, 1 - data.deratePerK * (airInletC - above))
  }

  /// Output of all, kW.
  var capacityKw: Double { groups.reduce(0) { $0 + $1.count * $1.capacityKw } }

  /// Output after the `failed` largest have failed, kW.
  func capacityKw(without failed: Int) -> Double {
    capacityKw - largest(failed)
  }

  /// Output of the `count` largest sources, kW.
  private func largest(_ count: Int) -> Double {
    var left = Double(count)
    var sum = 0.0
    for group in groups.sorted(by: { $0.capacityKw > $1.capacityKw }) where left > 0 {
      let taken = min(left, group.count)
      sum += taken * group.capacityKw
      left -= taken
    }
    return sum
  }

  /// How many of the largest may fail while the rest still carries `loadKw`; -1 where all of them
  /// do not.
  func spares(forLoadKw loadKw: Double) -> Int {
    // Rounding of the sums must not cost a source.
    var rest = capacityKw - loadKw + Verdict.tolerance * max(1, loadKw)
    guard rest >= 0 else { return -1 }
    var spares = 0
    for group in groups.sorted(by: { $0.capacityKw > $1.capacityKw }) {
      guard group.capacityKw > 0 else { return spares + Int(group.count) }
      let taken = min(group.count, (rest / group.capacityKw).rounded(.down))
      spares += Int(taken)
      rest -= taken * group.capacityKw
      if taken < group.count { return spares }
    }
    return spares
  }

  /// Power taken in from outside by sources of a scope at a load, and what of it is lost, kW.
  ///
  /// All share the load in proportion to their output: `in = n (c u / η(u) + own)`.
  func input(_ scope: RoleScope, load: Double, mode: Int) -> (inKw: Double, lossKw: Double) {
    var input = 0.0
    var loss = 0.0
    for group in groups where group.scope == scope {
      let taken = group.input(load: load, mode: mode)
      input += taken
      loss += taken - group.count * group.capacityKw * load
    }
    return (input, loss)
  }
}

extension PowerSources.Group {
  /// Output over input at a load.
  func efficiency(at load: Double) -> Double {
    component.electrical.efficiencyCurve?.value(at: load) ?? component.electrical.efficiency
  }

  /// Power that all of the group take in, kW.
  func input(load: Double, mode: Int) -> Double {
    count * (capacityKw * load / efficiency(at: load) + component.powerKw[mode])
  }
}
