import Tables

/// Reads the values of a YAML mapping; each fault is reported at its value.
///
/// Codes start with `prefix`: `scenarios.value.range`.
struct KeyReader {
  let prefix: String

  /// The mapping's values by key, faults of keys reported.
  func values(
    of node: YAMLNode, among names: [String], noun: String, into list: inout DiagnosticList
  ) -> [String: YAMLNode]? {
    guard case .mapping(let pairs) = node.content else {
      list.append(
        node.place.diagnostic(
          code: "\(prefix).type",
          message: "\(noun) is \(node.noun); it is a mapping of "
            + names.formattedList(with: "and")))
      return nil
    }
    var values: [String: YAMLNode] = [:]
    for (key, value) in pairs {
      if let text = key.text, names.contains(text) {
        values[text] = value
        continue
      }
      let near = key.text.flatMap { nearestName(to: $0, among: names) }
      let hint =
        near.map { "did you mean '\($0)'?" } ?? "the keys are " + names.formattedList(with: "and")
      list.append(
        key.place.diagnostic(
          code: "\(prefix).key.unknown", message: "unknown key \(key.noun); \(hint)",
          suggestion: near))
    }
    return values
  }

  /// Reports a value that is wrong.
  func report(
    _ node: YAMLNode, _ key: String, fault: String, allowed: String, suggestion: String? = nil,
    into list: inout DiagnosticList
  ) {
    let hint = suggestion.map { "; did you mean '\($0)'?" } ?? ""
    list.append(
      node.place.diagnostic(
        code: "\(prefix).\(key).\(fault)",
        message: "\(key) is \(node.noun); it is \(allowed)\(hint)", suggestion: suggestion))
  }

  /// Reports a key that is not there.
  func reportMissing(
    _ key: String, in node: YAMLNode, noun: String, allowed: String,
    into list: inout DiagnosticList
  ) {
    list.append(
      node.place.diagnostic(
        code: "\(prefix).\(key).missing",
        message: "\(noun) has no key '\(key)'; it is \(allowed)"))
  }

  /// A text that is not empty.
  func text(_ node: YAMLNode?, _ key: String, into list: inout DiagnosticList) -> String? {
    guard let node, !node.isNothing else { return nil }
    guard let text = node.text, !text.isEmpty else {
      report(node, key, fault: "type", allowed: "a text", into: &list)
      return nil
    }
    return text
  }

  /// A text of a form.
  func text(
    _ node: YAMLNode?, _ key: String, allowed: String, where isAllowed: (String) -> Bool,
    into list: inout DiagnosticList
  ) -> String? {
    guard let node, let text = text(node, key, into: &list) else { return nil }
    guard isAllowed(text) else {
      report(node, key, fault: "form", allowed: allowed, into: &list)
      return nil
    }
    return text
  }

  /// An identifier.
  func identifier(_ node: YAMLNode?, _ key: String, into list: inout DiagnosticList) -> String? {
    guard let node, let text = text(node, key, into: &list) else { return nil }
    guard Identifier.isOne(text) else {
      report(
        node, key, fault: "form", allowed: CellType.identifier.allowed(unit: ""), into: &list)
      return nil
    }
    return text
  }

  /// A number in a range.
  func number(
    _ node: YAMLNode?, _ key: String, in range: NumberRange, into list: inout DiagnosticList
  ) -> WrittenNumber? {
    guard let node, !node.isNothing else { return nil }
    let allowed = "a number, \(range.allowed)"
    guard let number = node.text.flatMap({ WrittenNumber($0) }) else {
      let hint = PercentSlip.hint(node.text ?? "")
      report(node, key, fault: "number", allowed: allowed + hint, into: &list)
      return nil
    }
    guard range.contains(number.value) else {
      var hint = number.value > range.upper && !range.slip.isEmpty ? " (\(range.slip))" : ""
      if number.value > range.upper, range.upper == NumberRange.largest, range.lower >= 0 {
        hint = ", at most 1e15"
      }
      let fault = number.value < 0 && range.lower >= 0 ? "negative" : "range"
      report(node, key, fault: fault, allowed: allowed + hint, into: &list)
      return nil
    }
    return number
  }

  /// A day.
  func day(_ node: YAMLNode?, _ key: String, into list: inout DiagnosticList) -> Day? {
    guard let node, !node.isNothing else { return nil }
    guard let day = node.text.flatMap({ Day($0) }) else {
      report(node, key, fault: "date", allowed: "a date such as 2026-01-05", into: &list)
      return nil
    }
    return day
  }

  /// One of a closed set.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ node: YAMLNode?, _ key: String, into list: inout DiagnosticList
  ) -> Choice? {
    guard let node, !node.isNothing else { return nil }
    if let text = node.text, let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    report(
      node, key, fault: "unknown", allowed: names.formattedList(with: "or"),
      suggestion: node.text.flatMap { nearestName(to: $0, among: names) }, into: &list)
    return nil
  }

  /// So many capital letters.
  func capitals(
    _ node: YAMLNode?, _ key: String, count: Int, of standard: String,
    into list: inout DiagnosticList
  ) -> String? {
    guard let node, !node.isNothing else { return nil }
    if let text = node.text, text.utf8.count == count, text.utf8.allSatisfy({ 65...90 ~= $0 }) {
      return text
    }
    let upper = node.text?.uppercased()
    let isCase = upper?.utf8.count == count && upper?.utf8.allSatisfy { 65...90 ~= $0 } == true
    report(
      node, key, fault: "form", allowed: "\(count) capital letters of \(standard)",
      suggestion: isCase ? upper : nil, into: &list)
    return nil
  }

  /// A date and time with an offset: `2026-03-31T17:00:00-05:00`.
  func dateTime(_ node: YAMLNode?, _ key: String, into list: inout DiagnosticList) -> String? {
    guard let node, !node.isNothing else { return nil }
    guard let text = node.text, Moment(text) != nil else {
      report(node, key, fault: "date", allowed: Moment.allowed, into: &list)
      return nil
    }
    return text
  }
}

/// The form of identifiers.
enum Identifier {
  /// Whether `text` is 1 to 64 of letters, digits, `.`, `_` and `-`.
  static func isOne(_ text: String) -> Bool {
    1...64 ~= text.utf8.count
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
