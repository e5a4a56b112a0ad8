import Program
import Tables

/// Makes designs from tables without errors.
struct DesignBuilder {
  let tables: DesignTables
  let settings: DesignSettings
  let generations: [Generation]

  func folder() -> DesignFolder {
    let generations = withRoles()
    let components = ComponentBuilder(tables: tables, domestic: settings.domestic).components()
    return DesignFolder(
      settings: settings, modeNames: tables.modeNames, components: components,
      alternates: alternates(), generations: generations, designs: designs(generations))
  }

  private func withRoles() -> [Generation] {
    var generations = generations
    let t = Columns(tables[DesignSchemas.roles])
    for row in 0..<t.rowCount {
      guard let name = t.symbol("generation", row),
        let index = generations.firstIndex(where: { $0.id == name }),
        let id = t.symbol("role", row), let kind = t.choice("kind", row, of: ComponentKind.self),
        let minimum = t.code("minimum", row), let maximum = t.code("maximum", row)
      else { preconditionFailure("role \(row) was not checked") }
      generations[index].roles.append(
        Role(
          id: id, kind: kind, form: t.symbol("form", row) ?? "", minimum: minimum, maximum: maximum,
          scope: t.choice("scope", row, of: RoleScope.self) ?? .rack,
          face: t.choice("face", row, of: Face.self) ?? .full,
          isMixed: t.code("mixed", row) == 1))
    }
    return generations
  }

  private func alternates() -> [Alternate] {
    let t = Columns(tables[DesignSchemas.alternates])
    let notes = t.texts("note")
    return (0..<t.rowCount).compactMap { row in
      guard let component = t.code("component", row), let alternate = t.code("alternate", row)
      else {
        return nil
      }
      return Alternate(
        component: TableIndex(component), alternate: TableIndex(alternate),
        isQualified: t.code("qualified", row) == 1, note: notes[row])
    }
  }

  private func designs(_ generations: [Generation]) -> [Design] {
    let t = Columns(tables[DesignSchemas.designs])
    let (names, labels) = (tables.designNames, t.texts("name"))
    return (0..<t.rowCount).map { row in
      guard
        let generation = generations.firstIndex(where: { $0.id == t.symbol("generation", row) }),
        let supply = t.symbol("supply", row).flatMap({ Supply($0) })
      else { preconditionFailure("design \(row) was not checked") }
      return Design(
        id: names[row], generation: TableIndex(generation),
        name: labels[row].isEmpty ? names[row] : labels[row], supply: supply,
        clusterRacks: t.code("cluster_racks", row) ?? 1,
        slots: slots(tables.slots[row], of: generations[generation]))
    }
  }

  private func slots(_ table: DecodedTable, of generation: Generation) -> [Slot] {
    let t = Columns(table)
    return (0..<t.rowCount).map { row in
      guard let role = generation.roles.firstIndex(where: { $0.id == t.symbol("role", row) }),
        let component = t.code("component", row), let quantity = t.code("quantity", row)
      else { preconditionFailure("slot \(row) of \(table.schema.file) was not checked") }
      return Slot(
        role: role, component: TableIndex(component), quantity: quantity,
        unit: t.code("unit", row), face: t.choice("face", row, of: Face.self) ?? .full)
    }
  }
}
