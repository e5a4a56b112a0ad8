import Tables

extension SettingsReader {
  /// The keys that an override may name.
  static let changeableKeys = [
    "name", "currency", "domestic", "start", "discount_rate", "holding_rate", "objective",
    "goal.measure", "goal.quantity", "goal.date",
  ]

  /// What a key holds, as text; `nil` where it holds nothing.
  func text(_ key: String) -> String? {
    switch key {
    case "name": name
    case "currency": currency
    case "domestic": domestic
    case "start": start?.description
    case "discount_rate": DecimalText.text(discountRate)
    case "holding_rate": DecimalText.text(holdingRate)
    case "objective": objective.rawValue
    case "goal.measure": goal?.measure.rawValue
    case "goal.quantity": goal.map { DecimalText.text($0.quantity) }
    case "goal.date": goal?.date.description
    default: nil
    }
  }

  /// The text of a key's value after a change by an amount; `nil` where it cannot be so changed.
  func adjusted(_ key: String, by adjustment: CellAdjustment) -> String? {
    if let value = number(key) {
      let changed =
        switch adjustment {
        case .times(let factor): value * factor
        case .plus(let amount): value + amount
        }
      return changed.isFinite ? DecimalText.text(changed) : nil
    }
    guard let day = day(key), case .plus(let days) = adjustment, days == days.rounded(),
      abs(days) <= 3_652_059
    else { return nil }
    let moved = Int(day.number) + Int(days)
    guard Int(Day.first.number)...Int(Day.last.number) ~= moved else { return nil }
    return Day(number: Int32(moved)).description
  }
}
