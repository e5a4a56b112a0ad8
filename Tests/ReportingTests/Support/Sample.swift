import Planning
import Program
import Tables

/// A program and a plan made by hand, small enough to add up in the head.
///
/// Two buckets of a week and one of four; a plant in Ohio makes racks of two generations from
/// power shelves bought at home and in Taiwan; a data center in Texas takes them.
enum Sample {
  static let start = Day(number: 20_820)  // 2027-01-02

  static var program: BuildProgram {
    let horizon = Horizon(
      start: start, blocks: [.init(count: 2, days: 7), .init(count: 1, days: 28)])
    let settings = Settings(
      name: "Sample <b>&amp; test</b>", horizon: horizon, discountRate: 0, holdingRate: 0.1,
      goal: Goal(measure: .power, quantity: 10, date: start.advanced(byDays: 35)))
    return BuildProgram(
      settings: settings, items: items, modes: modes,
      components: [
        Component(parent: ItemIndex(0), component: ItemIndex(2), quantity: 4),
        Component(parent: ItemIndex(1), component: ItemIndex(2), quantity: 6),
      ],
      sites: sites, suppliers: [Supplier(id: "oak-power"), Supplier(id: "jade-power")],
      resources: [Resource(id: "integration-oh", site: SiteIndex(0), unit: "racks")],
      capacities: [Capacity(resource: ResourceIndex(0), date: start, perWeek: 10)],
      operations: [
        Operation(
          id: "build-a", site: SiteIndex(0), item: ItemIndex(0), yield: 0.5, leadDays: 7, cost: 2),
        Operation(id: "build-b", site: SiteIndex(0), item: ItemIndex(1), leadDays: 0, cost: 3),
      ],
      loads: [
        Load(operation: OperationIndex(0), resource: ResourceIndex(0), perUnit: 1),
        Load(operation: OperationIndex(1), resource: ResourceIndex(0), perUnit: 2),
      ],
      expansions: [
        Expansion(
          id: "line-2", resource: ResourceIndex(0), perWeek: 7, capex: 1000, leadDays: 7,
          rampWeeks: 2, maxCount: 3)
      ],
      offers: offers,
      priceBreaks: [PriceBreak(offer: OfferIndex(1), fromQuantity: 50, price: 7)],
      lanes: [
        Lane(from: SiteIndex(0), to: SiteIndex(1), mode: "truck", days: 3, cost: 5),
        Lane(from: SiteIndex(2), to: SiteIndex(0), mode: "air", days: 2, costPerKg: 1),
      ],
      tariffs: [
        Tariff(origin: "TW", hts: "85", rate: 0.2),
        Tariff(origin: nil, rate: 0.05, from: start.advanced(byDays: 7)),
      ],
      demands: [
        Demand(
          id: "fill-tx", site: SiteIndex(1), wanted: .measure(.power),
          due: start.advanced(byDays: 10), quantity: 3, lateCost: 50, lostCost: 500),
        Demand(
          id: "spare, \"b\"", wanted: .item(ItemIndex(1)), due: start.advanced(byDays: 40),
          quantity: 2, lateCost: 5, lostCost: 50),
      ],
      energisations: [
        Energisation(site: SiteIndex(1), date: start, mw: 2),
        Energisation(site: SiteIndex(1), date: start.advanced(byDays: 14), mw: 6),
        Energisation(site: SiteIndex(1), date: start, mw: 12, status: .planned),
      ],
      stock: [StockRow(site: SiteIndex(0), item: ItemIndex(2), quantity: 40)],
      policies: [
        Policy(id: "home", kind: .domesticContentMin, value: 0.5),
        Policy(
          id: "jade-cap", kind: .supplierShareMax, scope: .item(ItemIndex(2)),
          subject: .supplier(SupplierIndex(1)), value: 0.5, penalty: 10),
      ])
  }

  private static var items: [Item] {
    [
      Item(
        id: "rack-a", kind: .product, name: "Rack A", pillar: .datacenter, category: "rack",
        value: 100, massKg: 1000),
      Item(
        id: "rack-b", kind: .product, name: "Rack <B>", pillar: .datacenter, category: "rack",
        value: 200, massKg: 2000, powerKw: 600, computePflops: 15),
      Item(
        id: "shelf", kind: .part, name: "Power shelf", category: "power", value: 10, massKg: 3,
        hts: "8504", isAddressable: true),
    ]
  }

  private static var modes: [Mode] {
    [
      Mode(item: ItemIndex(0), mode: "max-p", powerKw: 200, computePflops: 4),
      Mode(item: ItemIndex(0), mode: "max-q", powerKw: 150, computePflops: 3),
    ]
  }

  private static var sites: [Site] {
    [
      Site(
        id: "plant-oh", kind: .plant, name: "Ohio plant", country: "US", region: "OH", latitude: 41,
        longitude: -82),
      Site(
        id: "dc-tx", kind: .datacenter, name: "Texas & more", country: "US", region: "TX",
        latitude: 32, longitude: -99, pue: 1.25),
      Site(
        id: "works-tw", kind: .supplier, country: "TW", latitude: 25, longitude: 121),
    ]
  }

  private static var offers: [Offer] {
    [
      Offer(
        id: "shelf-oak", supplier: SupplierIndex(0), item: ItemIndex(2), price: 10, origin: "US",
        fixedCost: 30, domestic: 0.8),
      Offer(
        id: "shelf-jade", supplier: SupplierIndex(1), item: ItemIndex(2), price: 8, origin: "TW",
        shipFrom: SiteIndex(2), perWeek: 30, leadDays: 0, domestic: 0),
      Offer(
        id: "shelf-late", supplier: SupplierIndex(1), item: ItemIndex(2), price: 9, origin: "TW",
        domestic: 0, awarded: false),
    ]
  }

  static var plan: Plan {
    var flows = Flows()
    flows.orders = [
      OrderFlow(offer: OfferIndex(0), site: SiteIndex(0), lane: nil, bucket: 0, units: 20),
      OrderFlow(offer: OfferIndex(0), site: SiteIndex(0), lane: nil, bucket: 1, units: 4),
      OrderFlow(
        offer: OfferIndex(1), site: SiteIndex(0), lane: LaneIndex(1), bucket: 0, units: 60.5),
    ]
    flows.starts = [
      StartFlow(operation: OperationIndex(0), bucket: 0, units: 10),
      StartFlow(operation: OperationIndex(0), bucket: 1, units: 8),
      StartFlow(operation: OperationIndex(1), bucket: 2, units: 2),
    ]
    flows.dispatches = [
      DispatchFlow(lane: LaneIndex(0), item: ItemIndex(0), bucket: 1, units: 5),
      DispatchFlow(lane: LaneIndex(0), item: ItemIndex(0), bucket: 2, units: 4),
    ]
    flows.stocks = [
      StockLevel(site: SiteIndex(0), item: ItemIndex(2), bucket: 0, units: 80.5),
      StockLevel(site: SiteIndex(0), item: ItemIndex(2), bucket: 1, units: 52.5),
      StockLevel(site: SiteIndex(0), item: ItemIndex(2), bucket: 2, units: 40.5),
    ]
    flows.deliveries = [
      DeliveryFlow(
        demand: DemandIndex(0), site: SiteIndex(1), item: ItemIndex(0), mode: 0, bucket: 1,
        units: 5),
      DeliveryFlow(
        demand: DemandIndex(0), site: SiteIndex(1), item: ItemIndex(0), mode: 1, bucket: 2,
        units: 4),
    ]
    flows.open = [
      OpenQuantity(demand: DemandIndex(0), bucket: 1, quantity: 2),
      OpenQuantity(demand: DemandIndex(0), bucket: 2, quantity: 1.4),
      OpenQuantity(demand: DemandIndex(1), bucket: 2, quantity: 2),
    ]
    flows.modules = [ModuleDecision(expansion: ExpansionIndex(0), bucket: 0, count: 2)]
    var cost = CostBreakdown()
    cost[.purchases] = 724
    cost[.capex] = 2000
    cost[.late] = 380.5
    cost[.lost] = 800
    var timing = Timing()
    timing.build = 0.25
    timing.solve = 1.5
    var statistics = PlanStatistics()
    statistics.columns = 31
    statistics.integers = 2
    statistics.rows = 22
    statistics.nonzeros = 90
    statistics.steps = ["whole model", "found at the root"]
    return Plan(
      status: .feasible, objective: cost.total, bound: 3900, cost: cost, flows: flows,
      demands: [
        DemandOutcome(quantity: 3, onTime: 1, late: 0.6, lost: 1.4),
        DemandOutcome(quantity: 2, onTime: 0, late: 0, lost: 2),
      ],
      awards: [
        Award(isAwarded: true, units: 24, spend: 240, duty: 0),
        Award(isAwarded: true, units: 60.5, spend: 473.5, duty: 96.8),
        Award(isAwarded: false, units: 0, spend: 0, duty: 0),
      ],
      prices: prices,
      policies: [
        PolicyOutcome(attained: 192.0 / 724, value: 0.5, shortfall: 0, penalty: 0),
        PolicyOutcome(attained: 484.0 / 724, value: 0.5, shortfall: 122, penalty: 1220),
      ],
      stages: [ServiceStage(priority: 1, lateAndLost: 300, bound: 299)], timing: timing,
      statistics: statistics, explanations: explanations)
  }

  private static var explanations: Explanations {
    var explanations = Explanations()
    explanations.bottlenecks = [
      Bottleneck(
        limit: .resource(ResourceIndex(0)), value: 24, rent: 282, buckets: [1..<3],
        demands: [DemandIndex(0), DemandIndex(1)]),
      Bottleneck(
        limit: .power(SiteIndex(1)), value: 40, rent: 80, buckets: [0..<1, 2..<3],
        demands: [DemandIndex(0)]),
      Bottleneck(
        limit: .policy(PolicyIndex(1)), value: 0.25, rent: 500, buckets: [], demands: []),
      Bottleneck(limit: .lane(LaneIndex(1)), value: 0.125, rent: 1, buckets: [0..<1], demands: []),
      Bottleneck(
        limit: .offerMaximum(OfferIndex(1)), value: 0.5, rent: 0.5, buckets: [], demands: []),
    ]
    explanations.demands = [
      DemandExplanation(
        demand: DemandIndex(0), cause: .scarcity, saving: 90, cost: 120,
        rents: [(.resource(ResourceIndex(0)), 70), (.power(SiteIndex(1)), 20)],
        chain: [
          ChainLink(
            subject: .demand(DemandIndex(0)), bucket: 1, amount: 120, sentence: "fill-tx is short"),
          ChainLink(
            subject: .dispatch(LaneIndex(0), ItemIndex(0)), bucket: 0, amount: 5,
            sentence: "by lane plant-oh to dc-tx"),
          ChainLink(
            subject: .stock(ItemIndex(2), SiteIndex(0)), bucket: nil, amount: nil,
            sentence: "from stock"),
          ChainLink(
            subject: .limit(.resource(ResourceIndex(0))), bucket: 0, amount: 70,
            sentence: "integration-oh is full"),
        ]),
      DemandExplanation(
        demand: DemandIndex(1), cause: .price, saving: 20, cost: 45, rents: [], chain: []),
    ]
    explanations.pegging = [
      PegLink(site: SiteIndex(0), item: ItemIndex(2), source: .given(0), use: .start(0), units: 40),
      PegLink(site: SiteIndex(0), item: ItemIndex(2), source: .order(2), use: .start(1), units: 32),
      PegLink(
        site: SiteIndex(0), item: ItemIndex(2), source: .order(1), use: .leftOver, units: 4),
      PegLink(
        site: SiteIndex(1), item: ItemIndex(0), source: .dispatch(1), use: .delivery(1), units: 4),
      PegLink(
        site: SiteIndex(0), item: ItemIndex(0), source: .start(1), use: .dispatch(1), units: 4),
    ]
    return explanations
  }

  private static var prices: ShadowPrices {
    var prices = ShadowPrices()
    prices.bucketCount = 3
    prices.resources = [0, 12, 3]
    prices.offers = [0, 0, 0, 2, 0, 0, 0, 0, 0]
    prices.lanes = [0, 0, 0, 0, 0, 0]
    prices.power = [0, 0, 0, 0, 40, 0, 0, 0, 0]
    prices.offerMaximum = [0, 0.5, 0]
    prices.offerMinimum = [0, 0, 0]
    prices.expansions = [75]
    prices.demands = [90, 20]
    prices.policies = [0, 0.25]
    prices.items = [.init(site: SiteIndex(0), item: ItemIndex(2), values: [9, 9.5, 10])]
    return prices
  }
}
