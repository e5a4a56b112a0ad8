import Program
import Reporting
import Sourcing
import Tables

/// Writes an award into a program folder: `event award --into`.
struct AwardIntoProgram {
  private let folder: ProgramFolder
  private let program: BuildProgram

  /// Reads and checks the program, before anything is searched.
  init(path: String) throws(CommandFailure) {
    do throws(FileFault) {
      folder = try ProgramFolder(path: path)
    } catch {
      throw CommandFailure(.badInput, "\(error)")
    }
    let result = BuildProgram.load(from: folder)
    let console = Console.standardError
    guard let program = result.program else {
      console.write(DiagnosticText.text(result.diagnostics, on: console))
      let counts = DiagnosticText.counts(result.diagnostics)
      throw CommandFailure(.badInput, "\(path) has \(counts); nothing was awarded")
    }
    self.program = program
  }

  /// Merges the rows, checks the program with them, and writes it unless it is a dry run.
  func write(
    _ choice: Choice, _ event: Event, bids: ProgramBids, isDryRun: Bool, isShown: Bool
  ) throws(CommandFailure) {
    let rows = OfferMaker(choice, of: event, for: program).rows(bids)
    let merge: ProgramMerge
    do {
      merge = try ProgramMerge(rows, into: folder)
    } catch {
      throw CommandFailure(.cannotReadOrWrite, "\(error)")
    }
    let console = Console.standardError
    guard merge.program != nil else {
      console.write(DiagnosticText.text(merge.diagnostics, on: console))
      throw CommandFailure(
        .badInput, "with these awards \(folder.path) would have faults; nothing was written to it")
    }
    if isShown { try Console.printResult(preview(merge, rows, event, isDryRun: isDryRun)) }
    guard !isDryRun else { return }
    try reporting { () throws(FileFault) in try merge.write(to: folder.path) }
  }

  private func preview(
    _ merge: ProgramMerge, _ rows: ProgramRows, _ event: Event, isDryRun: Bool
  ) -> String {
    var text = ""
    for part in merge.parts {
      func count(_ change: TableMerge.Change) -> Int {
        part.differences.count { $0.change == change }
      }
      text +=
        "\(folder.path)/\(part.file): \(count(.added)) added, \(count(.changed)) changed, "
        + "\(count(.removed)) removed\n"
      guard isDryRun else { continue }
      for difference in part.differences { text += AwardIntoProgram.line(difference) }
    }
    if merge.parts.isEmpty {
      text +=
        rows.offers.isEmpty
        ? "None of the awards is for an item of \(folder.path).\n"
        : "\(folder.path) has these awards already.\n"
    }
    if !rows.otherItems.isEmpty {
      text +=
        "\(rows.otherItems.count) of \(event.items.count) items are not of this program; their "
        + "bids are left out.\n"
    }
    for note in rows.notes { text += note + "\n" }
    return text + (isDryRun ? "Nothing was written." : "")
  }

  /// `  + gear-1: price 450, ...`; what changed with the text before.
  private static func line(_ difference: TableMerge.Difference) -> String {
    let sign =
      switch difference.change {
      case .added: "+"
      case .changed: "~"
      case .removed: "-"
      }
    let isNew = difference.change == .added
    let cells = difference.cells.filter { !isNew || !$0.after.isEmpty }.map { cell in
      let after = cell.after.isEmpty ? "nothing" : cell.after
      return isNew || cell.before.isEmpty
        ? "\(cell.column) \(after)" : "\(cell.column) \(cell.before) -> \(after)"
    }
    return
      "  \(sign) \(difference.row)\(cells.isEmpty ? "" : ": ")\(cells.joined(separator: ", "))\n"
  }
}
