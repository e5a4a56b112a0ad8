import Program
import Sourcing
import Tables
import Testing

/// An event folder as texts, small enough to see through.
struct EventTexts {
  var files: [String: String]

  /// One lot with an item of 100 whole units, and two suppliers with a line each: `a` at 10, `b` at
  /// 12, both for all of it.
  static let small = EventTexts(files: [
    "event.yaml": "format: 1\nevent: small\nselection: 2026-03-01\n",
    "lots.csv": "lot,category\npower,power\n",
    "items.csv": "item,lot,quantity\nrack,power,100\n",
    "suppliers.csv": "supplier,country\na,US\nb,TW\n",
    "lines.csv": "line,supplier,item\nla,a,rack\nlb,b,rack\n",
    "steps.csv": "line,from_quantity,price\nla,0,10\nlb,0,12\n",
  ])

  /// The same with some files replaced.
  func with(_ changes: [String: String]) -> EventTexts {
    EventTexts(files: files.merging(changes) { $1 })
  }

  func load() -> EventLoadResult { Event.load(from: MemoryFiles(texts: files)) }

  /// The event; faults fail the test.
  func event(sourceLocation: SourceLocation = #_sourceLocation) throws -> Event {
    let result = load()
    return try #require(
      result.event, "\(result.diagnostics.map(\.summary))", sourceLocation: sourceLocation)
  }
}
