public import Program

/// What a plan does, flow by flow.
public struct Flows: Sendable {
  public var orders: [OrderFlow] = []
  public var starts: [StartFlow] = []
  public var dispatches: [DispatchFlow] = []
  public var stocks: [StockLevel] = []
  public var deliveries: [DeliveryFlow] = []
  public var open: [OpenQuantity] = []
  public var modules: [ModuleDecision] = []
  public init() {}
}

/// Units ordered in a bucket.
public struct OrderFlow: Hashable, Sendable {
  public var offer: OfferIndex
  /// The site that receives them.
  public var site: SiteIndex
  /// `nil`: delivered at the quoted price.
  public var lane: LaneIndex?
  public var bucket: Int
  public var units: Double
}

/// Units of its item that an operation starts in a bucket, before yield.
public struct StartFlow: Hashable, Sendable {
  public var operation: OperationIndex
  public var bucket: Int
  public var units: Double
}

/// Units sent over a lane in a bucket.
public struct DispatchFlow: Hashable, Sendable {
  public var lane: LaneIndex
  public var item: ItemIndex
  public var bucket: Int
  public var units: Double
}

/// Units in stock at a bucket's end.
public struct StockLevel: Hashable, Sendable {
  public var site: SiteIndex
  public var item: ItemIndex
  public var bucket: Int
  public var units: Double
}

/// Units delivered to a demand in a bucket, to run in a mode.
public struct DeliveryFlow: Hashable, Sendable {
  public var demand: DemandIndex
  public var site: SiteIndex
  public var item: ItemIndex
  /// The position in ``Program/BuildProgram/modes``; `nil` for the item's own single mode.
  public var mode: Int?
  public var bucket: Int
  public var units: Double
}

/// What of a demand is open at a bucket's end, from its due bucket on.
public struct OpenQuantity: Hashable, Sendable {
  public var demand: DemandIndex
  public var bucket: Int
  /// In the demand's unit.
  public var quantity: Double
}

/// Modules of an expansion decided in a bucket.
public struct ModuleDecision: Hashable, Sendable {
  public var expansion: ExpansionIndex
  public var bucket: Int
  public var count: Int
}
