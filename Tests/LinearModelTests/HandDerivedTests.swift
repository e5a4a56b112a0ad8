import LinearModel
import Testing

/// Two products on two machines.
///
/// Maximise 3 a + 5 b, a ≤ 4, 2 b ≤ 12, 3 a + 2 b ≤ 18: a = 2, b = 6,
/// 36; the duals of the maximum are 0, 3/2 and 1 (Hillier & Lieberman, Wyndor Glass Co.).
func wyndor(isInteger: Bool = false) -> LinearModel {
  var model = LinearModel()
  let rows = [4.0, 12, 18].map { model.addRow(lower: -.infinity, upper: $0) }
  model.addColumn(cost: -3, lower: 0, upper: .infinity, isInteger: isInteger)
  model.addEntry(rows[0], 1)
  model.addEntry(rows[2], 3)
  model.addColumn(cost: -5, lower: 0, upper: .infinity, isInteger: isInteger)
  model.addEntry(rows[1], 2)
  model.addEntry(rows[2], 2)
  return model
}

func isNear(_ left: Double, _ right: Double, _ tolerance: Double = 1e-7) -> Bool {
  abs(left - right) <= tolerance * max(1, abs(left), abs(right))
}

func areNear(_ left: [Double], _ right: [Double], _ tolerance: Double = 1e-7) -> Bool {
  left.count == right.count && zip(left, right).allSatisfy { isNear($0, $1, tolerance) }
}

let everyMethod: [SolveMethod] = [
  .automatic, .simplex, .interiorPoint(crossover: true), .interiorPoint(crossover: false),
  .hipo(crossover: true), .hipo(crossover: false),
]

@Test(arguments: everyMethod)
func linearOptimumWithDuals(method: SolveMethod) throws {
  var options = SolveOptions()
  options.method = method
  let solution = try HiGHSSolver().solve(wyndor(), options)
  #expect(solution.stop == .optimal)
  #expect(isNear(solution.objective ?? .nan, -36, 1e-5))
  #expect(areNear(solution.columnValues, [2, 6], 1e-5))
  #expect(areNear(solution.rowValues, [2, 12, 18], 1e-5))
  #expect(areNear(solution.rowDuals, [0, -1.5, -1], 1e-5))
  #expect(areNear(solution.reducedCosts, [0, 0], 1e-5))
}
