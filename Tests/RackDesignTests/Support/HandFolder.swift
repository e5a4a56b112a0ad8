import Program
import Tables

@testable import RackDesign

/// A folder with numbers that a person can follow: two trays, three shelves, one switch.
enum HandFolder {
  static let settings = """
    format: 1
    title: By hand
    generations: [one]
    commonality: {per_component: 100 k, per_spare_pool: 20 k, per_kind: {frame: 1 k}, racks: 10}
    assumptions: [All numbers are made up.]
    """

  static let requirements = """
    version: 2
    changed: {on: 2026-03-02, by: model systems, why: more memory}
    platforms: [alpha]
    width_class: wide
    modes:
      - {mode: high, ceiling: 30 kW}
      - {mode: low}
    conditions:
      supply: [480 VAC]
      bus: 50 VDC
      coolant: water
      coolant_supply: 40 degC
      coolant_return: 60 degC
      air_inlet: 30 degC
      air_rise: 10 K
      transient: 100 ms
      spare_power_shelves: 1
      spare_cdus: 1
    requirements:
      - id: domain
        quantity: accelerators
        at_least: 8
        reason: the model is split over eight
      - id: power
        quantity: rack_power
        mode: low
        at_most: 20 kW
        reason: the feed at night
      - id: content
        quantity: domestic_content
        at_least: 60 %
        weight: should
        penalty: 1 k
        reason: home content
    """

  static let components = """
    component,kind,platform,width_class,height_u,mass_kg,coolant_l,power_kw,peak,bus_v,input,\
    input_min_v,input_max_v,supply_kw,efficiency,load_min,load_max,current_a,resistance_mohm,\
    energy_kj,discharge_kw,liquid_share,flow_lpm,pressure_kpa,pressure_exponent,cooling_kw,\
    cooling_lpm,head_kpa,air_m3h,accelerators,pflops_fp4,memory_gb,rack_units,payload_kg,\
    width_mm,height_mm,depth_mm,price,origin,lead_days,l10_minutes,l11_minutes,l11_test_minutes,\
    service_minutes,parts,connectors,cables,addressable
    tray,compute_tray,alpha,wide,2,30,1,10,1.4,50,,,,,,,,,,,,0.9,10,20,2,,,,600,4,40,1152,,,,,,\
    100000,TW,90,120,20,60,15,1000,40,8,false
    shelf,power_shelf,,wide,1,20,,,,50,ac,415,480,15,0.96,0.1,0.9,,,,,,,,,,,,200,,,,,,,,,6000,US,60,\
    30,10,5,10,200,6,,
    bar,busbar,,wide,0,15,,,,50,,,,,,,,700,0.1,,,,,,,,,,,,,,,,,,,900,US,30,,15,,,4,10,,
    pipe,manifold,,wide,0,12,2,,,,,,,,,,,,,,,,40,10,2,,,,,,,,,,,,,1500,US,40,,30,10,,20,8,,
    coupling,quick_disconnect,,,0,0.2,0.1,,,,,,,,,,,,,,,,10,5,2,,,,,,,,,,,,,50,US,40,,1,,,5,2,,
    pump,cdu,,,0,500,,1,,,,,,,,,,,,,,,,,,60,80,100,,,,,,,,,,20000,US,150,,10,,,500,20,,
    frame,frame,,wide,0,150,,,,,,,,,,,,,,,,,,,,,,,,,,,12,400,600,1000,1200,2500,US,50,,60,,,80,,,
    """

  static let componentModes = """
    component,mode,power_kw,compute
    tray,low,6,0.7
    """

  static let ports = """
    component,network,side,count,gbps
    tray,scale_out,device,4,800
    """

  static let roles = """
    generation,role,kind,minimum,maximum,scope,mixed
    one,trays,compute_tray,2,2,rack,false
    one,shelves,power_shelf,2,4,rack,false
    one,bar,busbar,1,1,rack,false
    one,pipe,manifold,1,1,rack,false
    one,couplings,quick_disconnect,4,4,rack,false
    one,pumps,cdu,1,4,cluster,false
    one,frame,frame,1,1,rack,false
    """

  static let designs = """
    design,generation,name,supply,cluster_racks
    base,one,Base,480 VAC,2
    """

  static let slots = """
    role,component,quantity,unit,face
    trays,tray,2,1,full
    shelves,shelf,3,8,full
    bar,bar,1,,rear
    pipe,pipe,1,,rear
    couplings,coupling,4,,
    pumps,pump,2,,
    frame,frame,1,,
    """

  static var texts: [String: String] {
    [
      "design.yaml": settings, "requirements/one.yaml": requirements,
      "components.csv": components, "component_modes.csv": componentModes, "ports.csv": ports,
      "roles.csv": roles, "designs.csv": designs, "designs/base.csv": slots,
    ]
  }

  /// The folder with texts replaced: by file, what to look for and what to write instead.
  static func files(_ changes: [(file: String, old: String, new: String)] = []) -> MemoryFiles {
    var texts = texts
    for (file, old, new) in changes {
      guard let text = texts[file], let range = firstRange(of: old, in: text) else {
        preconditionFailure("\(file) has no '\(old)'")
      }
      texts[file] = text.replacingCharacters(range, with: new)
    }
    return MemoryFiles(texts: texts)
  }

  static func folder(
    _ changes: [(file: String, old: String, new: String)] = []
  ) throws -> DesignFolder {
    let result = DesignFolder.load(from: files(changes))
    guard let folder = result.folder else {
      throw LoadFailure(summaries: result.diagnostics.map(\.summary))
    }
    return folder
  }

  private static func firstRange(of part: String, in text: String) -> Range<String.Index>? {
    guard !part.isEmpty else { return text.endIndex..<text.endIndex }
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(part) {
        return start..<text.index(start, offsetBy: part.count)
      }
      start = text.index(after: start)
    }
    return nil
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<Index>, with new: String) -> String {
    self[..<range.lowerBound] + new + self[range.upperBound...]
  }
}

/// A folder that should have loaded.
struct LoadFailure: Error, CustomStringConvertible {
  var summaries: [String]
  var description: String { summaries.joined(separator: "\n") }
}
