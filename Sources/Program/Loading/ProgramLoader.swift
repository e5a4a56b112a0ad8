import Tables

extension BuildProgram {
  /// Loads and checks a program folder.
  ///
  /// - Parameters:
  ///   - files: The folder.
  ///   - overrides: Changes to make before the checks, as the command line gives them:
  ///     `capacity.integration-wi*=1.2`; see ``Override``.
  /// - Returns: The program, unless there is an error, and every diagnostic of the whole folder.
  /// - Complexity: O(bytes), apart from faults and warnings.
  public static func load(
    from files: some ProgramFiles, overrides: [String] = []
  ) -> LoadResult {
    var loader = ProgramLoader()
    return loader.load(files, overrides: overrides)
  }
}

/// Reads the files in order, then checks what no single cell can tell.
struct ProgramLoader {
  private var list = DiagnosticList()
  private var tables = TableSet()
  private var settings = SettingsReader()

  mutating func load(_ files: some ProgramFiles, overrides: [String]) -> LoadResult {
    readSettings(files)
    for schema in Schemas.all { read(schema, files) }
    checkNames(files)
    let changes = OverrideEngine.apply(
      overrides, tables: &tables, settings: &settings, into: &list)
    TableChecks(tables: tables).run(into: &list)
    var program: BuildProgram?
    if !list.hasErrors, let settings = settings.settings {
      let made = TableBuilder(tables: tables, settings: settings).program()
      ProgramChecks(program: made, tables: tables, places: self.settings.places).run(into: &list)
      program = made
    }
    return LoadResult(
      program: program,
      diagnostics: list.sorted(files: Schemas.files + [OverrideEngine.fileName]),
      changes: changes)
  }

  private mutating func readSettings(_ files: some ProgramFiles) {
    guard let bytes = bytes(of: Schemas.settingsFile, files, isRequired: true) else { return }
    settings.read(bytes, into: &list)
  }

  private mutating func read(_ schema: TableSchema, _ files: some ProgramFiles) {
    guard let bytes = bytes(of: schema.file, files, isRequired: schema.isRequired) else {
      var table = DecodedTable(schema)
      if list.errorCount(in: schema.file) > 0 { table.markUnusable() }
      tables[schema] = table
      return
    }
    tables[schema] = TableReader.read(
      schema, bytes: bytes, targets: tables.targets, into: &list)
  }

  private mutating func bytes(
    of name: String, _ files: some ProgramFiles, isRequired: Bool
  ) -> [UInt8]? {
    let place = Place(file: name, line: 1, column: 1)
    do {
      if let bytes = try files.bytes(of: name) { return bytes }
      if isRequired {
        list.append(
          place.diagnostic(
            code: "file.missing", message: "the file is missing; a program needs it"))
      }
    } catch {
      list.append(
        place.diagnostic(
          code: "file.unreadable",
          message: shown(String(describing: error))))
    }
    return nil
  }

  /// Warns of files that nobody reads though their names come near to one that is read.
  private mutating func checkNames(_ files: some ProgramFiles) {
    let names: [String]
    do {
      names = try files.names().sorted()
    } catch {
      list.append(
        Place(file: Schemas.settingsFile, line: 1, column: 1).diagnostic(
          code: "file.unreadable",
          message: shown(String(describing: error))))
      return
    }
    let present = Set(names)
    let absent = Schemas.files.filter { !present.contains($0) }
    for name in names where !Schemas.files.contains(name) {
      let isTable = name.lowercased().hasSuffix(".csv") || name.lowercased().hasSuffix(".yml")
      // A copy beside a table that is there, such as offers-old.csv, is no slip.
      guard isTable, let near = nearestName(to: name, among: Schemas.files), absent.contains(near)
      else { continue }
      list.append(
        Place(file: shown(name), line: 1, column: 1).diagnostic(
          severity: .warning, code: "file.unknown",
          message: "the file is not read; did you mean '\(near)'?", suggestion: near))
    }
  }
}
