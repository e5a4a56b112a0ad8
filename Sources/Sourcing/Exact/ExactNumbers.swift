import Program
import Tables

/// The numbers of an event as they were written, exactly.
///
/// Each is read from its cell when it is asked for: an award touches few of a large event's lines.
struct ExactNumbers {
  private let tables: EventTables
  let qualityValue: Rational

  init(_ event: Event) {
    tables = event.tables
    qualityValue = ExactNumbers.number(event.settings.qualityValue)
  }

  /// A number that was read before.
  static func number(_ written: WrittenNumber) -> Rational {
    guard let number = Rational(written.text) else {
      preconditionFailure("'\(written.text)' was read as a number")
    }
    return number
  }

  private func cell(_ schema: TableSchema, _ row: Int, _ column: String) -> Rational? {
    let table = tables[schema]
    guard let position = schema.position(of: column) else {
      preconditionFailure("\(schema.file) has no column \(column)")
    }
    let text = table.writtenText(row: row, column: position)
    return text.isEmpty ? nil : Rational(text)
  }

  private func required(_ schema: TableSchema, _ row: Int, _ column: String) -> Rational {
    guard let number = cell(schema, row, column) else {
      preconditionFailure("\(schema.file) row \(row) has no \(column)")
    }
    return number
  }

  // MARK: What is wanted

  func quantity(_ item: EventItemIndex) -> Rational {
    required(EventSchemas.items, Int(item.position), "quantity")
  }

  func lateCost(_ item: EventItemIndex) -> Rational {
    required(EventSchemas.items, Int(item.position), "late_cost")
  }

  func unmetCost(_ item: EventItemIndex) -> Rational? {
    cell(EventSchemas.items, Int(item.position), "unmet_cost")
  }

  func profileQuantity(row: Int) -> Rational { required(EventSchemas.profile, row, "quantity") }

  // MARK: Bids

  func fixedCost(_ supplier: EventSupplierIndex) -> Rational {
    required(EventSchemas.suppliers, Int(supplier.position), "fixed_cost")
  }

  func quality(_ supplier: EventSupplierIndex) -> Rational {
    required(EventSchemas.suppliers, Int(supplier.position), "quality")
  }

  func number(_ line: LineIndex, _ column: String) -> Rational? {
    cell(EventSchemas.lines, Int(line.position), column)
  }

  func fixedCost(_ line: LineIndex) -> Rational {
    required(EventSchemas.lines, Int(line.position), "fixed_cost")
  }

  func step(_ row: Int) -> (fromQuantity: Rational, price: Rational) {
    (required(EventSchemas.steps, row, "from_quantity"), required(EventSchemas.steps, row, "price"))
  }

  func number(_ bundle: BundleIndex, _ column: String) -> Rational {
    required(EventSchemas.bundles, Int(bundle.position), column)
  }

  func bundleQuantity(row: Int) -> Rational {
    required(EventSchemas.bundleItems, row, "quantity")
  }

  func tier(_ row: Int) -> (atLeast: Rational, rate: Rational) {
    (
      required(EventSchemas.discountTiers, row, "at_least"),
      required(EventSchemas.discountTiers, row, "rate")
    )
  }

  func maximum(_ capacity: CapacityLimitIndex) -> Rational {
    required(EventSchemas.capacities, Int(capacity.position), "maximum")
  }
}
