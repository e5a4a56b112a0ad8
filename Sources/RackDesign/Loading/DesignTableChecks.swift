import Program
import Tables

/// Checks what no single cell can tell: each fault is an error.
///
/// The tables may hold other faults: a cell without a value is skipped, so that every fault of a
/// folder is found in one run.
struct DesignTableChecks {
  let tables: DesignTables
  let generations: [Generation]

  func run(into list: inout DiagnosticList) {
    ComponentChecks(tables: tables).run(into: &list)
    CurveChecks(tables: tables).run(into: &list)
    checkComponentModes(into: &list)
    checkAlternates(into: &list)
    checkRoles(into: &list)
    checkDesigns(into: &list)
    for row in tables.slots.indices { checkSlots(ofDesign: row, into: &list) }
  }

  // MARK: Modes and alternates

  private func checkComponentModes(into list: inout DiagnosticList) {
    let t = Columns(tables[DesignSchemas.componentModes])
    for row in 0..<t.rowCount {
      guard let name = t.symbol("mode", row), !tables.modeNames.contains(name) else { continue }
      list.append(t.unknown("mode", name, among: tables.modeNames, noun: "mode", row: row))
    }
    t.reportRepeats(of: ["component", "mode"], into: &list)
  }

  private func checkAlternates(into list: inout DiagnosticList) {
    let t = Columns(tables[DesignSchemas.alternates])
    let components = Columns(tables[DesignSchemas.components])
    for row in 0..<t.rowCount {
      guard let one = t.code("component", row), let other = t.code("alternate", row),
        one < components.rowCount, other < components.rowCount
      else { continue }
      let kinds = [one, other].map { components.choice("kind", $0, of: ComponentKind.self) }
      if one == other {
        list.append(
          t.fault("alternate", "same", "a component cannot be its own alternate", row: row))
      } else if let first = kinds[0], let second = kinds[1], first != second {
        list.append(
          t.fault(
            "alternate", "kind",
            "the alternate is a \(second.rawValue), the component a \(first.rawValue); both are "
              + "of one kind", row: row))
      }
    }
    t.reportRepeats(of: ["component", "alternate"], into: &list)
  }

  // MARK: Roles

  private func checkRoles(into list: inout DiagnosticList) {
    let t = Columns(tables[DesignSchemas.roles])
    for row in 0..<t.rowCount {
      checkGeneration(t, row: row, into: &list)
      guard let low = t.code("minimum", row), let high = t.code("maximum", row), high < low else {
        continue
      }
      list.append(
        t.fault(
          "maximum", "below", "maximum is \(high), below the minimum \(low); it is at least that",
          row: row))
    }
    t.reportRepeats(of: ["generation", "role"], into: &list)
  }

  private func checkGeneration(_ t: Columns, row: Int, into list: inout DiagnosticList) {
    guard let name = t.symbol("generation", row), !tables.generationNames.contains(name) else {
      return
    }
    list.append(
      t.unknown("generation", name, among: tables.generationNames, noun: "generation", row: row))
  }

  // MARK: Designs

  private func checkDesigns(into list: inout DiagnosticList) {
    let t = Columns(tables[DesignSchemas.designs])
    for row in 0..<t.rowCount {
      checkGeneration(t, row: row, into: &list)
      guard let text = t.symbol("supply", row) else { continue }
      guard let supply = Supply(text) else {
        list.append(
          t.fault(
            "supply", "unit",
            "supply is '\(shown(text))'; a design takes volts such as 480 VAC or 800 VDC", row: row)
        )
        continue
      }
      guard let generation = generation(ofDesign: row),
        !generation.conditions.supplies.contains(supply)
      else { continue }
      let known = generation.conditions.supplies.map(\.description).formattedList(with: "or")
      list.append(
        t.fault(
          "supply", "unknown",
          "supply is '\(text)'; generation '\(generation.id)' runs on \(known)", row: row))
    }
  }

  private func generation(ofDesign row: Int) -> Generation? {
    let name = tables[DesignSchemas.designs].symbol(
      row: row, column: Columns(tables[DesignSchemas.designs]).position("generation"))
    return generations.first { $0.id == name }
  }

  // MARK: Slots

  private func checkSlots(ofDesign design: Int, into list: inout DiagnosticList) {
    let t = Columns(tables.slots[design])
    guard let generation = generation(ofDesign: design) else { return }
    let roles = roles(of: generation.id)
    let components = Columns(tables[DesignSchemas.components])
    for row in 0..<t.rowCount {
      guard let name = t.symbol("role", row) else { continue }
      guard let role = roles.first(where: { $0.name == name }) else {
        list.append(t.unknown("role", name, among: roles.map(\.name), noun: "role", row: row))
        continue
      }
      checkSlot(t, row, role, components, into: &list)
    }
  }

  /// Whether the component of a slot is of the role's kind and form.
  private func checkSlot(
    _ t: Columns, _ row: Int, _ role: RoleCells, _ components: Columns,
    into list: inout DiagnosticList
  ) {
    guard let index = t.code("component", row), index < components.rowCount,
      let kind = components.choice("kind", index, of: ComponentKind.self), let wanted = role.kind,
      let name = components.symbol("component", index)
    else { return }
    let form = components.symbol("form", index) ?? ""
    if kind != wanted {
      list.append(
        t.fault(
          "component", "kind",
          "component '\(name)' is a \(kind.rawValue); role '\(role.name)' takes a "
            + "\(wanted.rawValue)", row: row))
    } else if !role.form.isEmpty, form != role.form {
      list.append(
        t.fault(
          "component", "form",
          "component '\(name)' has the form '\(form)'; role '\(role.name)' takes '\(role.form)'",
          row: row))
    }
  }

  /// What a row of `roles.csv` says of the components it takes.
  private struct RoleCells {
    var name: String
    var kind: ComponentKind?
    var form: String
  }

  private func roles(of generation: String) -> [RoleCells] {
    let t = Columns(tables[DesignSchemas.roles])
    return (0..<t.rowCount).compactMap { row in
      guard t.symbol("generation", row) == generation, let name = t.symbol("role", row) else {
        return nil
      }
      return RoleCells(
        name: name, kind: t.choice("kind", row, of: ComponentKind.self),
        form: t.symbol("form", row) ?? "")
    }
  }
}

/// Faults at cells of one table.
extension Columns {
  /// A diagnostic at a cell, with the code `TABLE.COLUMN.FAULT`.
  func fault(
    _ column: String, _ fault: String, _ message: String, row: Int, suggestion: String? = nil,
    severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    table.diagnostic(
      row: row, column: column, severity: severity,
      code: "\(table.schema.name).\(column).\(fault)", message: message, suggestion: suggestion)
  }

  /// A name that nothing bears.
  func unknown(
    _ column: String, _ name: String, among names: [String], noun: String, row: Int
  ) -> Diagnostic {
    let near = nearestName(to: name, among: names)
    let known = names.isEmpty ? "there is none" : names.formattedList(with: "or") + " is known"
    return fault(
      column, "unknown",
      "unknown \(noun) '\(shown(name))'; " + (near.map { "did you mean '\($0)'?" } ?? known),
      row: row, suggestion: near)
  }

  /// Reports each row whose cells in `columns` are those of an earlier one.
  func reportRepeats(of columns: [String], into list: inout DiagnosticList) {
    var first: [[Int?]: Int] = [:]
    for row in 0..<rowCount {
      let key = columns.map { code($0, row) }
      guard !key.contains(nil) else { continue }
      guard let earlier = first[key] else {
        first[key] = row
        continue
      }
      list.append(
        fault(
          columns[columns.count - 1], "repeated",
          "\(columns.formattedList(with: "and")) are those of line \(table.line(ofRow: earlier)) "
            + "already; a pair stands once", row: row))
    }
  }
}
