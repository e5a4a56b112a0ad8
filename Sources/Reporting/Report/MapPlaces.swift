import Program

/// Where things stand on the map, and where their names fit.
struct MapPlaces: Sendable {
  /// A name beside its mark.
  struct Label: Hashable, Sendable {
    var text: String
    /// As Plotly calls it: `top center`.
    var position: String
  }

  let positions: [FlowMap.Place: Outlines.Point]
  /// The names that fit without covering another one; the others are shown on hover only.
  let labels: [SiteIndex: Label]

  /// A box of the plane, in kilometres.
  private struct Box {
    var x: ClosedRange<Double>
    var y: ClosedRange<Double>

    func overlaps(_ other: Box) -> Bool { x.overlaps(other.x) && y.overlaps(other.y) }
  }

  /// Kilometres on the map that a character is wide and a line is high, at the width of a desk.
  private static let characterKm = 34.0
  private static let lineKm = 78.0
  private static let markKm = 50.0

  /// Places the names of `sites`, the most important first.
  init(
    positions: [FlowMap.Place: Outlines.Point],
    sites: [(site: SiteIndex, name: String, at: Outlines.Point)]
  ) {
    self.positions = positions
    var taken = sites.map { Self.box($0.at.x, $0.at.y, Self.markKm, Self.markKm) }
    var labels: [SiteIndex: Label] = [:]
    for place in sites where labels[place.site] == nil {
      // What stands in brackets is left to the tables.
      let text = place.name.split(separator: " (").first.map(String.init) ?? place.name
      for candidate in Self.candidates(text, place.at)
      where !taken.contains(where: { $0.overlaps(candidate.box) }) {
        labels[place.site] = Label(text: text, position: candidate.position)
        taken.append(candidate.box)
        break
      }
    }
    self.labels = labels
  }

  private static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Box {
    Box(x: (x - width / 2)...(x + width / 2), y: (y - height / 2)...(y + height / 2))
  }

  private static func candidates(_ text: String, _ at: Outlines.Point)
    -> [(position: String, box: Box)]
  {
    let width = Double(text.count) * characterKm
    let side = (width + markKm) / 2 + 20
    let up = (lineKm + markKm) / 2 + 12
    return [
      ("middle right", box(at.x + side, at.y, width, lineKm)),
      ("middle left", box(at.x - side, at.y, width, lineKm)),
      ("top center", box(at.x, at.y + up, width, lineKm)),
      ("bottom center", box(at.x, at.y - up, width, lineKm)),
      ("top right", box(at.x + side, at.y + up, width, lineKm)),
      ("bottom right", box(at.x + side, at.y - up, width, lineKm)),
      ("top left", box(at.x - side, at.y + up, width, lineKm)),
      ("bottom left", box(at.x - side, at.y - up, width, lineKm)),
    ]
  }
}
