import LinearModel
import Program

extension AwardModel {
  /// The rules.
  ///
  /// With scope R (items; a bundle is in it where one of its items is), subject S (suppliers),
  /// wins[s,R] (S1, S2 over what is in R), spend[s,R], total[R] = Σ_s spend[s,R], v the value and
  /// miss ≥ 0 only where the rule is soft:
  ///
  /// ```text
  /// (R1) suppliers_max  Σ_{s in S} wins[s,R] - miss ≤ v;  suppliers_min  … + miss ≥ v
  /// (R2) share_max      Σ_{s in S} spend[s,R] - v total[R] - miss ≤ 0;  each s where none is named
  ///      share_min      v total[R] - Σ_{s in S} spend[s,R] - miss ≤ 0
  /// (R3) win_min_share  v total[R] - spend[s,R] - miss ≤ v most[R] (1 - wins[s,R])      ∀ s in S
  ///      hard           v least[R] wins[s,R] - spend[s,R] ≤ 0, least[R] by ``LeastSpend``
  /// (R4) domestic_min   Σ_{S,R} (v spend - domestic value) - miss ≤ 0
  /// (R5) quality_min    Σ_{S,R} (v - quality) spend - miss ≤ 0
  /// (R6) lead_max       no line in R of S has a lead of more than v; soft: miss = Σ excess used
  /// (R7) budget_max     the cost of what is in R and of S - miss ≤ v
  /// (R8) force          Σ_{s in S} wins[s,R] + miss ≥ 1;  forbid: nothing in R is of S
  /// (R9) backup_min     v quantity[i] - Σ_{l not of F} maximum[l] used[l]
  ///                       - Σ_{b not of F} quantity[b,i] won[b] - miss[i] ≤ 0   ∀ i in R, failures F
  /// ```
  mutating func addRules() {
    if let index = variant.elastic {
      // How far a rule gives may be negative: then its value can be tightened.
      give = addColumn(lower: -.infinity)
      addRule(scenario.rules[index], .elastic)
    }
    for index in scenario.rules.rowIndices
    where !variant.dropped.contains(index) && index != variant.elastic {
      let rule = scenario.rules[index]
      if variant.isCut, rule.kind == .backupMin, rule.isHard {
        cut.backups.append(index)
        continue
      }
      let (row, column) = (model.rowCount, model.columnCount)
      addRule(rule, rule.penalty.map { .soft($0.value) } ?? .hard)
      ruleParts.append((index, row..<model.rowCount, column..<model.columnCount))
    }
  }

  /// What happens where a rule is missed.
  enum Strictness {
    case hard
    /// Money per unit missed.
    case soft(Double)
    /// All rows of the rule give by one amount.
    case elastic
  }

  private mutating func addRule(_ rule: Rule, _ strictness: Strictness) {
    var rows = RuleRows(rule, strictness, self)
    if case .elastic = strictness, let value = variant.elasticValue { rows.value = value }
    rows.add(to: &self)
  }

  /// A column for what a soft rule misses.
  mutating func addMiss(penalty: Double) -> ColumnIndex {
    let column = addColumn(cost: penalty)
    misses.append(column)
    return column
  }
}

/// Makes the rows of one rule.
struct RuleRows {
  let rule: Rule
  let strictness: AwardModel.Strictness
  var value: Double
  let items: [Bool]
  let subject: [Bool]
  /// Lines in scope that can be used.
  let lines: [LineIndex]
  /// Bundles in scope that can win.
  let bundles: [BundleIndex]
  let event: Event

  init(_ rule: Rule, _ strictness: AwardModel.Strictness, _ model: AwardModel) {
    self.rule = rule
    self.strictness = strictness
    value = rule.value.value
    event = model.event
    let items = rule.scope.items(in: model.event)
    self.items = items
    subject = rule.subject.suppliers(in: model.event)
    lines = model.event.lines.rowIndices.filter { line in
      items[Int(model.event.lines[line].item.position)] && !model.steps[Int(line.position)].isEmpty
    }
    bundles = model.event.bundles.rowIndices.filter { bundle in
      model.won[Int(bundle.position)] != nil
        && model.event.bundles[bundle].items.contains { items[Int($0.item.position)] }
    }
  }

  func add(to model: inout AwardModel) {
    switch rule.kind {
    case .suppliersMax, .suppliersMin: addCount(&model)
    case .shareMax, .shareMin: addShares(&model)
    case .winMinShare: addWinnersShares(&model)
    case .domesticMin: addDomestic(&model)
    case .qualityMin: addQuality(&model)
    case .leadMax: addLeads(&model)
    case .budgetMax: addBudget(&model)
    case .force, .forbid: addPresence(&model)
    case .backupMin: addBackup(&model)
    }
  }

  /// `expression ≤ upper`, less what the rule may give.
  private func addRow(
    _ expression: LinearExpression, upper: Double, giveFactor: Double = 1,
    miss: ColumnIndex? = nil, to model: inout AwardModel
  ) {
    var expression = expression
    switch strictness {
    case .hard: break
    case .soft(let penalty):
      expression.add(miss ?? model.addMiss(penalty: penalty), -1)
    case .elastic:
      if let give = model.give { expression.add(give, -giveFactor) }
    }
    model.addRow(expression, upper: upper)
  }

  private var isHard: Bool { if case .hard = strictness { true } else { false } }

  private func isSubject(_ supplier: EventSupplierIndex) -> Bool {
    subject[Int(supplier.position)]
  }

  /// By supplier, the column that is 1 where it wins in scope; `nil` where it cannot.
  private func winners(_ model: inout AwardModel) -> [(EventSupplierIndex, ColumnIndex)] {
    let bids = BidsBySupplier(model, items: items)
    return event.suppliers.rowIndices.compactMap { supplier in
      guard isSubject(supplier) else { return nil }
      let position = Int(supplier.position)
      guard !bids.bids[position].isEmpty else { return nil }
      if bids.isComplete[position], let column = model.wins[position] { return (supplier, column) }
      let column = model.addBinary()
      model.link(column, to: bids.bids[position])
      return (supplier, column)
    }
  }

  // MARK: Kinds

  private func addCount(_ model: inout AwardModel) {
    let sign = rule.kind == .suppliersMax ? 1.0 : -1.0
    var expression = LinearExpression()
    for (_, column) in winners(&model) { expression.add(column, sign) }
    addRow(expression, upper: sign * value, to: &model)  // (R1)
  }

  /// By supplier, what it earns in scope.
  private func spend(_ model: AwardModel) -> [LinearExpression] {
    var spend = [LinearExpression](repeating: LinearExpression(), count: event.suppliers.count)
    for line in lines {
      spend[Int(event.lines[line].supplier.position)].add(model.spend(line))
    }
    for bundle in bundles {
      spend[Int(event.bundles[bundle].supplier.position)].add(model.spend(bundle))
    }
    return spend
  }

  private func addShares(_ model: inout AwardModel) {
    let groups =
      rule.subject.isAnyone
      ? RuleBidders.suppliers(bidding: items, in: event).map { [$0] }
      : [event.suppliers.rowIndices.filter(isSubject)]
    let spend = spend(model)
    let total = total(spend, isShared: groups.count > 1, &model)
    let sign = rule.kind == .shareMax ? 1.0 : -1.0
    for group in groups {
      var expression = LinearExpression()
      for supplier in group { expression.add(spend[Int(supplier.position)], times: sign) }
      expression.add(total, times: -sign * value)
      addRow(expression, upper: 0, to: &model)  // (R2)
    }
  }

  /// All spend in scope: as a column of its own where many rows look at it.
  private func total(
    _ spend: [LinearExpression], isShared: Bool, _ model: inout AwardModel
  ) -> LinearExpression {
    var sum = LinearExpression()
    for part in spend { sum.add(part) }
    guard isShared else { return sum }
    let column = model.addColumn()
    sum.add(column, -1)
    model.addRow(sum, lower: 0, upper: 0)
    var total = LinearExpression()
    total.add(column, 1)
    return total
  }

  private func addWinnersShares(_ model: inout AwardModel) {
    let spend = spend(model)
    let most =
      model.mostSpend(of: lines)
      + bundles.reduce(0) { $0 + model.mostSpend($1) }
    let total = total(spend, isShared: true, &model)
    let least = isHard ? LeastSpend(model, items, lines, bundles).total : 0
    for (supplier, column) in winners(&model) {
      if least > 0 {
        var own = LinearExpression()
        own.add(column, value * least)
        own.add(spend[Int(supplier.position)], times: -1)
        addRow(own, upper: 0, to: &model)  // (R3)
      }
      var expression = LinearExpression()
      expression.add(total, times: value)
      expression.add(spend[Int(supplier.position)], times: -1)
      expression.add(column, value * most)
      addRow(expression, upper: value * most, to: &model)  // (R3)
    }
  }

  private func addDomestic(_ model: inout AwardModel) {
    var expression = LinearExpression()
    for line in lines where isSubject(event.lines[line].supplier) {
      expression.add(model.spend(line), times: value - event.lines[line].domestic)
    }
    for bundle in bundles where isSubject(event.bundles[bundle].supplier) {
      expression.add(model.spend(bundle), times: value)
      if let column = model.won[Int(bundle.position)] {
        expression.add(column, -event.bundles[bundle].domesticValue)
      }
    }
    addRow(expression, upper: 0, to: &model)  // (R4)
  }

  private func addQuality(_ model: inout AwardModel) {
    var expression = LinearExpression()
    for line in lines where isSubject(event.lines[line].supplier) {
      expression.add(model.spend(line), times: value - event.lines[line].quality)
    }
    for bundle in bundles where isSubject(event.bundles[bundle].supplier) {
      let quality = event.suppliers[event.bundles[bundle].supplier].quality
      expression.add(model.spend(bundle), times: value - quality)
    }
    addRow(expression, upper: 0, to: &model)  // (R5)
  }

  private func addLeads(_ model: inout AwardModel) {
    for line in lines where isSubject(event.lines[line].supplier) {
      let excess = Double(event.lines[line].leadDays) - value
      switch strictness {
      case .hard: break  // such lines have no columns
      case .soft(let penalty):
        guard excess > 0 else { continue }
        for step in model.steps[Int(line.position)] {
          model.cost[step.chosen.offset] += penalty * excess  // (R6)
        }
      case .elastic:
        // (lead - v) used ≤ give, and give ≥ least - v where nothing is used.
        var expression = LinearExpression()
        for step in model.steps[Int(line.position)] {
          expression.add(step.chosen, excess + value)
        }
        addRow(expression, upper: value, to: &model)  // (R6)
      }
    }
  }

  private func addPresence(_ model: inout AwardModel) {
    if rule.kind == .force {
      var expression = LinearExpression()
      for (_, column) in winners(&model) { expression.add(column, -1) }
      addRow(expression, upper: -1, to: &model)  // (R8)
    } else if case .soft(let penalty) = strictness {
      for (_, column) in winners(&model) { model.cost[column.offset] += penalty }  // (R8)
    }
  }

  private func addBackup(_ model: inout AwardModel) {
    let bidders = RuleBidders.byItem(event)
    var linesOf = [[LineIndex]](repeating: [], count: event.items.count)
    for line in lines { linesOf[Int(event.lines[line].item.position)].append(line) }
    for item in event.items.rowIndices
    where items[Int(item.position)] && event.items[item].quantity > 0 {
      let quantity = event.items[item].quantity
      var miss: ColumnIndex?
      if case .soft(let penalty) = strictness { miss = model.addMiss(penalty: penalty) }
      for failing in RuleBidders.failures(
        among: bidders[Int(item.position)], rule, in: event)
      {
        var expression = LinearExpression()
        for line in linesOf[Int(item.position)]
        where !failing.contains(event.lines[line].supplier) {
          expression.add(model.used(line), times: -event.lines[line].maximum)
        }
        for bundle in bundles where !failing.contains(event.bundles[bundle].supplier) {
          guard let column = model.won[Int(bundle.position)] else { continue }
          for content in event.bundles[bundle].items where content.item == item {
            expression.add(column, -content.quantity)
          }
        }
        addRow(
          expression, upper: -value * quantity, giveFactor: quantity, miss: miss,
          to: &model)  // (R9)
      }
    }
  }

  // MARK: Budget

  private func addBudget(_ model: inout AwardModel) {
    var expression = LinearExpression()
    for line in lines where isSubject(event.lines[line].supplier) {
      for step in model.steps[Int(line.position)] {
        expression.add(step.units, model.baseCost(step.units))
        expression.add(step.chosen, model.baseCost(step.chosen))
      }
      if case .line(line, _)? = model.variant.probe?.target, let price = model.probePrice {
        expression.add(price, model.baseCost(price))
      }
    }
    for bundle in bundles where isSubject(event.bundles[bundle].supplier) {
      guard let column = model.won[Int(bundle.position)] else { continue }
      expression.add(column, model.baseCost(column))
      if case .bundle(bundle)? = model.variant.probe?.target, let price = model.probePrice {
        expression.add(price, model.baseCost(price))
      }
    }
    for (supplier, column) in winners(&model) {
      expression.add(column, event.suppliers[supplier].fixedCost)
    }
    if subject.allSatisfy(\.self) {
      for (row, column) in model.unmet.enumerated() where items[row] {
        if let column { expression.add(column, event.items[row].unmetCost ?? 0) }
      }
    }
    addScopedDiscounts(to: &expression, &model)
    addRow(expression, upper: value, to: &model)  // (R7)
  }

  /// The discounts on lines that the rule speaks of.
  private func addScopedDiscounts(
    to expression: inout LinearExpression, _ model: inout AwardModel
  ) {
    let isInside = Set(lines)
    for (row, discount) in event.discounts.enumerated()
    where !model.tiers[row].isEmpty && isSubject(discount.supplier) {
      let inside = discount.lines.filter { isInside.contains($0) }
      let all = discount.lines.filter { !model.steps[Int($0.position)].isEmpty }
      guard !inside.isEmpty else { continue }
      guard inside.count < all.count else {
        for tier in model.tiers[row] { expression.add(tier.benefit, -tier.rate) }
        continue
      }
      // The part of (D2) and (D3) that is inside: exactly one tier is reached.
      var parts = LinearExpression()
      let most = model.mostSpend(of: inside)
      for tier in model.tiers[row] {
        let part = model.addColumn(upper: most)
        parts.add(part, 1)
        expression.add(part, -tier.rate)
        var bound = LinearExpression()
        bound.add(part, 1)
        bound.add(tier.reached, -most)
        model.addRow(bound, upper: 0)
      }
      parts.add(model.spend(of: inside), times: -1)
      model.addRow(parts, lower: 0, upper: 0)
    }
  }
}

extension AwardModel {
  /// What a column costs by itself, without the penalties of soft rules.
  func baseCost(_ column: ColumnIndex) -> Double {
    baseCosts.isEmpty ? cost[column.offset] : baseCosts[column.offset]
  }
}
