import Sourcing
import Tables

/// The numbers of an award as its files say them: without the noise of floating point.
///
/// Money is said to the cent, or finer where a billionth of the award's cost is finer, which is
/// what the check of an award allows; everything else with twelve digits. Units of lines and what
/// discounts ask for are exact decimals and stay as they are.
struct AwardNumbers {
  private let award: Award
  /// The aim of the last stage: what objective and bound count.
  let aim: Aim
  /// The sum of the cost's parts, none taken off.
  private let size: Double

  init(_ award: Award, _ scenario: Scenario) {
    self.award = award
    aim = scenario.stages[scenario.stages.count - 1].aim
    size = AwardNumbers.size(award.cost)
  }

  /// The objective, the bound and the gap: the same in all files of an award.
  var proof: [JSONValue.Member] {
    [
      .init("objective", value(award.objective, of: aim)),
      .init("bound", value(award.bound, of: aim)),
      .init("gap", .number(DecimalRounding.significant(award.gap, 6))),
    ]
  }

  func money(_ amount: Double) -> JSONValue {
    .number(DecimalRounding.money(amount, of: size))
  }

  /// What an aim counts, or a difference of it; null for what is not known.
  func value(_ value: Double?, of aim: Aim) -> JSONValue {
    value.map { aim.isMoney ? money($0) : AwardNumbers.plain($0) } ?? .null
  }

  /// A losing bid with its prices cleared: the search leaves the price a billionth of the award's
  /// cost.
  func cleared(_ entry: AwardAnalysis.BreakIn) -> AwardAnalysis.BreakIn {
    var entry = entry
    let noise = 1e-9 * max(1, abs(award.cost.total.double)) / (entry.units ?? 1)
    entry.price = entry.price.map { DecimalRounding.clear($0, of: noise) }
    entry.quoted = DecimalRounding.significant(entry.quoted)
    return entry
  }

  // MARK: Without an award

  /// The parts of a cost; `discount` and `quality` are taken off.
  static func cost(_ cost: AwardCost) -> JSONValue {
    let size = size(cost)
    return .object(
      AwardCostPart.all.map { part in
        .init(part.name, .number(DecimalRounding.money(part.amount(cost).double, of: size)))
      })
  }

  /// What an aim counts, beside which there is no award.
  static func value(_ value: Double?, of aim: Aim) -> JSONValue {
    guard let value, aim.isMoney else { return plain(value) }
    return .number(DecimalRounding.money(value, of: value))
  }

  /// A number that is no money; null for what is not known.
  static func plain(_ value: Double?) -> JSONValue {
    value.map { .number(DecimalRounding.significant($0)) } ?? .null
  }

  /// Seconds to the thousandth.
  static func seconds(_ seconds: Double) -> JSONValue {
    .number(DecimalRounding.fixed(seconds, 3))
  }

  private static func size(_ cost: AwardCost) -> Double {
    AwardCostPart.all.reduce(0) { $0 + abs($1.amount(cost).double) }
  }
}
