import LinearModel
import Program

/// Yes-or-no columns between the items, rounded from the relaxation and held: who wins, which
/// bundles win, which tiers are reached.
///
/// With these held the rest is nearly linear: few items stay between two plans. What cannot be kept
/// with them is let go, decision by decision: a tier that its spend does not reach falls by one, a
/// bundle that no plans suit and a winner that its rule forbids lose.
struct HeldDecisions {
  /// By column of the cut model; of others than yes-or-no columns the relaxation's.
  private(set) var values: [Double]

  private let blocks: AwardBlocks
  /// By column, whether it is a choice of tier, and whether it is a bundle.
  private let isTier: [Bool]
  private let isBundle: [Bool]

  /// Rounds values of the relaxation, by column of the cut model.
  init(_ blocks: AwardBlocks, _ relaxed: [Double]) {
    self.blocks = blocks
    values = relaxed
    let model = blocks.model
    var isTier = [Bool](repeating: false, count: relaxed.count)
    var isBundle = isTier
    for tier in model.tiers.joined() { isTier[tier.reached.offset] = true }
    for column in model.won { if let column { isBundle[column.offset] = true } }
    self.isTier = isTier
    self.isBundle = isBundle
    for column in values.indices where blocks.isBetween(column) {
      values[column] = relaxed[column] > 0.5 ? 1 : 0
    }
    for tiers in model.tiers where !tiers.isEmpty {
      let best = tiers.indices.max {
        relaxed[tiers[$0].reached.offset] < relaxed[tiers[$1].reached.offset]
      }
      for place in tiers.indices { values[tiers[place].reached.offset] = place == best ? 1 : 0 }
    }
    fitBundles(relaxed)
  }

  /// Lets bundles lose that do not fit beside surer ones, or of which the supplier loses.
  private mutating func fitBundles(_ relaxed: [Double]) {
    let model = blocks.model
    var rest = model.event.items.map(\.quantity)
    let chosen = model.won.indices.compactMap { bundle in
      model.won[bundle].map { (bundle: bundle, column: $0.offset) }
    }.filter { values[$0.column] > 0.5 }
    for (bundle, column) in chosen.sorted(by: {
      (relaxed[$1.column], $0.bundle) < (relaxed[$0.column], $1.bundle)
    }) {
      let row = model.event.bundles[bundle]
      let fits = row.items.allSatisfy { rest[Int($0.item.position)] >= $0.quantity }
      guard fits, isOn(model.wins[Int(row.supplier.position)]) else {
        values[column] = 0
        continue
      }
      for content in row.items { rest[Int(content.item.position)] -= content.quantity }
    }
  }

  private func isOn(_ column: ColumnIndex?) -> Bool {
    column.map { values[$0.offset] > 0.5 } ?? false
  }

  /// Lets go of decisions that stand in the way of missed rows.
  ///
  /// - Parameter missed: Rows of the blocks.
  /// - Returns: How many decisions changed.
  mutating func letGo(_ missed: [Int]) -> Int {
    guard !missed.isEmpty else { return 0 }
    let model = blocks.model
    var isMissed = [Bool](repeating: false, count: blocks.rowCount)
    for row in missed { isMissed[row] = true }
    var isNear = values.indices.map { column in
      blocks.matrix.range(of: ColumnIndex(column)).contains {
        isMissed[Int(blocks.matrix.rows[$0])]
      }
    }
    var changed = 0
    for tiers in model.tiers {
      let place = tiers.firstIndex { isOn($0.reached) }
      guard let place, place > 0,
        isNear[tiers[place].benefit.offset]
          || isNear[tiers[place].reached.offset]
      else { continue }
      values[tiers[place].reached.offset] = 0
      values[tiers[place - 1].reached.offset] = 1
      changed += 1
    }
    for (place, column) in blocks.joinedColumn.enumerated()
    where isMissed[model.model.rowCount + place] && isBundle[Int(column)] {
      isNear[Int(column)] = true
    }
    for column in values.indices
    where isNear[column] && blocks.isBetween(column) && !isTier[column] && values[column] > 0.5 {
      values[column] = 0
      changed += 1
    }
    return changed
  }

  /// Prices at which every item's plans suit the decisions: what is held at 1 costs nothing more,
  /// what is held at 0 and shares of bundles that win cost or bring more than anything else.
  func prices(_ duals: [Double], beyond large: Double) -> [Double] {
    var duals = duals
    let first = blocks.model.model.rowCount
    for (place, column) in blocks.joinedColumn.enumerated() {
      let isHeld = values[Int(column)] > 0.5
      duals[first + place] = isHeld ? (isBundle[Int(column)] ? large : 0) : -large
    }
    return duals
  }
}

extension AwardBlocks {
  /// Whether a column of the cut model is a yes-or-no column between the items.
  func isBetween(_ column: Int) -> Bool { model.model.isInteger[column] && !isInside[column] }
}
