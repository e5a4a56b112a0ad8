import Program
import Tables

/// Checks of single components that need several cells.
struct ComponentChecks {
  let tables: DesignTables

  func run(into list: inout DiagnosticList) {
    let t = Columns(tables[DesignSchemas.components])
    let withCurve = Set(
      CurvePoints(tables).sorted.filter { $0.key.kind == .pressure }.map(\.key.component))
    for row in 0..<t.rowCount {
      guard let kind = t.choice("kind", row, of: ComponentKind.self) else { continue }
      checkKind(kind, t, row, into: &list)
      checkPressure(kind, t, row, hasCurve: withCurve.contains(row), into: &list)
      checkRanges(t, row, into: &list)
      checkInput(t, row, into: &list)
      checkOrigin(t, row, into: &list)
    }
  }

  /// What a component of a kind cannot be without.
  static func needs(of kind: ComponentKind) -> [String] {
    switch kind {
    case .powerShelf, .sidecar: ["supply_kw"]
    case .busbar: ["current_a", "resistance_mohm"]
    case .cdu: ["cooling_kw", "cooling_lpm", "head_kpa"]
    case .frame: ["rack_units", "width_mm", "height_mm", "depth_mm", "payload_kg"]
    case .computeTray: ["accelerators"]
    case .bbuShelf, .capacitorShelf: ["energy_kj", "discharge_kw"]
    default: []
    }
  }

  private func checkKind(
    _ kind: ComponentKind, _ t: Columns, _ row: Int, into list: inout DiagnosticList
  ) {
    for column in Self.needs(of: kind) {
      let schema = t.table.schema.columns[t.position(column)]
      let value: Double?
      if case .whole = schema.type {
        value = t.code(column, row).map(Double.init)
      } else {
        value = t.number(column, row)
      }
      // A wrong cell is reported already; only what nobody wrote is missing.
      guard value ?? 0 == 0, t.table.isBlank(row: row, column: t.position(column)) || value == 0,
        !(column == "resistance_mohm" && value == 0)
      else { continue }
      list.append(
        t.fault(column, "missing", "a \(kind.rawValue) has no \(column); it needs one", row: row))
    }
  }

  /// Whether coolant flows through what the row says.
  private func isWet(_ kind: ComponentKind, _ t: Columns, _ row: Int) -> Bool {
    if kind == .manifold || kind == .quickDisconnect { return true }
    return t.number("liquid_share", row) ?? 0 > 0
  }

  private func checkPressure(
    _ kind: ComponentKind, _ t: Columns, _ row: Int, hasCurve: Bool,
    into list: inout DiagnosticList
  ) {
    let flow = t.number("flow_lpm", row)
    let pressure = t.number("pressure_kpa", row)
    let flowIsBlank = t.table.isBlank(row: row, column: t.position("flow_lpm"))
    let pressureIsBlank = t.table.isBlank(row: row, column: t.position("pressure_kpa"))
    if flow != nil, pressureIsBlank {
      list.append(
        t.fault(
          "pressure_kpa", "missing", "flow_lpm is given without pressure_kpa; both make the curve",
          row: row))
    } else if pressure != nil, flowIsBlank {
      list.append(
        t.fault(
          "flow_lpm", "missing", "pressure_kpa is given without flow_lpm; both make the curve",
          row: row))
    } else if flowIsBlank, pressureIsBlank, !hasCurve, isWet(kind, t, row) {
      let what =
        kind == .manifold || kind == .quickDisconnect
        ? "a \(kind.rawValue)" : "what is cooled by liquid"
      list.append(
        t.fault(
          "flow_lpm", "curve",
          "\(what) has no pressure curve; it needs flow_lpm and pressure_kpa, or points in "
            + "curves.csv", row: row))
    } else if hasCurve, flow != nil || pressure != nil {
      list.append(
        t.fault(
          "flow_lpm", "both",
          "the pressure curve stands here and in curves.csv; it stands in one of the two", row: row)
      )
    }
  }

  private func checkRanges(_ t: Columns, _ row: Int, into list: inout DiagnosticList) {
    if let low = t.number("load_min", row), let high = t.number("load_max", row), high < low {
      list.append(
        t.fault(
          "load_max", "below",
          "load_max is \(DecimalText.text(high)), below load_min \(DecimalText.text(low)); it is "
            + "at least that", row: row))
    }
    if let from = t.day("available_from", row), let to = t.day("available_to", row), to < from {
      list.append(
        t.fault(
          "available_to", "before",
          "available_to is \(to), before available_from \(from); a window ends on or after its "
            + "first day", row: row))
    }
  }

  private func checkInput(_ t: Columns, _ row: Int, into list: inout DiagnosticList) {
    let columns = ["input_min_v", "input_max_v"]
    guard t.code("input", row) != nil else { return }
    for column in columns where t.table.isBlank(row: row, column: t.position(column)) {
      list.append(
        t.fault(
          column, "missing", "input is given without \(column); it needs both limits", row: row)
      )
    }
    if let low = t.number(columns[0], row), let high = t.number(columns[1], row), high < low {
      list.append(
        t.fault(
          columns[1], "below",
          "input_max_v is \(DecimalText.text(high)), below input_min_v \(DecimalText.text(low)); "
            + "it is at least that", row: row))
    }
  }

  private func checkOrigin(_ t: Columns, _ row: Int, into list: inout DiagnosticList) {
    guard let origin = t.symbol("origin", row), !Countries.isAssigned(origin) else { return }
    list.append(
      t.fault(
        "origin", "unassigned", "'\(origin)' is no country of ISO 3166-1", row: row,
        severity: .warning))
  }
}

/// Checks of the points of curves.
struct CurveChecks {
  let tables: DesignTables

  func run(into list: inout DiagnosticList) {
    let t = Columns(tables[DesignSchemas.curves])
    checkModes(t, into: &list)
    for (key, points) in CurvePoints(tables).sorted {
      checkX(t, points, into: &list)
      switch key.kind {
      case .pressure: checkPressure(t, points, into: &list)
      case .efficiency: checkEfficiency(t, points, into: &list)
      case .leastFlow: break
      }
    }
  }

  private func checkModes(_ t: Columns, into list: inout DiagnosticList) {
    for row in 0..<t.rowCount {
      guard let name = t.symbol("mode", row) else { continue }
      if !tables.modeNames.contains(name) {
        list.append(t.unknown("mode", name, among: tables.modeNames, noun: "mode", row: row))
      } else if t.choice("curve", row, of: CurveKind.self) != .leastFlow {
        list.append(
          t.fault("mode", "unused", "mode is '\(name)'; only least_flow differs by mode", row: row))
      }
    }
  }

  private func checkX(
    _ t: Columns, _ points: CurvePoints.Points, into list: inout DiagnosticList
  ) {
    for index in points.x.indices.dropFirst() where points.x[index] == points.x[index - 1] {
      let line = t.table.line(ofRow: points.rows[index - 1])
      list.append(
        t.fault(
          "x", "repeated", "the curve has this x in line \(line) already; each stands once",
          row: points.rows[index]))
    }
  }

  private func checkPressure(
    _ t: Columns, _ points: CurvePoints.Points, into list: inout DiagnosticList
  ) {
    if points.x[0] == 0 {
      list.append(
        t.fault(
          "x", "range",
          "a pressure curve starts at a flow above 0; without flow nothing is dropped",
          row: points.rows[0]))
    }
    if points.x.count < 2 {
      list.append(
        t.fault(
          "x", "points", "a pressure curve of one point has no shape; it needs two or more",
          row: points.rows[0]))
    }
    for index in points.y.indices.dropFirst() where points.y[index] <= points.y[index - 1] {
      list.append(
        t.fault(
          "y", "falling", "the pressure does not rise with the flow; more flow drops more",
          row: points.rows[index]))
    }
  }

  private func checkEfficiency(
    _ t: Columns, _ points: CurvePoints.Points, into list: inout DiagnosticList
  ) {
    for index in points.y.indices where points.y[index] > 1 {
      list.append(
        t.fault(
          "y", "range",
          "efficiency is \(DecimalText.text(points.y[index])); it is a share, at most 1",
          row: points.rows[index]))
    }
  }
}
