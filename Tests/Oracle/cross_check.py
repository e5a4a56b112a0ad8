#!/usr/bin/env python3
"""Solves the reference's model with a second solver, HiGHS through scipy, and compares.

    cross_check.py [--seeds FROM TO] [--size small|medium]

A disagreement means an error of a solver or of a tolerance, not of the formulation. Needs scipy;
it is a tool for doubts and is not part of the tests. Indicator rows, which HiGHS has not, get a
bound from SCIP's own solution, enlarged; it must not bind.
"""

import argparse
import pathlib
import sys
import tempfile

import numpy
from scipy import optimize, sparse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import random_program  # noqa: E402
import reference  # noqa: E402


def with_highs(model, objective, values=None):
    """The optimum of the model by HiGHS; None where it is infeasible."""
    rows = list(model.rows)
    for name, binary, active, terms, upper in model.switches:
        largest = 1e4
        if values is not None:
            largest = max(largest, 10 * abs(sum(c * values[k] for k, c in terms.items())))
        slack = largest - upper
        terms = dict(terms)
        terms[binary] = terms.get(binary, 0.0) + (slack if active else -slack)
        rows.append((name, terms, -numpy.inf, upper + slack if active else upper))
    matrix = sparse.lil_array((len(rows), len(model.names)))
    for r, (_, terms, _, _) in enumerate(rows):
        for k, coefficient in terms.items():
            matrix[r, k] = coefficient
    cost = numpy.zeros(len(model.names))
    for k, coefficient in objective.items():
        cost[k] = coefficient
    result = optimize.milp(
        cost, integrality=numpy.array(model.integer, dtype=int),
        bounds=optimize.Bounds(model.lower, model.upper),
        constraints=optimize.LinearConstraint(
            matrix.tocsr(), [row[2] for row in rows], [row[3] for row in rows]),
        options={"mip_rel_gap": 0.0, "time_limit": 120})
    if result.status == 2:
        return None
    if not result.success:
        raise RuntimeError(result.message)
    return result.fun


def compare(seed, size):
    """('same' or what differs, SCIP's objective, HiGHS's objective)"""
    with tempfile.TemporaryDirectory() as folder:
        random_program.write_program(seed, folder, size)
        _, formulation, outcome = reference.answer(folder)
    model = formulation.model
    other = with_highs(model, formulation.objective, outcome.values)
    if outcome.objective is None or other is None:
        same = outcome.objective is None and other is None
    else:
        same = abs(outcome.objective - other) <= 2e-6 * max(1.0, abs(other))
    return "same" if same else "DIFFERENT", outcome.objective, other


def main():
    parser = argparse.ArgumentParser(description="Compares SCIP and HiGHS on random programs.")
    parser.add_argument("--seeds", type=int, nargs=2, default=(1, 30))
    parser.add_argument("--size", choices=sorted(random_program.SIZES), default="small")
    options = parser.parse_args()
    different = 0
    for seed in range(options.seeds[0], options.seeds[1] + 1):
        word, scip, highs = compare(seed, options.size)
        different += word != "same"
        print(seed, word, scip, highs, flush=True)
    print(f"{different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
