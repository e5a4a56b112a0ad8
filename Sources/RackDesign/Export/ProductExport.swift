import Program

/// Writes one product and its designs to the rows of a program.
struct ProductExport {
  let group: ProgramExport.Product
  let folder: DesignFolder
  let plants: ExportPlants
  let options: ExportOptions

  func write(to rows: inout ExportRows) throws(ExportFault) {
    let measures = group.designs.map { DesignMeasures($0, in: folder) }
    let product = try putProduct(measures, to: &rows)
    for (design, measured) in zip(group.designs, measures) {
      let recipe = options.isSeparate ? "base" : options.prefix + design.id
      var components: [Component] = []
      for use in uses(of: design) {
        let item = try putComponent(use, of: design, to: &rows)
        components.append(
          Component(parent: product, component: item, quantity: use.quantity, recipe: recipe))
      }
      rows.put(recipe: recipe, of: product, components)
      try putOperations(design, measured, product: product, recipe: recipe, to: &rows)
    }
  }

  // MARK: The product

  /// The product of all designs: what it draws is the highest and what it does the lowest of them.
  private func putProduct(_ measures: [DesignMeasures], to rows: inout ExportRows)
    throws(ExportFault) -> ItemIndex
  {
    let names = measures[0].modes.map(\.mode.name)
    let power = names.indices.map { mode in
      measures.map { rounded($0.modes[mode].power.rackKw) }
    }
    let compute = names.indices.map { mode in measures.map { rounded($0.modes[mode].pflops[0]) } }
    for mode in names.indices where Set(power[mode]).count > 1 || Set(compute[mode]).count > 1 {
      rows.notes.append(
        "\(group.item) in mode \(names[mode]): its designs differ; it is taken to draw the most "
          + "and to do the least of them (--separate makes products of their own)")
    }
    let hasModes = names.count > 1
    let item = Item(
      id: group.item, kind: .product, name: group.name, pillar: .datacenter, category: "rack",
      value: rounded(measures.map(\.price).max() ?? 0),
      massKg: rounded(measures.map(\.mechanics.massKg).max() ?? 0), hts: hts,
      powerKw: hasModes ? 0 : power[0].max() ?? 0,
      computePflops: hasModes ? 0 : compute[0].min() ?? 0)
    let index = try rows.put(item)
    let modes = names.indices.map { mode in
      Mode(
        item: index, mode: names[mode], powerKw: power[mode].max() ?? 0,
        computePflops: compute[mode].min() ?? 0)
    }
    rows.put(hasModes ? modes : [], of: index)
    return index
  }

  /// The tariff heading of the rack: that of its trays.
  private var hts: String {
    let slots = group.designs[0].slots.map { folder.components[$0.component] }
    return slots.first { $0.kind == .computeTray }?.commerce.hts ?? ""
  }

  // MARK: Components

  /// How much of a component one rack takes.
  struct Use {
    var component: RackComponentIndex
    var quantity: Double
  }

  /// What a rack is made of, in the order of the slots; services are work and no part of it.
  func uses(of design: Design) -> [Use] {
    let roles = folder.generations[design.generation].roles
    var uses: [Use] = []
    for slot in design.slots where folder.components[slot.component].kind != .service {
      let share = roles[slot.role].scope == .cluster ? Double(design.clusterRacks) : 1
      let quantity = Double(slot.quantity) / share
      if let known = uses.firstIndex(where: { $0.component == slot.component }) {
        uses[known].quantity += quantity
      } else {
        uses.append(Use(component: slot.component, quantity: quantity))
      }
    }
    return uses
  }

  /// The item that a recipe takes: the component, or what stands for it and its alternates.
  private func putComponent(_ use: Use, of design: Design, to rows: inout ExportRows)
    throws(ExportFault) -> ItemIndex
  {
    let index = try putPart(use.component, to: &rows)
    let alternates = alternates(of: use.component, in: design)
    guard !alternates.isEmpty else { return index }
    let component = folder.components[use.component]
    let any = try rows.put(
      Item(
        id: id(component) + ".any", kind: .assembly, name: "\(title(component)), or an alternate",
        pillar: .datacenter, category: component.kind.rawValue,
        value: rounded(component.commerce.price), massKg: component.massKg,
        hts: component.commerce.hts, isAddressable: component.commerce.isAddressable))
    for candidate in [use.component] + alternates {
      let part = try putPart(candidate, to: &rows)
      let name = folder.components[candidate].id
      let recipe = candidate == use.component ? "base" : options.prefix + name
      rows.put(
        recipe: recipe, of: any,
        [Component(parent: any, component: part, quantity: 1, recipe: recipe)])
      for site in plants.sites {
        let place = rows.program.sites[site].id
        _ = try rows.put(
          Operation(
            id: "\(id(component)).any.\(name).\(place)", site: site, item: any,
            recipe: recipe))
      }
    }
    return any
  }

  /// Qualified alternates that fit the design, in the order of `alternates.csv`.
  private func alternates(of component: RackComponentIndex, in design: Design)
    -> [RackComponentIndex]
  {
    guard options.withAlternates else { return [] }
    let generation = folder.generations[design.generation]
    return folder.alternates.filter { row in
      row.component == component && row.isQualified
        && folder.components[row.alternate].misfits(in: generation, supply: design.supply).isEmpty
    }.map(\.alternate)
  }

  private func putPart(_ index: RackComponentIndex, to rows: inout ExportRows)
    throws(ExportFault) -> ItemIndex
  {
    let component = folder.components[index]
    let commerce = component.commerce
    let item = try rows.put(
      Item(
        id: id(component), kind: .part, name: title(component), pillar: .datacenter,
        category: component.kind.rawValue, value: commerce.price, massKg: component.massKg,
        hts: commerce.hts, isAddressable: commerce.isAddressable))
    let seller = [component.supplier, component.manufacturer, "catalogue"].first { !$0.isEmpty }
    try rows.put(
      Offer(
        id: "catalogue.\(id(component))", supplier: SupplierIndex(0), item: item,
        price: commerce.price, origin: commerce.origin, leadDays: commerce.leadDays,
        validFrom: commerce.availableFrom, validTo: commerce.availableTo,
        domestic: commerce.domestic),
      supplier: ProductExport.identifier(seller ?? "catalogue"))
    return item
  }

  /// The identifier of a component's item.
  private func id(_ component: RackComponent) -> String { options.prefix + component.id }

  private func title(_ component: RackComponent) -> String {
    component.name.isEmpty ? component.id : component.name
  }

  /// A company's name as an identifier: small letters and digits, hyphens for what lies between.
  static func identifier(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": text.unicodeScalars.append(scalar)
      case "A"..."Z": text += String(scalar).lowercased()
      default: if !text.isEmpty, !text.hasSuffix("-") { text += "-" }
      }
    }
    if text.hasSuffix("-") { text.removeLast() }
    return text.isEmpty ? "catalogue" : text
  }

  // MARK: Operations

  /// Building and testing a rack at each plant.
  private func putOperations(
    _ design: Design, _ measures: DesignMeasures, product: ItemIndex, recipe: String,
    to rows: inout ExportRows
  ) throws(ExportFault) {
    let making = measures.making
    let services = servicePrice(of: design)
    let hours = (making.assemblyHours + making.testHours).reduce(0, +)
    // The test of a whole rack runs through; its days are what a rack waits for.
    let days = (making.testHours[1] / 24).rounded(.up)
    for site in plants.sites {
      let place = rows.program.sites[site].id
      let operation = try rows.put(
        Operation(
          id: "\(options.prefix)build-\(design.id).\(place)", site: site, item: product,
          recipe: recipe, leadDays: Int(days), cost: rounded(services + hours * options.hourCost)))
      for load in plants.loads where load.site == site {
        let hours = rounded(load.level.hours(of: making))
        guard hours > 0 else { continue }
        rows.put(Load(operation: operation, resource: load.resource, perUnit: hours))
      }
    }
  }

  /// What services cost for one rack.
  private func servicePrice(of design: Design) -> Double {
    let roles = folder.generations[design.generation].roles
    return design.slots.reduce(0) { sum, slot in
      let component = folder.components[slot.component]
      guard component.kind == .service else { return sum }
      let racks = roles[slot.role].scope == .cluster ? Double(design.clusterRacks) : 1
      return sum + Double(slot.quantity) * component.commerce.price / racks
    }
  }

  /// To six decimals, so that a file shows no noise of the last bits.
  private func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
}
