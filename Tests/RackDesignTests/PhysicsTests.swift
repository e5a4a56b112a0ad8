import Program
import Tables
import Testing

@testable import RackDesign

@Suite("Physics of a rack, by hand")
struct PhysicsTests {
  /// Quantity, mode, and the value that docs/rack-design.md's formulas give on paper.
  static let values: [(Quantity, Int, Double)] = [
    // Two trays of 10 kW on 50 V: 400 A through 0.1 milliohm lose 16 W.
    (.itPower, 0, 20), (.busbarCurrent, 0, 400), (.busbarLoss, 0, 0.016),
    (.busbarHeadroom, 0, 300),
    // 20.016 kW at 96 %.
    (.rackPower, 0, 20.85), (.facilityPower, 0, 21.85),
    // Three shelves of 15 kW, one of them spare.
    (.powerHeadroom, 0, 9.984), (.sparePowerShelves, 0, 1), (.shelfLoad, 0, 0.4448),
    (.shelfLoadHeadroom, 0, 0.4552), (.shelfLoadFloor, 0, 0.3448),
    // 1.4 times 20 kW and the loss, against 30 kW.
    (.transientPeak, 0, 28.016), (.transientHeadroom, 0, 1.984), (.holdUpEnergy, 0, 0),
    (.holdUpTime, 0, 0),
    (.liquidHeat, 0, 18), (.airHeat, 0, 2.85), (.liquidShare, 0, 0.863_309_352_517_985_6),
    // 9 kW of a tray warm 6.5132 l/min of water by 20 K.
    (.coolantFlow, 0, 13.026_450_738_932_656), (.returnTemperature, 0, 60),
    (.pressureDrop, 0, 13.787_184_031_874_43),
    (.headHeadroom, 0, 86.212_815_968_125_57), (.flowHeadroom, 0, 26.973_549_261_067_344),
    (.coolingHeadroom, 0, 12), (.spareCDUs, 0, 1),
    (.airFlow, 0, 875.886_618_556_609_5), (.airFlowHeadroom, 0, 924.113_381_443_390_5),
    (.mass, 0, 302.165_68), (.payloadHeadroom, 0, 247.834_32),
    (.floorLoad, 0, 419.674_555_555_555_6),
    (.width, 0, 600), (.height, 0, 1000), (.depth, 0, 1200), (.spareUnits, 0, 5),
    (.overlaps, 0, 0), (.serviceTime, 0, 0.25), (.cables, 0, 16),
    (.accelerators, 0, 8), (.memory, 0, 2304), (.scaleOutBandwidth, 0, 800),
    (.pflopsFP4, 0, 80), (.pflopsFP4, 1, 56), (.pflopsPerKw, 0, 80 / 20.85),
    (.itPower, 1, 12), (.rackPower, 1, 12.506),
    (.price, 0, 243_100), (.domesticContent, 0, 43_100.0 / 243_100),
    (.addressableContent, 0, 1), (.domesticValue, 0, 43_100.0 / 243_100),
    // L10: 330 minutes, L11: 189; test 145.
    (.assemblyTime, 0, 8.65), (.testTime, 0, 145.0 / 60), (.parts, 0, 2724), (.connectors, 0, 124),
    (.distinctParts, 0, 7), (.leadTime, 0, 150), (.misfits, 0, 0), (.roleFaults, 0, 0),
  ]

  @Test(arguments: values)
  func valueIsThatOnPaper(quantity: Quantity, mode: Int, expected: Double) throws {
    let folder = try HandFolder.folder()
    let value = DesignMeasures(folder.designs[0], in: folder).value(of: quantity, mode: mode)
    let found = try #require(value)
    #expect(abs(found - expected) <= 1e-9 * max(1, abs(expected)), "\(found)")
  }

  @Test func theBaseDesignMeetsEveryMust() throws {
    let folder = try HandFolder.folder()
    let check = DesignCheck(folder.designs[0], in: folder)
    #expect(check.isCompliant, "\(check.failures)")
    #expect(abs(check.penaltyCost - 1000 * (0.6 - 43_100.0 / 243_100)) < 1e-9)
    // Quantities that differ by mode are judged in each.
    #expect(check.verdicts.count { $0.requirement.id == "power_headroom" } == 2)
    #expect(check.verdicts.count { $0.requirement.id == "ceiling-high" } == 1)
  }

  /// What to change in the folder, and which must fails then.
  static let failures: [(String, String, String, String)] = [
    ("components.csv", "415,480,15,", "415,480,10,", "power_headroom 0"),
    ("components.csv", "700,0.1", "300,0.1", "busbar_headroom 0"),
    ("components.csv", "0.1,0.9", "0.1,0.3", "shelf_load_headroom 0"),
    ("components.csv", "0.1,0.9", "0.3,0.9", "shelf_load_floor 1"),
    ("components.csv", "60,80,100", "30,80,100", "cooling_headroom 0"),
    ("components.csv", "60,80,100", "60,20,100", "flow_headroom 0"),
    ("components.csv", "60,80,100", "60,80,10", "head_headroom 0"),
    ("components.csv", ",600,4,", ",60,4,", "air_flow_headroom 0"),
    ("components.csv", "12,400,600", "12,150,600", "payload_headroom nil"),
    ("components.csv", "12,400,600", "6,400,600", "spare_units nil"),
    ("components.csv", "10,1.4,50", "10,1.8,50", "transient_headroom 0"),
    ("components.csv", "tray,alpha", "tray,beta", "misfits nil"),
    ("components.csv", "tray,alpha,wide", "tray,alpha,narrow", "misfits nil"),
    ("components.csv", "10,1.4,50", "10,1.4,48", "misfits nil"),
    ("components.csv", "ac,415,480", "dc,415,480", "misfits nil"),
    ("roles.csv", "2,4,rack", "4,4,rack", "role_faults nil"),
    ("designs/base.csv", "shelf,3,8", "shelf,3,4", "overlaps nil"),
    ("designs/base.csv", "shelf,3,8", "shelf,3,11", "overlaps nil"),
    ("requirements/one.yaml", "30 kW", "20 kW", "ceiling-high 0"),
    ("requirements/one.yaml", "at_least: 8", "at_least: 9", "domain nil"),
    (
      "requirements/one.yaml", "quantity: accelerators\n    at_least: 8",
      "quantity: noise\n    at_most: 80 dBA", "domain nil"
    ),
  ]

  @Test(arguments: failures)
  func mustFails(file: String, old: String, new: String, expected: String) throws {
    let folder = try HandFolder.folder([(file, old, new)])
    let failures = DesignCheck(folder.designs[0], in: folder).failures.map {
      "\($0.requirement.id) \($0.mode.map(String.init) ?? "nil")"
    }
    #expect(failures.contains(expected), "\(failures)")
  }

  @Test(arguments: [(30.0, 15.0), (25, 15), (35, 12), (60, 0)])
  func outputFallsInWarmAir(inlet: Double, expected: Double) throws {
    var data = try HandFolder.folder().components[1].electrical
    data.derateAboveC = 30
    data.deratePerK = 0.04
    #expect(abs(PowerSources.derated(data, airInletC: inlet) - expected) < 1e-12)
  }

  @Test func parallelBarsShareTheCurrent() throws {
    var folder = try HandFolder.folder()
    folder.designs[0].slots[2].quantity = 2
    let busbar = DesignMeasures(folder.designs[0], in: folder).busbar
    #expect(busbar.ratingA == 1400)
    #expect(abs(busbar.resistanceMilliohm - 0.05) < 1e-15)
    #expect(abs(busbar.lossKw(at: 400) - 0.008) < 1e-15)
  }

  @Test(arguments: [(0.1, 0.9), (0.3, 0.93), (0.5, 0.96), (0.75, 0.955), (1, 0.95), (1.2, 0.95)])
  func efficiencyFollowsItsPoints(load: Double, expected: Double) {
    let curve = Curve(x: [0.1, 0.5, 1], y: [0.9, 0.96, 0.95])
    #expect(abs(curve.value(at: load) - expected) < 1e-12)
  }

  /// A power law through (1, 2) and (2, 8) has the exponent 2; through (2, 8) and (4, 16) 1.
  @Test(arguments: [(0.5, 0.5), (1, 2), (1.5, 4.5), (2, 8), (3, 12), (4, 16), (8, 32), (0, 0)])
  func pressureFollowsItsPoints(flow: Double, expected: Double) {
    let curve = PressureCurve(flow: [1, 2, 4], pressure: [2, 8, 16])
    #expect(abs(curve.drop(at: flow) - expected) < 1e-12)
    #expect(abs(curve.flow(at: expected) - flow) < 1e-12)
  }

  @Test func twoEqualSourcesOfSoundAreThreeDecibelsLouder() {
    #expect(abs((Noise.level([(2, 70)]) ?? 0) - 73.010_299_956_639_81) < 1e-9)
    #expect(Noise.level([]) == nil)
  }

  /// Ends, ports of a switch, and tiers, switches and optics without direct cables.
  @Test(arguments: [
    (1, 64, 1, 1, 2), (64, 64, 1, 1, 128), (65, 64, 2, 5, 260), (2048, 64, 2, 96, 8192),
    (2049, 64, 3, 163, 12_294), (65_536, 64, 3, 5120, 393_216), (65_537, 64, 0, 0, 0),
  ])
  func networkIsAFoldedClos(ends: Int, radix: Int, tiers: Int, switches: Int, optics: Int) {
    let network = ScaleOutNetwork(ends: ends, radix: radix)
    #expect(network.tiers == tiers)
    #expect(network.switchesNeeded == switches)
    #expect(network.opticsNeeded(cables: 0) == optics)
    let saved = tiers == 0 ? 0 : 2 * min(10, ends)
    #expect(network.opticsNeeded(cables: 10) == optics - saved)
  }

  @Test func leastFlowOfTheMakerCounts() throws {
    var texts = HandFolder.texts
    texts["curves.csv"] = """
      component,curve,mode,x,y
      tray,least_flow,,30,6
      tray,least_flow,,50,10
      tray,least_flow,low,30,1
      tray,least_flow,low,50,1
      """
    let result = DesignFolder.load(from: MemoryFiles(texts: texts))
    let folder = try #require(result.folder, "\(result.diagnostics.map(\.summary))")
    let measures = DesignMeasures(folder.designs[0], in: folder)
    // 8 l/min at 40 degC in one mode; in the other 5.4 kW need 3.9079 l/min.
    #expect(measures.value(of: .coolantFlow, mode: 0) == 16)
    let low = try #require(measures.value(of: .coolantFlow, mode: 1))
    #expect(abs(low - 13.026_450_738_932_656 * 0.6) < 1e-9)
    let warm = try #require(measures.value(of: .returnTemperature, mode: 0))
    #expect(abs(warm - (40 + 20 * 13.026_450_738_932_656 / 16)) < 1e-9)
  }
}
