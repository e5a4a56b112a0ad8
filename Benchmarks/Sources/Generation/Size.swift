/// How large a generated program is.
public struct Size: Sendable {
  public var parts: Int
  public var offers: Int
  public var plants: Int
  public var weeks: Int

  public init(parts: Int, offers: Int, plants: Int, weeks: Int) {
    self.parts = parts
    self.offers = offers
    self.plants = plants
    self.weeks = weeks
  }

  /// The sizes that the published figures speak of.
  public static let kinds: [(name: String, size: Size)] = [
    ("XS", Size(parts: 24, offers: 60, plants: 2, weeks: 26)),
    ("S", Size(parts: 60, offers: 180, plants: 3, weeks: 52)),
    ("M", Size(parts: 200, offers: 600, plants: 4, weeks: 104)),
    ("L", Size(parts: 400, offers: 1200, plants: 5, weeks: 104)),
    ("XL", Size(parts: 2000, offers: 6000, plants: 8, weeks: 104)),
  ]

  /// The size called `name`.
  public static func named(_ name: String) -> Size? {
    kinds.first { $0.name == name.uppercased() }?.size
  }
}
