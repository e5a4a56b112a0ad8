import Foundation
import Testing

@testable import Reporting

@Suite struct OutputFolderTests {
  private let names = ["a.csv", "b.csv", "program", "summary.json"]

  private func output(_ folder: Folder) throws -> OutputFolder {
    try OutputFolder(path: folder("out"), names: names, marker: "summary.json")
  }

  @Test func appearsAsAWhole() throws {
    let folder = try Folder()
    let output = try output(folder)
    try output.write(Array("1".utf8), to: "a.csv")
    #expect(!FileManager.default.fileExists(atPath: folder("out")))
    try output.commit()
    #expect(try folder.names() == ["out"])
    #expect(try folder.text("out/a.csv") == "1")
  }

  @Test func replacesEarlierResultsOnly() throws {
    let folder = try Folder()
    try folder.write("old", to: "out/a.csv")
    try folder.write("old", to: "out/program/items.csv")
    let output = try output(folder)
    try output.write(Array("new".utf8), to: "b.csv")
    try output.write(Array("{}".utf8), to: "summary.json")
    #expect(try folder.text("out/a.csv") == "old")
    try output.commit()
    #expect(try folder.names() == ["out"])
    #expect(try folder.names("out") == ["b.csv", "summary.json"])
  }

  @Test func leavesForeignFilesAlone() throws {
    let folder = try Folder()
    try folder.write("mine", to: "out/notes.txt")
    try folder.write("old", to: "out/a.csv")
    try folder.write("old", to: "out/b.csv")
    try folder.write("old", to: "out/program/old.csv")
    let output = try output(folder)
    try output.write(Array("new".utf8), to: "b.csv")
    try FileManager.default.createDirectory(
      atPath: output.path(of: "program"), withIntermediateDirectories: true)
    try output.write(Array("new".utf8), to: "program/items.csv")
    try output.write(Array("{}".utf8), to: "summary.json")
    try output.commit()
    #expect(try folder.names() == ["out"])
    #expect(try folder.names("out") == ["b.csv", "notes.txt", "program", "summary.json"])
    #expect(try folder.names("out/program") == ["items.csv"])
    #expect(try folder.text("out/notes.txt") == "mine")
    #expect(try folder.text("out/b.csv") == "new")
  }

  @Test func discardLeavesTheOld() throws {
    let folder = try Folder()
    try folder.write("old", to: "out/a.csv")
    let output = try output(folder)
    try output.write(Array("new".utf8), to: "a.csv")
    output.discard()
    #expect(try folder.names() == ["out"])
    #expect(try folder.text("out/a.csv") == "old")
  }

  @Test func followsALinkToTheFolder() throws {
    let folder = try Folder()
    try folder.write("old", to: "real/a.csv")
    try FileManager.default.createSymbolicLink(
      atPath: folder("out"), withDestinationPath: folder("real"))
    let output = try output(folder)
    try output.write(Array("new".utf8), to: "a.csv")
    try output.commit()
    #expect(try folder.text("real/a.csv") == "new")
    #expect(try folder.names() == ["out", "real"])
  }

  @Test func refusesAFile() throws {
    let folder = try Folder()
    try folder.write("", to: "out")
    #expect(throws: FileFault.self) { try output(folder) }
  }

  /// Folders that people keep, and those that belong to them; beside these results may stand.
  @Test(arguments: [
    ("program.yaml", "a program folder", nil), ("event.yaml", "an event folder", "scenarios"),
    ("design.yaml", "a rack design folder", "designs"),
    ("design.yaml", "a rack design folder", "requirements"),
  ])
  func refusesToWriteAmongWhatPeopleKeep(settings: String, noun: String, part: String?) throws {
    let folder = try Folder()
    try folder.write("format: 1", to: "p/\(settings)")
    try folder.write("", to: "p/\(part ?? "own")/a.yaml")
    var reasons = ["p": "it is \(noun); results need one of their own"]
    if let part {
      let place = String(folder("").dropLast())
      let inside = "\(place)/p/\(part) belongs to \(noun); give a folder of its own"
      reasons["p/\(part)"] = inside
      reasons["p/\(part)/new/deep"] = inside
    }
    for (path, reason) in reasons {
      let fault = #expect(throws: FileFault.self) {
        try OutputFolder(path: folder(path), names: names, marker: "summary.json")
      }
      #expect(fault == FileFault(action: .write, path: folder(path), reason: reason))
    }
    try OutputFolder(path: folder("p/out"), names: names, marker: "summary.json").discard()
    // Results that are such a folder themselves may take the place of earlier ones.
    try OutputFolder(path: folder("p"), names: [settings], marker: settings).discard()
    #expect(try folder.names() == ["p"])
    #expect(try folder.names("p") == [settings, part ?? "own"].sorted())
  }

  @Test func filesMakeTheFoldersAbove() throws {
    let folder = try Folder()
    try OutputFile.write(Array("1".utf8), to: folder("a/b/c.json"))
    #expect(try folder.text("a/b/c.json") == "1")
    #expect(try folder.names("a/b") == ["c.json"])
    let fault = #expect(throws: FileFault.self) {
      try OutputFile.write(Array("1".utf8), to: folder("a/b/c.json/d.json"))
    }
    #expect(
      fault?.reason == "the folder \(folder("a/b/c.json")) cannot be made: it is no folder")
  }

  /// What the command line says of a folder that it cannot use.
  @Test(arguments: [
    ("file/out", "the folder %/file cannot be made: it is no folder"),
    ("file/a/b/out", "the folder %/file/a cannot be made: %/file is no folder"),
    ("nowhere/out", "the folder %/nowhere cannot be made: it is no folder"),
    ("/proc/none/a/out", "the folder /proc/none cannot be made: /proc takes no new folders"),
    ("/proc/out", "nothing can be written in /proc: /proc takes no new folders"),
    (
      String(repeating: "x", count: 250),
      "nothing can be written in %: file name too long"
    ),
  ])
  func faultsNameTheFolderThatCannotBeMade(out: String, reason: String) throws {
    let folder = try Folder()
    try folder.write("", to: "file")
    try FileManager.default.createSymbolicLink(
      atPath: folder("nowhere"), withDestinationPath: folder("missing"))
    let path = out.hasPrefix("/") ? out : folder(out)
    let fault = #expect(throws: FileFault.self) {
      try OutputFolder(path: path, names: names, marker: "summary.json")
    }
    let place = String(folder("").dropLast())
    #expect(
      fault?.description == "cannot write \(path): \(reason.replacing("%", with: place))")
    #expect(try folder.names() == ["file", "nowhere"])
  }

  @Test func makesTheFoldersAbove() throws {
    let folder = try Folder()
    let output = try OutputFolder(
      path: folder("a/b/c"), names: names, marker: "summary.json")
    try output.write(Array("1".utf8), to: "a.csv")
    try output.commit()
    #expect(try folder.text("a/b/c/a.csv") == "1")
    #expect(try folder.names("a/b") == ["c"])
  }

  @Test func faultsSayPathAndReason() throws {
    let fault = #expect(throws: FileFault.self) {
      try FileAccess.write([1], to: "/proc/none/summary.json")
    }
    #expect(
      fault?.description == "cannot write /proc/none/summary.json: no such file or directory")
    let full = #expect(throws: FileFault.self) { try FileAccess.write([1], to: "/dev/full") }
    #expect(full?.description == "cannot write /dev/full: no space left on device")
  }

  @Test func missingChartLibrarySaysWhatToSet() throws {
    let folder = try Folder()
    for (named, now) in [(nil, ""), ("/nowhere", ", which is '/nowhere' now,")] {
      let fault = #expect(throws: FileFault.self) {
        try ReportAssets.find(in: [folder("")], named: named)
      }
      #expect(
        fault?.description == "cannot find plotly.min.js: run make setup in the checkout, or set "
          + "MILLWRIGHT_SHARE\(now) to the folder that holds plotly.min.js and states.json "
          + "(share/millwright of an installation)")
    }
  }

  @Test func readsAProgramFolder() throws {
    let folder = try Folder()
    try folder.write("format: 1", to: "p/program.yaml")
    try folder.write("item", to: "p/items.csv")
    try folder.write("x", to: "p/designs/a.csv")
    let read = try ProgramFolder(path: folder("p"))
    #expect(try read.names() == ["items.csv", "program.yaml"])
    #expect(try read.bytes(of: "program.yaml") == Array("format: 1".utf8))
    #expect(try read.bytes(of: "sites.csv") == nil)
    #expect(throws: FileFault.self) { try read.bytes(of: "designs") }
    let fault = #expect(throws: FileFault.self) { try ProgramFolder(path: folder("q")) }
    #expect(fault?.reason == "no such folder")
    let file = #expect(throws: FileFault.self) { try PlanStore.open(folder("p/items.csv")) }
    #expect(file?.reason == "it is a file; a plan is a folder")
    let missing = #expect(throws: FileFault.self) { try PlanStore.open(folder("q")) }
    #expect(missing?.reason == "no such folder")
  }
}
