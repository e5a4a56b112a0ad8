import Tables

/// Candidates that no design may use which meets every must.
extension SearchSpace {
  /// Without candidates that break by themselves a must on the least or the greatest of all
  /// components: a lead time, a date, a temperature of the supply.
  ///
  /// Every design with one of them fails, whatever else is in it.
  func withoutUnfit() -> SearchSpace {
    let musts = generation.allRequirements.filter { requirement in
      requirement.isMust && requirement.bound == requirement.quantity.usualBound
    }
    var fit = self
    fit.keep(candidates.filter { candidate in musts.allSatisfy { candidate.fulfils($0) } })
    return fit
  }
}

extension Quantity {
  /// Whether a must of it speaks of each component by itself, so that none is left that breaks it.
  var isOfEachComponent: Bool {
    switch self {
    case .leadTime, .availableFrom, .availableTo, .supplyTemperature, .pressureRating, .serviceTime:
      true
    default: false
    }
  }
}

extension Candidate {
  /// Whether it does not break a must by itself.
  fileprivate func fulfils(_ requirement: Requirement) -> Bool {
    guard requirement.quantity.isOfEachComponent, let own = value(of: requirement.quantity) else {
      return true
    }
    return Verdict(requirement: requirement, mode: nil, value: own).isMet
  }

  /// What it brings to the least or the greatest of all; `nil` where it brings nothing.
  private func value(of quantity: Quantity) -> Double? {
    let isNear = scope != .cluster
    switch quantity {
    case .leadTime: return Double(component.commerce.leadDays)
    case .availableFrom: return component.commerce.availableFrom.map { Double($0.number) }
    case .availableTo: return component.commerce.availableTo.map { Double($0.number) }
    case .supplyTemperature: return isNear ? component.cooling.supplyMaxC : nil
    case .pressureRating: return isNear ? component.cooling.pressureMaxKpa : nil
    case .serviceTime: return isNear ? component.making.serviceMinutes.map { $0 / 60 } : nil
    default: return nil
    }
  }
}
