import Tables

/// How overrides name the rows and columns of a table.
struct OverrideTarget {
  /// The columns whose texts name a row, joined by `/`.
  let keys: [String]
  /// The column that is meant where none is named; `nil` where none is obvious.
  let column: String?

  private init(_ keys: [String], _ column: String? = nil) {
    self.keys = keys
    self.column = column
  }

  /// The target of each table.
  static func of(_ schema: TableSchema) -> OverrideTarget {
    switch schema.name {
    case "items": OverrideTarget(["item"])
    case "modes": OverrideTarget(["item", "mode"])
    case "bom": OverrideTarget(["parent", "component"], "quantity")
    case "sites": OverrideTarget(["site"])
    case "resources": OverrideTarget(["resource"])
    case "capacity": OverrideTarget(["resource", "date"], "per_week")
    case "operations": OverrideTarget(["operation"])
    case "loads": OverrideTarget(["operation", "resource"], "per_unit")
    case "expansions": OverrideTarget(["expansion"])
    case "offers": OverrideTarget(["offer"], "price")
    case "price_breaks": OverrideTarget(["offer", "from_quantity"], "price")
    case "lanes": OverrideTarget(["from", "to", "item"])
    case "tariffs": OverrideTarget(["origin", "hts"], "rate")
    case "demand": OverrideTarget(["demand"], "quantity")
    case "energisation": OverrideTarget(["site", "date"], "mw")
    case "stock": OverrideTarget(["site", "item"], "quantity")
    case "policies": OverrideTarget(["policy"], "value")
    default: preconditionFailure("no override target for \(schema.name)")
    }
  }
}
