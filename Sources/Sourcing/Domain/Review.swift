public import Program
public import Tables

/// What bids are judged by, what was asked and what came: criteria, scores, certificates, questions,
/// answers and receipts.
///
/// Rows stand in the order of their files.
public struct EventReview: Hashable, Sendable {
  public var criteria: [Criterion] = []
  public var scores: [Score] = []
  public var certificates: [Certificate] = []
  public var questions: [Question] = []
  public var answers: [Answer] = []
  public var receipts: [Receipt] = []

  /// Nothing was judged and nothing asked.
  public init() {}
}

public typealias CriterionIndex = TableIndex<Criterion>

/// What bids are scored on: a row of `criteria.csv`.
public struct Criterion: Hashable, Sendable {
  /// Which end of the scale is good.
  public enum Direction: String, CaseIterable, Hashable, Sendable {
    case higher, lower
  }

  public var id: String
  /// Only for lots of this pillar; empty: all.
  public var pillar: String
  /// Only for lots of this category; empty: all.
  public var category: String
  /// More than 0; only its ratio to the weights of other criteria counts.
  public var weight: WrittenNumber
  /// The scale's ends, the second above the first.
  public var scaleMin: WrittenNumber
  public var scaleMax: WrittenNumber
  /// On the scale: whose mean is on its bad side does not qualify; `nil`: no such bar.
  public var minimum: WrittenNumber?
  public var direction: Direction
  /// What must back the scores; `nil`: nothing.
  public var evidence: Certificate.Level?
  /// The standard that a certificate must be of; empty: any.
  public var standard: String
  public var meaning: String

  /// Whether it is for a lot.
  public func applies(to lot: Lot) -> Bool {
    (pillar.isEmpty || pillar == lot.pillar) && (category.isEmpty || category == lot.category)
  }
}

/// What one evaluator gave: a row of `scores.csv`.
public struct Score: Hashable, Sendable {
  public var criterion: CriterionIndex
  public var supplier: EventSupplierIndex
  /// Only for this lot; `nil`: for every lot that the evaluator did not score by itself.
  public var lot: LotIndex?
  /// A role, not a person.
  public var evaluator: String
  /// On the criterion's scale.
  public var score: WrittenNumber
  public var reason: String
}

/// Evidence of a supplier: a row of `evidence.csv`.
public struct Certificate: Hashable, Sendable {
  /// How much a certificate is worth, the least first.
  public enum Level: String, CaseIterable, Hashable, Comparable, Sendable {
    case selfStatement = "self-statement"
    case document
    case thirdParty = "third-party"

    private var rank: Int { Level.allCases.firstIndex(of: self) ?? 0 }

    public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
  }

  public var id: String
  public var supplier: EventSupplierIndex
  public var standard: String
  public var issuer: String
  public var scope: String
  /// The first day; `nil`: open.
  public var validFrom: Day?
  /// The last day; `nil`: open.
  public var validTo: Day?
  public var level: Level
  /// The name of the document.
  public var document: String

  /// Whether it holds on a day.
  public func isValid(on day: Day) -> Bool {
    (validFrom.map { $0 <= day } ?? true) && (validTo.map { day <= $0 } ?? true)
  }
}

/// A question and its answer: a row of `questions.csv`.
public struct Question: Hashable, Sendable {
  public var id: String
  public var text: String
  public var asked: Day
  /// Who asked, which rivals are never told; `nil`: not said.
  public var supplier: EventSupplierIndex?
  /// What it is about; `nil`: the whole event.
  public var lot: LotIndex?
  /// Empty where there is none yet.
  public var answer: String
  public var answered: Day?
  /// Whether question and answer go to everybody.
  public var isPublished: Bool
}

/// What a supplier says on a criterion: a row of `answers.csv`.
public struct Answer: Hashable, Sendable {
  public var supplier: EventSupplierIndex
  public var criterion: CriterionIndex
  public var answer: String
  /// Names of documents that support it, `;` between; empty: none.
  public var documents: String
}

/// A bid that was taken: a row of `receipts.csv`.
public struct Receipt: Hashable, Sendable {
  public var supplier: EventSupplierIndex
  public var received: Moment
  /// The name of what came.
  public var file: String
  /// SHA-256 of its bytes, hexadecimal.
  public var digest: String
  /// Why it was taken although it was late; empty: not said.
  public var reason: String
}

extension EventReview {
  /// The positions of the receipts of bids that stand: each supplier's last one, in their order.
  public var standingReceipts: [Int] {
    var last: [EventSupplierIndex: Int] = [:]
    for (row, receipt) in receipts.enumerated() { last[receipt.supplier] = row }
    return last.values.sorted()
  }
}

extension Event {
  /// Bids that stand although they came after the deadline: the positions of their receipts.
  public var lateReceipts: [Int] {
    guard let closing = settings.closing else { return [] }
    return review.standingReceipts.filter { closing < review.receipts[$0].received }
  }
}
