import Program
import Tables

/// Reads a file of `scenarios/`.
struct ScenarioReader {
  let tables: EventTables
  private let reader = KeyReader(prefix: "scenarios")
  private let categories: Set<String>
  private let groups: Set<String>
  private let countries: Set<String>
  private let regions: Set<String>

  init(tables: EventTables) {
    self.tables = tables
    func labels(_ schema: TableSchema, _ column: String) -> Set<String> {
      Set(Columns(tables[schema]).symbols(column))
    }
    categories = labels(EventSchemas.lots, "category")
    groups = Set(labels(EventSchemas.suppliers, "groups").flatMap(NameList.names))
    countries = labels(EventSchemas.suppliers, "country")
    regions = labels(EventSchemas.suppliers, "region")
  }

  /// Reads the file; every fault is added to `list`.
  func read(
    _ bytes: [UInt8], file: String, name: String, into list: inout DiagnosticList
  ) -> Scenario? {
    let place = Place(file: file, line: 1, column: 1)
    if !Identifier.isOne(name) {
      list.append(
        place.diagnostic(
          code: "scenarios.name.form",
          message: "the scenario's name is '\(shown(name))'; it is "
            + CellType.identifier.allowed(unit: "")))
    }
    guard let root = YAMLReader.read(bytes, file: file, into: &list),
      let values = reader.values(
        of: root, among: ["format", "title", "objective", "slack", "rules"], noun: "the file",
        into: &list)
    else { return nil }
    if let format = values["format"], format.text.flatMap({ DecimalText.parse($0) }) != 1 {
      reader.report(format, "format", fault: "unknown", allowed: "1", into: &list)
    }
    _ = reader.text(values["title"], "title", into: &list)
    let slack = reader.number(values["slack"], "slack", in: slackRange, into: &list)
    return Scenario(
      name: name,
      stages: stages(values["objective"], slack: slack ?? WrittenNumber(0), into: &list),
      rules: rules(values["rules"], into: &list))
  }

  // MARK: Objective

  private let slackRange = NumberRange(0, 10, slip: "a slack is a fraction: 2 % is written 0.02")
  private let aims = Aim.allCases.map(\.rawValue).formattedList(with: "or")

  private func stages(
    _ node: YAMLNode?, slack: WrittenNumber, into list: inout DiagnosticList
  ) -> [Stage] {
    let cheapest = Scenario.cheapest.stages
    guard let node, !node.isNothing else { return cheapest }
    guard case .sequence(let entries) = node.content else {
      return stage(node, slack: slack, into: &list).map { [$0] } ?? cheapest
    }
    guard !entries.isEmpty else {
      reader.report(
        node, "objective", fault: "empty", allowed: "\(aims), or a list of stages", into: &list)
      return cheapest
    }
    var found: [Stage] = []
    for entry in entries {
      guard let stage = stage(entry, slack: slack, into: &list) else { continue }
      if found.contains(where: { $0.aim == stage.aim }) {
        list.append(
          entry.place.diagnostic(
            code: "scenarios.objective.repeated",
            message: "the aim '\(stage.aim.rawValue)' is repeated; each stands once"))
      }
      found.append(stage)
    }
    return found.isEmpty ? cheapest : found
  }

  /// What names a stage's aim in a mapping.
  private static let namingKeys = ["aim", "objective", "stage"]

  /// `cost`, `{aim: cost, slack: 0.02}` or, in short, `{cost: 0.02}`.
  private func stage(
    _ node: YAMLNode, slack: WrittenNumber, into list: inout DiagnosticList
  ) -> Stage? {
    guard !node.isNothing else {
      reader.report(node, "objective", fault: "empty", allowed: aims, into: &list)
      return nil
    }
    guard case .mapping = node.content else {
      let aim: Aim? = reader.choice(node, "objective", into: &list)
      return aim.map { Stage(aim: $0, slack: slack) }
    }
    let names = ScenarioReader.namingKeys + Aim.allCases.map(\.rawValue)
    guard
      let values = reader.values(
        of: node, among: names + ["slack"], noun: "a stage", into: &list)
    else { return nil }
    let own = reader.number(values["slack"], "slack", in: slackRange, into: &list)
    let given = names.filter { values[$0] != nil }
    guard let key = given.first, let named = values[key] else {
      reader.reportMissing("aim", in: node, noun: "a stage", allowed: aims, into: &list)
      return nil
    }
    guard given.count == 1 else {
      list.append(
        node.place.diagnostic(
          code: "scenarios.stage.repeated",
          message: "the stage has the keys \(given.formattedList(with: "and")); it has one aim"))
      return nil
    }
    if let aim = Aim(rawValue: key) {
      return shortStage(aim, named, own: values["slack"], slack: slack, into: &list)
    }
    let aim: Aim? = reader.choice(named, key, into: &list)
    if named.isNothing {
      reader.reportMissing(key, in: node, noun: "a stage", allowed: aims, into: &list)
    }
    return aim.map { Stage(aim: $0, slack: own ?? slack) }
  }

  /// `{quality: 0.05}`: the slack stands with the aim, so it does not stand beside it as well.
  private func shortStage(
    _ aim: Aim, _ node: YAMLNode, own: YAMLNode?, slack: WrittenNumber,
    into list: inout DiagnosticList
  ) -> Stage {
    if let own {
      reader.report(
        own, "slack", fault: "repeated", allowed: "left out where \(aim.rawValue) has it",
        into: &list)
    }
    let short = reader.number(node, aim.rawValue, in: slackRange, into: &list)
    return Stage(aim: aim, slack: short ?? slack)
  }

  // MARK: Rules

  private static let ruleKeys = [
    "rule", "kind", "value", "lot", "category", "item", "supplier", "group", "country", "region",
    "by", "penalty",
  ]

  private func rules(_ node: YAMLNode?, into list: inout DiagnosticList) -> [Rule] {
    guard let node, !node.isNothing else { return [] }
    guard case .sequence(let entries) = node.content else {
      reader.report(node, "rules", fault: "type", allowed: "a list of rules", into: &list)
      return []
    }
    var seen: Set<String> = []
    var rules: [Rule] = []
    for entry in entries {
      guard let rule = rule(entry, into: &list) else { continue }
      if !seen.insert(rule.id).inserted {
        list.append(
          rule.place.diagnostic(
            code: "scenarios.rule.repeated",
            message: "rule '\(rule.id)' is repeated; a scenario names a rule once"))
      }
      rules.append(rule)
    }
    return rules
  }

  private func rule(_ node: YAMLNode, into list: inout DiagnosticList) -> Rule? {
    guard
      let values = reader.values(
        of: node, among: ScenarioReader.ruleKeys, noun: "a rule", into: &list)
    else { return nil }
    let id = reader.identifier(values["rule"], "rule", into: &list)
    if values["rule"].map(\.isNothing) ?? true {
      reader.reportMissing(
        "rule", in: node, noun: "a rule", allowed: "its identifier", into: &list)
    }
    let kind: RuleKind? = reader.choice(values["kind"], "kind", into: &list)
    if values["kind"].map(\.isNothing) ?? true {
      reader.reportMissing(
        "kind", in: node, noun: "a rule",
        allowed: RuleKind.allCases.map(\.rawValue).formattedList(with: "or"), into: &list)
    }
    let scope = scope(values, into: &list)
    let subject = subject(values, into: &list)
    let penalty = reader.number(values["penalty"], "penalty", in: .nonnegative, into: &list)
    guard let id, let kind else { return nil }
    let value = value(values["value"], kind, in: node, into: &list)
    checkSubject(subject, kind, values, node, into: &list)
    return Rule(
      id: id, kind: kind, value: value ?? WrittenNumber(0), scope: scope, subject: subject,
      isByCountry: isByCountry(values["by"], kind, into: &list), penalty: penalty,
      place: values["rule"]?.place ?? node.place)
  }

  private func value(
    _ node: YAMLNode?, _ kind: RuleKind, in rule: YAMLNode, into list: inout DiagnosticList
  ) -> WrittenNumber? {
    let range = RuleValues.range(of: kind)
    guard kind.isNumeric else {
      if let node, !node.isNothing {
        list.append(
          node.place.diagnostic(
            severity: .warning, code: "scenarios.value.unused",
            message: "value is \(node.noun), but \(kind.rawValue) takes none"))
      }
      return nil
    }
    guard let node, !node.isNothing else {
      reader.reportMissing(
        "value", in: rule, noun: kind.rawValue, allowed: "a number, \(range.allowed)", into: &list)
      return nil
    }
    return reader.number(node, "value", in: range, into: &list)
  }

  private func isByCountry(
    _ node: YAMLNode?, _ kind: RuleKind, into list: inout DiagnosticList
  ) -> Bool {
    guard let node, !node.isNothing else { return false }
    guard kind == .backupMin else {
      reader.report(node, "by", fault: "unused", allowed: "for backup_min only", into: &list)
      return false
    }
    guard let text = node.text, ["supplier", "country"].contains(text) else {
      reader.report(node, "by", fault: "unknown", allowed: "supplier or country", into: &list)
      return false
    }
    return text == "country"
  }

  private func checkSubject(
    _ subject: RuleSubject, _ kind: RuleKind, _ values: [String: YAMLNode], _ node: YAMLNode,
    into list: inout DiagnosticList
  ) {
    guard kind == .force || kind == .forbid else { return }
    let keys = ["supplier", "group", "country", "region"]
    guard keys.allSatisfy({ values[$0]?.isNothing ?? true }) else { return }
    reader.reportMissing(
      "supplier", in: node, noun: kind.rawValue,
      allowed: "who is meant: a supplier, or a group, country or region", into: &list)
  }

  // MARK: Scope and subject

  private func scope(
    _ values: [String: YAMLNode], into list: inout DiagnosticList
  ) -> RuleScope {
    RuleScope(
      lot: row(values["lot"], "lot", EventSchemas.lots, into: &list),
      category: known(
        values["category"], "category", categories, of: EventSchemas.lots, into: &list),
      item: row(values["item"], "item", EventSchemas.items, into: &list))
  }

  private func subject(
    _ values: [String: YAMLNode], into list: inout DiagnosticList
  ) -> RuleSubject {
    RuleSubject(
      supplier: row(values["supplier"], "supplier", EventSchemas.suppliers, into: &list),
      group: known(
        values["group"], "group", groups, of: EventSchemas.suppliers, into: &list),
      country: known(
        values["country"], "country", countries, of: EventSchemas.suppliers, into: &list),
      region: known(
        values["region"], "region", regions, of: EventSchemas.suppliers, into: &list))
  }

  /// The row that a value names.
  private func row<Row>(
    _ node: YAMLNode?, _ key: String, _ schema: TableSchema, into list: inout DiagnosticList
  ) -> TableIndex<Row>? {
    guard let node, let name = reader.text(node, key, into: &list) else { return nil }
    let table = tables[schema]
    let index = table.symbols[0].find(name)
    if index >= 0 { return TableIndex(Int(index)) }
    guard table.isUsable else { return nil }
    let near = nearestName(to: name, among: table.symbols[0].names)
    let hint = near.map { "did you mean '\($0)'?" } ?? "\(schema.file) has no such row"
    list.append(
      node.place.diagnostic(
        code: "scenarios.\(key).unknown", message: "unknown \(key) '\(shown(name))'; \(hint)",
        suggestion: near))
    return nil
  }

  /// A text; one that nothing bears is a warning, and the rule then speaks of nothing.
  private func known(
    _ node: YAMLNode?, _ key: String, _ names: Set<String>, of schema: TableSchema,
    into list: inout DiagnosticList
  ) -> String? {
    guard let node, let name = reader.text(node, key, into: &list) else { return nil }
    // Of a table at fault nothing is known to be missing.
    guard !names.contains(name), list.errorCount(in: schema.file) == 0 else { return name }
    let near = nearestName(to: name, among: names.sorted())
    let hint =
      near.map { "did you mean '\($0)'?" } ?? "no \(schema.name.dropLast()) has it"
    list.append(
      node.place.diagnostic(
        severity: .warning, code: "scenarios.\(key).unknown",
        message: "unknown \(key) '\(shown(name))'; \(hint)", suggestion: near))
    return name
  }
}

/// Which values a rule of each kind takes.
enum RuleValues {
  static func range(of kind: RuleKind) -> NumberRange {
    switch kind {
    case .shareMax, .shareMin, .winMinShare, .domesticMin: .share
    case .backupMin:
      NumberRange(0, 100, slip: "a share is a fraction: 65 % is written 0.65")
    case .suppliersMax, .suppliersMin, .leadMax, .budgetMax, .force, .forbid: .nonnegative
    case .qualityMin: NumberRange(-NumberRange.largest, NumberRange.largest)
    }
  }
}
