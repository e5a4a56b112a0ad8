/// The candidate that `name` was probably meant to be.
///
/// Two names are as far apart as the fewest insertions, deletions, replacements and swaps of
/// neighbours that turn one into the other (optimal string alignment); a change of case, and of
/// `-`, `_`, `.` or a blank into each other, counts half. A candidate is near if its distance is
/// at most a third of the longer name's length, and at least one change is always allowed to
/// names of three characters or more; one that differs in these half changes only is always near.
/// Of equally near candidates the first wins.
///
/// - Parameters:
///   - name: What was written.
///   - candidates: What would have been allowed.
/// - Returns: The nearest candidate, or `nil` where none is near.
/// - Complexity: O(candidates × length × distance allowed).
///
/// Source: Damerau (1964), Communications of the ACM 7, 171–176.
public func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.utf8)
  guard !wanted.isEmpty, wanted.count <= 200 else { return nil }
  var best: String?
  var bestDistance = Int.max
  for candidate in candidates {
    let bytes = Array(candidate.utf8)
    if bestDistance > 1, wanted.count == bytes.count,
      zip(wanted, bytes).allSatisfy({ replacement($0, $1) < 2 })
    {
      bestDistance = 1
      best = candidate
      continue
    }
    let longest = max(wanted.count, bytes.count)
    var limit = longest * 2 / 3
    if longest >= 3 { limit = max(limit, 2) }
    limit = min(limit, bestDistance - 1)
    guard 2 * abs(wanted.count - bytes.count) <= limit else { continue }
    let distance = halfSteps(from: wanted, to: bytes, limit: limit)
    if distance <= limit {
      bestDistance = distance
      best = candidate
      if distance == 0 { break }
    }
  }
  return best
}

/// Twice the optimal string alignment distance, or `limit + 1` if it is more than `limit`.
private func halfSteps(from left: [UInt8], to right: [UInt8], limit: Int) -> Int {
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = (0...right.count).map { 2 * $0 }
  var current = last
  for i in 0..<left.count {
    current[0] = 2 * (i + 1)
    var least = current[0]
    for j in 0..<right.count {
      var cost = min(last[j + 1] + 2, current[j] + 2, last[j] + replacement(left[i], right[j]))
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        cost = min(cost, beforeLast[j - 1] + 2)
      }
      current[j + 1] = cost
      least = min(least, cost)
    }
    if least > limit { return limit + 1 }
    (beforeLast, last, current) = (last, current, beforeLast)
  }
  return last[right.count]
}

/// The cost of one character for another, in half steps.
private func replacement(_ left: UInt8, _ right: UInt8) -> Int {
  if left == right { return 0 }
  func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: " "): UInt8(ascii: "-")
    default: byte
    }
  }
  return folded(left) == folded(right) ? 1 : 2
}
