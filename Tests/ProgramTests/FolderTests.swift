import Program
import Tables
import Testing

/// A folder whose disk fails.
private struct BrokenFiles: ProgramFiles {
  struct Broken: Error {}
  func names() throws -> [String] { throw Broken() }
  func bytes(of name: String) throws -> [UInt8]? { throw Broken() }
}

@Test func missingFilesAreAllNamed() {
  let result = load([:])
  #expect(
    result.diagnostics.map(\.brief) == [
      "program.yaml:1:1 file.missing", "items.csv:1:1 file.missing", "sites.csv:1:1 file.missing",
      "demand.csv:1:1 file.missing",
    ])
}

@Test func unreadableFilesAreErrors() {
  let result = BuildProgram.load(from: BrokenFiles())
  #expect(result.program == nil)
  #expect(Set(result.diagnostics.map(\.code)) == ["file.unreadable"])
  #expect(result.diagnostics.count == Schemas.files.count + 1)
}

@Test func aNearlyRightFileNameIsWarnedOf() {
  var folder = richFolder
  folder["tarifs.csv"] = folder.removeValue(forKey: "tariffs.csv")
  folder["notes.csv"] = "anything"
  folder["lane.csv"] = "a copy beside lanes.csv"
  let result = load(folder)
  #expect(result.diagnostics.map(\.brief) == ["tarifs.csv:1:1 file.unknown"])
  #expect(result.diagnostics.first?.suggestion == "tariffs.csv")
}

@Test(arguments: [
  ("items.csv", [] as [UInt8], "items.csv:1:1 csv.empty"),
  ("program.yaml", [], "program.yaml:1:1 yaml.empty"),
  ("program.yaml", Array("- a\n".utf8), "program.yaml:1:1 program.type"),
  ("program.yaml", Array(repeating: 0x20, count: 1 << 20 | 1), "program.yaml:1:1 yaml.size"),
  ("capacity.csv", Array("resource,d".utf8) + [0xC3, 0x28], "capacity.csv:1:11 text.utf8"),
])
func faultyFilesAreNamed(name: String, bytes: [UInt8], expected: String) {
  var files = MemoryFiles(texts: richFolder)
  files.contents[name] = bytes
  let result = BuildProgram.load(from: files)
  #expect(result.program == nil)
  #expect(result.errors.map(\.brief).contains(expected))
}

/// What spreadsheets save where commas are decimal: one fault a file, not one a cell.
@Test(arguments: [
  ("items.csv", "item;kind\nrack;product\n", "items.csv:1:5 csv.separator"),
  ("lanes.csv", "from\tto\na\tb\n", "lanes.csv:1:5 csv.separator"),
  ("lanes.csv", "from\na;b\n", "lanes.csv:1:1 lanes.header.missing"),
])
func foreignSeparatorsAreNamed(name: String, text: String, expected: String) {
  var folder = richFolder
  folder[name] = text
  #expect(load(folder).errors.first { $0.file == name }?.brief == expected)
}

@Test(arguments: ["items.csv", "lanes.csv", "program.yaml"], [Endian.little, .big])
func utf16IsNamedOnce(name: String, order: Endian) {
  let units = [0xFEFF] + Array((richFolder[name] ?? "").utf16)
  var files = MemoryFiles(texts: richFolder)
  files.contents[name] = units.flatMap { unit in
    let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    return order == .little ? bytes : bytes.reversed()
  }
  let result = BuildProgram.load(from: files)
  #expect(result.program == nil)
  #expect(result.errors.map(\.brief) == ["\(name):1:1 text.utf16"])
}

/// The order of the bytes of a unit of UTF-16.
enum Endian: Sendable { case little, big }

@Test func aFileOfNothingButFaultsIsCutShortAndSaysSo() {
  var folder = richFolder
  let count = DiagnosticList.errorLimit + 5
  folder["capacity.csv"] =
    "resource,date,per_week\n" + String(repeating: "line-x,2026-01-05,1\n", count: count)
  let errors = load(folder).errors
  #expect(errors.count == DiagnosticList.errorLimit + 1)
  #expect(errors.last?.code == "errors.more")
  #expect(errors.last?.message.hasPrefix("5 more errors") == true)
}

@Test func manyWarningsOfOneCodeAreCutShortAndSaySo() {
  var folder = richFolder
  let count = DiagnosticList.warningLimit + 7
  for row in 0..<count {
    folder["capacity.csv", default: ""] += "line-b,\(2030 + row)-01-01,1\n"
  }
  let warnings = load(folder).warnings
  #expect(warnings.filter { $0.code == "capacity.date.after" }.count == DiagnosticList.warningLimit)
  #expect(warnings.last?.code == "warnings.more")
  #expect(warnings.last?.message.hasPrefix("7 more") == true)
}

@Test func aimsWithoutSubstanceAreWarnedOf() {
  var folder = richFolder
  folder["demand.csv"] = "demand,due,quantity,late_cost,lost_cost\n"
  let idle = load(folder)
  #expect(idle.program != nil)
  #expect(idle.warnings.map(\.brief).contains("demand.csv:1:1 demand.none"))
  // Racks without any power, under a goal of power.
  var bare = [
    "items.csv": "item,kind\nrack,product\n",
    "demand.csv": "demand,item,due,quantity,late_cost,lost_cost\nd,rack,2026-02-02,1,1,1\n",
  ]
  for name in ["program.yaml", "sites.csv"] { bare[name] = richFolder[name] }
  let goal = load(bare).warnings.first { $0.code == "program.goal.idle" }
  #expect(goal?.source?.hasPrefix("goal: {measure: power") == true)
  bare["items.csv"] = "item,kind,power_kw\nrack,product,100\n"
  #expect(!load(bare).warnings.map(\.code).contains("program.goal.idle"))
}

@Test func whatNothingSuppliesIsNamedUpToTheDemand() {
  var folder = rich("offers.csv", "cdu-acme,acme,cdu", "cdu-acme,acme,chip")
  folder["stock.csv"] = "site,item,quantity\nplant-a,chip,500\n"
  folder["bom.csv"] = "parent,component,quantity\nrack-1,cdu,1\n"
  folder["operations.csv"] = "operation,site,item\nbuild-1,plant-a,rack-1\n"
  folder["loads.csv"] = nil
  let result = load(folder)
  #expect(result.program != nil)
  #expect(
    result.diagnostics.filter { $0.code != "items.unused" }.map(\.brief) == [
      "items.csv:2:1 items.unsupplied", "items.csv:3:1 items.unsupplied",
      "items.csv:5:1 items.unsupplied",
      "operations.csv:2:1 operations.component.missing", "demand.csv:2:1 demand.unmet",
      "demand.csv:3:1 demand.unmet", "demand.csv:4:1 demand.unmet", "demand.csv:5:1 demand.unmet",
    ])
}

@Test func offersDecidedAgainstAreSaidToBe() {
  var folder = [
    "items.csv": "item,kind\nrack,product\nframe,part\n",
    "bom.csv": "parent,component,quantity\nrack,frame,1\n",
    "operations.csv": "operation,site,item\nbuild,plant-a,rack\n",
    "offers.csv": "offer,supplier,item,price,origin\nframes,acme,frame,1,US\n",
    "demand.csv": "demand,item,due,quantity,late_cost,lost_cost\nd,rack,2026-02-02,1,1,1\n",
  ]
  for name in ["program.yaml", "sites.csv"] { folder[name] = richFolder[name] }
  let result = BuildProgram.load(
    from: MemoryFiles(texts: folder), overrides: ["offers.frames.awarded=false"])
  let warning = result.warnings.first { $0.file == "items.csv" && $0.line == 3 }
  #expect(
    warning?.message
      == "item 'frame' is needed but nothing supplies it: offer 'frames' is not awarded")
}

@Test func faultsOfAllFilesAreReportedAtOnce() {
  var folder = richFolder
  let faults = errorFaults.filter { $0.file.hasSuffix(".csv") && $0.expected.count == 1 }
  var files: Set<String> = []
  var expected: [String] = []
  for fault in faults where !fault.expected[0].contains(".repeated") {
    guard files.insert(fault.file).inserted else { continue }
    folder[fault.file] = fault.folder[fault.file]
    expected += fault.expected
  }
  #expect(files.count >= 12)
  let found = Set(load(folder).errors.map(\.brief))
  #expect(expected.filter { !found.contains($0) } == [])
}
