import Program
import Tables

/// One row for each warning code: what merely cannot work out.
let warningFaults: [Fault] = [
  Fault(
    "modes.csv", "rack-2,max-q,187,3000", "rack-2,max-q,187,3000\ncdu,on,1,0",
    "modes.csv:4:1 modes.item.kind"),
  Fault(
    "items.csv", ",84715001,,,true", ",84715001,5,6,true", "items.csv:3:76 items.power_kw.unused",
    "items.csv:3:78 items.compute_pflops.unused"),
  Fault("items.csv", "841869,,,", "841869,,7,", "items.csv:5:39 items.compute_pflops.kind"),
  Fault("lanes.csv", "plant-a,hub-a", "plant-a,yard", "lanes.csv:8:9 lanes.to.supplier"),
  Fault("stock.csv", "plant-b,cdu,30", "yard,cdu,30", "stock.csv:3:1 stock.site.supplier"),
  Fault(
    "operations.csv", "build-3,plant-b", "build-3,yard",
    "operations.csv:4:9 operations.site.supplier"),
  Fault(
    "energisation.csv", "dc-b,2026-09-01,20,planned", "plant-b,2026-09-01,20,planned",
    "energisation.csv:5:1 energisation.site.kind"),
  Fault(
    "capacity.csv", "line-a,2026-03-02", "line-a,2027-03-02", "capacity.csv:3:8 capacity.date.after"
  ),
  Fault("stock.csv", "30,2026-02-02", "30,2027-02-02", "stock.csv:3:16 stock.date.after"),
  Fault(
    "energisation.csv", "dc-a,2026-04-06,6", "dc-a,2027-04-06,6",
    "energisation.csv:3:6 energisation.date.after"),
  Fault(
    "energisation.csv", "dc-a,2026-04-06,6", "dc-a,2026-04-06,1",
    "energisation.csv:3:17 energisation.mw.decreasing"),
  Fault("demand.csv", "2026-02-02,10", "2027-02-02,10", "demand.csv:2:20 demand.due.after"),
  Fault(
    "demand.csv", "2026-02-02,10,2026-01-12", "2025-02-02,10,", "demand.csv:2:20 demand.due.before"),
  Fault("demand.csv", "10,2026-01-12", "10,2026-03-12", "demand.csv:2:34 demand.not_before.late"),
  Fault("bom.csv", ",,2026-04-30", ",,2025-04-30", "bom.csv:3:16 bom.idle"),
  Fault("tariffs.csv", "0.25,2026-02-01", "0.25,2027-02-01", "tariffs.csv:3:14 tariffs.idle"),
  Fault(
    "policies.csv", "2026-01-05,2026-06-30", "2025-01-05,2025-06-30",
    "policies.csv:5:49 policies.idle"),
  Fault(
    "expansions.csv", "2026-01-05,2026-05-01", "2027-01-05,2027-05-01",
    "expansions.csv:2:34 expansions.idle"),
  Fault("expansions.csv", ",28,4,3", ",280,4,3", "expansions.csv:2:27 expansions.idle"),
  Fault(
    "policies.csv", "capex,capex_max,,", "capex,capex_max,category:rack,",
    "policies.csv:7:17 policies.scope.unused"),
  Fault(
    "policies.csv", "category:silicon,TW", "category:silicone,TW",
    "policies.csv:4:26 policies.scope.empty"),
  Fault(
    "policies.csv", "item:chip,,2,0.1", "item:chip,,2,0.6",
    "policies.csv:6:33 policies.min_share.excess"),
  Fault(
    "policies.csv", "item:chip,,2,0.1", "item:chip,,3,0.1",
    "policies.csv:6:31 policies.suppliers.few"),
  Fault("tariffs.csv", "MX,,0,,", "MX,,0,,\nMX,,0,,", "tariffs.csv:5:1 tariffs.repeated"),
  Fault(
    "lanes.csv", "plant-a,hub-a,,,1,20,,", "plant-a,hub-a,,,1,20,,\nplant-a,hub-a,,,1,20,,",
    "lanes.csv:9:1 lanes.repeated"),
  Fault("offers.csv", "30000,TW", "30000,UK", "offers.csv:2:27 offers.origin.unassigned"),
  Fault(
    "sites.csv", "yard,supplier,,TW", "yard,supplier,,TX", "sites.csv:7:16 sites.country.unassigned"
  ),
  Fault(
    "program.yaml", "domestic: US", "domestic: EU", "program.yaml:5:11 program.domestic.unassigned"),
  Fault(
    "policies.csv", "category:silicon,TW", "category:silicon,UK",
    "policies.csv:4:43 policies.subject.unassigned"),
  Fault("items.csv", "chip,part", "spare,part,,,,,,,,,\nchip,part", "items.csv:6:1 items.unused"),
  Fault(
    "sites.csv", "yard,supplier", "empty,plant,,US,,,,\nyard,supplier", "sites.csv:7:1 sites.unused"
  ),
  Fault(
    "offers.csv", "400,7,,,,,", "0,7,,,,,", "operations.csv:2:1 operations.component.missing",
    "offers.csv:4:28 offers.idle", "demand.csv:2:1 demand.unmet"),
  Fault(
    "offers.csv", "2026-01-05,2026-12-31", "2027-01-05,2027-12-31", "offers.csv:3:38 offers.idle"),
  Fault(
    "offers.csv", "400,7,", "400,700,", "operations.csv:2:1 operations.component.missing",
    "offers.csv:4:32 offers.idle", "demand.csv:2:1 demand.unmet"),
  Fault(
    "lanes.csv", "yard,plant-a,chip,air,5,3,4.5,10000\nyard,plant-a,chip,sea,30,1,0.2,\n", "",
    "offers.csv:2:30 offers.unreachable"),
  Fault("lanes.csv", "yard,plant-a,chip,sea", "yard,plant-a,cdu,sea", "lanes.csv:3:1 lanes.idle"),
  Fault(
    "price_breaks.csv", "chip-acme,5000", "chip-acme,95000",
    "price_breaks.csv:3:11 price_breaks.idle"),
  Fault("bom.csv", "cdu,2,alt", "cdu,2,alternative", "bom.csv:6:14 bom.recipe.unused"),
  Fault(
    "operations.csv", "rack-2,alt", "rack-2,alto", "bom.csv:6:14 bom.recipe.unused",
    "operations.csv:3:24 operations.recipe.empty"),
  Fault("capacity.csv", "line-b,2026-01-05,20\n", "", "resources.csv:3:1 resources.capacity.none"),
  Fault(
    "operations.csv", "2026-01-12,2026-06-30", "2027-01-12,2027-06-30",
    "operations.csv:3:38 operations.idle"),
  Fault("operations.csv", "alt,0.9,5", "alt,0.9,500", "operations.csv:3:32 operations.idle"),
  Fault("lanes.csv", "plant-a,dc-a,,truck,2,50,,300\n", "", "demand.csv:2:1 demand.unmet"),
  Fault(
    "demand.csv", "10,2026-01-12", "10,2027-01-12", "demand.csv:2:1 demand.unmet",
    "demand.csv:2:34 demand.not_before.late"),
  Fault(
    "energisation.csv", "dc-b,2026-03-02,9", "dc-b,2026-12-02,9", "demand.csv:3:1 demand.unmet",
    "energisation.csv:4:6 energisation.date.after"),
  Fault("tariffs.csv", "MX,,0", "UK,,0", "tariffs.csv:4:1 tariffs.origin.unassigned"),
  Fault("lanes.csv", "plant-a,hub-a", "hub-a,hub-a", "lanes.csv:8:7 lanes.to.same"),
  Fault(
    "policies.csv", "capex,capex_max,,,5000000,", "capex,capex_max,,,5000000,0.1",
    "policies.csv:7:27 policies.min_share.unused"),
]

/// Changes on both sides of what is just allowed; nothing is said of those within.
let edgeCases: [Fault] = [
  // The horizon of 196 days ends before 2026-07-20.
  Fault(
    "capacity.csv", "line-a,2026-03-02", "line-a,2026-07-20", "capacity.csv:3:8 capacity.date.after"
  ),
  Fault("stock.csv", "30,2026-02-02", "30,2026-07-20", "stock.csv:3:16 stock.date.after"),
  Fault(
    "energisation.csv", "dc-a,2026-04-06,6", "dc-a,2026-07-20,6",
    "energisation.csv:3:6 energisation.date.after"),
  Fault("demand.csv", "2026-02-02,10", "2026-07-20,10", "demand.csv:2:20 demand.due.after"),
  Fault("expansions.csv", ",28,4,3", ",196,4,3", "expansions.csv:2:27 expansions.idle"),
  // What has been refused is no second supplier.
  Fault(
    "offers.csv", "chip-acme,acme,chip,30000,TW,yard,5000,10,100000,10,90000,,,0.05,",
    "chip-acme,acme,chip,30000,TW,yard,5000,10,100000,10,90000,,,0.05,false",
    "policies.csv:6:31 policies.suppliers.few"),
  Fault("capacity.csv", "line-a,2026-03-02", "line-a,2026-07-19"),
  Fault("stock.csv", "30,2026-02-02", "30,2026-07-19"),
  Fault("energisation.csv", "dc-a,2026-04-06,6", "dc-a,2026-07-19,6"),
  Fault("demand.csv", "2026-02-02,10", "2026-07-19,10"),
  Fault("demand.csv", "2026-02-02,10,2026-01-12", "2026-01-05,10,"),
  Fault("demand.csv", "2026-02-02,10,2026-01-12", "2026-02-02,10,2026-02-02"),
  Fault("expansions.csv", ",28,4,3", ",195,4,3"),
  Fault("energisation.csv", "dc-a,2026-04-06,6", "dc-a,2026-04-06,2"),
  Fault("policies.csv", "item:chip,,2,0.1", "item:chip,,2,0.5"),
  Fault("policies.csv", "item:chip,,2,0.1,,,", "item:chip,,3,0.1,,,50"),
  Fault("policies.csv", "2026-01-05,2026-06-30", "2026-01-05,2026-01-05"),
  Fault("policies.csv", "silicon,TW,0.9", "silicon,TW,1"),
]
