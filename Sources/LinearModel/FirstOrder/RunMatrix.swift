/// A matrix in runs of equal coefficients.
///
/// The columns of a flow repeat from bucket to bucket: the next one has the same coefficients, each a
/// row further down, or in the same row. So most of the matrix is *diagonal* runs A[i + t, j + t] = v,
/// some *horizontal* ones A[i, j + t] = v and, in columns that stand alone, *vertical* ones
/// A[i + t, j] = v. A run is a number and three positions however long it is, and its product is a
/// loop over neighbours.
///
/// Columns with the same runs form a *group*; rows that runs join form a *strip*. Groups and strips
/// are dealt into *shares* of about equal work, which threads take up: each share writes its own
/// ranges only, so that any number of threads gives the same result.
struct RunMatrix: Sendable {
  struct Run: Sendable {
    enum Direction: Sendable { case diagonal, horizontal, vertical }

    let row: Int32
    let column: Int32
    let count: Int32
    let direction: Direction
    let value: Real
  }

  /// Neighbouring columns or rows and their runs.
  struct Band: Sendable {
    let lines: Range<Int>
    let runs: Range<Int>
  }

  let rowCount: Int
  let columnCount: Int
  /// By column.
  private(set) var columnRuns: [Run] = []
  private(set) var groups: [Band] = []
  /// The same runs by row.
  private(set) var rowRuns: [Run] = []
  private(set) var strips: [Band] = []
  /// Ranges of ``groups`` and of ``strips``.
  private(set) var columnShares: [Range<Int>] = []
  private(set) var rowShares: [Range<Int>] = []
  /// Lines of the longest group or strip.
  private(set) var longestBand = 0

  /// Finds the runs in O(rows + columns + entries).
  init(_ matrix: SparseColumns, rowCount: Int, shares: Int) {
    self.rowCount = rowCount
    columnCount = matrix.starts.count - 1
    addGroups(matrix)
    addStrips()
    columnShares = Self.shares(shares, of: groups)
    rowShares = Self.shares(shares, of: strips)
    longestBand = (groups + strips).reduce(0) { max($0, $1.lines.count) }
  }

  private mutating func addGroups(_ matrix: SparseColumns) {
    var first = 0
    while first < columnCount {
      var end = first + 1
      var directions: [Run.Direction] = []
      while end < columnCount,
        let found = Self.directions(from: end - 1, matrix, known: directions)
      {
        directions = found
        end += 1
      }
      let start = columnRuns.count
      if end - first == 1 {
        addSingle(first, matrix)
      } else {
        for (entry, direction) in zip(matrix.range(of: ColumnIndex(first)), directions) {
          columnRuns.append(
            Run(
              row: matrix.rows[entry], column: Int32(first), count: Int32(end - first),
              direction: direction, value: Real(matrix.values[entry])))
        }
      }
      groups.append(Band(lines: first..<end, runs: start..<columnRuns.count))
      first = end
    }
  }

  /// How the entries of a column go on in the next one; `nil` where they do not.
  private static func directions(
    from column: Int, _ matrix: SparseColumns, known: [Run.Direction]
  ) -> [Run.Direction]? {
    let here = matrix.range(of: ColumnIndex(column))
    let next = matrix.range(of: ColumnIndex(column + 1))
    guard here.count == next.count else { return nil }
    var directions: [Run.Direction] = []
    directions.reserveCapacity(here.count)
    for offset in 0..<here.count {
      let a = here.lowerBound + offset
      let b = next.lowerBound + offset
      guard matrix.values[a] == matrix.values[b] else { return nil }
      let step = matrix.rows[b] - matrix.rows[a]
      guard step == 0 || step == 1 else { return nil }
      let direction: Run.Direction = step == 0 ? .horizontal : .diagonal
      guard known.isEmpty || known[offset] == direction else { return nil }
      directions.append(direction)
    }
    return directions
  }

  private mutating func addSingle(_ column: Int, _ matrix: SparseColumns) {
    let range = matrix.range(of: ColumnIndex(column))
    var entry = range.lowerBound
    while entry < range.upperBound {
      var end = entry + 1
      while end < range.upperBound, matrix.values[end] == matrix.values[entry],
        matrix.rows[end] == matrix.rows[end - 1] + 1
      {
        end += 1
      }
      columnRuns.append(
        Run(
          row: matrix.rows[entry], column: Int32(column), count: Int32(end - entry),
          direction: .vertical, value: Real(matrix.values[entry])))
      entry = end
    }
  }

  private mutating func addStrips() {
    rowRuns = columnRuns.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    var row = 0
    var run = 0
    while row < rowCount {
      var end = row + 1
      let start = run
      while run < rowRuns.count, Int(rowRuns[run].row) < end {
        end = max(end, rowRuns[run].rows.upperBound)
        run += 1
      }
      strips.append(Band(lines: row..<end, runs: start..<run))
      row = end
    }
  }

  /// Neighbouring bands in shares of about equal work.
  private static func shares(_ count: Int, of bands: [Band]) -> [Range<Int>] {
    // A band costs its lines, and each of its runs at most as much again and some set-up.
    let work = bands.map { $0.lines.count + $0.runs.count * (6 + min(128, $0.lines.count) / 8) }
    let total = work.reduce(0, +)
    var shares: [Range<Int>] = []
    var first = 0
    var done = 0
    for (band, cost) in work.enumerated() {
      done += cost
      guard done * count >= total * (shares.count + 1) || band == bands.count - 1 else { continue }
      shares.append(first..<band + 1)
      first = band + 1
    }
    return shares
  }
}

extension RunMatrix.Run {
  /// The rows that the run stands in.
  var rows: Range<Int> {
    Int(row)..<Int(row) + (direction == .horizontal ? 1 : Int(count))
  }
}

extension RunMatrix {
  /// Hands out Aᵀ y, group by group: the columns, and a sum for each, in `into`.
  @inline(__always)
  func forEachGroup(
    in share: Range<Int>, _ y: UnsafePointer<Real>, _ into: UnsafeMutablePointer<Real>,
    _ body: (Range<Int>, UnsafeMutablePointer<Real>) -> Void
  ) {
    unsafe columnRuns.withUnsafeBufferPointer { runs in
      for index in share {
        let group = groups[index]
        let lines = group.lines
        for t in 0..<lines.count { unsafe into[t] = 0 }
        for place in group.runs {
          let run = unsafe runs[place]
          let from = unsafe y + Int(run.row)
          switch run.direction {
          case .diagonal:
            for t in 0..<lines.count { unsafe into[t] += run.value * from[t] }
          case .horizontal:
            let value = unsafe run.value * from[0]
            for t in 0..<lines.count { unsafe into[t] += value }
          case .vertical:
            unsafe into[0] += run.value * sum(from, Int(run.count))
          }
        }
        unsafe body(lines, into)
      }
    }
  }

  /// Hands out A x, strip by strip: the rows, and a sum for each, in `into`.
  @inline(__always)
  func forEachStrip(
    in share: Range<Int>, _ x: UnsafePointer<Real>, _ into: UnsafeMutablePointer<Real>,
    _ body: (Range<Int>, UnsafeMutablePointer<Real>) -> Void
  ) {
    unsafe rowRuns.withUnsafeBufferPointer { runs in
      for index in share {
        let strip = strips[index]
        for t in 0..<strip.lines.count { unsafe into[t] = 0 }
        for place in strip.runs {
          let run = unsafe runs[place]
          let from = unsafe x + Int(run.column)
          let to = unsafe into + (Int(run.row) - strip.lines.lowerBound)
          switch run.direction {
          case .diagonal:
            for t in 0..<Int(run.count) { unsafe to[t] += run.value * from[t] }
          case .horizontal:
            unsafe to[0] += run.value * sum(from, Int(run.count))
          case .vertical:
            let value = unsafe run.value * from[0]
            for t in 0..<Int(run.count) { unsafe to[t] += value }
          }
        }
        unsafe body(strip.lines, into)
      }
    }
  }
}

/// The sum of neighbours, eight at a time: one chain of additions would wait for each.
@inline(__always)
private func sum(_ from: UnsafePointer<Real>, _ count: Int) -> Real {
  var eight = SIMD8<Real>()
  var t = 0
  while t + 8 <= count {
    unsafe eight += UnsafeRawPointer(from + t).loadUnaligned(as: SIMD8<Real>.self)
    t += 8
  }
  var sum = eight.sum()
  while t < count {
    unsafe sum += from[t]
    t += 1
  }
  return sum
}
