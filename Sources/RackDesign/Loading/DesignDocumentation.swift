import Tables

/// The part of `docs/design-folder.md` that the schemas write: the page is compared with it.
package enum DesignDocumentation {
  /// The tables, with their columns.
  package static func tables() -> String {
    let schemas = DesignSchemas.tables + [DesignSchemas.slots.stored(in: "designs/NAME.csv")]
    return schemas.map(section).joined(separator: "\n\n") + "\n"
  }

  private static func section(_ schema: TableSchema) -> String {
    var text = "## \(schema.file)\n\n" + schema.meaning
    if !schema.repetition.isEmpty { text += " " + schema.repetition }
    text += schema.isRequired ? " The file is required." : ""
    text += "\n\n| column | default | allowed | meaning |\n| --- | --- | --- | --- |"
    for column in schema.columns {
      let standard = column.isRequired ? "required" : column.standard ?? "none"
      text += "\n| `\(column.name)` | \(standard) | \(column.type.allowed(unit: column.unit)) | "
      text += "\(column.meaning) |"
    }
    return text
  }
}
