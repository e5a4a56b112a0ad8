package import Tables

/// Finds rows whose key columns hold what an earlier row's do.
package struct RepeatedRows {
  private let codes: [[Int32]]
  private let numbers: [[Double]]
  private let rowCount: Int

  /// Looks at `columns` of `table`, which are codes or numbers.
  package init(_ table: DecodedTable, columns: [String]) {
    var codes: [[Int32]] = []
    var numbers: [[Double]] = []
    for name in columns {
      guard let column = table.schema.position(of: name) else {
        preconditionFailure("\(table.schema.file) has no column \(name)")
      }
      if case .number = table.schema.columns[column].type {
        numbers.append(table.numbers[column])
      } else {
        codes.append(table.codes[column])
      }
    }
    self.codes = codes
    self.numbers = numbers
    rowCount = table.rowCount
  }

  /// Calls `body` with each row that repeats an earlier one, and with that one.
  ///
  /// Rows whose key lacks a value are skipped, unless `allowsEmpty`.
  ///
  /// - Complexity: O(rows).
  package func forEach(allowsEmpty: Bool = false, _ body: (_ row: Int, _ first: Int) -> Void) {
    guard rowCount > 1 else { return }
    var size = 16
    while size < rowCount * 2 { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    for row in 0..<rowCount {
      guard let hash = hash(row, allowsEmpty: allowsEmpty) else { continue }
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot] >= 0, !isEqual(row, Int(slots[slot])) { slot = (slot + 1) & (size - 1) }
      if slots[slot] >= 0 {
        body(row, Int(slots[slot]))
      } else {
        slots[slot] = Int32(row)
      }
    }
  }

  private func hash(_ row: Int, allowsEmpty: Bool) -> UInt64? {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for column in codes {
      if column[row] == DecodedTable.noCode, !allowsEmpty { return nil }
      hash = mixed(hash, UInt64(truncatingIfNeeded: column[row]))
    }
    for column in numbers {
      if column[row].isNaN, !allowsEmpty { return nil }
      hash = mixed(hash, column[row].bitPattern)
    }
    return hash
  }

  /// Wrapping is what the mix is defined by (the finaliser of MurmurHash3).
  private func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
    var mixed = (hash ^ value) &* 0xFF51_AFD7_ED55_8CCD
    mixed ^= mixed >> 33
    mixed = mixed &* 0xC4CE_B9FE_1A85_EC53
    return mixed ^ (mixed >> 29)
  }

  private func isEqual(_ left: Int, _ right: Int) -> Bool {
    for column in codes where column[left] != column[right] { return false }
    for column in numbers where column[left].bitPattern != column[right].bitPattern { return false }
    return true
  }
}
