import Program
import Tables

/// Makes programs that follow every rule of the folder and are otherwise random.
struct RandomProgram {
  private var rng: RandomSource

  init(seed: Int) { rng = RandomSource(seed: seed) }

  mutating func make() -> BuildProgram {
    var program = BuildProgram(settings: settings())
    program.items = (0..<rng.int(1..<9)).map { item($0) }
    program.sites = (0..<rng.int(1..<7)).map { site($0) }
    program.suppliers = (0..<rng.int(0..<4)).map { Supplier(id: "supplier-\($0)") }
    let places = Array(
      program.sites.rowIndices.filter {
        program.sites[$0].kind == .datacenter || program.sites[$0].kind == .hub
      })
    for item in program.items.rowIndices where rng.oneIn(3) {
      for mode in ["a", "max p", "ö"].prefix(rng.int(1..<4)) {
        program.modes.append(
          Mode(item: item, mode: mode, powerKw: number(), computePflops: number()))
      }
    }
    program.components = components(program.items.count)
    for n in 0..<rng.int(0..<4) {
      program.resources.append(
        Resource(
          id: "line.\(n)", site: SiteIndex(rng.int(0..<program.sites.count)),
          unit: rng.pick(["hours", "racks", "a, b"]), name: rng.pick(RandomProgram.texts)))
    }
    for n in 0..<rng.int(0..<5) { program.operations.append(operation(n, program)) }
    addDemands(places, &program)
    addOffers(&program)
    if !program.resources.isEmpty { addResourceRows(&program) }
    addRest(&program)
    return program
  }

  static let texts = [
    "", "plain", "with, comma", "with \"quotes\"", "two\nlines", "CR\r\nLF", " blanks ",
    "Zürich 東京",
    "=1+1", "a'b", "tab\there",
  ]

  private mutating func number() -> Double {
    switch rng.int(0..<6) {
    case 0: 0
    case 1: Double(rng.int(0..<1000))
    case 2: Double.random(in: 0...1, using: &rng)
    case 3: Double.random(in: 0...1e15, using: &rng)
    case 4: Double.random(in: 0...1e-9, using: &rng)
    default: Double(rng.int(0..<100_000)) / 100
    }
  }

  private mutating func share() -> Double {
    rng.oneIn(3) ? 0 : Double.random(in: 0...1, using: &rng)
  }

  private mutating func day() -> Day { Day(number: Int32(rng.int(20_000..<21_500))) }

  private mutating func window() -> (from: Day?, to: Day?) {
    let first = day()
    switch rng.int(0..<4) {
    case 0: return (nil, nil)
    case 1: return (first, nil)
    case 2: return (nil, first)
    default: return (first, first.advanced(byDays: rng.int(0..<400)))
    }
  }

  private mutating func settings() -> Settings {
    let blocks = (0..<rng.int(1..<4)).map { _ in
      Horizon.Block(count: rng.int(1..<20), days: rng.int(1..<40))
    }
    let goal = Goal(measure: rng.pick(Measure.allCases), quantity: number() + 1, date: day())
    return Settings(
      name: "a" + rng.pick(RandomProgram.texts + ["\\n: # [", "\u{2028}\u{85}"]),
      currency: rng.pick(["USD", "EUR"]), domestic: rng.pick(["US", "NO", "TW"]),
      horizon: Horizon(start: day(), blocks: blocks), discountRate: share(), holdingRate: share(),
      objective: rng.pick(Objective.allCases), goal: rng.oneIn(2) ? goal : nil)
  }

  private mutating func item(_ n: Int) -> Item {
    Item(
      id: "Item_\(n)", kind: rng.pick(ItemKind.allCases), name: rng.pick(RandomProgram.texts),
      pillar: rng.pick([nil] + Pillar.allCases), category: rng.pick(["", "rack", "a:b, c"]),
      value: number(), massKg: number(), hts: rng.pick(["", "0085", "847150"]), powerKw: number(),
      computePflops: number(), isAddressable: rng.oneIn(2))
  }

  private mutating func site(_ n: Int) -> Site {
    Site(
      id: "site-\(n)", kind: rng.pick(SiteKind.allCases), name: rng.pick(RandomProgram.texts),
      country: rng.pick(["US", "TW", "NO"]), region: rng.pick(["", "TX", "O\"H"]),
      latitude: rng.oneIn(2) ? Double.random(in: -90...90, using: &rng) : nil,
      longitude: rng.oneIn(2) ? Double.random(in: -180...180, using: &rng) : nil,
      pue: rng.oneIn(2) ? 1 : Double.random(in: 1...5, using: &rng))
  }

  private mutating func components(_ items: Int) -> [Component] {
    guard items > 1 else { return [] }
    return (0..<rng.int(0..<8)).map { _ in
      let parent = rng.int(0..<items - 1)
      let (from, to) = window()
      return Component(
        parent: ItemIndex(parent), component: ItemIndex(rng.int(parent + 1..<items)),
        quantity: number() + 0.25, recipe: rng.pick(["base", "alt", "with blank"]), from: from,
        to: to)
    }
  }

  private mutating func operation(_ n: Int, _ program: BuildProgram) -> Operation {
    Operation(
      id: "op-\(n)", site: SiteIndex(rng.int(0..<program.sites.count)),
      item: ItemIndex(rng.int(0..<program.items.count)), recipe: rng.pick(["base", "alt"]),
      yield: rng.oneIn(2) ? 1 : Double.random(in: 0.01...1, using: &rng), leadDays: rng.int(0..<30),
      cost: Double(rng.int(0..<5)) / 3)
  }

  private mutating func addDemands(_ places: [SiteIndex], _ program: inout BuildProgram) {
    for n in 0..<rng.int(0..<6) {
      let item = ItemIndex(rng.int(0..<program.items.count))
      program.demands.append(
        Demand(
          id: "d\(n)", site: places.isEmpty || rng.oneIn(3) ? nil : rng.pick(places),
          wanted: rng.oneIn(2) ? .item(item) : .measure(rng.pick(Measure.allCases)), due: day(),
          quantity: number(), notBefore: rng.oneIn(3) ? day() : nil,
          priority: rng.int(-2..<5), lateCost: number(), lostCost: number()))
    }
  }

  private mutating func addOffers(_ program: inout BuildProgram) {
    // A supplier is known from its first offer, in this order.
    for n in 0..<program.suppliers.count * 2 {
      let supplier = SupplierIndex(
        n < program.suppliers.count ? n : rng.int(0..<program.suppliers.count))
      let (from, to) = window()
      let minimum = rng.oneIn(2) ? 0 : number()
      program.offers.append(
        Offer(
          id: "offer-\(n)", supplier: supplier, item: ItemIndex(rng.int(0..<program.items.count)),
          price: number(), origin: rng.pick(["US", "TW", "NO"]),
          shipFrom: rng.oneIn(2) ? SiteIndex(rng.int(0..<program.sites.count)) : nil,
          perWeek: rng.oneIn(2) ? number() : nil, leadDays: rng.int(0..<100), fixedCost: number(),
          minimum: minimum, maximum: rng.oneIn(2) ? nil : min(1e15, minimum + number()),
          validFrom: from, validTo: to, domestic: rng.pick([0, 1, share()]),
          awarded: rng.pick([nil, true, false])))
      for step in 0..<rng.int(0..<3) {
        program.priceBreaks.append(
          PriceBreak(offer: OfferIndex(n), fromQuantity: Double(step) * 10.5, price: number()))
      }
    }
  }

  private mutating func addResourceRows(_ program: inout BuildProgram) {
    for resource in program.resources.rowIndices {
      let date = day()
      for step in 0..<rng.int(0..<3) {
        program.capacities.append(
          Capacity(
            resource: resource, date: date.advanced(byDays: -30 * step), perWeek: number()))
      }
    }
    for operation in program.operations.rowIndices {
      let site = program.operations[operation].site
      let here = program.resources.indices.filter { program.resources[$0].site == site }
      guard let resource = here.first else { continue }
      program.loads.append(
        Load(operation: operation, resource: ResourceIndex(resource), perUnit: number()))
    }
    for n in 0..<rng.int(0..<3) {
      let (earliest, latest) = window()
      program.expansions.append(
        Expansion(
          id: "grow\(n)", resource: ResourceIndex(rng.int(0..<program.resources.count)),
          perWeek: number(), capex: number(), leadDays: rng.int(0..<400),
          rampWeeks: Double(rng.int(0..<20)) / 2, maxCount: rng.int(0..<9), earliest: earliest,
          latest: latest, fixedPerWeek: number()))
    }
  }

  private mutating func addRest(_ program: inout BuildProgram) {
    let sites = program.sites.count
    for _ in 0..<(sites > 1 ? rng.int(0..<6) : 0) {
      let from = rng.int(0..<sites)
      program.lanes.append(
        Lane(
          from: SiteIndex(from), to: SiteIndex((from + rng.int(1..<sites)) % sites),
          item: rng.oneIn(2) ? ItemIndex(rng.int(0..<program.items.count)) : nil,
          mode: rng.pick(["", "truck", "a, b"]), days: rng.int(0..<40), cost: number(),
          costPerKg: number(), perWeek: rng.oneIn(2) ? number() : nil))
    }
    for _ in 0..<rng.int(0..<4) {
      let (from, to) = window()
      program.tariffs.append(
        Tariff(
          origin: rng.pick([nil, "TW", "US"]), hts: rng.pick(["", "85"]), rate: share() * 10,
          from: from, to: to))
    }
    for site in program.sites.rowIndices where rng.oneIn(3) {
      for status in EnergisationStatus.allCases where rng.oneIn(2) {
        program.energisations.append(
          Energisation(site: site, date: day(), mw: share() * 1000, status: status))
      }
    }
    for _ in 0..<rng.int(0..<4) {
      program.stock.append(
        StockRow(
          site: SiteIndex(rng.int(0..<sites)), item: ItemIndex(rng.int(0..<program.items.count)),
          quantity: number(), date: rng.oneIn(2) ? day() : nil))
    }
    for n in 0..<rng.int(0..<5) { addPolicy(n, &program) }
  }

  private mutating func addPolicy(_ n: Int, _ program: inout BuildProgram) {
    var kinds = PolicyKind.allCases
    if program.suppliers.isEmpty { kinds.removeAll { $0 == .supplierShareMax } }
    let kind = rng.pick(kinds)
    var policy = Policy(id: "p\(n)", kind: kind, value: share())
    policy.scope = rng.pick([
      .all, .item(ItemIndex(rng.int(0..<program.items.count))), .category("a:b, c"),
      .pillar(.robotics),
    ])
    switch kind {
    case .countryShareMax: policy.subject = .country("TW")
    case .supplierShareMax:
      policy.subject = .supplier(SupplierIndex(rng.int(0..<program.suppliers.count)))
    case .suppliersMin:
      policy.value = Double(rng.int(1..<5))
      policy.minShare = share()
    case .capexMax, .spendMax: policy.value = number()
    default: break
    }
    (policy.from, policy.to) = window()
    policy.penalty = rng.oneIn(2) ? number() : nil
    program.policies.append(policy)
  }
}
