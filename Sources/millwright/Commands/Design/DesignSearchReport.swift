import Program
import RackDesign
import Tables
import Reporting

/// What `millwright design search` found.
struct DesignSearchReport {
  /// Of one generation, or of all of them together.
  enum Result {
    case best(GenerationIndex, SearchObjective, SearchResult)
    case front(GenerationIndex, ParetoFront)
    case joint([GenerationIndex], alone: [SearchResult], together: SearchResult)
    /// No design meets every must: the smallest conflict, unless there was no time to find it.
    case conflict(GenerationIndex, [Requirement]?)
    /// None found within the limit.
    case nothing(GenerationIndex)
  }

  let folder: DesignFolder
  var results: [Result] = []
  var wasInterrupted = false

  init(folder: DesignFolder) {
    self.folder = folder
  }

  /// How the command fails; `nil` where everything was found.
  var failure: ExitStatus? {
    var worst: ExitStatus?
    for result in results {
      switch result {
      case .conflict: return .infeasible
      case .nothing: worst = .noPlan
      default: break
      }
    }
    return worst
  }

  /// Every design found, with identifiers of its own.
  var designs: [Design] { results.flatMap(designs) }

  private func designs(_ result: Result) -> [Design] {
    switch result {
    case .best(let generation, let objective, let found):
      return found.designs.map {
        renamed($0, "\(id(generation))-\(objective.rawValue)", "Best in \(objective.rawValue)")
      }
    case .front(let generation, let front):
      return front.points.enumerated().map { number, point in
        renamed(
          point.designs[0],
          "\(id(generation))-\(front.first.rawValue)-\(front.second.rawValue)-\(number + 1)",
          "Point \(number + 1) of the front")
      }
    case .joint(_, _, let together):
      return together.designs.map {
        renamed($0, "\(id($0.generation))-joint", "Best with the other generations")
      }
    case .conflict, .nothing: return []
    }
  }

  /// The first front's points as `design report --front` reads them; `nil` without a front.
  var frontRows: [UInt8]? {
    for case .front(let generation, let front) in results {
      let names = designs(.front(generation, front)).map(\.id)
      let titles = [front.first, front.second].map { objective in
        switch objective {
        case .cost: "cost (\(folder.settings.currency))"
        case .pflopsPerKw: "compute (PFLOPS/kW)"
        case .domestic: "domestic content (share)"
        case .addressable: "addressable content (share)"
        case .assembly: "assembly (h)"
        }
      }
      let rows = front.points.indices.map { index in
        let values = front.values[index]
        return [
          names[index], "\(values.first)", "\(values.second)", "\(front.points[index].isProven)",
        ]
      }
      return CSVWriter.write(header: ["design"] + titles + ["proven"], rows: rows)
    }
    return nil
  }

  private func renamed(_ design: Design, _ id: String, _ name: String) -> Design {
    var renamed = design
    // 64 characters are what the format allows.
    renamed.id = String(id.suffix(64))
    renamed.name = name
    return renamed
  }

  func id(_ generation: GenerationIndex) -> String { folder.generations[generation].id }

  // MARK: Text

  func text(out: String?) -> String {
    var text = results.map(self.text).joined(separator: "\n")
    if wasInterrupted { text += "\nStopped; what is not proven could be better.\n" }
    if let out, !designs.isEmpty {
      text += "\n\(Format.count(designs.count, "design")) written to \(out)\n"
    }
    return text
  }

  private func text(_ result: Result) -> String {
    switch result {
    case .best(let generation, let objective, let found):
      let value = words(objective, found.value)
      return "\(id(generation)): \(value)\(proof(found, objective))\n"
        + measures(found.checks) + "\n" + slots(found.designs[0])
    case .front(let generation, let front):
      let isLastProven = front.points.last?.isProven ?? true
      let state =
        front.isComplete
        ? "all of them, each proven"
        : isLastProven ? "not all of them, each proven" : "not all of them, the last not proven"
      return "\(id(generation)): \(Format.count(front.points.count, "point")) between "
        + "\(front.first.rawValue) and \(front.second.rawValue), \(state)\n"
        + measures(front.points.map { $0.checks[0] })
    case .joint(let generations, let alone, let together):
      return joint(generations, alone, together)
    case .conflict(let generation, let conflict): return self.conflict(generation, conflict)
    case .nothing(let generation):
      return "\(id(generation)): no design found within the limit\n"
    }
  }

  private func words(_ objective: SearchObjective, _ value: Double) -> String {
    switch objective {
    case .cost: "least cost \(folder.settings.currency) \(Format.money(value)) a rack"
    case .pflopsPerKw: "most compute \(Format.quantity(value, digits: 3)) PFLOPS/kW"
    case .domestic: "most domestic content \(Format.percent(value))"
    case .addressable: "most addressable content \(Format.percent(value))"
    case .assembly: "least assembly \(Format.quantity(value)) h"
    }
  }

  private func proof(_ result: SearchResult, _ objective: SearchObjective) -> String {
    if result.isProven { return ", proven" }
    guard let bound = result.bound, let gap = result.gap else { return ", not proven" }
    return ", not proven: nothing is beyond \(words(objective, bound)) (gap \(Format.percent(gap)))"
  }

  /// All five objectives of designs, one line each.
  private func measures(_ checks: [DesignCheck]) -> String {
    let head = ["", "cost", "PFLOPS/kW", "domestic", "addressable", "assembly", "rack power"]
    func column(_ objective: SearchObjective, _ text: (Double, Int) -> String) -> [String] {
      Format.apart(checks.map { objective.value(of: $0) }, text)
    }
    let columns = [
      checks.indices.map { checks.count > 1 ? "\($0 + 1)" : "" },
      Format.apart(checks.map(\.cost)) { Format.money($0, more: $1) },
      column(.pflopsPerKw) { Format.quantity($0, digits: 3 + $1) },
      column(.domestic) { Format.percent($0, more: $1) },
      column(.addressable) { Format.percent($0, more: $1) },
      column(.assembly) { Format.quantity($0, digits: $1 == 0 ? nil : 2 + $1) + " h" },
      checks.map { Format.quantity($0.measures.modes[0].power.rackKw) + " kW" },
    ]
    let rows = checks.indices.map { row in columns.map { $0[row] } }
    return DesignFormat.table([head] + rows, right: [0, 1, 2, 3, 4, 5, 6])
  }

  private func slots(_ design: Design) -> String {
    let roles = folder.generations[design.generation].roles
    let rows = design.slots.map { slot in
      [roles[slot.role].id, folder.components[slot.component].id, "\(slot.quantity)"]
    }
    return DesignFormat.table([["role", "component", "pieces"]] + rows, right: [2])
  }

  private func conflict(_ generation: GenerationIndex, _ conflict: [Requirement]?) -> String {
    guard let conflict else {
      return "\(id(generation)): no design meets every must; there was no time to find out why\n"
    }
    let kind = conflict.contains(where: \.isRule) ? "rules" : "requirements"
    guard !conflict.isEmpty else {
      let roles = emptyRoles(generation)
      return "\(id(generation)): no component fits \(roles), which must be filled\n"
    }
    let rows = conflict.map { requirement in
      let dimension = requirement.quantity.dimension
      return [
        requirement.id, requirement.quantity.rawValue,
        "\(requirement.bound.words) \(DesignFormat.value(requirement.value, dimension))",
        requirement.reason,
      ]
    }
    return "\(id(generation)): no design meets these \(kind) together; no smaller set conflicts\n"
      + DesignFormat.table(rows, right: [])
  }

  /// The roles that must be filled and that no component fits under any supply.
  private func emptyRoles(_ generation: GenerationIndex) -> String {
    let own = folder.generations[generation]
    let names = own.roles.filter { role in
      role.minimum > 0
        && own.conditions.supplies.allSatisfy {
          folder.candidates(for: role, of: own, supply: $0).isEmpty
        }
    }.map { "'\($0.id)'" }
    return names.isEmpty ? "a role" : names.formattedList(with: "and")
  }

  // MARK: Joint

  private func joint(
    _ generations: [GenerationIndex], _ alone: [SearchResult], _ together: SearchResult
  ) -> String {
    let figures = JointFigures(alone: alone, together: together, folder: folder)
    var rows = [["generation", "alone", "together"]]
    for (position, generation) in generations.enumerated() {
      rows.append([
        id(generation), Format.money(alone[position].value),
        Format.money(together.checks[position].cost),
      ])
    }
    rows.append([
      "saved by sharing", "-" + Format.money(figures.savingAlone),
      "-" + Format.money(figures.savingTogether),
    ])
    rows.append(["sum", Format.money(figures.sumAlone), Format.money(together.value)])
    var text = "Together: least cost \(folder.settings.currency) \(Format.money(together.value)) "
    text += "for a rack of each\(proof(together, .cost))\n"
    text += DesignFormat.table(rows, right: [1, 2])
    text += "  Chosen together they cost \(Format.money(figures.difference)) less than chosen "
    text += "apart (\(Format.money(figures.differenceOfSums)) less than the sum of what each costs "
    text += "alone)\n\nShared\n"
    let shared = figures.shared.shared.map { shared in
      [
        folder.components[shared.component].id,
        shared.designs.map { id(generations[$0]) }.joined(separator: ", "),
        Format.money(shared.saving),
      ]
    }
    return text
      + (shared.isEmpty
        ? "  nothing\n"
        : DesignFormat.table([["component", "used by", "saves once"]] + shared, right: [2]))
  }
}

/// What choosing generations together changes.
struct JointFigures {
  /// What the designs chosen together share.
  let shared: Commonality
  /// For one rack of each generation, money.
  let savingAlone: Double
  let savingTogether: Double
  let sumAlone: Double
  let difference: Double
  /// Against the sum of the separate optima, without what they happen to share.
  let differenceOfSums: Double

  init(alone: [SearchResult], together: SearchResult, folder: DesignFolder) {
    let chance = Commonality(alone.flatMap(\.designs), in: folder)
    shared = Commonality(together.designs, in: folder)
    savingAlone = chance.perRack
    savingTogether = shared.perRack
    let sum = alone.reduce(0) { $0 + $1.value }
    sumAlone = sum - chance.perRack
    difference = sumAlone - together.value
    differenceOfSums = sum - together.value
  }
}
