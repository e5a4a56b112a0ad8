import LinearModel
import Program

/// Yes-or-no columns between the items, some held and the others open.
///
/// They say who wins, which bundles win and which tiers are reached. What the relaxation is sure of
/// is held from the start; of the rest a half at a time, as the relaxation has it then. What cannot be
/// kept is let go, see ``letGo(_:relaxed:)``.
struct HeldDecisions {
  /// By column of the cut model, the value at which it is held; `nil`: open, or no decision.
  var values: [Double?]

  let blocks: AwardBlocks
  /// By column, whether it is a choice of tier, and whether it is a bundle.
  let isTier: [Bool]
  let isBundle: [Bool]
  /// By column, whether it was held at 0 once, and some item cannot do without it, or it can only be 1.
  var isForced: [Bool]
  /// By column, whether it is a tier of a discount that rose.
  var hasRisen: [Bool]

  /// Holds what the relaxation is sure of.
  ///
  /// - Parameters:
  ///   - blocks: The event, cut.
  ///   - relaxed: By column of the cut model, its value.
  ///   - margin: How far from 0 or 1 a sure value is at most; 0.5 decides everything.
  init(_ blocks: AwardBlocks, _ relaxed: [Double], margin: Double) {
    self.blocks = blocks
    values = Array(repeating: nil, count: relaxed.count)
    let model = blocks.model
    var isTier = [Bool](repeating: false, count: relaxed.count)
    var isBundle = isTier
    for tier in model.tiers.joined() { isTier[tier.reached.offset] = true }
    for column in model.won { if let column { isBundle[column.offset] = true } }
    self.isTier = isTier
    self.isBundle = isBundle
    isForced = Array(repeating: false, count: relaxed.count)
    hasRisen = isForced
    for column in values.indices where blocks.isBetween(column) {
      let (lower, upper) = (model.model.columnLower[column], model.model.columnUpper[column])
      guard lower == upper else { continue }
      values[column] = lower
      isForced[column] = lower == 1
    }
    decideSure(relaxed, margin: margin)
  }

  // MARK: Deciding

  /// Whether a column of the cut model is a yes-or-no column that is not decided.
  func isOpen(_ column: Int) -> Bool { blocks.isBetween(column) && values[column] == nil }

  /// How many decisions are open; the tiers of a discount are one.
  var openCount: Int { openDiscounts.count + openColumns.count }

  private var openDiscounts: [[AwardModel.TierColumns]] {
    blocks.model.tiers.filter { !$0.isEmpty && isOpen($0[0].reached.offset) }
  }

  /// Columns that are not decided, tiers aside.
  private var openColumns: [Int] { values.indices.filter { isOpen($0) && !isTier[$0] } }

  /// By open decision, how far the relaxation is from 0 or 1 in it; a discount from a tier as a whole.
  private func doubts(_ relaxed: [Double]) -> [Double] {
    let discounts = openDiscounts.map { tiers in
      1 - tiers.reduce(0) { max($0, relaxed[$1.reached.offset]) }
    }
    return discounts + openColumns.map { min(relaxed[$0], 1 - relaxed[$0]) }
  }

  /// Decides a share of what is open, the surest first, and something at least.
  ///
  /// - Parameters:
  ///   - relaxed: By column of the cut model, its value.
  ///   - share: Of the open decisions; 1 decides all.
  mutating func decide(_ relaxed: [Double], share: Double) {
    let doubts = doubts(relaxed).sorted()
    guard !doubts.isEmpty else { return }
    let place = Int((share * Double(doubts.count)).rounded(.up))
    let margin = place < doubts.count ? max(doubts[place], Self.noDoubt) : 0.5
    let before = openCount
    decideSure(relaxed, margin: margin)
    if openCount == before { decideOne(relaxed) }
  }

  /// Nearer values to 0 or 1 are sure.
  private static var noDoubt: Double { 0.02 }

  private mutating func decideSure(_ relaxed: [Double], margin: Double) {
    for tiers in openDiscounts {
      let place = Self.highest(tiers, relaxed)
      guard relaxed[tiers[place].reached.offset] >= 1 - margin || margin >= 0.5 else { continue }
      hold(tiers, at: place)
    }
    func doubt(_ column: Int) -> Double { min(relaxed[column], 1 - relaxed[column]) }
    let others = openColumns.filter { !isBundle[$0] }
    for column in others.sorted(by: { (doubt($0), $0) < (doubt($1), $1) })
    where doubt(column) <= margin && values[column] == nil {
      hold(column, at: relaxed[column])
    }
    // The surest first: what does not fit beside them loses.
    let bundles = openBundles.filter { doubt($0) <= margin }
    for column in bundles.sorted(by: { (relaxed[$1], $0) < (relaxed[$0], $1) })
    where values[column] == nil {
      hold(column, at: relaxed[column])
    }
  }

  /// What was decided.
  enum Decided {
    /// All that was sure.
    case group
    /// One decision; the same decisions with this one made the other way, if there is one.
    case one(otherWay: HeldDecisions?)
  }

  /// Decides all that is sure, else one decision.
  ///
  /// - Parameters:
  ///   - relaxed: By column of the cut model, its value.
  ///   - margin: How far from 0 or 1 a sure value is at most.
  /// - Returns: What was decided; `nil` where nothing was open.
  mutating func decide(_ relaxed: [Double], margin: Double) -> Decided? {
    let before = openCount
    decideSure(relaxed, margin: margin)
    return openCount < before ? .group : decideOne(relaxed)
  }

  /// Decides what is surest: a discount, else a bundle, else who wins.
  @discardableResult private mutating func decideOne(_ relaxed: [Double]) -> Decided? {
    func sureness(_ column: Int) -> Double { abs(relaxed[column] - 0.5) }
    var otherWay = self
    if let tiers = surestDiscount(relaxed) {
      let place = Self.highest(tiers, relaxed)
      var rest = relaxed
      rest[tiers[place].reached.offset] = -1
      hold(tiers, at: place)
      otherWay.hold(tiers, at: Self.highest(tiers, rest))
    } else if let next = openBundles.max(by: { sureness($0) < sureness($1) })
      ?? openColumns.max(by: { sureness($0) < sureness($1) })
    {
      hold(next, at: relaxed[next])
      otherWay.hold(next, at: 1 - relaxed[next].rounded())
    } else {
      return nil
    }
    return .one(otherWay: otherWay.values == values ? nil : otherWay)
  }

  /// The tiers of the open discount of which one is nearest to 1.
  private func surestDiscount(_ relaxed: [Double]) -> [AwardModel.TierColumns]? {
    func most(_ tiers: [AwardModel.TierColumns]) -> Double {
      relaxed[tiers[Self.highest(tiers, relaxed)].reached.offset]
    }
    return openDiscounts.max { most($0) < most($1) }
  }

  private static func highest(_ tiers: [AwardModel.TierColumns], _ relaxed: [Double]) -> Int {
    tiers.indices.max {
      relaxed[tiers[$0].reached.offset] < relaxed[tiers[$1].reached.offset]
    } ?? 0
  }

  mutating func hold(_ tiers: [AwardModel.TierColumns], at place: Int) {
    for other in tiers.indices { values[tiers[other].reached.offset] = other == place ? 1 : 0 }
  }

  /// Columns of bundles that are not decided.
  private var openBundles: [Int] {
    blocks.model.won.compactMap { column in
      column.flatMap { isOpen($0.offset) ? $0.offset : nil }
    }
  }

  /// Holds a column, with what follows from it; at the other value where this one breaks a row between
  /// decisions, or bundles that do not fit beside those that win.
  private mutating func hold(_ column: Int, at value: Double) {
    let rounded = value.rounded()
    for value in [rounded, 1 - rounded] {
      guard let all = blocks.decisionRows.consequences(of: column, at: value, values),
        fits(all)
      else { continue }
      for (column, value) in all where !isTier[column] { values[column] = value }
      return
    }
    values[column] = 0
  }

  /// Whether bundles that would win fit beside those that do.
  private func fits(_ decided: [(column: Int, value: Double)]) -> Bool {
    let new = decided.filter { isBundle[$0.column] && $0.value == 1 && values[$0.column] != 1 }
      .map(\.column)
    guard !new.isEmpty else { return true }
    let model = blocks.model
    var taken = [Double](repeating: 0, count: blocks.itemCount)
    for (bundle, column) in zip(model.event.bundles, model.won) {
      guard let column, values[column.offset] == 1 || new.contains(column.offset) else { continue }
      for content in bundle.items { taken[Int(content.item.position)] += content.quantity }
    }
    return zip(model.event.items, taken).allSatisfy { $1 <= $0.quantity }
  }

  /// Opens what is held at 0 and an item cannot do without, each once; a supplier wins then.
  ///
  /// - Parameter missed: Rows of the blocks.
  /// - Returns: How many decisions changed.
  mutating func force(_ missed: [Int]) -> Int {
    let model = blocks.model
    var changed = 0
    for row in missed where row >= model.model.rowCount {
      let column = Int(blocks.joinedColumn[row - model.model.rowCount])
      guard values[column] == 0, !isForced[column] else { continue }
      changed += 1
      isForced[column] = true
      values[column] = isTier[column] || isBundle[column] ? nil : 1
      // Others win beside it only if that is possible.
      for other in blocks.decisionRows.excess(beside: column, values) where !isForced[other] {
        values[other] = nil
      }
      let tiers = model.tiers.first { $0.contains { $0.reached.offset == column } } ?? []
      for tier in tiers {
        values[tier.reached.offset] = nil
        isForced[tier.reached.offset] = true
      }
    }
    return changed
  }

  // MARK: Plans

  /// Whether a plan uses nothing that is held at 0.
  func allow(_ plan: Int, of pool: PlanPool) -> Bool {
    let first = blocks.model.model.rowCount
    return pool.entries(plan).allSatisfy { place in
      let row = Int(pool.entryRow[place])
      return row < first || values[Int(blocks.joinedColumn[row - first])] != 0
    }
  }

  /// Prices at which every item's plans suit the decisions: what is held at 1 costs nothing more,
  /// what is held at 0 and shares of bundles that win cost or bring more than anything else; what is
  /// open keeps its price.
  func prices(_ duals: [Double], beyond large: Double) -> [Double] {
    var duals = duals
    let first = blocks.model.model.rowCount
    for (place, column) in blocks.joinedColumn.enumerated() {
      guard let value = values[Int(column)] else { continue }
      duals[first + place] = value == 1 ? (isBundle[Int(column)] ? large : 0) : -large
    }
    return duals
  }
}

extension AwardBlocks {
  /// Whether a column of the cut model is a yes-or-no column between the items.
  func isBetween(_ column: Int) -> Bool { model.model.isInteger[column] && !isInside[column] }
}
