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
  private static let name = "an event"

  mutating func load(_ files: some EventFiles) -> EventLoadResult {
    let folder = scenarioNames(files)
    if let bytes = list.bytes(of: EventSchemas.settingsFile, in: files, neededBy: Self.name) {
      settings.read(bytes, into: &list)
    }
    for schema in EventSchemas.all + EventSchemas.review {
      tables[schema] = list.table(
        schema, in: files, targets: tables.targets, neededBy: Self.name)
      // Told once, not at each row that names a supplier.
      if schema.name == EventSchemas.suppliers.name, !tables[schema].isPresent {
        tables[schema].markUnusable()
      }
    }
    let known = EventSchemas.files + EventSchemas.review.map(\.file)
    list.warnOfSlips(in: files, known: known)
    EventTableChecks(tables: tables).run(into: &list)
    ReviewChecks(tables: tables).run(into: &list)
    var event: Event?
    let builder = EventBuilder(tables: tables)
    if !list.hasErrors, let settings = settings.settings {
      event = builder.event(settings)
    }
    let scenarios = readScenarios(folder, files)
    if event != nil { event?.scenarios = scenarios }
    if let event {
      EventWarnings(event: event).run(into: &list)
      ReviewWarnings(event: event).run(into: &list)
      if !list.hasErrors { RuleWarnings(event: event).run(into: &list) }
    }
    let order = known + folder.map { "\(EventSchemas.scenarioFolder)/\($0)" }
    return EventLoadResult(
      event: list.hasErrors ? nil : event, diagnostics: list.sorted(files: order))
  }

  // MARK: Scenarios

  /// The names of the scenario files, sorted.
  private mutating func scenarioNames(_ files: some EventFiles) -> [String] {
    do {
      let names = try files.names(in: EventSchemas.scenarioFolder).sorted()
      for name in names where name.lowercased().hasSuffix(".yml") { warnOfEnding(name) }
      return names.filter { $0.hasSuffix(".yaml") }
    } catch {
      list.append(
        Place(file: EventSchemas.scenarioFolder, line: 1, column: 1).unreadable(error))
      return []
    }
  }

  private mutating func warnOfEnding(_ name: String) {
    let path = "\(EventSchemas.scenarioFolder)/\(shown(name))"
    let meant = "\(shown(String(name.dropLast(4)))).yaml"
    list.append(
      Place(file: path, line: 1, column: 1).diagnostic(
        severity: .warning, code: "file.unknown",
        message: "the file is not read; a scenario's name ends with .yaml: '\(meant)'",
        suggestion: meant))
  }

  private mutating func readScenarios(_ names: [String], _ files: some EventFiles) -> [Scenario] {
    let reader = ScenarioReader(tables: tables)
    return names.compactMap { name in
      let path = "\(EventSchemas.scenarioFolder)/\(name)"
      guard let bytes = list.bytes(of: path, in: files) else { return nil }
      return reader.read(bytes, file: path, name: String(name.dropLast(5)), into: &list)
    }
  }
}
