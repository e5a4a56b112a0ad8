import Tables

/// Rows of a program folder that bids become.
public struct ProgramRows: Sendable {
  /// A row of a table: its cells by column.
  public typealias Row = [(column: String, text: String)]

  public var sites: [Row] = []
  public var lanes: [Row] = []
  public var offers: [Row] = []
  public var priceBreaks: [Row] = []
  /// Items of the event that the program does not have, in order; their bids are left out.
  public var otherItems: [EventItemIndex] = []
  /// What the program's tables cannot say, in sentences.
  public var notes: [String] = []
  /// Names that an offer of this event can have, in this run or an earlier one.
  var possibleOffers: Set<String> = []
  /// Names of the supplier's sites that this event's bids can have.
  var possibleSites: Set<String> = []

  /// How a lane that comes from a bid travels: what tells it from the program's own lanes.
  public static let laneMode = "as bid"

  /// Whether an offer of that name came from this event.
  public func isOurs(offer: String) -> Bool { possibleOffers.contains(offer) }

  /// Whether a site of that name came from this event.
  public func isOurs(site: String) -> Bool { possibleSites.contains(site) }

  /// Whether a lane with that start and mode came from this event.
  public func isOurs(laneFrom site: String, mode: String) -> Bool {
    mode == ProgramRows.laneMode && possibleSites.contains(site)
  }
}

/// Which bids become offers.
public enum ProgramBids: Sendable {
  /// Those that won, decided (`awarded` true), for what they won.
  case awards
  /// All that a program can tell apart, free, so that the plan decides; see ``OfferMaker``.
  case all
}
