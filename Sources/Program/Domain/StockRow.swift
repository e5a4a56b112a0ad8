public import Tables

/// Stock on hand or arriving: a row of `stock.csv`.
public struct StockRow: Hashable, Sendable {
  public var site: SiteIndex
  public var item: ItemIndex
  public var quantity: Double
  /// `nil`: on hand at the program's start.
  public var date: Day?

  public init(
    site: SiteIndex, item: ItemIndex, quantity: Double, date: Day? = nil
  ) {
    self.site = site
    self.item = item
    self.quantity = quantity
    self.date = date
  }
}
