/// What operations load at a site: a row of `resources.csv`.
public struct Resource: Hashable, Sendable {
  /// The identifier, unique among resources.
  public var id: String
  public var site: SiteIndex
  public var unit: String
  public var name: String

  public init(
    id: String, site: SiteIndex, unit: String = "hours", name: String = ""
  ) {
    self.id = id
    self.site = site
    self.unit = unit
    self.name = name
  }
}
