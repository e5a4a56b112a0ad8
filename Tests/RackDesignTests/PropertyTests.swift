import Program
import Testing

@testable import RackDesign

@Suite("Laws of the physics, over random designs")
struct PropertyTests {
  private static func measures(_ folder: DesignFolder) -> DesignMeasures {
    DesignMeasures(folder.designs[0], in: folder)
  }

  private static func value(
    _ quantity: Quantity, of measures: DesignMeasures, mode: Int = 0
  ) -> Double {
    measures.value(of: quantity, mode: mode) ?? .nan
  }

  private static func isNear(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-9 * max(1, abs(left), abs(right))
  }

  @Test func twiceThePowerIsTwiceTheHeatAndFourTimesTheLoss() throws {
    for seed in 0..<100 {
      let folder = try RandomFolder.make(seed: seed, variants: 1)
      var twice = folder
      for index in twice.components.indices {
        twice.components[index].powerKw = twice.components[index].powerKw.map { $0 * 2 }
      }
      let (folderValues, twiceValues) = (Self.measures(folder), Self.measures(twice))
      for (quantity, factor) in [(Quantity.itPower, 2.0), (.busbarCurrent, 2), (.busbarLoss, 4)] {
        let (one, two) = (
          Self.value(quantity, of: folderValues), Self.value(quantity, of: twiceValues)
        )
        #expect(Self.isNear(two, factor * one), "seed \(seed) \(quantity)")
      }
      // The manifold and the trays follow the square of the flow, which doubles.
      let drops = (
        Self.value(.pressureDrop, of: folderValues), Self.value(.pressureDrop, of: twiceValues)
      )
      #expect(Self.isNear(drops.1, 4 * drops.0), "seed \(seed)")
    }
  }

  @Test func heatIsWhatThePowerTakenInBecomes() throws {
    for seed in 0..<100 {
      let folder = try RandomFolder.make(seed: seed, variants: 1)
      let folderValues = Self.measures(folder)
      for mode in 0..<2 {
        let heat =
          Self.value(.liquidHeat, of: folderValues, mode: mode)
          + Self.value(.airHeat, of: folderValues, mode: mode)
        #expect(
          Self.isNear(heat, Self.value(.rackPower, of: folderValues, mode: mode)), "seed \(seed)")
      }
    }
  }

  @Test func dearerMoneyChangesNoShare() throws {
    for seed in 0..<100 {
      let folder = try RandomFolder.make(seed: seed, variants: 1)
      var dear = folder
      for index in dear.components.indices { dear.components[index].commerce.price *= 3 }
      let (folderValues, dearValues) = (Self.measures(folder), Self.measures(dear))
      #expect(
        Self.isNear(Self.value(.price, of: dearValues), 3 * Self.value(.price, of: folderValues)))
      for share in [Quantity.domesticContent, .domesticValue, .addressableContent] {
        #expect(Self.isNear(Self.value(share, of: dearValues), Self.value(share, of: folderValues)))
      }
    }
  }

  @Test func orderAndNamesChangeNothing() throws {
    for seed in 0..<100 {
      let folder = try RandomFolder.make(seed: seed, variants: 1)
      var other = folder
      other.designs[0].slots.reverse()
      for index in other.components.indices { other.components[index].id = "part-\(index)" }
      let (folderValues, otherValues) = (Self.measures(folder), Self.measures(other))
      for quantity in Quantity.allCases {
        let (one, two) = (
          Self.value(quantity, of: folderValues), Self.value(quantity, of: otherValues)
        )
        #expect(one.isNaN == two.isNaN && (one.isNaN || Self.isNear(one, two)), "\(quantity)")
      }
    }
  }

  @Test func moreShelvesAndMorePumpsNeverLoseHeadroom() throws {
    for seed in 0..<100 {
      let folder = try RandomFolder.make(seed: seed, variants: 1)
      var more = folder
      more.designs[0].slots[1].quantity += 1
      more.designs[0].slots[5].quantity += 1
      let (folderValues, moreValues) = (Self.measures(folder), Self.measures(more))
      for quantity in [
        Quantity.powerHeadroom, .shelfLoadHeadroom, .sparePowerShelves, .coolingHeadroom,
        .flowHeadroom, .spareCDUs,
      ] {
        #expect(
          Self.value(quantity, of: moreValues) >= Self.value(quantity, of: folderValues) - 1e-9,
          "seed \(seed) \(quantity)")
      }
    }
  }

  @Test func warmerSupplyNeverNeedsLessFlow() throws {
    for seed in 0..<100 {
      let folder = try RandomFolder.make(seed: seed, variants: 1)
      var flow = 0.0
      for supply in [20.0, 30, 40, 50, 55] {
        var warm = folder
        warm.generations[0].conditions.coolantSupplyC = supply
        let needed = Self.value(.coolantFlow, of: Self.measures(warm))
        #expect(needed >= flow, "seed \(seed)")
        flow = needed
      }
    }
  }

  @Test func aLooserBoundIsMetWhereAStricterOneIs() throws {
    for seed in 0..<100 {
      let folder = try RandomFolder.make(seed: seed, variants: 1)
      var loose = folder
      for index in loose.generations[0].requirements.indices {
        let isLeast = loose.generations[0].requirements[index].bound == .atLeast
        loose.generations[0].requirements[index].value *= isLeast ? 0.9 : 1.1
      }
      let strictly = DesignCheck(folder.designs[0], in: folder).verdicts
      let loosely = DesignCheck(loose.designs[0], in: loose).verdicts
      for (strict, loose) in zip(strictly, loosely) {
        #expect(!strict.isMet || loose.isMet, "seed \(seed) \(strict.requirement.id)")
        #expect(loose.penaltyCost <= strict.penaltyCost, "seed \(seed)")
      }
    }
  }

  @Test func twoClustersAreAsGoodAsOneOfTwiceTheSize() throws {
    for seed in 0..<100 {
      var folder = try RandomFolder.make(seed: seed, variants: 1)
      folder.generations[0].conditions.spareCDUs = 0
      var large = folder
      large.designs[0].clusterRacks *= 2
      large.designs[0].slots[5].quantity *= 2
      let (folderValues, largeValues) = (Self.measures(folder), Self.measures(large))
      for quantity in [
        Quantity.price, .coolingHeadroom, .flowHeadroom, .facilityPower, .assemblyTime,
        .domesticContent,
      ] {
        #expect(
          Self.isNear(
            Self.value(quantity, of: largeValues), Self.value(quantity, of: folderValues)),
          "seed \(seed) \(quantity)")
      }
    }
  }
}
