public import Program
public import Tables

/// A need of a part, as a plan has it.
public struct PlannedNeed: Sendable {
  public var item: ItemIndex
  /// Who is planned to deliver it; `nil` where nobody does.
  public var supplier: String?
  /// The first day on which it arrives.
  public var from: Day
  /// The last day; the units arrive evenly.
  public var to: Day
  public var units: Double
  /// What a unit is worth to the plan: money, discounted to its start; `nil` where it is not known.
  public var worth: Double?

  /// Makes a need.
  public init(
    item: ItemIndex, supplier: String?, from: Day, to: Day, units: Double, worth: Double?
  ) {
    self.item = item
    self.supplier = supplier
    self.from = from
    self.to = to
    self.units = units
    self.worth = worth
  }
}

/// How much of a plan a demand signal tells.
public struct SignalOptions: Sendable {
  /// The pillars that are asked for; empty: all.
  public var pillars: Set<String> = []
  /// Digits that quantities and values keep; they are rounded up.
  public var digits = 2
  /// The first day, before which needs are left out; `nil`: the first need.
  public var from: Day?
  /// The last day; `nil`: the last need.
  public var to: Day?

  public init() {}
}

/// What the market is asked for: lots and items whose quantities may be published.
///
/// For item i and quarter q, with need n[i,q] the units that arrive in q and d digits:
///
///     published[i,q] = ⌈n[i,q] / u⌉ u,  u = max(1, 10^(⌊log₁₀ n[i,q]⌋ - d + 1))
///
/// so that less is never asked for than is needed, and at most 10^(1-d) more of a quarter, or one
/// unit. Quarters of less than a hundredth of a unit are what a solver leaves behind: they are added
/// to the quarter before them, or the first after them. An item that the plan buys from a single
/// supplier tells of that supplier's volume: it is
/// published by calendar year with one digit and without a value.
public struct DemandSignal: Sendable {
  /// One quarter or year of an item.
  public struct Period: Hashable, Sendable {
    public var from: Day
    public var to: Day
    /// As planned.
    public var need: Double
    /// As published.
    public var units: Double
  }

  /// One item.
  public struct Item: Sendable {
    public var item: ItemIndex
    public var lot: Int
    public var periods: [Period]
    /// Whether the plan buys it from one supplier alone.
    public var isSuppressed: Bool
    /// Money per unit, rounded up; `nil` where it is not known or not told.
    public var worth: Double?

    /// Units as published.
    public var units: Double { periods.reduce(0) { $0 + $1.units } }
    /// Units as planned.
    public var need: Double { periods.reduce(0) { $0 + $1.need } }
  }

  /// Items of one pillar and category.
  public struct Lot: Hashable, Sendable {
    public var id: String
    public var title: String
    public var pillar: String
    public var category: String
  }

  public var lots: [Lot] = []
  /// By lot, within it in the program's order.
  public var items: [Item] = []
  /// Items of which so little is needed that nothing is asked for.
  public var leftOut: [ItemIndex] = []

  /// Gathers needs into lots.
  ///
  /// - Complexity: O(needs × quarters of each + items log items).
  public init(_ needs: [PlannedNeed], of program: BuildProgram, options: SignalOptions) {
    let wanted = needs.filter { need in
      need.units > 0
        && (options.pillars.isEmpty
          || options.pillars.contains(program.items[need.item].pillar?.rawValue ?? ""))
    }
    var byItem: [ItemIndex: [PlannedNeed]] = [:]
    for need in wanted { byItem[need.item, default: []].append(need) }
    var keys: [[String]: Int] = [:]
    for index in program.items.rowIndices {
      guard let needs = byItem[index] else { continue }
      let suppliers = Set(needs.compactMap(\.supplier))
      let isSuppressed = suppliers.count == 1 && needs.allSatisfy { $0.supplier != nil }
      let periods = DemandSignal.periods(
        needs, start: program.horizon.start, options: options, isSuppressed: isSuppressed)
      guard !periods.isEmpty else {
        leftOut.append(index)
        continue
      }
      let item = program.items[index]
      let pillar = item.pillar?.rawValue ?? ""
      let key = [pillar, item.category]
      if keys[key] == nil {
        keys[key] = lots.count
        lots.append(
          Lot(
            id: newName(item.category, pillar: pillar),
            title: DemandSignal.title(item.category.isEmpty ? pillar : item.category),
            pillar: pillar, category: item.category))
      }
      items.append(
        Item(
          item: index, lot: keys[key] ?? 0, periods: periods, isSuppressed: isSuppressed,
          worth: isSuppressed ? nil : DemandSignal.worth(needs, digits: options.digits)))
    }
    items = items.enumerated().sorted {
      ($0.element.lot, $0.offset) < ($1.element.lot, $1.offset)
    }.map(\.element)
  }

  /// A name for a lot: its category in the characters of identifiers.
  private func newName(_ category: String, pillar: String) -> String {
    let base = DemandSignal.name(category.isEmpty ? (pillar.isEmpty ? "other" : pillar) : category)
    let taken = Set(lots.map(\.id))
    if !taken.contains(base) { return base }
    let long = DemandSignal.name("\(pillar)-\(base)")
    if !pillar.isEmpty, !taken.contains(long) { return long }
    var number = 2
    while taken.contains("\(base)-\(number)") { number += 1 }
    return "\(base)-\(number)"
  }

  /// A category as people write it: `power-shelves` is "Power shelves".
  static func title(_ category: String) -> String {
    let words = category.split { $0 == "-" || $0 == "_" }.joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// `text` in the characters of identifiers, at most 56 of them.
  public static func name(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 48...57, 97...122: bytes.append(byte)
      case 65...90: bytes.append(byte | 0x20)
      default:
        if !bytes.isEmpty, bytes.last != UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
      }
    }
    if bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
    return bytes.isEmpty ? "other" : String(decoding: bytes.prefix(56), as: UTF8.self)
  }

  // MARK: Time

  /// What is needed by quarter or year; nothing is needed before the program's start.
  private static func periods(
    _ needs: [PlannedNeed], start programStart: Day, options: SignalOptions, isSuppressed: Bool
  ) -> [Period] {
    var found: [Day: Period] = [:]
    for need in needs {
      let first = max(need.from, options.from ?? need.from)
      let last = min(need.to, options.to ?? need.to)
      let days = Double(need.to.days(since: need.from) + 1)
      var day = first
      while day <= last {
        var (start, end) = calendar(day, isYear: isSuppressed)
        start = max(start, min(programStart, day))
        if let from = options.from { start = max(start, from) }
        if let to = options.to { end = min(end, to) }
        let until = min(end, last)
        let share = Double(until.days(since: day) + 1) / days
        found[start, default: Period(from: start, to: end, need: 0, units: 0)].need +=
          need.units * share
        day = until.advanced(byDays: 1)
      }
    }
    let digits = isSuppressed ? 1 : options.digits
    return withoutTraces(found.values.sorted { $0.from < $1.from }).map { period in
      var rounded = period
      rounded.units = roundedUp(period.need, digits: digits, isWhole: true)
      return rounded
    }
  }

  /// Periods in which something is needed, with the traces of the others; none where there are only
  /// traces.
  private static func withoutTraces(_ periods: [Period]) -> [Period] {
    var kept: [Period] = []
    var traces = 0.0
    for var period in periods {
      if period.need >= leastUnits {
        period.need += traces
        traces = 0
        kept.append(period)
      } else if kept.isEmpty {
        traces += period.need
      } else {
        kept[kept.count - 1].need += period.need
      }
    }
    return kept
  }

  /// Units of a quarter that are somebody's need.
  private static var leastUnits: Double { 0.01 }

  /// The first and last day of the quarter or year that holds a day.
  private static func calendar(_ day: Day, isYear: Bool) -> (first: Day, last: Day) {
    let (year, month, _) = day.calendar
    let start = isYear ? 1 : (month - 1) / 3 * 3 + 1
    let next = isYear ? 13 : start + 3
    let first = Day(year: year, month: start, day: 1) ?? day
    let after =
      next > 12 ? Day(year: year + 1, month: 1, day: 1) : Day(year: year, month: next, day: 1)
    return (first, after?.advanced(byDays: -1) ?? Day.last)
  }

  // MARK: Numbers

  /// The least number of at most `digits` digits that is not below `value`.
  ///
  /// - Parameters:
  ///   - value: 0 or more; up to a billionth of it is taken for noise.
  ///   - digits: 1 or more.
  ///   - isWhole: Whether the result is whole.
  /// - Returns: 0 for 0.
  public static func roundedUp(_ value: Double, digits: Int, isWhole: Bool) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    var exponent = 0
    var scaled = value
    while scaled >= 10 {
      scaled /= 10
      exponent += 1
    }
    while scaled < 1 {
      scaled *= 10
      exponent -= 1
    }
    exponent -= digits - 1
    if isWhole { exponent = max(0, exponent) }
    // Powers of ten from 0 on are exact, so the last digits are.
    let unit = power(abs(exponent))
    let count = exponent >= 0 ? value / unit : value * unit
    let whole = (count * (1 - 1e-9)).rounded(.up)
    return exponent >= 0 ? whole * unit : whole / unit
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { result, _ in result * 10 }
  }

  /// The mean worth of a unit, weighted by units.
  private static func worth(_ needs: [PlannedNeed], digits: Int) -> Double? {
    var units = 0.0
    var total = 0.0
    for need in needs {
      guard let worth = need.worth, worth > 0 else { continue }
      units += need.units
      total += need.units * worth
    }
    guard units > 0 else { return nil }
    return roundedUp(total / units, digits: digits, isWhole: false)
  }
}

extension DemandSignal {
  /// The files of an event that asks for this: settings, lots, items and profile.
  ///
  /// - Parameters:
  ///   - program: The program that the plan is of.
  ///   - event: The event's identifier.
  ///   - title: What people call it.
  /// - Returns: Names and bytes, the settings first.
  public func files(
    of program: BuildProgram, event: String, title: String
  ) -> [(name: String, bytes: [UInt8])] {
    let settings = [
      "format: 1", "event: \(DemandSignal.quoted(event))", "title: \(DemandSignal.quoted(title))",
      "currency: \(program.settings.currency)", "domestic: \(program.settings.domestic)",
      "opening: rolling",
    ]
    let lotRows = lots.map { [$0.id, $0.title, $0.pillar, $0.category] }
    let itemRows = items.map { entry -> [String] in
      let item = program.items[entry.item]
      let value: [String: String] = [
        "item": item.id, "lot": lots[entry.lot].id, "quantity": DecimalText.text(entry.units),
        "need_by": entry.periods.first?.from.description ?? "",
        "unmet_cost": entry.worth.map(DecimalText.text) ?? "", "hts": item.hts,
        "specification": item.name,
      ]
      return EventSchemas.items.columns.map { value[$0.name] ?? "" }
    }
    let profile = items.flatMap { entry in
      entry.periods.map { period in
        [
          program.items[entry.item].id, period.from.description, period.to.description,
          DecimalText.text(period.units),
        ]
      }
    }
    return [
      (EventSchemas.settingsFile, Array((settings.joined(separator: "\n") + "\n").utf8)),
      (EventSchemas.lots.file, CSVWriter.write(EventSchemas.lots, rows: lotRows)),
      (EventSchemas.items.file, CSVWriter.write(EventSchemas.items, rows: itemRows)),
      (EventSchemas.profile.file, CSVWriter.write(EventSchemas.profile, rows: profile)),
    ]
  }

  /// A text as YAML takes it, in quotes.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      default: result.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar)
      }
    }
    return result + "\""
  }
}
