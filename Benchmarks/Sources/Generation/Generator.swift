/// Makes a program of a given size that looks like a real build-out of racks.
///
/// Three generations of rack follow each other; each takes trays, shelves and parts in two or three
/// levels, of which most are shared. Plants are near their capacity, sites near their power, and
/// offers near what is asked of them, so that awards, expansions and policies all matter. All names
/// and figures are made up.
public struct Generator {
  let size: Size
  var random: Random
  var structure: Structure

  /// Prepares a program.
  ///
  /// - Parameters:
  ///   - size: At least 20 parts, an offer for each part, a plant and 26 weeks.
  ///   - seed: The same seed gives the same program.
  public init(size: Size, seed: Int) {
    precondition(
      size.parts >= 20 && size.offers >= size.parts && size.plants >= 1 && size.weeks >= 26,
      "a program needs 20 parts, an offer for each, a plant and 26 weeks; got \(size)")
    self.size = size
    random = Random(seed: seed)
    structure = Structure(size: size, random: &random)
  }

  /// The files of the program folder by name, in the order of FORMAT.md.
  public mutating func files() -> [(name: String, text: String)] {
    [
      ("program.yaml", settings), ("items.csv", items()), ("bom.csv", bom()),
      ("sites.csv", sites()), ("resources.csv", resources()), ("capacity.csv", capacity()),
      ("operations.csv", operations()), ("loads.csv", loads()), ("expansions.csv", expansions()),
      ("offers.csv", offers()), ("price_breaks.csv", priceBreaks()), ("lanes.csv", lanes()),
      ("tariffs.csv", Self.tariffs), ("demand.csv", demand()),
      ("energisation.csv", energisation()), ("stock.csv", stock()), ("policies.csv", policies()),
    ]
  }

  private var settings: String {
    """
    format: 1
    name: Generated, \(size.parts) parts, \(size.offers) offers, \(size.plants) plants, \(size.weeks) weeks
    start: 2026-01-05
    buckets: [{count: \(size.weeks), days: 7}]
    discount_rate: 0.08
    holding_rate: 0.12

    """
  }

  /// The first day of week `week`.
  static func date(_ week: Int) -> String {
    var days = week * 7 + 4
    var year = 2026
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    while true {
      let isLeap = year % 4 == 0
      let inYear = isLeap ? 366 : 365
      guard days >= inYear else { break }
      days -= inYear
      year += 1
    }
    var month = 0
    while days >= lengths[month] + (month == 1 && year % 4 == 0 ? 1 : 0) {
      days -= lengths[month] + (month == 1 && year % 4 == 0 ? 1 : 0)
      month += 1
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month + 1))-\(two(days + 1))"
  }

  static let tariffs = """
    origin,hts,rate,from
    *,84,0.05,
    *,85,0.10,
    CN,,0.25,
    VN,,0.10,2026-07-01

    """
}
