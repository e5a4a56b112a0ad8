/// Numbers for people.
enum Format {
  /// `41.32 bn`, `5.9 m`, `5,909`: about four digits.
  static func money(_ value: Double) -> String { money(value, more: 0) }

  /// The same with so many digits more.
  static func money(_ value: Double, more: Int) -> String {
    let size = more > 0 ? abs(value) : abs((value * 100).rounded() / 100)
    guard size > 0 else { return "0" }
    if size >= 1e12 { return fixed(value / 1e12, 3 + more) + " tn" }
    if size >= 1e9 { return fixed(value / 1e9, (size >= 1e11 ? 1 : 2) + more) + " bn" }
    if size >= 1e6 { return fixed(value / 1e6, (size >= 1e8 ? 1 : 2) + more) + " m" }
    let text = fixed(value, size < 1000 ? 2 + more : more == 0 ? 0 : 1 + more)
    let isWhole = text.split(separator: ".").dropFirst().allSatisfy { $0.allSatisfy { $0 == "0" } }
    return separated(isWhole ? fixed(value, 0) : text)
  }

  /// `USD 5,909`: an amount and its currency, as every sentence says it.
  static func money(_ value: Double, _ currency: String) -> String {
    "\(currency) \(money(value))"
  }

  /// A quantity: thousands separated, at most `digits` decimals (two below 100, else one), none
  /// that are zero.
  static func quantity(_ value: Double, digits: Int? = nil) -> String {
    let rounded = abs(value) >= 1000 ? value.rounded() : value
    guard abs(rounded) < 1000 else { return grouped(rounded) }
    var text = fixed(rounded, digits ?? (abs(rounded) < 100 ? 2 : 1))
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text == "-0" ? "0" : text
  }

  /// `12.3 %`; small shares keep two digits that count.
  static func percent(_ share: Double, more: Int = 0) -> String {
    let value = share * 100
    guard abs(value) >= 0.00005 else { return "0 %" }
    let digits = abs(value) >= 10 ? 1 : abs(value) >= 0.095 ? 2 : 4
    return fixed(value, digits + more) + " %"
  }

  /// Values of which neighbours that differ are told apart.
  ///
  /// - Parameters:
  ///   - values: What stands below one another.
  ///   - text: A value with so many digits more than usual.
  /// - Returns: Their texts, all with as few digits more as that takes; at most six.
  static func apart(_ values: [Double], _ text: (Double, Int) -> String) -> [String] {
    for more in 0..<6 {
      let texts = values.map { text($0, more) }
      let isTold = texts.indices.dropFirst().allSatisfy { row in
        texts[row] != texts[row - 1]
          || abs(values[row] - values[row - 1]) <= 1e-9 * abs(values[row])
      }
      if isTold { return texts }
    }
    return values.map { text($0, 6) }
  }

  /// `0.4 s`, `12 s`, `3 min 20 s`.
  static func seconds(_ value: Double) -> String {
    if value < 9.95 { return fixed(value, 1) + " s" }
    let whole = Int(value.rounded())
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }

  /// `1 offer`, `12 offers`.
  static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(Double(number))) \(number == 1 ? one : many ?? one + "s")"
  }

  /// A number with exactly `digits` decimals, halves away from zero.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    var factor = 1.0
    for _ in 0..<digits { factor *= 10 }
    let scaled = (abs(value) * factor).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let whole = Int64(scaled / factor)
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard digits > 0 else { return sign + "\(whole)" }
    let rest = Int64(scaled) - whole * Int64(factor)
    let decimals = "\(rest)"
    return "\(sign)\(whole).\(String(repeating: "0", count: digits - decimals.count))\(decimals)"
  }

  /// A whole number with its thousands separated.
  private static func grouped(_ value: Double) -> String { separated(fixed(value, 0)) }

  /// A number's text with its thousands separated.
  private static func separated(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.dropFirst(sign.count).split(separator: ".").map(String.init)
    var digits = Array(parts[0])
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    return sign + ([String(digits)] + parts.dropFirst()).joined(separator: ".")
  }
}
