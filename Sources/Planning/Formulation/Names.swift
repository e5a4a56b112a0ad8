import LinearModel
import Program

/// Names of the formulation's columns and rows, made when asked for.
///
/// A column reads `order[cdu-oh,plant-wi,b3]`, a row `stock[plant-wi,cdu,b3]`. Brackets hold the
/// program's own identifiers; a lane is its row in `lanes.csv`, from 1.
struct FormulationNames: ModelNames {
  private let formulation: Formulation
  private let columnFamilies: [Family]
  private let rowFamilies: [Family]

  /// Consecutive columns or rows that are named alike.
  private struct Family {
    let first: Int
    let count: Int
    /// The name of the member at a position inside the family.
    let name: @Sendable (Int) -> String
  }

  init(_ formulation: Formulation) {
    self.formulation = formulation
    columnFamilies = Self.columnFamilies(formulation).sorted { $0.first < $1.first }
    rowFamilies = Self.rowFamilies(formulation).sorted { $0.first < $1.first }
  }

  func columnName(_ column: ColumnIndex) -> String {
    Self.name(Int(column.position), in: columnFamilies) ?? "column[\(column.position)]"
  }

  func rowName(_ row: RowIndex) -> String {
    Self.name(Int(row.position), in: rowFamilies) ?? "row[\(row.position)]"
  }

  private static func name(_ position: Int, in families: [Family]) -> String? {
    var low = 0
    var high = families.count
    while low < high {
      let middle = (low + high) / 2
      if families[middle].first <= position { low = middle + 1 } else { high = middle }
    }
    guard low > 0, position < families[low - 1].first + families[low - 1].count else { return nil }
    return families[low - 1].name(position - families[low - 1].first)
  }

  private static func track(_ kind: String, _ track: ColumnTrack, _ key: String) -> Family {
    let start = track.buckets.lowerBound
    return Family(first: track.first, count: track.buckets.count) {
      "\(kind)[\(key),b\(start + $0)]"
    }
  }

  private static func track(_ kind: String, _ track: RowTrack, _ key: String) -> Family {
    let start = track.buckets.lowerBound
    return Family(first: track.first, count: track.buckets.count) {
      "\(kind)[\(key),b\(start + $0)]"
    }
  }

  private static func columnFamilies(_ f: Formulation) -> [Family] {
    let p = f.program
    func lane(_ lane: LaneIndex) -> String { "lane\(lane.position + 1)" }
    var families: [Family] = []
    for order in f.orders {
      let via = order.route.lane.map { ",\(lane($0))" } ?? ""
      families.append(
        track(
          "order", order.track,
          "\(p.offers[order.route.offer].id),\(p.sites[order.route.site].id)\(via)"))
    }
    for (v, operation) in p.operations.enumerated() {
      families.append(track("start", f.starts[v], operation.id))
    }
    for dispatch in f.dispatches {
      let key = "\(lane(dispatch.lane)),\(p.items[dispatch.item].id)"
      families.append(track("dispatch", dispatch.track, key))
    }
    for (position, point) in f.points.points.enumerated() {
      let key = "\(p.sites[point.site].id),\(p.items[point.item].id)"
      families.append(track("stock", f.stocks[position], key))
    }
    for delivery in f.deliveries {
      let mode = delivery.run.mode.map { ",\(p.modes[$0].mode)" } ?? ""
      let key = "\(p.demands[delivery.demand].id),\(p.sites[delivery.site].id)"
      families.append(
        track("deliver", delivery.track, "\(key),\(p.items[delivery.run.item].id)\(mode)"))
    }
    for (d, demand) in p.demands.enumerated() {
      guard let lost = f.lost[d] else { continue }
      families.append(Family(first: Int(lost.position), count: 1) { _ in "lost[\(demand.id)]" })
    }
    for (x, expansion) in p.expansions.enumerated() {
      families.append(track("module", f.modules[x], expansion.id))
    }
    families.append(contentsOf: decisionFamilies(f))
    return families.filter { $0.count > 0 }
  }

  private static func decisionFamilies(_ f: Formulation) -> [Family] {
    let p = f.program
    var families: [Family] = []
    for (o, award) in f.awards.enumerated() {
      guard let award else { continue }
      let id = p.offers[o].id
      families.append(Family(first: Int(award.position), count: 1) { _ in "award[\(id)]" })
    }
    for segment in f.segments {
      let id = p.offers[segment.offer].id
      let count = segment.prices.segments.count
      families.append(Family(first: segment.first, count: count) { "segment[\(id),\($0)]" })
      guard segment.prices.needsOrder else { continue }
      families.append(
        Family(first: segment.first + count, count: count - 1) { "started[\(id),\($0 + 1)]" })
    }
    for deployed in f.deployed {
      let id = p.sites[deployed.site].id
      families.append(
        Family(first: deployed.first, count: deployed.count) { "deployed[\(id),step\($0)]" })
    }
    for columns in f.policyColumns {
      let policy = p.policies[columns.policy].id
      let key = columns.item.map { "\(policy),\(p.items[$0].id)" } ?? policy
      if let shortfall = columns.shortfall {
        families.append(
          Family(first: Int(shortfall.position), count: 1) { _ in "shortfall[\(key)]" })
      }
      if let bought = columns.bought {
        families.append(Family(first: Int(bought.position), count: 1) { _ in "bought[\(key)]" })
      }
      for each in columns.counted {
        let supplier = p.suppliers[each.supplier].id
        families.append(
          Family(first: Int(each.column.position), count: 1) { _ in "counted[\(key),\(supplier)]" })
      }
    }
    return families
  }

  private static func rowFamilies(_ f: Formulation) -> [Family] {
    let p = f.program
    var families: [Family] = []
    func one(_ row: RowIndex?, _ name: String) {
      guard let row else { return }
      families.append(Family(first: Int(row.position), count: 1) { _ in name })
    }
    for (position, point) in f.points.points.enumerated() {
      let key = "\(p.sites[point.site].id),\(p.items[point.item].id)"
      families.append(track("balance", f.rows.stock[position], key))
    }
    for (r, resource) in p.resources.enumerated() {
      families.append(track("resource", f.rows.resource[r], resource.id))
    }
    for (o, offer) in p.offers.enumerated() {
      families.append(track("capacity", f.rows.offerCapacity[o], offer.id))
      one(f.rows.offerTotal[o], "total[\(offer.id)]")
      one(f.rows.offerMinimum[o], "minimum[\(offer.id)]")
      one(f.rows.breakTotal[o], "breaks[\(offer.id)]")
    }
    for l in p.lanes.indices {
      families.append(track("lane", f.rows.lane[l], "lane\(l + 1)"))
    }
    for (d, demand) in p.demands.enumerated() {
      one(f.rows.demand[d].row, "demand[\(demand.id)]")
    }
    for (s, power) in f.rows.power.enumerated() {
      guard let power else { continue }
      let id = p.sites[s].id
      families.append(
        Family(first: power.first, count: power.steps.steps.count) { "power[\(id),step\($0)]" })
    }
    for (x, row) in f.rows.modules.enumerated() { one(row, "modules[\(p.expansions[x].id)]") }
    for entry in f.rows.policies {
      let policy = p.policies[entry.policy].id
      let key = entry.item.map { "\(policy),\(p.items[$0].id)" } ?? policy
      one(entry.row, "policy[\(key)]")
      one(entry.dual?.bought, "bought[\(key)]")
      for each in entry.dual?.suppliers ?? [] {
        let supplier = p.suppliers[each.supplier].id
        one(each.awarded, "awarded[\(key),\(supplier)]")
        one(each.share, "share[\(key),\(supplier)]")
      }
    }
    return families.filter { $0.count > 0 }
  }
}
