#!/usr/bin/env python3
"""Runs `millwright event award` on random events and judges each award by reference and checker.

    cross_check_events.py --planner COMMAND [--seeds FROM TO] [--size tiny|small] [--corners]
                          [--analyse] [--keep DIR]

COMMAND is called as `COMMAND event award FOLDER --scenario drawn --out DIR`. An award is right if
every stage's value agrees with the reference within 1e-6, its bound is not above the optimum, the checker
finds no fault, no award of the same cost has fewer suppliers, and `COMMAND event verify` agrees;
an event without an award, if the command exits with 3 and lists the reference's conflicts, repairs
and how far rules must give. With --analyse also the costs of rules, the break-in prices and the
second best award must be the reference's. Events that went wrong stay in `--keep DIR`. Exit
status 1 if any did.
"""

import argparse
import json
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction
from types import SimpleNamespace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import check_award  # noqa: E402
import event_folder  # noqa: E402
import event_reference  # noqa: E402
import random_event  # noqa: E402

TOLERANCE = 1e-6


def agree(claimed, expected, scale=1.0):
    if claimed is None or expected is None:
        return claimed is None and expected is None
    return abs(claimed - expected) <= TOLERANCE * max(1.0, abs(expected), abs(scale))


class Judge:
    """One event, what the command said of it, and what is wrong with that."""

    def __init__(self, command, folder, out, analyse):
        self.command, self.folder, self.out = shlex.split(command), folder, out
        self.analyse, self.wrong = analyse, []
        self.event = event_folder.load(folder)
        self.scenario = event_folder.load_scenario(folder, "drawn", self.event)

    def run(self, *arguments):
        return subprocess.run(self.command + ["event", *map(str, arguments)], text=True,
                              capture_output=True, timeout=600, check=False)

    def judge(self):
        best = event_reference.solve(self.event, self.scenario)
        done = self.run("award", self.folder, "--scenario", "drawn", "--out", self.out, "--quiet",
                        *(["--analyse"] if self.analyse else []))
        expected = 0 if best.award is not None else 3
        if done.returncode != expected:
            self.wrong.append(f"exit status {done.returncode} instead of {expected} (optimum "
                              f"{best.objective}): {done.stderr.strip()[-400:]}")
            return self.wrong
        claims = json.loads((self.out / "summary.json").read_text(encoding="utf-8"))
        if best.award is None:
            self.judge_conflicts(claims)
        else:
            self.judge_award(best, claims)
        return self.wrong

    def expect(self, what, claimed, expected, scale=1.0):
        if not agree(claimed, expected, scale):
            self.wrong.append(f"{what} is {claimed!r}, the reference says {expected!r}")

    # --- an award

    def judge_award(self, best, claims):
        self.wrong += check_award.check(self.folder, self.out)
        if claims["status"] != "optimal":
            self.wrong.append(f"status is {claims['status']}")
        for (measure, value), stage in zip(best.stages, claims["stages"], strict=True):
            self.expect(f"stage {measure}", stage["value"], value)
        self.expect("objective", claims["objective"], best.objective)
        sign = -1 if self.scenario.stages[-1][0] in ("quality", "domestic") else 1
        if sign * (claims["bound"] - best.objective) > TOLERANCE * max(1, abs(best.objective)):
            self.wrong.append(f"bound {claims['bound']!r} is beyond the optimum {best.objective!r}")
        done = self.run("verify", self.out, self.folder)
        if done.returncode != 0:
            self.wrong.append(f"event verify: {done.stdout.strip()[-400:]} {done.stderr.strip()}")
        self.judge_tie(best, claims)
        self.judge_cheapest(claims)
        if self.analyse:
            self.judge_analysis(best, claims)

    def judge_tie(self, best, claims):
        """Of awards of exactly one cost the one with the fewest suppliers; told from a near tie only
        where everything is whole."""
        if self.scenario.stages != [("cost", 0)] or not event_reference.all_whole(self.event):
            return
        tied = SimpleNamespace(stages=[("cost", Fraction(0)), ("suppliers", Fraction(0))],
                               rules=self.scenario.rules)
        fewest = event_reference.solve(self.event, tied).award
        cost = [award.measure("cost", self.scenario.rules) for award in (fewest, best.award)]
        if cost[0] <= cost[1] and len(fewest.suppliers) < len(claims["suppliers"]):
            self.wrong.append(f"suppliers {claims['suppliers']}: {fewest.suppliers} cost the same")

    def judge_cheapest(self, claims):
        """Where no stage is the cost, the cheapest of the awards that are best is taken."""
        stages = self.scenario.stages
        if "cost" in dict(stages):
            return
        stages = stages[:-1] + [(stages[-1][0], Fraction(0)), ("cost", Fraction(0))]
        cheapest = event_reference.solve(
            self.event, SimpleNamespace(stages=stages, rules=self.scenario.rules))
        self.expect("cost of the best", claims["total_cost"], cheapest.objective)

    def judge_analysis(self, best, claims):
        event, scenario = self.event, self.scenario
        scale = best.objective
        each, together = event_reference.rule_costs(event, scenario, best)
        for name, cost in each.items():
            self.expect(f"cost of {name}", claims["cost_of_rule"][name], cost, scale)
        self.expect("cost of rules", claims["cost_of_rules"], together, scale)
        second = event_reference.second_best(event, scenario, claims["suppliers"]).objective
        claimed = claims["second_best"]
        self.expect("second best", claimed and claimed["objective"], second, scale)
        naive, claimed = event_reference.lowest_bid(event), claims["lowest_bid"]
        lines = {name: float(units) for name, units in naive.units.items()}
        if claimed["lines"] != lines:
            self.wrong.append(f"lowest bid is {claimed['lines']}, the reference says {lines}")
        elif claimed["objective"] is not None:
            cost = float(naive.measure("cost", scenario.rules))
            self.expect("cost of the lowest bid", claimed["objective"], cost)
            self.expect("saving", claimed["saving"], cost - claims["total_cost"], cost)
        if len(scenario.stages) == 1 and scenario.stages[0][0] == "cost":
            self.judge_break_in(best, claims["break_in"], claims)

    def judge_break_in(self, best, break_in, claims):
        event, scenario = self.event, self.scenario
        for row in event.bundles:
            if row.bundle in claims["bundles"]:
                continue
            price = event_reference.highest_price(event, scenario, best, ("bundle", row.bundle))
            self.expect(f"break-in of {row.bundle}", break_in["bundles"][row.bundle], price,
                        best.objective)
        for line in event.lines:
            if line.line in claims["lines"]:
                continue
            units = break_in["units"][line.line]
            price = units and event_reference.highest_price(
                event, scenario, best, ("line", line.line, Fraction(units)))
            self.expect(f"break-in of {line.line} for {units}", break_in["lines"][line.line],
                        price or None if units is None else price,
                        best.objective / units if units else 1)

    # --- no award

    def judge_conflicts(self, claims):
        conflicts, repairs = event_reference.conflicts_and_repairs(self.event, self.scenario)
        if event_reference.minimal(map(frozenset, claims["conflicts"])) != conflicts:
            self.wrong.append(f"conflicts are {claims['conflicts']}, the reference has {conflicts}")
        claimed = {frozenset(repair["rules"]): repair["objective"] for repair in claims["repairs"]}
        if set(claimed) != {frozenset(drop) for drop, _ in repairs}:
            self.wrong.append(f"repairs are {claims['repairs']}, the reference has {repairs}")
            return
        if len(self.scenario.stages) == 1:
            for drop, objective in repairs:
                self.expect(f"repair {drop}", claimed[frozenset(drop)], objective)
        if conflicts == [[]]:
            return
        for name, value in event_reference.gives(self.event, self.scenario).items():
            self.expect(f"value of {name}", claims["gives"][name]["value"],
                        None if value is None else float(value))


def main():
    parser = argparse.ArgumentParser(description="Judges awards of random events.")
    parser.add_argument("--planner", required=True, help="the millwright command")
    parser.add_argument("--seeds", nargs=2, type=int, default=(1, 40))
    parser.add_argument("--size", choices=sorted(random_event.SIZES), default="small")
    parser.add_argument("--corners", action="store_true")
    parser.add_argument("--analyse", action="store_true")
    parser.add_argument("--keep", type=pathlib.Path)
    options = parser.parse_args()
    failed = 0
    first, last = options.seeds
    for seed in range(first, last + 1):
        with tempfile.TemporaryDirectory() as temporary:
            folder = random_event.write(seed, pathlib.Path(temporary) / "event", options.size,
                                        options.corners)
            out = pathlib.Path(temporary) / "out"
            try:
                wrong = Judge(options.planner, folder, out, options.analyse).judge()
            except (RuntimeError, KeyError, TypeError, check_award.Unreadable,
                    subprocess.TimeoutExpired) as error:
                wrong = [f"not judged: {error!r}"]
            if wrong:
                failed += 1
                print(f"{options.size} {seed}:", *wrong, sep="\n  ", flush=True)
                if options.keep:
                    shutil.copytree(temporary, options.keep / f"{options.size}-{seed}",
                                    dirs_exist_ok=True)
    print(f"{last - first + 1} events, {failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
