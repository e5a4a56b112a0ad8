/// The position of an `Element` in its table, from 0.
///
/// Identity and position are different things: an `id` is the text that a person wrote, an index
/// is where the row stands in memory. An index of one table does not fit another.
@frozen
public struct TableIndex<Element>: Hashable, Comparable, Sendable {
  /// The position from 0.
  public let position: Int32

  /// Makes the index of the row at `position`.
  @inlinable public init(_ position: Int) {
    self.position = Int32(position)
  }

  @inlinable public static func < (left: TableIndex, right: TableIndex) -> Bool {
    left.position < right.position
  }
}

public typealias ItemIndex = TableIndex<Item>
public typealias SiteIndex = TableIndex<Site>
public typealias SupplierIndex = TableIndex<Supplier>
public typealias ResourceIndex = TableIndex<Resource>
public typealias OperationIndex = TableIndex<Operation>
public typealias ExpansionIndex = TableIndex<Expansion>
public typealias OfferIndex = TableIndex<Offer>
public typealias LaneIndex = TableIndex<Lane>
public typealias DemandIndex = TableIndex<Demand>
public typealias PolicyIndex = TableIndex<Policy>

extension Array {
  /// The row that `index` names.
  @inlinable public subscript(index: TableIndex<Element>) -> Element {
    get { self[Int(index.position)] }
    set { self[Int(index.position)] = newValue }
  }

  /// Every row's index, in order.
  @inlinable public var rowIndices: [TableIndex<Element>] {
    (0..<count).map { TableIndex($0) }
  }
}
