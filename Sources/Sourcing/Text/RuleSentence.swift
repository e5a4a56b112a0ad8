import Program
import Tables

/// A rule as an English sentence.
public struct RuleSentence {
  private let rule: Rule
  private let event: Event
  private let money: (Double) -> String

  /// Reads a rule.
  ///
  /// - Parameters:
  ///   - rule: A rule of a scenario.
  ///   - event: Its event.
  ///   - money: An amount as the reader's page writes it.
  public init(_ rule: Rule, in event: Event, money: @escaping (Double) -> String) {
    self.rule = rule
    self.event = event
    self.money = money
  }

  /// The sentence, with its full stop, and a second one for what missing the rule costs.
  public var text: String {
    let sentence = "\(claim)."
    guard let penalty = rule.penalty else { return sentence }
    return sentence + " It may be missed: each \(unit) costs \(money(penalty.value))."
  }

  private var claim: String {
    switch rule.kind {
    case .suppliersMax: "At most \(suppliers) \(win) anything in \(scope)"
    case .suppliersMin: "At least \(suppliers) \(win) something in \(scope)"
    case .shareMax:
      rule.subject.isAnyone
        ? "No supplier gets more than \(share) of what is spent on \(scope)"
        : "\(getter) at most \(share) of what is spent on \(scope)"
    case .shareMin:
      rule.subject.isAnyone
        ? "Every bidder gets at least \(share) of what is spent on \(scope)"
        : "\(getter) at least \(share) of what is spent on \(scope)"
    case .winMinShare:
      "Whoever wins anything in \(scope)\(among) gets at least \(share) of what is spent on it"
    case .domesticMin: "At least \(share) of what is spent on \(scope)\(with) is domestic value"
    case .qualityMin:
      "The mean quality of \(scope)\(with), weighted by spend, is at least \(number) points"
    case .leadMax: "No line that wins in \(scope)\(with) takes more than \(number) days"
    case .budgetMax:
      "All that is bought of \(scope)\(with) costs at most \(money(rule.value.value))"
    case .force: "\(plainSubject) must win something in \(scope)"
    case .forbid: "\(plainSubject) must win nothing in \(scope)"
    case .backupMin:
      "If any one \(rule.isByCountry ? "country" : "supplier")\(among) fails, the others can still "
        + "bring \(share) of each item of \(scope)"
    }
  }

  // MARK: Numbers

  private var number: String { DecimalText.grouped(rule.value.value) }
  private var share: String { DecimalText.grouped(rule.value.value * 100) + "%" }

  /// What a miss is counted in.
  private var unit: String {
    switch rule.kind.miss {
    case .suppliers: "supplier too many or too few"
    case .days: "day of a line beyond it"
    case .units: "unit that is not covered"
    case .moneyTimesPoints: "point that is missing of \(money(1))"
    case .money: "\(money(1)) by which it is missed"
    }
  }

  // MARK: Who and what

  private var suppliers: String {
    let noun = rule.value.value == 1 ? "supplier" : "suppliers"
    return "\(number) \(noun)\(among)"
  }

  private var win: String { rule.value.value == 1 ? "wins" : "win" }

  private var scope: String {
    var parts: [String] = []
    if let item = rule.scope.item { parts.append("item \(event.items[item].id)") }
    if let lot = rule.scope.lot {
      let row = event.lots[lot]
      parts.append("lot \(row.id)" + (row.title.isEmpty ? "" : " (\(row.title))"))
    }
    if let category = rule.scope.category { parts.append("category \(category)") }
    return parts.isEmpty ? "the whole event" : parts.joined(separator: ", ")
  }

  /// `Suppliers from CN together get`, `Acme gets`.
  private var getter: String {
    rule.subject.supplier == nil ? "\(plainSubject) together get" : "\(plainSubject) gets"
  }

  private var plainSubject: String {
    if let supplier = rule.subject.supplier {
      let row = event.suppliers[supplier]
      let name = row.name.isEmpty ? row.id : row.name
      return restrictions.isEmpty ? name : "\(name) (\(restrictions))"
    }
    return restrictions.isEmpty ? "Anybody" : "Suppliers \(restrictions)"
  }

  /// `of group small from CN`; empty for everybody.
  private var restrictions: String {
    var parts: [String] = []
    if let group = rule.subject.group { parts.append("of group \(group)") }
    if let country = rule.subject.country { parts.append("from \(country)") }
    if let region = rule.subject.region { parts.append("in \(region)") }
    return parts.joined(separator: " ")
  }

  /// After "supplier": ` from CN`.
  private var among: String {
    if let supplier = rule.subject.supplier { return " that is \(event.suppliers[supplier].id)" }
    return restrictions.isEmpty ? "" : " \(restrictions)"
  }

  /// After what is bought: ` with suppliers from CN`.
  private var with: String {
    guard !rule.subject.isAnyone else { return "" }
    if let supplier = rule.subject.supplier, restrictions.isEmpty {
      let row = event.suppliers[supplier]
      return " from \(row.name.isEmpty ? row.id : row.name)"
    }
    return " with suppliers \(restrictions)"
  }
}
