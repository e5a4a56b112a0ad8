/// A costed build plan with a proven bound.
///
/// All flows are in units of their item, sorted by their columns from left to right, zero rows
/// left out. Buckets are positions in the program's horizon. Money is discounted program currency
/// unless a name says otherwise.
public struct Plan: Sendable {
  /// How far the proof went.
  public enum Status: String, Sendable {
    /// Within the gap that was asked for.
    case optimal
    /// Stopped earlier; the gap is larger.
    case feasible
  }

  public var status: Status
  /// The cost of this plan; under `service_first` that of the last stage.
  public var objective: Double
  /// No plan costs less than this: a proven lower bound of `objective`.
  public var bound: Double
  /// What `objective` consists of.
  public var cost: CostBreakdown
  public var flows: Flows
  /// What each demand gets, in the program's order.
  public var demands: [DemandOutcome]
  /// What each offer brings, in the program's order.
  public var awards: [Award]
  /// What one more unit of everything scarce is worth; the integers of this plan held fixed.
  public var prices: ShadowPrices
  /// Why the plan is as it is.
  public var explanations: Explanations
  /// What became of each policy, in the program's order.
  public var policies: [PolicyOutcome]
  /// Classes of `service_first` in the order they were held; empty under `cost`.
  public var stages: [ServiceStage]
  public var timing: Timing
  /// What the search did, for people who want to know.
  public var statistics: PlanStatistics
  /// What a plan of nearly the same program may start from; `nil` for one that was read back.
  public var restart: Restart?

  package init(
    status: Status, objective: Double, bound: Double, cost: CostBreakdown, flows: Flows,
    demands: [DemandOutcome], awards: [Award], prices: ShadowPrices, policies: [PolicyOutcome],
    stages: [ServiceStage], timing: Timing, statistics: PlanStatistics,
    explanations: Explanations = Explanations()
  ) {
    self.status = status
    self.objective = objective
    self.bound = bound
    self.cost = cost
    self.flows = flows
    self.demands = demands
    self.awards = awards
    self.prices = prices
    self.policies = policies
    self.stages = stages
    self.timing = timing
    self.statistics = statistics
    self.explanations = explanations
  }

  /// (objective − bound) / |objective|; 0 where both are 0.
  public var gap: Double {
    let difference = max(0, objective - bound)
    return difference == 0 ? 0 : difference / max(abs(objective), 1e-9)
  }
}

extension Plan {
  /// Whether the gap is nothing but rounding.
  public var isProvenBest: Bool { gap < 1e-9 }
}

/// The discounted cost by category; the sum is the plan's objective.
public struct CostBreakdown: Hashable, Sendable {
  /// The categories in the order of `summary.json`.
  public enum Category: String, CaseIterable, Sendable {
    case purchases, duty, freight, operations, holding, capex, fixed, late, lost, penalty
  }

  /// Amounts by ``Category``, in its order; shape `[10]`.
  private var amounts = [Double](repeating: 0, count: Category.allCases.count)

  public init() {}

  /// The amount of `category`.
  public subscript(category: Category) -> Double {
    get { amounts[Self.position(category)] }
    set { amounts[Self.position(category)] = newValue }
  }

  /// The sum of all categories.
  public var total: Double { amounts.reduce(0, +) }

  private static func position(_ category: Category) -> Int {
    switch category {
    case .purchases: 0
    case .duty: 1
    case .freight: 2
    case .operations: 3
    case .holding: 4
    case .capex: 5
    case .fixed: 6
    case .late: 7
    case .lost: 8
    case .penalty: 9
    }
  }
}

/// What a demand gets.
public struct DemandOutcome: Hashable, Sendable {
  /// Units, MW or PFLOPS asked for.
  public var quantity: Double
  /// Delivered by the end of the due bucket.
  public var onTime: Double
  /// Delivered after it.
  public var late: Double
  /// Open at the end, if it was ever due.
  public var lost: Double

  package init(quantity: Double, onTime: Double, late: Double, lost: Double) {
    self.quantity = quantity
    self.onTime = onTime
    self.late = late
    self.lost = lost
  }

  /// Whether some of it comes after the due bucket; a millionth is within the solver's tolerance.
  public var isLate: Bool { late > tolerance }

  /// Whether some of it never comes; a millionth is within the solver's tolerance.
  public var isLost: Bool { lost > tolerance }

  /// Whether it is not met on time.
  public var isMissed: Bool { isLate || isLost }

  private var tolerance: Double { 1e-6 * max(1, quantity) }
}

/// What an offer brings.
public struct Award: Hashable, Sendable {
  public var isAwarded: Bool
  /// Units over the horizon.
  public var units: Double
  /// Purchases, undiscounted: orders at the offer's price, price breaks settled.
  public var spend: Double
  /// Duty on the orders, undiscounted.
  public var duty: Double

  package init(isAwarded: Bool, units: Double, spend: Double, duty: Double) {
    self.isAwarded = isAwarded
    self.units = units
    self.spend = spend
    self.duty = duty
  }
}

/// What became of a policy.
public struct PolicyOutcome: Hashable, Sendable {
  /// What the rule measures: a share, a number of suppliers, or money.
  ///
  /// Where the rule holds per item, that of the worst item; `nil` where nothing in its scope was
  /// bought.
  public var attained: Double?
  /// What was asked for.
  public var value: Double
  /// By how much the inequality is missed, in its own unit; above 0 only where a penalty allows it.
  public var shortfall: Double
  /// What the shortfall costs.
  public var penalty: Double

  package init(attained: Double?, value: Double, shortfall: Double, penalty: Double) {
    self.attained = attained
    self.value = value
    self.shortfall = shortfall
    self.penalty = penalty
  }
}

/// A class of demand under `service_first`.
public struct ServiceStage: Hashable, Sendable {
  public var priority: Int
  /// The least late and lost cost of the class, those before it held; discounted.
  public var lateAndLost: Double
  /// A proven lower bound of it.
  public var bound: Double

  package init(priority: Int, lateAndLost: Double, bound: Double) {
    self.priority = priority
    self.lateAndLost = lateAndLost
    self.bound = bound
  }
}

/// Seconds of wall clock by phase.
public struct Timing: Hashable, Sendable {
  public var build = 0.0
  public var solve = 0.0
  public init() {}
}

/// Size of the model and work of the search.
public struct PlanStatistics: Hashable, Sendable {
  public var columns = 0
  public var integers = 0
  public var rows = 0
  public var nonzeros = 0
  /// How the plan was found, in words: a short line per step.
  public var steps: [String] = []
  public init() {}
}
