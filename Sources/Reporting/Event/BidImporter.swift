public import Sourcing
public import Tables

/// Imports bids into an event folder.
public struct BidImporter {
  /// What an import did or found.
  public struct Outcome: Sendable {
    /// What was found in the bid; its files are written unless it was a dry run.
    public var result: BidImport
    /// What an earlier import that was interrupted had left, in words; `nil` for nothing.
    public var recovered: String?
  }

  /// What keeps an event from taking any bid.
  public struct EventFault: Error, Sendable {
    /// The event's own errors.
    public var diagnostics: [Diagnostic]
  }

  private let folder: EventFolder
  private let digest: ([UInt8]) -> String

  /// Prepares imports into `folder`.
  ///
  /// - Parameters:
  ///   - folder: The event.
  ///   - digest: Of bytes, as hexadecimal text.
  public init(folder: EventFolder, digest: @escaping ([UInt8]) -> String) {
    self.folder = folder
    self.digest = digest
  }

  /// Imports `workbook`: every file of the event is as it was before or as it will be after.
  ///
  /// - Parameters:
  ///   - workbook: The bid.
  ///   - supplier: Who is meant to bid; needed for CSV, checked for workbooks.
  ///   - arrival: When the bid came; one after the event's deadline is refused, or taken for the
  ///     reason that is given.
  ///   - isDryRun: Whether nothing is to be written.
  /// - Returns: What was found, and whether an earlier import had to be ended first.
  /// - Throws: ``EventFault`` where the event has errors of its own, ``FileFault`` where it cannot
  ///   be read or written.
  public func run(
    _ workbook: BidWorkbook, supplier: String?, arrival: BidArrival, isDryRun: Bool
  ) throws -> Outcome {
    guard !isDryRun else {
      let result = try prepared(workbook, supplier: supplier, arrival: arrival)
      return Outcome(result: result, recovered: nil)
    }
    let update = try EventUpdate(folder: folder.path)
    defer { update.end() }
    let recovery = try update.recover()
    let result = try prepared(workbook, supplier: supplier, arrival: arrival)
    try update.replace(result.files)
    let words: String? =
      switch recovery {
      case .nothing: nil
      case .finished: "an import that had been interrupted was finished first"
      case .rolledBack: "an import that had been interrupted was taken back first"
      }
    return Outcome(result: result, recovered: words)
  }

  private func prepared(
    _ workbook: BidWorkbook, supplier: String?, arrival: BidArrival
  ) throws -> BidImport {
    let loaded = Event.load(from: folder)
    guard let event = loaded.event else {
      throw EventFault(diagnostics: loaded.diagnostics)
    }
    return try BidImport(
      of: workbook, into: event, files: folder, supplier: supplier, arrival: arrival,
      digest: digest)
  }
}
