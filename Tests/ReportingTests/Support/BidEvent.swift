import Foundation
import Program
import Sourcing
import Tables
import Testing

@testable import Reporting

/// An event folder on disk with two suppliers, for bids.
///
/// Alpha has bid a line with two steps, a bundle, a discount and a capacity; beta's rows stand
/// between and after alpha's, written in a form of their own.
struct BidEvent {
  let folder: Folder

  static let texts: [String: String] = [
    "event.yaml": """
    format: 1
    event: spring-call
    title: Spring call
    selection: 2026-05-01

    """,
    "lots.csv": "lot,title,category\ncooling,Liquid cooling,cooling\npower,Power shelves,power\n",
    "items.csv": """
    item,lot,quantity,unit,need_by,specification
    pump,cooling,1000,each,2026-09-01,"Coolant pump, 60 l/min"
    hose,cooling,5000,m,,
    shelf,power,800,each,2026-10-01,33 kW shelf

    """,
    "demand_profile.csv": "item,from,to,quantity\npump,2026-07-01,2026-12-31,1000\n",
    "suppliers.csv": "supplier,name,country\nalpha,Alpha Works,US\nbeta,Beta Works,TW\n",
    "lines.csv": """
    line,supplier,item,minimum,lead_days,origin,made_at,valid_to,quality
    alpha.pump,alpha,pump,100,60,US,Ohio,2026-12-31,7
    "b-1",beta,"pump",0,30,TW,"Taipei, TW",,

    b-2,beta,shelf,,030,TW,,,
    alpha.hose,alpha,hose,,,US,,,

    """,
    "steps.csv": """
    line,from_quantity,price,kind
    alpha.pump,0,120,incremental
    alpha.pump,500,110.5,incremental
    b-1,0,99.90,
    b-2,0,1500,
    alpha.hose,0,4.25,

    """,
    "bundles.csv": "bundle,supplier,price,exclusive\nalpha.set,alpha,150000,set\n",
    "bundle_items.csv": "bundle,item,quantity\nalpha.set,pump,1000\nalpha.set,hose,5000\n",
    "discounts.csv": "discount,supplier,basis,over\nalpha.vol,alpha,units,cooling\n",
    "discount_tiers.csv": "discount,at_least,rate\nalpha.vol,1000,0.02\nalpha.vol,3000,0.05\n",
    "capacities.csv": "supplier,items,maximum,from,to\nalpha,pump,600,2026-07-01,2026-09-30\n",
    "criteria.csv": "criterion,weight,meaning\nquality,3,How you keep quality\n",
    "answers.csv":
      "supplier,criterion,answer,documents\nalpha,quality,We test every pump,iso-9001.pdf\n",
  ]

  /// What `event.yaml` says more where the event has a deadline.
  static let closing = [
    "event.yaml": texts["event.yaml", default: ""]
      + "deadline: 2026-03-31T17:00:00-05:00\n"
  ]

  init(_ changes: [String: String] = [:]) throws {
    folder = try Folder()
    for (name, text) in Self.texts.merging(changes, uniquingKeysWith: { $1 }) {
      try folder.write(text, to: "event/" + name)
    }
  }

  var path: String { folder("event") }

  /// A digest that tells texts apart, which is all that is asked of it here.
  static func digest(_ bytes: [UInt8]) -> String { "crc-\(TestZip.checkSum(bytes))" }

  func event() throws -> Event {
    let result = Event.load(from: try EventFolder(path: path))
    return try #require(result.event, "\(result.diagnostics.map(\.summary))")
  }

  /// The sheet of a supplier.
  func sheet(_ supplier: String = "alpha", lots: Set<String> = []) throws -> BidSheet {
    let event = try event()
    let source = try BidSheetSource(
      event: event, folder: try EventFolder(path: path), digest: Self.digest)
    let index = try #require(
      event.suppliers.rowIndices.first { event.suppliers[$0].id == supplier })
    return source.sheet(for: index, lots: lots)
  }

  /// Writes a workbook and reads it back.
  func returned(_ sheet: BidSheet) throws -> BidWorkbook {
    let path = folder("bid.xlsx")
    try BidSheetWriter.write(sheet, to: path)
    return try BidFile.read(path)
  }

  /// When bids come unless a test says otherwise.
  static let inTime = "2026-03-30T09:00:00-05:00"

  static func arrival(
    _ received: String = inTime, late: String? = nil
  ) throws -> BidArrival {
    BidArrival(received: try #require(Moment(received)), reasonIfLate: late)
  }

  @discardableResult
  func take(
    _ workbook: BidWorkbook, supplier: String? = nil, received: String = inTime,
    late: String? = nil, isDryRun: Bool = false
  ) throws -> BidImport {
    let importer = BidImporter(folder: try EventFolder(path: path), digest: Self.digest)
    return try importer.run(
      workbook, supplier: supplier, arrival: try Self.arrival(received, late: late),
      isDryRun: isDryRun
    ).result
  }

  /// Every file of the event by name.
  func files() throws -> [String: String] {
    var files: [String: String] = [:]
    for name in try folder.names("event") {
      files[name] = try folder.text("event/" + name)
    }
    return files
  }
}

extension BidSheet {
  /// Puts a cell into the row of `part` whose first cell is `name`, or into the row at `row`.
  mutating func fill(
    _ part: BidPart, _ name: String, _ column: String, _ cell: Cell, row: Int? = nil
  ) throws {
    let table = try #require(tables.firstIndex { $0.part == part })
    let position = try #require(part.columns.firstIndex { $0.key == column })
    let row = try #require(
      row ?? tables[table].rows.firstIndex { $0.first == .text(name) }, "no row \(name)")
    while tables[table].rows.count <= row {
      tables[table].rows.append(Array(repeating: .empty, count: part.columns.count))
    }
    tables[table].rows[row][position] = cell
  }

  /// Appends a row.
  mutating func add(_ part: BidPart, _ cells: [String: Cell]) throws {
    let table = try #require(tables.firstIndex { $0.part == part })
    tables[table].rows.append(part.columns.map { cells[$0.key] ?? .empty })
  }
}
