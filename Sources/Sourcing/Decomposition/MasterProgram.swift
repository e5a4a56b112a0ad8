import LinearModel
import Program

/// The choice among shares of known plans of the items under held decisions, as a linear program.
///
/// ```text
/// share[p] ≥ 0 of plan p; between[z] the columns of the cut model that are no option's, the
/// yes-or-no ones held or open; short[r], over[r] ≥ 0 what row r is missed by.
/// (M1) Σ_{p of item i} share[p] = 1                                       ∀ items i
/// (M2) Σ_p entries[r,p] share[p] + Σ_z a[r,z] between[z] + short[r] - over[r] within its bounds
///                                                                         ∀ joining rows r
/// ```
///
/// Missing a row costs so much that it is missed only where it cannot be kept with what is held.
struct MasterProgram {
  private(set) var model = LinearModel()
  /// By row of the blocks, the program's row; -1 where no plan needs it.
  private var rowOf: [Int32]
  /// By column of the cut model, the program's column; -1 for those of options.
  private var columnOf: [Int32]
  /// By plan of the pool, its column.
  private var planColumns: [Int] = []
  /// Columns by which joining rows are missed.
  private var missColumns: Range<Int> = 0..<0
  /// The row of the blocks that each of these misses.
  private var missedRow: [Int] = []

  private let blocks: AwardBlocks

  /// - Parameters:
  ///   - blocks: The event, cut.
  ///   - pool: The plans.
  ///   - held: By column of the cut model, the value at which it is held; `nil`: open.
  ///   - missPrice: How many times what a row's columns cost missing it costs.
  ///   - definitions: Rows that can always be kept.
  init(
    _ blocks: AwardBlocks, _ pool: PlanPool, held: [Double?], missPrice: Double,
    definitions: Set<Int>
  ) {
    self.blocks = blocks
    rowOf = Array(repeating: -1, count: blocks.rowCount)
    columnOf = Array(repeating: -1, count: blocks.model.model.columnCount)
    addRows(pool, held)
    addBetween(held)
    addPlans(pool)
    addMisses(pool, missPrice, definitions)
  }

  private mutating func addRows(_ pool: PlanPool, _ held: [Double?]) {
    model.addRows(blocks.itemCount, lower: 1, upper: 1)
    let own = blocks.model.model
    for row in 0..<own.rowCount where !blocks.isLeftOut[row] {
      rowOf[row] = model.addRow(lower: own.rowLower[row], upper: own.rowUpper[row]).position
    }
    var isNeeded = [Bool](repeating: false, count: blocks.rowCount)
    for row in pool.entryRow { isNeeded[Int(row)] = true }
    for (place, column) in blocks.joinedColumn.enumerated() where held[Int(column)] == nil {
      isNeeded[own.rowCount + place] = true
    }
    for row in blocks.shareRows {
      rowOf[row] = model.addRow(lower: 0, upper: 0).position  // (J1)
    }
    for row in own.rowCount..<blocks.rowCount where isNeeded[row] && rowOf[row] < 0 {
      rowOf[row] = model.addRow(lower: -.infinity, upper: 0).position  // (J2), (J3)
    }
  }

  private mutating func addBetween(_ held: [Double?]) {
    let own = blocks.model.model
    var joined = [[Int32]](repeating: [], count: own.columnCount)
    for (place, column) in blocks.joinedColumn.enumerated() {
      let row = rowOf[own.rowCount + place]
      if row >= 0 { joined[Int(column)].append(row) }
    }
    for column in 0..<own.columnCount where !blocks.isInside[column] {
      columnOf[column] =
        model.addColumn(
          cost: blocks.model.cost[column], lower: held[column] ?? own.columnLower[column],
          upper: held[column] ?? own.columnUpper[column]
        ).position
      for place in blocks.matrix.range(of: ColumnIndex(column)) {
        let row = rowOf[Int(blocks.matrix.rows[place])]
        if row >= 0 { model.addEntry(RowIndex(Int(row)), blocks.matrix.values[place]) }
      }
      for row in joined[column] { model.addEntry(RowIndex(Int(row)), -1) }
    }
  }

  private mutating func addPlans(_ pool: PlanPool) {
    for plan in 0..<pool.count {
      planColumns.append(model.columnCount)
      model.addColumn(cost: pool.cost[plan], lower: 0, upper: 1)
      model.addEntry(RowIndex(Int(pool.item[plan])), 1)
      for place in pool.entries(plan) {
        let row = rowOf[Int(pool.entryRow[place])]
        if row >= 0 { model.addEntry(RowIndex(Int(row)), pool.entryValue[place]) }
      }
    }
  }

  /// Columns by which rows may be missed, at a price in proportion to what their columns cost.
  private mutating func addMisses(
    _ pool: PlanPool, _ price: Double, _ definitions: Set<Int>
  ) {
    let own = blocks.model.model
    let costs = FirstPrices.itemCosts(blocks)
    var money = [Double](repeating: 0, count: blocks.rowCount)
    var amount = money
    for plan in 0..<pool.count {
      // A plan that is a share of a bundle costs nothing by itself.
      let cost = max(abs(pool.cost[plan]), costs[Int(pool.item[plan])])
      for place in pool.entries(plan) {
        let row = Int(pool.entryRow[place])
        money[row] += cost
        amount[row] += abs(pool.entryValue[place])
      }
    }
    let first = model.columnCount
    // (J2) can always be kept by winning.
    var canMiss = [Bool](repeating: false, count: blocks.rowCount)
    for row in 0..<own.rowCount { canMiss[row] = !definitions.contains(row) }
    for row in blocks.options.tierRow where row >= 0 { canMiss[Int(row)] = true }
    for row in blocks.shareRows { canMiss[row] = true }
    let mean = money.reduce(0, +) / max(amount.reduce(0, +), 1e-9)
    for row in canMiss.indices where canMiss[row] && rowOf[row] >= 0 {
      let cost = price * max(amount[row] > 0 ? money[row] / amount[row] : mean, 1e-6)
      let position = Int(rowOf[row])
      if model.rowLower[position] > -.infinity { addMiss(of: row, cost, 1) }
      if model.rowUpper[position] < .infinity { addMiss(of: row, cost, -1) }
    }
    missColumns = first..<model.columnCount
  }

  private mutating func addMiss(of row: Int, _ cost: Double, _ sign: Double) {
    missedRow.append(row)
    model.addColumn(cost: cost, lower: 0, upper: .infinity)
    model.addEntry(RowIndex(Int(rowOf[row])), sign)
  }

  /// Columns of plans that joined the pool since, in a session that solves this program.
  mutating func newPlans(_ pool: PlanPool, in session: some SolverSession) -> NewColumns {
    var columns = NewColumns()
    for plan in planColumns.count..<pool.count {
      planColumns.append(session.columnCount + columns.count)
      var entries = [(RowIndex(Int(pool.item[plan])), 1.0)]
      for place in pool.entries(plan) {
        let row = rowOf[Int(pool.entryRow[place])]
        if row >= 0 { entries.append((RowIndex(Int(row)), pool.entryValue[place])) }
      }
      columns.addColumn(cost: pool.cost[plan], lower: 0, upper: 1, entries: entries)
    }
    return columns
  }

  /// The column of a plan.
  func column(ofPlan plan: Int) -> ColumnIndex { ColumnIndex(planColumns[plan]) }

  /// The column of one of the cut model that is no option's.
  func column(between column: Int) -> ColumnIndex { ColumnIndex(Int(columnOf[column])) }

  // MARK: Reading

  /// Rows of the blocks that are missed.
  func missedRows(_ solution: Solution) -> [Int] {
    zip(missedRow, missColumns).filter { solution.columnValues[$0.1] > 1e-7 }.map(\.0)
  }

  /// By plan of the pool, its share.
  func shares(_ solution: Solution) -> [Double] {
    planColumns.map { solution.columnValues[$0] }
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
