import Planning
import Program
public import Sourcing
import Tables

/// Takes the needs of bought parts out of a plan.
public enum SignalSource {
  /// What the plan orders, when it arrives.
  ///
  /// An order of a bucket arrives evenly over the bucket, moved by the offer's lead and the lane's
  /// days. Its worth is the item's shadow price where and when it arrives.
  ///
  /// - Complexity: O(orders + stock points × buckets).
  public static func needs(of saved: PlanStore) -> [PlannedNeed] {
    let (program, plan) = (saved.program, saved.plan)
    var worths: [PointKey: [Double]] = [:]
    for price in plan.prices.items {
      worths[PointKey(item: price.item, site: price.site)] = price.values
    }
    return plan.flows.orders.map { order in
      let offer = program.offers[order.offer]
      let days = offer.leadDays + (order.lane.map { program.lanes[$0].days } ?? 0)
      let from = program.horizon.firstDay(of: order.bucket).advanced(byDays: days)
      let to = from.advanced(byDays: program.horizon.days(of: order.bucket) - 1)
      let values = worths[PointKey(item: offer.item, site: order.site)]
      let bucket = program.horizon.bucket(containing: from)
      return PlannedNeed(
        item: offer.item, supplier: program.suppliers[offer.supplier].id, from: from, to: to,
        units: order.units, worth: bucket.flatMap { values?[$0] })
    }
  }

  private struct PointKey: Hashable {
    let item: ItemIndex
    let site: SiteIndex
  }

  /// What a plan does not meet, which its orders therefore do not hold: demand and quantity.
  public static func lost(in saved: PlanStore) -> [(demand: String, quantity: Double)] {
    zip(saved.program.demands, saved.plan.demands).filter { $1.lost > 1e-6 }.map {
      ($0.id, $1.lost)
    }
  }
}

/// Writes an event folder that is new.
public enum NewEventFolder {
  /// Writes `files` to the folder at `path`, whole or not at all.
  ///
  /// - Throws: ``FileFault`` where something is there already.
  public static func write(
    _ files: [(name: String, bytes: [UInt8])], to path: String
  ) throws(FileFault) {
    switch FileAccess.isFolder(path) {
    case nil: break
    case true?:
      let names = try FileAccess.names(in: path)
      guard names.isEmpty else {
        throw FileFault(
          action: .write, path: path, reason: "the folder is not empty; an event needs a new one")
      }
    case false?:
      throw FileFault(action: .write, path: path, reason: "it is a file; an event needs a folder")
    }
    let names = files.map(\.name)
    let folder = try OutputFolder(path: path, names: names, marker: names[0])
    for file in files { try folder.write(file.bytes, to: file.name) }
    try folder.commit()
  }
}
