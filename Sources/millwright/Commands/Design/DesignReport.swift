import Program
import RackDesign

/// A share of home content to work towards.
struct ContentTarget {
  let measure: ContentMeasure
  let share: Double
}

/// All that `design check` says of one design.
struct DesignReport {
  let folder: DesignFolder
  let check: DesignCheck
  /// By failure: its position in the check, and the cheapest mend.
  let mends: [(failure: Verdict, mend: Mend?)]
  /// The cheapest change, or pair, that mends all; `nil` where nothing fails or none was found.
  let mendForAll: Mend?
  let target: ContentTarget?
  let substitutions: [Substitution]

  init(_ design: Design, in folder: DesignFolder, target: ContentTarget?) {
    self.folder = folder
    self.target = target
    let check = DesignCheck(design, in: folder)
    self.check = check
    let mender = Mender(check, in: folder)
    mends = check.failures.enumerated().map { ($1, mender.cheapest(for: $0)) }
    mendForAll = mender.cheapestForAll
    substitutions =
      target.map {
        Substitutions.path(from: design, $0.measure, to: $0.share, in: folder)
      } ?? []
  }

  var generation: Generation { folder.generations[check.design.generation] }
  var currency: String { folder.settings.currency }

  /// The name of a verdict's mode; empty for what is the same in every mode.
  func mode(of verdict: Verdict) -> String {
    verdict.mode.map { generation.modes[$0].name } ?? ""
  }

  /// A change in words: `shelves: 4 instead of 3 shelf`.
  func words(_ change: DesignChange) -> String {
    let role = generation.roles[change.role].id
    func name(_ index: RackComponentIndex) -> String { folder.components[index].id }
    switch change {
    case .swap(_, let from, let to): return "\(role): \(name(to)) instead of \(name(from))"
    case .quantity(_, let component, let from, let to):
      return "\(role): \(to) instead of \(from) \(name(component))"
    case .add(_, let component, let quantity): return "\(role): add \(quantity) \(name(component))"
    }
  }
}
