/// A part of making a rack that a resource of a program may limit.
package enum WorkLevel: String, CaseIterable, Hashable, Sendable {
  case l10, l11, l12
  case l10Test = "l10-test"
  case l11Test = "l11-test"
  case l12Test = "l12-test"

  /// Hours of it for one rack.
  package func hours(of making: MakingReport) -> Double {
    switch self {
    case .l10: making.assemblyHours[0]
    case .l11: making.assemblyHours[1]
    case .l12: making.assemblyHours[2]
    case .l10Test: making.testHours[0]
    case .l11Test: making.testHours[1]
    case .l12Test: making.testHours[2]
    }
  }
}

/// What an export does with rows that the program has already and that would change.
package enum ExistingRows: String, CaseIterable, Hashable, Sendable {
  /// Nothing is written.
  case refuse
  /// They stay as they are; what is new is added.
  case keep
  /// They are replaced.
  case replace
}

/// How designs become rows of a program.
package struct ExportOptions: Hashable, Sendable {
  /// Plants that may build the racks; empty: every plant of the program.
  package var sites: [String]
  /// Resources of the program that limit a level of work; several for several sites.
  package var loads: [Load]
  /// Money for an hour of assembly or test at any level.
  package var hourCost: Double
  /// Whether each design is a product of its own, not a recipe of its generation's.
  package var isSeparate: Bool
  /// Whether qualified alternates of components become recipes.
  package var withAlternates: Bool
  package var existing: ExistingRows
  /// What stands before the identifiers of items, recipes, operations and offers; may be empty.
  package var prefix: String

  /// A level of work and the resource that limits it.
  package struct Load: Hashable, Sendable {
    package var level: WorkLevel
    package var resource: String

    /// Makes a pair.
    package init(level: WorkLevel, resource: String) {
      self.level = level
      self.resource = resource
    }
  }

  /// Makes options.
  package init(
    sites: [String] = [], loads: [Load] = [], hourCost: Double = 0, isSeparate: Bool = false,
    withAlternates: Bool = true, existing: ExistingRows = .refuse, prefix: String = ""
  ) {
    self.sites = sites
    self.loads = loads
    self.hourCost = hourCost
    self.isSeparate = isSeparate
    self.withAlternates = withAlternates
    self.existing = existing
    self.prefix = prefix
  }
}

/// Why designs cannot be exported as asked.
package enum ExportFault: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownSite(String, known: [String])
  case notPlant(String)
  case noPlant
  case unknownResource(String, known: [String])
  case longName(String)
  case prefix(String)
  case currency(folder: String, program: String)
  case noDesign

  package var description: String {
    switch self {
    case .unknownSite(let name, let known):
      "the program has no site '\(name)'; it has \(known.joined(separator: ", "))"
    case .notPlant(let name): "site '\(name)' is no plant; racks are built in plants"
    case .noPlant: "the program has no site of kind plant; racks are built in plants"
    case .unknownResource(let name, let known):
      "the program has no resource '\(name)'; it has \(known.joined(separator: ", "))"
    case .longName(let name):
      "the identifier '\(name)' would have more than 64 characters; shorter names are needed"
    case .prefix(let text):
      "the prefix '\(text)' holds other than letters, digits, '-', '_' and '.'"
    case .currency(let folder, let program):
      "the designs are in \(folder), the program in \(program); prices are not converted"
    case .noDesign: "no design was named"
    }
  }
}
