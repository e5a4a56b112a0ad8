import Program
import Tables

/// Reads `design.yaml`.
struct DesignSettingsReader {
  private(set) var settings: DesignSettings?
  /// The generations, in the order of the file, and where each stands.
  private(set) var generations: [(id: String, place: Place)] = []

  static let required = ["format", "title", "generations"]
  static let optional = ["currency", "domestic", "commonality", "assumptions"]

  /// Reads the file; every fault is added to `list`.
  mutating func read(_ bytes: [UInt8], into list: inout DiagnosticList) {
    let file = DesignSchemas.settingsFile
    guard let root = YAMLReader.read(bytes, file: file, into: &list),
      let fields = FieldReader(
        root, prefix: "design", noun: "the file", required: Self.required, optional: Self.optional,
        into: &list)
    else { return }
    if let format = fields.node("format"), format.text != "1" {
      list.append(fields.diagnostic("format", "unknown", "format is \(format.noun); it is 1"))
    }
    let title = fields.text("title", into: &list)
    let currency = code("currency", letters: 3, standard: "USD", fields, into: &list)
    let domestic = code("domestic", letters: 2, standard: "US", fields, into: &list)
    readGenerations(fields, into: &list)
    let commonality = readCommonality(fields.node("commonality"), into: &list)
    let assumptions = fields.texts("assumptions", into: &list)
    guard let title, let currency, let domestic, let commonality else { return }
    settings = DesignSettings(
      title: title, currency: currency, domestic: domestic, commonality: commonality,
      assumptions: assumptions)
  }

  private func code(
    _ key: String, letters: Int, standard: String, _ fields: FieldReader,
    into list: inout DiagnosticList
  ) -> String? {
    guard let node = fields.node(key) else { return standard }
    guard let text = node.text, text.utf8.count == letters,
      text.utf8.allSatisfy({ 65...90 ~= $0 })
    else {
      let kind =
        letters == 3 ? "three capital letters of ISO 4217" : "two capital letters of ISO 3166-1"
      list.append(fields.diagnostic(key, "form", "\(key) is \(node.noun); it is \(kind)"))
      return nil
    }
    return text
  }

  private mutating func readGenerations(_ fields: FieldReader, into list: inout DiagnosticList) {
    let entries = fields.entries("generations", into: &list)
    if entries.isEmpty, fields.node("generations") != nil {
      list.append(
        fields.diagnostic("generations", "empty", "generations is empty; it has at least one"))
    }
    for entry in entries {
      guard let text = entry.text, FieldReader.isIdentifier(text) else {
        list.append(
          entry.place.diagnostic(
            code: "design.generations.identifier",
            message: "a generation is \(entry.noun); it takes 1 to 64 of the characters A-Z a-z "
              + "0-9 . _ -"))
        continue
      }
      guard !generations.contains(where: { $0.id == text }) else {
        list.append(
          entry.place.diagnostic(
            code: "design.generations.repeated",
            message: "generation '\(text)' is repeated; it may stand once"))
        continue
      }
      generations.append((text, entry.place))
    }
  }

  private func readCommonality(
    _ node: YAMLNode?, into list: inout DiagnosticList
  ) -> CommonalitySavings? {
    var savings = CommonalitySavings(perComponent: 0, perSparePool: 0, perKind: [:], racks: 1)
    guard let node else { return savings }
    guard
      let fields = FieldReader(
        node, prefix: "design.commonality", noun: "commonality", required: [],
        optional: ["per_component", "per_spare_pool", "per_kind", "racks"], into: &list)
    else { return nil }
    savings.perComponent = fields.value("per_component", .money, into: &list) ?? 0
    savings.perSparePool = fields.value("per_spare_pool", .money, into: &list) ?? 0
    savings.racks = fields.whole("racks", in: 1...10_000_000, into: &list) ?? 1
    if let kinds = fields.node("per_kind"),
      let reader = FieldReader(
        kinds, prefix: "design.commonality.per_kind", noun: "per_kind", required: [],
        optional: ComponentKind.allCases.map(\.rawValue), into: &list)
    {
      for kind in ComponentKind.allCases {
        savings.perKind[kind] = reader.value(kind.rawValue, .money, into: &list)
      }
    }
    return savings
  }
}
