import Program
public import Tables

/// What importing a bid would do, or what is wrong with it.
public struct BidImport: Sendable {
  /// Who bids; `nil` where that cannot be told.
  public var supplier: String?
  /// Every fault and doubt, in the order of sheets, rows and columns.
  public var diagnostics: [Diagnostic]
  /// The files that change, with all of their bytes; empty where anything is an error.
  public var files: [(name: String, bytes: [UInt8])]
  /// What changes; `nil` where anything is an error.
  public var changes: BidChanges?

  /// Whether the bid may be imported.
  public var isSound: Bool { changes != nil }

  /// Understands a bid and checks it within the event.
  ///
  /// Nothing is written. A bid of text is looked at even if nobody knows the supplier, so that its
  /// faults are all told at once. Where the event has a deadline, a bid that came after it is refused unless
  /// the arrival gives a reason, and a bid that is taken gets a row of `receipts.csv`.
  ///
  /// - Parameters:
  ///   - workbook: The bid as it came back.
  ///   - event: The event as it is.
  ///   - files: The event's files.
  ///   - supplier: Who is meant to bid; needed for text, checked for workbooks.
  ///   - arrival: When the bid came.
  ///   - digest: Of bytes, as hexadecimal text.
  /// - Throws: What reading the event's files throws.
  /// - Complexity: O(bytes of the event and the bid).
  public init(
    of workbook: BidWorkbook, into event: Event, files: some EventFiles, supplier: String?,
    arrival: BidArrival, digest: ([UInt8]) -> String
  ) throws {
    var reading = BidReading(workbook: workbook, event: event, asked: supplier)
    try reading.identify(asked: BidMark.digest(of: files, with: digest))
    let index = reading.supplier
    guard index != nil || workbook.isText else {
      self.init(
        supplier: nil, diagnostics: reading.diagnostics(with: []), files: [], changes: nil)
      return
    }
    let id = index.map { event.suppliers[$0].id }
    let timing = index.flatMap { BidTiming(arrival, of: $0, in: event) }
    reading.add(timing?.faults ?? [])
    let tables = reading.read(id)
    let receipt = timing?.receipt(
      file: workbook.file, digest: digest(workbook.content))
    let merge = try BidMerge(
      tables: tables, receipt: receipt, event: event, supplier: index, files: files)
    let overlay = EventOverlay(base: files, changed: merge.bytes)
    let result = Event.load(from: overlay)
    let others = merge.placed(result.diagnostics, words: BidWords(workbook))
    let diagnostics = reading.diagnostics(with: others)
    guard !diagnostics.contains(where: { $0.severity == .error }), let after = result.event,
      let id
    else {
      self.init(supplier: id, diagnostics: diagnostics, files: [], changes: nil)
      return
    }
    self.init(
      supplier: id, diagnostics: diagnostics, files: merge.changed,
      changes: BidChanges(before: event, after: after, supplier: id))
  }

  private init(
    supplier: String?, diagnostics: [Diagnostic], files: [(name: String, bytes: [UInt8])],
    changes: BidChanges?
  ) {
    self.supplier = supplier
    self.diagnostics = diagnostics
    self.files = files
    self.changes = changes
  }
}

extension BidMark {
  /// The digest of what the event asks.
  public static func digest(
    of files: some EventFiles, with digest: ([UInt8]) -> String
  ) throws -> String {
    var bytes: [UInt8] = []
    for name in askedFiles {
      let content = try files.bytes(of: name) ?? []
      bytes += Array("\(name) \(content.count)\n".utf8) + content
    }
    return digest(bytes)
  }
}

/// An event's files with some of them replaced.
struct EventOverlay<Base: EventFiles>: EventFiles {
  let base: Base
  let changed: [String: [UInt8]]

  func names() throws -> [String] {
    let names = try base.names()
    return (names + changed.keys.filter { !names.contains($0) }).sorted()
  }

  func names(in folder: String) throws -> [String] { try base.names(in: folder) }

  func bytes(of name: String) throws -> [UInt8]? {
    if let bytes = changed[name] { return bytes }
    return try base.bytes(of: name)
  }
}

/// Reads a bid and gathers what is wrong with it.
private struct BidReading {
  let workbook: BidWorkbook
  let event: Event
  let asked: String?
  private(set) var supplier: EventSupplierIndex?
  private var faults: [BidFault] = []
  /// What was read.
  private var tables = BidTables()

  init(workbook: BidWorkbook, event: Event, asked: String?) {
    self.workbook = workbook
    self.event = event
    self.asked = asked
  }

  /// Finds out who bids, and whether the bid is for this event.
  mutating func identify(asked digest: String) {
    guard !workbook.isText else {
      find(asked ?? "", at: .whole)
      return
    }
    let (mark, faults) = workbook.mark()
    self.faults += faults
    guard let mark else { return }
    if mark.event != event.settings.event {
      report(
        workbook.markPlace("event"), "bid.mark.event",
        "the sheet is for the event '\(shown(mark.event))', this is "
          + "'\(shown(event.settings.event))'; import it there")
    } else if mark.digest != digest {
      report(
        workbook.markPlace("digest"), "bid.mark.digest",
        "the event has changed since the sheet was made; see whether the supplier knows of it",
        severity: .warning)
    }
    if let asked, asked != mark.supplier {
      report(
        workbook.markPlace("supplier"), "bid.mark.supplier",
        "the sheet is of supplier '\(shown(mark.supplier))', not of '\(shown(asked))'")
    }
    guard self.faults.allSatisfy({ $0.severity == .warning }) else { return }
    find(mark.supplier, at: workbook.markPlace("supplier"))
  }

  private mutating func find(_ id: String, at place: BidPlace) {
    supplier = event.suppliers.rowIndices.first { event.suppliers[$0].id == id }
    guard supplier == nil else { return }
    let near = nearestName(to: id, among: event.suppliers.map(\.id))
    let hint = near.map { "did you mean '\($0)'?" } ?? "suppliers.csv has no such row"
    report(place, "bid.supplier.unknown", "unknown supplier '\(shown(id))'; \(hint)")
  }

  /// Adds what was found elsewhere.
  mutating func add(_ more: [BidFault]) { faults += more }

  private mutating func report(
    _ place: BidPlace, _ code: String, _ message: String,
    severity: Diagnostic.Severity = .error
  ) {
    faults.append(BidFault(place: place, severity: severity, code: code, message: message))
  }

  /// The bid's rows, checked.
  mutating func read(_ supplier: String?) -> BidTables {
    if workbook.isText {
      var reader = BidTextReader(workbook, supplier: supplier)
      tables = reader.read()
    } else {
      var reader = BidSheetReader(workbook)
      tables = reader.read()
    }
    BidChecks(event: event, supplier: self.supplier, words: BidWords(workbook)).run(on: &tables)
    faults += tables.faults
    return tables
  }

  /// All faults in order; of those that the event's own checks found, the ones at cells of which
  /// nothing was said before and that do not follow from others.
  func diagnostics(with others: [(fault: BidFault?, diagnostic: Diagnostic)]) -> [Diagnostic] {
    var all = faults
    var seen: Set<String> = []
    for case (let fault?, _) in others where isNews(fault) {
      let key = "\(fault.place.grid) \(fault.place.row) \(fault.place.column) \(fault.code)"
      if seen.insert(key).inserted { all.append(fault) }
    }
    let sorted = all.enumerated().sorted {
      $0.element.place != $1.element.place
        ? $0.element.place < $1.element.place : $0.offset < $1.offset
    }
    let hasErrors = !workbook.faults.isEmpty || faults.contains { $0.severity == .error }
    return workbook.faults
      + sorted.map { _, fault in
        workbook.diagnostic(
          at: fault.place, severity: fault.severity, code: fault.code, message: fault.message,
          suggestion: fault.suggestion)
      } + (hasErrors ? [] : others.filter { $0.fault == nil }.map(\.diagnostic))
  }

  private func isNews(_ fault: BidFault) -> Bool {
    let silenced = SilencedFault(
      grid: fault.place.grid, row: fault.place.row, code: fault.code)
    if tables.faulty.contains(fault.place) || tables.silenced.contains(silenced) { return false }
    // What cannot work out may only be what was not read.
    if fault.severity == .warning, !tables.unreadable.isEmpty { return false }
    return supplier != nil || !fault.code.contains(".supplier.")
  }
}

/// The event's tables with the bid's rows in place of the supplier's former ones.
private struct BidMerge {
  private var merged: [(schema: TableSchema, merge: TableMerge.Merged)] = []

  init(
    tables: BidTables, receipt: BidTableRow?, event: Event, supplier: EventSupplierIndex?,
    files: some EventFiles
  ) throws {
    // Without a supplier the bid stands alone: whose rows it replaces is not known.
    let id = supplier.map { event.suppliers[$0].id } ?? ""
    let lines = Set(event.lines.filter { $0.supplier == supplier }.map(\.id))
    let bundles = Set(event.bundles.filter { $0.supplier == supplier }.map(\.id))
    let discounts = Set(event.discounts.filter { $0.supplier == supplier }.map(\.id))
    for schema in BidTextReader.schemas {
      let merge = TableMerge(
        schema: schema, existing: supplier == nil ? nil : try files.bytes(of: schema.file),
        rows: tables[schema], supplier: id,
        isOwned: { row in
          switch schema.name {
          case EventSchemas.steps.name: lines.contains(row["line"] ?? "")
          case EventSchemas.bundleItems.name: bundles.contains(row["bundle"] ?? "")
          case EventSchemas.discountTiers.name: discounts.contains(row["discount"] ?? "")
          default: row["supplier"] == id
          }
        })
      if let result = merge.merged() { merged.append((schema, result)) }
    }
    if let receipt {
      let register = EventSchemas.receipts
      // Nothing that stands in the register is ever replaced.
      let merge = TableMerge(
        schema: register, existing: try files.bytes(of: register.file), rows: [receipt],
        supplier: id, isOwned: { _ in false })
      if let result = merge.merged() { merged.append((register, result)) }
    }
  }

  /// Every table of the bid, by file.
  var bytes: [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: merged.map { ($0.schema.file, $0.merge.bytes) })
  }

  /// The files that change.
  var changed: [(name: String, bytes: [UInt8])] {
    merged.filter(\.merge.isChanged).map { ($0.schema.file, $0.merge.bytes) }
  }

  /// Diagnostics of the merged files at the bid's cells; warnings of other rows are left out.
  func placed(
    _ diagnostics: [Diagnostic], words: BidWords
  ) -> [(fault: BidFault?, diagnostic: Diagnostic)] {
    diagnostics.compactMap { diagnostic in
      let table = merged.first { $0.schema.file == diagnostic.file }
      guard let cells = table?.merge.sources[diagnostic.line] else {
        return diagnostic.severity == .error ? (nil, diagnostic) : nil
      }
      let cell = cells.last { $0.start <= diagnostic.column } ?? cells.first
      guard let place = cell?.place else { return (nil, diagnostic) }
      return (
        BidFault(
          place: place, severity: diagnostic.severity, code: diagnostic.code,
          message: words.message(of: diagnostic, at: place), suggestion: diagnostic.suggestion),
        diagnostic
      )
    }
  }
}
