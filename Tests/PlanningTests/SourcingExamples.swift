/// Examples of the rules of offers: duties, prices, ways, and how large an award may be.
extension HandDerivedTests.Example {
  /// Ordered in the third week only, at a cost once: 4/7 of it is there before the end.
  private static func lateOffer(_ cells: String = "part,100,US,50") -> [String: String] {
    offers(",fixed_cost,lead_days,valid_from", "home,a,\(cells),10,2026-01-19")
  }

  // MARK: - Duties and prices

  static let prices: [Self] = [
    // 0.1 + 0.05 + 0.04 on 80; 84 is no prefix of the item's digits, nor is what is longer.
    Self(
      testDescription: "duty rows match by prefix and add up",
      files: with(
        homeAndFar,
        [
          "items.csv": "item,kind,hts\nrack,product,\npart,part,850440\n",
          "tariffs.csv": """
          origin,hts,rate
          CN,85,0.1
          *,,0.05
          CN,8504,0.04
          CN,84,9
          CN,85044090,9
          MX,,9

          """,
        ]), cost: 10 * (80 * 1.19 + 25)),
    Self(
      testDescription: "no duty in the country of origin",
      files: ["tariffs.csv": "origin,rate\n*,0.1\nUS,0.1\n"], cost: 1250),
    // Ordered in the second week: the rows that end before its first day or start after it are not
    // in force, the one of that day alone is.
    Self(
      testDescription: "duty windows hold the bucket's first day",
      files: with(
        offers(",valid_from,valid_to", "far,b,part,80,CN,2026-01-12,2026-01-12"),
        [
          "tariffs.csv": """
          origin,rate,from,to
          CN,0.1,2026-01-12,2026-01-12
          CN,0.5,,2026-01-11
          CN,0.5,2026-01-13,

          """
        ]), cost: 10 * (88 + 25)),
    // Bought in the first week, five at 40 less, settled in the last.
    Self(
      testDescription: "breaks are settled in the last bucket",
      files: with(
        offers(",valid_to", "home,a,part,100,US,2026-01-05"),
        ["price_breaks.csv": "offer,from_quantity,price\nhome,5,60\n"]),
      settings: "discount_rate: 0.1\n", cost: 1000 - 200 * discount(21) + 250 * discount(21)),
    Self(
      testDescription: "a break from the first unit on",
      files: ["price_breaks.csv": "offer,from_quantity,price\nhome,0,90\n"], cost: 10 * 115),
    // Five at 100, then five of the other at 110 instead of 120.
    Self(
      testDescription: "a rising break",
      files: with(
        offers("", "home,a,part,100,US", "other,b,part,110,US"),
        ["price_breaks.csv": "offer,from_quantity,price\nhome,5,120\n"]), cost: 1300),
    // Paid in the third week, the first of its window.
    Self(
      testDescription: "fixed cost in the first bucket of the window",
      files: offers(",fixed_cost,valid_from", "home,a,part,100,US,300,2026-01-19"),
      settings: "discount_rate: 0.1\n", cost: 300 * discount(14) + 1250 * discount(21)),
  ]

  // MARK: - Offers

  static let sourcing: [Self] = [
    // A week on the way, so a week late; 3 + 4 × 0.5 for the freight.
    Self(
      testDescription: "an order over a lane",
      files: with(
        shipped("works,plant,part,7,3,0.5,"),
        demand("2026-01-05"), ["items.csv": "item,kind,mass_kg\nrack,product,\npart,part,4\n"]),
      cost: 10 * 130 + 100),
    // 2 a week for three weeks; what is ordered in the last comes too late.
    Self(
      testDescription: "a lane's capacity binds orders",
      files: shipped("works,plant,part,7,5,,2"), cost: 6 * 130 + 4 * 1010),
    // By way of a hub, where the part is of no use: 2 more each.
    Self(
      testDescription: "an order by way of a hub",
      files: shipped("works,hub,part,,,,", "hub,plant,part,,2,,"), cost: 1270),
    Self(
      testDescription: "suppliers hold no stock",
      files: with(
        shipped("works,plant,part,,,,"), ["stock.csv": "site,item,quantity\nworks,part,10\n"]),
      cost: 1250),
    Self(
      testDescription: "an order by a lane for something else",
      files: shipped("works,plant,rack,,1,,"), cost: 10 * 1010),
    Self(
      testDescription: "a dispatch by a lane for something else",
      files: with(
        shipped("works,plant,part,,,,"),
        [
          "demand.csv": """
          demand,site,item,due,quantity,late_cost,lost_cost
          spares,dc,part,2026-01-26,10,10,1000

          """
        ]), cost: 10 * 1010),
    // 16 a rack, 32 a week: 8 racks.
    Self(
      testDescription: "a lane counts units",
      files: with(
        shipped("hub,plant,part,,,,32"), offers(""),
        [
          "bom.csv": "parent,component,quantity\nrack,part,16\n",
          "stock.csv": "site,item,quantity\nhub,part,1000\n",
        ]), cost: 8 * 25 + 2 * 1010),
    Self(
      testDescription: "awarded and not used",
      files: offers(
        ",fixed_cost,awarded", "home,a,part,100,US,,", "new,b,part,150,US,300,true"), cost: 1550),
    Self(
      testDescription: "refused",
      files: offers(",awarded", "home,a,part,100,US,", "new,b,part,10,US,false"), cost: 1250),
    Self(
      testDescription: "maximum",
      files: offers(",maximum", "home,a,part,100,US,", "new,b,part,80,US,4"), cost: 1170),
    Self(
      testDescription: "capacity per week",
      files: offers(",per_week", "home,a,part,100,US,", "new,b,part,80,US,1"), cost: 1170),
    // Three units of no use at 10.
    Self(
      testDescription: "a minimum of what nothing needs",
      files: with(
        offers(",minimum,awarded", "home,a,part,100,US,,", "junk,b,chip,10,US,3,true"),
        ["items.csv": "item,kind\nrack,product\npart,part\nchip,part\n"]), cost: 1280),
    // A chip worth 1000 lies for four weeks at a day's cost of 1, or leaves for 1 and is on the way
    // until the end.
    Self(
      testDescription: "what is on the way is in no stock",
      files: [
        "items.csv":
          "item,kind,power_kw,value\nrack,product,100,0\npart,part,,0\nchip,part,,1000\n",
        "stock.csv": "site,item,quantity\nplant,chip,1\n",
        "lanes.csv": "from,to,item,cost,days\nplant,dc,rack,5,\nplant,dc,chip,1,28\n",
      ], settings: "holding_rate: 0.365\n", cost: 1251),
  ]

  // MARK: - How large an award may be

  static let awards: [Self] = [
    // 17.5 orders for 10 racks, as a third of the orders come too late.
    Self(testDescription: "an award of more than the use", files: lateOffer(), cost: 2050),
    // The same where leaving all racks open costs hardly more, 10 × 206.
    Self(
      testDescription: "an award of all that is affordable",
      files: with(lateOffer(), demand("2026-01-26", lost: 196)), cost: 2050),
    // Beyond the fifth unit 20: a known plan's cost buys more units than at 100.
    Self(
      testDescription: "an award of all that is affordable with a break",
      files: with(
        lateOffer(), demand("2026-01-26", lost: 191),
        ["price_breaks.csv": "offer,from_quantity,price\nhome,5,20\n"]),
      cost: 50 + 5 * 100 + 12.5 * 20 + 250),
    // The same over nearly four years: money of the last bucket buys more of today's units.
    Self(
      testDescription: "an award of all that is affordable in the end",
      files: with(
        offers(
          ",fixed_cost,lead_days,valid_from", "home,a,part,100,US,50,500,2027-12-06"),
        [
          "demand.csv": """
          demand,site,item,due,quantity,late_cost,lost_cost
          need,dc,rack,2028-11-20,10,0,225

          """
        ]), settings: "discount_rate: 0.1\n", buckets: "[{count: 4, days: 350}]",
      cost: 1800 * discount(700) + 250 * discount(1050)),
    Self(
      testDescription: "an award with yield",
      files: with(
        offers(",fixed_cost", "home,a,part,100,US,50"),
        ["operations.csv": "operation,site,item,cost,yield\nassemble,plant,rack,20,0.8\n"]),
      cost: 50 + 12.5 * 120 + 50),
    // 10 foreign units are bound; 60 % at home asks for 12 more at 100, 2 beyond the need of 10.
    Self(
      testDescription: "an award to balance a share",
      files: with(
        offers(
          ",fixed_cost,minimum,awarded", "far,b,part,80,CN,,10,true", "home,a,part,100,US,50,,"),
        policies("made-here,domestic_content_min,,,0.6,,,,")), cost: 800 + 1200 + 50 + 250),
    // 20 units are bound; the second supplier must bring as many.
    Self(
      testDescription: "an award to match a minimum",
      files: with(
        offers(",minimum,awarded", "a,a,part,100,US,20,true", "b,b,part,100,US,,"),
        policies("two,suppliers_min,,,2,0.5,,,")), cost: 4250),
  ]

  /// The shop with a supplier's site, a hub, and lanes `from,to,item,days,cost,cost_per_kg,per_week`.
  private static func shipped(_ lanes: String...) -> [String: String] {
    with(
      offers(",ship_from", "home,a,part,100,US,works"),
      [
        "sites.csv": """
        site,kind,country
        plant,plant,US
        dc,datacenter,US
        works,supplier,US
        hub,hub,US

        """,
        "lanes.csv": "from,to,item,days,cost,cost_per_kg,per_week\nplant,dc,rack,,5,,\n"
          + lanes.joined(separator: "\n") + "\n",
      ])
  }
}
