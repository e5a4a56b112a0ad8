import Program
import Tables
import Testing

/// A fault put into the rich folder, and what must be said about it.
struct Fault: Sendable, CustomTestStringConvertible {
  var file: String
  var old: String
  var new: String
  /// Place and code of every diagnostic.
  var expected: [String]

  init(_ file: String, _ old: String, _ new: String, _ expected: String...) {
    self.file = file
    self.old = old
    self.new = new
    self.expected = expected
  }

  var folder: [String: String] { rich(file, old, new) }

  var testDescription: String { "\(file): \(shown(new))" }
}

/// One row for each error code.
let errorFaults: [Fault] = [
  Fault("program.yaml", "format: 1", "format: 2", "program.yaml:2:9 program.format.unknown"),
  Fault("program.yaml", "format: 1\n", "", "program.yaml:1:1 program.format.missing"),
  Fault(
    "program.yaml", "name: \"Made-up build-out\"\n", "", "program.yaml:1:1 program.name.missing"),
  Fault(
    "program.yaml", "name: \"Made-up build-out\"", "name: [a]", "program.yaml:3:7 program.name.type"
  ),
  Fault(
    "program.yaml", "name: \"Made-up build-out\"", "name:", "program.yaml:3:6 program.name.empty"),
  Fault(
    "program.yaml", "currency: EUR", "currency: eur", "program.yaml:4:11 program.currency.form"),
  Fault(
    "program.yaml", "currency: EUR", "currency: dollars", "program.yaml:4:11 program.currency.form"),
  Fault(
    "program.yaml", "domestic: US", "domestic: us", "program.yaml:5:11 program.domestic.country"),
  Fault(
    "program.yaml", "start: 2026-01-05", "start: 05.01.2026", "program.yaml:6:8 program.start.date"),
  Fault(
    "program.yaml", "start: 2026-01-05", "start: 2026-02-30", "program.yaml:6:8 program.start.date"),
  Fault(
    "program.yaml", "start: 2026-01-05", "start: 9999-12-01", "program.yaml:6:8 program.start.range"
  ),
  Fault(
    "program.yaml", "buckets: [{count: 4, days: 7}, {count: 6, days: 28}]", "buckets: 52",
    "program.yaml:7:10 program.buckets.type"),
  Fault(
    "program.yaml", "buckets: [{count: 4, days: 7}, {count: 6, days: 28}]", "buckets: []",
    "program.yaml:7:10 program.buckets.empty"),
  Fault(
    "program.yaml", "buckets: [{count: 4, days: 7}, {count: 6, days: 28}]\n", "",
    "program.yaml:1:1 program.buckets.missing"),
  Fault(
    "program.yaml", "count: 4, days: 7", "count: 0, days: 7.5",
    "program.yaml:7:19 program.buckets.count.range", "program.yaml:7:28 program.buckets.days.whole"),
  Fault(
    "program.yaml", "count: 4, days: 7", "count: x, days: -7",
    "program.yaml:7:19 program.buckets.count.number",
    "program.yaml:7:28 program.buckets.days.negative"),
  Fault(
    "program.yaml", "count: 4, days: 7", "count: 4",
    "program.yaml:7:11 program.buckets.days.missing"),
  Fault(
    "program.yaml", "count: 4, days: 7", "count: 4, day: 7",
    "program.yaml:7:11 program.buckets.days.missing", "program.yaml:7:22 program.key.unknown"),
  Fault("program.yaml", "{count: 4, days: 7}", "7", "program.yaml:7:11 program.buckets.type"),
  Fault(
    "program.yaml", "count: 4, days: 7", "count: 4995, days: 7",
    "program.yaml:7:10 program.buckets.range"),
  Fault(
    "program.yaml", "count: 6, days: 28", "count: 60, days: 3650",
    "program.yaml:7:10 program.buckets.range"),
  Fault(
    "program.yaml", "discount_rate: 0.08", "discount_rate: 8",
    "program.yaml:8:16 program.discount_rate.range"),
  Fault(
    "program.yaml", "discount_rate: 0.08", "discount_rate: -0.08",
    "program.yaml:8:16 program.discount_rate.negative"),
  Fault(
    "program.yaml", "discount_rate: 0.08", "discount_rate: 8 %",
    "program.yaml:8:16 program.discount_rate.number"),
  Fault("program.yaml", "holding_rate", "holding-rate", "program.yaml:9:1 program.key.unknown"),
  Fault("program.yaml", "holding_rate", "colour", "program.yaml:9:1 program.key.unknown"),
  Fault(
    "program.yaml", "objective: service_first", "objective: service-first",
    "program.yaml:10:12 program.objective.unknown"),
  Fault(
    "program.yaml", "objective: service_first", "objective: cost\ncurrency: USD\nobjective: cost",
    "program.yaml:11:1 yaml.key.repeated", "program.yaml:12:1 yaml.key.repeated"),
  Fault(
    "program.yaml", "measure: power", "measure: energy",
    "program.yaml:11:17 program.goal.measure.unknown"),
  Fault(
    "program.yaml", "quantity: 10,", "quantity: 0,",
    "program.yaml:11:34 program.goal.quantity.range"),
  Fault(
    "program.yaml", ", date: 2026-06-01", ", date: soon",
    "program.yaml:11:44 program.goal.date.date"),
  Fault("program.yaml", ", date: 2026-06-01", "", "program.yaml:11:7 program.goal.date.missing"),
  Fault(
    "program.yaml", "goal: {measure: power, quantity: 10, date: 2026-06-01}", "goal: 10",
    "program.yaml:11:7 program.goal.type"),
  Fault(
    "program.yaml", "goal: {measure: power, quantity: 10",
    "goal: {measure: power, quantity: 10, quantity: 11", "program.yaml:11:38 yaml.key.repeated"),
  Fault(
    "program.yaml", "goal: {measure: power, quantity: 10", "goal: {measure: power, quantity: 10]",
    "program.yaml:11:36 yaml.form"),
  Fault("program.yaml", "currency: EUR", "\tcurrency: EUR", "program.yaml:4:1 yaml.form"),
  Fault(
    "program.yaml", "name:",
    "a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\nname:",
    "program.yaml:3:68 yaml.depth"),
  Fault(
    "program.yaml", "name:", "a: [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nname:",
    "program.yaml:3:37 yaml.aliases"),
  Fault(
    "capacity.csv", "resource,date,per_week", "resource,date,per_weeks",
    "capacity.csv:1:15 capacity.header.unknown"),
  Fault(
    "capacity.csv", "resource,date,per_week", "resource,date,per_week,resource",
    "capacity.csv:1:24 capacity.header.repeated", "capacity.csv:2:1 csv.cells",
    "capacity.csv:3:1 csv.cells", "capacity.csv:4:1 csv.cells"),
  Fault(
    "capacity.csv", "resource,date,per_week", "resource,date,colour",
    "capacity.csv:1:1 capacity.header.missing", "capacity.csv:1:15 capacity.header.unknown"),
  Fault("capacity.csv", "2026-01-05,400", "2026-01-05,400,1", "capacity.csv:2:1 csv.cells"),
  Fault("capacity.csv", "2026-01-05,400", "2026-01-05", "capacity.csv:2:1 csv.cells"),
  Fault(
    "capacity.csv", "resource,date,per_week\nline-a,2026-01-05,400",
    "resource,date,per_week,\nline-a,2026-01-05,400,x", "capacity.csv:2:23 capacity.header.unnamed",
    "capacity.csv:3:1 csv.cells", "capacity.csv:4:1 csv.cells"),
  Fault(
    "capacity.csv", "line-b,2026-01-05,20", "\"line-b,2026-01-05,20",
    "capacity.csv:4:1 csv.quote.unclosed"),
  Fault(
    "capacity.csv", "line-b,2026-01-05,20", "\"line-b\"x,2026-01-05,20",
    "capacity.csv:4:9 csv.quote.after"),
  Fault(
    "capacity.csv", "line-b,2026-01-05,20", "line\"-b,2026-01-05,20",
    "capacity.csv:4:5 csv.quote.inside"),
  Fault(
    "capacity.csv", "line-b,2026-01-05,20", "line-b,2026-\r01-05,20", "capacity.csv:4:13 csv.return"
  ),
  Fault(
    "capacity.csv", "line-b,2026-01-05,20", "line-b,2026-01-05,20\0",
    "capacity.csv:4:19 capacity.per_week.number", "capacity.csv:4:21 text.control"),
  Fault("resources.csv", "Line A", "Line\u{7F}A", "resources.csv:2:26 text.control"),
  Fault(
    "items.csv", "tray,assembly", "tr ay,assembly", "items.csv:4:1 items.item.identifier",
    "bom.csv:2:8 bom.component.unknown", "bom.csv:5:8 bom.component.unknown",
    "bom.csv:7:8 bom.component.unknown", "bom.csv:8:1 bom.parent.unknown",
    "operations.csv:5:15 operations.item.unknown", "offers.csv:6:16 offers.item.unknown",
    "lanes.csv:4:17 lanes.item.unknown"),
  Fault("items.csv", "cdu,part", "cdu,parts", "items.csv:5:5 items.kind.unknown"),
  Fault(
    "items.csv", "cdu,part", "tray,part", "items.csv:5:1 items.item.repeated",
    "bom.csv:3:8 bom.component.unknown", "bom.csv:4:8 bom.component.unknown",
    "bom.csv:6:8 bom.component.unknown", "offers.csv:4:15 offers.item.unknown",
    "offers.csv:5:15 offers.item.unknown", "stock.csv:3:9 stock.item.unknown"),
  Fault("items.csv", "cdu,part", "cdu,", "items.csv:5:5 items.kind.empty"),
  Fault("items.csv", "84715001,120", "8471.50,120", "items.csv:2:55 items.hts.digits"),
  Fault(
    "items.csv", "rack-1,product,First rack,datacenter", "rack-1,product,First rack,datacentre",
    "items.csv:2:27 items.pillar.unknown"),
  Fault("items.csv", ",,,false", ",,,no", "items.csv:6:40 items.addressable.flag"),
  Fault("items.csv", ",2000.5,", ",\"2,000.5\",", "items.csv:5:20 items.value.number"),
  Fault("items.csv", ",2000.5,", ",nan,", "items.csv:5:20 items.value.number"),
  Fault("items.csv", ",2000.5,", ",-1,", "items.csv:5:20 items.value.negative"),
  Fault("items.csv", ",2000.5,", ",2e15,", "items.csv:5:20 items.value.range"),
  Fault("modes.csv", "rack-2,max-q", "rack-2,max-p", "modes.csv:3:8 modes.mode.repeated"),
  Fault("modes.csv", "rack-2,max-q", "rack-3,max-q", "modes.csv:3:1 modes.item.unknown"),
  Fault("bom.csv", "rack-1,tray,18", "rack-1,tray,0", "bom.csv:2:13 bom.quantity.range"),
  Fault("bom.csv", "tray,chip,4,,,", "tray,chip,4,,,\nchip,rack-1,1,,,", "bom.csv:2:8 bom.circle"),
  Fault("bom.csv", "tray,chip,4,,,", "tray,chip,4,,,\nchip,chip,1,,,", "bom.csv:9:6 bom.circle"),
  Fault("bom.csv", ",,2026-04-30", ",2026-05-01,2026-04-30", "bom.csv:3:26 bom.to.before"),
  Fault(
    "sites.csv", "plant-b,plant,,US", "plant-b,plant,,us", "sites.csv:3:16 sites.country.country"),
  Fault(
    "sites.csv", "plant-b,plant,,US", "plant-b,plant,,USA", "sites.csv:3:16 sites.country.country"),
  Fault("sites.csv", "32.7,-97.1", "327,-97.1", "sites.csv:2:29 sites.latitude.range"),
  Fault("sites.csv", "32.7,-97.1", "32.7,-197.1", "sites.csv:2:34 sites.longitude.range"),
  Fault("sites.csv", ",1.3\n", ",130\n", "sites.csv:5:24 sites.pue.range"),
  Fault("sites.csv", ",1.3\n", ",0.9\n", "sites.csv:5:24 sites.pue.range"),
  Fault(
    "resources.csv", "line-b,plant-b", "line-b,plant_b", "resources.csv:3:8 resources.site.unknown"),
  Fault(
    "capacity.csv", "line-a,2026-03-02", "line-a,2026-01-05",
    "capacity.csv:3:8 capacity.date.repeated"),
  Fault("capacity.csv", ",2026-03-02", ",2026-3-2", "capacity.csv:3:8 capacity.date.date"),
  Fault("operations.csv", ",0.95,3", ",95,3", "operations.csv:2:25 operations.yield.range"),
  Fault("operations.csv", ",0.95,3", ",0,3", "operations.csv:2:25 operations.yield.range"),
  Fault("operations.csv", ",0.95,3", ",0.95,3.5", "operations.csv:2:30 operations.lead_days.whole"),
  Fault(
    "operations.csv", ",0.95,3", ",0.95,-3", "operations.csv:2:30 operations.lead_days.negative"),
  Fault(
    "operations.csv", "2026-01-12,2026-06-30", "2026-07-12,2026-06-30",
    "operations.csv:3:49 operations.latest.before"),
  Fault("loads.csv", "build-2,line-b", "build-2,line-a", "loads.csv:3:9 loads.resource.site"),
  Fault(
    "expansions.csv", ",4,3,2026-01-05", ",4,2.5,2026-01-05",
    "expansions.csv:2:32 expansions.max_count.whole"),
  Fault(
    "expansions.csv", "2026-01-05,2026-05-01", "2026-05-05,2026-05-01",
    "expansions.csv:2:45 expansions.latest.before"),
  Fault("offers.csv", "10,90000", "10,9", "offers.csv:2:53 offers.maximum.below"),
  Fault("offers.csv", ",0.05,", ",5,", "offers.csv:2:61 offers.domestic.range"),
  Fault("offers.csv", ",true\n", ",yes\n", "offers.csv:3:61 offers.awarded.flag"),
  Fault("offers.csv", "TW,yard", "TW,yerd", "offers.csv:2:30 offers.ship_from.unknown"),
  Fault(
    "offers.csv", "acme,chip,30000", "acme inc,chip,30000",
    "offers.csv:2:11 offers.supplier.identifier"),
  Fault(
    "offers.csv", "2026-01-05,2026-12-31", "2027-01-05,2026-12-31",
    "offers.csv:3:49 offers.valid_to.before"),
  Fault(
    "price_breaks.csv", "chip-acme,5000", "chip-acme,1000",
    "price_breaks.csv:3:11 price_breaks.from_quantity.repeated"),
  Fault(
    "price_breaks.csv", "chip-acme,5000", "chip-acmee,5000",
    "price_breaks.csv:3:1 price_breaks.offer.unknown"),
  Fault("lanes.csv", "truck,1,10", "truck,-3,10", "lanes.csv:4:28 lanes.days.negative"),
  Fault("tariffs.csv", "TW,8542,0.25", "TW,8542,25", "tariffs.csv:3:9 tariffs.rate.range"),
  Fault("tariffs.csv", "TW,8542,0.25", "tw,8542,0.25", "tariffs.csv:3:1 tariffs.origin.country"),
  Fault(
    "tariffs.csv", "TW,8542,0.25,2026-02-01,", "TW,8542,0.25,2026-02-01,2026-01-31",
    "tariffs.csv:3:25 tariffs.to.before"),
  Fault(
    "demand.csv", "first,dc-a,rack-1,,", "first,dc-a,rack-1,power,",
    "demand.csv:2:19 demand.measure.both"),
  Fault(
    "demand.csv", "first,dc-a,rack-1,,", "first,dc-a,,,", "demand.csv:2:12 demand.item.neither"),
  Fault("demand.csv", "first,dc-a", "first,plant-a", "demand.csv:2:7 demand.site.kind"),
  Fault(
    "demand.csv", "2026-01-12,1,1000", "2026-01-12,1.5,-1", "demand.csv:2:45 demand.priority.whole",
    "demand.csv:2:49 demand.late_cost.negative"),
  Fault(
    "energisation.csv", "dc-a,2026-04-06", "dc-a,2026-01-05",
    "energisation.csv:3:19 energisation.status.repeated"),
  Fault(
    "energisation.csv", "20,planned", "20,plan", "energisation.csv:5:20 energisation.status.unknown"
  ),
  Fault("stock.csv", "chip,500", "chip,-500", "stock.csv:2:14 stock.quantity.negative"),
  Fault(
    "policies.csv", "home,domestic_content_min,,,0.05", "home,domestic_content_min,,,5",
    "policies.csv:2:29 policies.value.range"),
  Fault(
    "policies.csv", "category:silicon,TW", "category:silicon,",
    "policies.csv:4:43 policies.subject.empty"),
  Fault(
    "policies.csv", "category:silicon,TW", "category:silicon,tw",
    "policies.csv:4:43 policies.subject.country"),
  Fault(
    "policies.csv", "category:silicon", "kategory:silicon", "policies.csv:4:26 policies.scope.form"),
  Fault(
    "policies.csv", "item:chip,acme", "item:chipp,acme", "policies.csv:5:29 policies.scope.unknown"),
  Fault(
    "policies.csv", "item:chip,acme", "item:chip,akme", "policies.csv:5:39 policies.subject.unknown"
  ),
  Fault(
    "policies.csv", "pillar:datacenter", "pillar:datacentre",
    "policies.csv:3:36 policies.scope.unknown"),
  Fault(
    "policies.csv", "item:chip,,2,", "item:chip,acme,2,",
    "policies.csv:6:30 policies.subject.unused"),
  Fault(
    "policies.csv", "item:chip,,2,", "item:chip,,2.5,", "policies.csv:6:31 policies.value.whole"),
  Fault(
    "policies.csv", "item:chip,,2,", "item:chip,,1001,", "policies.csv:6:31 policies.value.range"),
  Fault(
    "policies.csv", "2026-01-05,2026-06-30", "2026-07-05,2026-06-30",
    "policies.csv:5:60 policies.to.before"),
  Fault(
    "policies.csv", "capex,capex_max", "capex,capexmax", "policies.csv:7:7 policies.kind.unknown"),
]
