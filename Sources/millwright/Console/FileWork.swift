import Reporting

/// Does work on files; a fault of one ends the command with status 74.
///
/// - Parameters:
///   - line: The progress that is taken off the screen before anything is said.
///   - work: What reads or writes.
/// - Returns: What the work gives.
/// - Throws: ``CommandFailure`` with the fault's words.
func reporting<Result>(
  clearing line: ProgressLine? = nil, _ work: () throws(FileFault) -> Result
) throws(CommandFailure) -> Result {
  do throws(FileFault) {
    return try work()
  } catch {
    line?.clear()
    throw CommandFailure(.cannotReadOrWrite, "\(error)")
  }
}
