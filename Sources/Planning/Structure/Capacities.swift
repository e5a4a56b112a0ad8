package import Program
import Tables

extension BuildProgram {
  /// The capacity of a resource without expansions, by bucket; shape `[B]`, resource units.
  func capacity(of resource: ResourceIndex, on grid: TimeGrid) -> [Double] {
    let steps = capacities.filter { $0.resource == resource }.sorted { $0.date < $1.date }
      .map { (day: $0.date.days(since: horizon.start), perWeek: $0.perWeek) }
    return grid.integral(ofSteps: steps)
  }

  /// What each resource can do without expansions, by bucket; shape `[resources][B]`, resource
  /// units.
  package func capacities(on grid: TimeGrid) -> [[Double]] {
    resources.rowIndices.map { capacity(of: $0, on: grid) }
  }

  /// What decided modules add to each resource, by bucket; shape `[resources][B]`, resource units.
  ///
  /// - Complexity: O(decisions × B).
  package func addedCapacities(by modules: [ModuleDecision], on grid: TimeGrid) -> [[Double]] {
    let empty = [Double](repeating: 0, count: grid.count)
    var added = Array(repeating: empty, count: resources.count)
    for decision in modules {
      let expansion = expansions[decision.expansion]
      let resource = Int(expansion.resource.position)
      for b in decision.bucket..<grid.count {
        added[resource][b] += grid.integral(
          ofRampFrom: grid.offsets[decision.bucket] + expansion.leadDays,
          rampDays: expansion.rampWeeks * 7, perWeek: expansion.perWeek * Double(decision.count),
          over: b)
      }
    }
    return added
  }
}
