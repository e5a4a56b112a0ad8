#!/usr/bin/env python3
"""The award of a generated event through HiGHS's own Python modelling layer, for comparison.

    event_baseline.py EVENT [--scenario rules] [--gap 0.001] [--limit 300] [--threads 2]

prints one line of JSON: seconds to load, build and solve, the objective, the bound and the gap. It
states what an analyst would write in an afternoon: a quantity and a binary for each step of each line,
the spend of each discount split by tiers. It knows what generated events contain and refuses the
rest. `Benchmarks/event-baseline` installs highspy and calls it.
"""

import argparse
import collections
import csv
import json
import pathlib
import re
import sys
import time

import highspy


def read(folder, name):
    path = pathlib.Path(folder) / f"{name}.csv"
    if not path.exists():
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure(row, column, default=0.0):
    return float(row.get(column) or default)


def read_rules(folder, scenario):
    """The rules of a generated scenario: one a line, in braces."""
    text = (pathlib.Path(folder) / "scenarios" / f"{scenario}.yaml").read_text(encoding="utf-8")
    rules = []
    for entry in re.findall(r"- \{(.*)\}", text):
        rules.append(dict(part.split(": ", 1) for part in entry.split(", ")))
    return rules


class Baseline:
    def __init__(self, folder, scenario):
        self.items = {row["item"]: row for row in read(folder, "items")}
        self.category = {row["lot"]: row["category"] for row in read(folder, "lots")}
        self.suppliers = {row["supplier"]: row for row in read(folder, "suppliers")}
        self.lines = read(folder, "lines")
        self.steps = collections.defaultdict(list)
        for row in read(folder, "steps"):
            self.steps[row["line"]].append(row)
        self.bundles = {row["bundle"]: row for row in read(folder, "bundles")}
        self.contents = collections.defaultdict(list)
        for row in read(folder, "bundle_items"):
            self.contents[row["bundle"]].append((row["item"], float(row["quantity"])))
        self.own_lines, self.own_bundles = (collections.defaultdict(list) for _ in range(2))
        for line in self.lines:
            self.own_lines[line["supplier"]].append(line)
        for row in self.bundles.values():
            self.own_bundles[row["supplier"]].append(row)
        self.discounts = read(folder, "discounts")
        self.tiers = collections.defaultdict(list)
        for row in read(folder, "discount_tiers"):
            self.tiers[row["discount"]].append((float(row["at_least"]), float(row["rate"])))
        self.capacities = read(folder, "capacities")
        self.rules = read_rules(folder, scenario)
        text = (pathlib.Path(folder) / "event.yaml").read_text(encoding="utf-8")
        self.selection = re.search(r"selection: (\S+)", text)[1]
        if any(row.get("over") for row in self.discounts) or any(
                row.get("from") or row.get("items") for row in self.capacities):
            raise SystemExit("discounts over some items and dated capacities are not stated here")

    def late_per_unit(self, line):
        item = self.items[line["item"]]
        if not item.get("need_by") or not item.get("late_cost"):
            return 0.0
        day = time.strptime
        seconds = time.mktime(day(self.selection, "%Y-%m-%d")) - time.mktime(
            day(item["need_by"], "%Y-%m-%d"))
        late = round(seconds / 86400) + figure(line, "lead_days")
        return max(0.0, late) / 7 * float(item["late_cost"])

    # --- the model

    def build(self):
        self.highs = highspy.Highs()
        self.highs.silent()
        self.brought = collections.defaultdict(list)   # item -> units
        self.carried = collections.defaultdict(list)   # supplier -> units
        self.bids = collections.defaultdict(list)      # supplier -> binaries
        self.cost = []
        for line in self.lines:
            self.add_line(line)
        self.add_bundles()
        for item, row in self.items.items():
            self.highs.addConstr(self.highs.qsum(self.brought[item]) == float(row["quantity"]))
        self.wins = {}
        for supplier, row in self.suppliers.items():
            self.wins[supplier] = self.highs.addBinary()
            for bid in self.bids[supplier]:
                self.highs.addConstr(bid <= self.wins[supplier])
            self.cost.append(figure(row, "fixed_cost") * self.wins[supplier])
        for row in self.capacities:
            self.highs.addConstr(
                self.highs.qsum(self.carried[row["supplier"]]) <= float(row["maximum"]))
        self.add_discounts()
        for rule in self.rules:
            self.add_rule(rule)

    def add_line(self, line):
        highs, item = self.highs, self.items[line["item"]]
        quantity = float(item["quantity"])
        least = figure(line, "minimum")
        most = min(figure(line, "maximum", quantity), quantity)
        steps = sorted((float(row["from_quantity"]), float(row["price"]), row.get("kind"))
                       for row in self.steps[line["line"]])
        chosen, units, ex_works, base = [], [], [], 0.0
        for index, (start, price, kind) in enumerate(steps):
            if index and kind == "incremental":
                base += (start - steps[index - 1][0]) * steps[index - 1][1]
            end = steps[index + 1][0] - 1 if index + 1 < len(steps) else most
            low, high = max(least, start), min(most, end)
            if low > high:
                continue
            use = highs.addBinary()
            some = highs.addIntegral(0, high)
            highs.addConstr(some <= high * use)
            highs.addConstr(some >= low * use)
            chosen.append(use)
            units.append(some)
            ex_works.append(price * some)
            if kind == "incremental":
                ex_works.append((base - price * start) * use)
        line["use"], line["units"] = highs.qsum(chosen), highs.qsum(units)
        line["ex_works"] = highs.qsum(ex_works)
        if len(chosen) > 1:
            highs.addConstr(line["use"] <= 1)
        self.brought[line["item"]] += units
        self.carried[line["supplier"]] += units
        self.bids[line["supplier"]] += chosen
        per_unit = figure(line, "freight") + self.late_per_unit(line)
        self.cost.append((1 + figure(line, "duty_rate")) * line["ex_works"])
        self.cost.append(per_unit * line["units"])
        self.cost.append(figure(line, "fixed_cost") * line["use"])

    def add_bundles(self):
        bearers = collections.defaultdict(list)
        for name, row in self.bundles.items():
            win = row["win"] = self.highs.addBinary()
            row["ex_works"] = float(row["price"]) * win
            for item, quantity in self.contents[name]:
                self.brought[item].append(quantity * win)
                self.carried[row["supplier"]].append(quantity * win)
            self.bids[row["supplier"]].append(win)
            self.cost.append((float(row["price"]) + figure(row, "duty") + figure(row, "freight"))
                             * win)
            for bearer in filter(None, (row.get("exclusive") or "").split(";")):
                bearers[bearer].append(win)
        for wins in bearers.values():
            self.highs.addConstr(self.highs.qsum(wins) <= 1)
        for row in self.bundles.values():
            if row.get("requires"):
                self.highs.addConstr(row["win"] <= self.bundles[row["requires"]]["win"])

    def add_discounts(self):
        highs = self.highs
        for row in self.discounts:
            own = self.own_lines[row["supplier"]]
            spend = highs.qsum([line["ex_works"] for line in own])
            most = sum(max(float(step["price"]) for step in self.steps[line["line"]])
                       * float(self.items[line["item"]]["quantity"]) for line in own)
            tiers = [(0.0, 0.0)] + sorted(self.tiers[row["discount"]])
            basis = {"spend": "ex_works", "units": "units", "lines": "use"}[row["basis"]]
            limit = {"spend": most, "lines": len(own),
                     "units": sum(figure(self.items[line["item"]], "quantity") for line in own)}
            chosen, parts, counted = [], [], []
            for index, (start, rate) in enumerate(tiers):
                end = tiers[index + 1][0] if index + 1 < len(tiers) else limit[row["basis"]]
                if row["basis"] != "spend" and index + 1 < len(tiers):
                    end -= 1
                tier, part = highs.addBinary(), highs.addVariable(0, max(most, 1.0))
                highs.addConstr(part <= most * tier)
                chosen.append(tier)
                parts.append(part)
                self.cost.append(-rate * part)
                if row["basis"] == "spend":
                    highs.addConstr(part >= start * tier)
                    highs.addConstr(part <= max(start, end) * tier)
                else:
                    some = highs.addVariable(0, max(limit[row["basis"]], 1.0))
                    highs.addConstr(some >= start * tier)
                    highs.addConstr(some <= max(start, end) * tier)
                    counted.append(some)
            highs.addConstr(highs.qsum(chosen) == 1)
            highs.addConstr(highs.qsum(parts) == spend)
            if counted:
                highs.addConstr(highs.qsum(counted) == highs.qsum([line[basis] for line in own]))

    # --- rules

    def scoped(self, rule, supplier=None):
        """Lines and bundles of a rule's category, of one supplier or of all."""
        unknown = set(rule) - {"rule", "kind", "value", "category", "country", "group", "penalty"}
        if unknown:
            raise SystemExit(f"rule {rule['rule']}: {unknown} is not stated here")

        def inside(item):
            return ("category" not in rule
                    or self.category[self.items[item]["lot"]] == rule["category"])
        lines = self.lines if supplier is None else self.own_lines[supplier]
        bundles = self.bundles.values() if supplier is None else self.own_bundles[supplier]
        return ([line for line in lines if inside(line["item"])],
                [row for row in bundles
                 if any(inside(item) for item, _ in self.contents[row["bundle"]])])

    def spend(self, rule, supplier=None):
        lines, bundles = self.scoped(rule, supplier)
        return self.highs.qsum([row["ex_works"] for row in lines + bundles])

    def named(self, rule):
        return [name for name, row in self.suppliers.items()
                if rule.get("country") in (None, row["country"])
                and ("group" not in rule or rule["group"] in (row.get("groups") or "").split(";"))]

    def hold(self, rule, expression):
        """expression <= 0, or its excess is paid."""
        if "penalty" in rule:
            miss = self.highs.addVariable(0)
            self.cost.append(float(rule["penalty"]) * miss)
            expression = expression - miss
        self.highs.addConstr(expression <= 0)

    def total_spend(self, rule):
        """The spend of a scope as a column, so that rows for each supplier stay short."""
        total = self.highs.addVariable(0)
        self.highs.addConstr(self.spend(rule) == total)
        return total

    def add_rule(self, rule):
        highs, value = self.highs, figure(rule, "value")
        lines, bundles = self.scoped(rule)
        kind = rule["kind"]
        if kind == "suppliers_max":
            self.hold(rule, highs.qsum(list(self.wins.values())) - value)
        elif kind in ("share_max", "share_min"):
            total, sign = self.total_spend(rule), 1 if kind == "share_max" else -1
            groups = [self.named(rule)] if {"country", "group"} & set(rule) else [
                [name] for name in self.suppliers]
            for names in groups:
                own = highs.qsum([self.spend(rule, name) for name in names])
                self.hold(rule, sign * own - sign * value * total)
        elif kind == "domestic_min":
            own = highs.qsum([figure(line, "domestic") * line["ex_works"] for line in lines]
                             + [figure(row, "domestic_value") * row["win"] for row in bundles])
            self.hold(rule, value * self.total_spend(rule) - own)
        elif kind == "quality_min":
            own = highs.qsum([figure(self.suppliers[row["supplier"]], "quality") * row["ex_works"]
                              for row in lines + bundles])
            self.hold(rule, value * self.total_spend(rule) - own)
        elif kind == "lead_max":
            for line in lines:
                if figure(line, "lead_days") > value:
                    highs.addConstr(line["use"] <= 0)
        elif kind == "budget_max":
            if "category" in rule:
                raise SystemExit("the budget of a category is not stated here")
            self.hold(rule, highs.qsum(list(self.cost)) - value)
        elif kind == "win_min_share":
            self.add_win_min_share(rule, value)
        elif kind == "backup_min":
            self.add_backup(rule, value, lines, bundles)
        else:
            raise SystemExit(f"rule {rule['rule']}: {kind} is not stated here")

    def add_win_min_share(self, rule, value):
        total = self.total_spend(rule)
        most = sum(max(float(step["price"]) for step in self.steps[line["line"]])
                   * float(self.items[line["item"]]["quantity"]) for line in self.scoped(rule)[0])
        for name in self.suppliers:
            lines, bundles = self.scoped(rule, name)
            if not lines and not bundles:
                continue
            wins = self.highs.addBinary()
            for bid in [line["use"] for line in lines] + [row["win"] for row in bundles]:
                self.highs.addConstr(bid <= wins)
            self.highs.addConstr(
                value * total - self.spend(rule, name) + value * most * wins <= value * most)

    def add_backup(self, rule, value, lines, bundles):
        offered = collections.defaultdict(lambda: collections.defaultdict(list))
        for line in lines:
            most = figure(line, "maximum", figure(self.items[line["item"]], "quantity"))
            offered[line["item"]][line["supplier"]].append(most * line["use"])
        for name, row in self.bundles.items():
            for item, quantity in self.contents[name]:
                if item in offered:
                    offered[item][row["supplier"]].append(quantity * row["win"])
        for item, of in offered.items():
            cover = self.highs.addVariable(0)
            self.highs.addConstr(self.highs.qsum([t for terms in of.values() for t in terms])
                                 == cover)
            for terms in of.values():
                self.hold(rule, value * figure(self.items[item], "quantity") - cover
                          + self.highs.qsum(terms))


def main():
    parser = argparse.ArgumentParser(description="Solves a generated event with HiGHS.")
    parser.add_argument("event")
    parser.add_argument("--scenario", default="rules")
    parser.add_argument("--gap", type=float, default=0.001)
    parser.add_argument("--limit", type=float, default=300)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    marks = [time.monotonic()]
    baseline = Baseline(options.event, options.scenario)
    marks.append(time.monotonic())
    baseline.build()
    highs = baseline.highs
    marks.append(time.monotonic())
    highs.setOptionValue("mip_rel_gap", options.gap)
    highs.setOptionValue("time_limit", options.limit)
    highs.setOptionValue("threads", options.threads)
    highs.minimize(highs.qsum(baseline.cost))
    marks.append(time.monotonic())
    info = highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    seconds = [later - earlier for earlier, later in zip(marks, marks[1:])]
    print(json.dumps({
        "status": highs.modelStatusToString(highs.getModelStatus()),
        "objective": info.objective_function_value if found else None,
        "bound": info.mip_dual_bound, "gap": info.mip_gap if found else None,
        "rows": highs.getNumRow(), "columns": highs.getNumCol(), "nonzeros": highs.getNumNz(),
        "seconds": dict(zip(("load", "build", "solve"), (round(s, 3) for s in seconds)))}))
    return 0 if found else 4


if __name__ == "__main__":
    sys.exit(main())
