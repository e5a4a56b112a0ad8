import Planning
import Program
import Tables

/// What changed from one plan to another, and what it cost.
///
/// Rows are matched by their identifiers, so the programs may differ: by a what-if, a new offer, a
/// later date. Money is in the currency of the first.
public struct PlanComparison: Sendable {
  /// A figure in both plans; `nil` where that plan's program does not have it.
  public struct Change: Hashable, Sendable {
    /// What it is of: a category of cost, a demand, an offer, an expansion.
    public var id: String
    public var before: Double?
    public var after: Double?

    /// The difference; what is missing counts as 0.
    public var difference: Double { (after ?? 0) - (before ?? 0) }
  }

  /// A difference between the two programs: a row of a table that only one of them has.
  public struct RowChange: Hashable, Sendable {
    /// `capacity.csv`.
    public var file: String
    /// Rows that only the first has, then those that only the second has, as CSV.
    public var removed: [String]
    public var added: [String]
  }

  public let before: PlanStore
  public let after: PlanStore
  /// How the programs differ, by file.
  public let program: [RowChange]
  /// By category; those that round to 0.00 in both are left out.
  public let cost: [Change]
  /// Late and lost of each demand, in its unit, where they differ.
  public let late: [Change]
  public let lost: [Change]
  /// Units of each offer, where they differ or the award does.
  public let awards: [Change]
  /// Modules of each expansion, where they differ.
  public let expansions: [Change]
  /// What each limit's scarcity costs (``Bottleneck/rent``), where it differs.
  public let scarcity: [Change]

  /// Compares two plans.
  public init(_ before: PlanStore, _ after: PlanStore) {
    self.before = before
    self.after = after
    program = Self.rowChanges(before, after)
    cost = CostBreakdown.Category.allCases.map {
      Change(id: $0.rawValue, before: before.plan.cost[$0], after: after.plan.cost[$0])
    }.filter { abs($0.before ?? 0) >= 0.005 || abs($0.after ?? 0) >= 0.005 }
    late = Self.changes(before, after) { Self.demand($0, \.late) }
    lost = Self.changes(before, after) { Self.demand($0, \.lost) }
    awards = Self.changes(before, after) { saved in
      zip(saved.program.offers, saved.plan.awards).filter { $1.isAwarded }.map { ($0.id, $1.units) }
    }
    expansions = Self.changes(before, after) { saved in
      saved.program.expansions.rowIndices.map { index in
        let decided = saved.plan.flows.modules.filter { $0.expansion == index }
        return (saved.program.expansions[index].id, Double(decided.reduce(0) { $0 + $1.count }))
      }
    }
    scarcity = Self.changes(before, after) { saved in
      saved.plan.explanations.bottlenecks.map { bottleneck in
        let key = bottleneck.limit.key(in: saved.program)
        return ("\(key.kind) \(key.subject)", bottleneck.rent)
      }
    }
  }

  /// The least and the most by which the best cost of the second program can differ from that of
  /// the first: what the two proofs say, whatever the plans found.
  public var provenDifference: ClosedRange<Double> {
    let low = after.plan.bound - before.plan.objective
    let high = after.plan.objective - before.plan.bound
    return min(low, high)...max(low, high)
  }

  private static func demand(_ saved: PlanStore, _ part: (DemandOutcome) -> Double)
    -> [(String, Double)]
  {
    zip(saved.program.demands, saved.plan.demands).map { ($0.id, part($1)) }
  }

  /// The figures of both plans that differ by more than rounding, in the first plan's order, then
  /// in the second's.
  private static func changes(
    _ before: PlanStore, _ after: PlanStore, _ figures: (PlanStore) -> [(String, Double)]
  ) -> [Change] {
    let first = figures(before)
    let second = Dictionary(figures(after)) { $0 + $1 }
    let known = Dictionary(first) { $0 + $1 }
    var seen: Set<String> = []
    var changes: [Change] = []
    for (id, _) in first + figures(after) where seen.insert(id).inserted {
      let change = Change(id: id, before: known[id], after: second[id])
      let size = max(abs(change.before ?? 0), abs(change.after ?? 0), 1)
      if abs(change.difference) > 1e-6 * size { changes.append(change) }
    }
    return changes
  }

  private static func rowChanges(_ before: PlanStore, _ after: PlanStore) -> [RowChange] {
    let first = before.program.makeFiles().contents
    let second = after.program.makeFiles().contents
    return Set(first.keys).union(second.keys).sorted().compactMap { file in
      guard first[file] != second[file] else { return nil }
      let difference: CollectionDifference<String>
      if let schema = Schemas.all.first(where: { $0.file == file }) {
        let (old, new) = (CSVRows(first[file] ?? []), CSVRows(second[file] ?? []))
        let columns = columns(of: schema, old, new)
        difference = rows(new, columns).difference(from: rows(old, columns))
      } else {
        difference = lines(second[file]).difference(from: lines(first[file]))
      }
      guard !difference.isEmpty else { return nil }
      return RowChange(
        file: file, removed: difference.removals.map(\.element),
        added: difference.insertions.map(\.element))
    }
  }

  /// The columns that either of two files of a table has.
  private static func columns(of schema: TableSchema, _ old: CSVRows, _ new: CSVRows) -> [String] {
    let present = Set([old, new].flatMap { $0.rows.first?.cells.map(\.text) ?? [] })
    return schema.columns.map(\.name).filter(present.contains)
  }

  /// The rows as CSV with these columns; a column that the file lacks is empty, which says the same.
  private static func rows(_ file: CSVRows, _ columns: [String]) -> [String] {
    let header = file.rows.first?.cells.map(\.text) ?? []
    let positions = columns.map { header.firstIndex(of: $0) }
    return file.rows.dropFirst().map { row in
      let cells = positions.map { position in position.map { row.cells[$0].text } ?? "" }
      return String(decoding: CSVWriter.write(header: cells, rows: []).dropLast(), as: UTF8.self)
    }
  }

  private static func lines(_ bytes: [UInt8]?) -> [String] {
    guard let bytes else { return [] }
    return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }
}

extension CollectionDifference.Change {
  fileprivate var element: ChangeElement {
    switch self {
    case .insert(_, let element, _), .remove(_, let element, _): element
    }
  }
}
