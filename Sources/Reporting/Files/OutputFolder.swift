import Foundation

/// A folder of results that appears whole or not at all.
///
/// Everything is written into a hidden folder beside the target. ``commit()`` then puts it in
/// place: a crash, a full disk or Ctrl-C before that leaves the old results, after it the new ones.
///
/// - Where the target is missing, one rename makes it appear.
/// - Where it holds earlier results only, old and new change places in one step of the file system.
/// - Where it holds foreign files too, or cannot change places (a mount point, the working folder),
///   the results are renamed in one by one. The last one, ``marker``, is taken away first, so that
///   a folder without it is known to be unfinished. Foreign files are never touched.
package struct OutputFolder {
  /// Where the results are to stand, links resolved.
  let target: String
  /// Where they are written.
  let workspace: String
  /// The names that may be replaced: files and folders of results.
  let names: [String]
  /// The result that stands in a complete folder only.
  let marker: String

  /// Prepares to write to `path`.
  ///
  /// - Parameters:
  ///   - path: The folder; made where it is missing.
  ///   - names: Every name that the results may have; others in the folder are foreign.
  ///   - marker: One of `names`.
  /// - Throws: ``FileFault`` where the target is a file, is a folder of a program, an event or designs,
  ///   lies among their files, or where nothing can be written beside it.
  package init(path: String, names: [String], marker: String) throws(FileFault) {
    var target = URL(fileURLWithPath: path).standardizedFileURL.path
    if FileAccess.isFolder(target) != nil {
      target = URL(fileURLWithPath: target).resolvingSymlinksInPath().path
    }
    guard FileAccess.isFolder(target) != false else {
      throw FileFault(action: .write, path: path, reason: "it is a file; results need a folder")
    }
    try Self.requireOwn(target, path, names)
    let url = URL(fileURLWithPath: target)
    let parent = url.deletingLastPathComponent().path
    try FileAccess.makeFolder(parent, above: path)
    Self.sweep(parent, name: url.lastPathComponent)
    let process = ProcessInfo.processInfo.processIdentifier
    self.target = target
    self.names = names
    self.marker = marker
    workspace = "\(parent)/.\(url.lastPathComponent).unfinished-\(process)"
    do {
      try FileAccess.remove(workspace)
      try FileAccess.makeFolder(workspace)
    } catch {
      throw FileFault(
        action: .write, path: path,
        reason: "nothing can be written in \(parent): \(error.reason)")
    }
  }

  /// Makes sure that the results do not stand among what people keep.
  private static func requireOwn(
    _ target: String, _ path: String, _ names: [String]
  ) throws(FileFault) {
    if let kind = FolderKind.found(at: target), !names.contains(kind.settingsFile) {
      throw FileFault(
        action: .write, path: path, reason: "it is \(kind.noun); results need one of their own")
    }
    guard let part = FolderKind.part(around: target) else { return }
    throw FileFault(
      action: .write, path: path,
      reason: "\(part.path) belongs to \(part.kind.noun); give a folder of its own")
  }

  /// The path at which to write the result `name`.
  func path(of name: String) -> String { workspace + "/" + name }

  /// Writes the result `name`.
  package func write(_ bytes: [UInt8], to name: String) throws(FileFault) {
    try FileAccess.write(bytes, to: path(of: name))
  }

  /// Makes the folder `name` among the results.
  package func makeFolder(_ name: String) throws(FileFault) {
    try FileAccess.makeFolder(path(of: name))
  }

  /// Puts what was written in place of what stood there.
  package func commit() throws(FileFault) {
    guard FileAccess.isFolder(target) != nil else {
      return try FileAccess.rename(workspace, to: target)
    }
    let isOurs = try FileAccess.names(in: target).allSatisfy(names.contains)
    if isOurs, !isInUse, FolderExchange.exchange(workspace, target) {
      return try FileAccess.remove(workspace)
    }
    try replaceOneByOne()
  }

  /// Removes what was written so far; the target stays as it was.
  package func discard() {
    // Best effort after a failure that is reported itself: a rest is swept by a later run.
    try? FileAccess.remove(workspace)
  }

  /// Whether the working folder is the target or lies in it: then it must stay the same folder.
  private var isInUse: Bool {
    let current = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
      .resolvingSymlinksInPath().path
    return current == target || current.hasPrefix(target + "/")
  }

  private func replaceOneByOne() throws(FileFault) {
    try FileAccess.remove(target + "/" + marker)
    let written = try FileAccess.names(in: workspace)
    for name in names where name != marker {
      let old = target + "/" + name
      // A folder is not replaced by a rename, and what this run did not write must not stay.
      if FileAccess.isFolder(old) == true || !written.contains(name) { try FileAccess.remove(old) }
      if written.contains(name) { try FileAccess.rename(path(of: name), to: old) }
    }
    if written.contains(marker) {
      try FileAccess.rename(path(of: marker), to: target + "/" + marker)
    }
    try FileAccess.remove(workspace)
  }

  /// Removes what runs that were killed more than a day ago left behind.
  private static func sweep(_ parent: String, name: String) {
    let manager = FileManager.default
    for entry in (try? FileAccess.names(in: parent)) ?? []
    where entry.hasPrefix(".\(name).unfinished-") {
      let path = parent + "/" + entry
      guard let date = (try? manager.attributesOfItem(atPath: path))?[.modificationDate] as? Date
      else { continue }
      if date.timeIntervalSinceNow < -86_400 { try? FileAccess.remove(path) }
    }
  }
}
