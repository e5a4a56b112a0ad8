import Program

/// The bill of materials by item and recipe, with the buckets in which each row is in use.
struct Recipes: Sendable {
  /// A row of the bill in use in `buckets`.
  struct Row: Sendable {
    let component: ItemIndex
    /// Units per started unit of the parent.
    let quantity: Double
    let buckets: Range<Int>
  }

  private struct Key: Hashable {
    let item: ItemIndex
    let recipe: String
  }

  private let rows: [Key: [Row]]

  init(program: BuildProgram) {
    var rows: [Key: [Row]] = [:]
    for row in program.components {
      let buckets = program.horizon.buckets(startingFrom: row.from, to: row.to)
      guard !buckets.isEmpty else { continue }
      rows[Key(item: row.parent, recipe: row.recipe), default: []].append(
        Row(component: row.component, quantity: row.quantity, buckets: buckets))
    }
    self.rows = rows
  }

  /// The rows that starts of `operation` use; none for a recipe without rows.
  func components(of operation: Operation) -> [Row] {
    rows[Key(item: operation.item, recipe: operation.recipe)] ?? []
  }

  /// The first bucket of the operation's window in which every component in use can be there.
  ///
  /// - Parameters:
  ///   - operation: An operation of the program.
  ///   - horizon: The program's horizon.
  ///   - earliest: The first bucket in which a component can be at the operation's site.
  /// - Returns: The bucket; `nil` where there is none in the window.
  func firstStart(
    of operation: Operation, horizon: Horizon, earliest: (ItemIndex) -> Int
  ) -> Int? {
    let window = horizon.buckets(startingFrom: operation.earliest, to: operation.latest)
    let rows = components(of: operation)
    return window.first { b in
      rows.allSatisfy { !$0.buckets.contains(b) || earliest($0.component) <= b }
    }
  }
}
