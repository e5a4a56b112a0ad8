import LinearModel

/// One plan of an item with the units of several.
///
/// Where the relaxation has shares of plans, (A1) is kept by their mean. A plan of that mean takes as
/// much from each supplier; it may cost more, by what is paid once and by steps that are not reached.
struct PlanMixer {
  private let blocks: AwardBlocks
  private let item: Int
  private let prices: OptionPrices
  /// By slot of the item.
  private var units: [Double]

  /// - Parameters:
  ///   - blocks: The event, cut.
  ///   - item: The item.
  ///   - prices: What options cost; those that may not be used more than any other.
  init(_ blocks: AwardBlocks, item: Int, _ prices: OptionPrices) {
    self.blocks = blocks
    self.item = item
    self.prices = prices
    units = Array(repeating: 0, count: blocks.itemStarts[item + 1] - blocks.itemStarts[item])
  }

  /// Adds a part of a plan.
  mutating func add(_ plan: Int, of pool: PlanPool, share: Double) {
    for place in pool.choices(plan) {
      let slot = Int(blocks.options.slot[Int(pool.choiceOption[place])])
      units[slot - blocks.itemStarts[item]] += share * pool.choiceUnits[place]
    }
  }

  /// The mean as a plan, whole where units are; `nil` where a line cannot bring so many, or rounding
  /// leaves out a line that others need as a backup.
  var choices: [(option: Int32, units: Double)]? {
    var choices: [(option: Int32, units: Double)] = []
    for (slot, units) in wholeUnits.enumerated() where units != 0 {
      guard let option = cheapest(blocks.itemStarts[item] + slot, units) else { return nil }
      let (lower, upper) = (blocks.options.lower[option], blocks.options.upper[option])
      choices.append((Int32(option), min(max(units, lower), upper)))
    }
    return blocks.areBackupsKept(item, by: choices) ? choices : nil
  }

  /// What rounding leaves goes to the largest part.
  private var wholeUnits: [Double] {
    let isWhole = blocks.model.event.items[item].isWhole
    var whole = isWhole ? units.map { $0.rounded() } : units
    guard let largest = whole.indices.max(by: { whole[$0] < whole[$1] }) else { return whole }
    whole[largest] += blocks.quantity[item] - whole.reduce(0, +)
    return whole
  }

  private func cheapest(_ slot: Int, _ units: Double) -> Int? {
    let options = blocks.options
    let rounding = 1e-9 * max(1, units)
    func cost(_ option: Int) -> Double { prices.fixed[option] + prices.slope[option] * units }
    return (blocks.slots.starts[slot]..<blocks.slots.starts[slot + 1]).filter {
      options.lower[$0] <= units + rounding && units <= options.upper[$0] + rounding
    }.min { cost($0) < cost($1) }
  }
}
