public import Program

/// What an award comes to, in money and shares, for those who show it.
///
/// Spend is ex-works before discounts, lines and bundles, as the rules count it.
public struct AwardFigures: Sendable {
  /// A line or bundle that wins.
  public struct Part: Sendable {
    public var supplier: EventSupplierIndex
    public var lot: LotIndex
    /// Its items with units; of a bundle several.
    public var items: [(item: EventItemIndex, units: Double)]
    /// Money.
    public var spend: Double
    /// Money, of `spend`.
    public var domestic: Double
    /// ISO 3166-1 alpha-2: where it comes from.
    public var origin: String
    /// Days; `nil` for a bundle.
    public var leadDays: Int?
    public var quality: Double
    /// The line's or bundle's identifier.
    public var id: String
    public var isBundle: Bool
  }

  /// Lines, then bundles, in the event's order.
  public let parts: [Part]
  /// Money by supplier.
  public let bySupplier: [Double]

  /// Reads an award.
  public init(_ choice: Choice, _ event: Event) {
    let account = AwardAccount(choice, of: event)
    let lines = account.usedLines.map { line -> Part in
      let row = event.lines[line]
      let spend = (account.exWorks[line] ?? .zero).double
      return Part(
        supplier: row.supplier, lot: event.items[row.item].lot,
        items: [(row.item, choice.units[Int(line.position)])], spend: spend,
        domestic: spend * row.domestic,
        origin: row.origin.isEmpty ? event.suppliers[row.supplier].country : row.origin,
        leadDays: row.leadDays, quality: row.quality, id: row.id, isBundle: false)
    }
    let bundles = account.wonBundles.map { bundle -> Part in
      let row = event.bundles[bundle]
      return Part(
        supplier: row.supplier, lot: event.items[row.items[0].item].lot,
        items: row.items.map { ($0.item, $0.quantity) }, spend: row.price,
        domestic: row.domesticValue, origin: AwardFigures.origin(of: row, event), leadDays: nil,
        quality: event.suppliers[row.supplier].quality, id: row.id, isBundle: true)
    }
    parts = lines + bundles
    var spend = [Double](repeating: 0, count: event.suppliers.count)
    for part in parts { spend[Int(part.supplier.position)] += part.spend }
    bySupplier = spend
  }

  /// A bundle says no origin: that of the supplier's line for its first item, else its country.
  private static func origin(of bundle: BidBundle, _ event: Event) -> String {
    let own = event.lines.first {
      $0.supplier == bundle.supplier && $0.item == bundle.items[0].item && !$0.origin.isEmpty
    }
    return own?.origin ?? event.suppliers[bundle.supplier].country
  }

  /// Money.
  public func spend(of supplier: EventSupplierIndex) -> Double {
    bySupplier[Int(supplier.position)]
  }

  /// Money.
  public var spend: Double { parts.reduce(0) { $0 + $1.spend } }

  /// Domestic value over spend; `nil` where nothing is bought.
  public var domesticShare: Double? {
    spend > 0 ? parts.reduce(0) { $0 + $1.domestic } / spend : nil
  }

  /// The mean of quality weighted by spend; `nil` where nothing is bought.
  public var quality: Double? {
    spend > 0 ? parts.reduce(0) { $0 + $1.quality * $1.spend } / spend : nil
  }

  /// Days of the slowest line; `nil` where no line wins.
  public var slowestDays: Int? { parts.compactMap(\.leadDays).max() }

  /// Suppliers that win anything.
  public var winners: Int { bySupplier.count { $0 > 0 } }

  /// Spend by a name of each part, the largest first.
  public func spend(by name: (Part) -> String) -> [(name: String, spend: Double)] {
    var sums: [String: Double] = [:]
    for part in parts { sums[name(part), default: 0] += part.spend }
    return sums.map { (name: $0.key, spend: $0.value) }.sorted {
      ($1.spend, $0.name) < ($0.spend, $1.name)
    }
  }

  /// What one unit of a line costs delivered if the line brings so much of the item as it can:
  /// ex-works, duty and freight, before discounts; `nil` for a line that can bring nothing.
  public static func landedPrice(of line: LineIndex, _ event: Event) -> Double? {
    let row = event.lines[line]
    let units = min(row.maximum, event.items[row.item].quantity)
    guard units > 0 else { return nil }
    let exWorks = AwardAccount.exWorks(row, Rational(shortest: units), ExactNumbers(event)).double
    return exWorks / units * (1 + row.dutyRate) + row.freight
  }
}
