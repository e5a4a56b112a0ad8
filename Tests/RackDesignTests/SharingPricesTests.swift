import Program
import Testing

@testable import RackDesign

@Suite("Prices of sharing")
struct SharingPricesTests {
  /// Generations that take a part of a random catalogue each, so that components are for all, some,
  /// one or none of them.
  private struct Instance {
    let folder: DesignFolder
    var spaces: [SearchSpace] = []
    private var random: SeededRandom

    init(seed: Int) throws {
      random = SeededRandom(seed: seed &+ 1_234)
      folder = try RandomCatalogue.make(seed: seed, generations: 2 + seed % 3)
      for generation in folder.generations.rowIndices {
        var space = SearchSpace(folder, generation, racks: 1)
        space.keep(space.candidates.filter { _ in Int.random(in: 0..<3, using: &random) > 0 })
        spaces.append(space)
      }
    }

    func saving(of component: RackComponentIndex) -> Double {
      let commonality = folder.settings.commonality
      return commonality.saving(of: folder.components[component].kind) / Double(commonality.racks)
    }

    /// Generations that may use a component.
    func members(of component: RackComponentIndex) -> [Int] {
      spaces.indices.filter { spaces[$0].candidates.contains { $0.index == component } }
    }

    /// For each generation that may use a component a dual: of (J1), or what none could be.
    mutating func duals() -> [(component: RackComponentIndex, generation: Int, value: Double)] {
      folder.components.rowIndices.flatMap { component in
        members(of: component).map { generation in
          let factor = Double.random(in: -2...4, using: &random)
          return (component, generation, factor * saving(of: component))
        }
      }
    }

    mutating func step(_ prices: inout SharingPrices) {
      let used = spaces.map { space in
        Set(space.candidates.map(\.index).filter { _ in Bool.random(using: &random) })
      }
      prices.step(used, room: Double.random(in: 0...50_000, using: &random))
    }

    /// What is wrong with the prices.
    func faults(of prices: SharingPrices) -> [String] {
      let discounts = spaces.indices.map { prices.discounts(of: $0) }
      return folder.components.rowIndices.flatMap { component in
        faults(of: component, discounts.map { $0[Int(component.position)] })
      }
    }

    private func faults(of component: RackComponentIndex, _ discounts: [Double]) -> [String] {
      let members = members(of: component)
      let saving = saving(of: component)
      var faults: [String] = []
      func expect(_ holds: Bool, _ law: String) {
        if !holds { faults.append("\(folder.components[component].id) \(law): \(discounts)") }
      }
      let idle = spaces.indices.filter { members.count < 2 || !members.contains($0) }
      expect(idle.allSatisfy { discounts[$0] == 0 }, "is off where it is not shared")
      guard members.count > 1 else { return faults }
      expect(
        members.allSatisfy { (0...saving).contains(discounts[$0]) }, "is not in 0...\(saving)")
      let whole = Double(members.count - 1) * saving
      let sum = members.reduce(0) { $0 + discounts[$1] }
      expect(abs(sum - whole) <= 1e-9 * max(1, saving), "adds up to \(sum), not \(whole)")
      for subset in 1..<(1 << members.count) {
        let users = members.indices.filter { subset & (1 << $0) != 0 }.map { members[$0] }
        let off = users.reduce(0) { $0 + discounts[$1] }
        let saved = saving * Double(users.count - 1)
        expect(saved <= off + 1e-9 * max(1, saving), "saves \(saved) for \(users)")
      }
      return faults
    }
  }

  @Test func designsTogetherNeverSaveMoreThanIsOff() throws {
    var counts: [Int: Int] = [:]
    for seed in 0..<200 {
      var instance = try Instance(seed: seed)
      for component in instance.folder.components.rowIndices {
        counts[instance.members(of: component).count, default: 0] += 1
      }
      var prices = SharingPrices(instance.spaces, instance.folder)
      #expect(instance.faults(of: prices) == [], "seed \(seed), equal shares")
      prices.take(instance.duals())
      #expect(instance.faults(of: prices) == [], "seed \(seed), of duals")
      for step in 1...4 {
        instance.step(&prices)
        #expect(instance.faults(of: prices) == [], "seed \(seed), step \(step)")
      }
    }
    #expect((0...4).allSatisfy { counts[$0, default: 0] > 50 }, "\(counts)")
  }

  // MARK: By hand

  /// So many generations of the folder by hand: a component saves 12,000 a rack, a frame 2,100.
  private func prices(_ count: Int) throws -> (DesignFolder, [SearchSpace], SharingPrices) {
    var folder = try HandFolder.folder()
    folder.generations = Array(repeating: folder.generations[0], count: count)
    let spaces = folder.generations.rowIndices.map { SearchSpace(folder, $0, racks: 1) }
    return (folder, spaces, SharingPrices(spaces, folder))
  }

  private func position(_ id: String, in folder: DesignFolder) throws -> RackComponentIndex {
    try #require(folder.components.rowIndices.first { folder.components[$0].id == id })
  }

  /// With n generations of which u use a component, the subgradient of λ is 1 − u / n for a user and
  /// −u / n for another, of which the squares add up to u (1 − u / n); room over the sum of these
  /// sizes is how far the shares go along it.
  @Test(arguments: [
    // Of two, one uses the tray: size 1/2, λ = 6,000 ± 2 · 1,000 · 1/2.
    ([["tray"], []], 1_000.0, "tray", [5_000.0, 7_000]),
    ([[], ["tray"]], 1_000, "tray", [7_000, 5_000]),
    // Of three, one: size 2/3, λ = 4,000 + 1.5 · 900 · 2/3 and 4,000 − 1.5 · 900 / 3.
    ([["tray"], [], []], 900, "tray", [7_100, 8_450, 8_450]),
    // Of three, two: size 2/3, λ = 4,000 + 1.5 · 900 / 3 and 4,000 − 1.5 · 900 · 2/3.
    ([["tray"], [], ["tray"]], 900, "tray", [7_550, 8_900, 7_550]),
    // Two components: size 1/2 + 1/2, so that each goes half as far.
    ([["tray"], ["shelf"]], 1_000, "tray", [5_500, 6_500]),
    ([["tray"], ["shelf"]], 1_000, "shelf", [6_500, 5_500]),
    // The shelf that both use adds no size, and stays.
    ([["tray", "shelf"], ["shelf"]], 1_000, "tray", [5_000, 7_000]),
    ([["tray", "shelf"], ["shelf"]], 1_000, "shelf", [6_000, 6_000]),
    // What nobody uses stays, and without anything to move all does.
    ([["tray"], []], 1_000, "pump", [6_000, 6_000]),
    ([[], []], 1_000, "tray", [6_000, 6_000]),
    // λ = 16,000 and −4,000 are no shares: the nearest are 12,000 and 0.
    ([["tray"], []], 10_000, "tray", [0, 12_000]),
    // Of three, λ = 34,000, −11,000 and −11,000.
    ([["tray"], [], []], 30_000, "tray", [0, 12_000, 12_000]),
    // A frame saves less: λ = 1,050 ± 600.
    ([["frame"], []], 600, "frame", [450, 1_650]),
  ])
  func aStepRaisesTheShareOfWhoDiffers(
    used: [[String]], room: Double, id: String, expected: [Double]
  ) throws {
    var (folder, _, prices) = try prices(used.count)
    let sets = try used.map { Set(try $0.map { try position($0, in: folder) }) }
    prices.step(sets, room: room)
    let component = Int(try position(id, in: folder).position)
    let discounts = used.indices.map { prices.discounts(of: $0)[component] }
    #expect(zip(discounts, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(discounts)")
  }

  /// Shares that add up to the saving stay; else the nearest that do are taken.
  @Test(arguments: [
    ([4_000.0, 8_000], [8_000.0, 4_000]),
    // 2,000 too much, half of it off each.
    ([5_000, 9_000], [8_000, 4_000]),
    // 4,000 too little.
    ([0, 8_000], [10_000, 2_000]),
    // Less half of 18,000 each, the second would be negative.
    ([25_000, 5_000], [0, 12_000]),
    ([-3_000, 12_000], [12_000, 0]),
    // Without the third the others have 2,000 too much.
    ([9_000, 5_000, -7_000], [4_000, 8_000, 12_000]),
  ])
  func dualsBecomeShares(duals: [Double], expected: [Double]) throws {
    var (folder, _, prices) = try prices(duals.count)
    let tray = try position("tray", in: folder)
    prices.take(duals.enumerated().map { (tray, $0, $1) })
    let discounts = duals.indices.map { prices.discounts(of: $0)[Int(tray.position)] }
    #expect(zip(discounts, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(discounts)")
  }

  /// Where one of three generations may not use the tray, the others share its saving.
  @Test func whoMayNotUseAComponentHasNoShare() throws {
    var (folder, spaces, _) = try prices(3)
    let tray = try position("tray", in: folder)
    spaces[1].keep(spaces[1].candidates.filter { $0.index != tray })
    var prices = SharingPrices(spaces, folder)
    func discounts() -> [Double] { (0..<3).map { prices.discounts(of: $0)[Int(tray.position)] } }
    #expect(discounts() == [6_000, 0, 6_000])
    prices.step([[], [], [tray]], room: 1_000)
    #expect(discounts() == [7_000, 0, 5_000])
    spaces[0].keep(spaces[0].candidates.filter { $0.index != tray })
    prices = SharingPrices(spaces, folder)
    prices.step([[], [], [tray]], room: 1_000)
    #expect(discounts() == [0, 0, 0])
  }
}
