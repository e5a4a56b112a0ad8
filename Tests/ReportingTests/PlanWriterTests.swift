import Foundation
import GRDB
import Planning
import Program
import Testing

@testable import Reporting

@Suite struct PlanWriterTests {
  private func written(_ folder: Folder, _ plan: Plan = Sample.plan) throws {
    let context = RunContext(
      warnings: ["offers.csv:2:1: warning: late"], overrides: ["capacity.integration-oh*=1.2"],
      seconds: .init(load: 0.5, build: 0.25, solve: 1.5), version: "0.1", command: "millwright plan"
    )
    try PlanWriter.write(
      plan, Sample.program, to: folder("out"), context: context,
      assets: ReportAssets.find())
  }

  @Test func tablesHaveTheirColumns() throws {
    let folder = try Folder()
    try written(folder)
    let expected = [
      "orders.csv": """
      offer,site,lane_row,bucket,date,units
      shelf-oak,plant-oh,,0,2027-01-02,20
      shelf-oak,plant-oh,,1,2027-01-09,4
      shelf-jade,plant-oh,2,0,2027-01-02,60.5
      """,
      "starts.csv": """
      operation,bucket,date,units
      build-a,0,2027-01-02,10
      build-a,1,2027-01-09,8
      build-b,2,2027-01-16,2
      """,
      "dispatches.csv": """
      lane_row,from,to,item,bucket,date,units
      1,plant-oh,dc-tx,rack-a,1,2027-01-09,5
      1,plant-oh,dc-tx,rack-a,2,2027-01-16,4
      """,
      "deliveries.csv": """
      demand,site,item,mode,bucket,date,units
      fill-tx,dc-tx,rack-a,max-p,1,2027-01-09,5
      fill-tx,dc-tx,rack-a,max-q,2,2027-01-16,4
      """,
      "open.csv": """
      demand,bucket,date,quantity
      fill-tx,1,2027-01-09,2
      fill-tx,2,2027-01-16,1.4
      "spare, ""b""\",2,2027-01-16,2
      """,
      "bottlenecks.csv": """
      kind,subject,value,rent,weeks,first_date,last_date,demands
      resource,integration-oh,24,282,5,2027-01-09,2027-02-12,"fill-tx;spare, ""b""\"
      power,dc-tx,40,80,5,2027-01-02,2027-02-12,fill-tx
      policy,jade-cap,0.25,500,0,,,
      lane,2,0.125,1,1,2027-01-02,2027-01-08,
      offer_maximum,shelf-jade,0.5,0.5,0,,,
      """,
      "prices.csv": """
      kind,subject,item,bucket,date,value
      resource,integration-oh,,1,2027-01-09,12
      resource,integration-oh,,2,2027-01-16,3
      offer,shelf-jade,,0,2027-01-02,2
      power,dc-tx,,1,2027-01-09,40
      offer_maximum,shelf-jade,,,,0.5
      expansion,line-2,,,,75
      demand,fill-tx,,,,90
      demand,"spare, ""b""\",,,,20
      policy,jade-cap,,,,0.25
      item,plant-oh,shelf,0,2027-01-02,9
      item,plant-oh,shelf,1,2027-01-09,9.5
      item,plant-oh,shelf,2,2027-01-16,10
      """,
      "modules.csv": "expansion,bucket,date,count\nline-2,0,2027-01-02,2",
      "awards.csv": """
      offer,awarded,units,spend
      shelf-oak,true,24,240
      shelf-jade,true,60.5,473.5
      shelf-late,false,0,0
      """,
      "stocks.csv": """
      site,item,bucket,date,units
      plant-oh,shelf,0,2027-01-02,80.5
      plant-oh,shelf,1,2027-01-09,52.5
      plant-oh,shelf,2,2027-01-16,40.5
      """,
    ]
    #expect(expected.keys.sorted() == PlanTables.names.sorted())
    for (name, text) in expected { #expect(try folder.text("out/\(name)") == text + "\n") }
  }

  @Test func summaryHasTheKeysOfTheFormat() throws {
    let summary = Summary(plan: Sample.plan, program: Sample.program, seconds: .init(load: 1))
    guard case .object(let members) = summary.json else {
      Issue.record("the summary is no object")
      return
    }
    #expect(
      members.map(\.key) == [
        "format", "program", "status", "objective", "bound", "gap", "seconds", "model", "cost",
        "demand", "awards", "expansions", "domestic_content", "addressable_content",
        "deployed_mw", "deployed_pflops", "stages",
      ])
    #expect(
      summary.json["model"] == ["rows": 22, "columns": 31, "integers": 2, "nonzeros": 90])
    #expect(summary.json["gap"] == .number((3904.5 - 3900) / 3904.5))
    #expect(summary.json["domestic_content"] == .number(192.0 / 724))
    #expect(summary.json["expansions"] == ["line-2": ["count": 2, "first": "2027-01-02"]])
    #expect(
      summary.json["awards"] == [
        "shelf-oak": ["units": .number(24), "spend": .number(240)],
        "shelf-jade": ["units": .number(60.5), "spend": .number(473.5)],
      ])
    #expect(
      summary.json["deployed_mw"] == ["total": .number(1.6), "sites": ["dc-tx": .number(1.6)]])
    #expect(
      summary.json["deployed_pflops"] == ["total": .number(32), "sites": ["dc-tx": .number(32)]])
    let decoded = try JSONSerialization.jsonObject(with: Data(summary.text.utf8))
    #expect((decoded as? [String: Any])?.count == members.count)
    let encoded = try JSONEncoder().encode(summary)
    #expect(
      try JSONSerialization.jsonObject(with: encoded) as? NSDictionary == decoded as? NSDictionary)
  }

  @Test func aSummaryCountsModulesAndAddressableItemsOnly() {
    var (plan, program) = (Sample.plan, Sample.program)
    plan.flows.modules.append(ModuleDecision(expansion: ExpansionIndex(0), bucket: 2, count: 1))
    program.items[2].isAddressable = false
    let summary = Summary(plan: plan, program: program, seconds: .init())
    #expect(summary.json["expansions"] == ["line-2": ["count": 3, "first": "2027-01-02"]])
    #expect(summary.json["domestic_content"] == .number(192.0 / 724))
    #expect(summary.json["addressable_content"] == .null)
  }

  @Test func nothingBoughtHasNoContent() {
    var plan = Sample.plan
    plan.flows.orders = []
    let summary = Summary(plan: plan, program: Sample.program, seconds: .init())
    #expect(summary.json["domestic_content"] == .null)
    #expect(summary.json["addressable_content"] == .null)
  }

  @Test func planIsReadBack() throws {
    let folder = try Folder()
    try written(folder)
    let plan = try PlanReader(program: Sample.program, path: folder("out/plan.sqlite")).read()
    // Every stored property, one after the other, by what it prints.
    #expect(String(describing: plan) == String(describing: Sample.plan))
  }

  @Test func folderIsReadBack() throws {
    let folder = try Folder()
    // Identifiers that a folder may hold; the sample's second demand has one that it may not.
    var program = Sample.program
    program.demands[1].id = "spare-b"
    try PlanWriter.write(Sample.plan, program, to: folder("out"), context: RunContext())
    let store = try PlanStore.open(folder("out"))
    #expect(store.program == program)
    #expect(store.plan.flows.orders == Sample.plan.flows.orders)
    #expect(store.plan.objective == Sample.plan.objective)
    try FileManager.default.removeItem(atPath: folder("out/summary.json"))
    let fault = #expect(throws: FileFault.self) { try PlanStore.open(folder("out")) }
    #expect(fault?.reason == "it holds no summary.json, so it is no complete plan")
  }

  @Test func otherDatabasesAreRefused() throws {
    let folder = try Folder()
    try folder.write("not a database, but long enough to be looked at as one", to: "a.sqlite")
    for name in ["a.sqlite", "none.sqlite"] {
      #expect(throws: FileFault.self) {
        try PlanReader(program: Sample.program, path: folder(name)).read()
      }
    }
    try written(folder)
    var program = Sample.program
    program.offers[0].id = "renamed"
    let fault = #expect(throws: FileFault.self) {
      try PlanReader(program: program, path: folder("out/plan.sqlite")).read()
    }
    #expect(fault?.reason == "it speaks of 'shelf-oak', which its program does not have")
  }

  /// An interior point leaves a trickle open; neither view nor page calls that late or lost.
  @Test func whatTheSolverLeavesOverIsNotLate() throws {
    var plan = Sample.plan
    plan.demands[0] = DemandOutcome(quantity: 1400, onTime: 1399.999, late: 0.001, lost: 0.0001)
    let folder = try Folder()
    try written(folder, plan)
    let missed = try DatabaseQueue(path: folder("out/plan.sqlite")).read { db in
      try String.fetchAll(db, sql: "SELECT demand FROM late_or_lost")
    }
    #expect(missed == ["spare, \"b\""])
    let service = Service(ReportData(plan, Sample.program, RunContext()))
    #expect(service.missed == [1])
    #expect(service.demandTable.rows.map { $0[7].text } == ["0", "0"])
    #expect(service.demandTable.rows.map { $0[8].text } == ["0", "2"])
    #expect(service.demandTable.rows.map { $0[8].mark } == [nil, "bad"])
  }

  @Test func viewsAnswerCommonQuestions() throws {
    let folder = try Folder()
    try written(folder)
    let queue = try DatabaseQueue(path: folder("out/plan.sqlite"))
    func rows(_ sql: String) throws -> [String] {
      try queue.read { db in
        try Row.fetchAll(db, sql: sql).map { row in
          row.databaseValues.map { "\($0.storage.value ?? "null")" }.joined(separator: "|")
        }
      }
    }
    #expect(
      try rows("SELECT plant, product, bucket, per_week FROM racks_per_week ORDER BY 3, 2") == [
        "plant-oh|rack-a|0|5.0", "plant-oh|rack-a|1|4.0", "plant-oh|rack-b|2|0.5",
      ])
    #expect(
      try rows("SELECT supplier, spend FROM spend_by_supplier ORDER BY spend DESC") == [
        "jade-power|473.5", "oak-power|240.0",
      ])
    #expect(try rows("SELECT origin, duty FROM spend_by_country") == ["TW|96.8", "US|0.0"])
    #expect(
      try rows("SELECT site, date, mw, energised_mw FROM deployed_mw") == [
        "dc-tx|2027-01-09|0.0|2.0", "dc-tx|2027-01-16|1.0|2.0", "dc-tx|2027-02-13|1.6|6.0",
      ])
    // Capacity 10 a week; two modules of 7 a week start after a week and take two to be full.
    #expect(
      try rows("SELECT bucket, used, capacity, utilisation FROM utilisation") == [
        "0|10.0|10.0|1.0", "1|8.0|13.5|\(8 / 13.5)", "2|4.0|92.5|\(4 / 92.5)",
      ])
    #expect(
      try rows("SELECT bucket, spend, domestic_content FROM content_by_bucket") == [
        "0|684.0|\(160 / 684.0)", "1|40.0|0.8",
      ])
    #expect(try rows("SELECT demand FROM late_or_lost ORDER BY 1") == ["fill-tx", "spare, \"b\""])
    #expect(
      try rows("SELECT offer, bucket, duty_rate FROM orders") == [
        "shelf-oak|0|0.0", "shelf-oak|1|0.0", "shelf-jade|0|0.2",
      ])
    try queue.read { db in try db.checkForeignKeys() }
  }
}
