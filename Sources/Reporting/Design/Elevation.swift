import Program
import RackDesign

/// The rack drawn unit by unit, front and rear, units counted from the floor.
struct Elevation {
  private let view: DesignView
  private let units: Int
  private let pieces: [Piece]

  /// One piece that stands in the rack.
  private struct Piece {
    var component: RackComponent
    /// The lowest unit.
    var unit: Int
    var face: Face
    /// Which of its kind it is, from 1 at the floor.
    var number: Int
    var isClash: Bool
  }

  private static let unitHeight = 14.0
  private static let rackWidth = 250.0
  private static let margin = 26.0

  init(_ view: DesignView) {
    self.view = view
    units = view.groups([.rack]) { $0.kind == .frame }.reduce(0) {
      $0 + $1.count * $1.component.geometry.rackUnits
    }
    var pieces: [Piece] = []
    for slot in view.design.slots where view.generation.roles[slot.role].scope == .rack {
      let component = view.folder.components[slot.component]
      guard let unit = slot.unit, component.heightUnits > 0 else { continue }
      for index in 0..<slot.quantity {
        pieces.append(
          Piece(
            component: component, unit: unit + index * component.heightUnits, face: slot.face,
            number: 0, isClash: false))
      }
    }
    pieces.sort { ($0.unit, $0.face.rawValue) < ($1.unit, $1.face.rawValue) }
    Elevation.number(&pieces)
    self.pieces = Elevation.markingClashes(pieces, units: units)
  }

  private static func number(_ pieces: inout [Piece]) {
    var counts: [String: Int] = [:]
    for index in pieces.indices {
      let count = counts[pieces[index].component.id, default: 0] + 1
      counts[pieces[index].component.id] = count
      pieces[index].number = count
    }
  }

  private static func markingClashes(_ pieces: [Piece], units: Int) -> [Piece] {
    pieces.indices.map { index in
      var piece = pieces[index]
      let own = range(piece)
      piece.isClash =
        own.upperBound > units
        || pieces.indices.contains { other in
          other != index && own.overlaps(range(pieces[other]))
            && piece.face.clashes(with: pieces[other].face)
        }
      return piece
    }
  }

  private static func range(_ piece: Piece) -> ClosedRange<Int> {
    piece.unit...(piece.unit + piece.component.heightUnits - 1)
  }

  /// Front and rear side by side, a legend, and what stands elsewhere.
  var markup: [Markup] {
    guard units > 0 else { return [.tag("p", ["class": "note"], "The design has no frame.")] }
    return [
      .tag(
        "div", ["class": "faces"],
        [face(.front, "Front"), face(.rear, "Rear")] + (beside.map { [$0] } ?? [])),
      legend, note,
    ]
  }

  // MARK: A face

  private func face(_ face: Face, _ title: String) -> Markup {
    let strips = face == .rear ? rearStrips : []
    let extra = strips.isEmpty ? 0 : 8 + Double(strips.count) * 22
    let width = 2 * Self.margin + Self.rackWidth + extra
    let height = Double(units) * Self.unitHeight + 34
    var content: [Markup] = [
      SVG.words(Self.margin, 14, title, size: 13, isBold: true),
      SVG.rectangle(
        Self.margin - 3, 20, Self.rackWidth + 6, Double(units) * Self.unitHeight + 6,
        fill: "#FFFFFF", edge: Plot.ink, radius: 3, strokeWidth: 2),
    ]
    content += free(face) + numbers
    for piece in pieces where piece.face == .full || piece.face == face {
      content.append(shape(piece, seenFrom: face))
    }
    for (index, strip) in strips.enumerated() {
      content += self.strip(strip, at: Self.margin + Self.rackWidth + 12 + Double(index) * 22)
    }
    return SVG.drawing(
      width: width, height: height, label: "\(view.title), \(title.lowercased())", content)
  }

  /// The top of a unit.
  private func top(of unit: Int) -> Double { 23 + Double(units - unit) * Self.unitHeight }

  private var numbers: [Markup] {
    (1...units).flatMap { unit in
      let y = top(of: unit) + Self.unitHeight - 4
      return [
        SVG.words(Self.margin - 6, y, "\(unit)", size: 8, anchor: .end, colour: "#52606D"),
        SVG.words(Self.margin + Self.rackWidth + 6, y, "\(unit)", size: 8, colour: "#52606D"),
      ]
    }
  }

  private func free(_ face: Face) -> [Markup] {
    let taken = Set(
      pieces.filter { $0.face == .full || $0.face == face }.flatMap { Array(Self.range($0)) })
    return (1...units).filter { !taken.contains($0) }.flatMap { unit in
      let y = top(of: unit)
      return [
        SVG.rectangle(
          Self.margin, y + 1, Self.rackWidth, Self.unitHeight - 2, fill: "#FFFFFF",
          edge: "#CBD2D9", dash: "3 2"),
        SVG.words(
          Self.margin + Self.rackWidth / 2, y + Self.unitHeight - 4, "free", size: 8,
          anchor: .middle, colour: "#7B8794"),
      ]
    }
  }

  private func shape(_ piece: Piece, seenFrom face: Face) -> Markup {
    let high = Double(piece.component.heightUnits)
    let y = top(of: piece.unit + piece.component.heightUnits - 1)
    let colour = KindColour.of(piece.component.kind)
    let height = high * Self.unitHeight
    let name = view.shortTitle(piece.component)
    let isBlank = piece.component.kind == .blank
    let label = isBlank ? name : "\(name) \(piece.number)"
    let last = piece.unit + piece.component.heightUnits - 1
    let place = last == piece.unit ? "U\(last)" : "U\(piece.unit) to U\(last)"
    let isBehind = face == .rear && piece.face == .full
    var content = [
      SVG.rectangle(
        Self.margin, y + 0.8, Self.rackWidth, height - 1.6,
        fill: piece.isClash ? "#F8D0C8" : colour.fill,
        edge: piece.isClash ? Plot.red : colour.edge, radius: 1.5),
      SVG.rectangle(
        Self.margin, y + 0.8, 5, height - 1.6, fill: piece.isClash ? Plot.red : colour.edge,
        edge: "none", radius: 1),
      SVG.words(
        Self.margin + 11, y + height / 2 + 3.4, SVG.cut(label, to: 190, size: 9.5), size: 9.5,
        colour: isBlank ? "#52606D" : Plot.ink),
    ]
    let power = piece.component.powerKw.max() ?? 0
    let figure =
      piece.component.electrical.supplyKw > 0
      ? "\(Numbers.short(piece.component.electrical.supplyKw)) kW out"
      : power > 0 ? "\(Numbers.short(power)) kW" : ""
    if !figure.isEmpty, !isBehind {
      content.append(
        SVG.words(
          Self.margin + Self.rackWidth - 5, y + height / 2 + 3.2, figure, size: 8.5, anchor: .end,
          colour: "#3E4C59"))
    }
    return SVG.titled("\(place): \(view.title(piece.component))", content)
  }

  // MARK: What runs along the rear

  /// Components without a unit that run along the height of the rack.
  private var rearStrips: [(component: RackComponent, count: Int)] {
    view.groups([.rack]) {
      $0.heightUnits == 0 && [.busbar, .manifold, .cableCartridge].contains($0.kind)
    }
  }

  private func strip(_ strip: (component: RackComponent, count: Int), at x: Double) -> [Markup] {
    let colour = KindColour.of(strip.component.kind)
    let height = Double(units) * Self.unitHeight
    let name = (strip.count > 1 ? "\(strip.count) × " : "") + view.shortTitle(strip.component)
    return [
      SVG.rectangle(x + 8, 23, 18, height, fill: colour.fill, edge: colour.edge),
      SVG.words(
        x + 20.5, 23 + height / 2, SVG.cut(name, to: height - 20, size: 9.5), size: 9.5,
        anchor: .middle, turned: true),
    ]
  }

  /// What stands beside the rack; `nil` for nothing.
  private var beside: Markup? {
    let groups = view.groups([.beside]) { _ in true }
    guard !groups.isEmpty else { return nil }
    let height = Double(units) * Self.unitHeight
    var content: [Markup] = [SVG.words(4, 14, "Beside", size: 13, isBold: true)]
    var x = 4.0
    for group in groups {
      for _ in 0..<min(group.count, 6) {
        let colour = KindColour.of(group.component.kind)
        let supply = group.component.electrical.supplyKw
        let figure = supply > 0 ? ": \(Numbers.short(supply)) kW out" : ""
        content += [
          SVG.rectangle(
            x, 20, 74, height + 6, fill: colour.fill, edge: colour.edge, strokeWidth: 2),
          SVG.words(
            x + 41, 23 + height / 2, view.shortTitle(group.component) + figure, size: 11,
            anchor: .middle, turned: true),
        ]
        x += 82
      }
    }
    // As wide as a face, so that both are drawn to one scale.
    return SVG.drawing(
      width: max(x, 2 * Self.margin + Self.rackWidth), height: height + 34,
      label: "\(view.title), what stands beside it", content)
  }

  // MARK: Legend and note

  private var legend: Markup {
    let kinds = ComponentKind.allCases.filter { kind in
      pieces.contains { $0.component.kind == kind }
        || rearStrips.contains { $0.component.kind == kind }
    }
    return .tag(
      "p", ["class": "legend"],
      kinds.map { kind in
        let colour = KindColour.of(kind)
        return .tag(
          "span", [:],
          [
            .tag("i", ["style": "background:\(colour.fill);border-color:\(colour.edge)"]),
            .text(DesignWords.name(kind)),
          ])
      })
  }

  private var note: Markup {
    let spare = view.measures.packing.spareUnits
    var text =
      "\(units) units of the frame, \(spare < 0 ? "\(-spare) too few" : "\(spare) free"). "
    let loose = view.groups([.rack]) { component in
      component.heightUnits > 0 && !pieces.contains { $0.component.id == component.id }
    }
    if !loose.isEmpty {
      let names = loose.map { "\($0.count) × \(view.shortTitle($0.component))" }
      text += "Not placed: \(names.joined(separator: ", ")). "
    }
    if pieces.contains(where: \.isClash) { text += "Red: more than one piece in a unit. " }
    if !rearStrips.isEmpty {
      text += "Busbar, manifold and cartridges run along the rear; where exactly is not said."
    }
    return .tag("p", ["class": "note"], text)
  }
}
