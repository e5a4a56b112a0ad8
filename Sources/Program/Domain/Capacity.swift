public import Tables

/// A resource's capacity from a date on: a row of `capacity.csv`.
public struct Capacity: Hashable, Sendable {
  public var resource: ResourceIndex
  /// In force from this day until the resource's next row.
  public var date: Day
  /// In the resource's unit.
  public var perWeek: Double

  public init(
    resource: ResourceIndex, date: Day, perWeek: Double
  ) {
    self.resource = resource
    self.date = date
    self.perWeek = perWeek
  }
}
