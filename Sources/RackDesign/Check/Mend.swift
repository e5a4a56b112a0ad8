import Program

/// The cheapest single change that makes a design meet what it misses.
package struct Mend: Hashable, Sendable {
  package var change: DesignChange
  /// How much more a rack costs after it, money; negative where it saves.
  package var extraCost: Double
  /// Positions of the check's failures that are met after it.
  package var mends: [Int]
  /// Whether every must is met after it.
  package var mendsAll: Bool
}

/// Finds mends by trying every single change.
///
/// A change mends a failure if the same requirement in the same mode is met after it and no must
/// is missed that was met before. Of equally cheap changes the first counts.
package struct Mender {
  private let check: DesignCheck
  private let mends: [Mend]

  /// Tries every change of the check's design.
  ///
  /// - Complexity: O(roles × components) checks.
  package init(_ check: DesignCheck, in folder: DesignFolder) {
    self.check = check
    let failures = check.failures
    guard !failures.isEmpty else {
      mends = []
      return
    }
    mends = check.design.changes(in: folder).compactMap { change in
      let after = DesignCheck(check.design.applying(change, in: folder), in: folder)
      return Mender.mend(change, from: check, to: after, failures)
    }
  }

  private static func mend(
    _ change: DesignChange, from before: DesignCheck, to after: DesignCheck, _ failures: [Verdict]
  ) -> Mend? {
    let left = after.failures
    func isListed(_ verdict: Verdict, in list: [Verdict]) -> Bool {
      list.contains { $0.requirement.id == verdict.requirement.id && $0.mode == verdict.mode }
    }
    guard left.allSatisfy({ isListed($0, in: failures) }) else { return nil }
    let mended = failures.indices.filter { !isListed(failures[$0], in: left) }
    guard !mended.isEmpty else { return nil }
    return Mend(
      change: change, extraCost: after.measures.price - before.measures.price, mends: mended,
      mendsAll: left.isEmpty)
  }

  /// The cheapest change that mends one failure.
  ///
  /// - Parameter failure: Position in the check's failures.
  /// - Returns: `nil` where no single change does.
  package func cheapest(for failure: Int) -> Mend? {
    first { $0.mends.contains(failure) }
  }

  /// The cheapest change after which every must is met; `nil` where no single change does.
  package var cheapestForAll: Mend? {
    first { $0.mendsAll }
  }

  private func first(where fits: (Mend) -> Bool) -> Mend? {
    var best: Mend?
    for mend in mends where fits(mend) {
      if mend.extraCost < best?.extraCost ?? .infinity { best = mend }
    }
    return best
  }
}
