import LinearModel

/// The search for prices that prove a bound, and for the plans that pay at them.
///
/// In turn the ``AugmentedMaster`` finds the next prices, and every item is solved at them: that
/// proves a bound, and gives the master its next plans.
struct PriceSearch: Sendable {
  /// The bound so far, with what proves it.
  struct Proof: Sendable {
    /// No award costs less.
    var bound = -Double.infinity
    /// By row of the blocks.
    var duals: [Double]
    /// By item, what its cheapest plan costs at the duals.
    var leastCosts: [Double]
  }

  private let blocks: AwardBlocks
  private let mending: DualMending
  /// How many solve items at once.
  var threads: Int
  private(set) var pool: PlanPool
  private(set) var proof: Proof
  private(set) var master: AugmentedMaster
  private var pace: BoundPace

  /// Begins with known plans and prices.
  ///
  /// - Parameters:
  ///   - blocks: The event, cut.
  ///   - mending: How duals become prices that prove something.
  ///   - pool: Plans, some of each item.
  ///   - proof: What is known.
  ///   - shares: By plan of the pool, its share, as far as it is known.
  ///   - between: By column of the cut model, its value, as far as it is known.
  ///   - pace: When the bound is near enough.
  ///   - threads: How many solve items at once.
  init(
    _ blocks: AwardBlocks, _ mending: DualMending, _ pool: PlanPool, _ proof: Proof,
    shares: [Double], between: [Double?], pace: BoundPace, threads: Int
  ) {
    self.blocks = blocks
    self.mending = mending
    self.pool = pool
    self.proof = proof
    self.threads = threads
    self.pace = pace
    master = AugmentedMaster(blocks, center: proof.duals)
    master.addPlans(of: pool)
    master.begin(shares: shares, between: between)
    look(at: proof.duals)
  }

  /// Whether the bound is near the relaxation, or gains no more.
  var isOver: Bool { pace.isOver }

  /// Some rounds of the master, and the items at its prices.
  mutating func step() {
    master.run(Self.roundsPerStep)
    look(at: master.duals)
    pace.add(bound: proof.bound, value: master.cost + master.missed)
  }

  private static var roundsPerStep: Int { 3 }

  /// The same search with one thread, which goes on to a nearer bound.
  func slower(gap: Double) -> PriceSearch {
    var search = self
    search.threads = 1
    search.pace = BoundPace(gap: gap, nearShare: 0.05)
    return search
  }

  /// Solves every item at prices: what that proves, and plans for the master.
  private mutating func look(at duals: [Double]) {
    var duals = duals
    mending.mend(&duals, blocks)
    let prices = OptionPrices(blocks, duals: duals)
    let items = ItemPlans.all(blocks, prices, threads: threads)
    let proven = items.reduce(prices.base) { $0 + $1.bound }
    if proven > proof.bound {
      proof = Proof(bound: proven, duals: duals, leastCosts: items.map(\.bound))
    }
    pool.add(items, blocks)
    master.addPlans(of: pool)
  }
}

/// Whether a bound is still on its way.
struct BoundPace: Sendable {
  private let gap: Double
  private let nearShare: Double
  private var bounds: [Double] = []
  private(set) var isOver = false

  /// - Parameters:
  ///   - gap: Share of the objective that is asked for.
  ///   - nearShare: Share of the gap within which the bound is near.
  init(gap: Double, nearShare: Double) {
    self.gap = max(gap, 1e-6)
    self.nearShare = nearShare
  }

  /// Notes a bound, and the value of a point that nearly keeps all rows.
  mutating func add(bound: Double, value: Double) {
    bounds.append(bound)
    let size = abs(bound)
    let distance = abs(value - bound)
    isOver = distance <= nearShare * gap * size || bounds.count >= Self.mostSteps
    guard !isOver, bounds.count > Self.window else { return }
    let isNear = distance <= gap / 2 * size || bounds.count > Self.farSteps
    let gained = bound - bounds[bounds.count - 1 - Self.window]
    isOver = isNear && gained <= gap / 20 * size
  }

  private static var window: Int { 10 }
  private static var farSteps: Int { 150 }
  private static var mostSteps: Int { 500 }
}
