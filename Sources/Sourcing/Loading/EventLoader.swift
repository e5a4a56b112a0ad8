package import Program
import Tables

/// All tables of an event as read.
package typealias EventTables = TableSet

extension Event {
  /// Loads and checks an event folder.
  ///
  /// - Parameter files: The folder.
  /// - Returns: The event, unless there is an error, and every diagnostic of the whole folder.
  /// - Complexity: O(bytes), apart from faults and warnings.
  public static func load(from files: some EventFiles) -> EventLoadResult {
    var loader = EventLoader()
    return loader.load(files)
  }
}

/// Reads the files in order, then checks what no single cell can tell.
struct EventLoader {
  private var list = DiagnosticList()
  private var tables = EventTables()
  private var settings = EventSettingsReader()

  mutating func load(_ files: some EventFiles) -> EventLoadResult {
    let folder = scenarioNames(files)
    if let bytes = bytes(of: EventSchemas.settingsFile, files, isRequired: true) {
      settings.read(bytes, into: &list)
    }
    for schema in EventSchemas.all + EventSchemas.review { read(schema, files) }
    checkNames(files)
    EventTableChecks(tables: tables).run(into: &list)
    ReviewChecks(tables: tables).run(into: &list)
    var event: Event?
    let builder = EventBuilder(tables: tables)
    if !list.hasErrors, let settings = settings.settings {
      event = builder.event(settings)
    }
    let scenarios = readScenarios(folder, files)
    if let event {
      EventWarnings(event: event).run(into: &list)
      ReviewWarnings(event: event).run(into: &list)
    }
    if event != nil { event?.scenarios = scenarios }
    let order =
      EventSchemas.files + EventSchemas.review.map(\.file)
      + folder.map { "\(EventSchemas.scenarioFolder)/\($0)" }
    return EventLoadResult(
      event: list.hasErrors ? nil : event, diagnostics: list.sorted(files: order))
  }

  private mutating func read(_ schema: TableSchema, _ files: some EventFiles) {
    guard let bytes = bytes(of: schema.file, files, isRequired: schema.isRequired) else {
      var table = DecodedTable(schema)
      if list.errorCount(in: schema.file) > 0 { table.markUnusable() }
      tables[schema] = table
      return
    }
    tables[schema] = TableReader.read(schema, bytes: bytes, targets: tables.targets, into: &list)
  }

  private mutating func bytes(
    of name: String, _ files: some EventFiles, isRequired: Bool
  ) -> [UInt8]? {
    let place = Place(file: name, line: 1, column: 1)
    do {
      if let bytes = try files.bytes(of: name) { return bytes }
      if isRequired {
        list.append(
          place.diagnostic(
            code: "file.missing", message: "the file is missing; an event needs it"))
      }
    } catch {
      list.append(
        place.diagnostic(code: "file.unreadable", message: shown(String(describing: error))))
    }
    return nil
  }

  // MARK: Scenarios

  /// The names of the scenario files, sorted.
  private mutating func scenarioNames(_ files: some EventFiles) -> [String] {
    do {
      return try files.names(in: EventSchemas.scenarioFolder).sorted().filter { name in
        name.hasSuffix(".yaml")
      }
    } catch {
      list.append(
        Place(file: EventSchemas.scenarioFolder, line: 1, column: 1).diagnostic(
          code: "file.unreadable", message: shown(String(describing: error))))
      return []
    }
  }

  private mutating func readScenarios(_ names: [String], _ files: some EventFiles) -> [Scenario] {
    let reader = ScenarioReader(tables: tables)
    return names.compactMap { name in
      let path = "\(EventSchemas.scenarioFolder)/\(name)"
      guard let bytes = bytes(of: path, files, isRequired: false) else { return nil }
      return reader.read(bytes, file: path, name: String(name.dropLast(5)), into: &list)
    }
  }

  /// Warns of files that nobody reads though their names come near to one that is read.
  private mutating func checkNames(_ files: some EventFiles) {
    let names: [String]
    do {
      names = try files.names().sorted()
    } catch {
      list.append(
        Place(file: EventSchemas.settingsFile, line: 1, column: 1).diagnostic(
          code: "file.unreadable", message: shown(String(describing: error))))
      return
    }
    let present = Set(names)
    let known = EventSchemas.files + EventSchemas.review.map(\.file)
    let absent = known.filter { !present.contains($0) }
    for name in names where !known.contains(name) {
      let isTable = name.lowercased().hasSuffix(".csv") || name.lowercased().hasSuffix(".yml")
      guard isTable, let near = nearestName(to: name, among: known), absent.contains(near)
      else { continue }
      list.append(
        Place(file: shown(name), line: 1, column: 1).diagnostic(
          severity: .warning, code: "file.unknown",
          message: "the file is not read; did you mean '\(near)'?", suggestion: near))
    }
  }
}
