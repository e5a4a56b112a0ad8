import LinearModel
import Program
import Testing

@testable import RackDesign

@Suite("The search with a cluster network, against every design")
struct NetworkSearchTests {
  private static let base = Result { try HandFolder.folder() }

  /// A cluster of few ports, with two types each of switches and trays, optics of several ports,
  /// cables, and content that should be at home.
  private static func folder(seed: Int) throws -> DesignFolder {
    var random = SeededRandom(seed: seed &+ 4_711)
    var folder = try base.get()
    folder.designs = []
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    let tray = try #require(folder.components.firstIndex { $0.kind == .computeTray })
    // Six ends and switches of three ports take three tiers, ten switches in all.
    let isDeep = seed % 10 == 4
    folder.components[tray].ports[0].count = isDeep ? 3 : number(1...3)
    if !isDeep, number(0...1) == 0 {
      var other = folder.components[tray]
      other.id = "tray-2"
      other.ports[0].count = number(0...4)
      other.commerce.price += Double(number(-4_000...4_000))
      folder.components.append(other)
    }
    func add(_ kind: ComponentKind, _ name: String, ports: Int, price: ClosedRange<Int>) {
      var part = folder.components[tray]
      part.id = name
      part.kind = kind
      part.name = name
      part.platform = ""
      part.widthClass = ""
      part.busVolts = nil
      part.heightUnits = 0
      part.powerKw = part.powerKw.map { _ in Double(number(0...2)) }
      part.cooling.liquidShare = 0
      part.cooling.airFlow = 0
      part.compute = ComputeData(
        accelerators: 0, pflopsFP4: 0, pflopsFP8: 0, pflopsFP16: 0, memoryGB: 0, hostMemoryGB: 0)
      part.ports =
        ports > 0 ? [Port(network: .scaleOut, side: .network, count: ports, gbps: 800)] : []
      part.commerce.price = Double(number(price))
      part.commerce.origin = number(0...2) == 0 ? "US" : "TW"
      part.commerce.isAddressable = true
      folder.components.append(part)
    }
    for index in 0...1 {
      let ports = isDeep ? 3 - index : number(1...6)
      add(.scaleOutSwitch, "switch-\(index)", ports: ports, price: 2_000...9_000)
    }
    for index in 0...(isDeep ? 0 : number(0...1)) {
      let ports = isDeep ? 4 : number(1...4)
      add(.optic, "optic-\(index)", ports: ports, price: 300...2_000)
    }
    add(.cable, "cable", ports: 0, price: 200...2_500)
    var generation = folder.generations[0]
    generation.conditions.hasScaleOutNetwork = true
    for role in generation.roles.indices {
      let minimum =
        generation.roles[role].kind == .powerShelf ? 3 : max(1, generation.roles[role].minimum)
      generation.roles[role].minimum = minimum
      generation.roles[role].maximum = minimum
    }
    generation.roles[5].minimum = 2
    generation.roles[5].maximum = 2
    let scope: RoleScope = !isDeep && number(0...4) == 0 ? .rack : .cluster
    for (kind, minimum, maximum) in [
      (ComponentKind.scaleOutSwitch, number(0...1), isDeep ? 11 : 7),
      (.optic, 0, isDeep ? 9 : number(6...9)),
      (.cable, 0, number(0...4)),
    ] {
      generation.roles.append(
        Role(
          id: kind.rawValue, kind: kind, form: "", minimum: minimum, maximum: maximum,
          scope: kind == .scaleOutSwitch ? scope : .cluster, face: .full, isMixed: false))
    }
    generation.modes[0].ceilingKw = nil
    generation.requirements = [
      Requirement(
        id: "content", quantity: .addressableContent, mode: nil, bound: .atLeast,
        value: Double(number(2...8)) / 10, penalty: Double(number(0...3)) * 20_000,
        reason: "random", isRule: false, place: nil)
    ]
    folder.generations = [generation]
    return folder
  }

  @Test func findsTheOptimumOfEveryNetwork() throws {
    var found = 0
    var tiers: [Int: Int] = [:]
    for seed in 0..<40 {
      let folder = try Self.folder(seed: seed)
      let generation = folder.generations.rowIndices[0]
      let racks = 1 + seed % 2
      let all = BruteForce(folder, generation, racks: racks).compliant
      let search = SearchTests.search(folder, seed: seed, racks: racks)
      for objective in [SearchObjective.cost, .addressable] {
        let context = "seed \(seed) \(objective.rawValue)"
        switch try search.best(generation, objective) {
        case .found(let result):
          let best = try #require(SearchTests.best(all, objective), "\(context)")
          #expect(result.isProven && result.checks[0].isCompliant, "\(context)")
          #expect(
            SearchTests.isNear(result.value, best), "\(context): \(result.value), not \(best)")
          found += 1
          tiers[result.checks[0].measures.network?.tiers ?? 0, default: 0] += 1
        case .infeasible: #expect(all.isEmpty, "\(context)")
        case .stopped: Issue.record("\(context) stopped")
        }
      }
    }
    // All sizes of networks come up, and clusters without any.
    #expect(found > 35, "\(found)")
    #expect([1, 2, 3].allSatisfy { tiers[$0, default: 0] > 0 }, "\(tiers)")
  }

  /// Of each number of ends the class is the network that the checker finds.
  @Test func classesAreThoseOfTheChecker() {
    for radix in 1...12 {
      for low in 0...40 {
        for high in low...40 where high > 0 {
          let limits = Double(low)...Double(high)
          let classes = (1...3).compactMap {
            NetworkClass(radix: radix, tiers: $0, within: limits)
          }
          for ends in max(1, low)...high {
            let network = ScaleOutNetwork(ends: ends, radix: radix)
            let own = classes.filter { $0.ends.contains(Double(ends)) }
            #expect(own.map(\.tiers) == (network.tiers > 0 ? [network.tiers] : []))
            #expect(own.allSatisfy { $0.leastNeed <= network.switchesNeeded })
          }
        }
      }
    }
  }

  /// The example with all its switches, optics and cables, and what they cost beside the content.
  @Test func theNetworkOfTheExampleIsProven() throws {
    let folder = try #require(DesignFolder.load(from: CheckoutFiles("Examples/racks")).folder)
    let generation = try #require(
      folder.generations.rowIndices.first { folder.generations[$0].id == "helios" })
    guard case .found(let result) = try SearchTests.search(folder).best(generation, .cost) else {
      Issue.record("nothing found")
      return
    }
    #expect(result.isProven && result.checks[0].isCompliant)
    let counts = Dictionary(
      uniqueKeysWithValues: result.designs[0].slots.map {
        (folder.components[$0.component].id, $0.quantity)
      })
    // 72 accelerators with three ports in 40 racks: 8,640 ends in two tiers of 144 ports.
    #expect(counts["switch-144"] == 180 && counts["aec-800"] == 8_640)
    #expect(counts["optic-800"] == 17_280)
  }
}
