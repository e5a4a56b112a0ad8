import LinearModel
import Program
import Testing

@testable import Planning

/// Duals of any kind, and the bounds that ``DualRepair`` proves with them.
@Suite struct DualRepairTests {
  /// A relaxation with its optimum and optimal duals by HiGHS.
  struct Relaxation {
    let formulation: Formulation
    let repair: DualRepair
    let optimum: Double
    let duals: [Double]

    /// `nil` where the relaxation has no optimum.
    init?(_ program: BuildProgram) throws {
      formulation = Formulation(program, limits: .proven(ceiling: nil))
      repair = DualRepair(formulation)
      var options = SolveOptions()
      options.ignoresIntegrality = true
      let solution = try HiGHSSolver().solve(formulation.model, options)
      guard solution.stop == .optimal, let objective = solution.objective else { return nil }
      optimum = objective
      duals = solution.rowDuals
    }

    /// What rounding may do to a bound.
    var tolerance: Double { 1e-6 * max(1, abs(optimum)) }

    /// The bound of `proof`, after everything it claims was computed anew.
    func checked(_ proof: DualRepair.Proof, _ comment: Comment) -> Double {
      let model = formulation.model
      var bound = model.offset
      var reduced = model.cost
      let matrix = model.sparseColumns()
      for (i, y) in proof.duals.enumerated() where y != 0 {
        bound += y * (y > 0 ? model.rowLower[i] : model.rowUpper[i])
      }
      let upper = uppers()
      for j in reduced.indices {
        for entry in matrix.range(of: ColumnIndex(j)) {
          reduced[j] -= matrix.values[entry] * proof.duals[Int(matrix.rows[entry])]
        }
        let end = reduced[j] > 0 ? model.columnLower[j] : upper[j]
        if end.isFinite {
          bound += reduced[j] * end
        } else {
          #expect(reduced[j] > -2e-7 * (1 + abs(model.cost[j])), "\(comment), column \(j)")
        }
        #expect(
          abs(reduced[j] - proof.reducedCosts[j]) <= 1e-7 * (1 + abs(reduced[j])),
          "\(comment), column \(j)")
      }
      #expect(abs(bound - proof.bound) <= tolerance, "\(comment)")
      #expect(bound <= optimum + tolerance, "\(comment): \(bound) above \(optimum)")
      return bound
    }

    /// The bounds of the columns, and of a price segment what rows (B2) allow it.
    private func uppers() -> [Double] {
      let model = formulation.model
      var upper = model.columnUpper
      for segment in formulation.segments where segment.prices.needsOrder {
        let most =
          formulation.offerLimits[Int(segment.offer.position)]
          / formulation.scale(formulation.program.offers[segment.offer].item)
        for n in segment.prices.segments.indices {
          upper[segment.first + n] = min(upper[segment.first + n], most)
        }
      }
      return upper
    }

    /// The bound that `duals` come to, checked; `nil` where they prove nothing.
    func bound(from duals: [Double], _ comment: Comment) throws -> Double? {
      try repair.proof(from: duals).map { checked($0, comment) }
    }
  }

  /// The programs of other tests, some forty by hand and some at random.
  static func programs() throws -> [(name: String, program: BuildProgram)] {
    var programs = try HandDerivedTests.all.map {
      ($0.testDescription, try Shop(buckets: $0.buckets).made($0.files, settings: $0.settings))
    }
    for seed in 1...12 {
      programs.append(("shop \(seed)", try PropertyTests.shop(seed)))
      programs.append(("works \(seed)", try RepairTests.works(seed)))
    }
    return programs
  }

  @Test func optimalDualsProveTheOptimum() throws {
    for (name, program) in try Self.programs() {
      guard let relaxation = try Relaxation(program) else { continue }
      let bound = try #require(try relaxation.bound(from: relaxation.duals, "\(name)"), "\(name)")
      #expect(bound >= relaxation.optimum - relaxation.tolerance, "\(name)")
    }
  }

  @Test func noDualsProveTooMuch() throws {
    for (name, program) in try Self.programs() {
      guard let relaxation = try Relaxation(program) else { continue }
      var dice = PropertyTests.Dice(state: 7)
      let costs = relaxation.duals.map { abs($0) }.max() ?? 1
      for noise in [0, 1e-3, 1e-2, 1, 100] {
        let mixed = relaxation.duals.map { dual in
          dual + noise * max(1, abs(dual)) * Double(dice.roll(-1000...1000)) / 1000
        }
        let wild = relaxation.duals.map { _ in
          noise * costs * Double(dice.roll(-1000...1000)) / 1000
        }
        for duals in [mixed, wild] {
          let bound = try relaxation.bound(from: duals, "\(name), noise \(noise)")
          #expect(bound != nil, "\(name), noise \(noise)")
        }
      }
    }
  }
}
