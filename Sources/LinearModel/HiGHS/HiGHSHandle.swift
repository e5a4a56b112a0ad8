import CHighs

/// The address of an instance of HiGHS, lent for one call.
@safe struct HiGHSInstance {
  let raw: UnsafeMutableRawPointer
}

/// One instance of HiGHS, freed when it goes out of scope.
struct HiGHSHandle: ~Copyable {
  private let instance: HiGHSInstance

  init() throws(SolverError) {
    guard let created = unsafe Highs_create() else {
      throw SolverError.callFailed(call: "Highs_create")
    }
    instance = unsafe HiGHSInstance(raw: created)
  }

  deinit {
    unsafe Highs_destroy(instance.raw)
  }

  /// Calls HiGHS and checks what it returns; all calls that can fail go through here.
  ///
  /// - Parameters:
  ///   - name: The C function, for the error.
  ///   - allowsWarning: Whether a warning passes. Stopping at a limit is one; so is a number that
  ///     HiGHS changes, which must not pass.
  ///   - body: The call.
  /// - Throws: ``SolverError/callFailed(call:)``.
  func call(
    _ name: String, allowsWarning: Bool = false, _ body: (HiGHSInstance) -> HighsInt
  ) throws(SolverError) {
    let status = body(instance)
    guard status == kHighsStatusOk || (allowsWarning && status == kHighsStatusWarning) else {
      throw SolverError.callFailed(call: name)
    }
  }

  /// Reads something that cannot fail.
  func read<Value>(_ body: (HiGHSInstance) -> Value) -> Value {
    body(instance)
  }

  var columnCount: Int { Int(read { unsafe Highs_getNumCol($0.raw) }) }
  var rowCount: Int { Int(read { unsafe Highs_getNumRow($0.raw) }) }
  var nonzeroCount: Int { Int(read { unsafe Highs_getNumNz($0.raw) }) }

  /// A whole number of HiGHS's information record.
  func whole(_ name: String) throws(SolverError) -> Int {
    var value: HighsInt = 0
    try call("Highs_getIntInfoValue") { unsafe Highs_getIntInfoValue($0.raw, name, &value) }
    return Int(value)
  }

  /// A large whole number of HiGHS's information record.
  func large(_ name: String) throws(SolverError) -> Int {
    var value: Int64 = 0
    try call("Highs_getInt64InfoValue") { unsafe Highs_getInt64InfoValue($0.raw, name, &value) }
    return Int(value)
  }

  /// A number of HiGHS's information record.
  func number(_ name: String) throws(SolverError) -> Double {
    var value = 0.0
    try call("Highs_getDoubleInfoValue") { unsafe Highs_getDoubleInfoValue($0.raw, name, &value) }
    return value
  }

  /// Sets an option; the name and the range are HiGHS's.
  func set(_ name: String, _ value: OptionValue) throws(SolverError) {
    let status: HighsInt = read { instance in
      switch value {
      case .flag(let flag): unsafe Highs_setBoolOptionValue(instance.raw, name, flag ? 1 : 0)
      case .whole(let whole): unsafe Highs_setIntOptionValue(instance.raw, name, whole)
      case .number(let number): unsafe Highs_setDoubleOptionValue(instance.raw, name, number)
      case .text(let text): unsafe Highs_setStringOptionValue(instance.raw, name, text)
      }
    }
    guard status == kHighsStatusOk else { throw SolverError.unusableOption(name: name) }
  }
}
