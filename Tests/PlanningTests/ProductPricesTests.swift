import LinearModel
import Program
import Testing

@testable import Planning

/// The prices of what demands take, chosen by ``ProductPrices``.
@Suite struct ProductPricesTests {
  /// With the best prices at the top a bound never falls, and never is above the optimum.
  @Test func theyOnlyEverHelp() throws {
    var raised = 0
    for (name, program) in try DualRepairTests.programs() {
      guard let relaxation = try DualRepairTests.Relaxation(program) else { continue }
      let products = ProductPrices(
        relaxation.formulation, relaxation.repair.matrix, solver: HiGHSSolver())
      var dice = PropertyTests.Dice(state: 3)
      for noise in [0, 1e-2, 1] {
        let comment: Comment = "\(name), noise \(noise)"
        let duals = relaxation.duals.map { dual in
          dual + noise * max(1, abs(dual)) * Double(dice.roll(-1000...1000)) / 1000
        }
        let plain = try #require(try relaxation.bound(from: duals, comment), comment)
        let priced = try #require(
          try relaxation.repair.proof(from: duals, products: products.improved), comment)
        let bound = relaxation.checked(priced, comment)
        #expect(bound >= plain - relaxation.tolerance, comment)
        if bound > plain + relaxation.tolerance { raised += 1 }
      }
    }
    #expect(raised > 100)
  }

  /// One rack is worth what its parts, work and freight cost, whatever the duals said of it.
  @Test func theTopCostsWhatIsBelow() throws {
    let relaxation = try #require(try DualRepairTests.Relaxation(try Shop().made()))
    let products = ProductPrices(
      relaxation.formulation, relaxation.repair.matrix, solver: HiGHSSolver())
    var duals = relaxation.duals
    for (track, point) in zip(
      relaxation.formulation.rows.stock, relaxation.formulation.points.points)
    where point.item == ItemIndex(0) {
      for b in track.buckets { if let row = track.row(b) { duals[row.offset] = 7 } }
    }
    let plain = try #require(try relaxation.bound(from: duals, ""))
    #expect(plain < 200)
    let priced = try #require(try relaxation.repair.proof(from: duals, products: products.improved))
    #expect(abs(relaxation.checked(priced, "") - 1250) < 1e-5)
  }
}
