import LinearModel
import Program

/// Duals of joining rows by what the rows are about, so that they can be read under other rules.
struct RowPrices {
  /// What a row of the blocks is about.
  private enum Key: Hashable {
    /// The row of the model before all rules.
    case fact(Int)
    /// The row of a rule.
    case rule(String, Int)
    /// (J1) of a bundle and an item.
    case share(bundle: Int32, item: Int)
    /// (J2) of a line and its supplier.
    case winner(line: Int32)
    /// (J3) of a line and the level of a tier.
    case tier(line: Int32, level: Int)
  }

  private var known: [Key: Double] = [:]
  /// Rows before all rules.
  private var facts = 0

  init() {}

  init(_ duals: [Double], _ blocks: AwardBlocks) {
    facts = RowPrices.factCount(blocks)
    RowPrices.forEachKey(blocks) { key, row in
      if duals[row] != 0 { known[key] = duals[row] }
    }
  }

  var isEmpty: Bool { known.isEmpty }

  /// Duals by row of the blocks; 0 for rows that were not there.
  func duals(_ blocks: AwardBlocks) -> [Double] {
    var duals = [Double](repeating: 0, count: blocks.rowCount)
    let hasFacts = RowPrices.factCount(blocks) == facts
    RowPrices.forEachKey(blocks) { key, row in
      if case .fact = key, !hasFacts { return }
      duals[row] = known[key] ?? 0
    }
    return duals
  }

  private static func factCount(_ blocks: AwardBlocks) -> Int {
    blocks.model.ruleParts.first?.rows.lowerBound ?? blocks.model.model.rowCount
  }

  private static func forEachKey(_ blocks: AwardBlocks, _ take: (Key, Int) -> Void) {
    let model = blocks.model
    for row in 0..<factCount(blocks) { take(.fact(row), row) }
    for part in model.ruleParts {
      let id = model.scenario.rules[part.rule].id
      for (place, row) in part.rows.enumerated() { take(.rule(id, place), row) }
    }
    for item in 0..<blocks.itemCount {
      for slot in blocks.itemStarts[item]..<blocks.itemStarts[item + 1] {
        let (line, bundle) = (blocks.slots.line[slot], blocks.slots.bundle[slot])
        let winner =
          line < 0 ? nil : model.wins[Int(model.event.lines[Int(line)].supplier.position)]
        for place in blocks.slots.rowStarts[slot]..<blocks.slots.rowStarts[slot + 1] {
          let row = Int(blocks.slots.rows[place])
          if bundle >= 0 { take(.share(bundle: bundle, item: item), row) }
          let column = blocks.joinedColumn[row - model.model.rowCount]
          if let winner, winner.position == column { take(.winner(line: line), row) }
        }
        for option in blocks.slots.starts[slot]..<blocks.slots.starts[slot + 1] {
          let row = Int(blocks.options.tierRow[option])
          if row >= 0 { take(.tier(line: line, level: blocks.level(option)), row) }
        }
      }
    }
  }
}
