/// Makes a call for proposals of a given size, with bids in tiers, bundles, discounts and ten rules.
///
/// One item a lot. Every supplier is good at a few categories and bids near the item's own price
/// there, so that many bids are close to one another; volume steps, set-up costs, minimums and
/// capacities make the choice combinatorial. An award that keeps the hard rules is known: two fifths
/// of the suppliers are the core, and two of them can bring half of each item without a set-up
/// cost; the values of the rules look at what that award reaches. All names and figures are made up.
public struct EventGenerator {
  let size: EventSize
  var random: Random
  var items: [Item] = []
  var suppliers: [Supplier] = []

  struct Item {
    var id: String
    var category: Int
    var quantity: Int
    var price: Double
  }

  struct Supplier {
    var id: String
    var country: String
    /// Share of the going price that this company asks at its best.
    var level: Double
    var quality: Int
    var categories: [Int]
    var isSmall: Bool
  }

  /// What the core's award spends, in program currency: by supplier, domestic, times quality.
  var coreSpend: [Double]
  var coreRackSpend: [Double]
  var coreDomestic = 0.0
  var coreQuality = 0.0

  static let categories = [
    "racks", "cooling", "power", "cables", "boards", "frames", "optics", "fans",
  ]

  /// What a country's companies ask, against those at home.
  private static let abroad = ["MX": 0.95, "TW": 0.88, "VN": 0.84]

  /// Prepares an event.
  ///
  /// - Parameters:
  ///   - size: At least a lot, ten suppliers and four lines a lot.
  ///   - seed: The same seed gives the same event.
  public init(size: EventSize, seed: Int) {
    precondition(
      size.isPossible, "an event needs a lot, 10 suppliers and 4 lines a lot; got \(size)")
    self.size = size
    coreSpend = Array(repeating: 0, count: size.suppliers)
    coreRackSpend = coreSpend
    random = Random(seed: seed)
    for lot in 0..<size.lots {
      items.append(
        Item(
          id: "item-\(lot)", category: lot % Self.categories.count,
          quantity: Int(random.spread(20...5000)), price: cents(random.spread(5...2000))))
    }
    for supplier in 0..<size.suppliers { suppliers.append(makeSupplier(supplier)) }
  }

  private mutating func makeSupplier(_ number: Int) -> Supplier {
    let country = random.pick(["US", "US", "US", "MX", "MX", "TW", "TW", "VN"])
    let abroad = Self.abroad[country, default: 1]
    let count = Self.categories.count
    let first = number % count
    return Supplier(
      id: "supplier-\(number)", country: country, level: abroad * random.real(0.9...1.15),
      quality: random.whole(3...10),
      categories: [first, (first + random.whole(1...count - 1)) % count],
      isSmall: random.happens(0.3))
  }

  /// The files of the event folder by name.
  public mutating func files() -> [(name: String, text: String)] {
    let (lines, steps) = linesAndSteps()
    let (bundles, contents) = bundlesAndItems()
    let (discounts, tiers) = discountsAndTiers()
    return [
      ("event.yaml", settings), ("lots.csv", lotTable()), ("items.csv", itemTable()),
      ("suppliers.csv", supplierTable()), ("lines.csv", lines), ("steps.csv", steps),
      ("bundles.csv", bundles), ("bundle_items.csv", contents), ("discounts.csv", discounts),
      ("discount_tiers.csv", tiers), ("capacities.csv", capacities()),
      ("scenarios/free.yaml", "objective: cost\n"), ("scenarios/rules.yaml", rules),
    ]
  }

  private var settings: String {
    """
    format: 1
    event: generated
    title: Generated, \(size.lots) lots, \(size.suppliers) suppliers, \(size.lines) lines, \(size.bundles) bundles
    selection: 2026-03-02

    """
  }

  /// Money that the whole event is worth at going prices.
  var worth: Double { items.reduce(0) { $0 + Double($1.quantity) * $1.price } }

  /// Whether a supplier is one of those whose award is known to keep the rules.
  static func isCore(_ supplier: Int) -> Bool { supplier % 5 < 2 }

  /// The core's share of spend with the suppliers that `belong`.
  private func coreShare(_ belong: (Supplier) -> Bool) -> Double {
    let whole = coreSpend.reduce(0, +)
    return zip(suppliers, coreSpend).reduce(0) { belong($1.0) ? $0 + $1.1 : $0 } / whole
  }

  /// Ten rules that leave room, but not much; the nine hard ones hold in the core's award.
  private var rules: String {
    let spend = coreSpend.reduce(0, +)
    let racks = coreRackSpend.reduce(0, +)
    let largest = (coreSpend.max() ?? 0) / spend
    let smallest = (coreRackSpend.filter { $0 > 0 }.min() ?? 0) / racks
    let core = (0..<size.suppliers).count(where: Self.isCore)
    func least(_ value: Double, _ reached: Double) -> Double {
      min(value, (reached * 1000).rounded(.down) / 1000)
    }
    func most(_ value: Double, _ reached: Double) -> Double {
      max(value, (reached * 1000).rounded(.up) / 1000)
    }
    return """
      objective: cost
      rules:
        - {rule: few, kind: suppliers_max, value: \(core)}
        - {rule: no-giant, kind: share_max, value: \(most(0.05, largest))}
        - {rule: taiwan, kind: share_max, value: \(most(0.2, coreShare { $0.country == "TW" })), country: TW}
        - {rule: small, kind: share_min, value: \(least(0.3, coreShare(\.isSmall))), group: small}
        - {rule: domestic, kind: domestic_min, value: \(least(0.5, coreDomestic / spend))}
        - {rule: quality, kind: quality_min, value: \(least(6.8, coreQuality / spend))}
        - {rule: quick, kind: lead_max, value: 130}
        - {rule: worthwhile, kind: win_min_share, value: \(least(0.01, smallest)), category: \(Self.categories[0])}
        - {rule: backup, kind: backup_min, value: 0.5, category: \(Self.categories[min(2, size.lots - 1)])}
        - {rule: budget, kind: budget_max, value: \(cents(worth * 0.95)), penalty: 0.5}

      """
  }
}
