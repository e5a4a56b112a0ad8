#!/usr/bin/env python3
"""Tests of the reference on tiny programs whose optimum is derived by hand in each docstring."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import program_folder  # noqa: E402
import reference  # noqa: E402
from solve_mps import solve_mps  # noqa: E402

YAML = "format: 1\nname: case\nstart: 2026-01-05\nbuckets: [{count: 4, days: 7}]\n"

# One part 'p' bought for 10 each, used as it is at datacenter 'dc'; 8 units due in bucket 1.
BASE = {
    "items.csv": "item,kind\np,product\n",
    "sites.csv": "site,kind,country\ndc,datacenter,US\n",
    "offers.csv": "offer,supplier,item,price,origin\no,s,p,10,US\n",
    "demand.csv": "demand,site,item,due,quantity,late_cost,lost_cost\nd,dc,p,2026-01-12,8,5,1000\n",
}


def write(folder, files, yaml):
    (folder / "program.yaml").write_text(yaml, encoding="utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


class Case(unittest.TestCase):
    def answer(self, files=None, yaml=YAML, **options):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            write(folder, {**BASE, **(files or {})}, yaml)
            return reference.answer(folder, **options)[0]

    def expect(self, objective, files=None, yaml=YAML, **costs):
        result = self.answer(files, yaml)
        self.assertEqual(result["status"], "optimal")
        self.assertAlmostEqual(result["objective"], objective, delta=1e-6 * max(1, objective))
        self.assertAlmostEqual(sum(result["cost"].values()), result["objective"], places=6)
        for name, value in costs.items():
            self.assertAlmostEqual(result["cost"][name], value, places=6, msg=name)
        return result


class Buying(Case):
    def test_plain_purchase(self):
        """8 x 10."""
        result = self.expect(80, purchases=80)
        self.assertEqual(result["demand"]["d"]["on_time"], 8)

    def test_capacity_makes_late(self):
        """3 a week: 3 + 3 by the due bucket 1, the last 2 in bucket 2: 80 + 2 open x 5 x 1 week."""
        self.expect(90, {"offers.csv": "offer,supplier,item,price,origin,per_week\n"
                                       "o,s,p,10,US,3\n"}, late=10)

    def test_lead_overlap(self):
        """Buckets of 7, 7, 28 days; 10 days' lead: bucket 0's orders arrive over days 10..17, that is
        4/7 in bucket 1 and 3/7 in bucket 2. Capacity 7 a week, 8 due in bucket 1: 4 arrive, 4 open
        at its end (4 x 5 = 20); then 3 + orders of bucket 1 cover bucket 2. Units bought: 8."""
        result = self.expect(
            100, {"offers.csv": "offer,supplier,item,price,origin,per_week,lead_days\n"
                                "o,s,p,10,US,7,10\n"},
            YAML.replace("[{count: 4, days: 7}]", "[{count: 2, days: 7}, {count: 1, days: 28}]"),
            late=20)
        self.assertAlmostEqual(result["demand"]["d"]["late"], 4)

    def test_lost(self):
        """Nothing in time: late in buckets 1..3 (8 x 5 x 3) and lost at the end (8 x 1000)."""
        self.expect(8120, {"offers.csv": "offer,supplier,item,price,origin,lead_days\n"
                                         "o,s,p,10,US,28\n"}, late=120, lost=8000)

    def test_discount(self):
        """Buckets of 365 days, 10 % a year: bought in bucket 1 for 80 / 1.1."""
        yaml = YAML.replace("count: 4, days: 7", "count: 3, days: 365") + "discount_rate: 0.1\n"
        self.expect(80 / 1.1, {"demand.csv": BASE["demand.csv"].replace("2026-01-12", "2027-01-05")},
                    yaml)

    def test_tariffs_add_up(self):
        """Duty 10 % (origin CN) + 5 % (any origin, prefix 85), the expired one left out; a domestic
        order pays none but is dearer: 8 x 10 x 1.15 = 92 against 8 x 11.6."""
        self.expect(92, {
            "items.csv": "item,kind,hts\np,product,8504.40\n".replace(".", ""),
            "offers.csv": "offer,supplier,item,price,origin\no,s,p,10,CN\nh,s,p,11.6,US\n",
            "tariffs.csv": "origin,hts,rate,from,to\nCN,,0.1,,\n*,85,0.05,,\n"
                           "CN,84,0.5,,\nCN,,0.5,,2026-01-01\n"}, duty=12)

    def test_ship_from_uses_lanes(self):
        """A supplier's site reaches dc by two lane rows: 1 unit a week at 2, the rest at 4 + 3 kg x 0.5.
        Two buckets (0, 1) are in time with 0 days: 2 x 2 + 6 x 5.5 = 37 freight."""
        self.expect(117, {
            "items.csv": "item,kind,mass_kg\np,product,3\n",
            "sites.csv": "site,kind,country\ndc,datacenter,US\nx,supplier,US\n",
            "lanes.csv": "from,to,days,cost,cost_per_kg,per_week\nx,dc,0,2,0,1\nx,dc,0,4,0.5,\n",
            "offers.csv": "offer,supplier,item,price,origin,ship_from\no,s,p,10,US,x\n"},
            freight=37)

    def test_fixed_cost_and_minimum(self):
        """Cheap offer: fixed 30 and at least 12 units at 5 = 90; the plain one costs 80. With the
        minimum at 8 the cheap one wins: 70."""
        text = ("offer,supplier,item,price,origin,fixed_cost,minimum\n"
                "o,s,p,10,US,,\nc,t,p,5,US,30,{}\n")
        self.expect(80, {"offers.csv": text.format(12)})
        self.expect(70, {"offers.csv": text.format(8)}, fixed=30)

    def test_awarded(self):
        """awarded true pays the fixed cost for nothing; awarded false may not be ordered."""
        self.expect(87, {"offers.csv": "offer,supplier,item,price,origin,fixed_cost,awarded\n"
                                       "o,s,p,10,US,,\nc,t,p,50,US,7,true\nf,u,p,1,US,,false\n"},
                    fixed=7)

    def test_price_breaks(self):
        """Falling: 5 x 10 + 3 x 4 = 62. Rising: 2 x 10 + 6 x 12 = 92. Falling then rising:
        2 x 10 + 2 x 4 + 4 x 20 = 108, against other offers at 11: 2 x 10 + 2 x 4 + 4 x 11 = 72."""
        header = "offer,from_quantity,price\n"
        self.expect(62, {"price_breaks.csv": header + "o,5,4\n"})
        self.expect(92, {"price_breaks.csv": header + "o,2,12\n"})
        self.expect(72, {"price_breaks.csv": header + "o,4,20\no,2,4\n",
                         "offers.csv": BASE["offers.csv"] + "e,s,p,11,US\n"})

    def test_falling_break_is_not_reached(self):
        """Another offer at 6: buying 8 from it (48) beats 5 x 10 + 3 x 4 (62)."""
        self.expect(48, {"price_breaks.csv": "offer,from_quantity,price\no,5,4\n",
                         "offers.csv": BASE["offers.csv"] + "e,s,p,6,US\n"})

    def test_break_settles_in_the_last_bucket(self):
        """Years of 365 days at 10 %: all bought in year 1, 3 of 8 units 6 cheaper, settled in year 2."""
        yaml = YAML.replace("count: 4, days: 7", "count: 3, days: 365") + "discount_rate: 0.1\n"
        self.expect(80 / 1.1 - 18 / 1.21, {
            "demand.csv": BASE["demand.csv"].replace("2026-01-12", "2027-01-05"),
            "price_breaks.csv": "offer,from_quantity,price\no,5,4\n"}, yaml)


class Making(Case):
    FILES = {
        "items.csv": "item,kind,value\np,product,365\nc,part,0\nk,part,0\n",
        "sites.csv": "site,kind,country\ndc,datacenter,US\nw,plant,US\n",
        "lanes.csv": "from,to,item,days,cost\nw,dc,p,7,1\n",
        "offers.csv": "offer,supplier,item,price,origin\no,s,c,10,US\nk,s,k,1,US\n",
        "bom.csv": "parent,component,quantity\np,c,1\np,c,1\n",
        "operations.csv": "operation,site,item,yield,cost\nm,w,p,0.8,2\n",
    }

    def test_yield_and_rows_that_add_up(self):
        """8 units from 10 starts: 20 components x 10 + 10 x 2 + 8 x 1."""
        self.expect(228, self.FILES, purchases=200, operations=20, freight=8)

    def test_engineering_change(self):
        """Starts until 2026-01-11 use 2 c (20 each); from then on 1 k (1 each): started in bucket 1 a
        unit arrives in bucket 2, a week late (5 a unit). Late: 8 x 5; starts 10 x 2, k 10 x 1."""
        self.expect(40 + 20 + 10 + 8, {
            **self.FILES, "bom.csv": "parent,component,quantity,from,to\np,c,2,,2026-01-11\n"
                                     "p,k,1,2026-01-12,\n"})

    def test_resource_expansion_and_ramp(self):
        """Start needs 1 hour; capacity 5 a week, from 2026-01-08 on only 2 (bucket 0: 15/7 + 8/7).
        10 starts are needed for 8 units, by bucket 0 to be in time (7 days' lane). A module of 40 a
        week, ramping over 2 weeks, decided at s_0 gives in bucket 0 40 x 7/28 = 10 hours.
        So all in time for capex 3 + fixed 0.5 a week x 4."""
        files = {
            **self.FILES,
            "resources.csv": "resource,site\nr,w\n",
            "capacity.csv": "resource,date,per_week\nr,2026-01-08,2\nr,2026-01-01,5\n",
            "loads.csv": "operation,resource,per_unit\nm,r,1\n",
            "expansions.csv": "expansion,resource,per_week,capex,ramp_weeks,fixed_per_week\n"
                              "e,r,40,3,2,0.5\n"}
        result = self.expect(228 + 3 + 2, files, capex=3, fixed=2)
        self.assertEqual(result["expansions"]["e"], {"count": 1, "first": "2026-01-05"})
        # Half the ramp and dear: 23/7 starts in bucket 0 serve 0.8 x 23/7; the rest is late.
        # Bucket 1 has 2 hours, bucket 2 has 2, bucket 3 none in time: lost is 8 - 0.8 x 51/7.
        files["expansions.csv"] = files["expansions.csv"].replace("e,r,40,3", "e,r,40,99999")
        made = [0.8 * 23 / 7, 1.6, 1.6]
        late = (8 - made[0]) + (8 - sum(made[:2])) + (8 - sum(made))
        starts = sum(made) / 0.8
        self.expect(starts * 22 + sum(made) + 5 * late + 1000 * (8 - sum(made)), files)

    def test_holding(self):
        """Lane bound to 5 a week: bucket 0 sends 5, arriving in 1. To have 8 in bucket 1 none else;
        3 late a week, or made stock elsewhere: here plant stock of 8 on hand is held instead.
        8 on hand at the plant: 5 leave in bucket 0, 3 stay a week: 3 x 365 x 0.1 x 7/365 = 2.1."""
        yaml = YAML + "holding_rate: 0.1\n"
        files = {**self.FILES, "lanes.csv": "from,to,item,days,cost,per_week\nw,dc,p,7,1,5\n",
                 "stock.csv": "site,item,quantity,date\nw,p,8,2025-12-01\nw,p,9,2027-01-01\n"}
        self.expect(8 + 15 + 2.1, files, yaml, late=15, holding=2.1)


class Deploying(Case):
    FILES = {
        "items.csv": "item,kind,power_kw,compute_pflops\np,product,1,1\nq,product,100,3\n",
        "modes.csv": "item,mode,power_kw,compute_pflops\np,low,100,4\np,high,200,6\n",
        "offers.csv": "offer,supplier,item,price,origin\no,s,p,10,US\n",
    }

    def test_modes_and_power(self):
        """2 racks at most 0.25 MW / 1.25 = 200 kW in bucket 1, 300 from bucket 2 on. 11 PFLOPS are
        wanted: bucket 1 has two in low (8), bucket 2 half a rack in high (100 kW, 3 PFLOPS), which is
        cheaper than 0.75 in low: cost 2.5 x 10, late 3 x 5."""
        self.expect(25 + 15, {
            **self.FILES,
            "sites.csv": "site,kind,country,pue\ndc,datacenter,US,1.25\n",
            "energisation.csv": "site,date,mw,status\ndc,2026-01-12,0.25,energised\n"
                                "dc,2026-01-19,0.375,\ndc,2026-01-06,9,planned\n",
            "demand.csv": "demand,site,measure,due,quantity,late_cost,lost_cost\n"
                          "d,,compute,2026-01-12,11,5,1000\n"})

    def test_without_limit_the_strong_mode(self):
        """No energisation rows: 12 PFLOPS from two racks in high."""
        self.expect(20, {**self.FILES, "demand.csv":
                         "demand,measure,due,quantity,late_cost,lost_cost\n"
                         "d,compute,2026-01-12,12,5,1000\n"})

    def test_due_before_start_and_never(self):
        """Due before the start: late from bucket 0; not_before keeps it open for bucket 0 (8 x 5). Due
        at the horizon's end: never, so nothing is bought for it."""
        result = self.expect(120, {
            "demand.csv": "demand,site,item,due,quantity,late_cost,lost_cost,not_before\n"
                          "d,dc,p,2025-12-01,8,5,1000,2026-01-07\n"
                          "n,dc,p,2026-02-02,8,5,1000,\n"})
        self.assertEqual(result["demand"]["n"]["lost"], 0)


class Rules(Case):
    OFFERS = ("offer,supplier,item,price,origin,domestic,per_week\n"
              "a,s,p,10,CN,,10\nb,t,p,12,US,,10\nc,u,p,11,MX,0.5,10\n")

    def policy(self, line):
        return {"offers.csv": self.OFFERS,
                "policies.csv": "policy,kind,scope,subject,value,min_share,from,to,penalty\n"
                                + line + "\n"}

    def test_content(self):
        """0.25 domestic. Mix of a and b: 12 y >= 0.25 (10 x + 12 y), x + y = 8: 9 y = 2.5 x.
        x = 72/11.5, y = 20/11.5: 960/11.5 = 83.478. Mix of a and c: 5.5 y >= 0.25 (10 x + 11 y),
        so y = x 2.5/2.75: x = 4.19, y = 3.81: 83.81. The first is cheaper."""
        self.expect(960 / 11.5, self.policy("k,domestic_content_min,all,,0.25,,,,"))

    def test_content_with_penalty(self):
        """All from a misses 0.25 x 80 = 20 of money; at 0.01 that is 0.2 and cheaper than mixing."""
        self.expect(80.2, self.policy("k,domestic_content_min,all,,0.25,,,,0.01"), penalty=0.2)

    def test_window_and_addressable(self):
        """The policy's window begins in bucket 1; all is ordered in bucket 0. And nothing is
        addressable in the second program."""
        self.expect(80, self.policy("k,domestic_content_min,all,,0.9,,2026-01-12,,"))
        self.expect(80, {**self.policy("k,addressable_content_min,item:p,,0.9,,,,"),
                         "items.csv": "item,kind,addressable\np,product,false\n"})

    def test_shares(self):
        """At most half of the money to CN: 10 x <= 0.5 (10 x + 11 z), x + z = 8."""
        x = 8 * 11 / 21
        self.expect(10 * x + 11 * (8 - x), self.policy("k,country_share_max,item:p,CN,0.5,,,,"))
        self.expect(10 * x + 11 * (8 - x), self.policy("k,supplier_share_max,pillar:,s,0.5,,,,"))

    def test_suppliers(self):
        """Three suppliers, each at least a quarter: 4 x 10 + 2 x 11 + 2 x 12 = 86. One missing
        supplier at 3: 6 x 10 + 2 x 11 + 3 = 85; at 0.5 two missing: 80 + 1 = 81."""
        self.expect(86, self.policy("k,suppliers_min,all,,3,0.25,,,"))
        self.expect(85, self.policy("k,suppliers_min,all,,3,0.25,,,3"), penalty=3)
        self.expect(81, self.policy("k,suppliers_min,all,,3,0.25,,,0.5"), penalty=1)

    def test_suppliers_unlimited_offers(self):
        """As above without any limit of quantity, so that indicator rows are used."""
        files = self.policy("k,suppliers_min,all,,3,0.25,,,")
        files["offers.csv"] = files["offers.csv"].replace(",10\n", ",\n")
        self.expect(86, files)

    def test_not_enough_suppliers(self):
        """Four are asked for and three exist: nothing may be bought; late 8 x 5 x 3, lost 8000."""
        self.expect(8120, self.policy("k,suppliers_min,all,,4,,,,"))

    def test_spend(self):
        """At most 55: 5.5 units; 2.5 late for 3 weeks and lost. With duty 10 %: 5 units."""
        self.expect(55 + 2.5 * 15 + 2500, self.policy("k,spend_max,all,,55,,,,"))
        self.expect(50 + 5 + 3 * 15 + 3000, {
            **self.policy("k,spend_max,all,,55,,,,"),
            "offers.csv": "offer,supplier,item,price,origin\na,s,p,10,CN\n",
            "tariffs.csv": "origin,rate\nCN,0.1\n"})

    def test_infeasible(self):
        """awarded true with a minimum above the maximum of the spend policy."""
        files = self.policy("k,spend_max,all,,55,,,,")
        files["offers.csv"] = ("offer,supplier,item,price,origin,minimum,awarded\n"
                               "a,s,p,10,CN,6,true\n")
        self.assertEqual(self.answer(files)["status"], "infeasible")

    def test_service_first(self):
        """1 unit a week (so 2 by bucket 1). Class 1 wants 2 at late cost 0.01, class 2 wants 2 at late
        cost 50. Cost serves class 2 first; service_first class 1. Each week of waiting for a unit:
        class 2 first: 2 in time, class 1's come in 2 and 3: open 2, 1, 0 = 3 x 0.01.
        class 1 first: class 2 waits 3 x 50. Both buy 4 x 10."""
        files = {
            "offers.csv": "offer,supplier,item,price,origin,per_week\na,s,p,10,US,1\n",
            "demand.csv": "demand,site,item,due,quantity,late_cost,lost_cost,priority\n"
                          "x,dc,p,2026-01-12,2,0.01,1000,1\ny,dc,p,2026-01-12,2,50,1000,2\n"}
        self.expect(40.03, files)
        result = self.answer(files, YAML + "objective: service_first\n")
        self.assertAlmostEqual(result["objective"], 190, delta=2e-3)
        self.assertEqual([round(s["cost"], 6) for s in result["stages"]], [0, 150])


class Files(Case):
    def test_mps(self):
        """The exported model has the same optimum, also when it has integers."""
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            write(folder, {**BASE, "offers.csv": "offer,supplier,item,price,origin,fixed_cost,"
                           "minimum\no,s,p,10,US,,\nc,t,p,5,US,30,8\n"}, YAML)
            reference.answer(folder, mps=folder / "model.mps")
            self.assertAlmostEqual(solve_mps(str(folder / "model.mps"))["objective"], 70, places=6)

    def test_mps_with_indicators(self):
        """Offers without any limit need indicator rows; two decided awards among them."""
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            write(folder, {**BASE, "offers.csv": "offer,supplier,item,price,origin,fixed_cost,"
                           "awarded\no,s,p,10,US,,\nc,t,p,5,US,30,\nx,t,p,1,US,,false\n"
                           "y,t,p,9,US,3,true\n"}, YAML)
            result, formulation, _ = reference.answer(folder, mps=folder / "model.mps")
            self.assertEqual(len(formulation.model.switches), 3)
            self.assertAlmostEqual(result["objective"], 73, places=6)
            self.assertAlmostEqual(solve_mps(str(folder / "model.mps"))["objective"], 73, places=6)

    def test_relax(self):
        """Without integers a cheap offer's fixed cost of 30 on a maximum of 16 is paid for a half:
        8 x 5 + 15."""
        result = self.answer({"offers.csv": "offer,supplier,item,price,origin,fixed_cost,maximum\n"
                                            "c,t,p,5,US,30,16\n"}, relax=True)
        self.assertAlmostEqual(result["objective"], 55, places=6)

    def test_csv_variety(self):
        """BOM, CRLF, quotes, columns in another order, a quoted comma and newline."""
        self.expect(80, {
            "items.csv": '\ufeffkind,name,item\r\n"product","a ""rack"", so\r\nto say",p\r\n'})

    def test_yaml_variety(self):
        """Block lists and maps, comments and quotes."""
        self.expect(80, yaml="# a program\nformat: 1\nname: \"a # name\"   # remark\n"
                             "start: '2026-01-05'\nbuckets:\n- count: 2\n  days: 7\n"
                             "- {count: 2, days: 7}\n"
                             "goal:\n  measure: power\n  quantity: 10\n  date: 2029-12-31\n")

    def test_faults(self):
        for files in ({"items.csv": "item,kind,colour\np,product,red\n"},
                      {"offers.csv": "offer,supplier,item,price,origin\no,s,q,10,US\n"},
                      {"offers.csv": "offer,supplier,item,price,origin\no,s,p,,US\n"}):
            with self.assertRaises(program_folder.FolderError):
                self.answer(files)


if __name__ == "__main__":
    unittest.main()
