"""Events whose best award is derived by hand, and tiny ones in which every award is tried."""

import json
import pathlib
import tempfile
import unittest
from fractions import Fraction

import brute_award
import check_award
import event_folder
import event_reference
import random_event

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "Examples" / "events"

# Two companies offer six units: a for 10 each, b for 12; to bring b in costs 5 once.
PLAIN = {
    "lots": "lot,category\nlot,power",
    "items": "item,lot,quantity\nunit,lot,6",
    "suppliers": "supplier,country,region,groups,quality,fixed_cost\n"
                 "a,MX,south,,4,\nb,US,north,local,8,5",
    "lines": "line,supplier,item\nla,a,unit\nlb,b,unit",
    "steps": "line,from_quantity,price\nla,0,10\nlb,0,12",
}


def write(folder, tables, rules="", objective="cost", settings=""):
    folder = pathlib.Path(folder)
    (folder / "scenarios").mkdir(exist_ok=True)
    (folder / "event.yaml").write_text(
        f"format: 1\nevent: by-hand\nselection: 2026-03-02\n{settings}\n", encoding="utf-8")
    for name, text in {**PLAIN, **tables}.items():
        (folder / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
    entries = [f"  - {{rule: r{index}, kind: {text}}}"
               for index, text in enumerate(filter(None, rules.split("|")), 1)]
    text = f"objective: {objective}\n" + ("rules:\n" + "\n".join(entries) if entries else "")
    (folder / "scenarios" / "drawn.yaml").write_text(text + "\n", encoding="utf-8")


def read(folder):
    event = event_folder.load(folder)
    return event, event_folder.load_scenario(folder, "drawn", event)


def event_of(tables=None, **words):
    with tempfile.TemporaryDirectory() as folder:
        write(folder, tables or {}, **words)
        return read(folder)


def solved(tables=None, **words):
    event, scenario = event_of(tables, **words)
    return event, scenario, event_reference.solve(event, scenario)


def steps(text):
    return {"steps": "line,from_quantity,price,kind\n" + text}


TWO_ITEMS = {
    "items": "item,lot,quantity\nunit,lot,6\nextra,lot,2",
    "lines": "line,supplier,item\nla,a,unit\nlb,b,unit\nea,a,extra\neb,b,extra",
    "steps": "line,from_quantity,price\nla,0,10\nlb,0,12\nea,0,30\neb,0,20",
}

# (what it is about, tables, other words, the optimum or None)
CASES = [
    ("the cheaper line, 6 x 10", {}, {}, 60),
    ("all units: 6 x 8, as six reach the step of 6", steps(
        "la,0,10,\nla,6,8,\nlb,0,12,"), {}, 48),
    ("all units: five are below the step of 6", {
        **steps("la,0,10,\nla,6,8,\nlb,0,12,"), "items": "item,lot,quantity\nunit,lot,5"}, {}, 50),
    ("incremental: 4 x 10 + 2 x 5", steps(
        "la,0,10,incremental\nla,4,5,incremental\nlb,0,12,"), {}, 50),
    ("incremental from the first unit: 3 x 10, and 3 x 5 from the fourth on", steps(
        "la,1,10,incremental\nla,4,5,incremental\nlb,0,12,"), {}, 45),
    ("a line's maximum: 4 x 10 + 2 x 12 + 5", {
        "lines": "line,supplier,item,maximum\nla,a,unit,4\nlb,b,unit,"}, {}, 69),
    ("a minimum: 4 at most from a, 3 at least from b: 3 x 10 + 3 x 12 + 5", {
        "lines": "line,supplier,item,minimum,maximum\nla,a,unit,0,4\nlb,b,unit,3,"}, {}, 71),
    ("duty of 25 % on 60 makes b cheaper: 72 + 5", {
        "lines": "line,supplier,item,duty_rate,freight\nla,a,unit,0.25,1\nlb,b,unit,,"}, {}, 77),
    ("three weeks late at 1 a unit and week: 6 x 13, so b", {
        "items": "item,lot,quantity,need_by,late_cost\nunit,lot,6,2026-03-09,1",
        "lines": "line,supplier,item,lead_days\nla,a,unit,28\nlb,b,unit,7"}, {}, 77),
    ("late weeks are not rounded: 10 days are 10/7 weeks", {
        "items": "item,lot,quantity,need_by,late_cost\nunit,lot,6,2026-03-09,0.7",
        "lines": "line,supplier,item,lead_days\nla,a,unit,17\nlb,b,unit,"}, {}, 66),
    ("a line that has lapsed, and one that lapses on the day of the selection", {
        "lines": "line,supplier,item,valid_to\nla,a,unit,2026-03-01\nlb,b,unit,2026-03-02"},
     {}, 77),
    ("unmet units for 9 each are cheaper", {
        "items": "item,lot,quantity,unmet_cost\nunit,lot,6,9"}, {}, 54),
    ("quality is worth 1 a point: 6 x (10 - 4) against 6 x (12 - 8) + 5", {},
     {"settings": "quality_value: 1"}, 29),
    ("5 % off above 55 on 60", {
        "discounts": "discount,supplier,basis\nd,a,spend",
        "discount_tiers": "discount,at_least,rate\nd,55,0.05\nd,60.01,0.5"}, {}, 57),
    ("a discount for two lines moves the extra item to a: 0.7 x 120", {
        **TWO_ITEMS, "discounts": "discount,supplier,basis\nd,a,lines",
        "discount_tiers": "discount,at_least,rate\nd,2,0.3"}, {}, 84),
    ("a discount over one item: 60 + 0.5 x 60", {
        **TWO_ITEMS, "discounts": "discount,supplier,basis,over\nd,a,units,extra",
        "discount_tiers": "discount,at_least,rate\nd,1,0.5"}, {}, 90),
    ("a bundle of b for all: 85 + 5 against 60 + 40 + 5", {
        **TWO_ITEMS, "bundles": "bundle,supplier,price\nall,b,85",
        "bundle_items": "bundle,item,quantity\nall,unit,6\nall,extra,2"}, {}, 90),
    ("a bundle is all or nothing and makes up exactly: 7 units do not fit", {
        "bundles": "bundle,supplier,price\nall,b,1", "bundle_items":
        "bundle,item,quantity\nall,unit,7"}, {}, 60),
    ("two bundles that exclude one another: 10 + 30", {
        "bundles": "bundle,supplier,price,exclusive\np,a,10,x\nq,a,10,x;y",
        "bundle_items": "bundle,item,quantity\np,unit,3\nq,unit,3"}, {}, 40),
    ("a bundle that requires a dear one: 70 - not worth it", {
        "bundles": "bundle,supplier,price,requires\np,a,1,q\nq,a,60,",
        "bundle_items": "bundle,item,quantity\np,unit,3\nq,unit,3"}, {}, 60),
    ("capacity of a over all: 4 x 10 + 2 x 12 + 5", {
        "capacities": "supplier,items,maximum\na,,4"}, {}, 69),
    ("half of the units fall into the window, so 2 of them are 4 in all", {
        "demand_profile": "item,from,to,quantity\nunit,2026-03-02,2026-03-11,6",
        "capacities": "supplier,items,maximum,from,to\na,unit,2,2026-03-07,2026-04-01"}, {}, 69),
    ("two suppliers at least: 5 x 10 + 12 + 5", {}, {"rules": "suppliers_min, value: 2"}, 67),
    ("one supplier at most: b alone costs 77, and b is forced", {},
     {"rules": "suppliers_max, value: 1|force, supplier: b"}, 77),
    ("a is forbidden", {}, {"rules": "forbid, supplier: a"}, 77),
    ("a is forbidden for 10: paid", {}, {"rules": "forbid, supplier: a, penalty: 10"}, 70),
    ("at most half from a: 3 x 10 = 30 <= 36 = 3 x 12; 4 x 10 = 40 > 24", {},
     {"rules": "share_max, value: 0.5, supplier: a"}, 71),
    ("at most 65 % from each: 4 x 10 of 64 is 62.5 %", {},
     {"rules": "share_max, value: 0.65"}, 69),
    ("30 % from locals: 2 x 12 of 64 is 37.5 %, 12 of 62 is 19.4 %", {},
     {"rules": "share_min, value: 0.3, group: local"}, 69),
    ("missed by 0.3 x 60 = 18 money at 0.2", {},
     {"rules": "share_min, value: 0.3, country: US, penalty: 0.2"}, 63.6),
    ("a winner has 30 %, and two win", {},
     {"rules": "win_min_share, value: 0.3|suppliers_min, value: 2"}, 69),
    ("a third at home: 2 x 12 of 64", {
        "lines": "line,supplier,item,domestic\nla,a,unit,\nlb,b,unit,1"},
     {"rules": "domestic_min, value: 0.33"}, 69),
    ("mean quality 5.5: 2 x 12 of 64 give 5.5", {}, {"rules": "quality_min, value: 5.5"}, 69),
    ("slower than 20 days is barred", {
        "lines": "line,supplier,item,lead_days\nla,a,unit,21\nlb,b,unit,20"},
     {"rules": "lead_max, value: 20"}, 77),
    ("a budget that only a fits", {}, {"rules": "budget_max, value: 60"}, 60),
    ("a budget that nothing fits", {}, {"rules": "budget_max, value: 59"}, None),
    ("a backup of half: b is used for one unit, its maximum covers", {},
     {"rules": "backup_min, value: 0.5"}, 67),
    ("a backup missed by 3 units at 2", {}, {"rules": "backup_min, value: 0.5, penalty: 2"}, 66),
    ("only a may fail, so b's maximum must cover half", {},
     {"rules": "backup_min, value: 0.5, supplier: a"}, 67),
    ("only b may fail, which is not used", {},
     {"rules": "backup_min, value: 0.5, supplier: b"}, 60),
    ("best quality first: all from b", {},
     {"objective": "\n  - {stage: quality, slack: 0}\n  - {stage: cost}"}, 77),
    ("best quality within a quarter: 36 of 48 points are 3 units each", {},
     {"objective": "\n  - {stage: quality, slack: 0.25}\n  - {stage: cost}"}, 71),
]


class ByHand(unittest.TestCase):
    def test_optima(self):
        for title, tables, words, expected in CASES:
            with self.subTest(title):
                event, scenario, best = solved(tables, **words)
                if expected is None:
                    self.assertIsNone(best.objective)
                else:
                    self.assertAlmostEqual(best.objective, expected, places=6)
                values = brute_award.best(event, scenario)
                self.assertEqual(values is None, expected is None)
                if values is not None:
                    self.assertAlmostEqual(float(values[0][-1]), expected, places=9)

    def test_costs_of_rules_do_not_add_up(self):
        # Either rule alone costs the 7 of a second supplier; both together cost no more.
        event, scenario, best = solved(rules="suppliers_min, value: 2|force, supplier: b")
        each, together = event_reference.rule_costs(event, scenario, best)
        self.assertEqual([round(value, 6) for value in each.values()], [0, 0])
        self.assertAlmostEqual(together, 7)

    def test_conflicts_and_repairs(self):
        event, scenario, best = solved(rules="forbid, supplier: a|forbid, supplier: b|"
                                             "budget_max, value: 70|suppliers_max, value: 2")
        self.assertIsNone(best.award)
        conflicts, repairs = event_reference.conflicts_and_repairs(event, scenario)
        # Without b nothing but a is left (60); without a it costs 77, more than the budget.
        self.assertEqual(conflicts, [["r1", "r2"], ["r1", "r3"]])
        self.assertEqual(repairs, [(["r1"], 60.0), (["r2", "r3"], 77.0)])
        gives = event_reference.gives(event, scenario)
        self.assertEqual(gives, {"r3": None, "r4": None})

    def test_how_far_a_rule_must_give(self):
        for rule, expected in [("budget_max, value: 50", 77), ("suppliers_max, value: 0", 1),
                               ("share_min, value: 1.5, supplier: b", 1),
                               ("quality_min, value: 9", 8), ("suppliers_min, value: 2", 1)]:
            event, scenario, best = solved(rules=f"forbid, supplier: a|{rule}")
            self.assertIsNone(best.award)
            self.assertAlmostEqual(float(event_reference.gives(event, scenario)["r2"]), expected)
        # All of a is needed to have a's share below 0.2 with two of six units: 20 / (20 + 48).
        event, scenario, _ = solved({
            "lines": "line,supplier,item,minimum,maximum\nla,a,unit,2,\nlb,b,unit,,4"},
            rules="share_max, value: 0.2, supplier: a")
        self.assertAlmostEqual(float(event_reference.gives(event, scenario)["r1"]), 20 / 68)

    def test_break_in(self):
        # b as a whole costs 5 more once: 6 units at 55 / 6 and the 5 make the 60 of a.
        event, scenario, best = solved({
            "bundles": "bundle,supplier,price,duty\nall,b,90,3",
            "bundle_items": "bundle,item,quantity\nall,unit,6"})
        bundles, lines = event_reference.break_in(event, scenario, best, Fraction(1))
        self.assertAlmostEqual(bundles["all"], 52, places=6)
        self.assertAlmostEqual(lines["lb"], 55 / 6, places=6)
        # Half from b saves 30: 25 / 3 a unit.
        _, lines = event_reference.break_in(event, scenario, best, Fraction(1, 2))
        self.assertAlmostEqual(lines["lb"], 25 / 3, places=6)

    def test_no_price_breaks_in_where_a_rule_forbids(self):
        event, scenario, best = solved(rules="forbid, supplier: b")
        _, lines = event_reference.break_in(event, scenario, best, Fraction(1))
        self.assertEqual(lines, {"lb": None})

    def test_second_best_has_other_suppliers(self):
        event, scenario, best = solved()
        self.assertEqual(best.award.suppliers, ["a"])
        second = event_reference.second_best(event, scenario, ["a"])
        self.assertAlmostEqual(second.objective, 67)
        self.assertEqual(second.award.suppliers, ["a", "b"])

    def test_lowest_bid(self):
        # Whole lots: a asks 60 + 60, b asks 72 + 40 and 5 once, which is not looked at.
        event, _ = event_of(TWO_ITEMS)
        naive = event_reference.lowest_bid(event)
        self.assertEqual(naive.units, {"lb": 6, "eb": 2})
        self.assertEqual(naive.measure("cost", []), 117)
        # Nobody has a whole lot: a's four units, then b's.
        event, _ = event_of({"lines": "line,supplier,item,maximum\nla,a,unit,4\nlb,b,unit,4"})
        self.assertEqual(event_reference.lowest_bid(event).units, {"la": 4, "lb": 2})

    def test_bid_evaluation(self):
        """Bracken and McCormick 1968, chapter 3; optimum and data as in the GAMS model library."""
        folder = EXAMPLES / "bid-evaluation"
        event = event_folder.load(folder)
        scenario = event_folder.load_scenario(folder, "cost", event)
        best = event_reference.solve(event, scenario)
        self.assertAlmostEqual(best.objective, 15210109.512, places=5)
        self.assertEqual(best.award.suppliers, ["a", "c", "e"])


class EveryAward(unittest.TestCase):
    """The reference against all awards of tiny events."""

    def drawn(self, count, corners):
        for seed in range(1, count + 1):
            with tempfile.TemporaryDirectory() as folder:
                random_event.write(seed, folder, "tiny", corners)
                yield seed, *read(folder)

    def test_optima(self):
        for corners in (False, True):
            for seed, event, scenario in self.drawn(60, corners):
                best = event_reference.solve(event, scenario)
                tried = brute_award.best(event, scenario)
                with self.subTest(seed=seed, corners=corners):
                    self.assertEqual(best.award is None, tried is None)
                    if tried is not None:
                        value = float(tried[0][-1])
                        self.assertAlmostEqual(best.objective, value, delta=1e-6 * abs(value) + 1e-6)

    def test_analysis(self):
        seen = {"conflicts": 0, "gives": 0, "break_in": 0, "lines": 0, "second": 0}
        for seed, event, scenario in self.drawn(60, False):
            with self.subTest(seed=seed):
                self.compare(event, scenario, seen)
        self.assertGreater(min(seen.values()), 3, seen)

    def compare(self, event, scenario, seen):
        found = list(brute_award.awards(event))
        scenario.stages = [("cost", 0)]
        best = event_reference.solve(event, scenario)
        if best.award is None:
            seen["conflicts"] += 1
            self.compare_conflicts(event, scenario, found)
            for name, value in event_reference.gives(event, scenario).items():
                seen["gives"] += self.compare_give(scenario, found, name, value)
            return
        others = [award.measure("cost", scenario.rules) for award in found
                  if award.suppliers != best.award.suppliers and not award.broken(scenario.rules)]
        second = event_reference.second_best(event, scenario, best.award.suppliers).objective
        self.assertEqual(second is None, not others)
        if others:
            seen["second"] += 1
            self.assertAlmostEqual(second, float(min(others)), delta=1e-5)
        seen["lines"] += self.compare_lines(event, scenario, best)
        if not any(rule.kind not in ("suppliers_max", "suppliers_min", "lead_max", "force",
                                     "forbid", "backup_min") for rule in scenario.rules):
            seen["break_in"] += self.compare_bundles(event, scenario, best, found)

    def compare_conflicts(self, event, scenario, found):
        hard = [rule.rule for rule in scenario.rules if rule.penalty is None]
        broken = {frozenset(rule.rule for rule in scenario.rules if award.broken([rule]))
                  for award in found}
        drops = event_reference.minimal(broken)
        conflicts, repairs = event_reference.conflicts_and_repairs(event, scenario)
        self.assertEqual([drop for drop, _ in repairs], drops)
        for drop, cost in repairs:
            kept = [rule for rule in scenario.rules if rule.rule not in drop]
            least = min(award.measure("cost", kept) for award in found if not award.broken(kept))
            self.assertAlmostEqual(cost, float(least), delta=1e-5)
        # A conflict meets every set of broken rules, and is minimal in that.
        for conflict in conflicts:
            self.assertTrue(all(broken_by & set(conflict) for broken_by in broken))
            for name in conflict:
                left = set(conflict) - {name}
                self.assertFalse(all(broken_by & left for broken_by in broken))
        self.assertTrue(conflicts and set(sum(conflicts, [])) <= set(hard))

    def compare_give(self, scenario, found, name, value):
        rule = next(rule for rule in scenario.rules if rule.rule == name)
        others = [other for other in scenario.rules if other is not rule]
        reached = [event_reference.reached(rule, award) for award in found
                   if not award.broken(others)]
        self.assertEqual(value is None, not reached)
        if not reached:
            return 0
        nearest = (min if rule.kind.endswith("_max") else max)(reached)
        self.assertAlmostEqual(float(value), float(nearest), delta=1e-6)
        return 1

    def compare_bundles(self, event, scenario, best, found):
        prices, _ = event_reference.break_in(event, scenario, best, Fraction(1))
        for row in event.bundles:
            if row.bundle not in prices:
                continue
            rest = [award.measure("cost", scenario.rules) - row.price for award in found
                    if row.bundle in award.bundles and not award.broken(scenario.rules)]
            highest = best.objective - float(min(rest)) if rest else None
            if highest is None or highest < 0:
                self.assertIsNone(prices[row.bundle])
            else:
                self.assertAlmostEqual(prices[row.bundle], highest, delta=1e-5)
        return len(prices)


    def compare_lines(self, event, scenario, best):
        """At its break-in price a losing line is in an award that costs no more than the best, a cent
        above it is in none. Rules may be kept by a millionth, as the price is a decimal."""
        compared = 0
        for line in event.lines:
            if line.line in best.award.units:
                continue
            units = min(line.maximum, event.item[line.item].quantity, max(line.minimum, 2))
            price = event_reference.highest_price(
                event, scenario, best, ("line", line.line, units))
            tried = [0, 5, 50] if price is None else [price, price + 0.01, price + 5]
            least = [self.least_with(event, scenario, line, units, each) for each in tried]
            if price is not None:
                compared += 1
                self.assertLessEqual(float(least.pop(0)), best.objective + 1e-5)
            for cost in least:
                self.assertTrue(cost is None or cost > best.objective - 1e-9)
        return compared

    def least_with(self, event, scenario, line, units, price):
        """The least cost of an award that takes `units` of a line at `price`, by trying all."""
        kept = dict(vars(line))
        line.steps, line.minimum = [(Fraction(0), Fraction(price))], units
        found = [award.measure("cost", scenario.rules) for award in brute_award.awards(event)
                 if award.units.get(line.line) == units
                 and not award.broken(scenario.rules, Fraction(1, 10 ** 8))]
        vars(line).update(kept)
        return min(found, default=None)


class Checker(unittest.TestCase):
    """Awards of the reference pass; each altered claim is caught."""

    def test_awards_pass_and_altered_claims_do_not(self):
        passed = 0
        for seed in range(1, 25):
            with tempfile.TemporaryDirectory() as folder:
                random_event.write(seed, folder)
                event, scenario = read(folder)
                best = event_reference.solve(event, scenario)
                if best.award is None:
                    continue
                claims = event_reference.summary(event, scenario, best)
                self.assertEqual(self.faults(folder, claims), [], seed)
                for altered in self.altered(claims):
                    self.assertNotEqual(self.faults(folder, altered), [], (seed, altered))
                passed += 1
        self.assertGreater(passed, 10)

    def faults(self, folder, claims):
        path = pathlib.Path(folder) / "summary.json"
        path.write_text(json.dumps(claims), encoding="utf-8")
        return check_award.check(folder, folder)

    def altered(self, claims):
        for part in claims["cost"]:
            yield {**claims, "cost": {**claims["cost"], part: claims["cost"][part] + 0.5}}
        for name in claims["lines"]:
            yield {**claims, "lines": {**claims["lines"], name: claims["lines"][name] + 1}}
            yield {**claims, "lines": {other: units for other, units in claims["lines"].items()
                                       if other != name}}
        yield {**claims, "objective": claims["objective"] + 1}
        yield {**claims, "bound": claims["objective"] + 1}
        yield {**claims, "suppliers": claims["suppliers"] + ["supplier-9"]}
        for name in claims["discounts"]:
            yield {**claims, "discounts": {name: {"at_least": -1, "rate": 0}}}


class Generator(unittest.TestCase):
    def test_a_seed_gives_the_same_bytes(self):
        for corners in (False, True):
            first = random_event.Generator(7, "small", corners).make().files()
            self.assertEqual(first, random_event.Generator(7, "small", corners).make().files())

    def test_every_table_and_kind_of_rule_appears(self):
        kinds, tables, soft, staged = set(), set(), set(), 0
        for seed in range(1, 200):
            generator = random_event.Generator(seed).make()
            tables |= {name for name, rows in generator.tables.items() if rows}
            stages, rules = generator.scenario()
            staged += bool(stages)
            kinds |= {rule["kind"] for rule in rules}
            soft |= {rule["kind"] for rule in rules if "penalty" in rule}
        self.assertEqual(tables, set(random_event.COLUMNS))
        self.assertEqual(kinds, set(random_event.KINDS))
        self.assertEqual(soft, kinds - {"budget_max"})
        self.assertGreater(staged, 10)


if __name__ == "__main__":
    unittest.main()
