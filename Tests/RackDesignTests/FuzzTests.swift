import Program
import Testing

@testable import RackDesign

@Suite("Damaged folders")
struct FuzzTests {
  /// What loads can be computed, and nothing crashes on what does not.
  @Test func nothingCrashesAndWhatLoadsIsComputed() {
    var loaded = 0
    var refused = 0
    for seed in 0..<300 {
      var random = SeededRandom(seed: seed)
      var texts = HandFolder.texts
      texts["curves.csv"] = """
        component,curve,mode,x,y
        shelf,efficiency,,0.1,0.9
        shelf,efficiency,,0.9,0.97
        tray,least_flow,low,30,3
        tray,least_flow,low,50,5
        """
      texts["alternates.csv"] = "component,alternate\n"
      let names = texts.keys.sorted()
      var contents = texts.mapValues { Array($0.utf8) }
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let name = names[Int.random(in: 0..<names.count, using: &random)]
        let bytes = contents[name] ?? []
        contents[name] =
          seed % 2 == 0 ? Self.damage(bytes, &random) : Self.otherDigit(bytes, &random)
      }
      let result = DesignFolder.load(from: MemoryFiles(contents))
      guard let folder = result.folder else {
        refused += 1
        #expect(!result.diagnostics.isEmpty, "seed \(seed)")
        continue
      }
      loaded += 1
      for design in folder.designs {
        let check = DesignCheck(design, in: folder)
        #expect(check.verdicts.count >= folder.generations[design.generation].requirements.count)
      }
    }
    // Neither side may be empty, or nothing was tried.
    #expect(loaded > 10, "\(loaded) of 300")
    #expect(refused > 10, "\(refused) of 300")
  }

  /// Another digit in place of one: most such folders still load, with other numbers.
  private static func otherDigit(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var bytes = bytes
    let digits = bytes.indices.filter { 48...57 ~= bytes[$0] }
    guard !digits.isEmpty else { return bytes }
    bytes[digits[Int.random(in: 0..<digits.count, using: &random)]] =
      UInt8.random(in: 48...57, using: &random)
    return bytes
  }

  private static func damage(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    var bytes = bytes
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.remove(at: place)
    case 1: bytes[place] = UInt8.random(in: 32...126, using: &random)
    case 2: bytes.insert(UInt8(ascii: "9"), at: place)
    default: bytes.removeSubrange(place..<min(bytes.count, place + 12))
    }
    return bytes
  }
}
