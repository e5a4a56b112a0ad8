import Program
import Tables

/// Leaves out candidates that no design may use, and those that another of their role dominates.
///
/// d dominates c if in every number that a row or an objective may know d is at least as good: then
/// all pieces of c may be d in any design, and no verdict and no objective is worse for it. Of
/// equal ones the first of the catalogue stays. What several generations could share is left out
/// only where the price alone makes up for the saving that is lost.
struct Dominance {
  let space: SearchSpace
  let senses: DominanceSenses
  let commonality: CommonalitySavings
  /// Components that other generations of the search may use.
  let shareable: Set<RackComponentIndex>

  init(
    _ space: SearchSpace, _ objectives: [SearchObjective], commonality: CommonalitySavings,
    others: [SearchSpace]
  ) {
    let space = space.withoutUnfit()
    self.space = space
    self.commonality = commonality
    senses = DominanceSenses(space, objectives)
    shareable = Set(others.flatMap { $0.candidates.map(\.index) })
  }

  /// The space without dominated candidates.
  ///
  /// - Complexity: O(candidates² of a role × numbers), less where most are dominated.
  func reduced() -> SearchSpace {
    guard senses.isUsable, !senses.countsTypes else { return space }
    var kept: [Candidate] = []
    for own in space.ofRole {
      var front: [(position: Int, numbers: [Double])] = []
      // Cheap ones first: they are the likeliest to dominate.
      let ordered = own.sorted {
        (space.candidates[$0].price, $0) < (space.candidates[$1].price, $1)
      }
      for position in ordered {
        let numbers = senses.numbers(of: space.candidates[position])
        let isDominated = front.contains { other in
          dominates(other.position, other.numbers, position, numbers)
        }
        if isDominated { continue }
        // An equally dear one that comes later may still dominate.
        front.removeAll { dominates(position, numbers, $0.position, $0.numbers) }
        front.append((position, numbers))
      }
      kept += front.map(\.position).sorted().map { space.candidates[$0] }
    }
    var reduced = space
    reduced.keep(kept)
    return reduced
  }

  private func dominates(_ one: Int, _ good: [Double], _ other: Int, _ bad: [Double]) -> Bool {
    for index in good.indices where good[index] > bad[index] { return false }
    let (better, worse) = (space.candidates[one], space.candidates[other])
    guard senses.isAlike(better, worse) else { return false }
    return margin(worse) <= (worse.price - better.price) * fewest(worse) * (1 - 1e-9)
  }

  /// What sharing a component may save for one rack.
  private func margin(_ candidate: Candidate) -> Double {
    guard shareable.contains(candidate.index) else { return 0 }
    return commonality.saving(of: candidate.kind) / Double(max(1, commonality.racks))
  }

  /// Pieces of a candidate in use, for one rack, at the least.
  private func fewest(_ candidate: Candidate) -> Double {
    let role = space.generation.roles[candidate.role]
    let pieces = role.isMixed ? 1 : Double(max(1, role.minimum))
    return candidate.scope == .cluster ? pieces / Double(space.racks) : pieces
  }
}

/// Which numbers of a candidate matter to a generation, and which way is better.
struct DominanceSenses {
  let space: SearchSpace
  /// False where a requirement asks for what dominance does not know.
  private(set) var isUsable = true
  private let contents: Set<Quantity>
  /// Quantities of which a requirement speaks, and those of which more or less is better: without
  /// the former's musts that every candidate fulfils.
  private let asked: Set<Quantity>
  private let wanted: Set<Quantity>
  /// Whether types are counted: then what is left out of one role but not of another may cost one.
  var countsTypes: Bool { wanted.contains(.distinctParts) }
  /// Whether several types of source can come together, so that they share by capacity.
  private let hasMixedSources: Bool
  private let hasMixedBusbars: Bool
  /// Whether a load could be below a window.
  private let mayBeIdle: Bool

  /// Of a space without unfit candidates.
  init(_ space: SearchSpace, _ objectives: [SearchObjective]) {
    self.space = space
    let requirements = space.generation.allRequirements.filter { !$0.isRule }
    isUsable = requirements.allSatisfy { $0.bound == $0.quantity.usualBound }
    var contents = Set(
      requirements.map(\.quantity).filter {
        [.domesticContent, .domesticValue, .addressableContent].contains($0)
      })
    if objectives.contains(.domestic) { contents.insert(.domesticContent) }
    if objectives.contains(.addressable) { contents.insert(.addressableContent) }
    self.contents = contents
    asked = Set(requirements.map(\.quantity))
    // A must that each candidate fulfils by itself leaves nothing to choose.
    var wanted = Set(
      requirements.filter { !$0.isMust || !$0.quantity.isOfEachComponent }.map(\.quantity))
    if objectives.contains(.pflopsPerKw) { wanted.insert(.pflopsPerKw) }
    if objectives.contains(.assembly) { wanted.insert(.assemblyTime) }
    self.wanted = wanted
    hasMixedSources = space.soleRole(where: \.isSource) == nil
    hasMixedBusbars = space.soleRole(where: \.isBusbar) == nil
    mayBeIdle = DominanceSenses.mayBeIdle(space, wanted)
  }

  /// Whether more of some loss could raise the coolant's share of the heat.
  private var mayShareLoss: Bool {
    wanted.contains(.liquidShare)
      && space.candidates.contains {
        ($0.isSource || $0.isBusbar) && $0.component.cooling.liquidShare > 0
      }
  }

  /// Whether some choice could load a source below its window.
  private static func mayBeIdle(_ space: SearchSpace, _ wanted: Set<Quantity>) -> Bool {
    if wanted.contains(.shelfLoadFloor) { return true }
    let roles = space.generation.roles
    let inlet = space.generation.conditions.airInletC
    var most = 0.0
    for (role, own) in space.ofRole.enumerated() {
      let capacities = own.filter { space.candidates[$0].isSource }.map {
        PowerSources.derated(space.candidates[$0].component.electrical, airInletC: inlet)
      }
      most += Double(roles[role].maximum) * (capacities.max() ?? 0)
    }
    let highest =
      space.candidates.filter(\.isSource).map(\.component.electrical.loadMin).max() ?? 0
    return space.generation.modes.contains { mode in
      var least = 0.0
      for (role, own) in space.ofRole.enumerated() where roles[role].scope == .rack {
        let loads = own.filter { !space.candidates[$0].kind.isSource }.map {
          space.candidates[$0].component.powerKw[mode.mode]
        }
        least += Double(roles[role].minimum) * (loads.min() ?? 0)
      }
      return least < highest * most
    }
  }

  /// Numbers of which less is better.
  func numbers(of candidate: Candidate) -> [Double] {
    let component = candidate.component
    var numbers = [candidate.price] + power(candidate) + coolant(candidate) + size(candidate)
    numbers += contents.isEmpty ? [] : content(candidate)
    numbers += work(candidate) + ports(candidate)
    let making = component.making
    if wanted.contains(.assemblyTime) { numbers.append(making.assemblyMinutes.reduce(0, +)) }
    if wanted.contains(.testTime) { numbers.append(making.testMinutes.reduce(0, +)) }
    if wanted.contains(.parts) { numbers.append(Double(making.parts)) }
    if wanted.contains(.connectors) { numbers.append(Double(making.connectors)) }
    if wanted.contains(.cables) { numbers.append(Double(making.cables)) }
    if candidate.kind == .cableCartridge { numbers.append(-Double(making.cables)) }
    if wanted.contains(.serviceTime) { numbers.append(making.serviceMinutes ?? 0) }
    let commerce = component.commerce
    if wanted.contains(.leadTime) { numbers.append(Double(commerce.leadDays)) }
    if wanted.contains(.availableFrom) {
      numbers.append(commerce.availableFrom.map { Double($0.number) } ?? -.infinity)
    }
    if wanted.contains(.availableTo) {
      numbers.append(commerce.availableTo.map { -Double($0.number) } ?? -.infinity)
    }
    return numbers
  }

  private func power(_ candidate: Candidate) -> [Double] {
    let component = candidate.component
    let electrical = component.electrical
    var numbers: [Double] = []
    for mode in space.generation.modes {
      let draw = component.powerKw[mode.mode]
      // Where a source could idle, more load may be better.
      numbers += mayBeIdle || mayShareLoss ? [draw, -draw] : [draw]
      numbers.append(draw * electrical.peakFactor)
    }
    if candidate.isSource {
      let capacity = PowerSources.derated(
        electrical, airInletC: space.generation.conditions.airInletC)
      numbers += [-capacity, -electrical.loadMax, electrical.loadMin, -electrical.efficiency]
      if hasMixedSources || mayBeIdle || mayShareLoss || electrical.efficiencyCurve != nil {
        numbers += [capacity, electrical.efficiency]
      }
    }
    if candidate.isBusbar {
      numbers += [-electrical.currentA, electrical.resistanceMilliohm]
      if hasMixedBusbars || mayBeIdle || mayShareLoss {
        numbers.append(-electrical.resistanceMilliohm)
      }
    }
    return numbers + [-electrical.energyKj, -electrical.dischargeKw]
  }

  private func coolant(_ candidate: Candidate) -> [Double] {
    let cooling = candidate.component.cooling
    var numbers: [Double] = []
    for (position, mode) in space.generation.modes.enumerated() {
      let flow = candidate.flowLpm[position]
      let heat = candidate.liquidKw[position]
      let air = candidate.component.powerKw[mode.mode] * (1 - cooling.liquidShare)
      numbers += [heat, flow, cooling.pressureDrop?.drop(at: flow) ?? 0, air]
      if wanted.contains(.liquidShare) { numbers.append(-heat) }
    }
    numbers.append(-cooling.airFlow)
    if wanted.contains(.noise) {
      numbers.append(cooling.noise ?? -.infinity)
    }
    if candidate.kind == .cdu {
      numbers += [-cooling.coolingKw, -cooling.coolingLpm, -cooling.headKpa]
    }
    if wanted.contains(.supplyTemperature) { numbers.append(-(cooling.supplyMaxC ?? .infinity)) }
    if wanted.contains(.pressureRating) {
      numbers.append(-(cooling.pressureMaxKpa ?? .infinity))
    }
    return numbers
  }

  private func size(_ candidate: Candidate) -> [Double] {
    let component = candidate.component
    let density = space.generation.conditions.coolant.density / 1000
    let mass = component.massKg + component.coolantLitres * density
    let geometry = component.geometry
    var numbers = [Double(component.heightUnits), mass, -Double(geometry.rackUnits)]
    guard candidate.isFrame else { return numbers }
    numbers.append(-((geometry.payloadKg ?? 0) + component.massKg - mass))
    if wanted.contains(.width) { numbers.append(geometry.widthMm) }
    if wanted.contains(.height) { numbers.append(geometry.heightMm) }
    if wanted.contains(.depth) { numbers.append(geometry.depthMm) }
    if wanted.contains(.floorLoad) { numbers.append(-candidate.areaM2) }
    return numbers
  }

  /// Shares: more at home of no more in all.
  private func content(_ candidate: Candidate) -> [Double] {
    let commerce = candidate.component.commerce
    let cost = candidate.kind == .service ? 0 : commerce.price
    let isHome = commerce.origin == space.domestic
    let addressable = commerce.isAddressable ? cost : 0
    var numbers: [Double] = []
    if contents.contains(.domesticContent) {
      numbers += [isHome ? -cost : 0, isHome ? 0 : cost]
    }
    if contents.contains(.domesticValue) {
      numbers += [-cost * commerce.domestic, cost * (1 - commerce.domestic)]
    }
    if contents.contains(.addressableContent) {
      numbers += [isHome ? -addressable : 0, isHome ? 0 : addressable]
    }
    return numbers
  }

  private func work(_ candidate: Candidate) -> [Double] {
    let compute = candidate.component.compute
    var numbers = [
      -Double(compute.accelerators), -compute.memoryGB, -compute.hostMemoryGB,
    ]
    if wanted.contains(.scaleOutBandwidth) { numbers.append(Double(compute.accelerators)) }
    for mode in space.generation.modes {
      let factor = candidate.component.computeFactor[mode.mode]
      numbers += [
        -compute.pflopsFP4 * factor, -compute.pflopsFP8 * factor, -compute.pflopsFP16 * factor,
      ]
    }
    return numbers
  }

  private func ports(_ candidate: Candidate) -> [Double] {
    guard !candidate.component.ports.isEmpty else { return Array(repeating: 0, count: 9) }
    return PortNetwork.allCases.flatMap { network in
      var sums = [0.0, 0.0, 0.0]
      for port in candidate.component.ports where port.network == network {
        if port.side == .device {
          sums[0] += Double(port.count)
          sums[2] -= Double(port.count) * port.gbps
        } else {
          sums[1] -= Double(port.count)
        }
      }
      return sums
    }
  }

  /// Whether two candidates are equal in what is no number.
  func isAlike(_ better: Candidate, _ worse: Candidate) -> Bool {
    let (one, other) = (better.component, worse.component)
    guard zip(better.fits, worse.fits).allSatisfy({ $0 || !$1 }),
      one.electrical.efficiencyCurve == other.electrical.efficiencyCurve
    else { return false }
    switch better.kind {
    case .scaleOutSwitch where one.ports != other.ports: return false
    case .manifold, .quickDisconnect:
      return isLower(one.cooling.pressureDrop, other.cooling.pressureDrop)
    case .busbar, .powerShelf, .sidecar:
      let isDry = one.cooling.liquidShare == 0 && other.cooling.liquidShare == 0
      if !isDry, !isEqual(one.cooling, other.cooling) { return false }
    default: break
    }
    return !wantsValues || hasSameValues(one, other)
  }

  /// Whether what cannot be told of a design is asked for.
  private var wantsValues: Bool {
    !asked.isDisjoint(with: [.supplyTemperature, .pressureRating, .serviceTime, .noise])
  }

  private func hasSameValues(_ one: RackComponent, _ other: RackComponent) -> Bool {
    (one.cooling.supplyMaxC == nil) == (other.cooling.supplyMaxC == nil)
      && (one.cooling.pressureMaxKpa == nil) == (other.cooling.pressureMaxKpa == nil)
      && (one.making.serviceMinutes == nil) == (other.making.serviceMinutes == nil)
      && (one.cooling.noise == nil) == (other.cooling.noise == nil)
  }

  private func isEqual(_ one: CoolingData, _ other: CoolingData) -> Bool {
    one.liquidShare == other.liquidShare && one.pressureDrop == other.pressureDrop
      && one.leastFlow == other.leastFlow && one.returnMaxC == other.returnMaxC
  }

  /// Whether a drop is nowhere above another.
  private func isLower(_ one: PressureCurve?, _ other: PressureCurve?) -> Bool {
    guard let one, let other else { return one == nil }
    if one == other { return true }
    guard one.flow.count == 1, other.flow.count == 1, one.exponent == other.exponent
    else { return false }
    return one.drop(at: 1) <= other.drop(at: 1)
  }
}

extension Quantity {
  /// The side on which a requirement means that more is better, or less; `nil` where both may be.
  var usualBound: Bound? {
    switch self {
    case .accelerators, .memory, .hostMemory, .pflopsFP4, .pflopsFP8, .pflopsFP16,
      .scaleUpBandwidth, .scaleOutBandwidth, .pflopsPerKw, .powerHeadroom, .sparePowerShelves,
      .shelfLoadHeadroom, .shelfLoadFloor, .busbarHeadroom, .transientHeadroom, .holdUpEnergy,
      .holdUpTime, .liquidShare, .supplyTemperature, .pressureRating, .headHeadroom, .flowHeadroom,
      .coolingHeadroom, .spareCDUs, .airFlowHeadroom, .payloadHeadroom, .spareUnits,
      .scaleUpPortHeadroom, .scaleUpCableHeadroom, .managementPortHeadroom, .switchHeadroom,
      .opticHeadroom, .availableTo, .domesticContent, .domesticValue, .addressableContent:
      .atLeast
    case .returnTemperature: nil
    default: .atMost
    }
  }
}
