import LinearModel

/// What options and joining columns cost when the joining rows are paid for.
struct OptionPrices {
  /// Money per unit, by option.
  private(set) var slope: [Double]
  /// Money once, by option.
  private(set) var fixed: [Double]
  /// Money that the rows and the columns between the items give at least.
  private(set) var base: Double

  /// Prices of duals by row of the blocks, the model's first: ≥ 0 pushes a row up to its lower
  /// bound, ≤ 0 down to its upper one.
  init(_ blocks: AwardBlocks, duals: [Double]) {
    let reduced = OptionPrices.reducedCosts(blocks, duals: duals)
    base = OptionPrices.joined(blocks, duals, reduced)
    let (options, slots) = (blocks.options, blocks.slots)
    var slope = [Double](repeating: 0, count: options.count)
    var fixed = slope
    for slot in 0..<slots.count {
      var once = 0.0
      for place in slots.rowStarts[slot]..<slots.rowStarts[slot + 1] {
        once -= duals[Int(slots.rows[place])]
      }
      for option in slots.starts[slot]..<slots.starts[slot + 1] {
        let units = Int(options.unitsColumn[option])
        let chosen = Int(options.chosenColumn[option])
        let benefit = Int(options.benefitColumn[option])
        let tier = Int(options.tierRow[option])
        let value = benefit < 0 ? 0 : reduced[benefit]
        slope[option] = (units < 0 ? 0 : reduced[units]) + options.slope[option] * value
        fixed[option] =
          once + (chosen < 0 ? 0 : reduced[chosen]) + options.intercept[option] * value
          - (tier < 0 ? 0 : duals[tier])
      }
    }
    (self.slope, self.fixed) = (slope, fixed)
  }

  /// Cost less what the rows pay, by column of the model.
  static func reducedCosts(_ blocks: AwardBlocks, duals: [Double]) -> [Double] {
    var reduced = blocks.model.cost
    let (starts, rows) = (blocks.matrix.starts.span, blocks.matrix.rows.span)
    let (values, duals) = (blocks.matrix.values.span, duals.span)
    var place = 0
    for column in reduced.indices {
      var sum = 0.0
      let end = Int(starts[column + 1])
      while place < end {
        sum += values[place] * duals[Int(rows[place])]
        place += 1
      }
      reduced[column] -= sum
    }
    let first = blocks.model.model.rowCount
    for (place, column) in blocks.joinedColumn.enumerated() {
      reduced[Int(column)] += duals[first + place]
    }
    return reduced
  }

  private static func joined(
    _ blocks: AwardBlocks, _ duals: [Double], _ reduced: [Double]
  ) -> Double {
    let model = blocks.model.model
    var sum = model.offset
    for row in 0..<model.rowCount {
      let dual = duals[row]
      if dual > 0 { sum += dual * model.rowLower[row] }
      if dual < 0 { sum += dual * model.rowUpper[row] }
    }
    let (lower, upper) = (model.columnLower, model.columnUpper)
    for column in reduced.indices where !blocks.isInside[column] {
      let value = reduced[column]
      if value > 0 { sum += value * lower[column] }
      guard value < 0 else { continue }
      if upper[column] < .infinity {
        sum += value * upper[column]
      } else if value < -1e-9 * max(1, abs(blocks.model.cost[column])) {
        // ``DualMending`` makes it 0 but for rounding; if not, such prices prove nothing.
        return -.infinity
      }
    }
    return sum
  }
}

/// Makes duals such that no column without an upper bound would pay for itself.
///
/// A column that an equality defines (the spend of a scope) takes the equality's dual; a column
/// that is paid for (what a soft rule misses) caps the duals of its rows.
struct DualMending {
  private var open: [(column: Int, equality: Int?)] = []
  /// Rows that say only what such a column is: they can always be kept.
  private(set) var definitions: Set<Int> = []

  init(_ blocks: AwardBlocks) {
    let model = blocks.model.model
    let matrix = blocks.matrix
    for column in 0..<model.columnCount
    where !blocks.isInside[column] && model.columnUpper[column] == .infinity {
      let rows = matrix.range(of: ColumnIndex(column))
      let equality = rows.first { place in
        let row = Int(matrix.rows[place])
        return model.rowLower[row] == model.rowUpper[row]
      }
      open.append((column, equality))
      if let equality { definitions.insert(Int(matrix.rows[equality])) }
    }
  }

  func mend(_ duals: inout [Double], _ blocks: AwardBlocks) {
    let matrix = blocks.matrix
    for (column, equality) in open {
      let places = matrix.range(of: ColumnIndex(column))
      let cost = blocks.model.cost[column]
      let paid = places.reduce(0) { $0 + matrix.values[$1] * duals[Int(matrix.rows[$1])] }
      if let equality {
        duals[Int(matrix.rows[equality])] += (cost - paid) / matrix.values[equality]
      } else if paid > cost {
        let factor = cost > 0 ? cost / paid : 0
        for place in places { duals[Int(matrix.rows[place])] *= factor }
      }
    }
  }
}
