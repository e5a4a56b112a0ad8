import Program
import Tables

/// Values of one cell, `nil` where it is empty or wrong.
extension Columns {
  func number(_ name: String, _ row: Int) -> Double? {
    let value = table.numbers[position(name)][row]
    return value.isNaN ? nil : value
  }

  func code(_ name: String, _ row: Int) -> Int? {
    let value = table.codes[position(name)][row]
    return value == DecodedTable.noCode ? nil : Int(value)
  }

  func symbol(_ name: String, _ row: Int) -> String? {
    table.symbol(row: row, column: position(name))
  }

  func day(_ name: String, _ row: Int) -> Day? {
    code(name, row).map { Day(number: Int32($0)) }
  }

  func choice<Choice: CaseIterable>(_ name: String, _ row: Int, of type: Choice.Type) -> Choice? {
    code(name, row).map { Array(type.allCases)[$0] }
  }
}
