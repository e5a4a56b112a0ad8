import Foundation

/// The chart library and the map that a report carries with it.
public struct ReportAssets: Sendable {
  /// Plotly's script.
  let plotly: [UInt8]
  let outlines: Outlines

  /// Reads the files from `folder`, as the set-up and the installer lay it.
  ///
  /// - Throws: ``FileFault`` where one is missing.
  public init(folder: String) throws(FileFault) {
    plotly = try FileAccess.read(folder + "/plotly.min.js")
    let states = folder + "/states.json"
    outlines = try Outlines(json: try FileAccess.read(states), path: states)
  }

  /// Finds the files: beside an installed binary (`../share/millwright`), or in the set-up folder
  /// of the checkout that the binary was built in.
  ///
  /// - Throws: ``FileFault`` where they are in none of these places.
  public static func find() throws(FileFault) -> ReportAssets {
    let named = ProcessInfo.processInfo.environment["MILLWRIGHT_SHARE"]
    var folders = [named].compactMap(\.self)
    var url = URL(fileURLWithPath: executablePath).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    folders.append(url.deletingLastPathComponent().path + "/share/millwright")
    while url.path != "/" {
      folders.append(url.path + "/.setup/share/millwright")
      url = url.deletingLastPathComponent()
    }
    return try find(in: folders, named: named)
  }

  /// Reads the files from the first of `folders` that has them.
  ///
  /// - Parameters:
  ///   - folders: Where they may be.
  ///   - named: What `MILLWRIGHT_SHARE` says; `nil` where it is not set.
  /// - Returns: What they hold.
  /// - Throws: ``FileFault`` where none has them.
  static func find(in folders: [String], named: String?) throws(FileFault) -> ReportAssets {
    for folder in folders where FileAccess.isFolder(folder + "/plotly.min.js") == false {
      return try ReportAssets(folder: folder)
    }
    let now = named.map { ", which is '\($0)' now," } ?? ""
    throw FileFault(
      action: .find, path: "plotly.min.js",
      reason:
        "run make setup in the checkout, or set MILLWRIGHT_SHARE\(now) to the folder that holds "
        + "plotly.min.js and states.json (share/millwright of an installation)")
  }

  private static var executablePath: String {
    #if os(Linux)
      "/proc/self/exe"
    #else
      Bundle.main.executablePath ?? CommandLine.arguments[0]
    #endif
  }
}
