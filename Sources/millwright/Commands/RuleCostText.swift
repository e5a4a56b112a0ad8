import Sourcing

/// What rules cost, in text; a cost that the gap hides is never shown as a finding.
struct RuleCostText {
  private let costs: RuleCosts
  private let scenario: Scenario
  private let currency: String

  init(_ costs: RuleCosts, _ scenario: Scenario, _ currency: String) {
    self.costs = costs
    self.scenario = scenario
    self.currency = currency
  }

  /// A line for each rule and one for all together; empty where there are no rules.
  var text: String {
    guard !scenario.rules.isEmpty else { return "" }
    var text = ""
    for (rule, cost) in zip(scenario.rules, costs.rules) {
      text += costs.isSingleAim ? single(rule, cost) : staged("rule \(rule.id)", "it", cost)
    }
    text += costs.isSingleAim ? together : staged("all rules together", "them", costs.together)
    guard costs.within > 0 else { return text }
    return text
      + "these figures are known within the gap of \(amount(costs.within)): each may be off by that\n"
  }

  private func single(_ rule: Rule, _ cost: RuleCosts.Cost?) -> String {
    guard let cost else { return unknown("rule \(rule.id) costs", without: "it") }
    return "rule \(rule.id) costs \(words(cost))\n"
  }

  /// All rules together, and that their costs do not add up where that is so.
  private var together: String {
    guard let cost = costs.together else {
      return unknown("all rules together cost", without: "them")
    }
    let sum = costs.isSumAnother ? " (costs do not add up)" : ""
    return "all rules together cost \(words(cost))\(sum)\n"
  }

  private func unknown(_ what: String, without pronoun: String) -> String {
    "what \(what) is not known: the search without \(pronoun) ended before it found an award as good\n"
  }

  private func words(_ cost: RuleCosts.Cost) -> String {
    amount(cost.amount) + (cost.isWithinGap ? " (within the gap)" : "")
  }

  /// Under stages the last aim may be better or worse without a rule.
  private func staged(_ what: String, _ pronoun: String, _ cost: RuleCosts.Cost?) -> String {
    let start = "\(what): without \(pronoun) the last stage, \(costs.aim.rawValue), is "
    guard let cost else { return start + "not known\n" }
    let size = amount(abs(cost.amount))
    guard !cost.isWithinGap else { return start + "the same within the gap\n" }
    guard size != amount(0) else { return start + "the same\n" }
    return start + "\(size) \(cost.amount > 0 ? "better" : "worse")\n"
  }

  private func amount(_ value: Double) -> String {
    RuleCostText.amount(value, costs.aim, currency)
  }

  /// An amount of what an aim counts.
  static func amount(_ value: Double, _ aim: Aim, _ currency: String) -> String {
    switch aim {
    case .cost: Format.money(value, currency)
    case .domestic: "\(Format.money(value, currency)) of domestic value"
    case .quality: "\(Format.quantity(value)) quality points"
    case .suppliers: Format.count(Int(value.rounded()), "supplier")
    }
  }
}
