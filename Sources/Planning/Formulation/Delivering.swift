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
    let demandRow = rows.demand[Int(index.position)].row
    let lateness = Lateness(of: demand, in: program, on: grid)
    let amount = program.coefficient(of: run, toward: demand) * scale
    let power = rows.power[Int(stockPoint.site.position)]
    let megawatts = run.powerKw / 1000 * scale
    return addTrack(
      first..<max(first, grid.count), cost: { b in amount * lateness.cost(deliveredIn: b) }
    ) { model, b in
      if let row = balance.row(b) { model.addEntry(row, -1) }
      if amount != 0 { model.addEntry(demandRow, amount) }
      if let power, megawatts != 0 {
        model.addEntry(RowIndex(power.first + power.stepOfBucket[b]), -megawatts)
      }
    }
  }

  /// lost[d]: open at the end, and late all the time before.
  mutating func addLost() {
    for index in program.demands.rowIndices {
      let demandRows = rows.demand[Int(index.position)]
      guard demandRows.due != nil else {
        lost.append(nil)
        continue
      }
      let lateness = Lateness(of: program.demands[index], in: program, on: grid)
      lost.append(model.addColumn(cost: lateness.costOfLost, lower: 0, upper: .infinity))
      model.addEntry(demandRows.row, 1)
    }
  }
}

/// What a unit of a demand costs by when it is delivered.
///
/// FORMAT counts what is open at the end of each bucket. A unit delivered in bucket b is open at the
/// ends of due … b − 1, one that is never delivered up to the last: so the chain of open quantities
/// is not needed, only their sums:
///
///     late[b] = Σ_{due ≤ a < b} δ_a late_cost w_a,   lost = late[B] + δ_{B−1} lost_cost
struct Lateness: Sendable {
  /// late[b]; shape `[B + 1]`.
  private let late: [Double]
  /// Of a unit that is never delivered.
  let costOfLost: Double

  init(of demand: Demand, in program: BuildProgram, on grid: TimeGrid) {
    var late = [Double](repeating: 0, count: grid.count + 1)
    let due = program.dueBucket(of: demand) ?? grid.count
    for b in due..<grid.count {
      late[b + 1] = late[b] + grid.discount[b] * demand.lateCost * grid.weeks[b]
    }
    self.late = late
    costOfLost = late[grid.count] + grid.discount[grid.count - 1] * demand.lostCost
  }

  func cost(deliveredIn b: Int) -> Double { late[b] }
}
