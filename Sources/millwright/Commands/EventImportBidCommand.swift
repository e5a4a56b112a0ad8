import ArgumentParser
import Reporting
import Sourcing
import Tables

/// `millwright event import-bid`: takes a filled sheet into the event.
struct EventImportBidCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-bid",
    abstract: "Takes a supplier's filled bid into the event, whole or not at all.",
    discussion: """
      FILE is the workbook of bid-sheet, or CSV: one file of lines with prices, or a folder or .zip \
      of the event's tables (lines.csv, steps.csv, ...) with this supplier's rows alone. The bid \
      replaces all that the supplier bid before; other suppliers' rows are not touched. Every fault \
      is shown with its sheet and cell, and then nothing is taken.

      A bid that came after the event's deadline is refused unless --late says why it is taken. An \
      event with a deadline keeps a register of what came, receipts.csv. While bids are sealed no \
      price is shown.

      EXAMPLES
        millwright event import-bid my-event alpha.xlsx --dry-run
        millwright event import-bid my-event a.xlsx --received 2026-03-30T16:00Z
        millwright event import-bid my-event alpha.csv --supplier alpha

      EXIT STATUS
        0 taken, or could be   2 bad input, or too late
      """)

  @Argument(help: ArgumentHelp("The event folder.", valueName: "event"))
  var folder: String

  @Argument(help: ArgumentHelp("The bid.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("Who bids; needed for CSV.", valueName: "id"))
  var supplier: String?

  @Option(
    help: ArgumentHelp(
      "When the bid came: a date and time with its offset (now).", valueName: "time"))
  var received: String?

  @Option(
    help: ArgumentHelp(
      "Take a bid that came after the deadline; the reason is kept.", valueName: "reason"))
  var late: String?

  @Flag(help: "Only show what would change.")
  var dryRun = false

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func validate() throws {
    if let received {
      guard let moment = Moment(received) else {
        throw ValidationError("--received is '\(shown(received))'; it is \(Moment.allowed)")
      }
      guard moment <= WallClock.now else {
        throw ValidationError("--received is \(received), which is still to come")
      }
    }
    if let late, !late.contains(where: { !$0.isWhitespace }) {
      throw ValidationError("--late is empty; it is the reason for which a late bid is taken")
    }
    if let late, late.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      throw ValidationError("--late has a line break or control character; write it in one line")
    }
  }

  func run() throws {
    let now = WallClock.now
    let arrival = BidArrival(received: received.flatMap { Moment($0) } ?? now, reasonIfLate: late)
    let workbook: BidWorkbook
    do throws(BidFileFault) {
      workbook = try BidFile.read(file)
    } catch {
      throw try refuse(error.diagnostics)
    }
    guard !workbook.isText || supplier != nil else {
      throw CommandFailure(
        .wrongUsage, "\(file) is CSV, which does not say who bids; give --supplier")
    }
    do {
      let importer = BidImporter(folder: try EventFolder(path: folder), digest: Digest.sha256)
      let outcome = try importer.run(
        workbook, supplier: supplier, arrival: arrival, isDryRun: dryRun)
      if let words = outcome.recovered { Console.complain(words) }
      guard let changes = outcome.result.changes else {
        throw try refuse(outcome.result.diagnostics)
      }
      try show(changes, outcome.result.diagnostics, seal: changes.settings.seal(at: now))
    } catch let fault as BidImporter.EventFault {
      throw LoadedEvent.refuse(fault.diagnostics, folder, "no bid was taken")
    } catch let fault as FileFault {
      throw CommandFailure(
        fault.action == .read ? .badInput : .cannotReadOrWrite, "\(fault)")
    }
  }

  private func refuse(_ diagnostics: [Diagnostic]) throws -> CommandFailure {
    if json {
      try Console.printResult(
        BidText.json(nil, diagnostics, isTaken: false, isSealed: false).text(isPretty: true))
    } else {
      let console = Console.standardError
      console.write(DiagnosticText.text(diagnostics, on: console))
    }
    return CommandFailure(
      .badInput, "\(file) has \(DiagnosticText.counts(diagnostics)); nothing was taken")
  }

  private func show(
    _ changes: BidChanges, _ diagnostics: [Diagnostic], seal: Moment?
  ) throws {
    if json {
      let json = BidText.json(
        changes, diagnostics, isTaken: !dryRun, isSealed: seal != nil)
      return try Console.printResult(json.text(isPretty: true))
    }
    let console = Console.standardError
    console.write(DiagnosticText.text(diagnostics, on: console))
    try Console.printResult(BidText.text(changes, isDryRun: dryRun, seal: seal))
  }
}

/// What a bid changed, in words and as JSON.
///
/// Nobody reads a sealed bid before the deadline, whoever takes it in either: how many lines and
/// bundles there are is said, what they offer and at which price is not.
enum BidText {
  static func text(_ changes: BidChanges, isDryRun: Bool, seal: Moment?) -> String {
    let verb = isDryRun ? "would be taken" : "was taken"
    var text =
      "The bid of \(changes.supplier) for \(changes.event) \(verb): "
      + "\(counts(changes.lines, "line")); \(counts(changes.bundles, "bundle"))"
      + "\(answers(changes)).\n"
    if let seal {
      return text + "Bids are sealed until \(seal.text): what they offer is not shown.\n"
    }
    for change in changes.lines + changes.bundles where change.kind != .unchanged {
      text += "  \(row(change))\n"
    }
    text += "All lines, each for as many units as it offers of what is wanted: "
    text += "\(Format.money(changes.total, changes.settings.currency)).\n"
    if changes.discounts.isChanged {
      text += "Discounts: \(changes.discounts.before) before, \(changes.discounts.after) now.\n"
    }
    if changes.capacities.isChanged {
      text += "Capacities: \(changes.capacities.before) before, \(changes.capacities.after) now.\n"
    }
    return text
  }

  private static func counts(_ changes: [BidChanges.Change], _ noun: String) -> String {
    let parts = words { kind in changes.count { $0.kind == kind } }
    return parts.isEmpty ? "no \(noun)s" : "\(noun)s: " + parts
  }

  /// Of answers there is nothing to say where there are none.
  private static func answers(_ changes: BidChanges) -> String {
    let parts = words { changes.answers[$0] ?? 0 }
    return parts.isEmpty ? "" : "; answers: " + parts
  }

  private static func words(_ count: (BidChanges.Kind) -> Int) -> String {
    BidChanges.Kind.allCases.compactMap { kind in
      let count = count(kind)
      return count == 0 ? nil : "\(count) \(kind.rawValue)"
    }.joined(separator: ", ")
  }

  private static func row(_ change: BidChanges.Change) -> String {
    let what =
      change.item.isEmpty
      ? "bundle \(change.id)"
      : "\(change.id), \(Format.quantity(change.units)) of \(change.item)"
    let money = [change.before, change.after].compactMap { $0 }.map(Format.money)
    return "\(change.kind.rawValue): \(what), \(money.joined(separator: " -> "))"
  }

  static func json(
    _ changes: BidChanges?, _ diagnostics: [Diagnostic], isTaken: Bool, isSealed: Bool
  ) -> JSONValue {
    let shown = isSealed ? nil : changes
    return [
      "format": 1, "taken": .bool(isTaken), "sealed": .bool(isSealed),
      "supplier": changes.map { .string($0.supplier) } ?? .null,
      "event": changes.map { .string($0.event) } ?? .null,
      "lines": .array((shown?.lines ?? []).map(json)),
      "bundles": .array((shown?.bundles ?? []).map(json)),
      "total": shown.map { money($0.total) } ?? .null,
      "answers": changes.map(answerCounts) ?? .null,
      "diagnostics": DiagnosticText.json(diagnostics),
    ]
  }

  private static func answerCounts(_ changes: BidChanges) -> JSONValue {
    .object(
      BidChanges.Kind.allCases.map { .init($0.rawValue, .int(changes.answers[$0] ?? 0)) })
  }

  private static func json(_ change: BidChanges.Change) -> JSONValue {
    [
      "id": .string(change.id), "kind": .string(change.kind.rawValue),
      "item": change.item.isEmpty ? .null : .string(change.item),
      "units": .number(change.units), "before": change.before.map(money) ?? .null,
      "after": change.after.map(money) ?? .null,
    ]
  }

  private static func money(_ amount: Double) -> JSONValue {
    .number(DecimalRounding.money(amount, of: amount))
  }
}
