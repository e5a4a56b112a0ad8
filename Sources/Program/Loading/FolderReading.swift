package import Tables

/// How the files of a folder of any kind are read: what is wrong with a file as such is told here.
extension DiagnosticList {
  /// The content of a file.
  ///
  /// - Parameters:
  ///   - name: The file.
  ///   - files: The folder.
  ///   - reader: What needs the file, such as "a program"; `nil` where it may be missing.
  /// - Returns: The bytes; `nil` where there is no such file or it cannot be read, with an error
  ///   where that is a fault.
  package mutating func bytes(
    of name: String, in files: some ProgramFiles, neededBy reader: String? = nil
  ) -> [UInt8]? {
    let place = Place(file: name, line: 1, column: 1)
    do {
      if let bytes = try files.bytes(of: name) { return bytes }
      if let reader {
        append(
          place.diagnostic(
            code: "file.missing", message: "the file is missing; \(reader) needs it"))
      }
    } catch {
      append(place.unreadable(error))
    }
    return nil
  }

  /// A table as read.
  ///
  /// - Parameters:
  ///   - schema: The table.
  ///   - files: The folder.
  ///   - targets: The identifiers that its cells may refer to.
  ///   - reader: What needs the tables that are required.
  /// - Returns: The table; without rows where there is no file, and unusable where it is at fault.
  package mutating func table(
    _ schema: TableSchema, in files: some ProgramFiles, targets: [String: SymbolTable],
    neededBy reader: String
  ) -> DecodedTable {
    let needs = schema.isRequired ? reader : nil
    guard let bytes = bytes(of: schema.file, in: files, neededBy: needs) else {
      var table = DecodedTable(schema)
      if errorCount(in: schema.file) > 0 { table.markUnusable() }
      return table
    }
    return TableReader.read(schema, bytes: bytes, targets: targets, into: &self)
  }

  /// Warns of files that nobody reads though their names come near to one that is read.
  ///
  /// - Parameters:
  ///   - files: The folder.
  ///   - known: The names of the files that are read, the settings first.
  package mutating func warnOfSlips(in files: some ProgramFiles, known: [String]) {
    let names: [String]
    do {
      names = try files.names().sorted()
    } catch {
      append(Place(file: known.first ?? "", line: 1, column: 1).unreadable(error))
      return
    }
    let present = Set(names)
    let absent = known.filter { !present.contains($0) }
    for name in names where !known.contains(name) {
      let isTable = name.lowercased().hasSuffix(".csv") || name.lowercased().hasSuffix(".yml")
      // A copy beside a table that is there, such as offers-old.csv, is no slip.
      guard isTable, let near = nearestName(to: name, among: known), absent.contains(near)
      else { continue }
      append(
        Place(file: shown(name), line: 1, column: 1).diagnostic(
          severity: .warning, code: "file.unknown",
          message: "the file is not read; did you mean '\(near)'?", suggestion: near))
    }
  }
}

extension Place {
  /// That what stands here cannot be read.
  package func unreadable(_ error: any Error) -> Diagnostic {
    diagnostic(code: "file.unreadable", message: shown(String(describing: error)))
  }
}
