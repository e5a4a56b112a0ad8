import LinearModel
import Program

/// Values of columns between the items by what the columns are about, so that they can be read under
/// other rules.
struct ColumnValues {
  /// What a column between the items is about.
  private enum Key: Hashable {
    case winner(supplier: Int)
    case bundle(Int)
    case reached(discount: Int, level: Int)
    case benefit(discount: Int, level: Int)
    /// A column of a rule's own.
    case rule(String, Int)
  }

  private var known: [Key: Double] = [:]

  init() {}

  /// - Parameters:
  ///   - values: By column of the cut model.
  ///   - model: The cut model.
  init(_ values: [Double], _ model: AwardModel) {
    ColumnValues.forEachKey(model) { key, column in known[key] = values[column] }
  }

  /// By column of a cut model, its value; `nil` where it was not there.
  func values(_ model: AwardModel) -> [Double?] {
    var values = [Double?](repeating: nil, count: model.model.columnCount)
    ColumnValues.forEachKey(model) { key, column in values[column] = known[key] }
    return values
  }

  private static func forEachKey(_ model: AwardModel, _ take: (Key, Int) -> Void) {
    for (supplier, column) in model.wins.enumerated() {
      if let column { take(.winner(supplier: supplier), column.offset) }
    }
    for (bundle, column) in model.won.enumerated() {
      if let column { take(.bundle(bundle), column.offset) }
    }
    for (discount, tiers) in model.tiers.enumerated() {
      for tier in tiers {
        take(.reached(discount: discount, level: tier.level), tier.reached.offset)
        take(.benefit(discount: discount, level: tier.level), tier.benefit.offset)
      }
    }
    for part in model.ruleParts {
      let id = model.scenario.rules[part.rule].id
      for (place, column) in part.columns.enumerated() { take(.rule(id, place), column) }
    }
  }
}
