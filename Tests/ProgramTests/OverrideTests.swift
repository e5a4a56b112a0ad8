import Program
import Tables
import Testing

@Test(arguments: [
  (
    "capacity.line-a*=1.2",
    ["capacity line-a/2026-01-05 per_week 400 480", "capacity line-a/2026-03-02 per_week 500 600"]
  ),
  (
    "capacity.line-* = 40",
    [
      "capacity line-a/2026-01-05 per_week 400 40", "capacity line-a/2026-03-02 per_week 500 40",
      "capacity line-b/2026-01-05 per_week 20 40",
    ]
  ),
  // The 02 at the end, not the one in the year.
  ("capacity.line-a/*02*=2", ["capacity line-a/2026-03-02 per_week 500 1000"]),
  ("capacity.line-a/2026-03-*.per_week+=7.5", ["capacity line-a/2026-03-02 per_week 500 507.5"]),
  (
    "capacity*=0",
    [
      "capacity line-a/2026-01-05 per_week 400 0", "capacity line-a/2026-03-02 per_week 500 0",
      "capacity line-b/2026-01-05 per_week 20 0",
    ]
  ),
  (
    "offers.c?u-*.lead_days+=28",
    ["offers cdu-acme lead_days 7 35", "offers cdu-bolt lead_days 7 35"]
  ),
  ("offers.chip-acme*=0.9", ["offers chip-acme price 30000 27000"]),
  (
    "offers.chip-*.lead_days*=1.25",
    ["offers chip-acme lead_days 10 13", "offers chip-bolt lead_days 14 18"]
  ),
  ("offers.cdu-bolt.awarded=", ["offers cdu-bolt awarded false "]),
  ("offers.cdu-bolt.awarded=true", ["offers cdu-bolt awarded false true"]),
  ("offers.chip-acme.ship_from=plant-a", ["offers chip-acme ship_from yard plant-a"]),
  ("offers.chip-bolt.supplier=crane", ["offers chip-bolt supplier bolt crane"]),
  ("offers.chip-*.per_week*=2", ["offers chip-acme per_week 5000 10000"]),
  ("policies.dual.value=1", ["policies dual value 2 1"]),
  ("policies.home.penalty=", ["policies home penalty 1000 "]),
  (
    "demand.*.quantity*=1.5",
    [
      "demand first quantity 10 15", "demand second quantity 20 30", "demand fill quantity 6 9",
      "demand think quantity 9000 13500",
    ]
  ),
  (
    "demand.quantity*=1.5",
    [
      "demand first quantity 10 15", "demand second quantity 20 30", "demand fill quantity 6 9",
      "demand think quantity 9000 13500",
    ]
  ),
  ("demand.first.due-=7", ["demand first due 2026-02-02 2026-01-26"]),
  (
    "energisation.dc-b/2026-03-02.date+=14",
    ["energisation dc-b/2026-03-02 date 2026-03-02 2026-03-16"]
  ),
  ("tariffs.TW*=2", ["tariffs TW/8542 rate 0.25 0.5"]),
  ("items.chip.category=logic", ["items chip category silicon logic"]),
  ("items.chip.addressable=", ["items chip addressable false true"]),
  ("operations.build-2.recipe=", ["operations build-2 recipe alt base"]),
  (
    "lanes.plant-a/*.days+=1",
    [
      "lanes plant-a/plant-b/tray days 1 2", "lanes plant-a/dc-a/ days 2 3",
      "lanes plant-a/hub-a/ days 1 2",
    ]
  ),
  ("program.discount_rate=0.09", ["program  discount_rate 0.08 0.09"]),
  ("program.start+=7", ["program  start 2026-01-05 2026-01-12"]),
  ("program.goal.quantity*=2", ["program  goal.quantity 10 20"]),
  ("program.objective=cost", ["program  objective service_first cost"]),
])
func overrideChanges(text: String, expected: [String]) throws {
  let result = load(richFolder, overrides: [text])
  #expect(result.errors.map(\.rendered) == [])
  #expect(
    result.changes.map { "\($0.table) \($0.row) \($0.column) \($0.before) \($0.after)" } == expected
  )
  let program = try #require(result.program)
  #expect(program != load(richFolder).program)
  #expect(load(program.makeFilesAsTexts()).program == program)
}

@Test(arguments: [
  ("capacity", "--what-if:1:1 override.form"),
  ("=3", "--what-if:1:1 override.form"),
  ("capacities*=2", "--what-if:1:1 override.table.unknown"),
  ("capacity.line-c*=2", "--what-if:1:10 override.rows.none"),
  ("capacity.line-b?*=2", "--what-if:1:10 override.rows.none"),
  ("offers.chip-acme.lead_day+=2", "--what-if:1:18 override.column.unknown"),
  ("offers.chip-acme.offer=x", "--what-if:1:8 override.column.identifier"),
  ("lanes.yard*=2", "--what-if:1:1 override.column.missing"),
  ("capacity.line-a*=x", "--what-if:1:18 override.number"),
  ("capacity.line-a*=-1", "--what-if:1:18 override.value"),
  ("offers.chip-acme.domestic=5", "--what-if:1:27 override.value"),
  ("offers.chip-acme.item=chipp", "--what-if:1:23 override.value"),
  ("offers.chip-acme.origin=tw", "--what-if:1:25 override.value"),
  ("demand.first.due*=2", "--what-if:1:19 override.value"),
  ("demand.first.site=", "demand.first.site="),
  ("items.chip.category*=2", "--what-if:1:22 override.value"),
  ("policies.dual.value=2.5", "--what-if:1:21 policies.value.whole"),
  ("policies.home.value=5", "--what-if:1:21 policies.value.range"),
  ("offers.chip-acme.maximum=3", "--what-if:1:26 offers.maximum.below"),
  ("bom.tray/chip.component=rack-1", "--what-if:1:25 bom.circle"),
  ("capacity.line-a.date=2026-01-05", "--what-if:1:22 capacity.date.repeated"),
  ("program.discount_rate=9", "--what-if:1:23 program.discount_rate.range"),
  ("program.discount=0.1", "--what-if:1:9 override.key.unknown"),
  ("program.name*=2", "--what-if:1:15 override.value"),
  ("program.buckets=3", "--what-if:1:9 override.key.unknown"),
])
func overrideFaultsAreNamed(text: String, expected: String) {
  let result = load(richFolder, overrides: [text])
  if expected.contains(" ") {
    #expect(result.errors.map(\.brief) == [expected])
    #expect(result.errors.first?.source == text)
    #expect(result.program == nil)
  } else {
    #expect(result.errors == [])
  }
}

@Test func overridesApplyInOrder() throws {
  let result = load(richFolder, overrides: ["capacity.line-b=10", "capacity.line-b*=3"])
  #expect(result.changes.map(\.override) == [1, 2])
  #expect(try #require(result.program).capacities[2].perWeek == 30)
  #expect(
    load(richFolder, overrides: ["offers.tray-bolt.per_week*=2"]).warnings.map(\.brief) == [
      "--what-if:1:1 override.nothing"
    ])
}

@Test func identifiersMayHoldDots() throws {
  let folder = rich("offers.csv", "tray-bolt", "tray.v2.bolt")
  let result = load(
    folder, overrides: ["offers.tray.v2.bolt=3", "offers.tray.v2.bolt.lead_days+=1"])
  #expect(result.errors.map(\.rendered) == [])
  let offer = try #require(result.program).offers[4]
  #expect(offer.price == 3)
  #expect(offer.leadDays == 8)
}

extension BuildProgram {
  func makeFilesAsTexts() -> [String: String] {
    makeFiles().contents.mapValues { String(decoding: $0, as: UTF8.self) }
  }
}
