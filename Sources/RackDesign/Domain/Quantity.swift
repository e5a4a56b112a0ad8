/// What a requirement may speak of, each with its dimension and the side on which it binds.
///
/// How each is computed stands in docs/rack-design.md under the same name.
package enum Quantity: String, CaseIterable, Hashable, Sendable {
  // What the rack does.
  case accelerators, memory
  case pflopsFP4 = "pflops_fp4"
  case pflopsFP8 = "pflops_fp8"
  case pflopsFP16 = "pflops_fp16"
  case hostMemory = "host_memory"
  case scaleUpBandwidth = "scale_up_bandwidth"
  case scaleOutBandwidth = "scale_out_bandwidth"
  case pflopsPerKw = "pflops_per_kw"
  // Power.
  case itPower = "it_power"
  case rackPower = "rack_power"
  case facilityPower = "facility_power"
  case powerHeadroom = "power_headroom"
  case sparePowerShelves = "spare_power_shelves"
  case shelfLoad = "shelf_load"
  case shelfLoadHeadroom = "shelf_load_headroom"
  case shelfLoadFloor = "shelf_load_floor"
  case busbarCurrent = "busbar_current"
  case busbarHeadroom = "busbar_headroom"
  case busbarLoss = "busbar_loss"
  case transientPeak = "transient_peak"
  case transientHeadroom = "transient_headroom"
  case holdUpEnergy = "hold_up_energy"
  case holdUpTime = "hold_up_time"
  // Cooling.
  case liquidShare = "liquid_share"
  case liquidHeat = "liquid_heat"
  case airHeat = "air_heat"
  case supplyTemperature = "supply_temperature"
  case returnTemperature = "return_temperature"
  case coolantFlow = "coolant_flow"
  case pressureDrop = "pressure_drop"
  case pressureRating = "pressure_rating"
  case headHeadroom = "head_headroom"
  case flowHeadroom = "flow_headroom"
  case coolingHeadroom = "cooling_headroom"
  case spareCDUs = "spare_cdus"
  case airFlow = "air_flow"
  case airFlowHeadroom = "air_flow_headroom"
  case noise
  // Mechanics.
  case mass
  case payloadHeadroom = "payload_headroom"
  case floorLoad = "floor_load"
  case width, height, depth
  case spareUnits = "spare_units"
  case overlaps
  case serviceTime = "service_time"
  // Network.
  case cables
  case scaleUpPortHeadroom = "scale_up_port_headroom"
  case scaleUpCableHeadroom = "scale_up_cable_headroom"
  case managementPortHeadroom = "management_port_headroom"
  case switchHeadroom = "switch_headroom"
  case opticHeadroom = "optic_headroom"
  // Architecture.
  case misfits
  case roleFaults = "role_faults"
  // Time, money and making.
  case availableFrom = "available_from"
  case availableTo = "available_to"
  case leadTime = "lead_time"
  case price
  case domesticContent = "domestic_content"
  case domesticValue = "domestic_value"
  case addressableContent = "addressable_content"
  case assemblyTime = "assembly_time"
  case testTime = "test_time"
  case parts, connectors
  case distinctParts = "distinct_parts"
}

extension Quantity {
  /// What it measures.
  package var dimension: Dimension {
    switch self {
    case .accelerators, .sparePowerShelves, .spareCDUs, .overlaps, .cables, .scaleUpPortHeadroom,
      .scaleUpCableHeadroom, .managementPortHeadroom, .switchHeadroom, .opticHeadroom, .misfits,
      .roleFaults, .parts, .connectors, .distinctParts:
      .count
    case .memory, .hostMemory: .memory
    case .pflopsFP4, .pflopsFP8, .pflopsFP16: .computing
    case .scaleUpBandwidth, .scaleOutBandwidth: .bandwidth
    case .pflopsPerKw: .computingPerPower
    case .itPower, .rackPower, .facilityPower, .powerHeadroom, .busbarLoss, .transientPeak,
      .transientHeadroom, .liquidHeat, .airHeat, .coolingHeadroom:
      .power
    case .shelfLoad, .shelfLoadHeadroom, .shelfLoadFloor, .liquidShare, .domesticContent,
      .domesticValue, .addressableContent:
      .share
    case .busbarCurrent, .busbarHeadroom: .current
    case .holdUpEnergy: .energy
    case .holdUpTime: .milliseconds
    case .supplyTemperature, .returnTemperature: .temperature
    case .coolantFlow, .flowHeadroom: .flow
    case .pressureDrop, .pressureRating, .headHeadroom: .pressure
    case .airFlow, .airFlowHeadroom: .airFlow
    case .noise: .noise
    case .mass, .payloadHeadroom: .mass
    case .floorLoad: .floorLoad
    case .width, .height, .depth: .length
    case .spareUnits: .rackUnits
    case .serviceTime, .assemblyTime, .testTime: .duration
    case .availableFrom, .availableTo: .date
    case .leadTime: .days
    case .price: .money
    }
  }

  /// Whether the value differs from mode to mode.
  package var dependsOnMode: Bool {
    switch self {
    case .pflopsFP4, .pflopsFP8, .pflopsFP16, .pflopsPerKw, .itPower, .rackPower, .facilityPower,
      .powerHeadroom, .sparePowerShelves, .shelfLoad, .shelfLoadHeadroom, .shelfLoadFloor,
      .busbarCurrent, .busbarHeadroom, .busbarLoss, .transientPeak, .transientHeadroom,
      .holdUpTime, .liquidShare, .liquidHeat, .airHeat, .returnTemperature,
      .coolantFlow, .pressureDrop, .headHeadroom, .flowHeadroom, .coolingHeadroom, .spareCDUs,
      .airFlow, .airFlowHeadroom:
      true
    default: false
    }
  }

  /// What physics and the architecture ask of every design: at least zero of these headrooms, and
  /// none of these faults.
  package static let rules: [(quantity: Quantity, bound: Bound)] = [
    (.misfits, .atMost), (.roleFaults, .atMost), (.overlaps, .atMost), (.spareUnits, .atLeast),
    (.powerHeadroom, .atLeast), (.shelfLoadHeadroom, .atLeast), (.shelfLoadFloor, .atLeast),
    (.busbarHeadroom, .atLeast), (.transientHeadroom, .atLeast), (.coolingHeadroom, .atLeast),
    (.flowHeadroom, .atLeast), (.headHeadroom, .atLeast),
    (.airFlowHeadroom, .atLeast),
    (.payloadHeadroom, .atLeast), (.scaleUpPortHeadroom, .atLeast),
    (.scaleUpCableHeadroom, .atLeast), (.managementPortHeadroom, .atLeast),
    (.switchHeadroom, .atLeast), (.opticHeadroom, .atLeast),
  ]
}

/// On which side a requirement binds.
package enum Bound: String, CaseIterable, Hashable, Sendable {
  case atLeast = "at_least"
  case atMost = "at_most"
}
