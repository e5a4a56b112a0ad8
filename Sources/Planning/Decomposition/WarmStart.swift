import LinearModel
import Program

/// A hash of the numbers of each owner of columns and rows (``Ownership``, all items).
///
/// An owner with the same hash as in an earlier plan has the same problem where it is asked for the
/// same, and so the same answer.
struct OwnerHashes {
  let owners: [[ItemIndex]]
  let hashes: [UInt64]

  /// Hashes the owners in O(columns + rows + entries).
  init(_ formulation: Formulation, _ matrix: SparseColumns) {
    let ownership = Ownership(formulation, matrix, scope: .all)
    owners = ownership.owners
    hashes = formulation.ownerHashes(matrix, ownership)
  }
}

extension FirstOrderSearch {
  /// (F0) The old proof's duals, mended under the new numbers, give a bound; the old plan with its
  ///      whole numbers, repaired where its rows do not hold any more or its numbers have changed,
  ///      and with awards chosen anew there, gives a plan.
  ///
  /// A re-plan is asked for the quality of the plan that it starts from, not for a better one: most
  /// what-ifs are asked to compare two plans. So it may stop at ``allowance`` times the old gap.
  mutating func resume(from restart: Restart, _ owners: OwnerHashes) throws(SolverError) {
    goal = max(options.gap, Self.allowance * restart.gap)
    let duals = restart.proof.map { Double($0) }
    if !duals.isEmpty {
      try prove(duals, withProducts: false)
      note("bound of the old prices: \(proof?.bound ?? -.infinity)")
    }
    let start = restart.start(within: formulation.model)
    let isSettled = owners.hashes.indices.map { owner in
      restart.owners.count == owners.hashes.count && restart.owners[owner] == owners.hashes[owner]
    }
    let repair = PlanRepair(formulation: formulation, solver: solver)
    let budgets = ModuleBudgets(formulation: formulation)
    for whole in budgets.variants(of: wholeNumbers(of: start)) where goesOn(.search) {
      guard let values = try repair.repaired(start, whole: whole, isSettled: isSettled) else {
        continue
      }
      keep(values, "old plan repaired")
      try chooseAwards(values, start, isSettled, owners)
      break
    }
    if gap > goal, !duals.isEmpty, goesOn(.search) {
      try prove(duals, withProducts: true)
      note("bound with product prices: \(proof?.bound ?? -.infinity)")
    }
  }

  /// How much wider than the old gap that of a re-plan may be.
  private static var allowance: Double { 1.1 }

  /// Chooses the awards anew of items whose numbers or flows have changed.
  private mutating func chooseAwards(
    _ values: [Double], _ old: [Double], _ isSettled: [Bool], _ owners: OwnerHashes
  ) throws(SolverError) {
    var isChanged = [Bool](repeating: false, count: formulation.program.items.count)
    for (items, isSettled) in zip(owners.owners, isSettled) where !isSettled {
      for item in items { isChanged[Int(item.position)] = true }
    }
    let better = try awards(for: values).improved(values) { item in
      item.items.contains { isChanged[Int($0.position)] }
        || item.columns.contains { values[Int($0)] != old[Int($0)] }
    }
    keep(better, "awards of what has changed")
  }
}

extension Restart {
  /// The relaxation's point and duals; `nil` where the plan was found as one model.
  var start: (point: [Double], duals: [Double])? {
    point.isEmpty ? nil : (point.map { Double($0) }, duals.map { Double($0) })
  }

  /// This relaxation with another plan and proof.
  func next(_ found: FoundPoint, hashes: [UInt64], gap: Double) -> Restart {
    var next = self
    next.values = found.values.map { Float($0) }
    next.proof = found.rowDuals.map { Float($0) }
    next.owners = hashes
    next.gap = gap.isFinite ? gap : 0
    return next
  }
}
