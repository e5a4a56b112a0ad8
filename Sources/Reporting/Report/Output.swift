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
    /// What the plant could make a week of its own mix of products; shape `[B]`.
    ///
    /// Unknown where its products load no resource.
    var capacity: [Double]?
    /// The resource that limits it first.
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
      var arrivals = empty
      data.timeline.addArrivals(
        of: good, from: start.bucket, leadDays: operation.leadDays, to: &arrivals)
      built[product] += arrivals.reduce(0, +)
    }
    self.built = built
    plants = bySite.keys.sorted().map { site in
      let limit = Self.capacity(of: site, data)
      return Plant(
        site: site, perWeek: bySite[site] ?? [], capacity: limit?.perWeek, limiting: limit?.resource
      )
    }
  }

  /// Products a week that the most used of the resources behind a plant's products allows.
  ///
  /// A rack's load is the average over what the plant starts of all products in the bucket, or
  /// over the horizon where it starts none in the bucket.
  private static func capacity(of site: SiteIndex, _ data: ReportData)
    -> (perWeek: [Double], resource: ResourceIndex)?
  {
    let program = data.program
    let products = Set(data.products)
    let operations = Set(
      program.operations.rowIndices.filter {
        program.operations[$0].site == site && products.contains(program.operations[$0].item)
      })
    let loads = program.loads.filter { operations.contains($0.operation) }
    let candidates = Set(loads.map(\.resource)).sorted()
    func totalUse(_ resource: ResourceIndex) -> Double {
      let position = Int(resource.position)
      let capacity = (0..<data.timeline.count).reduce(0.0) { $0 + data.use.capacity(position, $1) }
      return capacity > 0 ? data.use.used[position].reduce(0, +) / capacity : 0
    }
    guard let resource = candidates.max(by: { totalUse($0) < totalUse($1) }) else { return nil }
    var used = [Double](repeating: 0, count: data.timeline.count)
    var good = used
    for start in data.plan.flows.starts where operations.contains(start.operation) {
      let perUnit = loads.filter { $0.operation == start.operation && $0.resource == resource }
        .reduce(0) { $0 + $1.perUnit }
      used[start.bucket] += perUnit * start.units
      good[start.bucket] += start.units * program.operations[start.operation].yield
    }
    let average = good.reduce(0, +) > 0 ? used.reduce(0, +) / good.reduce(0, +) : 0
    let perWeek = (0..<data.timeline.count).map { b -> Double in
      let load = good[b] > 1e-9 ? used[b] / good[b] : average
      guard load > 0 else { return 0 }
      return data.use.capacity(Int(resource.position), b) / load / data.timeline.weeks[b]
    }
    return average > 0 ? (perWeek, resource) : nil
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
    let last = total.last ?? 0
    let title =
      "Racks a week in all plants: from \(Numbers.short(first.rounded())) to a peak of "
      + "\(Numbers.short(peak.rounded())), \(Numbers.short(last.rounded())) at the end"
    return chart(
      id: "output", title: title, sums: sums,
      capacity: capacity.count == plants.count ? capacity.columnSums : nil,
      note: "Good racks put into integration, a week; each bar is as wide as its bucket. "
        + "The line is what integration could do with the mix of that time.", height: 420)
  }

  private func plantChart(_ plant: Plant) -> Chart {
    let peak = plant.perWeek.columnSums.max() ?? 0
    let limit = plant.limiting.map { "; the line: \(data.label($0))" } ?? ""
    return chart(
      id: "output-\(data.program.sites[plant.site].id)".replacing(".", with: "-"),
      title: "\(data.label(plant.site)): up to \(Numbers.short(peak.rounded())) racks a week",
      sums: plant.perWeek, capacity: plant.capacity, note: "Racks a week by generation\(limit).",
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
      [.text("From"), .number("Weeks")]
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
      y: Plot.axis("Racks a week"), more: [.init("barmode", "stack"), .init("bargap", 0)])
    return Chart(
      id: id, title: title, note: note, figure: Plot.figure(traces, layout), height: height,
      table: Table(columns: columns, rows: rows))
  }
}
