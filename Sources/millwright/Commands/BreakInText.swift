import Program
import Sourcing

/// Losing bids and the prices at which they would win, in text: those that come nearest.
struct BreakInText {
  private let event: Event
  /// Bids that would win at some price, the least fall of their own price first.
  private let near: [AwardAnalysis.BreakIn]
  private let hopeless: Int

  init(_ entries: [AwardAnalysis.BreakIn], _ event: Event) {
    self.event = event
    near = entries.filter { $0.price != nil }.enumerated().sorted {
      (BreakInText.fall($0.element), $0.offset) < (BreakInText.fall($1.element), $1.offset)
    }.map(\.element)
    hopeless = entries.count - near.count
  }

  /// Nothing where no losing bid was asked.
  var text: String {
    guard !near.isEmpty || hopeless > 0 else { return "" }
    var lines = near.prefix(Self.shown).map(line)
    if near.count > Self.shown {
      lines.append("and \(Format.count(near.count - Self.shown, "losing bid")) more at some price")
    }
    if hopeless > 0 {
      lines.append("\(Format.count(hopeless, "losing bid")) would win at no price")
    }
    return "losing bids, and the highest price at which they would be in a best award:\n"
      + lines.map { "  \($0)\n" }.joined()
  }

  /// Bids that are shown.
  private static let shown = 5

  /// The share by which the bid's own price would have to fall.
  private static func fall(_ entry: AwardAnalysis.BreakIn) -> Double {
    guard let price = entry.price, entry.quoted > 0 else { return 1 }
    return 1 - price / entry.quoted
  }

  /// `frame-homeworks: USD 88 for each of 1.2, bid at 100`.
  private func line(_ entry: AwardAnalysis.BreakIn) -> String {
    let prices = Format.apart([entry.price ?? 0, entry.quoted]) { Format.money($0, more: $1) }
    let price = "\(event.settings.currency) \(prices[0])"
    switch entry.bid {
    case .line(let line):
      let units = Format.quantity(entry.units ?? 0)
      return "\(event.lines[line].id): \(price) for each of \(units), bid at \(prices[1])"
    case .bundle(let bundle):
      return "bundle \(event.bundles[bundle].id): \(price), bid at \(prices[1])"
    }
  }
}
