import Program

/// A component that may fill a role, with what the rows need of it.
///
/// Never changed, and shared: spaces are cut and copied at every node of a search, and a copy of all
/// that a component says took a sixth of its time.
final class Candidate: Sendable {
  /// Position in ``Generation/roles``.
  let role: Int
  let index: RackComponentIndex
  let component: RackComponent
  let scope: RoleScope
  /// By supply of the generation: whether it fits.
  let fits: [Bool]
  /// By mode of the generation: heat of one to the coolant and its flow; 0 of what is dry or whose
  /// heat depends on the load (busbars and sources).
  let liquidKw: [Double]
  let flowLpm: [Double]

  init(
    role: Int, index: RackComponentIndex, component: RackComponent, scope: RoleScope,
    fits: [Bool], liquidKw: [Double], flowLpm: [Double]
  ) {
    self.role = role
    self.index = index
    self.component = component
    self.scope = scope
    self.fits = fits
    self.liquidKw = liquidKw
    self.flowLpm = flowLpm
  }

  var kind: ComponentKind { component.kind }
  /// Whether it feeds the rack's bus.
  var isSource: Bool { kind.isSource && scope != .cluster }
  /// Whether it is a busbar whose loss heats the rack.
  var isBusbar: Bool { kind == .busbar && scope == .rack }
}

/// What may fill the roles of one generation.
struct SearchSpace: Sendable {
  let generation: Generation
  let generationIndex: GenerationIndex
  let domestic: String
  /// Racks of the cluster.
  let racks: Int
  /// In the order of the roles, then of the catalogue.
  private(set) var candidates: [Candidate] = []
  /// By role: positions in ``candidates``.
  private(set) var ofRole: [[Int]] = []

  /// All components that fit the roles of a generation under one of its supplies at least.
  init(_ folder: DesignFolder, _ index: GenerationIndex, racks: Int) {
    let generation = folder.generations[index]
    self.generation = generation
    generationIndex = index
    domestic = folder.settings.domestic
    self.racks = racks
    let supplies = generation.conditions.supplies
    var found: [Candidate] = []
    for position in folder.components.rowIndices {
      let component = folder.components[position]
      let roles = generation.roles.indices.filter {
        generation.roles[$0].takes(component) && generation.roles[$0].maximum > 0
      }
      guard !roles.isEmpty else { continue }
      let fits = supplies.map { component.misfits(in: generation, supply: $0).isEmpty }
      guard fits.contains(true) else { continue }
      for role in roles {
        found.append(Self.candidate(component, position, role, fits, generation))
      }
    }
    keep(found)
  }

  private static func candidate(
    _ component: RackComponent, _ index: RackComponentIndex, _ role: Int, _ fits: [Bool],
    _ generation: Generation
  ) -> Candidate {
    let scope = generation.roles[role].scope
    let depends =
      (component.kind.isSource && scope != .cluster)
      || (component.kind == .busbar && scope == .rack)
    var heats: [Double] = []
    var flows: [Double] = []
    for mode in generation.modes {
      let heat =
        depends || component.kind.isSource || scope == .cluster
        ? 0 : component.powerKw[mode.mode] * component.cooling.liquidShare
      heats.append(heat)
      flows.append(
        heat > 0
          ? CoolantLoop.flow(
            of: component, heatKw: heat, generation.conditions, mode: mode.mode) : 0)
    }
    return Candidate(
      role: role, index: index, component: component, scope: scope, fits: fits, liquidKw: heats,
      flowLpm: flows)
  }

  /// Keeps these candidates only, ordered by role.
  mutating func keep(_ kept: [Candidate]) {
    var roles = Array(repeating: [Candidate](), count: generation.roles.count)
    for candidate in kept { roles[candidate.role].append(candidate) }
    candidates = roles.flatMap(\.self)
    var next = 0
    ofRole = roles.map { role in
      defer { next += role.count }
      return Array(next..<(next + role.count))
    }
  }

  /// Positions of candidates with a property.
  func positions(where isWanted: (Candidate) -> Bool) -> [Int] {
    candidates.indices.filter { isWanted(candidates[$0]) }
  }

  /// The role that alone has candidates with a property and holds one type at a time; `nil` where
  /// several types can come together.
  func soleRole(where isWanted: (Candidate) -> Bool) -> Int? {
    let roles = generation.roles.indices.filter { role in
      ofRole[role].contains { isWanted(candidates[$0]) }
    }
    guard let first = roles.first, roles.count == 1, !generation.roles[first].isMixed else {
      return nil
    }
    return first
  }

  /// The design that pieces of candidates make, stacked from the floor in the order of the roles:
  /// those of full depth, and on them front and rear.
  func design(pieces: [Int], id: String, name: String) -> Design {
    var units = UnitsTaken()
    var places = [Int?](repeating: nil, count: candidates.count)
    for isFull in [true, false] {
      for (position, candidate) in candidates.enumerated() where pieces[position] > 0 {
        let face = generation.roles[candidate.role].face
        let height = candidate.component.heightUnits
        guard (face == .full) == isFull, height > 0, candidate.scope == .rack else { continue }
        places[position] = units.take(pieces[position] * height, of: face)
      }
    }
    let slots = candidates.indices.filter { pieces[$0] > 0 }.map { position in
      Slot(
        role: candidates[position].role, component: candidates[position].index,
        quantity: pieces[position], unit: places[position],
        face: places[position] == nil ? .full : generation.roles[candidates[position].role].face)
    }
    let supplies = generation.conditions.supplies
    let supply = supplies.indices.first { supply in
      zip(candidates, pieces).allSatisfy { $1 == 0 || $0.fits[supply] }
    }
    return Design(
      id: id, generation: generationIndex, name: name, supply: supplies[supply ?? 0],
      clusterRacks: racks, slots: slots)
  }
}

/// How far a rack is filled from the floor, by face.
private struct UnitsTaken {
  private var front = 0
  private var rear = 0

  /// The first of `count` units of a face, which are then taken.
  mutating func take(_ count: Int, of face: Face) -> Int {
    let first = face == .full ? max(front, rear) : face == .front ? front : rear
    if face != .rear { front = first + count }
    if face != .front { rear = first + count }
    return first + 1
  }
}
