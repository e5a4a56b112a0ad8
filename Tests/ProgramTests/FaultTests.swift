import Program
import Tables
import Testing

@Test(arguments: errorFaults)
func errorIsFoundAtItsPlace(fault: Fault) {
  let result = load(fault.folder)
  #expect(result.errors.map(\.brief) == fault.expected)
  #expect(result.program == nil)
}

@Test(arguments: warningFaults)
func warningIsFoundAtItsPlace(fault: Fault) {
  let result = load(fault.folder)
  #expect(result.diagnostics.map(\.brief) == fault.expected)
  #expect(result.program != nil)
}

@Test(arguments: edgeCases)
func whatIsJustAllowedIsAllowed(change: Fault) {
  let result = load(change.folder)
  #expect(result.diagnostics.map(\.brief) == change.expected)
  #expect(result.program != nil)
}
