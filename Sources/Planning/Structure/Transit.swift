import Program

/// What the grid makes of leads: what a dispatch saves in holding, and how a release splits.
///
/// With buckets that never get shorter, a release in a arrives in two buckets at most, c and c + 1.
struct Transit: Sendable {
  /// The share of a release that arrives in its first bucket, and the days of that bucket.
  struct Split: Hashable, Sendable {
    let share: Double
    let length: Int
  }

  /// Whether no bucket is shorter than the one before it.
  let isSteady: Bool
  /// The distinct lengths of the buckets in days, ascending.
  let lengths: [Int]
  /// max_b δ_{b−1} / δ_b: what paying a bucket earlier costs.
  let haste: Double
  private let grid: TimeGrid
  private var knownWaits: [Int: Double] = [:]
  private var knownSplits: [Int: [Split]] = [:]

  init(grid: TimeGrid) {
    self.grid = grid
    let days = (0..<grid.count).map { grid.offsets[$0 + 1] - grid.offsets[$0] }
    isSteady = zip(days, days.dropFirst()).allSatisfy { $0 <= $1 }
    lengths = Set(days).sorted()
    haste = zip(grid.discount, grid.discount.dropFirst()).map { $0 / $1 }.max() ?? 1
  }

  /// The days, discounted to the dispatch, in which a unit on a lane is in no stock, at most.
  ///
  /// W(L) = max_b Σ_{k ≥ b} l_k δ_k / δ_b (1 − Σ_{j ≤ k} φ(b, L, j))
  mutating func wait(days: Int) -> Double {
    if let known = knownWaits[days] { return known }
    let wait = (0..<grid.count).map { discountedWait(days, from: $0) }.max() ?? 0
    knownWaits[days] = wait
    return wait
  }

  private func discountedWait(_ days: Int, from b: Int) -> Double {
    var arrived = [Double](repeating: 0, count: grid.count)
    grid.forEachArrival(of: b, leadDays: days) { bucket, share in arrived[bucket] = share }
    var onTheWay = 1.0
    var sum = 0.0
    for k in b..<grid.count {
      onTheWay -= arrived[k]
      guard onTheWay > 1e-12 else { break }
      sum += Double(grid.offsets[k + 1] - grid.offsets[k]) * grid.discount[k] * onTheWay
    }
    return sum / grid.discount[b]
  }

  /// The ways in which releases with a lead split, over all buckets of the release.
  mutating func splits(leadDays: Int) -> [Split] {
    if let known = knownSplits[leadDays] { return known }
    var splits: Set<Split> = []
    for a in 0..<grid.count {
      var first: Split?
      grid.forEachArrival(of: a, leadDays: leadDays) { b, share in
        guard first == nil else { return }
        first = Split(share: share, length: grid.offsets[b + 1] - grid.offsets[b])
      }
      if let first { splits.insert(first) }
    }
    let sorted = splits.sorted { ($0.length, $0.share) < ($1.length, $1.share) }
    knownSplits[leadDays] = sorted
    return sorted
  }
}
