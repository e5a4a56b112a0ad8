public import Program

/// Why a plan is as it is.
public struct Explanations: Sendable {
  /// What binds, the dearest first.
  public var bottlenecks: [Bottleneck] = []
  /// One for each demand, in the program's order.
  public var demands: [DemandExplanation] = []
  /// Which supply each use drew on: one link a source and a use.
  public var pegging: [PegLink] = []

  public init() {}
}

/// What a plan can run against.
public enum Limit: Hashable, Sendable {
  case resource(ResourceIndex)
  /// The capacity per week of an offer.
  case offer(OfferIndex)
  /// The `maximum` of an offer.
  case offerMaximum(OfferIndex)
  case lane(LaneIndex)
  /// The energised power of a site.
  case power(SiteIndex)
  /// `max_count` of an expansion.
  case expansion(ExpansionIndex)
  case policy(PolicyIndex)
}

/// A limit that binds, and what it is worth to widen it.
///
/// The values are duals with the plan's modules and awards held: what the first small step would
/// save, not what a large one does.
public struct Bottleneck: Sendable {
  public var limit: Limit
  /// Discounted cost saved by one unit more a week throughout (capacities), one MW more throughout
  /// (power), one unit more in all (the others).
  public var value: Double
  /// Σ over its buckets of price × limit: what is paid for its scarcity; discounted.
  ///
  /// The limit of a resource holds what the plan's modules add.
  public var rent: Double
  /// The runs of buckets in which it binds; empty where it has no time.
  public var buckets: [Range<Int>]
  /// The demands whose cost of one more unit contains it, the strongest first.
  public var demands: [DemandIndex]

  package init(
    limit: Limit, value: Double, rent: Double, buckets: [Range<Int>], demands: [DemandIndex]
  ) {
    self.limit = limit
    self.value = value
    self.rent = rent
    self.buckets = buckets
    self.demands = demands
  }
}

/// Why a demand is served as it is.
public struct DemandExplanation: Sendable {
  /// What decides.
  public enum Cause: String, Sendable {
    /// All of it by the due date.
    case onTime
    /// Never due inside the horizon.
    case neverDue
    /// Nothing that meets it can be there by the due date: lead times.
    case leadTime
    /// Nothing that meets it can ever be there.
    case unreachable
    /// Limits elsewhere: their rents are most of what one more unit would cost.
    case scarcity
    /// One more unit in time would cost more than leaving it open, without any limit in the way.
    case price
    /// The search ended before prices were known.
    case unknown
  }

  public var demand: DemandIndex
  public var cause: Cause
  /// Cost saved by one more unit (of the demand) in its due bucket, discounted.
  public var saving: Double
  /// What one more unit in the due bucket would cost, limits' rents included, discounted.
  public var cost: Double
  /// The rents in `cost` by limit, the largest first; what is left is prices, work and freight.
  public var rents: [(limit: Limit, amount: Double)]
  /// From the demand down to what decides.
  public var chain: [ChainLink]

  package init(
    demand: DemandIndex, cause: Cause, saving: Double, cost: Double,
    rents: [(limit: Limit, amount: Double)], chain: [ChainLink]
  ) {
    self.demand = demand
    self.cause = cause
    self.saving = saving
    self.cost = cost
    self.rents = rents
    self.chain = chain
  }
}

/// A step of the chain from a demand down to what limits it.
public struct ChainLink: Hashable, Sendable {
  /// What the step speaks of.
  public enum Subject: Hashable, Sendable {
    case demand(DemandIndex)
    case item(ItemIndex, SiteIndex)
    case order(OfferIndex, SiteIndex)
    case start(OperationIndex)
    case dispatch(LaneIndex, ItemIndex)
    case stock(ItemIndex, SiteIndex)
    case limit(Limit)
  }

  public var subject: Subject
  /// The bucket it happens in.
  public var bucket: Int?
  /// What it adds to the cost of one more unit of the demand; `nil` where the step is about time.
  public var amount: Double?
  /// The step in one sentence, in the program's own terms.
  public var sentence: String

  package init(
    subject: Subject, bucket: Int?, amount: Double?, sentence: String
  ) {
    self.subject = subject
    self.bucket = bucket
    self.amount = amount
    self.sentence = sentence
  }
}
