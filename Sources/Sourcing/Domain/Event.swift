public import Program
public import Tables

/// One call for proposals: what is wanted, what was bid, and the rules that an award may follow.
///
/// Every table is an array; rows refer to each other by position. Rows stand in the order of their
/// files.
public struct Event: Sendable {
  public var settings: EventSettings
  public var lots: [Lot]
  public var items: [EventItem]
  public var profile: [ProfileRow]
  public var suppliers: [EventSupplier]
  public var lines: [BidLine]
  public var bundles: [BidBundle]
  public var discounts: [Discount]
  public var capacities: [CapacityLimit]
  /// Criteria, scores, certificates, questions, answers and receipts.
  public var review = EventReview()
  /// By name, as the file names say.
  public var scenarios: [Scenario]
  /// The tables as read, for arithmetic on the decimals that were written.
  package var tables: TableSet

  /// The scenario of that name.
  public func scenario(_ name: String) -> Scenario? { scenarios.first { $0.name == name } }

  /// Whether a line ends before the day of selection, so that it cannot be used.
  func isExpired(_ line: BidLine) -> Bool {
    settings.selection.flatMap { day in line.validTo.map { $0 < day } } ?? false
  }
}

/// What `event.yaml` says.
public struct EventSettings: Sendable {
  /// When bids are read.
  public enum Opening: String, CaseIterable, Sendable {
    case rolling, sealed
  }

  public var event: String
  public var title: String
  /// ISO 4217.
  public var currency: String
  /// ISO 3166-1 alpha-2.
  public var domestic: String
  public var opening: Opening
  /// ISO 8601 with offset, as written.
  public var published: String?
  public var questionsUntil: String?
  public var deadline: String?
  /// The day on which partners are chosen; leads count from it.
  public var selection: Day?
  /// Money that one quality point of one unit is worth.
  public var qualityValue: WrittenNumber
  public var horizonYears: Double?
  /// The organisation that buys; empty: not said.
  public var buyer: String = ""
  /// What identifiers of open contracting start with: `ocds-` and six letters or digits.
  public var ocidPrefix: String?
  /// Where the open-contracting file will be published.
  public var publicationURI: String?
}

/// A number with the text that it was written as, so that it can be used exactly.
public struct WrittenNumber: Hashable, Sendable {
  public var value: Double
  public var text: String

  /// Makes a number of its text; `nil` where it is none.
  public init?(_ text: String) {
    guard let value = DecimalText.parse(text) else { return nil }
    self.value = value
    self.text = text
  }

  /// Makes a number of a value.
  public init(_ value: Double) {
    self.value = value
    text = DecimalText.text(value)
  }
}

public typealias LotIndex = TableIndex<Lot>
public typealias EventItemIndex = TableIndex<EventItem>
public typealias EventSupplierIndex = TableIndex<EventSupplier>
public typealias LineIndex = TableIndex<BidLine>
public typealias BundleIndex = TableIndex<BidBundle>
public typealias DiscountIndex = TableIndex<Discount>
public typealias CapacityLimitIndex = TableIndex<CapacityLimit>
public typealias RuleIndex = TableIndex<Rule>

/// What goes to suppliers together: a row of `lots.csv`.
public struct Lot: Hashable, Sendable {
  public var id: String
  public var title: String
  public var pillar: String
  public var category: String
}

/// What is wanted: a row of `items.csv`.
public struct EventItem: Hashable, Sendable {
  public var id: String
  public var lot: LotIndex
  /// Units.
  public var quantity: Double
  /// Whether units are whole.
  public var isWhole: Bool
  public var unit: String
  public var needBy: Day?
  /// Money per unit and week.
  public var lateCost: Double
  /// Money per unit; `nil`: all of it must be bought.
  public var unmetCost: Double?
  public var hts: String
  /// The item of the program folder.
  public var programItem: String
  public var specification: String
}

/// How an item's quantity spreads over time: a row of `demand_profile.csv`.
public struct ProfileRow: Hashable, Sendable {
  public var item: EventItemIndex
  /// The first day.
  public var from: Day
  /// The last day.
  public var to: Day
  /// Units, evenly over these days.
  public var quantity: Double
}

/// Who bids: a row of `suppliers.csv`.
public struct EventSupplier: Hashable, Sendable {
  public var id: String
  public var name: String
  /// ISO 3166-1 alpha-2.
  public var country: String
  public var region: String
  public var groups: [String]
  public var isIncumbent: Bool
  /// Points.
  public var quality: Double
  /// Money, once if it wins anything.
  public var fixedCost: Double
  public var lei: String
}
