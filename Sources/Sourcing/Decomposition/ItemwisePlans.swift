import LinearModel
import Program

extension ItemwiseSearch {
  /// Prices at which every item's plans suit held decisions.
  func duals(_ duals: [Double], under held: HeldDecisions) -> [Double] {
    held.prices(duals, beyond: 100 * pool.largestCost)
  }

  /// Solves every item at prices under held decisions; what an item cannot do without is opened
  /// again.
  ///
  /// - Returns: Whether each item has a plan that suits.
  mutating func addPlans(suiting held: inout HeldDecisions, _ duals: [Double]) -> Bool {
    for _ in 0..<Self.mostForcings {
      addPlans(suiting: held, duals)
      var hasPlan = [Bool](repeating: false, count: blocks.itemCount)
      for plan in 0..<pool.count where held.allow(plan, of: pool) {
        hasPlan[Int(pool.item[plan])] = true
      }
      if !hasPlan.contains(false) { return true }
      let cheapest = ranked(self.duals(duals, under: held)).map(\.first)
      let stuck = cheapest.enumerated().filter { !hasPlan[$0.offset] }.compactMap(\.element)
      let rows = stuck.flatMap { pool.entries(Int($0)).map { Int(pool.entryRow[$0]) } }
      guard held.force(rows) > 0 else { return false }
    }
    return false
  }

  private static var mostForcings: Int { 3 }

  /// Solves every item at prices under held decisions.
  mutating func addPlans(suiting held: HeldDecisions, _ duals: [Double]) {
    let prices = OptionPrices(blocks, duals: self.duals(duals, under: held))
    pool.add(plans(at: prices), blocks)
  }
}
