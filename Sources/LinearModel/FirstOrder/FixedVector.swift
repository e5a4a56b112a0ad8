/// Numbers at a fixed place, freed with their owner.
///
/// The kernels read and write them from several threads at once, each its own range: what an
/// `Array` in a loop would check for each element is checked here once for each range.
@safe struct FixedVector<Element: BinaryFloatingPoint>: ~Copyable {
  let count: Int
  let base: UnsafeMutablePointer<Element>

  init(repeating value: Element, count: Int) {
    self.count = count
    unsafe base = .allocate(capacity: max(1, count))
    unsafe base.initialize(repeating: value, count: max(1, count))
  }

  init(_ values: some Collection<Double>) {
    self.init(repeating: 0, count: values.count)
    for (position, value) in values.enumerated() { unsafe base[position] = Element(value) }
  }

  deinit { unsafe base.deallocate() }

  subscript(position: Int) -> Element {
    get {
      precondition(position >= 0 && position < count)
      return unsafe base[position]
    }
    set {
      precondition(position >= 0 && position < count)
      unsafe base[position] = newValue
    }
  }

  /// Takes the values of `other`, which is as long.
  func assign(_ other: borrowing Self) {
    precondition(other.count == count)
    unsafe base.update(from: other.base, count: count)
  }

  /// The numbers in double precision.
  func doubles() -> [Double] { (0..<count).map { unsafe Double(base[$0]) } }
}

/// The vectors of the first-order method.
typealias FloatVector = FixedVector<Real>
typealias Real = Float
