#!/usr/bin/env python3
"""Writes a small random but meaningful program folder.

    random_program.py --seed N --out DIR [--size small|medium]

The same seed gives the same bytes. Every table and rule of FORMAT.md appears with some probability;
most programs have a plan, a few are infeasible. The companies and places are plainly made up.
"""

import argparse
import csv
import datetime
import io
import pathlib
import random

COUNTRIES = ("US", "US", "MX", "TW", "CN")
LEADS = (0, 0, 0, 0, 1, 2, 3, 5, 7, 7, 8, 10, 14, 21)
SIZES = {
    # plants, datacenters, hubs, supplier sites, products, assemblies, parts, offers, demands
    "small": dict(plants=(1, 2), datacenters=(1, 2), hubs=(0, 1), suppliers=(0, 2),
                  products=(1, 2), assemblies=(0, 2), parts=(2, 4), offers=(1, 4),
                  demands=(1, 4), policies=(0, 4)),
    "medium": dict(plants=(2, 3), datacenters=(2, 3), hubs=(0, 2), suppliers=(1, 3),
                   products=(2, 3), assemblies=(2, 4), parts=(5, 8), offers=(1, 4),
                   demands=(4, 8), policies=(1, 7)),
}
BUCKETS = {
    "small": ([(10, 7)], [(6, 7), (3, 14)], [(3, 7), (2, 28), (2, 10)], [(4, 7), (1, 10), (3, 28)],
              [(1, 5), (6, 14)], [(7, 14)], [(12, 7)], [(2, 7), (3, 28), (1, 10), (1, 3)],
              [(4, 30)], [(6, 10), (1, 91)], [(2, 91), (1, 365)], [(1, 28)]),
    "medium": ([(12, 7)], [(8, 7), (4, 28)], [(4, 7), (1, 10), (5, 14), (2, 28)],
               [(2, 7), (1, 28), (6, 10), (1, 3)]),
}
COLUMNS = {
    "items": "item kind name pillar category value mass_kg hts power_kw compute_pflops addressable",
    "modes": "item mode power_kw compute_pflops",
    "bom": "parent component quantity recipe from to",
    "sites": "site kind name country region latitude longitude pue",
    "resources": "resource site unit name",
    "capacity": "resource date per_week",
    "operations": "operation site item recipe yield lead_days cost earliest latest",
    "loads": "operation resource per_unit",
    "expansions": "expansion resource per_week capex lead_days ramp_weeks max_count earliest latest "
                  "fixed_per_week",
    "offers": "offer supplier item price origin ship_from per_week lead_days fixed_cost minimum "
              "maximum valid_from valid_to domestic awarded",
    "price_breaks": "offer from_quantity price",
    "lanes": "from to item mode days cost cost_per_kg per_week",
    "tariffs": "origin hts rate from to",
    "demand": "demand site item measure due quantity not_before priority late_cost lost_cost",
    "energisation": "site date mw status",
    "stock": "site item quantity date",
    "policies": "policy kind scope subject value min_share from to penalty",
}
REQUIRED = {
    "item": {"items", "modes", "operations", "offers", "stock"}, "kind": {"items", "sites", "policies"},
    "mode": {"modes"}, "power_kw": {"modes"}, "compute_pflops": {"modes"}, "parent": {"bom"},
    "component": {"bom"}, "quantity": {"bom", "demand", "stock"},
    "site": {"sites", "resources", "operations", "energisation", "stock"}, "country": {"sites"},
    "resource": {"resources", "capacity", "loads", "expansions"},
    "date": {"capacity", "energisation"}, "per_week": {"capacity", "expansions"},
    "operation": {"operations", "loads"}, "per_unit": {"loads"}, "expansion": {"expansions"},
    "capex": {"expansions"}, "offer": {"offers", "price_breaks"}, "supplier": {"offers"},
    "price": {"offers", "price_breaks"}, "origin": {"offers", "tariffs"},
    "from_quantity": {"price_breaks"}, "from": {"lanes"}, "to": {"lanes"}, "rate": {"tariffs"},
    "demand": {"demand"}, "due": {"demand"}, "late_cost": {"demand"}, "lost_cost": {"demand"},
    "mw": {"energisation"}, "policy": {"policies"}, "value": {"policies"},
}
# Defaults that are sometimes written out.
DEFAULTS = {
    ("items", "value"): "0", ("items", "mass_kg"): "0", ("items", "power_kw"): "0",
    ("items", "compute_pflops"): "0", ("items", "addressable"): "true", ("bom", "recipe"): "base",
    ("sites", "pue"): "1", ("resources", "unit"): "hours", ("operations", "recipe"): "base",
    ("operations", "yield"): "1", ("operations", "lead_days"): "0", ("operations", "cost"): "0",
    ("expansions", "lead_days"): "0", ("expansions", "ramp_weeks"): "0",
    ("expansions", "max_count"): "1", ("expansions", "fixed_per_week"): "0",
    ("offers", "lead_days"): "0", ("offers", "fixed_cost"): "0", ("offers", "minimum"): "0",
    ("lanes", "days"): "0", ("lanes", "cost"): "0", ("lanes", "cost_per_kg"): "0",
    ("demand", "priority"): "1", ("energisation", "status"): "energised",
    ("policies", "scope"): "all", ("policies", "min_share"): "0",
}


def text_of(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


class Generator:
    def __init__(self, seed, size):
        self.random = random.Random(seed)
        self.seed, self.size, self.counts = seed, size, SIZES[size]
        self.tables = {name: [] for name in COLUMNS}

    # --- dice

    def chance(self, probability):
        return self.random.random() < probability

    def between(self, low, high, digits=2):
        return round(self.random.uniform(low, high), digits)

    def how_many(self, name):
        return self.random.randint(*self.counts[name])

    def pick(self, values):
        return self.random.choice(list(values))

    def add(self, table, **cells):
        cells = {key.rstrip("_"): value for key, value in cells.items()}
        self.tables[table].append({key: text_of(value) for key, value in cells.items()})

    def date(self, low=-10, high=None):
        """A date from `low` days after the start to `high` (default: ten days behind the end)."""
        high = self.days + 10 if high is None else high
        return self.day(self.random.randint(low, high))

    def day(self, days):
        return (self.start + datetime.timedelta(days=days)).isoformat()

    # --- the program

    def make(self):
        self.start = datetime.date(2026, 1, 1) + datetime.timedelta(
            days=self.random.randint(0, 400))
        self.blocks = self.pick(BUCKETS[self.size])
        self.days = sum(count * days for count, days in self.blocks)
        self.weeks = self.days / 7
        self.make_sites()
        self.make_items()
        self.make_plants()
        self.make_offers()
        self.make_lanes()
        self.make_tariffs()
        self.make_demand()
        self.make_energisation()
        self.make_stock()
        self.make_policies()

    def make_sites(self):
        self.country = {}
        self.of_kind = {}
        for kind, name in (("plant", "plants"), ("datacenter", "datacenters"), ("hub", "hubs"),
                           ("supplier", "suppliers")):
            self.of_kind[kind] = []
            for k in range(self.how_many(name)):
                site = f"{kind}-{k + 1}"
                country = self.pick(COUNTRIES) if kind in ("supplier", "plant") else "US"
                if kind == "plant" and self.chance(0.7):
                    country = "US"
                self.country[site] = country
                self.of_kind[kind].append(site)
                self.add("sites", site=site, kind=kind, country=country,
                         name=f'The "{k + 1}." {kind}, made up' if self.chance(0.3) else None,
                         region=self.pick(("Ohio", "Texas", None)),
                         latitude=self.between(25, 48) if self.chance(0.5) else None,
                         longitude=self.between(-120, -70) if self.chance(0.5) else None,
                         pue=self.pick((1.1, 1.25, 1.3, None)) if kind == "datacenter" else None)

    def make_items(self):
        self.products = [f"rack-{k + 1}" for k in range(self.how_many("products"))]
        self.assemblies = [f"unit-{k + 1}" for k in range(self.how_many("assemblies"))]
        self.parts = [f"part.{k + 1}" for k in range(self.how_many("parts"))]
        self.price = {part: self.between(1, 40) for part in self.parts}
        self.hts, self.recipes = {}, {}
        for item in self.parts + self.assemblies:
            self.hts[item] = self.pick(("8504", "850440", "8471", "84733", ""))
        below = list(self.parts)
        for item in self.assemblies + self.products:
            self.make_recipes(item, below)
            if item in self.assemblies:
                below.append(item)
        for item in self.products + self.assemblies + self.parts:
            product = item in self.products
            self.add("items", item=item,
                     name=f"Räck 19\", {item}" if self.chance(0.2) else None,
                     kind="product" if product else "assembly" if item in self.assemblies else "part",
                     pillar=self.pick(("datacenter", "consumer", "robotics")),
                     category=self.pick(("power", "cooling", "cable, copper", None)),
                     value=self.price[item] if self.chance(0.7) else None,
                     mass_kg=self.between(1, 20) if self.chance(0.6) else None,
                     hts=self.hts.get(item) or None,
                     power_kw=self.between(60, 200, 0) if product
                     else self.between(0, 5) if self.chance(0.1) else None,
                     compute_pflops=self.between(1, 5, 1) if product else None,
                     addressable=False if self.chance(0.25) else True if self.chance(0.2) else None)
            if product and self.chance(0.4):
                for mode in ("eco", "max")[:self.random.randint(1, 2)]:
                    self.add("modes", item=item, mode=mode, power_kw=self.between(50, 250, 0),
                             compute_pflops=self.between(1, 6, 1))

    def make_recipes(self, item, below):
        """One or two recipes of one to three components, some with engineering changes."""
        self.recipes[item] = []
        prices = []
        for recipe in ("base", "alt")[:2 if self.chance(0.4) else 1]:
            self.recipes[item].append(recipe)
            price = 0.0
            for component in self.random.sample(below, min(len(below), self.random.randint(1, 3))):
                quantity = self.pick((1, 1, 2, 3, 0.5))
                price += quantity * self.price[component]
                name = None if recipe == "base" else recipe
                if self.chance(0.2):
                    # An engineering change: another component from a date on.
                    change = self.random.randint(1, self.days)
                    other = self.pick(below)
                    self.add("bom", parent=item, component=component, quantity=quantity,
                             recipe=name, to=self.day(change - 1))
                    self.add("bom", parent=item, component=other,
                             quantity=self.pick((1, 2, 0.25)), recipe=name,
                             from_=self.day(change))
                else:
                    self.add("bom", parent=item, component=component, quantity=quantity,
                             recipe=name)
                    if self.chance(0.1):
                        self.add("bom", parent=item, component=component, quantity=1, recipe=name)
                        price += self.price[component]
            prices.append(price)
        if self.chance(0.07):
            self.recipes[item].append("bare")  # a recipe without rows: consumes nothing
        self.price[item] = round(min(prices) * 1.2 + 5, 2)

    def make_plants(self):
        self.plants_of = {}
        for plant in self.of_kind["plant"]:
            for k in range(self.random.randint(1, 2)):
                resource = f"{plant}.line-{k + 1}"
                self.add("resources", resource=resource, site=plant,
                         unit=self.pick(("hours", "test-hours", None)),
                         name="Line, long" if self.chance(0.2) else None)
                scarce = self.chance(0.6)
                if self.chance(0.9):
                    self.add("capacity", resource=resource, date=self.day(-self.random.randint(0, 9)),
                             per_week=self.between(0.5, 6) if scarce else self.between(4, 40, 1))
                for _ in range(self.pick((0, 0, 1, 2))):
                    date = self.date(1)
                    taken = {(row["resource"], row["date"]) for row in self.tables["capacity"]}
                    if (resource, date) not in taken:
                        self.add("capacity", resource=resource, date=date,
                                 per_week=self.between(0, 10 if scarce else 50, 1))
                if self.chance(0.75 if scarce else 0.3):
                    self.make_expansion(resource)
        for item in self.assemblies + self.products:
            plants = self.random.sample(
                self.of_kind["plant"], self.random.randint(1, len(self.of_kind["plant"])))
            self.plants_of[item] = plants
            for plant in plants:
                for recipe in self.recipes[item]:
                    self.make_operation(item, plant, recipe)

    def make_expansion(self, resource):
        window = self.chance(0.3)
        self.add("expansions", expansion=f"more.{resource}", resource=resource,
                 per_week=self.between(3, 25, 1), capex=self.between(10, 600, 0),
                 lead_days=self.pick(LEADS + (None,)), ramp_weeks=self.pick((None, 0, 1, 2.5, 4)),
                 max_count=self.pick((None, 1, 2, 3)),
                 earliest=self.date(-5, self.days // 2) if window else None,
                 latest=self.date(self.days // 2) if window else None,
                 fixed_per_week=self.between(0, 8) if self.chance(0.5) else None)

    def make_operation(self, item, plant, recipe):
        name = f"make-{item}-{plant}-{recipe}"
        window = self.chance(0.15)
        self.add("operations", operation=name, site=plant, item=item,
                 recipe=None if recipe == "base" else recipe,
                 yield_=self.pick((None, None, 0.95, 0.8)), lead_days=self.pick(LEADS + (None,)),
                 cost=self.between(0.5, 8) if self.chance(0.8) else None,
                 earliest=self.date(-5, self.days // 3) if window else None,
                 latest=self.date(self.days // 2) if window and self.chance(0.5) else None)
        lines = [row["resource"] for row in self.tables["resources"] if row["site"] == plant]
        for line in self.random.sample(lines, self.random.randint(0, len(lines))):
            self.add("loads", operation=name, resource=line, per_unit=self.between(0.2, 3))

    def make_offers(self):
        bought = self.parts + [item for item in self.assemblies + self.products if self.chance(0.2)]
        suppliers = [f"made-up-{word}" for word in ("alpha", "beta", "gamma", "delta")]
        number = 0
        for item in bought:
            for _ in range(self.how_many("offers")):
                number += 1
                self.make_offer(f"o{number}-{item}", item, self.pick(suppliers))

    def make_offer(self, offer, item, supplier):
        places = self.of_kind["supplier"] + self.of_kind["hub"]
        ship_from = self.pick(places) if places and self.chance(0.5) else None
        price = round(self.price[item] * self.random.uniform(0.7, 1.5), 2)
        origin = self.country.get(ship_from) or self.pick(COUNTRIES)
        if self.chance(0.2):
            origin = self.pick(COUNTRIES)
        if origin != "US":
            price = round(price * 0.65, 2)
        per_week = self.between(2, 60, 1) if self.chance(0.75) else None
        minimum = maximum = None
        if self.chance(0.2):
            minimum = self.between(5, 60, 0)
        if self.chance(0.25):
            maximum = self.between(3, 80, 0) + (minimum or 0)
        window = self.chance(0.2)
        awarded = None
        if self.chance(0.12):
            awarded = self.chance(0.6)
        self.add("offers", offer=offer, supplier=supplier, item=item, price=price, origin=origin,
                 ship_from=ship_from, per_week=per_week, lead_days=self.pick(LEADS + (None,)),
                 fixed_cost=self.between(5, 300, 0) if self.chance(0.3) else None,
                 minimum=minimum, maximum=maximum,
                 valid_from=self.date(-5, self.days // 3) if window else None,
                 valid_to=self.date(self.days // 3) if window else None,
                 domestic=self.pick((0.3, 0.65, 0.9, 0, 1)) if self.chance(0.3) else None,
                 awarded=awarded)
        if self.chance(0.25):
            quantity = 0
            for _ in range(self.random.randint(1, 3)):
                quantity += self.random.randint(3, 40)
                price = round(price * self.pick((0.6, 0.8, 0.9, 1.1, 1.4)), 2)
                self.add("price_breaks", offer=offer, from_quantity=quantity, price=price)

    def make_lanes(self):
        plants, hubs = self.of_kind["plant"], self.of_kind["hub"]
        centers = self.of_kind["datacenter"]
        pairs = [(a, b) for a in self.of_kind["supplier"] for b in plants]
        pairs += [(a, b) for a in self.of_kind["supplier"] for b in hubs + centers
                  if self.chance(0.2)]
        pairs += [(a, b) for a in plants for b in plants if a != b]
        pairs += [(a, b) for a in plants for b in centers + hubs]
        pairs += [(a, b) for a in hubs for b in centers + plants]
        for origin, target in pairs:
            if self.chance(0.08):
                continue
            for _ in range(2 if self.chance(0.2) else 1):
                only = self.chance(0.25)
                item = self.pick(self.products if target in centers
                                 else self.parts + self.assemblies or self.parts) if only else None
                self.add("lanes", from_=origin, to=target, item=item,
                         mode=self.pick(("truck", "sea", "air", None)),
                         days=self.pick(LEADS + (None,)),
                         cost=self.between(0.1, 3) if self.chance(0.7) else None,
                         cost_per_kg=self.between(0.01, 0.2) if self.chance(0.4) else None,
                         per_week=self.between(0.5, 15, 1) if self.chance(0.3) else None)

    def make_tariffs(self):
        for _ in range(self.pick((0, 1, 2, 3, 4))):
            self.add("tariffs", origin=self.pick(("CN", "TW", "MX", "*", "*", "US")),
                     hts=self.pick((None, None, "85", "8504", "8471", "84")),
                     rate=self.pick((0.05, 0.1, 0.15, 0.25)),
                     from_=self.date(-10, self.days // 2) if self.chance(0.4) else None,
                     to=self.date(self.days // 2) if self.chance(0.4) else None)

    def make_demand(self):
        places = self.of_kind["datacenter"] + self.of_kind["hub"]
        compute = {}
        for row in self.tables["items"]:
            compute[row["item"]] = float(row["compute_pflops"] or 0)
        classes = self.chance(0.7)
        for k in range(self.how_many("demands")):
            item, measure, scale = self.pick(self.products), None, 1.0
            if self.chance(0.25):
                item, measure = None, self.pick(("compute", "power"))
                scale = 3.0 if measure == "compute" else 0.12
            elif self.chance(0.1):
                item = self.pick(self.assemblies + self.parts)
            worth = self.price[item or self.products[0]] / scale
            due = self.random.randint(self.days // 4, self.days - 1)
            if self.chance(0.08):
                due = -self.random.randint(1, 30)
            elif self.chance(0.08):
                due = self.days + self.pick((0, 0, 1, 40))
            self.add("demand", demand=f"d{k + 1}",
                     site=self.pick(places) if self.chance(0.7) else None, item=item,
                     measure=measure, due=self.day(due),
                     quantity=round(self.random.uniform(3, 40) * scale, self.pick((0, 2)) or 2),
                     not_before=self.date(0, max(1, due)) if self.chance(0.25) else None,
                     priority=self.pick((1, 2, 3)) if classes else None,
                     late_cost=round(worth * self.random.uniform(0, 0.3), 3),
                     lost_cost=round(worth * self.random.uniform(0.8, 6), 2))

    def make_energisation(self):
        for site in self.of_kind["datacenter"]:
            if self.chance(0.4):
                continue
            megawatts, day = 0.0, self.random.randint(-20, self.days // 3)
            for _ in range(self.random.randint(1, 3)):
                megawatts = round(megawatts + self.random.uniform(0.3, 3), 3)
                status = self.pick(("energised", None)) if self.chance(0.8) else "planned"
                self.add("energisation", site=site, date=self.day(day), mw=megawatts, status=status)
                day += self.random.randint(1, 40)
            if self.chance(0.3):
                self.add("energisation", site=site, date=self.day(day), mw=megawatts * 2,
                         status="secured")

    def make_stock(self):
        places = [site for kind in ("plant", "hub", "datacenter") for site in self.of_kind[kind]]
        for _ in range(self.pick((0, 0, 1, 2, 4))):
            self.add("stock", site=self.pick(places),
                     item=self.pick(self.parts + self.assemblies + self.products),
                     quantity=self.between(1, 25, self.pick((0, 1))),
                     date=self.date(-20, self.days + 20) if self.chance(0.6) else None)

    def make_policies(self):
        for k in range(self.how_many("policies")):
            kind = self.pick(("domestic_content_min", "addressable_content_min",
                              "country_share_max", "supplier_share_max", "suppliers_min",
                              "suppliers_min", "suppliers_min", "capex_max", "spend_max"))
            subject = min_share = None
            if kind.endswith("content_min"):
                value, penalty = self.between(0.3, 0.95), self.between(0.05, 1)
            elif kind.endswith("share_max"):
                value, penalty = self.between(0.1, 0.7), self.between(0.05, 1)
                subject = self.pick(COUNTRIES) if kind.startswith("country") else self.pick(
                    row["supplier"] for row in self.tables["offers"])
            elif kind == "suppliers_min":
                value, penalty = self.pick((1, 2, 2, 2, 3)), self.between(5, 200, 0)
                min_share = self.pick((None, 0.1, 0.2, 0.35, 0.5))
            elif kind == "capex_max":
                value, penalty = self.between(0, 900, 0), self.between(0.1, 2)
            else:
                value, penalty = self.between(50, 3000, 0), self.between(0.1, 2)
            scope = None
            if self.chance(0.5):
                row = self.pick(self.tables["items"])
                column = self.pick(("item", "category", "pillar"))
                text = self.pick(self.parts) if column == "item" else row[column]
                scope = f"{column}:{text}" if text else "all"
            self.add("policies", policy=f"rule-{k + 1}", kind=kind, scope=scope, subject=subject,
                     value=value, min_share=min_share,
                     from_=self.date(-10, self.days // 2) if self.chance(0.2) else None,
                     to=self.date(self.days // 2) if self.chance(0.2) else None,
                     penalty=penalty if self.chance(0.6) else None)

    # --- files

    def yaml(self):
        goal = self.pick((None, "flow", "block"))
        lines = ["format: 1", f"name: {self.pick(('Random', chr(34) + 'A # name' + chr(34)))}"]
        if self.chance(0.5):
            lines.append("currency: USD" if self.chance(0.7) else "currency: EUR")
        if self.chance(0.3):
            lines.append(f"domestic: {self.pick(('US', 'US', 'MX'))}")
        lines.append(f"start: {self.start.isoformat()}" + self.pick(("", "  # the first day")))
        if self.chance(0.7):
            blocks = ", ".join(f"{{count: {count}, days: {days}}}" for count, days in self.blocks)
            lines.append(f"buckets: [{blocks}]")
        else:
            lines.append("buckets:")
            for count, days in self.blocks:
                lines += [f"  - count: {count}", f"    days: {days}"]
        if self.chance(0.6):
            lines.append(f"discount_rate: {self.pick((0.05, 0.1, 0.3))}")
        if self.chance(0.6):
            lines.append(f"holding_rate: {self.pick((0.1, 0.25, 0.5))}")
        if self.chance(0.35):
            lines.append("objective: service_first")
        elif self.chance(0.3):
            lines.append("objective: cost")
        if goal == "flow":
            lines.append("goal: {measure: power, quantity: 10, date: 2029-12-31}")
        elif goal == "block":
            lines += ["goal:", "  measure: compute", "  quantity: 100", "  date: 2028-06-30"]
        return "\n".join(lines) + "\n"

    def table(self, name):
        """A table as text: columns in random order, some defaults omitted, some written out."""
        rows = self.tables[name]
        columns = []
        for column in COLUMNS[name].split():
            needed = name in REQUIRED.get(column, ()) or any(row.get(column) for row in rows)
            if needed or self.chance(0.3):
                columns.append(column)
        if self.chance(0.5):
            self.random.shuffle(columns)
        quoting = csv.QUOTE_ALL if self.chance(0.15) else csv.QUOTE_MINIMAL
        ending = "\r\n" if self.chance(0.2) else "\n"
        file = io.StringIO()
        writer = csv.writer(file, lineterminator=ending, quoting=quoting)
        writer.writerow(columns)
        explicit = self.chance(0.3)
        for row in rows:
            cells = []
            for column in columns:
                cell = row.get(column, "")
                if cell == "" and explicit and self.chance(0.5):
                    cell = DEFAULTS.get((name, column), "")
                cells.append(cell)
            writer.writerow(cells)
        text = file.getvalue()
        if self.chance(0.1):
            text = text[:-len(ending)]  # no line end at the end of the file
        return ("\ufeff" if self.chance(0.1) else "") + text

    def files(self):
        self.make()
        result = {"program.yaml": self.yaml()}
        for name in COLUMNS:
            if self.tables[name] or name == "demand" or self.chance(0.1):
                result[f"{name}.csv"] = self.table(name)
        return result


def write_program(seed, folder, size="small"):
    """Writes the program of a seed into a folder (made if missing; its tables are replaced)."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = Generator(seed, size).files()
    for name in ["program.yaml"] + [f"{table}.csv" for table in COLUMNS]:
        (folder / name).unlink(missing_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8"))


def main():
    parser = argparse.ArgumentParser(description="Writes a random program folder.")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--size", choices=sorted(SIZES), default="small")
    options = parser.parse_args()
    write_program(options.seed, options.out, options.size)


if __name__ == "__main__":
    main()
