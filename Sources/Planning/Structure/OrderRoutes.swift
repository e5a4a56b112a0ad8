import Program
import Tables

/// A way to order: an offer, the site that receives it, and the lane it comes by.
struct OrderRoute: Sendable {
  let offer: OfferIndex
  let item: ItemIndex
  let site: SiteIndex
  /// `nil` for an offer that is delivered to every site at the quoted price.
  let lane: LaneIndex?
  /// The buckets in which it may be ordered.
  let buckets: Range<Int>
  /// The offer's lead and the lane's days.
  let leadDays: Int
  /// The lane's cost per unit, 0 without a lane.
  let freight: Double
}

extension OrderRoute {
  /// Every route of the program, by offer and then lane or site.
  ///
  /// An offer without `ship_from` reaches every site that holds stock. One with it reaches the
  /// sites to which the lanes from there lead, each lane being a route of its own.
  static func all(of program: BuildProgram) -> [OrderRoute] {
    var lanesFrom = [[LaneIndex]](repeating: [], count: program.sites.count)
    for lane in program.lanes.rowIndices where program.holdsStock(program.lanes[lane].to) {
      lanesFrom[Int(program.lanes[lane].from.position)].append(lane)
    }
    let receivers = program.sites.rowIndices.filter { program.holdsStock($0) }
    var routes: [OrderRoute] = []
    for index in program.offers.rowIndices {
      let offer = program.offers[index]
      guard offer.awarded != false else { continue }
      let buckets = program.horizon.buckets(startingFrom: offer.validFrom, to: offer.validTo)
      guard !buckets.isEmpty else { continue }
      guard let origin = offer.shipFrom else {
        for site in receivers {
          routes.append(
            OrderRoute(
              offer: index, item: offer.item, site: site, lane: nil, buckets: buckets,
              leadDays: offer.leadDays, freight: 0))
        }
        continue
      }
      for laneIndex in lanesFrom[Int(origin.position)] {
        let lane = program.lanes[laneIndex]
        guard lane.item == nil || lane.item == offer.item else { continue }
        routes.append(
          OrderRoute(
            offer: index, item: offer.item, site: lane.to, lane: laneIndex, buckets: buckets,
            leadDays: offer.leadDays + lane.days,
            freight: program.freight(of: offer.item, over: lane)))
      }
    }
    return routes
  }
}

extension BuildProgram {
  /// Whether stock can lie at `site`: suppliers hold none.
  func holdsStock(_ site: SiteIndex) -> Bool { sites[site].kind != .supplier }

  /// Whether `lane` moves stock: one that starts or ends at a supplier's site does not.
  func carriesStock(_ lane: Lane) -> Bool { holdsStock(lane.from) && holdsStock(lane.to) }

  /// What one unit of `item` pays on `lane`.
  func freight(of item: ItemIndex, over lane: Lane) -> Double {
    lane.cost + lane.costPerKg * items[item].massKg
  }

  /// The bucket in which a stock row is there: the first one for what was there before the start,
  /// `nil` after the horizon.
  func bucket(of row: StockRow, on grid: TimeGrid) -> Int? {
    guard let date = row.date else { return 0 }
    return grid.bucket(ofDay: max(0, date.days(since: horizon.start)))
  }
}
