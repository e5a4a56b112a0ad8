/// Examples of the rules of recipes, deployment, policies and classes of service.
extension HandDerivedTests.Example {
  private static func modules(_ cells: String) -> [String: String] {
    with(
      line(0),
      [
        "expansions.csv": "expansion,resource,per_week,capex,max_count\nmore,line,\(cells)\n"
      ])
  }

  /// A rack of a part and a chip.
  private static let twoParts = [
    "items.csv": "item,kind,addressable\nrack,product,\npart,part,false\nchip,part,true\n",
    "bom.csv": "parent,component,quantity\nrack,part,1\nrack,chip,1\n",
  ]

  /// The same, told apart by category and pillar, both to be had from home and from afar.
  private static let kinds = with(
    twoParts,
    offers(
      "", "home,a,part,100,US", "far,b,part,80,CN", "chip-home,a,chip,50,US",
      "chip-far,b,chip,40,CN"),
    [
      "items.csv": """
      item,kind,pillar,category
      rack,product,datacenter,rack
      part,part,datacenter,metal
      chip,part,robotics,silicon

      """
    ])

  // MARK: - Recipes

  static let recipes: [Self] = [
    // Starts end in the second week; until then a rack takes two.
    Self(
      testDescription: "bill of materials in force at the start",
      files: [
        "bom.csv": """
        parent,component,quantity,from,to
        rack,part,2,,2026-01-12
        rack,part,1,2026-01-19,

        """,
        "operations.csv": "operation,site,item,cost,latest\nassemble,plant,rack,20,2026-01-12\n",
      ], cost: 10 * (200 + 25)),
    // Two chips at 30 and 25 of work, or a part at 100 and 20.
    Self(
      testDescription: "an alternate recipe",
      files: with(
        offers("", "home,a,part,100,US", "cheap,b,chip,30,US"),
        [
          "items.csv": "item,kind\nrack,product\npart,part\nchip,part\n",
          "bom.csv": """
          parent,component,quantity,recipe
          rack,part,1,
          rack,chip,1,alt
          rack,chip,1,alt

          """,
          "operations.csv": """
          operation,site,item,recipe,cost
          assemble,plant,rack,,20
          other,plant,rack,alt,25

          """,
        ]), cost: 10 * (60 + 25 + 5)),
    // 2 starts a week, 6.4 of the 8 good.
    Self(
      testDescription: "a resource is loaded per start",
      files: with(
        line(4),
        ["operations.csv": "operation,site,item,cost,yield\nassemble,plant,rack,20,0.8\n"]),
      cost: 8 * 120 + 6.4 * 5 + 3.6 * 1010),
    // Two rows of an hour each.
    Self(
      testDescription: "loads of one resource add up",
      files: with(
        line(4),
        ["loads.csv": "operation,resource,per_unit\nassemble,line,1\nassemble,line,1\n"]),
      cost: 8 * 125 + 2 * 1010),
    // From the third week on: 4 racks in each of two weeks.
    Self(
      testDescription: "a decision not before its window",
      files: with(
        line(0),
        [
          "expansions.csv":
            "expansion,resource,per_week,capex,earliest\nmore,line,8,500,2026-01-19\n"
        ]
      ), cost: 500 + 8 * 125 + 2 * 1010),
    // In the second week at the latest, though the racks are made in the fourth.
    Self(
      testDescription: "a decision not after its window",
      files: with(
        line(0),
        [
          "expansions.csv":
            "expansion,resource,per_week,capex,latest\nmore,line,20,500,2026-01-12\n"
        ]
      ), settings: "discount_rate: 0.1\n", cost: 500 * discount(7) + 1250 * discount(21)),
    // One module makes 8 of 10 racks, two make all.
    Self(testDescription: "modules", files: modules("4,500,3"), cost: 2 * 500 + 1250),
    Self(testDescription: "one module", files: modules("4,500,"), cost: 500 + 8 * 125 + 2 * 1010),
  ]

  // MARK: - Deployment

  static let deployment: [Self] = [
    Self(
      testDescription: "a demand anywhere is met at datacenters and hubs",
      files: [
        "demand.csv":
          "demand,item,due,quantity,late_cost,lost_cost\nneed,rack,2026-01-26,10,10,1000\n"
      ], cost: 1250),
    // The part alone has more power than the rack, but is no product.
    Self(
      testDescription: "a measure is met by products",
      files: [
        "items.csv": "item,kind,power_kw\nrack,product,100\npart,part,500\n",
        "demand.csv": measured("power", 1), "lanes.csv": "from,to,cost\nplant,dc,5\n",
      ], cost: 1250),
    Self(
      testDescription: "compute is counted in PFLOPS",
      files: [
        "items.csv": "item,kind,compute_pflops\nrack,product,2\npart,part,\n",
        "demand.csv": measured("compute", 20),
      ], cost: 1250),
    // 0.5 MW in force on the first day of the last week, not what comes a day later or is planned.
    Self(
      testDescription: "power in force at the bucket's start",
      files: [
        "energisation.csv": """
        site,date,mw,status
        dc,2026-01-26,0.5,
        dc,2026-01-27,2,
        dc,2026-01-26,9,planned
        dc,2026-01-26,9,secured

        """
      ], cost: 5 * 125 + 5 * 1010),
    // All that is due in the first week waits for the third.
    Self(
      testDescription: "power that comes late",
      files: with(
        demand("2026-01-05"), ["energisation.csv": "site,date,mw\ndc,2026-01-19,1\n"]),
      cost: 1250 + 10 * 10 * 2),
    // 10 could be there in the third week, but 5 must do in the fourth.
    Self(
      testDescription: "power that falls",
      files: [
        "energisation.csv": "site,date,mw\ndc,2026-01-05,1\ndc,2026-01-26,0.5\n"
      ], cost: 5 * 125 + 5 * 1010),
    // 1 MW takes 5 racks in their only mode; the item's own power does not count.
    Self(
      testDescription: "modes replace the item's own power",
      files: [
        "modes.csv": "item,mode,power_kw,compute_pflops\nrack,fast,200,1\n",
        "energisation.csv": "site,date,mw\ndc,2026-01-05,1\n",
      ], cost: 5 * 125 + 5 * 1010),
    // 10 of 15 racks at the site are taken, however early; 5 lie there for 28 days.
    Self(
      testDescription: "never more than the quantity",
      files: stockAtTheSite("2026-01-26"), settings: "holding_rate: 0.365\n",
      cost: 5 * 100 * 0.365 * 28 / 365),
    Self(
      testDescription: "never more than the quantity that is never due",
      files: stockAtTheSite("2026-03-01"), settings: "holding_rate: 0.365\n",
      cost: 5 * 100 * 0.365 * 28 / 365),
  ]

  private static func measured(_ measure: String, _ quantity: Int) -> String {
    """
    demand,site,measure,due,quantity,late_cost,lost_cost
    need,dc,\(measure),2026-01-26,\(quantity),1000,100000

    """
  }

  private static func stockAtTheSite(_ due: String) -> [String: String] {
    [
      "items.csv": "item,kind,value\nrack,product,100\npart,part,\n",
      "stock.csv": "site,item,quantity\ndc,rack,15\n",
      "demand.csv":
        "demand,site,item,due,quantity,late_cost,lost_cost\nneed,dc,rack,\(due),10,10,1000\n",
    ]
  }

  // MARK: - Policies

  static let policyKinds: [Self] = [
    // f + h = 10 parts, 80 f ≤ 0.4 (80 f + 100 h) → f = 400/88, for the chips in money of 50 a unit
    // from home alone do not make room for more.
    Self(
      testDescription: "a country's share is one of money, item by item",
      files: with(
        twoParts, offers("", "home,a,part,100,US", "far,b,part,80,CN", "chips,a,chip,50,US"),
        policies("less,country_share_max,,CN,0.4,,,,")),
      cost: 250 + 500 + 480.0 / 88 * 100 + 400.0 / 88 * 80),
    // The same for one item, by supplier.
    Self(
      testDescription: "a supplier's share",
      files: with(homeAndFar, policies("less,supplier_share_max,item:part,b,0.4,,,,")),
      cost: 250 + 480.0 / 88 * 100 + 400.0 / 88 * 80),
    // Parts do not count: all foreign. Chips: 50 h ≥ 0.6 (50 h + 40 f) → h = 240/44.
    Self(
      testDescription: "addressable content",
      files: with(
        twoParts,
        offers(
          "", "home,a,part,100,US", "far,b,part,80,CN", "chip-home,a,chip,50,US",
          "chip-far,b,chip,40,CN"),
        policies("made-here,addressable_content_min,,,0.6,,,,")),
      cost: 250 + 800 + 240.0 / 44 * 50 + 200.0 / 44 * 40),
    // 70 h ≥ 0.5 (100 h + 80 f) → h = 2 f.
    Self(
      testDescription: "a part of an offer is domestic",
      files: with(
        offers(",domestic", "home,a,part,100,US,0.7", "far,b,part,80,CN,"),
        policies("made-here,domestic_content_min,,,0.5,,,,")),
      cost: 250 + 2000.0 / 3 + 800.0 / 3),
    // Chips from home, parts from afar.
    Self(
      testDescription: "a policy for a category",
      files: with(kinds, policies("made-here,domestic_content_min,category:silicon,,1,,,,")),
      cost: 10 * (80 + 50 + 25)),
    Self(
      testDescription: "a policy for a pillar",
      files: with(kinds, policies("made-here,domestic_content_min,pillar:robotics,,1,,,,")),
      cost: 10 * (80 + 50 + 25)),
    // Orders of the first and the last week are free.
    Self(
      testDescription: "orders outside a policy's window",
      files: with(
        homeAndFar, policies("made-here,domestic_content_min,,,1,,2026-01-12,2026-01-19,")),
      cost: 1050),
    // Both dates included, orders are only possible on them.
    Self(
      testDescription: "orders on the ends of a policy's window",
      files: with(
        offers(
          ",valid_from,valid_to", "home,a,part,100,US,,", "far,b,part,80,CN,2026-01-12,2026-01-19"),
        policies("made-here,domestic_content_min,,,1,,2026-01-12,2026-01-19,")), cost: 1250),
    // Nothing is bought, so nobody has to be awarded.
    Self(
      testDescription: "suppliers of what is not bought",
      files: with(
        offers(",fixed_cost", "a,a,part,100,US,50", "b,b,part,100,US,50"),
        policies("two,suppliers_min,,,2,,,,"), ["stock.csv": "site,item,quantity\nplant,part,10\n"]),
      cost: 250),
    // Two offers of one supplier are one supplier: 3 of the other's.
    Self(
      testDescription: "suppliers, not offers",
      files: with(
        offers("", "one,a,part,60,US", "two,a,part,60,US", "three,b,part,100,US"),
        policies("two,suppliers_min,,,2,0.3,,,")), cost: 970),
    // Two of three bring 40 % each; the third, the cheapest, brings what is left.
    Self(
      testDescription: "others may bring less",
      files: with(
        offers(",maximum", "a,a,part,100,US,", "b,b,part,90,US,", "c,c,part,60,US,2"),
        policies("two,suppliers_min,,,2,0.4,,,")), cost: 4 * 100 + 4 * 90 + 2 * 60 + 250),
    Self(
      testDescription: "capital",
      files: with(modules("4,500,3"), policies("cap,capex_max,,,700,,,,")),
      cost: 500 + 8 * 125 + 2 * 1010),
    // Two modules in the first week, before the window.
    Self(
      testDescription: "capital outside its window",
      files: with(modules("4,500,3"), policies("cap,capex_max,,,0,,2026-01-12,,")),
      cost: 2 * 500 + 1250),
    // (528 − 88) / (80 × 1.1) = 5 racks.
    Self(
      testDescription: "spending with duty and fixed cost",
      files: with(
        offers(",fixed_cost", "far,b,part,80,CN,88"), ["tariffs.csv": "origin,rate\nCN,0.1\n"],
        policies("cap,spend_max,,,528,,,,")), cost: 528 + 5 * 25 + 5 * 1010),
    // All foreign: 0.6 × 800 are missed at 0.1 each. A unit at home costs 20 more and saves 8.8.
    Self(
      testDescription: "a penalty for content",
      files: with(homeAndFar, policies("made-here,domestic_content_min,,,0.6,,,,0.1")),
      cost: 1050 + 48),
    // 500 above the cap at 0.5.
    Self(
      testDescription: "a penalty for spending", files: policies("cap,spend_max,,,500,,,,0.5"),
      cost: 1250 + 250),
    // The rule and its penalty look at money as it is paid, the cost at its value today.
    Self(
      testDescription: "a penalty is not discounted", files: policies("cap,spend_max,,,500,,,,0.5"),
      settings: "discount_rate: 0.1\n", cost: 1250 * discount(21) + 250),
    Self(
      testDescription: "a cap on spending is not discounted",
      files: policies("cap,spend_max,,,500,,,,"), settings: "discount_rate: 0.1\n",
      cost: (5 * 125 + 5 * 1010) * discount(21)),
    // One module makes 2 racks in each week; a second would take 1000, whenever it is decided.
    Self(
      testDescription: "a cap on capital is not discounted",
      files: with(modules("4,500,3"), policies("cap,capex_max,,,999,,,,")),
      settings: "discount_rate: 0.1\n",
      cost: 500 + 240 * (1 + discount(7) + discount(14) + discount(21))
        + (8 * 5 + 2 * 1010) * discount(21)),
    // One supplier is missing.
    Self(
      testDescription: "a penalty for suppliers", files: policies("two,suppliers_min,,,2,,,,30"),
      cost: 1280),
  ]

  // MARK: - Classes of service

  static let service: [Self] = [
    // 8 racks: 6 for the first class, 2 for the second, though its loss is dearer.
    Self(
      testDescription: "the first class first", files: classes(6),
      settings: "objective: service_first\n", cost: 8 * 125 + 4 * 1010),
    // 2 racks a week: 4 for the first class, of which 2 are a week late at 1; then 4 for the second,
    // all late for two weeks and half of them for a third, at 10.
    Self(
      testDescription: "late cost is a class's as well",
      files: with(
        line(4),
        [
          "demand.csv": """
          demand,site,item,due,quantity,priority,late_cost,lost_cost
          dear,dc,rack,2026-01-05,4,2,10,1000
          first,dc,rack,2026-01-05,4,1,1,2000

          """
        ]), settings: "objective: service_first\n", cost: 8 * 125 + 2 + 4 * 20 + 2 * 10),
    // The first class loses 2 at 201; it is held within 1e-6 of that, which the second makes use of.
    Self(
      testDescription: "a class is held", files: classes(10),
      settings: "objective: service_first\n",
      cost: 8 * 125 + 402 + 6 * 1010 - 402e-6 / 201 * (1010 - 201)),
  ]

  private static func classes(_ first: Int) -> [String: String] {
    with(
      line(4),
      [
        "demand.csv": """
        demand,site,item,due,quantity,priority,late_cost,lost_cost
        dear,dc,rack,2026-01-26,6,,10,1000
        first,dc,rack,2026-01-26,\(first),-1,1,200

        """
      ])
  }
}
