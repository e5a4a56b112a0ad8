import Planning
import Program
import Tables

/// Who is awarded what, and how much of it is domestic.
struct Sourcing: Sendable {
  /// Money and offers of a supplier or country.
  struct Share: Sendable {
    var name: String
    var offers: Int
    var spend: Double
    var share: Double
  }

  let suppliers: [Share]
  let countries: [Share]
  let categories: [Share]
  /// Purchases of all awards, undiscounted, breaks settled.
  let spend: Double
  private let data: ReportData

  init(_ data: ReportData) {
    self.data = data
    spend = data.plan.awards.reduce(0) { $0 + $1.spend }
    suppliers = Self.shares(data, spend) { data.program.suppliers[$0.supplier].id }
    countries = Self.shares(data, spend) { $0.origin }
    categories = Self.shares(data, spend) { offer in
      let item = data.program.items[offer.item]
      return item.category.isEmpty ? "no category" : item.category
    }
  }

  private static func shares(_ data: ReportData, _ total: Double, _ name: (Offer) -> String)
    -> [Share]
  {
    var found: [String: Share] = [:]
    for (offer, award) in zip(data.program.offers, data.plan.awards) where award.isAwarded {
      let key = name(offer)
      found[key, default: Share(name: key, offers: 0, spend: 0, share: 0)].offers += 1
      found[key]?.spend += award.spend
    }
    return found.values.map {
      Share(
        name: $0.name, offers: $0.offers, spend: $0.spend, share: total > 0 ? $0.spend / total : 0)
    }.sorted { ($1.spend, $0.name) < ($0.spend, $1.name) }
  }

  var charts: [Chart] {
    guard spend > 0 else { return [] }
    return [
      sharesChart(
        suppliers, id: "suppliers", what: "supplier", limit: 15,
        title: "\(suppliers[0].name) takes \(Numbers.percent(suppliers[0].share, decimals: 0)) of "
          + "\(data.money.text(spend)) bought from \(Numbers.count(suppliers.count, "supplier"))"),
      sharesChart(
        countries, id: "countries", what: "country of origin", limit: 15,
        title: countryTitle),
      sharesChart(
        categories, id: "categories", what: "category", limit: 15,
        title: "\(Numbers.percent(categories[0].share, decimals: 0)) of all purchases are "
          + "\(categories[0].name) items"),
    ] + [contentChart].compactMap(\.self)
  }

  private var countryTitle: String {
    let home = data.program.settings.domestic
    let share = countries.first { $0.name == home }?.share ?? 0
    let others = countries.filter { $0.name != home }.count
    guard others > 0 else { return "All of the money goes to offers from \(home)" }
    return "\(Numbers.percent(share, decimals: 0)) of the money goes to offers from \(home), "
      + "the rest to \(others) other \(others == 1 ? "country" : "countries")"
  }

  private func sharesChart(_ shares: [Share], id: String, what: String, limit: Int, title: String)
    -> Chart
  {
    let scale = data.money.scale(for: shares.first?.spend ?? 0)
    let shown = Array(shares.prefix(limit))
    let rest = shares.dropFirst(limit).reduce(0) { $0 + $1.spend }
    var names = shown.map { Plot.escaped($0.name) }
    var values = shown.map { $0.spend / scale.divisor }
    if rest > 0 {
      names.append("\(shares.count - limit) others")
      values.append(rest / scale.divisor)
    }
    let home = data.program.settings.domestic
    let colours = names.map { name in
      id == "countries" && name == home ? Plot.blue : id == "countries" ? Plot.orange : Plot.blue
    }
    let labels = values.map { Numbers.percent($0 * scale.divisor / spend) }
    let trace: JSONValue = [
      "type": "bar", "orientation": "h", "y": .strings(names),
      "x": .numbers(values.map(Plot.rounded)),
      "text": .strings(labels), "textposition": "outside", "cliponaxis": false,
      "marker": ["color": .strings(colours)],
      "hovertemplate": .string("%{y}<br>%{x:,.4~g} \(scale.unit), %{text}<extra></extra>"),
    ]
    // Room at the end of the longest bar for its label.
    let x = Plot.axis(
      "Purchases, \(scale.unit)", range: .numbers([0, (values.max() ?? 1) * 1.16]))
    let layout = Plot.layout(
      x: x,
      y: ["type": "category", "autorange": "reversed", "automargin": true, "ticks": ""],
      hasLegend: false)
    let rows = shares.map {
      [
        Table.Cell($0.name), .number(Double($0.offers)),
        Table.Cell(data.money.exact($0.spend), key: $0.spend), .percent($0.share),
      ]
    }
    return Chart(
      id: id, title: title,
      note: "Purchases undiscounted, price breaks settled, without duty and freight.",
      figure: Plot.figure([trace], layout), height: 90 + 24 * names.count,
      table: Table(
        columns: [
          .text(what.prefix(1).uppercased() + what.dropFirst()), .number("Offers awarded"),
          .number("Purchases"), .number("Share"),
        ], rows: rows))
  }

  private var contentChart: Chart? {
    let content = data.content
    guard let domestic = content.domesticShare else { return nil }
    func cumulative(_ part: [Double], _ whole: [Double]) -> [Double?] {
      zip(part.runningTotal, whole.runningTotal).map { Content.share($0, of: $1).map { $0 * 100 } }
    }
    func each(_ part: [Double], _ whole: [Double]) -> [Double?] {
      zip(part, whole).map { Content.share($0, of: $1).map { $0 * 100 } }
    }
    let all = cumulative(content.domestic, content.spend)
    let addressable = cumulative(content.addressableDomestic, content.addressableSpend)
    let byBucket = each(content.domestic, content.spend)
    let addressableByBucket = each(content.addressableDomestic, content.addressableSpend)
    let ends = Array(data.timeline.dates.dropFirst())
    func line(_ name: String, _ values: [Double?], _ colour: String, _ dash: String) -> JSONValue {
      [
        "type": "scatter", "mode": "lines", "name": .string(name), "x": .strings(ends),
        "y": .numbers(values.map { $0.map(Plot.rounded) }),
        "line": [
          "color": .string(colour), "width": dash == "solid" ? 2.5 : 1, "dash": .string(dash),
        ],
        "hovertemplate": .string("%{x}<br>%{y:.1f}%<extra>\(name)</extra>"),
      ]
    }
    let traces = [
      line("Addressable, so far", addressable, Plot.green, "solid"),
      line("Addressable, in the bucket", addressableByBucket, Plot.green, "dot"),
      line("All items, so far", all, Plot.blue, "solid"),
      line("All items, in the bucket", byBucket, Plot.blue, "dot"),
    ]
    func share(_ percent: Double?) -> Table.Cell { .percent(percent.map { $0 / 100 }) }
    let rows = (0..<data.timeline.count).map { b -> [Table.Cell] in
      let date = Table.Cell(Numbers.date(data.timeline.days[b]), key: Double(b))
      let money = Table.Cell(data.money.exact(content.spend[b]), key: content.spend[b])
      return [
        date, money, share(byBucket[b]), share(all[b]), share(addressableByBucket[b]),
        share(addressable[b]),
      ]
    }
    let home = data.program.settings.domestic
    let title =
      "\(Numbers.percent(domestic)) of what is bought is domestic (\(home)), "
      + "\(Numbers.percent(content.addressableShare)) of what is addressable"
    return Chart(
      id: "content", title: title,
      note: "Share of purchases at the offers' own prices, undiscounted, by date of order. "
        + "Addressable leaves out items that cannot be sourced at home, as the program marks them.",
      figure: Plot.figure(
        traces, Plot.layout(y: Plot.axis("Domestic share, %", range: [0, 105]))),
      table: Table(
        columns: [
          .whole("From"), .number("Purchases"), .number("Domestic, in the bucket"),
          .number("Domestic, so far"), .number("Addressable, in the bucket"),
          .number("Addressable, so far"),
        ], rows: rows))
  }

  /// Every awarded offer, by item.
  var awardTable: Table {
    let program = data.program
    var itemUnits = [Double](repeating: 0, count: program.items.count)
    for (offer, award) in zip(program.offers, data.plan.awards) {
      itemUnits[Int(offer.item.position)] += award.units
    }
    let order = program.offers.rowIndices.filter { data.plan.awards[Int($0.position)].isAwarded }
      .sorted {
        let left = program.offers[$0]
        let right = program.offers[$1]
        let leftSpend = data.plan.awards[Int($0.position)].spend
        let rightSpend = data.plan.awards[Int($1.position)].spend
        return left.item == right.item
          ? (rightSpend, $0) < (leftSpend, $1) : left.item < right.item
      }
    let rows = order.map { index in
      let offer = program.offers[index]
      let award = data.plan.awards[Int(index.position)]
      let units = itemUnits[Int(offer.item.position)]
      return [
        Table.Cell(data.label(offer.item)), Table.Cell(offer.id),
        Table.Cell(program.suppliers[offer.supplier].id), Table.Cell(offer.origin),
        .units(award.units), .percent(units > 0 ? award.units / units : nil, decimals: 0),
        Table.Cell(data.money.price(offer.price), key: offer.price),
        Table.Cell(data.money.text(award.spend), key: award.spend),
        Table.Cell(data.money.text(award.duty), key: award.duty),
        .percent(offer.domestic, decimals: 0), .number(Double(offer.leadDays)),
      ]
    }
    return Table(
      columns: [
        .text("Item"), .name("Offer"), .name("Supplier"), .text("Origin"), .number("Units"),
        .number("Share of item"), .number("Price"), .number("Purchases"), .number("Duty"),
        .number("Domestic"), .number("Lead, days"),
      ], rows: rows)
  }
}
