import ArgumentParser
import Program
import Reporting
import Sourcing
import Tables

/// `millwright event from-plan`: what a plan needs, as a call that can be published.
struct EventFromPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "from-plan",
    abstract: "Makes an event of what a plan buys: lots, quantities and when they are needed.",
    discussion: """
      Units that the plan orders are gathered by item and quarter of arrival and rounded up, so that \
      they can be published. An item that the plan buys from one supplier alone is told by year with \
      one digit, so that nobody's volume shows. unmet_cost is the plan's shadow price, rounded up; it \
      is never in a bid sheet. The folder must be new.

      EXAMPLES
        millwright event from-plan out --out call
        millwright event from-plan out --out call --pillar datacenter --round 1
        millwright event from-plan out --out call --from 2027-01-01

      EXIT STATUS
        0 written   2 bad input
      """)

  @Argument(help: ArgumentHelp("The output folder of millwright plan.", valueName: "out"))
  var plan: String

  @Option(help: ArgumentHelp("The folder of the event.", valueName: "event"))
  var out: String

  @Option(
    help: ArgumentHelp(
      "datacenter, consumer or robotics; may be given several times.", valueName: "name"))
  var pillar: [String] = []

  @Option(help: ArgumentHelp("Digits that quantities keep.", valueName: "n"))
  var round = 2

  @Option(help: ArgumentHelp("The first day of arrival that counts.", valueName: "date"))
  var from: String?

  @Option(help: ArgumentHelp("The last day of arrival that counts.", valueName: "date"))
  var to: String?

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func validate() throws {
    guard 1...6 ~= round else {
      throw ValidationError("--round is \(round); it is a number of digits from 1 to 6")
    }
    let known = Pillar.allCases.map(\.rawValue)
    for name in pillar where !known.contains(name) {
      throw ValidationError(
        "--pillar is '\(name)'; it is " + known.formattedList(with: "or"))
    }
    let (first, last) = (try day(from, "--from"), try day(to, "--to"))
    if let first, let last, last < first {
      throw ValidationError("--to is \(last), before --from \(first)")
    }
    try OutputOption.check(out, of: "--out", "it names a folder")
  }

  private func day(_ text: String?, _ name: String) throws -> Day? {
    guard let text else { return nil }
    guard let day = Day(text) else {
      throw ValidationError("\(name) is '\(text)'; it is a date such as 2026-01-05")
    }
    return day
  }

  func run() throws {
    let saved = try stored()
    var options = SignalOptions()
    options.pillars = Set(pillar)
    options.digits = round
    options.from = try day(from, "--from")
    options.to = try day(to, "--to")
    let signal = DemandSignal(
      SignalSource.needs(of: saved), of: saved.program, options: options)
    guard !signal.items.isEmpty else {
      throw CommandFailure(.badInput, "\(plan) buys nothing of this; there is nothing to ask for")
    }
    let name = saved.program.settings.name
    do throws(FileFault) {
      try NewEventFolder.write(
        signal.files(
          of: saved.program, event: DemandSignal.name(name), title: "What \(name) asks for"),
        to: out)
    } catch {
      throw CommandFailure(.cannotReadOrWrite, "\(error)")
    }
    let text = SignalText(
      signal: signal, program: saved.program, digits: round, lost: SignalSource.lost(in: saved),
      out: out)
    try Console.printResult(json ? text.json.text(isPretty: true) : text.text)
  }

  private func stored() throws(CommandFailure) -> PlanStore {
    do throws(FileFault) {
      return try PlanStore.open(plan)
    } catch {
      throw CommandFailure(.badInput, "\(error)")
    }
  }
}

/// A demand signal in words and as JSON.
struct SignalText {
  let signal: DemandSignal
  let program: BuildProgram
  let digits: Int
  let lost: [(demand: String, quantity: Double)]
  let out: String

  private var suppressed: [String] {
    signal.items.filter(\.isSuppressed).map { program.items[$0.item].id }
  }

  var text: String {
    let days = signal.items.flatMap(\.periods)
    let first = days.map(\.from).min()?.description ?? ""
    let last = days.map(\.to).max()?.description ?? ""
    var text =
      "The event \(out) asks for \(Format.count(signal.items.count, "item")) in "
      + "\(Format.count(signal.lots.count, "lot")), \(first) to \(last).\n"
    for (index, lot) in signal.lots.enumerated() {
      let items = signal.items.filter { $0.lot == index }.map { item in
        "\(program.items[item.item].id) \(Format.quantity(item.units))"
      }
      text += "  \(lot.id): \(items.joined(separator: ", "))\n"
    }
    text +=
      "Quantities are rounded up to \(Format.count(digits, "digit")) a quarter"
      + (more.map { ", \(Format.percent($0)) above the plan in all" } ?? "") + ".\n"
    text += farAbove + withoutValue
    if !signal.leftOut.isEmpty {
      let ids = signal.leftOut.map { program.items[$0].id }
      text +=
        "Not asked for, because the plan buys less than a hundredth of a unit a quarter: "
        + "\(ids.joined(separator: ", ")).\n"
    }
    if !suppressed.isEmpty {
      text +=
        "Told by year, with one digit and without a value, because the plan buys them from one "
        + "supplier alone: \(suppressed.joined(separator: ", ")).\n"
    }
    for entry in lost {
      text +=
        "Not asked for: what demand \(entry.demand) loses in the plan "
        + "(\(Format.quantity(entry.quantity)) of it).\n"
    }
    text +=
      "Next: dates and buyer in \(out)/event.yaml, who may bid in \(out)/suppliers.csv, then "
      + "millwright event check \(out)\n"
    return text
  }

  /// Items that rounding asks for much more of than is planned.
  private var farAbove: String {
    let found = signal.items.filter { $0.units > 1.1 * $0.need + 1 }
      .sorted { $0.units / $0.need > $1.units / $1.need }
    guard !found.isEmpty else { return "" }
    let words = found.map {
      "\(program.items[$0.item].id) \(Format.percent($0.units / $0.need - 1))"
    }
    return "More than a tenth above it: \(words.joined(separator: ", ")).\n"
  }

  /// Items without a value that are not suppressed.
  private var withoutValue: String {
    let found = signal.items.filter { !$0.isSuppressed && $0.worth == nil }
    guard !found.isEmpty else { return "" }
    let ids = found.map { program.items[$0.item].id }.joined(separator: ", ")
    return "Without a value (unmet_cost), because the plan knows none: \(ids).\n"
  }

  /// The share by which the units published exceed those planned.
  private var more: Double? {
    let need = signal.items.reduce(0) { $0 + $1.need }
    guard need > 0 else { return nil }
    return signal.items.reduce(0) { $0 + $1.units } / need - 1
  }

  var json: JSONValue {
    let items = signal.items.map { entry -> JSONValue in
      let periods = entry.periods.map { period -> JSONValue in
        [
          "from": .string(period.from.description), "to": .string(period.to.description),
          "quantity": .number(period.units),
        ]
      }
      return [
        "item": .string(program.items[entry.item].id), "lot": .string(signal.lots[entry.lot].id),
        "quantity": .number(entry.units),
        "unmet_cost": entry.worth.map(JSONValue.number) ?? .null,
        "is_suppressed": .bool(entry.isSuppressed), "profile": .array(periods),
      ]
    }
    return [
      "format": 1, "event": .string(out), "lots": .strings(signal.lots.map(\.id)),
      "items": .array(items),
      "lost": .object(lost.map { .init($0.demand, .number($0.quantity)) }),
    ]
  }
}
