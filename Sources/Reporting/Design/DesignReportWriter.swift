package import RackDesign

/// Writes what `millwright design report` leaves in its output folder.
package enum DesignReportWriter {
  /// The report.
  package static let reportName = "report.html"

  /// Writes the report of designs to the folder `path`, whole or not at all.
  ///
  /// - Parameters:
  ///   - designs: One or more designs of `folder`.
  ///   - folder: Where they come from.
  ///   - front: What a search found; `nil` for none.
  ///   - path: Made where it is missing; other files in it are left alone.
  ///   - context: What the run knows beside.
  /// - Throws: ``FileFault``.
  package static func write(
    _ designs: [Design], of folder: DesignFolder, front: DesignFront?, to path: String,
    context: RunContext
  ) throws(FileFault) {
    let assets = try ReportAssets.find()
    let target = try OutputFolder(path: path, names: [reportName], marker: reportName)
    do {
      let page = DesignPage(designs, of: folder, front: front, context: context, assets: assets)
      try target.write(page.html(), to: reportName)
      try target.commit()
    } catch {
      target.discard()
      throw target.named(error, path)
    }
  }
}
