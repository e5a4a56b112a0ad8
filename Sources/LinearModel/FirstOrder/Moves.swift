/// The steps (H1) to (H3) of one iteration, over neighbouring columns or rows.
@unsafe struct Moves {
  private let tau: Real
  private let sigma: Real
  private let keep: Real
  private let anchor: Real
  let y: UnsafeMutablePointer<Real>
  let bar: UnsafeMutablePointer<Real>
  private let x: UnsafeMutablePointer<Real>
  private let xStart: UnsafeMutablePointer<Real>
  private let xNext: UnsafeMutablePointer<Real>
  private let yStart: UnsafeMutablePointer<Real>
  private let yNext: UnsafeMutablePointer<Real>
  private let cost: UnsafeMutablePointer<Real>
  private let lower: UnsafeMutablePointer<Real>
  private let upper: UnsafeMutablePointer<Real>
  private let below: UnsafeMutablePointer<Real>
  private let above: UnsafeMutablePointer<Real>
  private let columnMetric: UnsafeMutablePointer<Real>
  private let rowMetric: UnsafeMutablePointer<Real>

  init(
    tau: Real, sigma: Real, keep: Real, anchor: Real, state: borrowing FirstOrderState,
    scaling: borrowing FirstOrderScales
  ) {
    unsafe self.tau = tau
    unsafe self.sigma = sigma
    unsafe self.keep = keep
    unsafe self.anchor = anchor
    unsafe y = state.y.base
    unsafe bar = state.bar.base
    unsafe x = state.x.base
    unsafe xStart = state.xStart.base
    unsafe xNext = state.xNext.base
    unsafe yStart = state.yStart.base
    unsafe yNext = state.yNext.base
    unsafe cost = state.cost.base
    unsafe lower = state.lower.base
    unsafe upper = state.upper.base
    unsafe below = state.below.base
    unsafe above = state.above.base
    unsafe columnMetric = scaling.columns.base
    unsafe rowMetric = scaling.rows.base
  }

  // (H1): x' of one column.
  @inline(__always)
  private func newColumn(_ j: Int, _ sum: Real) -> Real {
    let step = unsafe tau * columnMetric[j] * (cost[j] - sum)
    return unsafe min(upper[j], max(lower[j], x[j] - step))
  }

  // (H2): y' of one row.
  @inline(__always)
  private func newRow(_ i: Int, _ sum: Real) -> Real {
    let size = unsafe sigma * rowMetric[i]
    let low = unsafe y[i] + size * (below[i] - sum)
    let high = unsafe y[i] + size * (above[i] - sum)
    return max(0, low) + min(0, high)
  }

  /// Keeps x' of the columns, and says how far they move: Σ (x' − x)² / T.
  func measureColumns(_ lines: Range<Int>, _ sums: UnsafePointer<Real>) -> Double {
    var square = 0.0
    for j in lines {
      let new = unsafe newColumn(j, sums[j - lines.lowerBound])
      let move = unsafe new - x[j]
      unsafe xNext[j] = new
      unsafe square += Double(move * move / (tau * columnMetric[j]))
    }
    return square
  }

  /// Keeps y' of the rows, and says how far they move: Σ (y' − y)² / S.
  func measureRows(_ lines: Range<Int>, _ sums: UnsafePointer<Real>) -> Double {
    var square = 0.0
    for i in lines {
      let new = unsafe newRow(i, sums[i - lines.lowerBound])
      let move = unsafe new - y[i]
      unsafe yNext[i] = new
      unsafe square += Double(move * move / (sigma * rowMetric[i]))
    }
    return square
  }

  // (H1), (H3): eight columns at a time, the rest one by one.
  @inline(__always)
  func moveColumns(_ lines: Range<Int>, _ sums: UnsafePointer<Real>) {
    let wide = lines.lowerBound + lines.count / 8 * 8
    var j = lines.lowerBound
    while j < wide {
      let sum = unsafe eight(sums, j - lines.lowerBound)
      let old = unsafe eight(x, j)
      let step = unsafe tau * eight(columnMetric, j) * (eight(cost, j) - sum)
      let new = unsafe least(eight(upper, j), most(eight(lower, j), old - step))
      let reflected = new + new - old
      unsafe put(reflected, bar, j)
      unsafe put(keep * reflected + anchor * eight(xStart, j), x, j)
      j += 8
    }
    while j < lines.upperBound {
      let old = unsafe x[j]
      let reflected = unsafe 2 * newColumn(j, sums[j - lines.lowerBound]) - old
      unsafe bar[j] = reflected
      unsafe x[j] = keep * reflected + anchor * xStart[j]
      j += 1
    }
  }

  // (H2), (H3)
  @inline(__always)
  func moveRows(_ lines: Range<Int>, _ sums: UnsafePointer<Real>) {
    let wide = lines.lowerBound + lines.count / 8 * 8
    let zero = SIMD8<Real>()
    var i = lines.lowerBound
    while i < wide {
      let sum = unsafe eight(sums, i - lines.lowerBound)
      let old = unsafe eight(y, i)
      let size = unsafe sigma * eight(rowMetric, i)
      let low = unsafe most(zero, old + size * (eight(below, i) - sum))
      let high = unsafe least(zero, old + size * (eight(above, i) - sum))
      let new = low + high
      unsafe put(keep * (new + new - old) + anchor * eight(yStart, i), y, i)
      i += 8
    }
    while i < lines.upperBound {
      let old = unsafe y[i]
      let new = unsafe newRow(i, sums[i - lines.lowerBound])
      unsafe y[i] = keep * (2 * new - old) + anchor * yStart[i]
      i += 1
    }
  }
}

@inline(__always)
private func eight(_ base: UnsafePointer<Real>, _ position: Int) -> SIMD8<Real> {
  unsafe UnsafeRawPointer(base + position).loadUnaligned(as: SIMD8<Real>.self)
}

@inline(__always)
private func put(_ values: SIMD8<Real>, _ base: UnsafeMutablePointer<Real>, _ position: Int) {
  unsafe UnsafeMutableRawPointer(base + position).storeBytes(of: values, as: SIMD8<Real>.self)
}

// The library's pointwise functions go lane by lane; a mask takes all at once.
@inline(__always)
private func most(_ a: SIMD8<Real>, _ b: SIMD8<Real>) -> SIMD8<Real> {
  a.replacing(with: b, where: a .< b)
}

@inline(__always)
private func least(_ a: SIMD8<Real>, _ b: SIMD8<Real>) -> SIMD8<Real> {
  a.replacing(with: b, where: b .< a)
}
