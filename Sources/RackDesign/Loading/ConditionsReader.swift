import Tables

/// Reads `conditions` of a generation's requirements.
enum ConditionsReader {
  static let required = ["supply", "bus", "coolant_supply", "coolant_return", "air_inlet"]
  static let optional = [
    "coolant", "coolant_pressure", "air_rise", "transient", "spare_power_shelves", "spare_cdus",
    "scale_out_network",
  ]

  static func read(_ node: YAMLNode, into list: inout DiagnosticList) -> Conditions? {
    guard
      let fields = FieldReader(
        node, prefix: "requirements.conditions", noun: "conditions", required: required,
        optional: optional, into: &list)
    else { return nil }
    let supplies = readSupplies(fields, into: &list)
    let bus = fields.value("bus", .voltage, in: .positive, into: &list)
    let supply = fields.value("coolant_supply", .temperature, in: temperatures, into: &list)
    let limit = fields.value("coolant_return", .temperature, in: temperatures, into: &list)
    let inlet = fields.value("air_inlet", .temperature, in: temperatures, into: &list)
    let coolant: Coolant = fields.choice("coolant", into: &list) ?? .pg25
    guard let supplies, let bus, let supply, let limit, let inlet else { return nil }
    guard limit > supply else {
      list.append(
        fields.diagnostic(
          "coolant_return", "below",
          "coolant_return is \(DecimalText.text(limit)) degC, not above coolant_supply "
            + "\(DecimalText.text(supply)) degC; heat leaves with a warmer return only"))
      return nil
    }
    return Conditions(
      supplies: supplies, busVolts: bus, coolant: coolant, coolantSupplyC: supply,
      coolantReturnLimitC: limit,
      coolantPressureKpa: fields.value("coolant_pressure", .pressure, into: &list) ?? 0,
      airInletC: inlet,
      airRiseK: fields.value("air_rise", .temperatureRise, in: .positive, into: &list) ?? 15,
      transientMs: fields.value("transient", .milliseconds, into: &list) ?? 0,
      sparePowerShelves: fields.whole("spare_power_shelves", in: 0...1000, into: &list) ?? 0,
      spareCDUs: fields.whole("spare_cdus", in: 0...1000, into: &list) ?? 0,
      hasScaleOutNetwork: fields.flag("scale_out_network", into: &list) ?? false)
  }

  /// What coolant and air may have: water freezes below and boils above.
  private static let temperatures = NumberRange(0, 100)

  private static func readSupplies(
    _ fields: FieldReader, into list: inout DiagnosticList
  ) -> [Supply]? {
    guard let node = fields.node("supply") else { return nil }
    var entries = [node]
    if case .sequence(let nodes) = node.content { entries = nodes }
    var supplies: [Supply] = []
    for entry in entries {
      if let supply = entry.text.flatMap({ Supply($0) }) {
        supplies.append(supply)
      } else {
        list.append(
          entry.place.diagnostic(
            code: "requirements.conditions.supply.unit",
            message: "supply is \(entry.noun); it is volts such as 480 VAC or 800 VDC"))
      }
    }
    return supplies.isEmpty || supplies.count < entries.count ? nil : supplies
  }
}
