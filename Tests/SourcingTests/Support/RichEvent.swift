import Program
import Sourcing
import Tables

extension EventTexts {
  /// An event that uses every table, column and key; nothing is wrong with it, and in each table
  /// the first row fills every cell.
  static let rich = EventTexts(files: [
    "event.yaml": """
    format: 1
    event: rich-call
    title: "Made-up call"
    currency: EUR
    domestic: US
    opening: sealed
    published: 2026-01-05T09:00:00-06:00
    questions_until: 2026-02-10T17:00:00-06:00
    deadline: 2026-03-31T17:00:00-05:00
    selection: 2026-05-01
    quality_value: 2.5
    horizon_years: 10
    buyer: Made-up Buyer
    ocid_prefix: ocds-a1b2c3
    publication_uri: https://example.com/call.json

    """,
    "lots.csv": """
    lot,title,pillar,category
    cooling,Liquid cooling,datacenter,cooling
    power,Power shelves,datacenter,power

    """,
    "items.csv": """
    item,lot,quantity,whole,unit,need_by,late_cost,unmet_cost,hts,program_item,specification
    pump,cooling,1000,true,each,2026-09-01,3,900,84137000,cdu-pump,60 l/min
    hose,cooling,5000.5,false,m,,,,,,
    shelf,power,800,,each,2026-10-01,0,,85044095,,33 kW

    """,
    "demand_profile.csv": """
    item,from,to,quantity
    pump,2026-07-01,2026-12-31,1000

    """,
    "suppliers.csv": """
    supplier,name,country,region,groups,incumbent,quality,fixed_cost,lei
    alpha,Alpha Works,US,Ohio,veteran;small,true,7,500,529900T8BM49AURSDO55
    beta,Beta Works,TW,,small,false,5.5,,

    """,
    "lines.csv": """
    line,supplier,item,minimum,maximum,fixed_cost,duty_rate,freight,domestic,lead_days,quality,origin,made_at,valid_to
    a-pump,alpha,pump,100,1000,20000,0,1.5,0.7,60,8,US,Toledo,2026-12-31
    a-hose,alpha,hose,,,,,,,,,,,
    b-pump,beta,pump,,,,0.25,2,,90,,TW,,
    b-shelf,beta,shelf,,,,,,,,,,,

    """,
    "steps.csv": """
    line,from_quantity,price,kind
    a-pump,0,120,incremental
    a-pump,500,110.5,incremental
    a-hose,0,4.25,
    b-pump,1,99.9,all_units
    b-shelf,0,1500,

    """,
    "bundles.csv": """
    bundle,supplier,price,duty,freight,domestic_value,exclusive,requires
    more,alpha,20000,10,20,12000,one,set
    set,alpha,150000,,,,,

    """,
    "bundle_items.csv": """
    bundle,item,quantity
    set,pump,1000
    set,hose,5000.5
    more,hose,100

    """,
    "discounts.csv": "discount,supplier,basis,over\nvolume,alpha,units,cooling;pump\n",
    "discount_tiers.csv": "discount,at_least,rate\nvolume,1000,0.02\nvolume,3000,0.05\n",
    "capacities.csv": "supplier,items,maximum,from,to\nalpha,pump,600,2026-07-01,2026-09-30\n",
    "criteria.csv": """
    criterion,pillar,category,weight,scale_min,scale_max,minimum,direction,evidence,standard,meaning
    care,datacenter,cooling,3,0,10,4,higher,third-party,ISO 9001,Care for quality
    speed,,,1,,,,lower,,,Weeks

    """,
    "scores.csv": """
    criterion,supplier,lot,evaluator,score,reason
    care,alpha,cooling,engineer,8,Good audits
    speed,beta,,buyer,6.5,Slow

    """,
    "evidence.csv": """
    certificate,supplier,standard,issuer,scope,valid_from,valid_to,level,document
    c-1,alpha,ISO 9001,Made-up Register,Toledo,2025-01-01,2027-12-31,third-party,iso.pdf

    """,
    "questions.csv": """
    question,text,asked,supplier,lot,answer,answered,published
    q-1,Which connectors?,2026-01-20,beta,cooling,Any,2026-01-25,true

    """,
    "answers.csv": """
    supplier,criterion,answer,documents
    alpha,care,We test every pump,iso-9001.pdf
    beta,speed,Six weeks,

    """,
    "receipts.csv": """
    supplier,received,file,digest,reason
    alpha,2026-03-30T10:00:00Z,alpha.xlsx,00ff,none

    """,
    "scenarios/rich.yaml": """
    format: 1
    title: Everything
    objective: [{quality: 0.05}, cost]
    slack: 0.01
    rules:
      - {rule: dual, kind: suppliers_min, value: 2, lot: cooling, group: small}
      - {rule: home, kind: domestic_min, value: 0.4, penalty: 2, category: cooling, country: US}
      - {rule: spare, kind: backup_min, value: 0.5, item: pump, by: country}
      - {rule: keep, kind: force, supplier: alpha, region: Ohio}

    """,
  ])

  /// The same with the first `old` in one file replaced by `new`; an empty `old` replaces all.
  func edited(_ file: String, _ old: String, _ new: String) -> EventTexts {
    guard !old.isEmpty else { return with([file: new]) }
    guard let text = files[file], let range = text.firstRange(of: old) else {
      preconditionFailure("\(file) does not hold \(old)")
    }
    var changed = text
    changed.replaceSubrange(range, with: new)
    return with([file: changed])
  }

  /// The same without some files.
  func without(_ names: String...) -> EventTexts {
    EventTexts(files: files.filter { !names.contains($0.key) })
  }
}
