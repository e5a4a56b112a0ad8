package import Program

extension BuildProgram {
  /// What each resource can do without expansions, by bucket; shape `[resources][B]`, resource
  /// units.
  package func capacities(on grid: TimeGrid) -> [[Double]] {
    resources.rowIndices.map { capacity(of: $0, on: grid) }
  }
}
