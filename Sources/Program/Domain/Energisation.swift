public import Tables

/// A site's power from a date on: a row of `energisation.csv`.
public struct Energisation: Hashable, Sendable {
  public var site: SiteIndex
  public var date: Day
  /// Cumulative facility power.
  public var mw: Double
  public var status: EnergisationStatus

  public init(
    site: SiteIndex, date: Day, mw: Double, status: EnergisationStatus = .energised
  ) {
    self.site = site
    self.date = date
    self.mw = mw
    self.status = status
  }
}

/// How certain a site's power is.
///
/// Only `energised` limits what may be deployed.
public enum EnergisationStatus: String, CaseIterable, Hashable, Sendable {
  case energised, planned, secured
}
