import Program
import Testing

@testable import RackDesign

@Suite("Sources beside the rack, stores, ports and content, by hand")
struct SidecarTests {
  /// The folder by hand with its shelves in a sidecar, a store, a switch and a cluster network.
  private static func folder() throws -> DesignFolder {
    var folder = try HandFolder.folder()
    folder.generations[0].roles[1].scope = .beside
    folder.components[1].cooling.liquidShare = 0.5
    folder.components[1].cooling.pressureDrop = PressureCurve(flow: 1, pressure: 10, exponent: 2)
    folder.components[1].powerKw = [0.1, 0.1]
    return folder
  }

  private static func value(_ quantity: Quantity, _ folder: DesignFolder) throws -> Double {
    try #require(DesignMeasures(folder.designs[0], in: folder).value(of: quantity, mode: 0))
  }

  private static func isNear(
    _ quantity: Quantity, _ folder: DesignFolder, _ expected: Double
  ) throws -> Bool {
    abs(try value(quantity, folder) - expected) <= 1e-9
  }

  /// Behind a sidecar the rack takes 20.016 kW; the sidecar loses 0.834 + 3 x 0.1 kW.
  @Test func aSidecarsLossIsNotTheRacks() throws {
    let folder = try Self.folder()
    #expect(try Self.isNear(.rackPower, folder, 20.016))
    #expect(try Self.isNear(.facilityPower, folder, (20.016 + 1.134 + 1)))
    #expect(try Self.isNear(.airHeat, folder, 2.016))
    #expect(try Self.isNear(.liquidHeat, folder, 18))
    // CDUs: 30 kW for each rack, less 18 of the rack and half of 1.134.
    #expect(try Self.isNear(.coolingHeadroom, folder, (12 - 0.567)))
    #expect(try Self.isNear(.mass, folder, (302.165_68 - 60)))
    #expect(try Self.value(.spareUnits, folder) == 8)
    let flow = 18.567 / 18 * 13.026_450_738_932_656
    #expect(try Self.isNear(.coolantFlow, folder, flow))
  }

  /// 30 kJ and 60 kW: 20.016 kW are carried for 1.4988 s, and 30 kJ in 100 ms would be 300 kW.
  @Test func storesCarryPeaksAndHoldUp() throws {
    var folder = try HandFolder.folder()
    folder.components[1].electrical.energyKj = 10
    folder.components[1].electrical.dischargeKw = 20
    #expect(try Self.value(.holdUpEnergy, folder) == 30)
    #expect(try Self.isNear(.holdUpTime, folder, 30_000 / 20.016))
    #expect(try Self.isNear(.transientHeadroom, folder, (30 + 60 - 28.016)))
    folder.components[1].electrical.energyKj = 1
    #expect(try Self.isNear(.transientHeadroom, folder, (30 + 30 - 28.016)))
    // Stores that give less than the load hold nothing up.
    folder.components[1].electrical.dischargeKw = 6
    #expect(try Self.value(.holdUpTime, folder) == 0)
  }

  /// Spare sources of several sizes: the largest are lost first.
  @Test(arguments: [(0, 60.0), (1, 40), (2, 25), (3, 10), (4, 0), (9, 0)])
  func theLargestSourcesAreLostFirst(failed: Int, left: Double) throws {
    var folder = try HandFolder.folder()
    let shelf = folder.components[1]
    for (output, count) in [(20.0, 1), (10, 1)] {
      var other = shelf
      other.id += "-\(output)"
      other.electrical.supplyKw = output
      folder.components.append(other)
      folder.designs[0].slots.append(
        Slot(role: 1, component: TableIndex(folder.components.count - 1), quantity: count))
    }
    folder.designs[0].slots[1].quantity = 2
    let sources = PowerSources(RackLayout(folder.designs[0], in: folder))
    #expect(sources.capacityKw(without: failed) == left)
    if left > 0 {
      #expect(sources.spares(forLoadKw: left) == failed)
      #expect(sources.spares(forLoadKw: left + 0.01) == failed - 1)
    }
  }

  /// 16 ends on switches of 4 ports: three tiers, 8 + 8 + 4 switches, 96 optics.
  @Test func theClustersNetworkIsCounted() throws {
    var folder = try HandFolder.folder()
    folder.generations[0].conditions.hasScaleOutNetwork = true
    #expect(try Self.value(.switchHeadroom, folder) == -16)
    for (kind, count) in [(ComponentKind.scaleOutSwitch, 21), (.optic, 90), (.cable, 4)] {
      var component = folder.components[2]
      component.kind = kind
      component.ports =
        kind == .cable ? [] : [Port(network: .scaleOut, side: .network, count: 4, gbps: 800)]
      if kind == .optic { component.ports[0].count = 1 }
      folder.components.append(component)
      var role = folder.generations[0].roles[5]
      role.kind = kind
      folder.generations[0].roles.append(role)
      folder.designs[0].slots.append(
        Slot(
          role: folder.generations[0].roles.count - 1,
          component: TableIndex(folder.components.count - 1), quantity: count))
    }
    #expect(try Self.value(.switchHeadroom, folder) == 1)
    // 4 direct cables save 8 of 96 optics; 90 are there.
    #expect(try Self.value(.opticHeadroom, folder) == 2)
  }

  @Test(arguments: [(2023, 0.60), (2024, 0.65), (2028, 0.65), (2029, 0.75), (2040, 0.75)])
  func thresholdFollowsTheYear(year: Int, threshold: Double) {
    #expect(HomeContent.threshold(year: year) == threshold)
  }

  @Test func testsOfContentAreApart() throws {
    var folder = try HandFolder.folder()
    // Trays made at home of foreign parts: the component test counts them in full.
    folder.components[0].commerce.origin = "US"
    folder.components[0].commerce.domestic = 0.3
    let content = DesignMeasures(folder.designs[0], in: folder).content
    #expect(content.share == 1 && content.passes(year: 2029) && content.passesFallback)
    #expect(abs(content.valueShare - (60_000 + 43_100) / 243_100) < 1e-12)
    #expect(!content.isVirtuallyAll)
    // Labour of the final assembly is no component.
    folder.components[6].kind = .service
    #expect(DesignMeasures(folder.designs[0], in: folder).content.componentCost == 240_600)
  }
}
