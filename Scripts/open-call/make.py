#!/usr/bin/env python3
"""Writes the tables of Examples/open-call, or of another folder that is named.

    Scripts/open-call/make.py [FOLDER]

The same seed gives the same bytes. `event.yaml` and the scenarios are written by hand.
"""

import csv
import pathlib
import random
import sys

import bidders
import terms
import wanted

SEED = 20260115

# Price as a share of the reference: what a maker of that country asks for goods of that pillar.
PRICE = {
    "datacenter": {"US": (1.05, 1.15), "MX": (.98, 1.03), "TW": (.96, 1.00), "CN": (.82, .88),
                   "TH": (.97, 1.00), "VN": (.92, .97), "JP": (1.00, 1.04), "DE": (1.00, 1.04),
                   "KR": (.99, 1.02)},
    "consumer": {"US": (1.07, 1.15), "TW": (.98, 1.01), "VN": (.95, .99), "CN": (.92, .96),
                 "MX": (1.02, 1.06), "KR": (.98, 1.02)},
    "robotics": {"US": (.97, 1.08), "JP": (.84, .92), "CN": (.31, .37)},
}
# Lots that depart from their pillar.
PRICE_OF_LOT = {
    "tooling": {"US": (.95, 1.12), "CN": (.46, .54)},
    "final-assembly": {"US": (2.9, 3.5), "MX": (1.5, 1.7), "VN": (.98, 1.02)},
    "batteries": {"US": (1.18, 1.32), "KR": (.98, 1.02), "CN": (.84, .90)},
    "magnets": {"US": (.96, 1.10), "CN": (.44, .50)},
}
# Duty: what the tariff schedule asks of everyone, by heading, and a surcharge by country.
DUTY = {"850440": .015, "853710": .027, "850760": .034, "841950": .042, "732690": .029,
        "853669": .027, "854442": .026, "848071": .031, "850152": .028, "848340": .025, "850511": .021}
SURCHARGE = {"US": 0, "MX": 0, "CN": .35}
SURCHARGE_ELSE = .05
WEEKS_AT_SEA = {"US": 0, "MX": 0, "CN": 4, "TW": 4, "VN": 5, "TH": 5, "JP": 3, "KR": 3, "DE": 4}
LEAD_DAYS = {"power": 130, "cooling": 120, "racks": 90, "network": 100, "compute": 95, "modules": 150,
             "tooling": 70, "assembly": 120, "actuators": 140, "magnets": 150}
DOMESTIC = {"power": (.55, .75), "cooling": (.70, .88), "racks": (.80, .93), "network": (.50, .70),
            "compute": (.40, .60), "modules": (.30, .45), "tooling": (.85, .95),
            "assembly": (.92, .97), "actuators": (.65, .85), "magnets": (.60, .85)}
# Shares of an item's quantity that a supplier of each group can take at most.
REACH = {"established": (.45, 1.0), "small": (.20, .42), "start-up": (.15, .34)}
# Of the last half-year's output: what a newcomer can make in each half-year before.
RAMP = (("2027-07-01", "2027-12-31", .30), ("2028-01-01", "2028-06-30", .60),
        ("2028-07-01", "2028-12-31", .85), ("2029-01-01", "2029-06-30", 1), ("2029-07-01", "", 1))


def tidy(value, digits=3):
    """A number as people write prices: so many digits that count, no more than cents."""
    if value == 0:
        return "0"
    shown = float(f"{value:.{digits}g}")
    return f"{shown:.2f}".rstrip("0").rstrip(".") if shown < 1000 else f"{shown:.0f}"


def share(value):
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


class Maker:
    def __init__(self):
        self.rng = random.Random(SEED)
        self.lots = {lot.lot: lot for lot in wanted.lots()}
        self.items = wanted.items()
        self.tables = {name: [] for name in (
            "lots", "items", "demand_profile", "suppliers", "lines", "steps", "bundles",
            "bundle_items", "discounts", "discount_tiers", "capacities")}
        self.price = {}  # (supplier, item) -> first price, for bundles
        self.terms = {}  # (supplier, item) -> duty rate, freight, domestic

    def between(self, pair):
        return self.rng.uniform(*pair)

    def make(self):
        self.make_wanted()
        for bidder in bidders.bidders():
            self.make_bidder(bidder)
        self.make_bundles()
        self.make_discounts()
        for row in terms.SHARED:
            self.tables["capacities"].append(row)
        return self.tables

    def make_wanted(self):
        for lot in self.lots.values():
            self.tables["lots"].append((lot.lot, lot.title, lot.pillar, lot.category))
        for item in self.items:
            self.tables["items"].append((
                item.item, item.lot, item.quantity, "" if item.quantity < 1000 else "false", "each",
                item.need_by, item.late_cost, item.unmet_cost, item.hts,
                item.specification))
            for start, end, units in wanted.profile(item):
                self.tables["demand_profile"].append((item.item, start, end, units))

    def make_bidder(self, bidder):
        self.tables["suppliers"].append((
            bidder.supplier, bidder.name, bidder.country, bidder.region, bidder.groups,
            "true" if bidder.groups == "established" and bidder.fixed_cost == 0 else "",
            bidder.quality, bidder.fixed_cost or ""))
        for lot, places in bidder.lots.items():
            for place in places.split():
                self.make_lines(bidder, self.lots[lot], place, len(places.split()) > 1)

    def make_lines(self, bidder, lot, place, is_one_of_two):
        origin = place[:2].upper()
        prices = PRICE_OF_LOT.get(lot.lot, PRICE[lot.pillar])
        level = self.between(prices[origin])
        if bidder.groups != "established":
            level *= 1.015
        for item in self.items:
            if item.lot == lot.lot:
                self.make_line(bidder, lot, item, place, origin, level, is_one_of_two)

    def make_line(self, bidder, lot, item, place, origin, level, is_one_of_two):
        name = f"{bidder.supplier}-{item.item}" + (f"-{place}" if is_one_of_two else "")
        price = item.price * level * self.rng.uniform(.985, 1.015)
        reach = self.between(REACH[bidder.groups]) * (.6 if is_one_of_two else 1)
        maximum = float(tidy(item.quantity * reach, 2))
        spend = item.price * item.quantity
        fixed = spend * self.rng.choice((0, .0004, .0008, .0015)) if origin == "US" else (
            spend * self.rng.choice((0, 0, .0005)))
        minimum = self.rng.choice((.02, .03, .05)) if bidder.groups == "established" else 0
        lead = LEAD_DAYS[lot.category] + 7 * WEEKS_AT_SEA[origin] + self.rng.choice((-14, 0, 0, 14, 28))
        if bidder.groups == "start-up":
            lead += 42
        domestic = self.between(DOMESTIC[lot.category]) if origin == "US" else (
            .15 if origin == "MX" else 0)
        duty = 0 if origin in ("US", "MX") else (
            DUTY.get(item.hts, 0) + SURCHARGE.get(origin, SURCHARGE_ELSE))
        freight = item.price * item.freight * (1 if origin in ("US", "MX") else 2.2)
        if lot.lot == "final-assembly" and origin == "VN":
            freight = .55
        key = (bidder.supplier, item.item)
        self.price.setdefault(key, float(tidy(price)))
        self.terms.setdefault(key, (duty, freight, domestic))
        self.tables["lines"].append((
            name, bidder.supplier, item.item, tidy(item.quantity * minimum, 2) if minimum else "",
            tidy(maximum, 6) if maximum < item.quantity else "", tidy(fixed, 2) if fixed else "",
            share(duty) if duty else "", tidy(freight, 2), share(round(domestic, 2)) if domestic else "",
            lead, origin, place, self.rng.choice(("2027-09-30", "2027-09-30", "2027-06-30"))))
        self.make_steps(bidder, item, name, price, maximum)
        if bidder.groups != "established":
            self.make_ramp(bidder, item, maximum)

    def make_steps(self, bidder, item, name, price, maximum):
        count = self.rng.choice((2, 3, 3)) if bidder.groups == "established" else (
            self.rng.choice((1, 1, 2)))
        if item.item == "tool-set":
            count = 1
        kind = "incremental" if self.rng.random() < .2 else ""
        start, factor = 0, 1
        for _ in range(count):
            self.tables["steps"].append((
                name, start or 1, tidy(price * factor), kind if count > 1 else ""))
            start = int(float(tidy(maximum * (.25 if start == 0 else .6), 1)))
            factor -= self.rng.choice((.015, .02, .03))

    def make_ramp(self, bidder, item, maximum):
        full = maximum * (.30 if item.item in wanted.LATE_ITEMS else .27)
        if item.item == "tool-set":
            return
        for start, end, part in RAMP:
            if item.item in wanted.LATE_ITEMS and start < "2028":
                continue
            self.tables["capacities"].append(
                (bidder.supplier, item.item, tidy(full * part, 2), start, end))

    def make_bundles(self):
        for name, supplier, content, factor, exclusive, requires in terms.BUNDLES:
            sums = [0, 0, 0, 0]
            for item, quantity in content.items():
                spend = self.price[supplier, item] * quantity * factor
                duty, freight, domestic = self.terms[supplier, item]
                for position, value in enumerate(
                        (spend, spend * duty, freight * quantity, spend * domestic)):
                    sums[position] += value
                self.tables["bundle_items"].append((name, item, quantity))
            cells = [tidy(value, 4) if value else "" for value in sums]
            self.tables["bundles"].append((name, supplier, *cells, exclusive, requires))

    def make_discounts(self):
        for name, supplier, basis, over, tiers in terms.DISCOUNTS:
            self.tables["discounts"].append((name, supplier, basis, over))
            for least, rate in tiers:
                self.tables["discount_tiers"].append((name, least, rate))


HEADERS = {
    "lots": "lot title pillar category",
    "items": "item lot quantity whole unit need_by late_cost unmet_cost hts specification",
    "demand_profile": "item from to quantity",
    "suppliers": "supplier name country region groups incumbent quality fixed_cost",
    "lines": "line supplier item minimum maximum fixed_cost duty_rate freight domestic lead_days "
             "origin made_at valid_to",
    "steps": "line from_quantity price kind",
    "bundles": "bundle supplier price duty freight domestic_value exclusive requires",
    "bundle_items": "bundle item quantity",
    "discounts": "discount supplier basis over",
    "discount_tiers": "discount at_least rate",
    "capacities": "supplier items maximum from to",
}


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "Examples" / "open-call"
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in Maker().make().items():
        with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADERS[name].split())
            writer.writerows(rows)


if __name__ == "__main__":
    main()
