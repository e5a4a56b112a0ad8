/// Texts numbered from 0 in the order in which they were first seen.
///
/// A flat hash over the bytes of the file: looking up a cell makes no `String`.
public struct SymbolTable: Sendable {
  private var pool: [UInt8] = []
  /// Where each text starts in `pool`, and last where the next one will; shape `[count + 1]`.
  private var offsets: [Int32] = [0]
  /// Hash (high half) and number (low half) of a text, or ``free``.
  ///
  /// The count is a power of two, at least twice `count`. One slot nearly always tells whether it
  /// is the right one.
  private var slots = [UInt64](repeating: SymbolTable.free, count: 16)

  private static let free = UInt64.max

  /// Makes a table without texts.
  public init() {}

  /// Makes a table of `names`; a repeated name keeps its first number.
  public init(_ names: some Sequence<String>) {
    for name in names { intern(name) }
  }

  /// Makes room for `count` texts of about `length` bytes.
  mutating func reserve(count: Int, length: Int) {
    offsets.reserveCapacity(count + 1)
    pool.reserveCapacity(count * length)
    while slots.count < count * 2 { grow() }
  }

  /// How many texts there are.
  public var count: Int { offsets.count - 1 }

  /// The text with number `index`.
  ///
  /// - Complexity: O(length).
  public func name(_ index: Int) -> String {
    String(decoding: pool[Int(offsets[index])..<Int(offsets[index + 1])], as: UTF8.self)
  }

  /// Every text, in order.
  public var names: [String] { (0..<count).map(name) }

  /// The number of the text in `bytes[range]`, or -1 where it was never seen.
  public func find(_ bytes: [UInt8], _ range: Range<Int>) -> Int32 {
    let found = slots[slot(of: bytes, range, hash: SymbolTable.hash(bytes, range))]
    return found == SymbolTable.free ? -1 : Int32(truncatingIfNeeded: found)
  }

  /// The number of `text`, or -1 where it was never seen.
  public func find(_ text: String) -> Int32 {
    let bytes = Array(text.utf8)
    return find(bytes, 0..<bytes.count)
  }

  /// The number of the text in `bytes[range]`, a new one if it was never seen.
  ///
  /// - Complexity: O(length), amortised.
  @discardableResult
  public mutating func intern(_ bytes: [UInt8], _ range: Range<Int>) -> (index: Int32, isNew: Bool)
  {
    let hash = SymbolTable.hash(bytes, range)
    let slot = slot(of: bytes, range, hash: hash)
    let found = slots[slot]
    if found != SymbolTable.free { return (Int32(truncatingIfNeeded: found), false) }
    let index = count
    pool.append(contentsOf: bytes[range])
    offsets.append(Int32(pool.count))
    slots[slot] = UInt64(hash) << 32 | UInt64(index)
    if count * 2 > slots.count { grow() }
    return (Int32(index), true)
  }

  /// The number of `text`, a new one if it was never seen.
  @discardableResult
  public mutating func intern(_ text: String) -> (index: Int32, isNew: Bool) {
    let bytes = Array(text.utf8)
    return intern(bytes, 0..<bytes.count)
  }

  /// FNV-1a over the bytes, then mixed so that every bit depends on all of them.
  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in range {
      // Wrapping is what the hash is defined by.
      hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3
    }
    return UInt32(truncatingIfNeeded: ((hash ^ (hash >> 32)) &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  /// Where the text stands in `slots`, or the free slot where it belongs.
  private func slot(of bytes: [UInt8], _ range: Range<Int>, hash: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while true {
      let found = slots[slot]
      if found == SymbolTable.free { return slot }
      if UInt32(truncatingIfNeeded: found >> 32) == hash,
        isText(Int(UInt32(truncatingIfNeeded: found)), equalTo: bytes, range)
      {
        return slot
      }
      slot = (slot + 1) & mask
    }
  }

  private func isText(_ index: Int, equalTo bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let start = Int(offsets[index])
    guard Int(offsets[index + 1]) - start == range.count else { return false }
    for step in 0..<range.count where pool[start + step] != bytes[range.lowerBound + step] {
      return false
    }
    return true
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    var grown = [UInt64](repeating: SymbolTable.free, count: mask + 1)
    for found in slots where found != SymbolTable.free {
      var slot = Int(found >> 32) & mask
      while grown[slot] != SymbolTable.free { slot = (slot + 1) & mask }
      grown[slot] = found
    }
    slots = grown
  }
}
