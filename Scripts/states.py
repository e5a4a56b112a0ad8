"""Reduces the Census outlines of the US states to a small file for the report's map.

usage: states.py SHAPEFILE-WITHOUT-SUFFIX > states.json

Reads NAME.shp (polygons) and NAME.dbf (their attributes), drops what a map of the country does not
show (islets, details below a tolerance) and writes

    {"source": TEXT, "states": [{"code": "WI", "name": "Wisconsin", "rings": [[[lon, lat], ...], ...]}]}

sorted by code. Rings are closed and keep the direction they have in the shapefile. The input is the
Census Bureau's cartographic boundary file of 2016 at 1:500,000, a work of the federal government and
so in the public domain.
"""

import json
import struct
import sys

TOLERANCE = 0.018  # degrees, about 2 km: a third of a pixel on a map 1,000 pixels wide
INSET_TOLERANCE = 0.08  # Alaska is drawn small, in an inset
SMALLEST_RING = 0.02  # square degrees; a state always keeps its largest ring
DIGITS = 2
SOURCE = "US Census Bureau, cartographic boundary file cb_2016_us_state_500k (public domain), simplified"


def read_attributes(path):
    """Yields one dictionary of text fields a record of a dBASE file."""
    with open(path, "rb") as file:
        data = file.read()
    count, header_size, record_size = struct.unpack_from("<IHH", data, 4)
    fields, position = [], 32
    while data[position] != 0x0D:
        name = data[position : position + 11].split(b"\0")[0].decode("ascii")
        fields.append((name, data[position + 16]))
        position += 32
    for record in range(count):
        position = header_size + record * record_size + 1
        row = {}
        for name, width in fields:
            row[name] = data[position : position + width].decode("utf-8").strip()
            position += width
        yield row


def read_polygons(path):
    """Yields the rings of each polygon of a shapefile, a ring being a list of (lon, lat)."""
    with open(path, "rb") as file:
        data = file.read()
    position = 100
    while position < len(data):
        words = struct.unpack_from(">I", data, position + 4)[0]
        body = position + 8
        shape = struct.unpack_from("<I", data, body)[0]
        if shape != 5:
            raise SystemExit(f"states.py: shape type {shape}; only polygons (5) are understood")
        part_count, point_count = struct.unpack_from("<II", data, body + 36)
        starts = list(struct.unpack_from(f"<{part_count}I", data, body + 44)) + [point_count]
        numbers = struct.unpack_from(f"<{2 * point_count}d", data, body + 44 + 4 * part_count)
        points = list(zip(numbers[0::2], numbers[1::2]))
        yield [points[start:end] for start, end in zip(starts, starts[1:])]
        position = body + 2 * words


def area(ring):
    """Area of a closed ring in square degrees, positive whatever its direction."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))) / 2


def distance(point, start, end):
    """Squared distance of a point from a segment."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    share = 0.0
    if length > 0:
        share = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
        share = min(1.0, max(0.0, share))
    x, y = start[0] + share * dx - point[0], start[1] + share * dy - point[1]
    return x * x + y * y


def simplified(ring, tolerance):
    """Douglas-Peucker on a closed ring, split at the point furthest from its start."""
    far = max(range(len(ring)), key=lambda i: distance(ring[i], ring[0], ring[0]))
    keep = {0, far, len(ring) - 1}
    stack = [(0, far), (far, len(ring) - 1)]
    while stack:
        start, end = stack.pop()
        if end - start < 2:
            continue
        furthest = max(range(start + 1, end), key=lambda i: distance(ring[i], ring[start], ring[end]))
        if distance(ring[furthest], ring[start], ring[end]) > tolerance**2:
            keep.add(furthest)
            stack += [(start, furthest), (furthest, end)]
    return [ring[i] for i in sorted(keep)]


def rounded(ring):
    """The ring with DIGITS decimals and no point twice in a row."""
    points = []
    for lon, lat in ring:
        point = [round(lon, DIGITS), round(lat, DIGITS)]
        if not points or points[-1] != point:
            points.append(point)
    return points


def outlines(rings, tolerance):
    """The rings of one state that are worth drawing, largest first."""
    ordered = sorted(rings, key=area, reverse=True)
    kept = [ring for place, ring in enumerate(ordered) if place == 0 or area(ring) >= SMALLEST_RING]
    small = [rounded(simplified(ring, tolerance)) for ring in kept]
    return [ring for ring in small if len(ring) >= 4]


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    states = []
    for row, rings in zip(read_attributes(sys.argv[1] + ".dbf"), read_polygons(sys.argv[1] + ".shp")):
        tolerance = INSET_TOLERANCE if row["STUSPS"] == "AK" else TOLERANCE
        rings = outlines(rings, tolerance)
        states.append({"code": row["STUSPS"], "name": row["NAME"], "rings": rings})
    states.sort(key=lambda state: state["code"])
    json.dump({"source": SOURCE, "states": states}, sys.stdout, separators=(",", ":"), ensure_ascii=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
