import Foundation
public import Planning
public import Program

/// Writes what `millwright plan` leaves in its output folder.
public enum PlanWriter {
  /// The name of the file that stands in a complete folder only.
  public static let summaryName = "summary.json"
  /// The result database.
  public static let storeName = "plan.sqlite"
  /// The report.
  public static let reportName = "report.html"
  /// The folder that holds the program as it was planned.
  public static let programName = "program"

  /// Everything that may stand in an output folder; other names in it are left alone.
  static var names: [String] {
    PlanTables.names + [storeName, reportName, RestartFile.name, programName, summaryName]
  }

  /// Writes summary, database, tables, report, the program as planned and what the next plan may start
  /// from to the folder `path`.
  ///
  /// The folder is complete or as it was before: see ``OutputFolder``.
  ///
  /// - Parameters:
  ///   - plan: A plan of `program`.
  ///   - program: As it was planned, what-ifs applied.
  ///   - path: Made where it is missing. Of an earlier content only results are replaced.
  ///   - context: What the run knows beside; its seconds of writing are measured here.
  ///   - assets: What the report carries with it; found where they are laid if not given.
  /// - Returns: The summary as written.
  /// - Throws: ``FileFault``.
  @discardableResult
  public static func write(
    _ plan: Plan, _ program: BuildProgram, to path: String, context: RunContext,
    assets: ReportAssets? = nil
  ) throws(FileFault) -> Summary {
    let clock = ContinuousClock()
    let start = clock.now
    let carried = if let assets { assets } else { try ReportAssets.find() }
    let folder = try OutputFolder(path: path, names: names, marker: summaryName)
    do {
      let tables = PlanTables(plan, program)
      for name in PlanTables.names { try folder.write(tables.table(name), to: name) }
      try folder.makeFolder(programName)
      let files = program.makeFiles().contents
      for name in files.keys.sorted() {
        try folder.write(files[name] ?? [], to: programName + "/" + name)
      }
      let store = StoreWriter(program: program, plan: plan, context: context)
      try store.write(to: folder.path(of: storeName))
      let report = ReportPage(plan, program, context: context, assets: carried)
      try folder.write(report.html(), to: reportName)
      if let restart = plan.restart {
        try folder.write(RestartFile.bytes(of: restart), to: RestartFile.name)
      }
      var seconds = context.seconds
      let duration = (clock.now - start).components
      seconds.write = Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
      let summary = Summary(plan: plan, program: program, seconds: seconds)
      try folder.write(Array(summary.text.utf8), to: summaryName)
      try folder.commit()
      return summary
    } catch {
      folder.discard()
      throw folder.named(error, path)
    }
  }
}
