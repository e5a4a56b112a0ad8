import Tables

/// Which items can come to which sites at all.
///
/// Times and quantities are looked at one by one, not together: what this finds impossible is
/// impossible, what it finds possible may still come too late or too little.
///
/// - An offer without `ship_from` reaches every site that is not a supplier's; one that ships from
///   a site reaches the sites that this site's lanes for the item lead to, suppliers excepted.
/// - An operation at a site gives its item there if every component of its recipe can be there and
///   every resource it loads can have capacity.
/// - Lanes pass items on between sites that are not suppliers'.
struct SupplyReach {
  /// Why an operation never starts.
  enum Block: Hashable {
    case component(ItemIndex)
    case resource(ResourceIndex)
    case window
    case lead
    case supplier
  }

  /// A way for one item, and how many days it takes at least.
  private struct Arc {
    var from: Int32
    var to: Int32
    var days: Int
  }

  private let program: BuildProgram
  private let horizon: Horizon
  private let horizonDays: Int
  private let words: Int
  /// By item and word: the sites that it can come to.
  private var reached: [UInt64]
  private let holdsStock: [Bool]
  /// Arcs for every item, by the site they start at.
  private var generalArcs: [[Arc]]
  /// Arcs for one item, by item.
  private var itemArcs: [[Arc]]
  private var capableResources: [Bool]
  /// By offer: why it supplies nothing, or `nil`.
  private(set) var offerBlocks: [OfferBlock?]
  /// By operation: why it never starts, or `nil`.
  private(set) var operationBlocks: [Block?]

  /// Why an offer supplies nothing.
  enum OfferBlock {
    /// Decided against, or no unit may be ordered.
    case closed
    case window
    case lead
    /// No lane carries it anywhere.
    case lanes
  }

  /// Finds out.
  ///
  /// - Complexity: O(rows + items × lanes between sites).
  init(_ program: BuildProgram) {
    self.program = program
    horizon = program.horizon
    horizonDays = program.horizon.offsets[program.horizon.count]
    words = (program.sites.count + 63) / 64
    reached = Array(repeating: 0, count: program.items.count * words)
    holdsStock = program.sites.map { $0.kind != .supplier }
    generalArcs = Array(repeating: [], count: program.sites.count)
    itemArcs = Array(repeating: [], count: program.items.count)
    capableResources = Array(repeating: false, count: program.resources.count)
    offerBlocks = Array(repeating: nil, count: program.offers.count)
    operationBlocks = Array(repeating: nil, count: program.operations.count)
    layArcs()
    findCapableResources()
    seedStock()
    seedOffers()
    passOn()
  }

  /// Whether the item can come to the site.
  func has(_ item: ItemIndex, at site: SiteIndex) -> Bool {
    let site = Int(site.position)
    return reached[Int(item.position) * words + site / 64] & (1 << (site % 64)) != 0
  }

  /// Whether the item can come to any site.
  func hasAnywhere(_ item: ItemIndex) -> Bool {
    let start = Int(item.position) * words
    return reached[start..<start + words].contains { $0 != 0 }
  }

  /// Whether the resource can have capacity within the horizon.
  func isCapable(_ resource: ResourceIndex) -> Bool {
    capableResources[Int(resource.position)]
  }

  /// Whether any lane from the site carries the item to a site that holds stock.
  func leadsOn(from site: SiteIndex, _ item: ItemIndex) -> Bool {
    arcs(from: Int(site.position), item: Int(item.position)).contains {
      holdsStock[Int($0.to)]
    }
  }

  // MARK: Ways

  private mutating func layArcs() {
    var fastest: [UInt64: Int] = [:]
    for lane in program.lanes where lane.perWeek != 0 {
      let (from, to) = (lane.from.position, lane.to.position)
      if let item = lane.item {
        itemArcs[Int(item.position)].append(Arc(from: from, to: to, days: lane.days))
      } else {
        let key = UInt64(UInt32(bitPattern: from)) << 32 | UInt64(UInt32(bitPattern: to))
        fastest[key] = min(fastest[key] ?? Int.max, lane.days)
      }
    }
    for (key, days) in fastest {
      let (from, to) = (Int32(truncatingIfNeeded: key >> 32), Int32(truncatingIfNeeded: key))
      generalArcs[Int(from)].append(Arc(from: from, to: to, days: days))
    }
  }

  private func arcs(from site: Int, item: Int) -> [Arc] {
    generalArcs[site] + itemArcs[item].filter { Int($0.from) == site }
  }

  private mutating func mark(_ item: Int, at site: Int) {
    if holdsStock[site] { reached[item * words + site / 64] |= 1 << (site % 64) }
  }

  private func isMarked(_ item: Int, at site: Int) -> Bool {
    reached[item * words + site / 64] & (1 << (site % 64)) != 0
  }

  // MARK: What is there without being made

  private mutating func findCapableResources() {
    let end = horizon.end
    for row in program.capacities where row.perWeek > 0 && row.date < end {
      capableResources[Int(row.resource.position)] = true
    }
    // A row that ends before the start gives nothing; its successor is the one in force then.
    let inForce = CapacityAtStart(program)
    for index in capableResources.indices where capableResources[index] {
      capableResources[index] = inForce.isEverPositive(index)
    }
    for expansion in program.expansions where expansion.maxCount > 0 && expansion.perWeek > 0 {
      let buckets = horizon.buckets(startingFrom: expansion.earliest, to: expansion.latest)
      guard let first = buckets.first else { continue }
      if horizon.offsets[first] + expansion.leadDays < horizonDays {
        capableResources[Int(expansion.resource.position)] = true
      }
    }
  }

  private mutating func seedStock() {
    for row in program.stock where row.quantity > 0 {
      if let date = row.date, date >= horizon.end { continue }
      mark(Int(row.item.position), at: Int(row.site.position))
    }
  }

  private mutating func seedOffers() {
    let storing = program.sites.indices.filter { holdsStock[$0] }
    for (index, offer) in program.offers.enumerated() {
      let item = Int(offer.item.position)
      if offer.awarded == false || offer.maximum == 0 || offer.perWeek == 0 {
        offerBlocks[index] = .closed
        continue
      }
      let window = horizon.buckets(startingFrom: offer.validFrom, to: offer.validTo)
      guard let first = window.first else {
        offerBlocks[index] = .window
        continue
      }
      let ready = horizon.offsets[first] + offer.leadDays
      guard ready < horizonDays else {
        offerBlocks[index] = .lead
        continue
      }
      guard let origin = offer.shipFrom else {
        for site in storing { mark(item, at: site) }
        if storing.isEmpty { offerBlocks[index] = .lanes }
        continue
      }
      let ways = arcs(from: Int(origin.position), item: item).filter { holdsStock[Int($0.to)] }
      if ways.isEmpty {
        offerBlocks[index] = .lanes
      } else if !ways.contains(where: { ready + $0.days < horizonDays }) {
        offerBlocks[index] = .lead
      }
      for way in ways where ready + way.days < horizonDays { mark(item, at: Int(way.to)) }
    }
  }

  // MARK: What is made and moved

  private mutating func passOn() {
    let recipes = RecipeRows(program)
    var operationsOfItem = [[Int]](repeating: [], count: program.items.count)
    for (index, operation) in program.operations.enumerated() {
      operationsOfItem[Int(operation.item.position)].append(index)
    }
    var loadsOfOperation = [[ResourceIndex]](repeating: [], count: program.operations.count)
    for load in program.loads where load.perUnit > 0 {
      loadsOfOperation[Int(load.operation.position)].append(load.resource)
    }
    for item in recipes.itemsFromComponentsUp {
      for index in operationsOfItem[item] {
        let operation = program.operations[index]
        operationBlocks[index] = block(operation, recipes, loadsOfOperation[index])
        if operationBlocks[index] == nil { mark(item, at: Int(operation.site.position)) }
      }
      spread(item)
    }
  }

  private func block(
    _ operation: Operation, _ recipes: RecipeRows, _ resources: [ResourceIndex]
  ) -> Block? {
    guard holdsStock[Int(operation.site.position)] else { return .supplier }
    let window = horizon.buckets(startingFrom: operation.earliest, to: operation.latest)
    guard !window.isEmpty else { return .window }
    let inTime = window.filter { horizon.offsets[$0] + operation.leadDays < horizonDays }
    guard !inTime.isEmpty else { return .lead }
    for resource in resources where !isCapable(resource) { return .resource(resource) }
    var possible = inTime
    for row in recipes.rows(of: operation) {
      let component = program.components[row]
      guard !isMarked(Int(component.component.position), at: Int(operation.site.position)) else {
        continue
      }
      let active = horizon.buckets(startingFrom: component.from, to: component.to)
      possible.removeAll { active.contains($0) }
      if possible.isEmpty { return .component(component.component) }
    }
    return nil
  }

  /// Passes an item along lanes from wherever it is.
  private mutating func spread(_ item: Int) {
    var queue: [Int] = program.sites.indices.filter { isMarked(item, at: $0) }
    guard !queue.isEmpty, queue.count < program.sites.count else { return }
    var own: [Int32: [Arc]] = [:]
    for arc in itemArcs[item] { own[arc.from, default: []].append(arc) }
    while let site = queue.popLast() {
      for arc in generalArcs[site] + (own[Int32(site)] ?? []) where arc.days < horizonDays {
        let to = Int(arc.to)
        guard holdsStock[to], !isMarked(item, at: to) else { continue }
        mark(item, at: to)
        queue.append(to)
      }
    }
  }
}

/// Which capacity of each resource is in force within the horizon.
private struct CapacityAtStart {
  private var isPositive: [Bool]

  init(_ program: BuildProgram) {
    isPositive = Array(repeating: false, count: program.resources.count)
    let start = program.horizon.start
    var newest = [(date: Day, perWeek: Double)?](repeating: nil, count: program.resources.count)
    for row in program.capacities {
      let index = Int(row.resource.position)
      if row.date > start {
        if row.perWeek > 0, row.date < program.horizon.end { isPositive[index] = true }
      } else if newest[index].map({ $0.date <= row.date }) ?? true {
        newest[index] = (row.date, row.perWeek)
      }
    }
    for (index, row) in newest.enumerated() where row.map({ $0.perWeek > 0 }) ?? false {
      isPositive[index] = true
    }
  }

  func isEverPositive(_ resource: Int) -> Bool { isPositive[resource] }
}

/// The rows of the bill of materials by parent and recipe.
struct RecipeRows {
  private var rowsOfItem: [[Int]]
  private let components: [Component]
  /// Items, each after all of its components.
  ///
  /// Circles have no place here.
  private(set) var itemsFromComponentsUp: [Int] = []

  init(_ program: BuildProgram) {
    components = program.components
    rowsOfItem = Array(repeating: [], count: program.items.count)
    var parentsLeft = [Int](repeating: 0, count: program.items.count)
    for (row, component) in program.components.enumerated() {
      rowsOfItem[Int(component.parent.position)].append(row)
      parentsLeft[Int(component.component.position)] += 1
    }
    // From products down to parts, then turned round.
    var order = program.items.indices.filter { parentsLeft[$0] == 0 }
    var head = 0
    while head < order.count {
      for row in rowsOfItem[order[head]] {
        let part = Int(components[row].component.position)
        parentsLeft[part] -= 1
        if parentsLeft[part] == 0 { order.append(part) }
      }
      head += 1
    }
    itemsFromComponentsUp = order.reversed()
  }

  /// The rows that an operation's starts use, in the order of the file.
  func rows(of operation: Operation) -> [Int] {
    rowsOfItem[Int(operation.item.position)].filter { components[$0].recipe == operation.recipe }
  }

  /// All rows of a parent.
  func rows(of item: ItemIndex) -> [Int] { rowsOfItem[Int(item.position)] }
}
