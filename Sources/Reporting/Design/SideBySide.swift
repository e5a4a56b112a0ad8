import Program
import RackDesign

/// All designs beside each other: figures, power against compute, and what they share.
struct SideBySide {
  let views: [DesignView]

  private var money: Money { Money(currency: views.first?.folder.settings.currency ?? "USD") }

  /// A row of the comparison: its name, and a cell for each design.
  private typealias Row = (name: String, value: (DesignView) -> Table.Cell)

  /// Designs as columns.
  var table: Table {
    Table(
      columns: [.name("Figure")] + views.map { .number($0.title) },
      rows: rows.map { row in [Table.Cell(row.name)] + views.map(row.value) })
  }

  private var rows: [Row] {
    [
      ("generation", { Table.Cell($0.generation.name) }),
      ("every must", { Self.verdict($0) }),
      ("accelerators", { Self.quantity(.accelerators, $0) }),
      (
        "memory of accelerators, TB",
        {
          .short(($0.measures.value(of: .memory, mode: 0) ?? 0) / 1000)
        }
      ),
      ("rack power, kW", { Self.byMode($0) { $0.power.rackKw } }),
      ("FP4, PFLOPS", { Self.byMode($0) { $0.pflops[0] } }),
      ("FP8, PFLOPS", { Self.byMode($0) { $0.pflops[1] } }),
      (
        "FP4 for each kW, PFLOPS",
        {
          Self.byMode($0) { $0.power.rackKw > 0 ? $0.pflops[0] / $0.power.rackKw : 0 }
        }
      ),
      (
        "load of power shelves",
        {
          Self.byMode($0, percent: true) { $0.power.load ?? 0 }
        }
      ),
      ("busbar, A", { Self.byMode($0) { $0.power.currentA } }),
      ("heat to the coolant", { Self.byMode($0, percent: true) { $0.heat.liquidShare } }),
      ("coolant, l/min", { Self.byMode($0) { $0.coolant.flowLpm } }),
      ("coolant leaves at, °C", { Self.byMode($0) { $0.coolant.returnC ?? .nan } }),
      ("air, m³/h", { Self.byMode($0) { $0.airFlow } }),
      ("mass with coolant, kg", { .short($0.measures.mechanics.massKg) }),
      ("floor load, kg/m²", { Self.optional($0.measures.mechanics.floorLoad) }),
      ("free rack units", { .number(Double($0.measures.packing.spareUnits)) }),
      (
        "price",
        { view in
          Table.Cell(money.text(view.measures.price), key: view.measures.price)
        }
      ),
      (
        "price for each PFLOPS of FP4",
        { view in
          let each = view.measures.price / max(1e-9, view.measures.modes[0].pflops[0])
          return Table.Cell(money.price(each.rounded()), key: each)
        }
      ),
      ("made at home, component test", { .percent($0.measures.content.share) }),
      ("made at home, addressable", { .percent($0.measures.content.addressableShare) }),
      ("labour L10 to L12, h", { .short($0.measures.making.assemblyHours.reduce(0, +)) }),
      ("test L10 to L12, h", { .short($0.measures.making.testHours.reduce(0, +)) }),
      ("single parts", { .number(Double($0.measures.making.parts)) }),
      ("connections", { .number(Double($0.measures.making.connectors)) }),
      ("types of components", { .number(Double($0.measures.making.distinctParts)) }),
    ]
  }

  private static func verdict(_ view: DesignView) -> Table.Cell {
    let failures = view.check.failures.count
    return failures == 0
      ? Table.Cell("met", mark: "good") : Table.Cell("\(failures) missed", mark: "bad")
  }

  private static func quantity(_ quantity: Quantity, _ view: DesignView) -> Table.Cell {
    optional(view.measures.value(of: quantity, mode: 0))
  }

  private static func optional(_ value: Double?) -> Table.Cell {
    value.map(Table.Cell.short) ?? Table.Cell("–")
  }

  private static func byMode(
    _ view: DesignView, percent: Bool = false, _ value: (DesignMeasures.OfMode) -> Double
  ) -> Table.Cell {
    let values = view.measures.modes.map(value)
    let texts = values.map { number in
      number.isFinite && number != 0
        ? (percent ? Numbers.percent(number) : Numbers.short(number)) : "–"
    }
    return Table.Cell(texts.joined(separator: " / "), key: values[0])
  }

  // MARK: Power against compute

  /// Each design in each of its modes.
  var powerChart: Chart {
    let traces = views.enumerated().map { index, view -> JSONValue in
      let modes = view.measures.modes
      return [
        "type": "scatter", "mode": "markers+lines", "name": .string(Plot.escaped(view.title)),
        "x": .numbers(modes.map { Plot.rounded($0.power.rackKw) }),
        "y": .numbers(modes.map { Plot.rounded($0.pflops[0]) }),
        "marker": [
          "size": 13, "color": .string(Plot.colour(Plot.generations, index)),
          "symbol": .string(index % 2 == 0 ? "circle" : "diamond-open"),
        ],
        "line": ["color": .string(Plot.colour(Plot.generations, index)), "dash": "dot"],
        "customdata": .strings(modes.map { Plot.escaped($0.mode.name) }),
        "hovertemplate": .string(
          "%{customdata}: %{x:,.4~g} kW, %{y:,.4~g} PFLOPS<extra>\(Plot.escaped(view.title))</extra>"
        ),
      ]
    }
    return Chart(
      id: "power-compute", title: "Compute against power, each design in each of its modes",
      figure: Plot.figure(
        traces, Plot.layout(x: Plot.axis("rack power, kW"), y: Plot.axis("FP4, PFLOPS"))),
      height: 400,
      table: Table(
        columns: [.name("Design"), .text("Mode"), .number("kW"), .number("PFLOPS")],
        rows: views.flatMap { view in
          view.measures.modes.map { mode in
            [
              Table.Cell(view.title), Table.Cell(mode.mode.name), .short(mode.power.rackKw),
              .short(mode.pflops[0]),
            ]
          }
        }))
  }

  // MARK: What they share

  /// Components of more than one generation.
  var sharedTable: Table? {
    var uses: [RackComponentIndex: Set<GenerationIndex>] = [:]
    for view in views {
      for slot in view.design.slots
      where view.folder.components[slot.component].kind != .service {
        uses[slot.component, default: []].insert(view.design.generation)
      }
    }
    let folder = views[0].folder
    let shared = uses.filter { $0.value.count > 1 }.keys.sorted()
    guard !shared.isEmpty else { return nil }
    return Table(
      columns: [.name("Component"), .text("Kind"), .number("Generations"), .number("Saves once")],
      rows: shared.map { index in
        let component = folder.components[index]
        let count = uses[index]?.count ?? 0
        let saving = Double(count - 1) * folder.settings.commonality.saving(of: component.kind)
        return [
          Table.Cell(component.name.isEmpty ? component.id : component.name),
          Table.Cell(DesignWords.name(component.kind)), .number(Double(count)),
          Table.Cell(money.text(saving), key: saving),
        ]
      })
  }
}

/// A front of designs of which none is better in both of two figures.
package struct DesignFront: Hashable, Sendable {
  /// A point of it.
  package struct Point: Hashable, Sendable {
    package var label: String
    package var x: Double
    package var y: Double
    /// Whether it is proven that nothing is better.
    package var isProven: Bool

    /// Makes a point.
    package init(label: String, x: Double, y: Double, isProven: Bool) {
      self.label = label
      self.x = x
      self.y = y
      self.isProven = isProven
    }
  }

  package var xTitle: String
  package var yTitle: String
  package var points: [Point]

  /// Makes a front.
  package init(xTitle: String, yTitle: String, points: [Point]) {
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.points = points
  }

  var chart: Chart {
    let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    func trace(_ name: String, _ isProven: Bool, _ symbol: String) -> JSONValue {
      let own = sorted.filter { $0.isProven == isProven }
      return [
        "type": "scatter", "mode": "markers", "name": .string(name),
        "x": .numbers(own.map(\.x)), "y": .numbers(own.map(\.y)),
        "text": .strings(own.map { Plot.escaped($0.label) }),
        "marker": ["size": 10, "symbol": .string(symbol), "color": .string(Plot.blue)],
        "hovertemplate": "%{text}: %{x:,.5~g}, %{y:,.5~g}<extra></extra>",
      ]
    }
    let line: JSONValue = [
      "type": "scatter", "mode": "lines", "x": .numbers(sorted.map(\.x)),
      "y": .numbers(sorted.map(\.y)), "showlegend": false, "hoverinfo": "skip",
      "line": ["color": .string(Plot.pale), "shape": "linear"],
    ]
    return Chart(
      id: "front", title: "\(yTitle) against \(xTitle): nothing is better in both",
      note: "Filled points are proven to be the best of their kind.",
      figure: Plot.figure(
        [line, trace("proven", true, "circle"), trace("found", false, "circle-open")],
        Plot.layout(
          x: [
            "title": ["text": .string(Plot.escaped(xTitle))], "gridcolor": "#E4E7EB",
            "automargin": true,
          ],
          y: [
            "title": ["text": .string(Plot.escaped(yTitle))], "gridcolor": "#E4E7EB",
            "automargin": true,
          ])),
      height: 400,
      table: Table(
        columns: [.name("Design"), .number(xTitle), .number(yTitle), .text("Proven")],
        rows: sorted.map {
          [
            Table.Cell($0.label), .short($0.x), .short($0.y),
            Table.Cell($0.isProven ? "yes" : "no"),
          ]
        }))
  }
}
