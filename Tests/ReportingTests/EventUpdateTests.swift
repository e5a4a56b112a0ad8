import Foundation
import Program
import Sourcing
import Testing

@testable import Reporting

/// Imports that are interrupted.
@Suite struct EventUpdateTests {
  private let new: [(name: String, bytes: [UInt8])] = [
    ("lines.csv", Array("line,supplier,item\nn,beta,pump\n".utf8)),
    ("steps.csv", Array("line,from_quantity,price\nn,0,7\n".utf8)),
    ("extra.csv", Array("x\n".utf8)),
  ]

  /// Stops an update after it was declared valid and `count` of its files were moved.
  private func interrupt(_ bids: BidEvent, after count: Int) throws {
    let update = try EventUpdate(folder: bids.path)
    defer { update.end() }
    try update.stage(new)
    try update.commit()
    if count > 0 { try update.finish(atMost: count) }
  }

  @Test func beforeItCountsItIsTakenBack() throws {
    let bids = try BidEvent()
    let before = try bids.files()
    let update = try EventUpdate(folder: bids.path)
    try update.stage(new)
    update.end()
    let folder = try EventFolder(path: bids.path)
    #expect(try folder.names() == before.keys.sorted())
    #expect(try folder.bytes(of: "lines.csv") == before["lines.csv"].map { Array($0.utf8) })
    let importer = BidImporter(folder: folder, digest: BidEvent.digest)
    let workbook = try bids.returned(try bids.sheet())
    let outcome = try importer.run(
      workbook, supplier: nil, arrival: try BidEvent.arrival(), isDryRun: false)
    #expect(outcome.recovered?.contains("taken back") == true)
    #expect(try bids.files() == before)
  }

  @Test(arguments: 0...2)
  func afterItCountsItIsFinished(count: Int) throws {
    let bids = try BidEvent()
    try interrupt(bids, after: count)
    // Whoever reads now reads the new state, though not all of it is in place.
    let folder = try EventFolder(path: bids.path)
    for file in new { #expect(try folder.bytes(of: file.name) == file.bytes) }
    #expect(try folder.names().contains("extra.csv"))
    let update = try EventUpdate(folder: bids.path)
    #expect(try update.recover() == .finished)
    #expect(try update.recover() == .nothing)
    update.end()
    let after = try bids.files()
    for file in new { #expect(after[file.name].map { Array($0.utf8) } == file.bytes) }
    #expect(after["bundles.csv"] == BidEvent.texts["bundles.csv"])
    #expect(try bids.folder.names("event").allSatisfy { !$0.hasPrefix(".") })
  }

  @Test func dryRunLeavesTheRestAsItIs() throws {
    let bids = try BidEvent([
      "bundles.csv": "bundle,supplier,price\n", "bundle_items.csv": "bundle,item,quantity\n",
      "discounts.csv": "discount,supplier,basis\n",
      "discount_tiers.csv": "discount,at_least,rate\n",
    ])
    try interrupt(bids, after: 1)
    let before = try bids.folder.names("event")
    let importer = BidImporter(
      folder: try EventFolder(path: bids.path), digest: BidEvent.digest)
    let workbook = try bids.returned(try bids.sheet("beta"))
    let outcome = try importer.run(
      workbook, supplier: nil, arrival: try BidEvent.arrival(), isDryRun: true)
    #expect(outcome.result.isSound && outcome.recovered == nil)
    #expect(try bids.folder.names("event") == before)
  }
}
