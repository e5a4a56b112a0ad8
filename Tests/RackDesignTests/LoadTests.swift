import Program
import Tables
import Testing

@testable import RackDesign

@Suite("Loading a design folder")
struct LoadTests {
  @Test func everythingIsRead() throws {
    let folder = try HandFolder.folder()
    #expect(folder.settings.title == "By hand")
    #expect(folder.settings.commonality.saving(of: .frame) == 21_000)
    #expect(folder.settings.commonality.saving(of: .busbar) == 120_000)
    #expect(folder.modeNames == ["high", "low"])
    let one = folder.generations[0]
    #expect(one.version == 2 && one.changed.by == "model systems")
    #expect(one.modes.map(\.ceilingKw) == [30, nil])
    #expect(one.conditions.supplies == [Supply(kind: .ac, volts: 480)])
    #expect(one.requirements.map(\.value) == [8, 20, 0.6])
    #expect(one.requirements.map(\.mode) == [nil, 1, nil])
    #expect(one.requirements.map(\.isMust) == [true, true, false])
    #expect(one.roles.map(\.scope) == [.rack, .rack, .rack, .rack, .rack, .cluster, .rack])
    let tray = folder.components[0]
    #expect(tray.powerKw == [10, 6] && tray.computeFactor == [1, 0.7])
    #expect(tray.cooling.pressureDrop?.drop(at: 20) == 80)
    #expect(tray.ports == [Port(network: .scaleOut, side: .device, count: 4, gbps: 800)])
    #expect(tray.commerce.domestic == 0 && folder.components[1].commerce.domestic == 1)
    #expect(folder.designs[0].slots.count == 7)
    #expect(folder.designs[0].slots[1].unit == 8)
  }

  /// Each fault: file, what to change, and the place and code expected.
  static let faults: [(String, String, String, String)] = [
    ("design.yaml", "title: By hand", "titel: By hand", "design.yaml:2:1 design.key.unknown"),
    ("design.yaml", "100 k", "100 kW", "design.yaml:4:30 design.commonality.per_component.unit"),
    ("design.yaml", "[one]", "[one, two]", "design.yaml:3:20 file.missing"),
    ("design.yaml", "[one]", "[one, one]", "design.yaml:3:20 design.generations.repeated"),
    (
      "requirements/one.yaml", "30 kW", "30 kg",
      "requirements/one.yaml:6:27 requirements.modes.ceiling.unit"
    ),
    (
      "requirements/one.yaml", "20 kW", "20",
      "requirements/one.yaml:27:14 requirements.at_most.unit"
    ),
    (
      "requirements/one.yaml", "20 kW", "20 kva",
      "requirements/one.yaml:27:14 requirements.at_most.unit"
    ),
    (
      "requirements/one.yaml", "60 %", "60",
      "requirements/one.yaml:31:15 requirements.at_least.range"
    ),
    (
      "requirements/one.yaml", "60 degC", "39 degC",
      "requirements/one.yaml:13:19 requirements.conditions.coolant_return.below"
    ),
    (
      "requirements/one.yaml", "480 VAC", "480 V",
      "requirements/one.yaml:9:12 requirements.conditions.supply.unit"
    ),
    (
      "requirements/one.yaml", "mode: low\n    at", "mode: slow\n    at",
      "requirements/one.yaml:26:11 requirements.mode.unknown"
    ),
    (
      "requirements/one.yaml", "quantity: accelerators", "quantity: acelerators",
      "requirements/one.yaml:21:15 requirements.quantity.unknown"
    ),
    (
      "requirements/one.yaml", "quantity: accelerators", "quantity: accelerators\n    mode: low",
      "requirements/one.yaml:22:11 requirements.mode.unused"
    ),
    (
      "requirements/one.yaml", "    weight: should\n", "",
      "requirements/one.yaml:32:14 requirements.penalty.must"
    ),
    (
      "requirements/one.yaml", "    penalty: 1 k\n", "",
      "requirements/one.yaml:32:13 requirements.weight.penalty"
    ),
    (
      "requirements/one.yaml", "at_least: 8", "reason_: 8",
      "requirements/one.yaml:20:5 requirements.bound.missing"
    ),
    (
      "requirements/one.yaml", "requirements:\n",
      "requirements:\n  - {id: few, quantity: accelerators, at_most: 4, reason: small}\n",
      "requirements/one.yaml:23:15 requirements.bound.contradiction"
    ),
    (
      "components.csv", "power_kw,peak", "power_w,peak",
      "components.csv:1:64 components.header.unknown"
    ),
    (
      "components.csv", ",0.9,10,20,2,", ",0.9,,,,", "components.csv:2:62 components.flow_lpm.curve"
    ),
    (
      "components.csv", ",40,10,2,", ",40,,2,",
      "components.csv:5:46 components.pressure_kpa.missing"
    ),
    (
      "components.csv", "ac,415,480", "ac,415,",
      "components.csv:3:43 components.input_max_v.missing"
    ),
    (
      "components.csv", "ac,415,480", "ac,415,400",
      "components.csv:3:43 components.input_max_v.below"
    ),
    ("components.csv", ",15,0.96,", ",,0.96,", "components.csv:3:47 components.supply_kw.missing"),
    ("components.csv", "0.1,0.9", "0.95,0.9", "components.csv:3:60 components.load_max.below"),
    ("component_modes.csv", "low", "slow", "component_modes.csv:2:6 component_modes.mode.unknown"),
    ("roles.csv", "one,bar", "two,bar", "roles.csv:4:1 roles.generation.unknown"),
    (
      "roles.csv", "one,pipe,manifold,1,1", "one,bar,busbar,1,1",
      "roles.csv:5:5 roles.role.repeated"
    ),
    ("roles.csv", "2,4", "2,1", "roles.csv:3:27 roles.maximum.below"),
    ("designs.csv", "480 VAC", "240 VAC", "designs.csv:2:15 designs.supply.unknown"),
    ("designs.csv", "480 VAC", "480", "designs.csv:2:15 designs.supply.unit"),
    ("designs.csv", "base,", "other,", "designs.csv:2:1 file.missing"),
    ("designs/base.csv", "trays,tray", "tray,tray", "designs/base.csv:2:1 slots.role.unknown"),
    ("designs/base.csv", "trays,tray", "trays,shelf", "designs/base.csv:2:7 slots.component.kind"),
    ("designs/base.csv", "trays,tray", "trays,try", "designs/base.csv:2:7 slots.component.unknown"),
  ]

  @Test(arguments: faults)
  func faultsHavePlaceAndCode(file: String, old: String, new: String, expected: String) {
    let result = DesignFolder.load(from: HandFolder.files([(file, old, new)]))
    #expect(result.folder == nil)
    let found = result.diagnostics.map { "\($0.file):\($0.line):\($0.column) \($0.code)" }
    #expect(found.contains(expected), "\(result.diagnostics.map(\.summary))")
  }

  /// What no design can meet with this catalogue is a warning: the folder is loaded.
  @Test(arguments: [
    (
      "requirements/one.yaml", "at_least: 8", "at_least: 9",
      "requirements/one.yaml:22:15 requirements.bound.unreachable"
    ),
    (
      "requirements/one.yaml", "quantity: accelerators\n    at_least: 8",
      "quantity: pflops_fp4\n    at_least: 57 PFLOPS",
      "requirements/one.yaml:22:15 requirements.bound.unreachable"
    ),
    (
      "requirements/one.yaml", "quantity: accelerators\n    at_least: 8",
      "quantity: mass\n    at_most: 100 kg",
      "requirements/one.yaml:22:14 requirements.bound.unreachable"
    ),
    ("components.csv", "tray,alpha", "tray,beta", "roles.csv:2:5 roles.role.nothing"),
  ])
  func whatCannotBeReachedIsAWarning(
    file: String, old: String, new: String, expected: String
  ) {
    let result = DesignFolder.load(from: HandFolder.files([(file, old, new)]))
    #expect(result.folder != nil)
    let found = result.diagnostics.map {
      "\($0.file):\($0.line):\($0.column) \($0.code)"
    }
    #expect(found.contains(expected), "\(result.diagnostics.map(\.summary))")
    #expect(result.diagnostics.allSatisfy { $0.severity == .warning })
  }

  @Test func theFolderByHandHasNoWarnings() {
    #expect(DesignFolder.load(from: HandFolder.files()).diagnostics.isEmpty)
  }

  @Test func aRoleOfOneFormTakesNoOther() throws {
    var texts = HandFolder.texts
    texts["roles.csv"] = HandFolder.roles.split(separator: "\n").enumerated().map { row, line in
      line + (row == 0 ? ",form" : row == 2 ? ",thin" : ",")
    }.joined(separator: "\n")
    let result = DesignFolder.load(from: MemoryFiles(texts: texts))
    let found = result.diagnostics.map { "\($0.file):\($0.line):\($0.column) \($0.code)" }
    #expect(found == ["designs/base.csv:3:9 slots.component.form"])
  }

  @Test(arguments: [
    ("pressure,,5,10\ntray,pressure,,5,12", "curves.csv:3:16 curves.x.repeated"),
    ("pressure,,5,10", "curves.csv:2:16 curves.x.points"),
    ("pressure,,5,10\ntray,pressure,,6,9", "curves.csv:3:18 curves.y.falling"),
    ("efficiency,,0.5,1.2", "curves.csv:2:22 curves.y.range"),
    ("least_flow,slow,40,2", "curves.csv:2:17 curves.mode.unknown"),
    ("efficiency,low,0.5,0.9", "curves.csv:2:17 curves.mode.unused"),
  ])
  func curvesAreChecked(points: String, expected: String) {
    var texts = HandFolder.texts
    texts["curves.csv"] = "component,curve,mode,x,y\ntray,\(points)\n"
    let result = DesignFolder.load(from: MemoryFiles(texts: texts))
    let found = result.diagnostics.map { "\($0.file):\($0.line):\($0.column) \($0.code)" }
    #expect(found.contains(expected), "\(result.diagnostics.map(\.summary))")
  }

  @Test(arguments: [
    ("227 kW", Dimension.power, 227.0), ("0.5 MW", .power, 500), ("1 bar", .pressure, 100),
    ("72 psi", .pressure, 496.422_525_108), ("65 %", .share, 0.65), ("0.65", .share, 0.65),
    ("1 gpm", .flow, 3.785_411_784), ("3000 lb", .mass, 1360.777_11), ("4 M", .money, 4e6),
    ("1970-01-11", .date, 10), ("900 cfm", .airFlow, 1529.109_715_95),
    ("43 TB/s", .bandwidth, 344_000),
  ])
  func unitsAreTurned(text: String, dimension: Dimension, expected: Double) throws {
    let value = try ValueText.parse(text, as: dimension).get()
    #expect(abs(value - expected) <= 1e-9 * max(1, expected))
  }
}
