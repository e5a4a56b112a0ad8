import Tables
import Testing

@Test(arguments: [
  ("1970-01-01", 0), ("1970-01-02", 1), ("1969-12-31", -1), ("2000-02-29", 11_016),
  ("2026-01-05", 20_458), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
])
func dayReadsAndWrites(text: String, number: Int32) {
  #expect(Day(text) == Day(number: number))
  #expect(Day(number: number).description == text)
}

@Test func everyDayFromTheFirstToTheLastFollowsTheOneBefore() {
  var (year, month, day) = (1, 1, 1)
  for number in Day.first.number...Day.last.number {
    let calendar = Day(number: number).calendar
    guard calendar == (year, month, day), Day(year: year, month: month, day: day)?.number == number
    else {
      Issue.record("day \(number) is \(calendar), not \(year)-\(month)-\(day)")
      return
    }
    day += 1
    if Day(year: year, month: month, day: day) == nil {
      (month, day) = (month + 1, 1)
      if month == 13 { (year, month) = (year + 1, 1) }
    }
  }
}

@Test(arguments: [
  "", "2026", "2026-1-05", "2026-01-5", "2026-13-01", "2026-00-10", "2026-02-29", "2026-04-31",
  "1900-02-29", "0000-01-01", "2026/01/05", "2026-01-05 ", "+026-01-05", "2026-01-0a", "20260105",
])
func wrongDaysAreRefused(text: String) {
  #expect(Day(text) == nil)
}

@Test(arguments: [
  ("0", 0.0), ("-0", 0), ("1", 1), ("+1", 1), ("-1.5", -1.5), (".5", 0.5), ("5.", 5), ("1e3", 1000),
  ("1E-3", 0.001), ("0.1", 0.1), ("123456789.123456789", 123456789.123456789),
  ("9007199254740993", 9007199254740992), ("0.3", 0.3), ("1e22", 1e22), ("1e23", 1e23),
  ("123456789012345678901234567890", 1.2345678901234568e29),
  ("5e-324", Double.leastNonzeroMagnitude), ("1e-400", 0),
  ("0.00000000000000000000000000000000000001", 1e-38),

  ("179769313486231570000e288", 1.7976931348623157e308),
  ("00012", 12), ("0e99999999999", 0),
])
func numbersRead(text: String, value: Double) {
  #expect(DecimalText.parse(text) == value)
}

@Test(arguments: [
  "", "-", "+", ".", "e", "1e", "1e+", "1,000", "1 000", " 1", "1 ", "nan", "inf", "-inf", "0x10",
  "1e999", "1.2.3", "--1", "1-", "١", "1e5.5", "½", "65%", "1_000",
])
func wrongNumbersAreRefused(text: String) {
  #expect(DecimalText.parse(text) == nil)
}

@Test func numbersReadAsTheStandardLibraryReadsThem() {
  var state: UInt64 = 1
  for _ in 0..<20_000 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let value = Double(bitPattern: state)
    if value.isFinite {
      let text = DecimalText.text(value)
      if DecimalText.parse(text) != value { Issue.record("\(text) read otherwise") }
    }
    let mantissa = String(state >> (state % 50))
    let text = mantissa.prefix(3) + "." + mantissa.dropFirst(3) + "e" + String(Int(state % 60) - 30)
    if DecimalText.parse(String(text)) != Double(text) { Issue.record("\(text) read otherwise") }
  }
}

@Test(arguments: [
  (3.0, "3"), (0.65, "0.65"), (1e-5, "1e-05"), (1e16, "1e+16"), (-97.1, "-97.1"), (0, "0"),
])
func numbersWriteAsTheShortestText(value: Double, text: String) {
  #expect(DecimalText.text(value) == text)
}

@Test(arguments: [
  ("cdu-1300kw", "cdu-1300-kw"), ("holding-rate", "holding_rate"), ("Lanes", "lanes"),
  ("lnaes", "lanes"), ("lane", "lanes"), ("offer", "offers"), ("xyz", nil), ("", nil), ("q", nil),
  ("tray", "tray"), ("TRAY", "tray"), ("ARM", "arm"), ("Arm", "arm"), ("ram", "arm"),
])
func nearestNameIsFound(name: String, expected: String?) {
  let names = [
    "lanes", "offers", "cdu-1300-kw", "cdu-1400-kw", "holding_rate", "tray", "trays", "arm",
  ]
  #expect(nearestName(to: name, among: names) == expected)
}
