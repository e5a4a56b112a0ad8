#!/usr/bin/env python3
"""Writes a small random but meaningful event folder with the scenario `drawn`.

    random_event.py --seed N --out DIR [--size tiny|small] [--corners]

The same seed gives the same bytes. Every table and every kind of rule appears with some
probability; most events have an award, some have none. Tiny events have whole units and few of
them, so that all awards can be tried one by one. With `--corners` also what the format leaves open
appears: scopes that cut through a bundle, named subjects where they only narrow, lines of divisible
items without a minimum, soft rules of every kind, origins that are not the supplier's country.
"""

import argparse
import csv
import datetime
import io
import pathlib
import random

COUNTRIES = ("US", "US", "MX", "TW")
REGIONS = ("north", "south")
GROUPS = ("local", "small")
KINDS = ("suppliers_max", "suppliers_min", "share_max", "share_min", "win_min_share",
         "domestic_min", "quality_min", "lead_max", "budget_max", "force", "forbid", "backup_min")
SIZES = {
    "tiny": dict(items=(1, 2), suppliers=(2, 3), lines=(2, 5), quantity=(2, 5), bundles=(0, 2)),
    "small": dict(items=(1, 4), suppliers=(2, 5), lines=(3, 10), quantity=(4, 60), bundles=(0, 3)),
}
COLUMNS = {
    "lots": "lot title pillar category",
    "items": "item lot quantity whole unit need_by late_cost unmet_cost",
    "demand_profile": "item from to quantity",
    "suppliers": "supplier name country region groups incumbent quality fixed_cost",
    "lines": "line supplier item minimum maximum fixed_cost duty_rate freight domestic lead_days "
             "quality origin made_at valid_to",
    "steps": "line from_quantity price kind",
    "bundles": "bundle supplier price duty freight domestic_value exclusive requires",
    "bundle_items": "bundle item quantity",
    "discounts": "discount supplier basis over",
    "discount_tiers": "discount at_least rate",
    "capacities": "supplier items maximum from to",
}
SELECTION = datetime.date(2026, 3, 2)


def text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value)


class Generator:
    def __init__(self, seed, size="small", corners=False):
        self.rng = random.Random(f"event {seed} {size} {corners}")
        self.size, self.tiny, self.corners = SIZES[size], size == "tiny", corners
        self.tables = {name: [] for name in COLUMNS}
        self.sure = set()  # (supplier, item) that bring the whole of an item
        self.seed = seed

    def chance(self, share):
        return self.rng.random() < share

    def between(self, ends):
        return self.rng.randint(*ends)

    def money(self, low, high):
        """Cents half of the time, whole money else."""
        value = self.rng.uniform(low, high)
        return round(value, 2) if self.chance(0.5) else float(round(value))

    def make(self):
        self.make_items()
        self.make_suppliers()
        self.make_lines()
        self.make_bundles()
        self.make_discounts()
        self.make_capacities()
        return self

    # --- what is wanted

    def make_items(self):
        count = self.between(self.size["items"])
        lots = self.rng.randint(1, min(2, count))
        for index in range(lots):
            self.tables["lots"].append({
                "lot": f"lot-{index + 1}", "title": f"Lot {index + 1}", "pillar": "datacenter",
                "category": self.rng.choice(("cooling", "power"))})
        for index in range(count):
            whole = self.tiny or self.chance(0.7)
            quantity = self.between(self.size["quantity"])
            if not whole and self.chance(0.5):
                quantity += 0.5
            row = {"item": f"item-{index + 1}", "lot": f"lot-{self.rng.randint(1, lots)}",
                   "quantity": quantity, "whole": whole, "unit": "piece"}
            if index < lots:
                row["lot"] = f"lot-{index + 1}"
            if self.chance(0.5):
                row["need_by"] = (SELECTION + datetime.timedelta(
                    days=self.rng.randint(10, 60))).isoformat()
                row["late_cost"] = self.money(0.5, 6)
            if self.chance(0.4):
                row["unmet_cost"] = self.money(10, 90)
            self.tables["items"].append(row)
            if self.chance(0.7):
                self.make_profile(row)

    def make_profile(self, item):
        first, left = SELECTION, item["quantity"]
        for _ in range(self.rng.randint(1, 3)):
            days = self.rng.choice((7, 10, 28, 30))
            share = min(left, self.rng.randint(1, max(1, int(item["quantity"]) // 2)))
            last = first + datetime.timedelta(days=days - 1)
            self.tables["demand_profile"].append({
                "item": item["item"], "from": first.isoformat(), "to": last.isoformat(),
                "quantity": share})
            left -= share
            first = last + datetime.timedelta(days=self.rng.choice((1, 1, 8)))
            if not left:
                return
        self.tables["demand_profile"].append({
            "item": item["item"], "from": first.isoformat(),
            "to": (first + datetime.timedelta(days=20)).isoformat(), "quantity": left})

    # --- who offers

    def make_suppliers(self):
        for index in range(self.between(self.size["suppliers"])):
            groups = [name for name in GROUPS if self.chance(0.4)]
            row = {"supplier": f"supplier-{index + 1}", "name": f"Made-up company {index + 1}",
                   "country": self.rng.choice(COUNTRIES), "region": self.rng.choice(REGIONS),
                   "groups": ";".join(groups), "incumbent": self.chance(0.3)}
            if self.chance(0.7):
                row["quality"] = self.rng.randint(1, 10)
            if self.chance(0.5):
                row["fixed_cost"] = self.money(5, 150)
            self.tables["suppliers"].append(row)

    def make_lines(self):
        items, suppliers = self.tables["items"], self.tables["suppliers"]
        self.base = {row["item"]: self.rng.uniform(5, 40) for row in items}
        for index in range(max(len(items), self.between(self.size["lines"]))):
            item = items[index] if index < len(items) else self.rng.choice(items)
            supplier = self.rng.choice(suppliers)
            row = {"line": f"line-{index + 1}", "supplier": supplier["supplier"],
                   "item": item["item"]}
            quantity = item["quantity"]
            if self.chance(0.4) or not (item["whole"] or self.corners):
                row["minimum"] = max(1, int(quantity * self.rng.choice((0.1, 0.25, 0.5))))
            if self.chance(0.6):
                row["maximum"] = max(row.get("minimum", 1), int(quantity * self.rng.choice(
                    (0.4, 0.6, 0.8, 1.0, 1.5))))
            if self.chance(0.4):
                row["fixed_cost"] = self.money(2, 80)
            if self.chance(0.4):
                row["duty_rate"] = self.rng.choice((0.025, 0.1, 0.25))
            if self.chance(0.5):
                row["freight"] = self.money(0.1, 5)
            if self.chance(0.6):
                row["domestic"] = self.rng.choice((0.25, 0.5, 0.8, 1.0))
            if self.chance(0.6):
                row["lead_days"] = self.rng.choice((0, 7, 14, 30, 45, 61, 90))
            if self.chance(0.3):
                row["quality"] = self.rng.randint(1, 10)
            if self.corners and self.chance(0.3):
                row["origin"] = self.rng.choice(COUNTRIES)
            self.tables["lines"].append(row)
            self.make_steps(row, item)
        for item in items:
            if "unmet_cost" not in item and self.chance(0.9):
                self.make_sure(item)

    def make_sure(self, item):
        """Lets one line bring the whole of an item, as most events can be met."""
        line = self.rng.choice([row for row in self.tables["lines"] if row["item"] == item["item"]])
        line.pop("maximum", None)
        self.sure.add((line["supplier"], item["item"]))

    def make_steps(self, line, item):
        kind = self.rng.choice(("all_units", "incremental"))
        start, price = self.rng.choice((0, 0, 1)), self.base[item["item"]]
        price *= self.rng.uniform(0.7, 1.5)
        low, high = (1, 2) if self.tiny else (2, max(3, int(item["quantity"]) // 2))
        for index in range(self.rng.choice((1, 1, 2, 3))):
            row = {"line": line["line"], "from_quantity": start, "price": round(price, 2)}
            if kind == "incremental" or self.chance(0.5):
                row["kind"] = kind
            self.tables["steps"].append(row)
            start = max(start, 0) + self.rng.randint(low, high) + (1 if index == 0 else 0)
            # Where units are not whole a rising price of all units has no lowest cost at its step.
            rising = (item["whole"] or kind == "incremental") and self.chance(0.2)
            price *= self.rng.uniform(1.0, 1.2) if rising else self.rng.uniform(0.7, 0.99)
        if kind == "incremental":
            for row in self.tables["steps"]:
                if row["line"] == line["line"]:
                    row["kind"] = kind

    def make_bundles(self):
        lots = self.tables["lots"]
        for index in range(self.between(self.size["bundles"])):
            lot = self.rng.choice(lots)["lot"]
            items = [row for row in self.tables["items"]
                     if row["lot"] == lot or (self.corners and self.chance(0.5))]
            some = self.rng.sample(items, self.rng.randint(1, len(items)))
            name, supplier = f"bundle-{index + 1}", self.rng.choice(self.tables["suppliers"])
            worth = 0.0
            for item in some:
                units = max(1, int(item["quantity"] * self.rng.choice((0.2, 0.4, 0.5, 1.0))))
                worth += units * self.base[item["item"]]
                self.tables["bundle_items"].append({
                    "bundle": name, "item": item["item"], "quantity": units})
            row = {"bundle": name, "supplier": supplier["supplier"],
                   "price": round(worth * self.rng.uniform(0.6, 1.2), 2)}
            if self.chance(0.3):
                row["duty"] = self.money(1, 30)
            if self.chance(0.3):
                row["freight"] = self.money(1, 30)
            if self.chance(0.5):
                row["domestic_value"] = round(row["price"] * self.rng.choice((0.3, 0.6, 0.9)), 2)
            if self.chance(0.3):
                row["exclusive"] = self.rng.choice(("once", "once;other", "other"))
            mine = [other["bundle"] for other in self.tables["bundles"]
                    if other["supplier"] == row["supplier"]]
            if mine and self.chance(0.5):
                row["requires"] = self.rng.choice(mine)
            self.tables["bundles"].append(row)

    def make_discounts(self):
        if self.chance(0.4):
            return
        for index in range(self.rng.choice((1, 1, 2))):
            name, basis = f"discount-{index + 1}", self.rng.choice(("spend", "units", "lines"))
            over = []
            if self.chance(0.5):
                over = self.rng.sample([row["item"] for row in self.tables["items"]], 1)
            elif self.chance(0.3):
                over = [self.rng.choice(self.tables["lots"])["lot"]]
            self.tables["discounts"].append({
                "discount": name, "supplier": self.rng.choice(self.tables["suppliers"])["supplier"],
                "basis": basis, "over": ";".join(over)})
            unit = {"spend": 25, "units": 1 if self.tiny else 4, "lines": 1}[basis]
            start, rate = self.rng.choice((0, 1, 1, 2)) * unit, 0.0
            for _ in range(self.rng.choice((1, 2, 3))):
                rate = round(rate + self.rng.choice((0.02, 0.05, 0.1)), 4)
                self.tables["discount_tiers"].append({
                    "discount": name, "at_least": start, "rate": rate})
                start += unit * self.rng.randint(1, 4)

    def make_capacities(self):
        total = sum(row["quantity"] for row in self.tables["items"])
        profiled = {row["item"] for row in self.tables["demand_profile"]}
        for supplier in self.tables["suppliers"]:
            if not self.chance(0.3):
                continue
            some = [row["item"] for row in self.tables["items"] if self.chance(0.6)]
            name = supplier["supplier"]
            if any((name, row["item"]) in self.sure for row in self.tables["items"]
                   if not some or row["item"] in some) and self.chance(0.7):
                continue
            row = {"supplier": name, "items": ";".join(some),
                   "maximum": round(total * self.rng.choice((0.2, 0.4, 0.6)), 1)}
            inside = some or [row["item"] for row in self.tables["items"]]
            if self.chance(0.5) and (self.corners or profiled.issuperset(inside)):
                first = SELECTION + datetime.timedelta(days=self.rng.choice((0, 5, 14)))
                row["from"] = first.isoformat()
                if self.chance(0.7):
                    last = first + datetime.timedelta(days=self.rng.choice((6, 13, 20)))
                    row["to"] = last.isoformat()
                row["maximum"] = round(row["maximum"] * 0.6, 1)
            self.tables["capacities"].append(row)

    # --- rules

    def scope(self):
        straddles = any(
            sum(1 for row in self.tables["bundle_items"] if row["bundle"] == bundle["bundle"]) > 1
            for bundle in self.tables["bundles"])
        if self.chance(0.5):
            return {}
        which = self.rng.choice(("lot", "category", "item"))
        if which == "item" and straddles and not self.corners:
            which = "lot"
        if which == "item":
            return {"item": self.rng.choice(self.tables["items"])["item"]}
        lot = self.rng.choice(self.tables["lots"])
        return {which: lot[which]}

    def subject(self, kinds=("supplier", "group", "country", "region")):
        which = self.rng.choice(kinds)
        if which == "supplier":
            return {which: self.rng.choice(self.tables["suppliers"])["supplier"]}
        return {which: self.rng.choice(
            {"group": GROUPS, "country": COUNTRIES, "region": REGIONS}[which])}

    def make_rule(self, name):
        kind = self.rng.choice(KINDS)
        rule = {"rule": name, "kind": kind}
        draw = self.rng.choice
        cost = sum(row["quantity"] * self.base[row["item"]] for row in self.tables["items"])
        value, weight = {
            "suppliers_max": ((1, 1, 2, 2, 3), (20, 100)), "suppliers_min": ((2, 2, 3), (20, 100)),
            "share_max": ((0.3, 0.5, 0.6, 0.75), (0.1, 0.5, 2)),
            "share_min": ((0.1, 0.25, 0.4), (0.1, 0.5, 2)),
            "win_min_share": ((0.1, 0.2, 0.35), (0.1, 0.5, 2)),
            "domestic_min": ((0.2, 0.4, 0.6), (0.1, 0.5, 2)),
            "quality_min": ((3, 4.5, 6), (0.05, 0.2)), "lead_max": ((14, 30, 45), (0.5, 3)),
            "budget_max": (tuple(round(cost * f, 2) for f in (0.85, 1, 1.2, 1.5)), (0.5, 2)),
            "force": ((None,), (30, 90)), "forbid": ((None,), (30, 90)),
            "backup_min": ((0.2, 0.4, 0.6), (2, 20))}[kind]
        value = draw(value)
        if value is not None:
            rule["value"] = value
        if kind != "budget_max" or self.corners:
            rule.update(self.scope())
        if kind in ("force", "forbid"):
            rule.update(self.subject(("supplier",)))
        elif kind == "share_min" or (kind == "share_max" and self.chance(0.6)) or (
                self.corners and self.chance(0.3)):
            rule.update(self.subject())
        if kind == "backup_min" and self.chance(0.4):
            rule["by"] = "country"
        if self.chance(0.3) and (self.corners or kind not in ("budget_max",)):
            rule["penalty"] = draw(weight)
        return rule

    def scenario(self):
        rules = [self.make_rule(f"rule-{index + 1}") for index in range(self.rng.randint(0, 4))]
        stages = []
        if self.chance(0.15):
            count = self.rng.randint(2, 3)
            for measure in self.rng.sample(("cost", "quality", "suppliers", "domestic"), count):
                stages.append({"stage": measure, "slack": self.rng.choice((0, 0.05, 0.2))})
        return stages, rules

    # --- writing

    def settings(self):
        lines = ["format: 1", f"event: drawn-{self.seed}", "title: A drawn event",
                 f"selection: {SELECTION.isoformat()}"]
        if self.chance(0.4):
            lines.append(f"quality_value: {text(self.rng.choice((0.1, 0.5, 1.25)))}")
        return "\n".join(lines) + "\n"

    def files(self):
        """File name to text, in a fixed order."""
        found = {"event.yaml": self.settings()}
        for name, columns in COLUMNS.items():
            rows = self.tables[name]
            if not rows and name not in ("lots", "items", "suppliers", "lines", "steps"):
                continue
            file = io.StringIO()
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns.split())
            for row in rows:
                writer.writerow([text(row.get(column, "")) for column in columns.split()])
            found[f"{name}.csv"] = file.getvalue()
        stages, rules = self.scenario()
        found["scenarios/drawn.yaml"] = scenario_text(stages, rules)
        return found


def scenario_text(stages, rules):
    """A scenario file; each stage and each rule on a line of its own."""
    def entry(values):
        return "  - {" + ", ".join(f"{key}: {text(value)}" for key, value in values.items()) + "}"
    lines = ["objective: cost"] if not stages else ["objective:", *map(entry, stages)]
    if rules:
        lines += ["rules:", *map(entry, rules)]
    return "\n".join(lines) + "\n"


def write(seed, folder, size="small", corners=False):
    folder = pathlib.Path(folder)
    (folder / "scenarios").mkdir(parents=True, exist_ok=True)
    for name, content in Generator(seed, size, corners).make().files().items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def main():
    parser = argparse.ArgumentParser(description="Writes a random event folder.")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--size", choices=sorted(SIZES), default="small")
    parser.add_argument("--corners", action="store_true")
    options = parser.parse_args()
    write(options.seed, options.out, options.size, options.corners)


if __name__ == "__main__":
    main()
