import ArgumentParser

/// How long and with what to search: the same for every command that solves.
struct SearchLimits: ParsableArguments {
  @Option(help: ArgumentHelp("Stop the search after so many seconds.", valueName: "s"))
  var timeLimit: Double?

  @Option(help: ArgumentHelp("Threads of the solver (its own choice).", valueName: "n"))
  var threads: Int?

  func validate() throws {
    if let timeLimit, !(timeLimit > 0) {
      throw ValidationError("--time-limit is \(timeLimit); it is a number of seconds above 0")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads); it is a whole number from 1 to 1024")
    }
  }
}

/// How exact a search of a kind is unless the gap is given.
protocol SearchKind {
  /// A share of the objective.
  static var gap: Double { get }
}

/// The limits of a search together with the gap at which it stops.
struct SearchArguments<Kind: SearchKind>: ParsableArguments {
  @Option(help: ArgumentHelp("Stop at this proven gap; 0.01 is 1 %.", valueName: "share"))
  var gap = Kind.gap

  @OptionGroup var limits: SearchLimits

  var timeLimit: Double? { limits.timeLimit }
  var threads: Int? { limits.threads }

  func validate() throws {
    guard gap >= 0, gap <= 1 else {
      throw ValidationError("--gap is \(gap); a gap is a share from 0 to 1, 0.01 for 1 %")
    }
  }
}

/// Plans: the last tenth of a percent takes longer than all before.
enum PlanSearch: SearchKind {
  static let gap = 0.001
}

/// Awards: until nothing better can be.
enum AwardSearch: SearchKind {
  static let gap = 0.0
}
