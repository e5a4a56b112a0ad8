import Tables
import Testing

@Suite struct TableMergeTests {
  private let schema = TableSchema(
    "offers", row: "an offer", meaning: "",
    columns: [
      ColumnSchema("offer", .identifier, isRequired: true, "its name"),
      ColumnSchema("price", .number(.nonnegative), isRequired: true, "money"),
      ColumnSchema("name", .text, "free"),
    ])

  private func merge(
    _ text: String?, put rows: [[(column: String, text: String)]], remove gone: Set<[String]> = []
  ) -> (text: String, differences: [String]) {
    var merge = TableMerge(text.map { Array($0.utf8) }, schema: schema, keys: ["offer"])
    merge.remove(gone)
    merge.put(rows)
    return (
      String(decoding: merge.bytes, as: UTF8.self),
      merge.differences.map { "\($0.change.rawValue) \($0.row)" }
    )
  }

  @Test func otherRowsAndColumnsStayAsTheyStand() {
    let result = merge(
      "name,offer,price\n\"a, b\",one,1.50\nx,two,2\n",
      put: [[("offer", "two"), ("price", "3")], [("offer", "three"), ("price", "4")]])
    #expect(result.text == "name,offer,price\n\"a, b\",one,1.50\nx,two,3\n,three,4\n")
    #expect(result.differences == ["changed two", "added three"])
  }

  @Test func aColumnThatIsMissingIsAddedWhereItIsNeeded() {
    let result = merge(
      "offer,price\none,1\n", put: [[("offer", "two"), ("price", "2"), ("name", "n")]])
    #expect(result.text == "offer,price,name\none,1,\ntwo,2,n\n")
    let empty = merge(
      "offer,price\none,1\n", put: [[("offer", "two"), ("price", "2"), ("name", "")]])
    #expect(empty.text == "offer,price\none,1\ntwo,2\n")
  }

  @Test func rowsAreTakenOutAndAFileIsMade() {
    let result = merge("offer,price\none,1\ntwo,2\n", put: [], remove: [["one"], ["nine"]])
    #expect(result.text == "offer,price\ntwo,2\n")
    #expect(result.differences == ["removed one"])
    #expect(merge(nil, put: [[("offer", "a"), ("price", "1")]]).text == "offer,price\na,1\n")
  }

  @Test func aSecondTimeChangesNothing() {
    let rows: [[(column: String, text: String)]] = [[("offer", "two"), ("price", "3")]]
    let first = merge("offer,price\none,1\n", put: rows)
    let second = merge(first.text, put: rows)
    #expect(second.text == first.text)
    #expect(second.differences.isEmpty)
  }
}
