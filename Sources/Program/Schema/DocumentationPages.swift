import Tables

/// Pages of the documentation that the schemas write: the pages in `docs/` are compared with them.
package enum DocumentationPages {
  /// `docs/program-folder.md`.
  package static func programFolder() -> String {
    var lines = [
      "# The program folder", "",
      "A *program* is one folder: `program.yaml` and CSV tables. Only `program.yaml`,",
      "`items.csv`, `sites.csv` and `demand.csv` must exist.", "",
      "CSV is UTF-8 (a byte order mark is tolerated), RFC 4180 quoting, LF or CRLF, one header row,",
      "columns in any order. An empty cell means the default. Rows whose cells are all empty are",
      "skipped. Numbers use `.` and no thousands separators; fractions are written as fractions",
      "(0.65, not 65 %). Dates are ISO 8601 (`2026-01-05`). Identifiers are 1 to 64 of the",
      "characters A-Z a-z 0-9 `.` `_` `-`, and case matters. `true` and `false` may also be written",
      "`TRUE` and `FALSE`, as spreadsheets do. Money is nominal, in the program's currency, and no",
      "number is larger than 1e15. Countries are ISO 3166-1 alpha-2.", "",
      "This page is written from the schemas that the reader uses; a test compares the two.", "",
      "## program.yaml", "", "| key | default | allowed | meaning |", "| --- | --- | --- | --- |",
    ]
    for key in SettingsKey.all {
      lines.append(
        "| `\(key.name)` | \(key.standard ?? "required") | \(key.allowed) | \(key.meaning) |")
    }
    lines += [
      "",
      "At most \(SettingsKey.mostBuckets) buckets, of at most \(SettingsKey.longestBucket) days each,",
      "in a horizon of at most \(SettingsKey.longestHorizon) days.",
    ]
    for schema in Schemas.all { lines += section(schema) }
    lines += policyKinds
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ schema: TableSchema) -> [String] {
    var lines = ["", "## \(schema.file)", "", schema.meaning]
    if !schema.repetition.isEmpty { lines[lines.count - 1] += " " + schema.repetition }
    if schema.isRequired { lines[lines.count - 1] += " The file is required." }
    lines += ["", "| column | default | allowed | meaning |", "| --- | --- | --- | --- |"]
    for column in schema.columns {
      let standard = column.isRequired ? "required" : column.standard ?? "none"
      lines.append(
        "| `\(column.name)` | \(standard) | \(column.type.allowed(unit: column.unit)) | "
          + "\(column.meaning) |")
    }
    return lines
  }

  private static let policyKinds = [
    "", "### Kinds of policies", "",
    "| kind | subject | value | what it says |", "| --- | --- | --- | --- |",
    "| `domestic_content_min` | none | share | the domestic share of the money spent on orders, at "
      + "the offers' own prices, is at least the value |",
    "| `addressable_content_min` | none | share | the same over addressable items only |",
    "| `country_share_max` | country | share | of each item in scope, the country's share of the "
      + "money is at most the value |",
    "| `supplier_share_max` | supplier | share | of each item in scope, the supplier's share of the "
      + "money is at most the value |",
    "| `suppliers_min` | none | whole number | each item in scope that is bought has at least "
      + "so many suppliers that each bring at least `min_share` of its units |",
    "| `capex_max` | none | money | capex of decisions, undiscounted, is at most the value; the scope "
      + "is not used |",
    "| `spend_max` | none | money | purchases before breaks, duty and fixed costs, undiscounted, are "
      + "at most the value |",
  ]

  /// `docs/diagnostics.md`.
  package static func diagnostics() -> String {
    var lines = [
      "# Diagnostics", "",
      "Each fault of a program folder is reported as `file:line:column: error: what is wrong`, and",
      "on a terminal with the source line and a caret. Each has a stable code, shown by `--json`.",
      "Lines and columns count from 1, columns in Unicode scalars. Overrides of the command line",
      "stand under the file name `--what-if`, their number in place of the line. With any error",
      "nothing is planned and nothing is written; after warnings the plan goes on.", "",
      "All faults are reported, not only the first: of one file up to "
        + "\(DiagnosticList.errorLimit) errors, of one code up to",
      "\(DiagnosticList.warningLimit) warnings, and how many more there are.", "",
      "This page is written from the list in the source; a test compares the two.", "",
      "## Cells", "", "`TABLE.COLUMN.FAULT`, such as `lanes.days.negative`.", "",
    ]
    lines += table(DiagnosticCatalog.cellFaults)
    lines += [
      "", "## Header rows", "", "`TABLE.header.FAULT`, such as `lanes.header.unknown`.", "",
    ]
    lines += table(DiagnosticCatalog.headerFaults)
    for (title, entries) in [
      ("Files and their form", DiagnosticCatalog.forms),
      ("program.yaml", DiagnosticCatalog.settings),
      ("Rows", DiagnosticCatalog.rows), ("Overrides", DiagnosticCatalog.overrides),
      ("Warnings", DiagnosticCatalog.warnings),
    ] {
      lines += ["", "## \(title)", ""] + table(entries)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func table(_ entries: [DiagnosticCatalog.Entry]) -> [String] {
    ["| code | meaning |", "| --- | --- |"] + entries.map { "| `\($0.code)` | \($0.meaning) |" }
  }
}
