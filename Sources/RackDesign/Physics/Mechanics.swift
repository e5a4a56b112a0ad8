/// Mass, floor and size of the rack.
package struct Mechanics: Hashable, Sendable {
  /// With coolant, without what stands beside it, kg.
  package var massKg: Double
  /// What the frame could still carry, kg; `nil` without a frame.
  package var payloadHeadroomKg: Double?
  /// kg/m2 of the frame's footprint; `nil` without a frame.
  package var floorLoad: Double?
  /// Of frames side by side, the highest and the deepest, mm.
  package var widthMm: Double
  package var heightMm: Double
  package var depthMm: Double

  init(_ layout: RackLayout) {
    let density = layout.conditions.coolant.density / 1000
    massKg = layout.sum(.rack) { $0.massKg + $0.coolantLitres * density }
    let frames = layout.pieces.filter { $0.component.kind == .frame && $0.scope == .rack }
    widthMm = frames.reduce(0) { $0 + $1.count * $1.component.geometry.widthMm }
    heightMm = frames.map(\.component.geometry.heightMm).max() ?? 0
    depthMm = frames.map(\.component.geometry.depthMm).max() ?? 0
    let area = frames.reduce(0) {
      $0 + $1.count * $1.component.geometry.widthMm * $1.component.geometry.depthMm / 1e6
    }
    floorLoad = area > 0 ? massKg / area : nil
    let payload = frames.reduce(0) { $0 + $1.count * ($1.component.geometry.payloadKg ?? 0) }
    let own = frames.reduce(0) { $0 + $1.count * $1.component.massKg }
    payloadHeadroomKg = frames.isEmpty ? nil : payload - (massKg - own)
  }
}

/// Which rack units are taken.
package struct Packing: Hashable, Sendable {
  /// Units that are left over when all pieces are packed closely; negative where they do not fit.
  package var spareUnits: Int
  /// Units of a face that two pieces claim, or that the frame does not have.
  package var overlaps: Int

  init(_ layout: RackLayout) {
    var used: [Face: Int] = [:]
    var units = 0
    for piece in layout.pieces where piece.scope == .rack {
      used[piece.face, default: 0] += Int(piece.count) * piece.component.heightUnits
      units += Int(piece.count) * piece.component.geometry.rackUnits
    }
    spareUnits =
      units - used[.full, default: 0] - max(used[.front, default: 0], used[.rear, default: 0])
    overlaps = Self.overlaps(layout, units: units)
  }

  private static func overlaps(_ layout: RackLayout, units: Int) -> Int {
    // Two faces of each unit: front first, then rear.
    var claims = Array(repeating: 0, count: 2 * units)
    var overlaps = 0
    for (slot, piece) in zip(layout.design.slots, layout.pieces) {
      guard piece.scope == .rack, let first = slot.unit else { continue }
      let taken = slot.quantity * piece.component.heightUnits
      let faces = piece.face == .full ? [0, 1] : [piece.face == .front ? 0 : 1]
      for unit in first..<(first + taken) {
        guard unit <= units else {
          overlaps += faces.count
          continue
        }
        for face in faces {
          let place = 2 * (unit - 1) + face
          if claims[place] > 0 { overlaps += 1 }
          claims[place] += 1
        }
      }
    }
    return overlaps
  }
}
