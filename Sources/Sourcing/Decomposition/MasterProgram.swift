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
/// Rows (J1) to (J3) of columns that are held need no place: at 1 the items' own rows say what
/// (J2) and (J3) say, at 0 the plans that use the column cost as much as missing the row.
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
  /// By column of the cut model, whether its rows (J1) to (J3) have no place.
  private var isSettled: [Bool]
  /// The same, for columns that are held at 0.
  private var isClosed: [Bool]
  /// Plans that use columns held at 0.
  private var closedPlans: [Int] = []
  /// By item, what it costs roughly.
  private let itemCosts: [Double]

  private let blocks: AwardBlocks
  private let missPrice: Double

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
    self.missPrice = missPrice
    itemCosts = FirstPrices.itemCosts(blocks)
    isClosed = held.map { $0 == 0 }
    isSettled = held.map { $0 != nil }
    for row in blocks.shareRows {
      let column = Int(blocks.joinedColumn[row - blocks.model.model.rowCount])
      isSettled[column] = held[column] == 0
    }
    rowOf = Array(repeating: -1, count: blocks.rowCount)
    columnOf = Array(repeating: -1, count: blocks.model.model.columnCount)
    addRows(pool, held)
    addBetween(held)
    addPlans(pool)
    addMisses(pool, definitions)
  }

  private mutating func addRows(_ pool: PlanPool, _ held: [Double?]) {
    model.addRows(blocks.itemCount, lower: 1, upper: 1)
    let own = blocks.model.model
    for row in 0..<own.rowCount where !blocks.isLeftOut[row] {
      rowOf[row] = model.addRow(lower: own.rowLower[row], upper: own.rowUpper[row]).position
    }
    var isNeeded = [Bool](repeating: false, count: blocks.rowCount)
    for row in pool.entryRow { isNeeded[Int(row)] = true }
    for (place, column) in blocks.joinedColumn.enumerated() {
      let row = own.rowCount + place
      isNeeded[row] = !isSettled[Int(column)] && (isNeeded[row] || held[Int(column)] == nil)
    }
    for row in blocks.shareRows where !isSettled[column(ofRow: row)] {
      rowOf[row] = model.addRow(lower: 0, upper: 0).position  // (J1)
    }
    for row in own.rowCount..<blocks.rowCount where isNeeded[row] && rowOf[row] < 0 {
      rowOf[row] = model.addRow(lower: -.infinity, upper: 0).position  // (J2), (J3)
    }
  }

  /// The column that a row (J1), (J2) or (J3) speaks of.
  private func column(ofRow row: Int) -> Int {
    Int(blocks.joinedColumn[row - blocks.model.model.rowCount])
  }

  /// Whether a plan uses a column that is held at 0 without a row that says so.
  private func isClosed(_ plan: Int, _ pool: PlanPool) -> Bool {
    pool.entries(plan).contains { place in
      let row = Int(pool.entryRow[place])
      return row >= blocks.model.model.rowCount && isClosed[column(ofRow: row)]
    }
  }

  /// What a plan costs, with what it breaks; notes it if it breaks anything.
  private mutating func cost(_ plan: Int, _ pool: PlanPool) -> Double {
    guard isClosed(plan, pool) else { return pool.cost[plan] }
    closedPlans.append(plan)
    return pool.cost[plan]
      + missPrice * max(abs(pool.cost[plan]), itemCosts[Int(pool.item[plan])])
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
      model.addColumn(cost: cost(plan, pool), lower: 0, upper: 1)
      model.addEntry(RowIndex(Int(pool.item[plan])), 1)
      for place in pool.entries(plan) {
        let row = rowOf[Int(pool.entryRow[place])]
        if row >= 0 { model.addEntry(RowIndex(Int(row)), pool.entryValue[place]) }
      }
    }
  }

  /// Columns by which rows may be missed, at a price in proportion to what their columns cost.
  private mutating func addMisses(_ pool: PlanPool, _ definitions: Set<Int>) {
    let own = blocks.model.model
    var money = [Double](repeating: 0, count: blocks.rowCount)
    var amount = money
    for plan in 0..<pool.count {
      // A plan that is a share of a bundle costs nothing by itself.
      let cost = max(abs(pool.cost[plan]), itemCosts[Int(pool.item[plan])])
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
      let cost = missPrice * max(amount[row] > 0 ? money[row] / amount[row] : mean, 1e-6)
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
      columns.addColumn(cost: cost(plan, pool), lower: 0, upper: 1, entries: entries)
    }
    return columns
  }

  /// The column of one of the cut model that is no option's.
  func column(between column: Int) -> ColumnIndex { ColumnIndex(Int(columnOf[column])) }

  // MARK: Reading

  /// Rows of the blocks that are missed.
  func missedRows(_ solution: Solution, _ pool: PlanPool) -> [Int] {
    var rows = zip(missedRow, missColumns).filter { solution.columnValues[$0.1] > 1e-7 }.map(\.0)
    for plan in closedPlans where solution.columnValues[planColumns[plan]] > 1e-7 {
      rows += pool.entries(plan).map { Int(pool.entryRow[$0]) }.filter { row in
        row >= blocks.model.model.rowCount && isClosed[column(ofRow: row)]
      }
    }
    return rows
  }

  /// Whether a column between the items can take another value without building the program anew.
  func canChange(_ column: Int) -> Bool { !isSettled[column] }

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
