#!/usr/bin/env python3
"""Checks a plan's tables against its program: conservation, limits, policies and cost.

    check_plan.py PROGRAM_FOLDER OUT_DIR [--json]

Everything is recomputed from the CSV tables in OUT_DIR (the flows) and the program folder; from
summary.json only claims are taken, to be compared. No code is shared with the planner, and none
with the reference but the reader of folders: the arithmetic of time, money and policies is
written anew here, by other formulas where there are any.

Each breach is one line in the program's terms. Exit status: 0 none, 1 breaches, 2 unreadable.
"""

import argparse
import collections
import csv
import json
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import program_folder  # noqa: E402
from program_folder import iso  # noqa: E402

TOLERANCE = 1e-6
TABLES = {
    "orders": ("offer site lane_row bucket date units", ("offer", "site", "lane_row", "bucket")),
    "starts": ("operation bucket date units", ("operation", "bucket")),
    "dispatches": ("lane_row from to item bucket date units", ("lane_row", "item", "bucket")),
    "stocks": ("site item bucket date units", ("site", "item", "bucket")),
    "deliveries": ("demand site item mode bucket date units",
                   ("demand", "site", "item", "mode", "bucket")),
    "open": ("demand bucket date quantity", ("demand", "bucket")),
    "modules": ("expansion bucket date count", ("expansion", "bucket")),
    "awards": ("offer awarded units spend", ("offer",)),
}
COSTS = ("purchases", "duty", "freight", "operations", "holding", "capex", "fixed", "late", "lost",
         "penalty")


class Unreadable(Exception):
    """A plan that cannot be read at all."""


class Checker:
    def __init__(self, program, out):
        self.program, self.out = program, pathlib.Path(out)
        self.breaches = []
        settings = program.settings
        self.edges = [settings.start]
        for length in settings.lengths:
            self.edges.append(self.edges[-1] + length)
        self.count = len(settings.lengths)
        self.items = {row.item: row for row in program.items}
        self.sites = {row.site: row for row in program.sites}
        self.offers = {row.offer: row for row in program.offers}
        self.operations = {row.operation: row for row in program.operations}
        self.expansions = {row.expansion: row for row in program.expansions}
        self.demands = {row.demand: row for row in program.demand}
        self.lanes = {row.row: row for row in program.lanes}
        self.costs = dict.fromkeys(COSTS, 0.0)
        self.modes = collections.defaultdict(dict)
        for row in program.modes:
            self.modes[row.item][row.mode] = row

    def breach(self, text):
        self.breaches.append(text)

    # --- small tools

    def when(self, b):
        return f"bucket {b} ({iso(self.edges[b])})"

    def factor(self, b):
        """Discount factor of a bucket."""
        years = (self.edges[b] - self.edges[0]) / 365
        return math.exp(-years * math.log1p(self.program.settings.discount_rate))

    def weeks(self, b):
        return (self.edges[b + 1] - self.edges[b]) / 7

    def inside(self, b, first, last):
        day = self.edges[b]
        return not ((first is not None and day < first) or (last is not None and day > last))

    def containing(self, day):
        """The bucket of a dated event; earlier days belong to the first, None is behind the end."""
        if day < self.edges[0]:
            return 0
        for b in range(self.count):
            if self.edges[b] <= day < self.edges[b + 1]:
                return b
        return None

    def arriving(self, a, lead):
        """Yields (bucket, share) for what is released evenly over bucket a; by differences of the
        share that has arrived by a day."""
        first, length = self.edges[a] + lead, self.edges[a + 1] - self.edges[a]

        def arrived(day):
            return min(1.0, max(0.0, (day - first) / length))

        before = arrived(self.edges[a])
        for b in range(a, self.count):
            after = arrived(self.edges[b + 1])
            if after > before:
                yield b, after - before
            before = after

    def at_most(self, value, limit, what, scale=0.0):
        allowed = TOLERANCE * max(1.0, abs(limit), scale)
        if value > limit + allowed:
            self.breach(f"{what}: {value:.9g} is more than {limit:.9g}")

    def equal(self, value, claimed, what, scale=0.0):
        if abs(value - claimed) > TOLERANCE * max(1.0, abs(value), abs(claimed), scale):
            self.breach(f"{what}: the plan says {claimed:.9g}, recomputed it is {value:.9g}")

    # --- reading

    def read(self, name):
        """A table as {key: value}; faults of single rows are breaches and the row is left out."""
        columns, key = TABLES[name]
        columns = columns.split()
        path = self.out / f"{name}.csv"
        if not path.exists():
            self.breach(f"{name}.csv is missing")
            return {}
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in columns if column not in (reader.fieldnames or [])]
            if missing:
                raise Unreadable(f"{name}.csv has no column {', '.join(missing)}")
            rows = list(reader)
        table = {}
        for index, cells in enumerate(rows, 1):
            where = f"{name}.csv row {index}"
            try:
                if "bucket" in cells:
                    cells["bucket"] = int(cells["bucket"])
                    if not 0 <= cells["bucket"] < self.count:
                        self.breach(f"{where}: there is no bucket {cells['bucket']}")
                        continue
                    if cells["date"] != iso(self.edges[cells["bucket"]]):
                        self.breach(f"{where}: {self.when(cells['bucket'])} has date {cells['date']}")
                if "lane_row" in cells:
                    cells["lane_row"] = int(cells["lane_row"]) if cells["lane_row"] else None
                for column in ("units", "quantity", "count", "spend"):
                    if column in columns:
                        cells[column] = float(cells[column])
                        if not math.isfinite(cells[column]):
                            raise ValueError(f"{column} is not finite")
                        if cells[column] < -TOLERANCE:
                            self.breach(f"{where}: {column} is {cells[column]:.9g}, below 0")
            except ValueError as error:
                self.breach(f"{where}: {error}")
                continue
            place = tuple(cells[column] for column in key)
            if place in table:
                self.breach(f"{where}: {place} stands there twice")
                continue
            if self.known(cells, where):
                table[place] = cells
        return table

    def known(self, cells, where):
        """Whether all identifiers of a row exist."""
        good = True
        for column, rows in (("offer", self.offers), ("site", self.sites), ("item", self.items),
                             ("operation", self.operations), ("expansion", self.expansions),
                             ("demand", self.demands), ("lane_row", self.lanes)):
            if column in cells and cells[column] not in rows:
                if column == "lane_row" and cells[column] is None and "offer" in cells:
                    continue
                self.breach(f"{where}: unknown {column} '{cells[column]}'")
                good = False
        return good

    # --- the checks

    def check(self):
        self.tables = {name: self.read(name) for name in TABLES}
        # (site, item) -> per bucket net inflow, and the largest single flow for the tolerance
        self.net = collections.defaultdict(lambda: [0.0] * self.count)
        self.gross = collections.defaultdict(lambda: [0.0] * self.count)
        self.lane_flow = collections.defaultdict(float)
        self.check_orders()
        self.check_awards()
        self.check_starts()
        self.check_dispatches()
        self.check_deliveries()
        self.check_demand()
        self.check_power()
        self.check_modules()
        self.check_resources()
        self.check_lanes()
        self.check_stock()
        self.check_policies()
        self.check_summary()
        return self.breaches

    def flow(self, site, item, b, units):
        self.net[site, item][b] += units
        self.gross[site, item][b] += abs(units)

    def check_orders(self):
        self.ordered = collections.defaultdict(float)   # (offer, bucket) -> units
        self.paid_duty = collections.defaultdict(float) # (offer, bucket) -> undiscounted duty
        self.total = collections.defaultdict(float)     # offer -> units
        rates = {}
        for (name, site, row, b), cells in self.tables["orders"].items():
            offer, units = self.offers[name], cells["units"]
            what = f"order of {name} to {site} in {self.when(b)}"
            if self.sites[site].kind == "supplier":
                self.breach(f"{what}: the site is a supplier's and holds no stock")
                continue
            days = offer.lead_days
            if row is None:
                if offer.ship_from:
                    self.breach(f"{what}: it ships from {offer.ship_from}, but has no lane")
            else:
                lane = self.lanes[row]
                if getattr(lane, "from") != offer.ship_from or lane.to != site:
                    self.breach(f"{what}: lane row {row} does not lead there from its ship_from")
                if lane.item not in ("", offer.item):
                    self.breach(f"{what}: lane row {row} does not carry {offer.item}")
                days += lane.days
                self.freight(lane, offer.item, b, units)
            if not self.inside(b, offer.valid_from, offer.valid_to):
                self.breach(f"{what}: outside the offer's window")
            self.ordered[name, b] += units
            self.total[name] += units
            self.costs["purchases"] += units * offer.price * self.factor(b)
            key = name, self.sites[site].country, b
            if key not in rates:
                rates[key] = self.tariff(offer, self.sites[site].country, b)
            duty = units * offer.price * rates[key]
            self.paid_duty[name, b] += duty
            self.costs["duty"] += duty * self.factor(b)
            for arrival, share in self.arriving(b, days):
                self.flow(site, offer.item, arrival, units * share)
        for (name, b), units in self.ordered.items():
            self.at_most(units, self.offers[name].per_week * self.weeks(b),
                         f"offer {name} in {self.when(b)}: units ordered")

    def freight(self, lane, item, b, units):
        each = lane.cost + lane.cost_per_kg * self.items[item].mass_kg
        self.costs["freight"] += each * units * self.factor(b)
        self.lane_flow[lane.row, b] += units

    def tariff(self, offer, country, b):
        rate = 0.0
        if country != offer.origin:
            for row in self.program.tariffs:
                if (row.origin == "*" or row.origin == offer.origin) \
                        and self.items[offer.item].hts[:len(row.hts)] == row.hts \
                        and self.inside(b, getattr(row, "from"), row.to):
                    rate += row.rate
        return rate

    def spend(self, offer):
        """Undiscounted price x units, and what price breaks add to it."""
        units = self.total[offer.offer]
        extra = 0.0
        breaks = sorted((row.from_quantity, row.price) for row in self.program.price_breaks
                        if row.offer == offer.offer)
        for k, (quantity, price) in enumerate(breaks):
            above = breaks[k + 1][0] if k + 1 < len(breaks) else math.inf
            extra += (price - offer.price) * max(0.0, min(units, above) - quantity)
        return units * offer.price, extra

    def opening(self, offer):
        """The first bucket in which an offer may be ordered; the first of all if there is none."""
        for b in range(self.count):
            if self.inside(b, offer.valid_from, offer.valid_to):
                return b
        return 0

    def check_awards(self):
        self.awarded = set()
        for (name,), cells in self.tables["awards"].items():
            if cells["awarded"] not in ("true", "false"):
                self.breach(f"awards.csv: awarded of {name} is '{cells['awarded']}'")
            if cells["awarded"] == "true":
                self.awarded.add(name)
            scale = self.total[name]
            self.equal(self.total[name], cells["units"], f"award of {name}: units", scale)
            self.equal(sum(self.spend(self.offers[name])), cells["spend"],
                       f"award of {name}: spend", scale * self.offers[name].price)
        for name, offer in self.offers.items():
            units = self.total[name]
            self.costs["purchases"] += self.spend(offer)[1] * self.factor(self.count - 1)
            if name not in self.awarded:
                if units > TOLERANCE:
                    self.breach(f"offer {name}: {units:.9g} units are ordered without an award")
                if offer.awarded:
                    self.breach(f"offer {name}: decided as awarded, but not awarded")
                continue
            if offer.awarded is False:
                self.breach(f"offer {name}: decided as not awarded, but awarded")
            self.at_most(units, offer.maximum, f"offer {name}: units above the maximum")
            self.at_most(-units, -offer.minimum, f"offer {name}: (minus) units below the minimum")
            self.costs["fixed"] += offer.fixed_cost * self.factor(self.opening(offer))

    def check_starts(self):
        self.load = collections.defaultdict(float)
        loads = collections.defaultdict(list)
        for row in self.program.loads:
            loads[row.operation].append(row)
        bom = collections.defaultdict(list)
        for row in self.program.bom:
            bom[row.parent, row.recipe].append(row)
        for (name, b), cells in self.tables["starts"].items():
            operation, units = self.operations[name], cells["units"]
            what = f"start of {name} in {self.when(b)}"
            if self.sites[operation.site].kind == "supplier":
                self.breach(f"{what}: {operation.site} is a supplier's site")
            if not self.inside(b, operation.earliest, operation.latest):
                self.breach(f"{what}: outside the operation's window")
            self.costs["operations"] += units * operation.cost * self.factor(b)
            for row in loads[name]:
                self.load[row.resource, b] += row.per_unit * units
            for row in bom[operation.item, operation.recipe]:
                if self.inside(b, getattr(row, "from"), row.to):
                    self.flow(operation.site, row.component, b, -row.quantity * units)
            for arrival, share in self.arriving(b, operation.lead_days):
                self.flow(operation.site, operation.item, arrival,
                          share * units * getattr(operation, "yield"))

    def check_dispatches(self):
        for (row, item, b), cells in self.tables["dispatches"].items():
            lane, units = self.lanes[row], cells["units"]
            origin, target = getattr(lane, "from"), lane.to
            what = f"dispatch of {item} over lane row {row} in {self.when(b)}"
            if (cells["from"], cells["to"]) != (origin, target):
                self.breach(f"{what}: the lane leads from {origin} to {target}, the plan says "
                            f"{cells['from']} to {cells['to']}")
            if lane.item not in ("", item):
                self.breach(f"{what}: the lane carries {lane.item} only")
            if "supplier" in (self.sites[origin].kind, self.sites[target].kind):
                self.breach(f"{what}: a supplier's site holds no stock")
                continue
            self.freight(lane, item, b, units)
            self.flow(origin, item, b, -units)
            for arrival, share in self.arriving(b, lane.days):
                self.flow(target, item, arrival, units * share)

    def rating(self, item, mode):
        """(power_kw, compute_pflops) of an item in a mode."""
        row = self.modes[item][mode] if self.modes.get(item) else self.items[item]
        return row.power_kw, row.compute_pflops

    def check_deliveries(self):
        self.served = collections.defaultdict(lambda: [0.0] * self.count)
        self.power = collections.defaultdict(lambda: [0.0] * self.count)
        self.compute = collections.defaultdict(float)
        for (name, site, item, mode, b), cells in self.tables["deliveries"].items():
            demand, units = self.demands[name], cells["units"]
            what = f"delivery for {name} of {item} at {site} in {self.when(b)}"
            if demand.site:
                if site != demand.site:
                    self.breach(f"{what}: the demand is at {demand.site}")
            elif self.sites[site].kind not in ("datacenter", "hub"):
                self.breach(f"{what}: a {self.sites[site].kind} takes no deliveries")
            if demand.item and item != demand.item:
                self.breach(f"{what}: the demand is for {demand.item}")
            if demand.measure and self.items[item].kind != "product":
                self.breach(f"{what}: a demand for {demand.measure} is met by products only")
            if self.modes.get(item) and mode not in self.modes[item]:
                self.breach(f"{what}: the item has no mode '{mode}'")
                continue
            if demand.not_before is not None and self.edges[b] < demand.not_before:
                self.breach(f"{what}: before {iso(demand.not_before)}")
            power, compute = self.rating(item, mode)
            each = {"": 1.0, "power": power / 1000, "compute": compute}[demand.measure]
            self.served[name][b] += each * units
            self.power[site][b] += power * units
            self.compute[site] += compute * units
            self.flow(site, item, b, -units)

    def check_demand(self):
        self.results = {}
        open_rows = self.tables["open"]
        for name, demand in self.demands.items():
            due = self.containing(demand.due)
            so_far, still = 0.0, {}
            for b in range(self.count):
                so_far += self.served[name][b]
                row = open_rows.get((name, b))
                claimed = row["quantity"] if row else 0.0
                what = f"demand {name} in {self.when(b)}"
                self.at_most(so_far, demand.quantity, f"{what}: delivered so far")
                if due is None or b < due:
                    if row:
                        self.breach(f"{what}: open before it is due")
                    continue
                self.equal(demand.quantity - so_far, claimed, f"{what}: open quantity",
                           demand.quantity)
                still[b] = claimed
                self.costs["late"] += claimed * demand.late_cost * self.weeks(b) * self.factor(b)
            if due is None:
                self.results[name] = {"quantity": demand.quantity, "late": 0.0, "lost": 0.0}
                continue
            lost = still[self.count - 1]
            self.costs["lost"] += lost * demand.lost_cost * self.factor(self.count - 1)
            self.results[name] = {"quantity": demand.quantity, "lost": lost,
                                  "on_time": demand.quantity - still[due],
                                  "late": still[due] - lost}

    def check_power(self):
        rows = collections.defaultdict(list)
        for row in self.program.energisation:
            if row.status == "energised":
                rows[row.site].append(row)
        for site in rows:
            so_far = 0.0
            for b in range(self.count):
                so_far += self.power[site][b] if site in self.power else 0.0
                in_force = [row for row in rows[site] if row.date <= self.edges[b]]
                megawatts = max(in_force, key=lambda row: (row.date, row.row)).mw if in_force else 0
                self.at_most(so_far * self.sites[site].pue / 1000, megawatts,
                             f"power at {site} in {self.when(b)}, MW with PUE")

    def check_modules(self):
        counts = collections.defaultdict(float)
        self.capacity = collections.defaultdict(float)
        self.decided = collections.defaultdict(float)   # bucket -> capex
        self.firsts = {}
        for (name, a), cells in sorted(self.tables["modules"].items()):
            expansion, count = self.expansions[name], cells["count"]
            what = f"modules of {name} in {self.when(a)}"
            if abs(count - round(count)) > TOLERANCE:
                self.breach(f"{what}: {count:.9g} is not whole")
            if not self.inside(a, expansion.earliest, expansion.latest):
                self.breach(f"{what}: outside the window of the decision")
            if count > TOLERANCE:
                self.firsts.setdefault(name, a)
            counts[name] += count
            self.decided[a] += count * expansion.capex
            self.costs["capex"] += count * expansion.capex * self.factor(a)
            ready = self.edges[a] + expansion.lead_days
            for b in range(a, self.count):
                self.capacity[expansion.resource, b] += count * self.ramped(expansion, ready, b)
                days = min(self.edges[b + 1] - ready, self.edges[b + 1] - self.edges[b])
                if days > 0:
                    self.costs["fixed"] += (
                        count * expansion.fixed_per_week * days / 7 * self.factor(b))
        for name, count in counts.items():
            self.at_most(count, self.expansions[name].max_count, f"modules of {name}: count")
        self.counts = counts

    def ramped(self, expansion, ready, b):
        """What one module gives in a bucket: its rate is linear between a few days, so the mean of
        both ends is exact."""
        full = ready + 7 * expansion.ramp_weeks
        low, high = self.edges[b], self.edges[b + 1]
        if full == ready:
            return expansion.per_week * max(0.0, high - max(low, ready)) / 7
        days = sorted({low, high} | {day for day in (ready, full) if low < day < high})

        def rate(day):
            return expansion.per_week * min(1.0, max(0.0, (day - ready) / (full - ready)))

        return sum((rate(p) + rate(q)) / 2 * (q - p) / 7 for p, q in zip(days, days[1:]))

    def check_resources(self):
        rows = collections.defaultdict(list)
        for row in self.program.capacity:
            rows[row.resource].append((row.date, row.per_week))
        for resource in sorted({name for name, _ in self.load}):
            rows[resource].sort()
            for b in range(self.count):
                if (resource, b) not in self.load:
                    continue
                capacity = self.capacity[resource, b]
                for day in range(self.edges[b], self.edges[b + 1]):
                    rate = 0.0
                    for date, per_week in rows[resource]:
                        if date <= day:
                            rate = per_week
                    capacity += rate / 7
                self.at_most(self.load[resource, b], capacity,
                             f"resource {resource} in {self.when(b)}: load")

    def check_lanes(self):
        for (row, b), units in self.lane_flow.items():
            lane = self.lanes[row]
            self.at_most(units, lane.per_week * self.weeks(b),
                         f"lane row {row} ({getattr(lane, 'from')} to {lane.to}) in "
                         f"{self.when(b)}: units")

    def check_stock(self):
        for row in self.program.stock:
            b = 0 if row.date is None else self.containing(row.date)
            if b is not None and self.sites[row.site].kind != "supplier":
                self.flow(row.site, row.item, b, row.quantity)
        closing = collections.defaultdict(lambda: [0.0] * self.count)
        for (site, item, b), cells in self.tables["stocks"].items():
            closing[site, item][b] = cells["units"]
            days = self.edges[b + 1] - self.edges[b]
            self.costs["holding"] += (
                cells["units"] * self.items[item].value * self.program.settings.holding_rate
                * days / 365 * self.factor(b))
            if self.sites[site].kind == "supplier":
                self.breach(f"stock of {item} at {site}: a supplier's site holds no stock")
        for site, item in sorted(set(self.net) | set(closing)):
            held = 0.0
            for b in range(self.count):
                net, after = self.net[site, item][b], closing[site, item][b]
                allowed = TOLERANCE * max(1.0, held, after, self.gross[site, item][b])
                if abs(held + net - after) > allowed:
                    self.breach(
                        f"stock of {item} at {site} in {self.when(b)}: {held:.9g} before and "
                        f"{net:.9g} net make {held + net:.9g}, the plan says {after:.9g}")
                held = after

    # --- policies

    def covers(self, policy, item):
        kind, _, text = policy.scope.partition(":")
        row = self.items[item]
        return kind == "all" or {"item": row.item, "category": row.category,
                                 "pillar": row.pillar}[kind] == text

    def home(self, offer):
        if offer.domestic is None:
            return float(offer.origin == self.program.settings.domestic)
        return offer.domestic

    def check_policies(self):
        for policy in self.program.policies:
            held = {b for b in range(self.count)
                    if self.inside(b, getattr(policy, "from"), policy.to)}
            bought = collections.defaultdict(float)     # offer -> units in the window
            for (name, b), units in self.ordered.items():
                if b in held and self.covers(policy, self.offers[name].item):
                    bought[name] += units
            if policy.kind == "capex_max":
                spent = sum(money for b, money in self.decided.items() if b in held)
                self.judge(policy, "capex", spent - policy.value, max(spent, policy.value))
            elif policy.kind == "spend_max":
                self.spend_policy(policy, held, bought)
            elif policy.kind == "suppliers_min":
                self.suppliers_policy(policy, bought)
            elif policy.kind.endswith("share_max"):
                self.share_policy(policy, bought)
            else:
                self.content_policy(policy, bought)

    def judge(self, policy, what, short, scale):
        """A hard policy must hold; one with a penalty costs what is short of it."""
        if policy.penalty is not None:
            self.costs["penalty"] += policy.penalty * max(0.0, short)
        elif short > TOLERANCE * max(1.0, abs(scale)):
            self.breach(f"policy {policy.policy} ({policy.kind}): {what} misses it by {short:.9g}")

    def spend_policy(self, policy, held, bought):
        spent = sum(units * self.offers[name].price for name, units in bought.items())
        spent += sum(duty for (name, b), duty in self.paid_duty.items()
                     if b in held and self.covers(policy, self.offers[name].item))
        spent += sum(self.offers[name].fixed_cost for name in self.awarded
                     if self.covers(policy, self.offers[name].item)
                     and self.opening(self.offers[name]) in held)
        self.judge(policy, "spend", spent - policy.value, max(spent, policy.value))

    def content_policy(self, policy, bought):
        whole = domestic = 0.0
        for name, units in bought.items():
            offer = self.offers[name]
            if policy.kind == "domestic_content_min" or self.items[offer.item].addressable:
                whole += units * offer.price
                domestic += units * offer.price * self.home(offer)
        self.judge(policy, "domestic content", policy.value * whole - domestic, whole)

    def share_policy(self, policy, bought):
        of_item = collections.defaultdict(lambda: [0.0, 0.0])
        for name, units in bought.items():
            offer = self.offers[name]
            subject = offer.origin if policy.kind == "country_share_max" else offer.supplier
            of_item[offer.item][0] += units * offer.price
            if subject == policy.subject:
                of_item[offer.item][1] += units * offer.price
        for item, (whole, part) in sorted(of_item.items()):
            self.judge(policy, f"the share of {policy.subject} in {item}",
                       part - policy.value * whole, whole)

    def suppliers_policy(self, policy, bought):
        brings = collections.defaultdict(lambda: collections.defaultdict(float))
        for name, units in bought.items():
            brings[self.offers[name].item][self.offers[name].supplier] += units
        for item, suppliers in sorted(brings.items()):
            whole = sum(suppliers.values())
            if whole <= TOLERANCE:
                continue
            needed = policy.min_share * whole - TOLERANCE * max(1.0, whole)
            counted = {self.offers[name].supplier for name in self.awarded
                       if self.offers[name].item == item
                       and suppliers.get(self.offers[name].supplier, 0.0) >= needed}
            self.judge(policy, f"{item} with {len(counted)} suppliers",
                       policy.value - len(counted), 1.0)

    # --- claims

    def check_summary(self):
        path = self.out / "summary.json"
        if not path.exists():
            self.breach("summary.json is missing")
            return
        try:
            claims = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            self.breach(f"summary.json: {error}")
            return
        total = sum(self.costs.values())
        self.claim(claims, "objective", total)
        bound, objective = claims.get("bound"), claims.get("objective")
        if bound is not None and objective is not None:
            self.at_most(bound, objective, "summary.json: bound above the objective")
            if objective:
                self.claim(claims, "gap", (objective - bound) / abs(objective))
        else:
            self.breach("summary.json: objective or bound is missing")
        if claims.get("program") != self.program.settings.name:
            self.breach(f"summary.json: program is '{claims.get('program')}'")
        if claims.get("status") not in ("optimal", "feasible"):
            self.breach(f"summary.json: status is '{claims.get('status')}', but there is a plan")
        # Noise of a flow counts against the whole cost, not against a small category of it.
        costs = claims.get("cost", {})
        for name in COSTS:
            self.claim(costs, name, self.costs[name], "cost.", abs(total) * 1e-3)
        for name in costs:
            if name not in COSTS:
                self.breach(f"summary.json: unknown cost '{name}'")
        demand = self.by_name(claims.get("demand", {}), "demand")
        for name, result in self.results.items():
            for key, value in result.items():
                self.claim(demand.get(name, {}), key, value, f"demand {name}, ",
                           self.demands[name].quantity)
        awards = self.by_name(claims.get("awards", {}), "offer")
        for name in sorted(set(awards) ^ self.awarded):
            self.breach(f"summary.json and awards.csv do not agree on the award of {name}")
        for name in sorted(set(awards) & self.awarded):
            self.claim(awards[name], "units", self.total[name], f"award {name}, ")
            self.claim(awards[name], "spend", sum(self.spend(self.offers[name])), f"award {name}, ")
        expansions = self.by_name(claims.get("expansions", {}), "expansion")
        built = {name: count for name, count in self.counts.items() if count > TOLERANCE}
        for name in self.expansions:
            count = expansions.get(name, {}).get("count", 0)
            self.equal(built.get(name, 0), count, f"summary.json: expansion {name}, count")
            first = expansions.get(name, {}).get("first")
            if name in built and first is not None and first != iso(self.edges[self.firsts[name]]):
                self.breach(f"summary.json: expansion {name} is first decided on "
                            f"{iso(self.edges[self.firsts[name]])}, not {first}")
        self.check_content(claims)
        self.check_deployed(claims)

    def by_name(self, rows, key):
        """Results by identifier, from a map or from a list of maps."""
        if isinstance(rows, list):
            return {row.get(key): row for row in rows}
        return rows

    def claim(self, claims, key, value, where="", scale=0.0):
        if not isinstance(claims.get(key), (int, float)):
            self.breach(f"summary.json: {where}{key} is missing")
        else:
            self.equal(value, claims[key], f"summary.json: {where}{key}", scale)

    def check_content(self, claims):
        for key, addressable in (("domestic_content", False), ("addressable_content", True)):
            whole = part = 0.0
            for name, units in self.total.items():
                offer = self.offers[name]
                if not addressable or self.items[offer.item].addressable:
                    whole += units * offer.price
                    part += units * offer.price * self.home(offer)
            if whole > TOLERANCE:
                self.claim(claims, key, part / whole)

    def check_deployed(self, claims):
        """deployed_mw and deployed_pflops: a total and the sites, where the plan gives them."""
        power = {site: sum(values) / 1000 for site, values in self.power.items()}
        for key, sites in (("deployed_mw", power), ("deployed_pflops", self.compute)):
            claimed = claims.get(key)
            if not isinstance(claimed, dict):
                self.breach(f"summary.json: {key} is missing")
                continue
            self.claim(claimed, "total", sum(sites.values()), f"{key}.")
            by_site = claimed.get("sites", {})
            for site in sorted(set(sites) | set(by_site)):
                self.equal(sites.get(site, 0.0), by_site.get(site, 0.0),
                           f"summary.json: {key} of {site}")


def check(folder, out):
    """All breaches of a plan, as text."""
    return Checker(program_folder.load(folder), out).check()


def main():
    parser = argparse.ArgumentParser(description="Checks a plan's tables against its program.")
    parser.add_argument("folder")
    parser.add_argument("out")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        breaches = check(options.folder, options.out)
    except (program_folder.FolderError, Unreadable, OSError) as error:
        print(f"cannot check: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"breaches": breaches}, indent=2))
    else:
        for line in breaches:
            print(line)
        print(f"{len(breaches)} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
