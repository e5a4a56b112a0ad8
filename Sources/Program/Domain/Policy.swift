public import Tables

/// A rule over purchases or spending: a row of `policies.csv`.
public struct Policy: Hashable, Sendable {
  /// The identifier, unique among policies.
  public var id: String
  public var kind: PolicyKind
  public var scope: PolicyScope
  /// For the kinds that limit a share.
  public var subject: PolicySubject?
  public var value: Double
  /// For `suppliersMin`: what a counted supplier brings at least, 0 to 1.
  public var minShare: Double
  /// The first order date; `nil`: open.
  public var from: Day?
  /// The last order date; `nil`: open.
  public var to: Day?
  /// Cost per unit by which the rule is missed; `nil`: hard.
  public var penalty: Double?

  public init(
    id: String, kind: PolicyKind, scope: PolicyScope = .all, subject: PolicySubject? = nil,
    value: Double, minShare: Double = 0, from: Day? = nil, to: Day? = nil, penalty: Double? = nil
  ) {
    self.id = id
    self.kind = kind
    self.scope = scope
    self.subject = subject
    self.value = value
    self.minShare = minShare
    self.from = from
    self.to = to
    self.penalty = penalty
  }
}

/// What a policy limits; the raw values are those of `policies.csv`.
public enum PolicyKind: String, CaseIterable, Hashable, Sendable {
  case domesticContentMin = "domestic_content_min"
  case addressableContentMin = "addressable_content_min"
  case countryShareMax = "country_share_max"
  case supplierShareMax = "supplier_share_max"
  case suppliersMin = "suppliers_min"
  case capexMax = "capex_max"
  case spendMax = "spend_max"
}

/// The items a policy speaks of.
public enum PolicyScope: Hashable, Sendable {
  case all
  case item(ItemIndex)
  case category(String)
  case pillar(Pillar)
}

/// Whose share a policy limits.
public enum PolicySubject: Hashable, Sendable {
  case supplier(SupplierIndex)
  case country(String)
}
