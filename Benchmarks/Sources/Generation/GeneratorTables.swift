extension Generator {
  mutating func items() -> String {
    var table = Table("item,kind,category,value,mass_kg,hts,power_kw,compute_pflops,addressable")
    for product in structure.products {
      table.add(
        product.id, "product", "rack", cents(product.value), 1500, "8471", product.powerKw,
        product.pflops, nil)
    }
    for assembly in structure.assemblies {
      table.add(assembly.id, "assembly", "assembly", cents(assembly.value), 12, "8473", 0, 0, nil)
    }
    for part in structure.parts {
      table.add(
        part.id, "part", part.category, part.value, part.massKg, part.hts, 0, 0,
        part.isAddressable ? nil : "false")
    }
    return table.text
  }

  func bom() -> String {
    var table = Table("parent,component,quantity")
    for product in structure.products {
      for component in product.components {
        table.add(product.id, component.id, component.quantity)
      }
    }
    for assembly in structure.assemblies {
      for component in assembly.components {
        table.add(assembly.id, component.id, component.quantity)
      }
    }
    return table.text
  }

  func sites() -> String {
    var table = Table("site,kind,country,pue")
    for plant in 0..<size.plants { table.add("plant-\(plant)", "plant", "US", nil) }
    for site in 0..<structure.sites { table.add("dc-\(site)", "datacenter", "US", 1.2) }
    for dock in Self.docks { table.add("dock-\(dock)", "supplier", dock.uppercased(), nil) }
    return table.text
  }

  /// Countries that ship by sea or by air.
  static let docks = ["tw", "vn", "mx"]

  func resources() -> String {
    var table = Table("resource,site")
    for plant in 0..<size.plants {
      table.add("integration-\(plant)", "plant-\(plant)")
      table.add("assembly-line-\(plant)", "plant-\(plant)")
    }
    return table.text
  }

  /// Hours of a rack on the integration line.
  private static let rackHours = 60.0

  /// Hours a week that the assemblies of a plant take at the mean rate of demand.
  private func assemblyHours(at plant: Int) -> Double {
    structure.assemblies.reduce(0) { sum, assembly in
      guard assembly.plants.contains(plant) else { return sum }
      return sum + assembly.need * assembly.hours / Double(assembly.plants.count)
    } / Double(size.weeks - 12)
  }

  /// Near what the demand takes at its mean rate, growing once.
  mutating func capacity() -> String {
    var table = Table("resource,date,per_week")
    let racks = structure.products.reduce(0) { $0 + $1.racks } / Double(size.weeks - 12)
    for plant in 0..<size.plants {
      let rate = racks / Double(size.plants) * Self.rackHours * random.real(0.85...1.05)
      table.add("integration-\(plant)", Self.date(0), cents(rate * 0.7))
      table.add("integration-\(plant)", Self.date(size.weeks / 3), cents(rate))
      let line = assemblyHours(at: plant) * random.real(0.9...1.1)
      table.add("assembly-line-\(plant)", Self.date(0), cents(line))
    }
    return table.text
  }

  mutating func operations() -> String {
    var table = Table("operation,site,item,yield,lead_days,cost")
    for plant in 0..<size.plants {
      for product in structure.products {
        table.add(
          "build-\(product.id)-\(plant)", "plant-\(plant)", product.id,
          cents(random.real(0.95...0.99)), 7, cents(random.real(15_000...25_000)))
      }
    }
    for assembly in structure.assemblies {
      for plant in assembly.plants {
        table.add(
          "make-\(assembly.id)-\(plant)", "plant-\(plant)", assembly.id, 0.99,
          random.whole(1...5), cents(assembly.hours * 90))
      }
    }
    return table.text
  }

  func loads() -> String {
    var table = Table("operation,resource,per_unit")
    for plant in 0..<size.plants {
      for product in structure.products {
        table.add("build-\(product.id)-\(plant)", "integration-\(plant)", Self.rackHours)
      }
    }
    for assembly in structure.assemblies {
      for plant in assembly.plants {
        table.add("make-\(assembly.id)-\(plant)", "assembly-line-\(plant)", assembly.hours)
      }
    }
    return table.text
  }

  mutating func expansions() -> String {
    var table = Table(
      "expansion,resource,per_week,capex,lead_days,ramp_weeks,max_count,fixed_per_week")
    for plant in 0..<size.plants {
      table.add(
        "more-racks-\(plant)", "integration-\(plant)", 600, cents(random.real(4e6...9e6)), 140, 8,
        4, 30_000)
      table.add(
        "more-assembly-\(plant)", "assembly-line-\(plant)", cents(assemblyHours(at: plant) * 0.15),
        cents(random.real(1e6...4e6)), 98, 6, 3, 15_000)
    }
    return table.text
  }

  func lanes() -> String {
    var table = Table("from,to,mode,days,cost,cost_per_kg")
    for from in 0..<size.plants {
      for to in 0..<size.plants where from != to {
        table.add("plant-\(from)", "plant-\(to)", "truck", 2 + abs(from - to), 25, 0.2)
      }
      for to in 0..<structure.sites {
        table.add("plant-\(from)", "dc-\(to)", "truck", 1 + (from + to) % 4, 900, 0.5)
      }
      for (n, dock) in Self.docks.enumerated() {
        table.add("dock-\(dock)", "plant-\(from)", "sea", 28 + 5 * n, nil, 0.8)
        table.add("dock-\(dock)", "plant-\(from)", "air", 5 + n, nil, 7.5)
      }
    }
    return table.text
  }
}
