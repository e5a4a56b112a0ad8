import Foundation
import Program
import Tables
import Testing

/// Damages files in ways that people, spreadsheets, mail and disks do.
private struct Damage {
  var rng: RandomSource

  mutating func damage(_ files: inout [String: [UInt8]]) {
    let name = rng.pick(files.keys.sorted())
    var bytes = files[name] ?? []
    for _ in 0..<rng.int(1..<4) { bytes = damaged(bytes) }
    files[name] = bytes
    if rng.oneIn(40) { files[name] = nil }
  }

  private mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return [UInt8(rng.int(0..<256))] }
    var bytes = bytes
    let place = rng.int(0..<bytes.count)
    switch rng.int(0..<16) {
    case 0: bytes[place] ^= 1 << UInt8(rng.int(0..<8))
    case 1: bytes.removeSubrange(place...)
    case 2: bytes.insert(UInt8(ascii: "\""), at: place)
    case 3: bytes.insert(0, at: place)
    case 4: bytes = [0xEF, 0xBB, 0xBF] + bytes
    case 5: bytes = Array(String(decoding: bytes, as: UTF8.self).replacing("\n", with: "\r\n").utf8)
    case 6: bytes.insert(contentsOf: Array("9e999".utf8), at: place)
    case 7: bytes.insert(contentsOf: Array(repeating: UInt8(ascii: "7"), count: 400), at: place)
    case 8:
      bytes.insert(
        contentsOf: Array(rng.pick(["-", ",", "\r", "*", "[", "{", ": ", "\t", "é"]).utf8),
        at: place)
    case 9, 10:
      bytes = lines(bytes) { rng, lines in
        lines.insert(rng.pick(lines), at: rng.int(0..<lines.count))
      }
    case 11: bytes = lines(bytes) { rng, lines in lines.remove(at: rng.int(0..<lines.count)) }
    case 12: bytes = cells(bytes) { rng, cells in cells.remove(at: rng.int(0..<cells.count)) }
    case 13: bytes = cells(bytes) { rng, cells in cells.append(rng.pick(cells)) }
    case 14:
      bytes = cells(bytes) { rng, cells in
        cells.swapAt(rng.int(0..<cells.count), rng.int(0..<cells.count))
      }
    default:
      bytes = cells(bytes) { rng, cells in
        cells[rng.int(0..<cells.count)] =
          Array(
            rng.pick([
              "", "0", "-1", "1e15", "2026-13-01", "9999-12-31", "0001-01-01", "rack-1", "US",
              "base", "0x1p3", "NaN", "1e-320",
            ]).utf8)[...]
      }
    }
    return bytes
  }

  private mutating func lines(
    _ bytes: [UInt8], _ change: (inout RandomSource, inout [ArraySlice<UInt8>]) -> Void
  ) -> [UInt8] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    change(&rng, &lines)
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private mutating func cells(
    _ bytes: [UInt8], _ change: (inout RandomSource, inout [ArraySlice<UInt8>]) -> Void
  ) -> [UInt8] {
    lines(bytes) { rng, lines in
      let line = rng.int(0..<lines.count)
      var cells = lines[line].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      change(&rng, &cells)
      lines[line] = Array(cells.joined(separator: [UInt8(ascii: ",")]))[...]
    }
  }
}

/// Loads damaged files and checks what must hold whatever they are.
private func expectAnswer(_ files: [String: [UInt8]], _ label: String) {
  let result = BuildProgram.load(from: MemoryFiles(files))
  #expect((result.program == nil) == !result.errors.isEmpty, "\(label)")
  for diagnostic in result.diagnostics {
    #expect(DiagnosticCatalog.knows(diagnostic.code), "\(label): \(diagnostic.code)")
    #expect(diagnostic.line >= 1 && diagnostic.column >= 1, "\(label): \(diagnostic.brief)")
    #expect(!diagnostic.rendered.isEmpty && !diagnostic.message.contains("\n"), "\(label)")
  }
  guard let program = result.program else { return }
  #expect(BuildProgram.load(from: program.makeFiles()).program == program, "\(label)")
}

@Test(arguments: 0..<10)
func damagedFoldersGiveAProgramOrErrors(block: Int) {
  let base = richFolder.mapValues { Array($0.utf8) }
  for seed in block * 60..<(block + 1) * 60 {
    var damage = Damage(rng: RandomSource(seed: seed))
    var files = base
    for _ in 0..<damage.rng.int(1..<3) { damage.damage(&files) }
    expectAnswer(files, "seed \(seed)")
  }
}

@Test func damagedExamplesGiveAProgramOrErrors() throws {
  for (name, base) in try exampleFolders().sorted(by: { $0.key < $1.key }) {
    for seed in 0..<25 {
      var damage = Damage(rng: RandomSource(seed: 10_000 + seed))
      var files = base
      damage.damage(&files)
      expectAnswer(files, "\(name), seed \(seed)")
    }
  }
}

@Test(arguments: [
  String(repeating: "\"", count: 20_001), String(repeating: "\"\"\"\n", count: 5_000),
  String(repeating: "\"\n", count: 5_001), String(repeating: ",", count: 20_000),
  String(repeating: "item\n", count: 5_000),
  "item,kind\n" + String(repeating: "a,part\n", count: 5_000),
])
func hostileTablesAreAnsweredInTime(text: String) {
  var folder = richFolder
  folder["items.csv"] = text
  expectAnswer(folder.mapValues { Array($0.utf8) }, String(text.prefix(9)))
}

@Test(arguments: [
  String(repeating: "- ", count: 5_000), String(repeating: "[", count: 50_000),
  String(repeating: "{a: ", count: 5_000), String(repeating: "? ", count: 5_000),
  (0..<3_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
  "a: &a [1]\n" + (0..<8).map { "? [*a, *a]\n: \($0)\n" }.joined(),
  "? {a: b}\n: c\n? {a: b}\n: d\n",
  "name: !!binary x\nname: &x y\n<<: *x\n", "--- a\n--- b\n", "%YAML 9.9\n---\na: b\n",
  "a: b\na : c\n\"a\": d\n'a': e\n", "format: 1\nformat: 1\nformat: 1\nname: x\n",
])
func hostileSettingsAreAnsweredInTime(text: String) {
  var folder = richFolder
  folder["program.yaml"] = text
  expectAnswer(folder.mapValues { Array($0.utf8) }, String(text.prefix(9)))
}

@Test func damagedOverridesGiveAProgramOrErrors() {
  let texts = [
    "capacity.line-a*=1.2", "offers.*.lead_days+=28", "program.start+=7", "bom.*.quantity=2",
    "policies.dual.value-=1", "lanes.plant-a/*.days=3", "demand.first.site=dc-b",
  ]
  for seed in 0..<300 {
    var rng = RandomSource(seed: seed)
    var scalars = Array(rng.pick(texts).unicodeScalars)
    for _ in 0..<rng.int(1..<4) {
      let place = rng.int(0..<scalars.count)
      switch rng.int(0..<3) {
      case 0: scalars.remove(at: place)
      case 1: scalars.insert(rng.pick(Array("=*?./-9e é\n".unicodeScalars)), at: place)
      default: scalars[place] = rng.pick(Array("=*?./+-0a".unicodeScalars))
      }
      if scalars.isEmpty { scalars = ["="] }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    let result = load(richFolder, overrides: [String(text)])
    #expect((result.program == nil) == !result.errors.isEmpty, "seed \(seed)")
    #expect(result.diagnostics.allSatisfy { DiagnosticCatalog.knows($0.code) }, "seed \(seed)")
  }
}
