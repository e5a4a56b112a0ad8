/// Numbers for people.
enum Format {
  /// `41.32 bn`, `5.9 m`, `5,909`: about four digits.
  static func money(_ value: Double) -> String {
    let size = abs((value * 100).rounded() / 100)
    guard size > 0 else { return "0" }
    if size >= 1e12 { return fixed(value / 1e12, 3) + " tn" }
    if size >= 1e9 { return fixed(value / 1e9, size >= 1e11 ? 1 : 2) + " bn" }
    if size >= 1e6 { return fixed(value / 1e6, size >= 1e8 ? 1 : 2) + " m" }
    if size >= 1000 || size == size.rounded() { return grouped(value) }
    return fixed(value, 2)
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
  static func percent(_ share: Double) -> String {
    let value = share * 100
    guard abs(value) >= 0.00005 else { return "0 %" }
    let digits = abs(value) >= 10 ? 1 : abs(value) >= 0.095 ? 2 : 4
    return fixed(value, digits) + " %"
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
  private static func grouped(_ value: Double) -> String {
    guard abs(value) < 9e15 else { return "\(value)" }
    var digits = Array("\(Int64(abs(value).rounded()))")
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    return (value < 0 ? "-" : "") + String(digits)
  }
}
