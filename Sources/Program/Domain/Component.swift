public import Tables

/// What one unit of a parent takes of a component: a row of `bom.csv`.
public struct Component: Hashable, Sendable {
  public var parent: ItemIndex
  public var component: ItemIndex
  /// Units of the component per started unit of the parent; above 0.
  public var quantity: Double
  /// Which of the parent's recipes the row belongs to.
  public var recipe: String
  /// The first day a start uses the row; `nil`: open.
  public var from: Day?
  /// The last day a start uses the row; `nil`: open.
  public var to: Day?

  public init(
    parent: ItemIndex, component: ItemIndex, quantity: Double, recipe: String = "base",
    from: Day? = nil, to: Day? = nil
  ) {
    self.parent = parent
    self.component = component
    self.quantity = quantity
    self.recipe = recipe
    self.from = from
    self.to = to
  }
}
