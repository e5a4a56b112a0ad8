import Program
import Tables

/// Looks for rules that no award can keep, or only one that buys nothing of what they speak of: each a
/// warning.
///
/// Each rule is looked at alone, beside the bids of the suppliers that it speaks of for the items that
/// it covers.
struct RuleWarnings {
  let event: Event

  func run(into list: inout DiagnosticList) {
    guard !event.lines.isEmpty || !event.bundles.isEmpty else { return }
    for rule in event.scenarios.flatMap(\.rules) {
      guard let doubt = doubt(rule) else { continue }
      list.append(
        rule.place.diagnostic(
          severity: .warning, code: "scenarios.rule.beyond",
          message: "rule '\(rule.id)' wants \(doubt.wanted), but \(doubt.found): "
            + consequence(rule, doubt)))
    }
  }

  private func consequence(_ rule: Rule, _ doubt: Doubt) -> String {
    if doubt.isKeptByNothing {
      return "only an award that buys nothing there keeps it"
        + (rule.isHard ? "" : ", others pay its penalty")
    }
    return rule.isHard ? "no award keeps it" : "every award pays its penalty"
  }

  private struct Doubt {
    var wanted: String
    var found: String
    /// Whether an award that buys nothing keeps the rule.
    var isKeptByNothing = false
  }

  private func doubt(_ rule: Rule) -> Doubt? {
    let value = rule.value.value
    let bids = BidsOfRule(rule, event)
    let nobody = "nobody whom it speaks of bids for what it covers"
    switch rule.kind {
    case .suppliersMin where value > Double(bids.suppliers):
      return Doubt(
        wanted: "\(DecimalText.text(value)) supplier\(value == 1 ? "" : "s")",
        found: bids.suppliers == 0
          ? nobody : "only \(bids.suppliers) of those whom it speaks of bid for what it covers")
    case .force where bids.suppliers == 0: return Doubt(wanted: "a winner", found: nobody)
    case .shareMin where value > 0 && bids.suppliers == 0:
      return Doubt(
        wanted: "a share of \(DecimalText.percent(value))", found: nobody,
        isKeptByNothing: mayBuyNothing(bids.items))
    case .qualityMin:
      guard let best = bids.mostQuality, best < value else { return nil }
      return Doubt(
        wanted: "a quality of \(DecimalText.text(value))",
        found: "the best bid has \(DecimalText.text(best))",
        isKeptByNothing: mayBuyNothing(bids.items) || !rule.subject.isAnyone)
    case .domesticMin:
      guard let most = bids.mostDomestic, most < value else { return nil }
      return Doubt(
        wanted: "\(DecimalText.percent(value)) domestic value",
        found: "the most domestic bid has \(DecimalText.percent(most))",
        isKeptByNothing: mayBuyNothing(bids.items) || !rule.subject.isAnyone)
    case .leadMax: return slowest(rule, bids)
    default: return nil
    }
  }

  /// The item of which even the fastest bid is too slow.
  private func slowest(_ rule: Rule, _ bids: BidsOfRule) -> Doubt? {
    let leads = bids.leastLead(event)
    let slowest = leads.indices.filter { leads[$0] < .infinity }.max { leads[$0] < leads[$1] }
    guard let slowest, leads[slowest] > rule.value.value else { return nil }
    return Doubt(
      wanted: "\(DecimalText.text(rule.value.value)) days at most",
      found: "the fastest bid for item '\(event.items[slowest].id)' takes "
        + DecimalText.text(leads[slowest]),
      isKeptByNothing: event.items[slowest].unmetCost != nil)
  }

  /// Whether nothing of some items need be bought.
  private func mayBuyNothing(_ items: [Bool]) -> Bool {
    event.items.indices.allSatisfy { item in
      !items[item] || event.items[item].quantity <= 0 || event.items[item].unmetCost != nil
    }
  }
}

/// What the bids that a rule speaks of reach.
private struct BidsOfRule {
  /// By item, whether the rule covers it.
  let items: [Bool]
  /// By supplier, whether the rule speaks of it.
  let subject: [Bool]
  /// How many suppliers bid.
  private(set) var suppliers = 0
  /// Points of the best bid.
  private(set) var mostQuality: Double?
  /// Share of the price of the most domestic bid.
  private(set) var mostDomestic: Double?

  init(_ rule: Rule, _ event: Event) {
    items = rule.scope.items(in: event)
    subject = rule.subject.suppliers(in: event)
    var bids = [Bool](repeating: false, count: event.suppliers.count)
    for line in event.lines
    where items[Int(line.item.position)] && subject[Int(line.supplier.position)] {
      bids[Int(line.supplier.position)] = true
      mostQuality = max(mostQuality ?? -.infinity, line.quality)
      mostDomestic = max(mostDomestic ?? 0, line.domestic)
    }
    for bundle in event.bundles
    where subject[Int(bundle.supplier.position)]
      && bundle.items.contains(where: { items[Int($0.item.position)] })
    {
      bids[Int(bundle.supplier.position)] = true
      mostQuality = max(mostQuality ?? -.infinity, event.suppliers[bundle.supplier].quality)
      let share = bundle.price > 0 ? bundle.domesticValue / bundle.price : 1
      mostDomestic = max(mostDomestic ?? 0, share)
    }
    suppliers = bids.count { $0 }
  }

  /// By item, the days of the fastest bid; 0 where a bid has no lead or none that the rule speaks of,
  /// infinite where the rule does not cover the item or nobody bids.
  func leastLead(_ event: Event) -> [Double] {
    var least = [Double](repeating: .infinity, count: items.count)
    for line in event.lines where items[Int(line.item.position)] {
      let days = subject[Int(line.supplier.position)] ? Double(line.leadDays) : 0
      least[Int(line.item.position)] = min(least[Int(line.item.position)], days)
    }
    for content in event.bundles.flatMap(\.items) where items[Int(content.item.position)] {
      least[Int(content.item.position)] = 0
    }
    return least
  }
}
