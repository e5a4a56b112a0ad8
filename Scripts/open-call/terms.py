"""What suppliers tie together: bundles, discounts, capacities across items. Written by hand; prices of
bundles follow from the supplier's own lines.
"""

# bundle, supplier, items, share of what its lines would cost, exclusive, requires
BUNDLES = (
    ("cedar-bend-cdu-half", "cedar-bend", {"pump-cdu": 3200, "plate-exchanger": 1600}, .955, "", ""),
    ("cedar-bend-loops", "cedar-bend", {"coldplate-gpu": 250000, "qd-pair": 150000}, .95,
     "cedar-bend-loops", ""),
    ("cedar-bend-loops-large", "cedar-bend", {"coldplate-gpu": 450000, "qd-pair": 270000}, .925,
     "cedar-bend-loops", ""),
    ("mad-river-racks", "mad-river-metal",
     {"frame-vr": 4000, "frame-kyber": 1000, "chassis-compute-vr": 60000}, .93, "", ""),
    ("ironwood-rack-line", "ironwood-racks", {"frame-vr": 5000, "chassis-compute-vr": 80000}, .935,
     "", ""),
    ("keystone-cartridges", "keystone-interconnect",
     {"bundle-nvl6": 240000, "backplane-connector-6": 1150000, "netkit-vr": 3000}, .93, "", ""),
    ("keystone-cartridges-more", "keystone-interconnect",
     {"bundle-nvl6": 100000, "backplane-connector-6": 480000}, .90, "", "keystone-cartridges"),
    ("jadefield-cold-side", "jadefield-thermal", {"coldplate-gpu": 400000, "leak-kit": 9000}, .94, "",
     ""),
    ("millrace-800", "millrace-electric", {"sidecar-cabinet": 1000, "psu-800v": 20000}, .945,
     "millrace-800", ""),
    ("millrace-800-all", "millrace-electric",
     {"sidecar-cabinet": 1600, "psu-800v": 32000, "brick-800": 40000}, .925, "millrace-800", ""),
    ("mohawk-joints", "mohawk-motion", {"motor-s": 20000, "drive-servo": 30000, "encoder": 60000}, .91,
     "", ""),
    ("saginaw-joints", "saginaw-gear", {"reducer-planet": 9000, "roller-screw": 6000}, .94, "", ""),
    ("sunbelt-device", "sunbelt-ems", {"module-main": 500000, "assembly-service": 500000}, .92, "", ""),
)

# discount, supplier, basis, over, tiers
DISCOUNTS = (
    ("bluestem-volume", "bluestem-power", "spend", "",
     ((50000000, .015), (150000000, .03), (300000000, .04))),
    ("northern-pike-plates", "northern-pike", "units", "cold-plates",
     ((300000, .02), (600000, .035))),
    ("lakeshore-lines", "lakeshore-controls", "lines", "", ((2, .015), (4, .03))),
    ("dairyland-lines", "dairyland-ems", "lines", "", ((2, .01), (4, .025))),
    ("roanoke-spend", "roanoke-servo", "spend", "motors;drives", ((5000000, .02), (12000000, .04))),
    ("jadefield-modules-spend", "jadefield-modules", "spend", "", ((40000000, .02),)),
    ("cerro-metal-spend", "cerro-metal", "spend", "", ((30000000, .01), (80000000, .025))),
)

# supplier, items, maximum, from, to: lines that share a hall
SHARED = (
    ("bluestem-power", "psu-18300;psu-800v", 110000, "", ""),
    ("jadefield-power", "psu-18300;psu-800v", 190000, "", ""),
    ("northern-pike", "coldplate-gpu;coldplate-kyber", 700000, "", ""),
    ("cedar-bend", "coldplate-gpu;coldplate-kyber", 620000, "", ""),
    ("mad-river-metal", "frame-vr;frame-kyber", 5600, "", ""),
    ("roanoke-servo", "motor-s;motor-l", 36000, "", ""),
)
