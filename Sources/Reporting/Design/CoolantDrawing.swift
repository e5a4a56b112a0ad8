import Program
import RackDesign

/// The coolant's way through the rack in one mode, with flows, temperatures and pressures.
struct CoolantDrawing {
  let view: DesignView
  let mode: DesignMeasures.OfMode

  private static let width = 460.0
  private static let cold = "#2B7BBA"
  private static let warm = "#C4452F"

  var markup: Markup {
    let loop = mode.coolant
    let branches = CoolantDrawing.merged(loop.branches)
    let rowHeight = 54.0
    let bottom = 62 + Double(branches.count) * rowHeight
    let conditions = view.generation.conditions
    var content: [Markup] = [
      SVG.words(
        28, 18, "Supply \(temperature(conditions.coolantSupplyC))", size: 12, colour: Self.cold,
        isBold: true),
      SVG.words(
        432, 18, "Return \(loop.returnC.map(temperature) ?? "–")", size: 12, anchor: .end,
        colour: Self.warm, isBold: true),
      SVG.words(
        230, 40, "manifold: \(flow(loop.flowLpm)), drops \(pressure(loop.manifoldKpa))", size: 11,
        anchor: .middle),
      SVG.line([(28, 28), (28, bottom + 10)], colour: Self.cold, width: 5),
      SVG.line([(432, 28), (432, bottom + 10)], colour: Self.warm, width: 5),
    ]
    for (index, branch) in branches.enumerated() {
      content += row(branch, at: 54 + Double(index) * rowHeight)
    }
    content += plant(at: bottom + 10)
    return SVG.drawing(
      width: Self.width, height: bottom + 10 + plantHeight + 4,
      label: "Coolant loop of \(view.title), \(mode.mode.name)", content)
  }

  /// Branches of one component as one, those with the most heat first.
  private static func merged(_ branches: [CoolantLoop.Branch]) -> [CoolantLoop.Branch] {
    var merged: [CoolantLoop.Branch] = []
    for branch in branches {
      let known = merged.firstIndex {
        $0.component == branch.component && $0.heatKw == branch.heatKw
          && $0.flowLpm == branch.flowLpm
      }
      if let known {
        merged[known].count += branch.count
      } else {
        merged.append(branch)
      }
    }
    return merged.sorted { $0.count * $0.heatKw > $1.count * $1.heatKw }
  }

  private func row(_ branch: CoolantLoop.Branch, at y: Double) -> [Markup] {
    let component = view.folder.components[branch.component]
    let conditions = view.generation.conditions
    let leaving =
      conditions.coolantSupplyC
      + conditions.coolant.rise(heatKw: branch.heatKw, flowLpm: branch.flowLpm)
    let colour = KindColour.of(component.kind)
    let name = "\(Numbers.grouped(branch.count)) × \(view.shortTitle(component))"
    let figures =
      "each \(flow(branch.flowLpm)), \(DesignWords.figures(branch.heatKw)) kW, "
      + "drops \(pressure(branch.dropKpa))"
    return [
      SVG.line([(28, y + 21), (62, y + 21)], colour: Self.cold, width: 3),
      SVG.line([(398, y + 21), (432, y + 21)], colour: Self.warm, width: 3),
      SVG.rectangle(62, y, 336, 42, fill: colour.fill, edge: colour.edge, radius: 4),
      SVG.words(70, y + 17, SVG.cut(name, to: 225, size: 11.5), size: 11.5, isBold: true),
      SVG.words(70, y + 33, SVG.cut(figures, to: 324, size: 11), size: 11),
      SVG.words(
        390, y + 17, "leaves at \(temperature(leaving))", size: 10.5, anchor: .end,
        colour: Self.warm),
    ]
  }

  // MARK: What cools the coolant

  private var plantLines: [String] {
    let loop = mode.coolant
    let heat = mode.heat
    var lines = [
      "\(DesignWords.figures(heat.liquidKw)) kW to the coolant "
        + "(\(Numbers.percent(heat.liquidShare))), \(DesignWords.figures(heat.airKw)) kW to the air"
    ]
    guard let plant = view.measures.plant else {
      return ["The building's coolant; no CDU in the design"] + lines
    }
    let units = view.groups([.rack, .beside, .cluster]) { $0.kind == .cdu }
    let names = units.map { "\($0.count) × \(view.shortTitle($0.component))" }
    let racks = view.design.clusterRacks
    lines.insert(
      "\(names.joined(separator: ", ")) for \(Numbers.count(racks, "rack"))", at: 0)
    let spare = view.generation.conditions.spareCDUs
    lines += [
      (spare > 0 ? "without \(spare): " : "")
        + "\(DesignWords.figures(plant.safeCoolingKw)) kW and "
        + "\(flow(plant.safeFlowLpm)) for a rack",
      "head \(pressure(plant.headKpa)) against a drop of \(pressure(loop.dropKpa))",
    ]
    return lines
  }

  private var plantHeight: Double { 16 + Double(plantLines.count) * 15 }

  private func plant(at y: Double) -> [Markup] {
    let colour = KindColour.of(.cdu)
    return [
      SVG.rectangle(
        8, y, Self.width - 16, plantHeight, fill: colour.fill, edge: colour.edge, radius: 4)
    ]
      + plantLines.enumerated().map { index, line in
        SVG.words(
          20, y + 19 + Double(index) * 15, SVG.cut(line, to: Self.width - 36, size: 11),
          size: index == 0 ? 11.5 : 11, isBold: index == 0)
      }
  }

  private func temperature(_ value: Double) -> String {
    Numbers.grouped(value, decimals: 1) + " °C"
  }

  private func flow(_ value: Double) -> String { DesignWords.figures(value) + " l/min" }

  private func pressure(_ value: Double) -> String {
    Numbers.grouped(value, decimals: value < 10 ? 1 : 0) + " kPa"
  }
}
