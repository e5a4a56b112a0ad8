import Foundation

/// The outlines of the states, projected for the map.
struct Outlines: Sendable {
  /// A state: its rings in the plane, kilometres from the projection's centre.
  struct State: Sendable {
    var code: String
    var rings: [[Point]]
  }

  /// A point of the plane, in kilometres.
  struct Point: Hashable, Sendable {
    var x: Double
    var y: Double
  }

  /// What `states.json` holds.
  private struct File: Decodable {
    struct State: Decodable {
      var code: String
      var rings: [[[Double]]]
    }
    var source: String
    var states: [State]
  }

  /// The conterminous states, by code.
  let states: [State]
  /// Where the outlines come from.
  let source: String

  /// States and territories that lie outside the map.
  private static let outside: Set<String> = ["AK", "HI", "AS", "GU", "MP", "PR", "VI"]

  /// Reads `states.json` as the set-up makes it.
  init(json: [UInt8], path: String) throws(FileFault) {
    do {
      let file = try JSONDecoder().decode(File.self, from: Data(json))
      source = file.source
      states = file.states.filter { !Self.outside.contains($0.code) }.map { state in
        State(
          code: state.code,
          rings: state.rings.map { ring in
            ring.map { Self.project(longitude: $0[0], latitude: $0[1]) }
          })
      }
    } catch {
      throw FileFault(action: .read, path: path, reason: "it does not hold outlines of states")
    }
  }

  /// The Albers equal-area conic projection of the conterminous United States.
  ///
  /// Standard parallels 29.5° and 45.5° north, centre 37.5° north, 96° west; a sphere of 6,371 km.
  ///
  /// Source: Snyder (1987), Map Projections: A Working Manual, USGS paper 1395, equations 14-1 ff.
  static func project(longitude: Double, latitude: Double) -> Point {
    let radians = Double.pi / 180
    let first = sin(29.5 * radians)
    let n = (first + sin(45.5 * radians)) / 2
    let c = 1 - first * first + 2 * n * first
    func radius(_ latitude: Double) -> Double {
      6371 * max(0, c - 2 * n * sin(latitude * radians)).squareRoot() / n
    }
    let angle = n * (longitude + 96) * radians
    return Point(
      x: radius(latitude) * sin(angle), y: radius(37.5) - radius(latitude) * cos(angle))
  }

  /// Whether a place is on the map.
  static func isOnMap(longitude: Double, latitude: Double) -> Bool {
    -125...(-66.5) ~= longitude && 24...49.6 ~= latitude
  }

  /// The states as one trace of a Plotly figure, in kilometres.
  var trace: JSONValue {
    var x: [Double?] = []
    var y: [Double?] = []
    for ring in states.flatMap(\.rings) {
      x += ring.map { $0.x.rounded() } + [nil]
      y += ring.map { $0.y.rounded() } + [nil]
    }
    return [
      "type": "scatter", "mode": "lines", "x": .numbers(x), "y": .numbers(y), "fill": "toself",
      "fillcolor": "#F1F4F7", "line": ["color": "#C3CCD5", "width": 0.7], "hoverinfo": "skip",
      "showlegend": false,
    ]
  }
}
