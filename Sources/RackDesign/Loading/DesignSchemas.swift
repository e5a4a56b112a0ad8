package import Tables

/// The tables of a design folder.
///
/// The order is the order of reading: a table stands after those that it refers to.
package enum DesignSchemas {
  /// The settings' file.
  package static let settingsFile = "design.yaml"

  /// The file of a generation's requirements.
  package static func requirementsFile(_ generation: String) -> String {
    "requirements/\(generation).yaml"
  }

  /// The table of a design's slots.
  package static func slots(of design: String) -> TableSchema {
    slots.stored(in: "designs/\(design).csv")
  }

  /// Every table that stands once in the folder.
  package static let tables: [TableSchema] = [
    components, componentModes, ports, curves, alternates, roles, designs,
  ]

  static let minutes = NumberRange(0, 1e6)

  static let componentModes = TableSchema(
    "component_modes", row: "a component's mode",
    meaning: "What a component draws and does in a mode of the rack. In modes without a row it "
      + "draws `power_kw` of `components.csv` and does all its PFLOPS.",
    repetition: "A component's mode stands once.",
    columns: [
      ColumnSchema(
        "component", .reference(table: "components"), isRequired: true, "the component"),
      ColumnSchema("mode", .label, isRequired: true, "a mode of some generation's requirements"),
      ColumnSchema(
        "power_kw", .number(.nonnegative), unit: "kW per piece", isRequired: true,
        "power drawn in this mode"),
      ColumnSchema(
        "compute", .number(NumberRange(0, 10)), unit: "share of the component's PFLOPS",
        standard: "1", "what it does in this mode"),
    ])

  static let ports = TableSchema(
    "ports", row: "a port",
    meaning: "Equal ports of a component. A network is served if its `network` ports are at least "
      + "as many as its `device` ports.",
    repetition: "Rows of one component, network and side add up; their speeds are averaged.",
    columns: [
      ColumnSchema(
        "component", .reference(table: "components"), isRequired: true, "the component"),
      ColumnSchema(
        "network", .choice(PortNetwork.allCases.map(\.rawValue)), isRequired: true,
        "which network it belongs to"),
      ColumnSchema(
        "side", .choice(PortSide.allCases.map(\.rawValue)), isRequired: true,
        "whether it asks for a connection or gives one"),
      ColumnSchema(
        "count", .whole(1...1_000_000), isRequired: true, "how many of them one piece has"),
      ColumnSchema(
        "gbps", .number(.nonnegative), unit: "Gbit/s each and direction", standard: "0", "speed"),
    ])

  static let curves = TableSchema(
    "curves", row: "a point of a curve",
    meaning: "Points of curves, by straight lines between them. `pressure`: drop in kPa (`y`) at "
      + "a flow in l/min (`x`), a power law between two points. `least_flow`: the least flow in "
      + "l/min at a supply temperature in degC. `efficiency`: output over input at a share of the "
      + "rated output.",
    repetition: "The values of `x` of one component, curve and mode differ.",
    columns: [
      ColumnSchema(
        "component", .reference(table: "components"), isRequired: true, "the component"),
      ColumnSchema(
        "curve", .choice(CurveKind.allCases.map(\.rawValue)), isRequired: true, "what it tells"),
      ColumnSchema(
        "mode", .label, "for `least_flow`: the mode; empty: every mode without own rows"),
      ColumnSchema("x", .number(.nonnegative), isRequired: true, "see above"),
      ColumnSchema("y", .number(.positive), isRequired: true, "see above"),
    ])

  static let alternates = TableSchema(
    "alternates", row: "an alternate",
    meaning: "Components that may stand for others in form, fit and function; an export writes "
      + "them as recipes.",
    repetition: "A pair stands once.",
    columns: [
      ColumnSchema(
        "component", .reference(table: "components"), isRequired: true, "what is replaced"),
      ColumnSchema(
        "alternate", .reference(table: "components"), isRequired: true,
        "what replaces it, of the same kind"),
      ColumnSchema("qualified", .flag, standard: "false", "whether it may be used at once"),
      ColumnSchema("note", .text, "what to know"),
    ])

  static let roles = TableSchema(
    "roles", row: "a role", isRequired: true,
    meaning: "The architecture: what places each generation has, and how many components of a "
      + "kind fill each. A component fits if its platform, width, bus, input and coolant limits do.",
    repetition: "A generation's role stands once.",
    columns: [
      ColumnSchema("generation", .name, isRequired: true, "a generation of `design.yaml`"),
      ColumnSchema("role", .name, isRequired: true, "the role, unique in its generation"),
      ColumnSchema(
        "kind", .choice(ComponentKind.allCases.map(\.rawValue)), isRequired: true,
        "what kind of component fills it"),
      ColumnSchema("form", .label, "the form that its components have; empty: any of the kind"),
      ColumnSchema(
        "minimum", .whole(0...100_000), unit: "pieces", isRequired: true, "at least so many"),
      ColumnSchema(
        "maximum", .whole(0...100_000), unit: "pieces", isRequired: true, "at most so many"),
      ColumnSchema(
        "scope", .choice(RoleScope.allCases.map(\.rawValue)), standard: "rack",
        "in the rack, beside it, or once for the whole cluster"),
      ColumnSchema(
        "face", .choice(Face.allCases.map(\.rawValue)), standard: "full",
        "which depth a search gives its components: front and rear may share a unit"),
      ColumnSchema(
        "mixed", .flag, standard: "false", "whether several types of component may fill it at once"),
    ])

  package static let designs = TableSchema(
    "designs", row: "a design", isRequired: true,
    meaning: "Designs; the slots of each stand in `designs/NAME.csv`.",
    columns: [
      ColumnSchema("design", .identifier, isRequired: true, "the design"),
      ColumnSchema("generation", .name, isRequired: true, "a generation of `design.yaml`"),
      ColumnSchema("name", .text, "what people call it"),
      ColumnSchema(
        "supply", .label, isRequired: true, "`480 VAC`: one of the generation's supplies"),
      ColumnSchema(
        "cluster_racks", .whole(1...100_000), unit: "racks", standard: "1",
        "racks that share what stands in roles of the cluster"),
    ])

  static let slots = TableSchema(
    "slots", row: "a slot", isRequired: true,
    meaning: "Equal components one above another, in `designs/NAME.csv`. For a role of the cluster "
      + "the quantity is the cluster's.",
    columns: [
      ColumnSchema("role", .name, isRequired: true, "a role of the generation"),
      ColumnSchema(
        "component", .reference(table: "components"), isRequired: true,
        "what stands there, of the role's kind"),
      ColumnSchema("quantity", .whole(1...100_000), unit: "pieces", isRequired: true, "how many"),
      ColumnSchema(
        "unit", .whole(1...1_000), unit: "rack units",
        "the lowest rack unit of the first piece, from 1 at the floor; empty: not placed"),
      ColumnSchema(
        "face", .choice(Face.allCases.map(\.rawValue)), standard: "full",
        "which depth it takes: components of front and rear may stand in one unit"),
    ])
}

/// What a curve tells.
enum CurveKind: String, CaseIterable {
  case pressure
  case leastFlow = "least_flow"
  case efficiency
}
