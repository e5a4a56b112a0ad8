/// A place: a row of `sites.csv`.
public struct Site: Hashable, Sendable {
  /// The identifier, unique among sites.
  public var id: String
  public var kind: SiteKind
  public var name: String
  /// ISO 3166-1 alpha-2.
  public var country: String
  /// A state or province; empty for none.
  public var region: String
  /// Degrees north.
  public var latitude: Double?
  /// Degrees east.
  public var longitude: Double?
  /// Facility power over IT power, at least 1.
  public var pue: Double

  public init(
    id: String, kind: SiteKind, name: String = "", country: String, region: String = "",
    latitude: Double? = nil, longitude: Double? = nil, pue: Double = 1
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.country = country
    self.region = region
    self.latitude = latitude
    self.longitude = longitude
    self.pue = pue
  }
}

/// What a site is for.
public enum SiteKind: String, CaseIterable, Hashable, Sendable {
  case plant, datacenter, hub, supplier
}
