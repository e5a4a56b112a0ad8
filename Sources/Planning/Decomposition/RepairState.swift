import LinearModel
import Program

/// What an owner of a shared row is asked for in a repair.
struct SharedBound {
  /// The bound of the row, with the owner's own columns alone.
  let asked: Double
  /// The column that may miss it, where the row has one.
  let shortfall: (cost: Double, entry: Double)?
  /// The largest of the owner's entries in the row.
  let largestEntry: Double
}

/// The point of a repair on its way, and what is known of it.
struct RepairState {
  let formulation: Formulation
  let models: [ItemModel]
  /// The own rows of each owner that starts use, ascending.
  let usedRows: [[Int32]]
  private(set) var values: [Double]
  /// The owners that have not been supplied since what makes them was last cut.
  var isShort: [Bool]
  /// The owners of which starts use less than when they were last supplied.
  var hasSurplus: [Bool]
  /// Where the simplex method ended for each owner.
  private(set) var bases: [Basis?]

  private let matrix: SparseColumns
  private let ownership: Ownership
  /// The activity of each row that is nobody's, without shortfalls.
  private var activity: [Double]
  /// The shortfall that belongs to a row that is nobody's.
  private var shortfalls: [Int32: Shortfall] = [:]
  /// What each owner has in its shared rows at first, taken absolutely.
  private let stakes: [[Double]]
  /// The sum of the stakes of owners that have not been supplied.
  private var stake: [Int32: Double] = [:]

  private struct Shortfall {
    let column: Int
    let entry: Double
    /// What is missing at the point that is repaired.
    let allowed: Double
  }

  /// An entry of a start in a resource's row.
  struct Load {
    let row: Int32
    let value: Double
  }

  /// (T1), but for the resources.
  init(_ formulation: Formulation, _ point: [Double], whole: [ColumnIndex: Double]) {
    let model = formulation.model
    let matrix = model.sparseColumns()
    let ownership = Ownership(formulation, matrix, scope: .all)
    var values = point
    for column in values.indices {
      values[column] =
        model.isInteger[column]
        ? whole[ColumnIndex(column)] ?? 0
        : min(max(values[column], model.columnLower[column]), model.columnUpper[column])
    }
    for columns in formulation.policyColumns {
      guard let column = columns.shortfall, ownership.ofColumn[column] == Ownership.nobody else {
        continue
      }
      for entry in matrix.range(of: column) {
        shortfalls[matrix.rows[entry]] = Shortfall(
          column: column.offset, entry: matrix.values[entry], allowed: values[column])
      }
      values[column] = 0
    }
    let models = ItemModel.all(of: formulation, matrix, ownership)
    let stakes = models.map { item in
      item.model.activity(of: item.own(of: values))[item.ownRowCount...].map { abs($0) }
    }
    for (item, own) in zip(models, stakes) {
      for (shared, amount) in zip(item.shared, own) { stake[shared.row, default: 0] += amount }
    }
    self.formulation = formulation
    self.models = models
    self.matrix = matrix
    self.ownership = ownership
    self.stakes = stakes
    self.values = values
    usedRows = models.map { item in
      Set(item.uses.lazy.filter { $0.value < 0 }.map(\.row)).sorted()
    }
    activity = model.activity(of: values)
    isShort = [Bool](repeating: true, count: models.count)
    hasSurplus = [Bool](repeating: false, count: models.count)
    bases = [Basis?](repeating: nil, count: models.count)
  }

  /// The owners, each after those of its components.
  func componentsFirst() -> [Int] {
    var levels = ItemLevels(formulation)
    let level = models.map { item in item.items.map { levels.of($0) }.max() ?? 0 }
    return models.indices.sorted { (level[$0], $0) < (level[$1], $1) }
  }
}

// MARK: - Starts

extension RepairState {
  // (T1)
  mutating func cutStartsToResources() {
    let model = formulation.model
    var used = [Double](repeating: 0, count: model.rowCount)
    forEachStart { column, load in used[Int(load.row)] += load.value * values[column] }
    var factors: [(column: Int, factor: Double)] = []
    forEachStart { column, load in
      let row = Int(load.row)
      // What the modules add is the part of the activity that is not by starts.
      let capacity = model.rowUpper[row] - (activity[row] - used[row])
      guard used[row] > capacity, values[column] > 0 else { return }
      factors.append((column, max(0, capacity) / used[row]))
    }
    for (column, factor) in least(factors) { setStart(column, to: values[column] * factor) }
  }

  /// (T3): cuts the starts that use what was not there; then the owner is supplied.
  mutating func cutStarts(by emergencies: [(row: Int32, units: Double)], of owner: Int) {
    isShort[owner] = false
    hasSurplus[owner] = false
    // What a single item no longer needs after its own cuts is what it did not have.
    defer { if models[owner].items.count == 1 { hasSurplus[owner] = false } }
    guard !emergencies.isEmpty else { return }
    let uses = uses(of: owner)
    var kept = [Int32: Double](minimumCapacity: emergencies.count)
    for (row, units) in emergencies {
      let use = uses[Int(row)]
      kept[row] = use > 0 ? max(0, 1 - units / use) : 0
    }
    let factors = models[owner].uses.compactMap { use in
      use.value < 0 ? kept[use.row].map { (column: Int(use.column), factor: $0) } : nil
    }
    for (column, factor) in least(factors) { setStart(column, to: values[column] * factor) }
  }

  /// The least factor of each column, in the order of the columns.
  private func least(
    _ factors: [(column: Int, factor: Double)]
  ) -> [(column: Int, factor: Double)] {
    var least: [(column: Int, factor: Double)] = []
    for each in factors.sorted(by: { ($0.column, $0.factor) < ($1.column, $1.factor) })
    where least.last?.column != each.column {
      least.append(each)
    }
    return least
  }

  /// Sets a start, and marks the owners that it concerns.
  mutating func setStart(_ column: Int, to value: Double) {
    let change = value - values[column]
    guard change != 0 else { return }
    values[column] = value
    for entry in matrix.range(of: ColumnIndex(column)) {
      let row = Int(matrix.rows[entry])
      let more = matrix.values[entry] * change
      activity[row] += more
      let owner = Int(ownership.ofRow[row])
      guard owner != Int(Ownership.nobody) else { continue }
      // Less is made, or more is used; else there is more than before.
      if more < 0 { isShort[owner] = true } else { hasSurplus[owner] = true }
    }
  }

  /// What starts use in each own row of an owner.
  func uses(of owner: Int) -> [Double] {
    var uses = [Double](repeating: 0, count: models[owner].ownRowCount)
    for use in models[owner].uses where use.value < 0 {
      uses[Int(use.row)] -= use.value * values[Int(use.column)]
    }
    return uses
  }

  /// Whether a start is below its bound.
  func mayRise(_ column: Int) -> Bool {
    values[column] < formulation.model.columnUpper[column]
      && loads(of: column).allSatisfy { room($0.row) > 1e-9 }
  }

  /// The entries of a start in rows of resources.
  func loads(of column: Int) -> [Load] {
    matrix.range(of: ColumnIndex(column)).compactMap { entry in
      let row = matrix.rows[entry]
      return ownership.ofRow[Int(row)] == Ownership.nobody
        ? Load(row: row, value: matrix.values[entry]) : nil
    }
  }

  /// What is left of a row's upper bound, ≥ 0.
  func room(_ row: Int32) -> Double {
    max(0, formulation.model.rowUpper[Int(row)] - activity[Int(row)])
  }

  private func forEachStart(_ body: (Int, Load) -> Void) {
    for track in formulation.starts {
      for column in track.columns {
        for load in loads(of: column) { body(column, load) }
      }
    }
  }
}

// MARK: - Owners

extension RepairState {
  /// What the owner is asked for in each of its shared rows (T3).
  func sharedBounds(of owner: Int) -> [SharedBound] {
    let item = models[owner]
    let own = item.model.activity(of: item.own(of: values))
    let largest = largestEntries(item.model)
    return item.shared.enumerated().map { n, shared in
      let row = shared.row
      let bound = isBelow(row, shared) ? formulation.model.rowLower : formulation.model.rowUpper
      let isFloor = isBelow(row, shared)
      // Positive where something is missing, whichever way the row looks.
      let sign = isFloor ? 1.0 : -1
      let missing = sign * (bound[Int(row)] - activity[Int(row)])
      let shortfall = shortfalls[row]
      var part = missing
      if missing > 0 {
        let allowed = min(missing, shortfall?.allowed ?? 0)
        let rest = stake[row] ?? 0
        part = allowed + (missing - allowed) * (rest > 0 ? min(1, stakes[owner][n] / rest) : 1)
      }
      let asked = own[item.ownRowCount + n] + sign * part
      return SharedBound(
        // What rounding leaves of nothing is no bound for a solver.
        asked: abs(asked) < 1e-9 ? 0 : asked,
        shortfall: shortfall.map {
          (cost: formulation.model.cost[$0.column], entry: $0.entry)
        },
        largestEntry: largest[item.ownRowCount + n])
    }
  }

  /// Whether a shared row counts as a floor here: one with both bounds is one where it is too low.
  private func isBelow(_ row: Int32, _ shared: ItemModel.SharedRow) -> Bool {
    guard shared.isFloor, shared.isCeiling else { return shared.isFloor }
    return activity[Int(row)] < formulation.model.rowLower[Int(row)]
  }

  private func largestEntries(_ model: LinearModel) -> [Double] {
    let matrix = model.sparseColumns()
    var largest = [Double](repeating: 0, count: model.rowCount)
    for (row, value) in zip(matrix.rows, matrix.values) {
      largest[Int(row)] = max(largest[Int(row)], abs(value))
    }
    return largest
  }

  /// Takes over what was found for an owner.
  mutating func take(_ found: RepairOptimum, of owner: Int) {
    let item = models[owner]
    let before = item.model.activity(of: item.own(of: values))
    for (position, column) in item.columns.enumerated() where !item.model.isInteger[position] {
      values[Int(column)] = min(
        max(found.values[position], item.model.columnLower[position]),
        item.model.columnUpper[position])
    }
    let after = item.model.activity(of: item.own(of: values))
    for (n, shared) in item.shared.enumerated() {
      let place = item.ownRowCount + n
      activity[Int(shared.row)] += after[place] - before[place]
      if isShort[owner] { stake[shared.row, default: 0] -= stakes[owner][n] }
    }
    if let basis = found.basis { bases[owner] = basis }
  }

  /// Leaves an owner as it is.
  mutating func keep(_ owner: Int) {
    guard isShort[owner] else { return }
    isShort[owner] = false
    for (n, shared) in models[owner].shared.enumerated() {
      stake[shared.row, default: 0] -= stakes[owner][n]
    }
  }

  /// Whether an owner's columns keep its rows, and the rows that it shares hold with all others.
  func holds(_ owner: Int) -> Bool {
    let item = models[owner]
    let own = item.own(of: values)
    let sums = item.model.activity(of: own)
    let bounds = item.rowBounds(at: values, asked: sums[item.ownRowCount...].map { $0 })
    var sizes = uses(of: owner)
    let matrix = item.model.sparseColumns()
    for column in own.indices where own[column] != 0 {
      for entry in matrix.range(of: ColumnIndex(column)) {
        let row = Int(matrix.rows[entry])
        if row < sizes.count { sizes[row] += abs(matrix.values[entry] * own[column]) }
      }
    }
    let rowsHold = sizes.indices.allSatisfy { row in
      let slip = Self.slip * (1 + sizes[row])
      return sums[row] >= bounds.lower[row] - slip && sums[row] <= bounds.upper[row] + slip
    }
    return rowsHold && item.shared.allSatisfy { holds($0.row) }
  }

  /// Whether a row that is nobody's holds, with the shortfall that the point has.
  private func holds(_ row: Int32) -> Bool {
    let sum = activity[Int(row)]
    let allowed = shortfalls[row].map { $0.entry * $0.allowed } ?? 0
    let slip = Self.slip * max(1, abs(sum))
    return sum + max(0, allowed) >= formulation.model.rowLower[Int(row)] - slip
      && sum + min(0, allowed) <= formulation.model.rowUpper[Int(row)] + slip
  }

  /// What a row may miss, as a share of what is in it.
  private static var slip: Double { 1e-6 }

  // (T6)
  mutating func takeShortfalls() {
    for (row, shortfall) in shortfalls {
      let lower = formulation.model.rowLower[Int(row)] - activity[Int(row)]
      let upper = formulation.model.rowUpper[Int(row)] - activity[Int(row)]
      values[shortfall.column] = max(0, shortfall.entry > 0 ? lower : -upper)
    }
  }

  /// Whether the point keeps every bound, and every row to 1e-6 of what is in it.
  var isFeasible: Bool {
    let model = formulation.model
    var sums = [Double](repeating: 0, count: model.rowCount)
    var sizes = [Double](repeating: 1, count: model.rowCount)
    for column in values.indices where values[column] != 0 {
      for entry in matrix.range(of: ColumnIndex(column)) {
        let part = matrix.values[entry] * values[column]
        sums[Int(matrix.rows[entry])] += part
        sizes[Int(matrix.rows[entry])] += abs(part)
      }
    }
    let rowsHold = sums.indices.allSatisfy { row in
      let slip = Self.slip * sizes[row]
      return sums[row] >= model.rowLower[row] - slip && sums[row] <= model.rowUpper[row] + slip
    }
    return rowsHold
      && values.indices.allSatisfy {
        values[$0] >= model.columnLower[$0] && values[$0] <= model.columnUpper[$0]
      }
  }
}

extension ItemModel {
  /// Whether starts make any of it.
  var isMade: Bool { uses.contains { $0.value > 0 } }
}
