import Tables

/// The keys of `program.yaml`: they drive the reader and the docs.
struct SettingsKey: Sendable {
  let name: String
  /// What stands for a key that is not there, in words; `nil` where the key is required.
  let standard: String?
  /// What the value may be, for the end of a sentence.
  let allowed: String
  let meaning: String

  private init(_ name: String, _ standard: String?, _ allowed: String, _ meaning: String) {
    self.name = name
    self.standard = standard
    self.allowed = allowed
    self.meaning = meaning
  }

  /// Every key, in the order in which the file is written.
  static let all: [SettingsKey] = [
    SettingsKey("format", nil, "1", "the version of the format"),
    SettingsKey("name", nil, "a text", "the program's name"),
    SettingsKey(
      "currency", "USD", "three capital letters of ISO 4217", "the currency of all money"),
    SettingsKey(
      "domestic", "US", "two capital letters of ISO 3166-1", "the country that counts as domestic"),
    SettingsKey("start", nil, "a date such as 2026-01-05", "first day of the first bucket"),
    SettingsKey(
      "buckets", nil, "a list of blocks such as {count: 52, days: 7}",
      "consecutive blocks of buckets: how many, and how many days each"),
    SettingsKey("discount_rate", "0", "a fraction per year, 0 to 1", "per year, effective"),
    SettingsKey(
      "holding_rate", "0", "a fraction per year, 0 to 1", "per year, of an item's `value`"),
    SettingsKey(
      "objective", "cost", Objective.allCases.map(\.rawValue).formattedList(with: "or"),
      "what the plan minimises"),
    SettingsKey(
      "goal", "none", "a mapping of measure, quantity and date",
      "what progress is shown against: `measure` (power in MW, compute in PFLOPS), `quantity`, "
        + "`date`"),
  ]

  /// Buckets at most.
  static let mostBuckets = 5_000
  /// Days of a bucket at most.
  static let longestBucket = 3_660
  /// Days of the horizon at most: two hundred years.
  static let longestHorizon = 73_050
}
