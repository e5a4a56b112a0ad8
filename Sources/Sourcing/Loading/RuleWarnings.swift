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
            + (doubt.isKeptByNothing
              ? "only an award that buys nothing there keeps it" : "no award keeps it")))
    }
  }

  private struct Doubt {
    var wanted: String
    var found: String
    /// Whether an award that buys nothing keeps the rule.
    var isKeptByNothing: Bool
  }

  private func doubt(_ rule: Rule) -> Doubt? {
    let value = rule.value.value
    let bids = BidsOfRule(rule, event)
    let nobody = "nobody whom it speaks of bids for what it covers"
    switch rule.kind {
    case .suppliersMin where value > Double(bids.suppliers):
      return Doubt(
        wanted: "\(DecimalText.text(value)) suppliers",
        found: bids.suppliers == 0
          ? nobody : "only \(bids.suppliers) of those whom it speaks of bid for what it covers",
        isKeptByNothing: false)
    case .force where bids.suppliers == 0:
      return Doubt(wanted: "a winner", found: nobody, isKeptByNothing: false)
    case .shareMin where value > 0 && bids.suppliers == 0:
      return Doubt(wanted: "a share of \(percent(value))", found: nobody, isKeptByNothing: true)
    case .qualityMin:
      guard let best = bids.mostQuality, best < value else { return nil }
      return Doubt(
        wanted: "a quality of \(DecimalText.text(value))",
        found: "the best bid has \(DecimalText.text(best))", isKeptByNothing: true)
    case .domesticMin:
      guard let most = bids.mostDomestic, most < value else { return nil }
      return Doubt(
        wanted: "\(percent(value)) domestic value",
        found: "the most domestic bid has \(percent(most))", isKeptByNothing: true)
    case .leadMax:
      guard let least = bids.leastLead, least > value else { return nil }
      return Doubt(
        wanted: "\(DecimalText.text(value)) days at most",
        found: "the fastest bid takes \(DecimalText.text(least))", isKeptByNothing: true)
    default: return nil
    }
  }

  private func percent(_ share: Double) -> String {
    "\(DecimalText.text(DecimalRounding.significant(100 * share, 6))) %"
  }
}

/// What the bids that a rule speaks of reach.
private struct BidsOfRule {
  /// How many suppliers bid.
  private(set) var suppliers = 0
  /// Points of the best bid.
  private(set) var mostQuality: Double?
  /// Share of the price of the most domestic bid.
  private(set) var mostDomestic: Double?
  /// Days of the fastest line; `nil` also where a bundle is offered, which has no lead.
  private(set) var leastLead: Double?

  init(_ rule: Rule, _ event: Event) {
    let items = rule.scope.items(in: event)
    let subject = rule.subject.suppliers(in: event)
    var bids = [Bool](repeating: false, count: event.suppliers.count)
    for line in event.lines
    where items[Int(line.item.position)] && subject[Int(line.supplier.position)] {
      bids[Int(line.supplier.position)] = true
      mostQuality = max(mostQuality ?? -.infinity, line.quality)
      mostDomestic = max(mostDomestic ?? 0, line.domestic)
      leastLead = min(leastLead ?? .infinity, Double(line.leadDays))
    }
    for bundle in event.bundles
    where subject[Int(bundle.supplier.position)]
      && bundle.items.contains(where: { items[Int($0.item.position)] })
    {
      bids[Int(bundle.supplier.position)] = true
      mostQuality = max(mostQuality ?? -.infinity, event.suppliers[bundle.supplier].quality)
      let share = bundle.price > 0 ? bundle.domesticValue / bundle.price : 1
      mostDomestic = max(mostDomestic ?? 0, share)
      leastLead = nil
    }
    suppliers = bids.count { $0 }
  }
}
