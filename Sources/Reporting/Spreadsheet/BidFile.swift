import Foundation
public import Sourcing
public import Tables

/// A bid that cannot be read at all, with what is wrong with it.
public struct BidFileFault: Error, Sendable {
  public var diagnostics: [Diagnostic]
}

/// Reads a bid as it comes back: a workbook, a folder or archive of CSV files, or one CSV file.
public enum BidFile {
  /// Reads the bid at `path`.
  ///
  /// - Throws: ``BidFileFault`` with every reason for which it is not read.
  public static func read(_ path: String) throws(BidFileFault) -> BidWorkbook {
    try read(path, limits: ArchiveLimits())
  }

  /// The same, with limits of one's own.
  package static func read(
    _ path: String, limits: ArchiveLimits
  ) throws(BidFileFault) -> BidWorkbook {
    let name = URL(fileURLWithPath: path).lastPathComponent
    do {
      guard let isFolder = FileAccess.isFolder(path) else {
        throw ArchiveFault("file.missing", "there is no such file")
      }
      if isFolder { return try folder(path, name: name, limits: limits) }
      let bytes = try content(path, limits: limits)
      return try parse(bytes, name: name, limits: limits)
    } catch let fault as ArchiveFault {
      throw BidFileFault(diagnostics: [diagnostic(fault, file: name)])
    } catch let fault as BidFileFault {
      throw fault
    } catch {
      throw BidFileFault(
        diagnostics: [diagnostic(ArchiveFault("file.unreadable", "\(error)"), file: name)])
    }
  }

  /// Reads a bid from its bytes, as an upload has them.
  package static func parse(
    _ bytes: [UInt8], name: String, limits: ArchiveLimits = ArchiveLimits()
  ) throws -> BidWorkbook {
    var workbook = try understood(bytes, name: name, limits: limits)
    workbook.content = bytes
    return workbook
  }

  private static func understood(
    _ bytes: [UInt8], name: String, limits: ArchiveLimits
  ) throws -> BidWorkbook {
    guard bytes.count <= limits.fileBytes else { throw tooLarge(limits) }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      throw ArchiveFault(
        "file.compound",
        "the file is protected by a password or an old .xls; save it as .xlsx without a password")
    }
    let lower = name.lowercased()
    guard bytes.starts(with: [0x50, 0x4B]) || lower.hasSuffix(".xlsx") || lower.hasSuffix(".zip")
    else {
      return try text([(name: name, shown: name, bytes: bytes)], file: name)
    }
    let archive = try ZipArchive(bytes, limits: limits)
    if archive.contains("[Content_Types].xml") {
      var reader = WorkbookReader(archive, limits: limits)
      return try reader.read(file: name)
    }
    var files: [(name: String, shown: String, bytes: [UInt8])] = []
    for entry in archive.names {
      guard let bytes = try archive.read(entry) else { continue }
      let base = entry.split(separator: "/").last.map(String.init) ?? entry
      files.append((base, "\(name)/\(entry)", bytes))
    }
    return try text(files, file: name)
  }

  private static func tooLarge(_ limits: ArchiveLimits) -> ArchiveFault {
    ArchiveFault(
      "file.large",
      "the file is larger than \(limits.fileBytes >> 20) MiB; a bid is far smaller")
  }

  /// The bytes of a file whose size was looked at first.
  private static func content(_ path: String, limits: ArchiveLimits) throws -> [UInt8] {
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    guard size <= limits.fileBytes else { throw tooLarge(limits) }
    return try FileAccess.read(path)
  }

  private static func folder(
    _ path: String, name: String, limits: ArchiveLimits
  ) throws -> BidWorkbook {
    let names = try FileAccess.names(in: path).filter { !$0.hasPrefix(".") }
    guard names.count <= limits.entries else {
      throw ArchiveFault("archive.entries", "the folder holds more than \(limits.entries) files")
    }
    var files: [(name: String, shown: String, bytes: [UInt8])] = []
    for file in names where FileAccess.isFolder(path + "/" + file) == false {
      files.append((file, "\(name)/\(file)", try content(path + "/" + file, limits: limits)))
    }
    var workbook = try text(files, file: name)
    workbook.content = files.flatMap { file in
      Array("\(file.name) \(file.bytes.count)\n".utf8) + file.bytes
    }
    return workbook
  }

  // MARK: Text

  private static func text(
    _ files: [(name: String, shown: String, bytes: [UInt8])], file: String
  ) throws -> BidWorkbook {
    guard !files.isEmpty else { throw ArchiveFault("file.empty", "there is no file in it") }
    var workbook = BidWorkbook(file: file, grids: [], isText: true)
    let isAlone = files.count == 1
    for entry in files {
      guard entry.name.lowercased().hasSuffix(".csv") else {
        workbook.faults.append(
          diagnostic(
            ArchiveFault(
              "file.kind", "the file is neither .xlsx nor .csv; a bid is a workbook or CSV files"),
            file: entry.shown))
        continue
      }
      var table = String(entry.name.dropLast(4))
      // One file alone is the lines, whatever the supplier called it.
      if isAlone, entry.shown == file { table = EventSchemas.lines.name }
      add(entry.bytes, table: table, file: entry.shown, to: &workbook)
    }
    // Where something can be read, its faults are told together with those of the files.
    guard !workbook.grids.isEmpty else { throw BidFileFault(diagnostics: workbook.faults) }
    return workbook
  }

  /// Adds a table; what cannot be read of it is told, and the rest is read.
  private static func add(
    _ bytes: [UInt8], table: String, file: String, to workbook: inout BidWorkbook
  ) {
    func refuse(_ code: String, _ message: String) {
      workbook.faults.append(diagnostic(ArchiveFault(code, message), file: file))
      workbook.partial.insert(table)
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      return refuse("file.encoding", "the file is not UTF-8; save it as CSV UTF-8")
    }
    guard !workbook.grids.contains(where: { $0.name == table }) else {
      return refuse("file.repeated", "the table '\(shown(table))' is there twice")
    }
    let rows = CSVRows(bytes)
    workbook.faults += rows.faults.map { fault in
      Diagnostic(
        file: file, line: fault.line, column: fault.column, code: "bid.file.quotes",
        message: fault.message)
    }
    if !rows.faults.isEmpty { workbook.partial.insert(table) }
    let faulty = linesOfFaultyRows(rows)
    guard rows.rows.first.map({ !faulty.contains($0.line) }) ?? true else { return }
    let sound = rows.rows.filter { !faulty.contains($0.line) }.map { row in
      let cells = row.cells.enumerated().map { ($0, BidValue.plain($1.text)) }
      return BidGridRow(
        number: row.line, cells: Dictionary(uniqueKeysWithValues: cells),
        starts: row.cells.map(\.column))
    }
    workbook.grids.append(BidGrid(name: table, file: file, rows: sound))
  }

  /// The first lines of rows that break the rules of quoting.
  private static func linesOfFaultyRows(_ rows: CSVRows) -> Set<Int> {
    var lines: Set<Int> = []
    var row = 0
    for fault in rows.faults {
      // A fault stands in the last row that starts in its line or before.
      while row + 1 < rows.rows.count, rows.rows[row + 1].line <= fault.line { row += 1 }
      if row < rows.rows.count { lines.insert(rows.rows[row].line) }
    }
    return lines
  }

  private static func diagnostic(_ fault: ArchiveFault, file: String) -> Diagnostic {
    Diagnostic(
      file: shown(file), line: 1, column: 1, code: "bid." + fault.code, message: fault.message)
  }
}
