/// The plans that change least of what items between several plans bring to the joining rows.
///
/// ```text
/// distance[p] = (reduced cost of p, less that of the item's mix)
///             + Σ_r |dual[r]| |entries[r,p] - Σ_q share[q] entries[r,q]|
/// ```
struct NearestPlans {
  private let relaxation: HeldRelaxation
  private let held: HeldDecisions
  private let pool: PlanPool
  private var plansOf: [Int: [Int]] = [:]

  /// - Parameters:
  ///   - relaxation: Where the items stand.
  ///   - held: Decisions that plans must suit.
  ///   - pool: The plans.
  ///   - items: The items.
  init(_ relaxation: HeldRelaxation, _ held: HeldDecisions, _ pool: PlanPool, items: [Int]) {
    self.relaxation = relaxation
    self.held = held
    self.pool = pool
    for item in items { plansOf[item] = [] }
    for plan in relaxation.shares.indices { plansOf[Int(pool.item[plan])]?.append(plan) }
  }

  /// The plans nearest to a mix, the nearest first, with their distances in money.
  func plans(_ mix: HeldRelaxation.Mix, most: Int) -> [(plan: Int, distance: Double)] {
    var amounts: [Int32: Double] = [:]
    for (plan, share) in mix.plans {
      for place in pool.entries(plan) {
        amounts[pool.entryRow[place], default: 0] += share * pool.entryValue[place]
      }
    }
    let all = (plansOf[mix.item] ?? []).filter { held.allow($0, of: pool) }
      .map { (plan: $0, distance: distance($0, amounts, mix.item)) }
    return Array(all.sorted { ($0.distance, $0.plan) < ($1.distance, $1.plan) }.prefix(most))
  }

  private func distance(_ plan: Int, _ amounts: [Int32: Double], _ item: Int) -> Double {
    var rest = amounts
    for place in pool.entries(plan) {
      rest[pool.entryRow[place], default: 0] -= pool.entryValue[place]
    }
    let more = pool.reducedCost(plan, duals: relaxation.duals) - relaxation.itemDuals[item]
    return rest.reduce(max(0, more)) { $0 + abs($1.value * relaxation.duals[Int($1.key)]) }
  }
}
