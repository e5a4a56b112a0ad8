import Tables

/// Everything that is computed of one design.
package struct DesignMeasures: Sendable {
  /// What differs by mode.
  package struct OfMode: Sendable {
    package var mode: RackMode
    package var power: PowerBalance
    package var transient: Transient
    package var heat: HeatSplit
    package var coolant: CoolantLoop
    /// Air that carries the heat, m3/h.
    package var airFlow: Double
    /// CDUs that may fail; `nil` without a place for CDUs.
    package var spareCDUs: Int?
    /// PFLOPS at FP4, FP8 and FP16.
    package var pflops: [Double]
  }

  package var modes: [OfMode]
  package var busbar: Busbar
  package var plant: CoolingPlant?
  package var mechanics: Mechanics
  package var packing: Packing
  package var architecture: Architecture
  package var content: HomeContent
  package var making: MakingReport
  /// The cluster's network; `nil` where it is not checked.
  package var network: ScaleOutNetwork?
  /// Of one rack, beside it and its part of the cluster, money.
  package var price: Double

  private let layout: RackLayout
  private let ports: PortCounts
  private let networkHeadroom: NetworkHeadroom?

  /// Measures a design of the folder.
  ///
  /// - Complexity: O(slots × modes).
  package init(_ design: Design, in folder: DesignFolder) {
    let layout = RackLayout(design, in: folder)
    let sources = PowerSources(layout)
    let busbar = Busbar(layout)
    let plant = CoolingPlant(layout)
    self.layout = layout
    self.busbar = busbar
    self.plant = plant
    ports = PortCounts(layout)
    networkHeadroom = NetworkHeadroom(layout, ports: ports)
    network = networkHeadroom?.network
    mechanics = Mechanics(layout)
    packing = Packing(layout)
    architecture = Architecture(layout)
    content = HomeContent(layout, domestic: folder.settings.domestic)
    making = MakingReport(layout)
    price = layout.sumPerRack { $0.commerce.price }
    modes = layout.generation.modes.map {
      Self.measure(layout, sources: sources, busbar: busbar, plant: plant, mode: $0)
    }
  }

  private static func measure(
    _ layout: RackLayout, sources: PowerSources, busbar: Busbar, plant: CoolingPlant?,
    mode: RackMode
  ) -> OfMode {
    let index = mode.mode
    let power = PowerBalance(layout, sources: sources, busbar: busbar, mode: index)
    let heat = HeatSplit(layout, balance: power, sources: sources, mode: index)
    let coolant = CoolantLoop(layout, balance: power, sources: sources, mode: index)
    func pflops(_ value: (ComputeData) -> Double) -> Double {
      layout.sum(.rack) { value($0.compute) * $0.computeFactor[index] }
    }
    return OfMode(
      mode: mode, power: power, transient: Transient(layout, balance: power, mode: index),
      heat: heat, coolant: coolant,
      airFlow: Air.flow(
        heatKw: heat.airKw, inletC: layout.conditions.airInletC, riseK: layout.conditions.airRiseK),
      spareCDUs: plant?.spares(
        heatKw: heat.liquidKw + heat.besideLiquidKw, flowLpm: coolant.flowLpm),
      pflops: [pflops(\.pflopsFP4), pflops(\.pflopsFP8), pflops(\.pflopsFP16)])
  }
}

// MARK: Values by quantity

extension DesignMeasures {
  /// The value of a quantity in its unit; `nil` where it cannot be told of this design.
  ///
  /// - Parameters:
  ///   - quantity: What to tell.
  ///   - mode: Position in ``modes``; of no account for what is the same in every mode.
  /// - Returns: The value; a date as its day's number.
  package func value(of quantity: Quantity, mode: Int) -> Double? {
    let value =
      quantity.dependsOnMode
      ? valueInMode(quantity, modes[mode]) : valueOfDesign(quantity)
    return value
  }

  private func valueInMode(_ quantity: Quantity, _ mode: OfMode) -> Double? {
    switch quantity {
    case .pflopsFP4: mode.pflops[0]
    case .pflopsFP8: mode.pflops[1]
    case .pflopsFP16: mode.pflops[2]
    case .pflopsPerKw: mode.power.rackKw > 0 ? mode.pflops[0] / mode.power.rackKw : nil
    case .itPower: mode.power.itKw
    case .rackPower: mode.power.rackKw
    case .facilityPower: mode.power.facilityKw
    case .powerHeadroom: mode.power.headroomKw
    case .sparePowerShelves: Double(mode.power.spareSources)
    case .shelfLoad: mode.power.load
    case .shelfLoadHeadroom: mode.power.loadHeadroom
    case .shelfLoadFloor: mode.power.loadFloor
    case .busbarCurrent: mode.power.currentA
    case .busbarHeadroom: layout.hasRole(.busbar) ? busbar.ratingA - mode.power.currentA : nil
    case .busbarLoss: mode.power.busLossKw
    case .transientPeak: mode.transient.peakKw
    case .transientHeadroom: mode.transient.headroomKw
    case .holdUpTime: mode.transient.holdUpMs
    default: coolingInMode(quantity, mode)
    }
  }

  private func coolingInMode(_ quantity: Quantity, _ mode: OfMode) -> Double? {
    let liquid = mode.heat.liquidKw + mode.heat.besideLiquidKw
    switch quantity {
    case .liquidShare: return mode.heat.liquidShare
    case .liquidHeat: return mode.heat.liquidKw
    case .airHeat: return mode.heat.airKw
    case .returnTemperature: return mode.coolant.returnC
    case .coolantFlow: return mode.coolant.flowLpm
    case .pressureDrop: return mode.coolant.dropKpa
    case .headHeadroom: return plant.map { $0.headKpa - mode.coolant.dropKpa }
    case .flowHeadroom: return plant.map { $0.safeFlowLpm - mode.coolant.flowLpm }
    case .coolingHeadroom: return plant.map { $0.safeCoolingKw - liquid }
    case .spareCDUs: return mode.spareCDUs.map(Double.init)
    case .airFlow: return mode.airFlow
    case .airFlowHeadroom: return layout.sum(.rack) { $0.cooling.airFlow } - mode.airFlow
    default: preconditionFailure("\(quantity.rawValue) does not depend on the mode")
    }
  }

  private func valueOfDesign(_ quantity: Quantity) -> Double? {
    switch quantity {
    case .accelerators: layout.sum(.rack) { Double($0.compute.accelerators) }
    case .memory: layout.sum(.rack) { $0.compute.memoryGB }
    case .hostMemory: layout.sum(.rack) { $0.compute.hostMemoryGB }
    case .scaleUpBandwidth: ports.gbps(.scaleUp)
    case .scaleOutBandwidth: scaleOutPerAccelerator
    case .holdUpEnergy: modes[0].transient.energyKj
    case .supplyTemperature:
      layout.pieces.compactMap { $0.scope == .cluster ? nil : $0.component.cooling.supplyMaxC }
        .min()
    case .pressureRating:
      layout.pieces.compactMap { $0.scope == .cluster ? nil : $0.component.cooling.pressureMaxKpa }
        .min()
    case .noise: noise
    case .mass: mechanics.massKg
    case .payloadHeadroom: mechanics.payloadHeadroomKg
    case .floorLoad: mechanics.floorLoad
    case .width: mechanics.widthMm
    case .height: mechanics.heightMm
    case .depth: mechanics.depthMm
    case .spareUnits: Double(packing.spareUnits)
    case .overlaps: Double(packing.overlaps)
    case .serviceTime: making.serviceMinutes.map { $0 / 60 }
    case .cables: Double(making.cables)
    default: networkAndCommerce(quantity)
    }
  }

  private func networkAndCommerce(_ quantity: Quantity) -> Double? {
    switch quantity {
    case .scaleUpPortHeadroom: ports.headroom(.scaleUp)
    case .scaleUpCableHeadroom: scaleUpCableHeadroom
    case .managementPortHeadroom:
      layout.hasRole(.managementSwitch) ? ports.headroom(.management) : nil
    case .switchHeadroom: networkHeadroom.map { Double($0.switches) }
    case .opticHeadroom: networkHeadroom.map { Double($0.optics) }
    case .misfits: Double(architecture.misfits.count)
    case .roleFaults: Double(architecture.roleFaults.count)
    case .availableFrom: day(\.availableFrom, Day.first) { max($0, $1) }
    case .availableTo: day(\.availableTo, Day.last) { min($0, $1) }
    case .leadTime: Double(layout.pieces.map(\.component.commerce.leadDays).max() ?? 0)
    case .price: price
    case .domesticContent: content.share
    case .domesticValue: content.valueShare
    case .addressableContent: content.addressableShare
    case .assemblyTime: making.assemblyHours.reduce(0, +)
    case .testTime: making.testHours.reduce(0, +)
    case .parts: Double(making.parts)
    case .connectors: Double(making.connectors)
    case .distinctParts: Double(making.distinctParts)
    default: preconditionFailure("\(quantity.rawValue) depends on the mode")
    }
  }

  private var scaleOutPerAccelerator: Double? {
    let accelerators = layout.sum(.rack) { Double($0.compute.accelerators) }
    return accelerators > 0 ? ports.gbps(.scaleOut) / accelerators : nil
  }

  private var scaleUpCableHeadroom: Double? {
    guard layout.hasRole(.cableCartridge) else { return nil }
    let cables = layout.sum(.rack) { $0.kind == .cableCartridge ? Double($0.making.cables) : 0 }
    return cables - ports.devices(.scaleUp)
  }

  private var noise: Double? {
    Noise.level(
      layout.pieces.compactMap { piece in
        guard piece.scope == .rack, let level = piece.component.cooling.noise else { return nil }
        return (piece.count, level)
      })
  }

  private func day(
    _ day: (CommerceData) -> Day?, _ open: Day, _ choose: (Day, Day) -> Day
  ) -> Double {
    let days = layout.pieces.compactMap { day($0.component.commerce) }
    return Double(days.reduce(open, choose).number)
  }
}
