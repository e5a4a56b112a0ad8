#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `base` to the power of `exponent`, by the C library.
func power(_ base: Double, _ exponent: Double) -> Double {
  pow(base, exponent)
}
