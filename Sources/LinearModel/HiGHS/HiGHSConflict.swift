extension HiGHSSession {
  public func conflict(
    among groups: [[BoundSide]]?, _ options: SolveOptions
  ) throws(SolverError) -> Conflict? {
    throw SolverError.callFailed(call: "conflict search, which is being written,")
  }
}
