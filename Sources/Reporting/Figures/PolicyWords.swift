import Program

extension PolicyScope {
  /// The scope as `policies.csv` writes it: `all`, `item:cdu`, `category:cooling`.
  func words(in program: BuildProgram) -> String {
    switch self {
    case .all: "all"
    case .item(let index): "item:\(program.items[index].id)"
    case .category(let text): "category:\(text)"
    case .pillar(let pillar): "pillar:\(pillar.rawValue)"
    }
  }
}

extension PolicySubject {
  /// The supplier or country, as `policies.csv` writes it.
  func words(in program: BuildProgram) -> String {
    switch self {
    case .supplier(let index): program.suppliers[index].id
    case .country(let code): code
    }
  }
}
