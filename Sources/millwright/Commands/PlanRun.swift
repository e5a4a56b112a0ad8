import Foundation
import LinearModel
import Planning
import Program
import Reporting
import Tables

/// One run of `millwright plan`.
struct PlanRun {
  let command: PlanCommand
  private let observer: ProgressLine

  init(command: PlanCommand) {
    self.command = command
    let warning = command.from.map {
      "warning: the plan in \($0) has other rows, lead times, lanes or days; nothing starts from it"
    }
    observer = ProgressLine(
      isShown: command.quiet ? false : command.progress,
      asked: .init(gap: command.search.gap, timeLimit: command.search.timeLimit),
      coldStart: command.quiet ? nil : warning)
  }

  /// Loads, plans, writes and prints.
  func run() throws(CommandFailure) {
    let loaded = try loaded()
    let program = try checked(loaded.result)
    try reporting(clearing: observer) { () throws(FileFault) in try PlanWriter.prepare(command.out)
    }
    var context = RunContext(
      warnings: loaded.result.warnings.map(\.summary), overrides: command.whatIfs,
      version: Version.text, command: CommandText.current, solver: "HiGHS")
    context.seconds.load = observer.now()
    let restart = try restart()
    let modelFile: ModelFile?
    if let path = command.writeModel { modelFile = try ModelFile(path) } else { modelFile = nil }
    Interruption.note()
    let outcome = try outcome(of: program, restart, modelFile)
    switch outcome {
    case .plan(let plan): try finish(plan, of: program, context)
    case .infeasible(let conflict):
      observer.clear()
      context.seconds.solve = observer.now() - context.seconds.load
      let summary = Summary(infeasible: conflict, program: program, seconds: context.seconds)
      try reporting(clearing: observer) { () throws(FileFault) in
        try PlanWriter.write(summary, to: command.out)
      }
      try show(summary, EndText.infeasible(summary, currency: program.settings.currency))
      throw CommandFailure(.infeasible)
    case .noPlan(let bound):
      observer.clear()
      context.seconds.solve = observer.now() - context.seconds.load
      let summary = Summary(noPlanWithBound: bound, program: program, seconds: context.seconds)
      try show(summary, EndText.noPlan(bound: bound, isInterrupted: Interruption.isRequested))
      throw CommandFailure(.noPlan)
    }
  }

  /// What the folder holds, with the what-ifs.
  private func loaded() throws(CommandFailure) -> LoadedProgram {
    // Whatever is said of it next, the line is off the screen.
    defer { observer.pause() }
    return try LoadedProgram(folder: command.folder, overrides: command.whatIfs)
  }

  /// The program, its warnings shown; ends with status 2 where there are errors.
  private func checked(_ result: LoadResult) throws(CommandFailure) -> BuildProgram {
    let console = Console.standardError
    guard let program = result.program else {
      console.write(DiagnosticText.text(result.diagnostics, on: console))
      let counts = DiagnosticText.counts(result.diagnostics)
      let place = command.whatIfs.isEmpty ? "" : " with these what-ifs"
      throw CommandFailure(
        .badInput, "\(command.folder) has \(counts)\(place); nothing was planned")
    }
    if !command.quiet { console.write(DiagnosticText.text(result.warnings, on: console)) }
    return program
  }

  /// What the plan of `--from` left behind; ends with status 2 where it is damaged or not there.
  private func restart() throws(CommandFailure) -> Restart? {
    guard let from = command.from else { return nil }
    do throws(FileFault) {
      return try Restart.open(from)
    } catch {
      observer.clear()
      throw CommandFailure(.badInput, "\(error)")
    }
  }

  private func outcome(
    of program: BuildProgram, _ restart: Restart?, _ modelFile: ModelFile?
  ) throws(CommandFailure) -> PlanOutcome {
    var options = PlanOptions()
    options.gap = command.search.gap
    options.timeLimit = command.search.timeLimit
    options.threads = command.search.threads
    options.seed = command.seed
    options.method = command.method
    do throws(SolverError) {
      return try Planner(solver: HiGHSSolver()).plan(
        program, options: options, observer: observer, from: restart
      ) { model, names in
        do throws(CommandFailure) {
          try modelFile?.write(model, names)
        } catch {
          // A search of minutes is not what was asked for without its model.
          observer.clear()
          ExitStatus.end(with: error)
        }
      }
    } catch {
      observer.clear()
      throw CommandFailure(.solverFailed, "\(error)")
    }
  }

  private func finish(_ plan: Plan, of program: BuildProgram, _ context: RunContext)
    throws(CommandFailure)
  {
    var context = context
    context.seconds.build = plan.timing.build
    context.seconds.solve = plan.timing.solve
    observer.startWriting()
    let summary = try reporting(clearing: observer) { () throws(FileFault) in
      try PlanWriter.write(plan, program, to: command.out, context: context)
    }
    let text = PlanText(
      plan: plan, program: program, out: command.out, isInterrupted: Interruption.isRequested)
    observer.clear()
    try show(summary, text.text)
  }

  /// Prints the result as it was asked for.
  private func show(_ summary: Summary, _ text: String) throws(CommandFailure) {
    guard !command.quiet else { return }
    try Console.printResult(command.json ? summary.text : text)
  }
}

/// The command line that was typed.
enum CommandText {
  /// In one line, arguments quoted for a shell where they need it.
  static var current: String {
    (["millwright"] + CommandLine.arguments.dropFirst().map(quoted)).joined(separator: " ")
  }

  /// The argument as a shell reads it.
  static func quoted(_ argument: String) -> String {
    let isPlain = argument.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./=:,+@%".utf8.contains(byte)
      }
    }
    guard !isPlain || argument.isEmpty else { return argument }
    return "'" + argument.replacing("'", with: "'\\''") + "'"
  }
}
