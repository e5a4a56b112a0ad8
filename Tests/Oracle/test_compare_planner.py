#!/usr/bin/env python3
"""Tests the comparison with planners that are right, sloppy or broken, all made of the reference."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent

# The reference as a planner; SPOIL is run on the summary before it is written again.
PLANNER = """
import json, pathlib, sys
sys.path.insert(0, {here!r})
import reference
folder, out = sys.argv[2], pathlib.Path(sys.argv[4])
result, _, outcome = reference.answer(folder, out=out)
if outcome.status == "infeasible":
    sys.exit({infeasible})
{spoil}
(out / "summary.json").write_text(json.dumps(result))
"""


class Compared(unittest.TestCase):
    def run_with(self, spoil="", infeasible=3, seeds=(59, 62)):
        with tempfile.TemporaryDirectory() as name:
            script = pathlib.Path(name) / "planner.py"
            script.write_text(PLANNER.format(here=str(HERE), spoil=spoil, infeasible=infeasible))
            done = subprocess.run(
                [sys.executable, str(HERE / "compare_planner.py"), "--planner",
                 f"{sys.executable} {script}", "--seeds", *map(str, seeds)],
                capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    def test_right(self):
        """Seed 61 of these is infeasible."""
        status, text = self.run_with()
        self.assertEqual((status, text.splitlines()[-1]), (0, "0 wrong"), text)
        self.assertIn("seed 61: right None None", text)

    def test_infeasible_not_seen(self):
        self.assertIn("3 is right", self.run_with(infeasible=4, seeds=(61, 61))[1])

    def test_worse_plan(self):
        """A plan that is 1 % worse than the optimum, by its own summary."""
        status, text = self.run_with("result['objective'] *= 1.01", seeds=(60, 60))
        self.assertEqual(status, 1)
        self.assertIn("is worse than the optimum", text)
        self.assertIn("summary.json: objective", text)

    def test_bound_too_high(self):
        text = self.run_with("result['bound'] *= 1.01", seeds=(60, 60))[1]
        self.assertIn("is above the optimum", text)


if __name__ == "__main__":
    unittest.main()
