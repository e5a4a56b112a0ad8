import LinearModel
import Program
import Testing

@testable import RackDesign

@Suite("Components that are dominated in every generation, by hand")
struct SharedDominanceTests {
  /// Two generations and a tray that is dearer by 1 and nowhere better; sharing saves 12,000 a rack.
  private func folder() throws -> DesignFolder {
    var folder = try HandFolder.folder()
    let tray = try #require(folder.components.firstIndex { $0.kind == .computeTray })
    var worse = folder.components[tray]
    worse.id = "tray-worse"
    worse.commerce.price += 1
    folder.components.append(worse)
    var second = folder.generations[0]
    second.id = "two"
    folder.generations.append(second)
    return folder
  }

  /// Adds a component that is dearer than the first of its kind, both not from home, where a higher
  /// price is more content.
  private func addDearer(
    _ kind: ComponentKind, _ id: String, by amount: Double, to folder: inout DesignFolder
  ) throws {
    let first = try #require(folder.components.firstIndex { $0.kind == kind })
    folder.components[first].commerce.origin = "TW"
    var dearer = folder.components[first]
    dearer.id = id
    dearer.commerce.price += amount
    folder.components.append(dearer)
  }

  /// Components of a kind that are left, by generation.
  private func left(_ folder: DesignFolder, _ kind: ComponentKind) -> [[String]] {
    let spaces = folder.generations.rowIndices.map { SearchSpace(folder, $0, racks: 1) }
    let reduced = SharedDominance(spaces, [.cost], folder.settings.commonality).reduced()
    return reduced.map { space in
      space.candidates.filter { $0.kind == kind }.map(\.component.id)
    }
  }

  private func trays(_ folder: DesignFolder) -> [[String]] { left(folder, .computeTray) }

  private func found(_ outcome: SearchOutcome) throws -> SearchResult {
    guard case .found(let result) = outcome else {
      throw LoadFailure(summaries: ["\(outcome)"])
    }
    return result
  }

  @Test func whatIsWorseEverywhereIsLeftOutWhateverItSaves() throws {
    let folder = try folder()
    #expect(trays(folder) == [["tray"], ["tray"]])
    // For each generation by itself the price must make up for the saving, and does not.
    let spaces = folder.generations.rowIndices.map { SearchSpace(folder, $0, racks: 1) }
    let alone = Dominance(
      spaces[0], [.cost], commonality: folder.settings.commonality, others: [spaces[1]])
    #expect(alone.reduced().candidates.contains { $0.component.id == "tray-worse" })
    let result = try found(SearchTests.search(folder).jointly(folder.generations.rowIndices))
    let shared = Commonality(result.designs, in: folder).shared.map(\.component)
    #expect(shared.contains { folder.components[$0].id == "tray" } && result.isProven)
  }

  /// Of equal ones the first of the catalogue stays, of three the cheapest, and of those that cost
  /// the same the lightest.
  @Test func oneOfThoseThatAreAsGoodStays() throws {
    var folder = try folder()
    var equal = folder.components[0]
    equal.id = "tray-equal"
    folder.components.append(equal)
    #expect(trays(folder) == [["tray"], ["tray"]])
    folder.components[folder.components.count - 1].massKg -= 1
    #expect(trays(folder) == [["tray-equal"], ["tray-equal"]])
    folder.components[0].commerce.price -= 1
    #expect(trays(folder) == [["tray", "tray-equal"], ["tray", "tray-equal"]])
  }

  /// Of two curves of another form none is known to be lower.
  @Test func whatNoNumberTellsKeepsBoth() throws {
    var folder = try folder()
    try addDearer(.quickDisconnect, "coupling-dearer", by: 1, to: &folder)
    #expect(left(folder, .quickDisconnect) == [["coupling"], ["coupling"]])
    let last = folder.components.count - 1
    folder.components[last].cooling.pressureDrop = PressureCurve(
      flow: [5, 10, 20], pressure: [2, 5, 30])
    let both = ["coupling", "coupling-dearer"]
    #expect(left(folder, .quickDisconnect) == [both, both])
  }

  /// The second generation asks for a date that only the worse tray keeps.
  @Test func whatIsBetterInOneGenerationStaysInBoth() throws {
    var folder = try folder()
    folder.components[folder.components.count - 1].commerce.leadDays -= 1
    // Nobody asks for the lead time.
    #expect(trays(folder) == [["tray"], ["tray"]])
    folder.generations[1].requirements.append(
      Requirement(
        id: "soon", quantity: .leadTime, mode: nil, bound: .atMost, value: 10, penalty: 1,
        reason: "by hand", isRule: false, place: nil))
    #expect(trays(folder) == [["tray", "tray-worse"], ["tray", "tray-worse"]])
  }

  @Test func whatAloneFitsAGenerationStaysInBoth() throws {
    var folder = try folder()
    folder.generations[1].platforms = ["beta"]
    #expect(trays(folder) == [["tray"], []])
    folder.components[folder.components.count - 1].platform = ""
    #expect(trays(folder) == [["tray", "tray-worse"], ["tray-worse"]])
  }

  /// The second generation asks for the unusual side of a quantity: there nothing is known.
  @Test func nothingIsLeftOutWhereMoreMayBeBetter() throws {
    var folder = try folder()
    folder.generations[1].requirements.append(
      Requirement(
        id: "heavy", quantity: .mass, mode: nil, bound: .atLeast, value: 10, penalty: nil,
        reason: "by hand", isRule: false, place: nil))
    #expect(trays(folder) == [["tray", "tray-worse"], ["tray", "tray-worse"]])
  }

  /// A mixed role takes two types at once as soon as it takes two pieces.
  @Test(arguments: [1, 2])
  func aMixedRoleOfTwoPiecesKeepsBoth(most: Int) throws {
    var folder = try folder()
    for position in folder.generations.indices {
      folder.generations[position].roles[0].minimum = 1
      folder.generations[position].roles[0].maximum = most
      folder.generations[position].roles[0].isMixed = true
    }
    let kept = most == 1 ? ["tray"] : ["tray", "tray-worse"]
    #expect(trays(folder) == [kept, kept])
  }

  /// The better tray fits two generations and the worse one of them, where alone both come together.
  @Test func oneGenerationThatMayUseBothIsNoUnion() throws {
    var folder = try folder()
    folder.components[0].platform = ""
    folder.generations[1].platforms = ["beta"]
    for position in folder.generations.indices {
      folder.generations[position].roles[0].isMixed = true
    }
    #expect(trays(folder) == [["tray"], ["tray"]])
  }

  /// How two shelves come together in a generation.
  enum Union: CaseIterable {
    case never, mixed, inTwoRoles
  }

  // Generations that use two shelves which are alike but for the price save with each: 12,000 a
  // rack, for 5,000 in each generation. One generation alone saves nothing by using both.
  @Test(arguments: Union.allCases, Union.allCases)
  func twoOfAKindThatComeTogetherSaveTwice(first: Union, second: Union) throws {
    var folder = try HandFolder.folder()
    try addDearer(.powerShelf, "shelf-worse", by: 5_000, to: &folder)
    folder.generations.append(folder.generations[0])
    folder.generations[1].id = "two"
    for (position, union) in [first, second].enumerated() {
      var role = folder.generations[position].roles[1]
      role.isMixed = union == .mixed
      folder.generations[position].roles[1] = role
      guard union == .inTwoRoles else { continue }
      folder.generations[position].roles[1].minimum = 1
      role.id = "more"
      role.minimum = 1
      folder.generations[position].roles.append(role)
    }
    let both = first != .never && second != .never
    #expect(both == left(folder, .powerShelf).joined().contains("shelf-worse"))
    // All at once, and role by role.
    for seed in [nil, 1, 2] {
      let search = SearchTests.search(folder, seed: seed)
      let result = try found(search.jointly(folder.generations.rowIndices))
      let shared = Commonality(result.designs, in: folder).shared.filter {
        folder.components[$0.component].kind == .powerShelf
      }
      #expect(shared.count == (both ? 2 : 1) && result.isProven)
    }
  }
}

@Suite("Types that are counted, by hand")
struct CountedTypesTests {
  /// Two roles of couplings, of which one takes one form only: the cheaper coupling for the other
  /// role would be an eighth type.
  @Test(arguments: [(7.0, "coupling"), (8, "coupling-cheap")])
  func aTypeForTwoRolesStays(most: Double, second: String) throws {
    var folder = try HandFolder.folder()
    let position = try #require(folder.components.firstIndex { $0.kind == .quickDisconnect })
    folder.components[position].form = "long"
    // Not at home, where a higher price is more content.
    folder.components[position].commerce.origin = "TW"
    var cheap = folder.components[position]
    cheap.id = "coupling-cheap"
    cheap.form = "short"
    cheap.commerce.price -= 10
    folder.components.append(cheap)
    let role = try #require(
      folder.generations[0].roles.firstIndex { $0.kind == .quickDisconnect })
    folder.generations[0].roles[role].form = "long"
    var other = folder.generations[0].roles[role]
    other.id = "others"
    other.form = ""
    folder.generations[0].roles.append(other)
    folder.generations[0].requirements.append(
      Requirement(
        id: "types", quantity: .distinctParts, mode: nil, bound: .atMost, value: most, penalty: nil,
        reason: "by hand", isRule: false, place: nil))
    let outcome = try SearchTests.search(folder).best(folder.generations.rowIndices[0], .cost)
    guard case .found(let result) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(result.isProven && result.checks[0].isCompliant)
    let slots = result.designs[0].slots
    let types = slots.filter { $0.role == folder.generations[0].roles.count - 1 }
      .map { folder.components[$0.component].id }
    #expect(types == [second])
    #expect(Double(Set(slots.map(\.component)).count) == most)
  }
}
