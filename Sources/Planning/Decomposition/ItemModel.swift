import LinearModel
import Program

/// The model of one item, cut out of the formulation; items that demands take are one model.
///
/// With x the item's columns, z the others, the formulation's rows are
///
///     A x + U z within lower … upper     own rows
///     G x + …   within lower … upper     shared rows, with columns of others
///
/// Held z leaves the item a problem of its own, if it brings to each shared row what it is asked for:
///
///     (I1)  minimise c x   s.t.  lower − U z ≤ A x ≤ upper − U z
///     (I2)  G x ≥ y where the shared row is a floor, G x ≤ y where it is a ceiling
struct ItemModel: Sendable {
  /// One item, or all that demands take; at least one.
  let items: [ItemIndex]
  /// (I1), (I2), with z = 0 and y = 0.
  var model = LinearModel()
  /// The formulation's column of each column.
  var columns: [Int32] = []
  /// The formulation's row of each own row; the shared rows follow them in ``model``.
  var rows: [Int32] = []
  var ownRowCount: Int { rows.count }
  var shared: [SharedRow] = []
  /// U by entry.
  var uses: [Use] = []

  /// A row that the item shares with others.
  struct SharedRow: Sendable {
    /// The row of the formulation.
    let row: Int32
    let isFloor: Bool
    let isCeiling: Bool
  }

  /// An entry of U.
  struct Use: Sendable {
    /// The own row.
    let row: Int32
    /// The column of the formulation.
    let column: Int32
    let value: Double
  }

  /// The values of the item's columns at a point of the formulation.
  func own(of values: [Double]) -> [Double] { columns.map { values[Int($0)] } }

  /// The bounds of the rows at a point.
  ///
  /// - Parameters:
  ///   - values: z, in the columns of the formulation.
  ///   - asked: y of each shared row.
  /// - Returns: One lower and one upper bound a row of ``model``.
  func rowBounds(at values: [Double], asked: [Double]) -> (lower: [Double], upper: [Double]) {
    var lower = model.rowLower
    var upper = model.rowUpper
    for use in uses {
      let shift = use.value * values[Int(use.column)]
      lower[Int(use.row)] -= shift
      upper[Int(use.row)] -= shift
    }
    for (position, row) in shared.enumerated() {
      if row.isFloor { lower[ownRowCount + position] = asked[position] }
      if row.isCeiling { upper[ownRowCount + position] = asked[position] }
    }
    return (lower, upper)
  }

  /// (I1), (I2) with all else held at a point.
  ///
  /// - Parameters:
  ///   - values: The point, in the columns of the formulation.
  ///   - slack: What each shared row can do without, ≥ 0: a floor asks for so much less, a ceiling
  ///     leaves so much more; `nil` for none.
  /// - Returns: A model of the item's columns alone.
  func held(at values: [Double], slack: [Double]? = nil) -> LinearModel {
    let activity = model.activity(of: own(of: values))
    let asked = shared.indices.map { n in
      let given = slack?[n] ?? 0
      return activity[ownRowCount + n] + (shared[n].isFloor ? -given : given)
    }
    let bounds = rowBounds(at: values, asked: asked)
    var held = model
    held.rowLower = bounds.lower
    held.rowUpper = bounds.upper
    return held
  }
}

extension ItemModel {
  /// Cuts the models of all bought items out of a formulation, in O(columns + rows + entries).
  static func all(of formulation: Formulation) -> [ItemModel] {
    let matrix = formulation.model.sparseColumns()
    return all(
      of: formulation, matrix, Ownership(formulation, matrix, scope: .bought))
  }

  /// Cuts the models of all owners out of a formulation, in O(columns + rows + entries).
  static func all(
    of formulation: Formulation, _ matrix: SparseColumns, _ ownership: Ownership
  ) -> [ItemModel] {
    var cutter = ItemCutter(model: formulation.model, matrix: matrix, ownership: ownership)
    cutter.addRows()
    cutter.addColumns()
    return cutter.models
  }
}

/// The work of ``ItemModel/all(of:)``.
private struct ItemCutter {
  let model: LinearModel
  let matrix: SparseColumns
  let ownership: Ownership
  var models: [ItemModel]
  /// The place of each owned row in its item's model.
  private var place: [Int32]
  /// The place of each shared row in the model of an item, by both.
  private var sharedPlace: [SharedKey: Int32] = [:]

  private struct SharedKey: Hashable {
    let item: Int32
    let row: Int32
  }

  init(model: LinearModel, matrix: SparseColumns, ownership: Ownership) {
    self.model = model
    self.matrix = matrix
    self.ownership = ownership
    models = ownership.owners.map { ItemModel(items: $0) }
    place = [Int32](repeating: -1, count: model.rowCount)
  }

  mutating func addRows() {
    for row in 0..<model.rowCount where ownership.ofRow[row] != Ownership.nobody {
      let owner = Int(ownership.ofRow[row])
      place[row] =
        models[owner].model.addRow(lower: model.rowLower[row], upper: model.rowUpper[row]).position
      models[owner].rows.append(Int32(row))
    }
    for column in 0..<model.columnCount where ownership.ofColumn[column] != Ownership.nobody {
      for entry in matrix.range(of: ColumnIndex(column)) {
        addShared(matrix.rows[entry], ownership.ofColumn[column])
      }
    }
  }

  private mutating func addShared(_ row: Int32, _ owner: Int32) {
    let key = SharedKey(item: owner, row: row)
    guard ownership.ofRow[Int(row)] == Ownership.nobody, sharedPlace[key] == nil else { return }
    let isFloor = model.rowLower[Int(row)].isFinite
    let isCeiling = model.rowUpper[Int(row)].isFinite
    sharedPlace[key] =
      models[Int(owner)].model.addRow(
        lower: isFloor ? 0 : -.infinity, upper: isCeiling ? 0 : .infinity
      ).position
    models[Int(owner)].shared.append(
      ItemModel.SharedRow(row: row, isFloor: isFloor, isCeiling: isCeiling))
  }

  mutating func addColumns() {
    for column in 0..<model.columnCount {
      let owner = ownership.ofColumn[column]
      if owner == Ownership.nobody { addUses(of: column) } else { addOwn(column, owner) }
    }
  }

  private mutating func addUses(of column: Int) {
    for entry in matrix.range(of: ColumnIndex(column)) {
      let row = Int(matrix.rows[entry])
      let owner = ownership.ofRow[row]
      guard owner != Ownership.nobody else { continue }
      models[Int(owner)].uses.append(
        ItemModel.Use(row: place[row], column: Int32(column), value: matrix.values[entry]))
    }
  }

  private mutating func addOwn(_ column: Int, _ owner: Int32) {
    let item = Int(owner)
    _ = models[item].model.addColumn(
      cost: model.cost[column], lower: model.columnLower[column],
      upper: model.columnUpper[column], isInteger: model.isInteger[column])
    models[item].columns.append(Int32(column))
    for entry in matrix.range(of: ColumnIndex(column)) {
      let row = matrix.rows[entry]
      let rowOwner = ownership.ofRow[Int(row)]
      let own =
        rowOwner == Ownership.nobody
        ? sharedPlace[SharedKey(item: owner, row: row)] : place[Int(row)]
      guard let own, rowOwner == Ownership.nobody || rowOwner == owner else {
        preconditionFailure("column \(column) of item \(owner) in row \(row) of \(rowOwner)")
      }
      models[item].model.addEntry(RowIndex(Int(own)), matrix.values[entry])
    }
  }
}

extension Solver {
  /// Solves a small model of which the caller can do without the solution.
  ///
  /// - Returns: `nil` where the solver breaks down on the model's numbers.
  func attempt(
    _ model: LinearModel, _ options: SolveOptions, from start: [Double]? = nil
  ) throws(SolverError) -> Solution? {
    do {
      let session = try makeSession(for: model)
      if let start { try session.setStart(start) }
      return try session.solve(options)
    } catch SolverError.callFailed {
      return nil
    }
  }
}
