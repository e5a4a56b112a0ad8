import Program
import Testing

@testable import RackDesign

@Suite("The cheapest change that mends a design")
struct MendTests {
  @Test func aFourthShelfIsTheMend() throws {
    // Two shelves of 15 kW left for 20 kW are enough; two of 10 kW are not, three of them are.
    let folder = try HandFolder.folder([("components.csv", "415,480,15,", "415,480,10,")])
    let check = DesignCheck(folder.designs[0], in: folder)
    #expect(check.failures.map(\.requirement.id).contains("power_headroom"))
    let mend = try #require(Mender(check, in: folder).cheapestForAll)
    #expect(
      mend.changes == [.quantity(role: 1, component: TableIndex(1), from: 3, to: 4)])
    #expect(mend.extraCost == 6000)
  }

  @Test func anotherComponentIsTheMend() throws {
    let folder = try HandFolder.folder([
      ("components.csv", "700,0.1", "300,0.1"),
      (
        "components.csv", "pipe,manifold",
        "thick,busbar,,wide,0,25,,,,50,,,,,,,,700,0.05,,,,,,,,,,,,,,,,,,,1400,US,30,,15,,,4,10,,\n"
          + "pipe,manifold"
      ),
    ])
    let mender = Mender(DesignCheck(folder.designs[0], in: folder), in: folder)
    let mend = try #require(mender.cheapest(for: 0))
    #expect(mend.changes == [.swap(role: 2, from: TableIndex(2), to: TableIndex(3))])
    #expect(mend.extraCost == 500 && mend.mendsAll)
  }

  @Test func nothingMendsWhatNoComponentReaches() throws {
    let folder = try HandFolder.folder([("requirements/one.yaml", "at_least: 8", "at_least: 80")])
    let mender = Mender(DesignCheck(folder.designs[0], in: folder), in: folder)
    #expect(mender.cheapest(for: 0) == nil && mender.cheapestForAll == nil)
  }

  @Test func aSoundDesignNeedsNoMend() throws {
    let folder = try HandFolder.folder()
    let mender = Mender(DesignCheck(folder.designs[0], in: folder), in: folder)
    #expect(mender.cheapestForAll == nil)
  }

  @Test func whatIsNoLongerPlacedMendsNoOverlap() throws {
    // Two trays take the units 1 to 4, three shelves 4 to 6.
    let folder = try HandFolder.folder([("designs/base.csv", "shelf,3,8,", "shelf,3,4,")])
    let check = DesignCheck(folder.designs[0], in: folder)
    let position = try #require(
      check.failures.firstIndex { $0.requirement.quantity == .overlaps })
    let mender = Mender(check, in: folder)
    #expect(mender.cheapest(for: position) == nil && mender.cheapestForAll == nil)
    #expect(
      check.details(of: check.failures[position], in: folder) == [
        "tray in trays (units 1 to 4) and shelf in shelves (units 4 to 6) take the same units: "
          + "move one of them"
      ])
  }

  @Test func faultsOfTheArchitectureSayWhere() throws {
    let folder = try HandFolder.folder([
      ("designs/base.csv", "trays,tray,2,1,", "trays,tray,3,1,"),
      ("components.csv", "alpha,wide,2,30,1,10,1.4,50", "alpha,wide,2,30,1,10,1.4,48"),
    ])
    let check = DesignCheck(folder.designs[0], in: folder)
    let details = check.failures.flatMap { check.details(of: $0, in: folder) }
    #expect(details.contains("trays: 3 pieces where 2 belong"))
    #expect(details.contains("tray in trays: does not fit the generation's bus"))
  }

  /// Every design that differs in one role by one component or by one quantity, made here anew.
  private static func neighbours(of folder: DesignFolder) -> [Design] {
    let (design, generation) = (folder.designs[0], folder.generations[0])
    var designs: [Design] = []
    for (position, slot) in design.slots.enumerated() {
      let role = generation.roles[slot.role]
      for (index, component) in folder.components.enumerated()
      where component.kind == role.kind && TableIndex(index) != slot.component {
        let misfits = component.misfits(in: generation, supply: design.supply)
        guard misfits.isEmpty else { continue }
        var other = design
        other.slots[position].component = TableIndex(index)
        designs.append(other)
      }
      for quantity in role.minimum...role.maximum where quantity != slot.quantity {
        var other = design
        other.slots[position].quantity = quantity
        other.slots[position].unit = nil
        designs.append(other)
      }
    }
    return designs
  }

  @Test func noOtherSingleChangeIsCheaper() throws {
    var mended = 0
    for seed in 0..<25 {
      let folder = try RandomFolder.make(seed: seed, variants: 4)
      let check = DesignCheck(folder.designs[0], in: folder)
      let failures = check.failures
      let mender = Mender(check, in: folder)
      let others = Self.neighbours(of: folder).map { DesignCheck($0, in: folder) }
      let known = Set(failures.map { "\($0.requirement.id) \($0.mode ?? -1)" })
      for (position, failure) in failures.enumerated() {
        let key = "\(failure.requirement.id) \(failure.mode ?? -1)"
        let best = others.filter { other in
          let left = Set(other.failures.map { "\($0.requirement.id) \($0.mode ?? -1)" })
          return !left.contains(key) && left.isSubset(of: known)
        }.map { $0.measures.price - check.measures.price }.min()
        let mend = mender.cheapest(for: position)
        let found = mend?.changes.count == 1 ? mend?.extraCost : nil
        #expect((best == nil) == (found == nil), "seed \(seed) \(key)")
        if let best, let found {
          #expect(abs(best - found) <= 1e-6, "seed \(seed) \(key)")
          mended += 1
        }
      }
      let all = others.filter(\.isCompliant).map { $0.measures.price - check.measures.price }.min()
      if !failures.isEmpty {
        let mend = mender.cheapestForAll
        let found = mend?.changes.count == 1 ? mend?.extraCost : nil
        #expect(found == all, "seed \(seed)")
      }
    }
    // The comparison means nothing where nothing is ever mended.
    #expect(mended > 15)
  }

  @Test func substitutionsRaiseTheShareAtTheLeastCostForEachPoint() throws {
    var steps = 0
    for seed in 0..<10 {
      let folder = try RandomFolder.make(seed: seed, variants: 3)
      let path = Substitutions.path(from: folder.designs[0], .domestic, to: 0.9, in: folder)
      var design = folder.designs[0]
      for step in path {
        let before = DesignCheck(design, in: folder)
        let share = before.measures.content.share
        #expect(abs(step.shareBefore - share) < 1e-12 && step.shareAfter > share)
        design = design.applying(step.change, in: folder)
        let after = DesignCheck(design, in: folder)
        #expect(abs(after.measures.content.share - step.shareAfter) < 1e-12, "seed \(seed)")
        #expect(
          abs(after.measures.price - before.measures.price - step.extraCost) < 1e-6, "seed \(seed)")
        #expect(after.failures.count <= before.failures.count, "seed \(seed)")
        steps += 1
      }
    }
    #expect(steps > 5)
  }
}
