/// Why a model cannot be written as MPS.
public enum MPSError: Error, Equatable, Sendable {
  /// The row's lower bound lies above its upper one; MPS has no words for that.
  case crossedRow(RowIndex)

  /// A name is empty or has white space in it.
  case unusableName(String)
}

extension LinearModel {
  /// Writes the model in free MPS, piece by piece.
  ///
  /// Numbers are the shortest that read back as the same `Double`. The offset stands in the RHS of
  /// the objective row, negated, as is the custom. A row with two bounds is of type `G` with a range,
  /// so its upper bound reads back rounded; a row without bounds is of type `N`, which readers leave
  /// out. Bounds are written wherever readers might differ, for integer columns always.
  ///
  /// - Parameters:
  ///   - title: What stands after `NAME`.
  ///   - objective: Name of the objective row; no row's own name.
  ///   - names: Names of columns and rows.
  ///   - write: Takes the next bytes, UTF-8, about 64 KiB at a time.
  /// - Throws: ``MPSError``, and whatever `write` throws.
  /// - Complexity: O(rows + columns + entries); the rows' names are held meanwhile.
  public func writeMPS(
    title: String = "millwright", objective: String = "COST",
    names: some ModelNames = PositionNames(), into write: ([UInt8]) throws -> Void
  ) throws {
    var writer = MPSWriter(model: self, objective: objective)
    try writer.write(title: title, names, write)
  }
}

/// The state of one MPS file under way.
private struct MPSWriter {
  private let model: LinearModel
  private let matrix: SparseColumns
  private let objective: [UInt8]

  /// UTF-8 of each row's name, made once: the entries ask for it again and again.
  private var rowNames: [[UInt8]] = []
  private var bytes: [UInt8] = []

  init(model: LinearModel, objective: String) {
    self.model = model
    self.objective = Array(objective.utf8)
    matrix = model.sparseColumns()
  }

  mutating func write(
    title: String, _ names: some ModelNames, _ sink: ([UInt8]) throws -> Void
  ) throws {
    rowNames = try model.rows.map { try checked(names.rowName($0)) }
    put("NAME \(title)\nROWS\n N ")
    bytes += try checked(String(decoding: objective, as: UTF8.self))
    put("\n")
    try putRows(sink)
    put("COLUMNS\n")
    try putColumns(names, sink)
    put("RHS\n")
    try putRightHandSides(sink)
    try putRanges(sink)
    put("BOUNDS\n")
    try putBounds(names, sink)
    put("ENDATA\n")
    try sink(bytes)
  }

  private mutating func putRows(_ sink: ([UInt8]) throws -> Void) throws {
    for row in model.rows {
      put(try kind(of: row))
      bytes += rowNames[row]
      put("\n")
      try flushIfFull(sink)
    }
  }

  private func kind(of row: RowIndex) throws -> String {
    let (lower, upper) = (model.rowLower[row], model.rowUpper[row])
    if lower > upper { throw MPSError.crossedRow(row) }
    if lower == upper { return " E " }
    if lower > -.infinity { return " G " }
    return upper < .infinity ? " L " : " N "
  }

  private mutating func putColumns(
    _ names: some ModelNames, _ sink: ([UInt8]) throws -> Void
  ) throws {
    var isInside = false  // a block of integer columns
    for column in model.columns {
      if model.isInteger[column] != isInside {
        isInside.toggle()
        put(" MARKER 'MARKER' '\(isInside ? "INTORG" : "INTEND")'\n")
      }
      let name = try checked(names.columnName(column))
      let range = matrix.range(of: column)
      // A column without entries is named all the same, else readers would not know it.
      if model.cost[column] != 0 || range.isEmpty {
        putEntry(name, objective, model.cost[column])
      }
      for entry in range {
        putEntry(name, rowNames[Int(matrix.rows[entry])], matrix.values[entry])
      }
      try flushIfFull(sink)
    }
    if isInside { put(" MARKER 'MARKER' 'INTEND'\n") }
  }

  private mutating func putRightHandSides(_ sink: ([UInt8]) throws -> Void) throws {
    let rhs = Array("RHS".utf8)
    if model.offset != 0 { putEntry(rhs, objective, -model.offset) }
    for row in model.rows {
      let (lower, upper) = (model.rowLower[row], model.rowUpper[row])
      let side = lower > -.infinity ? lower : upper
      if side != 0 && side.isFinite { putEntry(rhs, rowNames[row], side) }
      try flushIfFull(sink)
    }
  }

  private mutating func putRanges(_ sink: ([UInt8]) throws -> Void) throws {
    let range = Array("RANGE".utf8)
    var isOpen = false
    for row in model.rows {
      let (lower, upper) = (model.rowLower[row], model.rowUpper[row])
      guard lower > -.infinity, upper < .infinity, lower < upper else { continue }
      if !isOpen { put("RANGES\n") }
      isOpen = true
      putEntry(range, rowNames[row], upper - lower)
      try flushIfFull(sink)
    }
  }

  private mutating func putBounds(
    _ names: some ModelNames, _ sink: ([UInt8]) throws -> Void
  ) throws {
    for column in model.columns {
      let (lower, upper) = (model.columnLower[column], model.columnUpper[column])
      let isInteger = model.isInteger[column]
      if lower == 0 && upper == .infinity && !isInteger { continue }
      let name = try checked(names.columnName(column))
      if lower == upper {
        putBound(" FX BOUND ", name, lower)
      } else if lower == -.infinity && upper == .infinity {
        putBound(" FR BOUND ", name, nil)
      } else {
        if lower == -.infinity {
          putBound(" MI BOUND ", name, nil)
        } else if lower != 0 || isInteger || upper <= 0 {
          putBound(" LO BOUND ", name, lower)
        }
        if upper < .infinity {
          putBound(" UP BOUND ", name, upper)
        } else if isInteger {
          putBound(" PL BOUND ", name, nil)
        }
      }
      try flushIfFull(sink)
    }
  }

  // MARK: Pieces

  private mutating func putEntry(_ first: [UInt8], _ second: [UInt8], _ value: Double) {
    bytes.append(UInt8(ascii: " "))
    bytes += first
    bytes.append(UInt8(ascii: " "))
    bytes += second
    bytes.append(UInt8(ascii: " "))
    put(value)
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func putBound(_ kind: String, _ name: [UInt8], _ value: Double?) {
    put(kind)
    bytes += name
    if let value {
      bytes.append(UInt8(ascii: " "))
      put(value)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func put(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends the shortest text that reads back as the same number, whole ones without a point.
  private mutating func put(_ value: Double) {
    guard let whole = Int32(exactly: value) else {
      put(value.description)
      return
    }
    if whole < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = whole.magnitude
    var power: UInt32 = 1
    while magnitude / power >= 10 { power *= 10 }
    while power > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(magnitude / power % 10))
      power /= 10
    }
  }

  private mutating func flushIfFull(_ sink: ([UInt8]) throws -> Void) throws {
    guard bytes.count >= 1 << 16 else { return }
    try sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  private func checked(_ name: String) throws -> [UInt8] {
    let bytes = Array(name.utf8)
    guard !bytes.isEmpty, !bytes.contains(where: { $0 <= 0x20 }) else {
      throw MPSError.unusableName(name)
    }
    return bytes
  }
}
