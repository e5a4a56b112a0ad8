import LinearModel
import Program

/// An award from shares of plans under held decisions, as a small program.
///
/// Lines that plans of items use by themselves keep their steps; the few items between several plans
/// choose among the lines of these. Units are free, so that tight capacities and thresholds can be
/// met exactly.
struct HeldAward {
  private let blocks: AwardBlocks
  private let held: [Double]
  /// By line, whether a plan uses it.
  private var kept: [Bool]
  /// By line, the step that it keeps; -1: open.
  private var step: [Int32]

  /// Cuts the plans in use, by their shares in the pool, under decisions by column of the cut model.
  init(_ blocks: AwardBlocks, _ pool: PlanPool, shares: [Double], held: [Double]) {
    self.blocks = blocks
    self.held = held
    let count = blocks.model.event.lines.count
    kept = Array(repeating: false, count: count)
    step = Array(repeating: -1, count: count)
    for plan in shares.indices where shares[plan] > Self.tolerance {
      for place in pool.choices(plan) {
        let option = Int(pool.choiceOption[place])
        let line = Int(blocks.slots.line[Int(blocks.options.slot[option])])
        guard line >= 0 else { continue }
        kept[line] = true
        if shares[plan] > 1 - Self.tolerance { step[line] = blocks.options.step[option] }
      }
    }
  }

  private static let tolerance = 1e-6

  /// The model of the lines in plans; `isHeld` also holds the decisions and the steps that are kept.
  func model(_ variant: AwardVariant, isHeld: Bool) -> AwardModel {
    let cut = blocks.model
    var own = variant
    own.kept = kept
    var model = AwardModel(cut.event, cut.scenario, own)
    guard isHeld else { return model }
    for (column, old) in zip(model.wins, cut.wins) {
      if let column, let old, held[old.offset] < 0.5 { model.hold(column, at: 0) }
    }
    for (column, old) in zip(model.won, cut.won) {
      if let column, let old { model.hold(column, at: held[old.offset]) }
    }
    for (tiers, old) in zip(model.tiers, cut.tiers) {
      // Of few lines the highest tiers may be out of reach: then any is open.
      let rate = old.first { held[$0.reached.offset] > 0.5 }?.rate
      guard let rate, tiers.contains(where: { $0.rate == rate }) else { continue }
      for tier in tiers { model.hold(tier.reached, at: tier.rate == rate ? 1 : 0) }
    }
    for (line, step) in step.enumerated() where step >= 0 {
      for (position, columns) in model.steps[line].enumerated() {
        model.hold(columns.chosen, at: position == Int(step) ? 1 : 0)
      }
    }
    return model
  }
}

extension AwardModel {
  fileprivate mutating func hold(_ column: ColumnIndex, at value: Double) {
    model.columnLower[column.offset] = value
    model.columnUpper[column.offset] = value
  }
}
