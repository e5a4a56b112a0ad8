import LinearModel
import Program

extension AwardModel {
  /// Columns of lines with (L1) and (L2).
  mutating func addLines() {
    let capacities = CapacityShares(event)
    for line in event.lines.rowIndices {
      steps.append([])
      guard !bars.lines[Int(line.position)] else { continue }
      if case .line(line, let amount)? = variant.probe?.target {
        addProbed(line, units: amount)
        continue
      }
      let row = event.lines[line]
      let most = capacities.most(row.item, from: row.supplier)
      for range in StepRange.all(of: row, item: event.items[row.item], most: most) {
        addStep(line, range)
      }
      if steps[Int(line.position)].count > 1, !variant.isCut {
        addRow(used(line), upper: 1)  // (L2)
      }
    }
  }

  private mutating func addStep(_ line: LineIndex, _ range: StepRange) {
    let row = event.lines[line]
    let columns = StepColumns(
      units: addColumn(
        cost: range.slope * (1 + row.dutyRate) + unitCost(line), upper: range.upper,
        isInteger: event.items[row.item].isWhole && variant.areUnitsWhole),
      chosen: addBinary(cost: range.intercept * (1 + row.dutyRate) + row.fixedCost),
      slope: range.slope, intercept: range.intercept, lower: range.lower, upper: range.upper)
    steps[Int(line.position)].append(columns)
    guard !variant.isCut else { return }
    var most = LinearExpression()
    most.add(columns.units, 1)
    most.add(columns.chosen, -range.upper)
    addRow(most, upper: 0)  // (L1)
    var least = LinearExpression()
    least.add(columns.units, 1)
    least.add(columns.chosen, -range.lower)
    addRow(least, lower: 0)  // (L1)
  }

  /// A line with so many units, at a price to be found.
  private mutating func addProbed(_ line: LineIndex, units amount: Double) {
    let row = event.lines[line]
    let columns = StepColumns(
      units: addColumn(cost: unitCost(line), lower: amount, upper: amount),
      chosen: addColumn(cost: row.fixedCost, lower: 1, upper: 1, isInteger: true), slope: 0,
      intercept: 0, lower: amount, upper: amount)
    steps[Int(line.position)].append(columns)
    probePrice = addColumn(cost: 1 + row.dutyRate, upper: variant.probe?.ceiling ?? 0)
  }

  /// Money per unit beside the price: freight and lateness, less what quality is worth.
  private func unitCost(_ line: LineIndex) -> Double {
    let row = event.lines[line]
    let late = event.items[row.item].lateCost * AwardAccount.lateWeeks(row, in: event).double
    return row.freight + late - event.settings.qualityValue.value * row.quality
  }
}

/// A range of units in which a line costs `slope × units + intercept`.
struct StepRange: Hashable {
  var lower: Double
  var upper: Double
  var slope: Double
  var intercept: Double

  /// Share of a quantity that is the least of a line that is used, and the distance that keeps
  /// fractional units below the next step's start.
  static let least = 1e-6

  /// The ranges of a line that are not empty.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - item: What it brings.
  ///   - most: Units that its supplier can make, see ``CapacityShares``; loosened by as little as
  ///     rounding may take, since (C1) says the same exactly.
  /// - Returns: The ranges, rising.
  static func all(of line: BidLine, item: EventItem, most: Double = .infinity) -> [StepRange] {
    let isWhole = item.isWhole
    let most = min(line.maximum, item.quantity, most * (1 + 1e-9))
    let high = isWhole ? most.rounded(.down) : most
    let low =
      isWhole
      ? max(1, line.minimum.rounded(.up)) : max(line.minimum, StepRange.least * item.quantity)
    guard low <= high else { return [] }
    return line.pricing == .allUnits
      ? allUnits(line, low, high, isWhole) : incremental(line, low, high, isWhole)
  }

  private static func allUnits(
    _ line: BidLine, _ low: Double, _ high: Double, _ isWhole: Bool
  ) -> [StepRange] {
    line.steps.indices.compactMap { position in
      var start = position == 0 ? 0 : line.steps[position].fromQuantity
      var end = high
      if position + 1 < line.steps.count {
        let next = line.steps[position + 1].fromQuantity
        end = isWhole ? next.rounded(.up) - 1 : next - StepRange.least * min(1, next)
      }
      if isWhole { start = start.rounded(.up) }
      return range(
        max(low, start), min(high, end), slope: line.steps[position].price, intercept: 0)
    }
  }

  private static func incremental(
    _ line: BidLine, _ low: Double, _ high: Double, _ isWhole: Bool
  ) -> [StepRange] {
    let first = line.steps[0].fromQuantity
    var costSoFar = 0.0
    return line.steps.indices.compactMap { position in
      let price = line.steps[position].price
      let start = position == 0 ? 0 : line.steps[position].fromQuantity - first
      var end = high
      let intercept = costSoFar - price * start
      if position + 1 < line.steps.count {
        end = line.steps[position + 1].fromQuantity - first
        costSoFar += price * (end - start)
      }
      return range(
        max(low, isWhole ? start.rounded(.up) : start),
        min(high, isWhole ? end.rounded(.down) : end), slope: price, intercept: intercept)
    }
  }

  private static func range(
    _ lower: Double, _ upper: Double, slope: Double, intercept: Double
  ) -> StepRange? {
    lower <= upper
      ? StepRange(lower: lower, upper: upper, slope: slope, intercept: intercept) : nil
  }
}
