package import Program

/// What exporting designs makes of a program.
///
/// Each design becomes a recipe of its generation's product, so that a plan chooses between the
/// designs of a generation; docs/design-output.md says which rows are made of what.
package struct ProgramExport: Sendable {
  /// A row that the program did not have.
  package struct Addition: Hashable, Sendable {
    package var table: String
    /// The row's key: `rack-vr, recipe vr-home`.
    package var row: String
  }

  /// A row that the program has otherwise.
  package struct Change: Hashable, Sendable {
    package var table: String
    package var row: String
    /// What differs, in words: `price 6000 -> 5800`.
    package var differences: [String]
  }

  /// The program with the designs; as it was where ``isRefused``.
  package var program: BuildProgram
  package var additions: [Addition]
  package var changes: [Change]
  /// What a person should know: what was merged, what limits nothing.
  package var notes: [String]
  /// Whether rows would change that may not.
  package var isRefused: Bool

  /// Adds designs to a program.
  ///
  /// - Parameters:
  ///   - designs: One or more designs of `folder`, in the order of their recipes.
  ///   - folder: Where they come from.
  ///   - program: A sound program in the same currency.
  ///   - options: How.
  /// - Throws: ``ExportFault``.
  /// - Complexity: O(rows + designs × (slots × alternates + sites)).
  package init(
    _ designs: [Design], of folder: DesignFolder, into program: BuildProgram,
    options: ExportOptions = ExportOptions()
  ) throws(ExportFault) {
    guard !designs.isEmpty else { throw .noDesign }
    guard options.prefix.isEmpty || FieldReader.isIdentifier(options.prefix) else {
      throw .prefix(options.prefix)
    }
    guard folder.settings.currency == program.settings.currency else {
      throw .currency(folder: folder.settings.currency, program: program.settings.currency)
    }
    var rows = ExportRows(program: program, existing: options.existing)
    let plants = try ExportPlants(options, program)
    for group in ProgramExport.products(designs, folder, options) {
      try ProductExport(group: group, folder: folder, plants: plants, options: options)
        .write(to: &rows)
    }
    if plants.loads.isEmpty {
      rows.notes.append(
        "no resource limits the work on racks; --load l11=RESOURCE names one of the program")
    }
    additions = rows.additions
    changes = rows.changes
    notes = rows.notes
    isRefused = options.existing == .refuse && !rows.changes.isEmpty
    self.program = isRefused ? program : rows.program
  }

  /// Designs that are recipes of one product.
  struct Product {
    var item: String
    var name: String
    var designs: [Design]
  }

  private static func products(
    _ designs: [Design], _ folder: DesignFolder, _ options: ExportOptions
  ) -> [Product] {
    if options.isSeparate {
      return designs.map { design in
        Product(
          item: "\(options.prefix)rack-\(design.id)", name: title(of: design), designs: [design])
      }
    }
    var products: [Product] = []
    for design in designs {
      let generation = folder.generations[design.generation]
      let item = "\(options.prefix)rack-\(generation.id)"
      if let known = products.firstIndex(where: { $0.item == item }) {
        products[known].designs.append(design)
      } else {
        products.append(Product(item: item, name: generation.name, designs: [design]))
      }
    }
    return products
  }

  private static func title(of design: Design) -> String {
    design.name.isEmpty ? design.id : design.name
  }
}

/// Where racks may be built, and what limits the work there.
struct ExportPlants {
  var sites: [SiteIndex]
  var loads: [(level: WorkLevel, resource: ResourceIndex, site: SiteIndex)]

  init(_ options: ExportOptions, _ program: BuildProgram) throws(ExportFault) {
    let lookup = Lookup(program)
    var sites: [SiteIndex] = []
    for name in options.sites {
      guard let site = lookup.index(ofSite: name) else {
        throw .unknownSite(name, known: program.sites.map(\.id))
      }
      guard program.sites[site].kind == .plant else { throw .notPlant(name) }
      sites.append(site)
    }
    if options.sites.isEmpty {
      sites = program.sites.rowIndices.filter { program.sites[$0].kind == .plant }
    }
    guard !sites.isEmpty else { throw .noPlant }
    self.sites = sites
    loads = []
    for load in options.loads {
      guard let resource = lookup.index(ofResource: load.resource) else {
        throw .unknownResource(load.resource, known: program.resources.map(\.id))
      }
      loads.append((load.level, resource, program.resources[resource].site))
    }
  }
}
