/// Where the rack's power comes from and goes to, in one mode.
package struct PowerBalance: Hashable, Sendable {
  /// Drawn from the bus in the rack, kW.
  package var itKw: Double
  /// On the bus, A.
  package var currentA: Double
  package var busLossKw: Double
  /// What the sources must give: ``itKw`` and ``busLossKw``.
  package var outputKw: Double
  /// Output of all sources, and after the spare ones have failed, kW.
  package var capacityKw: Double
  package var safeCapacityKw: Double
  /// Load of the sources as a share of their output, all of them on; `nil` without sources.
  package var load: Double?
  /// How far the load is below the lowest `load_max`, and above the highest `load_min`.
  package var loadHeadroom: Double?
  package var loadFloor: Double?
  /// Sources that may fail; -1 where all do not suffice.
  package var spareSources: Int
  /// Lost in sources that stand in the rack, and beside it, kW.
  package var rackSourceLossKw: Double
  package var besideSourceLossKw: Double
  /// Taken in by the rack, kW.
  package var rackKw: Double
  /// Taken in by the rack, by what stands beside it, and by its part of the cluster, kW.
  package var facilityKw: Double

  /// How much more the bus could carry after the spare sources have failed, kW.
  package var headroomKw: Double { safeCapacityKw - outputKw }

  /// Balances a layout in a mode.
  init(_ layout: RackLayout, sources: PowerSources, busbar: Busbar, mode: Int) {
    itKw = layout.sum(.rack) { $0.kind.isSource ? 0 : $0.powerKw[mode] }
    currentA = Busbar.current(loadKw: itKw, volts: layout.conditions.busVolts)
    busLossKw = busbar.lossKw(at: currentA)
    outputKw = itKw + busLossKw
    capacityKw = sources.capacityKw
    safeCapacityKw = sources.capacityKw(without: layout.conditions.sparePowerShelves)
    spareSources = sources.spares(forLoadKw: outputKw)
    let share = capacityKw > 0 ? outputKw / capacityKw : nil
    load = share
    loadHeadroom = share.flatMap { share in
      sources.groups.map { $0.component.electrical.loadMax - share }.min()
    }
    loadFloor = share.flatMap { share in
      sources.groups.map { share - $0.component.electrical.loadMin }.min()
    }
    let inside = sources.input(.rack, load: share ?? 0, mode: mode)
    let beside = sources.input(.beside, load: share ?? 0, mode: mode)
    rackSourceLossKw = inside.lossKw
    besideSourceLossKw = beside.lossKw
    rackKw = outputKw + inside.lossKw
    let others =
      layout.sum(.beside) { $0.kind.isSource ? 0 : $0.powerKw[mode] }
      + layout.sum(.cluster) { $0.powerKw[mode] } / layout.racks
    facilityKw = rackKw + beside.lossKw + others
  }
}
