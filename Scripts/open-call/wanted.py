"""What the open call asks for: lots, items, how much of each, and when.

Prices are a reference from which bids are drawn; they are not part of the event. Data-center and
consumer references are import prices, robotics references are prices of American makers.
"""

from types import SimpleNamespace

# lot, title, pillar, category
LOTS = (
    ("power-supplies", "Power supplies and capacitor banks for 110 kW shelves", "datacenter", "power"),
    ("rectifiers-800", "800 VDC rectifiers and converter bricks", "datacenter", "power"),
    ("sidecars", "Cabinets of 800 VDC sidecars with switchgear", "datacenter", "power"),
    ("backup", "Battery and supercapacitor shelves", "datacenter", "power"),
    ("busbars", "Liquid-cooled copper bars and whips", "datacenter", "power"),
    ("cold-plates", "Cold plates", "datacenter", "cooling"),
    ("couplings", "Quick disconnects", "datacenter", "cooling"),
    ("cdu-hydraulics", "Pumps and plate heat exchangers of CDUs", "datacenter", "cooling"),
    ("cdu-cabinets", "Cabinets and controls of CDUs", "datacenter", "cooling"),
    ("frames", "Rack frames", "datacenter", "racks"),
    ("chassis", "Tray and blade chassis", "datacenter", "racks"),
    ("cable-cartridges", "Twinax bundles and backplane connectors", "datacenter", "network"),
    ("rack-network", "Network kits and management switches of racks", "datacenter", "network"),
    ("shelf-control", "Shelf controllers", "datacenter", "compute"),
    ("leak-detection", "Leak detection kits", "datacenter", "compute"),
    ("main-modules", "Main modules of a pocket device", "consumer", "modules"),
    ("sense-modules", "Audio and camera modules", "consumer", "modules"),
    ("batteries", "Battery packs", "consumer", "modules"),
    ("tooling", "Injection moulds for housings", "consumer", "tooling"),
    ("final-assembly", "Final assembly, test and packing", "consumer", "assembly"),
    ("motors", "Frameless motors", "robotics", "actuators"),
    ("reducers", "Strain-wave and planetary gearboxes", "robotics", "actuators"),
    ("roller-screws", "Planetary roller screws", "robotics", "actuators"),
    ("drives", "Servo drives and encoders", "robotics", "actuators"),
    ("magnets", "Magnet sets of motors wound at home", "robotics", "magnets"),
)

# item, lot, quantity, reference price, hts, need by, late cost, unmet cost, freight share, specification
ITEMS = (
    ("psu-18300", "power-supplies", 240000, 2000, "850440", "2027-09-30", 4, "", .012,
     "18.3 kW, titanium efficiency, hold-up by capacitors, NRTL mark"),
    ("capbank", "power-supplies", 40000, 1200, "853222", "2027-09-30", "", "", .012,
     "of a 110 kW shelf, swapped in service"),
    ("psu-800v", "rectifiers-800", 48000, 3600, "850440", "2028-01-31", "", "", .012,
     "33 kW, 480 VAC to 800 VDC"),
    ("brick-800", "rectifiers-800", 86400, 1200, "850440", "2028-01-31", "", "", .010,
     "800 V to 12 V, set of a blade"),
    ("sidecar-cabinet", "sidecars", 2400, 28000, "853710", "2028-01-31", 120, "", .025,
     "660 kW, with breakers and bus"),
    ("bbu-shelf", "backup", 12400, 12000, "850760", "2027-09-30", "", "", .020, "UL 9540A report"),
    ("ucap-shelf", "backup", 12400, 13000, "853222", "2027-09-30", "", "", .015, ""),
    ("copper-bar-lc", "busbars", 10000, 6200, "741980", "2027-09-30", "", "", .020,
     "5,000 A, plated, with coolant channel"),
    ("whip-kit", "busbars", 12400, 5200, "854442", "2027-09-30", "", "", .015, ""),
    ("coldplate-gpu", "cold-plates", 1260000, 300, "841990", "2027-08-31", 1.5, "", .010,
     "2.3 kW at 45 C supply, helium leak test each"),
    ("coldplate-kyber", "cold-plates", 604800, 340, "841990", "2028-01-31", "", "", .010, ""),
    ("qd-pair", "couplings", 680000, 130, "848180", "2027-08-31", "", "", .008,
     "UQD, blind mate, less than 0.1 ml spilt"),
    ("qd-pair-large", "couplings", 64400, 240, "848180", "2027-08-31", "", "", .008, ""),
    ("pump-cdu", "cdu-hydraulics", 6400, 9500, "841370", "2027-09-30", 60, "", .025, "with drive"),
    ("plate-exchanger", "cdu-hydraulics", 3200, 24000, "841950", "2027-09-30", 150, "", .025,
     "brazed, 1.4 MW at 4 K approach"),
    ("cdu-cabinet", "cdu-cabinets", 3200, 22000, "841990", "2027-09-30", "", "", .035, ""),
    ("cdu-controls", "cdu-cabinets", 3200, 16000, "853710", "2027-09-30", "", "", .010, ""),
    ("frame-vr", "frames", 10000, 6500, "732690", "2027-08-31", "", "", .035, "1.8 t, 48U"),
    ("frame-kyber", "frames", 2400, 11500, "732690", "2028-01-31", "", "", .035, "3.4 t"),
    ("chassis-compute-vr", "chassis", 180000, 780, "847330", "2027-08-31", "", "", .015,
     "cableless"),
    ("chassis-blade-kyber", "chassis", 86400, 560, "847330", "2028-01-31", "", "", .015, ""),
    ("bundle-nvl6", "cable-cartridges", 720000, 468, "854442", "2027-08-31", "", "", .008,
     "72 twinax cables, each measured"),
    ("backplane-connector-6", "cable-cartridges", 3456000, 65, "853669", "2027-08-31", "", "", .006,
     ""),
    ("netkit-vr", "rack-network", 10000, 9500, "854470", "2027-09-30", "", "", .012, ""),
    ("mgmt-switch", "rack-network", 29600, 3000, "851762", "2027-09-30", "", "", .012, ""),
    ("shelf-controller", "shelf-control", 44800, 360, "853710", "2027-09-30", "", "", .010, ""),
    ("leak-kit", "leak-detection", 27200, 2500, "902610", "2027-09-30", "", "", .012, ""),
    ("module-main", "main-modules", 2000000, 38, "847330", "2027-12-31", "", "", .006,
     "system on module with memory and radio"),
    ("module-audio", "sense-modules", 2000000, 6.5, "851830", "2027-12-31", "", "", .008,
     "four microphones and a speaker"),
    ("module-camera", "sense-modules", 2000000, 9, "852589", "2027-12-31", "", "", .008, ""),
    ("battery-pack", "batteries", 2000000, 4.2, "850760", "2027-12-31", "", "", .020,
     "2,000 mAh class, UN 38.3 report"),
    ("tool-set", "tooling", 24, 152000, "848071", "2027-09-30", 1500, "", .010,
     "two moulds with texture, for 100,000 housings"),
    ("assembly-service", "final-assembly", 2000000, 4.6, "", "2027-12-31", "", "", .030,
     "one device, tested and packed"),
    ("motor-s", "motors", 48000, 180, "850152", "2027-10-31", "", "", .010, "frameless, 60 mm"),
    ("motor-l", "motors", 18000, 240, "850152", "2027-10-31", "", "", .010, "frameless, 90 mm"),
    ("reducer-wave", "reducers", 48000, 450, "848340", "2027-10-31", 3, "", .008,
     "strain wave, ratio 100, less than 1 arc minute"),
    ("reducer-planet", "reducers", 18000, 180, "848340", "2027-10-31", "", "", .010, "ratio 10"),
    ("roller-screw", "roller-screws", 18000, 900, "848340", "2027-10-31", 5, 2600, .008,
     "planetary, 20 mm"),
    ("drive-servo", "drives", 84000, 110, "850440", "2027-10-31", "", "", .008, "GaN, 48 V, 2 kW peak"),
    ("encoder", "drives", 168000, 55, "903180", "2027-10-31", "", "", .006, "absolute, 19 bit"),
    ("magnet-set", "magnets", 18000, 42, "850511", "2027-10-31", "", 190, .008,
     "sintered NdFeB of one motor-l, no heavy rare earths from listed sources"),
)

# Share of the quantity that falls into each half-year; what a generation starts with comes late.
EARLY = (("2027-07-01", "2027-12-31", .12), ("2028-01-01", "2028-06-30", .22),
         ("2028-07-01", "2028-12-31", .26), ("2029-01-01", "2029-06-30", .24),
         ("2029-07-01", "2029-12-31", .16))
LATE = (("2028-01-01", "2028-06-30", .15), ("2028-07-01", "2028-12-31", .25),
        ("2029-01-01", "2029-06-30", .30), ("2029-07-01", "2029-12-31", .30))
TOOLS = (("2027-07-01", "2027-12-31", .5), ("2028-01-01", "2028-12-31", .5))
LATE_ITEMS = {"psu-800v", "brick-800", "sidecar-cabinet", "coldplate-kyber", "frame-kyber",
              "chassis-blade-kyber"}


def lots():
    return [SimpleNamespace(lot=lot, title=title, pillar=pillar, category=category)
            for lot, title, pillar, category in LOTS]


def items():
    keys = ("item", "lot", "quantity", "price", "hts", "need_by", "late_cost", "unmet_cost",
            "freight", "specification")
    return [SimpleNamespace(**dict(zip(keys, row))) for row in ITEMS]


def profile(item):
    """How the item's quantity spreads over time, in whole units that add up."""
    spread = TOOLS if item.item == "tool-set" else LATE if item.item in LATE_ITEMS else EARLY
    rows, rest = [], item.quantity
    for position, (start, end, share) in enumerate(spread):
        last = position + 1 == len(spread)
        units = rest if last else round(item.quantity * share)
        rest -= units
        rows.append((start, end, units))
    return rows
