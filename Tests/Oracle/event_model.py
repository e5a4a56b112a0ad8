"""The award of an event as one mixed-integer program for SCIP: an independent formulation.

What is obvious is done otherwise here, so that an error of thought is not made twice: a line's units
and cost are a point between the two ends of a step, the tier of a discount switches on the discount
of each line, who wins in a scope has binaries of its own. Nothing is scaled, nothing is left out as
dominated.
(Switched rows are not SCIP's indicator constraints: with those SCIP 10.0 missed the optimum of one
tiny event in a hundred, as trying every award showed.)
Variables: use[l] in {0, 1}, units[l], cost[l] (ex-works); win[b]; tier[d, k]; off[d, l] (money of a
discount); wins[s, scope]; unmet[i]; one miss for each inequality of a soft rule.
"""

import math
from fractions import Fraction

from pyscipopt import Model, quicksum

from award_terms import (
    bidders, discounted_lines, ex_works_of, failing, has_lapsed, in_scope, is_subject, late_weeks,
    names_subject, window_share)

ZERO = Fraction(0)


def below(value, whole):
    """The largest value of a step or tier that ends before `value`; `whole` is the grid of what
    counts (1 for units, hundredths for money), None where there is none."""
    if whole is None:
        return value
    return Fraction(math.ceil(value / whole) - 1) * whole


class Formulation:
    """Columns and rows; options name what the analysis changes.

    priced: ("bundle", id) or ("line", id, units): wins for certain, at a price that is a column.
    limit: the cost may not exceed it. other_than: a set of suppliers that may not be the winners.
    give: a rule whose inequalities may all be missed by `self.give`, which may be negative.
    """

    def __init__(self, event, rules, priced=None, limit=None, other_than=None, give=None):
        self.event, self.rules, self.priced, self.give_rule = event, rules, priced, give
        self.scip = Model()
        self.scip.hideOutput()
        self.scip.setParam("numerics/feastol", 1e-8)
        # As in reference.py: with these two SCIP 10.0 has cut off optima.
        self.scip.setParam("conflict/enable", False)
        self.scip.setParam("constraints/indicator/addcoupling", False)
        self.count, self.winners_of = 0, {}
        self.nothing = self.number("nothing", 0.0, 0.0)  # keeps rows without columns alive
        self.top_price = self.price_bound(limit) if priced else None
        self.price = self.number("price", 0.0, self.top_price) if priced else None
        self.give = None
        self.add_lines()
        self.add_bundles()
        self.add_items()
        self.wins = self.scope_wins(lambda item: True)
        self.add_discounts()
        self.add_capacities()
        self.penalties = []
        for rule in rules:
            self.add_rule(rule)
        self.cost = self.whole_cost()
        if limit is not None:
            self.scip.addCons(self.cost <= float(limit))
        if other_than is not None:
            self.scip.addCons(quicksum(
                1 - wins if name in other_than else wins for name, wins in self.wins.items()) >= 1)

    # --- small tools

    def number(self, name, lower=0.0, upper=None, kind="C"):
        self.count += 1
        return self.scip.addVar(f"{name}[{self.count}]", vtype=kind, lb=lower, ub=upper)

    def binary(self, name):
        return self.number(name, 0.0, 1.0, "B")

    def at_most(self, expression, bound=0.0):
        self.scip.addCons(quicksum([expression, self.nothing]) <= float(bound))

    def when(self, binary, expression, bound, most):
        """expression <= bound if the binary is 1; else <= most, which it never exceeds anyway."""
        room = max(0.0, float(most) - float(bound))
        self.at_most(expression + room * binary, float(bound) + room)

    def price_bound(self, limit):
        """A price above which even the largest discount and credit leave the cost above its limit."""
        event = self.event
        points = max([row.quality for row in event.suppliers + event.lines])
        credit = event.settings.quality_value * points * sum(row.quantity for row in event.items)
        units = self.priced[2] if self.priced[0] == "line" else Fraction(1)
        rates = sum(max([rate for _, rate in row.tiers], default=ZERO) for row in event.discounts)
        # A line may have all discounts; a bundle has none.
        keeps = max(Fraction(1, 100), 1 - rates) if self.priced[0] == "line" else Fraction(1)
        return float((abs(limit) + credit + 1) / max(units, Fraction(1, 1000)) / keeps)

    # --- bids

    def add_lines(self):
        self.use, self.units, self.ex_works = {}, {}, {}
        self.most, self.dearest = {}, {}  # upper bounds of units and of ex-works cost
        for line in self.event.lines:
            name, item = line.line, self.event.item[line.item]
            most = min(line.maximum, item.quantity)
            least = max(line.minimum, item.quantity / 10 ** 6)
            if item.whole:
                most, least = Fraction(math.floor(most)), max(Fraction(1), Fraction(
                    math.ceil(line.minimum)))
            use = self.use[name] = self.binary("use")
            self.most[name] = float(max(ZERO, most))
            self.dearest[name] = float(max(price for _, price in line.steps)) * self.most[name]
            units = self.units[name] = self.number(
                "units", 0.0, float(max(ZERO, most)), "I" if item.whole else "C")
            if self.priced and self.priced[:2] == ("line", name):
                self.scip.addCons(use == 1)
                self.scip.addCons(units == float(self.priced[2]))
                self.ex_works[name] = float(self.priced[2]) * self.price
                self.dearest[name] = float(self.priced[2]) * self.top_price
                continue
            self.at_most(units - float(most) * use)
            self.at_most(float(least) * use - units)
            if least > most or has_lapsed(self.event, line):
                self.scip.addCons(use == 0)
            if len(line.steps) == 1:
                self.ex_works[name] = float(line.steps[0][1]) * units
            else:
                self.ex_works[name] = self.stepped(line, use, units, least, most, item.whole)

    def stepped(self, line, use, units, least, most, whole):
        """Each step that can be reached is a stretch from its first to its last units, with the cost
        at both ends; a point on one of them is taken, and one binary a step says on which."""
        chosen, places, costs = [], [], []
        for index, (start, price) in enumerate(line.steps):
            end = most
            if index + 1 < len(line.steps):
                following = line.steps[index + 1][0]
                whole_end = Fraction(1) if whole and not line.incremental else None
                end = min(most, below(following, whole_end))
            first = max(start, least)
            if first > end:
                continue
            step = self.binary("step")
            chosen.append(step)
            ends = [self.number("end", 0.0, 1.0) for _ in range(2)]
            self.scip.addCons(quicksum(ends) == step)
            base = ex_works_of(line, first) - price * first if line.incremental else ZERO
            for place, weight in zip((first, end), ends):
                places.append(float(place) * weight)
                costs.append(float(base + price * place) * weight)
        self.scip.addCons(quicksum(chosen) + self.nothing == use)
        self.scip.addCons(quicksum(places) + self.nothing == units)
        return quicksum(costs)

    def add_bundles(self):
        self.win, self.bundle_price = {}, {}
        bearers = {}
        for row in self.event.bundles:
            win = self.win[row.bundle] = self.binary("win")
            self.bundle_price[row.bundle] = float(row.price) * win
            if self.priced == ("bundle", row.bundle):
                self.scip.addCons(win == 1)
                self.bundle_price[row.bundle] = self.price
            for name in row.exclusive:
                bearers.setdefault(name, []).append(win)
        for wins in bearers.values():
            self.at_most(quicksum(wins), 1)
        for row in self.event.bundles:
            if row.requires:
                self.at_most(self.win[row.bundle] - self.win[row.requires])

    def add_items(self):
        self.unmet = {}
        for item in self.event.items:
            most = ZERO if item.unmet_cost is None else item.quantity
            unmet = self.unmet[item.item] = self.number("unmet", 0.0, float(most))
            brought = [self.units[line.line] for line in self.event.lines if line.item == item.item]
            brought += [float(row.contents[item.item]) * self.win[row.bundle]
                        for row in self.event.bundles if item.item in row.contents]
            self.scip.addCons(quicksum(brought) + unmet == float(item.quantity))

    def scope_wins(self, inside):
        """A binary for each supplier that says whether it wins anything in a scope."""
        key = frozenset(item.item for item in self.event.items if inside(item))
        if key in self.winners_of:
            return self.winners_of[key]
        found = {}
        for supplier in self.event.suppliers:
            wins = found[supplier.supplier] = self.binary("wins")
            bids = [self.use[line.line] for line in self.event.lines
                    if line.supplier == supplier.supplier and line.item in key]
            bids += [self.win[row.bundle] for row in self.event.bundles
                     if row.supplier == supplier.supplier and not key.isdisjoint(row.contents)]
            for bid in bids:
                self.at_most(bid - wins)
            self.at_most(wins - quicksum(bids) if bids else wins)
        self.winners_of[key] = found
        return found

    # --- discounts and capacities

    def grid(self, discount, lines):
        """What a discount's basis is always a multiple of; None if of nothing."""
        if discount.basis == "lines":
            return Fraction(1)
        if self.priced or not all(self.event.item[line.item].whole for line in lines):
            return None
        if discount.basis == "units":
            return Fraction(1)
        parts = [value.denominator for line in lines for step in line.steps for value in step]
        common = math.lcm(*parts) if parts else 1
        return Fraction(1, common) if common <= 10000 else None

    def add_discounts(self):
        self.off, self.tier = {}, {}
        for discount in self.event.discounts:
            lines = discounted_lines(self.event, discount)
            basis = quicksum({"spend": self.ex_works, "units": self.units,
                              "lines": self.use}[discount.basis][line.line] for line in lines)
            grid, starts = self.grid(discount, lines), [None] + [at for at, _ in discount.tiers]
            rates = [ZERO] + [rate for _, rate in discount.tiers]
            tiers = self.tier[discount.discount] = [self.binary("tier") for _ in rates]
            self.scip.addCons(quicksum(tiers) == 1)
            for line in lines:
                self.off[discount.discount, line.line] = self.number(
                    "off", 0.0, self.dearest[line.line] * float(max(rates)))
            limit = sum({"spend": self.dearest, "units": self.most,
                         "lines": dict.fromkeys(self.use, 1.0)}[discount.basis][line.line]
                        for line in lines)
            if discount.basis == "spend":
                self.split(discount, lines, basis, limit, tiers, starts, rates)
            for k, (start, rate) in enumerate(zip(starts, rates)):
                if start is not None:
                    self.when(tiers[k], -1 * basis, -start, 0)
                if k + 1 < len(starts):
                    self.when(tiers[k], basis, below(starts[k + 1], grid), limit)
                for line in lines:
                    off, cost = self.off[discount.discount, line.line], self.ex_works[line.line]
                    top = self.dearest[line.line] * float(max(rates))
                    self.when(tiers[k], off - float(rate) * cost, 0, top)
                    self.when(tiers[k], float(rate) * cost - off, 0, top)

    def split(self, discount, lines, basis, limit, tiers, starts, rates):
        """The spend by tiers and the discount on it: follows from the other rows, but is tighter."""
        parts = [self.number("part", 0.0, limit) for _ in tiers]
        self.scip.addCons(quicksum(parts) == basis)
        for k, (part, tier) in enumerate(zip(parts, tiers)):
            end = float(starts[k + 1]) if k + 1 < len(starts) else limit
            self.at_most(part - min(limit, end) * tier)
            if starts[k] is not None:
                self.at_most(float(starts[k]) * tier - part)
        self.scip.addCons(
            quicksum(self.off[discount.discount, line.line] for line in lines)
            == quicksum(float(rate) * part for rate, part in zip(rates, parts)))

    def add_capacities(self):
        for row in self.event.capacities:
            load = []
            for item in self.event.items:
                if row.items and item.item not in row.items:
                    continue
                share = float(window_share(item, getattr(row, "from"), row.to))
                load += [share * self.units[line.line] for line in self.event.lines
                         if line.item == item.item and line.supplier == row.supplier]
                load += [share * float(bundle.contents[item.item]) * self.win[bundle.bundle]
                         for bundle in self.event.bundles
                         if bundle.supplier == row.supplier and item.item in bundle.contents]
            self.at_most(quicksum(load), row.maximum)

    # --- sums over lines and bundles

    def lines_where(self, inside, whose):
        return [line for line in self.event.lines if inside(self.event.item[line.item])
                and whose(self.event.supplier[line.supplier])]

    def bundles_where(self, inside, whose):
        return [row for row in self.event.bundles if whose(self.event.supplier[row.supplier])
                and any(inside(self.event.item[item]) for item in row.contents)]

    def spend(self, inside, whose=lambda supplier: True):
        return quicksum([self.ex_works[line.line] for line in self.lines_where(inside, whose)]
                        + [self.bundle_price[row.bundle]
                           for row in self.bundles_where(inside, whose)])

    def weighted(self, inside, whose, of_line, of_bundle):
        """Sum of a line's figure times its ex-works cost, and of a bundle's terms."""
        return quicksum([float(of_line(line)) * self.ex_works[line.line]
                         for line in self.lines_where(inside, whose)]
                        + [of_bundle(row) for row in self.bundles_where(inside, whose)])

    def cost_of(self, inside, whose, wins, unmet):
        """The cost of a scope: its bids, its winners' fixed cost, its unmet units."""
        event, terms = self.event, []
        value = event.settings.quality_value
        for line in self.lines_where(inside, whose):
            per_unit = line.freight - value * line.quality
            per_unit += late_weeks(event, line) * event.item[line.item].late_cost
            terms.append(float(1 + line.duty_rate) * self.ex_works[line.line])
            terms.append(float(per_unit) * self.units[line.line])
            terms.append(float(line.fixed_cost) * self.use[line.line])
            terms += [-1 * off for (_, name), off in self.off.items() if name == line.line]
        for row in self.bundles_where(inside, whose):
            points = row.quality * sum(row.contents.values(), ZERO)
            terms.append(self.bundle_price[row.bundle])
            terms.append(float(row.duty + row.freight - value * points) * self.win[row.bundle])
        for supplier in event.suppliers:
            if whose(supplier):
                terms.append(float(supplier.fixed_cost) * wins[supplier.supplier])
        if unmet:
            terms += [float(item.unmet_cost or 0) * self.unmet[item.item]
                      for item in event.items if inside(item)]
        return quicksum(terms)

    def whole_cost(self):
        return quicksum([self.cost_of(lambda item: True, lambda supplier: True, self.wins, True)]
                        + [float(weight) * miss for weight, miss in self.penalties])

    def stage(self, measure):
        """An expression to be minimised, whatever the measure."""
        def everywhere(_):
            return True
        if measure == "cost":
            return self.cost
        if measure == "suppliers":
            return quicksum(self.wins.values())
        if measure == "domestic":
            return -1 * self.weighted(
                everywhere, everywhere, lambda line: line.domestic,
                lambda row: float(row.domestic_value) * self.win[row.bundle])
        return -1 * quicksum(
            [float(line.quality) * self.units[line.line] for line in self.event.lines]
            + [float(row.quality * sum(row.contents.values(), ZERO)) * self.win[row.bundle]
               for row in self.event.bundles])

    # --- rules

    def require(self, rule, rows):
        """Rows (switch or None, expression, its upper bound where there is a switch) of one
        inequality: each is at most 0, if hard."""
        slack = None
        if rule is self.give_rule:
            slack = self.give = self.give or self.number("give", -self.give_room())
        elif rule.penalty is not None:
            slack = self.number("miss")
            self.penalties.append((rule.penalty, slack))
        for switch, expression, *most in rows:
            if slack is not None:
                expression = expression - slack
            if switch is None:
                self.at_most(expression)
            else:
                room = self.give_room() if rule is self.give_rule else 0.0
                self.when(switch, expression, 0, most[0] + room)

    def give_room(self):
        """More than any rule can be kept by: all money, all units."""
        money = sum(self.dearest.values()) + sum(float(row.price) for row in self.event.bundles)
        units = sum(float(line.maximum) for line in self.event.lines)
        points = max(float(row.quality) for row in self.event.suppliers + self.event.lines)
        return 1e3 + 10 * (money * (1 + points) + units)

    def add_rule(self, rule):
        def inside(item):
            return in_scope(rule, item)

        def whose(supplier):
            return is_subject(rule, supplier)
        getattr(self, "add_" + rule.kind)(rule, inside, whose)

    def subject_wins(self, inside, whose):
        wins = self.scope_wins(inside)
        return {name: variable for name, variable in wins.items()
                if whose(self.event.supplier[name])}

    def add_suppliers_max(self, rule, inside, whose):
        wins = self.subject_wins(inside, whose)
        self.require(rule, [(None, quicksum(wins.values()) - float(rule.value))])

    def add_suppliers_min(self, rule, inside, whose):
        wins = self.subject_wins(inside, whose)
        self.require(rule, [(None, float(rule.value) - quicksum(wins.values()))])

    def subjects(self, rule, inside, whose):
        if names_subject(rule):
            return [self.spend(inside, whose)]
        return [self.spend(inside, lambda supplier, row=row: supplier is row)
                for row in bidders(self.event, rule)]

    def add_share_max(self, rule, inside, whose):
        limit = float(rule.value) * self.spend(inside)
        for spend in self.subjects(rule, inside, whose):
            self.require(rule, [(None, spend - limit)])

    def add_share_min(self, rule, inside, whose):
        limit = float(rule.value) * self.spend(inside)
        for spend in self.subjects(rule, inside, whose):
            self.require(rule, [(None, limit - spend)])

    def add_win_min_share(self, rule, inside, whose):
        limit = float(rule.value) * self.spend(inside)
        most = sum(self.dearest.values()) + sum(float(row.price) for row in self.event.bundles)
        most += self.top_price or 0.0
        for name, wins in self.subject_wins(inside, whose).items():
            spend = self.spend(inside, lambda supplier, name=name: supplier.supplier == name)
            self.require(rule, [(wins, limit - spend, float(rule.value) * most)])

    def add_domestic_min(self, rule, inside, whose):
        value = self.weighted(inside, whose, lambda line: line.domestic,
                              lambda row: float(row.domestic_value) * self.win[row.bundle])
        self.require(rule, [(None, float(rule.value) * self.spend(inside, whose) - value)])

    def add_quality_min(self, rule, inside, whose):
        points = self.weighted(inside, whose, lambda line: line.quality,
                               lambda row: float(row.quality) * self.bundle_price[row.bundle])
        self.require(rule, [(None, float(rule.value) * self.spend(inside, whose) - points)])

    def add_lead_max(self, rule, inside, whose):
        for line in self.lines_where(inside, whose):
            days = line.lead_days - rule.value
            if days > 0:
                self.require(rule, [(None, float(days) * self.use[line.line])])

    def add_budget_max(self, rule, inside, whose):
        cost = self.cost_of(inside, whose, self.scope_wins(inside), not names_subject(rule))
        self.require(rule, [(None, cost - float(rule.value))])

    def add_force(self, rule, inside, whose):
        wins = self.subject_wins(inside, whose)
        self.require(rule, [(None, 1 - quicksum(wins.values()))])

    def add_forbid(self, rule, inside, whose):
        for wins in self.subject_wins(inside, whose).values():
            self.require(rule, [(None, quicksum([wins]))])

    def add_backup_min(self, rule, inside, _):
        """The miss of an item is that of the worst failure, so its rows share one."""
        for item in filter(inside, self.event.items):
            offered = [(line.supplier, float(line.maximum) * self.use[line.line])
                       for line in self.event.lines if line.item == item.item]
            offered += [(row.supplier, float(row.contents[item.item]) * self.win[row.bundle])
                        for row in self.event.bundles if item.item in row.contents]
            self.require(rule, [
                (None, float(rule.value * item.quantity) - quicksum(
                    term for supplier, term in offered if supplier not in fail))
                for fail in failing(self.event, rule) or [set()]])
