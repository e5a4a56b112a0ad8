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
  private static let name = "a program"

  mutating func load(_ files: some ProgramFiles, overrides: [String]) -> LoadResult {
    if let bytes = list.bytes(of: Schemas.settingsFile, in: files, neededBy: Self.name) {
      settings.read(bytes, into: &list)
    }
    for schema in Schemas.all {
      tables[schema] = list.table(
        schema, in: files, targets: tables.targets, neededBy: Self.name)
    }
    list.warnOfSlips(in: files, known: Schemas.files)
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
}
