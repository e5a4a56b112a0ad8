import Program
import Reporting

/// A program folder as read from disk.
struct LoadedProgram {
  /// The folder's name as it was typed.
  let folder: String
  let result: LoadResult

  /// Reads and checks `folder`.
  ///
  /// - Parameters:
  ///   - folder: As it was typed.
  ///   - overrides: Of `--what-if`, in the order typed.
  /// - Throws: ``CommandFailure`` where there is no such folder.
  init(folder: String, overrides: [String] = []) throws(CommandFailure) {
    self.folder = folder
    do throws(FileFault) {
      result = BuildProgram.load(from: try ProgramFolder(path: folder), overrides: overrides)
    } catch {
      throw CommandFailure(.badInput, "\(error)")
    }
  }

  /// Rows of each table that has any, with the table's name, in the order of FORMAT.md.
  static func counts(_ program: BuildProgram) -> [(table: String, rows: Int)] {
    let all: [(table: String, rows: Int)] = [
      ("items", program.items.count), ("modes", program.modes.count),
      ("bom", program.components.count), ("sites", program.sites.count),
      ("resources", program.resources.count), ("capacity", program.capacities.count),
      ("operations", program.operations.count), ("loads", program.loads.count),
      ("expansions", program.expansions.count), ("offers", program.offers.count),
      ("price_breaks", program.priceBreaks.count), ("lanes", program.lanes.count),
      ("tariffs", program.tariffs.count), ("demand", program.demands.count),
      ("energisation", program.energisations.count), ("stock", program.stock.count),
      ("policies", program.policies.count),
    ]
    return all.filter { $0.rows > 0 }
  }
}
