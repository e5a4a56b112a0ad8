import Foundation
import LinearModel
import Program
import RackDesign
import Reporting
import Tables

/// One run of `millwright design search`.
struct DesignSearchRun {
  let command: DesignSearchCommand
  private let observer: ProgressLine

  init(command: DesignSearchCommand) {
    self.command = command
    observer = ProgressLine(
      isShown: command.progress, asked: .init(gap: 0, timeLimit: command.limits.timeLimit),
      coldStart: nil)
  }

  /// Loads, searches, writes and prints.
  func run() throws {
    defer { observer.clear() }
    observer.pause()
    let loaded = try LoadedDesigns(command.folder, json: command.json)
    let generations = try generations(loaded)
    if let out = command.out { try DesignSearchOutput.prepare(out) }
    Interruption.note()
    let search = DesignSearch(
      solver: HiGHSSolver(), folder: loaded.folder, options: options, observer: observer)
    var report = DesignSearchReport(folder: loaded.folder)
    try solving { () throws(SolverError) in
      if command.jointly {
        report.results.append(try joint(generations, search, loaded.folder))
      } else {
        for generation in generations {
          report.results.append(try result(generation, search))
        }
      }
    }
    report.wasInterrupted = Interruption.isRequested
    observer.clear()
    if let out = command.out, !report.designs.isEmpty {
      do throws(FileFault) {
        try DesignSearchOutput.write(report, of: command.folder, to: out)
      } catch {
        throw CommandFailure(.cannotReadOrWrite, "\(error)")
      }
    }
    try Console.printResult(
      command.json
        ? report.json(command.folder).text(isPretty: true) : report.text(out: command.out))
    if let status = report.failure { throw CommandFailure(status) }
  }

  private var options: SearchOptions {
    var options = SearchOptions()
    options.timeLimit = command.limits.timeLimit
    options.threads = command.limits.threads
    options.clusterRacks = command.racks
    return options
  }

  private func generations(_ loaded: LoadedDesigns) throws(CommandFailure) -> [GenerationIndex] {
    let all = loaded.folder.generations
    guard !command.generations.isEmpty else { return all.rowIndices }
    var chosen: [GenerationIndex] = []
    for name in command.generations {
      guard let index = all.rowIndices.first(where: { all[$0].id == name }) else {
        let names = all.map(\.id)
        let hint =
          nearestName(to: name, among: names).map { "did you mean '\($0)'?" }
          ?? "it has \(names.prefix(8).joined(separator: ", "))"
        throw CommandFailure(
          .badInput, "\(command.folder) has no generation '\(name)'; \(hint)")
      }
      if !chosen.contains(index) { chosen.append(index) }
    }
    return chosen
  }

  private func result(
    _ generation: GenerationIndex, _ search: DesignSearch<HiGHSSolver>
  ) throws(SolverError) -> DesignSearchReport.Result {
    if let pair = command.pareto {
      let front = try search.front(generation, pair.first, pair.second)
      if !front.points.isEmpty { return .front(generation, front) }
      return front.isComplete
        ? .conflict(generation, try search.conflict(generation)) : .nothing(generation)
    }
    switch try search.best(generation, command.objective) {
    case .found(let result): return .best(generation, command.objective, result)
    case .infeasible: return .conflict(generation, try search.conflict(generation))
    case .stopped: return .nothing(generation)
    }
  }

  private func joint(
    _ generations: [GenerationIndex], _ search: DesignSearch<HiGHSSolver>, _ folder: DesignFolder
  ) throws(SolverError) -> DesignSearchReport.Result {
    var alone: [SearchResult] = []
    for generation in generations {
      switch try search.best(generation, .cost) {
      case .found(let result): alone.append(result)
      case .infeasible: return .conflict(generation, try search.conflict(generation))
      case .stopped: return .nothing(generation)
      }
    }
    guard case .found(let together) = try search.jointly(generations, alone: alone) else {
      return .nothing(generations[0])
    }
    return .joint(generations, alone: alone, together: together)
  }

  private func solving(_ work: () throws(SolverError) -> Void) throws(CommandFailure) {
    do throws(SolverError) {
      try work()
    } catch {
      observer.clear()
      throw CommandFailure(.solverFailed, "\(error)")
    }
  }
}

/// Writes the designs found as a design folder.
enum DesignSearchOutput {
  /// Stands in folders that a search wrote, and holds its result.
  private static let marker = "search.json"
  /// A front's points, for `design report --front`.
  private static let front = "front.csv"

  private static var tables: [String] { DesignSchemas.tables.map(\.file) }

  private static var names: [String] {
    [marker, front, DesignSchemas.settingsFile, "requirements", "designs"] + tables
  }

  /// Makes sure that designs can be written to `out`, before anything is searched.
  ///
  /// - Throws: ``CommandFailure`` where `out` holds designs that no search wrote, or nothing can be
  ///   written there.
  static func prepare(_ out: String) throws(CommandFailure) {
    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: out + "/" + name) }
    guard !exists(DesignSchemas.settingsFile) || exists(marker) else {
      throw CommandFailure(
        .badInput, "--out \(out) is a design folder of its own; designs found need another")
    }
    try reporting { () throws(FileFault) in
      try OutputFolder(path: out, names: names, marker: marker).discard()
    }
  }

  /// Writes the folder searched, with the designs found in place of its own.
  static func write(
    _ report: DesignSearchReport, of source: String, to out: String
  ) throws(FileFault) {
    let files = try ProgramFolder(path: source, as: .design)
    let target = try OutputFolder(path: out, names: names, marker: marker)
    do throws(FileFault) {
      try fill(target, report, files, source)
      try target.commit()
    } catch {
      target.discard()
      throw error
    }
  }

  private static func fill(
    _ target: OutputFolder, _ report: DesignSearchReport, _ files: ProgramFolder, _ source: String
  ) throws(FileFault) {
    try target.makeFolder("requirements")
    try target.makeFolder("designs")
    let requirements = report.folder.generations.map { DesignSchemas.requirementsFile($0.id) }
    for name in [DesignSchemas.settingsFile] + requirements + tables
    where name != DesignSchemas.designs.file {
      if let bytes = try read(name, files, source) { try target.write(bytes, to: name) }
    }
    for (name, bytes) in DesignFiles.files(of: report.designs, in: report.folder) {
      try target.write(bytes, to: name)
    }
    if let rows = report.frontRows { try target.write(rows, to: front) }
    try target.write(Array(report.json(source).text(isPretty: true).utf8), to: marker)
  }

  private static func read(
    _ name: String, _ files: ProgramFolder, _ source: String
  ) throws(FileFault) -> [UInt8]? {
    do {
      return try files.bytes(of: name)
    } catch let fault as FileFault {
      throw fault
    } catch {
      throw FileFault(action: .read, path: source + "/" + name, reason: "\(error)")
    }
  }
}
