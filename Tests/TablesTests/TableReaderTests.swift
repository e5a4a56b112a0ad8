import Tables
import Testing

private let schema = TableSchema(
  "rows", row: "a row", meaning: "Rows.",
  columns: [
    ColumnSchema("id", .identifier, isRequired: true, "the row"),
    ColumnSchema("text", .text, "a text"),
    ColumnSchema("label", .label, standard: "base", "a label"),
    ColumnSchema("number", .number(.nonnegative), standard: "0", "a number"),
    ColumnSchema("open", .number(.nonnegative), "a number that may be missing"),
    ColumnSchema("count", .whole(0...9), standard: "1", "a whole number"),
  ])

private func read(_ text: String) -> (table: DecodedTable, faults: [String]) {
  read(Array(text.utf8))
}

private func read(_ bytes: [UInt8]) -> (table: DecodedTable, faults: [String]) {
  var list = DiagnosticList()
  let table = TableReader.read(schema, bytes: bytes, targets: [:], into: &list)
  return (table, list.sorted(files: []).map { "\($0.line):\($0.column) \($0.code)" })
}

@Test(arguments: [
  ("id,text\na,b\n", ["b"]), ("id,text\na,b", ["b"]), ("\u{FEFF}id,text\r\na,b\r\n", ["b"]),
  ("text,id\n\"b,c\",a\n", ["b,c"]), ("id,text\na,\"b\"\"c\"\"\"\n", ["b\"c\""]),
  ("id,text\na,\"b\nc\"\nd,e\n", ["b\nc", "e"]), ("id,text\na,\"\"\nb,\n", ["", ""]),
  ("id,text\r\na,\"x\r\ny\"\r\n\r\nb,z", ["x\r\ny", "z"]), ("\n\nid,text\n\na,b\n,\n\n", ["b"]),
  ("id,text\na, b \n", [" b "]), ("id,text\na,é東\n", ["é東"]), ("id\na\n", [""]),
  ("id,text,\na,b,\n", ["b"]), ("\"id\",\"text\"\n\"a\",\"b\"", ["b"]), ("id,text\n", []),
])
func formsOfRowsRead(text: String, expected: [String]) {
  let (table, faults) = read(text)
  #expect(faults == [])
  #expect(table.texts[1] == expected)
}

@Test func emptyCellsHoldTheStandardValue() {
  let (table, faults) = read("id,label,number,open,count\na,,,,\nb,x,2.5,3,4\n")
  #expect(faults == [])
  #expect((0..<2).map { table.symbol(row: $0, column: 2) } == ["base", "x"])
  #expect(table.numbers[3] == [0, 2.5])
  #expect(table.numbers[4][0].isNaN && table.numbers[4][1] == 3)
  #expect(table.codes[5] == [1, 4])
  let (short, _) = read("id\na\n")
  #expect(short.symbol(row: 0, column: 2) == "base")
  #expect(short.numbers[3] == [0] && short.codes[5] == [1])
}

@Test(arguments: [
  ("", ["1:1 csv.empty"]), ("\n\n", ["1:1 csv.empty"]), ("text\nb\n", ["1:1 rows.header.missing"]),
  ("id,Number\na,1\n", ["1:4 rows.header.unknown"]), ("id,id\na,b\n", ["1:4 rows.header.repeated"]),
  ("id,\na,b\n", ["2:3 rows.header.unnamed"]), ("id,text\na\n", ["2:1 csv.cells"]),
  ("id,text\na,b,c\n", ["2:1 csv.cells"]), ("id,text\na,b\"c\n", ["2:4 csv.quote.inside"]),
  ("id,text\na,\"b\"c\n", ["2:6 csv.quote.after"]),
  ("id,text\n\"a,b\nc,d\n", ["2:1 csv.quote.unclosed"]),
  ("id,text,number\na,\"é\n東\",x\n", ["3:4 rows.number.number"]),
  ("id,text,number\na,é東,-1\n", ["2:6 rows.number.negative"]),
  ("id,number\na,1\nb,2\na,3\n", ["4:1 rows.id.repeated"]),
  ("id,text\n,b\n", ["2:1 rows.id.empty"]),
  (
    "id,count\na,10\nb,1.5\nc,x\n",
    ["2:3 rows.count.range", "3:3 rows.count.whole", "4:3 rows.count.number"]
  ),
  ("id,text\na,b\u{0}c\n", ["2:4 text.control"]), ("id,text\na,b\rc\n", ["2:4 csv.return"]),
  ("\u{FEFF}id,colour\na,b\n", ["1:4 rows.header.unknown"]),
])
func faultsStandAtTheirPlace(text: String, expected: [String]) {
  #expect(read(text).faults == expected)
}

@Test(
  arguments: [
    ([0x80], 1), ([0xC3], 1), ([0xC0, 0x80], 1), ([0xED, 0xA0, 0x80], 1),
    ([0xF5, 0x80, 0x80, 0x80], 1),
    ([0xE2, 0x82], 1), ([0xC3, 0xA9], 0), ([0xF0, 0x9F, 0x98, 0x80], 0), ([0xFF, 0x61, 0xFF], 2),
  ] as [([UInt8], Int)])
func bytesThatAreNotTextAreFound(bytes: [UInt8], count: Int) {
  let faults = read(Array("id,text\na,".utf8) + bytes + [0x0A]).faults
  #expect(faults.filter { $0.hasSuffix("text.utf8") }.count == count)
  if count > 0 { #expect(faults.first == "2:3 text.utf8") }
}

@Test func anUnclosedQuoteLeavesTheRestToBeChecked() {
  let faults = read("id,number\n\"a,1\nb,-1\nc,-2\n").faults
  #expect(
    faults == ["2:1 csv.quote.unclosed", "3:3 rows.number.negative", "4:3 rows.number.negative"])
}

@Test func writtenTextsReadBackTheSame() {
  let texts = ["", "a", "a,b", "\"", "\"\"", "a\nb", "\r\n", " ", "é", ",", "a\"b,c\n\"d\""]
  for first in texts {
    for second in texts {
      let bytes = CSVWriter.write(
        header: ["id", "text"], rows: [["x", first], ["y", second], ["z", first + second]])
      let (table, faults) = read(bytes)
      #expect(faults == [])
      #expect(table.texts[1] == [first, second, first + second])
    }
  }
  #expect(CSVWriter.write(header: ["a", "b"], rows: [["x y", "1"]]) == Array("a,b\nx y,1\n".utf8))
}

@Test func symbolsAreNumberedInTheOrderTheyAreMet() {
  var symbols = SymbolTable()
  for round in 0..<2 {
    for number in 0..<5_000 {
      let (index, isNew) = symbols.intern("name-\(number)")
      guard index == number, isNew == (round == 0) else {
        Issue.record("name-\(number) is \(index)")
        return
      }
    }
  }
  #expect(symbols.count == 5_000)
  #expect(symbols.name(4_321) == "name-4321")
  #expect(symbols.find("name-4321") == 4_321)
  #expect(symbols.find("name-5000") == -1)
  #expect(symbols.find("") == -1)
}
