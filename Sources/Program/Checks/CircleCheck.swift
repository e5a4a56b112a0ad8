import Tables

/// Finds circles in the bill of materials.
///
/// Every recipe counts. Of each group of items that lead to each other a shortest circle through
/// the group's first row is reported at that row; the row is then put aside and the rest searched
/// again, so that rows that share no circle are each reported once.
struct CircleCheck {
  private let bom: DecodedTable
  private let parents: [Int32]
  private let components: [Int32]
  private let items: SymbolTable
  /// Circles reported at most.
  private static let limit = 100

  init(bom: DecodedTable, items: DecodedTable) {
    self.bom = bom
    let columns = Columns(bom)
    parents = columns.codes("parent")
    components = columns.codes("component")
    self.items = items.symbols[0]
  }

  /// - Complexity: O(rows) without circles.
  func run(into list: inout DiagnosticList) {
    var rowsOfItem = [[Int32]](repeating: [], count: items.count)
    for row in 0..<bom.rowCount {
      guard let parent = present(parents[row]), present(components[row]) != nil else { continue }
      rowsOfItem[Int(parent)].append(Int32(row))
    }
    var found = 0
    var rows = circularRows(rowsOfItem)
    while let row = rows.filter(isOverridden).min() ?? rows.min(), found < CircleCheck.limit {
      report(circle(through: Int(row), rowsOfItem), row: Int(row), into: &list)
      found += 1
      rowsOfItem[Int(parents[Int(row)])].removeAll { $0 == row || isSameArc($0, row) }
      rows = circularRows(rowsOfItem)
    }
  }

  /// Whether the command line made the row what it is: then it is the one to point at.
  private func isOverridden(_ row: Int32) -> Bool {
    (0...1).contains { bom.isOverridden(row: Int(row), column: $0) }
  }

  private func isSameArc(_ left: Int32, _ right: Int32) -> Bool {
    parents[Int(left)] == parents[Int(right)] && components[Int(left)] == components[Int(right)]
  }

  private func report(_ circle: [Int], row: Int, into list: inout DiagnosticList) {
    let names = circle.map { items.name($0) }
    let shownNames = names.count <= 20 ? names : names.prefix(18) + ["…"] + names.suffix(1)
    list.append(
      bom.diagnostic(
        row: row, column: "component", code: "bom.circle",
        message: "circle in the bill of materials: \(shownNames.joined(separator: " -> ")); an "
          + "item cannot be part of itself"))
  }

  /// The rows whose parent and component lie in one strongly connected group of items.
  ///
  /// Items that no remaining row leads to, or from which none leads on, are taken away until
  /// none is left; groups are then told apart by Tarjan's algorithm without recursion.
  private func circularRows(_ rowsOfItem: [[Int32]]) -> [Int32] {
    let groups = stronglyConnectedGroups(rowsOfItem)
    var rows: [Int32] = []
    for list in rowsOfItem {
      for row in list {
        let (parent, component) = (Int(parents[Int(row)]), Int(components[Int(row)]))
        if groups[parent] == groups[component] { rows.append(row) }
      }
    }
    return rows
  }

  /// By item, the number of its group; an item alone is a group of its own.
  ///
  /// Source: Tarjan (1972), SIAM J. Computing 1, 146–160.
  private func stronglyConnectedGroups(_ rowsOfItem: [[Int32]]) -> [Int] {
    let count = items.count
    var order = [Int](repeating: -1, count: count)
    var low = [Int](repeating: 0, count: count)
    var group = [Int](repeating: -1, count: count)
    var stack: [Int] = []
    var path: [(item: Int, next: Int)] = []
    var clock = 0
    var groups = 0
    for root in 0..<count where order[root] < 0 {
      path.append((root, 0))
      order[root] = clock
      low[root] = clock
      clock += 1
      stack.append(root)
      while let (item, next) = path.last {
        if next < rowsOfItem[item].count {
          path[path.count - 1].next += 1
          let part = Int(components[Int(rowsOfItem[item][next])])
          if order[part] < 0 {
            order[part] = clock
            low[part] = clock
            clock += 1
            stack.append(part)
            path.append((part, 0))
          } else if group[part] < 0 {
            low[item] = min(low[item], order[part])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last?.item { low[parent] = min(low[parent], low[item]) }
        guard low[item] == order[item] else { continue }
        while let last = stack.popLast() {
          group[last] = groups
          if last == item { break }
        }
        groups += 1
      }
    }
    return group
  }

  /// A shortest way from the row's parent over the row and back, as items.
  private func circle(through row: Int, _ rowsOfItem: [[Int32]]) -> [Int] {
    let (parent, first) = (Int(parents[row]), Int(components[row]))
    var before = [Int](repeating: -1, count: items.count)
    before[first] = parent
    var queue = [first]
    var head = 0
    while head < queue.count, before[parent] < 0 || first == parent {
      let item = queue[head]
      head += 1
      if item == parent { break }
      for row in rowsOfItem[item] {
        let part = Int(components[Int(row)])
        guard before[part] < 0 else { continue }
        before[part] = item
        queue.append(part)
      }
    }
    var circle = [parent]
    if first != parent {
      var item = before[parent]
      while item != parent, item >= 0 {
        circle.append(item)
        item = before[item]
      }
    }
    circle.append(parent)
    return circle.reversed()
  }
}
