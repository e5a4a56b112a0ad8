import LinearModel
import Program

/// What earlier searches of an event found, for the next one under other rules.
///
/// Plans of items speak of lines, steps and bundles, so that they can be read under any rules; each
/// is checked against the bids and the new rules of backup before it is used.
final class AwardMemory {
  /// A plan of an item.
  struct Plan {
    var item: Int
    var parts: [Part]
    /// In the relaxation.
    var share: Double
  }

  /// Units of a step of a line, of a bundle, or not bought.
  struct Part {
    /// The line; -1 for others.
    var line: Int32
    /// The bundle; -1 for others.
    var bundle: Int32
    var step: Int32
    var tier: Int32
    var units: Double
  }

  private(set) var plans: [Plan] = []
  /// Prices that proved the bound.
  private var prices = RowPrices()
  /// The relaxation's columns between the items.
  private var columns = ColumnValues()
  /// The last award.
  private var choice: Choice?
  /// By discount, the level of the tier that holds in it; `nil` where none of its lines is used.
  private var levels: [Int?] = []

  init() {}

  /// Whether there was no search yet.
  var isEmpty: Bool { prices.isEmpty }

  /// Remembers prices, the relaxation's columns and an award instead of earlier ones.
  ///
  /// - Parameters:
  ///   - duals: By row of the blocks.
  ///   - between: By column of the cut model, its value in the relaxation.
  ///   - award: The award, if one was found.
  ///   - blocks: The event, cut.
  func remember(
    duals: [Double], between: [Double], _ award: ItemwiseAward?, _ blocks: AwardBlocks
  ) {
    prices = RowPrices(duals, blocks)
    columns = ColumnValues(between, blocks.model)
    choice = award?.choice
    levels = award?.levels ?? []
  }

  /// By column of a cut model, half-way from a relaxation's value to the last award's decision; `nil`
  /// where there is no award.
  ///
  /// What the relaxation would round to the same is within a quarter of it.
  func halfWay(_ relaxed: [Double], _ model: AwardModel) -> [Double]? {
    guard let choice = choice(of: model.event) else { return nil }
    var values = relaxed
    func bring(_ column: ColumnIndex, to decided: Bool) {
      values[column.offset] = (values[column.offset] + (decided ? 1 : 0)) / 2
    }
    for (column, wins) in zip(model.wins, choice.winners(in: model.event)) {
      if let column { bring(column, to: wins) }
    }
    for (column, wins) in zip(model.won, choice.bundles) {
      if let column { bring(column, to: wins) }
    }
    for (tiers, level) in zip(model.tiers, levels) {
      guard let level, tiers.contains(where: { $0.level == level }) else { continue }
      for tier in tiers { bring(tier.reached, to: tier.level == level) }
    }
    return values
  }

  /// The last award, if it can be one of an event.
  func choice(of event: Event) -> Choice? {
    choice.flatMap { choice in
      choice.units.count == event.lines.count && choice.bundles.count == event.bundles.count
        ? choice : nil
    }
  }

  /// Duals by row of the blocks: what is remembered, others where nothing is.
  func duals(_ blocks: AwardBlocks, otherwise: [Double]) -> [Double] {
    prices.isEmpty ? otherwise : prices.duals(blocks)
  }

  /// By column of a cut model, its value in the last relaxation; `nil` where it is not known.
  func values(_ model: AwardModel) -> [Double?] { columns.values(model) }

  /// Remembers plans of a pool with their shares instead of earlier ones.
  func remember(_ kept: [Int], of pool: PlanPool, shares: [Double], _ blocks: AwardBlocks) {
    plans = kept.map { plan in
      Plan(
        item: Int(pool.item[plan]),
        parts: pool.choices(plan).map { place in
          let option = Int(pool.choiceOption[place])
          let slot = Int(blocks.options.slot[option])
          return Part(
            line: blocks.slots.line[slot], bundle: blocks.slots.bundle[slot],
            step: blocks.options.step[option], tier: blocks.options.tier[option],
            units: pool.choiceUnits[place])
        }, share: plan < shares.count ? shares[plan] : 0)
    }
  }

  /// Adds what still fits the bids to a pool; by plan of the pool, its share.
  func restore(to pool: inout PlanPool, _ blocks: AwardBlocks) -> [Double] {
    guard !plans.isEmpty else { return [] }
    var shares: [Double] = []
    let slots = SlotFinder(blocks)
    for plan in plans where plan.item < blocks.itemCount {
      var choices: [(option: Int32, units: Double)] = []
      for part in plan.parts {
        guard let option = slots.option(part, item: plan.item) else { break }
        choices.append((option, part.units))
      }
      let sum = choices.reduce(0) { $0 + $1.units }
      let isWhole = abs(sum - blocks.quantity[plan.item]) <= 1e-9 * max(1, sum)
      guard choices.count == plan.parts.count, isWhole,
        blocks.areBackupsKept(plan.item, by: choices)
      else { continue }
      choices.sort { $0.option < $1.option }
      if pool.add(choices, item: plan.item, blocks).isNew { shares.append(plan.share) }
    }
    return shares
  }
}

/// Finds the options of remembered parts.
private struct SlotFinder {
  private let blocks: AwardBlocks
  private var slotOfLine: [Int32: Int] = [:]

  init(_ blocks: AwardBlocks) {
    self.blocks = blocks
    for slot in 0..<blocks.slots.count where blocks.slots.line[slot] >= 0 {
      slotOfLine[blocks.slots.line[slot]] = slot
    }
  }

  /// The option of a part; `nil` where it is not on offer, or not for so many units.
  func option(_ part: AwardMemory.Part, item: Int) -> Int32? {
    let own = blocks.itemStarts[item]..<blocks.itemStarts[item + 1]
    let slot =
      part.line >= 0
      ? slotOfLine[part.line]
      : own.first {
        blocks.slots.line[$0] < 0 && blocks.slots.bundle[$0] == part.bundle
      }
    guard let slot, own.contains(slot) else { return nil }
    let options = blocks.slots.starts[slot]..<blocks.slots.starts[slot + 1]
    // Tiers that nobody can reach under these rules are not there; a lower one is as good a start.
    let fitting = options.last { option in
      blocks.options.step[option] == part.step && blocks.options.tier[option] <= part.tier
    }
    guard let option = fitting ?? options.first(where: { blocks.options.step[$0] == part.step }),
      blocks.options.lower[option] <= part.units, part.units <= blocks.options.upper[option]
    else { return nil }
    return Int32(option)
  }
}
