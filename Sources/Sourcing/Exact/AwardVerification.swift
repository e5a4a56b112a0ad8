import Program
import Tables

/// What somebody claims of an award, in the numbers as written.
public struct ClaimedAward: Sendable {
  /// Lines and their units, as written.
  public var lines: [(id: String, units: String)]
  public var bundles: [String]
  public var suppliers: [String]?
  /// Discounts and the thresholds reached, as written.
  public var discounts: [(id: String, atLeast: String)]?
  /// Parts of the cost by their names, as written.
  public var cost: [(part: String, amount: String)]
  /// What is said to be the optimum, as written; only where the cost alone was aimed for.
  public var objective: String?
  public var bound: String?

  public init(
    lines: [(id: String, units: String)], bundles: [String], suppliers: [String]?,
    discounts: [(id: String, atLeast: String)]?, cost: [(part: String, amount: String)],
    objective: String?, bound: String?
  ) {
    self.lines = lines
    self.bundles = bundles
    self.suppliers = suppliers
    self.discounts = discounts
    self.cost = cost
    self.objective = objective
    self.bound = bound
  }
}

/// What was checked of a claimed award, exactly and without a solver.
public struct AwardVerification: Sendable {
  /// One thing that was checked.
  public struct Finding: Sendable {
    /// What was checked: "item rack", "rule home".
    public var subject: String
    public var holds: Bool
    /// What is so: "60.5 % of 60 %".
    public var detail: String

    public init(subject: String, holds: Bool, detail: String) {
      self.subject = subject
      self.holds = holds
      self.detail = detail
    }
  }

  public private(set) var findings: [Finding] = []

  /// Whether everything holds.
  public var holds: Bool { findings.allSatisfy(\.holds) }

  /// Checks a claim against the files.
  ///
  /// Quantities, minima and maxima, capacities, exclusions, requirements and dates; then the cost
  /// in its parts, the suppliers and tiers named, and every rule. All in fractions of whole
  /// numbers. What differs by less than 1e-9 of its size is rounding of what was written.
  public init(_ claim: ClaimedAward, _ event: Event, _ scenario: Scenario) {
    guard let (units, bundles) = read(claim, event) else { return }
    let account = AwardAccount(units: units, bundles: bundles, of: event)
    checkLines(account)
    checkBundles(account)
    checkItems(account)
    checkCapacities(account)
    checkNames(claim, account)
    checkCost(claim, account, scenario)
    for rule in scenario.rules { check(rule, account) }
  }

  private mutating func add(_ subject: String, _ holds: Bool, _ detail: String) {
    findings.append(Finding(subject: subject, holds: holds, detail: detail))
  }

  /// Whether two numbers differ by rounding only.
  private func isNear(_ left: Rational, _ right: Rational, scale: Rational = .one) -> Bool {
    let size = max(scale, max(left.magnitude, right.magnitude))
    return (left - right).magnitude <= AwardAccount.rounding * size
  }

  private func text(_ value: Rational) -> String {
    value.decimalText ?? "\(value) (\(DecimalText.text(value.double)))"
  }

  // MARK: Reading

  private mutating func read(_ claim: ClaimedAward, _ event: Event)
    -> (units: [LineIndex: Rational], bundles: [Bool])?
  {
    var units: [LineIndex: Rational] = [:]
    var bundles = [Bool](repeating: false, count: event.bundles.count)
    let positions = Dictionary(
      event.lines.rowIndices.map { (event.lines[$0].id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for (id, amount) in claim.lines {
      guard let line = positions[id] else {
        add("line \(id)", false, "lines.csv has no such row")
        continue
      }
      guard let number = Rational(amount), number > .zero, units[line] == nil else {
        add("line \(id)", false, "\(amount) units, not a number above 0, or named twice")
        continue
      }
      units[line] = number
    }
    for id in claim.bundles {
      guard let row = event.bundles.firstIndex(where: { $0.id == id }), !bundles[row] else {
        add("bundle \(id)", false, "bundles.csv has no such row, or it is named twice")
        continue
      }
      bundles[row] = true
    }
    return holds ? (units, bundles) : nil
  }

  // MARK: Facts

  private mutating func checkLines(_ account: AwardAccount) {
    let event = account.event
    for line in account.usedLines {
      let row = event.lines[line]
      let amount = account.units[line] ?? .zero
      let low = account.numbers.number(line, "minimum") ?? .zero
      let high =
        account.numbers.number(line, "maximum") ?? account.numbers.quantity(row.item)
      let isInside = amount >= low && amount <= high
      let isWhole = !event.items[row.item].isWhole || amount.isWhole
      let isValid =
        event.settings.selection.flatMap { day in row.validTo.map { $0 >= day } } ?? true
      add(
        "line \(row.id)", isInside && isWhole && isValid,
        "\(text(amount)) units, of \(text(low)) to \(text(high))"
          + (isWhole ? "" : "; units are whole") + (isValid ? "" : "; expired before selection"))
    }
  }

  private mutating func checkBundles(_ account: AwardAccount) {
    let event = account.event
    var bearers: [String: [String]] = [:]
    for bundle in account.wonBundles {
      let row = event.bundles[bundle]
      for name in row.exclusive { bearers[name, default: []].append(row.id) }
      if let needed = row.requires {
        add(
          "bundle \(row.id)", account.wonBundles.contains(needed),
          "requires bundle \(event.bundles[needed].id)")
      }
    }
    for (name, bundles) in bearers.sorted(by: { $0.key < $1.key }) {
      add(
        "exclusive \(name)", bundles.count == 1,
        "at most one wins: " + bundles.formattedList(with: "and"))
    }
  }

  private mutating func checkItems(_ account: AwardAccount) {
    let event = account.event
    for item in event.items.rowIndices {
      let row = event.items[item]
      let quantity = account.numbers.quantity(item)
      let unmet = account.unmet[Int(item.position)]
      let mayBeUnmet = row.unmetCost != nil
      let isMade = isNear(unmet, .zero, scale: row.isWhole ? .zero : quantity)
      let holds = isMade || (mayBeUnmet && unmet > .zero && unmet <= quantity)
      add(
        "item \(row.id)", holds,
        "\(text(quantity - unmet)) of \(text(quantity)) units"
          + (mayBeUnmet ? "; what is missing is paid for" : ""))
    }
  }

  private mutating func checkCapacities(_ account: AwardAccount) {
    let event = account.event
    let windows = DemandWindows(event)
    for index in event.capacities.rowIndices {
      let capacity = event.capacities[index]
      func share(_ item: EventItemIndex) -> Rational {
        guard capacity.covers[Int(item.position)] else { return .zero }
        if capacity.isForAllTime { return .one }
        return windows.share(item, capacity.from, capacity.to, account.numbers)
      }
      var used = Rational.zero
      for line in account.usedLines where event.lines[line].supplier == capacity.supplier {
        used += (account.units[line] ?? .zero) * share(event.lines[line].item)
      }
      for bundle in account.wonBundles where event.bundles[bundle].supplier == capacity.supplier {
        for content in event.bundles[bundle].items {
          used += account.numbers.bundleQuantity(row: content.row) * share(content.item)
        }
      }
      let maximum = account.numbers.maximum(index)
      let line = event.tables[EventSchemas.capacities].line(ofRow: Int(index.position))
      add(
        "capacities.csv line \(line), supplier \(event.suppliers[capacity.supplier].id)",
        used <= maximum || isNear(used, maximum), "\(text(used)) of \(text(maximum)) units")
    }
  }

  // MARK: Claims

  private mutating func checkNames(_ claim: ClaimedAward, _ account: AwardAccount) {
    let event = account.event
    if let suppliers = claim.suppliers {
      var wins = Set(account.usedLines.map { event.suppliers[event.lines[$0].supplier].id })
      wins.formUnion(account.wonBundles.map { event.suppliers[event.bundles[$0].supplier].id })
      add(
        "suppliers", Set(suppliers) == wins && suppliers.count == wins.count,
        "those that win are " + wins.sorted().formattedList(with: "and"))
    }
    guard let discounts = claim.discounts else { return }
    for (row, discount) in event.discounts.enumerated() {
      let reached = account.tiers[row].map { account.numbers.tier(discount.tiers[$0].row).atLeast }
      let said = discounts.first { $0.id == discount.id }.flatMap { Rational($0.atLeast) }
      add(
        "discount \(discount.id)", reached == said,
        reached.map { "the tier from \(text($0)) is reached" } ?? "no tier is reached")
    }
    for (id, _) in discounts where !event.discounts.contains(where: { $0.id == id }) {
      add("discount \(id)", false, "discounts.csv has no such row")
    }
  }

  private mutating func checkCost(
    _ claim: ClaimedAward, _ account: AwardAccount, _ scenario: Scenario
  ) {
    let cost = account.cost(under: scenario)
    let scale = AwardCostPart.all.reduce(Rational.one) { $0 + $1.amount(cost).magnitude }
    for part in AwardCostPart.all {
      let exact = part.amount(cost)
      let said = claim.cost.first { $0.part == part.name }.flatMap { Rational($0.amount) }
      add(
        "cost \(part.name)", said.map { isNear($0, exact, scale: scale) } ?? false,
        text(exact) + (said == nil ? ", but nothing is said of it" : ""))
    }
    if let objective = claim.objective {
      let said = Rational(objective)
      add(
        "objective", said.map { isNear($0, cost.total, scale: scale) } ?? false,
        "it is \(text(cost.total)); said: \(objective)")
    }
    if let bound = claim.bound.flatMap({ Rational($0) }) {
      add(
        "bound", bound <= cost.total || isNear(bound, cost.total, scale: scale),
        "\(text(bound)), which no award can be below (said by the solver)")
    }
  }

  /// A number of a rule without digits that nobody needs: a budget to the cent.
  private func words(_ value: Double, _ kind: RuleKind) -> String {
    DecimalText.text(
      kind == .budgetMax ? DecimalRounding.fixed(value, 2) : DecimalRounding.significant(value, 9))
  }

  private mutating func check(_ rule: Rule, _ account: AwardAccount) {
    let found = RuleAccount(rule, account)
    let measure = found.measure.map { "; it comes to \(words($0.double, rule.kind))" } ?? ""
    let value = rule.kind.isNumeric ? " \(rule.value.text)" : ""
    let missed =
      found.violation.isZero ? "" : "; missed by \(words(found.violation.double, rule.kind))"
    add(
      "rule \(rule.id)", found.holds || !rule.isHard,
      "\(rule.kind.rawValue)\(value)\(measure)\(missed)" + (rule.isHard ? "" : " (soft)"))
  }
}
