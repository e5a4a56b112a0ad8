import LinearModel

/// What the joining rows ask of plans once all yes-or-no columns between the items are held.
///
/// ```text
/// lower[r] ≤ Σ_i entries[r,plan of i] + Σ_z a[r,z] between[z] ≤ upper[r]        ∀ joining rows r
/// ```
///
/// Columns held take their part off the bounds. Of the others, one that an equality defines
/// (the spend of all, the benefit of a tier that is reached) is put in by that equality; one that is what a soft
/// rule misses becomes the price of missing its rows; where several rows share it, each of them pays,
/// which is too much and never too little. What remains says how far each row is from its bounds for
/// one plan of each item.
struct HeldRows {
  /// Bounds by row of the cut model; infinite both for rows that say nothing.
  private(set) var lower: [Double]
  private(set) var upper: [Double]
  /// Money per unit by which a row may be missed; infinite where it must be kept.
  private(set) var missPrice: [Double]
  /// Money of what is held.
  private(set) var fixedCost: Double
  /// Columns with many rows that an equality defines.
  private(set) var wide: [Defined] = []
  /// By row, the column with few rows that it defines; -1 for others.
  private var narrowOf: [Int32]
  private var narrow: [Defined] = []
  /// By row, whether it defines a wide column.
  private var isWide: [Bool]

  /// A column that is what its equality says.
  struct Defined {
    /// The equality.
    var row: Int
    /// What a unit of the equality's other columns changes of it.
    var factor: Double
    /// Its value where these are all 0.
    var base: Double
    var cost: Double
    /// The other rows, and what a unit of it brings to them.
    var rows: [(row: Int, value: Double)]
  }

  /// So many rows at most are changed with each plan; others once in a sweep.
  private static var fewRows: Int { 8 }

  /// - Parameters:
  ///   - blocks: The event, cut.
  ///   - held: Decisions, none open.
  init(_ blocks: AwardBlocks, _ held: HeldDecisions) {
    let own = blocks.model.model
    lower = own.rowLower
    upper = own.rowUpper
    missPrice = Array(repeating: .infinity, count: own.rowCount)
    narrowOf = Array(repeating: -1, count: own.rowCount)
    fixedCost = own.offset
    isWide = Array(repeating: false, count: own.rowCount)
    for row in blocks.isLeftOut.indices where blocks.isLeftOut[row] { free(row) }
    let open = takeOff(blocks, held)
    for column in open { place(column, blocks) }
    for defined in narrow + wide { free(defined.row) }
    for defined in wide { isWide[defined.row] = true }
  }

  private mutating func free(_ row: Int) {
    lower[row] = -.infinity
    upper[row] = .infinity
  }

  /// Takes held columns off the bounds; the columns between the items that are not held.
  private mutating func takeOff(_ blocks: AwardBlocks, _ held: HeldDecisions) -> [Int] {
    var open: [Int] = []
    for column in 0..<blocks.model.model.columnCount where !blocks.isInside[column] {
      guard let value = held.values[column] else {
        open.append(column)
        continue
      }
      fixedCost += value * blocks.model.cost[column]
      for place in blocks.matrix.range(of: ColumnIndex(column)) {
        let row = Int(blocks.matrix.rows[place])
        lower[row] -= value * blocks.matrix.values[place]
        upper[row] -= value * blocks.matrix.values[place]
      }
    }
    return open
  }

  /// What a column that is not held is: 0, defined by an equality, or what a row is missed by.
  private mutating func place(_ column: Int, _ blocks: AwardBlocks) {
    let range = blocks.matrix.range(of: ColumnIndex(column))
    let entries = range.map { (row: Int(blocks.matrix.rows[$0]), value: blocks.matrix.values[$0]) }
    let cost = blocks.model.cost[column]
    let isBounded = blocks.model.model.columnUpper[column] < .infinity
    // (D3) of a tier that is not reached.
    let isUnreached = entries.contains { row, value in
      value > 0 && lower[row] < upper[row] && upper[row] <= 0
    }
    if isBounded, isUnreached { return }
    if let definition = entries.first(where: { lower[$0.row] == upper[$0.row] }) {
      let defined = Defined(
        row: definition.row, factor: -1 / definition.value,
        base: lower[definition.row] / definition.value, cost: cost,
        rows: entries.filter { $0.row != definition.row })
      add(defined)
    } else if cost > 0, !isBounded {
      for (row, value) in entries { missPrice[row] = cost / abs(value) }
    }
  }

  private mutating func add(_ defined: Defined) {
    fixedCost += defined.base * defined.cost
    for (row, value) in defined.rows {
      lower[row] -= value * defined.base
      upper[row] -= value * defined.base
    }
    if defined.rows.count > Self.fewRows {
      wide.append(defined)
    } else {
      narrowOf[defined.row] = Int32(narrow.count)
      narrow.append(defined)
    }
  }

  // MARK: Plans

  /// Whether a row says anything about plans.
  func isLooked(at row: Int) -> Bool { lower[row] > -.infinity || upper[row] < .infinity }

  /// What a plan brings to the rows that say anything, and to the equalities of wide columns.
  ///
  /// - Parameters:
  ///   - plan: Of the pool.
  ///   - pool: The plans.
  ///   - sums: By row, 0; it is left so.
  ///   - take: Takes a row and an amount, each row once.
  /// - Returns: Money of the plan with the columns that it defines.
  func entries(
    of plan: Int, _ pool: PlanPool, _ sums: inout [Double], take: (Int32, Double) -> Void
  ) -> Double {
    var cost = pool.cost[plan]
    var touched: [Int32] = []
    func bring(_ row: Int32, _ amount: Double) {
      if sums[Int(row)] == 0 { touched.append(row) }
      sums[Int(row)] += amount
    }
    for place in pool.entries(plan) {
      let (row, amount) = (pool.entryRow[place], pool.entryValue[place])
      guard Int(row) < lower.count else { continue }
      if narrowOf[Int(row)] >= 0 {
        let defined = narrow[Int(narrowOf[Int(row)])]
        let units = amount * defined.factor
        cost += units * defined.cost
        for (other, value) in defined.rows { bring(Int32(other), units * value) }
      } else if isLooked(at: Int(row)) || isWide[Int(row)] {
        bring(row, amount)
      }
    }
    for row in touched {
      if sums[Int(row)] != 0, isLooked(at: Int(row)) || isWide[Int(row)] {
        take(row, sums[Int(row)])
      }
      sums[Int(row)] = 0
    }
    return cost
  }
}
