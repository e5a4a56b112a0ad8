import Planning
import Program
import Tables

/// Where the cost comes from, and when capex is spent.
struct CostCharts: Sendable {
  /// Undiscounted capex by site and bucket of the decision; shape `[sites][B]`.
  let capex: [[Double]]
  private let data: ReportData

  init(_ data: ReportData) {
    self.data = data
    let empty = [Double](repeating: 0, count: data.timeline.count)
    var capex = [[Double]](repeating: empty, count: data.program.sites.count)
    for decision in data.plan.flows.modules {
      let expansion = data.program.expansions[decision.expansion]
      let site = data.program.resources[expansion.resource].site
      capex[Int(site.position)][decision.bucket] += expansion.capex * Double(decision.count)
    }
    self.capex = capex
  }

  /// Undiscounted capex of all decisions.
  var totalCapex: Double { capex.columnSums.reduce(0, +) }

  /// How a category is called on the page.
  static func name(_ category: CostBreakdown.Category) -> String {
    switch category {
    case .purchases: "Purchases"
    case .duty: "Duty"
    case .freight: "Freight"
    case .operations: "Operations"
    case .holding: "Holding stock"
    case .capex: "Capex"
    case .fixed: "Fixed costs"
    case .late: "Late demand"
    case .lost: "Lost demand"
    case .penalty: "Policy penalties"
    }
  }

  /// How later money counts, in words.
  private var discounting: String {
    let rate = data.program.settings.discountRate
    guard rate > 0 else { return "Not discounted" }
    return "Discounted at \(Numbers.percent(rate)) a year to the program's start"
  }

  var waterfall: Chart {
    let cost = data.plan.cost
    let categories = CostBreakdown.Category.allCases
    let scale = data.money.scale(for: cost.total)
    let values = categories.map { cost[$0] / scale.divisor }
    let names = categories.map(Self.name) + ["Total"]
    let labels = categories.map { data.money.text(cost[$0]) } + [data.money.text(cost.total)]
    let trace: JSONValue = [
      "type": "waterfall", "x": .strings(names),
      "y": .numbers((values + [cost.total / scale.divisor]).map(Plot.rounded)),
      "measure": .strings(categories.map { _ in "relative" } + ["total"]),
      "text": .strings(labels), "textposition": "outside", "cliponaxis": false,
      "hovertemplate": "%{x}: %{text}<extra></extra>",
      "increasing": ["marker": ["color": .string(Plot.blue)]],
      "decreasing": ["marker": ["color": .string(Plot.green)]],
      "totals": ["marker": ["color": .string(Plot.ink)]],
      "connector": ["line": ["color": .string(Plot.pale), "width": 1]],
    ]
    let largest = categories.max { cost[$0] < cost[$1] } ?? .purchases
    let share = cost.total > 0 ? cost[largest] / cost.total : 0
    let rows = categories.map { category in
      [
        Table.Cell(Self.name(category)),
        Table.Cell(data.money.exact(cost[category]), key: cost[category]),
        .percent(cost.total != 0 ? cost[category] / cost.total : nil),
      ]
    }
    return Chart(
      id: "cost",
      title: "\(data.money.text(cost.total)) in all; "
        + "\(Self.name(largest).lowercased()) are \(Numbers.percent(share, decimals: 0))",
      note: "\(discounting). Late, lost and penalties are the program's own prices of failure, "
        + "not money paid.",
      figure: Plot.figure(
        [trace],
        Plot.layout(
          x: ["type": "category", "automargin": true, "tickangle": -35],
          y: Plot.axis("Discounted cost, \(scale.unit)"), hasLegend: false)), height: 400,
      table: Table(
        columns: [.text("Category"), .number("Discounted cost"), .number("Share")], rows: rows))
  }

  /// All but the largest category, where that one dwarfs the others.
  var restChart: Chart? {
    let cost = data.plan.cost
    let categories = CostBreakdown.Category.allCases
    guard let largest = categories.max(by: { cost[$0] < cost[$1] }), cost.total > 0,
      cost[largest] > 0.6 * cost.total
    else { return nil }
    let shown = categories.filter { $0 != largest && cost[$0] > 1e-9 * cost.total }
      .sorted { cost[$0] > cost[$1] }
    guard let second = shown.first else { return nil }
    let rest = shown.reduce(0) { $0 + cost[$1] }
    let scale = data.money.scale(for: cost[second])
    let values = shown.map { cost[$0] / scale.divisor }
    let trace: JSONValue = [
      "type": "bar", "orientation": "h", "y": .strings(shown.map(Self.name)),
      "x": .numbers(values.map(Plot.rounded)),
      "text": .strings(shown.map { data.money.text(cost[$0]) }),
      "textposition": "outside", "cliponaxis": false, "marker": ["color": .string(Plot.blue)],
      "hovertemplate": "%{y}: %{text}<extra></extra>",
    ]
    let rows = shown.map { category in
      [
        Table.Cell(Self.name(category)),
        Table.Cell(data.money.exact(cost[category]), key: cost[category]),
        .percent(cost[category] / rest),
      ]
    }
    return Chart(
      id: "cost-rest",
      title: "Beside \(Self.name(largest).lowercased()): \(data.money.text(rest)), of which "
        + "\(Self.name(second).lowercased()) \(data.money.text(cost[second]))",
      note: "The same discounted cost without its largest category.",
      figure: Plot.figure(
        [trace],
        Plot.layout(
          x: Plot.axis(
            "Discounted cost, \(scale.unit)", range: .numbers([0, (values.max() ?? 1) * 1.16])),
          y: ["type": "category", "autorange": "reversed", "automargin": true, "ticks": ""],
          hasLegend: false)), height: 90 + 26 * shown.count,
      table: Table(
        columns: [.text("Category"), .number("Discounted cost"), .number("Share of the rest")],
        rows: rows))
  }

  var capexChart: Chart? {
    let total = totalCapex
    guard total > 0 else { return nil }
    let scale = data.money.scale(for: total)
    let sites = data.program.sites.rowIndices.filter {
      capex[Int($0.position)].contains { $0 > 0 }
    }
    let traces: [JSONValue] = sites.map { site in
      let values = capex[Int(site.position)].runningTotal.map { $0 / scale.divisor }
      return [
        "type": "scatter", "mode": "lines", "stackgroup": "one",
        "name": .string(Plot.escaped(data.label(site))), "x": .strings(data.timeline.dates),
        "y": .numbers(([0] + values).map(Plot.rounded)),
        "line": ["width": 0.5, "color": .string(data.colour(of: site)), "shape": "vh"],
        "hovertemplate": .string("%{x}<br>%{y:,.4~g} \(scale.unit)"),
      ]
    }
    let last = data.plan.flows.modules.map(\.bucket).max() ?? 0
    let rows = decisionRows
    return Chart(
      id: "capex",
      title: "\(data.money.text(total)) of capex committed, the last in "
        + Numbers.month(data.timeline.days[last]),
      note: "Cumulative and undiscounted, at the date of the decision, by site.",
      figure: Plot.figure(traces, Plot.layout(y: Plot.axis("Cumulative capex, \(scale.unit)"))),
      table: Table(
        columns: [
          .whole("Decision"), .whole("Expansion"), .text("Resource"), .text("Site"),
          .number("Modules"), .number("Capacity added a week"), .text("Unit"), .number("Capex"),
          .whole("Ramp starts"),
        ], rows: rows))
  }

  private var decisionRows: [[Table.Cell]] {
    let decisions = data.plan.flows.modules.sorted {
      ($0.bucket, $0.expansion) < ($1.bucket, $1.expansion)
    }
    return decisions.map { decision in
      let expansion = data.program.expansions[decision.expansion]
      let resource = data.program.resources[expansion.resource]
      let count = Double(decision.count)
      let day = data.timeline.days[decision.bucket]
      return [
        Table.Cell(Numbers.date(day), key: Double(decision.bucket)), Table.Cell(expansion.id),
        Table.Cell(data.label(expansion.resource)), Table.Cell(data.label(resource.site)),
        .number(count), .short(expansion.perWeek * count), Table.Cell(resource.unit),
        Table.Cell(data.money.exact(expansion.capex * count), key: expansion.capex * count),
        Table.Cell(
          Numbers.date(day.advanced(byDays: expansion.leadDays)),
          key: Double(day.number) + Double(expansion.leadDays)),
      ]
    }
  }
}
