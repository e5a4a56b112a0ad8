import LinearModel
import Program

/// Rounded modules brought within the hard budgets for capex.
///
/// Rounding up may break a budget (C6). What to give up for it is not to be seen in the relaxation,
/// so there is one variant for each expansion that gives: its latest modules go until the budget
/// holds, and where that is not enough those of the other expansions, the dearest first.
struct ModuleBudgets {
  private let budgets: [Budget]

  /// A row of (C6): Σ capex module ≤ limit over the columns.
  private struct Budget {
    let limit: Double
    /// The columns with their capex and expansion, in the order of expansion and bucket.
    let entries: [(column: ColumnIndex, capex: Double, expansion: Int)]
  }

  init(formulation: Formulation) {
    budgets = Self.budgets(of: formulation)
  }

  /// Whether `whole` keeps every hard budget.
  func hold(_ whole: [ColumnIndex: Double]) -> Bool {
    !budgets.contains { isBroken($0, whole) }
  }

  /// The variants of `whole` that keep every hard budget: `whole` itself where it does.
  func variants(of whole: [ColumnIndex: Double]) -> [[ColumnIndex: Double]] {
    guard let broken = budgets.first(where: { isBroken($0, whole) }) else { return [whole] }
    var givers: [Int] = []
    for entry in broken.entries where whole[entry.column] ?? 0 > 0 {
      if givers.last != entry.expansion { givers.append(entry.expansion) }
    }
    return givers.map { giver in
      var variant = whole
      for budget in budgets { give(giver, within: budget, &variant) }
      return variant
    }
  }

  private static func budgets(of formulation: Formulation) -> [Budget] {
    formulation.rows.policies.compactMap { row in
      let policy = formulation.program.policies[row.policy]
      guard policy.kind == .capexMax, policy.penalty == nil else { return nil }
      var entries: [(column: ColumnIndex, capex: Double, expansion: Int)] = []
      for (x, track) in formulation.modules.enumerated() {
        let capex = formulation.program.expansions[x].capex
        for b in track.buckets where row.buckets.contains(b) && capex > 0 {
          guard let column = track.column(b) else { continue }
          entries.append((ColumnIndex(column), capex, x))
        }
      }
      return Budget(limit: policy.value, entries: entries)
    }
  }

  private func isBroken(_ budget: Budget, _ whole: [ColumnIndex: Double]) -> Bool {
    let spent = budget.entries.reduce(0) { $0 + $1.capex * (whole[$1.column] ?? 0) }
    return spent - budget.limit > 1e-9 * max(1, budget.limit)
  }

  /// Takes modules away until the budget holds: those of `giver` first, the latest first.
  private func give(
    _ giver: Int, within budget: Budget, _ whole: inout [ColumnIndex: Double]
  ) {
    let order = budget.entries.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if (a.expansion == giver) != (b.expansion == giver) { return a.expansion == giver }
      if a.capex != b.capex { return a.capex > b.capex }
      return left.offset > right.offset
    }
    for (_, entry) in order {
      while isBroken(budget, whole), let count = whole[entry.column], count > 0 {
        whole[entry.column] = count - 1
      }
    }
  }
}
