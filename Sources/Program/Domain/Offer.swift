public import Tables

/// Terms of a supplier for an item: a row of `offers.csv`.
public struct Offer: Hashable, Sendable {
  /// The identifier, unique among offers.
  public var id: String
  public var supplier: SupplierIndex
  public var item: ItemIndex
  /// Per unit, before price breaks.
  public var price: Double
  /// ISO 3166-1 alpha-2.
  public var origin: String
  /// `nil`: delivered to every site at the quoted price.
  public var shipFrom: SiteIndex?
  /// Units; `nil`: unlimited.
  public var perWeek: Double?
  public var leadDays: Int
  /// Paid once if awarded.
  public var fixedCost: Double
  /// Total units if awarded.
  public var minimum: Double
  /// Total units; `nil`: none.
  public var maximum: Double?
  /// The first order date; `nil`: open.
  public var validFrom: Day?
  /// The last order date; `nil`: open.
  public var validTo: Day?
  /// Share of the value that is domestic, 0 to 1.
  public var domestic: Double
  /// `nil`: free; else decided.
  public var awarded: Bool?

  public init(
    id: String, supplier: SupplierIndex, item: ItemIndex, price: Double, origin: String,
    shipFrom: SiteIndex? = nil, perWeek: Double? = nil, leadDays: Int = 0, fixedCost: Double = 0,
    minimum: Double = 0, maximum: Double? = nil, validFrom: Day? = nil, validTo: Day? = nil,
    domestic: Double, awarded: Bool? = nil
  ) {
    self.id = id
    self.supplier = supplier
    self.item = item
    self.price = price
    self.origin = origin
    self.shipFrom = shipFrom
    self.perWeek = perWeek
    self.leadDays = leadDays
    self.fixedCost = fixedCost
    self.minimum = minimum
    self.maximum = maximum
    self.validFrom = validFrom
    self.validTo = validTo
    self.domestic = domestic
    self.awarded = awarded
  }
}
