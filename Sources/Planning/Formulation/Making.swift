import LinearModel
import Program

extension Formulation {
  /// start[v, ·]: components out at the start, good units in after the lead, resources loaded.
  mutating func addStarts() {
    var loads = [[Load]](repeating: [], count: program.operations.count)
    for load in program.loads { loads[Int(load.operation.position)].append(load) }
    for index in program.operations.rowIndices {
      let operation = program.operations[index]
      guard program.holdsStock(operation.site) else {
        starts.append(.none)
        continue
      }
      starts.append(addStartTrack(operation, loads[Int(index.position)]))
    }
  }

  private mutating func addStartTrack(_ operation: Operation, _ loads: [Load]) -> ColumnTrack {
    let components = recipes.components(of: operation)
    let sources = components.map { points.index(operation.site, $0.component) }
    let window = program.horizon.buckets(
      startingFrom: operation.earliest, to: operation.latest)
    let isPossible = window.map { b in
      zip(components, sources).allSatisfy { component, source in
        !component.buckets.contains(b) || source.map { points.points[$0].earliest <= b } ?? false
      }
    }
    guard let first = isPossible.firstIndex(of: true),
      let last = isPossible.lastIndex(of: true)
    else { return .none }
    let scale = scale(operation.item)
    let scales = components.map { self.scale($0.component) }
    let grid = grid
    let rows = rows
    let output = points.index(operation.site, operation.item).map { rows.stock[$0] } ?? .none
    return addTrack(
      window.lowerBound + first..<window.lowerBound + last + 1,
      cost: { b in scale * grid.discount[b] * operation.cost },
      upper: { b in isPossible[b - window.lowerBound] ? .infinity : 0 }
    ) { model, b in
      for (position, component) in components.enumerated() where component.buckets.contains(b) {
        guard let source = sources[position], let row = rows.stock[source].row(b) else { continue }
        model.addEntry(row, -component.quantity * scale / scales[position])
      }
      grid.forEachArrival(of: b, leadDays: operation.leadDays) { arrival, share in
        if let row = output.row(arrival) { model.addEntry(row, share * operation.yield) }
      }
      for load in loads {
        guard let row = rows.resource[Int(load.resource.position)].row(b) else { continue }
        model.addEntry(row, load.perUnit * scale)
      }
    }
  }

  /// dispatch[l, i, ·] for what can be at the lane's start.
  mutating func addDispatches(_ detours: Detours) {
    for index in program.lanes.rowIndices {
      let lane = program.lanes[index]
      guard program.carriesStock(lane) else { continue }
      let items = lane.item.map { [$0] } ?? Array(program.items.rowIndices)
      for item in items where detours.keeps(item, over: lane) {
        guard let from = points.index(lane.from, item) else { continue }
        let track = addDispatchTrack(lane, index, item, from)
        dispatches.append(DispatchColumns(lane: index, item: item, track: track))
      }
    }
  }

  private mutating func addDispatchTrack(
    _ lane: Lane, _ index: LaneIndex, _ item: ItemIndex, _ from: Int
  ) -> ColumnTrack {
    let scale = scale(item)
    let grid = grid
    let source = rows.stock[from]
    let target = points.index(lane.to, item).map { rows.stock[$0] } ?? .none
    let capacity = rows.lane[Int(index.position)]
    let freight = program.freight(of: item, over: lane)
    return addTrack(source.buckets, cost: { b in scale * grid.discount[b] * freight }) { model, b in
      if let row = source.row(b) { model.addEntry(row, -1) }
      grid.forEachArrival(of: b, leadDays: lane.days) { arrival, share in
        if let row = target.row(arrival) { model.addEntry(row, share) }
      }
      if let row = capacity.row(b) { model.addEntry(row, scale) }
    }
  }

  /// stock[p, ·].
  mutating func addStocks() {
    for (position, point) in points.points.enumerated() {
      let value = program.items[point.item].value * program.settings.holdingRate
      let scale = scale(point.item)
      let grid = grid
      let balance = rows.stock[position]
      stocks.append(
        addTrack(
          balance.buckets, cost: { b in scale * value * grid.years[b] * grid.discount[b] }
        ) { model, b in
          if let row = balance.row(b) { model.addEntry(row, -1) }
          if let row = balance.row(b + 1) { model.addEntry(row, 1) }
        })
    }
  }

  /// module[x, ·]: capacity after lead and ramp, capex at the decision, fixed cost once available.
  mutating func addModules() {
    for index in program.expansions.rowIndices {
      let expansion = program.expansions[index]
      let window = program.horizon.buckets(startingFrom: expansion.earliest, to: expansion.latest)
      let useful = window.prefix { grid.offsets[$0] + expansion.leadDays < grid.days }
      guard let last = useful.last else {
        modules.append(.none)
        continue
      }
      modules.append(addModuleTrack(index, expansion, window.lowerBound..<last + 1))
    }
  }

  private mutating func addModuleTrack(
    _ index: ExpansionIndex, _ expansion: Expansion, _ buckets: Range<Int>
  ) -> ColumnTrack {
    let grid = grid
    let capacity = rows.resource[Int(expansion.resource.position)]
    let count = rows.modules[Int(index.position)]
    let budgets = rows.policies.filter { program.policies[$0.policy].kind == .capexMax }
    return addTrack(
      buckets,
      cost: { b in
        expansion.capex * grid.discount[b] + expansion.fixedCost(decidedIn: b, on: grid)
      },
      upper: { _ in Double(expansion.maxCount) }, isInteger: true
    ) { model, b in
      let available = grid.offsets[b] + expansion.leadDays
      for later in b..<grid.count {
        let added = grid.integral(
          ofRampFrom: available, rampDays: expansion.rampWeeks * 7, perWeek: expansion.perWeek,
          over: later)
        if added != 0, let row = capacity.row(later) { model.addEntry(row, -added) }
      }
      model.addEntry(count, 1)
      for budget in budgets where budget.buckets.contains(b) {
        model.addEntry(budget.row, expansion.capex / budget.scale)
      }
    }
  }
}

extension Expansion {
  /// The discounted `fixed_per_week` of one module decided in bucket `b`.
  func fixedCost(decidedIn b: Int, on grid: TimeGrid) -> Double {
    guard fixedPerWeek != 0 else { return 0 }
    let available = grid.offsets[b] + leadDays
    var cost = 0.0
    for later in b..<grid.count {
      cost +=
        grid.discount[later]
        * grid.integral(ofRampFrom: available, rampDays: 0, perWeek: fixedPerWeek, over: later)
    }
    return cost
  }
}
