import Program
import Tables

/// A program that grows row by row; what would change is noted.
struct ExportRows {
  private(set) var program: BuildProgram
  let existing: ExistingRows
  private(set) var additions: [ProgramExport.Addition] = []
  private(set) var changes: [ProgramExport.Change] = []
  var notes: [String] = []
  private var items: [String: ItemIndex] = [:]
  private var operations: [String: OperationIndex] = [:]
  private var suppliers: [String: SupplierIndex] = [:]
  /// Items that somebody supplies: with an offer, an operation or in stock.
  private var supplied: Set<ItemIndex>

  init(program: BuildProgram, existing: ExistingRows) {
    self.program = program
    self.existing = existing
    for index in program.items.rowIndices { items[program.items[index].id] = index }
    for index in program.operations.rowIndices {
      operations[program.operations[index].id] = index
    }
    for index in program.suppliers.rowIndices { suppliers[program.suppliers[index].id] = index }
    supplied = Set(program.offers.map(\.item) + program.operations.map(\.item))
  }

  /// Whether a row that differs may be replaced; the difference is noted.
  private mutating func mayReplace(_ table: String, _ row: String, _ differences: [String]) -> Bool
  {
    guard !differences.isEmpty else { return false }
    let change = ProgramExport.Change(table: table, row: row, differences: differences)
    if !changes.contains(change) { changes.append(change) }
    return existing == .replace
  }

  private mutating func add(_ table: String, _ row: String) {
    additions.append(.init(table: table, row: row))
  }

  // MARK: Rows

  /// Adds an item or compares it with the program's own of that identifier.
  mutating func put(_ item: Item) throws(ExportFault) -> ItemIndex {
    guard item.id.utf8.count <= 64 else { throw .longName(item.id) }
    guard let index = items[item.id] else {
      program.items.append(item)
      let index = ItemIndex(program.items.count - 1)
      items[item.id] = index
      add("items", item.id)
      return index
    }
    let old = program.items[index]
    if mayReplace("items", item.id, Differences(old, item).list) { program.items[index] = item }
    return index
  }

  /// Sets the modes of an item.
  mutating func put(_ modes: [Mode], of item: ItemIndex) {
    let old = program.modes.filter { $0.item == item }
    guard old != modes else { return }
    let id = program.items[item].id
    if old.isEmpty {
      program.modes += modes
      for mode in modes { add("modes", "\(id), \(mode.mode)") }
      return
    }
    let words = ["\(Self.words(old)) -> \(Self.words(modes))"]
    guard mayReplace("modes", id, words) else { return }
    program.modes.removeAll { $0.item == item }
    program.modes += modes
  }

  private static func words(_ modes: [Mode]) -> String {
    if modes.isEmpty { return "none" }
    return modes.map {
      "\($0.mode) \(DecimalText.text($0.powerKw)) kW \(DecimalText.text($0.computePflops)) PFLOPS"
    }.joined(separator: ", ")
  }

  /// Sets a recipe of an item.
  mutating func put(recipe: String, of parent: ItemIndex, _ rows: [Component]) {
    let old = program.components.filter { $0.parent == parent && $0.recipe == recipe }
    let row = "\(program.items[parent].id), recipe \(recipe)"
    if old.isEmpty {
      program.components += rows
      add("bom", "\(row) of \(rows.count)")
      return
    }
    let differences = recipeDifferences(from: old, to: rows)
    guard mayReplace("bom", row, differences) else { return }
    program.components.removeAll { $0.parent == parent && $0.recipe == recipe }
    program.components += rows
  }

  private func recipeDifferences(from old: [Component], to new: [Component]) -> [String] {
    func words(_ rows: [Component]) -> [String] {
      rows.map { row in
        let window = row.from == nil && row.to == nil ? "" : ", in a window of dates"
        return "\(DecimalText.text(row.quantity)) \(program.items[row.component].id)\(window)"
      }
    }
    let (before, after) = (words(old), words(new))
    return before.filter { !after.contains($0) }.map { "- \($0)" }
      + after.filter { !before.contains($0) }.map { "+ \($0)" }
  }

  /// Adds an operation or compares it with the program's own of that identifier.
  mutating func put(_ operation: Operation) throws(ExportFault) -> OperationIndex {
    guard operation.id.utf8.count <= 64 else { throw .longName(operation.id) }
    supplied.insert(operation.item)
    guard let index = operations[operation.id] else {
      program.operations.append(operation)
      let index = OperationIndex(program.operations.count - 1)
      operations[operation.id] = index
      add("operations", operation.id)
      return index
    }
    let old = program.operations[index]
    // Dates and yield are the program's own: an export knows nothing of them.
    var new = operation
    new.earliest = old.earliest
    new.latest = old.latest
    new.yield = old.yield
    let differences = Differences(old, new, program).list
    if mayReplace("operations", operation.id, differences) { program.operations[index] = new }
    return index
  }

  /// Sets what an operation takes of a resource.
  mutating func put(_ load: Load) {
    let row = "\(program.operations[load.operation].id), \(program.resources[load.resource].id)"
    let known = program.loads.firstIndex {
      $0.operation == load.operation && $0.resource == load.resource
    }
    guard let known else {
      program.loads.append(load)
      return add("loads", row)
    }
    let old = program.loads[known].perUnit
    guard old != load.perUnit else { return }
    let words = ["per_unit \(DecimalText.text(old)) -> \(DecimalText.text(load.perUnit))"]
    if mayReplace("loads", row, words) { program.loads[known] = load }
  }

  /// Whether somebody supplies an item.
  func isSupplied(_ item: ItemIndex) -> Bool { supplied.contains(item) }

  /// Adds an offer at catalogue prices or compares it with the program's own of that identifier.
  mutating func put(_ offer: Offer, supplier: String) throws(ExportFault) {
    guard offer.id.utf8.count <= 64 else { throw .longName(offer.id) }
    guard supplier.utf8.count <= 64 else { throw .longName(supplier) }
    var offer = offer
    offer.supplier = index(ofSupplier: supplier)
    if let known = program.offers.firstIndex(where: { $0.id == offer.id }) {
      let old = program.offers[known]
      if mayReplace("offers", offer.id, Differences(old, offer).list) {
        program.offers[known] = offer
      }
      return
    }
    guard !isSupplied(offer.item) else { return }
    program.offers.append(offer)
    supplied.insert(offer.item)
    add("offers", offer.id)
  }

  private mutating func index(ofSupplier id: String) -> SupplierIndex {
    if let index = suppliers[id] { return index }
    program.suppliers.append(Supplier(id: id))
    let index = SupplierIndex(program.suppliers.count - 1)
    suppliers[id] = index
    return index
  }
}

/// In which columns two rows differ.
private struct Differences {
  private(set) var list: [String] = []

  private mutating func compare(_ column: String, _ old: String, _ new: String) {
    guard old != new else { return }
    list.append("\(column) \(old.isEmpty ? "none" : old) -> \(new.isEmpty ? "none" : new)")
  }

  private mutating func compare(_ column: String, _ old: Double, _ new: Double) {
    compare(column, DecimalText.text(old), DecimalText.text(new))
  }

  init(_ old: Item, _ new: Item) {
    compare("kind", old.kind.rawValue, new.kind.rawValue)
    compare("name", old.name, new.name)
    compare("pillar", old.pillar?.rawValue ?? "", new.pillar?.rawValue ?? "")
    compare("category", old.category, new.category)
    compare("value", old.value, new.value)
    compare("mass_kg", old.massKg, new.massKg)
    compare("hts", old.hts, new.hts)
    compare("power_kw", old.powerKw, new.powerKw)
    compare("compute_pflops", old.computePflops, new.computePflops)
    compare("addressable", "\(old.isAddressable)", "\(new.isAddressable)")
  }

  init(_ old: Operation, _ new: Operation, _ program: BuildProgram) {
    compare("site", program.sites[old.site].id, program.sites[new.site].id)
    compare("item", program.items[old.item].id, program.items[new.item].id)
    compare("recipe", old.recipe, new.recipe)
    compare("lead_days", "\(old.leadDays)", "\(new.leadDays)")
    compare("cost", old.cost, new.cost)
  }

  init(_ old: Offer, _ new: Offer) {
    compare("price", old.price, new.price)
    compare("origin", old.origin, new.origin)
    compare("lead_days", "\(old.leadDays)", "\(new.leadDays)")
    compare("domestic", old.domestic, new.domestic)
    compare("valid_from", old.validFrom?.description ?? "", new.validFrom?.description ?? "")
    compare("valid_to", old.validTo?.description ?? "", new.validTo?.description ?? "")
  }
}
