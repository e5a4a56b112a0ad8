import LinearModel
import Program
import Testing

@testable import Planning

/// Points that nearly are feasible, and the plans that ``PlanRepair`` makes of them.
@Suite struct RepairTests {
  /// A formulation with a point and the point's whole numbers.
  struct Case {
    let formulation: Formulation
    var point: [Double]
    var whole: [ColumnIndex: Double]

    /// The optimum of a program, of its formulation changed by `change`.
    init(_ program: BuildProgram, _ change: (Formulation, inout LinearModel) -> Void = { _, _ in })
      throws
    {
      let formulation = Formulation(program, limits: .proven(ceiling: nil))
      var model = formulation.model
      change(formulation, &model)
      var options = SolveOptions()
      options.relativeGap = 0
      let point = try HiGHSSolver().solve(model, options).columnValues
      self.formulation = formulation
      self.point = point
      let integers = point.indices.filter { model.isInteger[$0] }
      whole = Dictionary(
        uniqueKeysWithValues: integers.map { (ColumnIndex($0), point[$0].rounded()) })
    }

    /// The least cost with the whole numbers held.
    func optimum() throws -> Double {
      var model = formulation.model
      for (column, value) in whole {
        model.columnLower[column] = value
        model.columnUpper[column] = value
      }
      return try #require(try HiGHSSolver().solve(model).objective)
    }

    func repaired() throws -> [Double]? {
      try PlanRepair(formulation: formulation, solver: HiGHSSolver()).repaired(point, whole: whole)
    }

    /// The repaired point, after each of its rows, bounds and whole numbers was checked.
    func checked(_ comment: Comment? = nil) throws -> [Double] {
      let values = try #require(try repaired(), comment)
      let violation = formulation.model.violation(of: values)
      #expect(violation.column == 0, comment)
      #expect(violation.row <= 1e-6, comment)
      for (column, value) in whole { #expect(values[column] == value, comment) }
      return values
    }

    func cost(_ values: [Double]) -> Double { formulation.model.objective(of: values) }

    /// Multiplies every column by 1 ± noise.
    mutating func shake(by noise: Double, _ dice: inout PropertyTests.Dice) {
      for column in point.indices {
        point[column] *= 1 + noise * Double(dice.roll(-1000...1000)) / 1000
      }
    }

    /// What all starts of an item come to.
    func starts(of item: String, _ values: [Double]) -> Double {
      let program = formulation.program
      return zip(program.operations, formulation.starts)
        .filter { program.items[$0.0.item].id == item }
        .reduce(0) { sum, each in sum + each.1.columns.reduce(0) { $0 + values[$1] } }
    }
  }

  /// Two plants that weld frames of 2 bars and build racks of a frame and 4 bolts.
  ///
  /// The lane from one to the other, welding and the offers have limits; rules weigh parts against
  /// each other, one of them for a penalty.
  static func works(_ seed: Int, files: [String: String] = [:]) throws -> BuildProgram {
    var dice = PropertyTests.Dice(state: UInt64(seed))
    let weld = dice.roll(3...8)
    let bars = dice.roll(6...20)
    let lane = dice.roll(2...12)
    let lead = dice.roll(0...9)
    let penalty = dice.roll(1...40)
    return try Shop(buckets: "[{count: 6, days: 7}]").made(
      [
        "items.csv": """
        item,kind,value
        rack,product,500
        frame,assembly,200
        bar,part,20
        bolt,part,1

        """,
        "sites.csv":
          "site,kind,country\nplant,plant,US\nworks,plant,US\ndc,datacenter,US\ndock,supplier,CN\n",
        "bom.csv": "parent,component,quantity\nrack,frame,1\nrack,bolt,4\nframe,bar,2\n",
        "operations.csv": """
        operation,site,item,cost,lead_days,yield
        assemble,plant,rack,20,3,1
        weld,plant,frame,9,2,0.95
        weld-2,works,frame,5,2,1

        """,
        "resources.csv": "resource,site\nline,plant\nline-2,works\n",
        "capacity.csv": "resource,date,per_week\nline,2026-01-05,\(weld)\nline-2,2026-01-05,4\n",
        "loads.csv":
          "operation,resource,per_unit\nassemble,line,0.5\nweld,line,1\nweld-2,line-2,1\n",
        "expansions.csv": "expansion,resource,per_week,capex,lead_days\nmore,line,3,900,7\n",
        "lanes.csv": """
        from,to,item,days,cost,per_week
        plant,dc,rack,2,5,
        works,plant,,3,2,\(lane)
        dock,plant,,1,1,60

        """,
        "offers.csv": """
        offer,supplier,item,price,origin,ship_from,per_week,lead_days,fixed_cost
        bars,a,bar,40,US,,\(bars),2,
        far,b,bar,30,CN,dock,\(bars),\(lead),60
        bolts,c,bolt,2,US,,40,0,
        cheap,b,bolt,1,CN,dock,,4,

        """,
        "demand.csv": """
        demand,site,item,due,quantity,late_cost,lost_cost
        first,dc,rack,2026-01-21,8,50,3000
        second,dc,rack,2026-02-11,12,50,3000

        """,
        "policies.csv": """
        policy,kind,scope,value,penalty
        home,domestic_content_min,all,0.6,\(penalty)
        most,spend_max,all,1900,

        """,
      ].merging(files) { $1 })
  }

  @Test func whatIsFeasibleStaysAtItsCost() throws {
    for seed in 1...20 {
      for program in [try PropertyTests.shop(seed), try Self.works(seed)] {
        let known = try Case(program)
        let cost = known.cost(try known.checked("seed \(seed)"))
        #expect(agree(cost, known.cost(known.point)), "seed \(seed)")
      }
    }
  }

  @Test func noiseCostsLittle() throws {
    for seed in 1...15 {
      for noise in [1e-5, 1e-3, 0.1] {
        // A rack that is lost costs 30 times what it is made for, so noise is paid for many times.
        for (program, most) in [(try PropertyTests.shop(seed), 1.0), (try Self.works(seed), 10)] {
          var shaken = try Case(program)
          let least = try shaken.optimum()
          var dice = PropertyTests.Dice(state: UInt64(seed))
          shaken.shake(by: noise, &dice)
          let cost = shaken.cost(try shaken.checked("seed \(seed), noise \(noise)"))
          #expect(cost >= least - 1e-6 * least, "seed \(seed), noise \(noise)")
          #expect(cost <= least * (1 + most * noise), "seed \(seed), noise \(noise)")
        }
      }
    }
  }

  /// Whatever the point: nothing, or numbers at random.
  @Test func anyPointBecomesFeasible() throws {
    for seed in 1...40 {
      var wild = try Case(try Self.works(seed))
      var dice = PropertyTests.Dice(state: UInt64(seed))
      for column in wild.point.indices {
        wild.point[column] = seed == 1 ? 0 : Double(dice.roll(-10...30)) / 10
      }
      _ = try wild.checked("seed \(seed)")
    }
  }

  /// The point orders 10 parts of an offer that has 6: 6 racks at 125, 4 lost at 1010.
  @Test func aShortPartCutsTheStarts() throws {
    let program = try Shop().made([
      "offers.csv": "offer,supplier,item,price,origin,maximum\nhome,a,part,100,US,6\n"
    ])
    let short = try Case(program) { formulation, model in
      for row in formulation.rows.offerTotal { if let row { model.rowUpper[row] = 100 } }
    }
    #expect(agree(short.starts(of: "rack", short.point), 10))
    let values = try short.checked()
    #expect(agree(short.starts(of: "rack", values), 6))
    #expect(agree(short.cost(values), 6 * 125 + 4 * 1010))
  }

  /// A tenth of the frames is missing: where there is room, more are welded, else there are fewer
  /// racks.
  @Test func startsRiseWhereThereIsRoom() throws {
    for hasRoom in [true, false] {
      let program = try Self.works(
        1,
        files: [
          "capacity.csv": "resource,date,per_week\nline-2,2026-01-05,\(hasRoom ? 100 : 2)\n",
          "operations.csv": """
          operation,site,item,cost,lead_days
          assemble,plant,rack,20,3
          weld-2,works,frame,5,2

          """,
          "loads.csv": "operation,resource,per_unit\nweld-2,line-2,1\n",
          "lanes.csv": "from,to,item,days,cost\nplant,dc,rack,2,5\nworks,plant,,3,2\n",
          "expansions.csv": "expansion,resource,per_week,capex\n",
          "offers.csv": """
          offer,supplier,item,price,origin
          bars,a,bar,40,US
          bolts,c,bolt,2,US

          """,
          "policies.csv": "policy,kind,value\n",
        ])
      var missing = try Case(program) { formulation, model in
        for track in formulation.rows.resource {
          for b in track.buckets { if let row = track.row(b) { model.rowUpper[row] = 100 } }
        }
      }
      for column in missing.formulation.starts[1].columns { missing.point[column] *= 0.9 }
      let values = try missing.checked()
      #expect(agree(missing.starts(of: "rack", missing.point), 20))
      #expect(agree(missing.starts(of: "rack", values), 20) == hasRoom)
      #expect(agree(missing.cost(values), try missing.optimum()) == hasRoom)
    }
  }

  /// 12 starts where the line can do 10: they are cut, the rest is lost.
  @Test func startsAreCutToTheirResources() throws {
    let program = try Shop(buckets: "[{count: 1, days: 28}]").made([
      "resources.csv": "resource,site\nline,plant\n",
      "capacity.csv": "resource,date,per_week\nline,2026-01-05,2\n",
      "loads.csv": "operation,resource,per_unit\nassemble,line,1\n",
    ])
    let over = try Case(program) { formulation, model in
      for row in formulation.rows.resource.compactMap({ $0.row(0) }) { model.rowUpper[row] = 100 }
    }
    #expect(agree(over.starts(of: "rack", over.point), 10))
    let values = try over.checked()
    #expect(agree(over.starts(of: "rack", values), 8))
    #expect(agree(over.cost(values), try over.optimum()))
  }

  /// A frame is sold by itself too, so racks and frames are one owner, of which racks use frames.
  @Test func whatIsDeliveredMayBeAComponent() throws {
    for seed in 1...20 {
      var both = try Case(
        try Self.works(
          seed,
          files: [
            "demand.csv": """
            demand,site,item,due,quantity,late_cost,lost_cost
            first,dc,rack,2026-01-21,8,50,3000
            spare,dc,frame,2026-02-04,5,50,900

            """,
            "lanes.csv": """
            from,to,item,days,cost,per_week
            plant,dc,,2,5,
            works,plant,,3,2,9
            dock,plant,,1,1,60

            """,
          ]))
      let least = try both.optimum()
      var dice = PropertyTests.Dice(state: UInt64(seed))
      both.shake(by: 1e-3, &dice)
      #expect(both.cost(try both.checked("seed \(seed)")) <= least * 1.01, "seed \(seed)")
    }
  }

  /// The foreign offer has to bring 5 parts, and half of the content has to be from home, where
  /// the only offer is not awarded.
  @Test func aHardRuleThatCannotBeKept() throws {
    let program = try Shop().made([
      "offers.csv": """
      offer,supplier,item,price,origin,fixed_cost,minimum
      home,a,part,100,US,10,
      far,b,part,80,CN,,5

      """,
      "policies.csv": "policy,kind,value\nhome,domestic_content_min,0.5\n",
    ])
    var held = try Case(program)
    let awards = held.formulation.awards.compactMap(\.self)
    for award in awards { held.whole[award] = 1 }
    _ = try held.checked()
    held.whole[awards[0]] = 0
    #expect(try held.repaired() == nil)
  }

  /// The same over two items, in a row that neither owns.
  @Test func aHardRuleOverItemsThatCannotBeKept() throws {
    let program = try Shop().made([
      "items.csv": "item,kind,value\nrack,product,0\npart,part,0\nbolt,part,0\n",
      "bom.csv": "parent,component,quantity\nrack,part,1\nrack,bolt,4\n",
      "offers.csv": """
      offer,supplier,item,price,origin,fixed_cost,minimum
      home,a,part,100,US,10,
      far,b,part,80,CN,,5
      bolts,c,bolt,1,US,10,

      """,
      "policies.csv": "policy,kind,value\nhome,domestic_content_min,0.5\n",
    ])
    var held = try Case(program)
    let awards = held.formulation.awards.compactMap(\.self)
    for award in awards { held.whole[award] = 1 }
    _ = try held.checked()
    for award in [awards[0], awards[2]] { held.whole[award] = 0 }
    #expect(try held.repaired() == nil)
  }

  /// More modules than there may be: no flow can mend that.
  @Test func tooManyModules() throws {
    var many = try Case(try Self.works(1))
    many.whole[ColumnIndex(many.formulation.modules[0].first)] = 9
    #expect(try many.repaired() == nil)
  }

  /// A part costs 100 to order; a rack that takes 1 or 4 costs 10 and what is said when it is lost.
  ///
  /// The price of an emergency is twice what is lost, within 2 … 100 times 100.
  @Test(arguments: [(1000, 1, 2020.0), (1000, 4, 505), (30, 4, 200), (99_990, 1, 10_000)])
  func emergenciesCostWhatIsLost(lost: Int, quantity: Int, part: Double) throws {
    let program = try Shop().made([
      "bom.csv": "parent,component,quantity\nrack,part,\(quantity)\n",
      "demand.csv": """
      demand,site,item,due,quantity,late_cost,lost_cost
      need,dc,rack,2026-01-26,10,10,\(lost)

      """,
    ])
    let prices = EmergencyPrices(Formulation(program, limits: .proven(ceiling: nil)))
    #expect(agree(prices.perUnit[0], 2 * Double(lost + 10)))
    #expect(agree(prices.perUnit[1], part))
  }

  /// Of the works, nobody owns starts, modules, and shortfalls of rules over several items.
  @Test func everyItemOwnsItsFlows() throws {
    let formulation = Formulation(try Self.works(1), limits: .proven(ceiling: nil))
    let ownership = Ownership(
      formulation, formulation.model.sparseColumns(), scope: .all)
    let program = formulation.program
    #expect(
      ownership.owners.map { $0.map { program.items[$0].id } }.sorted { $0[0] < $1[0] }
        == [["bar"], ["bolt"], ["frame"], ["rack"]])
    var isShared = [Bool](repeating: false, count: formulation.model.columnCount)
    for track in formulation.starts + formulation.modules {
      for column in track.columns { isShared[column] = true }
    }
    for column in formulation.policyColumns.compactMap(\.shortfall) { isShared[column] = true }
    for (column, owner) in ownership.ofColumn.enumerated() {
      #expect((owner == Ownership.nobody) == isShared[column], "column \(column)")
    }
  }
}
