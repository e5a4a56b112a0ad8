import LinearModel
import Program
import Testing

@testable import RackDesign

@Suite("Several generations together, against every pair of designs")
struct JointSearchTests {
  /// Designs by what they use: the cheapest of each set of components.
  private static func cheapest(_ all: BruteForce) -> [Set<RackComponentIndex>: Double] {
    var cheapest: [Set<RackComponentIndex>: Double] = [:]
    for check in all.compliant {
      let used = Set(check.design.slots.map(\.component))
      cheapest[used] = min(cheapest[used] ?? .infinity, check.cost)
    }
    return cheapest
  }

  @Test func findsTheOptimumOfAllPairs() throws {
    var found = 0
    var differs = 0
    for seed in 0..<200 {
      let folder = try RandomCatalogue.make(seed: seed, generations: 2)
      let indices = folder.generations.rowIndices
      let all = indices.map { Self.cheapest(BruteForce(folder, $0)) }
      var best = Double.infinity
      for (one, cost) in all[0] {
        for (other, more) in all[1] {
          let saving = one.intersection(other).reduce(0.0) {
            $0 + folder.settings.commonality.saving(of: folder.components[$1].kind)
          }
          best = min(best, cost + more - saving / Double(folder.settings.commonality.racks))
        }
      }
      let search = SearchTests.search(folder, seed: seed)
      switch try search.jointly(indices) {
      case .found(let result):
        found += 1
        #expect(result.isProven && result.checks.allSatisfy(\.isCompliant), "seed \(seed)")
        #expect(
          SearchTests.isNear(result.value, best), "seed \(seed): \(result.value), not \(best)")
        let separate = all.map { $0.values.min() ?? .infinity }.reduce(0, +)
        let sum = result.checks.reduce(0) { $0 + $1.cost }
        #expect(sum > separate * (1 - 1e-6), "seed \(seed)")
        if sum > separate * (1 + 1e-6) { differs += 1 }
      case .infeasible: #expect(best == .infinity, "seed \(seed)")
      case .stopped: Issue.record("seed \(seed) stopped")
      }
    }
    // Sharing makes other designs best than those that are best alone, at least now and then.
    #expect(found > 20 && differs > 0, "\(found) found, \(differs) differ")
  }
}
