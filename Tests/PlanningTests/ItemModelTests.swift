import LinearModel
import Program
import Testing

@testable import Planning

/// The models of bought items, and their moves to vertices.
@Suite struct ItemModelTests {
  /// A shop whose part and bolt share a rule on content and a lane with a capacity.
  static func shop(hasRule: Bool = true) throws -> BuildProgram {
    try Shop().made(
      [
        "items.csv": "item,kind,value\nrack,product,0\npart,part,0\nbolt,part,0\n",
        "sites.csv":
          "site,kind,country\nplant,plant,US\ndc,datacenter,US\ndock,supplier,CN\n",
        "bom.csv": "parent,component,quantity\nrack,part,1\nrack,bolt,4\n",
        "lanes.csv":
          "from,to,item,cost,per_week\nplant,dc,rack,5,\ndock,plant,,1,40\n",
        "offers.csv": """
        offer,supplier,item,price,origin,ship_from,fixed_cost
        home,acme-made-up,part,100,US,,
        near,brio-made-up,part,100,US,,
        far,colt-made-up,part,80,CN,dock,60
        bolts,dune-made-up,bolt,2,US,,
        cheap,colt-made-up,bolt,1,CN,dock,

        """,
        "policies.csv": "policy,kind,scope,value,penalty\n"
          + (hasRule ? "home,domestic_content_min,all,0.5,3\n" : ""),
      ])
  }

  /// 1e-6 of a part through an award that is not made is no order, and pays no fixed cost.
  @Test func aTrickleThroughNoAwardIsNoOrder() throws {
    let formulation = Formulation(try Self.shop(), limits: .likely)
    var values = [Double](repeating: 0, count: formulation.model.columnCount)
    for order in formulation.orders {
      if let column = order.track.columns.first { values[column] = 1e-6 }
    }
    let flows = formulation.flows(of: values)
    let far = formulation.program.offers.firstIndex { $0.id == "far" }.map { OfferIndex($0) }
    #expect(!flows.orders.isEmpty)
    #expect(!flows.orders.contains { $0.offer == far })
    #expect(
      zip(formulation.program.offers, formulation.awarded(values, flows))
        .allSatisfy { $0.0.id != "far" || !$0.1 })
  }

  /// The optimum of a shop with `banned` offers left out.
  private func point(_ formulation: Formulation, without banned: Set<String>) throws -> [Double] {
    var model = formulation.model
    for order in formulation.orders
    where banned.contains(formulation.program.offers[order.route.offer].id) {
      for column in order.track.columns { model.columnUpper[column] = 0 }
    }
    var options = SolveOptions()
    options.relativeGap = 0
    return try HiGHSSolver().solve(model, options).columnValues
  }

  @Test func itemsAndTheRestMakeTheWhole() throws {
    let formulation = Formulation(try Self.shop(), limits: .proven(ceiling: nil))
    let values = try point(formulation, without: [])
    let models = ItemModel.all(of: formulation)
    #expect(models.map { formulation.program.items[$0.items[0]].id }.sorted() == ["bolt", "part"])
    var isOwned = [Bool](repeating: false, count: values.count)
    var cost = 0.0
    for item in models {
      for column in item.columns {
        #expect(!isOwned[Int(column)])
        isOwned[Int(column)] = true
      }
      let own = item.own(of: values)
      cost += item.model.objective(of: own)
      // Its own part of the plan keeps its rows, with just what it brings to the shared ones.
      let activity = item.model.activity(of: own)
      let bounds = item.rowBounds(at: values, asked: Array(activity[item.ownRowCount...]))
      for row in activity.indices {
        #expect(activity[row] >= bounds.lower[row] - 1e-7)
        #expect(activity[row] <= bounds.upper[row] + 1e-7)
      }
      // The rule on content, and the lane in each of four buckets.
      #expect(item.shared.count == 5)
    }
    let model = formulation.model
    for column in values.indices where !isOwned[column] {
      cost += model.cost[column] * values[column]
    }
    #expect(agree(cost + model.offset, model.objective(of: values)))
  }

  /// Halfway between two plans that cost the same, each offer gets half; at a vertex, one gets all.
  @Test func twoOffersAtOnePriceBecomeOne() throws {
    let formulation = Formulation(try Self.shop(), limits: .proven(ceiling: nil))
    let one = try point(formulation, without: ["near", "far"])
    let other = try point(formulation, without: ["home", "far"])
    let middle = zip(one, other).map { ($0 + $1) / 2 }
    let vertices = ItemVertices(formulation: formulation, solver: HiGHSSolver())
    let moved = try vertices.moved(middle)
    func orders(_ offer: String, _ values: [Double]) -> Double {
      formulation.orders.filter { formulation.program.offers[$0.route.offer].id == offer }
        .reduce(0) { sum, order in sum + order.track.columns.reduce(0) { $0 + values[$1] } }
    }
    #expect(agree(orders("home", middle), 5) && agree(orders("near", middle), 5))
    #expect(agree(max(orders("home", moved), orders("near", moved)), 10))
    #expect(agree(min(orders("home", moved), orders("near", moved)), 0))
    let model = formulation.model
    #expect(agree(model.objective(of: moved), model.objective(of: middle)))
    #expect(model.violation(of: moved).worst <= 1e-7)
  }

  /// An award that serves nothing is taken back, with its fixed cost; one that does stays.
  @Test func idleAwardsAreTakenBack() throws {
    let formulation = Formulation(try Self.shop(), limits: .proven(ceiling: nil))
    let far = try #require(formulation.awards.compactMap(\.self).first)
    let vertices = ItemVertices(formulation: formulation, solver: HiGHSSolver())
    var values = try point(formulation, without: ["far"])
    values[far] = 1
    let before = formulation.model.objective(of: values)
    let idle = try vertices.moved(values)
    #expect(idle[far] == 0)
    // The fixed cost of 60, in the first bucket.
    #expect(agree(formulation.model.objective(of: idle), before - 60))
    // 10 racks save 20 each by the foreign part and pay its fixed cost of 60.
    let used = try point(formulation, without: ["home", "near"])
    #expect(try vertices.moved(used)[far] == 1)
  }

  /// A trickle that only the rule on content keeps in the plan is done without, and its award too.
  @Test func tricklesAreDoneWithout() throws {
    let formulation = Formulation(try Self.shop(), limits: .proven(ceiling: nil))
    let far = try #require(formulation.awards.compactMap(\.self).first)
    let most = try point(formulation, without: ["far", "near"])
    let least = try point(formulation, without: ["home", "near"])
    var values = zip(most, least).map { 0.99995 * $0 + 0.00005 * $1 }
    values[far] = 1
    let moved = try ItemVertices(formulation: formulation, solver: HiGHSSolver()).moved(values)
    #expect(moved[far] == 0)
    for order in formulation.orders
    where formulation.program.offers[order.route.offer].id == "far" {
      for column in order.track.columns { #expect(moved[column] == 0) }
    }
    #expect(formulation.model.violation(of: moved).worst <= 1e-7)
  }

  /// 10 parts cost 1,000 at home, or 810 from afar with a fixed cost of 60.
  @Test func awardsAreChosenAnew() throws {
    let formulation = Formulation(
      try Self.shop(hasRule: false), limits: .proven(ceiling: nil))
    let far = try #require(formulation.awards.compactMap(\.self).first)
    let awards = ItemAwards(formulation: formulation, solver: HiGHSSolver())
    #expect(try awards.chosen(at: point(formulation, without: ["far"])) == [far: 1])
    // With the rule, the slack of the whole content lets some of the parts come from afar.
    let ruled = Formulation(try Self.shop(), limits: .proven(ceiling: nil))
    let chosen = try ItemAwards(formulation: ruled, solver: HiGHSSolver())
      .chosen(at: point(ruled, without: ["far"]))
    #expect(chosen.values.allSatisfy { $0 == 1 })
  }

  /// Two modules at 10 and one at 6 are rounded up; the budget is 20.
  @Test func modulesStayWithinBudgets() throws {
    let program = try Shop().made([
      "resources.csv": "resource,site\nline,plant\nbench,plant\n",
      "expansions.csv": """
      expansion,resource,per_week,capex,max_count
      lines,line,10,10,3
      benches,bench,10,6,3

      """,
      "policies.csv": "policy,kind,value\ncapex,capex_max,20\n",
    ])
    let formulation = Formulation(program, limits: .proven(ceiling: nil))
    let budgets = ModuleBudgets(formulation: formulation)
    func counts(_ lines: Double, _ benches: Double) -> [ColumnIndex: Double] {
      [
        ColumnIndex(formulation.modules[0].first): lines,
        ColumnIndex(formulation.modules[1].first): benches,
      ]
    }
    #expect(budgets.variants(of: counts(1, 1)) == [counts(1, 1)])
    #expect(budgets.variants(of: counts(2, 1)) == [counts(1, 1), counts(2, 0)])
    // The benches alone cannot give enough: a line goes as well.
    #expect(budgets.variants(of: counts(3, 1)) == [counts(1, 1), counts(2, 0)])
  }
}
