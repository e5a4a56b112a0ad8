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

  /// Adds plans of some items: means of their cheapest two by two, and the cheapest without a slot that
  /// these use.
  ///
  /// A dear item of which no plan fits beside the others costs much; one between two of them may fit.
  mutating func addPlansBetween(
    _ items: [Int], under held: HeldDecisions, _ duals: [Double]
  ) {
    let own = self.duals(duals, under: held)
    let prices = OptionPrices(blocks, duals: own)
    let ranked = ranked(own)
    for item in items {
      let few = ranked[item].map(Int.init).filter { held.allow($0, of: pool) }
        .prefix(Self.fewMixed)
      for (place, first) in few.enumerated() {
        for second in few.dropFirst(place + 1) {
          for share in Self.mixedShares {
            var mixer = PlanMixer(blocks, item: item, prices)
            mixer.add(first, of: pool, share: share)
            mixer.add(second, of: pool, share: 1 - share)
            if let choices = mixer.choices { pool.add(choices, item: item, blocks) }
          }
        }
      }
      addPlans(of: item, withoutSlotsOf: Array(few), prices)
    }
  }

  private static var fewMixed: Int { 6 }
  private static var mixedShares: [Double] { [0.25, 0.5, 0.75] }

  private mutating func addPlans(
    of item: Int, withoutSlotsOf plans: [Int], _ prices: OptionPrices
  ) {
    let slots = blocks.itemStarts[item]..<blocks.itemStarts[item + 1]
    let used = Set(
      plans.flatMap { pool.choices($0) }.map {
        Int(blocks.options.slot[Int(pool.choiceOption[$0])])
      })
    for slot in used.sorted() {
      let program = ItemProgram(
        blocks, item: item, prices, without: slots.map { $0 == slot }, isBoundWanted: false)
      for plan in program.found.plans { pool.add(plan.choices, item: item, blocks) }
    }
  }

  /// Solves every item at prices under held decisions.
  mutating func addPlans(suiting held: HeldDecisions, _ duals: [Double]) {
    let prices = OptionPrices(blocks, duals: self.duals(duals, under: held))
    pool.add(ItemPlans.all(blocks, prices, threads: threads, isBoundWanted: false), blocks)
  }
}
