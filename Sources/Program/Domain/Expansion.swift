public import Tables

/// Modules of new capacity: a row of `expansions.csv`.
public struct Expansion: Hashable, Sendable {
  /// The identifier, unique among expansions.
  public var id: String
  public var resource: ResourceIndex
  /// Capacity of one module, in the resource's unit.
  public var perWeek: Double
  /// Of one module.
  public var capex: Double
  /// From the decision to the start of the ramp.
  public var leadDays: Int
  /// From 0 to full, linear, after the lead.
  public var rampWeeks: Double
  /// Modules at most.
  public var maxCount: Int
  /// The first day of a decision; `nil`: open.
  public var earliest: Day?
  /// The last day of a decision; `nil`: open.
  public var latest: Day?
  /// Of one module, once available.
  public var fixedPerWeek: Double

  public init(
    id: String, resource: ResourceIndex, perWeek: Double, capex: Double, leadDays: Int = 0,
    rampWeeks: Double = 0, maxCount: Int = 1, earliest: Day? = nil, latest: Day? = nil,
    fixedPerWeek: Double = 0
  ) {
    self.id = id
    self.resource = resource
    self.perWeek = perWeek
    self.capex = capex
    self.leadDays = leadDays
    self.rampWeeks = rampWeeks
    self.maxCount = maxCount
    self.earliest = earliest
    self.latest = latest
    self.fixedPerWeek = fixedPerWeek
  }
}
