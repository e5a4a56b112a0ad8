import Program

@testable import RackDesign

/// A small repeatable generator (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    // Wrapping is what the generator is defined by.
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// The folder by hand with other numbers, and more components of each kind.
enum RandomFolder {
  private static let base = Result { try HandFolder.folder() }

  // The seed is of the numbers; `variants` components of each kind, 1 or more.
  static func make(seed: Int, variants: Int) throws -> DesignFolder {
    var random = SeededRandom(seed: seed)
    var folder = try base.get()
    let components = folder.components
    folder.components = (0..<variants).flatMap { variant in
      components.map { vary($0, variant: variant, &random) }
    }
    folder.designs[0].slots[1].quantity = Int.random(in: 2...4, using: &random)
    folder.designs[0].slots[5].quantity = Int.random(in: 1...4, using: &random)
    folder.generations[0].modes[0].ceilingKw = Double.random(in: 15...35, using: &random)
    return folder
  }

  private static func vary(
    _ component: RackComponent, variant: Int, _ random: inout SeededRandom
  ) -> RackComponent {
    var varied = component
    func factor() -> Double { Double.random(in: 0.5...1.5, using: &random) }
    if variant > 0 { varied.id += "-\(variant)" }
    varied.powerKw = varied.powerKw.map { $0 * factor() }
    varied.electrical.supplyKw *= factor()
    varied.electrical.currentA *= factor()
    varied.cooling.coolingKw *= factor()
    varied.cooling.coolingLpm *= factor()
    varied.cooling.headKpa *= factor()
    varied.massKg *= factor()
    varied.commerce.price = (varied.commerce.price * factor()).rounded()
    varied.commerce.origin = Bool.random(using: &random) ? "US" : "TW"
    varied.commerce.domestic = varied.commerce.origin == "US" ? 1 : 0
    return varied
  }
}
