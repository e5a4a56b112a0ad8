"""What an award costs and how it stands to every rule, in exact fractions, with no solver.

An award is a set of lines with units and a set of bundles. Everything else follows from it: the
step that a line's units reach, the tier of each discount, who wins, what is unmet. The readings
E1 to E12 in `event_reference.py` say how the format is understood where it leaves a choice.
"""

from fractions import Fraction

PARTS = ("ex_works", "discount", "duty", "freight", "fixed", "late", "unmet", "quality", "penalty")
ZERO = Fraction(0)


def shown(part, value):
    """A part of the cost as a summary shows it: what is taken off stands there as a positive figure."""
    return -value if part in ("discount", "quality") else value


def in_scope(rule, item):
    """Whether an item's row lies in a rule's lot, category and item."""
    return ((rule.lot is None or item.lot == rule.lot)
            and (rule.category is None or item.category == rule.category)
            and (rule.item is None or item.item == rule.item))


def is_subject(rule, supplier):
    """Whether a supplier's row is one of those that a rule names; all are if it names none."""
    return ((rule.supplier is None or supplier.supplier == rule.supplier)
            and (rule.group is None or rule.group in supplier.groups)
            and (rule.country is None or supplier.country == rule.country)
            and (rule.region is None or supplier.region == rule.region))


def names_subject(rule):
    return any(value is not None
               for value in (rule.supplier, rule.group, rule.country, rule.region))


def bidders(event, rule):
    """Suppliers with a line or a bundle in a rule's scope."""
    names = {line.supplier for line in event.lines if in_scope(rule, event.item[line.item])}
    names |= {row.supplier for row in event.bundles
              if any(in_scope(rule, event.item[item]) for item in row.contents)}
    return [row for row in event.suppliers if row.supplier in names]


def failing(event, rule):
    """The sets of suppliers that may fail at once: all of a country, or one; of those named."""
    named = [row for row in event.suppliers if is_subject(rule, row)]
    if rule.by != "country":
        return [{row.supplier} for row in named]
    return [{row.supplier for row in event.suppliers if row.country == country}
            for country in sorted({row.country for row in named})]


def has_lapsed(event, line):
    """Whether a line can no longer be accepted on the day of selection."""
    day = event.settings.selection
    return line.valid_to is not None and day is not None and line.valid_to < day


def late_weeks(event, line):
    """Weeks by which a line's lead passes its item's date."""
    item = event.item[line.item]
    if item.need_by is None or event.settings.selection is None:
        return ZERO
    return max(ZERO, event.settings.selection + line.lead_days - item.need_by) / 7


def window_share(item, first, last):
    """The share of an item's quantity that falls due from `first` to `last`, both included."""
    if first is None and last is None:
        return Fraction(1)
    whole = sum((row.quantity for row in item.profile), ZERO)
    if not whole:
        return Fraction(1)
    inside = ZERO
    for row in item.profile:
        begin, end = getattr(row, "from"), row.to
        low = begin if first is None else max(begin, first)
        high = end if last is None else min(end, last)
        if high >= low:
            inside += row.quantity * (high - low + 1) / (end - begin + 1)
    return inside / whole


def discounted_lines(event, discount):
    return [line for line in event.lines if line.supplier == discount.supplier and (
        not discount.over or line.item in discount.over
        or event.item[line.item].lot in discount.over)]


def ex_works_of(line, units):
    """What `units` of a line cost by its steps."""
    if line.incremental:
        cost, ends = ZERO, [start for start, _ in line.steps[1:]] + [units]
        for (start, price), end in zip(line.steps, ends):
            cost += price * max(ZERO, min(units, end) - start)
        return cost
    return units * [price for start, price in line.steps if start <= units][-1]


class Award:
    """The consequences of an award, all as fractions."""

    def __init__(self, event, units, bundles):
        self.event = event
        self.lines = {line.line: line for line in event.lines}
        self.bundle_rows = {row.bundle: row for row in event.bundles}
        self.units = {name: Fraction(value) for name, value in units.items()}
        self.bundles = sorted(bundles)
        self.used = [self.lines[name] for name in sorted(self.units)]
        self.won = [self.bundle_rows[name] for name in self.bundles]
        self.ex_works = {line.line: ex_works_of(line, self.units[line.line])
                         for line in self.used}
        self.supplied = dict.fromkeys(event.item, ZERO)
        for line in self.used:
            self.supplied[line.item] += self.units[line.line]
        for bundle in self.won:
            for item, quantity in bundle.contents.items():
                self.supplied[item] += quantity
        self.unmet = {item.item: item.quantity - self.supplied[item.item] for item in event.items}
        self.tiers, self.discount = {}, dict.fromkeys(self.units, ZERO)
        for discount in event.discounts:
            self.apply(discount)
        self.suppliers = sorted({row.supplier for row in self.used + self.won})

    def apply(self, discount):
        lines = [line for line in discounted_lines(self.event, discount)
                 if line.line in self.units]
        basis = {"spend": sum((self.ex_works[line.line] for line in lines), ZERO),
                 "units": sum((self.units[line.line] for line in lines), ZERO),
                 "lines": Fraction(len(lines))}[discount.basis]
        reached = [tier for tier in discount.tiers if tier[0] <= basis]
        if not reached or not lines:
            return
        self.tiers[discount.discount] = reached[-1]
        for line in lines:
            self.discount[line.line] += reached[-1][1] * self.ex_works[line.line]

    # --- what an award must keep, rules aside

    def faults(self, tolerance=ZERO):
        """What the award breaks besides rules, in sentences. Only units that need not be whole may
        be off by `tolerance` of their item's quantity."""
        event, found = self.event, []
        for line in self.used:
            units, item = self.units[line.line], event.item[line.item]
            slack = ZERO if item.whole else tolerance * max(1, item.quantity)
            if units < line.minimum - slack or units > line.maximum + slack:
                found.append(f"line {line.line}: {float(units)} units are not within "
                             f"{float(line.minimum)} to {float(line.maximum)}")
            if has_lapsed(event, line):
                found.append(f"line {line.line}: it has lapsed before the selection")
            if item.whole and units.denominator != 1:
                found.append(f"line {line.line}: {float(units)} units are not whole")
        for item in event.items:
            unmet = self.unmet[item.item]
            slack = ZERO if item.whole else tolerance * max(1, item.quantity)
            if unmet < -slack:
                found.append(f"item {item.item}: {float(-unmet)} units too many")
            if unmet > slack and item.unmet_cost is None:
                found.append(f"item {item.item}: {float(unmet)} units are missing")
        return found + self.bundle_faults() + self.capacity_faults(tolerance)

    def bundle_faults(self):
        found, bearers = [], {}
        for bundle in self.won:
            for name in bundle.exclusive:
                bearers.setdefault(name, []).append(bundle.bundle)
            if bundle.requires and bundle.requires not in self.bundles:
                found.append(f"bundle {bundle.bundle} requires {bundle.requires}")
        return found + [f"bundles {', '.join(both)} exclude one another as {name}"
                        for name, both in sorted(bearers.items()) if len(both) > 1]

    def capacity_faults(self, tolerance):
        found = []
        for row in self.event.capacities:
            load = ZERO
            for item in self.event.items:
                if row.items and item.item not in row.items:
                    continue
                units = sum((self.units[line.line] for line in self.used
                             if line.item == item.item and line.supplier == row.supplier), ZERO)
                units += sum((bundle.contents.get(item.item, ZERO) for bundle in self.won
                              if bundle.supplier == row.supplier), ZERO)
                load += units * window_share(item, getattr(row, "from"), row.to)
            if load > row.maximum + tolerance * max(1, row.maximum):
                found.append(f"capacities.csv row {row.row}: supplier {row.supplier} has "
                             f"{float(load)} units of {float(row.maximum)}")
        return found

    # --- cost

    def cost(self, rules=()):
        """The parts of the cost; they add up to the objective, so that what is taken off is negative."""
        event, value = self.event, self.event.settings.quality_value
        parts = dict.fromkeys(PARTS, ZERO)
        for line in self.used:
            self.add_line(parts, line, value)
        for bundle in self.won:
            self.add_bundle(parts, bundle, value)
        for name in self.suppliers:
            parts["fixed"] += event.supplier[name].fixed_cost
        for item in event.items:
            parts["unmet"] += self.unmet[item.item] * (item.unmet_cost or ZERO)
        for rule in rules:
            if rule.penalty is not None:
                parts["penalty"] += rule.penalty * sum(
                    (max(ZERO, miss) for _, miss in self.misses(rule)), ZERO)
        return parts

    def add_line(self, parts, line, value):
        units, ex_works = self.units[line.line], self.ex_works[line.line]
        parts["ex_works"] += ex_works
        parts["discount"] -= self.discount[line.line]
        parts["duty"] += line.duty_rate * ex_works
        parts["freight"] += line.freight * units
        parts["fixed"] += line.fixed_cost
        parts["late"] += units * late_weeks(self.event, line) * self.event.item[
            line.item].late_cost
        parts["quality"] -= value * line.quality * units

    @staticmethod
    def add_bundle(parts, bundle, value):
        parts["ex_works"] += bundle.price
        parts["duty"] += bundle.duty
        parts["freight"] += bundle.freight
        parts["quality"] -= value * bundle.quality * sum(bundle.contents.values(), ZERO)

    def measure(self, stage, rules):
        """What a stage looks at; quality and domestic are to be large, the others small."""
        if stage == "cost":
            return sum(self.cost(rules).values(), ZERO)
        if stage == "suppliers":
            return Fraction(len(self.suppliers))
        if stage == "quality":
            return sum((line.quality * self.units[line.line] for line in self.used), ZERO) + sum(
                (row.quality * sum(row.contents.values(), ZERO) for row in self.won), ZERO)
        return sum((line.domestic * self.ex_works[line.line] for line in self.used), ZERO) + sum(
            (row.domestic_value for row in self.won), ZERO)

    # --- rules

    def lines_in(self, rule, whose=lambda supplier: True):
        return [line for line in self.used if in_scope(rule, self.event.item[line.item])
                and whose(self.event.supplier[line.supplier])]

    def bundles_in(self, rule, whose=lambda supplier: True):
        return [row for row in self.won if whose(self.event.supplier[row.supplier]) and any(
            in_scope(rule, self.event.item[item]) for item in row.contents)]

    def spend(self, rule, whose=lambda supplier: True):
        return sum((self.ex_works[line.line] for line in self.lines_in(rule, whose)), ZERO) + sum(
            (row.price for row in self.bundles_in(rule, whose)), ZERO)

    def winners(self, rule):
        """Suppliers, of those that the rule names, that win anything in its scope."""
        def whose(supplier):
            return is_subject(rule, supplier)
        return sorted({row.supplier
                       for row in self.lines_in(rule, whose) + self.bundles_in(rule, whose)})

    def misses(self, rule):
        """Each inequality of a rule as (whom or what it is about, by how much it is missed).

        A miss is in the unit of the inequality with shares multiplied out: money for shares,
        suppliers for counts, money times points for quality, days for leads, units for backup.
        """
        return getattr(self, "misses_" + rule.kind)(rule)

    def misses_suppliers_max(self, rule):
        return [("", len(self.winners(rule)) - rule.value)]

    def misses_suppliers_min(self, rule):
        return [("", rule.value - len(self.winners(rule)))]

    def shares(self, rule):
        """(name, spend) of each subject of a share rule."""
        if names_subject(rule):
            return [("", self.spend(rule, lambda supplier: is_subject(rule, supplier)))]
        return [(row.supplier, self.spend(rule, lambda supplier, row=row: supplier is row))
                for row in bidders(self.event, rule)]

    def misses_share_max(self, rule):
        limit = rule.value * self.spend(rule)
        return [(name, spend - limit) for name, spend in self.shares(rule)]

    def misses_share_min(self, rule):
        limit = rule.value * self.spend(rule)
        return [(name, limit - spend) for name, spend in self.shares(rule)]

    def misses_win_min_share(self, rule):
        limit = rule.value * self.spend(rule)
        return [(name, limit - self.spend(rule, lambda supplier, name=name:
                                          supplier.supplier == name))
                for name in self.winners(rule)]

    def misses_domestic_min(self, rule):
        def whose(supplier):
            return is_subject(rule, supplier)
        value = sum((line.domestic * self.ex_works[line.line]
                     for line in self.lines_in(rule, whose)), ZERO)
        value += sum((row.domestic_value for row in self.bundles_in(rule, whose)), ZERO)
        return [("", rule.value * self.spend(rule, whose) - value)]

    def misses_quality_min(self, rule):
        def whose(supplier):
            return is_subject(rule, supplier)
        points = sum((line.quality * self.ex_works[line.line]
                      for line in self.lines_in(rule, whose)), ZERO)
        points += sum((row.quality * row.price for row in self.bundles_in(rule, whose)), ZERO)
        return [("", rule.value * self.spend(rule, whose) - points)]

    def misses_lead_max(self, rule):
        return [(line.line, line.lead_days - rule.value) for line in self.lines_in(
            rule, lambda supplier: is_subject(rule, supplier))]

    def misses_budget_max(self, rule):
        return [("", self.scope_cost(rule) - rule.value)]

    def scope_cost(self, rule):
        """The whole cost of a scope, penalties aside."""
        def whose(supplier):
            return is_subject(rule, supplier)
        parts, value = dict.fromkeys(PARTS, ZERO), self.event.settings.quality_value
        for line in self.lines_in(rule, whose):
            self.add_line(parts, line, value)
        for row in self.bundles_in(rule, whose):
            self.add_bundle(parts, row, value)
        for name in self.winners(rule):
            parts["fixed"] += self.event.supplier[name].fixed_cost
        if not names_subject(rule):
            for item in self.event.items:
                if in_scope(rule, item):
                    parts["unmet"] += self.unmet[item.item] * (item.unmet_cost or ZERO)
        return sum(parts.values(), ZERO)

    def misses_force(self, rule):
        return [("", Fraction(1 - min(1, len(self.winners(rule)))))]

    def misses_forbid(self, rule):
        return [(name, Fraction(1)) for name in self.winners(rule)]

    def misses_backup_min(self, rule):
        """One inequality for each item: the worst failure leaves enough."""
        found = []
        for item in self.event.items:
            if not in_scope(rule, item):
                continue
            offered = list(self.offered(item))
            left = min((sum((units for supplier, units in offered
                             if supplier.supplier not in fail), ZERO)
                        for fail in failing(self.event, rule)),
                       default=sum((units for _, units in offered), ZERO))
            found.append((item.item, rule.value * item.quantity - left))
        return found

    def offered(self, item):
        """(supplier, units) that used lines could bring at most and won bundles bring."""
        for line in self.used:
            if line.item == item.item:
                yield self.event.supplier[line.supplier], line.maximum
        for row in self.won:
            if item.item in row.contents:
                yield self.event.supplier[row.supplier], row.contents[item.item]

    def broken(self, rules, tolerance=ZERO):
        """Hard rules that the award breaks, in sentences."""
        scale = max(Fraction(1), sum(self.ex_works.values(), ZERO))
        found = []
        for rule in rules:
            if rule.penalty is None:
                found += [f"rule {rule.rule} ({rule.kind}) {whom}: missed by {float(miss):.9g}"
                          for whom, miss in self.misses(rule) if miss > tolerance * scale]
        return found
