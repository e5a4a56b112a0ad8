import LinearModel
import Reporting
import Sourcing
import Tables

/// One run of `millwright event report`.
struct EventReportRun {
  let command: EventReportCommand
  private let observer: ProgressLine

  init(command: EventReportCommand) {
    self.command = command
    observer = ProgressLine(
      isShown: command.quiet ? false : command.progress,
      asked: .init(gap: command.search.gap, timeLimit: command.search.timeLimit), coldStart: nil)
    observer.pause()
  }

  /// Loads, awards, writes and prints.
  func run() throws(CommandFailure) {
    let event = try LoadedEvent.read(
      command.folder, isQuiet: command.quiet, otherwise: "nothing was awarded")
    let scenarios = try scenarios(of: event)
    let assets = try reporting { () throws(FileFault) in try ReportAssets.find() }
    try reporting { () throws(FileFault) in try EventReport.prepare(command.out) }
    Interruption.note()
    let results = try results(event, scenarios)
    observer.clear()
    let isInterrupted = Interruption.isRequested
    try requireDecided(results, event, isInterrupted: isInterrupted)
    let report = EventReport(
      event, results, detailed: command.scenario.first, version: Version.text, assets: assets,
      isInterrupted: isInterrupted)
    try reporting { () throws(FileFault) in try report.write(to: command.out) }
    guard !command.quiet else { return }
    let stopped = isInterrupted ? "Stopped: these are the best awards found by then.\n" : ""
    try Console.printResult(
      text(results, event) + stopped + "Report: \(command.out)/\(EventReport.name)")
  }

  private var options: AwardOptions {
    var options = AwardOptions()
    options.gap = command.search.gap
    options.timeLimit = command.search.timeLimit
    options.threads = command.search.threads
    // Awards of the same cost are not told apart: the pictures of one are as good as another's.
    options.breaksTies = false
    return options
  }

  /// The scenarios asked for, each once.
  private func scenarios(of event: Event) throws(CommandFailure) -> [Scenario] {
    guard !command.scenario.isEmpty else {
      // The more rules, the later: the cheapest is read first.
      return event.scenarios.isEmpty
        ? [.cheapest]
        : event.scenarios.sorted { ($0.rules.count, $0.name) < ($1.rules.count, $1.name) }
    }
    var found: [Scenario] = []
    for name in command.scenario where !found.contains(where: { $0.name == name }) {
      found.append(try LoadedEvent.scenario(name, of: event))
    }
    return found
  }

  // MARK: Searching

  /// What is found for each scenario; those that are still to be solved share what time is left.
  private func results(
    _ event: Event, _ scenarios: [Scenario]
  ) throws(CommandFailure) -> [ScenarioResult] {
    let solver = AwardSolver(engine: HiGHSSolver(), options: options, observer: observer)
    var results: [ScenarioResult] = []
    for (position, scenario) in scenarios.enumerated() {
      let share = solver.share(among: scenarios.count - position)
      let outcome = Interruption.isRequested ? .noAward : try outcome(event, scenario, share)
      results.append(ScenarioResult(scenario, outcome, gap: command.search.gap))
    }
    return results
  }

  private func outcome(
    _ event: Event, _ scenario: Scenario, _ solver: AwardSolver<HiGHSSolver>
  ) throws(CommandFailure) -> ScenarioResult.Outcome {
    do throws(AwardFault) {
      switch try solver.award(event, scenario) {
      case .award(let award):
        guard !command.quick else { return .award(award, nil) }
        let analysis = try solver.analysis(
          of: award, event, scenario, share: 0.1, findsBreakIns: false)
        return .award(award, analysis)
      case .infeasible: return .infeasible(try solver.conflicts(event, scenario))
      case .noAward: return .noAward
      }
    } catch {
      observer.clear()
      if case .stopped = error { return .noAward }
      throw CommandFailure(.solverFailed, "\(error)")
    }
  }

  // MARK: Saying

  /// Ends with status 4 where nothing is to be written: no scenario is decided, or Ctrl-C came
  /// before every one was.
  private func requireDecided(
    _ results: [ScenarioResult], _ event: Event, isInterrupted: Bool
  ) throws(CommandFailure) {
    let open = results.filter { !$0.isDecided }
    guard open.count < results.count else {
      let reason = isInterrupted ? "before the search was stopped" : "in time"
      throw CommandFailure(.noPlan, "no scenario was decided \(reason); nothing was written")
    }
    guard isInterrupted, !open.isEmpty else { return }
    if !command.quiet { try Console.printResult(text(results, event)) }
    let names = open.map(\.title).formattedList(with: "and")
    throw CommandFailure(
      .noPlan,
      "the search was stopped before \(names) \(open.count == 1 ? "was" : "were") decided; "
        + "nothing was written")
  }

  private func text(_ results: [ScenarioResult], _ event: Event) -> String {
    results.map { result in
      switch result.outcome {
      case .award(let award, _):
        "\(result.title): \(Format.money(award.cost.total.double, event.settings.currency)), "
          + "\(Format.count(award.choice.winners(in: event).count(where: \.self), "supplier"))\n"
      case .infeasible where event.lines.isEmpty && event.bundles.isEmpty:
        "\(result.title): no bids yet\n"
      case .infeasible: "\(result.title): no award keeps all rules\n"
      case .noAward: "\(result.title): no award in time\n"
      }
    }.joined()
  }
}
