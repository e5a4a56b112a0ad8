import Program
import Tables

/// A folder that uses every table and every column, without a warning.
///
/// It is plainly made up: two rack generations, two plants, two datacenters and two suppliers.
let richFolder: [String: String] = [
  "program.yaml": """
  # A made-up program.
  format: 1
  name: "Made-up build-out"
  currency: EUR
  domestic: US
  start: 2026-01-05
  buckets: [{count: 4, days: 7}, {count: 6, days: 28}]
  discount_rate: 0.08
  holding_rate: 0.2
  objective: service_first
  goal: {measure: power, quantity: 10, date: 2026-06-01}

  """,
  "items.csv": """
  item,kind,name,pillar,category,value,mass_kg,hts,power_kw,compute_pflops,addressable
  rack-1,product,First rack,datacenter,rack,100000,1500,84715001,120,720,
  rack-2,product,"Rack, ""Kyber"" kind",datacenter,rack,200000,1800,84715001,,,true
  tray,assembly,Compute tray,datacenter,tray,5000,40,847330,,,
  cdu,part,,,cooling,2000.5,300,841869,,,
  chip,part,,,silicon,30000,0.5,854231,,,false

  """,
  "modes.csv": """
  item,mode,power_kw,compute_pflops
  rack-2,max-p,227,3600
  rack-2,max-q,187,3000

  """,
  "bom.csv": """
  parent,component,quantity,recipe,from,to
  rack-1,tray,18,,,
  rack-1,cdu,1,,,2026-04-30
  rack-1,cdu,0.5,,2026-05-01,
  rack-2,tray,18,,,
  rack-2,cdu,2,alt,,
  rack-2,tray,18,alt,,
  tray,chip,4,,,

  """,
  "sites.csv": """
  site,kind,name,country,region,latitude,longitude,pue
  plant-a,plant,Plant A,US,TX,32.7,-97.1,
  plant-b,plant,,US,OH,,,
  dc-a,datacenter,Data center A,US,TX,32.4,-99.7,1.2
  dc-b,datacenter,,US,,,,1.3
  hub-a,hub,,US,,,,
  yard,supplier,,TW,,,,

  """,
  "resources.csv": """
  resource,site,unit,name
  line-a,plant-a,hours,Line A
  line-b,plant-b,racks,

  """,
  "capacity.csv": """
  resource,date,per_week
  line-a,2026-01-05,400
  line-a,2026-03-02,500
  line-b,2026-01-05,20

  """,
  "operations.csv": """
  operation,site,item,recipe,yield,lead_days,cost,earliest,latest
  build-1,plant-a,rack-1,,0.95,3,100,,
  build-2,plant-b,rack-2,alt,0.9,5,120,2026-01-12,2026-06-30
  build-3,plant-b,rack-2,base,,,,,
  trays,plant-a,tray,,0.98,2,10,,

  """,
  "loads.csv": """
  operation,resource,per_unit
  build-1,line-a,8
  build-2,line-b,1
  trays,line-a,0.25

  """,
  "expansions.csv": """
  expansion,resource,per_week,capex,lead_days,ramp_weeks,max_count,earliest,latest,fixed_per_week
  grow-a,line-a,100,2000000,28,4,3,2026-01-05,2026-05-01,1000

  """,
  "offers.csv": """
  offer,supplier,item,price,origin,ship_from,per_week,lead_days,fixed_cost,minimum,maximum,valid_from,valid_to,domestic,awarded
  chip-acme,acme,chip,30000,TW,yard,5000,10,100000,10,90000,,,0.05,
  chip-bolt,bolt,chip,33000,US,,,14,,,,2026-01-05,2026-12-31,,true
  cdu-acme,acme,cdu,2000,MX,,400,7,,,,,,0.2,
  cdu-bolt,bolt,cdu,2100,US,,,7,,,,,,,false
  tray-bolt,bolt,tray,150000,US,,,7,,,,,,0.6,

  """,
  "price_breaks.csv": """
  offer,from_quantity,price
  chip-acme,1000,29000
  chip-acme,5000,28000.5

  """,
  "lanes.csv": """
  from,to,item,mode,days,cost,cost_per_kg,per_week
  yard,plant-a,chip,air,5,3,4.5,10000
  yard,plant-a,chip,sea,30,1,0.2,
  plant-a,plant-b,tray,truck,1,10,,
  plant-a,dc-a,,truck,2,50,,300
  plant-b,dc-a,,truck,2,60,,
  plant-b,dc-b,,,3,,0.05,
  plant-a,hub-a,,,1,20,,

  """,
  "tariffs.csv": """
  origin,hts,rate,from,to
  *,,0.1,,2026-07-31
  TW,8542,0.25,2026-02-01,
  MX,,0,,

  """,
  "demand.csv": """
  demand,site,item,measure,due,quantity,not_before,priority,late_cost,lost_cost
  first,dc-a,rack-1,,2026-02-02,10,2026-01-12,1,1000,500000
  second,dc-b,rack-2,,2026-05-04,20,,2,1000,500000
  fill,,,power,2026-06-01,6,,3,100,100000
  think,dc-a,,compute,2026-06-01,9000,,3,1,200

  """,
  "energisation.csv": """
  site,date,mw,status
  dc-a,2026-01-05,2,
  dc-a,2026-04-06,6,energised
  dc-b,2026-03-02,9,
  dc-b,2026-09-01,20,planned
  dc-b,2026-12-01,30,secured

  """,
  "stock.csv": """
  site,item,quantity,date
  plant-a,chip,500,
  plant-b,cdu,30,2026-02-02
  hub-a,rack-1,2,2025-12-15

  """,
  "policies.csv": """
  policy,kind,scope,subject,value,min_share,from,to,penalty
  home,domestic_content_min,,,0.05,,,,1000
  home-parts,addressable_content_min,pillar:datacenter,,0.1,,,,10
  not-tw,country_share_max,category:silicon,TW,0.9,,,,
  not-acme,supplier_share_max,item:chip,acme,0.8,,2026-01-05,2026-06-30,
  dual,suppliers_min,item:chip,,2,0.1,,,
  capex,capex_max,,,5000000,,,,
  spend,spend_max,all,,900000000,,,,

  """,
]

/// Loads a folder of texts.
func load(_ texts: [String: String], overrides: [String] = []) -> LoadResult {
  BuildProgram.load(from: MemoryFiles(texts: texts), overrides: overrides)
}

/// `richFolder` with `old` replaced by `new` in one file; both empty for no change.
func rich(_ file: String, _ old: String, _ new: String) -> [String: String] {
  edited(richFolder, file, old, new)
}

/// A folder with the first `old` in one file replaced by `new`.
func edited(
  _ folder: [String: String], _ file: String, _ old: String, _ new: String
) -> [String: String] {
  var folder = folder
  guard let text = folder[file], let range = text.firstRange(of: old) else {
    preconditionFailure("\(file) does not hold \(old)")
  }
  folder[file] = text.replacingCharacters(in: range, with: new)
  return folder
}

extension String {
  /// The text with the characters of `range` replaced.
  func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}

extension Diagnostic {
  /// The code and the place: `bom.csv:3:1 bom.circle`.
  var brief: String { "\(file):\(line):\(column) \(code)" }
}
