/// The spread of one kind of number in a model: absolute values, zeros and infinities left out.
public struct MagnitudeRange: Equatable, Sendable {
  /// Smallest and largest absolute value; nil where there is none.
  public private(set) var limits: ClosedRange<Double>?

  /// Takes one number into the range.
  mutating func include(_ value: Double) {
    let magnitude = abs(value)
    guard magnitude > 0, magnitude < .infinity else { return }
    guard let old = limits else {
      limits = magnitude...magnitude
      return
    }
    limits = min(old.lowerBound, magnitude)...max(old.upperBound, magnitude)
  }

  /// Whether it reaches below 1e-4 or above 1e7, where solvers' tolerances stop being small beside
  /// the numbers or the numbers beside the tolerances.
  public var isWide: Bool {
    guard let limits else { return false }
    return limits.lowerBound < 1e-4 || limits.upperBound > 1e7
  }
}

/// Size and spread of a model, to be looked at before it is solved.
public struct ModelStatistics: Equatable, Sendable {
  /// Rows (constraints).
  public var rows = 0

  /// Columns (variables), integer ones included.
  public var columns = 0

  /// Integer columns.
  public var integers = 0

  /// Entries of the matrix as they were added.
  public var nonzeros = 0

  /// Coefficients of the matrix.
  public var matrix = MagnitudeRange()

  /// Coefficients of the objective.
  public var cost = MagnitudeRange()

  /// Bounds of columns.
  public var bounds = MagnitudeRange()

  /// Bounds of rows.
  public var rightHandSides = MagnitudeRange()

  /// Makes the statistics of the empty model.
  public init() {}

  /// The kinds whose numbers spread too wide, in words; empty is well.
  public var warnings: [String] {
    let kinds = [
      ("matrix coefficients", matrix), ("costs", cost), ("bounds", bounds),
      ("right-hand sides", rightHandSides),
    ]
    return kinds.compactMap { name, range in
      guard range.isWide, let limits = range.limits else { return nil }
      return "\(name) reach from \(limits.lowerBound) to \(limits.upperBound); "
        + "best is 1e-4 to 1e7"
    }
  }
}

extension LinearModel {
  /// Counts and ranges of the model.
  ///
  /// - Complexity: O(rows + columns + entries).
  public func statistics() -> ModelStatistics {
    var statistics = ModelStatistics()
    statistics.rows = rowCount
    statistics.columns = columnCount
    statistics.nonzeros = nonzeroCount
    for flag in isIntegerStore where flag { statistics.integers += 1 }
    for value in entryValues { statistics.matrix.include(value) }
    for value in late.values { statistics.matrix.include(value) }
    for value in costStore { statistics.cost.include(value) }
    for value in columnLowerStore { statistics.bounds.include(value) }
    for value in columnUpperStore { statistics.bounds.include(value) }
    for value in rowLowerStore { statistics.rightHandSides.include(value) }
    for value in rowUpperStore { statistics.rightHandSides.include(value) }
    return statistics
  }
}
