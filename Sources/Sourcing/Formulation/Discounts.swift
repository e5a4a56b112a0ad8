import LinearModel
import Program
import Tables

extension AwardModel {
  /// Columns of discounts with (D1) to (D4).
  mutating func addDiscounts() {
    for discount in event.discounts {
      let lines = discount.lines.filter { !steps[Int($0.position)].isEmpty }
      guard !lines.isEmpty, !discount.tiers.isEmpty else {
        tiers.append([])
        cut.spendRows.append(nil)
        continue
      }
      addDiscount(discount, lines)
    }
  }

  private mutating func addDiscount(_ discount: Discount, _ lines: [LineIndex]) {
    let most = mostSpend(of: lines)
    let ranges = tierRanges(discount, lines)
    var columns: [TierColumns] = []
    var one = LinearExpression()
    var benefits = LinearExpression()
    var first = basis(discount, lines)
    var last = first
    for range in ranges {
      let isSpend = discount.basis == .spend
      let column = TierColumns(
        reached: addBinary(),
        benefit: addColumn(cost: -range.rate, upper: isSpend ? min(most, range.last) : most),
        rate: range.rate, level: range.level)
      columns.append(column)
      one.add(column.reached, 1)
      benefits.add(column.benefit, 1)
      var bound = LinearExpression()
      bound.add(column.benefit, 1)
      bound.add(column.reached, -(isSpend ? min(most, range.last) : most))
      addRow(bound, upper: 0)  // (D3), and (D4) where the basis is spend
      if isSpend {
        var floor = LinearExpression()
        floor.add(column.benefit, 1)
        floor.add(column.reached, -range.first)
        addRow(floor, lower: 0)  // (D4)
      } else {
        first.add(column.reached, -range.first)
        last.add(column.reached, -range.last)
      }
    }
    tiers.append(columns)
    addRow(one, lower: 1, upper: 1)  // (D1)
    benefits.add(spend(of: lines), times: -1)
    cut.spendRows.append(RowIndex(model.rowCount))
    addRow(benefits, lower: 0, upper: 0)  // (D2)
    if discount.basis != .spend {
      addRow(first, lower: 0)  // (D4)
      addRow(last, upper: 0)  // (D4)
    }
  }

  /// The ex-works cost of lines.
  func spend(of lines: [LineIndex]) -> LinearExpression {
    var expression = LinearExpression()
    for line in lines { expression.add(spend(line)) }
    return expression
  }

  /// The most that lines can cost ex-works together: no item is bought beyond its quantity.
  func mostSpend(of lines: [LineIndex]) -> Double {
    var sums: [EventItemIndex: (sum: Double, dearest: Double)] = [:]
    for line in lines {
      let item = event.lines[line].item
      let most = mostSpend(line)
      let price = steps[Int(line.position)].reduce(0) { dearest, step in
        max(dearest, step.slope + max(0, step.intercept) / max(step.lower, 1e-9))
      }
      let isProbed = if case .line(line, _)? = variant.probe?.target { true } else { false }
      var entry = sums[item] ?? (0, 0)
      entry.sum += most
      entry.dearest = isProbed ? .infinity : max(entry.dearest, price)
      sums[item] = entry
    }
    return sums.keys.sorted().reduce(0) { total, item in
      guard let entry = sums[item] else { return total }
      return total + min(entry.sum, entry.dearest * event.items[item].quantity)
    }
  }

  // MARK: Tiers

  /// Where a tier holds, in the basis's unit.
  private struct TierRange {
    var first: Double
    var last: Double
    var rate: Double
    var level: Int
  }

  private func basis(_ discount: Discount, _ lines: [LineIndex]) -> LinearExpression {
    var expression = LinearExpression()
    for line in lines {
      switch discount.basis {
      case .spend: expression.add(spend(line))
      case .units: expression.add(units(line))
      case .lines: expression.add(used(line))
      }
    }
    return expression
  }

  /// The tiers that can hold, "none" among them, each up to the next one's start.
  private func tierRanges(_ discount: Discount, _ lines: [LineIndex]) -> [TierRange] {
    let most = mostBasis(discount, lines)
    let grain = grain(discount, lines)
    let starts = [0] + discount.tiers.map(\.atLeast)
    let rates = [0] + discount.tiers.map(\.rate)
    return starts.indices.compactMap { position in
      var last = most
      if position + 1 < starts.count {
        let next = starts[position + 1]
        last = min(most, next - (grain ?? next * StepRange.least * 0.1))
        if grain == 1 { last = min(most, next.rounded(.up) - 1) }
      }
      let first = starts[position]
      guard first <= last else { return nil }
      return TierRange(first: first, last: last, rate: rates[position], level: position)
    }
  }

  private func mostBasis(_ discount: Discount, _ lines: [LineIndex]) -> Double {
    switch discount.basis {
    case .spend: mostSpend(of: lines)
    case .lines: Double(lines.count)
    case .units:
      lines.reduce(0) { most, line in
        most + (steps[Int(line.position)].map(\.upper).max() ?? 0)
      }
    }
  }

  /// The distance by which a basis stays below a threshold that it does not reach: 1 where it is
  /// counted, half of the smallest coin where units are whole; `nil` where any amount is possible.
  private func grain(_ discount: Discount, _ lines: [LineIndex]) -> Double? {
    let areWhole = lines.allSatisfy { event.items[event.lines[$0].item].isWhole }
    switch discount.basis {
    case .lines: return 1
    case .units: return areWhole ? 1 : nil
    case .spend:
      guard areWhole, variant.probe == nil else { return nil }
      var places = 0
      for line in lines {
        for step in event.lines[line].steps { places = max(places, decimals(step.price)) }
      }
      return 0.5 / power(places)
    }
  }

  private func decimals(_ value: Double) -> Int {
    let text = DecimalText.text(value)
    guard !text.contains("e"), let point = text.firstIndex(of: ".") else { return 0 }
    return text.distance(from: point, to: text.endIndex) - 1
  }

  private func power(_ places: Int) -> Double {
    (0..<places).reduce(1) { product, _ in product * 10 }
  }
}
