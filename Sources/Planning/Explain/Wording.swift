import Program
import Tables

/// Words and figures of the explanations, in the program's own terms.
struct Wording {
  let program: BuildProgram

  /// Money with its currency, as the command line writes it: "USD 1,234,567", "USD 12.50", "USD 52".
  func money(_ amount: Double) -> String {
    let cents = (abs(amount) * 100).rounded()
    let isWhole = cents >= 100_000 || cents.truncatingRemainder(dividingBy: 100) == 0
    return "\(program.settings.currency) \(Self.figure(amount, decimals: isWhole ? 0 : 2))"
  }

  /// A quantity with at most three decimals, thousands grouped.
  static func quantity(_ value: Double) -> String {
    let size = abs(value)
    return figure(value, decimals: size >= 1000 ? 0 : size >= 10 ? 1 : 3, dropsZeros: true)
  }

  /// The first day of bucket `b`.
  func date(_ b: Int) -> String { "\(program.horizon.firstDay(of: b))" }

  /// A week or a longer bucket, by its first day.
  func bucket(_ b: Int) -> String {
    let days = program.horizon.days(of: b)
    return days == 7 ? "the week of \(date(b))" : "the \(days) days from \(date(b))"
  }

  /// The unit of a demand.
  func unit(_ demand: Demand) -> String {
    switch demand.wanted {
    case .item(let item): program.items[item].id
    case .measure(.compute): "PFLOPS"
    case .measure(.power): "MW"
    }
  }

  /// A limit with its kind: "resource test-wi".
  func limit(_ limit: Limit) -> String {
    switch limit {
    case .resource(let index):
      let resource = program.resources[index]
      return "resource \(resource.id) at \(program.sites[resource.site].id)"
    case .offer(let index): return "the weekly capacity of offer \(program.offers[index].id)"
    case .offerMaximum(let index): return "the maximum of offer \(program.offers[index].id)"
    case .lane(let index): return lane(index)
    case .power(let index): return "the energised power of \(program.sites[index].id)"
    case .expansion(let index):
      return "the module limit of expansion \(program.expansions[index].id)"
    case .policy(let index): return "policy \(program.policies[index].id)"
    }
  }

  /// A lane by its ends: "lane houston to abilene (truck)".
  func lane(_ index: LaneIndex) -> String {
    let lane = program.lanes[index]
    let mode = lane.mode.isEmpty ? "" : " (\(lane.mode))"
    return "lane \(program.sites[lane.from].id) to \(program.sites[lane.to].id)\(mode)"
  }

  /// `value` with `decimals` digits after the point and thousands grouped.
  static func figure(_ value: Double, decimals: Int, dropsZeros: Bool = false) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    let factor = power(10, Double(decimals))
    let whole = Int64((abs(value) * factor).rounded())
    let unit = Int64(factor)
    var fraction = ""
    if decimals > 0 {
      let digits = "\(whole % unit)"
      fraction = String(repeating: "0", count: decimals - digits.count) + digits
      if dropsZeros { while fraction.hasSuffix("0") { fraction.removeLast() } }
    }
    let sign = value < 0 && whole != 0 ? "−" : ""
    return sign + grouped(whole / unit) + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  private static func grouped(_ value: Int64) -> String {
    var digits = Array("\(value)")
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    return String(digits)
  }
}
