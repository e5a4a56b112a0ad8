import Planning
import Program
import Tables

/// What all parts of the report are computed from, once.
struct ReportData: Sendable {
  let program: BuildProgram
  let plan: Plan
  let context: RunContext
  let timeline: Timeline
  let grid: TimeGrid
  let money: Money
  let use: ResourceUse
  let deployment: Deployment
  let content: Content
  /// The products that the plan starts, delivers or could, in the program's order.
  let products: [ItemIndex]
  /// The sites with operations, in the program's order.
  let plants: [SiteIndex]
  /// The data centers and hubs that take part: they get something or have power.
  let destinations: [SiteIndex]

  init(_ plan: Plan, _ program: BuildProgram, _ context: RunContext) {
    self.program = program
    self.plan = plan
    self.context = context
    timeline = Timeline(program.horizon)
    grid = TimeGrid(horizon: program.horizon, discountRate: program.settings.discountRate)
    money = Money(currency: program.settings.currency)
    use = ResourceUse(program, plan.flows, grid)
    deployment = Deployment(program, plan.flows)
    content = Content(program, plan.flows)
    products = program.items.rowIndices.filter { program.items[$0].kind == .product }
    let working = Set(program.operations.map(\.site))
    plants = program.sites.rowIndices.filter { working.contains($0) }
    let powered = Set(program.energisations.map(\.site))
    let served = Set(plan.flows.deliveries.map(\.site))
    destinations = program.sites.rowIndices.filter {
      program.isDeployment($0) && (powered.contains($0) || served.contains($0))
    }
  }

  /// The colour of a product, the same in every chart.
  func colour(of product: ItemIndex) -> String {
    Plot.colour(Plot.generations, products.firstIndex(of: product) ?? 0)
  }

  /// The colour of a site, the same in every chart.
  func colour(of site: SiteIndex) -> String {
    let position = plants.firstIndex(of: site) ?? destinations.firstIndex(of: site) ?? 0
    return Plot.colour(Plot.sites, position)
  }

  func label(_ item: ItemIndex) -> String { program.label(item) }
  func label(_ site: SiteIndex) -> String { program.label(site) }
  func label(_ resource: ResourceIndex) -> String { program.label(resource) }

  /// What the plants make, in the plural: `racks`, or `products` where some are for other places
  /// than data centers.
  var made: String {
    let isRacks = products.allSatisfy { (program.items[$0].pillar ?? .datacenter) == .datacenter }
    return isRacks ? "racks" : "products"
  }

  /// The same at the start of a sentence.
  var madeTitle: String { made.prefix(1).uppercased() + made.dropFirst() }

  /// The last day of the horizon.
  var lastDay: Day { program.horizon.end.advanced(byDays: -1) }
}
