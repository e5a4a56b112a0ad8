import Program
package import RackDesign

/// A design's hardware bill of materials as CycloneDX 1.6.
///
/// The rack is the document's subject; what stands in it, beside it and once for its cluster are
/// three assemblies of it, and their parts are components of type `device`. Quantities, functions
/// and places are in the properties of CycloneDX's `cdx:device` taxonomy, money, origin and content
/// in properties of this project's own, `millwright:`. Certificates are declarations: claims that
/// the catalogue makes, without evidence.
///
/// Source: CycloneDX 1.6 (ECMA-424), https://cyclonedx.org/docs/1.6/json/ ; properties:
/// https://cyclonedx.github.io/cyclonedx-property-taxonomy/cdx/device
package struct HardwareBOM: Sendable {
  private let folder: DesignFolder
  private let design: Design
  private let measures: DesignMeasures
  private let version: String
  private let lines: [Line]

  /// Equal components of one role.
  private struct Line: Sendable {
    var role: Role
    var component: RackComponent
    /// In or beside one rack, or in the whole cluster.
    var quantity: Int
    /// Rack units, in words; empty where it is not placed.
    var location: String
    /// Cost for one rack, money.
    var cost: Double

    var reference: String { "\(role.id)/\(component.id)" }
  }

  /// Makes the bill of a design.
  ///
  /// - Parameters:
  ///   - design: A design of `folder`.
  ///   - folder: Where it comes from.
  ///   - version: Of millwright, for the document's tool; empty for none.
  package init(_ design: Design, of folder: DesignFolder, version: String) {
    self.folder = folder
    self.design = design
    self.version = version
    measures = DesignMeasures(design, in: folder)
    lines = HardwareBOM.lines(design, folder)
  }

  /// The document's bytes.
  ///
  /// - Parameter digest: Of any bytes, at least 16 of its own; the serial number is made of it, so
  ///   that the same bill has the same number.
  /// - Returns: JSON, UTF-8.
  package func json(digest: ([UInt8]) -> [UInt8]) -> [UInt8] {
    let bare = document(serial: nil)
    let serial = HardwareBOM.serial(digest(Array(bare.text(isPretty: false).utf8)))
    return Array(document(serial: serial).text(isPretty: true).utf8)
  }

  /// A UUID of version 8 (RFC 9562, section 5.8): bits of our own choice.
  static func serial(_ digest: [UInt8]) -> String {
    precondition(digest.count >= 16, "a serial number needs 16 bytes, not \(digest.count)")
    var bytes = Array(digest.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { hex[$0].joined() }
    return "urn:uuid:" + groups.joined(separator: "-")
  }

  // MARK: Lines

  private static func lines(_ design: Design, _ folder: DesignFolder) -> [Line] {
    let roles = folder.generations[design.generation].roles
    var lines: [Line] = []
    for slot in design.slots {
      let role = roles[slot.role]
      let component = folder.components[slot.component]
      // A service is work, not hardware.
      guard component.kind != .service else { continue }
      let share = role.scope == .cluster ? Double(design.clusterRacks) : 1
      let cost = Double(slot.quantity) * component.commerce.price / share
      let place = location(slot, component)
      if let known = lines.firstIndex(where: {
        $0.role.id == role.id && $0.component.id == component.id
      }) {
        lines[known].quantity += slot.quantity
        lines[known].cost += cost
        if !place.isEmpty {
          lines[known].location += (lines[known].location.isEmpty ? "" : ", ") + place
        }
      } else {
        lines.append(
          Line(
            role: role, component: component, quantity: slot.quantity, location: place, cost: cost))
      }
    }
    return lines
  }

  private static func location(_ slot: Slot, _ component: RackComponent) -> String {
    guard let unit = slot.unit, component.heightUnits > 0 else { return "" }
    let last = unit + slot.quantity * component.heightUnits - 1
    let units = last == unit ? "U\(unit)" : "U\(unit) to U\(last)"
    return units + (slot.face == .full ? "" : " \(slot.face.rawValue)")
  }

  // MARK: The document

  private func document(serial: String?) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json"),
      .init("bomFormat", "CycloneDX"), .init("specVersion", "1.6"),
    ]
    if let serial { members.append(.init("serialNumber", .string(serial))) }
    members += [
      .init("version", 1), .init("metadata", metadata),
      .init("components", .array(scopes.map(assembly))),
      .init("dependencies", .array(dependencies)),
      .init(
        "compositions",
        [
          ["aggregate": "complete", "assemblies": .strings([rack] + scopes.map(reference))],
          // What a component is made of, the catalogue does not say.
          [
            "aggregate": "unknown", "assemblies": .strings(lines.map { "\(rack)/\($0.reference)" }),
          ],
        ]),
    ]
    if let declarations { members.append(.init("declarations", declarations)) }
    return .object(members)
  }

  private var rack: String { design.id }

  private var title: String { design.name.isEmpty ? design.id : design.name }

  private var generation: Generation { folder.generations[design.generation] }

  private var metadata: JSONValue {
    let tool: JSONValue = .object(
      [.init("type", "application"), .init("name", "millwright")]
        + (version.isEmpty ? [] : [.init("version", .string(version))]))
    return [
      "lifecycles": [["phase": "design"]], "tools": ["components": [tool]],
      "component": [
        "type": "device", "bom-ref": .string(rack), "name": .string(title),
        "version": .string("\(generation.id) requirements \(generation.version)"),
        "description": .string("\(generation.name), \(design.supply)"),
        "properties": .array(rackProperties),
      ],
    ]
  }

  private var rackProperties: [JSONValue] {
    let content = measures.content
    var values: [(String, String)] = [
      ("millwright:currency", folder.settings.currency),
      ("millwright:cost_of_components", Numbers.plain(content.componentCost, decimals: 2)),
      ("millwright:domestic_country", folder.settings.domestic),
      ("millwright:domestic_content", Numbers.plain(content.share, decimals: 6)),
      ("millwright:addressable_content", Numbers.plain(content.addressableShare, decimals: 6)),
      ("millwright:cluster_racks", "\(design.clusterRacks)"),
      ("millwright:mass_kg", Numbers.plain(measures.mechanics.massKg, decimals: 3)),
    ]
    for mode in measures.modes {
      values.append(
        (
          "millwright:rack_power_kw:\(mode.mode.name)",
          Numbers.plain(mode.power.rackKw, decimals: 3)
        ))
    }
    return values.map(property)
  }

  private func property(_ name: String, _ value: String) -> JSONValue {
    ["name": .string(name), "value": .string(value)]
  }

  private var scopes: [RoleScope] {
    RoleScope.allCases.filter { scope in lines.contains { $0.role.scope == scope } }
  }

  private func reference(_ scope: RoleScope) -> String { "\(rack)/\(scope.rawValue)" }

  private func assembly(_ scope: RoleScope) -> JSONValue {
    let name =
      switch scope {
      case .rack: "in the rack"
      case .beside: "beside the rack"
      case .cluster: "once for a cluster of \(Numbers.count(design.clusterRacks, "rack"))"
      }
    return [
      "type": "device", "bom-ref": .string(reference(scope)), "name": .string("\(title): \(name)"),
      "components": .array(lines.filter { $0.role.scope == scope }.map(component)),
    ]
  }

  private func component(_ line: Line) -> JSONValue {
    let part = line.component
    var members: [JSONValue.Member] = [
      .init("type", "device"), .init("bom-ref", .string("\(rack)/\(line.reference)")),
    ]
    if !part.supplier.isEmpty {
      members.append(.init("supplier", ["name": .string(part.supplier)]))
    }
    if !part.manufacturer.isEmpty {
      members.append(.init("manufacturer", ["name": .string(part.manufacturer)]))
    }
    members.append(.init("name", .string(part.part.isEmpty ? part.id : part.part)))
    if !part.name.isEmpty { members.append(.init("description", .string(part.name))) }
    let links = part.commerce.certificates.filter(HardwareBOM.isLink)
    if !links.isEmpty {
      members.append(
        .init(
          "externalReferences",
          .array(links.map { ["type": "certification-report", "url": .string($0)] })))
    }
    members.append(.init("properties", .array(properties(line))))
    return .object(members)
  }

  private func properties(_ line: Line) -> [JSONValue] {
    let part = line.component
    let commerce = part.commerce
    let total = measures.content.componentCost
    var values: [(String, String)] = [
      ("cdx:device:quantity", "\(line.quantity)"), ("cdx:device:function", part.kind.rawValue),
      ("cdx:device:sku", part.id),
    ]
    if !line.location.isEmpty { values.append(("cdx:device:location", line.location)) }
    if !part.part.isEmpty { values.append(("millwright:part_number", part.part)) }
    values += [
      ("millwright:role", line.role.id), ("millwright:origin", commerce.origin),
      ("millwright:unit_price", Numbers.plain(commerce.price, decimals: 2)),
      ("millwright:cost_per_rack", Numbers.plain(line.cost, decimals: 2)),
      ("millwright:cost_share", Numbers.plain(total > 0 ? line.cost / total : 0, decimals: 6)),
      ("millwright:domestic_share", Numbers.plain(commerce.domestic, decimals: 4)),
      ("millwright:addressable", commerce.isAddressable ? "true" : "false"),
      ("millwright:lead_days", "\(commerce.leadDays)"),
    ]
    if !commerce.hts.isEmpty { values.append(("millwright:hts", commerce.hts)) }
    return values.map(property)
  }

  private var dependencies: [JSONValue] {
    func entry(_ reference: String, _ parts: [String]) -> JSONValue {
      parts.isEmpty
        ? ["ref": .string(reference)]
        : ["ref": .string(reference), "dependsOn": .strings(parts)]
    }
    return [entry(rack, scopes.map(reference))]
      + scopes.map { scope in
        entry(
          reference(scope),
          lines.filter { $0.role.scope == scope }.map { "\(rack)/\($0.reference)" })
      } + lines.map { entry("\(rack)/\($0.reference)", []) }
  }

  /// What components are said to conform to; `nil` where nothing is said.
  private var declarations: JSONValue? {
    var claims: [JSONValue] = []
    for line in lines {
      for certificate in line.component.commerce.certificates
      where !HardwareBOM.isLink(certificate) {
        claims.append([
          "bom-ref": .string("claim/\(line.reference)/\(claims.count + 1)"),
          "target": .string("\(rack)/\(line.reference)"),
          "predicate": .string("conforms to \(certificate)"),
          "reasoning": "the catalogue of the design folder says so; no evidence is attached",
        ])
      }
    }
    return claims.isEmpty ? nil : ["claims": .array(claims)]
  }

  private static func isLink(_ certificate: String) -> Bool {
    certificate.hasPrefix("https://") || certificate.hasPrefix("http://")
  }
}

extension Numbers {
  /// A number for other programs to read: `1234.5`, at most `decimals` decimals.
  static func plain(_ value: Double, decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    var buffer = TextBuffer()
    buffer.append((value * scale).rounded() / scale)
    return buffer.text
  }
}
