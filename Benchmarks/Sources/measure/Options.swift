/// What was asked for.
struct Options {
  var millwright = ""
  var highs = ""
  var examples = ""
  /// The command that solves an event as one model.
  var baseline = ""
  var work = ""
  var repeats = 3
  var seed = 1
  /// Whether the large programs are measured, and no single parts.
  var isLarge = false
  /// A file that gets a line for each program measured.
  var csv: String?
  private var programs: [String]?
  private var events: [String]?
  private var limit: Double?
  private var gap: Double?

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      if name == "--large" {
        isLarge = true
        continue
      }
      guard let value = rest.popFirst() else { throw Fault("\(name) needs a value") }
      switch name {
      case "--millwright": millwright = value
      case "--highs": highs = value
      case "--examples": examples = value
      case "--work": work = value
      case "--baseline": baseline = value
      case "--events": events = value.split(separator: ",").map(String.init)
      case "--programs": programs = value.split(separator: ",").map(String.init)
      case "--limit": limit = try number(name, value)
      case "--gap": gap = try number(name, value)
      case "--repeat": repeats = max(1, Int(try number(name, value)))
      case "--seed": seed = Int(try number(name, value))
      case "--csv": csv = value
      default:
        throw Fault(
          """
          unknown option \(name); there are --large, --programs, --events, --limit, --gap, \
          --repeat, --seed, --csv
          """)
      }
    }
  }

  private func number(_ name: String, _ value: String) throws -> Double {
    guard let number = Double(value), number >= 0 else { throw Fault("\(name) takes a number") }
    return number
  }

  /// The events to be awarded; with `--large` only those asked for.
  ///
  /// - Throws: ``Fault`` where there is no such event.
  func eventTrials() throws -> [EventTrial] {
    guard let events else { return isLarge ? [] : EventTrial.all }
    return try events.map { name in
      guard let trial = EventTrial.all.first(where: { $0.name == name }) else {
        throw Fault(
          "no event '\(name)'; there are " + EventTrial.all.map(\.name).joined(separator: ", "))
      }
      return trial
    }
  }

  /// What is to be measured, in the order asked for.
  ///
  /// - Throws: ``Fault`` where a program is not one of the large ones.
  func trials() throws -> [Trial] {
    guard isLarge else {
      return (programs ?? ["tiny", "XS", "S", "stargate"]).map {
        Trial(program: $0, gap: gap ?? 0.01, limit: limit ?? 120, asksHiGHS: true)
      }
    }
    let trials = try programs?.flatMap(Trial.large(of:)) ?? Trial.large
    return trials.map { trial in
      var trial = trial
      trial.gap = gap ?? trial.gap
      trial.limit = limit ?? trial.limit
      return trial
    }
  }
}

/// One program to be planned, and how well.
struct Trial {
  let program: String
  var gap: Double
  /// Seconds for the search.
  var limit: Double
  /// Whether HiGHS is to solve the same model, with the same gap and limit.
  let asksHiGHS: Bool

  /// The programs that a planner must not wait for overnight, and what is asked of each.
  static let large = [
    Trial(program: "stargate", gap: 0.001, limit: 60, asksHiGHS: false),
    Trial(program: "S", gap: 0.001, limit: 120, asksHiGHS: true),
    Trial(program: "M", gap: 0.001, limit: 300, asksHiGHS: true),
    Trial(program: "L", gap: 0.005, limit: 120, asksHiGHS: false),
    Trial(program: "L", gap: 0.001, limit: 600, asksHiGHS: false),
    Trial(program: "XL", gap: 0.01, limit: 900, asksHiGHS: false),
  ]
}

extension Trial {
  /// What is asked of one of them.
  ///
  /// - Throws: ``Fault`` where it is none of them.
  static func large(of program: String) throws -> [Trial] {
    let found = large.filter { $0.program == program }
    guard !found.isEmpty else {
      throw Fault("no large program '\(program)'; there are stargate, S, M, L and XL")
    }
    return found
  }
}

/// Why nothing could be measured.
struct Fault: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
