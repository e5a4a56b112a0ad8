import LinearModel
import Program

/// Whole modules, one expansion after another, with iterations in between.
///
/// A budget leaves room for a few modules of many, and which ones is a question of all together. So
/// the relaxation decides again after each: the expansion that is nearest to its next whole count
/// gets it, if every hard budget allows, else the one below; what is whole already stays so. Then the
/// iterations go on a little, and money and racks go elsewhere.
struct ModuleDive {
  let formulation: Formulation

  /// How far from whole a count is whole.
  private static var slack: Double { 0.02 }
  /// Iterations after each decision.
  private static var iterations: Int { 500 }

  /// A whole number for every module, held in `method`, within all hard budgets.
  ///
  /// - Parameters:
  ///   - method: Near the relaxation's optimum; goes on with the modules held.
  ///   - goesOn: Asked before each decision; once it says no, the rest is decided at once.
  /// - Returns: A value for each module column.
  func modules(
    _ method: inout FirstOrderMethod, while goesOn: () -> Bool
  ) -> [ColumnIndex: Double] {
    let budgets = ModuleBudgets(formulation: formulation)
    var whole: [ColumnIndex: Double] = [:]
    var open = formulation.modules.indices.filter { !formulation.modules[$0].buckets.isEmpty }
    while !open.isEmpty {
      let values = method.point
      let decided = goesOn() ? next(of: open, values) : open
      for expansion in decided {
        decide(expansion, values, within: budgets, &whole)
      }
      open.removeAll { decided.contains($0) }
      let columns = decided.flatMap { formulation.modules[$0].columns.map { ColumnIndex($0) } }
      let held = columns.map { whole[$0] ?? 0 }
      method.setColumnBounds(columns, lower: held, upper: held)
      if !open.isEmpty { method.run(Self.iterations) }
    }
    return whole
  }

  /// The expansions with a whole count, and the one that is nearest to its next.
  private func next(of open: [Int], _ values: [Double]) -> [Int] {
    let counts = open.map { count(of: $0, values) }
    let isWhole = counts.map { abs($0 - $0.rounded()) <= Self.slack }
    var next = open.indices.filter { isWhole[$0] }
    let nearest = open.indices.filter { !isWhole[$0] }
      .max { counts[$0] - counts[$0].rounded(.down) < counts[$1] - counts[$1].rounded(.down) }
    if let nearest { next.append(nearest) }
    return next.map { open[$0] }
  }

  private func count(of expansion: Int, _ values: [Double]) -> Double {
    formulation.modules[expansion].columns.reduce(0) { $0 + values[$1] }
  }

  /// The next whole count if the budgets allow it, else fewer.
  private func decide(
    _ expansion: Int, _ values: [Double], within budgets: ModuleBudgets,
    _ whole: inout [ColumnIndex: Double]
  ) {
    let most = Double(formulation.program.expansions[expansion].maxCount)
    var target = min(most, (count(of: expansion, values) - Self.slack).rounded(.up))
    while target > 0 {
      var chosen = whole
      place(target, of: expansion, values, &chosen)
      if budgets.hold(chosen) {
        whole = chosen
        return
      }
      target -= 1
    }
    place(0, of: expansion, values, &whole)
  }

  /// `target` modules, each when the relaxation has reached its part of the count.
  private func place(
    _ target: Double, of expansion: Int, _ values: [Double],
    _ whole: inout [ColumnIndex: Double]
  ) {
    let total = count(of: expansion, values)
    // Half of the first module is there when it comes, half of the second, …
    let perModule = target > 0 ? total / target : 0
    var sum = 0.0
    var given = 0.0
    for column in formulation.modules[expansion].columns {
      sum += values[column]
      let reached = perModule > 0 ? (sum / perModule + 0.5 + 1e-6).rounded(.down) : 0
      whole[ColumnIndex(column)] = max(0, min(target, reached) - given)
      given = max(given, min(target, reached))
    }
  }
}
