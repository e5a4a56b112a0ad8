#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The few functions that the platform's C library has and the standard library has not.
enum Mathematics {
  /// `base` to the power of `exponent`.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    #if canImport(Glibc)
      Glibc.pow(base, exponent)
    #else
      Darwin.pow(base, exponent)
    #endif
  }

  /// The natural logarithm.
  static func logarithm(_ value: Double) -> Double {
    #if canImport(Glibc)
      Glibc.log(value)
    #else
      Darwin.log(value)
    #endif
  }

  /// The decimal logarithm.
  static func decimalLogarithm(_ value: Double) -> Double {
    #if canImport(Glibc)
      Glibc.log10(value)
    #else
      Darwin.log10(value)
    #endif
  }
}
