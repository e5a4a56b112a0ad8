import CHighs
import Synchronization

/// Seconds between two reports of progress.
private let reportInterval = 0.05

/// What HiGHS's callbacks need while a solve runs.
private final class Reporter {
  private let progress: (SolveProgress) -> Bool
  private let scale: ObjectiveScale
  private var lastReport = -Double.infinity
  private var isCancelled = false

  // HiGHS calls from the thread that solves; should it ever call from another, they take turns.
  private let turn = Mutex(())

  init(_ progress: @escaping (SolveProgress) -> Bool, _ scale: ObjectiveScale) {
    self.progress = progress
    self.scale = scale
  }

  /// Reports if it is time to, and returns whether the solve is to stop.
  func report(seconds: Double, _ phase: SolveProgress.Phase, _ data: HighsCallbackDataOut) -> Bool {
    turn.withLock { _ in
      guard !isCancelled else { return true }
      guard seconds - lastReport >= reportInterval else { return false }
      lastReport = seconds
      isCancelled = unsafe !progress(describe(seconds, phase, data))
      return isCancelled
    }
  }

  private func describe(
    _ seconds: Double, _ phase: SolveProgress.Phase, _ data: HighsCallbackDataOut
  ) -> SolveProgress {
    switch phase {
    case .simplex:
      SolveProgress(
        seconds: seconds, phase: phase, iterations: Int(unsafe data.simplex_iteration_count))
    case .interiorPoint:
      SolveProgress(
        seconds: seconds, phase: phase, iterations: Int(unsafe data.ipm_iteration_count))
    case .branchAndBound:
      SolveProgress(
        seconds: seconds, phase: phase, bound: finite(unsafe data.mip_dual_bound),
        objective: finite(unsafe data.mip_primal_bound), nodes: Int(unsafe data.mip_node_count),
        iterations: Int(unsafe data.mip_total_lp_iterations))
    }
  }

  private func finite(_ value: Double) -> Double? {
    value.isFinite ? scale.restored(value) : nil
  }
}

/// The kinds of callback that are switched on for a solve with progress.
private let reportedCallbacks = [
  kHighsCallbackSimplexInterrupt, kHighsCallbackIpmInterrupt, kHighsCallbackMipInterrupt,
  kHighsCallbackMipLogging, kHighsCallbackMipImprovingSolution,
]

extension HiGHSHandle {
  /// Runs `body` with HiGHS's callbacks leading to `progress`.
  func report(
    to progress: @escaping (SolveProgress) -> Bool, _ scale: ObjectiveScale,
    _ body: () throws(SolverError) -> Void
  ) throws(SolverError) {
    let reporter = Reporter(progress, scale)
    let context = CallbackContext(reporter: reporter, clock: read { $0 })
    let retained = unsafe Unmanaged.passRetained(context)
    defer { unsafe retained.release() }
    try call("Highs_setCallback") { instance in
      unsafe Highs_setCallback(instance.raw, receiveCallback, retained.toOpaque())
    }
    for kind in reportedCallbacks {
      try call("Highs_startCallback") { unsafe Highs_startCallback($0.raw, kind) }
    }
    let result = Result { () throws(SolverError) in try body() }
    for kind in reportedCallbacks {
      try call("Highs_stopCallback") { unsafe Highs_stopCallback($0.raw, kind) }
    }
    try call("Highs_setCallback") { unsafe Highs_setCallback($0.raw, nil, nil) }
    try result.get()
  }
}

/// What the C callback is handed: where to report, and the instance whose clock runs.
private final class CallbackContext {
  let reporter: Reporter
  private let instance: HiGHSInstance

  init(reporter: Reporter, clock: HiGHSInstance) {
    self.reporter = reporter
    instance = clock
  }

  var seconds: Double { unsafe Highs_getRunTime(instance.raw) }
}

/// HiGHS's callback: a C function, so it captures nothing.
private func receiveCallback(
  kind: Int32, message: UnsafePointer<CChar>?, output: UnsafePointer<HighsCallbackDataOut>?,
  input: UnsafeMutablePointer<HighsCallbackDataIn>?, user: UnsafeMutableRawPointer?
) {
  guard let output = unsafe output, let user = unsafe user else { return }
  let context = unsafe Unmanaged<CallbackContext>.fromOpaque(user).takeUnretainedValue()
  let phase: SolveProgress.Phase =
    switch kind {
    case kHighsCallbackSimplexInterrupt: .simplex
    case kHighsCallbackIpmInterrupt: .interiorPoint
    default: .branchAndBound
    }
  let stops = unsafe context.reporter.report(
    seconds: context.seconds, phase, output.pointee)
  // Only the interrupt callbacks may ask HiGHS to stop; after the others the next of these does.
  let mayStop = [
    kHighsCallbackSimplexInterrupt, kHighsCallbackIpmInterrupt, kHighsCallbackMipInterrupt,
  ].contains(kind)
  if stops && mayStop { unsafe input?.pointee.user_interrupt = 1 }
}
