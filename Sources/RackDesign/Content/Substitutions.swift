import Program

/// A swap that makes more of a rack at home.
package struct Substitution: Hashable, Sendable {
  package var change: DesignChange
  /// How much more a rack costs, money; negative where it saves.
  package var extraCost: Double
  /// The share before and after it, 0 to 1.
  package var shareBefore: Double
  package var shareAfter: Double

  /// Money for each percentage point of content.
  package var costPerPoint: Double { extraCost / ((shareAfter - shareBefore) * 100) }
}

/// Which content a target speaks of.
package enum ContentMeasure: String, CaseIterable, Hashable, Sendable {
  case domestic = "domestic_content"
  case domesticValue = "domestic_value"
  case addressable = "addressable_content"

  package func share(of content: HomeContent) -> Double {
    switch self {
    case .domestic: content.share
    case .domesticValue: content.valueShare
    case .addressable: content.addressableShare
    }
  }
}

/// The cheapest next swaps towards a share of home content.
///
/// Each step takes, of all single swaps that raise the share and lose no must, the one that costs
/// least for each point; a swap that saves money comes first, the greatest saving before others.
/// This is a rule of thumb and no proof: the search finds the least cost of a target.
package enum Substitutions {
  /// Swaps in the order in which they are worth making, until the target or until none is left.
  ///
  /// - Parameters:
  ///   - design: Where to start.
  ///   - measure: What the target speaks of.
  ///   - target: A share, 0 to 1.
  ///   - folder: The catalogue and the requirements.
  /// - Returns: The swaps; the share after the last is below the target where none is left.
  /// - Complexity: O(steps × roles × components) checks.
  package static func path(
    from design: Design, _ measure: ContentMeasure, to target: Double, in folder: DesignFolder
  ) -> [Substitution] {
    var design = design
    var path: [Substitution] = []
    // Each step raises the share; a catalogue has finitely many designs, a person reads few steps.
    while path.count < 200 {
      let check = DesignCheck(design, in: folder)
      guard measure.share(of: check.measures.content) < target,
        let next = next(check, measure, in: folder)
      else { break }
      path.append(next)
      design = design.applying(next.change, in: folder)
    }
    return path
  }

  /// The cheapest single swap for each point of content.
  package static func next(
    _ check: DesignCheck, _ measure: ContentMeasure, in folder: DesignFolder
  ) -> Substitution? {
    var best: Substitution?
    for change in check.design.changes(in: folder) {
      guard case .swap = change,
        let swap = substitution(change, check, measure, in: folder)
      else { continue }
      if let known = best, !precedes(swap, known) { continue }
      best = swap
    }
    return best
  }

  private static func substitution(
    _ change: DesignChange, _ check: DesignCheck, _ measure: ContentMeasure,
    in folder: DesignFolder
  ) -> Substitution? {
    let after = DesignCheck(check.design.applying(change, in: folder), in: folder)
    let share = measure.share(of: check.measures.content)
    let raised = measure.share(of: after.measures.content)
    guard raised > share + 1e-9 else { return nil }
    let before = Set(check.failures.map { "\($0.requirement.id) \($0.mode ?? -1)" })
    guard after.failures.allSatisfy({ before.contains("\($0.requirement.id) \($0.mode ?? -1)") })
    else { return nil }
    return Substitution(
      change: change, extraCost: after.measures.price - check.measures.price, shareBefore: share,
      shareAfter: raised)
  }

  private static func precedes(_ one: Substitution, _ other: Substitution) -> Bool {
    let saves = (one.extraCost <= 0, other.extraCost <= 0)
    if saves.0 != saves.1 { return saves.0 }
    return saves.0 ? one.extraCost < other.extraCost : one.costPerPoint < other.costPerPoint
  }
}
