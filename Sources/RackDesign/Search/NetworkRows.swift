import LinearModel

/// The cluster's network: E ends, switches of k ports, t tiers.
///
/// z[k,t] ∈ {0, 1}; a[k], b[k] whole.
/// (C1) Σ z = 1 if there are ends; Σ_t z[k,t] ≤ Σ_{c of k ports} use[c]; no switch in use has fewer
///      ports than k
/// (C2) E ≤ k^t / 2^(t−1) + E_most (1 − z[k,t])
/// (C3) k a[k] ≥ 2 E, k b[k] ≥ E
/// (C4) need ≥ 1, a + b, 2 a + b for t = 1, 2, 3 where z[k,t] = 1
/// (C5) optics + 2 g ≥ 2 t E + spare where z[k,t] = 1, g ≤ cables, g ≤ E
///
/// Where E is certain, what each z[k,t] needs is a number, and (C4), (C5) are sums over all of them.
struct NetworkTerms: Sendable {
  /// Switches beyond what is needed, and ends of optics likewise.
  var switches: Expression
  var optics: Expression
}

extension Formulation {
  /// The network's terms, made when first asked for; `nil` where it is not checked or nothing can
  /// ask for a connection.
  mutating func networkTerms(in model: inout SearchModel) -> NetworkTerms? {
    if network == nil { network = addNetwork(to: &model) }
    return network
  }

  private func addNetwork(to model: inout SearchModel) -> NetworkTerms? {
    guard conditions.hasScaleOutNetwork else { return nil }
    let ends = ports(.scaleOut, .device) * Double(space.racks)
    let limits = range(of: ends, in: model)
    guard limits.upperBound > 0 else { return nil }
    var terms = NetworkTerms(
      switches: Expression(model.column(-limits.upperBound, .infinity)), optics: Expression())
    terms.optics = Expression(model.column(-7 * limits.upperBound, .infinity))
    addTiers(ends, limits, terms, to: &model)
    return terms
  }

  private func addTiers(
    _ ends: Expression, _ limits: ClosedRange<Double>, _ terms: NetworkTerms,
    to model: inout SearchModel
  ) {
    let most = limits.upperBound
    let switches = space.positions { $0.kind == .scaleOutSwitch }
    let have = clusterCount(.scaleOutSwitch) { _ in 1 }
    let served = servedEnds(ends, in: &model)
    var chosen = Expression()
    var needed = Expression()
    var linked = Expression()
    let isCertain = limits.lowerBound == limits.upperBound
    for radix in Set(switches.map { self.radix($0) }).sorted() where radix > 0 {
      let k = Double(radix)
      let (leaves, spines) = stages(ends, most, k, isCertain: isCertain, in: &model)
      let needs = [Expression(1), leaves + spines, leaves * 2 + spines]
      var ofRadix = Expression()
      for (tiers, capacity) in [k, k * k / 2, k * k * k / 4].enumerated()
      where capacity >= limits.lowerBound {
        let isChosen = Expression(model.binary())
        ofRadix += isChosen
        model.require(unless(isChosen, most) + capacity - ends)  // (C2)
        let need = needs[tiers]
        // (C4), (C5)
        if isCertain {
          needed += isChosen * need.constant
          linked += isChosen * (most * Double(2 * (tiers + 1)))
          continue
        }
        let slack = range(of: need, in: model).upperBound
        model.require(have - need - terms.switches + unless(isChosen, slack + most))
        let links = ends * Double(2 * (tiers + 1))
        model.require(served - links - terms.optics + unless(isChosen, 14 * most))
      }
      addRadix(radix, ofRadix, switches, to: &model)
      chosen += ofRadix
    }
    if isCertain {
      model.require(have - needed - terms.switches)
      model.require(served - linked - terms.optics)
    }
    // (C1)
    model.require(Expression(1) - chosen)
    model.require(chosen * most - ends)
    // Without a choice there is nothing to spare.
    let surplus = range(of: have, in: model).upperBound + range(of: served, in: model).upperBound
    model.require(chosen * (surplus + most) - terms.switches)
    model.require(chosen * (surplus + most) - terms.optics)
  }

  /// a[k] and b[k] with (C3).
  private func stages(
    _ ends: Expression, _ most: Double, _ k: Double, isCertain: Bool, in model: inout SearchModel
  ) -> (leaves: Expression, spines: Expression) {
    let counts = (leaves: (2 * most / k).rounded(.up), spines: (most / k).rounded(.up))
    guard !isCertain else { return (Expression(counts.leaves), Expression(counts.spines)) }
    let leaves = Expression(model.column(0, counts.leaves, isInteger: true))
    let spines = Expression(model.column(0, counts.spines, isInteger: true))
    model.require(leaves * k - ends * 2)
    model.require(spines * k - ends)
    return (leaves, spines)
  }

  private func addRadix(
    _ radix: Int, _ ofRadix: Expression, _ switches: [Int], to model: inout SearchModel
  ) {
    model.require(used(switches.filter { self.radix($0) == radix }) - ofRadix)
    for smaller in switches where self.radix(smaller) < radix {
      model.require(Expression(1) - Expression(uses[smaller]) - ofRadix)
    }
  }

  /// Ends of optics, and two for each direct cable of the first tier.
  private func servedEnds(_ ends: Expression, in model: inout SearchModel) -> Expression {
    let optics = clusterCount(.optic) { max(1, Double(radix($0))) }
    let cables = clusterCount(.cable) { _ in 1 }
    guard !cables.terms.isEmpty else { return optics }
    let used = Expression(model.column(0, range(of: ends, in: model).upperBound))
    model.require(cables - used)
    model.require(ends - used)
    return optics + used * 2
  }

  /// Ports of the scale-out network of one piece.
  private func radix(_ position: Int) -> Int { radix(candidates[position]) }

  private func radix(_ candidate: Candidate) -> Int {
    candidate.component.ports.reduce(0) {
      $0 + ($1.network == .scaleOut && $1.side == .network ? $1.count : 0)
    }
  }

  /// A sum over the whole cluster.
  private func clusterCount(_ kind: ComponentKind, _ value: (Candidate) -> Double) -> Expression {
    sum { candidate in
      guard candidate.kind == kind else { return 0 }
      return value(candidate) * (candidate.scope == .cluster ? 1 : Double(space.racks))
    }
  }
}
