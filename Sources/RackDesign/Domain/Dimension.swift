/// What a value measures, and the units in which people write it.
///
/// The first unit of each dimension is the one in which values are kept.
package enum Dimension: String, CaseIterable, Hashable, Sendable {
  case count, share, ratio, power, current, voltage, energy, pressure, flow, temperature
  case temperatureRise, mass, floorLoad, length, rackUnits, airFlow, noise, computing, memory
  case bandwidth, duration, milliseconds, days, money, date, computingPerPower

  /// The unit in which values are kept and shown.
  package var unit: String { units[0].symbol }

  /// Every unit, the kept one first: symbol, and what one of it is in the kept unit.
  package var units: [(symbol: String, factor: Double)] {
    switch self {
    case .count: [("", 1)]
    case .share: [("", 1), ("%", 0.01)]
    case .ratio: [("", 1)]
    case .power: [("kW", 1), ("W", 0.001), ("MW", 1000)]
    case .current: [("A", 1), ("kA", 1000)]
    case .voltage: [("V", 1), ("VAC", 1), ("VDC", 1), ("kV", 1000)]
    case .energy: [("kJ", 1), ("J", 0.001), ("MJ", 1000), ("Wh", 3.6), ("kWh", 3600)]
    case .pressure: [("kPa", 1), ("Pa", 0.001), ("bar", 100), ("psi", 6.894_757_293_168)]
    case .flow: [("l/min", 1), ("l/s", 60), ("m3/h", 1000.0 / 60), ("gpm", 3.785_411_784)]
    case .temperature: [("degC", 1)]
    case .temperatureRise: [("K", 1)]
    case .mass: [("kg", 1), ("t", 1000), ("lb", 0.453_592_37)]
    case .floorLoad: [("kg/m2", 1), ("lb/ft2", 4.882_427_636)]
    case .length: [("mm", 1), ("cm", 10), ("m", 1000), ("in", 25.4)]
    case .rackUnits: [("U", 1)]
    case .airFlow: [("m3/h", 1), ("m3/s", 3600), ("cfm", 1.699_010_795_5)]
    case .noise: [("dBA", 1)]
    case .computing: [("PFLOPS", 1), ("TFLOPS", 0.001), ("EFLOPS", 1000)]
    case .memory: [("GB", 1), ("TB", 1000)]
    case .bandwidth: [("Gbit/s", 1), ("Tbit/s", 1000), ("GB/s", 8), ("TB/s", 8000)]
    case .duration: [("h", 1), ("min", 1.0 / 60), ("d", 24)]
    case .milliseconds: [("ms", 1), ("s", 1000)]
    case .days: [("d", 1), ("wk", 7)]
    case .money: [("", 1), ("k", 1000), ("M", 1_000_000)]
    case .date: [("", 1)]
    case .computingPerPower: [("PFLOPS/kW", 1)]
    }
  }

  /// What it is, for a message: "a power".
  package var noun: String {
    switch self {
    case .count: "a number of pieces"
    case .share: "a share"
    case .ratio: "a ratio"
    case .power: "a power"
    case .current: "a current"
    case .voltage: "a voltage"
    case .energy: "an energy"
    case .pressure: "a pressure"
    case .flow: "a flow"
    case .temperature: "a temperature"
    case .temperatureRise: "a rise of temperature"
    case .mass: "a mass"
    case .floorLoad: "a floor load"
    case .length: "a length"
    case .rackUnits: "a number of rack units"
    case .airFlow: "an air flow"
    case .noise: "a sound level"
    case .computing: "an amount of compute"
    case .memory: "an amount of memory"
    case .bandwidth: "a bandwidth"
    case .duration, .milliseconds: "a time"
    case .days: "a number of days"
    case .money: "money"
    case .date: "a date"
    case .computingPerPower: "compute per power"
    }
  }

  /// What may be written, for the end of a sentence: "a power (kW, W or MW)".
  package var allowed: String {
    if self == .date { return "a date such as 2026-01-05" }
    let symbols = units.map(\.symbol).filter { !$0.isEmpty }
    guard !symbols.isEmpty else { return "\(noun), without a unit" }
    let optional = units[0].symbol.isEmpty ? "with no unit or in " : "in "
    return "\(noun) (\(optional)\(Dimension.list(symbols)))"
  }

  private static func list(_ symbols: [String]) -> String {
    guard let last = symbols.last, symbols.count > 1 else { return symbols.first ?? "" }
    return symbols.dropLast().joined(separator: ", ") + " or " + last
  }
}
