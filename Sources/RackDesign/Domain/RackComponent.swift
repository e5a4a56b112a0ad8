package import Program
package import Tables

package typealias RackComponentIndex = TableIndex<RackComponent>

/// What a component is for.
package enum ComponentKind: String, CaseIterable, Hashable, Sendable {
  case computeTray = "compute_tray"
  case switchTray = "switch_tray"
  case powerShelf = "power_shelf"
  case bbuShelf = "bbu_shelf"
  case capacitorShelf = "capacitor_shelf"
  case busbar, manifold
  case quickDisconnect = "quick_disconnect"
  case coldPlate = "cold_plate"
  case hoseKit = "hose_kit"
  case cdu
  case cableCartridge = "cable_cartridge"
  case frame, sidecar
  case managementSwitch = "management_switch"
  case scaleOutSwitch = "scale_out_switch"
  case optic, cable
  case fanTray = "fan_tray"
  case leakDetection = "leak_detection"
  case blank, accelerator, cpu, memory, storage, nic, board, service, other

  /// Whether it feeds the rack's bus.
  package var isSource: Bool { self == .powerShelf || self == .sidecar }
}

/// A row of `components.csv`: one type of component of the catalogue.
package struct RackComponent: Hashable, Sendable {
  /// The identifier, unique in the catalogue.
  package var id: String
  package var kind: ComponentKind
  package var name: String
  package var manufacturer: String
  /// The manufacturer's own number of the part; empty if unknown.
  package var part: String
  package var supplier: String
  /// What it looks like to its place, for roles that take one form of a kind; empty: none.
  package var form: String
  /// The platform it is made for; empty: any.
  package var platform: String
  /// The width class of its slot; empty: any.
  package var widthClass: String
  /// The rack's bus that it feeds or draws from, V; `nil`: any.
  package var busVolts: Double?
  /// The supply that it is fed by; `nil`: any.
  package var input: SupplyRange?
  /// Rack units that one takes; 0 where it takes none.
  package var heightUnits: Int
  package var massKg: Double
  package var coolantLitres: Double
  package var electrical: ElectricalData
  package var cooling: CoolingData
  package var compute: ComputeData
  package var geometry: GeometryData
  package var making: MakingData
  package var commerce: CommerceData

  /// Power drawn, kW, and the factor on PFLOPS, by mode of the folder.
  ///
  /// Shape `[modes]`, in the order of ``DesignFolder/modeNames``.
  package var powerKw: [Double]
  package var computeFactor: [Double]
  package var ports: [Port]
}

/// Power of a component.
package struct ElectricalData: Hashable, Sendable {
  /// The highest short draw over the steady one, 1 or more.
  package var peakFactor: Double
  /// Output as a source of the bus, kW; 0 for what is none.
  package var supplyKw: Double
  /// Output over input, more than 0, at most 1; overruled by ``efficiencyCurve``.
  package var efficiency: Double
  /// By load as a share of the output.
  package var efficiencyCurve: Curve?
  /// The load window as shares of the output.
  package var loadMin: Double
  package var loadMax: Double
  /// Power supply units within one shelf.
  package var modules: Int
  /// Above this air inlet the output falls, degC.
  package var derateAboveC: Double?
  /// Share of the output lost per kelvin above it.
  package var deratePerK: Double
  /// What a busbar carries, A; 0 for what is none.
  package var currentA: Double
  /// Effective resistance of a busbar between sources and loads, milliohm.
  package var resistanceMilliohm: Double
  /// Energy stored that can hold the bus up, kJ.
  package var energyKj: Double
  /// Power that the store gives at most, kW.
  package var dischargeKw: Double
}

/// Heat, coolant and air of a component.
package struct CoolingData: Hashable, Sendable {
  /// Share of its heat that goes to the liquid, 0 to 1.
  package var liquidShare: Double
  /// Pressure against flow: of the part itself, or of both sides of a manifold.
  package var pressureDrop: PressureCurve?
  /// Least flow, l/min, against supply temperature, degC; by mode, `[modes]`, or empty.
  package var leastFlow: [Curve?]
  /// The warmest supply it is made for, degC.
  package var supplyMaxC: Double?
  /// The warmest return it is made for, degC.
  package var returnMaxC: Double?
  /// The highest static pressure it is made for, kPa.
  package var pressureMaxKpa: Double?
  /// Heat that a CDU moves, kW.
  package var coolingKw: Double
  /// Flow that a CDU gives, l/min.
  package var coolingLpm: Double
  /// Head that a CDU leaves for the racks at that flow, kPa.
  package var headKpa: Double
  /// Air that its fans move, m3/h.
  package var airFlow: Double
  /// Sound level at one metre, dBA.
  package var noise: Double?
}

/// What a component adds to the rack's work.
package struct ComputeData: Hashable, Sendable {
  package var accelerators: Int
  /// PFLOPS in full power.
  package var pflopsFP4: Double
  package var pflopsFP8: Double
  package var pflopsFP16: Double
  /// Memory of the accelerators, GB.
  package var memoryGB: Double
  /// Memory of the hosts, GB.
  package var hostMemoryGB: Double
}

/// Dimensions of a frame or sidecar; zero or `nil` elsewhere.
package struct GeometryData: Hashable, Sendable {
  /// Rack units that a frame offers.
  package var rackUnits: Int
  /// Mass that a frame carries, kg.
  package var payloadKg: Double?
  package var widthMm: Double
  package var heightMm: Double
  package var depthMm: Double
}

/// Making and testing of one component in the rack.
package struct MakingData: Hashable, Sendable {
  /// Minutes of labour at L10, L11 and L12.
  package var assemblyMinutes: [Double]
  /// Minutes of test at L10, L11 and L12.
  package var testMinutes: [Double]
  /// Minutes to replace it in the field; `nil` where nobody does.
  package var serviceMinutes: Double?
  /// Single parts within it.
  package var parts: Int
  package var connectors: Int
  package var cables: Int
}

/// Price and origin of a component.
package struct CommerceData: Hashable, Sendable {
  /// Per piece, in the folder's currency.
  package var price: Double
  /// ISO 3166-1 alpha-2.
  package var origin: String
  /// Share of its value that is domestic, 0 to 1.
  package var domestic: Double
  package var isAddressable: Bool
  package var leadDays: Int
  package var availableFrom: Day?
  package var availableTo: Day?
  package var certificates: [String]
  /// Tariff heading, digits.
  package var hts: String
}

/// Where a port stands: at a device that needs a connection, or in the network that gives it.
package enum PortSide: String, CaseIterable, Hashable, Sendable {
  case device, network
}

/// Which network a port belongs to.
package enum PortNetwork: String, CaseIterable, Hashable, Sendable {
  case scaleUp = "scale_up"
  case scaleOut = "scale_out"
  case management
}

/// A row of `ports.csv`: equal ports of a component.
package struct Port: Hashable, Sendable {
  package var network: PortNetwork
  package var side: PortSide
  package var count: Int
  /// Of each, in one direction.
  package var gbps: Double
}
