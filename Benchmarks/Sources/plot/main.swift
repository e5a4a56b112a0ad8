import Foundation

/// Draws the measured programs of a CSV file as an SVG.
func run() throws {
  let arguments = CommandLine.arguments.dropFirst()
  guard arguments.count == 2, let input = arguments.first, let output = arguments.last else {
    throw Fault("usage: plot MEASURED.csv CHART.svg")
  }
  let text = try String(contentsOfFile: input, encoding: .utf8)
  let chart = Chart(try Measured.parse(text, file: input))
  try Data(chart.svg.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
}

do {
  try run()
} catch {
  try? FileHandle.standardError.write(contentsOf: Data("plot: \(error)\n".utf8))
  exit(1)
}
