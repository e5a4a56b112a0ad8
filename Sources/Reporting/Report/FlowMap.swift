import Planning
import Program
import Tables

/// Plants, sites and what flows between them, on a map of the United States.
struct FlowMap: Sendable {
  /// What kind of flow a line is.
  enum Kind: Int, CaseIterable, Sendable {
    case products, parts, supply, imports

    /// What the legend says, where the plants make `made`.
    func title(_ made: String) -> String {
      switch self {
      case .products: "\(made) to sites"
      case .parts: "Parts between plants"
      case .supply: "From domestic suppliers"
      case .imports: "Imports by country"
      }
    }

    var colour: String {
      switch self {
      case .products: Plot.blue
      case .parts: Plot.green
      case .supply: "#88CCEE"
      case .imports: Plot.orange
      }
    }
  }

  /// A place of the map: a site, or a country at its margin.
  enum Place: Hashable, Sendable {
    case site(SiteIndex)
    case country(String)
  }

  /// A flow over the whole horizon.
  struct Flow: Sendable {
    var kind: Kind
    var from: Place
    var to: Place
    var units: Double
    /// Money: what was paid, or the value of what moved.
    var value: Double
  }

  /// By kind, the largest value first.
  let flows: [Flow]
  private let data: ReportData
  private let outlines: Outlines

  init(_ data: ReportData, _ outlines: Outlines) {
    self.data = data
    self.outlines = outlines
    flows = Self.flows(data)
  }

  private struct Key: Hashable {
    var kind: Kind
    var from: Place
    var to: Place
  }

  private static func flows(_ data: ReportData) -> [Flow] {
    let program = data.program
    var found: [Key: Flow] = [:]
    func add(_ kind: Kind, _ from: Place, _ to: Place, _ units: Double, _ value: Double) {
      let key = Key(kind: kind, from: from, to: to)
      var flow = found[key] ?? Flow(kind: kind, from: from, to: to, units: 0, value: 0)
      flow.units += units
      flow.value += value
      found[key] = flow
    }
    for flow in data.plan.flows.dispatches {
      let lane = program.lanes[flow.lane]
      let item = program.items[flow.item]
      add(
        item.kind == .product ? .products : .parts, .site(lane.from), .site(lane.to), flow.units,
        flow.units * item.value)
    }
    let home = program.settings.domestic
    for order in data.plan.flows.orders {
      let offer = program.offers[order.offer]
      let value = offer.price * order.units
      if offer.origin != home {
        add(.imports, .country(offer.origin), .site(order.site), order.units, value)
      } else if let from = offer.shipFrom {
        add(.supply, .site(from), .site(order.site), order.units, value)
      }
    }
    return found.values.sorted { left, right in
      if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
      if left.value != right.value { return left.value > right.value }
      if left.units != right.units { return left.units > right.units }
      return name(left.from, program) + name(left.to, program)
        < name(right.from, program) + name(right.to, program)
    }
  }

  private static func name(_ place: Place, _ program: BuildProgram) -> String {
    switch place {
    case .site(let index): program.label(index)
    case .country(let code): code
    }
  }

  // MARK: Places

  /// Where each place of the flows and each plant and destination stands.
  private var positions: [Place: Outlines.Point] {
    var result: [Place: Outlines.Point] = [:]
    var abroad: Set<String> = []
    var sites = Set(data.plants + data.destinations)
    for flow in flows {
      for place in [flow.from, flow.to] {
        switch place {
        case .site(let site): sites.insert(site)
        case .country(let code): abroad.insert(code)
        }
      }
    }
    for index in sites {
      let site = data.program.sites[index]
      if let point = Self.point(of: site) {
        result[.site(index)] = point
      } else if site.country != data.program.settings.domestic {
        abroad.insert(site.country)
        result[.site(index)] = .init(x: .nan, y: .nan)
      }
    }
    for (code, point) in Self.margins(abroad) { result[.country(code)] = point }
    for index in sites where result[.site(index)]?.x.isNaN == true {
      result[.site(index)] = result[.country(data.program.sites[index].country)]
    }
    return result
  }

  /// Where a site stands on the map; `nil` where its table does not say, or it is outside.
  private static func point(of site: Site) -> Outlines.Point? {
    guard let longitude = site.longitude, let latitude = site.latitude,
      Outlines.isOnMap(longitude: longitude, latitude: latitude)
    else { return nil }
    return Outlines.project(longitude: longitude, latitude: latitude)
  }

  /// Places for countries at the margins: Asia and the Pacific in the west, the neighbours north
  /// and south, all others in the east.
  static func margins(_ codes: Set<String>) -> [String: Outlines.Point] {
    let west: Set<String> = [
      "AU", "BD", "CN", "HK", "ID", "IN", "JP", "KR", "LK", "MY", "NZ", "PH", "PK", "SG", "TH",
      "TW", "VN",
    ]
    var result: [String: Outlines.Point] = [:]
    func stack(_ names: [String], x: Double) {
      for (position, code) in names.enumerated() {
        let share = (Double(position) + 0.5) / Double(names.count)
        result[code] = .init(x: x, y: 1350 - 2700 * share)
      }
    }
    stack(codes.filter { west.contains($0) }.sorted(), x: -2850)
    stack(codes.filter { !west.contains($0) && $0 != "MX" && $0 != "CA" }.sorted(), x: 2750)
    if codes.contains("CA") { result["CA"] = .init(x: 150, y: 1650) }
    if codes.contains("MX") { result["MX"] = .init(x: -500, y: -1650) }
    return result
  }

  // MARK: Chart

  /// Lines drawn of each kind; the table has all.
  private static let limit = 40

  /// The map; `nil` where no plant and no destination has a place on it.
  var chart: Chart? {
    let sites = data.plants + data.destinations
    guard sites.contains(where: { Self.point(of: data.program.sites[$0]) != nil }) else {
      return nil
    }
    let positions = positions
    var traces = [outlines.trace]
    for kind in Kind.allCases.reversed() { traces += lines(kind, positions) }
    traces.append(countryTrace(positions))
    let placed = sites.compactMap { site in
      positions[.site(site)].map { (site, data.label(site), $0) }
    }
    let places = MapPlaces(positions: positions, sites: placed)
    traces.append(destinationTrace(places))
    traces.append(plantTrace(places))
    let axis: JSONValue = [
      "visible": false, "range": [-3050, 2950], "fixedrange": true, "constrain": "domain",
    ]
    let layout = Plot.layout(
      x: axis,
      y: [
        "visible": false, "range": [-1780, 1720], "fixedrange": true, "scaleanchor": "x",
        "constrain": "domain",
      ], more: [.init("hovermode", "closest")])
    let products = flows.filter { $0.kind == .products }.reduce(0) { $0 + $1.units }
    return Chart(
      id: "map",
      title: "\(Numbers.count(data.plants.count, "plant")) and "
        + "\(Numbers.count(data.destinations.count, "site")): "
        + "\(Numbers.grouped(products)) \(data.made) on their way, and where parts come from",
      note:
        "Whole horizon. Lines are as wide as their value (\(data.made): units) within their kind; "
        + "the \(Self.limit) largest of each kind are drawn. Circles are sites, their area the MW "
        + "deployed. Countries stand at the margin. Offers delivered at home without a place of "
        + "origin are not drawn. Albers equal-area projection; outlines: \(outlines.source).",
      figure: Plot.figure(traces, layout), height: 680, narrowHeight: 400, table: table)
  }

  private func lines(_ kind: Kind, _ positions: [Place: Outlines.Point]) -> [JSONValue] {
    let shown = flows.filter { $0.kind == kind }.prefix(Self.limit)
    func size(_ flow: Flow) -> Double { kind == .products ? flow.units : flow.value }
    let largest = shown.map(size).max() ?? 0
    guard largest > 0 else { return [] }
    var traces: [JSONValue] = []
    var middles: (x: [Double], y: [Double], text: [String]) = ([], [], [])
    for flow in shown.reversed() {
      guard let from = positions[flow.from], let to = positions[flow.to], from != to else {
        continue
      }
      let curve = Self.curve(from, to)
      let width = max(0.6, 9 * (size(flow) / largest).squareRoot())
      middles.x.append(curve[6].x)
      middles.y.append(curve[6].y)
      middles.text.append(Plot.escaped(words(flow)))
      traces.append([
        "type": "scatter", "mode": "lines", "x": .numbers(curve.map { $0.x.rounded() }),
        "y": .numbers(curve.map { $0.y.rounded() }), "hoverinfo": "skip", "showlegend": false,
        "legendgroup": .string("\(kind)"), "opacity": 0.65,
        "line": ["color": .string(kind.colour), "width": .number(Plot.rounded(width))],
      ])
    }
    guard !traces.isEmpty else { return [] }
    traces.append([
      "type": "scatter", "mode": "markers", "x": .numbers(middles.x.map { $0.rounded() }),
      "y": .numbers(middles.y.map { $0.rounded() }), "text": .strings(middles.text),
      "hovertemplate": "%{text}<extra></extra>", "name": .string(kind.title(data.madeTitle)),
      "legendgroup": .string("\(kind)"),
      "marker": ["color": .string(kind.colour), "size": 5, "symbol": "diamond"],
    ])
    return traces
  }

  /// Thirteen points of a slightly bent line.
  private static func curve(_ from: Outlines.Point, _ to: Outlines.Point) -> [Outlines.Point] {
    let bend = 0.12
    let middle = Outlines.Point(
      x: (from.x + to.x) / 2 - (to.y - from.y) * bend,
      y: (from.y + to.y) / 2 + (to.x - from.x) * bend)
    return (0...12).map { step in
      let t = Double(step) / 12
      let a = (1 - t) * (1 - t)
      let b = 2 * t * (1 - t)
      let c = t * t
      return .init(
        x: a * from.x + b * middle.x + c * to.x, y: a * from.y + b * middle.y + c * to.y)
    }
  }

  private func words(_ flow: Flow) -> String {
    let from = Self.name(flow.from, data.program)
    let to = Self.name(flow.to, data.program)
    let units = Numbers.grouped(flow.units) + (flow.kind == .products ? " \(data.made)" : " units")
    return flow.kind == .products && flow.value == 0
      ? "\(from) to \(to): \(units)"
      : "\(from) to \(to): \(units), \(data.money.text(flow.value))"
  }

  private func countryTrace(_ positions: [Place: Outlines.Point]) -> JSONValue {
    var points: [(name: String, at: Outlines.Point, value: Double)] = []
    for (place, point) in positions {
      guard case .country(let code) = place else { continue }
      let value = flows.filter { $0.from == place }.reduce(0) { $0 + $1.value }
      points.append((code, point, value))
    }
    points.sort { $0.name < $1.name }
    return [
      "type": "scatter", "mode": "markers+text", "showlegend": false, "cliponaxis": false,
      "x": .numbers(points.map(\.at.x)), "y": .numbers(points.map(\.at.y)),
      "text": .strings(points.map { Plot.escaped($0.name) }),
      "textposition": .strings(points.map { $0.at.x < 0 ? "middle left" : "top center" }),
      "customdata": .strings(points.map { data.money.text($0.value) }),
      "hovertemplate": "%{text}: %{customdata}<extra></extra>",
      "marker": ["symbol": "square", "size": 9, "color": .string(Plot.orange)],
      "textfont": ["size": 12, "color": .string(Plot.ink)],
    ]
  }

  private func plantTrace(_ places: MapPlaces) -> JSONValue {
    let shown = data.plants.filter { places.positions[.site($0)] != nil }
    return siteTrace(
      shown, places, name: "Plants", details: shown.map { _ in "plant" },
      marker: [
        "symbol": "square", "size": 12, "color": .string(Plot.ink),
        "line": ["color": "#fff", "width": 1.5],
      ])
  }

  private func destinationTrace(_ places: MapPlaces) -> JSONValue {
    let shown = data.destinations.filter { places.positions[.site($0)] != nil }
    let mw = shown.map { data.deployment.mw[Int($0.position)].last ?? 0 }
    let largest = mw.max() ?? 0
    return siteTrace(
      shown, places, name: "Sites",
      details: mw.map { "\(Numbers.power($0)) IT power deployed" },
      marker: [
        "symbol": "circle", "color": "rgba(0,114,178,0.75)",
        "size": .numbers(mw.map { largest > 0 ? 8 + 20 * ($0 / largest).squareRoot() : 8 }),
        "line": ["color": "#fff", "width": 1.5],
      ])
  }

  private func siteTrace(
    _ sites: [SiteIndex], _ places: MapPlaces, name: String, details: [String], marker: JSONValue
  ) -> JSONValue {
    let points = sites.compactMap { places.positions[.site($0)] }
    let labels = sites.map { places.labels[$0] }
    let names = sites.map { Plot.escaped(data.label($0)) }
    return [
      "type": "scatter", "mode": "markers+text", "name": .string(name),
      "x": .numbers(points.map { $0.x.rounded() }), "y": .numbers(points.map { $0.y.rounded() }),
      "text": .strings(labels.map { Plot.escaped($0?.text ?? "") }),
      "textposition": .strings(labels.map { $0?.position ?? "top center" }),
      "customdata": .strings(zip(names, details).map { "\($0)<br>\($1)" }),
      "hovertemplate": "%{customdata}<extra></extra>", "marker": marker,
      "textfont": [
        "size": 11, "color": .string(Plot.ink), "shadow": "0 0 3px #fff,0 0 3px #fff,0 0 3px #fff",
      ],
    ]
  }

  private var table: Table {
    let rows = flows.map { flow -> [Table.Cell] in
      [
        Table.Cell(flow.kind.title(data.madeTitle)), Table.Cell(Self.name(flow.from, data.program)),
        Table.Cell(Self.name(flow.to, data.program)), .number(flow.units),
        Table.Cell(data.money.exact(flow.value), key: flow.value),
      ]
    }
    return Table(
      columns: [.text("Flow"), .text("From"), .text("To"), .number("Units"), .number("Value")],
      rows: rows)
  }
}
