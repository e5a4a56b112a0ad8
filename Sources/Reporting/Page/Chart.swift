import Tables

/// A chart of the report: its message, its figure as Plotly reads it, and its numbers.
struct Chart: Sendable {
  /// Unique on the page; letters and hyphens.
  var id: String
  /// States the message or the measure.
  var title: String
  /// What the reader should know; empty for nothing.
  var note: String = ""
  /// `{"data": [...], "layout": {...}}`; plain JSON that any Plotly draws.
  var figure: JSONValue
  /// Pixels.
  var height: Int = 380
  /// Pixels on a narrow screen, where another height suits it.
  var narrowHeight: Int?
  /// The numbers that the chart shows.
  var table: Table

  /// The chart with its title, note and source table.
  var markup: Markup {
    var parts: [Markup] = [.tag("h3", [:], title)]
    var attributes = [
      ("class", "chart"), ("id", "chart-\(id)"), ("style", "height:\(height)px"), ("role", "img"),
      ("aria-label", title),
    ].map { (name: $0.0, value: $0.1) }
    if let narrowHeight { attributes.append(("data-narrow", String(narrowHeight))) }
    parts.append(.element("div", attributes, []))
    parts.append(
      .tag(
        "script", ["type": "application/json", "data-chart": "chart-\(id)"],
        [.trusted(Array(figure.text(isPretty: false).utf8))]))
    if !note.isEmpty { parts.append(.tag("p", ["class": "note"], note)) }
    parts.append(
      .tag(
        "details", [:],
        [.tag("summary", [:], "The numbers"), table.markup]))
    return .tag("figure", ["class": "card"], parts)
  }
}

/// Pieces of Plotly figures that all charts share.
enum Plot {
  /// One colour a generation of racks: Okabe and Ito (2008), readable with colour blindness.
  static let generations = [
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8C8C00", "#5E3C99",
  ]
  /// One colour a site: Tol (2021), muted scheme.
  static let sites = [
    "#332288", "#44AA99", "#CC6677", "#999933", "#88CCEE", "#AA4499", "#117733", "#DDCC77",
    "#882255",
  ]
  static let ink = "#1F2933"
  static let grey = "#7B8794"
  static let pale = "#CBD2D9"
  static let blue = "#0072B2"
  static let orange = "#E69F00"
  static let green = "#009E73"
  static let red = "#C23B22"

  /// The colour of the `position`-th of many.
  static func colour(_ palette: [String], _ position: Int) -> String {
    palette[position % palette.count]
  }

  /// Light to dark for shares from 0 to 1; what is full stands out.
  static let shares: JSONValue = [
    [0, "#F4F8FB"], [0.5, "#A9CDE4"], [0.8, "#4A90BF"], [0.98, "#0B4F7D"], [0.99, "#D55E00"],
    [1, "#D55E00"],
  ]

  /// From scarce to plenty, for weeks from 0 to 12.
  static let weeks: JSONValue = [
    [0, "#F2B27A"], [0.08, "#FBEBDD"], [0.25, "#D5E6F1"], [0.5, "#7FB3D5"], [1, "#0B4F7D"],
  ]

  /// A layout with the axis titles given and room for a legend below, or above where the title of
  /// the axis below would be covered.
  static func layout(
    x: JSONValue = dateAxis, y: JSONValue, hasLegend: Bool = true, isLegendAbove: Bool = false,
    more: [JSONValue.Member] = []
  ) -> JSONValue {
    .object(
      [
        .init("margin", ["l": 64, "r": 16, "t": isLegendAbove ? 48 : 12, "b": 44]),
        .init(
          "font",
          [
            "family": "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif", "size": 12,
            "color": .string(ink),
          ]),
        .init("paper_bgcolor", "#fff"), .init("plot_bgcolor", "#fff"),
        .init("hoverlabel", ["align": "left"]), .init("showlegend", .bool(hasLegend)),
        .init(
          "legend",
          isLegendAbove
            ? ["orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom"]
            : ["orientation": "h", "x": 0, "y": -0.16, "yanchor": "top"]),
        .init("xaxis", x), .init("yaxis", y),
      ] + more)
  }

  static let dateAxis: JSONValue = [
    "type": "date", "gridcolor": "#E4E7EB", "zeroline": false,
    "hoverformat": "%-d %b %Y", "automargin": true,
  ]

  /// A value axis that starts at 0.
  static func axis(_ title: String, format: String = "", range: JSONValue? = nil) -> JSONValue {
    .object(
      [
        .init("title", ["text": .string(title)]), .init("gridcolor", "#E4E7EB"),
        .init("zerolinecolor", .string(pale)), .init("rangemode", "tozero"),
        .init("tickformat", .string(format)), .init("automargin", true),
        .init("separatethousands", true),
      ] + (range.map { [.init("range", $0)] } ?? []))
  }

  static func figure(_ data: [JSONValue], _ layout: JSONValue) -> JSONValue {
    ["data": .array(data), "layout": layout]
  }

  /// Bars over the buckets, each as wide as its bucket; values are rates or shares.
  static func bars(
    _ timeline: Timeline, name: String, values: [Double], colour: String, unit: String
  ) -> JSONValue {
    [
      "type": "bar", "name": .string(escaped(name)), "x": .strings(timeline.middles),
      "width": .numbers(timeline.weeks.map { $0 * 7 * 86_400_000 }),
      "y": .numbers(values.map(rounded)), "customdata": .strings(timeline.spans),
      "marker": ["color": .string(colour), "line": ["width": 0]],
      "hovertemplate": .string(
        "%{customdata}<br>%{y:,.4~g} \(unit)<extra>\(escaped(name))</extra>"),
    ]
  }

  /// A line that keeps its value from date to date.
  static func steps(
    name: String, dates: [String], values: [Double?], colour: String, unit: String,
    dash: String = "solid", width: Double = 2
  ) -> JSONValue {
    [
      "type": "scatter", "mode": "lines", "name": .string(escaped(name)), "x": .strings(dates),
      "y": .numbers(values.map { $0.map(rounded) }),
      "line": [
        "shape": "hv", "color": .string(colour), "width": .number(width), "dash": .string(dash),
      ],
      "hovertemplate": .string("%{x}<br>%{y:,.4~g} \(unit)<extra>\(escaped(name))</extra>"),
    ]
  }

  /// Six significant digits: what a chart can show, in fewer bytes.
  static func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    var scale = 1.0
    while value.magnitude * scale < 100_000, scale < 1e12 { scale *= 10 }
    return (value * scale).rounded() / scale
  }

  /// Plotly reads a little HTML in names and labels; a program's text must not become any.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

extension Timeline {
  /// The middle of each bucket, to the half day; shape `[B]`.
  var middles: [String] {
    (0..<count).map { b in
      let length = days[b + 1].days(since: days[b])
      let day = days[b].advanced(byDays: length / 2)
      return day.description + (length % 2 == 1 ? " 12:00" : "")
    }
  }

  /// `5 Jan – 11 Jan 2026` for each bucket; shape `[B]`.
  var spans: [String] {
    (0..<count).map {
      "\(Numbers.date(days[$0])) – \(Numbers.date(days[$0 + 1].advanced(byDays: -1)))"
    }
  }
}
