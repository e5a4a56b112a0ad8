import Foundation
import Program
import Tables

/// How numbers, money and dates are shown to people.
enum Numbers {
  /// `12,345.6` with `decimals` decimals; a minus sign for negative numbers.
  static func grouped(_ value: Double, decimals: Int = 0) -> String {
    guard value.isFinite else { return "–" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let rounded = (value.magnitude * scale).rounded()
    guard rounded < 9e18 else { return String(value) }
    let whole = UInt64(rounded / scale)
    let fraction = UInt64(rounded - Double(whole) * scale)
    var digits = String(whole)
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
      position -= 3
    }
    if decimals > 0 {
      let text = String(fraction)
      digits += "." + String(repeating: "0", count: max(0, decimals - text.count)) + text
    }
    return (value < 0 && rounded > 0 ? "−" : "") + digits
  }

  /// About three figures: `0.042`, `4.2`, `42`, `4,200`.
  static func short(_ value: Double) -> String {
    let magnitude = value.magnitude
    guard magnitude > 0, magnitude.isFinite else { return magnitude == 0 ? "0" : "–" }
    if magnitude >= 100 || magnitude == magnitude.rounded() && magnitude >= 1 {
      return grouped(value)
    }
    if magnitude >= 10 { return grouped(value, decimals: 1) }
    if magnitude >= 0.1 { return grouped(value, decimals: 2) }
    if magnitude >= 0.001 { return grouped(value, decimals: 4) }
    return (value < 0 ? "−" : "") + "<0.001"
  }

  /// `63.4%`; `–` for `nil`.
  static func percent(_ share: Double?, decimals: Int = 1) -> String {
    guard let share, share.isFinite else { return "–" }
    return grouped(share * 100, decimals: decimals) + "%"
  }

  /// `0.084%`, with as many decimals as a small gap needs.
  static func gap(_ gap: Double) -> String {
    if gap == 0 { return "0%" }
    if gap < 1e-6 { return "<0.0001%" }
    return percent(gap, decimals: gap < 0.0001 ? 4 : gap < 0.01 ? 3 : 1)
  }

  /// `421 MW` or `9.42 GW`.
  static func power(_ mw: Double) -> String {
    mw >= 1000 ? grouped(mw / 1000, decimals: 2) + " GW" : short(mw) + " MW"
  }

  /// In PFLOPS, EFLOPS or ZFLOPS: `3.60 EFLOPS`.
  static func compute(_ pflops: Double) -> String {
    if pflops >= 1e6 { return short(pflops / 1e6) + " ZFLOPS" }
    return pflops >= 1000 ? short(pflops / 1000) + " EFLOPS" : short(pflops) + " PFLOPS"
  }

  /// A count and its noun: `1 plant`, `2 plants`.
  static func count(_ count: Int, _ noun: String) -> String {
    "\(grouped(Double(count))) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A day: `5 Jan 2026`.
  static func date(_ day: Day) -> String {
    let (year, month, date) = day.calendar
    return "\(date) \(months[month - 1]) \(year)"
  }

  /// A month: `Jan 2026`.
  static func month(_ day: Day) -> String {
    let (year, month, _) = day.calendar
    return "\(months[month - 1]) \(year)"
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

/// A currency and how amounts in it are shown.
struct Money: Sendable {
  /// ISO 4217.
  let currency: String

  /// What stands before an amount: `$` or `EUR `.
  var sign: String {
    switch currency {
    case "USD": "$"
    case "EUR": "€"
    case "GBP": "£"
    default: currency + " "
    }
  }

  /// Whether the currency's own sign is used.
  var isSymbol: Bool { !sign.hasPrefix(currency) }

  /// An amount as somebody wrote it, with its digits: `$1,250,000.5`.
  func written(_ value: Double) -> String { sign + DecimalText.grouped(value) }

  /// `$12.4 billion`, `$3.20 million`, `$950`.
  func text(_ value: Double) -> String {
    let scale = scale(for: value)
    let amount = scale.divisor == 1 ? Numbers.grouped(value.magnitude) : figures(value, scale)
    return (value < 0 && amount != "0" ? "−" : "") + sign + amount
      + (scale.word.isEmpty ? "" : " " + scale.word)
  }

  /// The amount with all its digits before the point: `$12,345,678`.
  func exact(_ value: Double) -> String {
    (value <= -0.5 ? "−" : "") + sign + Numbers.grouped(value.magnitude)
  }

  /// A marginal worth, cents where they matter: `$0.42`, `$1,234`, `$3.20 million`.
  func worth(_ value: Double) -> String {
    value.magnitude >= 100 ? text(value) : sign + Numbers.grouped(value, decimals: 2)
  }

  /// A price of a unit: `$12,345` or `$3.25`.
  func price(_ value: Double) -> String {
    let decimals = value.magnitude < 100 && value != value.rounded() ? 2 : 0
    return (value < 0 ? "−" : "") + sign + Numbers.grouped(value.magnitude, decimals: decimals)
  }

  private func figures(_ value: Double, _ scale: Scale) -> String {
    let amount = value.magnitude / scale.divisor
    return Numbers.grouped(amount, decimals: amount < 10 ? 2 : amount < 100 ? 1 : 0)
  }

  /// The scale that suits amounts up to `largest`.
  func scale(for largest: Double) -> Scale {
    switch largest.magnitude {
    case 1e9...: Scale(divisor: 1e9, word: "billion", unit: "\(sign.trimmed) billion")
    case 1e6...: Scale(divisor: 1e6, word: "million", unit: "\(sign.trimmed) million")
    case 1e5...: Scale(divisor: 1e3, word: "thousand", unit: "\(sign.trimmed) thousand")
    default: Scale(divisor: 1, word: "", unit: sign == "$" ? "US dollars" : currency)
    }
  }

  /// What amounts are divided by on an axis, and how that is called there.
  struct Scale: Sendable {
    let divisor: Double
    let word: String
    /// The unit of an axis: `$ billion`.
    let unit: String
  }
}

extension String {
  /// Without the blank at its end.
  fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
