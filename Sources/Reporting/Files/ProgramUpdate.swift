import Foundation
package import Program

/// New content for some files of a program folder, put in place all at once.
///
/// The folder is copied beside itself, the copy gets the new files, and both change places in one
/// step of the file system: a crash leaves the old program or the new one. Where the file system
/// cannot do that (a mount point, the working folder), the files are renamed in one by one, tables
/// before `program.yaml`.
package enum ProgramUpdate {
  /// The files that differ between two programs, by name; a table that is no longer needed is
  /// empty but for its head.
  package static func files(from old: BuildProgram, to new: BuildProgram) -> [String: [UInt8]] {
    let before = old.makeFiles().contents
    let after = new.makeFiles().contents
    var files = after.filter { before[$0.key] != $0.value }
    for (name, bytes) in before where after[name] == nil {
      files[name] = Array(bytes.prefix { $0 != UInt8(ascii: "\n") }) + [UInt8(ascii: "\n")]
    }
    return files
  }

  /// Writes `files` to the program folder at `path`.
  ///
  /// - Throws: ``FileFault``; the folder is as it was then, unless it had to be done one by one.
  package static func write(_ files: [String: [UInt8]], to path: String) throws(FileFault) {
    guard !files.isEmpty else { return }
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let url = URL(fileURLWithPath: target)
    let process = ProcessInfo.processInfo.processIdentifier
    let copy =
      "\(url.deletingLastPathComponent().path)/.\(url.lastPathComponent).unfinished-\(process)"
    do throws(FileFault) {
      try FileAccess.remove(copy)
      if !isInUse(target), try put(files, beside: target, in: copy) { return }
      try? FileAccess.remove(copy)
      try putOneByOne(files, in: target)
    } catch {
      try? FileAccess.remove(copy)
      throw FileFault(
        action: error.action, path: error.path.replacing(copy, with: path), reason: error.reason)
    }
  }

  /// Makes the copy and lets it change places with the target; `false` where they cannot.
  private static func put(
    _ files: [String: [UInt8]], beside target: String, in copy: String
  ) throws(FileFault) -> Bool {
    do {
      try FileManager.default.copyItem(atPath: target, toPath: copy)
    } catch {
      throw FileFault(
        action: .write, path: target, reason: "it cannot be copied beside itself")
    }
    for name in files.keys.sorted() {
      // A link keeps pointing where it did; only its place in the copy becomes a file.
      try FileAccess.remove(copy + "/" + name)
      try FileAccess.write(files[name] ?? [], to: copy + "/" + name)
    }
    guard FolderExchange.exchange(copy, target) else { return false }
    try FileAccess.remove(copy)
    return true
  }

  private static func putOneByOne(_ files: [String: [UInt8]], in target: String) throws(FileFault) {
    let process = ProcessInfo.processInfo.processIdentifier
    let names = files.keys.sorted { one, other in
      (one == "program.yaml" ? 1 : 0, one) < (other == "program.yaml" ? 1 : 0, other)
    }
    for name in names {
      try FileAccess.write(files[name] ?? [], to: "\(target)/.\(name).unfinished-\(process)")
    }
    for name in names {
      try FileAccess.rename("\(target)/.\(name).unfinished-\(process)", to: "\(target)/\(name)")
    }
  }

  /// Whether the working folder is the target or lies in it: then it must stay the same folder.
  private static func isInUse(_ target: String) -> Bool {
    let current = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
      .resolvingSymlinksInPath().path
    return current == target || current.hasPrefix(target + "/")
  }
}

/// Two folders that change places in one step.
enum FolderExchange {
  /// Exchanges two folders; `false` where the file system cannot.
  static func exchange(_ one: String, _ other: String) -> Bool {
    #if os(Linux)
      // Swift's map of glibc leaves this call out, so it is looked up by name; without it the
      // results are renamed one by one.
      typealias Exchange =
        @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
      guard let symbol = unsafe dlsym(nil, "renameat2") else { return false }
      let renameat2 = unsafe unsafeBitCast(symbol, to: Exchange.self)
      let flag: UInt32 = 2  // RENAME_EXCHANGE
      return unsafe renameat2(AT_FDCWD, one, AT_FDCWD, other, flag) == 0
    #else
      return unsafe renamex_np(one, other, UInt32(RENAME_SWAP)) == 0
    #endif
  }
}
