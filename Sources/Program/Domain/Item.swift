/// A product, assembly or part: a row of `items.csv`.
public struct Item: Hashable, Sendable {
  /// The identifier, unique among items.
  public var id: String
  public var kind: ItemKind
  /// What people call it; empty where the program gives none.
  public var name: String
  public var pillar: Pillar?
  /// A free text that policies may scope by; empty for none.
  public var category: String
  /// Per unit, for the holding cost.
  public var value: Double
  /// Per unit.
  public var massKg: Double
  /// The digits of the tariff schedule; empty for none.
  public var hts: String
  /// Per unit once deployed, where the item has no modes.
  public var powerKw: Double
  /// Per unit once deployed, where the item has no modes.
  public var computePflops: Double
  /// Whether the item counts toward addressable domestic content.
  public var isAddressable: Bool

  public init(
    id: String, kind: ItemKind, name: String = "", pillar: Pillar? = nil, category: String = "",
    value: Double = 0, massKg: Double = 0, hts: String = "", powerKw: Double = 0,
    computePflops: Double = 0, isAddressable: Bool = true
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.pillar = pillar
    self.category = category
    self.value = value
    self.massKg = massKg
    self.hts = hts
    self.powerKw = powerKw
    self.computePflops = computePflops
    self.isAddressable = isAddressable
  }
}

/// Where an item stands in the bill of materials.
public enum ItemKind: String, CaseIterable, Hashable, Sendable {
  case product, assembly, part
}

/// The part of the open call that an item belongs to.
public enum Pillar: String, CaseIterable, Hashable, Sendable {
  case datacenter, consumer, robotics
}
