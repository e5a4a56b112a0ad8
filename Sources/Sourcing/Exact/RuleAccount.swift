import Program

/// Whether a choice keeps a rule, by how much it is missed, and what value it would keep, exactly.
struct RuleAccount {
  let rule: Rule
  /// By how much the rule is missed, 0 where it is kept: suppliers, money, quality points times
  /// money, days or units, as docs/events.md says for each kind.
  let violation: Rational
  /// The value that the choice just keeps; `nil` where the rule says nothing of it.
  let measure: Rational?
  /// A size of what is compared, by which rounding is judged.
  let scale: Rational

  /// Share of the scale up to which a violation is rounding: 1e-7.
  static let tolerance = Rational.one / Rational(10_000_000)

  /// Whether the rule is kept, but for rounding.
  var holds: Bool { violation <= RuleAccount.tolerance * scale }

  init(_ rule: Rule, _ account: AwardAccount) {
    self.rule = rule
    var reader = RuleReading(rule, account)
    let found = reader.read()
    violation = found.violation
    measure = found.measure
    scale = max(.one, found.scale)
  }
}

/// Reads one rule's sides from an account.
private struct RuleReading {
  typealias Found = (violation: Rational, measure: Rational?, scale: Rational)

  let rule: Rule
  let account: AwardAccount
  let value: Rational
  let items: [Bool]
  let subject: [Bool]
  private var event: Event { account.event }
  private var numbers: ExactNumbers { account.numbers }

  init(_ rule: Rule, _ account: AwardAccount) {
    self.rule = rule
    self.account = account
    value = ExactNumbers.number(rule.value)
    items = rule.scope.items(in: account.event)
    subject = rule.subject.suppliers(in: account.event)
  }

  mutating func read() -> Found {
    switch rule.kind {
    case .suppliersMax: count(isMaximum: true)
    case .suppliersMin: count(isMaximum: false)
    case .shareMax: shares(isMaximum: true, among: sharers)
    case .shareMin: shares(isMaximum: false, among: sharers)
    case .winMinShare: shares(isMaximum: false, among: winners.map { [$0] })
    case .domesticMin:
      mean { line in
        (numbers.number(line, "domestic") ?? .zero) * (account.exWorks[line] ?? .zero)
      } ofBundle: {
        numbers.number($0, "domestic_value")
      }
    case .qualityMin:
      mean { line in
        account.quality(line) * (account.exWorks[line] ?? .zero)
      } ofBundle: {
        numbers.quality(event.bundles[$0].supplier) * numbers.number($0, "price")
      }
    case .leadMax: leads()
    case .budgetMax: budget()
    case .force: presence(isForced: true)
    case .forbid: presence(isForced: false)
    case .backupMin: backup()
    }
  }

  // MARK: What is in scope

  private var scopedLines: [LineIndex] {
    account.usedLines.filter { items[Int(event.lines[$0].item.position)] }
  }

  private var scopedBundles: [BundleIndex] {
    account.wonBundles.filter { bundle in
      event.bundles[bundle].items.contains { items[Int($0.item.position)] }
    }
  }

  private func isSubject(_ supplier: EventSupplierIndex) -> Bool {
    subject[Int(supplier.position)]
  }

  /// Suppliers named that win in the scope, in order.
  private var winners: [EventSupplierIndex] {
    var wins = [Bool](repeating: false, count: event.suppliers.count)
    for line in scopedLines { wins[Int(event.lines[line].supplier.position)] = true }
    for bundle in scopedBundles { wins[Int(event.bundles[bundle].supplier.position)] = true }
    return event.suppliers.rowIndices.filter { wins[Int($0.position)] && isSubject($0) }
  }

  /// Who is compared together: all that are named, or else each that bids in the scope.
  private var sharers: [[EventSupplierIndex]] {
    if !rule.subject.isAnyone { return [event.suppliers.rowIndices.filter(isSubject)] }
    return RuleBidders.suppliers(bidding: items, in: event).map { [$0] }
  }

  /// Ex-works by supplier in the scope.
  private var spend: [Rational] {
    var spend = [Rational](repeating: .zero, count: event.suppliers.count)
    for line in scopedLines {
      spend[Int(event.lines[line].supplier.position)] += account.exWorks[line] ?? .zero
    }
    for bundle in scopedBundles {
      spend[Int(event.bundles[bundle].supplier.position)] += numbers.number(bundle, "price")
    }
    return spend
  }

  // MARK: Kinds

  private func count(isMaximum: Bool) -> Found {
    let count = Rational(winners.count)
    let excess = isMaximum ? count - value : value - count
    return (max(.zero, excess), count, .one)
  }

  private func shares(isMaximum: Bool, among groups: [[EventSupplierIndex]]) -> Found {
    let spend = spend
    let total = spend.reduce(.zero, +)
    var violation = Rational.zero
    var measure: Rational?
    for group in groups {
      let part = group.reduce(.zero) { $0 + spend[Int($1.position)] }
      let excess = isMaximum ? part - value * total : value * total - part
      violation += max(.zero, excess)
      guard !total.isZero else { continue }
      let share = part / total
      measure = measure.map { isMaximum ? max($0, share) : min($0, share) } ?? share
    }
    return (violation, measure, total)
  }

  private func mean(
    _ ofLine: (LineIndex) -> Rational, ofBundle: (BundleIndex) -> Rational
  ) -> Found {
    var sum = Rational.zero
    var spend = Rational.zero
    for line in scopedLines where isSubject(event.lines[line].supplier) {
      sum += ofLine(line)
      spend += account.exWorks[line] ?? .zero
    }
    for bundle in scopedBundles where isSubject(event.bundles[bundle].supplier) {
      sum += ofBundle(bundle)
      spend += numbers.number(bundle, "price")
    }
    let missing = max(.zero, value * spend - sum)
    return (missing, spend.isZero ? nil : sum / spend, spend)
  }

  private func leads() -> Found {
    var violation = Rational.zero
    var slowest: Rational?
    for line in scopedLines where isSubject(event.lines[line].supplier) {
      let lead = Rational(event.lines[line].leadDays)
      violation += max(.zero, lead - value)
      slowest = slowest.map { max($0, lead) } ?? lead
    }
    return (violation, slowest, .one)
  }

  private func budget() -> Found {
    let cost = account.cost(items: items, suppliers: subject).beforePenalties
    return (max(.zero, cost - value), cost, max(cost.magnitude, value.magnitude))
  }

  private func presence(isForced: Bool) -> Found {
    let count = winners.count
    if isForced { return (count == 0 ? .one : .zero, nil, .one) }
    return (Rational(count), nil, .one)
  }

  /// (backup) of each item the worst shortage when one supplier, or one country, fails.
  private func backup() -> Found {
    var violation = Rational.zero
    var least: Rational?
    var scale = Rational.zero
    let bidders = RuleBidders.byItem(event)
    for item in event.items.rowIndices where items[Int(item.position)] {
      let quantity = numbers.quantity(item)
      let covers = covers(of: item, bidders[Int(item.position)])
      guard let cover = covers.min(), !quantity.isZero else { continue }
      violation += max(.zero, value * quantity - cover)
      let share = cover / quantity
      least = least.map { min($0, share) } ?? share
      scale += quantity
    }
    return (violation, least, scale)
  }

  /// What is left of an item's cover after each failure.
  private func covers(of item: EventItemIndex, _ bidders: [EventSupplierIndex]) -> [Rational] {
    var all = Rational.zero
    var bySupplier: [EventSupplierIndex: Rational] = [:]
    for line in account.usedLines where event.lines[line].item == item {
      let cover = numbers.number(line, "maximum") ?? numbers.quantity(item)
      all += cover
      bySupplier[event.lines[line].supplier, default: .zero] += cover
    }
    for bundle in account.wonBundles {
      for content in event.bundles[bundle].items where content.item == item {
        let cover = numbers.bundleQuantity(row: content.row)
        all += cover
        bySupplier[event.bundles[bundle].supplier, default: .zero] += cover
      }
    }
    return RuleBidders.failures(among: bidders, rule, in: event).map { failing in
      failing.reduce(all) { $0 - (bySupplier[$1] ?? .zero) }
    }
  }
}

/// Who bids, and who can fail.
enum RuleBidders {
  /// Suppliers with a line or bundle for one of the items, in order.
  static func suppliers(bidding items: [Bool], in event: Event) -> [EventSupplierIndex] {
    var bids = [Bool](repeating: false, count: event.suppliers.count)
    for line in event.lines where items[Int(line.item.position)] {
      bids[Int(line.supplier.position)] = true
    }
    for bundle in event.bundles
    where bundle.items.contains(where: { items[Int($0.item.position)] }) {
      bids[Int(bundle.supplier.position)] = true
    }
    return event.suppliers.rowIndices.filter { bids[Int($0.position)] }
  }

  /// By item, who has a line or bundle for it, in order.
  static func byItem(_ event: Event) -> [[EventSupplierIndex]] {
    var bids = [Set<EventSupplierIndex>](repeating: [], count: event.items.count)
    for line in event.lines { bids[Int(line.item.position)].insert(line.supplier) }
    for bundle in event.bundles {
      for content in bundle.items { bids[Int(content.item.position)].insert(bundle.supplier) }
    }
    return bids.map { $0.sorted() }
  }

  /// The sets of suppliers that fail at once, for a backup of an item.
  ///
  /// Each supplier, or each country's; only bidders of the item matter. Where nobody who may fail
  /// bids, nobody fails.
  static func failures(
    among bidders: [EventSupplierIndex], _ rule: Rule, in event: Event
  ) -> [[EventSupplierIndex]] {
    let mayFail = rule.subject.suppliers(in: event)
    let failing = bidders.filter { mayFail[Int($0.position)] }
    guard !failing.isEmpty else { return [[]] }
    guard rule.isByCountry else { return failing.map { [$0] } }
    var countries: [String] = []
    for supplier in failing where !countries.contains(event.suppliers[supplier].country) {
      countries.append(event.suppliers[supplier].country)
    }
    return countries.map { country in
      bidders.filter { event.suppliers[$0].country == country }
    }
  }
}
