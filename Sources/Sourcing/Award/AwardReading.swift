public import Program
import Tables

/// What follows from a choice, for those who show it.
public struct AwardReading: Sendable {
  /// Discounts of which a tier is reached, and its threshold.
  public var tiers: [(discount: DiscountIndex, atLeast: Double)] = []
  /// Items that are not bought in full, and how much is missing.
  public var unmet: [(item: EventItemIndex, units: Double)] = []

  /// Reads a choice.
  public init(_ choice: Choice, _ event: Event) {
    let account = AwardAccount(choice, of: event)
    for discount in event.discounts.rowIndices {
      guard let tier = account.tiers[Int(discount.position)] else { continue }
      tiers.append((discount, event.discounts[discount].tiers[tier].atLeast))
    }
    for item in event.items.rowIndices where account.unmet[Int(item.position)] > .zero {
      unmet.append((item, account.unmet[Int(item.position)].double))
    }
  }
}

extension AwardReading {
  /// What is not bought in full, the largest shares first.
  ///
  /// - Parameters:
  ///   - event: The award's event.
  ///   - most: How many items are named.
  ///   - quantity: Units as the reader's page writes them.
  /// - Returns: "51 of 400 fan and 3 of 20 pump"; `nil` where all is bought.
  package func unmetWords(
    _ event: Event, most: Int = 6, quantity: (Double) -> String
  ) -> String? {
    guard !unmet.isEmpty else { return nil }
    func share(_ entry: (item: EventItemIndex, units: Double)) -> Double {
      entry.units / max(event.items[entry.item].quantity, .leastNormalMagnitude)
    }
    let items = unmet.sorted { (-share($0), $0.item.position) < (-share($1), $1.item.position) }
    var words = items.prefix(most).map { entry in
      let item = event.items[entry.item]
      return "\(quantity(entry.units)) of \(quantity(item.quantity)) \(item.id)"
    }
    if items.count > most { words.append("some of \(items.count - most) more") }
    return words.formattedList(with: "and")
  }
}

/// A part of a cost by the name of `summary.json`.
public struct AwardCostPart: Sendable {
  public var name: String
  public var amount: @Sendable (AwardCost) -> Rational

  /// In the order of the objective.
  public static let all: [AwardCostPart] = [
    AwardCostPart(name: "ex_works") { $0.exWorks },
    AwardCostPart(name: "discount") { $0.discount },
    AwardCostPart(name: "duty") { $0.duty },
    AwardCostPart(name: "freight") { $0.freight },
    AwardCostPart(name: "fixed") { $0.fixed },
    AwardCostPart(name: "late") { $0.late },
    AwardCostPart(name: "unmet") { $0.unmet },
    AwardCostPart(name: "quality") { $0.quality },
    AwardCostPart(name: "penalty") { $0.penalty },
  ]
}

/// How a choice stands to a rule.
public struct RuleReport: Sendable {
  public var rule: Rule
  public var holds: Bool
  /// By how much it is missed, exactly: a decimal or a fraction.
  public var violation: String
  /// The same as a number.
  public var missed: Double
  /// The value that the choice just keeps; `nil` where the rule says nothing of it.
  public var measure: Double?

  /// Each rule of a scenario, in order.
  public static func rules(of choice: Choice, _ event: Event, _ scenario: Scenario) -> [RuleReport]
  {
    let account = AwardAccount(choice, of: event)
    return scenario.rules.map { rule in
      let found = RuleAccount(rule, account)
      return RuleReport(
        rule: rule, holds: found.holds,
        violation: found.violation.decimalText ?? "\(found.violation)",
        missed: found.violation.double,
        measure: found.measure?.double)
    }
  }
}
