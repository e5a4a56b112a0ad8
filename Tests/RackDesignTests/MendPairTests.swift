import Program
import Testing

@testable import RackDesign

@Suite("The cheapest pair of changes that mends a design")
struct MendPairTests {
  /// Two components that come too late: neither swap alone is in time.
  @Test func twoLateComponentsAreSwapped() throws {
    var folder = try HandFolder.folder([
      (
        "requirements/one.yaml", "  - id: power",
        "  - {id: date, quantity: lead_time, at_most: 100 d, reason: the first racks}\n  - id: power"
      )
    ])
    for (kind, days) in [(ComponentKind.busbar, 120), (.manifold, 130)] {
      let position = try #require(folder.components.firstIndex { $0.kind == kind })
      var early = folder.components[position]
      early.id += "-early"
      early.commerce.price += 100
      folder.components[position].commerce.leadDays = days
      folder.components.append(early)
    }
    let pump = try #require(folder.components.firstIndex { $0.kind == .cdu })
    folder.components[pump].commerce.leadDays = 90
    let mender = Mender(DesignCheck(folder.designs[0], in: folder), in: folder)
    let mend = try #require(mender.cheapest(for: 0))
    let count = folder.components.count
    #expect(
      mend.changes == [
        .swap(role: 2, from: TableIndex(2), to: TableIndex(count - 2)),
        .swap(role: 3, from: TableIndex(3), to: TableIndex(count - 1)),
      ])
    #expect(abs(mend.extraCost - 200) < 1e-6 && mend.mendsAll)
    #expect(mender.cheapestForAll == mend)
  }

  /// Larger shelves, and fewer of them than there were: three of 10 kW become two of 30 kW.
  @Test func aSwapAndItsQuantityAreOnePair() throws {
    var folder = try HandFolder.folder([
      ("components.csv", "415,480,15,", "415,480,10,"),
      ("roles.csv", "power_shelf,2,4", "power_shelf,2,3"),
      (
        "requirements/one.yaml", "  - id: power",
        "  - {id: cost, quantity: price, at_most: 251 k, reason: the budget}\n  - id: power"
      ),
    ])
    let shelf = try #require(folder.components.firstIndex { $0.kind == .powerShelf })
    var large = folder.components[shelf]
    large.id = "shelf-large"
    large.electrical.supplyKw = 30
    large.commerce.price = 10_000
    folder.components.append(large)
    let check = DesignCheck(folder.designs[0], in: folder)
    let mend = try #require(Mender(check, in: folder).cheapestForAll)
    let new = TableIndex<RackComponent>(folder.components.count - 1)
    #expect(
      mend.changes == [
        .swap(role: 1, from: TableIndex(1), to: new),
        .quantity(role: 1, component: new, from: 3, to: 2),
      ])
    #expect(abs(mend.extraCost - 2_000) < 1e-6)
  }

  /// Every design that two changes lead to, made here anew: of each role the component or the
  /// quantity may differ, in two roles at most, or both in one.
  private static func pairs(of folder: DesignFolder) -> [Design] {
    let (design, generation) = (folder.designs[0], folder.generations[0])
    func options(_ position: Int) -> [(slot: Slot, changes: Int)] {
      let slot = design.slots[position]
      let role = generation.roles[slot.role]
      let fitting = folder.components.rowIndices.filter {
        folder.components[$0].kind == role.kind
          && folder.components[$0].misfits(in: generation, supply: design.supply).isEmpty
      }
      return fitting.flatMap { component in
        (role.minimum...role.maximum).map { quantity in
          var other = slot
          other.component = component
          other.quantity = quantity
          if quantity != slot.quantity { other.unit = nil }
          let isSwapped = component != slot.component
          return (other, (isSwapped ? 1 : 0) + (quantity != slot.quantity ? 1 : 0))
        }
      }
    }
    var designs: [Design] = []
    for one in design.slots.indices {
      for first in options(one) where first.changes > 0 {
        var changed = design
        changed.slots[one] = first.slot
        if first.changes == 2 { designs.append(changed) }
        for other in design.slots.indices where other > one && first.changes == 1 {
          for second in options(other) where second.changes == 1 {
            var both = changed
            both.slots[other] = second.slot
            designs.append(both)
          }
        }
      }
    }
    return designs
  }

  @Test func noOtherPairIsCheaper() throws {
    var mended = 0
    for seed in 0..<60 {
      let folder = try RandomFolder.make(seed: seed, variants: 2)
      let check = DesignCheck(folder.designs[0], in: folder)
      let failures = check.failures
      let mender = Mender(check, in: folder)
      let unmended = failures.indices.filter { mender.cheapest(for: $0)?.changes.count != 1 }
      guard !unmended.isEmpty else { continue }
      func key(_ verdict: Verdict) -> String { "\(verdict.requirement.id) \(verdict.mode ?? -1)" }
      let known = Set(failures.map(key))
      let others = Self.pairs(of: folder).map { DesignCheck($0, in: folder) }
      let sound = others.filter { Set($0.failures.map(key)).isSubset(of: known) }
      for position in unmended {
        let best = sound.filter { !$0.failures.map(key).contains(key(failures[position])) }
          .map { $0.measures.price - check.measures.price }.min()
        let found = mender.cheapest(for: position)?.extraCost
        let context = "seed \(seed) \(key(failures[position]))"
        #expect((best == nil) == (found == nil), "\(context)")
        guard let best, let found else { continue }
        #expect(abs(best - found) <= 1e-6, "\(context): \(found), not \(best)")
        mended += 1
      }
    }
    // The comparison means nothing where no pair ever mends.
    #expect(mended > 10, "\(mended) mended")
  }

  /// With many alternatives only changes that can help are paired, and the mend is still found.
  @Test func aPairIsFoundAmongManyChanges() throws {
    var folder = try HandFolder.folder([
      (
        "requirements/one.yaml", "  - id: power",
        "  - {id: date, quantity: lead_time, at_most: 100 d, reason: the first racks}\n  - id: power"
      )
    ])
    for index in folder.components.indices {
      folder.components[index].commerce.leadDays =
        [.busbar, .manifold].contains(folder.components[index].kind) ? 120 : 90
    }
    let own = folder.components
    for number in 1...60 {
      for var other in own where [.busbar, .manifold, .frame].contains(other.kind) {
        other.id += "-\(number)"
        other.commerce.price += Double(number)
        other.commerce.leadDays = number < 59 && other.kind != .frame ? 110 : 90
        folder.components.append(other)
      }
    }
    let mender = Mender(DesignCheck(folder.designs[0], in: folder), in: folder)
    let mend = try #require(mender.cheapestForAll)
    #expect(mend.changes.count == 2)
    #expect(abs(mend.extraCost - 118) < 1e-6)
  }
}
