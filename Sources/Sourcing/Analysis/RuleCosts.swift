import Program

/// What the rules of a scenario cost, as far as the gaps of the searches tell.
///
/// The cost of a rule is the optimum less the optimum without it, and either is known within the
/// gap of its search only. Under a single aim no rule brings a gain, since what keeps all rules keeps
/// all but one as well: a difference that looks like a gain is the gap, and the cost is 0 as far as
/// is known. Under stages a gain may be real: without the rule an earlier stage may reach more, and
/// the last one then has less room.
public struct RuleCosts: Sendable {
  /// What one rule, or all together, cost.
  public struct Cost: Hashable, Sendable {
    /// How much worse the award is than without the rule, in the last aim's unit.
    ///
    /// Never negative under a single aim.
    public var amount: Double
    /// Whether the gap is as large, so that it may be 0 as well.
    public var isWithinGap: Bool
  }

  /// By rule; `nil`: not known, because the search without it found nothing as good in time.
  public var rules: [Cost?]
  /// Of all rules together.
  public var together: Cost?
  /// By how much each may be off, in the last aim's unit; 0 where that is rounding.
  public var within: Double
  /// What the costs are counted in.
  public var aim: Aim
  /// Whether there is a single aim, so that costs are costs.
  public var isSingleAim: Bool

  /// Weighs what an analysis found.
  ///
  /// - Parameters:
  ///   - award: The best award.
  ///   - analysis: What was found without rules.
  ///   - scenario: The rules.
  ///   - gap: The share at which searches stopped.
  public init(_ award: Award, _ analysis: AwardAnalysis, _ scenario: Scenario, gap: Double) {
    let aim = scenario.stages[scenario.stages.count - 1].aim
    let isSingleAim = scenario.stages.count == 1
    let others = analysis.withoutRule + [analysis.withoutRules]
    let largest = others.reduce(0) { max($0, abs($1 ?? 0)) }
    let room = max(abs(award.objective - award.bound), max(gap, Self.leastGap) * largest)
    let isExact = room <= Self.rounding * max(1, abs(award.objective))
    func cost(_ other: Double?) -> Cost? {
      guard let other else { return nil }
      // A difference of 0 stays 0 where the sign turns.
      let amount = aim.sign * (award.objective - other) + 0
      guard isSingleAim else {
        return Cost(amount: amount, isWithinGap: !isExact && abs(amount) <= room)
      }
      guard amount >= -max(room, Self.rounding * max(1, abs(other))) else { return nil }
      return Cost(amount: max(0, amount), isWithinGap: !isExact && amount <= room)
    }
    rules = analysis.withoutRule.map(cost)
    together = cost(analysis.withoutRules)
    within = isExact ? 0 : room
    self.aim = aim
    self.isSingleAim = isSingleAim
  }

  /// What the single costs add up to; `nil` where one is not known.
  public var sum: Double? {
    rules.contains(nil) ? nil : rules.reduce(0) { $0 + ($1?.amount ?? 0) }
  }

  /// Whether the single costs are known to add up to another sum than all rules together cost.
  public var isSumAnother: Bool {
    guard isSingleAim, let together, let sum else { return false }
    let room = max(within * Double(rules.count + 1), Self.rounding * max(1, abs(together.amount)))
    return abs(sum - together.amount) > room
  }

  /// The optimum minus the optimum without the rule, as the last aim counts it.
  public func difference(_ cost: Cost) -> Double { aim.sign * cost.amount + 0 }

  /// What the solver stops at where nothing is asked for.
  private static let leastGap = 1e-9
  /// The share below which a difference is rounding.
  private static let rounding = 1e-6
}
