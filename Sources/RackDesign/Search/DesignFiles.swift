import Program
import Tables

/// Designs as files of a design folder.
package enum DesignFiles {
  /// `designs.csv` and the slots of each design.
  ///
  /// - Parameters:
  ///   - designs: Of `folder`, with different identifiers.
  ///   - folder: Whose generations and components they speak of.
  /// - Returns: Names and bytes, `designs.csv` first.
  package static func files(
    of designs: [Design], in folder: DesignFolder
  ) -> [(name: String, bytes: [UInt8])] {
    let table = DesignSchemas.designs
    let rows = designs.map { design in
      row(
        table,
        [
          "design": design.id, "generation": folder.generations[design.generation].id,
          "name": design.name, "supply": "\(design.supply)",
          "cluster_racks": "\(design.clusterRacks)",
        ])
    }
    return [(table.file, CSVWriter.write(table, rows: rows))]
      + designs.map { design in
        let schema = DesignSchemas.slots(of: design.id)
        return (schema.file, CSVWriter.write(schema, rows: slots(design, schema, folder)))
      }
  }

  private static func slots(
    _ design: Design, _ schema: TableSchema, _ folder: DesignFolder
  ) -> [[String]] {
    let roles = folder.generations[design.generation].roles
    return design.slots.map { slot in
      row(
        schema,
        [
          "role": roles[slot.role].id, "component": folder.components[slot.component].id,
          "quantity": "\(slot.quantity)", "unit": slot.unit.map { "\($0)" } ?? "",
          "face": slot.face.rawValue,
        ])
    }
  }

  private static func row(_ schema: TableSchema, _ cells: [String: String]) -> [String] {
    schema.columns.map { cells[$0.name] ?? "" }
  }
}
