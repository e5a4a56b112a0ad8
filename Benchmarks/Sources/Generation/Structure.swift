/// What is made of what, where, and how much of it the demand will take.
struct Structure {
  struct Part {
    let id: String
    let value: Double
    let massKg: Double
    let hts: String
    let category: String
    let isAddressable: Bool
    /// Units that the whole demand takes.
    var need = 0.0
  }

  struct Assembly {
    let id: String
    /// Components by identifier, with their quantities.
    var components: [(id: String, quantity: Int)] = []
    var value = 0.0
    var need = 0.0
    /// The plants that make it.
    var plants: [Int] = []
    let hours: Double
  }

  struct Product {
    let id: String
    let powerKw: Double
    let pflops: Double
    var components: [(id: String, quantity: Int)] = []
    var value = 0.0
    /// Racks over the horizon, and the weeks in which they are asked for.
    let racks: Double
    let weeks: ClosedRange<Int>
  }

  var parts: [Part] = []
  var assemblies: [Assembly] = []
  var products: [Product] = []
  /// Data centers.
  let sites: Int
  let racksPerWeek: Double

  static let categories = ["compute", "power", "cooling", "network", "mechanical"]

  init(size: Size, random: inout Random) {
    sites = size.plants + 2
    racksPerWeek = Double(40 * size.plants)
    makeParts(size, &random)
    makeAssemblies(size, &random)
    makeProducts(size, &random)
    addNeeds()
  }

  private mutating func makeParts(_ size: Size, _ random: inout Random) {
    for n in 0..<size.parts {
      let category = Self.categories[n % Self.categories.count]
      let isAccelerator = n < 3
      parts.append(
        Part(
          id: isAccelerator ? "accelerator-\(n + 1)" : "\(category)-\(n)",
          value: cents(isAccelerator ? random.real(20_000...35_000) : random.spread(4...4000)),
          massKg: cents(random.spread(0.1...30)), hts: n % 3 == 0 ? "8419" : "8504",
          category: category, isAddressable: !isAccelerator))
    }
  }

  /// One assembly for eight parts; one in four goes into another assembly, a third level.
  private mutating func makeAssemblies(_ size: Size, _ random: inout Random) {
    let count = max(4, size.parts / 8)
    for n in 0..<count {
      var assembly = Assembly(id: "assembly-\(n)", hours: cents(random.spread(0.05...0.6)))
      var taken: Set<Int> = []
      // Every part goes into some assembly; then a few that are shared.
      for part in stride(from: 3 + n, to: size.parts, by: count) { taken.insert(part) }
      for _ in 0..<random.whole(1...4) { taken.insert(random.whole(3...size.parts - 1)) }
      for part in taken.sorted() {
        assembly.components.append((parts[part].id, random.whole(1...6)))
        assembly.value += parts[part].value * Double(assembly.components.last?.quantity ?? 0)
      }
      if n >= count * 3 / 4 {
        let inner = assemblies[n - count * 3 / 4]
        assembly.components.append((inner.id, random.whole(1...2)))
        assembly.value += inner.value
      }
      let first = random.whole(0...size.plants - 1)
      assembly.plants = size.plants == 1 ? [0] : [first, (first + 1) % size.plants].sorted()
      if random.happens(0.5) { assembly.plants = [first] }
      assemblies.append(assembly)
    }
  }

  /// Three generations that overlap; each takes its own accelerator and two thirds of the rest.
  private mutating func makeProducts(_ size: Size, _ random: inout Random) {
    let inner = Set(assemblies.flatMap(\.components).map(\.id))
    let outer = assemblies.filter { !inner.contains($0.id) }
    for n in 0..<3 {
      let first = 12 + n * (size.weeks - 16) / 4
      let last = min(size.weeks - 2, first + (size.weeks - 12) / 2)
      var product = Product(
        id: "rack-\(n + 1)", powerKw: [130, 190, 310][n], pflops: [720, 1800, 3600][n],
        racks: racksPerWeek * 0.4 * Double(last - first), weeks: first...last)
      product.components.append((parts[n].id, 72))
      for (position, assembly) in outer.enumerated() where (position + n) % 3 != 0 {
        product.components.append((assembly.id, random.pick([1, 1, 2, 4, 9, 18])))
      }
      for _ in 0..<3 {
        let part = parts[random.whole(3...size.parts - 1)].id
        guard !product.components.contains(where: { $0.id == part }) else { continue }
        product.components.append((part, random.whole(1...2)))
      }
      products.append(product)
    }
  }

  /// Explodes the demand: products, then outer assemblies, then inner ones.
  private mutating func addNeeds() {
    var partAt: [String: Int] = [:]
    for (n, part) in parts.enumerated() { partAt[part.id] = n }
    var assemblyAt: [String: Int] = [:]
    for (n, assembly) in assemblies.enumerated() { assemblyAt[assembly.id] = n }
    func add(_ components: [(id: String, quantity: Int)], _ units: Double) -> Double {
      var value = 0.0
      for component in components {
        let amount = units * Double(component.quantity)
        if let n = partAt[component.id] {
          parts[n].need += amount
          value += parts[n].value * Double(component.quantity)
        } else if let n = assemblyAt[component.id] {
          assemblies[n].need += amount
          value += assemblies[n].value * Double(component.quantity)
        }
      }
      return value
    }
    for n in products.indices {
      products[n].value = add(products[n].components, products[n].racks)
    }
    // An assembly goes only into later ones, so the last has its need first.
    for n in assemblies.indices.reversed() { _ = add(assemblies[n].components, assemblies[n].need) }
  }
}
