import Program
import Tables

/// The scores of an event, lot by lot, in exact arithmetic.
///
/// Only absolute scales are used: what one supplier's points are depends on no other bid, so a bid
/// that comes or goes moves nobody else. The formulas stand in docs/scoring.md.
public struct Scoring: Sendable {
  public let event: Event
  /// Every lot that has a criterion, in the order of the file.
  public let lots: [LotScores]

  /// Scores all lots of an event.
  ///
  /// - Complexity: O(criteria x bidders + scores) fractions a lot.
  public init(_ event: Event) {
    self.event = event
    let votes = Votes(event)
    let bidders = Bidders(event)
    lots = event.lots.rowIndices.compactMap { lot in
      Scoring.scores(of: lot, event, votes, bidders)
    }
  }

  private static func scores(
    of lot: LotIndex, _ event: Event, _ votes: Votes, _ bidders: Bidders
  ) -> LotScores? {
    let criteria = event.review.criteria.rowIndices.filter {
      event.review.criteria[$0].applies(to: event.lots[lot])
    }
    guard !criteria.isEmpty else { return nil }
    let raw = criteria.map { ExactNumbers.number(event.review.criteria[$0].weight) }
    let sum = raw.reduce(.zero, +)
    let weights = raw.map { $0 / sum }
    let cards = bidders.of(lot).map { supplier in
      card(of: supplier, lot, criteria, weights, event, votes)
    }
    return LotScores(lot: lot, criteria: criteria, weights: weights, cards: ordered(cards))
  }

  private static func card(
    of supplier: EventSupplierIndex, _ lot: LotIndex, _ criteria: [CriterionIndex],
    _ weights: [Rational], _ event: Event, _ votes: Votes
  ) -> ScoreCard {
    let evidence = EvidenceCheck(event, supplier)
    let entries = criteria.map { index -> ScoreCard.Entry in
      let criterion = event.review.criteria[index]
      let panel = Panel(votes.scores(criterion: index, supplier: supplier, lot: lot))
      return ScoreCard.Entry(
        panel: panel, points: panel.map { criterion.points($0.mean) },
        qualifies: panel.map { criterion.qualifies($0.mean) } ?? true,
        evidence: evidence.state(of: criterion))
    }
    var (lowest, highest) = (Rational.zero, Rational.zero)
    for (weight, entry) in zip(weights, entries) {
      lowest += weight * (entry.points ?? .zero)
      highest += weight * (entry.points ?? Rational(100))
    }
    return ScoreCard(supplier: supplier, entries: entries, lowest: lowest, highest: highest)
  }

  /// Ranked cards by total, then the others, each in the order of suppliers.
  private static func ordered(_ cards: [ScoreCard]) -> [ScoreCard] {
    let ranked = cards.filter(\.isRanked).sorted {
      $0.lowest == $1.lowest ? $0.supplier < $1.supplier : $0.lowest > $1.lowest
    }
    return ranked + cards.filter { !$0.isRanked }
  }
}

/// The scores of an event by what they are of.
private struct Votes {
  private struct Key: Hashable {
    var criterion: CriterionIndex
    var supplier: EventSupplierIndex
    var lot: LotIndex?
  }

  private let event: Event
  private let rows: [Key: [Int]]

  init(_ event: Event) {
    self.event = event
    var rows: [Key: [Int]] = [:]
    for (row, score) in event.review.scores.enumerated() {
      let key = Key(criterion: score.criterion, supplier: score.supplier, lot: score.lot)
      rows[key, default: []].append(row)
    }
    self.rows = rows
  }

  /// What evaluators gave for a lot, else in general, in the order of the file.
  func scores(criterion: CriterionIndex, supplier: EventSupplierIndex, lot: LotIndex) -> [Score] {
    let own = rows[Key(criterion: criterion, supplier: supplier, lot: lot)] ?? []
    let general = rows[Key(criterion: criterion, supplier: supplier, lot: nil)] ?? []
    let evaluators = Set(own.map { event.review.scores[$0].evaluator })
    let rest = general.filter { !evaluators.contains(event.review.scores[$0].evaluator) }
    return (own + rest).sorted().map { event.review.scores[$0] }
  }
}

/// Who bids for what.
struct Bidders {
  private let suppliers: [Set<EventSupplierIndex>]

  init(_ event: Event) {
    var suppliers = [Set<EventSupplierIndex>](repeating: [], count: event.lots.count)
    for line in event.lines {
      suppliers[Int(event.items[line.item].lot.position)].insert(line.supplier)
    }
    for bundle in event.bundles {
      for content in bundle.items {
        suppliers[Int(event.items[content.item].lot.position)].insert(bundle.supplier)
      }
    }
    self.suppliers = suppliers
  }

  /// Those with a line or a bundle for an item of the lot, in the order of the file.
  func of(_ lot: LotIndex) -> [EventSupplierIndex] { suppliers[Int(lot.position)].sorted() }

  /// Everybody who bids, in the order of the file.
  var all: [EventSupplierIndex] {
    suppliers.reduce(into: Set()) { $0.formUnion($1) }.sorted()
  }
}

/// Holds a supplier's certificates against what criteria need.
private struct EvidenceCheck {
  private let event: Event
  private let rows: [Int]

  init(_ event: Event, _ supplier: EventSupplierIndex) {
    self.event = event
    rows = event.review.certificates.indices.filter {
      event.review.certificates[$0].supplier == supplier
    }
  }

  func state(of criterion: Criterion) -> EvidenceState {
    guard let level = criterion.evidence else { return .notNeeded }
    let certificates = event.review.certificates
    let fitting = rows.filter {
      criterion.standard.isEmpty || certificates[$0].standard == criterion.standard
    }
    let strong = fitting.filter { certificates[$0].level >= level }
    let valid = strong.first { row in
      event.settings.selection.map { certificates[row].isValid(on: $0) } ?? true
    }
    if let valid { return .shown(certificate: valid) }
    if let row = strong.first { return .expired(certificate: row) }
    if let row = fitting.first { return .tooWeak(certificate: row) }
    return .missing
  }
}
