import LinearModel
import Program

extension Formulation {
  /// The deployed power of each limited site at the end of each step, within its limit.
  mutating func addDeployed() {
    for site in program.sites.rowIndices {
      guard let power = rows.power[Int(site.position)] else { continue }
      let first = model.columnCount
      for (n, step) in power.steps.steps.enumerated() {
        _ = model.addColumn(cost: 0, lower: 0, upper: step.limit)
        model.addEntry(RowIndex(power.first + n), 1)
        if n + 1 < power.steps.steps.count {
          model.addEntry(RowIndex(power.first + n + 1), -1)
        }
      }
      deployed.append(DeployedColumns(site: site, first: first, count: power.steps.steps.count))
    }
  }

  /// deliver[d, s, k, ·] wherever the item can be at a site that serves the demand.
  mutating func addDeliveries() {
    for index in program.demands.rowIndices {
      let demand = program.demands[index]
      let items = program.items(meeting: demand)
      for site in program.sites.rowIndices where program.serves(site, demand) {
        for item in items {
          guard let point = points.index(site, item) else { continue }
          for run in program.runs(of: item) where isWorthwhile(run, for: demand) {
            let track = addDeliveryTrack(index, demand, point, run)
            deliveries.append(
              DeliveryColumns(demand: index, site: site, run: run, track: track))
          }
        }
      }
    }
  }

  /// Whether a delivery can lower any cost: it counts, or it ends the unit's holding cost.
  private func isWorthwhile(_ run: Run, for demand: Demand) -> Bool {
    program.coefficient(of: run, toward: demand) > 0
      || program.items[run.item].value * program.settings.holdingRate > 0
  }

  private mutating func addDeliveryTrack(
    _ index: DemandIndex, _ demand: Demand, _ point: Int, _ run: Run
  ) -> ColumnTrack {
    let stockPoint = points.points[point]
    let allowed = program.horizon.buckets(startingFrom: demand.notBefore, to: nil)
    let first = max(allowed.lowerBound, stockPoint.earliest)
    let scale = scale(run.item)
    let balance = rows.stock[point]
    let demandRows = rows.demand[Int(index.position)]
    let amount = program.coefficient(of: run, toward: demand) * scale
    let power = rows.power[Int(stockPoint.site.position)]
    let megawatts = run.powerKw / 1000 * scale
    return addTrack(first..<max(first, grid.count), cost: { _ in 0 }) { model, b in
      if let row = balance.row(b) { model.addEntry(row, -1) }
      if amount != 0 { model.addEntry(demandRows.row(b), amount) }
      if let power, megawatts != 0 {
        model.addEntry(RowIndex(power.first + power.stepOfBucket[b]), -megawatts)
      }
    }
  }

  /// open[d, ·] from the due bucket on.
  mutating func addOpen() {
    for index in program.demands.rowIndices {
      let demand = program.demands[index]
      let demandRows = rows.demand[Int(index.position)]
      guard let due = demandRows.due else {
        open.append(.none)
        continue
      }
      let grid = grid
      open.append(
        addTrack(
          due..<grid.count,
          cost: { b in
            let lost = b == grid.count - 1 ? demand.lostCost : 0
            return grid.discount[b] * (demand.lateCost * grid.weeks[b] + lost)
          }
        ) { model, b in
          model.addEntry(demandRows.row(b), 1)
          if b + 1 < grid.count { model.addEntry(demandRows.row(b + 1), -1) }
        })
    }
  }
}
