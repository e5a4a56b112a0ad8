public import Program

/// How far weights can move before a lot's leader changes.
///
/// With weights w and points p the leader l is ahead of rival r by D_r(w) = Σ_k w_k (p_lk - p_rk).
/// Both answers are closed forms, and in fractions exact; docs/scoring.md derives them.
public struct RankStability: Hashable, Sendable {
  /// How far one weight can move.
  public struct Interval: Hashable, Sendable {
    public var criterion: CriterionIndex
    /// The normalised weight that was given.
    public var weight: Rational
    /// Where the leader stops being ahead when the weight shrinks and the others grow in
    /// proportion; 0 if it never does.
    public var lower: Rational
    /// Where it does when the weight grows and the others shrink in proportion; 1 if it never does.
    public var upper: Rational
    /// Who has as many points at `lower`; `nil`: nobody.
    public var below: EventSupplierIndex?
    /// Who has as many points at `upper`; `nil`: nobody.
    public var above: EventSupplierIndex?
  }

  /// The smallest change of all weights that ends the lead.
  public struct Change: Hashable, Sendable {
    /// Who then has as many points.
    public var rival: EventSupplierIndex
    /// Σ |w' - w|, 0 to 2.
    public var distance: Rational
    /// By criterion of the lot; they add up to 1.
    public var weights: [Rational]
  }

  public var leader: EventSupplierIndex
  /// By criterion of the lot.
  public var intervals: [Interval]
  /// `nil`: no weights end the lead.
  public var change: Change?

  /// Looks at a lot; `nil` where there is not one leader with a rival.
  public init?(_ lot: LotScores) {
    let ranked = lot.cards.filter(\.isRanked)
    guard ranked.count > 1, lot.leaders.count == 1 else { return nil }
    leader = ranked[0].supplier
    let leads = ranked.dropFirst().map { Lead(of: ranked[0], over: $0) }
    intervals = lot.criteria.indices.map { position in
      RankStability.interval(position, lot, leads)
    }
    change = leads.compactMap { $0.smallestChange(from: lot.weights) }
      .min { $0.distance < $1.distance }
  }

  /// The interval in which D_r(t) = A + t (d - A) is not negative for any rival r, where d is the
  /// difference on the criterion and A the mean of the other differences by their weights.
  private static func interval(
    _ position: Int, _ lot: LotScores, _ leads: [Lead]
  ) -> Interval {
    let weight = lot.weights[position]
    var found = Interval(
      criterion: lot.criteria[position], weight: weight, lower: .zero, upper: .one)
    guard weight < .one else {
      found.lower = .one
      return found
    }
    for lead in leads {
      let difference = lead.differences[position]
      let others = (lead.margin(lot.weights) - weight * difference) / (.one - weight)
      let slope = difference - others
      guard !slope.isZero else { continue }
      let end = -others / slope
      if slope > .zero, end > found.lower {
        found.lower = end
        found.below = lead.rival
      } else if slope < .zero, end < found.upper {
        found.upper = end
        found.above = lead.rival
      }
    }
    return found
  }
}

/// By how much a leader is ahead of a rival on each criterion.
private struct Lead {
  let rival: EventSupplierIndex
  let differences: [Rational]

  init(of leader: ScoreCard, over other: ScoreCard) {
    rival = other.supplier
    differences = zip(leader.entries, other.entries).map {
      ($0.points ?? .zero) - ($1.points ?? .zero)
    }
  }

  func margin(_ weights: [Rational]) -> Rational {
    zip(weights, differences).reduce(.zero) { $0 + $1.0 * $1.1 }
  }

  /// The least Σ |w' - w| with weights that add up to 1 and a margin of 0.
  ///
  /// Weight that moves from criterion k to j takes d_k - d_j off the margin for each part of 1.
  /// It is best given to the criterion with the least d, and best taken from the greatest d first,
  /// so the linear program is solved by going down the list.
  func smallestChange(from weights: [Rational]) -> RankStability.Change? {
    guard let receiver = differences.indices.min(by: { differences[$0] < differences[$1] }),
      differences[receiver] <= .zero
    else { return nil }
    var left = margin(weights)
    var moved = Rational.zero
    var result = weights
    let givers = differences.indices.sorted {
      differences[$0] == differences[$1] ? $0 < $1 : differences[$0] > differences[$1]
    }
    for giver in givers where left > .zero && giver != receiver {
      let gain = differences[giver] - differences[receiver]
      guard gain > .zero else { break }
      let amount = min(weights[giver], left / gain)
      left -= amount * gain
      moved += amount
      result[giver] -= amount
    }
    result[receiver] += moved
    return RankStability.Change(rival: rival, distance: Rational(2) * moved, weights: result)
  }
}
