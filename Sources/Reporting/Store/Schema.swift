/// The tables and views of `plan.sqlite`.
///
/// The comments are part of the statements, so that `.schema orders` in any SQLite shell explains
/// the table. Rows refer to each other by the identifiers of the program; a lane has none and is
/// known by its row in `lanes.csv`, counted from 1.
enum Schema {
  /// Raised whenever a table or column changes its name or meaning.
  static let version = 1

  /// The program as it was planned.
  static let program = """
    CREATE TABLE meta ( -- facts about the program, the run and the proof
      key TEXT PRIMARY KEY, -- name, currency, start, status, objective, bound, gap, ...
      value -- text or number, after the key
    ) WITHOUT ROWID;
    CREATE TABLE bucket ( -- the blocks of time
      bucket INTEGER PRIMARY KEY, -- from 0
      date TEXT NOT NULL, -- first day
      end_date TEXT NOT NULL, -- the day after the last
      days INTEGER NOT NULL,
      weeks REAL NOT NULL -- days / 7
    );
    CREATE TABLE item ( -- items.csv
      item TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, pillar TEXT,
      category TEXT NOT NULL,
      value REAL NOT NULL, -- per unit, for the holding cost
      mass_kg REAL NOT NULL, hts TEXT NOT NULL,
      power_kw REAL NOT NULL, compute_pflops REAL NOT NULL, -- of a unit without modes
      addressable INTEGER NOT NULL -- 1: counts toward addressable content
    ) WITHOUT ROWID;
    CREATE TABLE mode ( -- modes.csv: how a product may run
      item TEXT NOT NULL REFERENCES item, mode TEXT NOT NULL,
      power_kw REAL NOT NULL, compute_pflops REAL NOT NULL,
      PRIMARY KEY (item, mode)
    ) WITHOUT ROWID;
    CREATE TABLE bom ( -- bom.csv
      parent TEXT NOT NULL REFERENCES item (item), component TEXT NOT NULL REFERENCES item (item),
      quantity REAL NOT NULL, -- units of the component per started unit of the parent
      recipe TEXT NOT NULL, from_date TEXT, to_date TEXT
    );
    CREATE TABLE site ( -- sites.csv
      site TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL,
      region TEXT NOT NULL, latitude REAL, longitude REAL,
      pue REAL NOT NULL -- facility power over IT power
    ) WITHOUT ROWID;
    CREATE TABLE supplier (supplier TEXT PRIMARY KEY) WITHOUT ROWID; -- named in offers.csv
    CREATE TABLE resource ( -- resources.csv
      resource TEXT PRIMARY KEY, site TEXT NOT NULL REFERENCES site, unit TEXT NOT NULL,
      name TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE capacity ( -- capacity.csv: in force from the date on
      resource TEXT NOT NULL REFERENCES resource, date TEXT NOT NULL, per_week REAL NOT NULL
    );
    CREATE TABLE operation ( -- operations.csv
      operation TEXT PRIMARY KEY, site TEXT NOT NULL REFERENCES site,
      item TEXT NOT NULL REFERENCES item, recipe TEXT NOT NULL,
      yield REAL NOT NULL, -- good units per started unit
      lead_days INTEGER NOT NULL, cost REAL NOT NULL, earliest TEXT, latest TEXT
    ) WITHOUT ROWID;
    CREATE TABLE load ( -- loads.csv
      operation TEXT NOT NULL REFERENCES operation, resource TEXT NOT NULL REFERENCES resource,
      per_unit REAL NOT NULL -- resource units per started unit
    );
    CREATE TABLE expansion ( -- expansions.csv
      expansion TEXT PRIMARY KEY, resource TEXT NOT NULL REFERENCES resource,
      per_week REAL NOT NULL, capex REAL NOT NULL, -- of one module
      lead_days INTEGER NOT NULL, ramp_weeks REAL NOT NULL, max_count INTEGER NOT NULL,
      earliest TEXT, latest TEXT, fixed_per_week REAL NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE offer ( -- offers.csv
      offer TEXT PRIMARY KEY, supplier TEXT NOT NULL REFERENCES supplier,
      item TEXT NOT NULL REFERENCES item, price REAL NOT NULL, origin TEXT NOT NULL,
      ship_from TEXT REFERENCES site (site), -- null: delivered everywhere at the price
      per_week REAL, -- null: unlimited
      lead_days INTEGER NOT NULL, fixed_cost REAL NOT NULL, minimum REAL NOT NULL,
      maximum REAL, -- null: none
      valid_from TEXT, valid_to TEXT, domestic REAL NOT NULL,
      awarded INTEGER -- decided before the plan: 1, 0, or null for free
    ) WITHOUT ROWID;
    CREATE TABLE price_break ( -- price_breaks.csv
      offer TEXT NOT NULL REFERENCES offer, from_quantity REAL NOT NULL, price REAL NOT NULL
    );
    CREATE TABLE lane ( -- lanes.csv
      lane_row INTEGER PRIMARY KEY, -- from 1
      from_site TEXT NOT NULL REFERENCES site (site), to_site TEXT NOT NULL REFERENCES site (site),
      item TEXT REFERENCES item, -- null: every item
      mode TEXT NOT NULL, days INTEGER NOT NULL, cost REAL NOT NULL, cost_per_kg REAL NOT NULL,
      per_week REAL -- units of all items together; null: unlimited
    );
    CREATE TABLE tariff ( -- tariffs.csv
      origin TEXT, -- null: every country
      hts TEXT NOT NULL, rate REAL NOT NULL, from_date TEXT, to_date TEXT
    );
    CREATE TABLE demand ( -- demand.csv
      demand TEXT PRIMARY KEY, site TEXT REFERENCES site, -- null: any
      item TEXT REFERENCES item, measure TEXT, -- one of the two
      due TEXT NOT NULL, quantity REAL NOT NULL, -- units, MW or PFLOPS
      not_before TEXT, priority INTEGER NOT NULL, late_cost REAL NOT NULL, lost_cost REAL NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE energisation ( -- energisation.csv
      site TEXT NOT NULL REFERENCES site, date TEXT NOT NULL,
      mw REAL NOT NULL, -- cumulative facility power
      status TEXT NOT NULL -- energised, planned, secured
    );
    CREATE TABLE initial_stock ( -- stock.csv
      row INTEGER PRIMARY KEY, -- from 1
      site TEXT NOT NULL REFERENCES site, item TEXT NOT NULL REFERENCES item,
      quantity REAL NOT NULL, date TEXT -- null: on hand at the start
    );
    CREATE TABLE policy ( -- policies.csv
      policy TEXT PRIMARY KEY, kind TEXT NOT NULL, scope TEXT NOT NULL, subject TEXT,
      value REAL NOT NULL, min_share REAL NOT NULL, from_date TEXT, to_date TEXT,
      penalty REAL -- null: hard
    ) WITHOUT ROWID;
    """

  /// The plan.
  static let plan = """
    CREATE TABLE orders ( -- units ordered in a bucket
      row INTEGER PRIMARY KEY, -- from 1; pegging refers to it
      offer TEXT NOT NULL REFERENCES offer,
      site TEXT NOT NULL REFERENCES site, -- receives them
      lane_row INTEGER REFERENCES lane, -- null: delivered at the quoted price
      bucket INTEGER NOT NULL REFERENCES bucket, units REAL NOT NULL,
      duty_rate REAL NOT NULL -- of the offer's own price, on the order date
    );
    CREATE TABLE starts ( -- units that an operation starts in a bucket, before yield
      row INTEGER PRIMARY KEY, -- from 1; pegging refers to it
      operation TEXT NOT NULL REFERENCES operation, bucket INTEGER NOT NULL REFERENCES bucket,
      units REAL NOT NULL
    );
    CREATE TABLE dispatches ( -- units sent over a lane in a bucket
      row INTEGER PRIMARY KEY, -- from 1; pegging refers to it
      lane_row INTEGER NOT NULL REFERENCES lane, item TEXT NOT NULL REFERENCES item,
      bucket INTEGER NOT NULL REFERENCES bucket, units REAL NOT NULL
    );
    CREATE TABLE stocks ( -- units in stock at the end of a bucket
      site TEXT NOT NULL REFERENCES site, item TEXT NOT NULL REFERENCES item,
      bucket INTEGER NOT NULL REFERENCES bucket, units REAL NOT NULL,
      PRIMARY KEY (site, item, bucket)
    ) WITHOUT ROWID;
    CREATE TABLE deliveries ( -- units delivered to a demand in a bucket
      row INTEGER PRIMARY KEY, -- from 1; pegging refers to it
      demand TEXT NOT NULL REFERENCES demand, site TEXT NOT NULL REFERENCES site,
      item TEXT NOT NULL REFERENCES item, mode TEXT, -- null: the item's own single mode
      bucket INTEGER NOT NULL REFERENCES bucket, units REAL NOT NULL,
      quantity REAL NOT NULL, -- what they count toward the demand: units, MW or PFLOPS
      mw REAL NOT NULL, pflops REAL NOT NULL -- IT power and compute of these units
    );
    CREATE TABLE open ( -- what of a demand is open at a bucket's end, from its due bucket on
      demand TEXT NOT NULL REFERENCES demand, bucket INTEGER NOT NULL REFERENCES bucket,
      quantity REAL NOT NULL,
      PRIMARY KEY (demand, bucket)
    ) WITHOUT ROWID;
    CREATE TABLE modules ( -- modules of an expansion decided in a bucket
      expansion TEXT NOT NULL REFERENCES expansion, bucket INTEGER NOT NULL REFERENCES bucket,
      count INTEGER NOT NULL,
      PRIMARY KEY (expansion, bucket)
    ) WITHOUT ROWID;
    CREATE TABLE award ( -- what becomes of each offer
      offer TEXT PRIMARY KEY REFERENCES offer, awarded INTEGER NOT NULL, units REAL NOT NULL,
      spend REAL NOT NULL, -- undiscounted, price breaks settled
      duty REAL NOT NULL -- undiscounted
    ) WITHOUT ROWID;
    CREATE TABLE demand_result ( -- what each demand gets
      demand TEXT PRIMARY KEY REFERENCES demand, quantity REAL NOT NULL, on_time REAL NOT NULL,
      late REAL NOT NULL, lost REAL NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE policy_result ( -- what becomes of each policy
      policy TEXT PRIMARY KEY REFERENCES policy,
      attained REAL, -- null: nothing in scope was bought
      value REAL NOT NULL, shortfall REAL NOT NULL, penalty REAL NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE cost ( -- discounted, adds up to the objective
      category TEXT PRIMARY KEY, amount REAL NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE service_stage ( -- classes of service_first in the order they were held
      stage INTEGER PRIMARY KEY, priority INTEGER NOT NULL, late_and_lost REAL NOT NULL,
      bound REAL NOT NULL
    );
    CREATE TABLE resource_use ( -- what a resource can do and does in a bucket, in its unit
      resource TEXT NOT NULL REFERENCES resource, bucket INTEGER NOT NULL REFERENCES bucket,
      base REAL NOT NULL, -- capacity.csv
      added REAL NOT NULL, -- by modules of the plan
      used REAL NOT NULL,
      PRIMARY KEY (resource, bucket)
    ) WITHOUT ROWID;
    CREATE TABLE deployed ( -- IT power and compute deployed by the end of a bucket, cumulative
      site TEXT NOT NULL REFERENCES site, bucket INTEGER NOT NULL REFERENCES bucket,
      mw REAL NOT NULL, pflops REAL NOT NULL,
      energised_mw REAL, -- facility power in force at the bucket's start; null: not limited
      PRIMARY KEY (site, bucket)
    ) WITHOUT ROWID;
    CREATE TABLE note ( -- warnings of the check, what-ifs, steps of the search
      kind TEXT NOT NULL, -- warning, what_if, step
      position INTEGER NOT NULL, text TEXT NOT NULL,
      PRIMARY KEY (kind, position)
    ) WITHOUT ROWID;

    -- Shadow prices: the fall of the discounted cost per unit more; zero rows are left out.
    CREATE TABLE price_resource ( -- per resource unit
      resource TEXT NOT NULL REFERENCES resource, bucket INTEGER NOT NULL REFERENCES bucket,
      value REAL NOT NULL, PRIMARY KEY (resource, bucket)
    ) WITHOUT ROWID;
    CREATE TABLE price_offer ( -- per unit of the offer's capacity
      offer TEXT NOT NULL REFERENCES offer, bucket INTEGER NOT NULL REFERENCES bucket,
      value REAL NOT NULL, PRIMARY KEY (offer, bucket)
    ) WITHOUT ROWID;
    CREATE TABLE price_lane ( -- per unit of the lane's capacity
      lane_row INTEGER NOT NULL REFERENCES lane, bucket INTEGER NOT NULL REFERENCES bucket,
      value REAL NOT NULL, PRIMARY KEY (lane_row, bucket)
    ) WITHOUT ROWID;
    CREATE TABLE price_power ( -- per MW of facility power from that bucket until the next step
      site TEXT NOT NULL REFERENCES site, bucket INTEGER NOT NULL REFERENCES bucket,
      value REAL NOT NULL, PRIMARY KEY (site, bucket)
    ) WITHOUT ROWID;
    CREATE TABLE price_offer_limit ( -- per unit of the offer's totals
      offer TEXT PRIMARY KEY REFERENCES offer,
      maximum REAL NOT NULL, -- per unit more of the maximum
      minimum REAL NOT NULL -- per unit less of the minimum
    ) WITHOUT ROWID;
    CREATE TABLE price_expansion ( -- per module more than max_count
      expansion TEXT PRIMARY KEY REFERENCES expansion, value REAL NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE price_demand ( -- cost added per unit more of the demand
      demand TEXT PRIMARY KEY REFERENCES demand, value REAL NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE price_policy ( -- per unit by which the policy's inequality is relaxed
      policy TEXT PRIMARY KEY REFERENCES policy, value REAL NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE price_item ( -- worth of a unit of the item at the site at the bucket's end
      site TEXT NOT NULL REFERENCES site, item TEXT NOT NULL REFERENCES item,
      bucket INTEGER NOT NULL REFERENCES bucket, value REAL NOT NULL,
      PRIMARY KEY (site, item, bucket)
    ) WITHOUT ROWID;

    -- Why the plan is as it is. A limit is a kind and a subject: resource, offer, offer_maximum,
    -- expansion and policy with their identifier, power with its site, lane with its lane_row.
    CREATE TABLE bottleneck ( -- what binds, the dearest first
      bottleneck INTEGER PRIMARY KEY, -- from 1
      kind TEXT NOT NULL, subject TEXT NOT NULL,
      value REAL NOT NULL, -- saved by one unit more a week, one MW more throughout, or one more in all
      rent REAL NOT NULL -- price x limit over its buckets: what is paid for its scarcity
    );
    CREATE TABLE bottleneck_bucket ( -- the buckets in which it binds
      bottleneck INTEGER NOT NULL REFERENCES bottleneck, bucket INTEGER NOT NULL REFERENCES bucket,
      PRIMARY KEY (bottleneck, bucket)
    ) WITHOUT ROWID;
    CREATE TABLE bottleneck_demand ( -- the demands behind it, the strongest first
      bottleneck INTEGER NOT NULL REFERENCES bottleneck, rank INTEGER NOT NULL,
      demand TEXT NOT NULL REFERENCES demand,
      PRIMARY KEY (bottleneck, rank)
    ) WITHOUT ROWID;
    CREATE TABLE explanation ( -- why a demand is served as it is
      demand TEXT PRIMARY KEY REFERENCES demand,
      cause TEXT NOT NULL, -- onTime, neverDue, leadTime, unreachable, scarcity, price, unknown
      saving REAL NOT NULL, -- by one more unit in the due bucket
      cost REAL NOT NULL -- of one more unit in the due bucket, limits' rents included
    ) WITHOUT ROWID;
    CREATE TABLE explanation_rent ( -- the rents in that cost, the largest first
      demand TEXT NOT NULL REFERENCES demand, rank INTEGER NOT NULL, kind TEXT NOT NULL,
      subject TEXT NOT NULL, amount REAL NOT NULL,
      PRIMARY KEY (demand, rank)
    ) WITHOUT ROWID;
    CREATE TABLE explanation_step ( -- from the demand down to what decides
      demand TEXT NOT NULL REFERENCES demand, step INTEGER NOT NULL, -- from 1
      kind TEXT NOT NULL, -- demand, item, order, start, dispatch, stock, or a limit's kind
      subject TEXT NOT NULL, -- demand, item, offer, operation, lane_row, or a limit's subject
      place TEXT, -- the site; for a dispatch the item
      bucket INTEGER REFERENCES bucket,
      amount REAL, -- what the step adds to the cost of one more unit; null: it is about time
      sentence TEXT NOT NULL,
      PRIMARY KEY (demand, step)
    ) WITHOUT ROWID;
    CREATE TABLE pegging ( -- units that a use drew from a source, first in, first out
      row INTEGER PRIMARY KEY,
      site TEXT NOT NULL REFERENCES site, item TEXT NOT NULL REFERENCES item,
      source TEXT NOT NULL, -- initial_stock, orders, starts, dispatches: the table
      source_row INTEGER NOT NULL, -- its row
      use TEXT NOT NULL, -- starts, dispatches, deliveries, or left_over
      use_row INTEGER, -- its row; null: left over
      units REAL NOT NULL
    );
    """

  /// Made after the rows are in, which is quicker.
  static let indices = """
    CREATE INDEX orders_by_offer ON orders (offer, site, lane_row, bucket);
    CREATE INDEX deliveries_by_demand ON deliveries (demand, bucket);
    CREATE INDEX pegging_by_source ON pegging (source, source_row);
    CREATE INDEX pegging_by_use ON pegging (use, use_row);
    CREATE INDEX bom_by_parent ON bom (parent);
    CREATE INDEX offer_by_item ON offer (item);
    """

  /// Answers to common questions.
  static let views = """
    CREATE VIEW racks_per_week AS -- good units of products started, by plant and bucket
      SELECT o.site AS plant, o.item AS product, s.bucket, b.date,
        sum(s.units * o.yield) / b.weeks AS per_week
      FROM starts s JOIN operation o USING (operation) JOIN item i ON i.item = o.item
        JOIN bucket b USING (bucket)
      WHERE i.kind = 'product'
      GROUP BY o.site, o.item, s.bucket;
    CREATE VIEW spend_by_supplier AS -- undiscounted, price breaks settled, without duty
      SELECT f.supplier, count(*) AS offers, sum(a.units) AS units, sum(a.spend) AS spend,
        sum(a.spend) / (SELECT sum(spend) FROM award) AS share
      FROM award a JOIN offer f USING (offer)
      WHERE a.awarded
      GROUP BY f.supplier;
    CREATE VIEW spend_by_country AS -- by origin; undiscounted, without duty
      SELECT f.origin, count(*) AS offers, sum(a.spend) AS spend, sum(a.duty) AS duty,
        sum(a.spend) / (SELECT sum(spend) FROM award) AS share
      FROM award a JOIN offer f USING (offer)
      WHERE a.awarded
      GROUP BY f.origin;
    CREATE VIEW deployed_mw AS -- IT power by site and date
      SELECT d.site, d.bucket, b.end_date AS date, d.mw, d.energised_mw
      FROM deployed d JOIN bucket b USING (bucket);
    CREATE VIEW utilisation AS -- share of a resource's capacity in use
      SELECT u.resource, r.site, u.bucket, b.date, u.used, u.base + u.added AS capacity,
        CASE WHEN u.base + u.added > 0 THEN u.used / (u.base + u.added) END AS utilisation
      FROM resource_use u JOIN resource r USING (resource) JOIN bucket b USING (bucket);
    CREATE VIEW content_by_bucket AS -- domestic and addressable share of what is ordered
      SELECT o.bucket, b.date, sum(f.price * o.units) AS spend,
        sum(f.price * o.units * f.domestic) / sum(f.price * o.units) AS domestic_content,
        sum(CASE WHEN i.addressable THEN f.price * o.units * f.domestic END)
          / sum(CASE WHEN i.addressable THEN f.price * o.units END) AS addressable_content
      FROM orders o JOIN offer f USING (offer) JOIN item i ON i.item = f.item
        JOIN bucket b USING (bucket)
      GROUP BY o.bucket;
    CREATE VIEW late_or_lost AS -- demands that are not met on time
      SELECT demand, d.site, d.due, r.quantity, r.on_time, r.late, r.lost
      FROM demand_result r JOIN demand d USING (demand)
      WHERE max(r.late, r.lost) > 1e-6 * max(1, r.quantity);
    """
}
