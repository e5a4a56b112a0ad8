import LinearModel
import Program

/// Decisions, and a point near the relaxation under them.
struct ItemwiseDecided {
  var held: HeldDecisions
  var relaxation: ItemwiseRelaxation

  /// Money, with what missed rows would cost.
  var value: Double { relaxation.master.cost + relaxation.master.missed }
}

extension ItemwiseSearch {
  /// Decides what joins the items: a half of what is open at a time, of the last ones fewer, as the
  /// method of multipliers has it then.
  ///
  /// - Parameters:
  ///   - start: The relaxation.
  ///   - known: By column of the cut model, half-way from its value there to an earlier award's
  ///     decision; `nil` where there is none.
  /// - Returns: All decided, unless the time is over, an item is left without a plan or rows stay
  ///   missed; and what was decided while that cost next to nothing.
  mutating func halved(
    _ start: ItemwiseRelaxation, known: [Double]?
  ) -> (all: ItemwiseDecided?, sure: ItemwiseDecided?) {
    let first = HeldDecisions(
      blocks, known ?? start.between, margin: known == nil ? Self.sure : Self.agreed)
    var now = ItemwiseDecided(held: first, relaxation: start)
    var sure: ItemwiseDecided?
    var most: Double?
    let begun = solver.observer.now()
    let late = solver.secondsLeft.map { begun + Self.lateShare * $0 }
    while goesOn(), settle(&now) {
      let little = Self.littleShare * solver.options.gap * abs(bound)
      most = most ?? now.value + little
      if now.value <= most ?? .infinity { sure = now }
      if now.held.openCount == 0 { return (now, sure) }
      // What stays missed in shares is missed by whole plans, too; an earlier award's decisions are
      // worth more.
      let missed = now.relaxation.master.missed
      let hopeless = Self.hopelessShare * max(solver.options.gap, 0.001) * abs(bound)
      guard known != nil || missed <= hopeless else { break }
      let isLate = late.map { solver.observer.now() >= $0 } ?? false
      let isCareful = known == nil && now.held.openCount <= Self.fewOpen
      let share = isCareful ? Self.fewShare : 0.5
      now.held.decide(now.relaxation.between, share: isLate ? 1 : share)
    }
    return (nil, sure)
  }

  /// Share of the gap, or of a thousandth of the bound, that missed rows may cost before other
  /// decisions are wanted.
  private static var hopelessShare: Double { 0.4 }

  /// So few open columns are what the relaxation is torn about: a half at once would miss rows.
  private static var fewOpen: Int { 48 }
  private static var fewShare: Double { 0.15 }

  /// How far from 0 or 1 values are at most that are decided from the start; where an earlier award
  /// is known, half-way to its decisions.
  private static var sure: Double { 0.1 }
  private static var agreed: Double { 0.25 }

  /// Share of the gap that sure decisions may cost altogether.
  private static var littleShare: Double { 0.05 }

  /// Of the time left: after which all is decided at once.
  private static var lateShare: Double { 0.4 }

  /// The point under decisions, with plans that suit; what rows are missed for is let go.
  mutating func settle(_ now: inout ItemwiseDecided) -> Bool {
    for letting in 1...Self.mostLettings {
      guard addPlans(suiting: &now.held, now.relaxation.duals) else { return false }
      let master = settled(now.relaxation.master, under: now.held)
      let isLetGo = now.held.letGo(worst(master), relaxed: now.relaxation.between) > 0
      // Prices that grew for rows which nothing kept would take long to fall again.
      if isLetGo, letting < Self.mostLettings { continue }
      now.relaxation = ItemwiseRelaxation(master)
      if !isLetGo { return true }
    }
    return true
  }

  /// The master under decisions, after some rounds with plans that suit.
  private mutating func settled(
    _ master: AugmentedMaster, under held: HeldDecisions
  ) -> AugmentedMaster {
    var master = master
    master.addPlans(of: pool)
    master.hold(held, pool)
    let gap = solver.options.gap * abs(bound)
    var pace = MissPace(calm: Self.missedShare * gap, still: Self.stillShare * gap)
    while !pace.isOver {
      master.run(Self.roundsPerStep)
      pace.add(
        missed: master.missed, value: master.cost + master.missed, hasWorst: !worst(master).isEmpty)
      guard pace.steps % 2 == 0 else { continue }
      addPlans(suiting: held, master.duals)
      master.addPlans(of: pool)
    }
    return master
  }

  /// The rows that stay missed at the highest price: others may be kept without them.
  private func worst(_ master: AugmentedMaster) -> [MissedRow] {
    let rows = master.rows(missingAtLeast: Self.fewMissed * solver.options.gap * abs(bound))
      .filter { !mending.definitions.contains($0) }
    let most = rows.reduce(0) { max($0, master.rows.missed($1)) }
    return rows.filter { 2 * master.rows.missed($0) >= most }
      .map { MissedRow(row: $0, by: master.rows.miss(of: $0)) }
  }

  private static var mostLettings: Int { 4 }
  /// Shares of the gap: rows missed for less are calm, a point that moves less is still.
  private static var missedShare: Double { 0.015 }
  private static var stillShare: Double { 0.001 }
  private static var fewMissed: Double { 0.0015 }
  private static var roundsPerStep: Int { 5 }
}

/// Whether a point under decisions is still on its way.
struct MissPace {
  private let calm: Double
  private let still: Double
  private var missed: [Double] = []
  private var values: [Double] = []
  private var isCalm = false

  /// - Parameters:
  ///   - calm: Money: rows that miss less in all are calm.
  ///   - still: Money: a point that moves less in two steps is still.
  init(calm: Double, still: Double) {
    self.calm = calm
    self.still = still
  }

  var steps: Int { values.count }

  /// Notes a step.
  ///
  /// - Parameters:
  ///   - missed: Money that missed rows cost.
  ///   - value: Money that the point costs, with that.
  ///   - hasWorst: Whether rows seem to stay missed.
  mutating func add(missed: Double, value: Double, hasWorst: Bool) {
    self.missed.append(missed)
    values.append(value)
    isCalm = missed <= calm && !hasWorst
  }

  /// Whether the point is calm and still, or has moved long enough; what misses more and more rows will
  /// not come to keep them.
  var isOver: Bool {
    guard steps >= Self.leastSteps, steps % 2 == 0 else { return false }
    if isCalm { return steps >= Self.fewSteps || isStill }
    return steps >= Self.mostSteps || (steps >= Self.fewSteps && isHopeless)
  }

  private var isStill: Bool { abs(values[steps - 1] - values[steps - 3]) <= still }

  private var isHopeless: Bool {
    let last = missed.suffix(Self.fewSteps / 2)
    return last.allSatisfy { $0 > calm } && zip(last, last.dropFirst()).allSatisfy { $0 < $1 }
  }

  private static var leastSteps: Int { 4 }
  private static var fewSteps: Int { 8 }
  private static var mostSteps: Int { 24 }
}
