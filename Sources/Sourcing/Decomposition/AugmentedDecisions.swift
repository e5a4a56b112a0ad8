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
    for plan in share.indices where decisions.allow(plan, of: pool) {
      members[Int(pool.item[plan])].append(Int32(plan))
    }
    isStuck = members.contains { $0.isEmpty }
    for plan in share.indices where !decisions.allow(plan, of: pool) {
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

extension ItemwiseSearch {
  /// Decides what is sure, as the method of multipliers has it then, again and again while much is
  /// open and it costs next to nothing.
  ///
  /// A step here takes a fifth of a second, where a simplex method takes seconds while much is open.
  /// Its values are rough, so that only little is decided at a time, and what costs more or misses
  /// rows is taken back.
  mutating func roughlyDecided(_ relaxation: inout ItemwiseRelaxation) -> HeldDecisions {
    var margins = DecisionMargins()
    var held = HeldDecisions(blocks, relaxation.between, margin: margins.margin)
    var known = (relaxation: relaxation, held: held)
    var most: Double?
    let gap = solver.options.gap * abs(bound)
    while held.openCount > Self.fewOpen, goesOn() {
      relaxation.master = settled(relaxation.master, under: held)
      let cost = relaxation.master.cost
      let isKept = !relaxation.master.isStuck && relaxation.master.missed <= Self.littleShare * gap
      if isKept, cost <= most ?? .infinity {
        relaxation = ItemwiseRelaxation(relaxation.master)
        known = (relaxation, held)
        most = most ?? cost + Self.littleShare * gap
      } else {
        (relaxation, held) = known
        guard most != nil, margins.margin == DecisionMargins.sure, margins.narrow() else { break }
      }
      if held.decide(relaxation.between, margin: margins.margin) == nil { break }
    }
    (relaxation, held) = known
    return held
  }

  /// The master under decisions, after some rounds with plans that suit.
  private mutating func settled(
    _ master: AugmentedMaster, under held: HeldDecisions
  ) -> AugmentedMaster {
    var master = master
    addPlans(suiting: held, master.duals)
    master.addPlans(of: pool)
    master.hold(held, pool)
    var steps = 0
    repeat {
      master.run(Self.roundsPerStep)
      addPlans(suiting: held, master.duals)
      master.addPlans(of: pool)
      steps += 1
    } while steps < Self.fewSteps
      || (steps < Self.mostSteps
        && master.missed > Self.missedShare * solver.options.gap * abs(bound))
    return master
  }

  /// With so few open columns a simplex method is quick, and exact.
  private static var fewOpen: Int { 30 }
  /// Share of the gap that decisions may cost altogether, and that missed rows may cost.
  private static var littleShare: Double { 0.05 }
  /// Steps after which rows are looked at, and where more than a share of the gap is missed.
  private static var fewSteps: Int { 4 }
  private static var mostSteps: Int { 12 }
  private static var missedShare: Double { 0.015 }
  private static var roundsPerStep: Int { 5 }
}
