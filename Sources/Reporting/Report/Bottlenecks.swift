import Planning
import Program
import Tables

/// What limits the plan, and what one more unit of it would be worth.
struct Bottlenecks: Sendable {
  /// A limit that binds.
  struct Row: Sendable {
    var kind: String
    var name: String
    /// Where it is, or what it is about.
    var place: String
    /// Buckets in which it binds.
    var buckets: [Int]
    /// Discounted cost saved by one unit more a week throughout, or by one more in all.
    var worth: Double
    /// The unit that is worth this.
    var unit: String
  }

  /// By worth, largest first.
  let rows: [Row]
  private let data: ReportData

  init(_ data: ReportData) {
    self.data = data
    let prices = data.plan.prices
    guard prices.isKnown else {
      rows = []
      return
    }
    let program = data.program
    var rows: [Row] = []
    for index in program.resources.rowIndices {
      let resource = program.resources[index]
      rows.append(
        Self.row(
          "Resource", data.label(index), data.label(resource.site), prices.resources,
          index.position,
          data, "1 of \(resource.unit) a week"))
    }
    for index in program.offers.rowIndices {
      let offer = program.offers[index]
      rows.append(
        Self.row(
          "Offer capacity", offer.id, data.label(offer.item), prices.offers, index.position, data,
          "1 unit a week"))
      let limit = prices.offerMaximum.isEmpty ? 0 : prices.offerMaximum[Int(index.position)]
      rows.append(
        Row(
          kind: "Offer maximum", name: offer.id, place: data.label(offer.item), buckets: [],
          worth: limit, unit: "1 unit in all"))
    }
    for index in program.lanes.rowIndices {
      let lane = program.lanes[index]
      rows.append(
        Self.row(
          "Lane", "\(program.sites[lane.from].id) to \(program.sites[lane.to].id)", lane.mode,
          prices.lanes, index.position, data, "1 unit a week"))
    }
    rows += Self.power(data)
    for index in program.expansions.rowIndices where !prices.expansions.isEmpty {
      let expansion = program.expansions[index]
      rows.append(
        Row(
          kind: "Expansion limit", name: expansion.id, place: data.label(expansion.resource),
          buckets: [], worth: prices.expansions[Int(index.position)], unit: "1 module"))
    }
    self.rows = rows.filter { $0.worth > 1e-6 }.sorted { $1.worth < $0.worth }
  }

  /// A limit with a price a bucket: one unit a week more is `weeks` units more in each.
  private static func row(
    _ kind: String, _ name: String, _ place: String, _ prices: [Double], _ position: Int32,
    _ data: ReportData, _ unit: String
  ) -> Row {
    let count = data.timeline.count
    let values =
      prices.isEmpty ? [] : prices[(Int(position) * count)..<((Int(position) + 1) * count)]
    let binding = values.enumerated().filter { $0.element > 1e-9 }
    return Row(
      kind: kind, name: name, place: place, buckets: binding.map(\.offset),
      worth: binding.reduce(0) { $0 + $1.element * data.timeline.weeks[$1.offset] }, unit: unit)
  }

  /// Power has a price a step: one MW more from the start is worth their sum.
  private static func power(_ data: ReportData) -> [Row] {
    let count = data.timeline.count
    return data.program.sites.rowIndices.map { site in
      let prices = data.plan.prices.power
      let first = Int(site.position) * count
      let values = prices.isEmpty ? [] : prices[first..<(first + count)]
      let binding = values.enumerated().filter { $0.element > 1e-9 }
      return Row(
        kind: "Site power", name: data.label(site), place: data.program.sites[site].region,
        buckets: binding.map(\.offset), worth: binding.reduce(0) { $0 + $1.element },
        unit: "1 MW throughout")
    }
  }

  /// `12 weeks, 5 Jan 2026 – 29 Mar 2026`.
  private func span(_ buckets: [Int]) -> String {
    guard let first = buckets.first, let last = buckets.last else { return "" }
    let weeks = buckets.reduce(0.0) { $0 + data.timeline.weeks[$1] }
    return "\(Numbers.short(weeks)) weeks, \(Numbers.date(data.timeline.days[first])) – "
      + Numbers.date(data.timeline.days[last + 1].advanced(byDays: -1))
  }

  /// Rows shown on the page; all of them are in `plan.sqlite`.
  static let limit = 40

  var table: Table {
    let cells = rows.prefix(Self.limit).map { row in
      [
        Table.Cell(row.kind), Table.Cell(row.name), Table.Cell(row.place),
        Table.Cell(data.money.text(row.worth), key: row.worth), Table.Cell("for \(row.unit)"),
        Table.Cell(span(row.buckets), key: Double(row.buckets.first ?? data.timeline.count)),
      ]
    }
    return Table(
      columns: [
        .text("Limit"), .text("Name"), .text("Where or what"), .number("Worth of more"),
        .text("Unit"), .text("Binds"),
      ], rows: Array(cells))
  }
}
