#!/usr/bin/env python3
"""The optimal award of an event, and what the analysis says of it: an independent reference.

    event_reference.py EVENT --scenario NAME [--analyse]

prints the award as JSON. Exit status: 0 an award, 3 none is feasible. `event_model.py` states the
program, SCIP solves it, `award_terms.py` recomputes what was found in fractions. Where the
format leaves a choice, these readings are the decided ones:

E1  A line that is used has units: at least one of a whole item, a millionth of the quantity of another.
E2  A first step from 1 is one from 0; its line counts units, so that an incremental step from 5 prices
    the fifth unit, where in a line that begins at 0 it prices what is beyond five. An all-units step
    holds until just before the next; where units need not be whole its end may touch the next step's
    first unit.
E3  Discounts of one supplier add up, each on undiscounted cost; no tier can be declined.
E4  A bundle is in a scope, with its whole price, if any of its items is.
E5  A named supplier, group, country or region is the subject of shares, of `force` and `forbid`; for
    the other kinds it narrows the scope to that subject's lines and bundles. The country is the
    supplier's. With nothing named a share rule speaks of every supplier that bids in the scope.
    In `backup_min` those named are those that may fail.
E6  A miss is counted in the unit of the inequality with shares multiplied out: money, suppliers, money
    times points, days of each slower line used, units. Each subject's inequality has its own miss;
    in `backup_min` each item has one, that of the worst failure.
E7  Late weeks are days / 7, not rounded. Bundles have no lead and are never late.
E8  A capacity between dates counts that share of an item's units which its profile has between them,
    days included; all of them, if there is no profile.
E9  `budget_max` leaves penalties out; a supplier's fixed cost belongs to each scope that it wins in.
E10 Stages: quality is the sum of quality times units, domestic that of domestic value, both maximised;
    a stage is held within `slack` of itself, relatively. The objective is that of the last stage.
E11 Quality of a bundle is its supplier's.
E12 A line that lapses (`valid_to`) before the selection is not used. `origin` decides nothing.
"""

import argparse
import itertools
import json
import math
import pathlib
import sys
from fractions import Fraction
from types import SimpleNamespace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import event_folder  # noqa: E402
from award_terms import (  # noqa: E402
    PARTS, Award, ex_works_of, has_lapsed, is_subject, late_weeks, shown)
from event_model import Formulation  # noqa: E402

TOLERANCE = 1e-6


def near(value, digits):
    """The decimal that a solver's number stands for."""
    return Fraction(repr(round(value, digits)))


def optimised(formulation, expression):
    """Minimises; returns (status, value)."""
    scip = formulation.scip
    scip.freeTransform()
    scip.setObjective(expression, "minimize")
    scip.optimize()
    status = scip.getStatus()
    if status == "infeasible":
        return "infeasible", None
    if status != "optimal":
        raise RuntimeError(f"SCIP ended with {status}")
    return "optimal", scip.getObjVal()


def award_of(formulation):
    """The award of the formulation's best solution; divisible units to as few digits as keep the
    event's facts exactly, or else to eight."""
    awards = [rounded(formulation, digits) for digits in (4, 6, 8)]
    return next((award for award in awards if not award.faults()), awards[-1])


def rounded(formulation, digits):
    event, scip = formulation.event, formulation.scip
    best = scip.getBestSol()
    units = {}
    for line in event.lines:
        if scip.getSolVal(best, formulation.use[line.line]) > 0.5:
            value = scip.getSolVal(best, formulation.units[line.line])
            whole = event.item[line.item].whole
            units[line.line] = Fraction(round(value)) if whole else near(value, digits)
    bundles = [name for name, win in formulation.win.items() if scip.getSolVal(best, win) > 0.5]
    return Award(event, units, bundles)


def all_whole(event):
    return all(item.whole for item in event.items)


def solve(event, scenario, rules=None, **options):
    """The best award under `rules` (the scenario's, if none are given)."""
    rules = scenario.rules if rules is None else rules
    formulation = Formulation(event, rules, **options)
    held = []
    for measure, slack in scenario.stages:
        expression = formulation.stage(measure)
        status, value = optimised(formulation, expression)
        if status == "infeasible":
            if held:
                raise RuntimeError("a later stage is infeasible: tolerances leaked")
            return SimpleNamespace(status=status, objective=None, award=None, stages=[])
        award = award_of(formulation)
        held.append((measure, -value if measure in ("quality", "domestic") else value))
        if (measure, slack) != scenario.stages[-1]:
            formulation.scip.freeTransform()
            formulation.scip.addCons(expression <= value + float(slack) * abs(value) + 1e-9)
    if not options and (all_whole(event) or not (award.faults() + award.broken(rules))):
        held[-1] = (held[-1][0], verified(award, rules, scenario, held[-1][1]))
    return SimpleNamespace(status="optimal", objective=held[-1][1], award=award, stages=held)


def verified(award, rules, scenario, objective):
    """The exact objective; what SCIP found is checked against the arithmetic of fractions."""
    wrong = award.faults() + award.broken(rules, Fraction(1, 10 ** 9))
    exact = float(award.measure(scenario.stages[-1][0], rules))
    if wrong or abs(exact - objective) > TOLERANCE * max(1.0, abs(exact)):
        raise RuntimeError(f"SCIP's award is not what it claims: {objective!r} against {exact!r} "
                           + "; ".join(wrong))
    return exact


# --- analysis: everything by solving again

def rule_costs(event, scenario, best):
    """Optimum minus the optimum without each rule, and without all."""
    def without(rules):
        return best.objective - solve(event, scenario, rules).objective
    return ({rule.rule: without([other for other in scenario.rules if other is not rule])
             for rule in scenario.rules}, without([]) if scenario.rules else 0.0)


def feasible_sets(event, scenario):
    """For every set of hard rules, whether it can hold; sets as frozensets of identifiers."""
    hard = [rule for rule in scenario.rules if rule.penalty is None]
    plain = SimpleNamespace(stages=[("suppliers", 0)], rules=[])
    found = {}
    for size in range(len(hard) + 1):
        for some in itertools.combinations(hard, size):
            key = frozenset(rule.rule for rule in some)
            smaller = [found[key - {name}] for name in key]
            found[key] = all(smaller) and solve(event, plain, list(some)).status == "optimal"
    return found


def minimal(sets):
    sets = list(sets)
    return sorted((sorted(one) for one in sets if not any(other < one for other in sets)),
                  key=lambda one: (len(one), one))


def conflicts_and_repairs(event, scenario):
    """All minimal sets that cannot hold together; all minimal sets to drop, with the optimum then."""
    found = feasible_sets(event, scenario)
    everything = frozenset(rule.rule for rule in scenario.rules if rule.penalty is None)
    conflicts = minimal([key for key, holds in found.items() if not holds])
    repairs = []
    for drop in minimal([everything - key for key, holds in found.items() if holds]):
        kept = [rule for rule in scenario.rules if rule.rule not in drop]
        repairs.append((drop, solve(event, scenario, kept).objective))
    return conflicts, repairs


def reached(rule, award):
    """The value at which an award just keeps a rule; None where any value would do."""
    spend, kind = award.spend(rule), rule.kind
    if kind in ("suppliers_max", "suppliers_min"):
        return Fraction(len(award.winners(rule)))
    if kind == "lead_max":
        return max((line.lead_days for line in award.lines_in(
            rule, lambda supplier: is_subject(rule, supplier))), default=None)
    if kind == "budget_max":
        return award.scope_cost(rule)
    if kind == "backup_min":
        at_zero = SimpleNamespace(**{**vars(rule), "value": Fraction(0)})
        ratios = [-miss / award.event.item[item].quantity
                  for item, miss in award.misses_backup_min(at_zero)]
        return min(ratios, default=None)
    if kind in ("domestic_min", "quality_min"):
        spend = award.spend(rule, lambda supplier: is_subject(rule, supplier))
        at_zero = SimpleNamespace(**{**vars(rule), "value": Fraction(0)})
        return -award.misses(at_zero)[0][1] / spend if spend else None
    if not spend:
        return None
    if kind == "win_min_share":
        shares = [award.spend(rule, lambda supplier, name=name: supplier.supplier == name)
                  for name in award.winners(rule)]
    else:
        shares = [own for _, own in award.shares(rule)]
    return (max if kind == "share_max" else min)(shares) / spend if shares else None


def gives(event, scenario):
    """How far each numeric hard rule would have to give if it alone gave: the value nearest to its
    own at which there is an award; None where no value helps."""
    found = {}
    for rule in scenario.rules:
        if rule.penalty is None and rule.kind not in ("force", "forbid"):
            found[rule.rule] = nearest(event, scenario, rule)
    return found


def nearest(event, scenario, rule):
    others = [other for other in scenario.rules if other is not rule]
    if rule.kind == "lead_max":
        for days in sorted({rule.value} | {line.lead_days for line in event.lines
                                           if line.lead_days > rule.value}):
            if feasible_at(event, rule, others, days):
                return days
        return None
    if not feasible_at(event, rule, others, None):
        return None
    # Newton's method: at each value the least worst miss, then the value which that award reaches.
    value = rule.value
    for _ in range(50):
        moved = SimpleNamespace(**{**vars(rule), "value": value, "penalty": None})
        formulation = Formulation(event, others + [moved], give=moved)
        _, miss = optimised(formulation, formulation.give)
        if value != rule.value and miss > -1e-7:
            return value
        following = reached(moved, award_of(formulation))
        if following is None or following == value:
            return value
        value = following
    raise RuntimeError("the value of a rule did not settle")


def feasible_at(event, rule, others, value):
    plain = SimpleNamespace(stages=[("suppliers", 0)], rules=[])
    kept = [] if value is None else [
        SimpleNamespace(**{**vars(rule), "value": value, "penalty": None})]
    return solve(event, plain, others + kept).status == "optimal"


def highest_price(event, scenario, best, priced):
    """The highest price at which `priced` is part of some optimal award: the price is a column, the
    cost is held at the optimum without it, and the price is maximised."""
    formulation = Formulation(event, scenario.rules, priced=priced,
                              limit=best.objective + 1e-9 * max(1, abs(best.objective)))
    status, value = optimised(formulation, -1 * formulation.price)
    return None if status == "infeasible" else -value


def break_in(event, scenario, best, share):
    """(bundles, lines): prices by losing bundle and, at `share` of the item, by losing line."""
    bundles = {row.bundle: highest_price(event, scenario, best, ("bundle", row.bundle))
               for row in event.bundles if row.bundle not in best.award.bundles}
    lines = {}
    for line in event.lines:
        if line.line not in best.award.units:
            units = share * event.item[line.item].quantity
            lines[line.line] = highest_price(event, scenario, best, ("line", line.line, units))
    return bundles, lines


def second_best(event, scenario, suppliers):
    return solve(event, scenario, other_than=set(suppliers))


# --- the naive award

def alone(event, line, units):
    """What a line costs by itself for so many units; None where it does not offer them."""
    item = event.item[line.item]
    least = max(line.minimum, 1) if item.whole else line.minimum
    if has_lapsed(event, line) or not max(least, 0) <= units <= line.maximum or not units:
        return None
    ex_works = ex_works_of(line, units)
    return (ex_works * (1 + line.duty_rate) + line.fixed_cost
            + units * (line.freight + late_weeks(event, line) * item.late_cost))


def lowest_bid(event):
    """Lot by lot the supplier whose lines bring the whole lot for the least money; where nobody does,
    each item to its cheapest lines in turn. Bundles, discounts, suppliers' fixed costs, quality,
    capacities and rules are not looked at."""
    units = {}
    for lot in event.lots:
        items = [item for item in event.items if item.lot == lot.lot and item.quantity]
        offers = [whole_lot(event, supplier, items) for supplier in event.suppliers]
        offers = [offer for offer in offers if offer is not None]
        if offers and items:
            units.update(min(offers, key=lambda offer: offer[0])[1])
        else:
            for item in items:
                units.update(in_turn(event, item))
    return Award(event, units, [])


def whole_lot(event, supplier, items):
    money, units = Fraction(0), {}
    for item in items:
        offers = [(alone(event, line, item.quantity), line) for line in event.lines
                  if line.supplier == supplier.supplier and line.item == item.item]
        offers = [offer for offer in offers if offer[0] is not None]
        if not offers:
            return None
        cost, line = min(offers, key=lambda offer: offer[0])
        money += cost
        units[line.line] = item.quantity
    return money, units


def in_turn(event, item):
    def most(line):
        amount = min(line.maximum, item.quantity)
        return Fraction(math.floor(amount)) if item.whole else amount
    lines = [(alone(event, line, most(line)), line) for line in event.lines
             if line.item == item.item]
    lines = [(cost / most(line), line) for cost, line in lines if cost is not None]
    units, rest = {}, item.quantity
    for _, line in sorted(lines, key=lambda pair: pair[0]):
        amount = min(rest, most(line))
        if rest and alone(event, line, amount) is not None:
            units[line.line] = amount
            rest -= amount
    return units


def summary(event, scenario, best):
    """The award in the shape of summary.json."""
    result = {"format": 1, "event": event.settings.event, "scenario": scenario.name,
              "status": best.status}
    if best.award is None:
        return result
    award = best.award
    cost = award.cost(scenario.rules)
    result.update(
        objective=best.objective, bound=best.objective, gap=0.0,
        stages=[{"stage": m, "value": v} for m, v in best.stages],
        cost={part: float(shown(part, cost[part])) for part in PARTS},
        lines={name: float(units) for name, units in sorted(award.units.items())},
        bundles=award.bundles, suppliers=award.suppliers,
        discounts={name: {"at_least": float(at), "rate": float(rate)}
                   for name, (at, rate) in sorted(award.tiers.items())})
    return result


def analysis(event, scenario, best, share):
    if best.award is None:
        conflicts, repairs = conflicts_and_repairs(event, scenario)
        return {"conflicts": conflicts,
                "repairs": [{"drop": drop, "objective": cost} for drop, cost in repairs],
                "gives": {name: None if value is None else float(value)
                          for name, value in gives(event, scenario).items()}}
    each, together = rule_costs(event, scenario, best)
    bundles, lines = break_in(event, scenario, best, share)
    return {"cost_of_rule": each, "cost_of_rules": together,
            "break_in": {"bundles": bundles, "lines": lines},
            "second_best": second_best(event, scenario, best.award.suppliers).objective,
            "lowest_bid": float(lowest_bid(event).measure("cost", scenario.rules))}


def main():
    parser = argparse.ArgumentParser(description="Finds the optimal award of an event.")
    parser.add_argument("event")
    parser.add_argument("--scenario", required=True)
    parser.add_argument("--analyse", action="store_true")
    parser.add_argument("--share", type=Fraction, default=Fraction(1),
                        help="share of the item at which losing lines are priced")
    options = parser.parse_args()
    try:
        event = event_folder.load(options.event)
        scenario = event_folder.load_scenario(options.event, options.scenario, event)
    except (event_folder.FolderError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    best = solve(event, scenario)
    result = summary(event, scenario, best)
    if options.analyse:
        result.update(analysis(event, scenario, best, options.share))
    print(json.dumps(result, indent=2))
    return 0 if best.award is not None else 3


if __name__ == "__main__":
    sys.exit(main())
