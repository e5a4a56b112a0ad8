import Program

/// The lanes of one item, and which stops on them can be left out.
///
/// d days and f freight of a leg; its net n = f − value × holding_rate / 365 × W(d) is what it
/// costs beyond the holding that it saves (``Transit``). Over legs from stops to home x: d_x the
/// least days, n_x the least net.
struct ItemDetours {
  private struct Leg {
    let from: SiteIndex
    let to: SiteIndex
    let days: Int
    let freight: Double
    let net: Double
  }

  private struct Pair: Hashable {
    let from: SiteIndex
    let to: SiteIndex
  }

  /// The legs from stops to one home.
  private struct Arrivals {
    var days = Int.max
    var net = Double.infinity
  }

  private let item: ItemIndex
  private let homes: Set<SiteIndex>
  /// Legs from a stop to a home.
  private var last: [Leg] = []
  /// Legs to a stop, by where they start.
  private var detours: [SiteIndex: [Leg]] = [:]
  /// The quickest leg without a capacity, of equal ones the cheapest.
  private var direct: [Pair: Leg] = [:]
  /// d_x and n_x of every home to which a leg from a stop leads.
  private var arrivals: [SiteIndex: Arrivals] = [:]
  /// The homes of ``arrivals``, in order.
  private var goals: [SiteIndex] = []
  /// The least net of any leg of the item.
  private var leastNet = Double.infinity
  /// The least net of any leg from or to a stop.
  private var leastStopNet = Double.infinity
  private let isSteady: Bool
  private let lengths: [Int]
  private let haste: Double

  /// The legs of `item`; `nil` where it has no home.
  init?(
    of item: ItemIndex, _ program: BuildProgram, _ usefulness: Usefulness,
    _ transit: inout Transit
  ) {
    self.item = item
    homes = Set(program.sites.rowIndices.filter { usefulness.isHome(item, at: $0) })
    guard !homes.isEmpty else { return nil }
    isSteady = transit.isSteady
    lengths = transit.lengths
    haste = transit.haste
    let daily = program.items[item].value * program.settings.holdingRate / 365
    for lane in program.lanes where usefulness.keeps(item, over: lane) {
      let freight = program.freight(of: item, over: lane)
      add(
        Leg(
          from: lane.from, to: lane.to, days: lane.days, freight: freight,
          net: freight - daily * transit.wait(days: lane.days)),
        isOpen: lane.perWeek == nil)
    }
    goals = arrivals.keys.sorted()
  }

  private mutating func add(_ leg: Leg, isOpen: Bool) {
    leastNet = min(leastNet, leg.net)
    let isToStop = !homes.contains(leg.to)
    if isToStop {
      detours[leg.from, default: []].append(leg)
    } else if !homes.contains(leg.from) {
      last.append(leg)
      arrivals[leg.to, default: Arrivals()].days.formMinimum(leg.days)
      arrivals[leg.to, default: Arrivals()].net.formMinimum(leg.net)
    }
    if isToStop || !homes.contains(leg.from) { leastStopNet = min(leastStopNet, leg.net) }
    let pair = Pair(from: leg.from, to: leg.to)
    guard isOpen else { return }
    if let known = direct[pair], (known.days, known.freight) <= (leg.days, leg.freight) { return }
    direct[pair] = leg
  }
}

// MARK: - Orders

extension ItemDetours {
  /// The routes to stops that can be left out (U4).
  mutating func redirected(
    _ routes: [OrderRoute], _ program: BuildProgram, _ transit: inout Transit
  ) -> Set<RouteKey> {
    guard leastStopNet >= 0 else { return [] }
    var result: Set<RouteKey> = []
    var twins: [OfferIndex: [OrderRoute]] = [:]
    for route in routes where homes.contains(route.site) {
      guard route.lane.map({ program.lanes[$0].perWeek == nil }) ?? true else { continue }
      twins[route.offer, default: []].append(route)
    }
    for route in routes where !homes.contains(route.site) {
      let reached = Set(
        (twins[route.offer] ?? []).filter { isTwin($0, of: route, program) }.map(\.site))
      guard !reached.isEmpty, goals.allSatisfy({ reached.contains($0) }) else { continue }
      let splits = transit.splits(leadDays: route.leadDays)
      guard goals.count < 2 || isSteady && splits.allSatisfy({ canShare($0) }) else { continue }
      result.insert(RouteKey(route))
    }
    return result
  }

  /// Whether an order over `twin` is there when one over `route` is, for no more.
  private func isTwin(_ twin: OrderRoute, of route: OrderRoute, _ program: BuildProgram) -> Bool {
    let origin = program.offers[route.offer].origin
    return twin.leadDays == route.leadDays && twin.freight <= route.freight
      && (program.sites[twin.site].country == origin
        || program.sites[route.site].country != origin)
  }

  /// Whether orders that split so can be shared out among the homes when they are placed.
  ///
  /// Of an order, φ arrives first, in a bucket of l days. What leaves the stop for x at once is
  /// there with 1 − d_x / l, so max(φ, 1 − d_x / l) is ordered for x; what the others then lack
  /// goes on from x a bucket later.
  private func canShare(_ split: Transit.Split) -> Bool {
    goals.allSatisfy { x in
      let inTime = 1 - Double(arrivals[x]?.days ?? 0) / Double(split.length)
      let surplus = inTime - split.share
      guard surplus > Self.rounding else { return true }
      return goals.allSatisfy { y in
        guard y != x, let lacking = arrivals[y] else { return true }
        guard let onward = direct[Pair(from: x, to: y)] else { return false }
        let rest = 1 - split.share
        return isInTime(onward, for: lacking, part: surplus, of: rest)
          && surplus * onward.freight <= rest * lacking.net
      }
    }
  }

  /// Whether `part` of the `rest` may come to a home over `leg`, the other units being there.
  private func isInTime(
    _ leg: Leg, for lacking: Arrivals, part: Double, of rest: Double
  ) -> Bool {
    if leg.days <= lacking.days { return true }
    return leg.days <= lengths[0]
      && part * Double(leg.days) <= rest * Double(lacking.days) + Self.rounding
  }

  /// What a sum of shares may be off by.
  private static var rounding: Double { 1e-12 }
}

// MARK: - Dispatches

extension ItemDetours {
  /// The places from which dispatches to stops can be left out (U5, U6); `presence` says where the
  /// item comes from, `routes` are the orders that are left, `points` where it can be.
  func straight(
    _ presence: Presence, routes: [OrderRoute], _ points: StockPoints
  ) -> [SiteIndex] {
    guard isSteady, leastStopNet >= 0 else { return [] }
    let places = detours.keys.sorted()
    let straight = places.filter { isStraight(from: $0) }
    let position = Int(item.position)
    let ordered = Set(routes.map(\.site))
    let made = presence.makers[position]
    let stocked = presence.stocked[position]
    let origins = homes.union(ordered).union(made).union(stocked.keys)
      .filter { points.index($0, item) != nil && detours[$0] != nil }
    let isFree = origins.allSatisfy { origin in
      if straight.contains(origin) { return true }
      guard !homes.contains(origin), !ordered.contains(origin), !made.contains(origin),
        let bucket = stocked[origin]
      else { return false }
      return homes.allSatisfy { presence.isIdle(item, at: $0, through: bucket) }
        && isNear(origin)
    }
    return isFree ? places : straight
  }

  /// (U6) Whether every home is at most a bucket away from `place`, for less than by a stop.
  private func isNear(_ place: SiteIndex) -> Bool {
    guard leastNet >= 0 else { return false }
    let first = detours[place]?.map(\.net).min() ?? 0
    return homes.allSatisfy { home in
      guard let leg = direct[Pair(from: place, to: home)] else { return false }
      return leg.days <= lengths[0] && haste * leg.freight <= first + leastNet
    }
  }

  /// (U5) Whether what leaves `place` by a stop may as well wait, or leave for the homes at once.
  private func isStraight(from place: SiteIndex) -> Bool {
    guard let firstNet = detours[place]?.map(\.net).min() else { return true }
    // What leaves its last stop in a later bucket than `place`, leaves `place` a bucket before.
    for home in goals where home != place {
      guard let leg = direct[Pair(from: place, to: home)], let lacking = arrivals[home],
        leg.days <= lengths[0] + lacking.days,
        haste * leg.freight <= firstNet + lacking.net
      else { return false }
    }
    return lengths.allSatisfy { length in
      let reached = reach(from: place, length: length)
      return last.allSatisfy { leg in
        guard leg.from != place, leg.to != place, let share = reached[leg.from] else { return true }
        return canOvertake(leg, share, from: place, firstNet, length)
      }
    }
  }

  /// The largest share of a dispatch that can be at each stop in the bucket of the dispatch.
  private func reach(from place: SiteIndex, length: Int) -> [SiteIndex: Double] {
    var reached: [SiteIndex: Double] = [place: 1]
    var queue = [place]
    while let from = queue.popLast() {
      guard let share = reached[from] else { continue }
      for leg in detours[from] ?? [] where leg.to != place && leg.days < length {
        let arrived = share * (1 - Double(leg.days) / Double(length))
        guard arrived > reached[leg.to] ?? 0 else { continue }
        reached[leg.to] = arrived
        queue.append(leg.to)
      }
    }
    reached[place] = nil
    return reached
  }

  /// Whether leaving `place` for the home is as good as leaving the last stop for it in the same
  /// bucket, which no more than `share` of a dispatch can.
  ///
  /// λ is dispatched in all, so that as much is there in the first bucket; what the others lack of
  /// the 1 − `share` that they may take goes on from the home a bucket later.
  private func canOvertake(
    _ leg: Leg, _ share: Double, from place: SiteIndex, _ firstNet: Double, _ length: Int
  ) -> Bool {
    guard let own = direct[Pair(from: place, to: leg.to)] else { return false }
    var total = share
    if own.days > leg.days {
      guard own.days < length else { return false }
      total *= Double(length - leg.days) / Double(length - own.days)
      guard total <= 1 else { return false }
    }
    let spared = firstNet + share * leg.net - total * own.freight
    guard spared >= 0 else { return false }
    let surplus = total - share
    guard surplus > Self.rounding else { return true }
    return goals.allSatisfy { other in
      guard other != leg.to, let lacking = arrivals[other] else { return true }
      guard let onward = direct[Pair(from: leg.to, to: other)] else { return false }
      var paid = surplus * onward.freight
      if other != place {
        guard let early = direct[Pair(from: place, to: other)], early.days <= lengths[0] else {
          return false
        }
        paid += (1 - total) * haste * early.freight
      }
      return isInTime(onward, for: lacking, part: surplus, of: 1 - share)
        && paid <= (1 - share) * lacking.net + spared
    }
  }
}
