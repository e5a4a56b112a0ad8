public import Tables

/// The tables of an event folder.
///
/// The order is the order of reading: a table stands after those that it refers to.
public enum EventSchemas {
  /// The settings' file.
  public static let settingsFile = "event.yaml"
  /// The folder of the scenarios.
  public static let scenarioFolder = "scenarios"

  /// Every table that the award reads.
  public static let all: [TableSchema] = [
    lots, items, profile, suppliers, lines, steps, bundles, bundleItems, discounts, discountTiers,
    capacities,
  ]

  /// The name of every file that the award depends on.
  public static let files: [String] = [settingsFile] + all.map(\.file)

  /// The table with that name, which is its file's name without `.csv`.
  public static func table(_ name: String) -> TableSchema? {
    (all + review).first { $0.name == name }
  }

  static let money = NumberRange.nonnegative
}

// MARK: What is wanted

extension EventSchemas {
  public static let lots = TableSchema(
    "lots", row: "a lot", isRequired: true, meaning: "What goes to suppliers together.",
    columns: [
      ColumnSchema("lot", .identifier, isRequired: true, "the lot"),
      ColumnSchema("title", .text, "what people call it"),
      ColumnSchema("pillar", .label, "the part of the call it is for"),
      ColumnSchema("category", .label, "a free text that rules may scope by"),
    ])

  public static let items = TableSchema(
    "items", row: "an item", isRequired: true, meaning: "What is wanted, and how much of it.",
    columns: [
      ColumnSchema("item", .identifier, isRequired: true, "the item"),
      ColumnSchema("lot", .reference(table: "lots"), isRequired: true, "its lot"),
      ColumnSchema(
        "quantity", .number(.nonnegative), unit: "units", isRequired: true,
        "how much lines and bundles make up"),
      ColumnSchema("whole", .flag, standard: "true", "whether units are whole"),
      ColumnSchema("unit", .label, "what a unit is"),
      ColumnSchema("need_by", .date, "the day by which it is needed"),
      ColumnSchema(
        "late_cost", .number(money), unit: "money per unit and week", standard: "0",
        "for the weeks by which a line's lead, counted from `selection`, passes `need_by`"),
      ColumnSchema(
        "unmet_cost", .number(money), unit: "money per unit",
        "for what is not bought; empty: everything must be bought"),
      ColumnSchema("hts", .digits, "digits of the tariff schedule"),
      ColumnSchema("program_item", .name, "the item in the program folder; empty: the same"),
      ColumnSchema("specification", .text, "what it must be"),
    ])

  public static let profile = TableSchema(
    "demand_profile", row: "a row of the profile",
    meaning: "How an item's quantity spreads over time, for capacities with dates. Rows of one "
      + "item add up.",
    columns: [
      ColumnSchema("item", .reference(table: "items"), isRequired: true, "the item"),
      ColumnSchema("from", .date, isRequired: true, "the first day"),
      ColumnSchema("to", .date, isRequired: true, "the last day"),
      ColumnSchema(
        "quantity", .number(.nonnegative), unit: "units", isRequired: true,
        "needed in these days, evenly"),
    ])
}

// MARK: Bids

extension EventSchemas {
  public static let suppliers = TableSchema(
    "suppliers", row: "a supplier", meaning: "Who bids.",
    columns: [
      ColumnSchema("supplier", .identifier, isRequired: true, "the supplier"),
      ColumnSchema("name", .text, "what people call it"),
      ColumnSchema("country", .country(isOpen: false), isRequired: true, "where it sits"),
      ColumnSchema("region", .label, "a free text that rules may name"),
      ColumnSchema("groups", .label, "names that rules may use, `;` between"),
      ColumnSchema("incumbent", .flag, standard: "false", "whether it supplies today"),
      ColumnSchema(
        "quality", .number(NumberRange(-NumberRange.largest, NumberRange.largest)), unit: "points",
        standard: "0", "of its lines and bundles, unless a line says otherwise"),
      ColumnSchema(
        "fixed_cost", .number(money), unit: "money", standard: "0",
        "qualifying and onboarding, once if it wins anything"),
      ColumnSchema("lei", .label, "its legal entity identifier"),
    ])

  public static let lines = TableSchema(
    "lines", row: "a line", meaning: "A supplier's offer for one item.",
    columns: [
      ColumnSchema("line", .identifier, isRequired: true, "the line"),
      ColumnSchema("supplier", .reference(table: "suppliers"), isRequired: true, "who bids"),
      ColumnSchema("item", .reference(table: "items"), isRequired: true, "for what"),
      ColumnSchema(
        "minimum", .number(.nonnegative), unit: "units", standard: "0", "at least so much if used"),
      ColumnSchema(
        "maximum", .number(.nonnegative), unit: "units",
        "at most so much; empty: the item's quantity"),
      ColumnSchema(
        "fixed_cost", .number(money), unit: "money", standard: "0",
        "tooling and engineering, once if used"),
      ColumnSchema(
        "duty_rate", .number(NumberRange(0, 10, slip: "25 % is written 0.25")), unit: "share",
        standard: "0", "of the ex-works cost before discounts"),
      ColumnSchema("freight", .number(money), unit: "money per unit", standard: "0", "to us"),
      ColumnSchema(
        "domestic", .number(.share), unit: "share of the price", standard: "0", "domestic content"),
      ColumnSchema(
        "lead_days", .whole(0...36_525), unit: "days", standard: "0", "from selection to delivery"),
      ColumnSchema(
        "quality", .number(NumberRange(-NumberRange.largest, NumberRange.largest)), unit: "points",
        "empty: the supplier's"),
      ColumnSchema("origin", .country(isOpen: false), "the country it comes from"),
      ColumnSchema("made_at", .text, "where it is made"),
      ColumnSchema("valid_to", .date, "the last day on which the line can be accepted"),
    ])

  public static let steps = TableSchema(
    "steps", row: "a step", meaning: "What a line costs by quantity. Each line has at least one.",
    repetition: "A line has one step for each quantity.",
    columns: [
      ColumnSchema("line", .reference(table: "lines"), isRequired: true, "the line"),
      ColumnSchema(
        "from_quantity", .number(.nonnegative), unit: "units", isRequired: true,
        "where the step starts; a line's first is 0 or 1"),
      ColumnSchema("price", .number(money), unit: "money per unit", isRequired: true, "ex-works"),
      ColumnSchema(
        "kind", .choice(StepKind.allCases.map(\.rawValue)), standard: "all_units",
        "all_units: the step reached prices all units; incremental: each prices the units from its "
          + "own start on; one kind a line"),
    ])

  public static let bundles = TableSchema(
    "bundles", row: "a bundle", meaning: "Offers that are taken whole or not at all.",
    columns: [
      ColumnSchema("bundle", .identifier, isRequired: true, "the bundle"),
      ColumnSchema("supplier", .reference(table: "suppliers"), isRequired: true, "who bids"),
      ColumnSchema("price", .number(money), unit: "money", isRequired: true, "ex-works, for all"),
      ColumnSchema("duty", .number(money), unit: "money", standard: "0", "for all"),
      ColumnSchema("freight", .number(money), unit: "money", standard: "0", "for all"),
      ColumnSchema("domestic_value", .number(money), unit: "money", standard: "0", "of its price"),
      ColumnSchema(
        "exclusive", .label,
        "names, `;` between: of the bundles that bear one name at most one wins"),
      ColumnSchema("requires", .name, "a bundle of the same supplier that must win too"),
    ])

  public static let bundleItems = TableSchema(
    "bundle_items", row: "an item of a bundle", meaning: "What is in a bundle.",
    repetition: "A bundle names an item once.",
    columns: [
      ColumnSchema("bundle", .reference(table: "bundles"), isRequired: true, "the bundle"),
      ColumnSchema("item", .reference(table: "items"), isRequired: true, "the item"),
      ColumnSchema(
        "quantity", .number(.positive), unit: "units", isRequired: true, "how much of it"),
    ])

  public static let discounts = TableSchema(
    "discounts", row: "a discount",
    meaning: "Discounts of a supplier on its lines. Bundles neither count nor benefit.",
    columns: [
      ColumnSchema("discount", .identifier, isRequired: true, "the discount"),
      ColumnSchema("supplier", .reference(table: "suppliers"), isRequired: true, "who gives it"),
      ColumnSchema(
        "basis", .choice(Discount.Basis.allCases.map(\.rawValue)), isRequired: true,
        "what its tiers count: ex-works before discounts, units, or lines used"),
      ColumnSchema("over", .label, "items or lots that count and benefit, `;` between; empty: all"),
    ])

  public static let discountTiers = TableSchema(
    "discount_tiers", row: "a tier",
    meaning:
      "The highest tier reached applies to all of the ex-works cost that the discount is over.",
    repetition: "A discount has one tier for each threshold.",
    columns: [
      ColumnSchema("discount", .reference(table: "discounts"), isRequired: true, "the discount"),
      ColumnSchema(
        "at_least", .number(.nonnegative), unit: "money, units or lines", isRequired: true,
        "where the tier is reached"),
      ColumnSchema(
        "rate", .number(NumberRange(0, 1, slip: "a rate is a fraction: 5 % is written 0.05")),
        unit: "share", isRequired: true, "of the ex-works cost"),
    ])

  public static let capacities = TableSchema(
    "capacities", row: "a capacity",
    meaning: "How much a supplier can make of some items together, lines and bundles.",
    columns: [
      ColumnSchema("supplier", .reference(table: "suppliers"), isRequired: true, "the supplier"),
      ColumnSchema("items", .label, "items that count, `;` between; empty: all"),
      ColumnSchema(
        "maximum", .number(.nonnegative), unit: "units", isRequired: true, "at most so many"),
      ColumnSchema("from", .date, "the first day; empty: open"),
      ColumnSchema("to", .date, "the last day; empty: open"),
    ])
}

extension TableSchema {
  /// What is wrong with rows that say the same thing twice, for the end of a sentence.
  var repetitionClause: String {
    repetition.prefix(1).lowercased() + repetition.dropFirst().dropLast()
  }
}
