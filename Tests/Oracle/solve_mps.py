#!/usr/bin/env python3
"""Solves an MPS file with SCIP and prints status, objective and bound as JSON.

    solve_mps.py FILE.mps [--gap G] [--time-limit S]

Exit status: 0 solved, 3 infeasible, 4 no solution within the limit, 1 unbounded.
"""

import argparse
import json
import sys
import time


def solve_mps(path, gap=0.0, time_limit=None):
    from pyscipopt import Model
    began = time.monotonic()
    scip = Model()
    scip.hideOutput()
    scip.readProblem(path)
    scip.setParam("limits/gap", gap)
    scip.setParam("numerics/feastol", 1e-9)
    # Off for the reason that reference.py gives.
    scip.setParam("conflict/enable", False)
    scip.setParam("constraints/indicator/addcoupling", False)
    if time_limit is not None:
        scip.setParam("limits/time", time_limit)
    result = {"columns": scip.getNVars(), "rows": scip.getNConss()}
    scip.optimize()
    status = scip.getStatus()
    result["seconds"] = round(time.monotonic() - began, 3)
    if status in ("infeasible", "unbounded", "inforunbd"):
        result["status"] = status
        return result
    result["bound"] = scip.getDualbound()
    result["status"] = "none"
    if scip.getNSols():
        result["status"] = "optimal" if status in ("optimal", "gaplimit") else "feasible"
        result["objective"] = scip.getObjVal()
    return result


def main():
    parser = argparse.ArgumentParser(description="Solves an MPS file with SCIP.")
    parser.add_argument("file")
    parser.add_argument("--gap", type=float, default=0.0)
    parser.add_argument("--time-limit", type=float, default=None)
    options = parser.parse_args()
    result = solve_mps(options.file, options.gap, options.time_limit)
    print(json.dumps(result, indent=2))
    return {"infeasible": 3, "none": 4, "unbounded": 1, "inforunbd": 1}.get(result["status"], 0)


if __name__ == "__main__":
    sys.exit(main())
