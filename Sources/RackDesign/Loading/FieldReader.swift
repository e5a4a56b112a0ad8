import Tables

/// Reads the values of one mapping of a YAML file.
///
/// Codes are `PREFIX.KEY.FAULT`: `requirements.value.unit`.
struct FieldReader {
  /// What the codes start with.
  let prefix: String
  /// What the mapping is, with its article: "a requirement".
  let noun: String
  let place: Place
  private var fields: [String: YAMLNode] = [:]

  /// Reads the keys of `node`, and reports those that are unknown or missing.
  ///
  /// - Returns: `nil` where the node is no mapping.
  init?(
    _ node: YAMLNode, prefix: String, noun: String, required: [String], optional: [String],
    into list: inout DiagnosticList
  ) {
    self.prefix = prefix
    self.noun = noun
    place = node.place
    let names = required + optional
    guard case .mapping(let pairs) = node.content else {
      list.append(
        node.place.diagnostic(
          code: "\(prefix).type",
          message: "\(noun) is \(node.noun); it is a mapping of \(names.formattedList(with: "and"))"
        ))
      return nil
    }
    for (key, value) in pairs {
      guard let name = key.text, names.contains(name) else {
        list.append(Self.unknown(key, prefix: prefix, noun: noun, names))
        continue
      }
      fields[name] = value
    }
    for name in required where fields[name] == nil {
      list.append(
        place.diagnostic(
          code: "\(prefix).\(name).missing", message: "\(noun) has no '\(name)'; it needs one"))
    }
  }

  private static func unknown(
    _ key: YAMLNode, prefix: String, noun: String, _ names: [String]
  ) -> Diagnostic {
    let near = key.text.flatMap { nearestName(to: $0, among: names) }
    let hint = near.map { "did you mean '\($0)'?" }
    return key.place.diagnostic(
      code: "\(prefix).key.unknown",
      message: "unknown key \(key.noun); "
        + (hint ?? "\(noun) takes \(names.formattedList(with: "and"))"),
      suggestion: near)
  }

  /// The node of a key; `nil` where nothing is written.
  func node(_ key: String) -> YAMLNode? {
    guard let node = fields[key], !node.isNothing else { return nil }
    return node
  }

  /// Where the value of a key stands, or the mapping if there is none.
  func place(of key: String) -> Place { fields[key]?.place ?? place }

  /// A diagnostic at the value of a key.
  func diagnostic(
    _ key: String, _ fault: String, _ message: String, suggestion: String? = nil
  ) -> Diagnostic {
    place(of: key).diagnostic(
      code: "\(prefix).\(key).\(fault)", message: message, suggestion: suggestion)
  }

  // MARK: Values

  /// A text that is not empty.
  func text(_ key: String, into list: inout DiagnosticList) -> String? {
    guard let node = fields[key] else { return nil }
    guard let text = node.text, !node.isNothing, !text.isEmpty else {
      list.append(diagnostic(key, "type", "\(key) is \(node.noun); it is a text"))
      return nil
    }
    return text
  }

  /// A text that follows the rule of identifiers.
  func identifier(_ key: String, into list: inout DiagnosticList) -> String? {
    guard let text = text(key, into: &list) else { return nil }
    guard Self.isIdentifier(text) else {
      list.append(
        diagnostic(
          key, "identifier",
          "\(key) is '\(shown(text))'; it takes 1 to 64 of the characters A-Z a-z 0-9 . _ -"))
      return nil
    }
    return text
  }

  /// Whether a text follows the rule of identifiers.
  static func isIdentifier(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  /// A day.
  func day(_ key: String, into list: inout DiagnosticList) -> Day? {
    guard let node = fields[key] else { return nil }
    guard let day = node.text.flatMap({ Day($0) }) else {
      list.append(
        diagnostic(key, "date", "\(key) is \(node.noun); it is a date such as 2026-01-05"))
      return nil
    }
    return day
  }

  /// A whole number of a range.
  func whole(_ key: String, in range: ClosedRange<Int>, into list: inout DiagnosticList) -> Int? {
    guard let node = node(key) else { return nil }
    guard let value = node.text.flatMap({ DecimalText.parse($0) }), value == value.rounded(),
      value >= Double(range.lowerBound), value <= Double(range.upperBound)
    else {
      list.append(
        diagnostic(
          key, "whole",
          "\(key) is \(node.noun); it is a whole number, \(range.lowerBound) to "
            + "\(range.upperBound)"))
      return nil
    }
    return Int(value)
  }

  /// `true` or `false`.
  func flag(_ key: String, into list: inout DiagnosticList) -> Bool? {
    guard let node = node(key) else { return nil }
    switch node.text {
    case "true": return true
    case "false": return false
    default:
      list.append(diagnostic(key, "flag", "\(key) is \(node.noun); it is true or false"))
      return nil
    }
  }

  /// One of a closed set.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, into list: inout DiagnosticList
  ) -> Choice? {
    guard let node = node(key) else { return nil }
    if let text = node.text, let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    let near = node.text.flatMap { nearestName(to: $0, among: names) }
    let hint = near.map { "did you mean '\($0)'?" } ?? "it is \(names.formattedList(with: "or"))"
    list.append(
      diagnostic(key, "unknown", "\(key) is \(node.noun); \(hint)", suggestion: near))
    return nil
  }

  /// The entries of a list.
  func entries(_ key: String, into list: inout DiagnosticList) -> [YAMLNode] {
    guard let node = node(key) else { return [] }
    guard case .sequence(let entries) = node.content else {
      list.append(diagnostic(key, "type", "\(key) is \(node.noun); it is a list"))
      return []
    }
    return entries
  }

  /// A list of texts.
  func texts(_ key: String, into list: inout DiagnosticList) -> [String] {
    entries(key, into: &list).compactMap { entry in
      if let text = entry.text, !entry.isNothing, !text.isEmpty { return text }
      list.append(
        entry.place.diagnostic(
          code: "\(prefix).\(key).type", message: "\(key) holds \(entry.noun); it holds texts"))
      return nil
    }
  }

  /// A value with its unit, in the unit in which the dimension is kept.
  func value(
    _ key: String, _ dimension: Dimension, in range: NumberRange = .nonnegative,
    into list: inout DiagnosticList
  ) -> Double? {
    guard let node = node(key) else { return nil }
    switch ValueText.parse(node.text ?? "", as: dimension) {
    case .failure(let fault):
      let what = "\(key) is \(node.noun)\(fault.hint); it is \(dimension.allowed)"
      list.append(diagnostic(key, fault.code, what))
      return nil
    case .success(let value):
      guard dimension == .date || range.contains(value) else {
        let unit = dimension.unit.isEmpty ? "" : " \(dimension.unit)"
        list.append(
          diagnostic(
            key, value < 0 ? "negative" : "range",
            "\(key) is \(node.noun); it is \(range.allowed)\(unit)"))
        return nil
      }
      return value
    }
  }
}
