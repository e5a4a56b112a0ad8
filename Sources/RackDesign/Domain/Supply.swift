import Tables

/// Whether a supply alternates.
package enum SupplyKind: String, CaseIterable, Hashable, Sendable {
  case ac, dc

  /// How volts of it are written.
  var unit: String { self == .ac ? "VAC" : "VDC" }
}

/// The electricity that a site brings to a rack: `480 VAC`, `800 VDC`.
package struct Supply: Hashable, Sendable, CustomStringConvertible {
  package var kind: SupplyKind
  /// Between the conductors, V.
  package var volts: Double

  /// Makes a supply.
  package init(kind: SupplyKind, volts: Double) {
    self.kind = kind
    self.volts = volts
  }

  /// The supply that `text` writes: a number of volts, a blank, and `VAC` or `VDC`.
  package init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let volts = DecimalText.parse(String(parts[0])), volts > 0,
      let kind = SupplyKind.allCases.first(where: { $0.unit == parts[1] })
    else { return nil }
    self.init(kind: kind, volts: volts)
  }

  package var description: String { "\(DecimalText.text(volts)) \(kind.unit)" }
}

/// What a component can be fed with.
package struct SupplyRange: Hashable, Sendable {
  package var kind: SupplyKind
  /// The lowest and the highest volts.
  package var volts: ClosedRange<Double>

  /// Whether `supply` may feed it.
  package func takes(_ supply: Supply) -> Bool {
    supply.kind == kind && volts.contains(supply.volts)
  }
}
