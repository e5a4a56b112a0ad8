public import Tables

/// What `program.yaml` says.
public struct Settings: Hashable, Sendable {
  /// The program's name, as shown to people.
  public var name: String
  /// The currency of all money, ISO 4217.
  public var currency: String
  /// The country that counts as domestic, ISO 3166-1 alpha-2.
  public var domestic: String
  /// The buckets of time.
  public var horizon: Horizon
  /// Per year, effective, as a fraction.
  public var discountRate: Double
  /// Per year of an item's value, as a fraction.
  public var holdingRate: Double
  public var objective: Objective
  /// What progress is shown against; `nil` where the program names no goal.
  public var goal: Goal?

  public init(
    name: String, currency: String = "USD", domestic: String = "US", horizon: Horizon,
    discountRate: Double = 0, holdingRate: Double = 0, objective: Objective = .cost,
    goal: Goal? = nil
  ) {
    self.name = name
    self.currency = currency
    self.domestic = domestic
    self.horizon = horizon
    self.discountRate = discountRate
    self.holdingRate = holdingRate
    self.objective = objective
    self.goal = goal
  }
}

/// What the plan minimises.
public enum Objective: String, CaseIterable, Hashable, Sendable {
  /// The whole discounted cost.
  case cost
  /// The late and lost cost class by class, then the whole cost.
  case serviceFirst = "service_first"
}

/// A measure of what is deployed.
public enum Measure: String, CaseIterable, Hashable, Sendable {
  /// In PFLOPS.
  case compute
  /// In MW.
  case power
}

/// What progress is shown against.
public struct Goal: Hashable, Sendable {
  public var measure: Measure
  /// In MW or PFLOPS, after `measure`.
  public var quantity: Double
  public var date: Day

  public init(measure: Measure, quantity: Double, date: Day) {
    self.measure = measure
    self.quantity = quantity
    self.date = date
  }
}
