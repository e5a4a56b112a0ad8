import LinearModel
import Program

/// A dive: from the relaxation to a point with whole numbers, by rounding a few and solving again.
///
/// The relaxation is solved once by an interior point method with crossover, which gives the bound
/// and a basis. Each round then holds what has become whole, rounds the columns that are nearest
/// to a whole number, at least an eighth of them, and lets the dual simplex method mend the rest
/// from the last basis. Where a round leaves nothing feasible, its columns are rounded up instead:
/// more awards and modules forbid less, but for budgets; then down.
struct Dive<Session: SolverSession> {
  let model: LinearModel
  let session: Session
  /// Options of every solve: limits, threads, seed.
  let options: SolveOptions
  /// Seconds left; `nil` for no limit.
  let timeLeft: () -> Double?

  /// What a dive ends with.
  struct Result {
    /// The optimum of the relaxation; `nil` where it was not solved.
    var bound: Double?
    var isInfeasible = false
    /// The last solve, its integers whole and held; `nil` where none was found.
    var point: Solution?
    var rounds = 0
  }

  /// Dives; the bounds of the integer columns are as they were when it returns.
  func run(progress: ((SolveProgress) -> Bool)?) throws(SolverError) -> Result {
    var result = Result()
    let relaxed = try solve(.interiorPoint(crossover: true), progress)
    result.isInfeasible = relaxed.stop == .infeasible || relaxed.stop == .infeasibleOrUnbounded
    guard relaxed.stop == .optimal, relaxed.hasPoint else { return result }
    result.bound = relaxed.objective
    var held: [ColumnIndex: Double] = [:]
    var current = relaxed
    let integers = model.isInteger.indices.filter { model.isInteger[$0] }.map { ColumnIndex($0) }
    while true {
      let open = integers.filter { held[$0] == nil }
      let values = current.columnValues
      let broken = open.filter { Self.distance(values[$0]) > 1e-6 }
      if broken.isEmpty {
        // One last solve with every integer held at its whole number: what is left is linear.
        for column in open { held[column] = values[column].rounded() }
        try hold(open, held)
        let last = try solve(.simplex, progress)
        result.point = last.stop == .optimal && last.hasPoint ? last : nil
        break
      }
      result.rounds += 1
      guard let next = try round(broken, of: open, values, &held, progress) else { break }
      current = next
    }
    try release(integers)
    return result
  }

  private static func distance(_ value: Double) -> Double { abs(value - value.rounded()) }

  /// Rounds the nearest of `broken`; the solution that is left, `nil` where nothing is feasible.
  private func round(
    _ broken: [ColumnIndex], of open: [ColumnIndex], _ values: [Double],
    _ held: inout [ColumnIndex: Double], _ progress: ((SolveProgress) -> Bool)?
  ) throws(SolverError) -> Solution? {
    let nearest = broken.sorted {
      (Self.distance(values[$0]), $0) < (Self.distance(values[$1]), $1)
    }
    let batch = Array(nearest.prefix(max(8, broken.count / 4)))
    let settled = open.filter { values[$0] > 0.5 && Self.distance(values[$0]) <= 1e-6 }
    for column in settled { held[column] = values[column].rounded() }
    try hold(settled, held)
    for rule in [FloatingPointRoundingRule.toNearestOrAwayFromZero, .up, .down] {
      for column in batch { held[column] = values[column].rounded(rule) }
      try hold(batch, held)
      let solution = try solve(.simplex, progress)
      if solution.stop == .optimal, solution.hasPoint { return solution }
      guard solution.stop == .infeasible else { return nil }
    }
    return nil
  }

  private func solve(
    _ method: SolveMethod, _ progress: ((SolveProgress) -> Bool)?
  ) throws(SolverError) -> Solution {
    var options = options
    options.ignoresIntegrality = true
    options.method = method
    options.timeLimit = timeLeft()
    return try session.solve(options, progress: progress)
  }

  private func hold(
    _ columns: [ColumnIndex], _ held: [ColumnIndex: Double]
  ) throws(SolverError) {
    let values = columns.map { held[$0] ?? 0 }
    try session.setColumnBounds(columns, lower: values, upper: values)
  }

  private func release(_ columns: [ColumnIndex]) throws(SolverError) {
    try session.setColumnBounds(
      columns, lower: columns.map { model.columnLower[$0] },
      upper: columns.map { model.columnUpper[$0] })
  }
}
