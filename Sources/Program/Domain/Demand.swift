public import Tables

/// What is wanted: a row of `demand.csv`.
public struct Demand: Hashable, Sendable {
  /// The identifier, unique among demands.
  public var id: String
  /// `nil`: any datacenter or hub.
  public var site: SiteIndex?
  public var wanted: Wanted
  public var due: Day
  /// Units, MW or PFLOPS.
  public var quantity: Double
  /// The first day of a delivery; `nil`: the program's start.
  public var notBefore: Day?
  /// The class; the lowest number comes first.
  public var priority: Int
  /// Per unit and week.
  public var lateCost: Double
  /// Per unit still open at the end.
  public var lostCost: Double

  public init(
    id: String, site: SiteIndex? = nil, wanted: Wanted, due: Day, quantity: Double,
    notBefore: Day? = nil, priority: Int = 1, lateCost: Double, lostCost: Double
  ) {
    self.id = id
    self.site = site
    self.wanted = wanted
    self.due = due
    self.quantity = quantity
    self.notBefore = notBefore
    self.priority = priority
    self.lateCost = lateCost
    self.lostCost = lostCost
  }
}

/// What a demand asks for: units of an item, or a measure that any product may bring.
public enum Wanted: Hashable, Sendable {
  case item(ItemIndex)
  case measure(Measure)
}
