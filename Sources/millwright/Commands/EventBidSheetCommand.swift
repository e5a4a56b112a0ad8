import ArgumentParser
import Program
import Reporting
import Sourcing
import Tables

/// `millwright event bid-sheet`: the spreadsheet that a supplier fills in.
struct EventBidSheetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bid-sheet",
    abstract: "Writes the spreadsheet that a supplier fills in and sends back.",
    discussion: """
      One workbook a supplier: explanations, a row for each item, prices by quantity, bundles, \
      discounts, capacities and answers. Headings are locked, choices are drop-downs, and what the \
      supplier bid before is filled in. The same event gives the same bytes.

      EXAMPLES
        millwright event bid-sheet my-event --supplier alpha --out alpha.xlsx
        millwright event bid-sheet my-event --all --out sheets

      EXIT STATUS
        0 written   2 bad input
      """)

  @Argument(help: ArgumentHelp("The event folder.", valueName: "event"))
  var folder: String

  @Option(help: ArgumentHelp("The supplier.", valueName: "id"))
  var supplier: String?

  @Flag(help: "A workbook for every supplier of the event.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "A lot wanted; may be given several times. By default all are.", valueName: "id"))
  var lot: [String] = []

  @Option(help: ArgumentHelp("The file, or with --all the folder.", valueName: "path"))
  var out: String

  @Flag(help: "Overwrite workbooks that are there and differ from what is written now.")
  var replace = false

  func validate() throws {
    guard all != (supplier != nil) else {
      throw ValidationError("give either --supplier or --all")
    }
    try OutputOption.check(out, of: "--out", "it names a file, or with --all a folder")
    guard all || out.lowercased().hasSuffix(".xlsx") else {
      throw ValidationError("--out is '\(out)'; a workbook's name ends with .xlsx")
    }
  }

  func run() throws {
    let event = try LoadedEvent.read(
      folder, isQuiet: true, otherwise: "no sheet was written")
    try check(lot, among: event.lots.map(\.id), noun: "lot")
    if let supplier { try check([supplier], among: event.suppliers.map(\.id), noun: "supplier") }
    guard !event.suppliers.isEmpty else {
      throw CommandFailure(
        .badInput, "\(folder) has no suppliers; write suppliers.csv: who is asked to bid")
    }
    do {
      let source = try BidSheetSource(
        event: event, folder: EventFolder(path: folder), digest: Digest.sha256)
      let chosen = event.suppliers.rowIndices.filter { all || event.suppliers[$0].id == supplier }
      let sheets = chosen.map { index in
        let path = all ? "\(out)/\(event.suppliers[index].id).xlsx" : out
        return (sheet: source.sheet(for: index, lots: Set(lot)), path: path)
      }
      try BidSheetWriter.write(sheets, isReplacing: replace)
      let count = Format.count(chosen.count, "bid sheet")
      try Console.printResult(all ? "\(count) in \(out)" : "The bid sheet: \(out)")
    } catch let fault as FileFault {
      throw CommandFailure(.cannotReadOrWrite, "\(fault)")
    }
  }

  private func check(
    _ names: [String], among known: [String], noun: String
  ) throws(CommandFailure) {
    for name in names where !known.contains(name) {
      let hint =
        nearestName(to: name, among: known).map { "did you mean '\($0)'?" }
        ?? "\(noun)s.csv has no such row"
      throw CommandFailure(.badInput, "unknown \(noun) '\(shown(name))'; \(hint)")
    }
  }
}
