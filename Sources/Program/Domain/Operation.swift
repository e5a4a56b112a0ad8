public import Tables

/// A way to make an item at a site: a row of `operations.csv`.
public struct Operation: Hashable, Sendable {
  /// The identifier, unique among operations.
  public var id: String
  public var site: SiteIndex
  public var item: ItemIndex
  public var recipe: String
  /// Good units per started unit; above 0, at most 1.
  public var yield: Double
  public var leadDays: Int
  /// Per started unit.
  public var cost: Double
  /// The first day a start may be made; `nil`: open.
  public var earliest: Day?
  /// The last day a start may be made; `nil`: open.
  public var latest: Day?

  public init(
    id: String, site: SiteIndex, item: ItemIndex, recipe: String = "base", yield: Double = 1,
    leadDays: Int = 0, cost: Double = 0, earliest: Day? = nil, latest: Day? = nil
  ) {
    self.id = id
    self.site = site
    self.item = item
    self.recipe = recipe
    self.yield = yield
    self.leadDays = leadDays
    self.cost = cost
    self.earliest = earliest
    self.latest = latest
  }
}
