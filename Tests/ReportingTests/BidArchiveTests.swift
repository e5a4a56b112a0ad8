import Foundation
import Program
import Sourcing
import Tables
import Testing

@testable import Reporting

/// Files that are no bids, some of them meant to harm: refused with a reason.
@Suite struct BidArchiveTests {
  /// The parts of a sound workbook.
  static func parts(of path: String) throws -> [TestZip.Entry] {
    let archive = try ZipArchive(try FileAccess.read(path), limits: ArchiveLimits())
    return try archive.names.map { name in
      TestZip.Entry(name: name, bytes: try #require(try archive.read(name)))
    }
  }

  /// What is done to the parts of a sound workbook, and the code of the refusal.
  struct Attack: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var code: String
    var change: @Sendable ([TestZip.Entry]) -> [TestZip.Entry]

    init(
      _ name: String, _ code: String,
      _ change: @escaping @Sendable ([TestZip.Entry]) -> [TestZip.Entry]
    ) {
      testDescription = name
      self.code = code
      self.change = change
    }

    /// Adds a file.
    static func adding(
      _ name: String, _ code: String, file: String, bytes: [UInt8] = [1, 2, 3]
    ) -> Attack {
      Attack(name, code) { $0 + [TestZip.Entry(name: file, bytes: bytes)] }
    }

    /// Replaces text in a part.
    static func text(
      _ name: String, _ code: String, part: String, _ old: String, _ new: String
    ) -> Attack {
      Attack(name, code) { entries in
        entries.map { entry in
          guard entry.name == part else { return entry }
          var entry = entry
          let text = String(decoding: entry.bytes, as: UTF8.self)
          entry.bytes = Array(text.replacing(old, with: new).utf8)
          return entry
        }
      }
    }
  }

  static let attacks: [Attack] = [
    .adding("macros", "bid.xlsx.macros", file: "xl/vbaProject.bin"),
    .text(
      "a workbook for macros", "bid.xlsx.macros", part: "[Content_Types].xml", "sheet.main+xml",
      "sheet.macroEnabled.main+xml"),
    .adding("an archive within", "bid.archive.nested", file: "xl/embeddings/a.bin"),
    .adding("a zip within", "bid.archive.nested", file: "more.ZIP", bytes: [0x50, 0x4B, 3, 4]),
    .adding("a way out", "bid.archive.name", file: "../../etc/passwd"),
    .adding("a root", "bid.archive.name", file: "/etc/passwd"),
    .adding("a name twice", "bid.archive.repeated", file: "xl/workbook.xml"),
    Attack("a bomb by its own words", "bid.archive.ratio") {
      var bomb = TestZip.Entry(name: "xl/media/x.xml", bytes: [UInt8](repeating: 0, count: 1_000))
      bomb.claimedSize = 30 << 20
      bomb.method = 8
      return $0 + [bomb]
    },
    Attack("many parts of a bomb", "bid.archive.large") { entries in
      let parts = (0..<200).map { number -> TestZip.Entry in
        var part = TestZip.Entry(
          name: "xl/media/\(number).xml", bytes: [UInt8](repeating: 0, count: 4_000))
        part.claimedSize = 700_000
        part.method = 8
        return part
      }
      return entries + parts
    },
    Attack("more than it says", "bid.archive.broken") { entries in
      entries.map { entry in
        var entry = entry
        if entry.name == "xl/workbook.xml" { entry.claimedSize = 10 }
        return entry
      }
    },
    Attack("less than it says", "bid.archive.broken") { entries in
      entries.map { entry in
        var entry = entry
        if entry.name == "xl/workbook.xml" { entry.claimedSize = 100_000 }
        return entry
      }
    },
    Attack("a password", "bid.archive.encrypted") { entries in
      entries.map { entry in
        var entry = entry
        entry.flags = 1
        return entry
      }
    },
    Attack("too many files", "bid.archive.entries") { entries in
      entries + (0..<1_000).map { TestZip.Entry(name: "x/\($0)", bytes: []) }
    },
    .text(
      "entities that swell", "bid.xml.doctype", part: "xl/worksheets/sheet2.xml", "<worksheet",
      "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;\">]><worksheet"),
    .text(
      "entities of the disk", "bid.xml.doctype", part: "xl/sharedStrings.xml", "<sst",
      "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><sst"),
    .text(
      "broken XML", "bid.xml.form", part: "xl/worksheets/sheet3.xml", "</sheetData>", "</sheet>"),
    Attack("depth", "bid.xml.depth") { entries in
      entries.map { entry in
        guard entry.name == "xl/worksheets/sheet3.xml" else { return entry }
        var entry = entry
        let many = String(repeating: "<a>", count: 5_000)
        entry.bytes = Array(
          "<worksheet>\(many)\(many.replacing("<", with: "</"))</worksheet>".utf8)
        return entry
      }
    },
    .text(
      "a text that is not there", "bid.xlsx.sheet", part: "xl/worksheets/sheet2.xml",
      "t=\"s\"><v>", "t=\"s\"><v>9"),
    .text(
      "a cell twice", "bid.xlsx.sheet", part: "xl/worksheets/sheet2.xml", "r=\"B2\"", "r=\"A2\""),
    Attack("a part that is missing", "bid.xlsx.part") {
      $0.filter { $0.name != "xl/workbook.xml" }
    },
    Attack("another document", "bid.xlsx.part") { entries in
      entries.filter { $0.name == "[Content_Types].xml" }
    },
  ]

  private func refusal(_ bids: BidEvent, _ bytes: [UInt8], name: String = "bid.xlsx") throws
    -> String
  {
    let path = bids.folder("attack/" + name)
    try FileAccess.makeFolder(bids.folder("attack"))
    try FileAccess.write(bytes, to: path)
    let fault = try #require(throws: BidFileFault.self) { try BidFile.read(path) }
    #expect(fault.diagnostics.count == 1 && fault.diagnostics[0].file == name)
    return fault.diagnostics[0].code
  }

  @Test(arguments: attacks)
  func attackIsRefused(attack: Attack) throws {
    let bids = try BidEvent()
    let path = bids.folder("sound.xlsx")
    try BidSheetWriter.write(try bids.sheet(), to: path)
    let parts = try Self.parts(of: path)
    // What the attack is made of is sound without it.
    let sound = bids.folder("again.xlsx")
    try FileAccess.write(TestZip.archive(parts), to: sound)
    #expect(try BidFile.read(sound).grids.count == 10)
    #expect(try refusal(bids, TestZip.archive(attack.change(parts))) == attack.code)
  }

  @Test func otherFilesAreRefused() throws {
    let bids = try BidEvent()
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]
    #expect(try refusal(bids, compound) == "bid.file.compound")
    #expect(try refusal(bids, []) == "bid.archive.broken")
    #expect(try refusal(bids, Array("not a workbook".utf8)) == "bid.archive.broken")
    #expect(try refusal(bids, [0x50, 0x4B, 3, 4]) == "bid.archive.broken")
    #expect(try refusal(bids, [0xFF, 0xFE, 0x41, 0], name: "bid.csv") == "bid.file.encoding")
    #expect(try refusal(bids, [1, 2], name: "bid.pdf") == "bid.file.kind")
    #expect(try refusal(bids, TestZip.archive([]), name: "bid.zip") == "bid.archive.broken")
    let path = bids.folder("sound.xlsx")
    try BidSheetWriter.write(try bids.sheet(), to: path)
    let bytes = try FileAccess.read(path)
    for count in [4, 100, bytes.count / 2, bytes.count - 1] {
      #expect(try refusal(bids, Array(bytes.prefix(count))) == "bid.archive.broken", "\(count)")
    }
    let missing = #expect(throws: BidFileFault.self) { try BidFile.read(bids.folder("no.xlsx")) }
    #expect(missing?.diagnostics.map(\.code) == ["bid.file.missing"])
  }

  /// 100 MB are refused by the size alone: the file is a hole of which nothing is read.
  @Test func hugeFileIsNotRead() throws {
    let bids = try BidEvent()
    for name in ["big.xlsx", "big.csv"] {
      let path = bids.folder(name)
      try FileAccess.write([0x50, 0x4B, 3, 4], to: path)
      let status = unsafe truncate(path, 100 << 20)
      try #require(status == 0)
      let fault = #expect(throws: BidFileFault.self) { try BidFile.read(path) }
      #expect(fault?.diagnostics.map(\.code) == ["bid.file.large"])
    }
  }

  static let formats: [(String, Bool)] = [
    ("General", false), ("0.00", false), ("yyyy-mm-dd", true), ("d/m/yy", true), ("[h]:mm", true),
    ("[Red]0", false), ("0 \"days\"", false), ("\\d0", false), ("[$-409]d-mmm", true), ("@", false),
  ]

  @Test(arguments: formats)
  func dateFormatsAreKnown(code: String, expected: Bool) {
    #expect(WorkbookReader.isDate(code) == expected)
  }

  // MARK: Mutations

  /// Whatever is done to a sheet, an import ends with all of the bid or nothing of it.
  @Test func mutationsNeverTakeAPart() throws {
    var taken = 0
    var refused = 0
    var unreadable = 0
    for seed in 0..<200 {
      let bids = try BidEvent()
      try mutate(bids, seed: seed)
      let before = try bids.files()
      do {
        let result = try bids.take(try BidFile.read(bids.folder("bid.xlsx")))
        if result.isSound {
          taken += 1
          try expectWhole(result, bids, before: before, seed: seed)
        } else {
          refused += 1
          #expect(try bids.files() == before, "seed \(seed)")
          #expect(result.diagnostics.contains { $0.severity == .error }, "seed \(seed)")
        }
      } catch let fault as BidFileFault {
        unreadable += 1
        #expect(!fault.diagnostics.isEmpty, "seed \(seed)")
        #expect(try bids.files() == before, "seed \(seed)")
      }
      #expect(try bids.folder.names("event").allSatisfy { !$0.hasPrefix(".") }, "seed \(seed)")
    }
    // The mutations reach all three ends.
    #expect(taken >= 15 && refused >= 15 && unreadable >= 15, "\(taken) \(refused) \(unreadable)")
  }

  /// Writes a sheet with a new line and spoils it.
  private func mutate(_ bids: BidEvent, seed: Int) throws {
    var random = TestRandom(seed: seed)
    var sheet = try bids.sheet()
    try sheet.fill(.lines, "alpha.shelf", "bid", .text("yes"))
    try sheet.fill(.steps, "alpha.shelf", "price", .number(1450))
    let path = bids.folder("bid.xlsx")
    try BidSheetWriter.write(sheet, to: path)
    var bytes = try FileAccess.read(path)
    if seed % 4 == 0 {
      for _ in 0...random.below(8) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
    } else {
      var parts = try Self.parts(of: path)
      for _ in 0...random.below(2) { random.mutate(&parts) }
      bytes = TestZip.archive(parts)
    }
    try FileAccess.write(bytes, to: path)
  }

  /// What was written is what was announced, the event is sound, and the other supplier's lines are
  /// there.
  private func expectWhole(
    _ result: BidImport, _ bids: BidEvent, before: [String: String], seed: Int
  ) throws {
    let after = try bids.files()
    for file in result.files {
      #expect(after[file.name].map { Array($0.utf8) } == file.bytes, "seed \(seed)")
    }
    let changed = Set(after.filter { before[$0.key] != $0.value }.keys)
    #expect(changed == Set(result.files.map(\.name)), "seed \(seed)")
    let beta = try bids.event().lines.filter { $0.supplier.position == 1 }
    #expect(beta.map(\.id) == ["b-1", "b-2"], "seed \(seed)")
  }
}

/// Random numbers of a test, the same for the same seed.
struct TestRandom {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

  /// A whole number from 0 to `bound` - 1.
  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }

  /// Changes a cell, a number, a tag or a byte in one of the sheets.
  mutating func mutate(_ parts: inout [TestZip.Entry]) {
    let texts = parts.indices.filter {
      parts[$0].name.hasPrefix("xl/worksheets/") || parts[$0].name.hasSuffix("Strings.xml")
        || parts[$0].name == "xl/workbook.xml" || parts[$0].name == "xl/styles.xml"
    }
    let part = texts[below(texts.count)]
    let text = String(decoding: parts[part].bytes, as: UTF8.self)
    let swaps = [
      ("<v>", "<v>-"), ("<v>", "<v>9"), ("<v>", "<f>1+1</f><v>"), ("t=\"s\"", "t=\"e\""),
      ("t=\"s\"", "t=\"n\""), ("t=\"s\"", "t=\"b\""), ("<c ", "<d "), ("</row>", ""),
      ("r=\"B", "r=\"C"), ("r=\"2\"", "r=\"7\""), ("alpha", "beta"), ("pump", "pomp"),
      ("yes", "no"), ("</v>", "e99</v>"), ("</v>", ".5</v>"), ("0", "1"), ("<t>", "<t>&#10;"),
      ("sheetId=\"2\"", "sheetId=\"3\""), ("Lines", "Rows"), ("</sheetData>", ""),
      (
        "</sheetData>",
        "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A2:B3\"/></mergeCells>"
      ),
    ]
    let (old, new) = swaps[below(swaps.count)]
    var places: [Range<String.Index>] = []
    var start = text.startIndex
    while let range = text[start...].firstRange(of: old) {
      places.append(range)
      start = range.upperBound
    }
    guard !places.isEmpty else {
      parts[part].bytes[below(parts[part].bytes.count)] = UInt8(below(256))
      return
    }
    let place = places[below(places.count)]
    parts[part].bytes = Array(text.replacingCharacters(in: place, with: new).utf8)
  }
}
