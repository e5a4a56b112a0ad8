import Tables

/// Warns of what cannot reach anything and of what nothing can reach.
struct ReachChecks {
  private let program: BuildProgram
  private let tables: TableSet
  private let reach: SupplyReach
  private let recipes: RecipeRows
  /// By item: the operations that make it.
  private var operationsOfItem: [[OperationIndex]]
  /// By item: its first offer.
  private var offerOfItem: [OfferIndex?]
  private let measures: MeasuredItems

  init(program: BuildProgram, tables: TableSet) {
    self.program = program
    self.tables = tables
    reach = SupplyReach(program)
    recipes = RecipeRows(program)
    measures = MeasuredItems(program)
    operationsOfItem = Array(repeating: [], count: program.items.count)
    for index in program.operations.rowIndices {
      operationsOfItem[Int(program.operations[index].item.position)].append(index)
    }
    offerOfItem = Array(repeating: nil, count: program.items.count)
    for index in program.offers.rowIndices {
      let item = Int(program.offers[index].item.position)
      if offerOfItem[item] == nil { offerOfItem[item] = index }
    }
  }

  private func operations(making item: ItemIndex) -> [OperationIndex] {
    operationsOfItem[Int(item.position)]
  }

  private var horizon: Horizon { program.horizon }

  func run(into list: inout DiagnosticList) {
    checkOffers(into: &list)
    checkLanes(into: &list)
    checkPriceBreaks(into: &list)
    checkRecipes(into: &list)
    checkResources(into: &list)
    checkOperations(into: &list)
    checkItems(into: &list)
    checkDemands(into: &list)
  }

  // MARK: Offers and lanes

  private func checkOffers(into list: inout DiagnosticList) {
    for (row, offer) in program.offers.enumerated() {
      let name = "offer '\(offer.id)'"
      switch reach.offerBlocks[row] {
      case nil: continue
      case .closed:
        guard offer.awarded != false else { continue }
        let column = offer.maximum == 0 ? "maximum" : "per_week"
        tables.warn(
          Schemas.offers, row: row, column, "offers.idle",
          "\(column) is 0: nothing can be ordered from \(name)", into: &list)
      case .window:
        let column = offer.validFrom == nil ? "valid_to" : "valid_from"
        tables.warn(
          Schemas.offers, row: row, column, "offers.idle",
          "no bucket starts in the window of \(name): nothing can be ordered from it", into: &list)
      case .lead:
        tables.warn(
          Schemas.offers, row: row, "lead_days", "offers.idle",
          "what is ordered from \(name) arrives after the horizon", into: &list)
      case .lanes:
        let site = offer.shipFrom.map { program.sites[$0].id } ?? ""
        tables.warn(
          Schemas.offers, row: row, "ship_from", "offers.unreachable",
          "\(name) reaches no site: no lane from '\(site)' carries '\(program.items[offer.item].id)'",
          into: &list)
      }
    }
  }

  /// Lanes from suppliers' sites that none of the site's offers can use.
  private func checkLanes(into list: inout DiagnosticList) {
    var offered: [SiteIndex: Set<ItemIndex>] = [:]
    for offer in program.offers {
      if let site = offer.shipFrom { offered[site, default: []].insert(offer.item) }
    }
    for (row, lane) in program.lanes.enumerated() where lane.from == lane.to {
      // What an offer ships from a site comes to that site by such a lane only.
      guard offered[lane.from] == nil else { continue }
      tables.warn(
        Schemas.lanes, row: row, "to", "lanes.to.same",
        "the lane leads from '\(program.sites[lane.from].id)' to itself and no offer ships from "
          + "there: it carries nothing of use", into: &list)
    }
    for (row, lane) in program.lanes.enumerated() where program.sites[lane.from].kind == .supplier {
      guard program.sites[lane.to].kind != .supplier else { continue }
      let items = offered[lane.from] ?? []
      guard items.isEmpty || (lane.item.map { !items.contains($0) } ?? false) else { continue }
      let what = lane.item.map { "'\(program.items[$0].id)'" } ?? "anything"
      tables.warn(
        Schemas.lanes, row: row, "from", "lanes.idle",
        "no offer ships \(what) from '\(program.sites[lane.from].id)', a supplier's site: the lane "
          + "carries nothing", into: &list)
    }
  }

  private func checkPriceBreaks(into list: inout DiagnosticList) {
    for (row, priceBreak) in program.priceBreaks.enumerated() {
      let offer = program.offers[priceBreak.offer]
      guard let maximum = offer.maximum, priceBreak.fromQuantity >= maximum else { continue }
      tables.warn(
        Schemas.priceBreaks, row: row, "from_quantity", "price_breaks.idle",
        "offer '\(offer.id)' sells at most \(DecimalText.text(maximum)) units: the price is never "
          + "reached", into: &list)
    }
  }

  // MARK: Recipes, resources, operations

  private func checkRecipes(into list: inout DiagnosticList) {
    struct Key: Hashable {
      var item: ItemIndex
      var recipe: String
    }
    var used: Set<Key> = []
    var isMade = [Bool](repeating: false, count: program.items.count)
    for operation in program.operations {
      used.insert(Key(item: operation.item, recipe: operation.recipe))
      isMade[Int(operation.item.position)] = true
    }
    var warned: Set<Key> = []
    for (row, component) in program.components.enumerated() {
      let key = Key(item: component.parent, recipe: component.recipe)
      guard isMade[Int(component.parent.position)], !used.contains(key),
        warned.insert(key).inserted
      else { continue }
      tables.warn(
        Schemas.components, row: row, recipeColumn(Schemas.components), "bom.recipe.unused",
        "no operation makes '\(program.items[component.parent].id)' by recipe '\(component.recipe)'",
        into: &list)
    }
    for (row, operation) in program.operations.enumerated() {
      let known = Set(recipes.rows(of: operation.item).map { program.components[$0].recipe })
      guard !known.contains(operation.recipe), operation.recipe != "base" || !known.isEmpty else {
        continue
      }
      let near = nearestName(to: operation.recipe, among: known.sorted())
      let hint = near.map { "; did you mean '\($0)'?" } ?? ""
      tables.warn(
        Schemas.operations, row: row, recipeColumn(Schemas.operations), "operations.recipe.empty",
        "bom.csv has no rows for recipe '\(operation.recipe)' of '\(program.items[operation.item].id)'"
          + ": operation '\(operation.id)' uses no components\(hint)", suggestion: near, into: &list
      )
    }
  }

  /// The column to point at: the first one where the file has no recipes.
  private func recipeColumn(_ schema: TableSchema) -> String {
    tables[schema].hasColumn("recipe") ? "recipe" : schema.columns[0].name
  }

  private func checkResources(into list: inout DiagnosticList) {
    var isLoaded = [Bool](repeating: false, count: program.resources.count)
    for load in program.loads where load.perUnit > 0 {
      isLoaded[Int(load.resource.position)] = true
    }
    for index in program.resources.rowIndices where isLoaded[Int(index.position)] {
      guard !reach.isCapable(index) else { continue }
      tables.warn(
        Schemas.resources, row: Int(index.position), "resource", "resources.capacity.none",
        "resource '\(program.resources[index].id)' is loaded but has no capacity within the horizon, "
          + "and no expansion gives it any", into: &list)
    }
  }

  private func checkOperations(into list: inout DiagnosticList) {
    for (row, operation) in program.operations.enumerated() {
      let name = "operation '\(operation.id)'"
      switch reach.operationBlocks[row] {
      case nil, .supplier, .resource: continue
      case .window:
        tables.warn(
          Schemas.operations, row: row, operation.earliest == nil ? "latest" : "earliest",
          "operations.idle", "no bucket starts in the window of \(name): it never starts",
          into: &list)
      case .lead:
        tables.warn(
          Schemas.operations, row: row, "lead_days", "operations.idle",
          "what \(name) makes comes out after the horizon", into: &list)
      case .component(let item):
        tables.warn(
          Schemas.operations, row: row, "operation", "operations.component.missing",
          "\(name) never starts: \(lack(item, at: operation.site))", into: &list)
      }
    }
  }

  private func lack(_ item: ItemIndex, at site: SiteIndex) -> String {
    let (item, site, isElsewhere) = (
      program.items[item].id, program.sites[site].id, reach.hasAnywhere(item)
    )
    return isElsewhere
      ? "nothing brings its component '\(item)' to '\(site)'"
      : "nothing supplies its component '\(item)'"
  }

  // MARK: Items and demand

  private func checkItems(into list: inout DiagnosticList) {
    var isNeeded = [Bool](repeating: false, count: program.items.count)
    var queue: [ItemIndex] = []
    func need(_ item: ItemIndex) {
      guard !isNeeded[Int(item.position)] else { return }
      isNeeded[Int(item.position)] = true
      queue.append(item)
    }
    for demand in program.demands where demand.quantity > 0 {
      if case .item(let item) = demand.wanted { need(item) }
    }
    for demand in program.demands where demand.quantity > 0 {
      guard case .measure(let measure) = demand.wanted else { continue }
      for item in measures.products(measure) {
        if reach.hasAnywhere(item) || !operations(making: item).isEmpty { need(item) }
      }
    }
    while let item = queue.popLast() {
      for operation in operations(making: item) {
        for row in recipes.rows(of: program.operations[operation]) {
          need(program.components[row].component)
        }
      }
    }
    for item in program.items.rowIndices
    where isNeeded[Int(item.position)] && !reach.hasAnywhere(item) {
      tables.warn(
        Schemas.items, row: Int(item.position), "item", "items.unsupplied",
        "item '\(program.items[item].id)' is needed but nothing supplies it: \(cause(item))",
        into: &list)
    }
  }

  /// Why nothing supplies an item.
  private func cause(_ item: ItemIndex) -> String {
    if let operation = operations(making: item).first {
      let made = program.operations[operation]
      let name = "operation '\(made.id)'"
      switch reach.operationBlocks[Int(operation.position)] {
      case .component(let component): return "\(name) lacks '\(program.items[component].id)'"
      case .resource(let resource):
        return "\(name) lacks capacity of '\(program.resources[resource].id)'"
      case .window, .lead: return "\(name) is never in time"
      case .supplier: return "\(name) is at a supplier's site"
      case nil: break
      }
    }
    if let offer = offerOfItem[Int(item.position)] {
      let isRefused = program.offers[offer].awarded == false
      return "offer '\(program.offers[offer].id)' "
        + (isRefused ? "is not awarded" : "cannot bring it anywhere")
    }
    return "it has no offer, no operation and no stock"
  }

  private func checkDemands(into list: inout DiagnosticList) {
    struct Key: Hashable {
      var site: SiteIndex?
      var wanted: Wanted
    }
    let power = PowerReach(program)
    let anywhere = Array(
      program.sites.rowIndices.filter {
        program.sites[$0].kind == .datacenter || program.sites[$0].kind == .hub
      })
    var known: [Key: String?] = [:]
    for (row, demand) in program.demands.enumerated() where demand.quantity > 0 {
      var reason: String?
      if let notBefore = demand.notBefore, notBefore >= horizon.end {
        reason = "not_before is after the horizon"
      } else {
        let key = Key(site: demand.site, wanted: demand.wanted)
        if let found = known[key] {
          reason = found
        } else {
          let sites = demand.site.map { [$0] } ?? anywhere
          reason = obstacle(to: demand.wanted, at: sites, isAny: demand.site == nil, power)
          known[key] = .some(reason)
        }
      }
      guard let reason else { continue }
      tables.warn(
        Schemas.demands, row: row, "demand", "demand.unmet",
        "nothing can meet demand '\(demand.id)': \(reason); it will be lost", into: &list)
    }
  }

  /// Why nothing that is wanted can be delivered at any of `sites`; `nil` where something can.
  private func obstacle(
    to wanted: Wanted, at sites: [SiteIndex], isAny: Bool, _ power: PowerReach
  ) -> String? {
    let items: [ItemIndex]
    let what: String
    switch wanted {
    case .item(let item):
      items = [item]
      what = "'\(program.items[item].id)'"
    case .measure(let measure):
      items = measures.products(measure)
      what = "a product that brings \(measure.rawValue)"
    }
    let named = isAny ? nil : sites.first.map { "'\(program.sites[$0].id)'" }
    let place = named ?? "any datacenter or hub"
    var comes = false
    for site in sites {
      for item in items where reach.has(item, at: site) {
        comes = true
        if power.allows(item, at: site) { return nil }
      }
    }
    return comes
      ? "\(place) has no energised power within the horizon"
      : "nothing can bring \(what) to \(place)"
  }
}

/// The products that bring each measure once deployed.
struct MeasuredItems {
  private var byMeasure: [Measure: [ItemIndex]] = [:]

  init(_ program: BuildProgram) {
    var best = program.items.map { (power: $0.powerKw, compute: $0.computePflops) }
    var hasModes = [Bool](repeating: false, count: program.items.count)
    for mode in program.modes {
      let item = Int(mode.item.position)
      if !hasModes[item] { best[item] = (0, 0) }
      hasModes[item] = true
      best[item].power = max(best[item].power, mode.powerKw)
      best[item].compute = max(best[item].compute, mode.computePflops)
    }
    for item in program.items.rowIndices where program.items[item].kind == .product {
      if best[Int(item.position)].power > 0 { byMeasure[.power, default: []].append(item) }
      if best[Int(item.position)].compute > 0 { byMeasure[.compute, default: []].append(item) }
    }
  }

  func products(_ measure: Measure) -> [ItemIndex] { byMeasure[measure] ?? [] }
}

/// Where any power can be deployed.
private struct PowerReach {
  /// By site: whether it has energised rows, and whether any of them gives power in time.
  private var isLimited: [Bool]
  private var hasPower: [Bool]
  /// By item: the least power it can run with.
  private var leastPower: [Double]

  init(_ program: BuildProgram) {
    isLimited = Array(repeating: false, count: program.sites.count)
    hasPower = Array(repeating: false, count: program.sites.count)
    let last = program.horizon.firstDay(of: program.horizon.count - 1)
    for row in program.energisations where row.status == .energised {
      isLimited[Int(row.site.position)] = true
      if row.mw > 0, row.date <= last { hasPower[Int(row.site.position)] = true }
    }
    leastPower = program.items.map(\.powerKw)
    var hasModes = [Bool](repeating: false, count: program.items.count)
    for mode in program.modes {
      let item = Int(mode.item.position)
      leastPower[item] = hasModes[item] ? min(leastPower[item], mode.powerKw) : mode.powerKw
      hasModes[item] = true
    }
  }

  func allows(_ item: ItemIndex, at site: SiteIndex) -> Bool {
    let site = Int(site.position)
    return !isLimited[site] || hasPower[site] || leastPower[Int(item.position)] == 0
  }
}
