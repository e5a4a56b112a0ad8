/// The tables of the program to start from.
///
/// Every company and figure is made up.
enum StarterTables {
  /// A file of the folder: its table's name, what this program says in it, and its text.
  struct Table {
    let name: String
    /// A sentence or two for the folder's README.
    let story: String
    let text: String
  }

  /// `program.yaml`.
  static func settings(name: String) -> String {
    """
    format: 1
    name: \(quoted(name))
    currency: USD
    domestic: US

    # The horizon: 26 buckets of a week, then 6 of four weeks.
    start: 2027-01-04
    buckets:
      - {count: 26, days: 7}
      - {count: 6, days: 28}

    # Money later is worth less; stock costs a share of its value a year.
    discount_rate: 0.08
    holding_rate: 0.12

    # cost: the least whole cost. service_first: demand first, class by class.
    objective: cost

    # What progress is shown against in the report.
    goal: {measure: power, quantity: 40, date: 2027-12-06}

    """
  }

  /// `name` as a YAML text in double quotes.
  private static func quoted(_ name: String) -> String {
    var text = "\""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case let scalar where scalar.value < 0x20: text += " "
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// Every table, in the order in which to read them.
  static let all: [Table] = products + places + making + buying + wanting
}

extension StarterTables {
  private static let products = [
    Table(
      name: "items",
      story: "One product, the rack; two assemblies; six parts. The accelerator does not count "
        + "toward addressable domestic content.",
      text: """
        item,kind,name,pillar,category,value,mass_kg,hts,addressable
        rack,product,Liquid-cooled rack,datacenter,rack,2200000,1400,,
        tray,assembly,Compute tray,datacenter,compute,118000,24,,
        shelf,assembly,Power shelf,datacenter,power,3600,32,,
        accelerator,part,Accelerator,datacenter,compute,27000,2,8473301180,false
        board,part,Host board,datacenter,compute,3100,3,8473301180,
        cold-plate,part,Cold plate,datacenter,cooling,260,1.5,8419500000,
        psu,part,Power supply 5.5 kW,datacenter,power,480,4,8504407018,
        busbar,part,Busbar,datacenter,power,900,28,8535900000,
        cabling,part,Cable cartridge,datacenter,network,7400,60,8544429090,

        """),
    Table(
      name: "modes",
      story: "A deployed rack runs throttled or at full power: where a site's power is short, the "
        + "plan throttles.",
      text: """
        item,mode,power_kw,compute_pflops
        rack,throttled,120,620
        rack,full,140,680

        """),
    Table(
      name: "bom",
      story: "What one rack, tray and shelf takes.",
      text: """
        parent,component,quantity
        rack,tray,18
        rack,shelf,8
        rack,busbar,1
        rack,cabling,1
        tray,accelerator,4
        tray,board,2
        tray,cold-plate,6
        shelf,psu,6

        """),
  ]

  private static let places = [
    Table(
      name: "sites",
      story: "Two plants, two data centers, and the dock that a supplier abroad ships from.",
      text: """
        site,kind,name,country,region,latitude,longitude,pue
        ohio,plant,Ohio plant,US,OH,40.0,-82.9,
        texas,plant,Texas plant,US,TX,29.8,-95.4,
        dc-plains,datacenter,Plains campus,US,TX,32.4,-99.7,1.2
        dc-lakes,datacenter,Lakes campus,US,MI,42.3,-83.7,1.25
        keelung,supplier,Accelerator maker's dock,TW,,25.1,121.7,

        """),
    Table(
      name: "lanes",
      story: "Accelerators come by air or by sea: the plan weighs days against money. Trays and "
        + "shelves are made in Ohio only, so Texas gets them by truck.",
      text: """
        from,to,item,mode,days,cost,cost_per_kg
        keelung,ohio,accelerator,air,6,,9
        keelung,ohio,accelerator,sea,38,,1
        ohio,texas,tray,truck,3,180,
        ohio,texas,shelf,truck,3,60,
        ohio,dc-lakes,rack,truck,2,2200,
        ohio,dc-plains,rack,truck,4,4100,
        texas,dc-plains,rack,truck,2,2400,
        texas,dc-lakes,rack,truck,5,4600,

        """),
    Table(
      name: "energisation",
      story: "The power that each site has by a date. Only energised rows limit the plan; the "
        + "others show in the report what is still planned.",
      text: """
        site,date,mw,status
        dc-plains,2027-02-01,12,energised
        dc-plains,2027-06-01,30,energised
        dc-plains,2027-09-01,48,planned
        dc-lakes,2027-04-01,8,energised
        dc-lakes,2027-08-02,24,energised

        """),
  ]
}
