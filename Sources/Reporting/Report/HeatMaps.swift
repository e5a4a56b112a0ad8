import Planning
import Program
import Tables

/// How full resources are, and how long stock lasts.
struct HeatMaps: Sendable {
  /// An item whose stock is shown.
  struct Cover: Sendable {
    var item: ItemIndex
    /// Weeks of use that the stock at the end of each bucket lasts; `nil` where none is used.
    var weeks: [Double?]
    /// Units in stock at the end of each bucket, all sites; shape `[B]`.
    var stock: [Double]
  }

  /// The resources that the plan or the program uses, in the program's order.
  let resources: [ResourceIndex]
  let covers: [Cover]
  private let data: ReportData

  /// Items shown in the stock chart.
  static let coverLimit = 24

  init(_ data: ReportData) {
    self.data = data
    let loaded = Set(data.program.loads.map(\.resource))
    resources = data.program.resources.rowIndices.filter { loaded.contains($0) }
    covers = Self.covers(data)
  }

  /// Units of each item used by starts and deliveries; shape `[items][B]`.
  static func consumption(_ data: ReportData) -> [[Double]] {
    let program = data.program
    let empty = [Double](repeating: 0, count: data.timeline.count)
    var used = [[Double]](repeating: empty, count: program.items.count)
    var bills: [ItemIndex: [Component]] = [:]
    for row in program.components { bills[row.parent, default: []].append(row) }
    for start in data.plan.flows.starts {
      let operation = program.operations[start.operation]
      for row in bills[operation.item] ?? [] where row.recipe == operation.recipe {
        let window = program.horizon.buckets(startingFrom: row.from, to: row.to)
        guard window.contains(start.bucket) else { continue }
        used[Int(row.component.position)][start.bucket] += row.quantity * start.units
      }
    }
    for delivery in data.plan.flows.deliveries {
      used[Int(delivery.item.position)][delivery.bucket] += delivery.units
    }
    return used
  }

  private static func covers(_ data: ReportData) -> [Cover] {
    let used = consumption(data)
    let count = data.timeline.count
    let empty = [Double](repeating: 0, count: count)
    var stock = [[Double]](repeating: empty, count: data.program.items.count)
    for level in data.plan.flows.stocks {
      stock[Int(level.item.position)][level.bucket] += level.units
    }
    // The items in whose stock most money lies, over time.
    let bound = data.program.items.indices.map { item in
      (0..<count).reduce(0.0) {
        $0 + stock[item][$1] * data.timeline.weeks[$1] * data.program.items[item].value
      }
    }
    let shown = data.program.items.indices.filter {
      stock[$0].contains { $0 > 1e-6 } && used[$0].contains { $0 > 1e-6 }
    }.sorted { (bound[$1], $0) < (bound[$0], $1) }.prefix(coverLimit)
    return shown.map { item in
      Cover(
        item: ItemIndex(item),
        weeks: (0..<count).map {
          weeksOfUse(stock[item][$0], after: $0, used[item], data.timeline)
        },
        stock: stock[item])
    }
  }

  /// How many weeks `stock` at the end of bucket `b` lasts at the use that follows.
  ///
  /// Use is taken evenly over each bucket. What outlasts the horizon counts at the last use;
  /// `nil` where nothing is used after `b`.
  static func weeksOfUse(_ stock: Double, after b: Int, _ used: [Double], _ timeline: Timeline)
    -> Double?
  {
    guard b + 1 < timeline.count, used[(b + 1)...].contains(where: { $0 > 1e-9 }) else {
      return nil
    }
    var rest = stock
    var weeks = 0.0
    for later in (b + 1)..<timeline.count {
      if used[later] > 0, rest <= used[later] {
        return weeks + timeline.weeks[later] * rest / used[later]
      }
      rest -= used[later]
      weeks += timeline.weeks[later]
    }
    return weeks
  }

  // MARK: Charts

  var charts: [Chart] {
    (resources.isEmpty ? [] : [utilisation]) + (covers.isEmpty ? [] : [cover])
  }

  private var utilisation: Chart {
    let program = data.program
    let values = resources.map { resource in
      (0..<data.timeline.count).map { data.use.utilisation(Int(resource.position), $0) }
    }
    let means = resources.map { resource -> Double? in
      let position = Int(resource.position)
      let capacity = (0..<data.timeline.count).reduce(0.0) { $0 + data.use.capacity(position, $1) }
      return capacity > 0 ? data.use.used[position].reduce(0, +) / capacity : nil
    }
    let full = zip(resources, values).filter { $0.1.contains { ($0 ?? 0) > 0.995 } }
    let names = resourceNames
    let trace = heat(
      names: names, values: values.map { $0.map { $0.map { min($0, 1) * 100 } } }, top: 100,
      title: "%", colours: Plot.shares,
      hover: "%{y}<br>%{x}<br>%{z:.0f}% of capacity<extra></extra>")
    let columns: [Table.Column] =
      [.text("Resource"), .text("Site"), .number("Mean")]
      + (0..<data.timeline.count).map { .number(Numbers.date(data.timeline.days[$0])) }
    let rows = resources.indices.map { row -> [Table.Cell] in
      let resource = program.resources[resources[row]]
      var cells = [Table.Cell(data.label(resources[row])), Table.Cell(data.label(resource.site))]
      cells.append(.percent(means[row], decimals: 0))
      for value in values[row] { cells.append(.percent(value, decimals: 0)) }
      return cells
    }
    return Chart(
      id: "utilisation",
      title: "\(full.count) of \(Numbers.count(resources.count, "resource")) full at some time",
      note: "Share of a resource's capacity, modules of the plan included, that starts take in a "
        + "bucket; orange is full. White: no capacity.",
      figure: Plot.figure([trace], heatLayout), height: heatHeight(resources.count),
      table: Table(columns: columns, rows: rows))
  }

  /// The resources' names, with their site where two share a name.
  private var resourceNames: [String] {
    let labels = resources.map { data.label($0) }
    let counts = Dictionary(labels.map { ($0, 1) }, uniquingKeysWith: +)
    return zip(resources, labels).map { resource, label in
      counts[label] == 1
        ? label : "\(label), \(data.program.sites[data.program.resources[resource].site].id)"
    }
  }

  private var cover: Chart {
    let values = covers.map(\.weeks)
    let top = 12.0
    let trace = heat(
      names: covers.map { data.label($0.item) }, values: values, top: top, title: "weeks",
      colours: Plot.weeks,
      hover: "%{y}<br>%{x}<br>%{z:.1f} weeks of use<extra></extra>")
    let short = covers.filter { cover in
      let known = cover.weeks.compactMap(\.self)
      return !known.isEmpty && known.sorted()[known.count / 2] < 1
    }
    let columns: [Table.Column] =
      [.text("Item")]
      + (0..<data.timeline.count).map { .number(Numbers.date(data.timeline.days[$0])) }
    let rows = covers.map { cover in
      [Table.Cell(data.label(cover.item))]
        + cover.weeks.map { weeks in
          Table.Cell(weeks.map { Numbers.grouped($0, decimals: 1) } ?? "", key: weeks ?? -1)
        }
    }
    return Chart(
      id: "cover",
      title: "Of the \(covers.count) items that bind most money in stock, \(short.count) "
        + "\(short.count == 1 ? "covers" : "cover") less than a week of use",
      note: "Weeks of later use that the stock of all sites at the end of a bucket covers; "
        + "\(Numbers.grouped(top)) and more look alike. The title counts the median over time.",
      figure: Plot.figure([trace], heatLayout), height: heatHeight(covers.count),
      table: Table(columns: columns, rows: rows))
  }

  private var heatLayout: JSONValue {
    Plot.layout(
      y: [
        "type": "category", "autorange": "reversed", "automargin": true, "ticks": "",
        "tickfont": ["size": 11],
      ], hasLegend: false)
  }

  private func heatHeight(_ rows: Int) -> Int { 110 + 22 * max(rows, 3) }

  private func heat(
    names: [String], values: [[Double?]], top: Double, title: String, colours: JSONValue,
    hover: String
  ) -> JSONValue {
    [
      "type": "heatmap", "x": .strings(data.timeline.dates), "y": .strings(names.map(Plot.escaped)),
      "z": .array(values.map { .numbers($0.map { $0.map(Plot.rounded) }) }), "zmin": 0,
      "zmax": .number(top), "colorscale": colours, "xgap": 0, "ygap": 2,
      "hoverongaps": false, "hovertemplate": .string(hover),
      "colorbar": [
        "title": ["text": .string(title)], "thickness": 10, "outlinewidth": 0, "len": 0.9,
      ],
    ]
  }
}
