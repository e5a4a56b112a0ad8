public import Tables

/// The tables of a program folder, as FORMAT fixes them.
///
/// The order is the order of reading: a table stands after those that it refers to.
public enum Schemas {
  /// The settings' file.
  public static let settingsFile = "program.yaml"

  /// Every table.
  public static let all: [TableSchema] = [
    items, modes, components, sites, resources, capacities, operations, loads, expansions, offers,
    priceBreaks, lanes, tariffs, demands, energisations, stock, policies,
  ]

  /// The table with that name, which is its file's name without `.csv`.
  public static func table(_ name: String) -> TableSchema? {
    all.first { $0.name == name }
  }

  /// Every file's name, in the order in which diagnostics are shown.
  public static let files: [String] = [settingsFile] + all.map(\.file)

  /// From now to delivery, or from a decision to its capacity: at most a hundred years.
  static let lead: CellType = .whole(0...36_525)
}

// MARK: Items

extension Schemas {
  public static let items = TableSchema(
    "items", row: "an item", isRequired: true,
    meaning: "Products, assemblies and parts.",
    columns: [
      ColumnSchema("item", .identifier, isRequired: true, "the item"),
      ColumnSchema(
        "kind", .choice(ItemKind.allCases.map(\.rawValue)), isRequired: true,
        "where it stands in the bill of materials; a `measure` of demand is met by products only"),
      ColumnSchema("name", .text, "what people call it"),
      ColumnSchema(
        "pillar", .choice(Pillar.allCases.map(\.rawValue)), "the part of the open call it is for"),
      ColumnSchema("category", .label, "a free text that policies may scope by"),
      ColumnSchema(
        "value", .number(.nonnegative), unit: "money per unit", standard: "0",
        "what a unit in stock is worth, for the holding cost"),
      ColumnSchema(
        "mass_kg", .number(.nonnegative), unit: "kg per unit", standard: "0",
        "mass, for a lane's `cost_per_kg`"),
      ColumnSchema("hts", .digits, "digits of the tariff schedule, for `tariffs.csv`"),
      ColumnSchema(
        "power_kw", .number(.nonnegative), unit: "kW per unit", standard: "0",
        "power once deployed, where the item has no rows in `modes.csv`"),
      ColumnSchema(
        "compute_pflops", .number(.nonnegative), unit: "PFLOPS per unit", standard: "0",
        "compute once deployed, where the item has no rows in `modes.csv`"),
      ColumnSchema(
        "addressable", .flag, standard: "true",
        "whether it counts toward addressable domestic content; false for accelerators and memory"),
    ])

  static let modes = TableSchema(
    "modes", row: "a mode", meaning: "Operating modes of a product once deployed.",
    repetition: "An item's mode stands once.",
    columns: [
      ColumnSchema("item", .reference(table: "items"), isRequired: true, "the product"),
      ColumnSchema("mode", .label, isRequired: true, "the mode's name"),
      ColumnSchema(
        "power_kw", .number(.nonnegative), unit: "kW per unit", isRequired: true,
        "power in this mode"),
      ColumnSchema(
        "compute_pflops", .number(.nonnegative), unit: "PFLOPS per unit", isRequired: true,
        "compute in this mode"),
    ])

  static let components = TableSchema(
    "bom", row: "a component",
    meaning: "Bills of materials: what one started unit of a parent takes of a component. One "
      + "parent may have several recipes. A circle is an error.",
    repetition: "Rows of one parent, component and recipe add up.",
    columns: [
      ColumnSchema("parent", .reference(table: "items"), isRequired: true, "what is made"),
      ColumnSchema("component", .reference(table: "items"), isRequired: true, "what it takes"),
      ColumnSchema(
        "quantity", .number(.positive), unit: "units per started unit", isRequired: true,
        "how much of the component"),
      ColumnSchema("recipe", .label, standard: "base", "which of the parent's recipes"),
      ColumnSchema("from", .date, "first day of a start that uses the row (engineering changes)"),
      ColumnSchema("to", .date, "last day of a start that uses the row"),
    ])
}

// MARK: Sites and what they can make

extension Schemas {
  static let sites = TableSchema(
    "sites", row: "a site", isRequired: true, meaning: "Places.",
    columns: [
      ColumnSchema("site", .identifier, isRequired: true, "the site"),
      ColumnSchema(
        "kind", .choice(SiteKind.allCases.map(\.rawValue)), isRequired: true,
        "what it is for; demand stands at datacenters and hubs, and suppliers hold no stock"),
      ColumnSchema("name", .text, "what people call it"),
      ColumnSchema("country", .country(isOpen: false), isRequired: true, "where it stands"),
      ColumnSchema("region", .label, "state or province"),
      ColumnSchema("latitude", .number(NumberRange(-90, 90)), unit: "degrees north", "for maps"),
      ColumnSchema("longitude", .number(NumberRange(-180, 180)), unit: "degrees east", "for maps"),
      ColumnSchema(
        "pue",
        .number(NumberRange(1, 5, slip: "power usage effectiveness is a ratio: 130 % is 1.3")),
        unit: "facility power over IT power", standard: "1", "power usage effectiveness"),
    ])

  static let resources = TableSchema(
    "resources", row: "a resource", meaning: "What operations load: lines, test cells, people.",
    columns: [
      ColumnSchema("resource", .identifier, isRequired: true, "the resource"),
      ColumnSchema("site", .reference(table: "sites"), isRequired: true, "where it stands"),
      ColumnSchema("unit", .label, standard: "hours", "what its capacity is counted in"),
      ColumnSchema("name", .text, "what people call it"),
    ])

  static let capacities = TableSchema(
    "capacity", row: "a capacity",
    meaning: "Capacity of resources, in force from a date until the resource's next row; 0 before "
      + "the first.",
    repetition: "A resource has one row for each date.",
    columns: [
      ColumnSchema("resource", .reference(table: "resources"), isRequired: true, "the resource"),
      ColumnSchema("date", .date, isRequired: true, "first day in force"),
      ColumnSchema(
        "per_week", .number(.nonnegative), unit: "resource units per week", isRequired: true,
        "the capacity"),
    ])

  static let operations = TableSchema(
    "operations", row: "an operation", meaning: "Ways to make an item at a site.",
    columns: [
      ColumnSchema("operation", .identifier, isRequired: true, "the operation"),
      ColumnSchema("site", .reference(table: "sites"), isRequired: true, "where"),
      ColumnSchema("item", .reference(table: "items"), isRequired: true, "what it makes"),
      ColumnSchema("recipe", .label, standard: "base", "which rows of `bom.csv` it uses"),
      ColumnSchema(
        "yield",
        .number(
          NumberRange(0, 1, isOpenBelow: true, slip: "a yield is a fraction: 92 % is written 0.92")
        ), unit: "good units per started unit", standard: "1", "first-pass yield"),
      ColumnSchema("lead_days", lead, unit: "days", standard: "0", "from the start to the output"),
      ColumnSchema(
        "cost", .number(.nonnegative), unit: "money per started unit", standard: "0", "its cost"),
      ColumnSchema("earliest", .date, "first day of a start"),
      ColumnSchema("latest", .date, "last day of a start"),
    ])

  static let loads = TableSchema(
    "loads", row: "a load", meaning: "What a started unit takes of resources at its site.",
    repetition: "Rows of one operation and resource add up.",
    columns: [
      ColumnSchema("operation", .reference(table: "operations"), isRequired: true, "the operation"),
      ColumnSchema(
        "resource", .reference(table: "resources"), isRequired: true,
        "a resource at the operation's site"),
      ColumnSchema(
        "per_unit", .number(.nonnegative), unit: "resource units per started unit",
        isRequired: true, "the load"),
    ])

  static let expansions = TableSchema(
    "expansions", row: "an expansion",
    meaning: "Modules of new capacity. After the lead a module's capacity grows linearly from 0 "
      + "to full over the ramp.",
    columns: [
      ColumnSchema("expansion", .identifier, isRequired: true, "the expansion"),
      ColumnSchema("resource", .reference(table: "resources"), isRequired: true, "what it adds to"),
      ColumnSchema(
        "per_week", .number(.nonnegative), unit: "resource units per week", isRequired: true,
        "capacity of one module"),
      ColumnSchema(
        "capex", .number(.nonnegative), unit: "money", isRequired: true, "of one module"),
      ColumnSchema(
        "lead_days", lead, unit: "days", standard: "0", "from the decision to the ramp's start"),
      ColumnSchema(
        "ramp_weeks", .number(NumberRange(0, 5_218)), unit: "weeks", standard: "0",
        "from 0 to full"),
      ColumnSchema(
        "max_count", .whole(0...1_000_000), unit: "modules", standard: "1", "modules at most"),
      ColumnSchema("earliest", .date, "first day of a decision"),
      ColumnSchema("latest", .date, "last day of a decision"),
      ColumnSchema(
        "fixed_per_week", .number(.nonnegative), unit: "money per week", standard: "0",
        "of one module, once available"),
    ])
}

// MARK: Offers and ways

extension Schemas {
  static let offers = TableSchema(
    "offers", row: "an offer", meaning: "What suppliers offer.",
    columns: [
      ColumnSchema("offer", .identifier, isRequired: true, "the offer"),
      ColumnSchema("supplier", .name, isRequired: true, "the company"),
      ColumnSchema("item", .reference(table: "items"), isRequired: true, "what is offered"),
      ColumnSchema(
        "price", .number(.nonnegative), unit: "money per unit", isRequired: true,
        "before price breaks"),
      ColumnSchema("origin", .country(isOpen: false), isRequired: true, "country of origin"),
      ColumnSchema(
        "ship_from", .reference(table: "sites"),
        "a site whose lanes carry it; empty: delivered to every site at the quoted price"),
      ColumnSchema(
        "per_week", .number(.nonnegative), unit: "units per week",
        "capacity; empty: unlimited"),
      ColumnSchema("lead_days", lead, unit: "days", standard: "0", "from the order to the supply"),
      ColumnSchema(
        "fixed_cost", .number(.nonnegative), unit: "money", standard: "0",
        "engineering, tooling, qualification; paid once if awarded"),
      ColumnSchema(
        "minimum", .number(.nonnegative), unit: "units over the horizon", standard: "0",
        "total if awarded, at least"),
      ColumnSchema(
        "maximum", .number(.nonnegative), unit: "units over the horizon",
        "total, at most; empty: no limit"),
      ColumnSchema("valid_from", .date, "first order date"),
      ColumnSchema("valid_to", .date, "last order date"),
      ColumnSchema(
        "domestic", .number(.share), unit: "share of the value",
        "domestic content; empty: 1 if `origin` is the domestic country, else 0"),
      ColumnSchema("awarded", .flag, "empty: free; true or false: decided"),
    ])

  static let priceBreaks = TableSchema(
    "price_breaks", row: "a price break",
    meaning: "Units ordered beyond a quantity, counted over the horizon, cost another price.",
    repetition: "An offer has one row for each quantity.",
    columns: [
      ColumnSchema("offer", .reference(table: "offers"), isRequired: true, "the offer"),
      ColumnSchema(
        "from_quantity", .number(.nonnegative), unit: "units over the horizon", isRequired: true,
        "beyond it the price holds"),
      ColumnSchema(
        "price", .number(.nonnegative), unit: "money per unit", isRequired: true,
        "of each unit beyond; it may be lower or higher than before"),
    ])

  static let lanes = TableSchema(
    "lanes", row: "a lane",
    meaning: "Ways between sites. A lane that starts at a supplier's site carries that site's "
      + "offers only.",
    repetition: "Rows of one pair of sites are alternatives.",
    columns: [
      ColumnSchema("from", .reference(table: "sites"), isRequired: true, "where it starts"),
      ColumnSchema("to", .reference(table: "sites"), isRequired: true, "where it ends"),
      ColumnSchema("item", .reference(table: "items"), "what it carries; empty: every item"),
      ColumnSchema("mode", .label, "how it travels, a free text"),
      ColumnSchema("days", lead, unit: "days", standard: "0", "on the way"),
      ColumnSchema(
        "cost", .number(.nonnegative), unit: "money per unit", standard: "0", "its cost"),
      ColumnSchema(
        "cost_per_kg", .number(.nonnegative), unit: "money per kg", standard: "0",
        "its cost by mass, added to `cost`"),
      ColumnSchema(
        "per_week", .number(.nonnegative), unit: "units of all items per week",
        "capacity; empty: unlimited"),
    ])

  static let tariffs = TableSchema(
    "tariffs", row: "a tariff",
    meaning: "Duties on the price paid when an offer's origin is not the country of the site it "
      + "is delivered to. The date is the order date.",
    repetition: "All rows that match add up.",
    columns: [
      ColumnSchema("origin", .country(isOpen: true), isRequired: true, "country, or `*` for all"),
      ColumnSchema("hts", .digits, "prefix of the item's `hts`; empty: everything"),
      ColumnSchema(
        "rate",
        .number(NumberRange(0, 10, slip: "a rate is a fraction: 65 % is written 0.65")),
        unit: "share of the price", isRequired: true, "the duty"),
      ColumnSchema("from", .date, "first day in force"),
      ColumnSchema("to", .date, "last day in force"),
    ])
}

// MARK: Demand, power, stock and policies

extension Schemas {
  static let demands = TableSchema(
    "demand", row: "a demand", isRequired: true,
    meaning: "What is wanted: an item, or a measure that any product may bring.",
    columns: [
      ColumnSchema("demand", .identifier, isRequired: true, "the demand"),
      ColumnSchema(
        "site", .reference(table: "sites"), "a datacenter or hub; empty: any of them"),
      ColumnSchema("item", .reference(table: "items"), "what is wanted; or `measure`"),
      ColumnSchema(
        "measure", .choice(Measure.allCases.map(\.rawValue)),
        "`compute` in PFLOPS or `power` in MW; exactly one of `item` and `measure`"),
      ColumnSchema("due", .date, isRequired: true, "when"),
      ColumnSchema(
        "quantity", .number(.nonnegative), unit: "units, PFLOPS or MW", isRequired: true,
        "how much"),
      ColumnSchema("not_before", .date, "first day of a delivery; empty: the program's start"),
      ColumnSchema(
        "priority", .whole(-1_000_000...1_000_000), standard: "1",
        "its class; the lowest number comes first"),
      ColumnSchema(
        "late_cost", .number(.nonnegative), unit: "money per unit and week", isRequired: true,
        "while open after the due date"),
      ColumnSchema(
        "lost_cost", .number(.nonnegative), unit: "money per unit", isRequired: true,
        "if still open at the end"),
    ])

  static let energisations = TableSchema(
    "energisation", row: "an energisation",
    meaning: "Cumulative power of sites by date. Only `energised` rows limit what is deployed; a "
      + "site without any is not limited.",
    repetition: "A site has one row for each date and status.",
    columns: [
      ColumnSchema("site", .reference(table: "sites"), isRequired: true, "the site"),
      ColumnSchema("date", .date, isRequired: true, "first day in force"),
      ColumnSchema(
        "mw", .number(NumberRange(0, 1_000_000, slip: "facility power is in MW, not in kW")),
        unit: "MW of facility power", isRequired: true, "cumulative"),
      ColumnSchema(
        "status", .choice(EnergisationStatus.allCases.map(\.rawValue)), standard: "energised",
        "how certain it is"),
    ])

  static let stock = TableSchema(
    "stock", row: "a stock row", meaning: "Stock on hand, or arriving on a date.",
    repetition: "Rows of one site, item and date add up.",
    columns: [
      ColumnSchema("site", .reference(table: "sites"), isRequired: true, "where"),
      ColumnSchema("item", .reference(table: "items"), isRequired: true, "what"),
      ColumnSchema(
        "quantity", .number(.nonnegative), unit: "units", isRequired: true, "how much"),
      ColumnSchema("date", .date, "when it arrives; empty: on hand at the start"),
    ])

  static let policies = TableSchema(
    "policies", row: "a policy",
    meaning: "Rules over the orders placed within a window, or over spending.",
    columns: [
      ColumnSchema("policy", .identifier, isRequired: true, "the policy"),
      ColumnSchema(
        "kind", .choice(PolicyKind.allCases.map(\.rawValue)), isRequired: true,
        "what it limits; see the table of kinds"),
      ColumnSchema(
        "scope", .label, standard: "all",
        "`all`, or `item:ID`, `category:TEXT`, `pillar:TEXT`"),
      ColumnSchema(
        "subject", .label,
        "the country of `country_share_max`, the supplier of `supplier_share_max`"),
      ColumnSchema(
        "value", .number(.nonnegative), unit: "share, suppliers or money", isRequired: true,
        "a share for the content and share kinds, a whole number for `suppliers_min`, else money"),
      ColumnSchema(
        "min_share", .number(.share), unit: "share of an item's units", standard: "0",
        "for `suppliers_min`: what a counted supplier brings at least"),
      ColumnSchema("from", .date, "first order date"),
      ColumnSchema("to", .date, "last order date"),
      ColumnSchema(
        "penalty", .number(.nonnegative), unit: "money per unit missed",
        "empty: the rule is hard; else what missing it costs"),
    ])
}
