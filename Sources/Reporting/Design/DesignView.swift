import Program
import RackDesign
import Tables

/// A design with what its report needs, computed once.
struct DesignView: Sendable {
  let folder: DesignFolder
  let design: Design
  let generation: Generation
  let check: DesignCheck
  /// The next swaps towards home content.
  let substitutions: [Substitution]

  /// Looks at a design of `folder`.
  init(_ design: Design, _ folder: DesignFolder) {
    self.folder = folder
    self.design = design
    generation = folder.generations[design.generation]
    check = DesignCheck(design, in: folder)
    substitutions = Substitutions.path(from: design, .addressable, to: 1, in: folder)
  }

  var measures: DesignMeasures { check.measures }

  var title: String { design.name.isEmpty ? design.id : design.name }

  /// The start of the ids of its parts of the page.
  var anchor: String { "design-\(design.id)" }

  func title(_ component: RackComponent) -> String {
    component.name.isEmpty ? component.id : component.name
  }

  /// The name up to its first comma or colon before a blank, which says what it is.
  func shortTitle(_ component: RackComponent) -> String {
    let name = title(component)
    var last: Character = " "
    for index in name.indices {
      if name[index] == " ", last == "," || last == ":" {
        return String(name[..<index].dropLast())
      }
      last = name[index]
    }
    return name
  }

  /// Components that stand somewhere, with how many, in the order of the slots.
  func groups(
    _ scopes: [RoleScope], where isWanted: (RackComponent) -> Bool
  ) -> [(component: RackComponent, count: Int)] {
    var groups: [(component: RackComponent, count: Int)] = []
    for slot in design.slots where scopes.contains(generation.roles[slot.role].scope) {
      let component = folder.components[slot.component]
      guard isWanted(component) else { continue }
      if let known = groups.firstIndex(where: { $0.component.id == component.id }) {
        groups[known].count += slot.quantity
      } else {
        groups.append((component, slot.quantity))
      }
    }
    return groups
  }
}

/// Values of quantities as people read them.
enum DesignWords {
  /// A value with its unit: `226.1 kW`, `65%`, `$7.8 million`.
  static func value(_ value: Double?, _ quantity: Quantity, _ money: Money) -> String {
    guard let value else { return "unknown" }
    let dimension = quantity.dimension
    switch dimension {
    case .share: return Numbers.percent(value)
    case .money: return money.text(value)
    case .date: return day(value)
    case .count: return Numbers.grouped(value)
    default:
      let number = figures(value)
      return dimension.unit.isEmpty ? number : "\(number) \(unit(dimension))"
    }
  }

  /// Four figures or so.
  static func figures(_ value: Double) -> String {
    let size = value.magnitude
    if size >= 1000 || size == size.rounded() { return Numbers.grouped(value) }
    return Numbers.grouped(value, decimals: size >= 100 ? 1 : size >= 1 ? 2 : 3)
  }

  /// The unit as it is printed: `°C` for `degC`.
  static func unit(_ dimension: Dimension) -> String {
    switch dimension {
    case .temperature: "°C"
    case .airFlow: "m³/h"
    case .floorLoad: "kg/m²"
    default: dimension.unit
    }
  }

  private static func day(_ value: Double) -> String {
    guard value > Double(Day.first.number), value < Double(Day.last.number) else { return "any" }
    return Numbers.date(Day(number: Int32(value)))
  }

  /// A quantity's name as words: `rack power` for `rack_power`.
  static func name(_ quantity: Quantity) -> String {
    let known: [Quantity: String] = [
      .pflopsFP4: "FP4 compute", .pflopsFP8: "FP8 compute", .pflopsFP16: "FP16 compute",
      .pflopsPerKw: "FP4 compute per kW", .spareCDUs: "spare CDUs", .itPower: "IT power",
    ]
    if let name = known[quantity] { return name }
    return quantity.rawValue.replacing("_", with: " ")
  }

  /// A kind's name as words: `Compute tray`.
  static func name(_ kind: ComponentKind) -> String {
    let known: [ComponentKind: String] = [
      .cpu: "CPU", .cdu: "CDU", .nic: "NIC", .bbuShelf: "BBU shelf",
    ]
    if let name = known[kind] { return name }
    let words = kind.rawValue.replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

/// Colours of kinds of components, the same in every drawing.
enum KindColour {
  /// Fill and edge.
  static func of(_ kind: ComponentKind) -> (fill: String, edge: String) {
    switch kind {
    case .computeTray: ("#CFE3F3", "#0072B2")
    case .switchTray: ("#CDEBE0", "#009E73")
    case .powerShelf, .sidecar: ("#FBE3B5", "#E69F00")
    case .bbuShelf, .capacitorShelf: ("#F6F0B0", "#A39400")
    case .managementSwitch, .scaleOutSwitch: ("#F1D9E7", "#CC79A7")
    case .cdu, .manifold: ("#D3EEFA", "#56B4E9")
    case .busbar: ("#F6D2C0", "#D55E00")
    case .cableCartridge, .cable, .optic: ("#DDD6EE", "#5E3C99")
    case .blank: ("#F2F4F6", "#B8C2CC")
    default: ("#E4E7EB", "#7B8794")
    }
  }
}
