import LinearModel
import Program

/// Duals of the joining rows to begin with: each bundle is paid for by its items, in proportion to
/// what their share of it costs elsewhere at the least.
///
/// At prices of 0 shares of bundles come for nothing, and every item takes all of them.
struct FirstPrices {
  /// By row of the blocks.
  private(set) var duals: [Double]

  init(_ blocks: AwardBlocks) {
    duals = Array(repeating: 0, count: blocks.rowCount)
    let model = blocks.model
    var worth = [Double](repeating: 0, count: blocks.shareRows.count)
    var sums = [Double](repeating: 0, count: model.model.columnCount)
    let first = model.model.rowCount
    let units = FirstPrices.units(blocks)
    for (place, row) in blocks.shareRows.enumerated() {
      worth[place] = units[place] * FirstPrices.leastPrice(Int(blocks.shareItem[place]), blocks)
      sums[Int(blocks.joinedColumn[row - first])] += worth[place]
    }
    for (place, row) in blocks.shareRows.enumerated() {
      let bundle = Int(blocks.joinedColumn[row - first])
      guard sums[bundle] > 0 else { continue }
      duals[row] = -model.cost[bundle] * worth[place] / sums[bundle]
    }
  }

  /// Units of each share, in the order of (J1).
  private static func units(_ blocks: AwardBlocks) -> [Double] {
    (0..<blocks.slots.count).filter { blocks.slots.bundle[$0] >= 0 }.map {
      blocks.options.lower[blocks.slots.starts[$0]]
    }
  }

  /// Money by item: what it costs at the least that a line asks for a unit, 1 or more.
  static func itemCosts(_ blocks: AwardBlocks) -> [Double] {
    (0..<blocks.itemCount).map { max(1, blocks.quantity[$0] * leastPrice($0, blocks)) }
  }

  /// The least that a line asks for a unit of an item; 1 where there is no line.
  private static func leastPrice(_ item: Int, _ blocks: AwardBlocks) -> Double {
    let options = blocks.options
    var least = Double.infinity
    for slot in blocks.itemStarts[item]..<blocks.itemStarts[item + 1]
    where blocks.slots.line[slot] >= 0 {
      for option in blocks.slots.starts[slot]..<blocks.slots.starts[slot + 1]
      where options.upper[option] > 0 {
        least = min(least, options.spend(option, options.upper[option]) / options.upper[option])
      }
    }
    return least < .infinity ? least : 1
  }
}
