import Program
import Tables
import Testing

/// A small folder that a test changes in one place.
let smallFolder: [String: String] = [
  "program.yaml": """
  format: 1
  name: Small
  start: 2026-01-05
  buckets: [{count: 4, days: 7}, {count: 2, days: 28}]
  discount_rate: 0.08
  holding_rate: 0.2
  goal: {measure: power, quantity: 10, date: 2026-06-01}

  """,
  "items.csv": """
  item,kind,name,category,value,power_kw,compute_pflops
  rack,product,Rack,rack,100000,120,720
  tray,assembly,"Tray, compute",tray,5000,,
  cdu,part,,cooling,2000,,

  """,
  "sites.csv": """
  site,kind,country,pue
  plant-a,plant,US,
  dc-a,datacenter,US,1.2
  yard,supplier,TW,

  """,
  "demand.csv": """
  demand,site,item,due,quantity,late_cost,lost_cost
  d1,dc-a,rack,2026-02-02,10,100,5000

  """,
  "bom.csv": "parent,component,quantity\nrack,tray,18\nrack,cdu,1\n",
  "operations.csv": "operation,site,item,lead_days\nbuild,plant-a,rack,3\n",
  "resources.csv": "resource,site\nline,plant-a\n",
  "capacity.csv": "resource,date,per_week\nline,2026-01-05,40\n",
  "loads.csv": "operation,resource,per_unit\nbuild,line,8\n",
  "offers.csv": """
  offer,supplier,item,price,origin,ship_from
  tray-acme,acme,tray,5000,TW,yard
  cdu-bolt,bolt,cdu,2000,US,

  """,
  "lanes.csv": "from,to,days,cost\nyard,plant-a,20,3\nplant-a,dc-a,2,50\n",
]

@Test func smallFolderLoads() throws {
  let result = BuildProgram.load(from: MemoryFiles(texts: smallFolder))
  #expect(result.diagnostics.map(\.rendered) == [])
  let program = try #require(result.program)
  #expect(program.items.map(\.id) == ["rack", "tray", "cdu"])
  #expect(program.items[1].name == "Tray, compute")
  #expect(program.horizon.count == 6)
  #expect(program.offers.map(\.domestic) == [0, 1])
  #expect(program.lanes[0].perWeek == nil)
}
