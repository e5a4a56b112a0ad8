/// What several evaluators gave one supplier on one criterion in one lot.
public struct Panel: Hashable, Sendable {
  /// One evaluator's score.
  public struct Vote: Hashable, Sendable {
    public var evaluator: String
    public var score: Rational
    public var reason: String
    /// Whether it lies far from the others.
    public var isOutlier: Bool
  }

  /// In the order of the file; never empty.
  public let votes: [Vote]
  /// On the criterion's scale.
  public let mean: Rational

  /// Makes the panel of scores; `nil` of none.
  init?(_ scores: [Score]) {
    guard !scores.isEmpty else { return nil }
    let values = scores.map { ExactNumbers.number($0.score) }
    let flags = Panel.outliers(values)
    votes = scores.indices.map { position in
      Vote(
        evaluator: scores[position].evaluator, score: values[position],
        reason: scores[position].reason, isOutlier: flags[position])
    }
    mean = Panel.mean(values)
  }

  /// The lowest and the highest score.
  public var range: ClosedRange<Rational> {
    let values = votes.map(\.score)
    return (values.min() ?? mean)...(values.max() ?? mean)
  }

  /// Of the sample, with one less than the number of scores below the line; `nil` of one score.
  public var standardDeviation: Double? {
    guard votes.count > 1 else { return nil }
    let squares = votes.reduce(Rational.zero) { sum, vote in
      sum + (vote.score - mean) * (vote.score - mean)
    }
    return (squares / Rational(votes.count - 1)).double.squareRoot()
  }

  // MARK: Outliers

  /// Which of some values lie far from the others.
  ///
  /// A value is far where its modified z-score, 0.6745 |x - median| / MAD, is above 3.5; MAD is the
  /// median of |x - median|. Where more than half of the values are equal MAD is 0, and the mean of
  /// |x - median| takes its place with the factor 1 / 1.253314. Fewer than three values have no
  /// outliers.
  ///
  /// Source: Iglewicz & Hoaglin (1993), How to Detect and Handle Outliers, ASQC Quality Press;
  /// 0.6745 and 1.253314 make both measures estimate the standard deviation of a normal sample.
  static func outliers(_ values: [Rational]) -> [Bool] {
    guard values.count >= 3 else { return values.map { _ in false } }
    let middle = median(values)
    let distances = values.map { ($0 - middle).magnitude }
    let deviation = median(distances)
    if deviation.isZero {
      let bar = limit * meanFactor * mean(distances)
      return distances.map { !$0.isZero && $0 > bar }
    }
    return distances.map { medianFactor * $0 > limit * deviation }
  }

  private static let limit = Rational(7) / Rational(2)
  private static let medianFactor = Rational(6745) / Rational(10_000)
  private static let meanFactor = Rational(1_253_314) / Rational(1_000_000)

  static func mean(_ values: [Rational]) -> Rational {
    values.reduce(.zero, +) / Rational(values.count)
  }

  /// The middle value, or the mean of the two in the middle.
  static func median(_ values: [Rational]) -> Rational {
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1
      ? sorted[half] : (sorted[half - 1] + sorted[half]) / Rational(2)
  }
}

extension Criterion {
  /// A mean score as points of 0 to 100, of which 100 is the good end of the scale.
  func points(_ mean: Rational) -> Rational {
    let low = ExactNumbers.number(scaleMin)
    let high = ExactNumbers.number(scaleMax)
    let distance = direction == .higher ? mean - low : high - mean
    return Rational(100) * distance / (high - low)
  }

  /// Whether a mean score is no worse than the minimum.
  func qualifies(_ mean: Rational) -> Bool {
    guard let minimum else { return true }
    let bar = ExactNumbers.number(minimum)
    return direction == .higher ? mean >= bar : mean <= bar
  }
}
