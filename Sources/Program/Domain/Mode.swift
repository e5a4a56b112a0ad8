/// A way to run a product once deployed: a row of `modes.csv`.
public struct Mode: Hashable, Sendable {
  public var item: ItemIndex
  /// The mode's name, unique for the item.
  public var mode: String
  /// Per unit.
  public var powerKw: Double
  /// Per unit.
  public var computePflops: Double

  public init(
    item: ItemIndex, mode: String, powerKw: Double, computePflops: Double
  ) {
    self.item = item
    self.mode = mode
    self.powerKw = powerKw
    self.computePflops = computePflops
  }
}
