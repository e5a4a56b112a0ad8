import LinearModel

extension ItemwiseSearch {
  /// Goes on until no item that costs more than the gap stands between several plans: each time the
  /// dearest keeps to a plan near to its mix, and so do others for which that changes little.
  ///
  /// Where the nearest plan costs much or misses rows, others are tried. An item of which every
  /// plan costs very much or misses rows waits until nothing else is left, or stays open.
  mutating func dived(
    _ decided: HeldRelaxation, _ ways: DiveWays, _ master: inout HeldMaster<Engine>,
    by deadline: Double
  ) throws(SolverError) -> HeldRelaxation {
    var last = decided
    var left: Set<Int> = []
    var most = Self.soonShare
    while goesOn(), solver.observer.now() < deadline {
      let next = nextPlans(last, master.held, most: ways.most, without: left)
      guard let nearest = next.ways.first else {
        guard !left.isEmpty, most < Self.mostShare else { break }
        (left, most) = ([], Self.mostShare)
        continue
      }
      var plans = [nearest] + next.little
      var best = try kept(plans, last, &master)
      if costs(best, more: ways.dearShare, than: last) {
        for way in next.ways.dropFirst() {
          for plan in plans { try master.letGo(plan) }
          let other = try kept([way], last, &master)
          if let other, other.value < best?.value ?? .infinity {
            (best, plans) = (other, [way])
          } else {
            try master.letGo(way)
            for plan in plans { try master.keep(plan) }
          }
        }
      }
      if let best, !costs(best, more: most, than: last) {
        last = best
      } else {
        for plan in plans { try master.letGo(plan) }
        left.insert(Int(pool.item[nearest]))
      }
    }
    return last
  }

  /// Whether a relaxation costs more than another by a share of the gap; one that misses rows does.
  private func costs(
    _ found: HeldRelaxation?, more share: Double, than last: HeldRelaxation
  ) -> Bool {
    guard let found else { return true }
    return found.value - last.value > share * solver.options.gap * abs(last.value)
  }

  /// Shares of the gap that keeping to a plan may cost, as long as others cost less and at most.
  private static var soonShare: Double { 0.08 }
  private static var mostShare: Double { 0.15 }

  /// The relaxation with plans kept, and plans that suit; `nil` where rows are missed.
  private mutating func kept(
    _ plans: [Int], _ last: HeldRelaxation, _ master: inout HeldMaster<Engine>
  ) throws(SolverError) -> HeldRelaxation? {
    for plan in plans { try master.keep(plan) }
    var duals = last.duals
    for _ in 0..<2 {
      addPlans(suiting: master.held, duals)
      guard let found = try master.solved(pool, relaxationOptions) else { return nil }
      if found.missedRows.isEmpty { return found }
      duals = found.duals
    }
    return nil
  }

  /// The plans nearest to the mix of the dearest item that costs more than the gap, and those of
  /// others which that changes by nearly nothing.
  private func nextPlans(
    _ relaxation: HeldRelaxation, _ held: HeldDecisions, most: Int, without left: Set<Int>
  ) -> (ways: [Int], little: [Int]) {
    let gap = solver.options.gap * abs(relaxation.value)
    let all = relaxation.mixes(pool)
    guard all.count > Self.fewMixes else { return ([], []) }
    let mixes = all.filter { $0.cost(pool) > gap && !left.contains($0.item) }
    let nearest = NearestPlans(relaxation, held, pool, items: mixes.map(\.item))
    var (ways, little): ([Int], [Int]) = ([], [])
    for mix in mixes {
      if ways.isEmpty {
        ways = nearest.plans(mix, most: most).map(\.plan)
      } else if let (plan, cost) = nearest.plans(mix, most: 1).first,
        cost <= gap * Self.littleShare
      {
        little.append(plan)
      }
    }
    return (ways, little)
  }

  /// So many items between plans one small program decides together, and better than one by one.
  private static var fewMixes: Int { 15 }

  /// Share of the gap that is nearly nothing.
  private static var littleShare: Double { 0.002 }
}

/// How hard a dive looks for plans.
struct DiveWays {
  /// So many plans of an item are tried.
  var most: Int
  /// The share of the gap that the nearest of them may cost without others being tried.
  var dearShare: Double

  /// The quickest first.
  static let all = [
    DiveWays(most: 4, dearShare: 0.02), DiveWays(most: 8, dearShare: 0.005),
    DiveWays(most: 12, dearShare: 0.002),
  ]
}
