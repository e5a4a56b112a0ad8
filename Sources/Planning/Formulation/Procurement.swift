import LinearModel
import Program

extension Formulation {
  /// award[o] for every offer whose award is a question or has been decided.
  mutating func addAwards() {
    var links = [[RowIndex]](repeating: [], count: program.offers.count)
    let offersOf = program.offersByItem
    for entry in rows.policies {
      guard let dual = entry.dual, let item = entry.item else { continue }
      for each in dual.suppliers {
        for index in offersOf[Int(item.position)]
        where program.offers[index].supplier == each.supplier {
          links[Int(index.position)].append(each.awarded)
        }
      }
    }
    for index in program.offers.rowIndices {
      guard program.needsAward(index) else {
        awards.append(nil)
        continue
      }
      awards.append(addAward(index, links: links[Int(index.position)]))
    }
  }

  /// One award: its fixed cost, (O1), (O2), (O3), (C5c), (C7).
  private mutating func addAward(_ index: OfferIndex, links: [RowIndex]) -> ColumnIndex {
    let position = Int(index.position)
    let offer = program.offers[index]
    let scale = scale(offer.item)
    let first = program.firstOrderBucket(of: offer)
    let column = model.addColumn(
      cost: offer.fixedCost * grid.discount[first], lower: offer.awarded == true ? 1 : 0, upper: 1,
      isInteger: true)
    let capacity = rows.offerCapacity[position]
    for b in capacity.buckets {
      guard let row = capacity.row(b), let perWeek = offer.perWeek else { continue }
      model.addEntry(row, -perWeek * grid.weeks[b] / scale)
    }
    if let row = rows.offerTotal[position] { model.addEntry(row, -offerLimits[position] / scale) }
    if let row = rows.offerMinimum[position] { model.addEntry(row, -offer.minimum / scale) }
    for row in links { model.addEntry(row, -1) }
    for entry in rows.policies where program.policies[entry.policy].kind == .spendMax {
      guard program.covers(program.policies[entry.policy].scope, offer.item),
        entry.buckets.contains(first)
      else { continue }
      model.addEntry(entry.row, offer.fixedCost / entry.scale)
    }
    return column
  }

  /// order[q, ·] of every route.
  mutating func addOrders(_ routes: [OrderRoute]) {
    let terms = policyTerms()
    let duties = Duties(program: program)
    orders.reserveCapacity(routes.count)
    for route in routes {
      let rates = duties.rates(of: route.offer, at: route.site)
      let track = addOrderTrack(route, rates, terms[Int(route.offer.position)])
      orders.append(OrderColumns(route: route, dutyRates: rates, track: track))
    }
  }

  private mutating func addOrderTrack(
    _ route: OrderRoute, _ rates: [Double], _ terms: [PolicyTerm]
  ) -> ColumnTrack {
    let position = Int(route.offer.position)
    let offer = program.offers[route.offer]
    let scale = scale(route.item)
    let grid = grid
    let point = points.index(route.site, route.item)
    let stock = point.map { rows.stock[$0] } ?? .none
    let capacity = rows.offerCapacity[position]
    let totals = [
      rows.offerTotal[position], rows.offerMinimum[position], rows.breakTotal[position],
    ]
    .compactMap { $0 }
    let lane = route.lane.map { rows.lane[Int($0.position)] } ?? .none
    let perWeek = capacity.buckets.isEmpty ? offer.perWeek ?? .infinity : .infinity
    return addTrack(
      orderBuckets(route, isForced: !terms.isEmpty || offer.minimum > 0),
      cost: { b in
        scale * grid.discount[b] * (offer.price * (1 + rates[b]) + route.freight)
      },
      upper: { b in perWeek * grid.weeks[b] / scale }
    ) { model, b in
      grid.forEachArrival(of: b, leadDays: route.leadDays) { arrival, share in
        if let row = stock.row(arrival) { model.addEntry(row, share) }
      }
      if let row = capacity.row(b) { model.addEntry(row, 1) }
      for row in totals { model.addEntry(row, 1) }
      if let row = lane.row(b) { model.addEntry(row, scale) }
      for term in terms where term.buckets.contains(b) {
        let value = (term.perUnit + term.perDuty * rates[b]) * scale
        if value != 0 { model.addEntry(term.row, value) }
      }
    }
  }

  /// The buckets in which an order can matter: all of its window, but those whose orders arrive
  /// after the horizon only where a rule can force one.
  private func orderBuckets(_ route: OrderRoute, isForced: Bool) -> Range<Int> {
    guard !isForced else { return route.buckets }
    let last = route.buckets.last { grid.firstArrival(of: $0, leadDays: route.leadDays) != nil }
    guard let last else { return route.buckets.lowerBound..<route.buckets.lowerBound }
    return route.buckets.lowerBound..<last + 1
  }

  // (B1), (B2): with z the binaries of segments 1 …: width_k z_{k+1} ≤ segment_k ≤ width_k z_k.
  // The last is as wide as M_o leaves it.
  mutating func addSegments() {
    for index in program.offers.rowIndices {
      guard let total = rows.breakTotal[Int(index.position)],
        let prices = PriceSegments(of: index, in: program)
      else { continue }
      addSegments(of: index, prices, total)
    }
  }

  private mutating func addSegments(
    of index: OfferIndex, _ prices: PriceSegments, _ total: RowIndex
  ) {
    let scale = scale(program.offers[index].item)
    let last = grid.discount[grid.count - 1]
    let limit = offerLimits[Int(index.position)] / scale
    var left = limit
    let widths = prices.segments.map { segment in
      let width = min(segment.width / scale, left)
      left -= width
      return width
    }
    let first = model.columnCount
    for (segment, width) in zip(prices.segments, widths) {
      _ = model.addColumn(
        cost: segment.difference * last * scale, lower: 0,
        upper: prices.needsOrder || segment.width.isFinite ? width : .infinity)
      model.addEntry(total, -1)
    }
    segments.append(SegmentColumns(offer: index, prices: prices, first: first))
    guard prices.needsOrder else { return }
    for k in 1..<max(1, widths.count) {
      let isStarted = model.addColumn(cost: 0, lower: 0, upper: 1, isInteger: true)
      _ = model.addRow(
        lower: 0, upper: .infinity,
        entries: [(ColumnIndex(first + k - 1), 1), (isStarted, -widths[k - 1])])
      _ = model.addRow(
        lower: -.infinity, upper: 0,
        entries: [(ColumnIndex(first + k), 1), (isStarted, -widths[k])])
    }
  }
}

extension BuildProgram {
  /// Whether the model needs a limit for the total of an offer that itself has none.
  var hasOpenLimit: Bool {
    offers.rowIndices.contains { index in
      let offer = offers[index]
      guard offer.perWeek == nil, offer.maximum == nil, offer.awarded != false else { return false }
      return needsAward(index) || PriceSegments(of: index, in: self)?.needsOrder == true
    }
  }
}

extension BuildProgram {
  /// The first bucket in which `offer` may be ordered; the first of all where there is none.
  func firstOrderBucket(of offer: Offer) -> Int {
    let buckets = horizon.buckets(startingFrom: offer.validFrom, to: offer.validTo)
    return buckets.isEmpty ? 0 : buckets.lowerBound
  }
}
