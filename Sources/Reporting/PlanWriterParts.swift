extension PlanWriter {
  /// Tells whether results can be written to `path`, before a long search and not after it.
  ///
  /// - Parameter path: The output folder; the folders above it are made where they are missing.
  /// - Throws: ``FileFault`` where ``write(_:_:to:context:assets:)`` would fail at once.
  public static func prepare(_ path: String) throws(FileFault) {
    _ = try ReportAssets.find()
    try OutputFolder(path: path, names: names, marker: summaryName).discard()
  }

  /// Leaves a summary without a plan in the folder `path`; results of an earlier plan go.
  ///
  /// - Parameters:
  ///   - summary: That of an infeasible program.
  ///   - path: The output folder.
  /// - Throws: ``FileFault``.
  public static func write(_ summary: Summary, to path: String) throws(FileFault) {
    let folder = try OutputFolder(path: path, names: names, marker: summaryName)
    do {
      try folder.write(Array(summary.text.utf8), to: summaryName)
      try folder.commit()
    } catch {
      folder.discard()
      throw folder.named(error, path)
    }
  }
}

extension OutputFolder {
  /// The fault with the path that the caller knows instead of that of the unfinished folder.
  package func named(_ fault: FileFault, _ path: String) -> FileFault {
    guard fault.path.hasPrefix(workspace) else { return fault }
    var named = fault
    named.path = path + fault.path.dropFirst(workspace.count)
    return named
  }
}
