import LinearModel
import Program

extension AwardModel {
  /// Columns of bundles with (B1) and (B2).
  mutating func addBundles() {
    for bundle in event.bundles.rowIndices {
      let row = event.bundles[bundle]
      guard !bars.bundles[Int(bundle.position)] else {
        won.append(nil)
        continue
      }
      let units = row.items.reduce(0) { $0 + $1.quantity }
      let quality = event.suppliers[row.supplier].quality * units
      let beside = row.duty + row.freight - event.settings.qualityValue.value * quality
      if case .bundle(bundle)? = variant.probe?.target {
        won.append(addColumn(cost: beside, lower: 1, upper: 1, isInteger: true))
        probePrice = addColumn(cost: 1, upper: variant.probe?.ceiling ?? 0)
      } else {
        won.append(addBinary(cost: row.price + beside))
      }
    }
    addExclusions()
    for bundle in event.bundles.rowIndices {
      guard let needed = event.bundles[bundle].requires, let column = won[Int(bundle.position)]
      else { continue }
      var expression = LinearExpression()
      expression.add(column, 1)
      if let other = won[Int(needed.position)] { expression.add(other, -1) }
      addRow(expression, upper: 0)  // (B2)
    }
  }

  private mutating func addExclusions() {
    var names: [String] = []
    var bearers: [String: [ColumnIndex]] = [:]
    for (row, bundle) in event.bundles.enumerated() {
      guard let column = won[row] else { continue }
      for name in bundle.exclusive {
        if bearers[name] == nil { names.append(name) }
        bearers[name, default: []].append(column)
      }
    }
    for name in names {
      guard let columns = bearers[name], columns.count > 1 else { continue }
      var expression = LinearExpression()
      for column in columns { expression.add(column, 1) }
      addRow(expression, upper: 1)  // (B1)
    }
  }

  /// Columns of suppliers with (S1) and (S2).
  mutating func addSuppliers() {
    let all = [Bool](repeating: true, count: event.items.count)
    let bids = BidsBySupplier(self, items: all)
    for supplier in event.suppliers.rowIndices {
      let own = bids.bids[Int(supplier.position)]
      guard !own.isEmpty else {
        wins.append(nil)
        continue
      }
      let column = addBinary(cost: event.suppliers[supplier].fixedCost)
      wins.append(column)
      link(column, to: own)
    }
  }

  /// Makes a column 1 exactly where some bid is taken.
  mutating func link(_ column: ColumnIndex, to bids: BidsBySupplier.Own) {
    var any = LinearExpression()
    func add(_ part: LinearExpression, isLine: Bool) {
      any.add(part)
      guard !(isLine && variant.isCut) else { return }
      var expression = part
      expression.add(column, -1)
      addRow(expression, upper: 0)  // (S1)
    }
    for line in bids.lines { add(used(line), isLine: true) }
    for bundle in bids.bundles {
      var won = LinearExpression()
      won.add(bundle, 1)
      add(won, isLine: false)
    }
    any.add(column, -1)
    addRow(any, lower: 0)  // (S2)
    if variant.isCut { cut.links.append((column, bids.lines)) }
  }

  /// No set of winners again that is not wanted: one supplier at least comes or goes.
  mutating func addForbiddenWinners() {
    for set in variant.forbiddenWinners {
      var expression = LinearExpression()
      var count = 0.0
      for supplier in event.suppliers.indices {
        guard let column = wins[supplier] else {
          if set[supplier] { count = -.infinity }
          continue
        }
        expression.add(column, set[supplier] ? -1 : 1)
        if set[supplier] { count += 1 }
      }
      if count >= 0 { addRow(expression, lower: 1 - count) }
    }
  }
}

/// What can be won, by supplier.
struct BidsBySupplier {
  /// What one supplier can win.
  struct Own {
    var lines: [LineIndex] = []
    /// The columns of its bundles.
    var bundles: [ColumnIndex] = []

    var isEmpty: Bool { lines.isEmpty && bundles.isEmpty }
  }

  /// By supplier, its lines and bundles in scope.
  var bids: [Own]
  /// By supplier, whether all that it can win is in scope.
  var isComplete: [Bool]

  init(_ model: AwardModel, items: [Bool]) {
    let event = model.event
    bids = Array(repeating: Own(), count: event.suppliers.count)
    isComplete = Array(repeating: true, count: event.suppliers.count)
    for line in event.lines.rowIndices where !model.steps[Int(line.position)].isEmpty {
      let supplier = Int(event.lines[line].supplier.position)
      if items[Int(event.lines[line].item.position)] {
        bids[supplier].lines.append(line)
      } else {
        isComplete[supplier] = false
      }
    }
    for (row, bundle) in event.bundles.enumerated() {
      guard let column = model.won[row] else { continue }
      let supplier = Int(bundle.supplier.position)
      if bundle.items.contains(where: { items[Int($0.item.position)] }) {
        bids[supplier].bundles.append(column)
      } else {
        isComplete[supplier] = false
      }
    }
  }
}

extension AwardModel {
  /// What is wanted, with (I1).
  mutating func addDemands() {
    var sums = [LinearExpression](repeating: LinearExpression(), count: event.items.count)
    for line in event.lines.rowIndices {
      sums[Int(event.lines[line].item.position)].add(units(line))
    }
    for (row, bundle) in event.bundles.enumerated() {
      guard let column = won[row] else { continue }
      for content in bundle.items {
        sums[Int(content.item.position)].add(column, content.quantity)
      }
    }
    for (row, item) in event.items.enumerated() {
      if let price = item.unmetCost {
        let column = addColumn(cost: price, upper: item.quantity)
        unmet.append(column)
        sums[row].add(column, 1)
      } else {
        unmet.append(nil)
      }
      guard !variant.isCut else { continue }
      addRow(sums[row], lower: item.quantity, upper: item.quantity)  // (I1)
    }
  }

  /// Capacities, with (C1).
  mutating func addCapacities() {
    let capacities = CapacityShares(event)
    let bids = BidsBySupplier(
      self, items: Array(repeating: true, count: event.items.count)
    ).bids
    for capacity in event.capacities {
      var expression = LinearExpression()
      func share(_ item: EventItemIndex) -> Double { capacities.share(capacity, item) }
      for line in bids[Int(capacity.supplier.position)].lines {
        expression.add(units(line), times: share(event.lines[line].item))
      }
      for (row, bundle) in event.bundles.enumerated() where bundle.supplier == capacity.supplier {
        guard let column = won[row] else { continue }
        let amount = bundle.items.reduce(0) { $0 + $1.quantity * share($1.item) }
        expression.add(column, amount)
        if amount > capacity.maximum * (1 + 1e-9) { model.columnUpper[column.offset] = 0 }
      }
      addRow(expression, upper: capacity.maximum)  // (C1)
    }
  }
}
