import Program
import RackDesign

/// Where the power of a rack comes from and goes to, in one mode, as a tree from the top down.
struct PowerTree {
  let view: DesignView
  let mode: DesignMeasures.OfMode

  private static let width = 420.0
  private static let boxWidth = 330.0

  var markup: Markup {
    var y = 8.0
    var content: [Markup] = []
    for (index, stage) in stages.enumerated() {
      if index > 0 { content += arrow(from: y - 26, to: y, stage.flow) }
      content.append(
        box(x: 25, y: y, lines: stage.lines, colour: KindColour.of(stage.kind)))
      y += boxHeight(stage.lines) + 26
    }
    y -= 26
    let trunk = y
    content += consumers(below: &y)
    content.insert(
      SVG.line([(45, trunk), (45, y - 20)], colour: Plot.orange, width: 3), at: 0)
    return SVG.drawing(
      width: Self.width, height: y + 2, label: "Power tree of \(view.title), \(mode.mode.name)",
      content)
  }

  // MARK: Supply, sources and bus

  private struct Stage {
    var kind: ComponentKind
    /// What comes in from above.
    var flow: String
    var lines: [String]
  }

  private var stages: [Stage] {
    let power = mode.power
    let inside = power.rackKw - power.rackSourceLossKw
    var stages = [
      Stage(
        kind: .other, flow: "",
        lines: [
          "Supply, \(view.design.supply)",
          "\(kw(power.rackKw + power.besideSourceLossKw)) into the rack and its sources",
        ])
    ]
    let sources = view.groups([.rack, .beside]) { $0.kind.isSource }
    if !sources.isEmpty {
      let names = sources.map { source in
        "\(source.count) × \(view.shortTitle(source.component))"
      }
      let spare = view.generation.conditions.sparePowerShelves
      let loss = power.rackSourceLossKw + power.besideSourceLossKw
      stages.append(
        Stage(
          kind: .powerShelf, flow: kw(power.rackKw + power.besideSourceLossKw),
          lines: [
            names.joined(separator: ", "),
            "\(kw(power.capacityKw)) out, loaded \(Numbers.percent(power.load)), lose \(kw(loss))",
            spare > 0
              ? "without \(spare): \(kw(power.safeCapacityKw)), \(kw(power.headroomKw)) to spare"
              : "no spare one is asked for; \(kw(power.headroomKw)) to spare",
          ]))
    }
    let rating = view.measures.busbar.ratingA
    let used = rating > 0 ? ", \(Numbers.percent(power.currentA / rating, decimals: 0)) used" : ""
    stages.append(
      Stage(
        kind: .busbar, flow: kw(inside),
        lines: [
          "Bus, \(Numbers.short(view.generation.conditions.busVolts)) V: "
            + "\(Numbers.grouped(power.currentA)) A"
            + (rating > 0 ? " of \(Numbers.grouped(rating)) A\(used)" : ""),
          "loses \(kw(power.busLossKw)); peaks of \(kw(mode.transient.peakKw))",
          "stores of \(DesignWords.figures(mode.transient.energyKj)) kJ, "
            + (mode.transient.holdUpMs > 0
              ? "\(Numbers.short(mode.transient.holdUpMs)) ms of the whole load"
              : "too weak for the whole load"),
        ]))
    return stages
  }

  private func kw(_ value: Double) -> String { DesignWords.figures(value) + " kW" }

  private func boxHeight(_ lines: [String]) -> Double { 14 + Double(lines.count) * 15 }

  private func box(
    x: Double, y: Double, lines: [String], colour: (fill: String, edge: String)
  ) -> Markup {
    let width = Self.boxWidth
    return .tag(
      "g", [:],
      [
        SVG.rectangle(
          x, y, width, boxHeight(lines), fill: colour.fill, edge: colour.edge, radius: 4)
      ]
        + lines.enumerated().map { index, line in
          SVG.words(
            x + 10, y + 18 + Double(index) * 15, SVG.cut(line, to: width - 16, size: 11),
            size: index == 0 ? 11.5 : 11, isBold: index == 0)
        })
  }

  private func arrow(from top: Double, to bottom: Double, _ words: String) -> [Markup] {
    [
      SVG.line([(45, top), (45, bottom)], colour: Plot.orange, width: 3),
      SVG.words(56, (top + bottom) / 2 + 4, words, size: 10.5, colour: "#52606D"),
    ]
  }

  // MARK: What draws power

  /// What draws from the bus, the largest first, as branches of the trunk.
  private func consumers(below y: inout Double) -> [Markup] {
    let drawing = view.groups([.rack]) { component in
      !component.kind.isSource && component.powerKw[mode.mode.mode] > 0
    }
    let rows = drawing.map { group in
      (group, Double(group.count) * group.component.powerKw[mode.mode.mode])
    }.sorted { $0.1 > $1.1 }
    let most = rows.first?.1 ?? 1
    var content: [Markup] = []
    y += 14
    for (group, total) in rows {
      let colour = KindColour.of(group.component.kind)
      let name = "\(group.count) × \(view.shortTitle(group.component))"
      content += [
        SVG.line([(45, y + 12), (68, y + 12)], colour: Plot.orange, width: 2),
        SVG.rectangle(68, y, 344, 24, fill: "#FFFFFF", edge: colour.edge, radius: 4),
        SVG.rectangle(
          69, y + 1, max(2, 342 * total / most), 22, fill: colour.fill, edge: "none", radius: 3),
        SVG.words(76, y + 16, SVG.cut(name, to: 250, size: 11), size: 11),
        SVG.words(406, y + 16, kw(total), size: 11, anchor: .end, isBold: true),
      ]
      y += 32
    }
    return content
  }
}
