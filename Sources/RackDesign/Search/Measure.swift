import LinearModel
import Tables

/// A quantity in the words of the model.
enum Measure {
  /// A sum over pieces and columns.
  case linear(Expression)
  /// A sum over a sum that is 0 or more; not to be told where that is 0.
  case ratio(Expression, Expression)
  /// The least, or the greatest, of values of candidates in use; `ofNone` where none has one.
  case least([(candidate: Int, value: Double)], ofNone: Double?)
  case greatest([(candidate: Int, value: Double)], ofNone: Double?)
  /// The least of several expressions.
  case smaller([Expression])
  /// Only the rows of ``Formulation/special(_:mode:in:)`` know it, or none.
  case special
}

extension Formulation {
  /// The measure of a quantity in a mode of the generation.
  mutating func measure(_ quantity: Quantity, mode: Int, in model: inout SearchModel) -> Measure {
    quantity.dependsOnMode
      ? measureInMode(quantity, mode, in: &model) : measureOfDesign(quantity, in: &model)
  }

  private mutating func measureInMode(
    _ quantity: Quantity, _ mode: Int, in model: inout SearchModel
  ) -> Measure {
    let terms = modes[mode]
    switch quantity {
    case .pflopsFP4: return .linear(pflops(mode, \.pflopsFP4))
    case .pflopsFP8: return .linear(pflops(mode, \.pflopsFP8))
    case .pflopsFP16: return .linear(pflops(mode, \.pflopsFP16))
    case .pflopsPerKw: return .ratio(pflops(mode, \.pflopsFP4), terms.rackPower)
    case .itPower: return .linear(terms.it)
    case .rackPower: return .linear(terms.rackPower)
    case .facilityPower: return .linear(facilityPower(mode))
    case .powerHeadroom: return .linear(safeCapacity(in: &model) - terms.output)
    case .shelfLoad: return .ratio(terms.output, allCapacity)
    case .busbarCurrent: return .linear(current(mode))
    case .busbarHeadroom: return .linear(busbarRating - current(mode))
    case .busbarLoss: return .linear(terms.loss)
    case .transientPeak: return .linear(peak(mode))
    case .transientHeadroom: return .smaller(transientHeadrooms(mode, in: &model))
    default: return measureCooling(quantity, mode, in: &model)
    }
  }

  private mutating func measureCooling(
    _ quantity: Quantity, _ mode: Int, in model: inout SearchModel
  ) -> Measure {
    let terms = modes[mode]
    switch quantity {
    case .liquidShare: return .ratio(terms.liquid, terms.rackPower)
    case .liquidHeat: return .linear(terms.liquid)
    case .airHeat: return .linear(terms.air)
    case .returnTemperature:
      let rise = conditions.coolant.rise(heatKw: 1, flowLpm: 1)
      let heat = (terms.liquid + terms.besideLiquid) * rise
      return .ratio(heat + terms.flow * conditions.coolantSupplyC, terms.flow)
    case .coolantFlow: return .linear(terms.flow)
    case .pressureDrop: return .linear(drop(mode, in: &model))
    case .flowHeadroom:
      return .linear(
        safePlant(conditions.spareCDUs, \.coolingLpm, "flow", in: &model) - terms.flow)
    case .coolingHeadroom:
      return .linear(
        safePlant(conditions.spareCDUs, \.coolingKw, "heat", in: &model)
          - terms.liquid - terms.besideLiquid)
    case .airFlow: return .linear(airFlow(mode))
    case .airFlowHeadroom:
      return .linear(sum(.rack) { $0.component.cooling.airFlow } - airFlow(mode))
    default: return .special
    }
  }

  private mutating func measureOfDesign(
    _ quantity: Quantity, in model: inout SearchModel
  ) -> Measure {
    let density = conditions.coolant.density / 1000
    func mass(_ candidate: Candidate) -> Double {
      candidate.component.massKg + candidate.component.coolantLitres * density
    }
    switch quantity {
    case .accelerators: return .linear(sum(.rack) { Double($0.component.compute.accelerators) })
    case .memory: return .linear(sum(.rack) { $0.component.compute.memoryGB })
    case .hostMemory: return .linear(sum(.rack) { $0.component.compute.hostMemoryGB })
    case .scaleUpBandwidth: return .linear(gbps(.scaleUp))
    case .scaleOutBandwidth:
      return .ratio(
        gbps(.scaleOut), sum(.rack) { Double($0.component.compute.accelerators) })
    case .holdUpEnergy: return .linear(energy)
    case .mass: return .linear(sum(.rack, mass))
    case .floorLoad:
      return .ratio(sum(.rack, mass), sum(.rack) { $0.isFrame ? $0.areaM2 : 0 })
    case .width: return .linear(sum(.rack) { $0.isFrame ? $0.component.geometry.widthMm : 0 })
    case .payloadHeadroom:
      return .linear(
        sum(.rack) {
          $0.isFrame
            ? ($0.component.geometry.payloadKg ?? 0) + $0.component.massKg - mass($0) : -mass($0)
        })
    case .spareUnits: return .smaller([freeUnits(beside: .front), freeUnits(beside: .rear)])
    default: return measureOfExtremes(quantity, in: &model)
    }
  }

  /// Units of the frames less those of full depth and those of one face.
  private func freeUnits(beside face: Face) -> Expression {
    sum(.rack) { candidate in
      let own = generation.roles[candidate.role].face
      let isTaken = own == .full || own == face
      return Double(
        candidate.component.geometry.rackUnits - (isTaken ? candidate.component.heightUnits : 0))
    }
  }

  private mutating func measureOfExtremes(
    _ quantity: Quantity, in model: inout SearchModel
  ) -> Measure {
    switch quantity {
    case .supplyTemperature: return .least(values(near, \.cooling.supplyMaxC), ofNone: nil)
    case .pressureRating: return .least(values(near, \.cooling.pressureMaxKpa), ofNone: nil)
    case .serviceTime:
      let minutes = values(near, \.making.serviceMinutes)
      return .greatest(minutes.map { ($0.candidate, $0.value / 60) }, ofNone: nil)
    case .height: return .greatest(values(frames, \.geometry.heightMm), ofNone: 0)
    case .depth: return .greatest(values(frames, \.geometry.depthMm), ofNone: 0)
    case .leadTime:
      return .greatest(values({ _ in true }) { Double($0.commerce.leadDays) }, ofNone: 0)
    case .availableFrom:
      return .greatest(
        values({ _ in true }) { $0.commerce.availableFrom.map { Double($0.number) } },
        ofNone: Double(Day.first.number))
    case .availableTo:
      return .least(
        values({ _ in true }) { $0.commerce.availableTo.map { Double($0.number) } },
        ofNone: Double(Day.last.number))
    default: return measureOfMaking(quantity, in: &model)
    }
  }

  private mutating func measureOfMaking(
    _ quantity: Quantity, in model: inout SearchModel
  ) -> Measure {
    func hours(_ minutes: (MakingData) -> [Double]) -> Expression {
      sumPerRack { minutes($0.component.making).reduce(0, +) / 60 }
    }
    func count(_ value: (MakingData) -> Int) -> Expression {
      sum { $0.scope == .cluster ? 0 : Double(value($0.component.making)) }
    }
    switch quantity {
    case .cables: return .linear(count(\.cables))
    case .parts: return .linear(count(\.parts))
    case .connectors: return .linear(count(\.connectors))
    case .distinctParts: return .linear(distinct(in: &model))
    case .assemblyTime: return .linear(hours(\.assemblyMinutes))
    case .testTime: return .linear(hours(\.testMinutes))
    case .price: return .linear(price)
    case .domesticContent: return .ratio(home { _ in true }, componentCost { _ in true })
    case .domesticValue:
      return .ratio(
        sumPerRack { $0.kind == .service ? 0 : $0.price * $0.component.commerce.domestic },
        componentCost { _ in true })
    case .addressableContent:
      return .ratio(
        home { $0.component.commerce.isAddressable },
        componentCost { $0.component.commerce.isAddressable })
    case .scaleUpPortHeadroom: return .linear(portHeadroom(.scaleUp))
    case .managementPortHeadroom: return .linear(portHeadroom(.management))
    case .scaleUpCableHeadroom:
      return .linear(
        sum(.rack) { $0.kind == .cableCartridge ? Double($0.component.making.cables) : 0 }
          - ports(.scaleUp, .device))
    default: return .special
    }
  }
}

extension Candidate {
  var isFrame: Bool { kind == .frame && scope == .rack }
  var price: Double { component.commerce.price }
  /// Footprint, m2.
  var areaM2: Double { component.geometry.widthMm * component.geometry.depthMm / 1e6 }
}
