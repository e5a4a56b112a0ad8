import Tables

/// The sheets of a bid, in the order in which a supplier fills them in.
public enum BidPart: Int, CaseIterable, Hashable, Sendable {
  case lines, steps, bundles, bundleItems, discounts, capacities, answers

  /// The sheet's name in a workbook.
  public var title: String {
    switch self {
    case .lines: "Lines"
    case .steps: "Steps"
    case .bundles: "Bundles"
    case .bundleItems: "Bundle items"
    case .discounts: "Discounts"
    case .capacities: "Capacities"
    case .answers: "Answers"
    }
  }

  /// What the sheet is for, in the words of a letter.
  public var purpose: String {
    switch self {
    case .lines:
      "What you offer, one row an item. Say yes in the column Bid where you offer it. Below the rows "
        + "given you may add further offers for the same item, each with a name of its own."
    case .steps:
      "What each line costs. The first row of a line starts from 0 (or 1); add a row for each larger "
        + "quantity at which the price changes, in rising order."
    case .bundles:
      "Offers that are taken whole or not at all. Name each one, and list what it holds in the sheet "
        + "Bundle items. Bundles that bear the same name in the column Exclusive exclude each other."
    case .bundleItems: "What each bundle holds."
    case .discounts:
      "Discounts on your lines, one row a tier. The highest tier reached applies to all of the cost."
    case .capacities:
      "How much you can make of some items together, if that limits what we may buy; with dates, how "
        + "much in these days."
    case .answers: "What you say on our criteria, and the documents that support it."
    }
  }

  /// The columns from A on; row 1 holds their headings.
  public var columns: [BidColumn] {
    switch self {
    case .lines: BidColumns.lines
    case .steps: BidColumns.steps
    case .bundles: BidColumns.bundles
    case .bundleItems: BidColumns.bundleItems
    case .discounts: BidColumns.discounts
    case .capacities: BidColumns.capacities
    case .answers: BidColumns.answers
    }
  }

  /// The tables of the event folder that the sheet fills.
  var tables: [TableSchema] {
    switch self {
    case .lines: [EventSchemas.lines]
    case .steps: [EventSchemas.steps]
    case .bundles: [EventSchemas.bundles]
    case .bundleItems: [EventSchemas.bundleItems]
    case .discounts: [EventSchemas.discounts, EventSchemas.discountTiers]
    case .capacities: [EventSchemas.capacities]
    case .answers: [EventSchemas.answers]
    }
  }
}

/// One column of a sheet.
public struct BidColumn: Hashable, Sendable {
  /// What a cell takes; a number's bounds are those that a spreadsheet can check at once.
  public enum Content: Hashable, Sendable {
    case identifier
    case text
    case number(lower: Double, upper: Double)
    case whole(lower: Int, upper: Int)
    case date
    case choice([String])
    case country
    /// One of what the given column of the sheet Lines or of the event holds.
    case listed(BidList)
  }

  /// The name of the column of the event's table; the names of ``info`` are this page's own.
  public let key: String
  /// The heading.
  public let title: String
  public let content: Content
  /// Characters.
  public let width: Double
  /// Whether the column only tells the supplier something and is never read as a bid.
  public let isInfo: Bool
  /// The comment at the heading.
  public let help: String

  init(
    _ key: String, _ title: String, _ content: Content, width: Double = 14, isInfo: Bool = false,
    _ help: String
  ) {
    self.key = key
    self.title = title
    self.content = content
    self.width = width
    self.isInfo = isInfo
    self.help = help
  }

  /// Whether a cell holds a number that is typed as one.
  var isNumeric: Bool {
    switch content {
    case .number, .whole: true
    default: false
    }
  }
}

/// Lists that cells choose from.
public enum BidList: Hashable, Sendable {
  case items, lines, bundles
}

/// The columns of each sheet.
enum BidColumns {
  static let largest = NumberRange.largest
  static let money = BidColumn.Content.number(lower: 0, upper: largest)
  static let units = BidColumn.Content.number(lower: 0, upper: largest)
  /// The answers to whether something is offered.
  static let yes = "yes"
  static let no = "no"

  static let lines: [BidColumn] = [
    BidColumn(
      "line", "Line", .identifier, width: 24,
      "The name of the line: 1 to 64 of A-Z a-z 0-9 . _ - and yours alone."),
    BidColumn("item", "Item", .listed(.items), width: 22, "What the line is for."),
    BidColumn("specification", "What it is", .text, width: 34, isInfo: true, "What it must be."),
    BidColumn("unit", "Unit", .text, width: 8, isInfo: true, "What one unit is."),
    BidColumn(
      "wanted", "Wanted", .number(lower: 0, upper: largest), width: 11, isInfo: true,
      "How many units we want in all."),
    BidColumn("need_by", "Needed by", .date, width: 12, isInfo: true, "When we need them."),
    BidColumn(
      "bid", "Bid", .choice([yes, no]), width: 7, "yes: you offer this; no or empty: you do not."),
    BidColumn(
      "kind", "Price steps", .choice(StepKind.allCases.map(\.rawValue)), width: 13,
      "all_units: the step reached prices all units. incremental: each step prices the units from "
        + "its own start on. Empty: all_units."),
    BidColumn("minimum", "Minimum", units, width: 11, "At least so many units. Empty: 0."),
    BidColumn(
      "maximum", "Maximum", units, width: 11,
      "At most so many units. Empty: all that are wanted."),
    BidColumn(
      "fixed_cost", "Tooling and NRE", money, width: 16,
      "Money, once if we take the line: tooling and engineering. Empty: 0."),
    BidColumn(
      "duty_rate", "Duty rate", .number(lower: 0, upper: 10), width: 10,
      "Share of the price: 25 % is 0.25. Empty: 0."),
    BidColumn("freight", "Freight per unit", money, width: 15, "Money per unit. Empty: 0."),
    BidColumn(
      "domestic", "Domestic share", .number(lower: 0, upper: 1), width: 14,
      "Domestic content as a share of the price: 60 % is 0.6. Empty: 0."),
    BidColumn(
      "lead_days", "Lead time, days", .whole(lower: 0, upper: 36_525), width: 14,
      "Days from our selection to your delivery. Empty: 0."),
    BidColumn(
      "origin", "Country of origin", .country, width: 16, "Two capital letters, such as US."),
    BidColumn("made_at", "Made at", .text, width: 22, "The place where it is made."),
    BidColumn(
      "valid_to", "Valid to", .date, width: 12, "The last day on which we can take the line."),
  ]

  static let steps: [BidColumn] = [
    BidColumn("line", "Line", .listed(.lines), width: 24, "A line of the sheet Lines."),
    BidColumn(
      "from_quantity", "From quantity", units,
      "Units from which the price holds; a line's first is 0 or 1."),
    BidColumn(
      "price", "Price per unit", money, "Money per unit, ex-works, without duty or freight."),
  ]

  static let bundles: [BidColumn] = [
    BidColumn(
      "bundle", "Bundle", .identifier, width: 24,
      "The name of the bundle: 1 to 64 of A-Z a-z 0-9 . _ - and yours alone."),
    BidColumn("price", "Price", money, "Money for all of it, ex-works."),
    BidColumn("duty", "Duty", money, "Money for all of it. Empty: 0."),
    BidColumn("freight", "Freight", money, "Money for all of it. Empty: 0."),
    BidColumn("domestic_value", "Domestic value", money, "Money of the price. Empty: 0."),
    BidColumn(
      "exclusive", "Exclusive", .text, width: 22,
      "Names of your choice, ; between: of the bundles that bear one name at most one wins."),
    BidColumn(
      "requires", "Requires", .listed(.bundles), width: 24,
      "Another bundle of yours that must win too."),
  ]

  static let bundleItems: [BidColumn] = [
    BidColumn("bundle", "Bundle", .listed(.bundles), width: 24, "A bundle of the sheet Bundles."),
    BidColumn("item", "Item", .listed(.items), width: 22, "What it holds."),
    BidColumn("quantity", "Quantity", units, "How many units of it."),
  ]

  static let discounts: [BidColumn] = [
    BidColumn(
      "discount", "Discount", .identifier, width: 24,
      "The name of the discount: 1 to 64 of A-Z a-z 0-9 . _ - and yours alone."),
    BidColumn(
      "basis", "Basis", .choice(Discount.Basis.allCases.map(\.rawValue)), width: 10,
      "What the tiers count: spend (money ex-works), units, or lines. The same in all tiers."),
    BidColumn(
      "over", "Over", .text, width: 30,
      "Items or lots that count and benefit, ; between. Empty: all. The same in all tiers."),
    BidColumn("at_least", "At least", units, "Where the tier is reached: money, units or lines."),
    BidColumn(
      "rate", "Rate", .number(lower: 0, upper: 1), width: 9, "Share of the cost: 5 % is 0.05."),
  ]

  static let capacities: [BidColumn] = [
    BidColumn(
      "items", "Items", .text, width: 34, "Items that count together, ; between. Empty: all."),
    BidColumn("maximum", "Maximum", units, "At most so many units."),
    BidColumn("from", "From", .date, width: 12, "The first day. Empty: open."),
    BidColumn("to", "To", .date, width: 12, "The last day. Empty: open."),
  ]

  static let answers: [BidColumn] = [
    BidColumn("criterion", "Criterion", .identifier, width: 22, "The criterion answered."),
    BidColumn(
      "question", "What we ask", .text, width: 44, isInfo: true, "What the criterion is about."),
    BidColumn("answer", "Answer", .text, width: 60, "Your answer, in one paragraph."),
    BidColumn(
      "documents", "Documents", .text, width: 34, "Names of documents that support it, ; between."),
  ]
}
