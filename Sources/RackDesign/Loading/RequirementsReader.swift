import Tables

/// Reads `requirements/GENERATION.yaml`.
struct RequirementsReader {
  let id: String
  let file: String
  /// Names of all modes met so far; grows.
  private(set) var modeNames: [String]

  init(id: String, modeNames: [String]) {
    self.id = id
    file = DesignSchemas.requirementsFile(id)
    self.modeNames = modeNames
  }

  static let required = ["version", "changed", "conditions", "requirements"]
  static let optional = ["generation", "name", "platforms", "width_class", "modes"]

  /// Reads the file; every fault is added to `list`.
  ///
  /// - Returns: The generation, yet without roles; `nil` where something required is wrong.
  mutating func read(_ bytes: [UInt8], into list: inout DiagnosticList) -> Generation? {
    guard let root = YAMLReader.read(bytes, file: file, into: &list),
      let fields = FieldReader(
        root, prefix: "requirements", noun: "the file", required: Self.required,
        optional: Self.optional, into: &list)
    else { return nil }
    checkName(fields, into: &list)
    let version = fields.whole("version", in: 1...1_000_000, into: &list)
    let changed = fields.node("changed").flatMap { readChange($0, into: &list) }
    let conditions = fields.node("conditions").flatMap {
      ConditionsReader.read($0, into: &list)
    }
    let modes = readModes(fields, into: &list)
    let requirements = readRequirements(fields, modes, into: &list)
    RequirementChecks.check(requirements, modes: modes, file: file, into: &list)
    guard let version, let changed, let conditions else { return nil }
    return Generation(
      id: id, name: fields.node("name") == nil ? id : fields.text("name", into: &list) ?? id,
      version: version, changed: changed, platforms: fields.texts("platforms", into: &list),
      widthClass: fields.node("width_class") == nil
        ? "" : fields.text("width_class", into: &list) ?? "",
      conditions: conditions, modes: modes, roles: [], requirements: requirements)
  }

  private func checkName(_ fields: FieldReader, into list: inout DiagnosticList) {
    guard let node = fields.node("generation"), node.text != id else { return }
    list.append(
      fields.diagnostic(
        "generation", "unknown", "generation is \(node.noun); the file's name says '\(id)'"))
  }

  private func readChange(_ node: YAMLNode, into list: inout DiagnosticList) -> RequirementChange? {
    guard
      let fields = FieldReader(
        node, prefix: "requirements.changed", noun: "changed", required: ["on", "by", "why"],
        optional: [], into: &list)
    else { return nil }
    let on = fields.day("on", into: &list)
    let by = fields.text("by", into: &list)
    let why = fields.text("why", into: &list)
    guard let on, let by, let why else { return nil }
    return RequirementChange(on: on, by: by, why: why)
  }

  // MARK: Modes

  private mutating func readModes(
    _ fields: FieldReader, into list: inout DiagnosticList
  ) -> [RackMode] {
    var modes: [RackMode] = []
    for entry in fields.entries("modes", into: &list) {
      guard
        let mode = FieldReader(
          entry, prefix: "requirements.modes", noun: "a mode", required: ["mode"],
          optional: ["ceiling"], into: &list)
      else { continue }
      let ceiling = mode.value("ceiling", .power, in: .positive, into: &list)
      guard let name = mode.identifier("mode", into: &list) else { continue }
      guard !modes.contains(where: { $0.name == name }) else {
        list.append(mode.diagnostic("mode", "repeated", "mode '\(name)' is repeated"))
        continue
      }
      modes.append(RackMode(mode: index(ofMode: name), name: name, ceilingKw: ceiling))
    }
    if modes.isEmpty {
      modes = [RackMode(mode: index(ofMode: "full"), name: "full", ceilingKw: nil)]
    }
    return modes
  }

  private mutating func index(ofMode name: String) -> Int {
    if let known = modeNames.firstIndex(of: name) { return known }
    modeNames.append(name)
    return modeNames.count - 1
  }

  // MARK: Requirements

  private func readRequirements(
    _ fields: FieldReader, _ modes: [RackMode], into list: inout DiagnosticList
  ) -> [Requirement] {
    var requirements: [Requirement] = []
    for entry in fields.entries("requirements", into: &list) {
      let reader = RequirementReader(modes: modes)
      guard let requirement = reader.read(entry, into: &list) else { continue }
      if requirements.contains(where: { $0.id == requirement.id }) {
        let place = requirement.place ?? entry.place
        list.append(
          place.diagnostic(
            code: "requirements.id.repeated",
            message: "requirement '\(requirement.id)' is repeated; an id stands once"))
        continue
      }
      requirements.append(requirement)
    }
    return requirements
  }
}

/// Reads one requirement.
struct RequirementReader {
  let modes: [RackMode]

  static let required = ["id", "quantity", "reason"]
  static let optional = ["mode", "at_least", "at_most", "weight", "penalty"]

  func read(_ node: YAMLNode, into list: inout DiagnosticList) -> Requirement? {
    guard
      let fields = FieldReader(
        node, prefix: "requirements", noun: "a requirement", required: Self.required,
        optional: Self.optional, into: &list)
    else { return nil }
    let id = fields.identifier("id", into: &list)
    let reason = fields.text("reason", into: &list)
    let quantity: Quantity? = fields.choice("quantity", into: &list)
    let weight: Weight? = fields.choice("weight", into: &list)
    let penalty = self.penalty(fields, weight, into: &list)
    guard let quantity else { return nil }
    let mode = self.mode(fields, quantity, into: &list)
    guard let (bound, value) = limit(fields, quantity, into: &list), let id, let reason else {
      return nil
    }
    return Requirement(
      id: id, quantity: quantity, mode: mode, bound: bound, value: value, penalty: penalty,
      reason: reason, isRule: false, place: fields.place(of: bound.rawValue))
  }

  enum Weight: String, CaseIterable { case must, should }

  private func penalty(
    _ fields: FieldReader, _ weight: Weight?, into list: inout DiagnosticList
  ) -> Double? {
    let penalty = fields.value("penalty", .money, into: &list)
    guard weight == .should else {
      if fields.node("penalty") != nil {
        list.append(
          fields.diagnostic(
            "penalty", "must", "penalty is given for a must; only a should has one"))
      }
      return nil
    }
    if fields.node("penalty") == nil {
      list.append(
        fields.diagnostic(
          "weight", "penalty", "weight is should without a penalty; a should has a penalty per unit"
        ))
    }
    return penalty ?? 0
  }

  private func mode(
    _ fields: FieldReader, _ quantity: Quantity, into list: inout DiagnosticList
  ) -> Int? {
    guard let node = fields.node("mode") else { return nil }
    guard quantity.dependsOnMode else {
      list.append(
        fields.diagnostic(
          "mode", "unused", "mode is \(node.noun); \(quantity.rawValue) is the same in every mode"))
      return nil
    }
    if let mode = modes.first(where: { $0.name == node.text }) { return mode.mode }
    let names = modes.map(\.name)
    let near = node.text.flatMap { nearestName(to: $0, among: names) }
    let hint =
      near.map { "did you mean '\($0)'?" } ?? "the modes are "
      + names.formattedList(with: "and")
    list.append(
      fields.diagnostic("mode", "unknown", "unknown mode \(node.noun); \(hint)", suggestion: near))
    return nil
  }

  /// The bound and its value; exactly one of the two keys is given.
  private func limit(
    _ fields: FieldReader, _ quantity: Quantity, into list: inout DiagnosticList
  ) -> (Bound, Double)? {
    let given = Bound.allCases.filter { fields.node($0.rawValue) != nil }
    guard given.count == 1 else {
      let what = given.isEmpty ? "neither at_least nor at_most" : "both at_least and at_most"
      list.append(
        fields.place.diagnostic(
          code: "requirements.bound.\(given.isEmpty ? "missing" : "both")",
          message: "a requirement has \(what); it has exactly one of the two"))
      return nil
    }
    let range: NumberRange = quantity.dimension == .share ? .share : .nonnegative
    let value = fields.value(given[0].rawValue, quantity.dimension, in: range, into: &list)
    return value.map { (given[0], $0) }
  }
}
