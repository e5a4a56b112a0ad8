import Program
import Sourcing
import Tables

/// Who is awarded what: the map, concentration and the list.
struct EventAwards: Sendable {
  let data: EventReportData
  let entry: EventReportData.Awarded
  let outlines: Outlines
  private var event: Event { data.event }
  private var money: Money { data.money }
  private var home: String { event.settings.domestic }

  // MARK: Map

  /// A place of the map with what is bought there.
  private struct Place {
    var name: String
    var at: Outlines.Point
    var spend: Double
    var suppliers: Int
    var isHome: Bool
  }

  /// The middle of a state's largest ring.
  private func middle(of state: String) -> Outlines.Point? {
    let wanted = USStates.code(of: state)
    guard let outline = outlines.states.first(where: { $0.code == wanted }),
      let ring = outline.rings.max(by: { $0.count < $1.count }), !ring.isEmpty
    else { return nil }
    let x = ring.map(\.x)
    let y = ring.map(\.y)
    return .init(
      x: ((x.min() ?? 0) + (x.max() ?? 0)) / 2, y: ((y.min() ?? 0) + (y.max() ?? 0)) / 2)
  }

  /// By state of the supplier where goods come from home, by country where they come from abroad;
  /// with the spend that has no place.
  private var places: (shown: [Place], unplaced: Double) {
    var spend: [String: Double] = [:]
    var suppliers: [String: Set<EventSupplierIndex>] = [:]
    var states: Set<String> = []
    var unplaced = 0.0
    for part in entry.figures.parts {
      let supplier = event.suppliers[part.supplier]
      var name = part.origin
      if part.origin == home {
        let state = supplier.country == home ? supplier.region : ""
        guard middle(of: state) != nil else {
          unplaced += part.spend
          continue
        }
        name = USStates.code(of: state) ?? state
        states.insert(name)
      }
      // A state and a country may share a code.
      let key = (part.origin == home ? "state " : "country ") + name
      spend[key, default: 0] += part.spend
      suppliers[key, default: []].insert(part.supplier)
    }
    let abroad = Set(spend.keys.filter { $0.hasPrefix("country ") }.map { String($0.dropFirst(8)) })
    let margins = FlowMap.margins(abroad)
    let shown = spend.keys.sorted().compactMap { key -> Place? in
      let isHome = key.hasPrefix("state ")
      let name = String(key.dropFirst(isHome ? 6 : 8))
      guard let at = isHome ? middle(of: name) : margins[name] else { return nil }
      return Place(
        name: name, at: at, spend: spend[key] ?? 0, suppliers: suppliers[key]?.count ?? 0,
        isHome: isHome)
    }
    return (shown, unplaced)
  }

  /// Where the money goes; `nil` where no state at home is known.
  var map: Chart? {
    let (places, unplaced) = places
    guard home == "US", places.contains(where: \.isHome),
      let largest = places.map(\.spend).max(), largest > 0
    else { return nil }
    let total = entry.figures.spend
    let layout = Plot.layout(
      x: [
        "visible": false, "range": [-3050, 2950], "fixedrange": true, "constrain": "domain",
      ],
      y: [
        "visible": false, "range": [-1780, 1720], "fixedrange": true, "scaleanchor": "x",
        "constrain": "domain",
      ],
      more: [.init("hovermode", "closest")])
    let domestic = places.filter(\.isHome).reduce(unplaced) { $0 + $1.spend }
    let states = places.count { $0.isHome }
    let countries = places.count { !$0.isHome }
    let rest =
      unplaced > 0
      ? " \(money.text(unplaced)) is made at home by suppliers without a state and is not drawn."
      : ""
    return Chart(
      id: "award-map",
      title: "\(Numbers.percent(domestic / max(total, 1), decimals: 0)) of the money goes to goods "
        + "made at home, in \(Numbers.count(states, "state"))"
        + (countries > 0
          ? ", the rest to \(countries) \(countries == 1 ? "country" : "countries")" : ""),
      note:
        "Circles grow with what is spent (ex-works). Those at home (blue) stand in the supplier's "
        + "state, those abroad (orange) at the margin by country of origin.\(rest) Albers equal-area projection; "
        + "outlines: \(outlines.source).",
      figure: Plot.figure(
        [
          outlines.trace, trace(places, true, largest), trace(places, false, largest),
        ], layout), height: 620, narrowHeight: 360,
      table: Table(
        columns: [
          .text("Place"), .text("Made"), .number("Suppliers"), .number("Spend"), .number("Share"),
        ],
        rows: places.sorted { ($1.spend, $0.name) < ($0.spend, $1.name) }.map {
          [
            Table.Cell($0.name), Table.Cell($0.isHome ? "at home" : "abroad"),
            .number(Double($0.suppliers)), Table.Cell(money.exact($0.spend), key: $0.spend),
            .percent(total > 0 ? $0.spend / total : nil),
          ]
        }))
  }

  /// The circles at home, or those abroad.
  private func trace(_ places: [Place], _ isHome: Bool, _ largest: Double) -> JSONValue {
    let shown = places.filter { $0.isHome == isHome }
    let sizes: [Double] = shown.map { 8 + 44 * ($0.spend / largest).squareRoot() }
    let positions: [String] = sizes.map { isHome && $0 > 24 ? "middle center" : "top center" }
    let words: [String] = shown.map {
      "\(money.text($0.spend)), \(Numbers.count($0.suppliers, "supplier"))"
    }
    let marker: JSONValue = [
      "size": .numbers(sizes.map(Plot.rounded)),
      "color": .string(isHome ? Plot.blue : Plot.orange), "opacity": 0.75,
      "line": ["color": "#fff", "width": 1],
    ]
    let font: JSONValue = [
      "size": 11, "color": .string(Plot.ink), "shadow": "0 0 3px #fff,0 0 3px #fff,0 0 3px #fff",
    ]
    // Without a name in the trace the narrow page keeps its texts, which are short.
    return [
      "type": "scatter", "mode": "markers+text", "showlegend": false, "cliponaxis": false,
      "x": .numbers(shown.map { $0.at.x.rounded() }),
      "y": .numbers(shown.map { $0.at.y.rounded() }),
      "text": .strings(shown.map { Plot.escaped($0.name) }), "textposition": .strings(positions),
      "textfont": font, "customdata": .strings(words),
      "hovertemplate": "%{text}: %{customdata}<extra></extra>", "marker": marker,
    ]
  }

  // MARK: Concentration

  var concentration: [Chart] {
    let suppliers = entry.figures.spend { data.name($0.supplier) }
    let countries = entry.figures.spend(by: \.origin)
    guard let first = suppliers.first, let country = countries.first else { return [] }
    let total = entry.figures.spend
    let five = suppliers.prefix(5).reduce(0) { $0 + $1.spend }
    return [
      shares(
        suppliers, id: "by-supplier", what: "Supplier",
        title: "\(first.name) gets \(Numbers.percent(first.spend / total, decimals: 0))"
          + (suppliers.count > 5
            ? "; the five largest of \(suppliers.count) get "
              + Numbers.percent(five / total, decimals: 0)
            : " of what is spent")),
      shares(
        countries, id: "by-country", what: "Country of origin",
        title:
          "\(Numbers.percent(country.spend / total, decimals: 0)) of what is bought comes from "
          + country.name),
    ]
  }

  private func shares(
    _ shares: [(name: String, spend: Double)], id: String, what: String, title: String
  ) -> Chart {
    let total = entry.figures.spend
    let shown = Array(shares.prefix(15))
    let rest = shares.dropFirst(15).reduce(0) { $0 + $1.spend }
    let scale = money.scale(for: shown.first?.spend ?? 0)
    let bars = shown + (rest > 0 ? [(name: "\(shares.count - 15) others", spend: rest)] : [])
    let values = bars.map { $0.spend / scale.divisor }
    let trace: JSONValue = [
      "type": "bar", "orientation": "h", "y": .strings(bars.map { Plot.escaped($0.name) }),
      "x": .numbers(values.map(Plot.rounded)),
      "text": .strings(bars.map { Numbers.percent($0.spend / total) }), "textposition": "outside",
      "cliponaxis": false,
      "marker": [
        "color": .strings(
          bars.map { id == "by-country" && $0.name != home ? Plot.orange : Plot.blue })
      ],
      "hovertemplate": .string("%{y}<br>%{x:,.4~g} \(scale.unit), %{text}<extra></extra>"),
    ]
    let layout = Plot.layout(
      x: Plot.axis(
        "Spend, \(scale.unit)", range: .numbers([0, (values.max() ?? 1) * 1.18])),
      y: ["type": "category", "autorange": "reversed", "automargin": true, "ticks": ""],
      hasLegend: false)
    return Chart(
      id: id, title: title, note: "Ex-works before discounts, lines and bundles.",
      figure: Plot.figure([trace], layout), height: 90 + 24 * bars.count,
      table: Table(
        columns: [.text(what), .number("Spend"), .number("Share")],
        rows: shares.map {
          [
            Table.Cell($0.name), Table.Cell(money.exact($0.spend), key: $0.spend),
            .percent($0.spend / total),
          ]
        }))
  }

  // MARK: List

  /// Every line and bundle that wins, by lot.
  var awards: Table {
    let parts = entry.figures.parts.enumerated().sorted {
      ($0.element.lot.position, $0.offset) < ($1.element.lot.position, $1.offset)
    }.map(\.element)
    let rows = parts.map { part -> [Table.Cell] in
      let items = part.items.map { "\(Numbers.grouped($0.units)) \(event.items[$0.item].id)" }
      let units = part.items.reduce(0) { $0 + $1.units }
      return [
        Table.Cell(data.name(part.lot)), Table.Cell(data.name(part.supplier)),
        Table.Cell(part.id + (part.isBundle ? " (bundle)" : "")),
        Table.Cell(items.joined(separator: ", ")), Table.Cell(part.origin),
        Table.Cell(
          part.isBundle ? "" : money.price(part.spend / max(units, 1e-9)),
          key: part.spend / max(units, 1e-9)),
        Table.Cell(money.text(part.spend), key: part.spend),
        .percent(part.spend > 0 ? part.domestic / part.spend : nil, decimals: 0),
        Table.Cell(part.leadDays.map(String.init) ?? "", key: part.leadDays.map(Double.init)),
      ]
    }
    return Table(
      columns: [
        .name("Lot"), .text("Supplier"), .name("Bid"), .name("Units"), .text("Origin"),
        .number("Price"), .number("Spend"), .number("Domestic"), .number("Lead, days"),
      ], rows: rows)
  }
}
