public import Program
import Tables

/// Something in the scores that a person should look at.
public struct ScoreFinding: Hashable, Sendable {
  /// What it is.
  public enum Kind: Hashable, Sendable {
    /// The mean score is worse than the criterion's minimum: the supplier does not qualify.
    case belowMinimum(mean: Rational)
    /// Nobody scored the supplier: it has no total and no rank.
    case missingScore
    /// An evaluator's score lies far from the others'.
    case outlier(evaluator: String, score: Rational, median: Rational)
    /// The criterion lacks the evidence that it needs.
    case evidence(EvidenceState)
  }

  public var kind: Kind
  public var criterion: CriterionIndex
  public var supplier: EventSupplierIndex
  /// The lots it is about, in the order of the file.
  public var lots: [LotIndex]
}

extension Scoring {
  /// Every finding, the same one in several lots once: by kind, supplier and criterion.
  ///
  /// With `only` a lot, of that lot alone.
  public func findings(of only: LotIndex? = nil) -> [ScoreFinding] {
    var found: [ScoreFinding] = []
    var places: [ScoreFinding: Int] = [:]
    for lot in lots where only == nil || lot.lot == only {
      for finding in Scoring.findings(in: lot) {
        var key = finding
        key.lots = []
        if let place = places[key] {
          found[place].lots += finding.lots
        } else {
          places[key] = found.count
          found.append(finding)
        }
      }
    }
    return found.enumerated().sorted { left, right in
      (left.element.order, left.element.supplier, left.element.criterion, left.offset)
        < (right.element.order, right.element.supplier, right.element.criterion, right.offset)
    }.map(\.element)
  }

  private static func findings(in lot: LotScores) -> [ScoreFinding] {
    lot.cards.flatMap { card in
      zip(lot.criteria, card.entries).flatMap { criterion, entry in
        kinds(of: entry).map {
          ScoreFinding(kind: $0, criterion: criterion, supplier: card.supplier, lots: [lot.lot])
        }
      }
    }
  }

  private static func kinds(of entry: ScoreCard.Entry) -> [ScoreFinding.Kind] {
    var kinds: [ScoreFinding.Kind] = []
    if let panel = entry.panel {
      if !entry.qualifies { kinds.append(.belowMinimum(mean: panel.mean)) }
      let median = Panel.median(panel.votes.map(\.score))
      for vote in panel.votes where vote.isOutlier {
        kinds.append(.outlier(evaluator: vote.evaluator, score: vote.score, median: median))
      }
    } else {
      kinds.append(.missingScore)
    }
    if entry.evidence.isLacking { kinds.append(.evidence(entry.evidence)) }
    return kinds
  }

  /// The rules that keep suppliers who do not qualify out of an award: one `forbid` for each
  /// supplier and lot, in order.
  public var forbidRules: [ForbidRule] {
    lots.flatMap { lot in
      lot.cards.filter { !$0.qualifies }.sorted { $0.supplier < $1.supplier }.map { card in
        ForbidRule(
          supplier: card.supplier, lot: lot.lot,
          criteria: zip(lot.criteria, card.entries).filter { !$1.qualifies }.map(\.0))
      }
    }
  }
}

/// A rule that keeps a supplier out of a lot, and the criteria that it misses.
public struct ForbidRule: Hashable, Sendable {
  public var supplier: EventSupplierIndex
  public var lot: LotIndex
  public var criteria: [CriterionIndex]

  /// The first line of the file.
  public static let heading = "# Suppliers whose mean score is below a criterion's minimum."

  /// Rules as a scenario's file: the cheapest award that keeps them.
  public static func scenario(_ rules: [ForbidRule], _ event: Event) -> String {
    var text = "\(heading)\n"
    text += "objective: cost\n"
    text += rules.isEmpty ? "rules: []\n" : "rules:\n"
    for (position, rule) in rules.enumerated() {
      let names = rule.criteria.map { event.review.criteria[$0].id }
      text += "  # below the minimum of \(names.formattedList(with: "and"))\n"
      text += "  - {rule: unqualified-\(position + 1), kind: forbid, "
      text += "supplier: \"\(event.suppliers[rule.supplier].id)\", "
      text += "lot: \"\(event.lots[rule.lot].id)\"}\n"
    }
    return text
  }
}

extension ScoreFinding {
  fileprivate var order: Int {
    switch kind {
    case .belowMinimum: 0
    case .missingScore: 1
    case .evidence: 2
    case .outlier: 3
    }
  }

  /// The kind as a word for documents.
  public var name: String {
    switch kind {
    case .belowMinimum: "below_minimum"
    case .missingScore: "missing_score"
    case .outlier: "outlier"
    case .evidence(let state): "evidence_" + state.name
    }
  }

  /// The finding as a sentence without its lots: "cooler is below the minimum 6 of quality: 5.5".
  public func sentence(_ event: Event) -> String {
    let name = event.suppliers[supplier].id
    let criterion = event.review.criteria[criterion]
    switch kind {
    case .belowMinimum(let mean):
      let bar = criterion.minimum?.text ?? ""
      let worse = criterion.direction == .higher ? "below the minimum" : "above the most allowed"
      return "\(name) is \(worse), \(bar), of \(criterion.id): \(DecimalText.text(mean.double))"
    case .missingScore: return "\(name) has no score of \(criterion.id): no total, no rank"
    case .outlier(let evaluator, let score, let median):
      return "\(evaluator) gives \(name) \(DecimalText.text(score.double)) for \(criterion.id), "
        + "far from the median \(DecimalText.text(median.double))"
    case .evidence(let state):
      let level = criterion.evidence?.rawValue ?? ""
      let standard = criterion.standard.isEmpty ? "" : " of \(criterion.standard)"
      let need = "\(criterion.id) needs \(level) evidence\(standard)"
      return "\(name): \(need); " + state.words(event)
    }
  }
}

extension EvidenceState {
  /// The state as a word for documents.
  public var name: String {
    switch self {
    case .notNeeded: "not_needed"
    case .shown: "shown"
    case .expired: "expired"
    case .tooWeak: "too_weak"
    case .missing: "missing"
    }
  }

  /// The state in words: "certificate c1 ended on 2026-01-31".
  func words(_ event: Event) -> String {
    switch self {
    case .notNeeded: return "none is needed"
    case .missing: return "there is none"
    case .shown(let row): return "certificate \(event.review.certificates[row].id) shows it"
    case .tooWeak(let row):
      let certificate = event.review.certificates[row]
      return "certificate \(certificate.id) is a \(certificate.level.rawValue)"
    case .expired(let row):
      let certificate = event.review.certificates[row]
      if let selection = event.settings.selection, let last = certificate.validTo,
        last < selection
      {
        return "certificate \(certificate.id) ended on \(last), before the selection"
      }
      let first = certificate.validFrom.map { "\($0)" } ?? ""
      return "certificate \(certificate.id) starts on \(first), after the selection"
    }
  }
}
