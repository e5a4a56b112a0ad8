import LinearModel
import Program

/// Measures of single parts, in process.
enum Micro {
  /// Loads a program whose `stock.csv` has a million rows.
  static func load(files: [(name: String, text: String)], repeats: Int) -> String {
    var contents = Dictionary(uniqueKeysWithValues: files.map { ($0.name, Array($0.text.utf8)) })
    let rows = 1_000_000
    var stock = "site,item,quantity,date\n"
    for row in 0..<rows {
      stock += "plant-\(row % 3),assembly-\(row % 7),\(row % 1000),2026-0\(1 + row % 9)-11\n"
    }
    contents["stock.csv"] = Array(stock.utf8)
    let memory = MemoryFiles(contents)
    var isSound = true
    let times = Measure.times(repeats) {
      isSound = BuildProgram.load(from: memory).program != nil && isSound
    }
    precondition(isSound, "the program with a million rows has errors")
    return line("CSV rows loaded and checked a second (million-row table)", Double(rows), times)
  }

  /// Builds a model of ten million nonzeros, ten a column, as the planner does: rows first.
  static func build(repeats: Int) -> String {
    let columns = 1_000_000
    let entries = 10
    let times = Measure.times(repeats) {
      var model = LinearModel()
      let rowCount = 100_000
      model.reserveCapacity(columns: columns, rows: rowCount, nonzeros: columns * entries)
      _ = model.addRows(rowCount, lower: 0, upper: .infinity)
      for column in 0..<columns {
        _ = model.addColumn(cost: Double(column % 97), lower: 0, upper: .infinity)
        for entry in 0..<entries {
          model.addEntry(RowIndex((column &+ entry &* 9973) % rowCount), Double(entry + 1))
        }
      }
      precondition(model.nonzeroCount == columns * entries)
    }
    return line("model nonzeros built a second (10 million)", Double(columns * entries), times)
  }

  /// Writes a model of a million nonzeros as MPS, into nothing.
  static func writeMPS(repeats: Int) throws -> String {
    var model = LinearModel()
    _ = model.addRows(10_000, lower: 0, upper: .infinity)
    for column in 0..<100_000 {
      _ = model.addColumn(cost: Double(column % 97) / 7, lower: 0, upper: .infinity)
      for entry in 0..<10 {
        model.addEntry(RowIndex((column &+ entry &* 997) % 10_000), Double(entry + 1) / 3)
      }
    }
    var size = 0
    let times = try Measure.times(repeats) {
      size = 0
      try model.writeMPS { size += $0.count }
    }
    precondition(size > 0)
    return line("MPS nonzeros written a second (1 million)", 1_000_000, times)
  }

  private static func line(_ what: String, _ count: Double, _ times: [Double]) -> String {
    let rates = times.map { count / $0 / 1e6 }
    let median = rates[rates.count / 2]
    let spread = "\(Measure.figure(rates.last ?? 0)) to \(Measure.figure(rates.first ?? 0))"
    return "| \(what) | \(Measure.figure(median)) million | \(spread) |"
  }
}
