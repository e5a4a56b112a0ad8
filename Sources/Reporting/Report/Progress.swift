import Planning
import Program
import Tables

/// Power planned, secured, energised and filled against the goal.
struct Progress: Sendable {
  /// A status and its power on the days on which it changes.
  struct Line: Sendable {
    var status: EnergisationStatus
    var days: [Day]
    /// Facility power in MW, all sites together; as long as `days`.
    var mw: [Double]
  }

  /// The statuses that the program has rows for.
  let lines: [Line]
  /// Facility power in MW of what is deployed by the end of each bucket: IT power × PUE; `[B]`.
  let filledMw: [Double]
  /// IT power in MW deployed by the end of each bucket; shape `[B]`.
  let deployedMw: [Double]
  /// Compute in PFLOPS deployed by the end of each bucket; shape `[B]`.
  let pflops: [Double]
  private let data: ReportData

  init(_ data: ReportData) {
    self.data = data
    let program = data.program
    deployedMw = data.deployment.totalMw
    pflops = data.deployment.totalPflops
    let facility = zip(program.sites, data.deployment.mw).map { site, mw in mw.map { $0 * site.pue }
    }
    filledMw = facility.columnSums
    lines = [EnergisationStatus.planned, .secured, .energised].compactMap { status in
      Self.line(status, program)
    }
  }

  private static func line(_ status: EnergisationStatus, _ program: BuildProgram) -> Line? {
    let rows = program.energisations.filter { $0.status == status }
    guard !rows.isEmpty else { return nil }
    let start = program.horizon.start
    let days = Set(rows.map { max($0.date, start) } + [start]).sorted()
    let bySite = Dictionary(grouping: rows, by: \.site)
    let mw = days.map { day in
      bySite.keys.sorted().reduce(0.0) { sum, site in
        let known = (bySite[site] ?? []).filter { $0.date <= day }
        return sum + (known.max { $0.date < $1.date }?.mw ?? 0)
      }
    }
    return Line(status: status, days: days, mw: mw)
  }

  /// What `line` has on `day`.
  func value(_ line: Line, on day: Day) -> Double {
    line.days.lastIndex { $0 <= day }.map { line.mw[$0] } ?? 0
  }

  /// The energised facility power at the horizon's end, in MW; `nil` where nothing says.
  var energisedAtEnd: Double? {
    lines.first { $0.status == .energised }.map { value($0, on: data.lastDay) }
  }

  /// What the goal measures at the end of the horizon, in the goal's unit.
  var attained: Double? {
    guard let goal = data.program.settings.goal else { return nil }
    return goal.measure == .power ? filledMw.last : pflops.last
  }

  // MARK: Chart

  var charts: [Chart] {
    var charts = [powerChart]
    if (pflops.last ?? 0) > 0 { charts.append(computeChart) }
    return charts
  }

  private var powerChart: Chart {
    let goal = data.program.settings.goal.flatMap { $0.measure == .power ? $0 : nil }
    let largest = max(goal?.quantity ?? 0, lines.flatMap(\.mw).max() ?? 0, filledMw.last ?? 0)
    let (divisor, unit) = largest >= 2000 ? (1000.0, "GW") : (1.0, "MW")
    let end = max(goal?.date ?? data.program.horizon.end, data.program.horizon.end)
    var traces: [JSONValue] = lines.map { line in
      let days = line.days.filter { $0 <= end } + [end]
      return Plot.steps(
        name: "\(line.status.title)", dates: days.map(\.description),
        values: days.map { value(line, on: $0) / divisor }, colour: Self.colour(line.status),
        unit: unit, dash: line.status == .planned ? "dot" : "solid")
    }
    traces.append(filledTrace(filledMw.map { $0 / divisor }, unit: unit))
    if let goal { traces.append(Self.goalTrace(goal, goal.quantity / divisor, data, unit)) }
    return Chart(
      id: "power", title: powerTitle(goal),
      note: "Facility power. Filled is the IT power of what is deployed times the site's PUE; "
        + "planned, secured and energised are the program's own rows.",
      figure: Plot.figure(traces, Plot.layout(y: Plot.axis("Facility power, \(unit)"))),
      height: 420, table: powerTable)
  }

  private func powerTitle(_ goal: Goal?) -> String {
    let filled = filledMw.last ?? 0
    let when = Numbers.month(data.lastDay)
    guard let goal else { return "\(Numbers.power(filled)) of facility power filled by \(when)" }
    var title =
      "\(Numbers.power(filled)) of the \(Numbers.power(goal.quantity)) goal filled by \(when)"
    if let energised = energisedAtEnd { title += ", of \(Numbers.power(energised)) energised" }
    return title
  }

  private func filledTrace(_ values: [Double], unit: String) -> JSONValue {
    let dates = data.timeline.dates
    return [
      "type": "scatter", "mode": "lines", "name": "Filled", "x": .strings(dates),
      "y": .numbers([0] + values.map(Plot.rounded)), "fill": "tozeroy",
      "fillcolor": "rgba(0,114,178,0.18)", "line": ["color": .string(Plot.blue), "width": 3],
      "hovertemplate": .string("%{x}<br>%{y:,.4~g} \(unit)<extra>Filled</extra>"),
    ]
  }

  private static func goalTrace(_ goal: Goal, _ value: Double, _ data: ReportData, _ unit: String)
    -> JSONValue
  {
    let start = data.timeline.dates[0]
    let end = max(goal.date, data.program.horizon.end).description
    return [
      "type": "scatter", "mode": "lines+markers",
      "name": .string("Goal by \(Numbers.month(goal.date))"),
      "x": .strings([start, goal.date.description, end]),
      "y": .numbers([value, value, value]),
      "marker": ["size": [0, 11, 0], "symbol": "diamond", "color": .string(Plot.ink)],
      "line": ["color": .string(Plot.ink), "width": 1.5, "dash": "dash"],
      "hovertemplate": .string(
        "Goal: %{y:,.4~g} \(unit) by \(Numbers.date(goal.date))<extra></extra>"),
    ]
  }

  private static func colour(_ status: EnergisationStatus) -> String {
    switch status {
    case .planned: Plot.grey
    case .secured: Plot.orange
    case .energised: Plot.green
    }
  }

  private var powerTable: Table {
    let columns: [Table.Column] =
      [.whole("By the end of")] + lines.map { .number("\($0.status.title), MW") }
      + [.number("Filled, MW"), .number("IT power deployed, MW")]
    let rows = (0..<data.timeline.count).map { b in
      let day = data.timeline.days[b + 1].advanced(byDays: -1)
      let known = lines.map { Table.Cell.number(value($0, on: day)) }
      return [Table.Cell(Numbers.date(day), key: Double(b))] + known
        + [.number(filledMw[b], decimals: 1), .number(deployedMw[b], decimals: 1)]
    }
    return Table(columns: columns, rows: rows)
  }

  private var computeChart: Chart {
    let goal = data.program.settings.goal.flatMap { $0.measure == .compute ? $0 : nil }
    let last = pflops.last ?? 0
    let largest = max(last, goal?.quantity ?? 0)
    let (divisor, unit) =
      largest >= 2e6 ? (1e6, "ZFLOPS") : largest >= 2000 ? (1000.0, "EFLOPS") : (1.0, "PFLOPS")
    var byProduct: [[Double]] = data.products.map { _ in
      Array(repeating: 0, count: data.timeline.count)
    }
    for flow in data.plan.flows.deliveries {
      guard let position = data.products.firstIndex(of: flow.item) else { continue }
      byProduct[position][flow.bucket] +=
        flow.units * data.program.computePflops(of: flow.item, mode: flow.mode)
    }
    let shown = byProduct.indices.filter { byProduct[$0].contains { $0 > 0 } }
    var traces: [JSONValue] = shown.map { position in
      let values = byProduct[position].runningTotal.map { $0 / divisor }
      return [
        "type": "scatter", "mode": "lines", "stackgroup": "one",
        "name": .string(Plot.escaped(data.label(data.products[position]))),
        "x": .strings(data.timeline.dates), "y": .numbers([0] + values.map(Plot.rounded)),
        "line": ["width": 0.5, "color": .string(data.colour(of: data.products[position]))],
        "hovertemplate": .string("%{x}<br>%{y:,.4~g} \(unit)"),
      ]
    }
    if let goal { traces.append(Self.goalTrace(goal, goal.quantity / divisor, data, unit)) }
    let columns: [Table.Column] =
      [.whole("By the end of")] + shown.map { .number("\(data.label(data.products[$0])), PFLOPS") }
      + [.number("In all, PFLOPS")]
    let totals = shown.map { byProduct[$0].runningTotal }
    let rows = (0..<data.timeline.count).map { b in
      [Table.Cell(Numbers.date(data.timeline.days[b + 1].advanced(byDays: -1)), key: Double(b))]
        + totals.map { .number($0[b]) } + [.number(pflops[b])]
    }
    let of = goal.map { " of the \(Numbers.compute($0.quantity)) goal" } ?? ""
    return Chart(
      id: "compute",
      title:
        "\(Numbers.compute(last))\(of) deployed by \(Numbers.month(data.lastDay)), by generation",
      figure: Plot.figure(traces, Plot.layout(y: Plot.axis("Compute, \(unit)"))),
      table: Table(columns: columns, rows: rows))
  }
}

extension EnergisationStatus {
  /// The status as a legend names it.
  fileprivate var title: String {
    switch self {
    case .energised: "Energised"
    case .planned: "Planned"
    case .secured: "Secured"
    }
  }
}
