import Tables

/// A point in time, with the text that says it.
///
/// Moments are equal where the point in time is, in whatever zone it was written.
public struct Moment: Sendable {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public let seconds: Int64
  /// Billionths of a second beyond; further digits are dropped.
  public let nanoseconds: Int32
  /// `2026-03-31T17:00:00-05:00`, as it was written.
  public let text: String

  /// The day as it was written, at its own offset.
  var day: Day? { Day(utf8: Array(text.utf8.prefix(10))[...]) }

  /// What a cell or key of one may be.
  public static let allowed = "a date and time with its offset, such as 2026-03-31T17:00:00-05:00"

  /// Reads `DAYThh:mm[:ss[.f]]` and `Z` or `±hh:mm`; a blank may stand for the `T`.
  ///
  /// A second of 60, a leap second, is the first one of the next minute.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 17, let day = Day(utf8: bytes[0..<10]),
      [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10])
    else { return nil }
    var rest = bytes[11...]
    guard let time = Moment.time(&rest), let offset = Moment.offset(rest) else { return nil }
    seconds = Int64(day.number) * 86_400 + Int64(time.seconds - offset)
    nanoseconds = time.nanoseconds
    self.text = text
  }

  /// The moment so many seconds after 1970-01-01T00:00:00Z, written in UTC.
  public init(secondsSince1970 seconds: Int64) {
    self.seconds = seconds
    nanoseconds = 0
    let day = Int64((Double(seconds) / 86_400).rounded(.down))
    let rest = Int(seconds - day * 86_400)
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    text = "\(Day(number: Int32(day)))T\(time.joined(separator: ":"))Z"
  }

  /// How long ago `earlier` was, in the two largest units: `2 days 4 h`, `35 min`, `8 s`.
  ///
  /// Parts of the smaller unit are dropped; a moment that is not earlier is `0 s` ago.
  public func wordsSince(_ earlier: Moment) -> String {
    let passed = max(0, seconds - earlier.seconds)
    let (days, hours, minutes) = (passed / 86_400, passed / 3600 % 24, passed / 60 % 60)
    if days > 0 {
      return (days == 1 ? "1 day" : "\(days) days") + (hours > 0 ? " \(hours) h" : "")
    }
    if hours > 0 { return "\(hours) h" + (minutes > 0 ? " \(minutes) min" : "") }
    return minutes > 0 ? "\(minutes) min" : "\(passed) s"
  }

  // MARK: Parts

  private static func time(
    _ rest: inout ArraySlice<UInt8>
  ) -> (seconds: Int, nanoseconds: Int32)? {
    guard rest.count >= 5, let hours = number(rest.prefix(2), below: 24),
      rest[rest.startIndex + 2] == UInt8(ascii: ":"),
      let minutes = number(rest.dropFirst(3).prefix(2), below: 60)
    else { return nil }
    var seconds = hours * 3600 + minutes * 60
    rest = rest.dropFirst(5)
    guard rest.first == UInt8(ascii: ":") else { return (seconds, 0) }
    guard let whole = number(rest.dropFirst().prefix(2), below: 61) else { return nil }
    seconds += whole
    rest = rest.dropFirst(3)
    guard rest.first == UInt8(ascii: ".") else { return (seconds, 0) }
    let digits = rest.dropFirst().prefix { 48...57 ~= $0 }
    rest = rest.dropFirst(1 + digits.count)
    var billionths: Int32 = 0
    for position in 0..<9 {
      let digit = position < digits.count ? digits[digits.startIndex + position] - 48 : 0
      billionths = billionths * 10 + Int32(digit)
    }
    return (seconds, billionths)
  }

  /// Seconds by which the zone is ahead of UTC.
  private static func offset(_ rest: ArraySlice<UInt8>) -> Int? {
    if rest.elementsEqual("Z".utf8) || rest.elementsEqual("z".utf8) { return 0 }
    guard let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      rest.count == 6, rest[rest.startIndex + 3] == UInt8(ascii: ":"),
      let hours = number(rest.dropFirst().prefix(2), below: 24),
      let minutes = number(rest.suffix(2), below: 60)
    else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  private static func number(_ digits: ArraySlice<UInt8>, below limit: Int) -> Int? {
    guard digits.count == 2 else { return nil }
    var value = 0
    for digit in digits {
      guard 48...57 ~= digit else { return nil }
      value = value * 10 + Int(digit - 48)
    }
    return value < limit ? value : nil
  }
}

extension Moment: Comparable, Hashable {
  public static func == (left: Moment, right: Moment) -> Bool {
    left.seconds == right.seconds && left.nanoseconds == right.nanoseconds
  }

  public static func < (left: Moment, right: Moment) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(seconds)
    hasher.combine(nanoseconds)
  }
}

extension EventSettings {
  /// The deadline as a point in time.
  public var closing: Moment? { deadline.flatMap { Moment($0) } }

  /// The deadline, where bids must not be read at `moment` because it lies ahead.
  ///
  /// - Returns: `nil` where bids may be read: they are not sealed, or the deadline has come.
  public func seal(at moment: Moment) -> Moment? {
    guard opening == .sealed, let closing, moment < closing else { return nil }
    return closing
  }
}
