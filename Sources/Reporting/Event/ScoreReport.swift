public import Program
public import Sourcing
import Tables

/// The scores of an event as a document.
public struct ScoreReport: Sendable {
  /// The document.
  public var json: JSONValue

  /// Describes scores.
  ///
  /// - Parameters:
  ///   - scoring: The scores.
  ///   - lot: The only lot to show; `nil`: all.
  public init(_ scoring: Scoring, lot: LotIndex?) {
    let event = scoring.event
    let lots = scoring.lots.filter { lot == nil || $0.lot == lot }
    let rules = scoring.forbidRules.filter { lot == nil || $0.lot == lot }
    json = [
      "format": 1, "event": .string(event.settings.event),
      "note": "points decide no award: money does, with quality at the published quality_value",
      "lots": .array(lots.map { ScoreReport.lot($0, event) }),
      "findings": .array(
        scoring.findings(of: lot).map { finding in
          [
            "kind": .string(finding.name),
            "supplier": .string(event.suppliers[finding.supplier].id),
            "criterion": .string(event.review.criteria[finding.criterion].id),
            "lots": .strings(finding.lots.map { event.lots[$0].id }),
            "detail": .string(finding.sentence(event)),
          ]
        }),
      "forbid": .array(
        rules.map { rule in
          [
            "supplier": .string(event.suppliers[rule.supplier].id),
            "lot": .string(event.lots[rule.lot].id),
            "criteria": .strings(rule.criteria.map { event.review.criteria[$0].id }),
          ]
        }),
    ]
  }

  private static func number(_ value: Rational?) -> JSONValue {
    AwardNumbers.plain(value?.double)
  }

  private static func name(_ supplier: EventSupplierIndex?, _ event: Event) -> JSONValue {
    supplier.map { .string(event.suppliers[$0].id) } ?? .null
  }

  private static func lot(_ lot: LotScores, _ event: Event) -> JSONValue {
    [
      "lot": .string(event.lots[lot.lot].id),
      "leaders": .strings(lot.leaders.map { event.suppliers[$0].id }),
      "weights": .object(
        zip(lot.criteria, lot.weights).map { criterion, weight in
          .init(event.review.criteria[criterion].id, number(weight))
        }),
      "cards": .array(lot.cards.map { card($0, lot, event) }),
      "stability": RankStability(lot).map { stability($0, lot, event) } ?? .null,
    ]
  }

  private static func card(_ card: ScoreCard, _ lot: LotScores, _ event: Event) -> JSONValue {
    [
      "supplier": name(card.supplier, event),
      "rank": lot.rank(of: card).map(JSONValue.int) ?? .null, "points": number(card.total),
      "points_at_least": number(card.lowest), "points_at_most": number(card.highest),
      "qualifies": .bool(card.qualifies),
      "criteria": .object(
        zip(lot.criteria, card.entries).map { criterion, entry in
          .init(event.review.criteria[criterion].id, ScoreReport.entry(entry, event))
        }),
    ]
  }

  private static func entry(_ entry: ScoreCard.Entry, _ event: Event) -> JSONValue {
    let panel = entry.panel
    return [
      "points": number(entry.points), "mean": number(panel?.mean),
      "lowest": number(panel?.range.lowerBound), "highest": number(panel?.range.upperBound),
      "standard_deviation": AwardNumbers.plain(panel?.standardDeviation),
      "qualifies": .bool(entry.qualifies), "evidence": .string(entry.evidence.name),
      "scores": .array(
        (panel?.votes ?? []).map { vote in
          [
            "evaluator": .string(vote.evaluator), "score": number(vote.score),
            "outlier": .bool(vote.isOutlier), "reason": .string(vote.reason),
          ]
        }),
    ]
  }

  private static func stability(
    _ stability: RankStability, _ lot: LotScores, _ event: Event
  ) -> JSONValue {
    let names = lot.criteria.map { event.review.criteria[$0].id }
    return [
      "leader": name(stability.leader, event),
      "intervals": .object(
        zip(names, stability.intervals).map { criterion, interval in
          .init(
            criterion,
            [
              "weight": number(interval.weight), "lower": number(interval.lower),
              "upper": number(interval.upper), "below": name(interval.below, event),
              "above": name(interval.above, event),
            ])
        }),
      "smallest_change": stability.change.map { change in
        [
          "rival": name(change.rival, event), "distance": number(change.distance),
          "weights": .object(
            zip(names, change.weights).map { .init($0, .number($1.double)) }),
        ]
      } ?? .null,
    ]
  }
}
