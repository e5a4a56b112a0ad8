/// What making and testing one rack takes: the figures of a design-for-manufacture review.
package struct MakingReport: Hashable, Sendable {
  /// The levels at which a rack is built and tested.
  package static let levels = ["L10", "L11", "L12"]

  /// Labour and test by level, hours for each rack; shape `[3]`.
  package var assemblyHours: [Double]
  package var testHours: [Double]
  /// Single parts, connections and cables of a rack and what stands beside it.
  package var parts: Int
  package var connectors: Int
  package var cables: Int
  /// Types of components.
  package var distinctParts: Int
  /// Of the field's longest replacement, minutes; `nil` where none is known.
  package var serviceMinutes: Double?

  init(_ layout: RackLayout) {
    assemblyHours = (0..<3).map { level in
      layout.sumPerRack { $0.making.assemblyMinutes[level] } / 60
    }
    testHours = (0..<3).map { level in
      layout.sumPerRack { $0.making.testMinutes[level] } / 60
    }
    let near = layout.pieces.filter { $0.scope != .cluster }
    func count(_ value: (MakingData) -> Int) -> Int {
      near.reduce(0) { $0 + Int($1.count) * value($1.component.making) }
    }
    parts = count(\.parts)
    connectors = count(\.connectors)
    cables = count(\.cables)
    distinctParts = Set(layout.pieces.map(\.index)).count
    serviceMinutes = near.compactMap(\.component.making.serviceMinutes).max()
  }
}
