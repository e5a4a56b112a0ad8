/// Finds the rows of a program by what people call them.
///
/// Made once and kept beside the program: a program that changes needs a new one.
public struct Lookup: Sendable {
  private let items: [String: ItemIndex]
  private let sites: [String: SiteIndex]
  private let suppliers: [String: SupplierIndex]
  private let resources: [String: ResourceIndex]
  private let operations: [String: OperationIndex]
  private let expansions: [String: ExpansionIndex]
  private let offers: [String: OfferIndex]
  private let demands: [String: DemandIndex]
  private let policies: [String: PolicyIndex]

  /// Makes the lookup of `program`.
  ///
  /// - Complexity: O(rows).
  public init(_ program: BuildProgram) {
    items = Lookup.table(program.items, \.id)
    sites = Lookup.table(program.sites, \.id)
    suppliers = Lookup.table(program.suppliers, \.id)
    resources = Lookup.table(program.resources, \.id)
    operations = Lookup.table(program.operations, \.id)
    expansions = Lookup.table(program.expansions, \.id)
    offers = Lookup.table(program.offers, \.id)
    demands = Lookup.table(program.demands, \.id)
    policies = Lookup.table(program.policies, \.id)
  }

  private static func table<Row>(
    _ rows: [Row], _ id: (Row) -> String
  ) -> [String: TableIndex<Row>] {
    var table: [String: TableIndex<Row>] = [:]
    table.reserveCapacity(rows.count)
    for index in rows.rowIndices where table[id(rows[index])] == nil {
      table[id(rows[index])] = index
    }
    return table
  }

  /// The item with that identifier.
  public func index(ofItem id: String) -> ItemIndex? { items[id] }
  /// The site with that identifier.
  public func index(ofSite id: String) -> SiteIndex? { sites[id] }
  /// The supplier with that identifier.
  public func index(ofSupplier id: String) -> SupplierIndex? { suppliers[id] }
  /// The resource with that identifier.
  public func index(ofResource id: String) -> ResourceIndex? { resources[id] }
  /// The operation with that identifier.
  public func index(ofOperation id: String) -> OperationIndex? { operations[id] }
  /// The expansion with that identifier.
  public func index(ofExpansion id: String) -> ExpansionIndex? { expansions[id] }
  /// The offer with that identifier.
  public func index(ofOffer id: String) -> OfferIndex? { offers[id] }
  /// The demand with that identifier.
  public func index(ofDemand id: String) -> DemandIndex? { demands[id] }
  /// The policy with that identifier.
  public func index(ofPolicy id: String) -> PolicyIndex? { policies[id] }
}
