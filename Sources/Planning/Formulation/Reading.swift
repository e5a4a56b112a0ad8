import LinearModel
import Program

extension Formulation {
  /// Values below this, in the size of a column's unit, are rounding of the solver.
  private static var noise: Double { 1e-9 }

  /// The flows of a point of the model, zero rows left out.
  ///
  /// - Parameter values: Column values; shape `[columns]`.
  /// - Returns: Flows in units of their items, in the formulation's order.
  func flows(of values: [Double]) -> Flows {
    var flows = Flows()
    readOrders(values, into: &flows)
    for (position, track) in starts.enumerated() {
      let index = OperationIndex(position)
      let scale = scale(program.operations[position].item)
      forEachValue(track, values) { b, value in
        flows.starts.append(StartFlow(operation: index, bucket: b, units: value * scale))
      }
    }
    for dispatch in dispatches {
      let scale = scale(dispatch.item)
      forEachValue(dispatch.track, values) { b, value in
        flows.dispatches.append(
          DispatchFlow(
            lane: dispatch.lane, item: dispatch.item, bucket: b, units: value * scale))
      }
    }
    for (position, track) in stocks.enumerated() {
      let point = points.points[position]
      let scale = scale(point.item)
      forEachValue(track, values) { b, value in
        flows.stocks.append(
          StockLevel(site: point.site, item: point.item, bucket: b, units: value * scale))
      }
    }
    readDemand(values, into: &flows)
    for (position, track) in modules.enumerated() {
      for b in track.buckets {
        guard let column = track.column(b) else { continue }
        let count = Int(values[column].rounded())
        guard count > 0 else { continue }
        flows.modules.append(
          ModuleDecision(expansion: ExpansionIndex(position), bucket: b, count: count))
      }
    }
    return flows
  }

  /// A point of an interior point method may leave a trickle through an award that is not made: it is
  /// none.
  private func readOrders(_ values: [Double], into flows: inout Flows) {
    for order in orders {
      let award = awards[Int(order.route.offer.position)]
      if let award, values[award] < 0.5 { continue }
      let scale = scale(order.route.item)
      forEachValue(order.track, values) { b, value in
        flows.orders.append(
          OrderFlow(
            offer: order.route.offer, site: order.route.site, lane: order.route.lane, bucket: b,
            units: value * scale))
      }
    }
  }

  private func readDemand(_ values: [Double], into flows: inout Flows) {
    for delivery in deliveries {
      let scale = scale(delivery.run.item)
      forEachValue(delivery.track, values) { b, value in
        flows.deliveries.append(
          DeliveryFlow(
            demand: delivery.demand, site: delivery.site, item: delivery.run.item,
            mode: delivery.run.mode, bucket: b, units: value * scale))
      }
    }
    readOpen(into: &flows)
  }

  /// What the deliveries leave open at the end of each bucket from the due one on.
  private func readOpen(into flows: inout Flows) {
    var delivered = [Double](repeating: 0, count: program.demands.count * grid.count)
    for delivery in flows.deliveries {
      let place = Int(delivery.demand.position) * grid.count + delivery.bucket
      delivered[place] += program.amount(of: delivery)
    }
    for index in program.demands.rowIndices {
      guard let due = rows.demand[Int(index.position)].due else { continue }
      let quantity = program.demands[index].quantity
      let first = Int(index.position) * grid.count
      var sum = 0.0
      for b in 0..<grid.count {
        sum += delivered[first + b]
        guard b >= due, quantity - sum > Self.noise * max(1, quantity) else { continue }
        flows.open.append(OpenQuantity(demand: index, bucket: b, quantity: quantity - sum))
      }
    }
  }

  private func forEachValue(
    _ track: ColumnTrack, _ values: [Double], _ body: (Int, Double) -> Void
  ) {
    for b in track.buckets {
      let value = values[track.first + b - track.buckets.lowerBound]
      if value > Self.noise { body(b, value) }
    }
  }

  /// Whether each offer is awarded in a point of the model; shape `[offers]`.
  ///
  /// An offer whose award is no question counts as awarded where anything is ordered.
  func awarded(_ values: [Double], _ flows: Flows) -> [Bool] {
    var isAwarded = awards.map { $0.map { values[Int($0.position)] > 0.5 } ?? false }
    for order in flows.orders { isAwarded[Int(order.offer.position)] = true }
    return isAwarded
  }

  /// Whether a point leaves an offer without the award that it needs.
  ///
  /// The award holds its orders at 0 then, and no limit does: with M award[o] and per_week w award[o]
  /// on the right of (O3) and (O1), their duals price the award, and a unit more of maximum or
  /// capacity brings nothing.
  func isRefused(_ offer: OfferIndex, at values: [Double]) -> Bool {
    awards[Int(offer.position)].map { values[Int($0.position)] <= 0.5 } ?? false
  }
}
