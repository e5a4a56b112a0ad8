import Tables

/// Reads what a policy speaks of and whom it limits.
struct PolicyReader {
  /// What is wrong with a cell of `policies.csv`.
  struct Fault: Error {
    var code: String
    var message: String
    var suggestion: String?
  }

  private let scopes: DecodedTable
  private let scopeColumn: Int
  private let subjectColumn: Int
  private let items: SymbolTable
  private let itemsAreKnown: Bool
  private let suppliers: SymbolTable
  private let suppliersAreKnown: Bool

  /// Makes a reader of the policies in `tables`.
  init(tables: TableSet, suppliers: SupplierNames) {
    let policies = Columns(tables[Schemas.policies])
    scopes = policies.table
    scopeColumn = policies.position("scope")
    subjectColumn = policies.position("subject")
    let itemTable = tables[Schemas.items]
    items = itemTable.symbols[0]
    itemsAreKnown = itemTable.isUsable
    self.suppliers = SymbolTable(suppliers.names)
    suppliersAreKnown = tables[Schemas.offers].isUsable
  }

  /// The scope of a row.
  func scope(row: Int) -> Result<PolicyScope, Fault> {
    let text = scopes.symbol(row: row, column: scopeColumn) ?? "all"
    if text == "all" { return .success(.all) }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return .failure(form(text)) }
    let name = String(parts[1])
    switch parts[0] {
    case "item":
      let index = items.find(name)
      if index >= 0 { return .success(.item(TableIndex(Int(index)))) }
      if !itemsAreKnown { return .success(.all) }
      let near = nearestName(to: name, among: items.names)
      let hint = near.map { "did you mean '\($0)'?" } ?? "items.csv has no such row"
      return .failure(
        Fault(
          code: "policies.scope.unknown", message: "unknown item '\(shown(name))'; \(hint)",
          suggestion: near.map { "item:\($0)" }))
    case "category":
      if name.isEmpty { return .failure(form(text)) }
      return .success(.category(name))
    case "pillar":
      if let pillar = Pillar(rawValue: name) { return .success(.pillar(pillar)) }
      let names = Pillar.allCases.map(\.rawValue)
      let near = nearestName(to: name, among: names)
      let hint = near.map { "did you mean '\($0)'?" } ?? names.formattedList(with: "or")
      return .failure(
        Fault(
          code: "policies.scope.unknown", message: "unknown pillar '\(shown(name))'; \(hint)",
          suggestion: near.map { "pillar:\($0)" }))
    default: return .failure(form(text))
    }
  }

  private func form(_ text: String) -> Fault {
    let prefix = text.prefix { $0 != ":" }
    let near = nearestName(to: String(prefix), among: ["all", "item", "category", "pillar"])
    let hint = near.map { " (did you mean '\($0)'?)" } ?? ""
    return Fault(
      code: "policies.scope.form",
      message: "scope is '\(shown(text))'\(hint); a policy takes all, item:ID, category:TEXT or "
        + "pillar:TEXT", suggestion: nil)
  }

  /// The subject of a row, after its kind.
  func subject(row: Int, kind: PolicyKind) -> Result<PolicySubject?, Fault> {
    let text = scopes.symbol(row: row, column: subjectColumn)
    switch kind {
    case .countryShareMax:
      guard let text else {
        return .failure(
          Fault(
            code: "policies.subject.empty",
            message: "subject is empty; \(kind.rawValue) needs a country"))
      }
      let bytes = Array(text.utf8)
      guard bytes.count == 2, bytes.allSatisfy({ 65...90 ~= $0 }) else {
        let upper = text.uppercased()
        let near = bytes.count == 2 && upper.utf8.allSatisfy { 65...90 ~= $0 } ? upper : nil
        let hint = near.map { "; did you mean '\($0)'?" } ?? ""
        return .failure(
          Fault(
            code: "policies.subject.country",
            message: "subject is '\(shown(text))'; \(kind.rawValue) takes two capital letters of "
              + "ISO 3166-1\(hint)", suggestion: near))
      }
      return .success(.country(text))
    case .supplierShareMax:
      guard let text else {
        return .failure(
          Fault(
            code: "policies.subject.empty",
            message: "subject is empty; \(kind.rawValue) needs a supplier"))
      }
      let index = suppliers.find(text)
      if index >= 0 { return .success(.supplier(TableIndex(Int(index)))) }
      if !suppliersAreKnown { return .success(nil) }
      let near = nearestName(to: text, among: suppliers.names)
      let hint = near.map { "did you mean '\($0)'?" } ?? "no offer names it"
      return .failure(
        Fault(
          code: "policies.subject.unknown", message: "unknown supplier '\(shown(text))'; \(hint)",
          suggestion: near))
    default:
      guard let text else { return .success(nil) }
      return .failure(
        Fault(
          code: "policies.subject.unused",
          message: "subject is '\(shown(text))'; \(kind.rawValue) takes none"))
    }
  }
}
