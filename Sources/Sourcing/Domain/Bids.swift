public import Program
public import Tables

/// A supplier's offer for one item: a row of `lines.csv` with its rows of `steps.csv`.
public struct BidLine: Hashable, Sendable {
  public var id: String
  public var supplier: EventSupplierIndex
  public var item: EventItemIndex
  /// Units if used.
  public var minimum: Double
  /// Units if used; the item's quantity where nothing was written.
  public var maximum: Double
  /// Money, once if used.
  public var fixedCost: Double
  /// Share of the ex-works cost before discounts.
  public var dutyRate: Double
  /// Money per unit.
  public var freight: Double
  /// Share of the price, 0 to 1.
  public var domestic: Double
  public var leadDays: Int
  /// Points.
  public var quality: Double
  public var origin: String
  public var madeAt: String
  public var validTo: Day?
  /// How its steps price the units.
  public var pricing: StepKind
  /// By quantity, the first from 0 or 1; never empty.
  public var steps: [PriceStep]
}

/// How a line's steps price its units.
public enum StepKind: String, CaseIterable, Hashable, Sendable {
  /// The step reached prices all units.
  case allUnits = "all_units"
  /// Each step prices the units from its own on.
  case incremental
}

/// A row of `steps.csv`.
public struct PriceStep: Hashable, Sendable {
  /// Units.
  public var fromQuantity: Double
  /// Money per unit.
  public var price: Double
  /// The row of the file, from 0.
  public var row: Int
}

/// An all-or-nothing offer: a row of `bundles.csv` with its rows of `bundle_items.csv`.
public struct BidBundle: Hashable, Sendable {
  public var id: String
  public var supplier: EventSupplierIndex
  /// Money, ex-works, for all of it.
  public var price: Double
  /// Money.
  public var duty: Double
  /// Money.
  public var freight: Double
  /// Money.
  public var domesticValue: Double
  /// Of the bundles that bear one of these names at most one wins.
  public var exclusive: [String]
  /// The bundle that must win too.
  public var requires: BundleIndex?
  public var items: [BundleItem]
}

/// A row of `bundle_items.csv`.
public struct BundleItem: Hashable, Sendable {
  public var item: EventItemIndex
  /// Units.
  public var quantity: Double
  /// The row of the file, from 0.
  public var row: Int
}

/// A discount of a supplier on its lines: a row of `discounts.csv` with its tiers.
public struct Discount: Hashable, Sendable {
  /// What the tiers count.
  public enum Basis: String, CaseIterable, Hashable, Sendable {
    /// Ex-works before discounts.
    case spend
    case units
    /// Lines used.
    case lines
  }

  public var id: String
  public var supplier: EventSupplierIndex
  public var basis: Basis
  /// The lines that count and benefit, in order.
  public var lines: [LineIndex]
  /// By `at_least`, rising.
  public var tiers: [DiscountTier]
}

/// A row of `discount_tiers.csv`.
public struct DiscountTier: Hashable, Sendable {
  /// In the basis's unit.
  public var atLeast: Double
  /// Share of the ex-works cost.
  public var rate: Double
  /// The row of the file, from 0.
  public var row: Int
}

/// How much a supplier can make: a row of `capacities.csv`.
public struct CapacityLimit: Hashable, Sendable {
  public var supplier: EventSupplierIndex
  /// By item, whether it counts.
  public var covers: [Bool]
  /// Units, lines and bundles together.
  public var maximum: Double
  /// The first day; `nil`: open.
  public var from: Day?
  /// The last day; `nil`: open.
  public var to: Day?

  /// Whether it speaks of the whole horizon.
  public var isForAllTime: Bool { from == nil && to == nil }
}
