/// What the examples change of the shop, and those of time.
///
/// A rack costs 125 where nothing is changed; one that is never delivered costs 10 late in the last
/// week and 1000 lost.
extension HandDerivedTests.Example {
  /// 1.1^(−days/365).
  static func discount(_ days: Double) -> Double { HandDerivedTests.discount(days: days) }

  /// Several changes, of several files.
  static func with(_ parts: [String: String]...) -> [String: String] {
    parts.reduce(into: [:]) { $0.merge($1) { $1 } }
  }

  /// Offers with further columns, each starting with a comma.
  static func offers(_ columns: String, _ rows: String...) -> [String: String] {
    [
      "offers.csv": "offer,supplier,item,price,origin\(columns)\n"
        + rows.joined(separator: "\n") + "\n"
    ]
  }

  static let homeAndFar = offers("", "home,a,part,100,US", "far,b,part,80,CN")

  /// Policies with all their columns.
  static func policies(_ rows: String...) -> [String: String] {
    [
      "policies.csv": "policy,kind,scope,subject,value,min_share,from,to,penalty\n"
        + rows.joined(separator: "\n") + "\n"
    ]
  }

  /// A line of which a rack takes 2 hours.
  static func line(_ perWeek: Int) -> [String: String] {
    [
      "resources.csv": "resource,site\nline,plant\n",
      "capacity.csv": "resource,date,per_week\nline,2026-01-05,\(perWeek)\n",
      "loads.csv": "operation,resource,per_unit\nassemble,line,2\n",
    ]
  }

  /// The demand, due on another day or worth something else.
  static func demand(
    _ due: String, lost: Int = 1000, columns: String = "", cells: String = ""
  ) -> [String: String] {
    [
      "demand.csv": """
      demand,site,item,due,quantity,late_cost,lost_cost\(columns)
      need,dc,rack,\(due),10,10,\(lost)\(cells)

      """
    ]
  }

  /// Two fortnights instead of four weeks.
  static let fortnights = "[{count: 2, days: 14}]"

  // MARK: - Time

  static let time: [Self] = [
    // Ordered in the third week only, ten days ahead: days 24 to 31 hold the arrivals, 4/7 of them
    // before the end. 10 / (4/7) = 17.5 orders: 17.5 × 100 + 10 × 25
    Self(
      testDescription: "arrivals overlap buckets and the end",
      files: offers(",lead_days,valid_from", "home,a,part,100,US,10,2026-01-19"), cost: 2000),
    // Ordered in the second week only: 4/7 arrive in the third, when they are due, the rest a week
    // late: 1250 + 10 × 10 × 3/7. An order more costs 100 and makes less than one more punctual.
    Self(
      testDescription: "the later part of arrivals is late",
      files: with(
        offers(",lead_days,valid_from,valid_to", "home,a,part,100,US,10,2026-01-12,2026-01-12"),
        demand("2026-01-19")), cost: 1250 + 300.0 / 7),
    // The first of a discounted window's days is the latest on which parts can be bought.
    Self(
      testDescription: "the last day of a window counts",
      files: offers(",valid_to", "home,a,part,100,US,2026-01-12"),
      settings: "discount_rate: 0.1\n", cost: 1000 * discount(7) + 250 * discount(21)),
    Self(
      testDescription: "the first day of a window counts",
      files: offers(",valid_from", "home,a,part,100,US,2026-01-26"), cost: 1250),
    // 2 hours, then 3 days of 2 and 4 of 6 a week, then 6 and 6: 128/7 hours make 64/7 racks.
    Self(
      testDescription: "capacity is in force from its date",
      files: with(
        line(0),
        [
          "capacity.csv":
            "resource,date,per_week\nline,2025-12-01,2\nline,2026-01-15,6\n"
        ]), cost: 64.0 / 7 * 125 + 6.0 / 7 * 1010),
    // From day 7 on 4 hours a week, reached over two weeks: 1 + 3 + 4 hours make 4 racks. A second
    // module would pay, but there is one.
    Self(
      testDescription: "ramp",
      files: with(
        line(0),
        [
          "expansions.csv":
            "expansion,resource,per_week,capex,lead_days,ramp_weeks\nmore,line,4,500,7,2\n"
        ]), cost: 500 + 4 * 125 + 6 * 1010),
    // Decided at once, there for three weeks of 2 racks each, each paid and kept in its week.
    Self(
      testDescription: "fixed cost per week",
      files: with(
        line(0),
        [
          "expansions.csv":
            "expansion,resource,per_week,capex,lead_days,fixed_per_week\nmore,line,4,500,7,30\n"
        ]), settings: "discount_rate: 0.1\n",
      cost: 500 + 270 * (discount(7) + discount(14) + discount(21)) + 30 * discount(21)
        + 4 * 1010 * discount(21)),
    // Bought in the first fortnight, used in the second: 10 parts worth 100 lie for 14 days.
    Self(
      testDescription: "holding",
      files: with(
        offers(",valid_to", "home,a,part,100,US,2026-01-05"),
        [
          "items.csv": "item,kind,power_kw,value\nrack,product,100,0\npart,part,,100\n",
          "operations.csv":
            "operation,site,item,cost,earliest\nassemble,plant,rack,20,2026-01-19\n",
        ]), settings: "holding_rate: 0.365\n", buckets: fortnights,
      cost: 1250 + 10 * 100 * 0.365 * 14 / 365),
    // Due in the first fortnight, there in the second: late for two weeks.
    Self(
      testDescription: "late cost is per week",
      files: with(
        offers(",lead_days", "home,a,part,100,US,14"), demand("2026-01-12")),
      buckets: fortnights, cost: 1250 + 10 * 10 * 2),
    Self(
      testDescription: "late and lost are discounted", files: offers("", ""),
      settings: "discount_rate: 0.1\n", cost: 10 * 1010 * discount(21)),
    // There in the second week: late for the first.
    Self(
      testDescription: "due before the start is due at once",
      files: with(offers(",lead_days", "home,a,part,100,US,7"), demand("2025-12-01")),
      cost: 1250 + 10 * 10),
    Self(
      testDescription: "due after the horizon is never due", files: demand("2026-02-02"), cost: 0),
    // The last day of the third week; there in the fourth.
    Self(
      testDescription: "due on the last day of a bucket",
      files: with(offers(",lead_days", "home,a,part,100,US,21"), demand("2026-01-25")),
      cost: 1250 + 10 * 10),
    Self(testDescription: "all in the first week", files: demand("2026-01-05"), cost: 1250),
    // The first bucket that starts on or after a Tuesday is the third: late for two weeks.
    Self(
      testDescription: "not before",
      files: demand("2026-01-05", columns: ",not_before", cells: ",2026-01-13"),
      cost: 1250 + 10 * 10 * 2),
    // 4 racks lay there before the start, 3 come on the last day of the third week, 1 too late.
    Self(
      testDescription: "dated stock",
      files: with(
        [
          "stock.csv": """
          site,item,quantity,date
          plant,rack,4,2025-12-25
          plant,rack,3,2026-01-25
          plant,rack,1,2026-02-02

          """
        ], demand("2026-01-19")), cost: 3 * 125 + 7 * 5),
  ]
}
