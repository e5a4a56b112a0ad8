public import Program

/// What one supplier wins in an award, for publication.
public struct AwardedSupplier: Hashable, Sendable {
  /// Units of one item, lines and bundles together.
  public struct Part: Hashable, Sendable {
    public var item: EventItemIndex
    public var units: Rational
  }

  public var supplier: EventSupplierIndex
  /// Money that the supplier is to be paid.
  ///
  /// Ex-works after discounts, and the fixed costs of its lines. Duty, freight and what the buyer spends on qualifying it are not in it.
  public var value: Rational
  /// By item, in the order of the file.
  public var parts: [Part]
  /// In the order of the file.
  public var lots: [LotIndex]

  /// The winners of an award, in the order of the file.
  public static func all(of choice: Choice, _ event: Event) -> [AwardedSupplier] {
    let account = AwardAccount(choice, of: event)
    let wins = choice.winners(in: event)
    return event.suppliers.rowIndices.filter { wins[Int($0.position)] }.map {
      AwardedSupplier($0, account, event)
    }
  }

  private init(_ supplier: EventSupplierIndex, _ account: AwardAccount, _ event: Event) {
    self.supplier = supplier
    var units: [EventItemIndex: Rational] = [:]
    for line in account.usedLines where event.lines[line].supplier == supplier {
      units[event.lines[line].item, default: .zero] += account.units[line] ?? .zero
    }
    for bundle in account.wonBundles where event.bundles[bundle].supplier == supplier {
      for content in event.bundles[bundle].items {
        units[content.item, default: .zero] += account.numbers.bundleQuantity(row: content.row)
      }
    }
    parts = units.keys.sorted().map { Part(item: $0, units: units[$0] ?? .zero) }
    lots = Set(parts.map { event.items[$0.item].lot }).sorted()
    value = AwardedSupplier.value(of: supplier, account, event)
  }

  private static func value(
    of supplier: EventSupplierIndex, _ account: AwardAccount, _ event: Event
  ) -> Rational {
    var value = Rational.zero
    for line in account.usedLines where event.lines[line].supplier == supplier {
      value += (account.exWorks[line] ?? .zero) + account.numbers.fixedCost(line)
    }
    for bundle in account.wonBundles where event.bundles[bundle].supplier == supplier {
      value += account.numbers.number(bundle, "price")
    }
    for (discount, tier) in zip(event.discounts, account.tiers) where discount.supplier == supplier
    {
      guard let tier else { continue }
      let rate = account.numbers.tier(discount.tiers[tier].row).rate
      for line in discount.lines { value -= (account.exWorks[line] ?? .zero) * rate }
    }
    return value
  }
}

/// How many bid, for publication: numbers only, nobody is named.
public struct Participation: Hashable, Sendable {
  /// Suppliers with at least one line or bundle.
  public var bidders: Int
  /// Lines and bundles.
  public var bids: Int
  /// Suppliers that bid for the lot, by lot.
  public var biddersByLot: [Int]

  /// Counts the bids of an event.
  public init(_ event: Event) {
    let bidders = Bidders(event)
    self.bidders = bidders.all.count
    bids = event.lines.count + event.bundles.count
    biddersByLot = event.lots.rowIndices.map { bidders.of($0).count }
  }
}

extension Choice {
  /// The choice that units of lines and names of bundles describe.
  ///
  /// - Parameters:
  ///   - lines: Lines by name with the text of their units.
  ///   - bundles: Names of bundles.
  ///   - event: The event.
  /// - Throws: ``ChoiceFault`` of the first name or number that the event does not know.
  public init(
    lines: [(line: String, units: String)], bundles: [String], of event: Event
  ) throws(ChoiceFault) {
    self.init(nothingOf: event)
    var rows: [String: Int] = [:]
    for (row, line) in event.lines.enumerated() { rows[line.id] = row }
    for (name, text) in lines {
      guard let line = rows[name] else { throw .unknownLine(name) }
      guard let number = WrittenNumber(text), number.value >= 0 else { throw .units(name, text) }
      units[line] = number.value
    }
    for name in bundles {
      guard let bundle = event.bundles.firstIndex(where: { $0.id == name }) else {
        throw .unknownBundle(name)
      }
      self.bundles[bundle] = true
    }
  }
}

/// Why an award is not one of an event.
public enum ChoiceFault: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownLine(String)
  case unknownBundle(String)
  case units(String, String)

  public var description: String {
    switch self {
    case .unknownLine(let name): "the award has line '\(name)', which the event has not"
    case .unknownBundle(let name): "the award has bundle '\(name)', which the event has not"
    case .units(let name, let text):
      "the award's line '\(name)' has '\(text)' units; it is a number"
    }
  }
}
