import LinearModel
import Program

/// What each row of the formulation speaks of: the way back from a dual to the program.
struct RowOwners: Sendable {
  /// What a row is.
  enum Owner: Hashable, Sendable {
    /// The balance of a stock point.
    case stock(point: Int, bucket: Int)
    case limit(Limit, bucket: Int?)
    case demand(DemandIndex)
    /// Rows that only tie columns of one decision together.
    case other
  }

  /// By row; shape `[rows]`.
  let owners: [Owner]

  init(_ formulation: Formulation) {
    var owners = [Owner](repeating: .other, count: formulation.model.rowCount)
    func fill(_ track: RowTrack, _ owner: (Int) -> Owner) {
      for b in track.buckets {
        if let row = track.row(b) { owners[Int(row.position)] = owner(b) }
      }
    }
    let rows = formulation.rows
    for (p, track) in rows.stock.enumerated() {
      fill(track) { .stock(point: p, bucket: $0) }
    }
    for (r, track) in rows.resource.enumerated() {
      fill(track) { .limit(.resource(ResourceIndex(r)), bucket: $0) }
    }
    for (o, track) in rows.offerCapacity.enumerated() {
      fill(track) { .limit(.offer(OfferIndex(o)), bucket: $0) }
      if let row = rows.offerTotal[o], formulation.program.offers[o].maximum != nil {
        owners[Int(row.position)] = .limit(.offerMaximum(OfferIndex(o)), bucket: nil)
      }
    }
    for (l, track) in rows.lane.enumerated() {
      fill(track) { .limit(.lane(LaneIndex(l)), bucket: $0) }
    }
    for (s, power) in rows.power.enumerated() {
      guard let power else { continue }
      for (n, step) in power.steps.steps.enumerated() {
        owners[power.first + n] = .limit(.power(SiteIndex(s)), bucket: step.buckets.upperBound - 1)
      }
    }
    for (x, row) in rows.modules.enumerated() {
      owners[Int(row.position)] = .limit(.expansion(ExpansionIndex(x)), bucket: nil)
    }
    for entry in rows.policies {
      let owner = Owner.limit(.policy(entry.policy), bucket: nil)
      owners[Int(entry.row.position)] = owner
      for each in entry.dual?.suppliers ?? [] {
        if let share = each.share { owners[Int(share.position)] = owner }
      }
    }
    for (d, rows) in rows.demand.enumerated() {
      owners[Int(rows.row.position)] = .demand(DemandIndex(d))
    }
    self.owners = owners
  }
}
