/// A company that makes offers; known from `offers.csv`.
public struct Supplier: Hashable, Sendable {
  /// The identifier, unique among suppliers.
  public var id: String

  public init(
    id: String
  ) {
    self.id = id
  }
}
