import Planning
import Program
import Testing

/// Rates and arrivals over two weeks and then four weeks in one bucket.
@Suite struct TimeGridTests {
  private let program: BuildProgram
  private let grid: TimeGrid

  init() throws {
    let shop = Shop(buckets: "[{count: 2, days: 7}, {count: 1, days: 28}]")
    program = try shop.made([
      "resources.csv": "resource,site\nidle,plant\nline,plant\n",
      "capacity.csv": "resource,date,per_week\nline,2026-01-15,14\nline,2026-01-08,7\n",
    ])
    grid = TimeGrid(horizon: program.horizon, discountRate: 0)
  }

  @Test func capacityFollowsSteps() {
    #expect(program.capacities(on: grid) == [[0, 0, 0], [4, 11, 56]])
  }

  @Test(
    arguments: [
      (7, 14.0, 14.0, [0, 3.5, 52.5]), (0, 0, 1, [1, 1, 4]), (100, 0, 1, [0, 0, 0]),
    ] as [(Int, Double, Double, [Double])])
  func capacityFollowsRamps(start: Int, rampDays: Double, perWeek: Double, units: [Double]) {
    let found = (0..<grid.count).map {
      grid.integral(ofRampFrom: start, rampDays: rampDays, perWeek: perWeek, over: $0)
    }
    #expect(found == units)
  }

  @Test(
    arguments: [
      (28.0, 2, 7, [0, 0, 21]), (7, 0, 3, [4, 3, 0]), (7, 0, 0, [7, 0, 0]), (7, 0, 400, [0, 0, 0]),
    ] as [(Double, Int, Int, [Double])])
  func arrivalsOverlapBuckets(units: Double, from bucket: Int, leadDays: Int, totals: [Double]) {
    var found = [0.0, 0, 0]
    grid.forEachArrival(of: bucket, leadDays: leadDays) { found[$0] += units * $1 }
    #expect(found == totals)
  }
}
