import LinearModel
import Program

/// An award of which a part is decided anew, as a small program in two steps.
///
/// Closed lines keep their step, closed bundles and tiers are held; open items choose among the lines
/// that are looked at. First all units may be fractions, so that tight capacities and thresholds can
/// be met by all items together; then lines keep what was chosen, and units that came out as
/// fractions become whole.
struct PartialAward {
  let blocks: AwardBlocks
  /// By line, whether it is looked at.
  var kept: [Bool]
  /// By line, the step that it keeps; -1: open.
  var step: [Int32]
  /// By bundle, whether it wins; `nil`: open.
  var bundles: [Bool?]
  /// By discount, the level of the tier that holds; `nil`: open.
  var levels: [Int?]
  /// By supplier, whether it may win.
  var mayWin: [Bool]

  /// Nothing is looked at, and everything is open.
  init(_ blocks: AwardBlocks) {
    self.blocks = blocks
    let event = blocks.model.event
    kept = Array(repeating: false, count: event.lines.count)
    step = Array(repeating: -1, count: event.lines.count)
    bundles = Array(repeating: nil, count: event.bundles.count)
    levels = Array(repeating: nil, count: event.discounts.count)
    mayWin = Array(repeating: true, count: event.suppliers.count)
  }

  /// Any tier may be reached.
  mutating func openTiers() { levels = Array(repeating: nil, count: levels.count) }

  /// The first step's program.
  func model(_ variant: AwardVariant) -> AwardModel {
    var own = variant
    own.kept = kept
    own.areUnitsWhole = false
    var model = AwardModel(blocks.model.event, blocks.model.scenario, own)
    for (column, may) in zip(model.wins, mayWin) {
      if let column, !may { model.hold(column, at: 0) }
    }
    for (column, wins) in zip(model.won, bundles) {
      if let column, let wins { model.hold(column, at: wins ? 1 : 0) }
    }
    for (tiers, level) in zip(model.tiers, levels) {
      // Of few lines the highest tiers may be out of reach: then any is open.
      guard let level, tiers.contains(where: { $0.level == level }) else { continue }
      for tier in tiers { model.hold(tier.reached, at: tier.level == level ? 1 : 0) }
    }
    for (line, step) in step.enumerated() where step >= 0 {
      for (position, columns) in model.steps[line].enumerated() {
        model.hold(columns.chosen, at: position == Int(step) ? 1 : 0)
      }
    }
    return model
  }

  /// The second step's program: all choices as in a solution of the first.
  ///
  /// - Parameters:
  ///   - first: The first step's program.
  ///   - values: Its solution.
  ///   - variant: What was changed of the event's award.
  ///   - isTight: Whether units that are whole already are kept, too.
  /// - Returns: The program, in which little is open.
  func whole(
    _ first: AwardModel, _ values: [Double], _ variant: AwardVariant, isTight: Bool
  ) -> AwardModel {
    var own = variant
    own.kept = kept
    var model = AwardModel(blocks.model.event, blocks.model.scenario, own)
    for (line, steps) in model.steps.enumerated() {
      for (place, columns) in steps.enumerated() {
        let old = first.steps[line][place]
        let isChosen = values[old.chosen.offset] > 0.5
        model.hold(columns.chosen, at: isChosen ? 1 : 0)
        let units = values[old.units.offset]
        let isWhole = abs(units - units.rounded()) < 1e-6
        if !isChosen {
          model.hold(columns.units, at: 0)
        } else if isTight, isWhole, model.model.isInteger[columns.units.offset] {
          model.hold(columns.units, at: units.rounded())
        }
      }
    }
    for (column, old) in zip(model.won, first.won) {
      if let column, let old { model.hold(column, at: values[old.offset].rounded()) }
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

extension PartialAward {
  /// Everything is open; items choose among the lines of their cheapest plans.
  init(_ blocks: AwardBlocks, _ pool: PlanPool, plans: [[Int32]], most: Int) {
    self.init(blocks)
    for plan in plans.flatMap({ $0.prefix(most) }) {
      keep(Int(plan), of: pool, hasSteps: false)
    }
  }

  /// One plan of each item under held decisions, of which some items are open: these choose among the
  /// lines of their plans and of the cheapest.
  ///
  /// - Parameters:
  ///   - blocks: The event, cut.
  ///   - pool: The plans.
  ///   - chosen: The plan of each item.
  ///   - held: Decisions, none open.
  ///   - items: The open items.
  ///   - plans: By item, plans of the pool that suit, the cheapest first.
  ///   - most: How many of these an open item looks at.
  init(
    _ blocks: AwardBlocks, _ pool: PlanPool, _ chosen: WholePlans, _ held: HeldDecisions,
    open items: [Int], plans: [[Int32]], most: Int
  ) {
    self.init(blocks)
    for plan in chosen.plans { keep(Int(plan), of: pool, hasSteps: true) }
    for item in items {
      for plan in [chosen.plans[item]] + plans[item].prefix(most) {
        keep(Int(plan), of: pool, hasSteps: false)
      }
    }
    let cut = blocks.model
    mayWin = cut.wins.map { column in column.map { held.values[$0.offset] == 1 } ?? true }
    bundles = cut.won.map { column in column.map { held.values[$0.offset] == 1 } }
    levels = cut.tiers.map { tiers in
      tiers.first { held.values[$0.reached.offset] == 1 }?.level
    }
  }

  private mutating func keep(_ plan: Int, of pool: PlanPool, hasSteps: Bool) {
    for place in pool.choices(plan) {
      let option = pool.choiceOption[place]
      let line = blocks.line(ofOption: option)
      guard line >= 0 else { continue }
      kept[line] = true
      step[line] = hasSteps ? blocks.options.step[Int(option)] : -1
    }
  }

  /// A known award of which some items are open.
  ///
  /// They choose among its lines and those of their cheapest plans. Bundles are open where all of
  /// their items are.
  init(
    _ award: ItemwiseAward, _ blocks: AwardBlocks, _ pool: PlanPool, items: [Int],
    plans: [[Int32]], most: Int
  ) {
    self.init(blocks)
    let event = blocks.model.event
    var isOpen = [Bool](repeating: false, count: blocks.itemCount)
    for item in items {
      isOpen[item] = true
      for plan in plans[item].prefix(most) { keep(Int(plan), of: pool, hasSteps: false) }
    }
    for (line, units) in award.choice.units.enumerated() where units > 0 {
      kept[line] = true
      guard !isOpen[Int(event.lines[line].item.position)] else { continue }
      let steps = blocks.model.steps[line]
      step[line] = Int32(AwardModel.StepColumns.cheapest(of: steps, for: units) ?? -1)
    }
    for (row, bundle) in event.bundles.enumerated() {
      let isFree = bundle.items.allSatisfy { isOpen[Int($0.item.position)] }
      bundles[row] = isFree ? nil : award.choice.bundles[row]
    }
    levels = award.levels
  }
}
