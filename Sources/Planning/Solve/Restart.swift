import LinearModel
import Program

/// What a plan leaves behind for the next one of nearly the same program.
///
/// A what-if that changes a few numbers moves a plan and its proof a little. So the search begins with
/// both: the duals of the old proof are mended to a bound of the new program, the old plan is repaired
/// where it does not hold any more, and the iterations go on from where they stood.
///
/// Numbers are in single precision, what the first-order method computes in: what is off by it is
/// mended like all else.
public struct Restart: Hashable, Sendable {
  /// Of the layout that the positions below speak of (``Formulation/signature``).
  public var signature: UInt64
  /// The gap that the search from scratch ended with: what a re-plan is asked for.
  public var gap: Double
  /// The plan; shape `[columns]`.
  public var values: [Float]
  /// The weight that the method ended with, above 0.
  public var weight: Double
  /// The relaxation's point as the method left it; shape `[columns]`, empty for one model.
  public var point: [Float]
  /// The relaxation's duals as the method left them; shape `[rows]`, empty for one model.
  public var duals: [Float]
  /// The duals that prove the bound; shape `[rows]`, empty for one model.
  public var proof: [Float]
  /// A hash of the numbers of each owner of columns (``Ownership``); empty for one model.
  public var owners: [UInt64]

  public init(
    signature: UInt64, gap: Double, values: [Float], weight: Double = 1, point: [Float] = [],
    duals: [Float] = [], proof: [Float] = [], owners: [UInt64] = []
  ) {
    self.signature = signature
    self.gap = gap
    self.values = values
    self.weight = weight
    self.point = point
    self.duals = duals
    self.proof = proof
    self.owners = owners
  }
}

extension Restart {
  /// Whether the positions speak of the columns and rows of `formulation`.
  func fits(_ formulation: Formulation) -> Bool {
    let (columns, rows) = (formulation.model.columnCount, formulation.model.rowCount)
    return signature == formulation.signature && values.count == columns
      && (point.isEmpty || point.count == columns)
      && [duals, proof].allSatisfy { $0.isEmpty || $0.count == rows }
      && point.isEmpty == duals.isEmpty
  }

  /// The plan within the bounds of `model`, its integers whole.
  func start(within model: LinearModel) -> [Double] {
    values.enumerated().map { column, value in
      let whole = model.isInteger[column] ? Double(value).rounded() : Double(value)
      return min(max(whole, model.columnLower[column]), model.columnUpper[column])
    }
  }
}

/// The hash FNV-1a, 64 bits, fed with whole numbers instead of bytes.
struct NumberHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ word: UInt64) {
    // Overflow is the hash's own arithmetic. The shift brings high bits of doubles down.
    value = (value ^ word) &* 0x100_0000_01b3
    value ^= value >> 29
  }

  mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

  mutating func add(_ number: Double) { add(number == 0 ? 0 : number.bitPattern) }

  mutating func add(_ text: String) {
    for byte in text.utf8 { add(UInt64(byte)) }
    add(UInt64(0x100))
  }
}

extension Formulation {
  /// A hash of what stands where: equal ones mean that positions speak of the same flows.
  ///
  /// It covers the sizes, the rows of the program by identifier, where each family of columns and
  /// rows begins and which buckets it covers, and the units in which items are counted; no prices,
  /// capacities or quantities.
  var signature: UInt64 {
    var hash = NumberHash()
    hash.add(model.columnCount)
    hash.add(model.rowCount)
    hash.add(grid.count)
    hashIdentifiers(into: &hash)
    for scale in needs.scale { hash.add(scale) }
    hashColumns(into: &hash)
    hashRows(into: &hash)
    return hash.value
  }

  private func hashIdentifiers(into hash: inout NumberHash) {
    let tables = [
      program.items.map(\.id), program.sites.map(\.id), program.offers.map(\.id),
      program.operations.map(\.id), program.resources.map(\.id), program.demands.map(\.id),
      program.expansions.map(\.id), program.policies.map(\.id),
    ]
    for table in tables {
      hash.add(table.count)
      for id in table { hash.add(id) }
    }
  }

  private func hashColumns(into hash: inout NumberHash) {
    func add(_ first: Int, _ count: Int) {
      hash.add(first)
      hash.add(count)
    }
    func add(_ track: ColumnTrack) {
      add(track.first, track.buckets.lowerBound)
      hash.add(track.buckets.upperBound)
    }
    for order in orders {
      add(Int(order.route.offer.position), Int(order.route.site.position))
      add(order.track)
    }
    for track in starts { add(track) }
    for dispatch in dispatches {
      add(Int(dispatch.lane.position), Int(dispatch.item.position))
      add(dispatch.track)
    }
    for (stock, point) in zip(stocks, points.points) {
      add(Int(point.site.position), Int(point.item.position))
      add(stock)
    }
    for delivery in deliveries {
      add(Int(delivery.demand.position), Int(delivery.site.position))
      add(delivery.track)
    }
    for column in lost + awards { hash.add(column.map { $0.offset } ?? -1) }
    for track in modules { add(track) }
    for segment in segments { add(segment.first, segment.prices.segments.count) }
    for each in deployed { add(each.first, each.count) }
  }

  private func hashRows(into hash: inout NumberHash) {
    let tracks = rows.stock + rows.resource + rows.offerCapacity + rows.lane
    for track in tracks {
      hash.add(track.first)
      hash.add(track.buckets.lowerBound)
      hash.add(track.buckets.upperBound)
    }
    let single = rows.offerTotal + rows.offerMinimum + rows.breakTotal
    for row in single { hash.add(row.map { $0.offset } ?? -1) }
    for demand in rows.demand { hash.add(demand.row.offset) }
    for power in rows.power { hash.add(power?.first ?? -1) }
    for row in rows.modules { hash.add(row.offset) }
    for policy in rows.policies { hash.add(policy.row.offset) }
  }

  /// A hash of all numbers that concern each owner: costs, bounds, entries, and its rows' bounds.
  func ownerHashes(_ matrix: SparseColumns, _ ownership: Ownership) -> [UInt64] {
    var hashes = [NumberHash](repeating: NumberHash(), count: ownership.owners.count)
    for column in 0..<model.columnCount {
      let owner = Int(ownership.ofColumn[column])
      if owner != Int(Ownership.nobody) {
        hashes[owner].add(model.cost[column])
        hashes[owner].add(model.columnLower[column])
        hashes[owner].add(model.columnUpper[column])
      }
      for entry in matrix.range(of: ColumnIndex(column)) {
        // A start counts for the owners of the rows in which it uses and makes.
        let rowOwner = Int(ownership.ofRow[Int(matrix.rows[entry])])
        let whose = owner != Int(Ownership.nobody) ? owner : rowOwner
        guard whose != Int(Ownership.nobody) else { continue }
        hashes[whose].add(Int(matrix.rows[entry]))
        hashes[whose].add(matrix.values[entry])
      }
    }
    for row in 0..<model.rowCount where ownership.ofRow[row] != Ownership.nobody {
      hashes[Int(ownership.ofRow[row])].add(model.rowLower[row])
      hashes[Int(ownership.ofRow[row])].add(model.rowUpper[row])
    }
    return hashes.map(\.value)
  }
}
