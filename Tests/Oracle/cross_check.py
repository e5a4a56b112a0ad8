#!/usr/bin/env python3
"""Solves the reference's model with a second solver, HiGHS through highspy, and compares.

    cross_check.py [--seeds FROM TO] [--size small|medium]

A disagreement means an error of a solver or of a tolerance, not of the formulation. Needs highspy
(1.15.1); it is a tool for doubts and is not part of the tests. Indicator rows, which HiGHS has not, get a
bound from SCIP's own solution, enlarged; it must not bind.
"""

import argparse
import pathlib
import sys
import tempfile

import highspy
import numpy

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
    cost = numpy.zeros(len(model.names))
    for k, coefficient in objective.items():
        cost[k] = coefficient
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.names), len(rows)
    lp.col_cost_ = cost
    lp.col_lower_, lp.col_upper_ = numpy.array(model.lower), numpy.array(model.upper)
    lp.row_lower_ = numpy.array([row[2] for row in rows])
    lp.row_upper_ = numpy.array([row[3] for row in rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = numpy.cumsum([0] + [len(terms) for _, terms, _, _ in rows])
    lp.a_matrix_.index_ = numpy.array([k for _, terms, _, _ in rows for k in terms])
    lp.a_matrix_.value_ = numpy.array([c for _, terms, _, _ in rows for c in terms.values()])
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in model.integer]
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("mip_rel_gap", 0.0), ("time_limit", 120.0),
                          ("mip_feasibility_tolerance", 1e-9),
                          ("primal_feasibility_tolerance", 1e-9)):
        solver.setOptionValue(option, value)
    solver.passModel(lp)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(solver.modelStatusToString(status))
    return solver.getInfo().objective_function_value


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
