public import Planning
public import Program
import Tables

/// A plan read back from its output folder.
public struct PlanStore: Sendable {
  /// The program as it was planned.
  public let program: BuildProgram
  /// The plan; shadow prices of 0 are 0 again, and item prices that were 0 throughout are absent.
  public let plan: Plan

  /// Reads the folder that `millwright plan` left at `path`.
  ///
  /// - Parameter path: The output folder.
  /// - Returns: Program and plan.
  /// - Throws: ``FileFault`` where it holds no complete plan of this version.
  public static func open(_ path: String) throws(FileFault) -> PlanStore {
    try FileAccess.requireFolder(path, for: "a plan")
    guard FileAccess.isFolder(path + "/" + PlanWriter.summaryName) == false else {
      throw FileFault(
        action: .read, path: path,
        reason: "it holds no \(PlanWriter.summaryName), so it is no complete plan")
    }
    guard FileAccess.isFolder(path + "/" + AwardWriter.certificateName) != false else {
      throw FileFault(
        action: .read, path: path,
        reason: "it is an award, not a plan; millwright event report sets scenarios side by side")
    }
    let folder = try ProgramFolder(path: path + "/" + PlanWriter.programName)
    let loaded = BuildProgram.load(from: folder)
    guard let program = loaded.program else {
      let first = loaded.errors.first.map { ": \($0.summary)" } ?? ""
      throw FileFault(
        action: .read, path: folder.path, reason: "it is not the program as planned\(first)")
    }
    let reader = PlanReader(program: program, path: path + "/" + PlanWriter.storeName)
    return PlanStore(program: program, plan: try reader.read())
  }
}
