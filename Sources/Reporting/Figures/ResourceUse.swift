import Planning
import Program

/// What each resource can do and does, bucket by bucket.
struct ResourceUse: Sendable {
  /// Resource units from `capacity.csv`; shape `[resources][B]`.
  private(set) var base: [[Double]]
  /// Resource units that the plan's modules add; shape `[resources][B]`.
  private(set) var added: [[Double]]
  /// Resource units that the plan's starts take; shape `[resources][B]`.
  private(set) var used: [[Double]]

  init(_ program: BuildProgram, _ flows: Flows, _ grid: TimeGrid) {
    let empty = [Double](repeating: 0, count: grid.count)
    base = program.capacities(on: grid)
    added = program.addedCapacities(by: flows.modules, on: grid)
    used = Array(repeating: empty, count: program.resources.count)
    var loads = [[Load]](repeating: [], count: program.operations.count)
    for load in program.loads { loads[Int(load.operation.position)].append(load) }
    for start in flows.starts {
      for load in loads[Int(start.operation.position)] {
        used[Int(load.resource.position)][start.bucket] += load.perUnit * start.units
      }
    }
  }

  /// Base and added capacity together.
  func capacity(_ resource: Int, _ bucket: Int) -> Double {
    base[resource][bucket] + added[resource][bucket]
  }

  /// Used over capacity; `nil` where there is neither.
  func utilisation(_ resource: Int, _ bucket: Int) -> Double? {
    let capacity = capacity(resource, bucket)
    guard capacity > 0 else { return used[resource][bucket] > 0 ? .infinity : nil }
    return used[resource][bucket] / capacity
  }
}
