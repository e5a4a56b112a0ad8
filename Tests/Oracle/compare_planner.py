#!/usr/bin/env python3
"""Runs a planner on random programs and judges each plan against the reference and the checker.

    compare_planner.py --planner COMMAND [--seeds FROM TO] [--size small|medium] [--gap G] [--keep DIR]

COMMAND is called as `COMMAND plan FOLDER --out DIR --gap G`. A plan is right if its objective agrees
with the reference within the gap and 1e-6, its bound is not above the optimum, and the checker
finds no breach; a program without a plan, if the planner exits with 3. Under service_first the
cost of each class must agree too. One line per program; programs that went wrong stay in
`--keep DIR`. Exit status 1 if any did.
"""

import argparse
import json
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import check_plan  # noqa: E402
import program_folder  # noqa: E402
import random_program  # noqa: E402
import reference  # noqa: E402


def class_costs(program, out):
    """Discounted late and lost cost by priority, from a plan's open.csv."""
    checker = check_plan.Checker(program, out)
    last, costs = checker.count - 1, {}
    for demand in program.demand:
        if checker.containing(demand.due) is not None:
            costs.setdefault(demand.priority, 0.0)
    for (name, b), row in checker.read("open").items():
        demand = checker.demands[name]
        each = demand.late_cost * checker.weeks(b) + (demand.lost_cost if b == last else 0.0)
        costs[demand.priority] = costs.get(demand.priority, 0.0) + (
            each * checker.factor(b) * row["quantity"])
    return costs


def judge(planner, folder, out, gap, arguments=(), excess=None):
    """(what is wrong, reference objective, planner's objective)"""
    expected, formulation, outcome = reference.answer(folder)
    done = subprocess.run(
        shlex.split(planner) + ["plan", str(folder), "--out", str(out), "--gap", repr(gap),
                                *arguments],
        capture_output=True, text=True, timeout=600, check=False)
    if outcome.status == "infeasible":
        wrong = [] if done.returncode == 3 else [
            f"exit status {done.returncode} where no plan exists; 3 is right"]
        return wrong, None, None
    if outcome.status != "optimal":
        return [f"the reference did not finish: {outcome.status}"], None, None
    if done.returncode != 0:
        return [f"exit status {done.returncode}: {done.stderr.strip()[-400:]}"], \
            outcome.objective, None
    claims = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    wrong = check_plan.check(folder, out)
    best, found, bound = outcome.objective, claims["objective"], claims["bound"]
    allowed = 1e-6 * max(1.0, abs(best))
    if found > best + (gap if excess is None else excess) * abs(best) + allowed:
        wrong.append(f"objective {found!r} is worse than the optimum {best!r}")
    if found < best - allowed:
        wrong.append(f"objective {found!r} is better than the optimum {best!r}")
    if bound > best + allowed:
        wrong.append(f"bound {bound!r} is above the optimum {best!r}")
    if formulation.stages:
        costs = class_costs(formulation.program, out)
        for priority, cost in formulation.stages:
            # Held within 1e-6 of itself, by the planner and by the reference.
            if costs[priority] > cost * (1 + 2e-6) + 1e-5:
                wrong.append(f"class {priority:g} costs {costs[priority]!r}, its best is {cost!r}")
    return wrong, best, found


def main():
    parser = argparse.ArgumentParser(description="Judges a planner on random programs.")
    parser.add_argument("--planner", required=True)
    parser.add_argument("--seeds", type=int, nargs=2, default=(1, 40))
    parser.add_argument("--size", choices=sorted(random_program.SIZES), default="small")
    parser.add_argument("--gap", type=float, default=1e-9)
    parser.add_argument("--arguments", default="", help="further arguments of plan")
    parser.add_argument("--excess", type=float,
                        help="how far above the optimum a plan may be, where the gap is not closed")
    parser.add_argument("--keep", help="where programs and plans that went wrong are kept")
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        for seed in range(options.seeds[0], options.seeds[1] + 1):
            folder, out = pathlib.Path(name) / f"program-{seed}", pathlib.Path(name) / f"out-{seed}"
            random_program.write_program(seed, folder, options.size)
            try:
                wrong, best, found = judge(
                    options.planner, folder, out, options.gap, shlex.split(options.arguments),
                    options.excess)
            except (subprocess.TimeoutExpired, OSError, KeyError, ValueError,
                    check_plan.Unreadable, program_folder.FolderError) as error:
                wrong, best, found = [f"{type(error).__name__}: {error}"], None, None
            print(f"seed {seed}: {'WRONG' if wrong else 'right'} {best} {found}", flush=True)
            for line in wrong[:10]:
                print(f"  {line}")
            if wrong:
                failed += 1
                if options.keep:
                    for source in (folder, out):
                        if source.exists():
                            shutil.copytree(source, pathlib.Path(options.keep) / source.name,
                                            dirs_exist_ok=True)
            shutil.rmtree(folder)
            shutil.rmtree(out, ignore_errors=True)
    print(f"{failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
