import Program

/// How a unit of an item runs once delivered: one of its modes, or the single mode of the item.
struct Run: Hashable, Sendable {
  let item: ItemIndex
  /// The position in `modes.csv`; `nil` for the item's own mode.
  let mode: Int?
  let powerKw: Double
  let computePflops: Double
}

extension BuildProgram {
  /// The ways in which `item` can run: its rows of `modes.csv`, else its own single mode.
  func runs(of item: ItemIndex) -> [Run] {
    let rows = modes.indices.filter { modes[$0].item == item }
    guard rows.isEmpty else {
      return rows.map {
        Run(
          item: item, mode: $0, powerKw: modes[$0].powerKw, computePflops: modes[$0].computePflops)
      }
    }
    let own = items[item]
    return [Run(item: item, mode: nil, powerKw: own.powerKw, computePflops: own.computePflops)]
  }

  /// What a delivered unit counts toward `demand`: units, PFLOPS or MW.
  func coefficient(of run: Run, toward demand: Demand) -> Double {
    switch demand.wanted {
    case .item: 1
    case .measure(.compute): run.computePflops
    case .measure(.power): run.powerKw / 1000
    }
  }

  /// The bucket from which `demand` is due: the first for a date before the start, `nil` for one
  /// after the horizon.
  func dueBucket(of demand: Demand) -> Int? {
    demand.due < horizon.start ? 0 : horizon.bucket(containing: demand.due)
  }
}

/// The IT power that a site may have deployed, as few steps as possible.
///
/// (P0) limit_{s,b} = MW of the newest energised row dated at or before s_b, over pue; 0 before
///      the first. What is deployed stays, so the limit that counts is the least of those to come:
///      limit'_{s,b} = min_{a ≥ b} limit_{s,a}, and it is checked once for each run of buckets in
///      which it is the same.
struct PowerSteps: Sendable {
  /// Consecutive runs of buckets and the IT power in MW allowed in each.
  let steps: [(buckets: Range<Int>, limit: Double)]

  /// The steps of `site`; `nil` where no row says that it is energised: then it is not limited.
  init?(of site: SiteIndex, in program: BuildProgram) {
    let rows = program.energisations.filter { $0.site == site && $0.status == .energised }
      .sorted { $0.date < $1.date }
    guard !rows.isEmpty else { return nil }
    let horizon = program.horizon
    var limits = (0..<horizon.count).map { b in
      (rows.last { $0.date <= horizon.firstDay(of: b) }?.mw ?? 0) / program.sites[site].pue
    }
    for b in (0..<horizon.count - 1).reversed() { limits[b] = min(limits[b], limits[b + 1]) }
    var steps: [(buckets: Range<Int>, limit: Double)] = []
    var first = 0
    for b in 1...horizon.count where b == horizon.count || limits[b] != limits[first] {
      steps.append((first..<b, limits[first]))
      first = b
    }
    self.steps = steps
  }
}
