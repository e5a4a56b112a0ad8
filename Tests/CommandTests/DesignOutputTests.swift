import Foundation
import Testing

/// `millwright design export`, `bom` and `report`.
@Suite struct DesignOutputTests {
  /// Two designs that differ in the price of their tray, and a tray that may stand for the dear one.
  private static let designs = [
    "design.yaml": """
    format: 1
    title: Two ways to build one rack
    generations: [one]
    """,
    "requirements/one.yaml": """
    version: 1
    changed: {on: 2026-03-02, by: model systems, why: first issue}
    conditions: {supply: [480 VAC], bus: 50 VDC, coolant_supply: 30 degC, coolant_return: 50 degC, air_inlet: 25 degC}
    requirements:
      - {id: domain, quantity: accelerators, at_least: 4, reason: the model needs four}
    """,
    "components.csv": """
    component,kind,height_u,mass_kg,power_kw,supply_kw,accelerators,pflops_fp4,rack_units,payload_kg,width_mm,height_mm,depth_mm,air_m3h,l11_minutes,l11_test_minutes,price,origin,certificates
    tray-dear,compute_tray,1,30,5,,4,60,,,,,,2000,60,600,1000,TW,
    tray-cheap,compute_tray,1,30,5,,4,60,,,,,,2000,60,600,800,US,
    shelf,power_shelf,1,20,,20,,,,,,,,200,30,,100,US,IEC 62368-1;https://certificates.example/7
    frame,frame,,100,,,,,10,500,600,1000,1000,,60,,50,US,
    work,service,,,,,,,,,,,,,,,20,US,
    pump,cdu,,400,,,,,,,,,,,,,300,US,
    """,
    "roles.csv": """
    generation,role,kind,minimum,maximum,scope
    one,trays,compute_tray,1,1,rack
    one,shelves,power_shelf,1,2,rack
    one,frame,frame,1,1,rack
    one,work,service,1,1,rack
    """,
    "alternates.csv": """
    component,alternate,qualified
    tray-dear,tray-cheap,true
    """,
    "designs.csv": """
    design,generation,name,supply
    dear,one,Dear,480 VAC
    cheap,one,Cheap,480 VAC
    """,
    "designs/dear.csv": """
    role,component,quantity,unit
    trays,tray-dear,1,1
    shelves,shelf,2,3
    frame,frame,1,
    work,work,1,
    """,
    "designs/cheap.csv": """
    role,component,quantity,unit
    trays,tray-cheap,1,1
    shelves,shelf,2,3
    frame,frame,1,
    work,work,1,
    """,
  ]

  private static let program = [
    "program.yaml": """
    format: 1
    name: Tiny
    start: 2026-01-05
    buckets: [{count: 20, days: 7}]
    """,
    "items.csv": "item,kind\nold,part\n",
    "sites.csv": "site,kind,country\nplant-oh,plant,US\ndc-tx,datacenter,US\n",
    "lanes.csv": "from,to,days,cost\nplant-oh,dc-tx,2,5\n",
    "resources.csv": "resource,site,unit\nbench,plant-oh,hours\n",
    "capacity.csv": "resource,date,per_week\nbench,2026-01-05,40\n",
    "offers.csv": "offer,supplier,item,price,origin\nold,acme-made-up,old,1,US\n",
    "demand.csv": """
    demand,site,item,due,quantity,late_cost,lost_cost
    olds,dc-tx,old,2026-03-02,1,1,10

    """,
  ]

  private func shop() throws -> Workshop {
    let shop = try Workshop()
    for (name, text) in Self.designs { try shop.write(text + "\n", to: "designs/" + name) }
    try shop.write(
      Self.designs["components.csv", default: ""].split(separator: "\n").dropLast()
        .joined(separator: "\n") + "\n", to: "designs/components.csv")
    for (name, text) in Self.program { try shop.write(text, to: "program/" + name) }
    return shop
  }

  private func export(_ shop: Workshop, _ more: String...) throws -> Outcome {
    try shop.start(["design", "export", "designs", "--into", "program"] + more).finish()
  }

  private func addDemand(_ shop: Workshop, of item: String) throws {
    let rows = try shop.text("program/demand.csv")
    try shop.write(
      "demand,site,item,due,quantity,late_cost,lost_cost\nracks,dc-tx,\(item),2026-04-06,5,100,100000\n",
      to: "program/demand.csv")
    #expect(rows.contains("olds"))
  }

  @Test func planChoosesTheCheaperDesign() throws {
    let shop = try shop()
    let run = try export(shop, "--no-alternates", "--load", "l11=bench", "--hour-cost", "10")
    #expect(run.status == 0, "\(run.errors)")
    try addDemand(shop, of: "rack-one")
    let plan = try shop.run("plan", "program", "--out", "out", "--json")
    #expect(plan.status == 0, "\(plan.errors)")
    let summary = try object(plan.output)
    #expect(summary["status"] as? String == "optimal")
    let awards = try #require(summary["awards"] as? [String: Any])
    #expect(Set(awards.keys) == ["catalogue.tray-cheap", "catalogue.shelf", "catalogue.frame"])
    // Five racks of 800 + 2 x 100 + 50, and for each: work 20, 12.5 h of making and 5 of freight.
    // 60 + 2 x 30 + 60 minutes of labour and 600 of test are 13 h.
    #expect(abs((summary["objective"] as? Double ?? 0) - 5 * (1050 + 20 + 130 + 5)) < 0.01)
  }

  @Test func alternatesAreRecipes() throws {
    let shop = try shop()
    let run = try export(shop, "--design", "dear")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("note: no resource limits the work"))
    try addDemand(shop, of: "rack-one")
    let plan = try shop.run("plan", "program", "--out", "out", "--json")
    let awards = try #require(try object(plan.output)["awards"] as? [String: Any])
    #expect(awards["catalogue.tray-cheap"] != nil && awards["catalogue.tray-dear"] == nil)
  }

  @Test func previewWritesNothing() throws {
    let shop = try shop()
    let before = try shop.text("program/items.csv")
    let run = try export(shop, "--dry-run", "--json")
    let report = try object(run.output)
    #expect(run.status == 0 && report["written"] as? Bool == false)
    #expect((report["new"] as? [Any])?.isEmpty == false)
    #expect(try shop.text("program/items.csv") == before)
    #expect(try shop.names() == ["designs", "program"])
  }

  @Test func exportingTwiceAddsNothing() throws {
    let shop = try shop()
    _ = try export(shop)
    let first = try shop.names("program").map { try shop.text("program/" + $0) }
    let run = try export(shop)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("program: nothing new\n"))
    #expect(try shop.names("program").map { try shop.text("program/" + $0) } == first)
  }

  @Test func rowsThatWouldChangeAreRefusedKeptOrReplaced() throws {
    let shop = try shop()
    _ = try export(shop)
    let components = try shop.text("designs/components.csv")
    try shop.write(
      components.replacingOccurrences(of: ",800,US,", with: ",700,US,"),
      to: "designs/components.csv")
    let before = try shop.names("program").map { try shop.text("program/" + $0) }
    let refused = try export(shop)
    #expect(refused.status == 2)
    #expect(refused.output.hasPrefix("program: nothing written; 2 rows would change\n"))
    #expect(refused.output.contains("  offers.csv catalogue.tray-cheap\n    price 800 -> 700\n"))
    #expect(try shop.names("program").map { try shop.text("program/" + $0) } == before)
    let kept = try export(shop, "--existing", "keep")
    #expect(kept.status == 0 && kept.output.contains("kept as they are"))
    #expect(try shop.names("program").map { try shop.text("program/" + $0) } == before)
    let replaced = try export(shop, "--existing", "replace")
    #expect(replaced.status == 0)
    #expect(try shop.text("program/offers.csv").contains(",700,US"))
    #expect(try shop.names() == ["designs", "program"])
  }

  /// The working folder stays the same folder: its files change one by one.
  @Test func programInUseIsChangedInPlace() throws {
    let shop = try shop()
    try shop.write("mine", to: "program/notes.txt")
    let run = try shop.shell(
      "cd program && millwright design export ../designs --into . && pwd -P && cat items.csv")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("\(shop.path)/program\n"))
    #expect(run.output.contains("rack-one,product"))
    #expect(try shop.names("program").allSatisfy { !$0.hasPrefix(".") })
    #expect(try shop.names() == ["designs", "program"])
    #expect(try shop.text("program/notes.txt") == "mine")
  }

  @Test func foreignFilesAndUnchangedTablesStay() throws {
    let shop = try shop()
    try shop.write("mine", to: "program/notes/a.txt")
    try shop.write(
      "site,kind,country\nplant-oh,plant,US\n\"dc-tx\",datacenter,US\n", to: "program/sites.csv")
    #expect(try export(shop).status == 0)
    #expect(try shop.text("program/notes/a.txt") == "mine")
    // Read, but not changed: not even its quotation marks.
    #expect(try shop.text("program/sites.csv").contains("\"dc-tx\""))
    #expect(try shop.names() == ["designs", "program"])
  }

  @Test func separateDesignsAreProductsOfTheirOwn() throws {
    let shop = try shop()
    #expect(try export(shop, "--separate").status == 0)
    let items = try shop.text("program/items.csv")
    #expect(items.contains("rack-dear,product,Dear") && items.contains("rack-cheap,product,Cheap"))
    #expect(!items.contains("rack-one"))
    let rows = try shop.text("program/bom.csv").split(separator: "\n")
    #expect(rows.contains { $0.hasPrefix("rack-cheap,shelf,2") })
  }

  /// Two exports side by side: every row of the second has a name of its own.
  @Test func aPrefixKeepsRowsApart() throws {
    let shop = try shop()
    _ = try export(shop)
    let components = try shop.text("designs/components.csv")
    try shop.write(
      components.replacingOccurrences(of: ",800,US,", with: ",700,US,"),
      to: "designs/components.csv")
    let run = try export(shop, "--prefix", "own-", "--json")
    #expect(run.status == 0, "\(run.errors)")
    #expect((try object(run.output)["changes"] as? [Any])?.isEmpty == true)
    let items = try shop.text("program/items.csv")
    for item in ["rack-one", "tray-cheap", "tray-dear.any", "shelf"] {
      #expect(items.contains("\n\(item),") && items.contains("\nown-\(item),"), "\(item)")
    }
    let rows = try shop.text("program/bom.csv").split(separator: "\n")
    let own = rows.filter { $0.hasPrefix("own-") }
    #expect(own.count * 2 == rows.count - 1 && own.allSatisfy { $0.contains(",own-") })
    let operations = try shop.text("program/operations.csv")
    #expect(operations.contains("\nown-build-cheap.plant-oh,plant-oh,own-rack-one,own-cheap,"))
    #expect(try shop.run("check", "program").status == 0)
  }

  /// The large examples together: the program names many of the same parts.
  @Test func theExamplesFitIntoOneProgram() throws {
    let shop = try Workshop()
    let examples = Workshop.checkout + "/Examples"
    #expect(try shop.shell("cp -r '\(examples)/stargate' program").status == 0)
    let refused = try shop.run("design", "export", "\(examples)/racks", "--into", "program")
    #expect(refused.status == 2 && refused.output.contains("would change"))
    let run = try shop.run(
      "design", "export", "\(examples)/racks", "--into", "program", "--prefix", "own-")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(try shop.text("program/items.csv").contains("\nown-rack-helios,product,"))
    let check = try shop.run("check", "program")
    #expect(check.status == 0, "\(check.errors)")
  }

  @Test(arguments: [
    (["--prefix", "a b"], "the prefix 'a b' holds other than letters"),
    (["--site", "dc-tx"], "site 'dc-tx' is no plant"),
    (["--site", "nowhere"], "the program has no site 'nowhere'"),
    (["--load", "l11=lathe"], "the program has no resource 'lathe'"),
    (["--design", "cheep"], "has no design 'cheep'; did you mean 'cheap'?"),
  ])
  func whatIsUnknownIsSaid(arguments: [String], message: String) throws {
    let shop = try shop()
    let run = try shop.start(["design", "export", "designs", "--into", "program"] + arguments)
      .finish()
    #expect(run.status == 2)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  // MARK: Bill of materials

  /// Python of the set-up, with the public validator.
  private static let python = Workshop.checkout + "/.setup/venv/bin/python"

  @Test(arguments: ["gb300", "vr-nvl72", "vr-home", "kyber-nvl144", "helios-orw"])
  func billIsValidAndRepeats(design: String) throws {
    let shop = try Workshop()
    let racks = Workshop.checkout + "/Examples/racks"
    for name in ["a.cdx.json", "b.cdx.json"] {
      let run = try shop.run("design", "bom", racks, "--design", design, "--out", name)
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(try shop.text("a.cdx.json") == shop.text("b.cdx.json"))
    let script = """
      import sys
      from cyclonedx.schema import SchemaVersion
      from cyclonedx.validation.json import JsonStrictValidator
      errors = JsonStrictValidator(SchemaVersion.V1_6).validate_str(
          open(sys.argv[1]).read(), all_errors=True)
      print(*[str(e)[:200] for e in errors or []], sep="\\n")
      sys.exit(1 if errors else 0)
      """
    try shop.write(script, to: "validate.py")
    let check = try shop.shell("'\(Self.python)' validate.py a.cdx.json")
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    // The validator would say so if there were something to say.
    let broken = try shop.text("a.cdx.json").replacingOccurrences(
      of: "\"type\": \"device\"", with: "\"type\": \"gadget\"")
    try shop.write(broken, to: "broken.json")
    #expect(try shop.shell("'\(Self.python)' validate.py broken.json").status == 1)
  }

  @Test func billHoldsPlacesSharesAndCertificates() throws {
    let shop = try shop()
    let run = try shop.run("design", "bom", "designs", "--design", "dear", "--out", "-")
    let bill = try object(run.output)
    let assemblies = try #require(bill["components"] as? [[String: Any]])
    let parts = try #require(assemblies[0]["components"] as? [[String: Any]])
    #expect(parts.compactMap { $0["name"] as? String } == ["tray-dear", "shelf", "frame"])
    func property(_ part: [String: Any], _ name: String) -> String? {
      (part["properties"] as? [[String: String]])?.first { $0["name"] == name }?["value"]
    }
    #expect(property(parts[1], "cdx:device:quantity") == "2")
    #expect(property(parts[1], "cdx:device:location") == "U3 to U4")
    // 1000 of 1000 + 2 x 100 + 50: the service is no component.
    #expect(property(parts[0], "millwright:cost_share") == "0.8")
    #expect(property(parts[0], "millwright:origin") == "TW")
    let links = parts[1]["externalReferences"] as? [[String: String]]
    #expect(links?.map { $0["url"] } == ["https://certificates.example/7"])
    let claims = (bill["declarations"] as? [String: Any])?["claims"] as? [[String: Any]]
    #expect(claims?.map { $0["predicate"] as? String } == ["conforms to IEC 62368-1"])
    #expect(claims?.first?["target"] as? String == "dear/shelves/shelf")
    let made = try #require(bill["compositions"] as? [[String: Any]])
    #expect(made.map { $0["aggregate"] as? String } == ["complete", "unknown"])
    #expect((made[1]["assemblies"] as? [String])?.contains("dear/frame/frame") == true)
    let other = try shop.run("design", "bom", "designs", "--design", "cheap", "--out", "-")
    let serial = bill["serialNumber"] as? String
    #expect(try object(other.output)["serialNumber"] as? String != serial)
  }

  // MARK: Report

  @Test func reportShowsEveryDesign() throws {
    let shop = try shop()
    try shop.write("design,price (USD),FP4 (PFLOPS),proven\nx,1,2,true\ny,2,3,false\n", to: "f.csv")
    let run = try shop.run("design", "report", "designs", "--out", "out", "--front", "f.csv")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "out/report.html shows 2 designs\n")
    #expect(try shop.names("out") == ["report.html"])
    let page = try shop.text("out/report.html")
    for part in [
      "side-by-side", "pareto", "design-dear", "design-cheap", "chart-design-dear-margins",
      "chart-front",
    ] {
      #expect(page.contains("id=\"\(part)\""), "\(part)")
    }
    let again = try shop.run("design", "report", "designs", "--out", "out", "--front", "f.csv")
    #expect(again.status == 0)
    #expect(try shop.text("out/report.html") == page)
  }

  @Test func frontWithAFaultIsSaid() throws {
    let shop = try shop()
    try shop.write("design,a,b,proven\nx,1,much,true\n", to: "f.csv")
    let run = try shop.run("design", "report", "designs", "--out", "out", "--front", "f.csv")
    #expect(run.status == 2)
    #expect(run.errors.contains("f.csv:2:1: error: a point is"))
    #expect(try shop.names() == ["designs", "f.csv", "program"])
  }
}
