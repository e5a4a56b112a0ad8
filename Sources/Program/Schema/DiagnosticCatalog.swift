import Tables

/// Every code that loading a program can give.
///
/// The codes of single cells follow from the schemas: `TABLE.COLUMN.FAULT`. All others are listed.
package enum DiagnosticCatalog {
  /// One code and what it says.
  package struct Entry: Sendable {
    package let code: String
    package let meaning: String

    init(_ code: String, _ meaning: String) {
      self.code = code
      self.meaning = meaning
    }
  }

  /// Whether loading may give `code`.
  package static func knows(_ code: String) -> Bool { all.contains(code) }

  /// Every code.
  private static let all: Set<String> = {
    var codes = Set((forms + settings + rows + overrides + warnings).map(\.code))
    for schema in Schemas.all {
      for fault in headerFaults { codes.insert("\(schema.name).header.\(fault.code)") }
      for column in schema.columns {
        for fault in faults(of: column) { codes.insert("\(schema.name).\(column.name).\(fault)") }
      }
    }
    return codes
  }()

  /// The faults that a cell of a column may have: the last parts of their codes.
  static func faults(of column: ColumnSchema) -> [String] {
    let empty = column.isRequired ? ["empty"] : []
    switch column.type {
    case .identifier: return empty + ["identifier", "repeated"]
    case .name: return empty + ["identifier"]
    case .reference, .choice: return empty + ["unknown"]
    case .label, .text: return empty
    case .digits: return empty + ["digits"]
    case .country: return empty + ["country"]
    case .flag: return empty + ["flag"]
    case .number: return empty + ["number", "negative", "range"]
    case .whole: return empty + ["number", "whole", "negative", "range"]
    case .date: return empty + ["date"]
    }
  }

  /// What is wrong with a cell: the last part of `TABLE.COLUMN.FAULT`.
  package static let cellFaults = [
    Entry("empty", "The cell is empty and the column is required."),
    Entry("identifier", "Not 1 to 64 of the characters A-Z a-z 0-9 . _ -"),
    Entry("repeated", "The identifier stands in an earlier row."),
    Entry("unknown", "No row, or no value, of that name; the nearest one is named."),
    Entry("digits", "Not only digits."),
    Entry("country", "Not two capital letters."),
    Entry("flag", "Neither `true` nor `false`."),
    Entry("number", "Not a decimal number."),
    Entry("whole", "Not a whole number."),
    Entry("negative", "Below 0."),
    Entry("range", "Outside what the column allows; slips of unit are named."),
    Entry("date", "Not a day in the form 2026-01-05."),
  ]

  /// What is wrong with the first row: the last part of `TABLE.header.FAULT`.
  package static let headerFaults = [
    Entry("unknown", "No such column; the nearest one is named."),
    Entry("missing", "A required column is not there."),
    Entry("repeated", "The column stands twice."),
    Entry("unnamed", "A cell is filled but its column has no name."),
  ]

  /// Faults of files and of their form.
  package static let forms = [
    Entry("file.missing", "A file that every program needs is not there."),
    Entry("file.unreadable", "A file or the folder cannot be read."),
    Entry("text.utf8", "A byte that is not UTF-8."),
    Entry("text.utf16", "The file is UTF-16."),
    Entry("text.control", "A control character."),
    Entry("csv.size", "The file has 2 GiB or more."),
    Entry("csv.empty", "The file has no header row."),
    Entry("csv.separator", "The columns are separated by semicolons or tabs."),
    Entry("csv.cells", "The row has more or fewer cells than the header."),
    Entry("csv.quote.unclosed", "A quote is never closed."),
    Entry("csv.quote.after", "Text follows a closing quote."),
    Entry("csv.quote.inside", "A quote stands inside a cell without quotes around it."),
    Entry("csv.return", "A carriage return that ends no line."),
    Entry("yaml.size", "The file has more than 1 MiB."),
    Entry("yaml.empty", "The file holds nothing."),
    Entry("yaml.form", "The file is not YAML."),
    Entry("yaml.depth", "The file is nested too deeply."),
    Entry("yaml.aliases", "The file has more than 8 aliases."),
    Entry("yaml.key.repeated", "A key stands twice."),
    Entry("errors.more", "How many errors of the file are not shown."),
  ]

  /// Faults of `program.yaml`.
  package static let settings: [Entry] = {
    var entries = [
      Entry("program.type", "The file is not a mapping of keys."),
      Entry("program.key.unknown", "No such key; the nearest one is named."),
    ]
    for key in ["format", "name", "start", "buckets"] {
      entries.append(Entry("program.\(key).missing", "The key `\(key)` is not there."))
    }
    entries += [
      Entry("program.format.unknown", "Another version than 1."),
      Entry("program.name.type", "Not a text."),
      Entry("program.name.empty", "An empty text."),
      Entry("program.currency.form", "Not three capital letters."),
      Entry("program.domestic.country", "Not two capital letters."),
      Entry("program.start.date", "Not a day in the form 2026-01-05."),
      Entry("program.start.range", "The horizon would end after the year 9999."),
      Entry("program.buckets.type", "Not a list of mappings."),
      Entry("program.buckets.empty", "An empty list."),
      Entry("program.buckets.range", "Too many buckets, or too long a horizon."),
      Entry("program.objective.unknown", "Neither `cost` nor `service_first`."),
      Entry("program.goal.type", "Not a mapping."),
      Entry("program.goal.measure.unknown", "Neither `compute` nor `power`."),
      Entry("program.goal.date.date", "Not a day in the form 2026-01-05."),
    ]
    for key in ["buckets.count", "buckets.days"] {
      entries.append(Entry("program.\(key).missing", "A block has no `\(key.dropFirst(8))`."))
      for (fault, meaning) in [
        ("number", "Not a number."), ("whole", "Not a whole number."), ("negative", "Below 0."),
        ("range", "Outside what is allowed."),
      ] { entries.append(Entry("program.\(key).\(fault)", meaning)) }
    }
    for key in ["goal.measure", "goal.quantity", "goal.date"] {
      entries.append(Entry("program.\(key).missing", "The goal has no `\(key.dropFirst(5))`."))
    }
    for key in ["discount_rate", "holding_rate", "goal.quantity"] {
      for (fault, meaning) in [
        ("number", "Not a number."), ("negative", "Below 0."),
        ("range", "Outside what is allowed; a slip of unit is named."),
      ] { entries.append(Entry("program.\(key).\(fault)", meaning)) }
    }
    return entries
  }()

  /// Faults that no single cell shows.
  package static let rows = [
    Entry("modes.mode.repeated", "The item's mode stands in an earlier row."),
    Entry("capacity.date.repeated", "The resource has a row for that date already."),
    Entry("price_breaks.from_quantity.repeated", "The offer has a row for that quantity already."),
    Entry(
      "energisation.status.repeated", "The site has a row for that date and status already."),
    Entry("bom.to.before", "The window ends before it begins."),
    Entry("operations.latest.before", "The window ends before it begins."),
    Entry("expansions.latest.before", "The window ends before it begins."),
    Entry("offers.valid_to.before", "The window ends before it begins."),
    Entry("tariffs.to.before", "The window ends before it begins."),
    Entry("policies.to.before", "The window ends before it begins."),
    Entry("bom.circle", "Items that are parts of themselves; the circle is named."),
    Entry("loads.resource.site", "The resource is not at the operation's site."),
    Entry("offers.maximum.below", "The maximum is below the minimum."),
    Entry("demand.measure.both", "Both item and measure are given."),
    Entry("demand.item.neither", "Neither item nor measure is given."),
    Entry("demand.site.kind", "The site is neither a datacenter nor a hub."),
    Entry("policies.scope.form", "Not `all`, `item:ID`, `category:TEXT` or `pillar:TEXT`."),
    Entry("policies.scope.unknown", "No such item or pillar."),
    Entry("policies.subject.empty", "The kind needs a subject."),
    Entry("policies.subject.country", "Not two capital letters."),
    Entry("policies.subject.unknown", "No offer names that supplier."),
    Entry("policies.subject.unused", "The kind takes no subject."),
    Entry("policies.value.whole", "`suppliers_min` takes a whole number."),
  ]

  /// Faults of `--what-if`.
  package static let overrides = [
    Entry("override.form", "Not TABLE[.ROWS][.COLUMN], an operator and a value."),
    Entry("override.table.unknown", "No such table; the nearest one is named."),
    Entry("override.key.unknown", "No such key of `program`, or one that cannot be changed."),
    Entry("override.column.missing", "The table has no one obvious column; name it."),
    Entry("override.column.unknown", "No such column; the nearest one is named."),
    Entry("override.column.identifier", "The column names the row and cannot be changed."),
    Entry("override.rows.none", "No row matches; the nearest name is given."),
    Entry("override.number", "`*=`, `+=` and `-=` take a number."),
    Entry("override.value", "The column does not allow the new value."),
    Entry(
      "override.nothing",
      "What matches is empty, so there is nothing to change (a warning; an error for `program`)."),
  ]

  /// What merely cannot work out: warnings.
  package static let warnings = [
    Entry("file.unknown", "A file is not read but is named almost like one that is."),
    Entry("warnings.more", "How many warnings of one code are not shown."),
    Entry("program.goal.idle", "No product has any of the goal's measure."),
    Entry("demand.none", "The table has no rows."),
    Entry("items.unsupplied", "An item is needed but nothing supplies it; the cause is named."),
    Entry("items.unused", "Items that no other table speaks of."),
    Entry("items.power_kw.unused", "The item has modes, whose figures are used instead."),
    Entry("items.compute_pflops.unused", "The item has modes, whose figures are used instead."),
    Entry("items.compute_pflops.kind", "Compute is counted for products only."),
    Entry("modes.item.kind", "The item is no product."),
    Entry("bom.idle", "No bucket starts in the row's window."),
    Entry("bom.recipe.unused", "No operation uses the recipe."),
    Entry("sites.unused", "Sites that no other table speaks of."),
    Entry("sites.country.unassigned", "A code that ISO 3166-1 does not assign."),
    Entry("resources.capacity.none", "The resource is loaded but never has capacity."),
    Entry("capacity.date.after", "The row comes into force after the horizon."),
    Entry("operations.site.supplier", "Suppliers' sites hold no stock: nothing is made there."),
    Entry("operations.idle", "The window or the lead time leaves no bucket for a start."),
    Entry("operations.recipe.empty", "The recipe has no rows in `bom.csv`."),
    Entry("operations.component.missing", "A component cannot come to the operation's site."),
    Entry("expansions.idle", "No decision is possible, or its capacity comes too late."),
    Entry("offers.idle", "Nothing can be ordered, or it arrives after the horizon."),
    Entry("offers.unreachable", "No lane carries the offer from where it ships."),
    Entry("offers.origin.unassigned", "A code that ISO 3166-1 does not assign."),
    Entry("price_breaks.idle", "The offer's maximum is reached before the break."),
    Entry("lanes.to.supplier", "The lane leads to a supplier's site, which holds no stock."),
    Entry("lanes.to.same", "The lane leads to where it starts, and no offer ships from there."),
    Entry("lanes.idle", "No offer ships what the lane carries from a supplier's site."),
    Entry("lanes.repeated", "The row says the same as an earlier one."),
    Entry("tariffs.idle", "No bucket starts in the window."),
    Entry("tariffs.repeated", "The row says the same as an earlier one; both add up."),
    Entry("tariffs.origin.unassigned", "A code that ISO 3166-1 does not assign."),
    Entry("demand.unmet", "Nothing can meet the demand: it is lost; the reason is named."),
    Entry("demand.due.after", "Due after the horizon: never due."),
    Entry("demand.due.before", "Due before the start: due in the first bucket."),
    Entry("demand.not_before.late", "Not before a day after the due date: always late."),
    Entry("energisation.site.kind", "Nothing is deployed at plants and suppliers' sites."),
    Entry("energisation.date.after", "The power comes after the horizon."),
    Entry("energisation.mw.decreasing", "Cumulative power falls."),
    Entry("stock.site.supplier", "Suppliers' sites hold no stock."),
    Entry("stock.date.after", "The stock arrives after the horizon."),
    Entry("policies.idle", "No bucket starts in the window."),
    Entry("policies.scope.empty", "No item is in scope."),
    Entry("policies.scope.unused", "`capex_max` looks at all decisions."),
    Entry("policies.min_share.unused", "Only `suppliers_min` looks at the share."),
    Entry("policies.min_share.excess", "The suppliers' shares together exceed the whole."),
    Entry("policies.suppliers.few", "Too few suppliers offer an item: it cannot be bought."),
    Entry("policies.subject.unassigned", "A code that ISO 3166-1 does not assign."),
    Entry("program.domestic.unassigned", "A code that ISO 3166-1 does not assign."),
  ]
}
