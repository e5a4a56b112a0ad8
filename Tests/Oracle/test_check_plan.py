#!/usr/bin/env python3
"""Tests that the checker passes the reference's plans and catches what is wrong.

Two ways to be wrong: a number of the plan is altered, or the program is made stricter than the
program that the plan was made for. In both the breach must be named.
"""

import csv
import json
import pathlib
import random
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import check_plan  # noqa: E402
import program_folder  # noqa: E402
import random_program  # noqa: E402
import reference  # noqa: E402

# One program that uses every table.
PROGRAM = {
    "program.yaml": "format: 1\nname: full\nstart: 2026-01-05\ndiscount_rate: 0.1\n"
                    "holding_rate: 0.2\nbuckets: [{count: 4, days: 7}, {count: 2, days: 14}]\n",
    "items.csv": "item,kind,category,value,mass_kg,hts,power_kw,compute_pflops,addressable\n"
                 "rack,product,,500,100,,120,4,\nunit,assembly,power,60,5,8504,,,\n"
                 "cable,part,copper,2,1,8544,,,\nchip,part,logic,90,0.1,8542,,,false\n",
    "modes.csv": "item,mode,power_kw,compute_pflops\nrack,eco,100,3\nrack,max,140,4\n",
    "bom.csv": "parent,component,quantity,from,to\nrack,unit,2,,\nrack,chip,4,,\n"
               "unit,cable,3,,2026-01-18\nunit,cable,2,2026-01-19,\n",
    "sites.csv": "site,kind,country,pue\nw,plant,US,\nv,plant,US,\ndc,datacenter,US,1.2\n"
                 "x,supplier,TW,\n",
    "resources.csv": "resource,site\nline,w\nbench,v\n",
    "capacity.csv": "resource,date,per_week\nline,2026-01-01,2\nbench,2026-01-01,10\n",
    "operations.csv": "operation,site,item,yield,lead_days,cost,earliest,latest\n"
                      "build,w,rack,0.95,3,20,2026-01-05,2026-02-16\nmake,v,unit,,,4,,\n",
    "loads.csv": "operation,resource,per_unit\nbuild,line,1.5\nmake,bench,1\n",
    "expansions.csv": "expansion,resource,per_week,capex,lead_days,ramp_weeks,max_count,earliest,"
                      "latest,fixed_per_week\nmore,line,8,900,7,2,2,2026-01-05,2026-02-02,15\n",
    "offers.csv": "offer,supplier,item,price,origin,ship_from,per_week,lead_days,fixed_cost,"
                  "minimum,maximum,valid_from,valid_to,domestic,awarded\n"
                  "cu,copperco,cable,2,US,,60,,10,20,300,,,,\n"
                  "cu2,wireco,cable,2.2,CN,,60,,,,,,,0.1,\n"
                  "ch,chipco,chip,80,TW,x,30,5,100,,,2026-01-05,2026-02-16,,true\n",
    "price_breaks.csv": "offer,from_quantity,price\nch,40,70\n",
    "lanes.csv": "from,to,item,days,cost,cost_per_kg,per_week\nx,w,,2,1,0.5,25\nv,w,unit,1,2,,9\n"
                 "w,dc,,4,10,0.2,7\n",
    "tariffs.csv": "origin,hts,rate\nTW,85,0.1\nCN,,0.2\n",
    "demand.csv": "demand,site,item,measure,due,quantity,priority,late_cost,lost_cost\n"
                  "a,dc,rack,,2026-02-02,10,1,40,9000\nb,,,compute,2026-02-20,40,2,20,3000\n",
    "energisation.csv": "site,date,mw\ndc,2026-01-12,1.4\ndc,2026-02-09,2.4\n",
    "stock.csv": "site,item,quantity,date\nw,chip,8,2026-01-14\ndc,rack,1,\n",
    "policies.csv": "policy,kind,scope,subject,value,min_share,penalty\n"
                    "two,suppliers_min,item:cable,,2,0.25,\n"
                    "home,addressable_content_min,,,0.5,,\n"
                    "cap,capex_max,,,1000,,\nspend,spend_max,item:chip,,6000,,\n"
                    "most,supplier_share_max,item:cable,copperco,0.75,,\n"
                    "china,country_share_max,item:cable,CN,0.1,,0.02\n"
                    "local,domestic_content_min,,,0.6,,0.01\n",
}

# (table, old, new, what the checker must then say): the plan was made for the old program.
STRICTER = (
    ("offers.csv", "cu2,wireco,cable,2.2,CN,,60,", "cu2,wireco,cable,2.2,CN,,1,", "offer cu2"),
    ("offers.csv", ",20,300,", ",20,21,", "above the maximum"),
    ("offers.csv", ",20,300,", ",290,300,", "below the minimum"),
    ("offers.csv", ",10,20,300,,,,\n", ",10,20,300,,,,false\n", "decided as not awarded"),
    ("offers.csv", "2026-01-05,2026-02-16,,true", "2026-01-05,2026-01-06,,true",
     "outside the offer's window"),
    ("offers.csv", "TW,x,30,5,", "TW,x,30,6,", "stock of chip"),
    ("offers.csv", "chip,80,TW", "chip,81,TW", "cost.purchases"),
    ("offers.csv", "TW,x,30,5,100", "TW,x,30,5,101", "cost.fixed"),
    ("price_breaks.csv", "ch,40,70", "ch,40,71", "spend"),
    ("tariffs.csv", "TW,85,0.1", "TW,85,0.11", "cost.duty"),
    ("lanes.csv", "v,w,unit,1,2,,9", "v,w,unit,1,2,,2", "lane row 2"),
    ("lanes.csv", "x,w,,2,1,0.5,25", "x,w,,2,1,0.5,2", "lane row 1"),
    ("lanes.csv", "w,dc,,4,10,0.2,7", "w,dc,chip,4,10,0.2,7", "carries chip only"),
    ("lanes.csv", "w,dc,,4,10,0.2,7", "w,dc,,4,10,0.3,7", "cost.freight"),
    ("lanes.csv", "w,dc,,4,10", "w,dc,,5,10", "stock of rack at dc"),
    ("capacity.csv", "line,2026-01-01,2", "line,2026-01-01,1", "resource line"),
    ("expansions.csv", "line,8,900,7,2,2,", "line,8,900,14,2,2,", "resource line"),
    ("expansions.csv", "line,8,900,7,2,2,", "line,8,900,7,4,2,", "resource line"),
    ("expansions.csv", "line,8,900,7,2,2,", "line,8,900,7,2,0,", "modules of more: count"),
    ("expansions.csv", "2026-01-05,2026-02-02,15", "2026-02-01,2026-02-02,15",
     "outside the window of the decision"),
    ("expansions.csv", "2026-02-02,15", "2026-02-02,16", "cost.fixed"),
    ("expansions.csv", "line,8,900", "line,8,901", "cost.capex"),
    ("operations.csv", "2026-01-05,2026-02-16", "2026-02-16,2026-02-16",
     "outside the operation's window"),
    ("operations.csv", "rack,0.95", "rack,0.9", "stock of rack at w"),
    ("operations.csv", "3,20", "3,21", "cost.operations"),
    ("bom.csv", "rack,chip,4", "rack,chip,5", "stock of chip at w"),
    ("bom.csv", ",,2026-01-18", ",,2026-01-11", "stock of cable at v"),
    ("items.csv", "rack,product,,500", "rack,product,,501", "cost.holding"),
    ("items.csv", "unit,assembly,power,60,5,", "unit,assembly,power,60,6,", "PASS"),
    ("modes.csv", "rack,eco,100,3", "rack,eco2,100,3", "the item has no mode 'eco'"),
    ("sites.csv", "datacenter,US,1.2", "datacenter,US,1.5", "power at dc"),
    ("energisation.csv", "dc,2026-01-12,1.4", "dc,2026-02-08,1.4", "power at dc"),
    ("stock.csv", "w,chip,8,2026-01-14", "w,chip,8,2026-01-20", "stock of chip at w"),
    ("demand.csv", "2026-02-02,10,", "2026-02-02,9,", "delivered so far"),
    ("demand.csv", "2026-02-02,10,", "2026-02-02,11,", "open quantity"),
    ("demand.csv", "2,20,3000", "2,21,3001", "cost.l"),
    ("policies.csv", "cable,,2,0.25,", "cable,,3,0.25,", "policy two"),
    ("policies.csv", "cable,,2,0.25,", "cable,,2,0.45,", "policy two"),
    ("policies.csv", "content_min,,,0.5,", "content_min,,,0.95,", "policy home"),
    ("policies.csv", "capex_max,,,1000", "capex_max,,,800", "policy cap"),
    ("policies.csv", "chip,,6000", "chip,,600", "policy spend"),
    ("policies.csv", "copperco,0.75", "copperco,0.7", "policy most"),
    ("policies.csv", "CN,0.1,,0.02", "CN,0.1,,0.03", "cost.penalty"),
    ("policies.csv", "content_min,,,0.6,,0.01", "content_min,,,0.61,,0.01", "cost.penalty"),
)


def put(folder, files):
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


class Checked(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.holder.name)
        put(cls.root / "program", PROGRAM)
        cls.result, _, _ = reference.answer(cls.root / "program", out=cls.root / "out")

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def test_the_program_is_worth_checking(self):
        """Every cost and every table occurs in the plan, so that the mutations below can bite."""
        self.assertEqual(self.result["status"], "optimal")
        for name, value in self.result["cost"].items():
            self.assertGreater(value, 0, name)
        for name in check_plan.TABLES:
            with open(self.root / "out" / f"{name}.csv", encoding="utf-8") as file:
                self.assertGreater(len(file.readlines()), 1, name)

    def test_the_plan_passes(self):
        self.assertEqual(check_plan.check(self.root / "program", self.root / "out"), [])

    def test_stricter_programs(self):
        for index, (table, old, new, expected) in enumerate(STRICTER):
            with self.subTest(f"{table}: {old} -> {new}"):
                self.assertEqual(PROGRAM[table].count(old), 1, old)
                folder = self.root / f"stricter-{index}"
                put(folder, {**PROGRAM, table: PROGRAM[table].replace(old, new)})
                breaches = check_plan.check(folder, self.root / "out")
                if expected == "PASS":
                    self.assertEqual(breaches, [])
                else:
                    self.assertTrue(any(expected in line for line in breaches), breaches)

    def test_every_altered_number_is_seen(self):
        """Each number of each row of each table, a little more, gives a breach; so does each row
        left out, each row twice, and each wrong date."""
        for name in check_plan.TABLES:
            path = self.root / "out" / f"{name}.csv"
            with open(path, encoding="utf-8", newline="") as file:
                header, *rows = list(csv.reader(file))
            for index, row in enumerate(rows):
                altered = [[row, row], []]
                for k, column in enumerate(header):
                    if column in ("units", "quantity", "count", "spend"):
                        value = float(row[k])
                        altered += [[row[:k] + [text] + row[k + 1:]] for text in
                                    (repr(value * 1.001), repr(value - 0.01 * value), "nan", "-1")]
                    elif column == "date":
                        altered.append([row[:k] + ["2031-01-01"] + row[k + 1:]])
                    elif column == "bucket":
                        altered.append([row[:k] + ["99"] + row[k + 1:]])
                    elif column not in ("awarded",):
                        altered.append([row[:k] + ["77"] + row[k + 1:]])
                for lines in altered:
                    with self.subTest(f"{name}.csv row {index + 1}: {lines}"):
                        self.assertTrue(self.breaches_with(name, header,
                                                           rows[:index] + lines + rows[index + 1:]))

    def breaches_with(self, name, header, rows):
        path = self.root / "out" / f"{name}.csv"
        before = path.read_bytes()
        try:
            with open(path, "w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([header] + rows)
            return check_plan.check(self.root / "program", self.root / "out")
        finally:
            path.write_bytes(before)

    def test_summary_claims(self):
        path = self.root / "out" / "summary.json"
        before = path.read_text(encoding="utf-8")
        places = []

        def numbers(value, place):
            if isinstance(value, dict):
                for key, inner in value.items():
                    numbers(inner, place + [key])
            elif isinstance(value, float) and place[0] != "seconds":
                places.append(place)

        numbers(json.loads(before), [])
        self.assertGreater(len(places), 25)
        try:
            for place in places:
                claims = json.loads(before)
                where = claims
                for key in place[:-1]:
                    where = where[key]
                where[place[-1]] = where[place[-1]] * 1.01 + 0.01
                path.write_text(json.dumps(claims), encoding="utf-8")
                with self.subTest(place):
                    self.assertTrue(check_plan.check(self.root / "program", self.root / "out"))
        finally:
            path.write_text(before, encoding="utf-8")

    def test_missing_files(self):
        out = self.root / "bare"
        shutil.copytree(self.root / "out", out)
        (out / "starts.csv").unlink()
        (out / "summary.json").unlink()
        text = "\n".join(check_plan.check(self.root / "program", out))
        self.assertIn("starts.csv is missing", text)
        self.assertIn("summary.json is missing", text)
        (out / "orders.csv").write_text("offer,units\n", encoding="utf-8")
        with self.assertRaises(check_plan.Unreadable):
            check_plan.check(self.root / "program", out)

    def test_random_programs_pass(self):
        """The reference's plans of random programs hold, in the checker's own arithmetic."""
        checked = 0
        for seed in range(1, 41):
            folder, out = self.root / f"random-{seed}", self.root / f"random-out-{seed}"
            random_program.write_program(seed, folder)
            result, _, _ = reference.answer(folder, out=out)
            if "objective" in result:
                checked += 1
                self.assertEqual(check_plan.check(folder, out), [], f"seed {seed}")
        self.assertGreater(checked, 30)

    def test_random_flows_altered(self):
        """One flow of a random plan altered: always seen."""
        dice = random.Random(1)
        seen = 0
        for seed in range(41, 61):
            folder, out = self.root / f"random-{seed}", self.root / f"random-out-{seed}"
            random_program.write_program(seed, folder)
            result, _, _ = reference.answer(folder, out=out)
            for name in ("orders", "starts", "dispatches", "stocks", "deliveries", "open"):
                path = out / f"{name}.csv"
                if "objective" not in result:
                    continue
                lines = path.read_text(encoding="utf-8").splitlines()
                if len(lines) < 2:
                    continue
                k = dice.randrange(1, len(lines))
                cells = lines[k].rsplit(",", 1)
                if float(cells[1]) < 0.01:
                    continue
                before = path.read_bytes()
                lines[k] = f"{cells[0]},{float(cells[1]) * 1.05!r}"
                path.write_text("\n".join(lines) + "\n", encoding="utf-8")
                self.assertTrue(check_plan.check(folder, out), f"seed {seed}: {lines[k]}")
                path.write_bytes(before)
                seen += 1
        self.assertGreater(seen, 50)


if __name__ == "__main__":
    unittest.main()
