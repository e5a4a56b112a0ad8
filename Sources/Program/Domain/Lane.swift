/// A way between two sites: a row of `lanes.csv`.
public struct Lane: Hashable, Sendable {
  public var from: SiteIndex
  public var to: SiteIndex
  /// `nil`: every item.
  public var item: ItemIndex?
  /// How it travels, a free text.
  public var mode: String
  public var days: Int
  /// Per unit.
  public var cost: Double
  public var costPerKg: Double
  /// Units of all items together; `nil`: unlimited.
  public var perWeek: Double?

  public init(
    from: SiteIndex, to: SiteIndex, item: ItemIndex? = nil, mode: String = "", days: Int = 0,
    cost: Double = 0, costPerKg: Double = 0, perWeek: Double? = nil
  ) {
    self.from = from
    self.to = to
    self.item = item
    self.mode = mode
    self.days = days
    self.cost = cost
    self.costPerKg = costPerKg
    self.perWeek = perWeek
  }
}
