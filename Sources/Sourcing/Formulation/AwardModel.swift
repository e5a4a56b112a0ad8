import LinearModel
import Program

/// The award as one mixed-integer program.
///
/// ```text
/// Sets: i items, l lines, k steps of a line, b bundles, s suppliers, d discounts, t tiers (0: none).
/// Variables: units[l,k] ≥ 0; chosen[l,k], won[b], wins[s], reached[d,t] binary;
///            benefit[d,t] ≥ 0 money; unmet[i] ≥ 0 units; miss[r] ≥ 0 in the unit of soft rule r.
/// used[l] = Σ_k chosen[l,k], units[l] = Σ_k units[l,k],
/// spend[l] = Σ_k slope[l,k] units[l,k] + intercept[l,k] chosen[l,k].
///
/// (L1) lower[l,k] chosen[l,k] ≤ units[l,k] ≤ upper[l,k] chosen[l,k]        ∀ l, k
/// (L2) Σ_k chosen[l,k] ≤ 1                                                 ∀ l
/// (B1) Σ_{b bears name n} won[b] ≤ 1                                       ∀ n
/// (B2) won[b] ≤ won[b′]                                                    ∀ b that requires b′
/// (S1) used[l] ≤ wins[s], won[b] ≤ wins[s]                                 ∀ l, b of s
/// (S2) wins[s] ≤ Σ_l used[l] + Σ_b won[b]                                  ∀ s
/// (I1) Σ_l units[l] + Σ_b quantity[b,i] won[b] + unmet[i] = quantity[i]    ∀ i
/// (D1) Σ_t reached[d,t] = 1                                                ∀ d
/// (D2) Σ_t benefit[d,t] = Σ_{l in d} spend[l]                              ∀ d
/// (D3) benefit[d,t] ≤ (most that l in d cost) reached[d,t]                 ∀ d, t
/// (D4) Σ_t first[d,t] reached[d,t] ≤ basis[d] ≤ Σ_t last[d,t] reached[d,t] ∀ d
/// (C1) Σ_{l,b} share in window × units ≤ maximum                           ∀ capacities
/// (R1)…(R9) the rules; see ``addRules(_:)``
/// ```
///
/// The text of `docs/sourcing.md` says the same at length.
struct AwardModel {
  let event: Event
  let scenario: Scenario
  let variant: AwardVariant
  var model = LinearModel()

  /// By line, its steps that can be chosen.
  var steps: [[StepColumns]] = []
  /// By bundle; `nil`: it cannot win.
  var won: [ColumnIndex?] = []
  /// By supplier; `nil`: it cannot win.
  var wins: [ColumnIndex?] = []
  /// By item; `nil`: everything must be bought.
  var unmet: [ColumnIndex?] = []
  /// By discount, by tier from "none" on.
  var tiers: [[TierColumns]] = []
  /// The money that a probe asks for.
  var probePrice: ColumnIndex?
  /// By how much the elastic rule gives, in its unit.
  var give: ColumnIndex?
  /// What soft rules miss.
  var misses: [ColumnIndex] = []
  /// Money by column: what is minimised.
  var cost: [Double] = []
  /// The same before the rules: soft rules make some columns dearer.
  var baseCosts: [Double] = []
  /// By line and bundle, whether a hard rule or a date bars it.
  var bars: Bars
  /// What was left out of a model that is cut.
  var cut = CutParts()
  private var merger = TermMerger()
  /// By rule that has rows of its own, these rows, which follow all others, and its columns.
  var ruleParts: [(rule: RuleIndex, rows: Range<Int>, columns: Range<Int>)] = []

  /// A step of a line that can be chosen.
  struct StepColumns {
    var units: ColumnIndex
    var chosen: ColumnIndex
    /// Money per unit.
    var slope: Double
    /// Money if chosen.
    var intercept: Double
    /// Units if chosen.
    var lower: Double
    var upper: Double
  }

  /// A tier of a discount.
  struct TierColumns {
    var reached: ColumnIndex
    var benefit: ColumnIndex
    var rate: Double
    /// The place among the discount's tiers, those that cannot be reached counted; 0: none.
    var level: Int
  }

  init(_ event: Event, _ scenario: Scenario, _ variant: AwardVariant = AwardVariant()) {
    self.event = event
    self.scenario = scenario
    self.variant = variant
    bars = Bars(event, scenario, variant)
    addLines()
    addBundles()
    addSuppliers()
    addDemands()
    addDiscounts()
    addCapacities()
    baseCosts = cost
    addRules()
    addForbiddenWinners()
    model.cost = cost
  }
}

/// What one solve changes of an event's award.
struct AwardVariant {
  /// Rules left out, by position.
  var dropped: Set<RuleIndex> = []
  /// The rule that may give, in all of its rows by one amount in its unit.
  var elastic: RuleIndex?
  /// The value of the elastic rule.
  var elasticValue: Double?
  /// What must be taken, at a price to be found.
  var probe: Probe?
  /// Sets of winners that are not wanted again, by supplier.
  var forbiddenWinners: [[Bool]] = []
  /// By line, whether it is looked at; `nil`: all are.
  var kept: [Bool]?
  /// Whether the rows that look at one item alone are left out, see ``CutParts``.
  var isCut = false
  /// Whether units of items in whole units are whole.
  var areUnitsWhole = true

  /// What must be taken, at a price to be found.
  struct Probe {
    enum Target {
      /// So many units of a line.
      case line(LineIndex, units: Double)
      case bundle(BundleIndex)
    }
    var target: Target
    /// Money: no price to be found is more.
    var ceiling: Double
  }

  init() {}
}

/// What a cut model leaves to those who solve it item by item: (L1), (L2), (I1), (S1) of lines and
/// (R9) where it is hard.
struct CutParts {
  /// (S1): lines that, where used, make a column 1.
  var links: [(winner: ColumnIndex, lines: [LineIndex])] = []
  /// (R9): rules of backup, by position.
  var backups: [RuleIndex] = []
  /// (D2): by discount; `nil` where the discount is left out.
  var spendRows: [RowIndex?] = []
}

/// What cannot be part of an award at all.
struct Bars {
  private(set) var lines: [Bool]
  private(set) var bundles: [Bool]

  init(_ event: Event, _ scenario: Scenario, _ variant: AwardVariant) {
    let selection = event.settings.selection
    lines = event.lines.map { line in
      let isExpired = selection.flatMap { day in line.validTo.map { $0 < day } } ?? false
      return isExpired || event.items[line.item].quantity <= 0
    }
    if let kept = variant.kept {
      for line in lines.indices where !kept[line] { lines[line] = true }
    }
    bundles = event.bundles.map { bundle in
      bundle.items.contains { $0.quantity > event.items[$0.item].quantity }
    }
    for index in scenario.rules.rowIndices
    where !variant.dropped.contains(index) && variant.elastic != index {
      let rule = scenario.rules[index]
      guard rule.isHard, rule.kind == .leadMax || rule.kind == .forbid else { continue }
      bar(rule, event)
    }
  }

  private mutating func bar(_ rule: Rule, _ event: Event) {
    let items = rule.scope.items(in: event)
    let subject = rule.subject.suppliers(in: event)
    for (row, line) in event.lines.enumerated()
    where items[Int(line.item.position)] && subject[Int(line.supplier.position)] {
      if rule.kind == .forbid || Double(line.leadDays) > rule.value.value { lines[row] = true }
    }
    guard rule.kind == .forbid else { return }
    for (row, bundle) in event.bundles.enumerated()
    where subject[Int(bundle.supplier.position)]
      && bundle.items.contains(where: { items[Int($0.item.position)] })
    {
      bundles[row] = true
    }
  }
}

// MARK: - Building

/// A sum of columns with coefficients, and a constant.
struct LinearExpression {
  var terms: [(column: ColumnIndex, coefficient: Double)] = []
  var constant = 0.0

  mutating func add(_ column: ColumnIndex, _ coefficient: Double) {
    if coefficient != 0 { terms.append((column, coefficient)) }
  }

  mutating func add(_ other: LinearExpression, times factor: Double = 1) {
    guard factor != 0 else { return }
    for (column, coefficient) in other.terms { terms.append((column, coefficient * factor)) }
    constant += other.constant * factor
  }
}

extension AwardModel {
  /// Adds a column whose cost may grow later.
  mutating func addColumn(
    cost amount: Double = 0, lower: Double = 0, upper: Double = .infinity, isInteger: Bool = false
  ) -> ColumnIndex {
    cost.append(amount)
    return model.addColumn(cost: 0, lower: lower, upper: upper, isInteger: isInteger)
  }

  /// Adds a column that is 0 or 1.
  mutating func addBinary(cost amount: Double = 0) -> ColumnIndex {
    addColumn(cost: amount, upper: 1, isInteger: true)
  }

  /// Adds `lower ≤ expression ≤ upper`, scaled by a power of two so that the largest coefficient is
  /// near 1: rows in money and rows in units are judged by one tolerance.
  mutating func addRow(
    _ expression: LinearExpression, lower: Double = -.infinity, upper: Double = .infinity
  ) {
    let merged = merger.merged(expression, columnCount: model.columnCount)
    let largest = merged.reduce(0) { max($0, abs($1.coefficient)) }
    let factor = largest > 0 ? Double(sign: .plus, exponent: -largest.exponent, significand: 1) : 1
    model.addRow(
      lower: (lower - expression.constant) * factor, upper: (upper - expression.constant) * factor,
      entries: merged.lazy.map { column, coefficient in
        let value = coefficient * factor
        // What is so small beside the row's largest is rounding of a difference.
        return (column, abs(value) < 1e-11 ? 0 : value)
      })
  }

  // MARK: Expressions

  /// 1 where the line is used.
  func used(_ line: LineIndex) -> LinearExpression {
    var expression = LinearExpression()
    for step in steps[Int(line.position)] { expression.add(step.chosen, 1) }
    return expression
  }

  /// The line's units.
  func units(_ line: LineIndex) -> LinearExpression {
    var expression = LinearExpression()
    for step in steps[Int(line.position)] { expression.add(step.units, 1) }
    return expression
  }

  /// The line's ex-works cost.
  func spend(_ line: LineIndex) -> LinearExpression {
    var expression = LinearExpression()
    if case .line(line, _)? = variant.probe?.target, let probePrice {
      expression.add(probePrice, 1)
      return expression
    }
    for step in steps[Int(line.position)] {
      expression.add(step.units, step.slope)
      expression.add(step.chosen, step.intercept)
    }
    return expression
  }

  /// The most that the line can cost ex-works.
  func mostSpend(_ line: LineIndex) -> Double {
    if case .line(line, _)? = variant.probe?.target, let probe = variant.probe {
      return probe.ceiling
    }
    return steps[Int(line.position)].reduce(0) { most, step in
      max(most, step.slope * step.upper + step.intercept)
    }
  }

  /// The bundle's ex-works cost.
  func spend(_ bundle: BundleIndex) -> LinearExpression {
    var expression = LinearExpression()
    guard let column = won[Int(bundle.position)] else { return expression }
    if case .bundle(bundle)? = variant.probe?.target, let probePrice {
      expression.add(probePrice, 1)
    } else {
      expression.add(column, event.bundles[bundle].price)
    }
    return expression
  }

  /// The most that the bundle can cost ex-works.
  func mostSpend(_ bundle: BundleIndex) -> Double {
    if case .bundle(bundle)? = variant.probe?.target, let probe = variant.probe {
      return probe.ceiling
    }
    return won[Int(bundle.position)] == nil ? 0 : event.bundles[bundle].price
  }

  /// Money by column as an expression.
  var costExpression: LinearExpression {
    var expression = LinearExpression()
    for (position, amount) in cost.enumerated() { expression.add(ColumnIndex(position), amount) }
    return expression
  }
}
