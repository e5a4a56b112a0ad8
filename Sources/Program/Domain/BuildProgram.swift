/// The content of a program folder: a build programme, checked and ready to plan.
///
/// A value of this type that came from ``load`` has no dangling reference, no circle in its bills
/// of materials and no impossible number. Rows stand in the order of their files.
public struct BuildProgram: Hashable, Sendable {
  public var settings: Settings
  public var items: [Item]
  public var modes: [Mode]
  public var components: [Component]
  public var sites: [Site]
  public var suppliers: [Supplier]
  public var resources: [Resource]
  public var capacities: [Capacity]
  public var operations: [Operation]
  public var loads: [Load]
  public var expansions: [Expansion]
  public var offers: [Offer]
  public var priceBreaks: [PriceBreak]
  public var lanes: [Lane]
  public var tariffs: [Tariff]
  public var demands: [Demand]
  public var energisations: [Energisation]
  public var stock: [StockRow]
  public var policies: [Policy]

  /// Makes a program from rows that refer to each other by position.
  public init(
    settings: Settings,
    items: [Item] = [],
    modes: [Mode] = [],
    components: [Component] = [],
    sites: [Site] = [],
    suppliers: [Supplier] = [],
    resources: [Resource] = [],
    capacities: [Capacity] = [],
    operations: [Operation] = [],
    loads: [Load] = [],
    expansions: [Expansion] = [],
    offers: [Offer] = [],
    priceBreaks: [PriceBreak] = [],
    lanes: [Lane] = [],
    tariffs: [Tariff] = [],
    demands: [Demand] = [],
    energisations: [Energisation] = [],
    stock: [StockRow] = [],
    policies: [Policy] = []
  ) {
    self.settings = settings
    self.items = items
    self.modes = modes
    self.components = components
    self.sites = sites
    self.suppliers = suppliers
    self.resources = resources
    self.capacities = capacities
    self.operations = operations
    self.loads = loads
    self.expansions = expansions
    self.offers = offers
    self.priceBreaks = priceBreaks
    self.lanes = lanes
    self.tariffs = tariffs
    self.demands = demands
    self.energisations = energisations
    self.stock = stock
    self.policies = policies
  }

  /// The buckets of time.
  public var horizon: Horizon { settings.horizon }
}
