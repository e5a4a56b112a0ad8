import Foundation
import Program
import RackDesign

// Seconds of loading a design folder and of checking each of its designs, without the command
// around it: `designs FOLDER [REPEATS]`. With `--components N` the catalogue is first filled up
// with copies of its own rows to N.

/// A folder on disk, with other texts for some of its files.
struct DiskFiles: ProgramFiles {
  let path: String
  var replaced: [String: [UInt8]] = [:]

  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path) }

  func bytes(of name: String) throws -> [UInt8]? {
    if let bytes = replaced[name] { return bytes }
    let file = path + "/" + name
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    return Array(try Data(contentsOf: URL(fileURLWithPath: file)))
  }
}

/// The catalogue with copies of its rows under new names, `count` rows in all.
func filled(_ catalogue: String, to count: Int) -> String {
  let lines = catalogue.split(separator: "\n")
  var rows = Array(lines.dropFirst())
  let own = rows
  var copy = 0
  while rows.count < count {
    let row = own[copy % own.count]
    let rest = row.drop { $0 != "," }
    rows.append("copy-\(copy)\(rest)")
    copy += 1
  }
  return ([lines[0]] + rows).joined(separator: "\n") + "\n"
}

/// Seconds that `work` takes.
func seconds(_ work: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let start = clock.now
  try work()
  let (whole, atto) = (clock.now - start).components
  return Double(whole) + Double(atto) * 1e-18
}

var arguments = Array(CommandLine.arguments.dropFirst())
var components: Int?
if let place = arguments.firstIndex(of: "--components"), place + 1 < arguments.count {
  components = Int(arguments[place + 1])
  arguments.removeSubrange(place...place + 1)
}
guard let path = arguments.first else {
  print("designs FOLDER [REPEATS] [--components N]")
  exit(64)
}
let repeats = arguments.count > 1 ? Int(arguments[1]) ?? 1000 : 1000
var files = DiskFiles(path: path)
if let components, let bytes = try files.bytes(of: "components.csv") {
  let text = filled(String(decoding: bytes, as: UTF8.self), to: components)
  files.replaced["components.csv"] = Array(text.utf8)
}
var result = DesignFolder.load(from: files)
let loading = seconds { result = DesignFolder.load(from: files) }
guard let folder = result.folder else {
  print("\(path) has \(result.diagnostics.count) faults; millwright design check shows them")
  exit(2)
}
print("load: \(loading * 1000) ms")
for position in 0..<folder.designCount {
  var failures = 0
  let spent = seconds {
    for _ in 0..<repeats { failures += folder.failureCount(ofDesign: position) }
  }
  let each = spent / Double(repeats) * 1e6
  print("design \(position): \(each) microseconds a check, \(failures / repeats) musts failed")
}
