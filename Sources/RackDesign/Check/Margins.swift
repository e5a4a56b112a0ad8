extension Verdict {
  /// The margin as a share of the bound; `nil` where there is none, the bound is 0, or both are days.
  package var marginShare: Double? {
    guard requirement.value != 0, requirement.quantity.dimension != .date else { return nil }
    return margin.map { $0 / abs(requirement.value) }
  }
}

extension DesignCheck {
  /// Of each requirement the verdict with the least margin, in the order of the check.
  package var tightest: [Verdict] {
    var tightest: [Verdict] = []
    for verdict in verdicts {
      let known = tightest.firstIndex { $0.requirement.id == verdict.requirement.id }
      guard let known else {
        tightest.append(verdict)
        continue
      }
      let (old, new) = (tightest[known].margin, verdict.margin)
      guard let old else { continue }
      if new ?? -.infinity < old { tightest[known] = verdict }
    }
    return tightest
  }

  /// The requirements that are met by the least share of their bound, or missed by the most.
  ///
  /// - Parameter count: At most so many.
  /// - Returns: Of each the verdict with the least margin, the least share first.
  package func narrowest(_ count: Int) -> [Verdict] {
    let shares = tightest.compactMap { verdict in
      verdict.marginShare.map { (verdict: verdict, share: $0) }
    }
    let sorted = shares.enumerated().sorted {
      ($0.element.share, $0.offset) < ($1.element.share, $1.offset)
    }
    return sorted.prefix(count).map(\.element.verdict)
  }
}

/// A requirement whose margin is another than before.
package struct MarginDifference: Hashable, Sendable {
  /// In the mode with the least margin; `nil` where nothing asks for it.
  package var before: Verdict?
  package var after: Verdict?

  /// Every requirement whose margin differs from one check of a design to another.
  ///
  /// Requirements as they are now come first, in their order, then those that are gone.
  static func all(from old: DesignCheck?, to new: DesignCheck?) -> [MarginDifference] {
    guard let old, let new else { return [] }
    let (before, after) = (old.tightest, new.tightest)
    let changed = after.map { verdict in
      let id = verdict.requirement.id
      return MarginDifference(before: before.first { $0.requirement.id == id }, after: verdict)
    }
    let gone = before.filter { verdict in
      !after.contains { $0.requirement.id == verdict.requirement.id }
    }
    let all = changed + gone.map { MarginDifference(before: $0, after: nil) }
    return all.filter(\.isDifferent)
  }

  private var isDifferent: Bool {
    guard let old = before?.margin, let new = after?.margin else {
      return before?.margin != after?.margin || (before == nil) != (after == nil)
    }
    let size = [before?.value, after?.value, before?.requirement.value, after?.requirement.value]
      .compactMap { $0.map(abs) }.reduce(1, max)
    return abs(old - new) > Verdict.tolerance * size
  }
}
