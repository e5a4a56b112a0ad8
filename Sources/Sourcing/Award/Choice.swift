import Program

/// What is taken: units of each line, and bundles.
///
/// Suppliers, discounts, costs and whether rules hold all follow from it; see ``AwardAccount``.
public struct Choice: Hashable, Sendable {
  /// Units by line; 0: not used.
  public var units: [Double]
  /// By bundle, whether it wins.
  public var bundles: [Bool]

  public init(units: [Double], bundles: [Bool]) {
    self.units = units
    self.bundles = bundles
  }

  /// Nothing is taken.
  public init(nothingOf event: Event) {
    units = Array(repeating: 0, count: event.lines.count)
    bundles = Array(repeating: false, count: event.bundles.count)
  }

  /// By supplier, whether it wins anything.
  public func winners(in event: Event) -> [Bool] {
    var wins = [Bool](repeating: false, count: event.suppliers.count)
    for line in event.lines.indices where units[line] > 0 {
      wins[Int(event.lines[line].supplier.position)] = true
    }
    for bundle in event.bundles.indices where bundles[bundle] {
      wins[Int(event.bundles[bundle].supplier.position)] = true
    }
    return wins
  }
}
