import Tables

extension DecimalText {
  /// A share as diagnostics write it: `12.5 %`, six digits at most.
  static func percent(_ share: Double) -> String {
    "\(text(DecimalRounding.significant(100 * share, 6))) %"
  }
}
