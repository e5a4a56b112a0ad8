import Program
import Tables

/// Makes the catalogue from tables without errors.
struct ComponentBuilder {
  let tables: DesignTables
  let domestic: String

  func components() -> [RackComponent] {
    let t = Columns(tables[DesignSchemas.components])
    var components = (0..<t.rowCount).map { component(t, $0) }
    addModes(to: &components)
    addPorts(to: &components)
    addCurves(to: &components)
    return components
  }

  private func component(_ t: Columns, _ row: Int) -> RackComponent {
    guard let id = t.symbol("component", row),
      let kind = t.choice("kind", row, of: ComponentKind.self)
    else { preconditionFailure("component \(row) was not checked") }
    let count = tables.modeNames.count
    let name = t.texts("name")[row]
    return RackComponent(
      id: id, kind: kind, name: name.isEmpty ? id : name,
      manufacturer: t.symbol("manufacturer", row) ?? "", part: t.texts("part")[row],
      supplier: t.symbol("supplier", row) ?? "", form: t.symbol("form", row) ?? "",
      platform: t.symbol("platform", row) ?? "",
      widthClass: t.symbol("width_class", row) ?? "", busVolts: t.number("bus_v", row),
      input: input(t, row), heightUnits: t.code("height_u", row) ?? 0,
      massKg: t.number("mass_kg", row) ?? 0, coolantLitres: t.number("coolant_l", row) ?? 0,
      electrical: electrical(t, row), cooling: cooling(t, row), compute: compute(t, row),
      geometry: geometry(t, row), making: making(t, row), commerce: commerce(t, row),
      powerKw: Array(repeating: t.number("power_kw", row) ?? 0, count: count),
      computeFactor: Array(repeating: 1, count: count), ports: [])
  }

  private func input(_ t: Columns, _ row: Int) -> SupplyRange? {
    guard let kind = t.choice("input", row, of: SupplyKind.self),
      let low = t.number("input_min_v", row), let high = t.number("input_max_v", row)
    else { return nil }
    return SupplyRange(kind: kind, volts: low...high)
  }

  private func electrical(_ t: Columns, _ row: Int) -> ElectricalData {
    ElectricalData(
      peakFactor: t.number("peak", row) ?? 1, supplyKw: t.number("supply_kw", row) ?? 0,
      efficiency: t.number("efficiency", row) ?? 1, efficiencyCurve: nil,
      loadMin: t.number("load_min", row) ?? 0, loadMax: t.number("load_max", row) ?? 1,
      modules: t.code("modules", row) ?? 1, derateAboveC: t.number("derate_above_c", row),
      deratePerK: t.number("derate_per_k", row) ?? 0, currentA: t.number("current_a", row) ?? 0,
      resistanceMilliohm: t.number("resistance_mohm", row) ?? 0,
      energyKj: t.number("energy_kj", row) ?? 0, dischargeKw: t.number("discharge_kw", row) ?? 0)
  }

  private func cooling(_ t: Columns, _ row: Int) -> CoolingData {
    var drop: PressureCurve?
    if let flow = t.number("flow_lpm", row), let pressure = t.number("pressure_kpa", row) {
      drop = PressureCurve(
        flow: flow, pressure: pressure, exponent: t.number("pressure_exponent", row) ?? 1.8)
    }
    return CoolingData(
      liquidShare: t.number("liquid_share", row) ?? 0, pressureDrop: drop, leastFlow: [],
      supplyMaxC: t.number("supply_max_c", row), returnMaxC: t.number("return_max_c", row),
      pressureMaxKpa: t.number("pressure_max_kpa", row),
      coolingKw: t.number("cooling_kw", row) ?? 0, coolingLpm: t.number("cooling_lpm", row) ?? 0,
      headKpa: t.number("head_kpa", row) ?? 0, airFlow: t.number("air_m3h", row) ?? 0,
      noise: t.number("noise_dba", row))
  }

  private func compute(_ t: Columns, _ row: Int) -> ComputeData {
    ComputeData(
      accelerators: t.code("accelerators", row) ?? 0,
      pflopsFP4: t.number("pflops_fp4", row) ?? 0, pflopsFP8: t.number("pflops_fp8", row) ?? 0,
      pflopsFP16: t.number("pflops_fp16", row) ?? 0, memoryGB: t.number("memory_gb", row) ?? 0,
      hostMemoryGB: t.number("host_memory_gb", row) ?? 0)
  }

  private func geometry(_ t: Columns, _ row: Int) -> GeometryData {
    GeometryData(
      rackUnits: t.code("rack_units", row) ?? 0, payloadKg: t.number("payload_kg", row),
      widthMm: t.number("width_mm", row) ?? 0, heightMm: t.number("height_mm", row) ?? 0,
      depthMm: t.number("depth_mm", row) ?? 0)
  }

  private func making(_ t: Columns, _ row: Int) -> MakingData {
    MakingData(
      assemblyMinutes: DesignSchemas.assemblyColumns.map { t.number($0, row) ?? 0 },
      testMinutes: DesignSchemas.testColumns.map { t.number($0, row) ?? 0 },
      serviceMinutes: t.number("service_minutes", row), parts: t.code("parts", row) ?? 1,
      connectors: t.code("connectors", row) ?? 0, cables: t.code("cables", row) ?? 0)
  }

  private func commerce(_ t: Columns, _ row: Int) -> CommerceData {
    let origin = t.symbol("origin", row) ?? ""
    let certificates = t.texts("certificates")[row].split(separator: ";").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    return CommerceData(
      price: t.number("price", row) ?? 0, origin: origin,
      domestic: t.number("domestic", row) ?? (origin == domestic ? 1 : 0),
      isAddressable: t.code("addressable", row) == 1, leadDays: t.code("lead_days", row) ?? 0,
      availableFrom: t.day("available_from", row), availableTo: t.day("available_to", row),
      certificates: certificates.filter { !$0.isEmpty }, hts: t.symbol("hts", row) ?? "")
  }

  // MARK: Tables beside the catalogue

  private func addModes(to components: inout [RackComponent]) {
    let t = Columns(tables[DesignSchemas.componentModes])
    for row in 0..<t.rowCount {
      guard let component = t.code("component", row), let name = t.symbol("mode", row),
        let mode = tables.modeNames.firstIndex(of: name)
      else { preconditionFailure("component mode \(row) was not checked") }
      components[component].powerKw[mode] = t.number("power_kw", row) ?? 0
      components[component].computeFactor[mode] = t.number("compute", row) ?? 1
    }
  }

  private func addPorts(to components: inout [RackComponent]) {
    let t = Columns(tables[DesignSchemas.ports])
    for row in 0..<t.rowCount {
      guard let component = t.code("component", row),
        let network = t.choice("network", row, of: PortNetwork.self),
        let side = t.choice("side", row, of: PortSide.self), let count = t.code("count", row)
      else { preconditionFailure("port \(row) was not checked") }
      components[component].ports.append(
        Port(network: network, side: side, count: count, gbps: t.number("gbps", row) ?? 0))
    }
  }

  private func addCurves(to components: inout [RackComponent]) {
    let points = CurvePoints(tables)
    for (key, point) in points.sorted {
      var component = components[key.component]
      switch key.kind {
      case .pressure:
        component.cooling.pressureDrop = PressureCurve(flow: point.x, pressure: point.y)
      case .efficiency:
        component.electrical.efficiencyCurve = Curve(x: point.x, y: point.y)
      case .leastFlow:
        var flows = component.cooling.leastFlow
        if flows.isEmpty { flows = Array(repeating: nil, count: tables.modeNames.count) }
        let curve = Curve(x: point.x, y: point.y)
        // Points without a mode come first: those of a mode replace them.
        let modes = key.mode.map { [$0] } ?? Array(flows.indices)
        for mode in modes { flows[mode] = curve }
        component.cooling.leastFlow = flows
      }
      components[key.component] = component
    }
  }
}

/// The points of `curves.csv` by curve.
struct CurvePoints {
  struct Key: Hashable, Comparable {
    var component: Int
    var kind: CurveKind
    /// Position of the mode; `nil`: every mode.
    var mode: Int?

    static func < (left: Key, right: Key) -> Bool {
      if left.component != right.component { return left.component < right.component }
      if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
      return (left.mode ?? -1) < (right.mode ?? -1)
    }
  }

  struct Points {
    var rows: [Int] = []
    var x: [Double] = []
    var y: [Double] = []
  }

  /// By component, kind and mode; points by rising x.
  let sorted: [(key: Key, value: Points)]

  /// Collects the points of rows without faults.
  init(_ tables: DesignTables) {
    let t = Columns(tables[DesignSchemas.curves])
    var curves: [Key: [(row: Int, x: Double, y: Double)]] = [:]
    for row in 0..<t.rowCount {
      guard let component = t.code("component", row),
        let kind = t.choice("curve", row, of: CurveKind.self),
        let x = t.number("x", row), let y = t.number("y", row)
      else { continue }
      var mode: Int?
      if let name = t.symbol("mode", row) {
        guard let known = tables.modeNames.firstIndex(of: name) else { continue }
        mode = known
      }
      curves[Key(component: component, kind: kind, mode: mode), default: []].append((row, x, y))
    }
    sorted = curves.map { key, points in
      let points = points.sorted { ($0.x, $0.row) < ($1.x, $1.row) }
      return (key, Points(rows: points.map(\.row), x: points.map(\.x), y: points.map(\.y)))
    }.sorted { $0.key < $1.key }
  }
}
