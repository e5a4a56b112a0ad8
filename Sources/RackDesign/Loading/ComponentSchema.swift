import Tables

extension DesignSchemas {
  static let components = TableSchema(
    "components", row: "a component", isRequired: true,
    meaning: "The catalogue.",
    columns: identityColumns + electricalColumns + coolingColumns + computeColumns
      + makingColumns + commerceColumns)

  private static let identityColumns: [ColumnSchema] = [
    ColumnSchema("component", .identifier, isRequired: true, "the component"),
    ColumnSchema(
      "kind", .choice(ComponentKind.allCases.map(\.rawValue)), isRequired: true, "what it is for"),
    ColumnSchema("name", .text, "what people call it"),
    ColumnSchema("manufacturer", .label, "who makes it"),
    ColumnSchema("part", .text, "the manufacturer's number of the part"),
    ColumnSchema("supplier", .label, "who sells it"),
    ColumnSchema("form", .label, "what roles of one form ask for, such as `switch_tray` for hoses"),
    ColumnSchema("platform", .label, "the platform it is made for; empty: any"),
    ColumnSchema("width_class", .label, "the width of its slot; empty: any"),
    ColumnSchema("height_u", .whole(0...100), unit: "rack units", standard: "0", "what one takes"),
    ColumnSchema(
      "mass_kg", .number(.nonnegative), unit: "kg per piece", standard: "0", "mass without coolant"),
    ColumnSchema(
      "coolant_l", .number(.nonnegative), unit: "l per piece", standard: "0", "coolant within it"),
  ]

  private static let electricalColumns: [ColumnSchema] = [
    ColumnSchema(
      "power_kw", .number(.nonnegative), unit: "kW per piece", standard: "0",
      "power drawn, in modes without a row in `component_modes.csv`"),
    ColumnSchema(
      "peak", .number(NumberRange(1, 10)), unit: "ratio", standard: "1",
      "highest short draw over the steady one"),
    ColumnSchema(
      "bus_v", .number(.positive), unit: "V", "the bus that it feeds or draws from; empty: any"),
    ColumnSchema(
      "input", .choice(SupplyKind.allCases.map(\.rawValue)),
      "what feeds it from outside; empty: any"),
    ColumnSchema("input_min_v", .number(.positive), unit: "V", "lowest input; needed with `input`"),
    ColumnSchema(
      "input_max_v", .number(.positive), unit: "V", "highest input; needed with `input`"),
    ColumnSchema(
      "supply_kw", .number(.nonnegative), unit: "kW per piece", standard: "0",
      "output of a power shelf or sidecar"),
    ColumnSchema(
      "efficiency", .number(NumberRange(0, 1, isOpenBelow: true)), unit: "output over input",
      standard: "1", "of a power shelf or sidecar, unless a curve says it"),
    ColumnSchema(
      "load_min", .number(.share), unit: "share of the output", standard: "0",
      "lowest load with all shelves on"),
    ColumnSchema(
      "load_max", .number(.share), unit: "share of the output", standard: "1",
      "highest load with all shelves on"),
    ColumnSchema("modules", .whole(1...1_000), standard: "1", "power supply units in a shelf"),
    ColumnSchema(
      "derate_above_c", .number(NumberRange(-50, 100)), unit: "degC",
      "air inlet above which the output falls; empty: never"),
    ColumnSchema(
      "derate_per_k", .number(.share), unit: "share of the output per K", standard: "0",
      "by how much it falls"),
    ColumnSchema(
      "current_a", .number(.nonnegative), unit: "A", standard: "0", "what a busbar carries"),
    ColumnSchema(
      "resistance_mohm", .number(.nonnegative), unit: "milliohm",
      "effective resistance of a busbar, both ways"),
    ColumnSchema(
      "energy_kj", .number(.nonnegative), unit: "kJ per piece", standard: "0",
      "energy stored that holds the bus up"),
    ColumnSchema(
      "discharge_kw", .number(.nonnegative), unit: "kW per piece", standard: "0",
      "power that the store gives at most"),
  ]

  private static let coolingColumns: [ColumnSchema] = [
    ColumnSchema(
      "liquid_share", .number(.share), unit: "share of its heat", standard: "0",
      "what goes to the liquid; the rest goes to the air"),
    ColumnSchema(
      "flow_lpm", .number(.positive), unit: "l/min per piece",
      "the flow at which `pressure_kpa` is dropped"),
    ColumnSchema("pressure_kpa", .number(.positive), unit: "kPa", "the drop at `flow_lpm`"),
    ColumnSchema(
      "pressure_exponent", .number(NumberRange(1, 2)), standard: "1.8",
      "how the drop grows with the flow: 1 laminar, 2 fully turbulent"),
    ColumnSchema("supply_max_c", .number(.positive), unit: "degC", "the warmest supply"),
    ColumnSchema("return_max_c", .number(.positive), unit: "degC", "the warmest return"),
    ColumnSchema("pressure_max_kpa", .number(.positive), unit: "kPa", "highest static pressure"),
    ColumnSchema(
      "cooling_kw", .number(.nonnegative), unit: "kW per piece", standard: "0",
      "heat that a CDU moves"),
    ColumnSchema(
      "cooling_lpm", .number(.nonnegative), unit: "l/min per piece", standard: "0",
      "flow that a CDU gives"),
    ColumnSchema(
      "head_kpa", .number(.nonnegative), unit: "kPa", standard: "0",
      "head that a CDU leaves for the racks at that flow"),
    ColumnSchema(
      "air_m3h", .number(.nonnegative), unit: "m3/h per piece", standard: "0",
      "air that its fans move"),
    ColumnSchema("noise_dba", .number(NumberRange(0, 150)), unit: "dBA", "sound at one metre"),
  ]

  private static let computeColumns: [ColumnSchema] = [
    ColumnSchema("accelerators", .whole(0...100_000), standard: "0", "accelerators in one piece"),
    ColumnSchema(
      "pflops_fp4", .number(.nonnegative), unit: "PFLOPS per piece", standard: "0", "dense FP4"),
    ColumnSchema(
      "pflops_fp8", .number(.nonnegative), unit: "PFLOPS per piece", standard: "0", "dense FP8"),
    ColumnSchema(
      "pflops_fp16", .number(.nonnegative), unit: "PFLOPS per piece", standard: "0", "dense FP16"),
    ColumnSchema(
      "memory_gb", .number(.nonnegative), unit: "GB per piece", standard: "0",
      "memory of the accelerators"),
    ColumnSchema(
      "host_memory_gb", .number(.nonnegative), unit: "GB per piece", standard: "0",
      "memory of the hosts"),
    ColumnSchema("rack_units", .whole(0...200), standard: "0", "units that a frame offers"),
    ColumnSchema("payload_kg", .number(.positive), unit: "kg", "what a frame carries"),
    ColumnSchema("width_mm", .number(.nonnegative), unit: "mm", standard: "0", "of a frame"),
    ColumnSchema("height_mm", .number(.nonnegative), unit: "mm", standard: "0", "of a frame"),
    ColumnSchema("depth_mm", .number(.nonnegative), unit: "mm", standard: "0", "of a frame"),
  ]

  /// Minutes of a level: labour, then test.
  static let assemblyColumns = ["l10_minutes", "l11_minutes", "l12_minutes"]
  static let testColumns = ["l10_test_minutes", "l11_test_minutes", "l12_test_minutes"]

  private static let makingColumns: [ColumnSchema] =
    zip(["L10 (tray)", "L11 (rack)", "L12 (cluster)"], 0...).flatMap { level, position in
      [
        ColumnSchema(
          assemblyColumns[position], .number(minutes), unit: "minutes per piece", standard: "0",
          "labour at \(level)"),
        ColumnSchema(
          testColumns[position], .number(minutes), unit: "minutes per piece", standard: "0",
          "test at \(level)"),
      ]
    } + [
      ColumnSchema(
        "service_minutes", .number(minutes), unit: "minutes", "to replace one in the field"),
      ColumnSchema("parts", .whole(1...10_000_000), standard: "1", "single parts within it"),
      ColumnSchema("connectors", .whole(0...10_000_000), standard: "0", "connections made with it"),
      ColumnSchema("cables", .whole(0...10_000_000), standard: "0", "cables within it"),
    ]

  private static let commerceColumns: [ColumnSchema] = [
    ColumnSchema(
      "price", .number(.nonnegative), unit: "money per piece", isRequired: true,
      "with transport and duty to the place of assembly"),
    ColumnSchema("origin", .country(isOpen: false), isRequired: true, "where it is made"),
    ColumnSchema(
      "domestic", .number(.share), unit: "share of its value",
      "what is domestic; empty: 1 if `origin` is the domestic country, else 0"),
    ColumnSchema(
      "addressable", .flag, standard: "true",
      "whether it counts toward addressable content; false for accelerators and memory"),
    ColumnSchema("lead_days", .whole(0...36_525), unit: "days", standard: "0", "from order on"),
    ColumnSchema("available_from", .date, "first day on which it can be had"),
    ColumnSchema("available_to", .date, "last day on which it can be had"),
    ColumnSchema("certificates", .text, "separated by `;`"),
    ColumnSchema("hts", .digits, "digits of the tariff schedule"),
  ]
}
