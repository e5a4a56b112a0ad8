import Program
import Reporting
import Sourcing
import Tables

/// Score cards for people.
struct ScoreText {
  let scoring: Scoring
  /// The only lot to show; `nil`: all.
  let lot: LotIndex?

  private var event: Event { scoring.event }

  var text: String {
    let lots = scoring.lots.filter { lot == nil || $0.lot == lot }
    guard !lots.isEmpty else {
      let what = event.review.criteria.isEmpty ? "no criteria" : "no criterion for this"
      return "\(event.settings.event) has \(what): nothing is scored\n"
    }
    var parts = lots.map(section)
    let findings = scoring.findings(of: lot).map(sentence)
    if !findings.isEmpty { parts.append("To look at\n" + findings.joined()) }
    let currency = event.settings.currency
    parts.append(
      "Points order these cards only. Awards are found by money; one point of quality of a unit is "
        + "worth \(currency) \(event.settings.qualityValue.text).\n")
    return parts.joined(separator: "\n")
  }

  private func section(_ lot: LotScores) -> String {
    let id = event.lots[lot.lot].id
    let title = event.lots[lot.lot].title
    var text = title.isEmpty ? "\(id)\n" : "\(id): \(title)\n"
    guard !lot.cards.isEmpty else { return text + "  nobody bids\n" }
    text += table(lot) + stability(lot)
    return text
  }

  // MARK: Cards

  private func table(_ lot: LotScores) -> String {
    let names = lot.criteria.map { event.review.criteria[$0].id }
    let header = ["rank", "supplier", "points"] + names
    let weights =
      ["", "weight", ""] + lot.weights.map { Format.percent($0.double) }
    let rows = lot.cards.map { card in
      [rank(card, lot), event.suppliers[card.supplier].id, total(card)] + card.entries.map(cell)
    }
    return columns([header, weights] + rows, leftAligned: [1])
  }

  private func rank(_ card: ScoreCard, _ lot: LotScores) -> String {
    if let rank = lot.rank(of: card) { return "\(rank)" }
    return card.qualifies ? "open" : "out"
  }

  private func total(_ card: ScoreCard) -> String {
    if let total = card.total { return Format.fixed(total.double, 1) }
    return "\(Format.fixed(card.lowest.double, 1)) to \(Format.fixed(card.highest.double, 1))"
  }

  /// Points and, of several evaluators, half the width of what they gave: `72.5 ±5`.
  private func cell(_ entry: ScoreCard.Entry) -> String {
    guard let points = entry.points, let panel = entry.panel else { return "none" }
    var text = Format.fixed(points.double, 1)
    if let deviation = panel.standardDeviation { text += " sd \(Format.quantity(deviation))" }
    if !entry.qualifies { text += " !" }
    if entry.evidence.isLacking { text += " ?" }
    return text
  }

  private func columns(_ rows: [[String]], leftAligned: Set<Int>) -> String {
    let widths = rows[0].indices.map { column in rows.map(\.[column].count).max() ?? 0 }
    var text = ""
    for row in rows {
      let cells = row.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return leftAligned.contains(column) ? cell + blanks : blanks + cell
      }
      text += "  " + cells.joined(separator: "  ") + "\n"
    }
    return text
  }

  // MARK: Stability

  private func stability(_ lot: LotScores) -> String {
    guard let stability = RankStability(lot) else { return "  " + noLeader(lot) + "\n" }
    let leader = event.suppliers[stability.leader].id
    var text = "  \(leader) leads while one weight is within, the others in proportion:\n"
    for interval in stability.intervals {
      let name = event.review.criteria[interval.criterion].id
      let ends = [
        interval.below.map { "below: \(id($0))" }, interval.above.map { "above: \(id($0))" },
      ]
      let rivals = ends.compactMap(\.self).joined(separator: ", ")
      text += "    \(name) \(Format.percent(interval.lower.double)) to "
      text += Format.percent(interval.upper.double)
      text += rivals.isEmpty ? "\n" : "  (\(rivals))\n"
    }
    guard let change = stability.change else {
      return text + "  no weights make another supplier lead\n"
    }
    text += "  the smallest change of weights that draws level: "
    text += "\(Format.percent(change.distance.double / 2)) of the weight moves, "
    return text + "then \(id(change.rival)) has as many points\n"
  }

  private func noLeader(_ lot: LotScores) -> String {
    let leaders = lot.leaders.map(id)
    switch leaders.count {
    case 0: return "nobody is ranked: see below"
    case 1: return "\(leaders[0]) is the only one that is ranked"
    default: return "\(leaders.formattedList(with: "and")) have as many points"
    }
  }

  private func id(_ supplier: EventSupplierIndex) -> String { event.suppliers[supplier].id }

  private func sentence(_ finding: ScoreFinding) -> String {
    let lots = finding.lots.map { event.lots[$0].id }
    let shown = lots.count > 4 ? "\(lots.count) lots" : lots.formattedList(with: "and")
    return "  \(finding.sentence(event)) (\(shown))\n"
  }
}
