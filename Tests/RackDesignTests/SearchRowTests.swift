import LinearModel
import Program
import Testing

@testable import RackDesign

/// The folder by hand changed so that one kind of row decides.
@Suite("Rows of the search, by hand")
struct SearchRowTests {
  /// A change, and the pieces of the cheapest design.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var pieces: [String: Int]
    var change: @Sendable (inout DesignFolder) -> Void
    var testDescription: String { name }
  }

  private static func must(_ quantity: Quantity, _ bound: Bound, _ value: Double) -> Requirement {
    Requirement(
      id: "hand", quantity: quantity, mode: nil, bound: bound, value: value, penalty: nil,
      reason: "by hand", isRule: false, place: nil)
  }

  private static func should(
    _ quantity: Quantity, _ bound: Bound, _ value: Double, penalty: Double
  ) -> Requirement {
    var requirement = must(quantity, bound, value)
    requirement.penalty = penalty
    return requirement
  }

  static let cases: [Case] = [
    // Two bars of 10 mΩ lose 0.8 kW together, of which the coolant takes half: 18.4 kW.
    Case(name: "the coolant's part of two bars' loss", pieces: ["bar": 2]) { folder in
      folder.components[2].electrical.resistanceMilliohm = 10
      folder.components[2].cooling.liquidShare = 0.5
      var second = folder.generations[0].roles[2]
      second.id = "bar-2"
      folder.generations[0].roles.append(second)
      folder.generations[0].requirements.append(must(.liquidHeat, .atMost, 18.5))
    },
    // Trays give 18 kW to the coolant; what a sidecar loses is not the rack's.
    Case(name: "the heat of a sidecar", pieces: ["shelf": 3]) { folder in
      folder.generations[0].roles[1].scope = .beside
      folder.components[1].cooling.liquidShare = 0.5
      folder.generations[0].requirements.append(must(.liquidHeat, .atMost, 18.1))
    },
    // 13.03 l/min: 106 kPa in one pipe, 26.5 in two, of 100.
    Case(name: "pipes share the flow", pieces: ["pipe": 2]) { folder in
      folder.generations[0].roles[3].maximum = 2
      folder.components[3].cooling.pressureDrop = PressureCurve(
        flow: 40, pressure: 1_000, exponent: 2)
    },
    // 16 ends on switches of 4 ports: 8 + 8 + 4; those of 5 ports do as well as those.
    Case(name: "switches of more ports count", pieces: ["switch-4": 10, "switch-5": 10]) { folder in
      folder.generations[0].conditions.hasScaleOutNetwork = true
      for (id, kind, ports, least, most) in [
        ("switch-4", ComponentKind.scaleOutSwitch, 4, 10, 10),
        ("switch-5", .scaleOutSwitch, 5, 0, 10), ("optic", .optic, 16, 6, 6),
      ] {
        var component = folder.components[5]
        component.id = id
        component.kind = kind
        component.form = id
        component.powerKw = [0, 0]
        component.ports = [Port(network: .scaleOut, side: .network, count: ports, gbps: 800)]
        folder.components.append(component)
        var role = folder.generations[0].roles[5]
        (role.id, role.kind, role.form) = (id, kind, id)
        (role.minimum, role.maximum) = (least, most)
        folder.generations[0].roles.append(role)
      }
    },
    // The one pump in the rack may fail; of the cluster's two more may, and one carries 30 kW a rack.
    Case(name: "more may fail than there are", pieces: ["pump": 4]) { folder in
      folder.components[5].massKg = 10
      folder.generations[0].conditions.spareCDUs = 2
      var own = folder.generations[0].roles[5]
      (own.id, own.scope, own.minimum, own.maximum) = ("own-pump", .rack, 1, 1)
      folder.generations[0].roles.append(own)
    },
    // A strong pump without head is no harm as long as it is not taken.
    Case(name: "the head of what is not in use", pieces: ["pump": 2]) { folder in
      var weak = folder.components[5]
      weak.id = "weak"
      weak.commerce.price = 30_000
      weak.cooling.coolingKw = 100
      weak.cooling.headKpa = 1
      folder.components.append(weak)
      folder.generations[0].roles[5].isMixed = true
    },
    // No row knows of what should be late; a fifth coupling makes it so, beside four that count as
    // parts.
    Case(name: "one more type beside what was tried", pieces: ["coupling": 4, "late": 1]) {
      folder in
      var late = folder.components[4]
      (late.id, late.commerce.leadDays, late.making.parts) = ("late", 200, 0)
      folder.components.append(late)
      folder.generations[0].roles[4].isMixed = true
      folder.generations[0].roles[4].maximum = 5
      folder.generations[0].requirements += [
        must(.parts, .atLeast, 2_724), should(.leadTime, .atLeast, 200, penalty: 100),
      ]
    },
    // Two types at once are late by the later one, 40 days, and not by 40 and 30; two punctual trays
    // cost 50,000 more.
    Case(name: "the latest of two types", pieces: ["tray": 1, "tray-b": 1]) { folder in
      for index in folder.components.indices { folder.components[index].commerce.leadDays = 0 }
      var other = folder.components[0]
      var punctual = folder.components[0]
      folder.components[0].compute.accelerators = 3
      folder.components[0].commerce.leadDays = 90
      (other.id, other.commerce.leadDays, other.massKg) = ("tray-b", 80, 60)
      other.compute.accelerators = 5
      punctual.id = "tray-c"
      punctual.commerce.price += 25_000
      folder.components += [other, punctual]
      folder.generations[0].roles[0].isMixed = true
      folder.generations[0].requirements += [
        must(.mass, .atMost, 345), should(.leadTime, .atMost, 50, penalty: 1_000),
      ]
    },
    // A fourth shelf for 6,000 spares a second one where most is drawn, which is worth 7,000.
    Case(name: "spares that should be", pieces: ["shelf": 4]) { folder in
      folder.generations[0].requirements.append(
        should(.sparePowerShelves, .atLeast, 2, penalty: 7_000))
    },
  ]

  @Test(arguments: cases)
  func theCheapestDesign(_ example: Case) throws {
    var folder = try HandFolder.folder()
    example.change(&folder)
    let generation = folder.generations.rowIndices[0]
    guard case .found(let result) = try SearchTests.search(folder).best(generation, .cost) else {
      Issue.record("nothing found")
      return
    }
    var counts: [String: Int] = [:]
    for slot in result.designs[0].slots {
      counts[folder.components[slot.component].id, default: 0] += slot.quantity
    }
    #expect(counts.filter { example.pieces.keys.contains($0.key) } == example.pieces)
    let all = BruteForce(folder, generation, racks: 2).compliant
    let best = try #require(SearchTests.best(all, .cost))
    #expect(result.isProven)
    #expect(SearchTests.isNear(result.value, best), "\(result.value), not \(best)")
  }

  /// What need not be there is too heavy, and without it another rule is broken.
  @Test(arguments: [
    (ComponentKind.powerShelf, 1, ["power_headroom", "payload_headroom"]),
    (.busbar, 1, ["busbar_headroom", "payload_headroom"]),
    (.busbar, 2, ["busbar_headroom", "payload_headroom"]),
  ])
  func aRoleMayStayEmptyInAConflict(kind: ComponentKind, roles: Int, conflict: [String]) throws {
    var folder = try HandFolder.folder()
    let component = try #require(folder.components.firstIndex { $0.kind == kind })
    let role = try #require(folder.generations[0].roles.firstIndex { $0.kind == kind })
    folder.components[component].massKg = 1_000
    folder.generations[0].roles[role].minimum = 0
    if roles == 2 {
      var second = folder.generations[0].roles[role]
      second.id += "-2"
      folder.generations[0].roles.append(second)
    }
    let found = try SearchTests.search(folder).conflict(folder.generations.rowIndices[0])
    #expect(found?.map(\.id) == conflict)
  }

  /// Content that should be costs more than what it is made of: the product of share and cost
  /// decides.
  @Test func contentThatPaysIsExact() throws {
    for seed in 0..<60 {
      var random = SeededRandom(seed: seed &+ 9_001)
      var folder = try RandomCatalogue.make(seed: seed &+ 20_000)
      folder.generations[0].modes[0].ceilingKw = nil
      folder.generations[0].requirements = [
        Quantity.domesticContent, .addressableContent, .liquidShare,
      ].map { quantity in
        Self.should(
          quantity, .atLeast, Double.random(in: 0.2...1, using: &random),
          penalty: Double.random(in: 100_000...3_000_000, using: &random))
      }.enumerated().map { number, requirement in
        var requirement = requirement
        requirement.id += "-\(number)"
        return requirement
      }
      let generation = folder.generations.rowIndices[0]
      let all = BruteForce(folder, generation).compliant
      guard let best = SearchTests.best(all, .cost) else { continue }
      let outcome = try SearchTests.search(folder, seed: seed).best(generation, .cost)
      guard case .found(let result) = outcome else {
        Issue.record("seed \(seed): nothing found")
        continue
      }
      #expect(
        result.isProven && SearchTests.isNear(result.value, best),
        "seed \(seed): \(result.value), not \(best)")
    }
  }

  /// No design costs less than the relaxation says of any candidate that it uses.
  @Test func pricesOfTheRelaxationAreBounds() throws {
    var count = 0
    for seed in 0..<80 {
      let folder = try RandomCatalogue.make(seed: seed &+ 30_000)
      let generation = folder.generations.rowIndices[0]
      let space = SearchSpace(folder, generation, racks: 1)
      let searcher = Searcher(
        HiGHSSolver(), folder, [space], SearchOptions(), PatientObserver(), deadline: .infinity)
      let relaxation = try #require(
        try Relaxation(of: searcher, .best(.cost), nil, []), "seed \(seed)")
      for check in BruteForce(folder, generation).compliant {
        count += 1
        let left = relaxation.left(below: check.cost * (1 + 1e-9), in: searcher)[0]
        let kept = Set(left.map { space.candidates[$0].index })
        let used = Set(check.design.slots.map(\.component))
        #expect(used.isSubset(of: kept), "seed \(seed): \(check.cost)")
      }
    }
    #expect(count > 200, "\(count)")
  }

  /// Role by role, with three types in each of four roles: the first choice is not always the best.
  @Test func everyTypeOfARoleIsLookedAt() throws {
    var options = SearchOptions()
    options.threads = 1
    options.hasDominance = false
    options.branchesFrom = 0
    options.leafSize = 1
    options.first = 1
    let several: Set<ComponentKind> = [.computeTray, .powerShelf, .busbar, .cdu]
    var found = 0
    for seed in 0..<40 {
      var folder = try RandomFolder.make(seed: seed, variants: 3)
      let first = folder.components.count / 3
      folder.components = folder.components.enumerated().filter { position, component in
        position < first || several.contains(component.kind)
      }.map(\.element)
      folder.generations[0].modes[0].ceilingKw = nil
      let generation = folder.generations.rowIndices[0]
      let all = BruteForce(folder, generation, racks: 2).compliant
      options.clusterRacks = 2
      let search = DesignSearch(
        solver: HiGHSSolver(), folder: folder, options: options, observer: PatientObserver())
      for objective in [SearchObjective.cost, .pflopsPerKw] {
        guard let best = SearchTests.best(all, objective) else { continue }
        guard case .found(let result) = try search.best(generation, objective) else {
          Issue.record("seed \(seed): nothing found")
          continue
        }
        found += 1
        #expect(
          result.isProven && SearchTests.isNear(result.value, best),
          "seed \(seed) \(objective.rawValue): \(result.value), not \(best)")
      }
    }
    #expect(found > 30, "\(found)")
  }
}
