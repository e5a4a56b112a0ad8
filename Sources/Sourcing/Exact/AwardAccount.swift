import Program
import Tables

/// What a choice costs, exactly, in the parts of the objective.
public struct AwardCost: Hashable, Sendable {
  public var exWorks = Rational.zero
  /// 0 or more; it is taken off.
  public var discount = Rational.zero
  public var duty = Rational.zero
  public var freight = Rational.zero
  public var fixed = Rational.zero
  public var late = Rational.zero
  public var unmet = Rational.zero
  /// The credit for quality; it is taken off.
  public var quality = Rational.zero
  public var penalty = Rational.zero

  /// Without penalties.
  public var beforePenalties: Rational {
    exWorks - discount + duty + freight + fixed + late + unmet - quality
  }

  /// What is minimised.
  public var total: Rational { beforePenalties + penalty }
}

/// A choice taken apart, exactly: money of each line, tiers reached, what is unmet.
///
/// This is the award's meaning without any model of it: the certificate's check and the numbers of
/// `summary.json` come from here.
struct AwardAccount {
  let event: Event
  let numbers: ExactNumbers
  /// By line, exactly as the shortest text of its units says.
  let units: [LineIndex: Rational]
  /// Lines used, in order.
  let usedLines: [LineIndex]
  /// Bundles that win, in order.
  let wonBundles: [BundleIndex]
  /// Ex-works by line used.
  let exWorks: [LineIndex: Rational]
  /// By discount, the tier reached; `nil`: none.
  let tiers: [Int?]
  /// By item.
  let unmet: [Rational]

  init(_ choice: Choice, of event: Event) {
    var units: [LineIndex: Rational] = [:]
    for line in event.lines.rowIndices where choice.units[Int(line.position)] > 0 {
      units[line] = Rational(shortest: choice.units[Int(line.position)])
    }
    self.init(units: units, bundles: choice.bundles, of: event)
  }

  /// Takes a choice apart.
  ///
  /// - Parameters:
  ///   - units: Units of the lines that are used.
  ///   - bundles: By bundle, whether it wins.
  ///   - event: What was bid.
  init(units: [LineIndex: Rational], bundles: [Bool], of event: Event) {
    self.event = event
    let numbers = ExactNumbers(event)
    self.numbers = numbers
    usedLines = units.keys.sorted()
    wonBundles = event.bundles.rowIndices.filter { bundles[Int($0.position)] }
    var exWorks: [LineIndex: Rational] = [:]
    for (line, amount) in units {
      exWorks[line] = AwardAccount.exWorks(event.lines[line], amount, numbers)
    }
    self.units = units
    self.exWorks = exWorks
    tiers = event.discounts.map { discount in
      AwardAccount.tier(discount, units: units, exWorks: exWorks, numbers)
    }
    var rest = event.items.rowIndices.map { numbers.quantity($0) }
    for line in usedLines { rest[Int(event.lines[line].item.position)] -= units[line] ?? .zero }
    for bundle in wonBundles {
      for content in event.bundles[bundle].items {
        rest[Int(content.item.position)] -= numbers.bundleQuantity(row: content.row)
      }
    }
    unmet = rest
  }

  /// What `amount` units of a line cost.
  static func exWorks(_ line: BidLine, _ amount: Rational, _ numbers: ExactNumbers) -> Rational {
    let steps = line.steps.map { numbers.step($0.row) }
    guard let first = steps.first else { return .zero }
    switch line.pricing {
    case .allUnits:
      let reached = steps.last { $0.fromQuantity <= amount } ?? first
      return reached.price * amount
    case .incremental:
      var sum = Rational.zero
      for (position, step) in steps.enumerated() {
        let start = position == 0 ? .zero : step.fromQuantity - first.fromQuantity
        guard start < amount else { break }
        let end =
          position + 1 < steps.count
          ? min(amount, steps[position + 1].fromQuantity - first.fromQuantity) : amount
        sum += (end - start) * step.price
      }
      return sum
    }
  }

  private static func tier(
    _ discount: Discount, units: [LineIndex: Rational], exWorks: [LineIndex: Rational],
    _ numbers: ExactNumbers
  ) -> Int? {
    var basis = Rational.zero
    var isUsed = false
    for line in discount.lines {
      guard let amount = units[line] else { continue }
      isUsed = true
      switch discount.basis {
      case .spend: basis += exWorks[line] ?? .zero
      case .units: basis += amount
      case .lines: basis += .one
      }
    }
    // What was solved in floating point reaches a threshold that it misses by rounding only.
    let reached = basis + basis * AwardAccount.rounding
    guard isUsed else { return nil }
    return discount.tiers.lastIndex { numbers.tier($0.row).atLeast <= reached }
  }

  /// Share of a threshold that counts as rounding: 1e-9.
  static let rounding = Rational.one / Rational(1_000_000_000)

  // MARK: Costs

  /// The weeks by which a line's lead passes its item's `need_by`; 0 where it does not.
  static func lateWeeks(_ line: BidLine, in event: Event) -> Rational {
    guard let needBy = event.items[line.item].needBy, let selection = event.settings.selection
    else { return .zero }
    let days = selection.advanced(byDays: line.leadDays).days(since: needBy)
    return days > 0 ? Rational(days) / Rational(7) : .zero
  }

  func quality(_ line: LineIndex) -> Rational {
    numbers.number(line, "quality") ?? numbers.quality(event.lines[line].supplier)
  }

  /// What the choice costs in a scope, without penalties.
  ///
  /// - Parameters:
  ///   - items: By item, whether it counts; a bundle counts where one of its items does.
  ///   - suppliers: By supplier, whether it counts.
  /// - Returns: Its parts.
  func cost(items: [Bool], suppliers: [Bool]) -> AwardCost {
    var cost = AwardCost()
    var wins: Set<EventSupplierIndex> = []
    var isUsed: Set<LineIndex> = []
    for line in usedLines {
      let row = event.lines[line]
      guard items[Int(row.item.position)], suppliers[Int(row.supplier.position)] else { continue }
      let amount = units[line] ?? .zero
      let price = exWorks[line] ?? .zero
      wins.insert(row.supplier)
      isUsed.insert(line)
      cost.exWorks += price
      cost.duty += price * (numbers.number(line, "duty_rate") ?? .zero)
      cost.freight += amount * (numbers.number(line, "freight") ?? .zero)
      cost.fixed += numbers.fixedCost(line)
      cost.late += amount * numbers.lateCost(row.item) * AwardAccount.lateWeeks(row, in: event)
      cost.quality += amount * quality(line) * numbers.qualityValue
    }
    for bundle in wonBundles {
      let row = event.bundles[bundle]
      guard row.items.contains(where: { items[Int($0.item.position)] }),
        suppliers[Int(row.supplier.position)]
      else { continue }
      wins.insert(row.supplier)
      cost.exWorks += numbers.number(bundle, "price")
      cost.duty += numbers.number(bundle, "duty")
      cost.freight += numbers.number(bundle, "freight")
      cost.quality += bundleUnits(bundle) * numbers.quality(row.supplier) * numbers.qualityValue
    }
    for supplier in wins { cost.fixed += numbers.fixedCost(supplier) }
    for (discount, tier) in zip(event.discounts, tiers) {
      guard let tier else { continue }
      let rate = numbers.tier(discount.tiers[tier].row).rate
      for line in discount.lines where isUsed.contains(line) {
        cost.discount += (exWorks[line] ?? .zero) * rate
      }
    }
    for item in event.items.rowIndices where items[Int(item.position)] {
      guard let price = numbers.unmetCost(item), suppliers.allSatisfy(\.self) else { continue }
      cost.unmet += unmet[Int(item.position)] * price
    }
    return cost
  }

  /// Units in a bundle.
  func bundleUnits(_ bundle: BundleIndex) -> Rational {
    event.bundles[bundle].items.reduce(.zero) { $0 + numbers.bundleQuantity(row: $1.row) }
  }

  /// What the whole choice costs, with the penalties of a scenario's soft rules.
  func cost(under scenario: Scenario) -> AwardCost {
    var cost = cost(
      items: Array(repeating: true, count: event.items.count),
      suppliers: Array(repeating: true, count: event.suppliers.count))
    for rule in scenario.rules {
      guard let penalty = rule.penalty else { continue }
      cost.penalty += RuleAccount(rule, self).violation * ExactNumbers.number(penalty)
    }
    return cost
  }
}
