import Program
import Tables

/// The README of a folder that `millwright new` writes: what each table says and may say.
enum StarterReadme {
  /// The README's text.
  ///
  /// - Parameters:
  ///   - name: The program's name.
  ///   - folder: The folder as it was typed.
  ///   - plan: A folder for its plan.
  /// - Returns: Markdown.
  static func text(name: String, folder: String, plan: String) -> String {
    var text = """
      # \(name)

      A small program to start from: two plants build racks for two data centers. All companies
      and figures are made up. Change a table, then run these again:

          millwright check \(CommandText.quoted(folder))
          millwright plan \(CommandText.quoted(folder)) --out \(CommandText.quoted(plan))

      Then open `\(plan)/report.html`.

      Tables are CSV: columns in any order, an empty cell means the default, `*` marks columns that
      are required. Dates are written 2027-01-04, shares as fractions (0.65), money in the currency
      of `program.yaml`. A table or column that is not needed may be left out.

      """
    for table in StarterTables.all {
      guard let schema = Schemas.table(table.name) else { continue }
      text += "\n## \(schema.file)\n\n\(schema.meaning)"
      if !schema.repetition.isEmpty { text += " " + schema.repetition }
      text += "\n\nHere: \(table.story)\n\n" + columns(of: schema)
    }
    return text
  }

  private static func columns(of schema: TableSchema) -> String {
    var text = "| column | means | unit | if empty |\n| --- | --- | --- | --- |\n"
    for column in schema.columns {
      let name = "`\(column.name)`" + (column.isRequired ? " *" : "")
      let empty = column.isRequired ? "" : column.standard ?? "none"
      text += "| \(name) | \(column.meaning) | \(unit(of: column)) | \(empty) |\n"
    }
    return text
  }

  /// The unit, or what the column's cells look like.
  private static func unit(of column: ColumnSchema) -> String {
    guard column.unit.isEmpty else { return column.unit }
    switch column.type {
    case .identifier, .reference, .name: return "identifier"
    case .label, .text: return "text"
    case .digits: return "digits"
    case .country(let isOpen): return isOpen ? "country code or `*`" : "country code"
    case .choice(let values): return values.joined(separator: ", ")
    case .flag: return "true, false"
    case .number, .whole: return "number"
    case .date: return "date"
    }
  }
}
