public import Tables

/// A duty: a row of `tariffs.csv`.
public struct Tariff: Hashable, Sendable {
  /// ISO 3166-1 alpha-2; `nil`: every country (`*` in the file).
  public var origin: String?
  /// A prefix; empty: everything.
  public var hts: String
  /// Of the price paid, as a fraction.
  public var rate: Double
  /// The first order date; `nil`: open.
  public var from: Day?
  /// The last order date; `nil`: open.
  public var to: Day?

  public init(
    origin: String?, hts: String = "", rate: Double, from: Day? = nil, to: Day? = nil
  ) {
    self.origin = origin
    self.hts = hts
    self.rate = rate
    self.from = from
    self.to = to
  }
}
