import LinearModel
import Program
import Testing

@testable import Sourcing

/// The master program under held decisions, which leaves out rows that say nothing more.
@Suite struct HeldMasterTests {
  /// A small random event cut into items, with plans at three sets of prices.
  private struct Case {
    let blocks: AwardBlocks
    var pool: PlanPool
    let definitions: Set<Int>
    /// By column of the cut model, some value between 0 and 1.
    let relaxed: [Double]

    init?(seed: Int) {
      var random = RandomEvent(seed: seed)
      guard let event = random.texts().load().event else { return nil }
      blocks = AwardBlocks(event, event.scenarios[0], AwardVariant())
      pool = PlanPool(blocks)
      definitions = DualMending(blocks).definitions
      var numbers = SeededNumbers(seed)
      relaxed = blocks.model.model.cost.map { _ in Double(numbers.next(0...10)) / 10 }
      for round in 0..<3 {
        var duals = [Double](repeating: 0, count: blocks.rowCount)
        for row in blocks.model.model.rowCount..<blocks.rowCount where round > 0 {
          duals[row] = -Double(numbers.next(0...10))
        }
        let prices = OptionPrices(blocks, duals: duals)
        for (item, plans) in ItemPlans.all(blocks, prices, threads: 1).enumerated() {
          for plan in plans.plans { pool.add(plan.choices, item: item, blocks) }
        }
      }
    }

    func decisions(margin: Double) -> HeldDecisions {
      HeldDecisions(blocks, relaxed, margin: margin)
    }

    func master(_ held: HeldDecisions) throws -> HeldMaster<HiGHSSolver> {
      try HeldMaster(HiGHSSolver(), blocks, pool, held: held, definitions: definitions)
    }
  }

  private var options: SolveOptions {
    var options = SolveOptions()
    options.method = .simplex
    options.feasibilityTolerance = 1e-9
    return options
  }

  /// Decisions held in a session are worth as much as those held from the start, where rows of theirs
  /// have no place; and what was held from the start can be opened again.
  @Test func rowsOfHeldDecisionsSayNothingMore() throws {
    var (kept, missed) = (0, 0)
    for seed in 0..<400 {
      guard let one = Case(seed: seed) else { continue }
      let (open, held) = (one.decisions(margin: -1), one.decisions(margin: 0.1))
      let bounds = one.blocks.model.model
      #expect(
        !open.values.indices.contains {
          open.values[$0] != nil && bounds.columnLower[$0] < bounds.columnUpper[$0]
        })
      var inSession = try one.master(open)
      let first = try inSession.solved(one.pool, options)
      try inSession.hold(held, one.pool, isFar: false)
      let later = try inSession.solved(one.pool, options)
      var fromTheStart = try one.master(held)
      let found = try fromTheStart.solved(one.pool, options)
      // In a session (J2) cannot be missed, and plans that win are then impossible.
      let isKept = later?.missedRows.isEmpty ?? false
      #expect(isKept == (found?.missedRows.isEmpty ?? false), "seed \(seed)")
      if let later, let found, isKept {
        kept += 1
        #expect(abs(later.value - found.value) <= 1e-6 * max(1, abs(found.value)), "seed \(seed)")
      } else {
        missed += 1
      }
      try fromTheStart.hold(open, one.pool, isFar: false)
      let opened = try fromTheStart.solved(one.pool, options)
      #expect((opened == nil) == (first == nil))
      if let opened, let first {
        #expect(abs(opened.value - first.value) <= 1e-6 * max(1, abs(first.value)), "seed \(seed)")
      }
    }
    #expect(kept > 30 && missed > 10, "\(kept) kept, \(missed) missed")
  }

  /// Under decisions the method of multipliers comes to the optimum of the simplex method, and
  /// nothing that is ruled out keeps a share; decisions can be held and let go again.
  @Test func multipliersComeToTheHeldOptimum() throws {
    var (compared, stuck) = (0, 0)
    for seed in 0..<150 {
      guard let one = Case(seed: seed) else { continue }
      let (held, other) = (one.decisions(margin: 0.1), one.decisions(margin: 0.3))
      var simplex = try one.master(held)
      guard let found = try simplex.solved(one.pool, options), found.missedRows.isEmpty else {
        continue
      }
      compared += 1
      var rough = AugmentedMaster(one.blocks, center: FirstPrices(one.blocks).duals)
      rough.addPlans(of: one.pool)
      rough.begin(shares: [], between: [])
      rough.hold(other, one.pool)
      if rough.isStuck { stuck += 1 }
      rough.run(3)
      rough.hold(held, one.pool)
      #expect(!rough.isStuck, "seed \(seed)")
      for _ in 0..<600 { rough.run(3) }
      let size = max(1, abs(found.value))
      #expect(abs(rough.cost - found.value) <= 1e-3 * size, "seed \(seed)")
      #expect(rough.missed <= 1e-3 * size, "seed \(seed)")
      for (plan, share) in rough.shares.enumerated() where !held.allow(plan, of: one.pool) {
        #expect(share == 0, "seed \(seed)")
      }
      for item in 0..<one.blocks.itemCount {
        let sum = rough.shares.indices.reduce(0) { sum, plan in
          Int(one.pool.item[plan]) == item ? sum + rough.shares[plan] : sum
        }
        #expect(abs(sum - 1) < 1e-9, "seed \(seed)")
      }
      for (column, value) in rough.values.enumerated() where one.blocks.isBetween(column) {
        #expect(held.values[column].map { $0 == value } ?? true, "seed \(seed)")
      }
    }
    #expect(compared > 20 && stuck > 0, "\(compared), \(stuck)")
  }

  /// Plans that use what is held at 0 are named by the rows that say so.
  @Test func closedPlansMissTheirRows() throws {
    let event = try EventTexts.small.event()
    let blocks = AwardBlocks(event, .cheapest, AwardVariant())
    var pool = PlanPool(blocks)
    let prices = OptionPrices(blocks, duals: Array(repeating: 0, count: blocks.rowCount))
    for (item, plans) in ItemPlans.all(blocks, prices, threads: 1).enumerated() {
      for plan in plans.plans { pool.add(plan.choices, item: item, blocks) }
    }
    // All that is known buys from `a`, who loses.
    let column = try #require(blocks.model.wins[0]).offset
    let nobody = HeldDecisions(
      blocks, Array(repeating: 0, count: blocks.model.model.columnCount), margin: 0.3)
    var master = try HeldMaster(HiGHSSolver(), blocks, pool, held: nobody, definitions: [])
    let found = try #require(try master.solved(pool, options))
    let named = found.missedRows.map { Int(blocks.joinedColumn[$0 - blocks.model.model.rowCount]) }
    #expect(named.contains(column))
    #expect(found.value > 1000)
  }

  /// A single decision and its other way differ in that decision, with what follows from each.
  @Test func otherWaysDifferInOneDecision() throws {
    var (tiers, others) = (0, 0)
    for seed in 0..<120 {
      guard let one = Case(seed: seed) else { continue }
      var held = one.decisions(margin: -1)
      while true {
        let before = held.values
        guard let step = held.decide(one.relaxed, margin: -1) else { break }
        guard case .one(let otherWay) = step else {
          Issue.record("a group at no margin, seed \(seed)")
          break
        }
        guard let otherWay else { continue }
        let changed = held.values.indices.filter { held.values[$0] != otherWay.values[$0] }
        let owners = one.blocks.model.tiers.filter { tiers in
          tiers.contains { changed.contains($0.reached.offset) }
        }
        if owners.isEmpty {
          others += 1
          func isAll(_ column: Int, _ values: [Double?]) -> Bool {
            let rows = one.blocks.decisionRows
            let all = rows.consequences(of: column, at: values[column] ?? -1, before)
            let new = values.indices.filter { values[$0] != before[$0] }
            return all.map { Set($0.map(\.column)) == Set(new) } ?? false
          }
          #expect(
            changed.contains { isAll($0, held.values) && isAll($0, otherWay.values) },
            "seed \(seed)")
        } else {
          tiers += 1
          #expect(owners.count == 1 && changed.count == 2, "seed \(seed)")
          let on = owners[0].filter { otherWay.values[$0.reached.offset] == 1 }
          #expect(on.count == 1, "seed \(seed)")
          #expect(changed.allSatisfy { otherWay.values[$0] != nil && held.values[$0] != nil })
        }
      }
    }
    #expect(tiers > 20 && others > 20, "\(tiers) tiers, \(others) others")
  }
}
