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

  package init(offer: OfferIndex, site: SiteIndex, lane: LaneIndex?, bucket: Int, units: Double) {
    self.offer = offer
    self.site = site
    self.lane = lane
    self.bucket = bucket
    self.units = units
  }
}

/// Units of its item that an operation starts in a bucket, before yield.
public struct StartFlow: Hashable, Sendable {
  public var operation: OperationIndex
  public var bucket: Int
  public var units: Double

  package init(operation: OperationIndex, bucket: Int, units: Double) {
    self.operation = operation
    self.bucket = bucket
    self.units = units
  }
}

/// Units sent over a lane in a bucket.
public struct DispatchFlow: Hashable, Sendable {
  public var lane: LaneIndex
  public var item: ItemIndex
  public var bucket: Int
  public var units: Double

  package init(lane: LaneIndex, item: ItemIndex, bucket: Int, units: Double) {
    self.lane = lane
    self.item = item
    self.bucket = bucket
    self.units = units
  }
}

/// Units in stock at a bucket's end.
public struct StockLevel: Hashable, Sendable {
  public var site: SiteIndex
  public var item: ItemIndex
  public var bucket: Int
  public var units: Double

  package init(site: SiteIndex, item: ItemIndex, bucket: Int, units: Double) {
    self.site = site
    self.item = item
    self.bucket = bucket
    self.units = units
  }
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

  package init(
    demand: DemandIndex, site: SiteIndex, item: ItemIndex, mode: Int?, bucket: Int, units: Double
  ) {
    self.demand = demand
    self.site = site
    self.item = item
    self.mode = mode
    self.bucket = bucket
    self.units = units
  }
}

/// What of a demand is open at a bucket's end, from its due bucket on.
public struct OpenQuantity: Hashable, Sendable {
  public var demand: DemandIndex
  public var bucket: Int
  /// In the demand's unit.
  public var quantity: Double

  package init(demand: DemandIndex, bucket: Int, quantity: Double) {
    self.demand = demand
    self.bucket = bucket
    self.quantity = quantity
  }
}

/// Modules of an expansion decided in a bucket.
public struct ModuleDecision: Hashable, Sendable {
  public var expansion: ExpansionIndex
  public var bucket: Int
  public var count: Int

  package init(expansion: ExpansionIndex, bucket: Int, count: Int) {
    self.expansion = expansion
    self.bucket = bucket
    self.count = count
  }
}
