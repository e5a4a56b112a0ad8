import Tables

/// Reads `program.yaml`.
struct SettingsReader {
  /// Where the values that were read stand, by key.
  private(set) var places: [String: Place] = [:]
  private(set) var name: String?
  private(set) var currency = "USD"
  private(set) var domestic = "US"
  private(set) var start: Day?
  private(set) var blocks: [Horizon.Block]?
  private(set) var discountRate = 0.0
  private(set) var holdingRate = 0.0
  private(set) var objective = Objective.cost
  private(set) var goal: Goal?

  /// Reads the file; every fault is added to `list`.
  mutating func read(_ bytes: [UInt8], into list: inout DiagnosticList) {
    guard let root = YAMLReader.read(bytes, file: Schemas.settingsFile, into: &list) else { return }
    guard case .mapping(let pairs) = root.content else {
      list.append(
        root.place.diagnostic(
          code: "program.type", message: "the file holds \(root.noun); it is a mapping of keys"))
      return
    }
    var seen: Set<String> = []
    for (key, value) in pairs {
      guard let name = known(key, among: SettingsKey.all.map(\.name), into: &list) else { continue }
      seen.insert(name)
      set(name, to: value, into: &list)
    }
    for key in SettingsKey.all where key.standard == nil && !seen.contains(key.name) {
      let top = Place(file: Schemas.settingsFile, line: 1, column: 1, source: nil)
      list.append(
        top.diagnostic(
          code: "program.\(key.name).missing",
          message: "key '\(key.name)' is missing; it is \(key.allowed)"))
    }
  }

  /// The settings; `nil` where something required is missing or wrong.
  var settings: Settings? {
    guard let name, let start, let blocks else { return nil }
    return Settings(
      name: name, currency: currency, domestic: domestic,
      horizon: Horizon(start: start, blocks: blocks), discountRate: discountRate,
      holdingRate: holdingRate, objective: objective, goal: goal)
  }

  /// The text of a key's number; `nil` for keys that hold none.
  func number(_ key: String) -> Double? {
    switch key {
    case "discount_rate": discountRate
    case "holding_rate": holdingRate
    case "goal.quantity": goal?.quantity
    default: nil
    }
  }

  /// The day that a key holds.
  func day(_ key: String) -> Day? {
    switch key {
    case "start": start
    case "goal.date": goal?.date
    default: nil
    }
  }

  /// Takes over the value of one key.
  mutating func set(_ key: String, to node: YAMLNode, into list: inout DiagnosticList) {
    places[key] = node.place
    if node.isNothing, SettingsKey.all.contains(where: { $0.name == key && $0.standard != nil }) {
      return
    }
    switch key {
    case "format": checkFormat(node, into: &list)
    case "name": name = text(node, key: key, into: &list)
    case "currency": setCurrency(node, into: &list)
    case "domestic": setDomestic(node, into: &list)
    case "start": start = day(node, key: key, into: &list)
    case "buckets": blocks = readBlocks(node, into: &list)
    case "discount_rate": discountRate = rate(node, key: key, into: &list) ?? 0
    case "holding_rate": holdingRate = rate(node, key: key, into: &list) ?? 0
    case "objective":
      objective = choice(node, key: key, into: &list) ?? .cost
    case "goal": goal = readGoal(node, into: &list)
    default: preconditionFailure("no key \(key)")
    }
    if key == "start" || key == "buckets" { checkEnd(into: &list) }
  }

  /// Takes over a value from the command line: a key of the file, or `goal.` and a key of its goal.
  mutating func change(_ key: String, to node: YAMLNode, into list: inout DiagnosticList) {
    places[key] = node.place
    switch key {
    case "goal.measure":
      if let measure: Measure = choice(node, key: key, into: &list) { goal?.measure = measure }
    case "goal.quantity":
      if let quantity = number(node, key: key, in: .positive, into: &list) {
        goal?.quantity = quantity
      }
    case "goal.date":
      if let date = day(node, key: key, into: &list) { goal?.date = date }
    default: set(key, to: node, into: &list)
    }
  }

  // MARK: Single values

  private func allowed(_ key: String) -> String {
    SettingsKey.all.first { $0.name == key }?.allowed ?? ""
  }

  private func wrong(
    _ node: YAMLNode, key: String, fault: String, allowed: String? = nil, suggestion: String? = nil
  ) -> Diagnostic {
    let hint = suggestion.map { "; did you mean '\($0)'?" } ?? ""
    return node.place.diagnostic(
      code: "program.\(key).\(fault)",
      message: "\(key) is \(node.noun); it is \(allowed ?? self.allowed(key))\(hint)",
      suggestion: suggestion)
  }

  private func text(
    _ node: YAMLNode, key: String, into list: inout DiagnosticList
  ) -> String? {
    guard let text = node.text else {
      list.append(wrong(node, key: key, fault: "type"))
      return nil
    }
    guard !node.isNothing, !text.isEmpty else {
      list.append(wrong(node, key: key, fault: "empty"))
      return nil
    }
    return text
  }

  private func day(_ node: YAMLNode, key: String, into list: inout DiagnosticList) -> Day? {
    guard let day = node.text.flatMap({ Day($0) }) else {
      list.append(wrong(node, key: key, fault: "date", allowed: "a date such as 2026-01-05"))
      return nil
    }
    return day
  }

  private func number(
    _ node: YAMLNode, key: String, in range: NumberRange, into list: inout DiagnosticList
  ) -> Double? {
    let allowed = "a number, \(range.allowed)"
    guard let value = node.text.flatMap({ DecimalText.parse($0) }) else {
      list.append(wrong(node, key: key, fault: "number", allowed: allowed))
      return nil
    }
    guard range.contains(value) else {
      let hint = value > range.upper && !range.slip.isEmpty ? " (\(range.slip))" : ""
      list.append(
        wrong(node, key: key, fault: value < 0 ? "negative" : "range", allowed: allowed + hint))
      return nil
    }
    return value
  }

  private func rate(_ node: YAMLNode, key: String, into list: inout DiagnosticList) -> Double? {
    let range = NumberRange(0, 1, slip: "a rate is a fraction per year: 9 % is written 0.09")
    return number(node, key: key, in: range, into: &list)
  }

  private func whole(
    _ node: YAMLNode, key: String, in range: ClosedRange<Int>, into list: inout DiagnosticList
  ) -> Int? {
    let allowed = "a whole number, \(range.lowerBound) to \(range.upperBound)"
    guard let value = node.text.flatMap({ DecimalText.parse($0) }) else {
      list.append(wrong(node, key: key, fault: "number", allowed: allowed))
      return nil
    }
    guard value == value.rounded() else {
      list.append(wrong(node, key: key, fault: "whole", allowed: allowed))
      return nil
    }
    guard value >= Double(range.lowerBound), value <= Double(range.upperBound) else {
      list.append(
        wrong(node, key: key, fault: value < 0 ? "negative" : "range", allowed: allowed))
      return nil
    }
    return Int(value)
  }

  private func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ node: YAMLNode, key: String, into list: inout DiagnosticList
  ) -> Choice? {
    if let text = node.text, let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    let near = node.text.flatMap { nearestName(to: $0, among: names) }
    list.append(
      wrong(
        node, key: key, fault: "unknown", allowed: names.formattedList(with: "or"),
        suggestion: near))
    return nil
  }

  private func checkFormat(_ node: YAMLNode, into list: inout DiagnosticList) {
    guard node.text.flatMap({ DecimalText.parse($0) }) == 1 else {
      list.append(wrong(node, key: "format", fault: "unknown"))
      return
    }
  }

  private mutating func setCurrency(_ node: YAMLNode, into list: inout DiagnosticList) {
    guard let text = node.text, text.utf8.count == 3, text.utf8.allSatisfy({ 65...90 ~= $0 }) else {
      let upper = node.text?.uppercased()
      let isCase = upper?.utf8.count == 3 && upper?.utf8.allSatisfy { 65...90 ~= $0 } == true
      list.append(
        wrong(node, key: "currency", fault: "form", suggestion: isCase ? upper : nil))
      return
    }
    currency = text
  }

  private mutating func setDomestic(_ node: YAMLNode, into list: inout DiagnosticList) {
    guard let text = node.text, text.utf8.count == 2, text.utf8.allSatisfy({ 65...90 ~= $0 }) else {
      let upper = node.text?.uppercased()
      let isCase = upper?.utf8.count == 2 && upper?.utf8.allSatisfy { 65...90 ~= $0 } == true
      list.append(
        wrong(node, key: "domestic", fault: "country", suggestion: isCase ? upper : nil))
      return
    }
    domestic = text
  }

  // MARK: Buckets and goal

  private func readBlocks(
    _ node: YAMLNode, into list: inout DiagnosticList
  ) -> [Horizon.Block]? {
    guard case .sequence(let entries) = node.content else {
      list.append(wrong(node, key: "buckets", fault: "type"))
      return nil
    }
    guard !entries.isEmpty else {
      list.append(
        node.place.diagnostic(
          code: "program.buckets.empty",
          message: "buckets is an empty list; it has at least one block"))
      return nil
    }
    var blocks: [Horizon.Block] = []
    for entry in entries {
      if let block = readBlock(entry, into: &list) { blocks.append(block) }
    }
    guard blocks.count == entries.count else { return nil }
    let count = blocks.reduce(0) { $0 + $1.count }
    guard count <= SettingsKey.mostBuckets else {
      list.append(
        node.place.diagnostic(
          code: "program.buckets.range",
          message: "buckets are \(count) in all; at most \(SettingsKey.mostBuckets)"))
      return nil
    }
    let days = blocks.reduce(0) { $0 + $1.count * $1.days }
    guard days <= SettingsKey.longestHorizon else {
      list.append(
        node.place.diagnostic(
          code: "program.buckets.range",
          message: "the horizon has \(days) days; at most \(SettingsKey.longestHorizon)"))
      return nil
    }
    return blocks
  }

  private func readBlock(_ node: YAMLNode, into list: inout DiagnosticList) -> Horizon.Block? {
    guard let values = fields(node, of: "buckets", ["count", "days"], into: &list) else {
      return nil
    }
    let count = values["count"].flatMap {
      whole($0, key: "buckets.count", in: 1...SettingsKey.mostBuckets, into: &list)
    }
    let days = values["days"].flatMap {
      whole($0, key: "buckets.days", in: 1...SettingsKey.longestBucket, into: &list)
    }
    guard let count, let days else { return nil }
    return Horizon.Block(count: count, days: days)
  }

  private func readGoal(_ node: YAMLNode, into list: inout DiagnosticList) -> Goal? {
    guard let values = fields(node, of: "goal", ["measure", "quantity", "date"], into: &list) else {
      return nil
    }
    let measure: Measure? = values["measure"].flatMap {
      choice($0, key: "goal.measure", into: &list)
    }
    let quantity = values["quantity"].flatMap {
      number($0, key: "goal.quantity", in: .positive, into: &list)
    }
    let date = values["date"].flatMap { day($0, key: "goal.date", into: &list) }
    guard let measure, let quantity, let date else { return nil }
    return Goal(measure: measure, quantity: quantity, date: date)
  }

  /// The values of a mapping whose keys are all required.
  private func fields(
    _ node: YAMLNode, of key: String, _ names: [String], into list: inout DiagnosticList
  ) -> [String: YAMLNode]? {
    guard case .mapping(let pairs) = node.content else {
      list.append(
        wrong(
          node, key: key, fault: "type",
          allowed: "a mapping of " + names.formattedList(with: "and")))
      return nil
    }
    var values: [String: YAMLNode] = [:]
    for (name, value) in pairs {
      if let name = known(name, among: names, into: &list) { values[name] = value }
    }
    for name in names where values[name] == nil {
      list.append(
        node.place.diagnostic(
          code: "program.\(key).\(name).missing", message: "\(key) has no '\(name)'; it needs one"))
    }
    return values
  }

  private func known(
    _ key: YAMLNode, among names: [String], into list: inout DiagnosticList
  ) -> String? {
    if let text = key.text, names.contains(text) { return text }
    let near = key.text.flatMap { nearestName(to: $0, among: names) }
    let hint =
      near.map { "did you mean '\($0)'?" } ?? "the keys are "
      + names.formattedList(with: "and")
    list.append(
      key.place.diagnostic(
        code: "program.key.unknown", message: "unknown key \(key.noun); \(hint)",
        suggestion: near))
    return nil
  }

  /// Checks that the last day of the horizon can be written.
  private mutating func checkEnd(into list: inout DiagnosticList) {
    guard let start, let blocks, let place = places["start"] else { return }
    let days = blocks.reduce(0) { $0 + $1.count * $1.days }
    guard start.advanced(byDays: days) > Day.last else { return }
    self.start = nil
    list.append(
      place.diagnostic(
        code: "program.start.range",
        message: "the horizon of \(days) days from \(start) ends after 9999-12-31; it must not"))
  }
}
