import LinearModel
import Program
import Testing

@testable import Planning

/// Duals of any kind, and the bounds that ``DualRepair`` proves with them.
@Suite struct DualRepairTests {
  /// A relaxation with its optimum and optimal duals by HiGHS.
  struct Relaxation {
    let formulation: Formulation
    let repair: DualRepair
    let optimum: Double
    let duals: [Double]

    /// `nil` where the relaxation has no optimum.
    init?(_ program: BuildProgram) throws {
      formulation = Formulation(program, limits: .proven(ceiling: nil))
      repair = DualRepair(formulation)
      var options = SolveOptions()
      options.ignoresIntegrality = true
      let solution = try HiGHSSolver().solve(formulation.model, options)
      guard solution.stop == .optimal, let objective = solution.objective else { return nil }
      optimum = objective
      duals = solution.rowDuals
    }

    /// What rounding may do to a bound.
    var tolerance: Double { 1e-6 * max(1, abs(optimum)) }

    /// The bound of `proof`, after everything it claims was computed anew.
    func checked(_ proof: DualRepair.Proof, _ comment: Comment) -> Double {
      let model = formulation.model
      var bound = model.offset
      var reduced = model.cost
      let matrix = model.sparseColumns()
      for (i, y) in proof.duals.enumerated() where y != 0 {
        bound += y * (y > 0 ? model.rowLower[i] : model.rowUpper[i])
      }
      for j in reduced.indices {
        for entry in matrix.range(of: ColumnIndex(j)) {
          reduced[j] -= matrix.values[entry] * proof.duals[Int(matrix.rows[entry])]
        }
        let end = reduced[j] > 0 ? model.columnLower[j] : model.columnUpper[j]
        if end.isFinite {
          bound += reduced[j] * end
        } else {
          #expect(reduced[j] > -2e-7 * (1 + abs(model.cost[j])), "\(comment), column \(j)")
        }
        #expect(
          abs(reduced[j] - proof.reducedCosts[j]) <= 1e-7 * (1 + abs(reduced[j])),
          "\(comment), column \(j)")
      }
      #expect(abs(bound - proof.bound) <= tolerance, "\(comment)")
      #expect(bound <= optimum + tolerance, "\(comment): \(bound) above \(optimum)")
      return bound
    }

    /// The bound that `duals` come to, checked; `nil` where they prove nothing.
    func bound(from duals: [Double], _ comment: Comment) throws -> Double? {
      try repair.proof(from: duals).map { checked($0, comment) }
    }
  }

  /// The programs of other tests, some forty by hand and some at random.
  static func programs() throws -> [(name: String, program: BuildProgram)] {
    var programs = try HandDerivedTests.all.map {
      ($0.testDescription, try Shop(buckets: $0.buckets).made($0.files, settings: $0.settings))
    }
    for seed in 1...12 {
      programs.append(("shop \(seed)", try PropertyTests.shop(seed)))
      programs.append(("works \(seed)", try RepairTests.works(seed)))
    }
    return programs
  }

  @Test func optimalDualsProveTheOptimum() throws {
    for (name, program) in try Self.programs() {
      guard let relaxation = try Relaxation(program) else { continue }
      let bound = try #require(try relaxation.bound(from: relaxation.duals, "\(name)"), "\(name)")
      #expect(bound >= relaxation.optimum - relaxation.tolerance, "\(name)")
    }
  }

  @Test func noDualsProveTooMuch() throws {
    for (name, program) in try Self.programs() {
      guard let relaxation = try Relaxation(program) else { continue }
      var dice = PropertyTests.Dice(state: 7)
      let costs = relaxation.duals.map { abs($0) }.max() ?? 1
      for noise in [0, 1e-3, 1e-2, 1, 100] {
        let mixed = relaxation.duals.map { dual in
          dual + noise * max(1, abs(dual)) * Double(dice.roll(-1000...1000)) / 1000
        }
        let wild = relaxation.duals.map { _ in
          noise * costs * Double(dice.roll(-1000...1000)) / 1000
        }
        for duals in [mixed, wild] {
          let bound = try relaxation.bound(from: duals, "\(name), noise \(noise)")
          #expect(bound != nil, "\(name), noise \(noise)")
        }
      }
    }
  }

  /// Changes of the shop, prices by week that are too high somewhere, and what is left of them.
  struct Mending: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var files: [String: String] = [:]
    var settings = ""
    /// By site and item.
    let prices: [String: [Double]]
    let mended: [String: [Double]]
  }

  private static func kinds(value: Int) -> String {
    "item,kind,power_kw,value\nrack,product,100,0\npart,part,,\(value)\n"
  }

  private static let offers = "offer,supplier,item,price,origin\nhome,a,part,100,US\n"

  static let mendings: [Mending] = [
    Mending(
      testDescription: "stock costs nothing",
      prices: ["plant part": [60, 90, 50, 70]], mended: ["plant part": [60, 60, 50, 50]]),
    // 365 × 1 × 7 / 365 a week
    Mending(
      testDescription: "stock costs 7 a week",
      files: ["items.csv": kinds(value: 365)], settings: "holding_rate: 1\n",
      prices: ["plant part": [60, 90, 71, 90]], mended: ["plant part": [60, 67, 71, 78]]),
    Mending(
      testDescription: "an offer without a limit",
      prices: ["plant part": [130, 100, 150, 99]], mended: ["plant part": [100, 100, 100, 99]]),
    // What is ordered in the second week comes with 4/7 there and 3/7 in the third one. Its price of
    // 100 leaves 80 in the third, and (100 − 3/7 × 80) × 7/4 in the second.
    Mending(
      testDescription: "an arrival over two weeks",
      files: [
        "items.csv": kinds(value: 36_500),
        "offers.csv": "offer,supplier,item,price,origin,lead_days\nhome,a,part,100,US,3\n",
      ],
      settings: "holding_rate: 1\n",
      prices: ["plant part": [0, 150, 80, 0]], mended: ["plant part": [0, 115, 80, 0]]),
    Mending(
      testDescription: "a rack costs its part and work",
      prices: ["plant part": [60, 60, 60, 60], "plant rack": [100, 80, 70, 90]],
      mended: ["plant part": [60, 60, 60, 60], "plant rack": [80, 80, 70, 70]]),
    Mending(
      testDescription: "a rack costs its freight more",
      prices: [
        "plant part": [0, 0, 0, 0], "plant rack": [20, 20, 20, 20], "dc rack": [30, 25, 9, 9],
      ],
      mended: ["plant rack": [20, 20, 20, 20], "dc rack": [25, 25, 9, 9]]),
    // Parts go to and fro at 5: neither place is dearer than the other by more.
    Mending(
      testDescription: "two places that supply each other",
      files: [
        "sites.csv": "site,kind,country\nplant,plant,US\nworks,plant,US\ndc,datacenter,US\n",
        "operations.csv":
          "operation,site,item,cost\nassemble,plant,rack,20\nother,works,rack,20\n",
        "lanes.csv": """
        from,to,item,cost
        plant,dc,rack,5
        works,dc,rack,5
        plant,works,part,5
        works,plant,part,5

        """,
      ],
      prices: ["plant part": [50, 50, 50, 20], "works part": [80, 40, 55, 40]],
      mended: ["plant part": [50, 45, 45, 20], "works part": [55, 40, 40, 25]]),
    // The lane that leaves the second place stands before the one that leads to it.
    Mending(
      testDescription: "a chain of places",
      files: [
        "sites.csv": """
        site,kind,country
        plant,plant,US
        works,plant,US
        yard,plant,US
        dc,datacenter,US

        """,
        "operations.csv": """
        operation,site,item,cost
        assemble,plant,rack,20
        other,works,rack,20
        third,yard,rack,20

        """,
        "lanes.csv": """
        from,to,item,cost
        works,yard,part,5
        plant,works,part,5
        plant,dc,rack,5
        works,dc,rack,5
        yard,dc,rack,5

        """,
      ],
      prices: [
        "plant part": [10, 10, 10, 10], "works part": [80, 80, 80, 12],
        "yard part": [90, 90, 90, 90],
      ],
      mended: [
        "plant part": [10, 10, 10, 10], "works part": [15, 15, 15, 12],
        "yard part": [20, 20, 20, 17],
      ]),
    Mending(
      testDescription: "no price is below 0 where stock costs nothing",
      prices: ["plant part": [-5, 3, -1, 8]], mended: ["plant part": [0, 0, 0, 0]]),
    // A part can be held for 7 a week, or made a rack for 20, and racks cost nothing to hold.
    Mending(
      testDescription: "none is below what it costs to be rid of",
      files: ["items.csv": kinds(value: 365)], settings: "holding_rate: 1\n",
      prices: ["plant part": [-50, -50, -10, -50]], mended: ["plant part": [-20, -20, -13, -7]]),
    // The work of 20 rids of two parts: 10 for each, but 7 in the last week, which is to hold one.
    Mending(
      testDescription: "two components share what it costs to be rid of them",
      files: [
        "items.csv": kinds(value: 365) + "other,part,,365\n",
        "bom.csv": "parent,component,quantity\nrack,part,1\nrack,other,1\n",
        "offers.csv": offers + "second,b,other,100,US\n",
      ],
      settings: "holding_rate: 1\n",
      prices: ["plant part": [-50, -50, -50, -50], "plant other": [-50, -50, -50, -50]],
      mended: ["plant part": [-10, -10, -10, -7], "plant other": [-10, -10, -10, -7]]),
    // Racks without computing power count for nothing, but what is delivered need not be held.
    Mending(
      testDescription: "what can be delivered for nothing has no price below 0",
      files: [
        "items.csv": "item,kind,power_kw,value\nrack,product,100,365\npart,part,,0\n",
        "demand.csv": """
        demand,site,measure,due,quantity,late_cost,lost_cost
        need,dc,compute,2026-01-26,10,10,1000

        """,
      ],
      settings: "holding_rate: 1\n",
      prices: ["dc rack": [-50, -50, -50, -50], "plant rack": [-50, -50, -50, -50]],
      mended: ["dc rack": [0, 0, 0, 0], "plant rack": [-5, -5, -5, -5]]),
  ]

  @Test(arguments: mendings)
  func pricesAreMended(_ mending: Mending) throws {
    let program = try Shop().made(mending.files, settings: mending.settings)
    let relaxation = try #require(try Relaxation(program))
    let rows = Dictionary(
      uniqueKeysWithValues: zip(
        relaxation.formulation.points.points, relaxation.formulation.rows.stock
      ).map { ("\(program.sites[$0.0.site].id) \(program.items[$0.0.item].id)", $0.1) })
    var duals = relaxation.duals.map { _ in 0.0 }
    for (place, prices) in mending.prices {
      for (b, price) in prices.enumerated() {
        duals[try #require(rows[place]?.row(b)).offset] = price
      }
    }
    let proof = try #require(try relaxation.repair.proof(from: duals))
    _ = relaxation.checked(proof, "\(mending.testDescription)")
    for (place, prices) in mending.mended {
      for (b, price) in prices.enumerated() {
        let found = proof.duals[try #require(rows[place]?.row(b)).offset]
        #expect(abs(found - price) < 1e-9, "\(place) in \(b): \(found)")
      }
    }
  }

  /// (K3) to (K5) are the best for the prices of all else: to move one of their duals never helps.
  @Test func whatFollowsFromPricesIsTheBest() throws {
    for (name, program) in try Self.programs() {
      guard let relaxation = try Relaxation(program) else { continue }
      let rows = relaxation.formulation.rows
      let model = relaxation.formulation.model
      guard relaxation.formulation.segments.isEmpty else { continue }
      var dice = PropertyTests.Dice(state: 5)
      let noisy = relaxation.duals.map { $0 * (1 + Double(dice.roll(-100...100)) / 500) }
      let proof = try #require(try relaxation.repair.proof(from: noisy), "\(name)")
      var chosen = rows.modules + rows.demand.map(\.row)
      for track in rows.offerCapacity { chosen += track.buckets.compactMap { track.row($0) } }
      for row in chosen {
        for change in [-1e-2, 1e-2] {
          var moved = proof.duals
          moved[row.offset] += change
          let bound = model.lagrangianBound(rowDuals: moved)
          #expect(bound <= proof.bound + relaxation.tolerance, "\(name), row \(row.offset)")
        }
      }
    }
  }
}
