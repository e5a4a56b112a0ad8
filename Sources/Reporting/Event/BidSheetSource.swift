public import Program
public import Sourcing
import Tables

/// Makes the workbooks of an event's suppliers from its folder.
public struct BidSheetSource {
  private let event: Event
  private let digest: String
  private let questions: [(criterion: String, question: String)]
  /// By supplier and criterion.
  private let answers: [String: [String: (answer: String, documents: String)]]

  /// Reads what the sheets need beside the event itself.
  ///
  /// - Parameters:
  ///   - event: The event of `folder`.
  ///   - folder: Its folder.
  ///   - digest: Of bytes, as hexadecimal text.
  /// - Throws: What reading the folder throws.
  public init(
    event: Event, folder: EventFolder, digest: ([UInt8]) -> String
  ) throws {
    self.event = event
    self.digest = try BidMark.digest(of: folder, with: digest)
    let criteria = try Self.rows(of: "criteria.csv", in: folder)
    questions = criteria.compactMap { row in
      guard let id = row["criterion"], !id.isEmpty else { return nil }
      let words = ["title", "meaning"].compactMap { row[$0] }.filter { !$0.isEmpty }
      return (id, words.joined(separator: ": "))
    }
    var answers: [String: [String: (answer: String, documents: String)]] = [:]
    for row in try Self.rows(of: EventSchemas.answers.file, in: folder) {
      answers[row["supplier"] ?? "", default: [:]][row["criterion"] ?? ""] = (
        row["answer"] ?? "", row["documents"] ?? ""
      )
    }
    self.answers = answers
  }

  /// The workbook of one supplier.
  ///
  /// - Parameters:
  ///   - supplier: Who bids.
  ///   - lots: Identifiers of the lots wanted; empty: all.
  /// - Returns: What its sheets hold.
  public func sheet(for supplier: EventSupplierIndex, lots: Set<String>) -> BidSheet {
    BidSheet(
      for: event, supplier: supplier, lots: lots, questions: questions,
      answers: answers[event.suppliers[supplier].id] ?? [:], digest: digest)
  }

  /// The rows of a file by column; none where there is no such file.
  private static func rows(
    of name: String, in folder: EventFolder
  ) throws -> [[String: String]] {
    guard let bytes = try folder.bytes(of: name) else { return [] }
    let rows = CSVRows(bytes).rows
    guard let header = rows.first?.cells.map(\.text) else { return [] }
    return rows.dropFirst().map { row in
      Dictionary(zip(header, row.cells.map(\.text)), uniquingKeysWith: { first, _ in first })
    }
  }
}
