#!/usr/bin/env python3
"""The independent answer: builds the exact model of FORMAT.md and solves it with SCIP.

    reference.py FOLDER [--json] [--relax] [--gap G] [--time-limit S] [--mps FILE] [--out DIR]

It is literal and naive on purpose: every column that the format names is there, nothing is
pruned, no bound is tightened. It has been written from FORMAT.md alone. Where FORMAT.md leaves a
choice, these readings are the decided ones:

 R1  An offer with empty ship_from can be ordered to every site that is not of kind supplier, with
     no lane. An offer with ship_from S reaches exactly the `to` sites (not of kind supplier) of
     lanes with from == S whose item is empty or the offer's item. Each lane row is a column of its
     own: its orders arrive after lead_days + lane days, pay the lane's cost at the order, and
     count against the lane's per_week in the order's bucket together with the dispatches over that
     lane. No lane S -> S is implied.
 R2  Sites of kind supplier hold no stock: no balance, no operations, no stock rows, no dispatches
     from or to them. Dispatch columns exist for lanes between other sites, for the lane's item or,
     if that is empty, for every item.
 R3  A demand with empty site is met at any site of kind datacenter or hub. A `measure` demand is met
     by items of kind product in all their modes (the coefficient may be 0). Deliveries are allowed
     in buckets whose start is not before not_before (default: the start). Items with rows in
     modes.csv have those modes only, other items the single mode of items.csv.
 R4  open x late_cost x w_b is charged for each bucket from the due bucket on, on the open quantity
     at the end of that bucket; lost_cost on the open quantity at the end of the last bucket,
     discounted like the last bucket. Due before the start: due in the first bucket. Due on or after
     the end of the horizon: never due, no late or lost cost, still limited by the quantity.
 R5  A module decided in bucket a is decided at s_a. Its rate at time t is per_week x
     clamp((t - s_a - lead) / (7 ramp_weeks), 0, 1), a step where ramp_weeks is 0, and a bucket gets
     the integral. capex has bucket a's discount; fixed_per_week counts the weeks of each bucket
     after s_a + lead (by overlap), each discounted by its bucket. max_count limits the sum over
     all buckets.
 R6  fixed_cost of an awarded offer is discounted by the first bucket in which its window allows
     orders; if there is none, by the first bucket. An offer has an award binary only where
     fixed_cost > 0, minimum > 0, a suppliers_min policy covers its item, or `awarded` is given.
     awarded true with nothing ordered still pays the fixed cost and must meet its minimum.
 R7  Price breaks: total units over the horizon; (break price - own price) x units in the segment
     settles in the last bucket at its discount factor.
 R8  Share policies are one inequality per item in scope, content policies one over the scope.
     penalty x shortfall of the inequality in its natural form (money for content, share, spend and
     capex, number of suppliers for suppliers_min), undiscounted, undivided.
 R9  suppliers_min: per item in scope, if any unit is ordered in the window, at least `value`
     suppliers are counted; a supplier counts with at least one awarded offer for the item and units
     (in the window) >= min_share x the item's units (in the window). With a penalty the shortfall is
     the number of missing suppliers.
 R10 spend_max: orders in the window for items in scope, own price x units + duty, plus fixed_cost
     of awarded offers (items in scope) whose first orderable bucket lies in the window. capex_max:
     capex of all decisions in the window.
 R11 Energised power: the newest `energised` row dated at or before the bucket's start, 0 before the
     first; sites without energised rows are unlimited.
 R12 An operation without BOM rows for its recipe consumes nothing. Windows hold the buckets whose
     start lies within both dates, included.
 R13 service_first: class by class (lowest priority number first) the class's discounted late and
     lost cost is minimised, then a row holds it at most (1 + 1e-6) x optimum + 1e-9; at last the
     whole cost is minimised.

Integers are solved for with SCIP's tolerances; afterwards they are fixed at their rounded values and
the linear rest is solved again, so that what is printed has whole modules and awards.
"""

import argparse
import csv
import json
import math
import os
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import program_folder  # noqa: E402
from program_folder import iso  # noqa: E402

INFINITY = math.inf
# A switching row with a larger bound than this becomes an indicator row: with a tolerance on
# integers of 1e-9 it would leak otherwise.
LARGEST_BIG_M = 1e4
CATEGORIES = ("purchases", "duty", "freight", "operations", "holding", "capex", "fixed", "late",
              "lost", "penalty")


class Model:
    """A mixed-integer linear model as plain lists; knows nothing of programs or solvers."""

    def __init__(self):
        self.names, self.lower, self.upper, self.integer = [], [], [], []
        self.costs = []       # (category, column, coefficient)
        self.rows = []        # (name, {column: coefficient}, lower, upper)
        self.switches = []    # (name, binary, active, {column: coefficient}, upper): if binary == active

    def column(self, name, upper=INFINITY, integer=False, lower=0.0):
        self.names.append(name)
        self.lower.append(lower)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.names) - 1

    def cost(self, category, column, coefficient):
        if coefficient != 0:
            self.costs.append((category, column, coefficient))

    def row(self, name, terms, lower=-INFINITY, upper=INFINITY):
        self.rows.append((name, dict(terms), lower, upper))

    def at_most_if(self, name, binary, active, terms, upper, largest):
        """terms <= upper where the binary is `active`; otherwise terms <= largest is known to hold."""
        if largest <= LARGEST_BIG_M:
            slack = max(0.0, largest - upper)
            terms = dict(terms)
            if active:
                terms[binary] = terms.get(binary, 0.0) + slack
                self.row(name, terms, upper=upper + slack)
            else:
                terms[binary] = terms.get(binary, 0.0) - slack
                self.row(name, terms, upper=upper)
        else:
            self.switches.append((name, binary, active, dict(terms), upper))


class Terms(dict):
    """A linear expression; adding to a column twice adds up."""

    def add(self, column, coefficient):
        if coefficient != 0:
            self[column] = self.get(column, 0.0) + coefficient

    def add_all(self, other, factor=1.0):
        for column, coefficient in other.items():
            self.add(column, coefficient * factor)


class Formulation:
    """The model of one program folder and where its columns are."""

    def __init__(self, program):
        self.program = program
        self.model = Model()
        settings = program.settings
        self.start = []
        day = settings.start
        for length in settings.lengths:
            self.start.append(day)
            day += length
        self.length = settings.lengths
        self.end = [s + n for s, n in zip(self.start, self.length)]
        self.horizon = day
        self.buckets = range(len(self.length))
        self.last = len(self.length) - 1
        self.weeks = [n / 7 for n in self.length]
        self.discount = [
            (1 + settings.discount_rate) ** (-(s - self.start[0]) / 365) for s in self.start]
        self.items = {row.item: row for row in program.items}
        self.sites = {row.site: row for row in program.sites}
        self.stock_sites = [row.site for row in program.sites if row.kind != "supplier"]
        self.balance = {}     # (item, site, bucket) -> Terms of what comes in minus what goes out
        for item in self.items:
            for site in self.stock_sites:
                for b in self.buckets:
                    self.balance[item, site, b] = Terms()
        self.lane_use = {(lane.row, b): Terms() for lane in program.lanes for b in self.buckets}
        self.orders = {}      # (offer, site, lane row or None, bucket) -> column
        self.starts = {}      # (operation, bucket)
        self.dispatches = {}  # (lane row, item, bucket)
        self.stocks = {}      # (site, item, bucket)
        self.deliveries = {}  # (demand, site, item, mode, bucket)
        self.opens = {}       # (demand, bucket)
        self.modules = {}     # (expansion, bucket)
        self.awards = {}      # offer
        self.break_costs = {} # offer -> [(column, price difference)]
        self.class_costs = {} # priority -> [(column, coefficient)]
        self.duty = {}        # (offer, site, bucket) -> duty per unit
        self.add_orders()
        self.add_awards()
        self.add_price_breaks()
        self.add_operations()
        self.add_dispatches()
        self.add_demand()
        self.add_stock_balances()
        self.add_lane_limits()
        self.add_resources()
        self.add_power()
        self.add_policies()

    # --- time

    def allowed(self, bucket, earliest, latest):
        return ((earliest is None or self.start[bucket] >= earliest)
                and (latest is None or self.start[bucket] <= latest))

    def window(self, earliest, latest):
        return [b for b in self.buckets if self.allowed(b, earliest, latest)]

    def bucket_of(self, day):
        """The bucket that contains a day; the first for earlier days, None behind the horizon."""
        if day >= self.horizon:
            return None
        for b in self.buckets:
            if day < self.end[b]:
                return b
        raise AssertionError("unreachable")

    def arrivals(self, released, lead):
        """[(bucket, share)] of what is released in a bucket and arrives `lead` days later."""
        first, behind = self.start[released] + lead, self.end[released] + lead
        shares = []
        for b in self.buckets:
            overlap = min(behind, self.end[b]) - max(first, self.start[b])
            if overlap > 0:
                shares.append((b, overlap / self.length[released]))
        return shares

    def arrive(self, column, item, site, released, lead, factor=1.0):
        for b, share in self.arrivals(released, lead):
            self.balance[item, site, b].add(column, share * factor)

    # --- offers

    def duty_rate(self, offer, site, bucket):
        if offer.origin == self.sites[site].country:
            return 0.0
        hts = self.items[offer.item].hts
        return sum(
            tariff.rate for tariff in self.program.tariffs
            if tariff.origin in ("*", offer.origin) and hts.startswith(tariff.hts)
            and self.allowed(bucket, getattr(tariff, "from"), tariff.to))

    def lane_cost(self, lane, item):
        return lane.cost + lane.cost_per_kg * self.items[item].mass_kg

    def destinations(self, offer):
        """[(site, lane or None)] that an offer can be ordered to."""
        if offer.ship_from == "":
            return [(site, None) for site in self.stock_sites]
        return [(lane.to, lane) for lane in self.program.lanes
                if getattr(lane, "from") == offer.ship_from
                and self.sites[lane.to].kind != "supplier" and lane.item in ("", offer.item)]

    def add_orders(self):
        model = self.model
        self.offer_buckets = {}
        for offer in self.program.offers:
            buckets = self.window(offer.valid_from, offer.valid_to)
            self.offer_buckets[offer.offer] = buckets
            for b in buckets:
                ordered = Terms()
                for site, lane in self.destinations(offer):
                    row = lane.row if lane else None
                    column = model.column(f"order[{offer.offer},{site},{row},{b}]")
                    self.orders[offer.offer, site, row, b] = column
                    ordered.add(column, 1.0)
                    factor = self.discount[b]
                    model.cost("purchases", column, offer.price * factor)
                    duty = offer.price * self.duty_rate(offer, site, b)
                    self.duty[offer.offer, site, b] = duty
                    model.cost("duty", column, duty * factor)
                    days = offer.lead_days
                    if lane:
                        model.cost("freight", column, self.lane_cost(lane, offer.item) * factor)
                        days += lane.days
                        self.lane_use[lane.row, b].add(column, 1.0)
                    self.arrive(column, offer.item, site, b, days)
                if offer.per_week < INFINITY:
                    model.row(f"offer[{offer.offer},{b}]", ordered,
                              upper=offer.per_week * self.weeks[b])

    def units(self, offer, buckets=None):
        """The units of an offer, summed over sites, lanes and (the given) buckets."""
        terms = Terms()
        for (name, _, _, b), column in self.orders.items():
            if name == offer.offer and (buckets is None or b in buckets):
                terms.add(column, 1.0)
        return terms

    def most_units(self, offer):
        """What the offer's own limits leave at most; infinite if it has none."""
        capacity = sum((offer.per_week * self.weeks[b] for b in self.offer_buckets[offer.offer]),
                       0.0)
        return min(capacity, offer.maximum)

    def in_scope(self, policy):
        kind, _, text = policy.scope.partition(":")
        if kind == "all":
            return list(self.items)
        if kind == "item":
            return [item for item in self.items if item == text]
        if kind in ("category", "pillar"):
            return [item for item, row in self.items.items() if getattr(row, kind) == text]
        raise program_folder.FolderError(f"policy {policy.policy}: scope is '{policy.scope}'")

    def add_awards(self):
        model = self.model
        counted = set()
        for policy in self.program.policies:
            if policy.kind == "suppliers_min":
                counted.update(self.in_scope(policy))
        for offer in self.program.offers:
            total = self.units(offer)
            needed = (offer.fixed_cost > 0 or offer.minimum > 0 or offer.item in counted
                      or offer.awarded is not None)
            if not needed:
                if offer.maximum < INFINITY:
                    model.row(f"maximum[{offer.offer}]", total, upper=offer.maximum)
                continue
            award = model.column(f"award[{offer.offer}]", upper=1.0, integer=True)
            self.awards[offer.offer] = award
            if offer.awarded is True:
                model.lower[award] = 1.0
            if offer.awarded is False:
                model.upper[award] = 0.0
            model.cost("fixed", award, offer.fixed_cost * self.discount[self.first_bucket(offer)])
            if offer.maximum < INFINITY:
                terms = Terms(total)
                terms.add(award, -offer.maximum)
                model.row(f"maximum[{offer.offer}]", terms, upper=0.0)
            else:
                model.at_most_if(f"awarded[{offer.offer}]", award, False, total, 0.0,
                                 self.most_units(offer))
            if offer.minimum > 0:
                terms = Terms(total)
                terms.add(award, -offer.minimum)
                model.row(f"minimum[{offer.offer}]", terms, lower=0.0)

    def first_bucket(self, offer):
        buckets = self.offer_buckets[offer.offer]
        return buckets[0] if buckets else 0

    def add_price_breaks(self):
        model = self.model
        for offer in self.program.offers:
            breaks = sorted((row.from_quantity, row.price) for row in self.program.price_breaks
                            if row.offer == offer.offer)
            if not breaks:
                continue
            edges = [0.0] + [quantity for quantity, _ in breaks] + [INFINITY]
            prices = [offer.price] + [price for _, price in breaks]
            falls = any(after < before for before, after in zip(prices, prices[1:]))
            total = self.units(offer)
            filled = None
            self.break_costs[offer.offer] = []
            for k, price in enumerate(prices):
                size = edges[k + 1] - edges[k]
                segment = model.column(f"segment[{offer.offer},{k}]", upper=size)
                total.add(segment, -1.0)
                model.cost("purchases", segment, (price - offer.price) * self.discount[self.last])
                self.break_costs[offer.offer].append((segment, price - offer.price))
                if not falls:
                    continue
                if filled is not None:
                    # Nothing in this segment unless the one below is full.
                    most = min(size, max(0.0, self.most_units(offer) - edges[k]))
                    model.at_most_if(f"in_segment[{offer.offer},{k}]", filled, False,
                                     {segment: 1.0}, 0.0, most)
                if k + 1 < len(prices):
                    filled = model.column(f"filled[{offer.offer},{k}]", upper=1.0, integer=True)
                    model.row(f"full[{offer.offer},{k}]", {segment: 1.0, filled: -size}, lower=0.0)
            model.row(f"segments[{offer.offer}]", total, lower=0.0, upper=0.0)

    # --- making and moving

    def add_operations(self):
        model = self.model
        for operation in self.program.operations:
            if self.sites[operation.site].kind == "supplier":
                continue
            components = [row for row in self.program.bom
                          if row.parent == operation.item and row.recipe == operation.recipe]
            for b in self.window(operation.earliest, operation.latest):
                column = model.column(f"start[{operation.operation},{b}]")
                self.starts[operation.operation, b] = column
                model.cost("operations", column, operation.cost * self.discount[b])
                self.arrive(column, operation.item, operation.site, b, operation.lead_days,
                            getattr(operation, "yield"))
                for row in components:
                    if self.allowed(b, getattr(row, "from"), row.to):
                        self.balance[row.component, operation.site, b].add(column, -row.quantity)

    def add_dispatches(self):
        model = self.model
        for lane in self.program.lanes:
            origin, target = getattr(lane, "from"), lane.to
            if "supplier" in (self.sites[origin].kind, self.sites[target].kind):
                continue
            for item in ([lane.item] if lane.item else self.items):
                for b in self.buckets:
                    column = model.column(f"dispatch[{lane.row},{item},{b}]")
                    self.dispatches[lane.row, item, b] = column
                    model.cost("freight", column, self.lane_cost(lane, item) * self.discount[b])
                    self.lane_use[lane.row, b].add(column, 1.0)
                    self.balance[item, origin, b].add(column, -1.0)
                    self.arrive(column, item, target, b, lane.days)

    def add_lane_limits(self):
        for lane in self.program.lanes:
            if lane.per_week < INFINITY:
                for b in self.buckets:
                    self.model.row(f"lane[{lane.row},{b}]", self.lane_use[lane.row, b],
                                   upper=lane.per_week * self.weeks[b])

    def add_stock_balances(self):
        model = self.model
        arriving = {}
        for row in self.program.stock:
            b = 0 if row.date is None else self.bucket_of(row.date)
            if b is not None:
                key = row.item, row.site, b
                arriving[key] = arriving.get(key, 0.0) + row.quantity
        for item, row in self.items.items():
            for site in self.stock_sites:
                before = None
                for b in self.buckets:
                    closing = model.column(f"stock[{item},{site},{b}]")
                    self.stocks[site, item, b] = closing
                    model.cost("holding", closing,
                               row.value * self.program.settings.holding_rate
                               * self.length[b] / 365 * self.discount[b])
                    terms = Terms(self.balance[item, site, b])
                    terms.add(closing, -1.0)
                    if before is not None:
                        terms.add(before, 1.0)
                    brought = arriving.get((item, site, b), 0.0)
                    model.row(f"balance[{item},{site},{b}]", terms, lower=-brought, upper=-brought)
                    before = closing

    def add_resources(self):
        model = self.model
        operations = {row.operation: row for row in self.program.operations}
        for expansion in self.program.expansions:
            total = Terms()
            for a in self.window(expansion.earliest, expansion.latest):
                column = model.column(f"module[{expansion.expansion},{a}]", integer=True)
                self.modules[expansion.expansion, a] = column
                total.add(column, 1.0)
                model.cost("capex", column, expansion.capex * self.discount[a])
                ready = self.start[a] + expansion.lead_days
                for b in self.buckets:
                    weeks = max(0.0, self.end[b] - max(self.start[b], ready)) / 7
                    model.cost("fixed", column, expansion.fixed_per_week * weeks * self.discount[b])
            model.row(f"max_count[{expansion.expansion}]", total, upper=expansion.max_count)
        for resource in self.program.resources:
            for b in self.buckets:
                terms = Terms()
                for load in self.program.loads:
                    if load.resource == resource.resource:
                        if operations[load.operation].site != resource.site:
                            raise program_folder.FolderError(
                                f"load of {load.operation}: the resource is at another site")
                        column = self.starts.get((load.operation, b))
                        if column is not None:
                            terms.add(column, load.per_unit)
                for expansion in self.program.expansions:
                    if expansion.resource == resource.resource:
                        for a in self.buckets:
                            column = self.modules.get((expansion.expansion, a))
                            if column is not None:
                                terms.add(column, -self.module_capacity(expansion, a, b))
                model.row(f"resource[{resource.resource},{b}]", terms,
                          upper=self.capacity(resource.resource, b))

    def capacity(self, resource, bucket):
        rows = sorted((row.date, row.per_week) for row in self.program.capacity
                      if row.resource == resource)
        total = 0.0
        for k, (date, per_week) in enumerate(rows):
            until = rows[k + 1][0] if k + 1 < len(rows) else INFINITY
            days = min(until, self.end[bucket]) - max(date, self.start[bucket])
            total += max(0, days) / 7 * per_week
        return total

    def module_capacity(self, expansion, decided, bucket):
        ready = self.start[decided] + expansion.lead_days
        ramp = 7 * expansion.ramp_weeks

        def integral(day):
            since = day - ready
            if since <= 0:
                return 0.0
            if ramp == 0:
                return since
            return since ** 2 / (2 * ramp) if since <= ramp else since - ramp / 2

        days = integral(self.end[bucket]) - integral(self.start[bucket])
        return expansion.per_week * days / 7

    # --- demand and power

    def modes_of(self, item):
        """[(mode, power_kw, compute_pflops)] of an item."""
        rows = [(row.mode, row.power_kw, row.compute_pflops) for row in self.program.modes
                if row.item == item]
        row = self.items[item]
        return rows or [("", row.power_kw, row.compute_pflops)]

    def due_bucket(self, demand):
        return self.bucket_of(demand.due)

    def coefficient(self, demand, power_kw, compute_pflops):
        if demand.measure == "power":
            return power_kw / 1000
        if demand.measure == "compute":
            return compute_pflops
        return 1.0

    def add_demand(self):
        model = self.model
        for demand in self.program.demand:
            if demand.site:
                if self.sites[demand.site].kind not in ("datacenter", "hub"):
                    raise program_folder.FolderError(
                        f"demand {demand.demand}: a datacenter or hub is needed")
                sites = [demand.site]
            else:
                sites = [row.site for row in self.program.sites
                         if row.kind in ("datacenter", "hub")]
            if demand.item:
                items = [demand.item]
            else:
                items = [item for item, row in self.items.items() if row.kind == "product"]
            due = self.due_bucket(demand)
            so_far = Terms()
            for b in self.buckets:
                if demand.not_before is None or self.start[b] >= demand.not_before:
                    for site in sites:
                        for item in items:
                            for mode, power_kw, compute_pflops in self.modes_of(item):
                                column = model.column(
                                    f"deliver[{demand.demand},{site},{item},{mode},{b}]")
                                self.deliveries[demand.demand, site, item, mode, b] = column
                                self.balance[item, site, b].add(column, -1.0)
                                so_far.add(
                                    column, self.coefficient(demand, power_kw, compute_pflops))
                if due is None or b < due:
                    model.row(f"limit[{demand.demand},{b}]", so_far, upper=demand.quantity)
                    continue
                still = model.column(f"open[{demand.demand},{b}]")
                self.opens[demand.demand, b] = still
                terms = Terms(so_far)
                terms.add(still, 1.0)
                model.row(f"demand[{demand.demand},{b}]", terms, lower=demand.quantity,
                          upper=demand.quantity)
                late = demand.late_cost * self.weeks[b] * self.discount[b]
                lost = demand.lost_cost * self.discount[b] if b == self.last else 0.0
                model.cost("late", still, late)
                model.cost("lost", still, lost)
                self.class_costs.setdefault(demand.priority, []).append((still, late + lost))

    def add_power(self):
        for site, row in self.sites.items():
            energised = sorted((line.date, line.row, line.mw) for line in self.program.energisation
                               if line.site == site and line.status == "energised")
            if not energised:
                continue
            deployed = Terms()
            for b in self.buckets:
                for (_, where, item, mode, a), column in self.deliveries.items():
                    if where == site and a == b:
                        power_kw = {name: power for name, power, _ in self.modes_of(item)}[mode]
                        deployed.add(column, power_kw)
                megawatts = 0.0
                for date, _, mw in energised:
                    if date <= self.start[b]:
                        megawatts = mw
                self.model.row(f"power[{site},{b}]", deployed, upper=1000 * megawatts / row.pue)

    # --- policies

    def add_policies(self):
        for policy in self.program.policies:
            buckets = self.window(getattr(policy, "from"), policy.to)
            scope = self.in_scope(policy)
            build = {
                "domestic_content_min": self.content_policy,
                "addressable_content_min": self.content_policy,
                "country_share_max": self.share_policy,
                "supplier_share_max": self.share_policy,
                "suppliers_min": self.suppliers_policy,
                "capex_max": self.capex_policy,
                "spend_max": self.spend_policy,
            }[policy.kind]
            build(policy, set(buckets), scope)

    def policy_row(self, policy, name, terms, upper):
        """terms <= upper, softened by the policy's penalty if it has one."""
        terms = Terms(terms)
        if policy.penalty is not None:
            short = self.model.column(f"short[{name}]")
            terms.add(short, -1.0)
            self.model.cost("penalty", short, policy.penalty)
        self.model.row(name, terms, upper=upper)

    def domestic_share(self, offer):
        if offer.domestic is not None:
            return offer.domestic
        return 1.0 if offer.origin == self.program.settings.domestic else 0.0

    def content_policy(self, policy, buckets, scope):
        terms = Terms()
        for offer in self.program.offers:
            if offer.item not in scope:
                continue
            if policy.kind == "addressable_content_min" and not self.items[offer.item].addressable:
                continue
            weight = (policy.value - self.domestic_share(offer)) * offer.price
            terms.add_all(self.units(offer, buckets), weight)
        self.policy_row(policy, f"policy[{policy.policy}]", terms, 0.0)

    def share_policy(self, policy, buckets, scope):
        for item in scope:
            terms = Terms()
            for offer in self.program.offers:
                if offer.item == item:
                    whose = offer.origin if policy.kind == "country_share_max" else offer.supplier
                    weight = (1.0 if whose == policy.subject else 0.0) - policy.value
                    terms.add_all(self.units(offer, buckets), weight * offer.price)
            self.policy_row(policy, f"policy[{policy.policy},{item}]", terms, 0.0)

    def suppliers_policy(self, policy, buckets, scope):
        model = self.model
        for item in scope:
            offers = [offer for offer in self.program.offers if offer.item == item]
            if not offers:
                continue
            name = f"{policy.policy},{item}"
            total = Terms()
            most = sum(self.most_units(offer) for offer in offers)
            for offer in offers:
                total.add_all(self.units(offer, buckets))
            bought = model.column(f"bought[{name}]", upper=1.0, integer=True)
            model.at_most_if(f"bought[{name}]", bought, False, total, 0.0, most)
            missing = Terms()
            missing.add(bought, policy.value)
            for supplier in sorted({offer.supplier for offer in offers}):
                counts = model.column(f"counts[{name},{supplier}]", upper=1.0, integer=True)
                missing.add(counts, -1.0)
                awarded = Terms()
                awarded.add(counts, 1.0)
                behind = Terms(total)
                for column in behind:
                    behind[column] *= policy.min_share
                for offer in offers:
                    if offer.supplier == supplier:
                        awarded.add(self.awards[offer.offer], -1.0)
                        behind.add_all(self.units(offer, buckets), -1.0)
                model.row(f"counts[{name},{supplier}]", awarded, upper=0.0)
                if policy.min_share > 0:
                    model.at_most_if(f"brings[{name},{supplier}]", counts, True, behind, 0.0,
                                     policy.min_share * most)
            self.policy_row(policy, f"policy[{name}]", missing, 0.0)

    def capex_policy(self, policy, buckets, scope):
        terms = Terms()
        for expansion in self.program.expansions:
            for b in buckets:
                column = self.modules.get((expansion.expansion, b))
                if column is not None:
                    terms.add(column, expansion.capex)
        self.policy_row(policy, f"policy[{policy.policy}]", terms, policy.value)

    def spend_policy(self, policy, buckets, scope):
        terms = Terms()
        for offer in self.program.offers:
            if offer.item not in scope:
                continue
            for (name, site, _, b), column in self.orders.items():
                if name == offer.offer and b in buckets:
                    terms.add(column, offer.price + self.duty[offer.offer, site, b])
            if offer.offer in self.awards and self.first_bucket(offer) in buckets:
                terms.add(self.awards[offer.offer], offer.fixed_cost)
        self.policy_row(policy, f"policy[{policy.policy}]", terms, policy.value)


# --- solving

class Outcome:
    """status: optimal, feasible, infeasible, unbounded or none (no plan within the limit)."""

    def __init__(self, status, values=None, objective=None, bound=None):
        self.status, self.values, self.objective, self.bound = status, values, objective, bound


def merged(costs):
    total = {}
    for column, coefficient in costs:
        total[column] = total.get(column, 0.0) + coefficient
    return total


def scip_model(model, objective, relax=False, fixed=None):
    """The model as a SCIP problem; `fixed` gives values for integer columns, which makes it an LP."""
    from pyscipopt import Model as Scip, quicksum
    scip = Scip("millwright-oracle")
    scip.hideOutput()
    columns = []
    # Readers of MPS take only columns with the bounds 0 and 1 for binaries of indicator rows: where
    # an award is decided, a row says so instead of the bounds.
    switching = {switch[1] for switch in model.switches}
    decided = []
    for k, name in enumerate(model.names):
        lower, upper = model.lower[k], model.upper[k]
        if fixed is None and k in switching and (lower, upper) != (0.0, 1.0):
            decided.append((k, lower, upper))
            lower, upper = 0.0, 1.0
        integer = model.integer[k] and not relax
        if fixed is not None and model.integer[k]:
            lower = upper = fixed[k]
            integer = False
        kind = ("B" if upper <= 1 else "I") if integer else "C"
        columns.append(scip.addVar(
            name, vtype=kind, lb=lower, ub=None if upper == INFINITY else upper,
            obj=objective.get(k, 0.0)))

    def expression(terms):
        return quicksum(coefficient * columns[k] for k, coefficient in terms.items())

    for k, lower, upper in decided:
        if lower != upper:
            raise AssertionError("a decided award has one value")
        scip.addCons(columns[k] == lower, name=f"decided[{model.names[k]}]")
    for name, terms, lower, upper in model.rows:
        if not terms:
            if lower > 1e-9 or upper < -1e-9:  # an impossible row without columns
                terms = {0: 0.0}
                never = scip.addVar(f"never[{name}]", lb=0, ub=0)
                scip.addCons(never >= 1, name=name)
            continue
        if lower == upper:
            scip.addCons(expression(terms) == upper, name=name)
        elif upper < INFINITY:
            scip.addCons(expression(terms) <= upper, name=name)
        elif lower > -INFINITY:
            scip.addCons(expression(terms) >= lower, name=name)
    for name, binary, active, terms, upper in model.switches:
        if fixed is not None:
            if (fixed[binary] > 0.5) == active and terms:
                scip.addCons(expression(terms) <= upper, name=name)
        elif not relax and terms:
            scip.addConsIndicator(expression(terms) <= upper, binvar=columns[binary],
                                  activeone=active, name=name)
    scip.setParam("numerics/feastol", 1e-9)
    # With these two on, SCIP 10.0 cuts off the optimum of some models with indicator rows (found by
    # cross_check.py: medium seed 1, 3 % too dear and called optimal). Either one off mended that model.
    scip.setParam("conflict/enable", False)
    scip.setParam("constraints/indicator/addcoupling", False)
    return scip, columns


def run(model, objective, gap=0.0, time_limit=None, relax=False, fixed=None):
    scip, columns = scip_model(model, objective, relax, fixed)
    scip.setParam("limits/gap", gap)
    if time_limit is not None:
        scip.setParam("limits/time", max(0.1, time_limit))
    scip.optimize()
    status = scip.getStatus()
    if status == "inforunbd":
        scip, columns = scip_model(model, objective, relax, fixed)
        scip.setParam("presolving/maxrounds", 0)
        scip.optimize()
        status = scip.getStatus()
    if status in ("infeasible", "unbounded", "inforunbd"):
        return Outcome("infeasible" if status == "infeasible" else "unbounded")
    if scip.getNSols() == 0:
        return Outcome("none")
    best = scip.getBestSol()
    values = [scip.getSolVal(best, column) for column in columns]
    total = sum(coefficient * values[k] for k, coefficient in objective.items())
    status = "optimal" if status in ("optimal", "gaplimit") else "feasible"
    return Outcome(status, values, total, scip.getDualbound())


def solve_stage(model, objective, gap, time_limit, relax):
    """Solves one objective and, with its integers fixed, the linear rest once more."""
    found = run(model, objective, gap, time_limit, relax)
    if found.values is None or relax or not any(model.integer):
        return found
    fixed = [round(value) if integer else None
             for value, integer in zip(found.values, model.integer)]
    clean = run(model, objective, fixed=fixed)
    if clean.status != "optimal":
        raise RuntimeError(
            f"with the integers of the solution fixed the rest is {clean.status}: tolerances leaked")
    return Outcome(found.status, clean.values, clean.objective,
                   min(found.bound, clean.objective))


def solve(formulation, gap=0.0, time_limit=None, relax=False):
    """The whole solution: one stage, or one per class of demand and the cost (R13)."""
    model = formulation.model
    began = time.monotonic()

    def remaining():
        return None if time_limit is None else time_limit - (time.monotonic() - began)

    formulation.stages = []
    formulation.objective = merged((column, coefficient) for _, column, coefficient in model.costs)
    if formulation.program.settings.objective == "service_first":
        for priority in sorted(formulation.class_costs):
            terms = merged(formulation.class_costs[priority])
            outcome = solve_stage(model, terms, 0.0, remaining(), relax)
            if outcome.status != "optimal":
                return outcome
            formulation.stages.append((priority, outcome.objective))
            model.row(f"class[{priority:g}]", terms,
                      upper=(1 + 1e-6) * outcome.objective + 1e-9)
    return solve_stage(model, formulation.objective, gap, remaining(), relax)


# --- results

def summary(formulation, outcome):
    """The plan in the shape of summary.json."""
    program, values = formulation.program, outcome.values
    result = {"format": 1, "program": program.settings.name, "status": outcome.status,
              "columns": len(formulation.model.names), "rows": len(formulation.model.rows)}
    if formulation.stages:
        result["stages"] = [{"priority": p, "cost": c} for p, c in formulation.stages]
    if values is None:
        return result
    result["objective"], result["bound"] = outcome.objective, outcome.bound
    result["gap"] = ((outcome.objective - outcome.bound) / abs(outcome.objective)
                     if outcome.objective else 0.0)
    cost = dict.fromkeys(CATEGORIES, 0.0)
    for category, column, coefficient in formulation.model.costs:
        cost[category] += coefficient * values[column]
    result["cost"] = cost
    result["demand"] = {}
    for demand in program.demand:
        due, last = formulation.due_bucket(demand), formulation.last
        if due is None:
            delivered = sum(
                values[column] * formulation.coefficient(
                    demand, *{m: (p, c) for m, p, c in formulation.modes_of(item)}[mode])
                for (name, _, item, mode, _), column in formulation.deliveries.items()
                if name == demand.demand)
            on_time, late, lost = delivered, 0.0, 0.0
        else:
            at_due = values[formulation.opens[demand.demand, due]]
            lost = values[formulation.opens[demand.demand, last]]
            on_time, late = demand.quantity - at_due, at_due - lost
        result["demand"][demand.demand] = {
            "quantity": demand.quantity, "on_time": on_time, "late": late, "lost": lost}
    result["awards"] = {}
    content = {"domestic": [0.0, 0.0], "addressable": [0.0, 0.0]}
    for offer in program.offers:
        units = sum(values[column] for column in formulation.units(offer))
        paid = offer.price * units
        for name, sums in content.items():
            if name == "domestic" or formulation.items[offer.item].addressable:
                sums[0] += formulation.domestic_share(offer) * paid
                sums[1] += paid
        spend = paid + sum(values[column] * difference for column, difference
                           in formulation.break_costs.get(offer.offer, []))
        award = formulation.awards.get(offer.offer)
        awarded = values[award] > 0.5 if award is not None else units > 1e-9
        if awarded:
            result["awards"][offer.offer] = {"units": units, "spend": spend}
    result["expansions"] = {}
    for expansion in program.expansions:
        counts = {b: values[column] for (name, b), column in formulation.modules.items()
                  if name == expansion.expansion and values[column] > 1e-9}
        if counts:
            result["expansions"][expansion.expansion] = {
                "count": sum(counts.values()), "first": iso(formulation.start[min(counts)])}
    for name, (part, whole) in content.items():
        result[f"{name}_content"] = part / whole if whole > 0 else None
    for name, index, unit in (("deployed_mw", 1, 1000), ("deployed_pflops", 2, 1)):
        sites = {}
        for (_, site, item, mode, _), column in formulation.deliveries.items():
            line = next(line for line in formulation.modes_of(item) if line[0] == mode)
            sites[site] = sites.get(site, 0.0) + values[column] * line[index] / unit
        result[name] = {"total": sum(sites.values()),
                        "sites": {site: value for site, value in sites.items() if value}}
    return result


def write_plan(formulation, outcome, folder, result):
    """The plan's CSV tables, as `check_plan.py` reads them. Zero rows are left out."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    values, start = outcome.values, formulation.start

    def write(name, header, rows):
        with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)

    def nonzero(columns):
        return [(key, values[column]) for key, column in columns.items()
                if abs(values[column]) > 1e-9]

    write("orders", ["offer", "site", "lane_row", "bucket", "date", "units"],
          [(offer, site, row or "", b, iso(start[b]), repr(v))
           for (offer, site, row, b), v in nonzero(formulation.orders)])
    write("starts", ["operation", "bucket", "date", "units"],
          [(operation, b, iso(start[b]), repr(v))
           for (operation, b), v in nonzero(formulation.starts)])
    lanes = {lane.row: lane for lane in formulation.program.lanes}
    write("dispatches", ["lane_row", "from", "to", "item", "bucket", "date", "units"],
          [(row, getattr(lanes[row], "from"), lanes[row].to, item, b, iso(start[b]), repr(v))
           for (row, item, b), v in nonzero(formulation.dispatches)])
    write("stocks", ["site", "item", "bucket", "date", "units"],
          [(site, item, b, iso(start[b]), repr(v))
           for (site, item, b), v in nonzero(formulation.stocks)])
    write("deliveries", ["demand", "site", "item", "mode", "bucket", "date", "units"],
          [(demand, site, item, mode, b, iso(start[b]), repr(v))
           for (demand, site, item, mode, b), v in nonzero(formulation.deliveries)])
    write("open", ["demand", "bucket", "date", "quantity"],
          [(demand, b, iso(start[b]), repr(v)) for (demand, b), v in nonzero(formulation.opens)])
    write("modules", ["expansion", "bucket", "date", "count"],
          [(expansion, b, iso(start[b]), round(v))
           for (expansion, b), v in nonzero(formulation.modules)])
    write("awards", ["offer", "awarded", "units", "spend"],
          [(offer, "true", repr(row["units"]), repr(row["spend"]))
           for offer, row in result["awards"].items()])
    (folder / "summary.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def answer(folder, gap=0.0, time_limit=None, relax=False, mps=None, out=None):
    """Loads, solves and returns (summary, formulation, outcome)."""
    began = time.monotonic()
    formulation = Formulation(program_folder.load(folder))
    outcome = solve(formulation, gap, time_limit, relax)
    result = summary(formulation, outcome)
    result["seconds"] = round(time.monotonic() - began, 3)
    if mps:
        scip, _ = scip_model(formulation.model, formulation.objective, relax)
        scip.writeProblem(os.fspath(mps), genericnames=True, verbose=False)
    if out and outcome.values is not None:
        write_plan(formulation, outcome, out, result)
    return result, formulation, outcome


def main():
    parser = argparse.ArgumentParser(description="Solves a program folder exactly, with SCIP.")
    parser.add_argument("folder")
    parser.add_argument("--json", action="store_true", help="print JSON (always the case)")
    parser.add_argument("--relax", action="store_true", help="solve without integers")
    parser.add_argument("--gap", type=float, default=0.0)
    parser.add_argument("--time-limit", type=float, default=None)
    parser.add_argument("--mps", help="write the model of the last stage to this file")
    parser.add_argument("--out", help="write the plan's tables and summary.json to this folder")
    options = parser.parse_args()
    result, _, outcome = answer(options.folder, options.gap, options.time_limit, options.relax,
                                options.mps, options.out)
    print(json.dumps(result, indent=2))
    return {"infeasible": 3, "none": 4, "unbounded": 1}.get(outcome.status, 0)


if __name__ == "__main__":
    sys.exit(main())
