import LinearModel

/// Where the relaxation of the master program stands.
struct ItemwiseRelaxation {
  /// By row of the blocks.
  var duals: [Double]
  /// By column of the cut model that is no option's, its value.
  var between: [Double]
  /// Whether the joining rows are kept, nearly.
  var isKept: Bool
}

extension ItemwiseSearch {
  /// Goes on with prices and plans until the bound is near the relaxation, or gains no more.
  mutating func relax() -> ItemwiseRelaxation {
    var master = AugmentedMaster(blocks, center: bestDuals)
    master.addPlans(of: pool)
    master.begin(shares: knownShares)
    look(at: mended(bestDuals), &master)
    // An award is wanted, too: the rest of the time is for the selection.
    let limit = solver.secondsLeft.map { solver.observer.now() + $0 * 0.6 }
    var pace = BoundPace(gap: solver.options.gap)
    repeat {
      master.run(Self.roundsPerStep)
      look(at: mended(master.duals), &master)
      pace.add(bound: bound, value: master.cost + master.missed)
    } while !pace.isOver && !isProven && goesOn()
      && limit.map { solver.observer.now() < $0 } ?? true
    knownShares = master.shares
    return ItemwiseRelaxation(
      duals: master.duals, between: master.values,
      isKept: master.missed <= Self.mostMissed * max(1, abs(bound)))
  }

  private func mended(_ duals: [Double]) -> [Double] {
    var duals = duals
    mending.mend(&duals, blocks)
    return duals
  }

  private static var roundsPerStep: Int { 3 }
  /// Share of the bound that rows of a relaxation which has a point may cost to mend.
  private static var mostMissed: Double { 0.1 }

  /// Solves every item at prices: what that proves, and plans for the master.
  private mutating func look(at duals: [Double], _ master: inout AugmentedMaster) {
    let prices = OptionPrices(blocks, duals: duals)
    let items = plans(at: prices)
    let proven = items.reduce(prices.base) { $0 + $1.bound }
    if proven > bound {
      bound = proven
      bestDuals = duals
      leastCosts = items.map(\.bound)
    }
    for (item, plans) in items.enumerated() {
      for plan in plans.plans { pool.add(plan.choices, item: item, blocks) }
    }
    master.addPlans(of: pool)
  }
}

/// Whether a bound is still on its way.
struct BoundPace {
  private let gap: Double
  private var bounds: [Double] = []
  private(set) var isOver = false

  /// - Parameter gap: Share of the objective that is asked for.
  init(gap: Double) { self.gap = max(gap, 1e-6) }

  /// Notes a bound, and the value of a point that nearly keeps all rows.
  mutating func add(bound: Double, value: Double) {
    bounds.append(bound)
    let size = abs(bound)
    let distance = abs(value - bound)
    isOver = distance <= gap / 20 * size || bounds.count >= Self.mostSteps
    guard !isOver, bounds.count > Self.window else { return }
    let isNear = distance <= gap / 2 * size || bounds.count > Self.farSteps
    let gained = bound - bounds[bounds.count - 1 - Self.window]
    isOver = isNear && gained <= gap / 20 * size
  }

  private static var window: Int { 20 }
  private static var farSteps: Int { 150 }
  private static var mostSteps: Int { 500 }
}
