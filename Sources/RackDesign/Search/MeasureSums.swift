import LinearModel
import Program

/// Sums that several quantities are made of.
extension Formulation {
  // MARK: Money and making

  /// Of one rack, money.
  var price: Expression { sumPerRack { $0.price } }

  func componentCost(_ counts: (Candidate) -> Bool) -> Expression {
    sumPerRack { $0.kind != .service && counts($0) ? $0.price : 0 }
  }

  func home(_ counts: (Candidate) -> Bool) -> Expression {
    componentCost { $0.component.commerce.origin == space.domestic && counts($0) }
  }

  /// Types of component in use: a component counts once, whatever roles it fills.
  func distinct(in model: inout SearchModel) -> Expression {
    var byComponent: [Int32: [Int]] = [:]
    for (position, candidate) in candidates.enumerated() {
      byComponent[candidate.index.position, default: []].append(position)
    }
    var sum = Expression()
    for (_, members) in byComponent.sorted(by: { $0.key < $1.key }) {
      guard members.count > 1 else {
        sum += Expression(uses[members[0]])
        continue
      }
      let any = Expression(model.binary())
      for member in members { model.require(any - Expression(uses[member])) }
      model.require(used(members) - any)
      sum += any
    }
    return sum
  }

  // MARK: Values of single candidates

  func near(_ candidate: Candidate) -> Bool { candidate.scope != .cluster }

  func frames(_ candidate: Candidate) -> Bool { candidate.isFrame }

  func values(
    _ isWanted: (Candidate) -> Bool, _ value: (RackComponent) -> Double?
  ) -> [(candidate: Int, value: Double)] {
    space.positions(where: isWanted).compactMap { position in
      value(candidates[position].component).map { (position, $0) }
    }
  }

  // MARK: Power

  func pflops(_ mode: Int, _ value: (ComputeData) -> Double) -> Expression {
    let index = generation.modes[mode].mode
    return sum(.rack) { value($0.component.compute) * $0.component.computeFactor[index] }
  }

  func current(_ mode: Int) -> Expression { modes[mode].it * (1000 / conditions.busVolts) }

  var busbarRating: Expression {
    sum { $0.isBusbar ? $0.component.electrical.currentA : 0 }
  }

  func peak(_ mode: Int) -> Expression {
    let index = generation.modes[mode].mode
    return sum(.rack) {
      $0.kind.isSource
        ? 0 : $0.component.powerKw[index] * $0.component.electrical.peakFactor
    } + modes[mode].loss
  }

  func facilityPower(_ mode: Int) -> Expression {
    let index = generation.modes[mode].mode
    let beside = sum(.beside) { $0.kind.isSource ? 0 : $0.component.powerKw[index] }
    let cluster = sum(.cluster) { $0.component.powerKw[index] / Double(space.racks) }
    return modes[mode].rackPower + modes[mode].besideSourceLoss + beside + cluster
  }

  var energy: Expression {
    sum { $0.scope == .cluster ? 0 : $0.component.electrical.energyKj }
  }

  var discharge: Expression {
    sum { $0.scope == .cluster ? 0 : $0.component.electrical.dischargeKw }
  }

  /// Its two parts, of which the smaller counts: what stores add is limited by power and by energy.
  mutating func transientHeadrooms(_ mode: Int, in model: inout SearchModel) -> [Expression] {
    let seconds = conditions.transientMs / 1000
    guard seconds > 0 else { return [] }
    let rest = safeCapacity(in: &model) - peak(mode)
    return [rest + discharge, rest + energy * (1 / seconds)]
  }

  func airFlow(_ mode: Int) -> Expression {
    let perKw = Air.flow(heatKw: 1, inletC: conditions.airInletC, riseK: conditions.airRiseK)
    return modes[mode].air * perKw
  }

  // MARK: Ports

  func ports(_ network: PortNetwork, _ side: PortSide) -> Expression {
    portSum { $0.network == network && $0.side == side ? Double($0.count) : 0 }
  }

  func portHeadroom(_ network: PortNetwork) -> Expression {
    ports(network, .network) - ports(network, .device)
  }

  /// Of ports that ask, Gbit/s in one direction.
  func gbps(_ network: PortNetwork) -> Expression {
    portSum {
      $0.network == network && $0.side == .device ? Double($0.count) * $0.gbps : 0
    }
  }

  private func portSum(_ value: (Port) -> Double) -> Expression {
    sum { candidate in
      guard candidate.scope != .cluster, candidate.kind != .optic, candidate.kind != .cable
      else { return 0 }
      return candidate.component.ports.reduce(0) { $0 + value($1) }
    }
  }
}
