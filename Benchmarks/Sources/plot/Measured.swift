import Foundation

/// One program as it was measured: a line of `large.csv`.
struct Measured {
  let program: String
  let parts: Double
  /// Wall clock of the whole command.
  let seconds: Double
  /// The proven gap, as a share; `nil` where there was no plan.
  let gap: Double?

  static let header = "program,parts,columns,seconds,gap"

  /// Reads the lines of a file.
  ///
  /// - Throws: ``Fault`` with the line that is not as the header says.
  static func parse(_ text: String, file: String) throws -> [Measured] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard lines.first == header else { throw Fault("\(file):1: the header is not \(header)") }
    let rows = try lines.enumerated().dropFirst().filter { !$1.isEmpty }.map { number, line in
      guard let row = Measured(line) else {
        throw Fault("\(file):\(number + 1): '\(line)' is not a row of \(header)")
      }
      return row
    }
    guard !rows.isEmpty else { throw Fault("\(file) has no rows") }
    return rows
  }

  private init?(_ line: String) {
    let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard cells.count == 5, !cells[0].isEmpty, let parts = Double(cells[1]), parts >= 1,
      let seconds = Double(cells[3]), seconds > 0, parts.isFinite, seconds.isFinite
    else { return nil }
    guard let gap = Double(cells[4]) ?? (cells[4].isEmpty ? -1 : nil) else { return nil }
    program = cells[0]
    self.parts = parts
    self.seconds = seconds
    self.gap = gap < 0 ? nil : gap
  }
}

/// Why nothing could be drawn.
struct Fault: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
