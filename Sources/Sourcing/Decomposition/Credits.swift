import LinearModel

/// Discounts beside plans: (M3), (M4) and (M5) of ``MasterProgram``.
struct Credits {
  /// By benefit column of the cut model, its (M5).
  private(set) var benefitRow: [Int32: RowIndex] = [:]

  private struct Line {
    var tiers: [AwardModel.TierColumns]
    /// The row (M3).
    var spendRow: RowIndex
    /// Money: the most that a plan spends on the line.
    var most: Double
  }

  /// By slot.
  private var lines: [Int32: Line] = [:]
  private var order: [Int32] = []

  /// Adds the rows (M3) and (M5).
  init(_ blocks: AwardBlocks, _ pool: PlanPool, _ model: inout LinearModel) {
    let options = blocks.options
    for place in pool.choiceOption.indices {
      let option = Int(pool.choiceOption[place])
      guard options.discount[option] >= 0 else { continue }
      let slot = options.slot[option]
      let spend = options.spend(option, pool.choiceUnits[place])
      if let most = lines[slot]?.most {
        lines[slot]?.most = max(most, spend)
        continue
      }
      lines[slot] = Line(
        tiers: blocks.model.tiers[Int(options.discount[option])],
        spendRow: model.addRow(lower: 0, upper: 0), most: spend)
      order.append(slot)
    }
    // Every discount has its rows, also where no plan uses its lines: its benefit is 0 then.
    for column in blocks.isBenefit.indices where blocks.isBenefit[column] {
      benefitRow[Int32(column)] = model.addRow(lower: 0, upper: 0)
    }
  }

  /// Adds what a plan spends to (M3).
  func addEntries(
    of plan: Int, _ pool: PlanPool, _ blocks: AwardBlocks, to model: inout LinearModel
  ) {
    for place in pool.choices(plan) {
      let option = Int(pool.choiceOption[place])
      guard let line = lines[blocks.options.slot[option]] else { continue }
      model.addEntry(line.spendRow, -blocks.options.spend(option, pool.choiceUnits[place]))
    }
  }

  /// Adds the credits with (M4).
  func addColumns(to model: inout LinearModel, _ columnOf: [Int32]) {
    var caps: [(credit: ColumnIndex, reached: Int, most: Double)] = []
    for slot in order {
      guard let line = lines[slot] else { continue }
      for tier in line.tiers {
        let credit = model.addColumn(cost: 0, lower: 0, upper: .infinity)
        model.addEntry(line.spendRow, 1)
        if let row = benefitRow[tier.benefit.position] { model.addEntry(row, 1) }
        caps.append((credit, Int(columnOf[tier.reached.offset]), line.most))
      }
    }
    for cap in caps {
      let entries = [(cap.credit, 1), (ColumnIndex(cap.reached), -cap.most)]
      model.addRow(lower: -.infinity, upper: 0, entries: entries)
    }
  }
}
