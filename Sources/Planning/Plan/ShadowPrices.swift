public import Program

/// What one more unit would be worth, from the duals of the plan with its integers fixed.
///
/// Every value is the fall of the discounted cost per unit of relaxation, so it is never negative
/// for a limit. Arrays are row-major with one value a bucket, B buckets a row. Empty where the
/// search ended before duals were known.
public struct ShadowPrices: Sendable {
  /// Buckets, B.
  public var bucketCount = 0
  /// Per resource and bucket: cost saved per resource unit more; shape `[resources × B]`.
  public var resources: [Double] = []
  /// Per offer and bucket: cost saved per unit more of its capacity; shape `[offers × B]`.
  public var offers: [Double] = []
  /// Per lane and bucket: cost saved per unit more of its capacity; shape `[lanes × B]`.
  public var lanes: [Double] = []
  /// Per site and bucket: cost saved per MW of facility power more from that bucket on, until the
  /// site's next step; shape `[sites × B]`.
  public var power: [Double] = []
  /// Per offer: cost saved per unit more of its `maximum`; shape `[offers]`.
  public var offerMaximum: [Double] = []
  /// Per offer: cost saved per unit less of its `minimum`; shape `[offers]`.
  public var offerMinimum: [Double] = []
  /// Per expansion: cost saved by one module more than `max_count`; shape `[expansions]`.
  public var expansions: [Double] = []
  /// Per demand: cost added per unit more of its quantity; shape `[demands]`.
  public var demands: [Double] = []
  /// Per policy: cost saved per unit by which its inequality is relaxed; shape `[policies]`.
  public var policies: [Double] = []
  /// Per stock point: what a unit of the item is worth at the site at the bucket's end.
  public var items: [ItemPrice] = []

  /// The value of one item at one site over time.
  public struct ItemPrice: Sendable {
    public var site: SiteIndex
    public var item: ItemIndex
    /// Discounted currency per unit; shape `[B]`, 0 where the item cannot be there yet.
    public var values: [Double]

    package init(site: SiteIndex, item: ItemIndex, values: [Double]) {
      self.site = site
      self.item = item
      self.values = values
    }
  }

  public init() {}

  /// Whether there are prices at all.
  public var isKnown: Bool { bucketCount > 0 }
}
