import Foundation
import Program
import Sourcing
import Tables
import Testing

@testable import Reporting

/// A tiny event with everything that releases speak of.
private let tiny: [String: String] = [
  "event.yaml": """
  format: 1
  event: tiny-2026
  title: Racks and rails
  buyer: Made-up Buyer
  ocid_prefix: ocds-a1b2c3
  publication_uri: https://buyer.example/releases.json
  published: 2026-01-05T09:00-06:00
  questions_until: 2026-01-20T17:00:00-06:00
  deadline: 2026-01-31T17:00:00-06:00
  selection: 2026-03-01
  quality_value: 2.5

  """,
  "lots.csv": "lot,title,pillar,category\npower,Power,datacenter,power\nrails,,datacenter,\n",
  "items.csv": """
  item,lot,quantity,whole,unit,need_by,hts,unmet_cost,specification
  rack,power,100,,each,2026-06-01,85044095,,A rack of 48 V
  rail,rails,12.5,false,m,,,1,

  """,
  "suppliers.csv": """
  supplier,name,country,region,lei,quality,fixed_cost
  a,Made-up Alpha,US,Texas,00000000000000000A01,7,40
  b,,TW,,,5,

  """,
  "lines.csv": "line,supplier,item,fixed_cost,freight\nla,a,rack,100,1\nlb,b,rack,,\n",
  "steps.csv": "line,from_quantity,price\nla,0,10.25\nlb,0,12\n",
  "discounts.csv": "discount,supplier,basis\nd,a,spend\n",
  "discount_tiers.csv": "discount,at_least,rate\nd,500,0.1\n",
  "criteria.csv": "criterion,pillar,weight,meaning\nquality,datacenter,3,how well it is made\n",
  "questions.csv": """
  question,text,asked,supplier,lot,answer,answered,published
  q1,"Is a ""sample"" wanted?",2026-01-10,b,power,One sample.,2026-01-12,
  q2,Between us?,2026-01-11,a,,No.,2026-01-12,false
  q3,Which colour?,2026-02-02,,,,,

  """,
]

private func tinyEvent(_ changes: [String: String] = [:]) throws -> Event {
  let result = Event.load(from: MemoryFiles(texts: tiny.merging(changes) { $1 }))
  return try #require(result.event, "\(result.diagnostics.map(\.summary))")
}

/// All racks from `a`, no rails.
private func award(_ event: Event) throws -> Choice {
  try Choice(lines: [(line: "la", units: "100")], bundles: [], of: event)
}

private let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// What the public validator says about a document, and its exit status.
private func validated(_ text: String) throws -> (status: Int32, output: String) {
  let python = checkout.appending(path: ".setup/validators/bin/python")
  try #require(
    FileManager.default.isExecutableFile(atPath: python.path),
    "Scripts/set-up.sh tests unpacks the validator")
  let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
  try Data(text.utf8).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  let process = Process()
  process.executableURL = python
  process.arguments = [checkout.appending(path: "Tests/Oracle/validate_ocds.py").path, file.path]
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}

@Suite struct OpenContractingTests {
  /// With `RECORD_GOLDEN=1` the file is written anew, and the test fails.
  @Test func releasesOfATinyEvent() throws {
    let event = try tinyEvent()
    let text = try OpenContractingPackage(event, award: award(event)).json.text(isPretty: true)
    let file = checkout.appending(path: "Tests/ReportingTests/Golden/open-contracting.json")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(file.path)")
    }
    #expect(try text == String(decoding: Data(contentsOf: file), as: UTF8.self))
  }

  @Test func publicValidatorPasses() throws {
    let event = try tinyEvent()
    for choice in [nil, try award(event)] {
      let package = try OpenContractingPackage(event, award: choice)
      let result = try validated(package.json.text(isPretty: false))
      #expect(result.status == 0, "\(result.output)")
    }
    let bare = try self.bare()
    let result = try validated(OpenContractingPackage(bare, award: nil).json.text(isPretty: true))
    #expect(result.status == 0, "\(result.output)")
  }

  /// An event that says as little as releases allow.
  private func bare() throws -> Event {
    let settings = "format: 1\nevent: bare\nbuyer: B\npublished: 2026-01-05 09:00z\n"
    return try tinyEvent([
      "event.yaml": settings, "questions.csv": "question,text,asked\n",
      "criteria.csv": "criterion,weight\n",
    ])
  }

  /// The validator finds what is wrong: what it passes means something.
  @Test(arguments: [
    ("\"ocid\":\"ocds-a1b2c3-tiny-2026\",", "", "'ocid' is missing"),
    ("\"status\":\"complete\"", "\"status\":\"done\"", "status"),
    ("2026-03-01T00:00:00Z", "2026-03-01", "date"),
    ("\"relatedLot\":\"power\"", "\"relatedLott\":\"power\"", "unknown field"),
    ("\"quantity\":12.5", "\"quantity\":\"12.5\"", "quantity"),
  ])
  func publicValidatorFindsFaults(old: String, new: String, word: String) throws {
    let event = try tinyEvent()
    let text = try OpenContractingPackage(event, award: award(event)).json.text(isPretty: false)
    let broken = text.replacing(old, with: new)
    #expect(broken != text)
    let result = try validated(broken)
    #expect(result.status == 1 && result.output.contains(word), "\(result.output)")
  }

  /// 100 at 10.25 less 10 %, and 100 of tooling: freight and qualifying are not the supplier's.
  @Test func valueOfAnAwardByHand() throws {
    let event = try tinyEvent()
    let winners = AwardedSupplier.all(of: try award(event), event)
    #expect(winners.map(\.value.double) == [1022.5])
    #expect(winners[0].lots.map(\.position) == [0])
  }

  @Test func nobodyLearnsWhoAskedOrLost() throws {
    let event = try tinyEvent()
    let text = try OpenContractingPackage(event, award: award(event)).json.text(isPretty: true)
    #expect(!text.contains("supplier-b") && !text.contains("Between us?"))
    #expect(text.contains("Is a \\\"sample\\\" wanted?"))
  }

  /// Four releases, in the order of their dates; the last question came after the deadline.
  @Test func datesAreTheEvents() throws {
    let event = try tinyEvent()
    let package = try OpenContractingPackage(event, award: award(event))
    guard case .array(let releases)? = package.json["releases"] else {
      Issue.record("no releases")
      return
    }
    #expect(
      releases.map { $0["date"] } == [
        "2026-01-05T09:00:00-06:00", "2026-01-05T09:00:00-06:00", "2026-02-02T00:00:00Z",
        "2026-03-01T00:00:00Z",
      ])
    let update = try tinyEvent(["questions.csv": "question,text,asked\n"])
    let without = try OpenContractingPackage(update, award: nil)
    #expect(without.json["publishedDate"] == "2026-01-31T17:00:00-06:00")
    let bare = try OpenContractingPackage(try bare(), award: nil)
    #expect(bare.json["publishedDate"] == "2026-01-05T09:00:00Z")
    #expect(bare.json["uri"] == "urn:x-millwright:open-contracting:bare")
  }

  @Test func whatIsMissingIsNamed() throws {
    let event = try tinyEvent(["event.yaml": "format: 1\nevent: bare\n"])
    #expect(throws: OpenContractingPackage.Missing(keys: ["published", "buyer"])) {
      try OpenContractingPackage(event, award: nil)
    }
    #expect(throws: OpenContractingPackage.Missing(keys: ["published", "buyer", "selection"])) {
      try OpenContractingPackage(event, award: award(event))
    }
  }

  @Test func awardsOfOtherEventsAreRefused() throws {
    let event = try tinyEvent()
    #expect(throws: ChoiceFault.unknownLine("lx")) {
      try Choice(lines: [(line: "lx", units: "1")], bundles: [], of: event)
    }
    #expect(throws: ChoiceFault.unknownBundle("p")) {
      try Choice(lines: [], bundles: ["p"], of: event)
    }
    #expect(throws: ChoiceFault.units("la", "many")) {
      try Choice(lines: [(line: "la", units: "many")], bundles: [], of: event)
    }
  }
}
