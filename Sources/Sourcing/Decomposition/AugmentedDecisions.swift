import LinearModel

extension AugmentedMaster {
  /// Keeps to decisions: plans and columns that they rule out have no share any more.
  ///
  /// The share of plans that are ruled out goes to the cheapest plan of their item that is not; an item
  /// without one stays as it is, see ``isStuck``. Rows
  /// (J2) and (J3) of columns that are held say nothing any more, nor do rows (J1) of bundles that
  /// lose.
  mutating func hold(_ decisions: HeldDecisions, _ pool: PlanPool) {
    held = decisions
    holdBetween(decisions)
    holdPlans(decisions, pool)
    var (lower, upper) = AugmentedMaster.ends(blocks, groupRows)
    for (place, column) in blocks.joinedColumn.enumerated() {
      let row = blocks.model.model.rowCount + place
      guard let now = decisions.values[Int(column)], now == 0 || !isShareRow[row] else { continue }
      lower[row] = -.infinity
      upper[row] = .infinity
    }
    rows.setBounds(lower: lower, upper: upper)
    beginFromHere()
  }

  private mutating func holdBetween(_ decisions: HeldDecisions) {
    func held(_ place: Int32) -> Double? { decisions.values[Int(columnOf[Int(place)])] }
    for (group, all) in allGroups.enumerated() {
      groups[group] = all
      guard let on = all.first(where: { held($0) == 1 }) else { continue }
      for place in all { value[Int(place)] = place == on ? 1 : 0 }
      groups[group] = [on]
    }
    singles = allSingles.filter { held(Int32($0)) == nil }
    for single in allSingles { if let now = held(Int32(single)) { value[single] = now } }
  }

  private mutating func holdPlans(_ decisions: HeldDecisions, _ pool: PlanPool) {
    var lost = [Double](repeating: 0, count: members.count)
    for item in members.indices { members[item].removeAll(keepingCapacity: true) }
    let suits = share.indices.map { decisions.allow($0, of: pool) }
    for plan in share.indices where suits[plan] {
      members[Int(pool.item[plan])].append(Int32(plan))
    }
    isStuck = members.contains { $0.isEmpty }
    for plan in share.indices where !suits[plan] {
      let item = Int(pool.item[plan])
      // Without a plan that suits an item stays as it is.
      guard !members[item].isEmpty else { continue }
      lost[item] += share[plan]
      share[plan] = 0
    }
    for item in members.indices where lost[item] > 0 {
      if let best = cheapest(members[item]) { share[best] += lost[item] }
    }
  }
}
