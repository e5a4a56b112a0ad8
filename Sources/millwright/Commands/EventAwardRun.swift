import LinearModel
import Reporting
import Sourcing

/// One run of `millwright event award`.
struct EventAwardRun {
  let command: EventAwardCommand
  private let observer: ProgressLine

  init(command: EventAwardCommand) {
    self.command = command
    observer = ProgressLine(
      isShown: command.quiet ? false : command.progress,
      asked: .init(gap: command.search.gap, timeLimit: command.search.timeLimit), coldStart: nil)
  }

  /// Loads, awards, writes and prints.
  func run() throws(CommandFailure) {
    let event = try loadedEvent()
    let scenario = try scenario(of: event)
    if let out = command.out {
      try reporting(clearing: observer) { () throws(FileFault) in try AwardWriter.prepare(out) }
    }
    let target = try command.into.map { path throws(CommandFailure) in
      observer.pause()
      return try AwardIntoProgram(path: path)
    }
    Interruption.note()
    let start = observer.now()
    let solver = AwardSolver(engine: HiGHSSolver(), options: options, observer: observer)
    switch try solving({ () throws(AwardFault) in try solver.award(event, scenario) }) {
    case .award(let award):
      var analysis: AwardAnalysis?
      if command.analyse {
        analysis = try solving { () throws(AwardFault) in
          try solver.analysis(of: award, event, scenario, share: command.share)
        }
      }
      let summary = AwardSummary(
        award, event, scenario, analysis: analysis, gap: command.search.gap,
        seconds: observer.now() - start)
      try write(summary, try certificate(award, event, scenario))
      try show(summary, AwardText.award(award, event, scenario, summary, out: command.out))
      try target?.write(
        award.choice, event, bids: command.allBids ? .all : .awards, isDryRun: command.dryRun,
        isShown: !command.quiet && !command.json)
    case .infeasible:
      let report = try solving { () throws(AwardFault) in
        try solver.conflicts(event, scenario)
      }
      let summary = AwardSummary(report, event, scenario, seconds: observer.now() - start)
      try write(summary, nil)
      try show(summary, AwardText.infeasible(report, event, scenario))
      throw CommandFailure(.infeasible)
    case .noAward(let bound):
      let reason = Interruption.isRequested ? "the search was stopped" : "the time was over"
      let summary = AwardSummary(noAwardWithBound: bound, event, scenario)
      try show(
        summary, "No award yet: \(reason) before the first one was found. Nothing was written.")
      throw CommandFailure(.noPlan)
    }
  }

  private var options: AwardOptions {
    var options = AwardOptions()
    options.gap = command.search.gap
    options.timeLimit = command.search.timeLimit
    options.threads = command.search.threads
    options.seed = command.seed
    options.breaksTies = !command.anyTie
    return options
  }

  private func loadedEvent() throws(CommandFailure) -> Event {
    defer { observer.pause() }
    let result = try LoadedEvent.load(command.folder)
    observer.pause()
    return try LoadedEvent.read(
      result, command.folder, isQuiet: command.quiet,
      scenarios: command.scenario.map { [$0] } ?? [], otherwise: "nothing was awarded")
  }

  private func scenario(of event: Event) throws(CommandFailure) -> Scenario {
    guard let name = command.scenario else { return .cheapest }
    if event.scenario(name) == nil { observer.clear() }
    return try LoadedEvent.scenario(name, of: event)
  }

  private func certificate(
    _ award: Award, _ event: Event, _ scenario: Scenario
  ) throws(CommandFailure) -> AwardCertificate {
    AwardCertificate(
      award, event, scenario, folder: command.folder,
      digests: try Digest.files(of: command.folder, scenario: scenario.name), solver: "HiGHS",
      options: options)
  }

  private func write(
    _ summary: AwardSummary, _ certificate: AwardCertificate?
  ) throws(CommandFailure) {
    guard let out = command.out else { return observer.clear() }
    observer.startWriting()
    try reporting(clearing: observer) { () throws(FileFault) in
      try AwardWriter.write(summary, certificate, to: out)
    }
    observer.clear()
  }

  /// Prints the result as it was asked for.
  private func show(_ summary: AwardSummary, _ text: String) throws(CommandFailure) {
    observer.clear()
    guard !command.quiet else { return }
    try Console.printResult(command.json ? summary.json.text(isPretty: true) : text)
  }

  private func solving<Result>(_ work: () throws(AwardFault) -> Result) throws(CommandFailure)
    -> Result
  {
    do throws(AwardFault) {
      return try work()
    } catch {
      observer.clear()
      if case .stopped = error {
        throw CommandFailure(.noPlan, "the analysis was stopped; nothing was written")
      }
      throw CommandFailure(.solverFailed, "\(error)")
    }
  }
}
