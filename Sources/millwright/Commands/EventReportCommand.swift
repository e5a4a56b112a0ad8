import ArgumentParser
import LinearModel
import Reporting
import Sourcing
import Tables

/// `millwright event report`: an event and its awards as one HTML file.
struct EventReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Awards each scenario and writes all of them as one HTML file.",
    discussion: """
      The file shows the call, who answered, how far prices lie apart, the scenarios side by side, \
      who wins what and where, what each rule costs, what is saved, and why a scenario has no \
      award. It opens without a network. The first --scenario is shown in detail; without any, all \
      scenarios are awarded and the one with the most rules that has an award is. Each search stops \
      at --gap, all of them together at --time-limit.

      EXAMPLES
        millwright event report my-event --out report
        millwright event report my-event --scenario dual-source --scenario free --out report

      EXIT STATUS
        0 written   2 bad input   4 no scenario was decided within the limit
      """)

  @Argument(help: ArgumentHelp("The event folder.", valueName: "event"))
  var folder: String

  @Option(help: ArgumentHelp("The folder for event-report.html.", valueName: "dir"))
  var out: String

  @Option(
    help: ArgumentHelp(
      "A file of scenarios/, without .yaml; may be repeated (all).", valueName: "name"))
  var scenario: [String] = []

  @Flag(help: "Leave out what rules cost and what is saved: two searches more for each rule.")
  var quick = false

  @OptionGroup var search: SearchArguments<AwardSearch>

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Flag(inversion: .prefixedNo, help: "Show progress; by default on a terminal only.")
  var progress: Bool?

  func validate() throws {
    try OutputOption.check(out, of: "--out", "the report needs a folder")
  }

  func run() throws {
    let event = try LoadedEvent.read(folder, isQuiet: quiet, otherwise: "nothing was awarded")
    let scenarios = try scenarios(of: event)
    let assets = try reporting { () throws(FileFault) in try ReportAssets.find() }
    try reporting { () throws(FileFault) in try EventReport.prepare(out) }
    let observer = ProgressLine(
      isShown: quiet ? false : progress, asked: .init(gap: search.gap, timeLimit: search.timeLimit),
      coldStart: nil)
    Interruption.note()
    let solver = AwardSolver(engine: HiGHSSolver(), options: options, observer: observer)
    let results = try scenarios.map { try result(event, $0, solver, observer) }
    observer.clear()
    guard results.contains(where: { $0.isDecided }) else {
      throw CommandFailure(.noPlan, "no scenario was decided in time; nothing was written")
    }
    let report = EventReport(
      event, results, detailed: scenario.first, version: Version.text, assets: assets)
    try reporting { () throws(FileFault) in try report.write(to: out) }
    guard !quiet else { return }
    try Console.printResult(text(results, event) + "Report: \(out)/\(EventReport.name)")
  }

  private var options: AwardOptions {
    var options = AwardOptions()
    options.gap = search.gap
    options.timeLimit = search.timeLimit
    options.threads = search.threads
    // Awards of the same cost are not told apart: the pictures of one are as good as another's.
    options.breaksTies = false
    return options
  }

  private func scenarios(of event: Event) throws(CommandFailure) -> [Scenario] {
    guard !scenario.isEmpty else {
      // The more rules, the later: the cheapest is read first.
      return event.scenarios.isEmpty
        ? [.cheapest]
        : event.scenarios.sorted { ($0.rules.count, $0.name) < ($1.rules.count, $1.name) }
    }
    var found: [Scenario] = []
    for name in scenario {
      guard let one = event.scenario(name) else {
        let names = event.scenarios.map(\.name)
        let hint =
          nearestName(to: name, among: names).map { "did you mean '\($0)'?" }
          ?? (names.isEmpty
            ? "the event has no scenarios/" : "there are " + names.formattedList(with: "and"))
        throw CommandFailure(.badInput, "no scenario '\(shown(name))'; \(hint)")
      }
      found.append(one)
    }
    return found
  }

  private func result(
    _ event: Event, _ scenario: Scenario, _ solver: AwardSolver<HiGHSSolver>,
    _ observer: ProgressLine
  ) throws(CommandFailure) -> ScenarioResult {
    do throws(AwardFault) {
      switch try solver.award(event, scenario) {
      case .award(let award):
        guard !quick else { return ScenarioResult(scenario, .award(award, nil), gap: search.gap) }
        let analysis = try solver.analysis(
          of: award, event, scenario, share: 0.1, findsBreakIns: false)
        return ScenarioResult(scenario, .award(award, analysis), gap: search.gap)
      case .infeasible:
        return ScenarioResult(
          scenario, .infeasible(try solver.conflicts(event, scenario)), gap: search.gap)
      case .noAward: return ScenarioResult(scenario, .noAward, gap: search.gap)
      }
    } catch {
      observer.clear()
      if case .stopped = error { return ScenarioResult(scenario, .noAward, gap: search.gap) }
      throw CommandFailure(.solverFailed, "\(error)")
    }
  }

  private func text(_ results: [ScenarioResult], _ event: Event) -> String {
    results.map { result in
      let name = result.scenario.name.isEmpty ? "no rules" : result.scenario.name
      switch result.outcome {
      case .award(let award, _):
        return
          "\(name): \(Format.money(award.cost.total.double)) \(event.settings.currency), "
          + "\(Format.count(award.choice.winners(in: event).count(where: \.self), "supplier"))\n"
      case .infeasible: return "\(name): no award keeps all rules\n"
      case .noAward: return "\(name): no award in time\n"
      }
    }.joined()
  }
}
