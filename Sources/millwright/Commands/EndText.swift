import Reporting

/// What is said where there is no plan.
enum EndText {
  /// The smallest conflict and how far each of its members would have to give.
  static func infeasible(_ summary: Summary, currency: String) -> String {
    guard case .array(let entries)? = summary.json["conflict"], !entries.isEmpty else {
      return "No plan exists: the program's policies and decided facts cannot hold together."
    }
    var text = """
      No plan exists. \(entries.count == 1 ? "This cannot hold:" : "These cannot hold together:")

      """
    for entry in entries {
      text += "  " + line(entry, currency) + "\n"
    }
    return text + "Nothing smaller conflicts: one of them has to give."
  }

  /// One member: `policy home, which says 60 %: alone it would have to give by 12.3 %`.
  private static func line(_ entry: JSONValue, _ currency: String) -> String {
    let known = words(entry["unit"])
    let unit = known == "money" ? currency : known
    var line = "\(words(entry["kind"])) \(words(entry["name"]))"
    if let value = number(entry["value"]) { line += ", which says \(amount(value, unit))" }
    guard let give = number(entry["give"]) else {
      return line + ": no change of it alone makes a plan possible"
    }
    return line + ": alone it would have to give by \(amount(give, unit))"
  }

  private static func amount(_ value: Double, _ unit: String) -> String {
    unit == "share"
      ? Format.percent(value) : Format.quantity(value, digits: 3) + (unit.isEmpty ? "" : " \(unit)")
  }

  private static func words(_ value: JSONValue?) -> String {
    guard case .string(let text)? = value else { return "" }
    return text
  }

  private static func number(_ value: JSONValue?) -> Double? {
    switch value {
    case .number(let number): number
    case .int(let number): Double(number)
    default: nil
    }
  }

  /// The limit, or the user, came before the first plan.
  static func noPlan(bound: Double?, isInterrupted: Bool) -> String {
    let reason = isInterrupted ? "the search was stopped" : "the time was over"
    let known =
      bound.map { $0 > 0 ? "; no plan costs less than \(Format.money($0))" : "" } ?? ""
    return "No plan yet: \(reason) before the first one was found\(known). Nothing was written."
  }
}
