import Program
import Sourcing

/// The score cards of an event, lot by lot.
struct EventScores: Sendable {
  let data: EventReportData

  /// Everybody who bids, with points; `nil` where nobody scored anything.
  var table: Table? {
    let event = data.event
    let lots = Scoring(event).lots.filter { lot in
      lot.cards.contains { card in card.entries.contains { $0.points != nil } }
    }
    guard !lots.isEmpty else { return nil }
    let rows = lots.flatMap { lot in
      lot.cards.map { card -> [Table.Cell] in
        let state = card.qualifies ? (card.isComplete ? "" : "scores missing") : "below a minimum"
        return [
          Table.Cell(data.name(lot.lot)), Table.Cell(data.name(card.supplier)),
          Table.Cell(
            lot.rank(of: card).map(String.init) ?? "", key: lot.rank(of: card).map(Double.init)),
          .number(card.lowest.double, decimals: 1), .number(card.highest.double, decimals: 1),
          .number(Double(card.entries.count { $0.evidence.isLacking })),
          Table.Cell(state, mark: state.isEmpty ? nil : "warn"),
        ]
      }
    }
    return Table(
      columns: [
        .name("Lot"), .text("Supplier"), .number("Rank"), .number("Points, at least"),
        .number("Points, at most"), .number("Evidence lacking"), .text("Note"),
      ], rows: rows)
  }
}
