import LinearModel

/// Ways to make up items, with what they bring to the joining rows.
struct PlanPool {
  private(set) var item: [Int32] = []
  /// Money, before what benefits save.
  private(set) var cost: [Double] = []
  private(set) var choiceStarts: [Int] = [0]
  private(set) var choiceOption: [Int32] = []
  private(set) var choiceUnits: [Double] = []
  private(set) var entryStarts: [Int] = [0]
  private(set) var entryRow: [Int32] = []
  private(set) var entryValue: [Double] = []

  private var known: [Key: Int] = [:]
  private var sums: [Double]
  private var isMarked: [Bool]
  private var marked: [Int32] = []

  private struct Key: Hashable {
    var item: Int32
    var options: [Int32]
    var units: [Double]
  }

  var count: Int { item.count }

  init(_ blocks: AwardBlocks) {
    sums = Array(repeating: 0, count: blocks.rowCount)
    isMarked = Array(repeating: false, count: blocks.rowCount)
  }

  /// Money: the most that a plan costs or brings.
  var largestCost: Double { cost.reduce(1) { max($0, abs($1)) } }

  func choices(_ plan: Int) -> Range<Int> { choiceStarts[plan]..<choiceStarts[plan + 1] }

  func entries(_ plan: Int) -> Range<Int> { entryStarts[plan]..<entryStarts[plan + 1] }

  /// Adds plans unless they are known.
  ///
  /// - Parameters:
  ///   - items: By item.
  ///   - blocks: The event, cut.
  mutating func add(_ items: [ItemPlans], _ blocks: AwardBlocks) {
    for (item, plans) in items.enumerated() {
      for plan in plans.plans { add(plan.choices, item: item, blocks) }
    }
  }

  /// Adds a plan unless it is known; its position, and whether it was new.
  @discardableResult mutating func add(
    _ choices: [(option: Int32, units: Double)], item: Int, _ blocks: AwardBlocks
  ) -> (plan: Int, isNew: Bool) {
    let options = blocks.options
    let taken = choices.map(\.option)
    let key = Key(item: Int32(item), options: taken, units: choices.map(\.units))
    if let plan = known[key] { return (plan, false) }
    known[key] = count
    var money = 0.0
    for (place, choice) in choices.enumerated() {
      let option = Int(taken[place])
      let spend = options.spend(option, choice.units)
      money += bring(options.unitsColumn[option], choice.units, blocks)
      money += bring(options.chosenColumn[option], 1, blocks)
      money += bring(options.benefitColumn[option], spend, blocks)
      if options.tierRow[option] >= 0 { bring(row: options.tierRow[option], 1) }
      choiceOption.append(taken[place])
      choiceUnits.append(choice.units)
    }
    for option in taken {
      let slot = Int(options.slot[Int(option)])
      for place in blocks.slots.rowStarts[slot]..<blocks.slots.rowStarts[slot + 1] {
        bring(row: blocks.slots.rows[place], 1)
      }
    }
    self.item.append(Int32(item))
    cost.append(money)
    choiceStarts.append(choiceOption.count)
    close()
    return (count - 1, true)
  }

  /// Adds a column's entries times an amount; its money.
  private mutating func bring(_ column: Int32, _ amount: Double, _ blocks: AwardBlocks) -> Double {
    guard column >= 0, amount != 0 else { return 0 }
    let matrix = blocks.matrix
    for place in matrix.range(of: ColumnIndex(Int(column)))
    where !blocks.isLeftOut[Int(matrix.rows[place])] {
      bring(row: matrix.rows[place], matrix.values[place] * amount)
    }
    return blocks.model.cost[Int(column)] * amount
  }

  private mutating func bring(row: Int32, _ amount: Double) {
    if !isMarked[Int(row)] {
      isMarked[Int(row)] = true
      marked.append(row)
    }
    sums[Int(row)] += amount
  }

  private mutating func close() {
    marked.sort()
    for row in marked {
      if sums[Int(row)] != 0 {
        entryRow.append(row)
        entryValue.append(sums[Int(row)])
      }
      sums[Int(row)] = 0
      isMarked[Int(row)] = false
    }
    marked.removeAll(keepingCapacity: true)
    entryStarts.append(entryRow.count)
  }

  /// Money of a plan less what the rows pay for it.
  func reducedCost(_ plan: Int, duals: [Double]) -> Double {
    var value = cost[plan]
    for place in entries(plan) { value -= entryValue[place] * duals[Int(entryRow[place])] }
    return value
  }

  /// All plans by what they cost when the rows are paid for, the cheapest first.
  func ranked(_ duals: [Double]) -> [Int] {
    let costs = (0..<count).map { reducedCost($0, duals: duals) }
    return costs.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }
  }
}
