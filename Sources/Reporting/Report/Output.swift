import Planning
import Program
import Tables

/// Racks a week by plant and generation, beside what integration could do.
struct Output: Sendable {
  /// A plant that makes products.
  struct Plant: Sendable {
    var site: SiteIndex
    /// Good units started a week, by product and bucket; shape `[products][B]`.
    var perWeek: [[Double]]
    /// What the plant could make a week of its mix of products before a resource of theirs is full;
    /// shape `[B]`.
    ///
    /// Unknown where its products load no resource.
    var capacity: [Double]?
    /// The resource that is most often the first to be full.
    var limiting: ResourceIndex?
  }

  let plants: [Plant]
  /// Good units that come out within the horizon, by product; shape `[products]`.
  let built: [Double]
  private let data: ReportData

  init(_ data: ReportData) {
    self.data = data
    let program = data.program
    var built = [Double](repeating: 0, count: data.products.count)
    var bySite: [SiteIndex: [[Double]]] = [:]
    let empty = [Double](repeating: 0, count: data.timeline.count)
    for start in data.plan.flows.starts {
      let operation = program.operations[start.operation]
      guard let product = data.products.firstIndex(of: operation.item) else { continue }
      let good = start.units * operation.yield
      bySite[operation.site, default: data.products.map { _ in empty }][product][start.bucket] +=
        good / data.timeline.weeks[start.bucket]
      data.grid.forEachArrival(of: start.bucket, leadDays: operation.leadDays) { _, share in
        built[product] += good * share
      }
    }
    self.built = built
    plants = bySite.keys.sorted().map { site in
      let limit = Self.capacity(of: site, data)
      return Plant(
        site: site, perWeek: bySite[site] ?? [], capacity: limit?.perWeek, limiting: limit?.resource
      )
    }
  }

  /// Products a week that a plant could make before the first of its resources is full.
  ///
  /// With the mix m of the bucket (good units by product) and the load u_r that it puts on
  /// resource r, the capacity is |m| × min_r cap_r / u_r: all of the mix grows alike. Where the
  /// plant makes less than a twentieth of its best bucket, the mix of the whole horizon is taken.
  private static func capacity(of site: SiteIndex, _ data: ReportData)
    -> (perWeek: [Double], resource: ResourceIndex)?
  {
    let program = data.program
    let count = data.timeline.count
    let products = Set(data.products)
    var loads: [OperationIndex: [Load]] = [:]
    for load in program.loads where program.operations[load.operation].site == site {
      guard products.contains(program.operations[load.operation].item) else { continue }
      loads[load.operation, default: []].append(load)
    }
    var used: [ResourceIndex: [Double]] = [:]
    var good = [Double](repeating: 0, count: count)
    for start in data.plan.flows.starts {
      guard let rows = loads[start.operation] else { continue }
      good[start.bucket] += start.units * program.operations[start.operation].yield
      for row in rows {
        used[row.resource, default: [Double](repeating: 0, count: count)][start.bucket] +=
          row.perUnit * start.units
      }
    }
    let total = good.reduce(0, +)
    guard total > 0, !used.isEmpty else { return nil }
    let resources = used.keys.sorted()
    let sums = resources.map { (used[$0] ?? []).reduce(0, +) }
    let best = zip(good, data.timeline.weeks).map { $0 / $1 }.max() ?? 0
    var limiting = [Int](repeating: 0, count: resources.count)
    let perWeek = (0..<count).map { b -> Double in
      let weeks = data.timeline.weeks[b]
      let isOwnMix = good[b] / weeks >= best / 20
      let scales = resources.indices.map { position -> Double in
        let load = isOwnMix ? (used[resources[position]]?[b] ?? 0) : sums[position]
        let capacity = data.use.capacity(Int(resources[position].position), b)
        return load > 1e-9 ? capacity / load : .infinity
      }
      guard let least = scales.indices.min(by: { scales[$0] < scales[$1] }) else { return 0 }
      if isOwnMix { limiting[least] += 1 }
      return scales[least] * (isOwnMix ? good[b] : total) / weeks
    }
    let most = limiting.indices.max { limiting[$0] < limiting[$1] } ?? 0
    return (perWeek, resources[most])
  }

  /// Units a week of all plants and products by bucket; shape `[B]`.
  var total: [Double] {
    plants.flatMap(\.perWeek).columnSums
  }

  // MARK: Charts

  var charts: [Chart] {
    guard !plants.isEmpty else { return [] }
    var charts = [totalChart]
    if plants.count > 1 { charts += plants.map(plantChart) }
    return charts
  }

  private var totalChart: Chart {
    let sums = data.products.indices.map { product in
      plants.map { $0.perWeek[product] }.columnSums
    }
    let capacity = plants.compactMap(\.capacity)
    let peak = total.max() ?? 0
    let first = total.first { $0 > 0 } ?? 0
    let title =
      "\(data.madeTitle) a week in all plants: \(Numbers.short(first.rounded())) at first, "
      + "\(Numbers.short(peak.rounded())) at the peak"
    return chart(
      id: "output", title: title, sums: sums,
      capacity: capacity.count == plants.count ? capacity.columnSums : nil,
      note: "Good \(data.made) started, a week; each bar is as wide as its bucket. "
        + "The line is what the plants' own resources could do with the mix of that time.",
      height: 420)
  }

  private func plantChart(_ plant: Plant) -> Chart {
    let peak = plant.perWeek.columnSums.max() ?? 0
    let limit = plant.limiting.map { ". Most often full first: \(data.label($0))" } ?? ""
    return chart(
      id: "output-\(data.program.sites[plant.site].id)".replacing(".", with: "-"),
      title:
        "\(data.label(plant.site)): up to \(Numbers.short(peak.rounded())) \(data.made) a week",
      sums: plant.perWeek, capacity: plant.capacity,
      note: "\(data.madeTitle) a week by generation\(limit).",
      height: 300)
  }

  private func chart(
    id: String, title: String, sums: [[Double]], capacity: [Double]?, note: String, height: Int
  ) -> Chart {
    let shown = data.products.indices.filter { sums[$0].contains { $0 > 0 } }
    var traces = shown.map { product in
      Plot.bars(
        data.timeline, name: data.label(data.products[product]), values: sums[product],
        colour: data.colour(of: data.products[product]), unit: "a week")
    }
    if let capacity {
      traces.append(
        Plot.steps(
          name: "Capacity", dates: data.timeline.dates, values: capacity + [capacity.last],
          colour: Plot.ink, unit: "a week"))
    }
    let columns: [Table.Column] =
      [.whole("From"), .number("Weeks")]
      + shown.map { .number("\(data.label(data.products[$0])) a week") }
      + [.number("In all a week")] + (capacity == nil ? [] : [.number("Capacity a week")])
    let rows = (0..<data.timeline.count).map { b -> [Table.Cell] in
      var row = [Table.Cell(Numbers.date(data.timeline.days[b]), key: Double(b))]
      row.append(.short(data.timeline.weeks[b]))
      for product in shown { row.append(.number(sums[product][b], decimals: 1)) }
      row.append(.number(shown.reduce(0) { $0 + sums[$1][b] }, decimals: 1))
      if let capacity { row.append(.number(capacity[b], decimals: 1)) }
      return row
    }
    let layout = Plot.layout(
      y: Plot.axis("\(data.madeTitle) a week"),
      more: [.init("barmode", "stack"), .init("bargap", 0)])
    return Chart(
      id: id, title: title, note: note, figure: Plot.figure(traces, layout), height: height,
      table: Table(columns: columns, rows: rows))
  }
}
