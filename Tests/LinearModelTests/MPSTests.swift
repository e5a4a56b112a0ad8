import LinearModel
import Testing

private struct Names: ModelNames {
  func columnName(_ column: ColumnIndex) -> String {
    ["build", "buy[o1,b2]", "free", "off"][column]
  }
  func rowName(_ row: RowIndex) -> String { ["need", "cap", "both", "idle"][row] }
}

private func mixedModel() -> LinearModel {
  var model = LinearModel()
  model.offset = 12.5
  let need = model.addRow(lower: 3, upper: 3)
  let cap = model.addRow(lower: -.infinity, upper: 0.1)
  let both = model.addRow(lower: -1, upper: 4)
  model.addRow(lower: -.infinity, upper: .infinity)
  model.addColumn(cost: 1e-7, lower: 0, upper: .infinity, isInteger: true)
  model.addEntry(need, 1)
  model.addEntry(both, 2)
  model.addColumn(cost: -1234567.890625, lower: -2, upper: 0)
  model.addEntry(cap, 0.1)
  model.addColumn(cost: 0, lower: -.infinity, upper: .infinity)
  model.addEntry(need, 0.3)
  model.addEntry(need, -0.1)
  model.addColumn(cost: 0, lower: 0, upper: 0)
  return model
}

private func text(of model: LinearModel, _ names: some ModelNames) throws -> String {
  var bytes: [UInt8] = []
  try model.writeMPS(title: "golden", names: names) { bytes += $0 }
  return String(decoding: bytes, as: UTF8.self)
}

@Test func mpsOfEveryKindOfRowAndColumn() throws {
  let expected = """
    NAME golden
    ROWS
     N COST
     E need
     L cap
     G both
     N idle
    COLUMNS
     MARKER 'MARKER' 'INTORG'
     build COST 1e-07
     build need 1
     build both 2
     MARKER 'MARKER' 'INTEND'
     buy[o1,b2] COST -1234567.890625
     buy[o1,b2] cap 0.1
     free need 0.19999999999999998
     off COST 0
    RHS
     RHS COST -12.5
     RHS need 3
     RHS cap 0.1
     RHS both -1
    RANGES
     RANGE both 5
    BOUNDS
     LO BOUND build 0
     PL BOUND build
     LO BOUND buy[o1,b2] -2
     UP BOUND buy[o1,b2] 0
     FR BOUND free
     FX BOUND off 0
    ENDATA

    """
  #expect(try text(of: mixedModel(), Names()) == expected)
}

@Test func mpsOfTheEmptyModel() throws {
  #expect(
    try text(of: LinearModel(), PositionNames())
      == "NAME golden\nROWS\n N COST\nCOLUMNS\nRHS\nBOUNDS\nENDATA\n")
}

@Test func mpsComesInPieces() throws {
  var model = LinearModel()
  let row = model.addRow(lower: 0, upper: 1)
  for _ in 0..<20_000 {
    model.addColumn(cost: 1, lower: 0, upper: 1)
    model.addEntry(row, 1)
  }
  var sizes: [Int] = []
  try model.writeMPS { sizes.append($0.count) }
  #expect(sizes.count > 5 && sizes.allSatisfy { $0 < 1 << 17 })
}

@Test func mpsRefusesWhatItCannotSay() throws {
  var model = wyndor()
  model.rowLower[1] = 13
  #expect(throws: MPSError.crossedRow(RowIndex(1))) { try model.writeMPS { _ in } }
  struct Spaced: ModelNames {
    func columnName(_ column: ColumnIndex) -> String { "two words" }
    func rowName(_ row: RowIndex) -> String { "r" }
  }
  #expect(throws: MPSError.unusableName("two words")) {
    try wyndor().writeMPS(names: Spaced()) { _ in }
  }
}
