/// An optimum of the master program's relaxation under held decisions.
struct HeldRelaxation {
  /// By row of the blocks.
  var duals: [Double]
  /// By item, what its plans cost when the rows are paid for.
  var itemDuals: [Double]
  /// By plan of the pool, as far as plans had joined the program.
  var shares: [Double]
  /// By column of the cut model; 0 for those of options.
  var between: [Double]
  /// Rows of the blocks that are missed.
  var missedRows: [Int]
  /// Money.
  var value: Double

  /// Plans of an item that keeps to none of them, with their shares.
  struct Mix {
    var item: Int
    var plans: [(plan: Int, share: Double)] = []

    /// Money: what the dearest plan costs.
    func cost(_ pool: PlanPool) -> Double { plans.reduce(0) { max($0, abs(pool.cost[$1.plan])) } }
  }

  /// The items that stand between several plans, the dearest first.
  func mixes(_ pool: PlanPool) -> [Mix] {
    var places: [Int: Int] = [:]
    var mixes: [Mix] = []
    for (plan, share) in shares.enumerated()
    where share > Self.tolerance && share < 1 - Self.tolerance {
      let item = Int(pool.item[plan])
      let place = places[item] ?? mixes.count
      if place == mixes.count {
        mixes.append(Mix(item: item))
        places[item] = place
      }
      mixes[place].plans.append((plan, share))
    }
    return mixes.sorted { (-$0.cost(pool), $0.item) < (-$1.cost(pool), $1.item) }
  }

  /// How near to 0 or 1 a share is that counts as such.
  static var tolerance: Double { 1e-6 }
}
