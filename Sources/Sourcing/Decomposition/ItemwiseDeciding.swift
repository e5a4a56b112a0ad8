import LinearModel

extension ItemwiseSearch {
  /// Decides what joins the items as a simplex method has it; `nil` where no decisions keep the rows,
  /// or the time is over.
  mutating func decided(
    _ sure: ItemwiseDecided
  ) throws(AwardFault) -> (relaxation: HeldRelaxation, held: HeldDecisions)? {
    guard goesOn() else { return nil }
    let (now, left) = (solver.observer.now(), solver.secondsLeft ?? .infinity)
    let deadlines = (now + Self.decidingShare * left, now + Self.lastShare * left)
    do throws(SolverError) {
      var master = try HeldMaster(
        solver.engine, blocks, pool, held: sure.held, definitions: mending.definitions)
      return try decided(&master, by: deadlines).map { ($0, master.held) }
    } catch {
      throw .solver("\(error)")
    }
  }

  /// Shares of the time left: after which more is decided at a time, after which a decision is made
  /// one way only.
  private static var decidingShare: Double { 0.6 }
  private static var lastShare: Double { 0.75 }

  /// Decides group by group until nothing between the items is open; `nil` where rows are missed
  /// whatever is let go.
  ///
  /// Of a group that costs much less is decided, and a decision that costs much is made the other
  /// way, too: the cheaper of both is kept. What an item cannot do without is opened again. Past the
  /// first deadline only rows that are missed count while many are open, past the last for all.
  mutating func decided(
    _ master: inout HeldMaster<Engine>, by deadlines: (late: Double, last: Double)
  ) throws(SolverError) -> HeldRelaxation? {
    var margins = DecisionMargins()
    var found = try settled(&master)
    while let now = found {
      let before = master.held
      var held = before
      if held.force(now.missedRows) > 0 {
        found = try settled(&master, under: held, from: now)
        continue
      }
      let time = solver.observer.now()
      let isFew = before.openCount <= Self.fewOpen
      margins.isLate = time >= (isFew ? deadlines.last : deadlines.late)
      guard let step = held.decide(now.between, margin: margins.margin) else {
        return now.missedRows.isEmpty ? now : nil
      }
      found = try settled(&master, under: held, from: now)
      guard let first = found, isBad(first, after: now, isLate: margins.isLate) else { continue }
      switch step {
      case .one(let otherWay?): found = try cheaper(first, otherWay, from: now, &master)
      case .group where margins.narrow():
        try master.hold(before, pool, isFar: false)
        found = now
      case .one, .group: break
      }
    }
    return nil
  }

  /// The cheaper of a relaxation and the one under other decisions; the master holds its decisions.
  private mutating func cheaper(
    _ first: HeldRelaxation, _ otherWay: HeldDecisions, from now: HeldRelaxation,
    _ master: inout HeldMaster<Engine>
  ) throws(SolverError) -> HeldRelaxation? {
    let kept = master.held
    let second = try settled(&master, under: otherWay, from: now)
    if let second, second.missedRows.isEmpty, second.value < first.value { return second }
    try master.hold(kept, pool, isFar: false)
    return first
  }

  /// Whether what was decided misses more rows, or costs more than decisions should.
  private func isBad(
    _ found: HeldRelaxation, after last: HeldRelaxation, isLate: Bool
  ) -> Bool {
    if found.missedRows.count > last.missedRows.count { return true }
    guard !isLate else { return false }
    return found.value - last.value > Self.dearShare * solver.options.gap * abs(last.value)
  }

  /// Shares of the gap: what decisions may cost before others are tried, and what is little.
  private static var dearShare: Double { 0.03 }
  private static var littleShare: Double { 0.01 }

  /// So few open columns are still decided with care after the first deadline.
  private static var fewOpen: Int { 5 }

  /// The relaxation under decisions, with plans that suit, from a relaxation before them.
  private mutating func settled(
    _ master: inout HeldMaster<Engine>, under held: HeldDecisions, from last: HeldRelaxation
  ) throws(SolverError) -> HeldRelaxation? {
    addPlans(suiting: held, last.duals)
    try master.hold(held, pool, isFar: false)
    let little = Self.littleShare * solver.options.gap * abs(last.value)
    return try settled(&master, enough: last.value + little)
  }

  /// How many plans pay at a relaxation's prices.
  private func paying(_ plans: Range<Int>, at relaxation: HeldRelaxation) -> Int {
    plans.count { plan in
      let now = relaxation.itemDuals[Int(pool.item[plan])]
      return pool.reducedCost(plan, duals: relaxation.duals) < now - 1e-7 * max(1, abs(now))
    }
  }

  private var relaxationOptions: SolveOptions {
    var options = solver.solveOptions
    options.timeLimit = nil
    options.feasibilityTolerance = 1e-7
    options.method = .simplex
    return options
  }

  /// The relaxation under a master's decisions, with plans that suit; what rows are missed for is
  /// let go.
  ///
  /// No more plans are asked for where it costs no more than what is enough.
  private mutating func settled(
    _ master: inout HeldMaster<Engine>, enough: Double = -.infinity
  ) throws(SolverError) -> HeldRelaxation? {
    var last = Double.infinity
    while goesOn() {
      guard let found = try master.solved(pool, relaxationOptions) else { return nil }
      if found.missedRows.isEmpty, found.value <= enough { return found }
      var held = master.held
      let missed = found.missedRows.map { MissedRow(row: $0) }
      let isLetGo = held.letGo(missed, relaxed: found.between) > 0
      let joined = pool.count
      addPlans(suiting: held, found.duals)
      if isLetGo {
        try master.hold(held, pool, isFar: true)
        last = .infinity
      } else if paying(joined..<pool.count, at: found) == 0
        || last - found.value <= solver.options.gap / 50 * abs(found.value)
      {
        return found
      } else {
        last = found.value
      }
    }
    return nil
  }
}

/// How far from 0 or 1 values of a relaxation are at most that are decided together.
struct DecisionMargins {
  private(set) var margin = 0.15
  /// Whether decisions should come to an end: then more are made together.
  var isLate = false {
    didSet { if isLate && !oldValue { margin = 0.25 } }
  }

  /// Fewer at a time, from now on; false where it was as few as can be.
  mutating func narrow() -> Bool {
    guard margin > 0 else { return false }
    margin = margin >= 0.1 ? margin / 2 : 0
    return true
  }
}
