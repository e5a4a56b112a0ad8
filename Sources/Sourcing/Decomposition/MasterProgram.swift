import LinearModel
import Program

/// The choice among known plans of the items, as a linear or a mixed-integer program.
///
/// ```text
/// share[p] ≥ 0 of plan p; between[z] the columns of the cut model that are no option's.
/// (M1) Σ_{p of item i} share[p] = 1                                       ∀ items i
/// (M2) Σ_p entries[r,p] share[p] + Σ_z a[r,z] between[z] within its bounds ∀ joining rows r
/// ```
///
/// The relaxation may miss joining rows for money, so that it always has a point. In the selection
/// plans are yes or no, and discounts are chosen beside the plans:
///
/// ```text
/// credit[l,t] ≥ 0 money of line l counted to tier t of its discount.
/// (M3) Σ_t credit[l,t] = Σ_p spend[l,p] share[p]                          ∀ lines l in plans
/// (M4) credit[l,t] ≤ (max_p spend[l,p]) reached[d,t]                      ∀ l, t
/// (M5) benefit[d,t] = Σ_l credit[l,t]                                     ∀ d, t
/// ```
struct MasterProgram {
  private(set) var model = LinearModel()
  /// By row of the blocks, the program's row; -1 where no plan needs it.
  private(set) var rowOf: [Int32]
  /// By column of the cut model, the program's column; -1 for those of options.
  private(set) var columnOf: [Int32]
  /// The column of the first plan; the others follow.
  private(set) var firstPlan = 0
  /// Columns by which joining rows are missed.
  private(set) var missColumns: Range<Int> = 0..<0
  /// The row of the blocks that each of these misses.
  private(set) var missedRow: [Int] = []

  private let blocks: AwardBlocks
  private let pool: PlanPool

  /// How the plans are chosen.
  enum Kind {
    /// Shares of plans; some joining rows may be missed.
    case relaxation(Misses)
    /// Yes or no.
    case selection
  }

  /// Which joining rows the relaxation may miss, and for how much.
  struct Misses {
    /// How many times what its columns cost.
    var price: Double
    /// Rows that can always be kept.
    var definitions: Set<Int>
    /// By item, whether a plan without shares of bundles is known: (J1) can be kept then.
    var isBare: [Bool]
    /// Whether decisions are held, so that any row may have to be missed.
    var isHeld = false
  }

  init(_ blocks: AwardBlocks, _ pool: PlanPool, _ kind: Kind) {
    self.blocks = blocks
    self.pool = pool
    rowOf = Array(repeating: -1, count: blocks.rowCount)
    columnOf = Array(repeating: -1, count: blocks.model.model.columnCount)
    addRows()
    switch kind {
    case .relaxation(let misses):
      addBetween(benefits: nil)
      addPlans(isInteger: false, credits: nil)
      addMisses(misses)
    case .selection:
      let credits = Credits(blocks, pool, &model)
      addBetween(benefits: credits)
      addPlans(isInteger: true, credits: credits)
      credits.addColumns(to: &model, columnOf)
    }
  }

  private mutating func addRows() {
    model.addRows(blocks.itemCount, lower: 1, upper: 1)
    let own = blocks.model.model
    for row in 0..<own.rowCount where !blocks.isLeftOut[row] {
      rowOf[row] = model.addRow(lower: own.rowLower[row], upper: own.rowUpper[row]).position
    }
    var isNeeded = [Bool](repeating: false, count: blocks.rowCount)
    for row in pool.entryRow { isNeeded[Int(row)] = true }
    for row in blocks.shareRows {
      rowOf[row] = model.addRow(lower: 0, upper: 0).position  // (J1)
    }
    for row in own.rowCount..<blocks.rowCount where isNeeded[row] && rowOf[row] < 0 {
      rowOf[row] = model.addRow(lower: -.infinity, upper: 0).position  // (J2), (J3)
    }
  }

  private mutating func addBetween(benefits: Credits?) {
    let own = blocks.model.model
    let matrix = blocks.matrix
    var joined = [[Int32]](repeating: [], count: own.columnCount)
    for (place, column) in blocks.joinedColumn.enumerated() {
      let row = rowOf[own.rowCount + place]
      if row >= 0 { joined[Int(column)].append(row) }
    }
    for column in 0..<own.columnCount {
      let isBenefit = blocks.isBenefit[column]
      guard !blocks.isInside[column] || (isBenefit && benefits != nil) else { continue }
      columnOf[column] =
        model.addColumn(
          cost: blocks.model.cost[column], lower: own.columnLower[column],
          upper: own.columnUpper[column], isInteger: benefits != nil && own.isInteger[column]
        ).position
      for place in matrix.range(of: ColumnIndex(column)) {
        let row = rowOf[Int(matrix.rows[place])]
        if row >= 0 { model.addEntry(RowIndex(Int(row)), matrix.values[place]) }
      }
      for row in joined[column] { model.addEntry(RowIndex(Int(row)), -1) }
      if isBenefit, let row = benefits?.benefitRow[Int32(column)] {
        model.addEntry(row, -1)  // (M5)
      }
    }
  }

  private mutating func addPlans(isInteger: Bool, credits: Credits?) {
    firstPlan = model.columnCount
    for plan in 0..<pool.count {
      model.addColumn(cost: pool.cost[plan], lower: 0, upper: 1, isInteger: isInteger)
      model.addEntry(RowIndex(Int(pool.item[plan])), 1)
      for place in pool.entries(plan) {
        let row = rowOf[Int(pool.entryRow[place])]
        if row >= 0 { model.addEntry(RowIndex(Int(row)), pool.entryValue[place]) }
      }
      credits?.addEntries(of: plan, pool, blocks, to: &model)
    }
  }

  /// Columns by which rows may be missed, at a price in proportion to what their columns cost.
  private mutating func addMisses(_ misses: Misses) {
    let own = blocks.model.model
    var money = [Double](repeating: 0, count: blocks.rowCount)
    var amount = money
    for plan in 0..<pool.count {
      for place in pool.entries(plan) {
        let row = Int(pool.entryRow[place])
        money[row] += abs(pool.cost[plan])
        amount[row] += abs(pool.entryValue[place])
      }
    }
    let first = model.columnCount
    // (J2) can always be kept by winning.
    var canMiss = [Bool](repeating: false, count: blocks.rowCount)
    for row in 0..<own.rowCount { canMiss[row] = !misses.definitions.contains(row) }
    for row in blocks.options.tierRow where row >= 0 { canMiss[Int(row)] = true }
    for (row, item) in zip(blocks.shareRows, blocks.shareItem) {
      canMiss[row] = misses.isHeld || !misses.isBare[Int(item)]
    }
    let mean = money.reduce(0, +) / max(amount.reduce(0, +), 1e-9)
    for row in canMiss.indices
    where canMiss[row] && rowOf[row] >= 0 && (amount[row] > 0 || misses.isHeld) {
      let each = amount[row] > 0 ? money[row] / amount[row] : mean
      let cost = misses.price * max(each, 1e-6)
      let hasLower = model.rowLower[Int(rowOf[row])] > -.infinity
      let hasUpper = model.rowUpper[Int(rowOf[row])] < .infinity
      if hasLower {
        missedRow.append(row)
        model.addColumn(cost: cost, lower: 0, upper: .infinity)
        model.addEntry(RowIndex(Int(rowOf[row])), 1)
      }
      if hasUpper {
        missedRow.append(row)
        model.addColumn(cost: cost, lower: 0, upper: .infinity)
        model.addEntry(RowIndex(Int(rowOf[row])), -1)
      }
    }
    missColumns = first..<model.columnCount
  }

  /// Holds yes-or-no columns between the items at values.
  ///
  /// - Parameter selection: By column of the cut model.
  mutating func hold(_ selection: [Double]) {
    for (column, position) in columnOf.enumerated()
    where position >= 0 && blocks.model.model.isInteger[column] {
      let value = selection[column].rounded()
      model.columnLower[Int(position)] = value
      model.columnUpper[Int(position)] = value
    }
  }

  // MARK: Reading

  /// Money paid for joining rows that are missed.
  func missed(_ solution: Solution) -> Double {
    missColumns.reduce(0) { $0 + solution.columnValues[$1] * model.cost[$1] }
  }

  /// Rows of the blocks that are missed.
  func missedRows(_ solution: Solution) -> [Int] {
    zip(missedRow, missColumns).filter { solution.columnValues[$0.1] > 1e-7 }.map(\.0)
  }

  /// By plan of the pool, its share.
  func shares(_ solution: Solution) -> [Double] {
    Array(solution.columnValues[firstPlan..<(firstPlan + pool.count)])
  }

  /// By column of the cut model, its value; 0 for those of options.
  func between(_ solution: Solution) -> [Double] {
    columnOf.map { $0 < 0 ? 0 : solution.columnValues[Int($0)] }
  }

  /// Duals by row of the blocks.
  func duals(_ solution: Solution) -> [Double] {
    let found = solution.rowDuals
    return rowOf.map { $0 < 0 ? 0 : found[Int($0)] }
  }
}
