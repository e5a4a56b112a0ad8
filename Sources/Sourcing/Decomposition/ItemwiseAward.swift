import LinearModel
import Program

extension AwardSolver {
  /// Whether an award is searched item by item first: one aim, the cost, and many lines; fewer where
  /// a gap is asked for that the search can prove.
  func isItemwise(_ event: Event, _ scenario: Scenario, _ variant: AwardVariant) -> Bool {
    let least = options.itemwiseLines / (options.gap >= Self.coarseGap ? 4 : 1)
    return scenario.isCostOnly && variant.probe == nil && variant.elastic == nil
      && event.lines.count >= least
  }

  /// What the search item by item finds: an award, a bound, and whether shares of plans keep
  /// the joining rows.
  func itemwise(
    _ event: Event, _ scenario: Scenario, _ variant: AwardVariant, work: String
  ) throws(AwardFault) -> (award: ItemwiseAward?, bound: Double, isRelaxed: Bool) {
    var search = ItemwiseSearch(self, event, scenario, variant, work: work)
    let award = try search.run()
    return (award, search.bound, search.isRelaxed)
  }

  /// A choice as a point, with what follows from it; `nil` where it breaks a row.
  func completed(
    _ choice: Choice, _ event: Event, _ scenario: Scenario, _ variant: AwardVariant, work: String
  ) throws(AwardFault) -> ItemwiseAward? {
    var own = variant
    own.kept = choice.units.map { $0 > 0 }
    let model = AwardModel(event, scenario, own)
    guard let point = try held(model, choice, work: work) else { return nil }
    return ItemwiseAward(
      model: model, point: point, choice: choice, cost: model.value(of: .cost, at: point))
  }

  /// The point of a choice: what follows from it is solved for.
  func held(
    _ model: AwardModel, _ choice: Choice, work: String
  ) throws(AwardFault) -> [Double]? {
    var lower = model.model.columnLower
    var upper = model.model.columnUpper
    let (columns, values) = model.values(of: choice)
    for (column, value) in zip(columns, values) {
      lower[column.offset] = value
      upper[column.offset] = value
    }
    return try settled(model, lower: lower, upper: upper, work: work)
  }
}

/// An award of a large event, as a point of the model of the lines that it uses.
struct ItemwiseAward {
  var model: AwardModel
  var point: [Double]
  var choice: Choice
  /// Money.
  var cost: Double
  /// No award costs less.
  var bound = -Double.infinity

  /// By discount, the level of the tier that holds; `nil` where none of its lines is used.
  var levels: [Int?] {
    model.tiers.map { tiers in tiers.first { point[$0.reached.offset] > 0.5 }?.level }
  }

  /// Share of the cost that may be saved at most.
  var gap: Double { max(0, cost - bound) / max(abs(cost), 1e-12) }
}

extension AwardModel {
  /// The columns of lines and bundles, with their values in a choice.
  func values(of choice: Choice) -> (columns: [ColumnIndex], values: [Double]) {
    var columns: [ColumnIndex] = []
    var values: [Double] = []
    for (line, steps) in steps.enumerated() {
      let taken = StepColumns.cheapest(of: steps, for: choice.units[line])
      for (position, step) in steps.enumerated() {
        columns += [step.chosen, step.units]
        values += position == taken ? [1, choice.units[line]] : [0, 0]
      }
    }
    for (column, wins) in zip(won, choice.bundles) {
      guard let column else { continue }
      columns.append(column)
      values.append(wins ? 1 : 0)
    }
    return (columns, values)
  }
}

extension AwardModel.StepColumns {
  /// The position of the step in which so many units cost least; `nil` where none allows them.
  static func cheapest(of steps: [AwardModel.StepColumns], for units: Double) -> Int? {
    steps.indices.filter { steps[$0].lower <= units && units <= steps[$0].upper }.min {
      steps[$0].slope * units + steps[$0].intercept < steps[$1].slope * units + steps[$1].intercept
    }
  }
}
