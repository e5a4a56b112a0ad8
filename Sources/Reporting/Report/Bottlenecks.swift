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
    /// Discounted cost saved by one ``unit`` more.
    var worth: Double
    /// The unit that is worth this: `1 rack a week`.
    var unit: String
    /// What is paid for its scarcity in all; discounted.
    var rent: Double
    /// The runs of buckets in which it binds.
    var buckets: [Range<Int>]
    /// The demands behind it, the strongest first.
    var demands: [DemandIndex]
  }

  /// By what is paid for their scarcity, largest first.
  let rows: [Row]
  private let data: ReportData

  init(_ data: ReportData) {
    self.data = data
    rows = data.plan.explanations.bottlenecks.map { bottleneck in
      let words = Self.words(bottleneck.limit, data)
      return Row(
        kind: words.kind, name: words.name, place: words.place, worth: bottleneck.value,
        unit: words.unit, rent: bottleneck.rent, buckets: bottleneck.buckets,
        demands: bottleneck.demands)
    }.sorted { $1.rent < $0.rent }
  }

  /// A limit in words, and what one more of it is.
  static func words(_ limit: Limit, _ data: ReportData)
    -> (kind: String, name: String, place: String, unit: String)
  {
    let program = data.program
    switch limit {
    case .resource(let index):
      let resource = program.resources[index]
      return (
        "Resource", data.label(index), data.label(resource.site), "1 more a week (\(resource.unit))"
      )
    case .offer(let index):
      let offer = program.offers[index]
      return ("Offer capacity", offer.id, data.label(offer.item), "1 unit more a week")
    case .offerMaximum(let index):
      let offer = program.offers[index]
      return ("Offer maximum", offer.id, data.label(offer.item), "1 unit more in all")
    case .lane(let index):
      let lane = program.lanes[index]
      let name = "\(data.label(lane.from)) to \(data.label(lane.to))"
      return ("Lane", name, lane.mode, "1 unit more a week")
    case .power(let index):
      return ("Site power", data.label(index), program.sites[index].region, "1 MW more throughout")
    case .expansion(let index):
      let expansion = program.expansions[index]
      return ("Expansion limit", expansion.id, data.label(expansion.resource), "1 module more")
    case .policy(let index):
      let policy = program.policies[index]
      let unit =
        switch policy.kind {
        case .suppliersMin: "1 supplier fewer"
        case .capexMax, .spendMax: "\(data.money.price(1)) more to spend"
        default: "\(data.money.price(1)) that the rule need not hold for"
        }
      return ("Policy", policy.id, policy.scope.words(in: program), unit)
    }
  }

  /// How many weeks a limit binds, and from when to when.
  private func span(_ runs: [Range<Int>]) -> [Table.Cell] {
    guard let first = runs.first?.lowerBound, let end = runs.last?.upperBound else {
      return [Table.Cell("", key: -1), Table.Cell("", key: 1e6), Table.Cell("", key: 1e6)]
    }
    let weeks = runs.joined().reduce(0.0) { $0 + data.timeline.weeks[$1] }
    let last = data.timeline.days[end].advanced(byDays: -1)
    return [
      .short(weeks), Table.Cell(Numbers.date(data.timeline.days[first]), key: Double(first)),
      Table.Cell(Numbers.date(last), key: Double(end)),
    ]
  }

  /// Rows shown on the page; all of them are in `bottlenecks.csv`.
  static let limit = 40

  var table: Table {
    let cells = rows.prefix(Self.limit).map { row -> [Table.Cell] in
      let names = row.demands.prefix(3).map { data.program.demands[$0].id }
      let more = row.demands.count - names.count
      return [
        Table.Cell(row.kind), Table.Cell(row.name), Table.Cell(row.place),
        Table.Cell(data.money.text(row.rent), key: row.rent),
        Table.Cell(data.money.worth(row.worth), key: row.worth), Table.Cell("for \(row.unit)"),
      ] + span(row.buckets) + [
        Table.Cell(names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""))
      ]
    }
    return Table(
      columns: [
        .whole("Limit"), .text("Name"), .text("Where or what"), .number("Cost of its scarcity"),
        .number("Worth"), .text("Of"), .number("Weeks"), .whole("From"), .whole("To"),
        .wide("Demand behind it"),
      ], rows: Array(cells))
  }
}
