public import Program

/// One supplier in one lot, criterion by criterion.
public struct ScoreCard: Hashable, Sendable {
  /// One criterion of a card.
  public struct Entry: Hashable, Sendable {
    /// What the evaluators gave; `nil`: nobody scored it.
    public var panel: Panel?
    /// 0 to 100; `nil` without a score.
    public var points: Rational?
    /// Whether the mean is no worse than the criterion's minimum; true without a score.
    public var qualifies: Bool
    public var evidence: EvidenceState
  }

  public var supplier: EventSupplierIndex
  /// By criterion of the lot.
  public var entries: [Entry]
  /// The least total that missing scores leave possible, 0 to 100.
  public var lowest: Rational
  /// The greatest total that missing scores leave possible, 0 to 100.
  public var highest: Rational

  /// The weighted mean of the points; `nil` where a score is missing.
  public var total: Rational? { isComplete ? lowest : nil }
  /// Whether every criterion has a score.
  public var isComplete: Bool { entries.allSatisfy { $0.points != nil } }
  /// Whether no score is below its minimum.
  public var qualifies: Bool { entries.allSatisfy(\.qualifies) }
  /// Whether it can be the best: nothing is missing, nothing below a minimum.
  public var isRanked: Bool { isComplete && qualifies }
}

/// What there is of the evidence that a criterion needs.
public enum EvidenceState: Hashable, Sendable {
  /// The criterion needs none.
  case notNeeded
  /// A certificate that is good enough and valid; without a day of selection, good enough.
  case shown(certificate: Int)
  /// Good enough, but not valid on the day of selection.
  case expired(certificate: Int)
  /// Valid or not, of the standard, but below the level.
  case tooWeak(certificate: Int)
  /// None of the standard.
  case missing

  /// Whether the criterion lacks its evidence.
  public var isLacking: Bool {
    switch self {
    case .notNeeded, .shown: false
    case .expired, .tooWeak, .missing: true
    }
  }
}

/// The score cards of one lot.
public struct LotScores: Hashable, Sendable {
  public var lot: LotIndex
  /// Those that are for the lot, in the order of the file.
  public var criteria: [CriterionIndex]
  /// By criterion; they add up to 1.
  public var weights: [Rational]
  /// Everybody who bids for the lot: ranked ones first, by total, then in the order of the file.
  public var cards: [ScoreCard]

  /// The best of those who are ranked, two or more where they have as many points; none where
  /// nobody is ranked.
  public var leaders: [EventSupplierIndex] {
    guard let best = cards.first, best.isRanked else { return [] }
    return cards.filter { $0.isRanked && $0.total == best.total }.map(\.supplier)
  }

  /// The place of a card, from 1, shared by those with as many points; `nil`: not ranked.
  public func rank(of card: ScoreCard) -> Int? {
    guard card.isRanked, let total = card.total else { return nil }
    return 1 + cards.count { $0.isRanked && ($0.total ?? total) > total }
  }
}
