import Program
import Sourcing

/// Losing bids and the prices at which they would win, in text: those that come nearest.
struct BreakInText {
  private let event: Event
  /// Bids that would win at some price, the least fall of their own price first.
  private let near: [AwardAnalysis.BreakIn]
  /// Those that would win at none, by name.
  private let hopeless: [String]

  init(_ entries: [AwardAnalysis.BreakIn], _ event: Event) {
    self.event = event
    near = entries.filter { $0.price != nil }.enumerated().sorted {
      (BreakInText.fall($0.element), $0.offset) < (BreakInText.fall($1.element), $1.offset)
    }.map(\.element)
    hopeless = entries.filter { $0.price == nil }.map { BreakInText.name($0.bid, event) }
  }

  /// Nothing where no losing bid was asked.
  var text: String {
    guard !near.isEmpty || !hopeless.isEmpty else { return "" }
    var lines = near.prefix(Self.shown).map(line)
    if near.count > Self.shown {
      lines.append("and \(Format.count(near.count - Self.shown, "losing bid")) more at some price")
    }
    if !hopeless.isEmpty {
      let more = hopeless.count - Self.shown
      let names = hopeless.prefix(Self.shown).joined(separator: ", ")
      lines.append("at no price: \(names)\(more > 0 ? " and \(more) more" : "")")
    }
    return "losing bids, and the highest price at which they would be in a best award:\n"
      + lines.map { "  \($0)\n" }.joined()
  }

  /// Bids that are shown.
  private static let shown = 5

  private static func name(_ bid: AwardAnalysis.BreakIn.Bid, _ event: Event) -> String {
    switch bid {
    case .line(let line): event.lines[line].id
    case .bundle(let bundle): "bundle \(event.bundles[bundle].id)"
    }
  }

  /// The share by which the bid's own price would have to fall.
  private static func fall(_ entry: AwardAnalysis.BreakIn) -> Double {
    guard let price = entry.price, entry.quoted > 0 else { return 1 }
    return 1 - price / entry.quoted
  }

  /// `frame-homeworks: USD 88 for each of 1.2, bid at 100`.
  private func line(_ entry: AwardAnalysis.BreakIn) -> String {
    let prices = Format.apart([entry.price ?? 0, entry.quoted]) { Format.money($0, more: $1) }
    let name = BreakInText.name(entry.bid, event)
    let each =
      if case .line = entry.bid { " for each of \(Format.quantity(entry.units ?? 0))" } else { "" }
    return "\(name): \(event.settings.currency) \(prices[0])\(each), bid at \(prices[1])"
  }
}
