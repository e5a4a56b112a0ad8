import LinearModel

/// A joining row that is missed.
struct MissedRow {
  /// By row of the blocks.
  var row: Int
  /// In the row's units; 0 where that is not known.
  var by = 0.0
}

extension HeldDecisions {
  /// Lets go of decisions that stand in the way of missed rows.
  ///
  /// Of a row's winners and bundles the most doubtful lose, as many as it is missed by; a tier goes to
  /// the next one that its basis reaches.
  ///
  /// - Parameters:
  ///   - missed: The rows.
  ///   - relaxed: By column of the cut model, its value in a relaxation with less decided.
  /// - Returns: How many decisions changed.
  mutating func letGo(_ missed: [MissedRow], relaxed: [Double]) -> Int {
    let rows = missed.filter { !blocks.decisionRows.contains($0.row) }
    guard !rows.isEmpty else { return 0 }
    var place = [Int](repeating: -1, count: blocks.rowCount)
    for (number, row) in rows.enumerated() { place[row.row] = number }
    var changed = moveTiers { place[$0] < 0 ? nil : rows[place[$0]].by }
    for (row, losers) in zip(rows, losers(of: rows, place)) {
      changed += lose(losers, of: row, relaxed)
    }
    return changed
  }

  /// A winner or bundle, and what it takes off a row if it loses.
  private typealias Loser = (column: Int, amount: Double)

  /// By missed row, what makes it miss more.
  private func losers(of rows: [MissedRow], _ place: [Int]) -> [[Loser]] {
    let own = blocks.model.model
    var losers = [[Loser]](repeating: [], count: rows.count)
    for column in values.indices where canLose(column) {
      for entry in blocks.matrix.range(of: ColumnIndex(column)) {
        let row = Int(blocks.matrix.rows[entry])
        guard place[row] >= 0 else { continue }
        let value = blocks.matrix.values[entry]
        guard value > 0 ? own.rowUpper[row] < .infinity : own.rowLower[row] > -.infinity else {
          continue
        }
        losers[place[row]].append((column, abs(value)))
      }
    }
    for (joined, column) in blocks.joinedColumn.enumerated()
    where place[own.rowCount + joined] >= 0 && isBundle[Int(column)] && canLose(Int(column)) {
      losers[place[own.rowCount + joined]].append((Int(column), 1))
    }
    return losers
  }

  private func canLose(_ column: Int) -> Bool {
    blocks.isBetween(column) && !isTier[column] && values[column] == 1 && !isForced[column]
  }

  /// The most doubtful lose, those that take off little first.
  private mutating func lose(
    _ losers: [Loser], of row: MissedRow, _ relaxed: [Double]
  ) -> Int {
    let sorted = losers.sorted {
      (relaxed[$0.column], $0.amount, $0.column) < (relaxed[$1.column], $1.amount, $1.column)
    }
    var left = row.by
    var changed = 0
    for (column, amount) in sorted where values[column] == 1 {
      lose(column)
      changed += 1
      left -= amount
      if left <= 0 { break }
    }
    return changed
  }

  /// A column is held at 0, with those that cannot be at 1 without it.
  private mutating func lose(_ column: Int) {
    values[column] = 0
    for other in blocks.decisionRows.excess(beside: column, values) where values[other] == 1 {
      lose(other)
    }
  }

  // MARK: Tiers

  /// Moves tiers with missed rows: up where more is spent, else down.
  ///
  /// What rose does not fall again.
  ///
  /// - Parameter missed: By row, what it is missed by; `nil` where it is kept.
  /// - Returns: How many discounts changed.
  private mutating func moveTiers(_ missed: (Int) -> Double?) -> Int {
    var changed = 0
    for tiers in blocks.model.tiers {
      guard let on = tiers.firstIndex(where: { values[$0.reached.offset] == 1 }),
        let move = move(tiers, on, missed)
      else { continue }
      if move > on {
        for tier in tiers { hasRisen[tier.reached.offset] = true }
      } else if hasRisen[tiers[on].reached.offset] {
        continue
      }
      guard move != on else { continue }
      hold(tiers, at: move)
      changed += 1
    }
    return changed
  }

  /// The place to which a tier moves; `nil` where none of its rows is missed.
  private func move(
    _ tiers: [AwardModel.TierColumns], _ on: Int, _ missed: (Int) -> Double?
  ) -> Int? {
    let matrix = blocks.matrix
    var move: Int?
    for entry in matrix.range(of: tiers[on].reached) {
      let row = Int(matrix.rows[entry])
      guard let by = missed(row) else { continue }
      let value = matrix.values[entry]
      func isEnough(_ tier: Int) -> Bool {
        abs(coefficient(tiers[tier], row) - value) >= by * (1 - 1e-6)
      }
      if value < 0, blocks.model.model.rowUpper[row] < .infinity {
        return (on + 1..<tiers.count).first(where: isEnough) ?? tiers.count - 1
      }
      move = (0..<on).last(where: isEnough) ?? 0
    }
    let isBenefitMissed = matrix.range(of: tiers[on].benefit).contains {
      missed(Int(matrix.rows[$0])) != nil
    }
    return move ?? (isBenefitMissed ? max(0, on - 1) : nil)
  }

  private func coefficient(_ tier: AwardModel.TierColumns, _ row: Int) -> Double {
    let matrix = blocks.matrix
    return matrix.range(of: tier.reached).first { Int(matrix.rows[$0]) == row }
      .map { matrix.values[$0] } ?? 0
  }
}
