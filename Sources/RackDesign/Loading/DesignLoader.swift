public import Program
public import Tables

/// What reading a design folder gave.
public struct DesignLoadResult: Sendable {
  /// The folder; `nil` where any diagnostic is an error.
  public let folder: DesignFolder?
  /// Every fault and doubt of the whole folder: by file, line and column.
  public let diagnostics: [Diagnostic]
}

extension DesignFolder {
  /// Loads and checks a design folder.
  ///
  /// - Parameter files: The folder; names of files in its folders have a `/`.
  /// - Returns: The folder's content, unless there is an error, and every diagnostic.
  /// - Complexity: O(bytes), apart from faults and warnings.
  public static func load(from files: some ProgramFiles) -> DesignLoadResult {
    var loader = DesignLoader()
    return loader.load(files)
  }
}

/// Reads the files in order, then checks what no single cell can tell.
struct DesignLoader {
  private var list = DiagnosticList()
  private var settings = DesignSettingsReader()
  private var tables = DesignTables()
  private var generations: [Generation] = []
  private static let name = "a design folder"

  mutating func load(_ files: some ProgramFiles) -> DesignLoadResult {
    if let bytes = list.bytes(of: DesignSchemas.settingsFile, in: files, neededBy: Self.name) {
      settings.read(bytes, into: &list)
    }
    readRequirements(files)
    for schema in DesignSchemas.tables {
      tables[schema] = list.table(
        schema, in: files, targets: tables.targets, neededBy: Self.name)
    }
    tables.generationNames = settings.generations.map(\.id)
    readSlots(files)
    DesignTableChecks(tables: tables, generations: generations).run(into: &list)
    var folder: DesignFolder?
    if !list.hasErrors, let settings = settings.settings {
      let made = DesignBuilder(tables: tables, settings: settings, generations: generations)
        .folder()
      DesignReachChecks(folder: made, tables: tables).run(into: &list)
      folder = made
    }
    return DesignLoadResult(folder: folder, diagnostics: list.sorted(files: order))
  }

  /// Every file, in the order in which diagnostics are shown.
  private var order: [String] {
    [DesignSchemas.settingsFile]
      + settings.generations.map { DesignSchemas.requirementsFile($0.id) }
      + DesignSchemas.tables.map(\.file)
      + tables.designNames.map { DesignSchemas.slots(of: $0).file }
  }

  private mutating func readRequirements(_ files: some ProgramFiles) {
    for (id, place) in settings.generations {
      let file = DesignSchemas.requirementsFile(id)
      guard let bytes = bytes(of: file, files, wantedAt: place) else { continue }
      var reader = RequirementsReader(id: id, modeNames: tables.modeNames)
      if let generation = reader.read(bytes, into: &list) { generations.append(generation) }
      tables.modeNames = reader.modeNames
    }
  }

  private mutating func readSlots(_ files: some ProgramFiles) {
    let designs = tables[DesignSchemas.designs]
    for (row, name) in tables.designNames.enumerated() {
      let schema = DesignSchemas.slots(of: name)
      let place = designs.place(row: row, column: 0)
      guard let bytes = bytes(of: schema.file, files, wantedAt: place) else {
        tables.slots.append(DecodedTable(schema))
        continue
      }
      tables.slots.append(
        TableReader.read(schema, bytes: bytes, targets: tables.targets, into: &list))
    }
  }

  /// The bytes of a file that a cell or key asks for; one that is missing is reported there.
  private mutating func bytes(
    of name: String, _ files: some ProgramFiles, wantedAt place: Place
  ) -> [UInt8]? {
    let before = list.errorCount(in: name)
    if let bytes = list.bytes(of: name, in: files) { return bytes }
    guard list.errorCount(in: name) == before else { return nil }
    list.append(
      place.diagnostic(
        code: "file.missing", message: "'\(name)' is missing; it is needed here"))
    return nil
  }
}

/// All tables of a folder as read, before they become designs.
struct DesignTables {
  private var read = TableSet()
  /// Names of the modes of all generations.
  var modeNames: [String] = []
  var generationNames: [String] = []
  /// By row of `designs.csv`.
  var slots: [DecodedTable] = []

  subscript(_ schema: TableSchema) -> DecodedTable {
    get { read[schema] }
    set { read[schema] = newValue }
  }

  /// The designs of `designs.csv`, in its order; one name for each row.
  var designNames: [String] {
    let table = self[DesignSchemas.designs]
    return (0..<table.rowCount).map { table.symbol(row: $0, column: 0) ?? "" }
  }

  /// The identifiers that other tables may refer to, by table.
  var targets: [String: SymbolTable] { read.targets }
}
