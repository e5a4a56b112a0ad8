/// How large a generated event is.
public struct EventSize: Sendable {
  public var lots: Int
  public var suppliers: Int
  public var lines: Int
  public var bundles: Int

  public init(lots: Int, suppliers: Int, lines: Int, bundles: Int) {
    self.lots = lots
    self.suppliers = suppliers
    self.lines = lines
    self.bundles = bundles
  }

  /// The size that the published figures speak of.
  public static let large = EventSize(lots: 1000, suppliers: 400, lines: 60_000, bundles: 500)

  /// Whether a generator can make it: a lot, ten suppliers, four lines a lot.
  public var isPossible: Bool { lots >= 1 && suppliers >= 10 && lines >= 4 * lots && bundles >= 0 }
}
