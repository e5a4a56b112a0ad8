/// Texts numbered from 0 in the order in which they were first seen.
///
/// A flat hash over the bytes of the file: looking up a cell makes no `String`.
public struct SymbolTable: Sendable {
  private var pool: [UInt8] = []
  /// Where each text starts in `pool`, and last where the next one will; shape `[count + 1]`.
  private var offsets: [Int32] = [0]
  private var hashes: [UInt32] = []
  /// Text numbers by hash, -1 where free; the count is a power of two, at least twice `count`.
  private var slots: [Int32] = [Int32](repeating: -1, count: 16)

  /// Makes a table without texts.
  public init() {}

  /// Makes a table of `names`; a repeated name keeps its first number.
  public init(_ names: some Sequence<String>) {
    for name in names { intern(name) }
  }

  /// How many texts there are.
  public var count: Int { hashes.count }

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
    slots[slot(of: bytes, range, hash: SymbolTable.hash(bytes, range))]
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
    if slots[slot] >= 0 { return (slots[slot], false) }
    let index = Int32(count)
    pool.append(contentsOf: bytes[range])
    offsets.append(Int32(pool.count))
    hashes.append(hash)
    slots[slot] = index
    if count * 2 > slots.count { grow() }
    return (index, true)
  }

  /// The number of `text`, a new one if it was never seen.
  @discardableResult
  public mutating func intern(_ text: String) -> (index: Int32, isNew: Bool) {
    let bytes = Array(text.utf8)
    return intern(bytes, 0..<bytes.count)
  }

  /// FNV-1a over the bytes, its high half folded in.
  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in range {
      // Wrapping is what the hash is defined by.
      hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3
    }
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }

  /// Where the text stands in `slots`, or the free slot where it belongs.
  private func slot(of bytes: [UInt8], _ range: Range<Int>, hash: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while true {
      let index = slots[slot]
      if index < 0 { return slot }
      if hashes[Int(index)] == hash, isText(Int(index), equalTo: bytes, range) { return slot }
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
    var grown = [Int32](repeating: -1, count: mask + 1)
    for index in 0..<count {
      var slot = Int(hashes[index]) & mask
      while grown[slot] >= 0 { slot = (slot + 1) & mask }
      grown[slot] = Int32(index)
    }
    slots = grown
  }
}
