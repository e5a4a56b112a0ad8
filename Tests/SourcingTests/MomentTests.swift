import Sourcing
import Testing

@Suite struct MomentTests {
  @Test(arguments: [
    ("1970-01-01T00:00Z", 0), ("1970-01-01T00:00:00+00:00", 0), ("1970-01-02 00:00:01z", 86_401),
    ("1969-12-31T23:59:59Z", -1), ("1970-01-01T01:30:00+01:30", 0),
    ("1969-12-31T19:00:00-05:00", 0), ("2026-03-31T17:00:00-05:00", 1_774_994_400),
    // A leap second is the first second of the next minute.
    ("2016-12-31T23:59:60Z", 1_483_228_800), ("1970-01-01T00:00:00.5Z", 0),
  ])
  func secondsSince1970(text: String, seconds: Int64) throws {
    let moment = try #require(Moment(text))
    #expect(moment.seconds == seconds && moment.text == text)
    #expect(moment.nanoseconds == (text.contains(".5") ? 500_000_000 : 0))
  }

  @Test(arguments: [
    "", "2026-03-31", "2026-03-31T17:00", "2026-03-31T17:00:00", "2026-03-31T24:00:00Z",
    "2026-03-31T17:60:00Z", "2026-03-31T17:00:61Z", "2026-02-30T17:00:00Z",
    "2026-03-31T17:00:00-5:00", "2026-03-31T17:00:00+0500", "2026-03-31T17:00:00+05:60",
    "2026-03-31T17:00:00Z ", "2026-03-31X17:00:00Z", "2026-03-31T17:00:00+05:000",
  ])
  func otherTextsAreNone(text: String) {
    #expect(Moment(text) == nil)
  }

  @Test func orderIsThatOfTime() throws {
    let texts = [
      "2026-03-31T17:00:00+01:00", "2026-03-31T17:00:00Z", "2026-03-31T17:00:00.000000001Z",
      "2026-03-31T17:00:00.1Z", "2026-03-31T17:00:01Z", "2026-03-31T17:00:00-05:00",
    ]
    let moments = try texts.map { try #require(Moment($0)) }
    #expect(moments.shuffled().sorted() == moments)
    #expect(zip(moments, moments.dropFirst()).allSatisfy { $0 < $1 })
    #expect(Moment("2026-03-31T17:00:00Z") == Moment("2026-03-31T12:00:00-05:00"))
    #expect(Moment(secondsSince1970: 1_774_994_400).text == "2026-03-31T22:00:00Z")
    #expect(Moment(secondsSince1970: -1).text == "1969-12-31T23:59:59Z")
    #expect(Moment(Moment(secondsSince1970: -90_061).text)?.seconds == -90_061)
  }

  @Test(arguments: [
    (0, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (3661, "1 h 1 min"),
    (86_399, "23 h 59 min"), (86_400, "1 day"), (90_000, "1 day 1 h"), (777_600, "9 days"),
    (-5, "0 s"),
  ])
  func wordsOfATimeThatPassed(seconds: Int64, words: String) {
    let start = Moment(secondsSince1970: 1_000_000)
    #expect(Moment(secondsSince1970: 1_000_000 + seconds).wordsSince(start) == words)
  }

  @Test func sealedUntilTheDeadline() throws {
    let sealed = "format: 1\nevent: e\nopening: sealed\ndeadline: 2026-03-31T17:00:00-05:00\n"
    let closing = try #require(Moment("2026-03-31T22:00:00Z"))
    let event = try EventTexts.small.with(["event.yaml": sealed]).event()
    #expect(event.settings.seal(at: Moment(secondsSince1970: closing.seconds - 1)) == closing)
    #expect(event.settings.seal(at: closing) == nil)
    let rolling = sealed.replacing("sealed", with: "rolling")
    let open = try EventTexts.small.with(["event.yaml": rolling]).event()
    #expect(open.settings.seal(at: Moment(secondsSince1970: 0)) == nil)
  }
}
