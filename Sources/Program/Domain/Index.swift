/// The position of an `Element` in its table, from 0.
///
/// Identity and position are different things: an `id` is the text that a person wrote, an index
/// is where the row stands in memory. An index of one table does not fit another.
@frozen
public struct Index<Element>: Hashable, Comparable, Sendable {
  /// The position from 0.
  public let position: Int32

  /// Makes the index of the row at `position`.
  @inlinable public init(_ position: Int) {
    self.position = Int32(position)
  }

  @inlinable public static func < (left: Index, right: Index) -> Bool {
    left.position < right.position
  }
}

public typealias ItemIndex = Index<Item>
public typealias SiteIndex = Index<Site>
public typealias SupplierIndex = Index<Supplier>
public typealias ResourceIndex = Index<Resource>
public typealias OperationIndex = Index<Operation>
public typealias ExpansionIndex = Index<Expansion>
public typealias OfferIndex = Index<Offer>
public typealias LaneIndex = Index<Lane>
public typealias DemandIndex = Index<Demand>
public typealias PolicyIndex = Index<Policy>

extension Array {
  /// The row that `index` names.
  @inlinable public subscript(index: Index<Element>) -> Element {
    get { self[Int(index.position)] }
    set { self[Int(index.position)] = newValue }
  }

  /// Every row's index, in order.
  @inlinable public var rowIndices: LazyMapSequence<Range<Int>, Index<Element>> {
    (0..<count).lazy.map { Index($0) }
  }
}
