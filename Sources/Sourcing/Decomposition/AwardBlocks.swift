import LinearModel
import Program

/// The award cut into items: what concerns one item alone, and what joins them.
///
/// ```text
/// Slots of an item: its lines, its shares of bundles, and what stays unmet.
/// Options o of a slot: a step of a line, once for each tier t of the discount d that the line is in;
///   lower[o] ≤ units ≤ upper[o], at most one option of a slot.
/// Joining rows: those of the cut model; and, with y[b,i] = 1 where item i takes its share of bundle b,
/// (J1) y[b,i] - won[b] = 0                                 ∀ shares
/// (J2) Σ_{o of line l} chosen[o] - winner[w] ≤ 0           ∀ lines l that make w win, (S1)
/// (J3) Σ_{o of line l in tier t} chosen[o] - reached[d,t] ≤ 0
/// with benefit[d,t] = Σ_{o in tier t} (slope[o] units[o] + intercept[o] chosen[o]).
/// ```
///
/// (J3) is (D3) line by line: a tier is reached as a whole as soon as one line is counted to it as
/// a whole.
struct AwardBlocks {
  private(set) var model: AwardModel
  let matrix: SparseColumns
  /// Rows between decisions alone.
  let decisionRows: DecisionRows

  /// Where each item's slots start; one more than items.
  private(set) var itemStarts: [Int] = [0]
  /// Units that an item's slots must make up.
  private(set) var quantity: [Double] = []
  private(set) var slots = Slots()
  private(set) var options = Options()
  /// Rules of backup by item.
  private(set) var backups: [[Backup]] = []

  /// Rows (J1), (J2) and (J3) by the column that stands in them with -1; they follow the model's.
  private(set) var joinedColumn: [Int32] = []
  /// Rows (J1).
  private(set) var shareRows: [Int] = []
  /// The item of each.
  private(set) var shareItem: [Int32] = []
  /// Rows of the model that say what the options say.
  private(set) var isLeftOut: [Bool]
  /// Whether a column of the model is one of an option's.
  private(set) var isInside: [Bool]

  /// Slots in flat arrays.
  struct Slots {
    /// The line; -1 for others.
    var line: [Int32] = []
    /// The bundle; -1 for others.
    var bundle: [Int32] = []
    /// Where the slot's options start; one more than slots.
    var starts: [Int] = [0]
    /// Where the slot's joining rows start, one more than slots, and the rows.
    var rowStarts: [Int] = [0]
    var rows: [Int32] = []
    /// Units that count as a backup where the slot is used.
    var cover: [Double] = []

    var count: Int { line.count }
  }

  /// Options in flat arrays; -1 where there is no such column or row.
  struct Options {
    var lower: [Double] = []
    var upper: [Double] = []
    var slope: [Double] = []
    var intercept: [Double] = []
    var unitsColumn: [Int32] = []
    var chosenColumn: [Int32] = []
    var benefitColumn: [Int32] = []
    /// The row (J3).
    var tierRow: [Int32] = []
    /// The discount whose tier it is; -1 for none.
    var discount: [Int32] = []
    var slot: [Int32] = []
    /// The step of the line and the place of the tier.
    var step: [Int32] = []
    var tier: [Int32] = []

    var count: Int { lower.count }

    /// Money ex-works for so many units.
    func spend(_ option: Int, _ units: Double) -> Double {
      slope[option] * units + intercept[option]
    }
  }

  /// What must remain of an item if somebody fails.
  struct Backup {
    /// Units.
    var need: Double
    /// By slot of the item, who fails with it; -1: it never fails.
    var group: [Int32]
  }

  /// Whether a plan covers what must remain of an item, whoever fails.
  ///
  /// - Parameters:
  ///   - item: The item.
  ///   - choices: Options in use, with their units.
  /// - Returns: Whether all its rules of backup hold.
  func areBackupsKept(_ item: Int, by choices: [(option: Int32, units: Double)]) -> Bool {
    let used = choices.map { Int(options.slot[Int($0.option)]) }
    return backups[item].allSatisfy { backup in
      var total = 0.0
      var groups: [Int32: Double] = [:]
      for slot in used {
        total += slots.cover[slot]
        let group = backup.group[slot - itemStarts[item]]
        if group >= 0 { groups[group, default: 0] += slots.cover[slot] }
      }
      let left = total - (groups.values.max() ?? 0)
      return left >= backup.need - 1e-9 * max(1, backup.need)
    }
  }

  /// The line of an option; -1 where it is none's.
  func line(ofOption option: Int32) -> Int { Int(slots.line[Int(options.slot[Int(option)])]) }

  var itemCount: Int { itemStarts.count - 1 }
  var rowCount: Int { model.model.rowCount + joinedColumn.count }

  init(_ event: Event, _ scenario: Scenario, _ variant: AwardVariant) {
    var variant = variant
    variant.isCut = true
    model = AwardModel(event, scenario, variant)
    matrix = model.model.sparseColumns()
    isLeftOut = Array(repeating: false, count: model.model.rowCount)
    isInside = AwardBlocks.columnsOfOptions(model)
    decisionRows = DecisionRows(model.model, matrix, isInside: isInside)
    let split = splitDiscounts()
    decideSure()
    let links = linksByLine()
    var linesOf = [[LineIndex]](repeating: [], count: event.items.count)
    for line in event.lines.rowIndices
    where !model.steps[Int(line.position)].isEmpty && links[Int(line.position)].allSatisfy(canWin) {
      linesOf[Int(event.lines[line].item.position)].append(line)
    }
    var sharesOf = [[(bundle: Int, units: Double)]](repeating: [], count: event.items.count)
    for (row, bundle) in event.bundles.enumerated() where model.won[row].map(canWin) ?? false {
      for content in bundle.items {
        sharesOf[Int(content.item.position)].append((row, content.quantity))
      }
    }
    for item in event.items.indices {
      for line in linesOf[item] {
        addLine(line, split[Int(line.position)], links[Int(line.position)])
      }
      for share in sharesOf[item] { addShare(share.bundle, share.units) }
      if let column = model.unmet[item] { addUnmet(column, event.items[item].quantity) }
      itemStarts.append(slots.count)
      quantity.append(event.items[item].quantity)
    }
    addBackups()
  }

  // MARK: Cutting

  private static func columnsOfOptions(_ model: AwardModel) -> [Bool] {
    var isInside = [Bool](repeating: false, count: model.model.columnCount)
    for step in model.steps.joined() {
      isInside[step.units.offset] = true
      isInside[step.chosen.offset] = true
    }
    for column in model.unmet { if let column { isInside[column.offset] = true } }
    return isInside
  }

  /// Bounds decisions to the one value that the rows leave them.
  private mutating func decideSure() {
    var isTier = [Bool](repeating: false, count: isInside.count)
    for tier in model.tiers.joined() { isTier[tier.reached.offset] = true }
    let candidates = isInside.indices.filter { isBetween($0) && !isTier[$0] }
    let sure = SureDecisions(model.model, matrix, candidates, decisionRows)
    for column in candidates {
      guard let value = sure.values[column] else { continue }
      model.model.columnLower[column] = value
      model.model.columnUpper[column] = value
    }
  }

  private func canWin(_ column: ColumnIndex) -> Bool {
    model.model.columnUpper[column.offset] > 0
  }

  /// By line, the discount whose tiers its options know; -1 for none.
  ///
  /// A discount that shares a line with an earlier one stays with (D2) as it is.
  private mutating func splitDiscounts() -> [Int] {
    var split = [Int](repeating: -1, count: model.event.lines.count)
    for (row, discount) in model.event.discounts.enumerated() where !model.tiers[row].isEmpty {
      let lines = discount.lines.map { Int($0.position) }
      guard lines.allSatisfy({ split[$0] < 0 }) else { continue }
      for line in lines { split[line] = row }
      if let spend = model.cut.spendRows[row] { isLeftOut[spend.offset] = true }
      for tier in model.tiers[row] {
        isInside[tier.benefit.offset] = true
      }
    }
    return split
  }

  private func linksByLine() -> [[ColumnIndex]] {
    var links = [[ColumnIndex]](repeating: [], count: model.event.lines.count)
    for link in model.cut.links {
      for line in link.lines { links[Int(line.position)].append(link.winner) }
    }
    return links
  }

  private mutating func join(_ column: ColumnIndex, isShare: Bool = false) -> Int32 {
    joinedColumn.append(column.position)
    if isShare { shareRows.append(rowCount - 1) }
    return Int32(rowCount - 1)
  }

  private mutating func addLine(_ line: LineIndex, _ discount: Int, _ winners: [ColumnIndex]) {
    for winner in winners { slots.rows.append(join(winner)) }
    let steps = model.steps[Int(line.position)]
    let tiers = discount < 0 ? [] : model.tiers[discount]
    for (place, tier) in ([nil] + tiers).enumerated() where (place == 0) == tiers.isEmpty {
      let row = tier.map { join($0.reached) } ?? -1
      for (position, step) in steps.enumerated() {
        options.step.append(Int32(position))
        options.tier.append(Int32(place))
        options.discount.append(Int32(discount))
        options.tierRow.append(row)
        options.benefitColumn.append(tier?.benefit.position ?? -1)
        addOption(step)
      }
    }
    closeSlot(line: line.position, bundle: -1, cover: model.event.lines[line].maximum)
  }

  private mutating func addOption(_ step: AwardModel.StepColumns) {
    options.slot.append(Int32(slots.count))
    options.lower.append(step.lower)
    options.upper.append(step.upper)
    options.slope.append(step.slope)
    options.intercept.append(step.intercept)
    options.unitsColumn.append(step.units.position)
    options.chosenColumn.append(step.chosen.position)
  }

  private mutating func addShare(_ bundle: Int, _ units: Double) {
    guard let won = model.won[bundle] else { return }
    slots.rows.append(join(won, isShare: true))
    shareItem.append(Int32(itemStarts.count - 1))
    addBare(lower: units, upper: units, units: -1)
    closeSlot(line: -1, bundle: Int32(bundle), cover: units)
  }

  private mutating func addUnmet(_ column: ColumnIndex, _ quantity: Double) {
    addBare(lower: 0, upper: quantity, units: column.position)
    closeSlot(line: -1, bundle: -1, cover: 0)
  }

  /// An option without a choice of its own.
  private mutating func addBare(lower: Double, upper: Double, units: Int32) {
    options.step.append(0)
    options.tier.append(0)
    options.slot.append(Int32(slots.count))
    options.discount.append(-1)
    options.tierRow.append(-1)
    options.benefitColumn.append(-1)
    options.lower.append(lower)
    options.upper.append(upper)
    options.slope.append(0)
    options.intercept.append(0)
    options.unitsColumn.append(units)
    options.chosenColumn.append(-1)
  }

  private mutating func closeSlot(line: Int32, bundle: Int32, cover: Double) {
    slots.line.append(line)
    slots.bundle.append(bundle)
    slots.cover.append(cover)
    slots.starts.append(options.count)
    slots.rowStarts.append(slots.rows.count)
  }

  private mutating func addBackups() {
    let event = model.event
    backups = Array(repeating: [], count: event.items.count)
    guard !model.cut.backups.isEmpty else { return }
    let bidders = RuleBidders.byItem(event)
    for index in model.cut.backups {
      let rule = model.scenario.rules[index]
      let items = rule.scope.items(in: event)
      for item in event.items.indices where items[item] && event.items[item].quantity > 0 {
        var groupOf: [EventSupplierIndex: Int32] = [:]
        let failures = RuleBidders.failures(among: bidders[item], rule, in: event)
        for (group, suppliers) in failures.enumerated() {
          for supplier in suppliers { groupOf[supplier] = Int32(group) }
        }
        backups[item].append(
          Backup(
            need: rule.value.value * event.items[item].quantity,
            group: (itemStarts[item]..<itemStarts[item + 1]).map { slot in
              supplier(of: slot).flatMap { groupOf[$0] } ?? -1
            }))
      }
    }
  }

  private func supplier(of slot: Int) -> EventSupplierIndex? {
    let event = model.event
    if slots.line[slot] >= 0 { return event.lines[Int(slots.line[slot])].supplier }
    if slots.bundle[slot] >= 0 { return event.bundles[Int(slots.bundle[slot])].supplier }
    return nil
  }
}
