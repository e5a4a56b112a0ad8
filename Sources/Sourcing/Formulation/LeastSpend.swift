import LinearModel
import Program

/// What is spent ex-works on some items at the least, whatever is awarded.
///
/// With low[l] the least average price of a line, and any y ≥ 0 with
/// Σ_{i of b} y[i] quantity[b,i] ≤ price[b] for all bundles b, each award spends
///
/// ```text
/// total ≥ Σ_i (y[i] quantity[i] - Σ_{l of i} maximum[l] max(0, y[i] - low[l])),
/// ```
///
/// since units of lines and bundles make up each quantity. y[i] is low of the last line that is
/// needed when lines are filled from the cheapest on, less what bundles ask less for; 0 where the
/// item may stay unmet.
struct LeastSpend {
  /// Money; 0 where prices are not known.
  private(set) var total = 0.0

  /// Lines with columns, by item of those that are looked at.
  private var offers: [[(price: Double, maximum: Double)]]

  /// - Parameters:
  ///   - model: Steps, bundles and unmet items with their columns.
  ///   - items: Which items are looked at.
  ///   - lines: Their lines.
  ///   - bundles: The bundles that hold any of them.
  init(
    _ model: AwardModel, _ items: [Bool], _ lines: [LineIndex], _ bundles: [BundleIndex]
  ) {
    offers = Array(repeating: [], count: items.count)
    // The price of a bid that is probed is a variable.
    guard model.variant.probe == nil else { return }
    for line in lines { add(model.steps[Int(line.position)], model.event.lines[line].item) }
    let prices = prices(model, items, bundles)
    for item in items.indices where prices[item] > 0 {
      total += prices[item] * model.event.items[item].quantity
      for offer in offers[item] {
        total -= max(0, prices[item] - offer.price) * offer.maximum
      }
    }
  }

  private mutating func add(_ steps: [AwardModel.StepColumns], _ item: EventItemIndex) {
    var (price, maximum) = (Double.infinity, 0.0)
    for step in steps {
      maximum = max(maximum, step.upper)
      // The average price of a step falls or rises throughout.
      for units in [step.lower, step.upper] where units > 0 {
        price = min(price, max(0, step.slope + step.intercept / units))
      }
    }
    if maximum > 0 { offers[Int(item.position)].append((price, maximum)) }
  }

  /// y.
  private func prices(
    _ model: AwardModel, _ items: [Bool], _ bundles: [BundleIndex]
  ) -> [Double] {
    let event = model.event
    var prices = [Double](repeating: 0, count: items.count)
    for item in items.indices where items[item] && model.unmet[item] == nil {
      var rest = event.items[item].quantity
      for offer in offers[item].sorted(by: { $0.price < $1.price }) where rest > 0 {
        prices[item] = offer.price
        rest -= offer.maximum
      }
    }
    var shares = [Double](repeating: 1, count: items.count)
    for index in bundles where model.won[Int(index.position)] != nil {
      let bundle = event.bundles[index]
      let worth = bundle.items.reduce(0) { $0 + prices[Int($1.item.position)] * $1.quantity }
      guard worth > bundle.price else { continue }
      for content in bundle.items {
        let item = Int(content.item.position)
        shares[item] = min(shares[item], bundle.price / worth)
      }
    }
    return zip(prices, shares).map { $0 * $1 }
  }
}
