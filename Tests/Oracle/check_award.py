#!/usr/bin/env python3
"""Recomputes an award's cost and every rule from the event and summary.json, in exact fractions.

    check_award.py EVENT DIR [--scenario NAME] [--json]

From DIR/summary.json the award is taken (lines with their units, bundles) and everything else is a
claim: the parts of the cost and their sum, the suppliers, the discounts' tiers, the objective, the
gap. Decimals are taken as written, never as floating point. Each fault is one line; exit status 0 none,
1 faults, 2 unreadable.
"""

import argparse
import json
import pathlib
import sys
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import event_folder  # noqa: E402
from award_terms import PARTS, Award, shown  # noqa: E402

# Claims are sums of money in floating point: they may be off by this share of the largest part.
CLAIM = Fraction(1, 10 ** 9)
# Units of divisible items are rounded decimals: an item's balance may be off by this share.
UNITS = Fraction(1, 10 ** 9)
# And so a hard rule over divisible units may be missed by this share of the spend.
RULES = Fraction(1, 10 ** 7)


class Unreadable(Exception):
    """A summary that cannot be read at all."""


def read_summary(folder):
    path = pathlib.Path(folder) / "summary.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"), parse_float=Fraction,
                          parse_int=Fraction)
    except (OSError, ValueError) as error:
        raise Unreadable(f"{path}: {error}") from error


def keyed(rows, key):
    """A map by identifier, or a list of rows that bear it, as a map."""
    if isinstance(rows, dict):
        return rows
    return {row[key] if isinstance(row, dict) else row: row for row in rows}


def figure(value, name):
    """A number, or the number of that name in a row."""
    return value[name] if isinstance(value, dict) else value


def claimed_award(event, summary):
    """The award that a summary claims; unknown identifiers make it unreadable."""
    units = {name: figure(row, "units") for name, row in keyed(summary["lines"], "line").items()}
    bundles = list(keyed(summary["bundles"], "bundle"))
    known = {line.line for line in event.lines}, {row.bundle for row in event.bundles}
    for names, allowed in zip((units, bundles), known):
        for name in names:
            if name not in allowed:
                raise Unreadable(f"summary.json: '{name}' is no line or bundle of the event")
    return Award(event, units, bundles)


def check(folder, out, name=None):
    """What is wrong with an award, in sentences."""
    event = event_folder.load(folder)
    summary = read_summary(out)
    scenario = event_folder.load_scenario(folder, name or summary["scenario"], event)
    try:
        award = claimed_award(event, summary)
        return faults(event, scenario, award, summary)
    except KeyError as error:
        raise Unreadable(f"summary.json: {error} is missing") from error


def faults(event, scenario, award, summary):
    rough = not all(item.whole for item in event.items)
    found = award.faults(UNITS)
    found += award.broken(scenario.rules, RULES if rough else CLAIM)
    parts = award.cost(scenario.rules)
    scale = max([Fraction(1)] + [abs(value) for value in parts.values()])
    if rough:
        scale *= 1000

    def differs(claimed, exact, what):
        if abs(claimed - exact) > CLAIM * scale:
            found.append(f"{what} is {float(claimed):.12g}, recomputed {float(exact):.12g}")

    for part in PARTS:
        differs(summary["cost"][part], shown(part, parts[part]), f"cost {part}")
    measure = scenario.stages[-1][0]
    differs(summary["objective"], award.measure(measure, scenario.rules), "objective")
    found += claims(award, summary)
    return found


def claims(award, summary):
    """What a summary says of suppliers, discounts and its own proof."""
    found = []
    suppliers = sorted(keyed(summary["suppliers"], "supplier"))
    if suppliers != award.suppliers:
        found.append(f"suppliers are {suppliers}, recomputed {award.suppliers}")
    tiers = {name: figure(row, "at_least")
             for name, row in keyed(summary["discounts"], "discount").items()}
    exact = {name: at for name, (at, _) in award.tiers.items()}
    if {name: at for name, at in tiers.items() if at is not None} != exact:
        shown = {name: float(at) for name, at in exact.items()}
        found.append(f"discounts reach {tiers}, recomputed {shown}")
    if summary["status"] not in ("optimal", "feasible"):
        found.append(f"status is {summary['status']} beside an award")
    objective, bound = summary["objective"], summary["bound"]
    if bound is not None and bound > objective + CLAIM * 100 * max(1, abs(objective)):
        found.append(f"bound {float(bound)} is above the objective {float(objective)}")
    return found


def main():
    parser = argparse.ArgumentParser(description="Checks an award against its event.")
    parser.add_argument("event")
    parser.add_argument("out")
    parser.add_argument("--scenario")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        found = check(options.event, options.out, options.scenario)
    except (Unreadable, event_folder.FolderError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps({"faults": found}) if options.json else "\n".join(found) or "no faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
