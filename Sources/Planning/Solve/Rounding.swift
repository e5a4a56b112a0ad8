import LinearModel
import Program

/// Whole numbers near a point of the relaxation, chosen by what the columns mean.
///
/// - award: 1 where the relaxation takes at least a part of it. One too many costs its fixed cost and
///   asks for its minimum; one too few takes capacity away, which can cost racks. A cautious part
///   (from 0.01) makes an offer with a minimum only where the relaxation takes a quarter.
/// - module: the count so far is rounded, so that capacity comes when the relaxation has it:
///   Σ_{a ≤ b} module_a → ⌊Σ_{a ≤ b} value_a + lift⌋. A lift of ½ is the nearest; 0 stays within
///   every budget.
/// - segment order: 1 where the offer's total, or its minimum where it is awarded, reaches into the
///   segment.
/// - bought: 1 where anything is bought; counted: 1 for as many suppliers as the rule asks for,
///   those with the most units first, and their awards with them.
struct Rounding {
  let formulation: Formulation
  /// The relaxation's point; shape `[columns]`.
  let values: [Double]

  /// A value for every integer column.
  ///
  /// - Parameters:
  ///   - awardFrom: The part of an award in the relaxation from which on it is made.
  ///   - moduleLift: What is added to a count of modules before it is cut to a whole number.
  /// - Returns: Whole numbers within the columns' bounds.
  func whole(awardFrom: Double, moduleLift: Double) -> [ColumnIndex: Double] {
    var whole: [ColumnIndex: Double] = [:]
    roundAwards(awardFrom, &whole)
    roundModules(moduleLift, &whole)
    roundSuppliers(&whole)
    roundSegments(&whole)
    return whole
  }

  private func roundAwards(_ from: Double, _ whole: inout [ColumnIndex: Double]) {
    for (position, award) in formulation.awards.enumerated() {
      guard let award else { continue }
      let offer = formulation.program.offers[position]
      let least = offer.minimum > 0 && from >= 0.01 ? max(from, 0.25) : from
      whole[award] = offer.awarded == true || values[award] >= least ? 1 : 0
    }
  }

  private func roundModules(_ lift: Double, _ whole: inout [ColumnIndex: Double]) {
    for (position, track) in formulation.modules.enumerated() {
      let most = Double(formulation.program.expansions[position].maxCount)
      var sum = 0.0
      var given = 0.0
      for column in track.columns {
        sum += values[column]
        let target = min(most, (sum + lift + 1e-6).rounded(.down))
        whole[ColumnIndex(column)] = max(0, target - given)
        given = max(given, target)
      }
    }
  }

  private func roundSegments(_ whole: inout [ColumnIndex: Double]) {
    for segment in formulation.segments where segment.prices.needsOrder {
      let segments = segment.prices.segments
      let item = formulation.program.offers[segment.offer].item
      let filled =
        segments.indices.reduce(0) { $0 + values[segment.first + $1] }
        * formulation.scale(item)
      let total = max(filled, least(of: segment.offer, whole))
      var start = 0.0
      for k in 1..<max(1, segments.count) {
        start += segments[k - 1].width
        whole[ColumnIndex(segment.first + segments.count + k - 1)] = total > start ? 1 : 0
      }
    }
  }

  /// What the whole numbers so far make the plan buy of an offer at least.
  private func least(of offer: OfferIndex, _ whole: [ColumnIndex: Double]) -> Double {
    let isAwarded = formulation.awards[Int(offer.position)].map { whole[$0] ?? 0 > 0.5 } ?? true
    return isAwarded ? formulation.program.offers[offer].minimum : 0
  }

  private func roundSuppliers(_ whole: inout [ColumnIndex: Double]) {
    for columns in formulation.policyColumns {
      guard let bought = columns.bought else { continue }
      let isBought = values[bought] > 1e-9
      whole[bought] = isBought ? 1 : 0
      let value = formulation.program.policies[columns.policy].value
      let asked = isBought ? Int(value.rounded(.up)) : 0
      let ranked = columns.counted.sorted {
        (values[$0.column], $1.column) > (values[$1.column], $0.column)
      }
      for (place, each) in ranked.enumerated() {
        whole[each.column] = place < asked ? 1 : 0
        if place < asked { award(each.supplier, columns.item, &whole) }
      }
    }
  }

  /// Awards the offer of `supplier` for `item` that the relaxation leans on most.
  private func award(
    _ supplier: SupplierIndex, _ item: ItemIndex?, _ whole: inout [ColumnIndex: Double]
  ) {
    var best: ColumnIndex?
    for (position, offer) in formulation.program.offers.enumerated()
    where offer.item == item && offer.supplier == supplier {
      guard let award = formulation.awards[position] else { continue }
      if best.map({ values[award] > values[$0] }) ?? true { best = award }
    }
    if let best { whole[best] = 1 }
  }
}
