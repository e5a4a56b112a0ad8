import LinearModel
import Program

/// Where an award costs more than what prices prove.
///
/// At any prices, award - bound is a sum of terms that are not negative: by item, what its plan
/// costs more than its cheapest; by column between the items, what its value costs more than the
/// best one; by joining row, what its price takes for what is not used. What costs nothing more
/// here cannot be bettered at these prices.
struct Regrets {
  /// Money by item.
  private(set) var items: [Double]
  /// Money by bundle.
  private(set) var bundles: [Double]

  /// - Parameters:
  ///   - award: The award.
  ///   - blocks: Its event, cut.
  ///   - least: By item, what its cheapest plan costs at the prices.
  ///   - duals: The prices, by row of the blocks.
  init(_ award: ItemwiseAward, _ blocks: AwardBlocks, least: [Double], duals: [Double]) {
    let prices = OptionPrices(blocks, duals: duals)
    let levels = award.levels.map { $0 ?? 0 }
    let choice = award.choice
    items = (0..<blocks.itemCount).map { item in
      var rest = blocks.quantity[item]
      var cost = -least[item]
      for slot in blocks.itemStarts[item]..<blocks.itemStarts[item + 1] {
        let (line, bundle) = (Int(blocks.slots.line[slot]), Int(blocks.slots.bundle[slot]))
        let first = blocks.slots.starts[slot]
        var units = 0.0
        if line >= 0 { units = choice.units[line] }
        if bundle >= 0, choice.bundles[bundle] { units = blocks.options.lower[first] }
        if line < 0, bundle < 0 { units = max(0, rest) }
        guard units > 0 else { continue }
        rest -= units
        let costs = (first..<blocks.slots.starts[slot + 1]).filter { option in
          let discount = Int(blocks.options.discount[option])
          return blocks.options.lower[option] <= units && units <= blocks.options.upper[option]
            && (discount < 0 || levels[discount] == blocks.level(option))
        }.map { prices.fixed[$0] + prices.slope[$0] * units }
        cost += costs.min() ?? 0
      }
      return max(0, cost)
    }
    let reduced = OptionPrices.reducedCosts(blocks, duals: duals)
    bundles = blocks.model.won.indices.map { bundle in
      guard let column = blocks.model.won[bundle] else { return 0 }
      let cost = reduced[column.offset]
      return choice.bundles[bundle] ? max(0, cost) : max(0, -cost)
    }
  }
}

extension AwardBlocks {
  /// The level of the tier that an option is in; 0 where it is in none.
  func level(_ option: Int) -> Int {
    let (discount, tier) = (Int(options.discount[option]), Int(options.tier[option]))
    return discount < 0 || tier == 0 ? 0 : model.tiers[discount][tier - 1].level
  }
}
