/// What a started unit takes of a resource: a row of `loads.csv`.
public struct Load: Hashable, Sendable {
  public var operation: OperationIndex
  /// At the operation's site.
  public var resource: ResourceIndex
  /// Resource units per started unit.
  public var perUnit: Double

  public init(
    operation: OperationIndex, resource: ResourceIndex, perUnit: Double
  ) {
    self.operation = operation
    self.resource = resource
    self.perUnit = perUnit
  }
}
