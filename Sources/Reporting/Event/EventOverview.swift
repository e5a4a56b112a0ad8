import Program
import Sourcing
import Tables

/// The call itself: when, who answered, and how far bids lie apart.
struct EventOverview: Sendable {
  let data: EventReportData
  private var event: Event { data.event }

  // MARK: Timeline

  /// A stretch or a day of the call.
  private struct Phase {
    var name: String
    var from: Day
    var to: Day
  }

  /// Days of date-times as they were written: the zone stays the event's own.
  private static func day(_ text: String?) -> Day? {
    text.flatMap { Day(String($0.prefix(10))) }
  }

  private var phases: [Phase] {
    let settings = event.settings
    let published = Self.day(settings.published)
    let deadline = Self.day(settings.deadline)
    var phases: [Phase] = []
    func add(_ name: String, _ from: Day?, _ to: Day?) {
      guard let from, let to, from <= to else { return }
      phases.append(Phase(name: name, from: from, to: to))
    }
    add("Questions", published, Self.day(settings.questionsUntil))
    add(
      settings.opening == .rolling ? "Proposals, read as they come" : "Proposals, sealed",
      published, deadline)
    add("Evaluation", deadline, settings.selection)
    add("Deliveries wanted", event.profile.map(\.from).min(), event.profile.map(\.to).max())
    return phases
  }

  /// The call's stretches of time; `nil` where none is known.
  var timeline: Chart? {
    let phases = phases
    guard let first = phases.map(\.from).min(), let last = phases.map(\.to).max() else {
      return nil
    }
    let colours = [Plot.grey, Plot.blue, Plot.orange, Plot.green]
    let traces = phases.enumerated().map { position, phase -> JSONValue in
      [
        "type": "scatter", "mode": "lines+markers",
        "x": .strings([phase.from.description, phase.to.description]),
        "y": .strings([Plot.escaped(phase.name), Plot.escaped(phase.name)]),
        "line": ["color": .string(Plot.colour(colours, position)), "width": 12],
        "marker": ["size": 12, "color": .string(Plot.colour(colours, position))],
        "hovertemplate": "%{x|%-d %b %Y}<extra>\(Plot.escaped(phase.name))</extra>",
      ]
    }
    let layout = Plot.layout(
      y: [
        "type": "category", "autorange": "reversed", "automargin": true, "ticks": "",
        "fixedrange": true,
      ], hasLegend: false)
    let selection = event.settings.selection.map { "; partners chosen \(Numbers.date($0))" } ?? ""
    return Chart(
      id: "timeline",
      title: "From \(Numbers.date(first)) to \(Numbers.date(last))\(selection)",
      note: event.settings.horizonYears.map {
        "The call looks \(Numbers.short($0)) years ahead; dates are those of the event's own zone."
      } ?? "",
      figure: Plot.figure(traces, layout), height: 70 + 44 * phases.count,
      table: Table(
        columns: [.text("What"), .whole("From"), .whole("To")],
        rows: phases.map {
          [
            Table.Cell($0.name), Table.Cell(Numbers.date($0.from), key: Double($0.from.number)),
            Table.Cell(Numbers.date($0.to), key: Double($0.to.number)),
          ]
        }))
  }

  // MARK: Participation

  /// Bids by pillar, made at home and abroad.
  var participation: Chart {
    let bids = data.bids
    let pillars = data.pillars
    func count(_ pillar: String, _ isHome: Bool) -> Int {
      bids.count { event.lots[$0.lot].pillar == pillar && $0.isHome == isHome }
    }
    func suppliers(_ pillar: String) -> Int {
      Set(bids.filter { event.lots[$0.lot].pillar == pillar }.map(\.supplier)).count
    }
    func trace(_ name: String, _ isHome: Bool, _ colour: String) -> JSONValue {
      let counts = pillars.map { count($0, isHome) }
      return [
        "type": "bar", "name": .string(name),
        "x": .strings(pillars.map { Plot.escaped(data.title(ofPillar: $0)) }),
        "y": .numbers(counts.map(Double.init)),
        "text": .strings(counts.map { $0 > 0 ? String($0) : "" }), "textangle": 0,
        "insidetextanchor": "middle", "constraintext": "none",
        "marker": ["color": .string(colour)],
        "hovertemplate": .string("%{x}: %{y} bids<extra>\(name)</extra>"),
      ]
    }
    let home = event.settings.domestic
    let rows = pillars.map { pillar -> [Table.Cell] in
      let lots = event.lots.count { $0.pillar == pillar }
      let all = count(pillar, true) + count(pillar, false)
      return [
        Table.Cell(data.title(ofPillar: pillar)), .number(Double(lots)),
        .number(Double(suppliers(pillar))), .number(Double(all)),
        .number(Double(count(pillar, true))),
        .number(lots > 0 ? Double(all) / Double(lots) : 0, decimals: 1),
      ]
    }
    let all = Set(bids.map(\.supplier)).count
    let domestic = bids.count { $0.isHome }
    return Chart(
      id: "participation",
      title: "\(Numbers.count(bids.count, "bid")) of \(Numbers.count(all, "supplier")) for "
        + "\(Numbers.count(event.lots.count, "lot")), \(domestic) of them made in \(home)",
      note: "A bid is a supplier's answer to a lot. One that offers a place at home beside others "
        + "counts as made at home.",
      figure: Plot.figure(
        [trace("Made in \(home)", true, Plot.blue), trace("Made abroad", false, Plot.orange)],
        Plot.layout(
          x: ["type": "category", "fixedrange": true], y: Plot.axis("Bids"),
          isLegendAbove: true, more: [.init("barmode", "stack")])), height: 340,
      table: Table(
        columns: [
          .text("Pillar"), .number("Lots"), .number("Suppliers"), .number("Bids"),
          .number("Made in \(home)"), .number("Bids a lot"),
        ], rows: rows))
  }

  // MARK: Prices

  /// How far each line lies above the lowest of its item.
  private struct Spread {
    var lot: LotIndex
    /// Shares above the lowest, with the lines.
    var points: [(line: LineIndex, above: Double)]
  }

  private var spreads: [Spread] {
    let prices = event.lines.rowIndices.compactMap { line in
      AwardFigures.landedPrice(of: line, event).map { (line: line, price: $0) }
    }
    var lowest: [EventItemIndex: Double] = [:]
    for (line, price) in prices where price > 0 {
      let item = event.lines[line].item
      lowest[item] = min(lowest[item] ?? .infinity, price)
    }
    return event.lots.rowIndices.compactMap { lot -> Spread? in
      let points = prices.compactMap { line, price -> (line: LineIndex, above: Double)? in
        let item = event.lines[line].item
        guard event.items[item].lot == lot, let least = lowest[item] else { return nil }
        return (line, price / least - 1)
      }
      return points.isEmpty ? nil : Spread(lot: lot, points: points)
    }
  }

  /// Prices of each lot's lines against the lowest of the same item.
  var prices: Chart? {
    let spreads = spreads
    guard !spreads.isEmpty else { return nil }
    let largest = spreads.flatMap(\.points).map(\.above).max() ?? 0
    let home = event.settings.domestic
    func trace(_ name: String, _ isHome: Bool, _ colour: String) -> JSONValue {
      let points = spreads.flatMap { spread in
        spread.points.filter { (data.origin(event.lines[$0.line]) == home) == isHome }.map {
          (lot: event.lots[spread.lot].id, $0.line, $0.above)
        }
      }
      return [
        "type": "scatter", "mode": "markers", "name": .string(name),
        "x": .numbers(points.map { Plot.rounded($0.2 * 100) }),
        "y": .strings(points.map { Plot.escaped($0.lot) }),
        "text": .strings(points.map { Plot.escaped(event.lines[$0.1].id) }),
        "marker": ["color": .string(colour), "size": 9, "opacity": 0.65],
        "hovertemplate": "%{text}<br>%{x:.1f}% above the lowest<extra></extra>",
      ]
    }
    let order = spreads.map { event.lots[$0.lot].id }
    let layout = Plot.layout(
      x: Plot.axis(
        "Above the lowest bid, %",
        range: .numbers([-0.03 * max(0.05, largest) * 100, max(5, largest * 106)])),
      y: [
        "type": "category", "categoryorder": "array",
        "categoryarray": .strings(order.map(Plot.escaped)), "autorange": "reversed",
        "automargin": true, "ticks": "", "gridcolor": "#E4E7EB",
      ],
      isLegendAbove: true, more: [.init("hovermode", "closest")])
    let widest = spreads.max { left, right in
      (left.points.map(\.above).max() ?? 0) < (right.points.map(\.above).max() ?? 0)
    }
    let rows = spreads.map { spread -> [Table.Cell] in
      let above = spread.points.map(\.above).sorted()
      let middle = above[above.count / 2]
      return [
        Table.Cell(data.name(spread.lot)), .number(Double(above.count)), .percent(middle),
        .percent(above[above.count - 1]),
      ]
    }
    return Chart(
      id: "prices",
      title: "Bids lie furthest apart for "
        + "\(widest.map { data.name($0.lot) } ?? ""): up to "
        + "\(Numbers.percent(largest, decimals: 0)) above the lowest",
      note: "Delivered price of a unit (ex-works, duty, freight, before discounts) if the line "
        + "brings as much as it can, against the lowest of the same item. Bundles are not shown.",
      figure: Plot.figure(
        [trace("Made in \(home)", true, Plot.blue), trace("Made abroad", false, Plot.orange)],
        layout), height: 110 + 26 * spreads.count,
      table: Table(
        columns: [
          .text("Lot"), .number("Lines"), .number("Middle, above the lowest"),
          .number("Highest, above the lowest"),
        ], rows: rows))
  }
}
