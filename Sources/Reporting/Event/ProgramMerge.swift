import Foundation
public import Program
public import Sourcing
public import Tables

/// Puts what an event's bids become into a program folder.
///
/// Rows of an earlier run of the same event are taken out or changed; all others stay as they are.
/// The program with the new rows is read and checked before anything is written.
public struct ProgramMerge: Sendable {
  /// A table with its rows that are not as they were.
  public struct Part: Sendable {
    public var file: String
    public var differences: [TableMerge.Difference]
    var bytes: [UInt8]
  }

  /// The tables that change, in the order of writing: what is referred to comes first.
  public let parts: [Part]
  /// The program with the new rows; `nil` where it has faults.
  public let program: BuildProgram?
  /// Of the program with the new rows.
  public let diagnostics: [Diagnostic]

  /// Merges in memory.
  ///
  /// - Throws: What reading the folder throws.
  public init(_ rows: ProgramRows, into files: some ProgramFiles) throws {
    let tables: [(name: String, keys: [String], rows: [ProgramRows.Row])] = [
      ("lanes", ["from", "to", "item", "mode"], rows.lanes),
      ("offers", ["offer"], rows.offers),
      ("price_breaks", ["offer", "from_quantity"], rows.priceBreaks),
      ("sites", ["site"], rows.sites),
    ]
    var usedSites: Set<String> = []
    var parts: [Part] = []
    var merged = MemoryFiles()
    for name in try files.names() { merged.contents[name] = try files.bytes(of: name) }
    for table in tables {
      guard let schema = Schemas.table(table.name) else {
        preconditionFailure("no table \(table.name)")
      }
      let old = merged.contents[schema.file]
      var merge = TableMerge(old, schema: schema, keys: table.keys)
      var gone = ProgramMerge.gone(merge.rowKeys, table.name, rows, table.keys, table.rows)
      // A site of an earlier award goes unless some other row has come to use it.
      if table.name == "sites" { gone = gone.filter { !usedSites.contains($0[0]) } }
      merge.remove(gone)
      merge.put(table.rows)
      for column in ["from", "to", "ship_from"] { usedSites.formUnion(merge.texts(of: column)) }
      guard !merge.differences.isEmpty else { continue }
      parts.append(Part(file: schema.file, differences: merge.differences, bytes: merge.bytes))
      merged.contents[schema.file] = merge.bytes
    }
    // What is referred to is written first.
    self.parts = parts.filter { $0.file == "sites.csv" } + parts.filter { $0.file != "sites.csv" }
    let result = BuildProgram.load(from: merged)
    program = result.program
    diagnostics = result.diagnostics
  }

  /// The keys of rows that came from this event and are not among the new ones.
  private static func gone(
    _ present: [[String]], _ table: String, _ rows: ProgramRows, _ keys: [String],
    _ new: [ProgramRows.Row]
  ) -> Set<[String]> {
    let kept = Set(
      new.map { row in keys.map { key in row.first { $0.column == key }?.text ?? "" } })
    return Set(present).filter { key in
      guard !kept.contains(key) else { return false }
      switch table {
      case "lanes": return rows.isOurs(laneFrom: key[0], mode: key[3])
      case "offers", "price_breaks": return rows.isOurs(offer: key[0])
      case "sites": return rows.isOurs(site: key[0])
      default: return false
      }
    }
  }

  /// Writes the tables that change into the folder at `path`.
  ///
  /// The folder with the new tables is made beside it and takes its place in one step; where the
  /// file system cannot do that, the tables are renamed in one by one, each whole.
  ///
  /// - Throws: ``FileFault``; the folder is then as it was.
  public func write(to path: String) throws(FileFault) {
    guard !parts.isEmpty else { return }
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let url = URL(fileURLWithPath: target)
    let process = ProcessInfo.processInfo.processIdentifier
    let workspace =
      "\(url.deletingLastPathComponent().path)/.\(url.lastPathComponent).merging-\(process)"
    try FileAccess.remove(workspace)
    do {
      try FileAccess.copyFolder(target, to: workspace)
      for part in parts { try FileAccess.write(part.bytes, to: workspace + "/" + part.file) }
      if !FolderExchange.exchange(workspace, target) {
        for part in parts {
          try FileAccess.rename(workspace + "/" + part.file, to: target + "/" + part.file)
        }
      }
      try FileAccess.remove(workspace)
    } catch {
      // Best effort after a failure that is reported itself.
      try? FileAccess.remove(workspace)
      throw FileFault(action: .write, path: path, reason: error.reason)
    }
  }
}
