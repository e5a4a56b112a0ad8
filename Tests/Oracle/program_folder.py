"""Reads a program folder, literally as FORMAT.md describes it, for the oracle tools.

The tools here judge plans, not input files: a folder with a fault of form stops them with a
`FolderError`, one fault at a time. Nothing is guessed and no unknown column or key passes.
Dates become day numbers (`date.toordinal`), empty cells the default of the format.
"""

import csv
import datetime
import math
import pathlib
from types import SimpleNamespace


class FolderError(Exception):
    """What is wrong with a program folder, in one sentence."""


def day_number(text):
    """ISO 8601 date to a day number."""
    try:
        return datetime.date.fromisoformat(text).toordinal()
    except ValueError as error:
        raise FolderError(f"'{text}' is not a date; an ISO 8601 date is needed") from error


def iso(day):
    """Day number to an ISO 8601 date."""
    return datetime.date.fromordinal(day).isoformat()


def number(text):
    try:
        value = float(text)
    except ValueError as error:
        raise FolderError(f"'{text}' is not a number") from error
    if not math.isfinite(value):
        raise FolderError(f"'{text}' is not a finite number")
    return value


def flag(text):
    if text not in ("true", "false"):
        raise FolderError(f"'{text}' is neither true nor false")
    return text == "true"


REQUIRED = object()
INFINITE = math.inf

# table -> column -> (reader, default). REQUIRED columns have no default.
SCHEMA = {
    "items": {
        "item": (str, REQUIRED), "kind": (str, REQUIRED), "name": (str, ""),
        "pillar": (str, ""), "category": (str, ""), "value": (number, 0.0),
        "mass_kg": (number, 0.0), "hts": (str, ""), "power_kw": (number, 0.0),
        "compute_pflops": (number, 0.0), "addressable": (flag, True)},
    "modes": {
        "item": (str, REQUIRED), "mode": (str, REQUIRED), "power_kw": (number, REQUIRED),
        "compute_pflops": (number, REQUIRED)},
    "bom": {
        "parent": (str, REQUIRED), "component": (str, REQUIRED), "quantity": (number, REQUIRED),
        "recipe": (str, "base"), "from": (day_number, None), "to": (day_number, None)},
    "sites": {
        "site": (str, REQUIRED), "kind": (str, REQUIRED), "name": (str, ""),
        "country": (str, REQUIRED), "region": (str, ""), "latitude": (number, None),
        "longitude": (number, None), "pue": (number, 1.0)},
    "resources": {
        "resource": (str, REQUIRED), "site": (str, REQUIRED), "unit": (str, "hours"),
        "name": (str, "")},
    "capacity": {
        "resource": (str, REQUIRED), "date": (day_number, REQUIRED),
        "per_week": (number, REQUIRED)},
    "operations": {
        "operation": (str, REQUIRED), "site": (str, REQUIRED), "item": (str, REQUIRED),
        "recipe": (str, "base"), "yield": (number, 1.0), "lead_days": (number, 0.0),
        "cost": (number, 0.0), "earliest": (day_number, None), "latest": (day_number, None)},
    "loads": {
        "operation": (str, REQUIRED), "resource": (str, REQUIRED), "per_unit": (number, REQUIRED)},
    "expansions": {
        "expansion": (str, REQUIRED), "resource": (str, REQUIRED), "per_week": (number, REQUIRED),
        "capex": (number, REQUIRED), "lead_days": (number, 0.0), "ramp_weeks": (number, 0.0),
        "max_count": (number, 1.0), "earliest": (day_number, None),
        "latest": (day_number, None), "fixed_per_week": (number, 0.0)},
    "offers": {
        "offer": (str, REQUIRED), "supplier": (str, REQUIRED), "item": (str, REQUIRED),
        "price": (number, REQUIRED), "origin": (str, REQUIRED), "ship_from": (str, ""),
        "per_week": (number, INFINITE), "lead_days": (number, 0.0), "fixed_cost": (number, 0.0),
        "minimum": (number, 0.0), "maximum": (number, INFINITE),
        "valid_from": (day_number, None), "valid_to": (day_number, None),
        "domestic": (number, None), "awarded": (flag, None)},
    "price_breaks": {
        "offer": (str, REQUIRED), "from_quantity": (number, REQUIRED),
        "price": (number, REQUIRED)},
    "lanes": {
        "from": (str, REQUIRED), "to": (str, REQUIRED), "item": (str, ""), "mode": (str, ""),
        "days": (number, 0.0), "cost": (number, 0.0), "cost_per_kg": (number, 0.0),
        "per_week": (number, INFINITE)},
    "tariffs": {
        "origin": (str, REQUIRED), "hts": (str, ""), "rate": (number, REQUIRED),
        "from": (day_number, None), "to": (day_number, None)},
    "demand": {
        "demand": (str, REQUIRED), "site": (str, ""), "item": (str, ""), "measure": (str, ""),
        "due": (day_number, REQUIRED), "quantity": (number, REQUIRED),
        "not_before": (day_number, None), "priority": (number, 1.0),
        "late_cost": (number, REQUIRED), "lost_cost": (number, REQUIRED)},
    "energisation": {
        "site": (str, REQUIRED), "date": (day_number, REQUIRED), "mw": (number, REQUIRED),
        "status": (str, "energised")},
    "stock": {
        "site": (str, REQUIRED), "item": (str, REQUIRED), "quantity": (number, REQUIRED),
        "date": (day_number, None)},
    "policies": {
        "policy": (str, REQUIRED), "kind": (str, REQUIRED), "scope": (str, "all"),
        "subject": (str, ""), "value": (number, REQUIRED), "min_share": (number, 0.0),
        "from": (day_number, None), "to": (day_number, None), "penalty": (number, None)},
}

# column that refers -> table referred to; an empty cell refers to nothing.
REFERENCES = {
    "modes": {"item": "items"}, "bom": {"parent": "items", "component": "items"},
    "resources": {"site": "sites"}, "capacity": {"resource": "resources"},
    "operations": {"site": "sites", "item": "items"},
    "loads": {"operation": "operations", "resource": "resources"},
    "expansions": {"resource": "resources"}, "offers": {"item": "items", "ship_from": "sites"},
    "price_breaks": {"offer": "offers"},
    "lanes": {"from": "sites", "to": "sites", "item": "items"},
    "demand": {"site": "sites", "item": "items"}, "energisation": {"site": "sites"},
    "stock": {"site": "sites", "item": "items"},
}
KEY = {
    "items": "item", "sites": "site", "resources": "resource", "operations": "operation",
    "expansions": "expansion", "offers": "offer", "demand": "demand", "policies": "policy"}
MUST_EXIST = ("items", "sites", "demand")
CHOICES = {
    ("items", "kind"): ("product", "assembly", "part"),
    ("sites", "kind"): ("plant", "datacenter", "hub", "supplier"),
    ("demand", "measure"): ("", "compute", "power"),
    ("energisation", "status"): ("energised", "planned", "secured"),
    ("policies", "kind"): (
        "domestic_content_min", "addressable_content_min", "country_share_max",
        "supplier_share_max", "suppliers_min", "capex_max", "spend_max"),
}


# --- YAML, the subset that program.yaml needs: block and flow lists and maps of plain scalars.

def _without_comment(line):
    quote = None
    for position, character in enumerate(line):
        if quote:
            if character == quote:
                quote = None
        elif character in "\"'" and (position == 0 or line[position - 1] in " [{,:-"):
            quote = character
        elif character == "#" and (position == 0 or line[position - 1] in " \t"):
            return line[:position]
    return line


def _flow(text, position):
    """Parses one flow value from `position`; returns it and the position behind it."""
    while text[position].isspace():
        position += 1
    if text[position] == "[":
        values = []
        position += 1
        while True:
            while text[position].isspace() or text[position] == ",":
                position += 1
            if text[position] == "]":
                return values, position + 1
            value, position = _flow(text, position)
            values.append(value)
    if text[position] == "{":
        values = {}
        position += 1
        while True:
            while text[position].isspace() or text[position] == ",":
                position += 1
            if text[position] == "}":
                return values, position + 1
            colon = text.index(":", position)
            key = text[position:colon].strip().strip("\"'")
            values[key], position = _flow(text, colon + 1)
    if text[position] in "\"'":
        end = text.index(text[position], position + 1)
        return text[position + 1:end], end + 1
    end = position
    while end < len(text) and text[end] not in ",]}":
        end += 1
    return text[position:end].strip(), end


def _scalar_or_flow(text):
    text = text.strip()
    if text[:1] in "[{":
        value, end = _flow(text, 0)
        if text[end:].strip():
            raise FolderError(f"program.yaml: cannot read '{text[end:]}' behind a closing bracket")
        return value
    if text[:1] in ("'", '"') and text[-1:] == text[:1] and len(text) > 1:
        return text[1:-1]
    if text[:1] in "&*!|>%@`":
        raise FolderError(f"program.yaml: this reader does not know the YAML of '{text}'")
    return text


def _block(lines):
    """Parses (indent, text) lines of one depth into a list or a map."""
    depth = lines[0][0]
    groups = []
    for indent, text in lines:
        # A list may stand at the depth of the key that it belongs to.
        belongs = indent > depth or (
            groups and not groups[0][0].startswith("- ") and text.startswith("- "))
        if belongs and groups:
            groups[-1][1].append((indent, text))
        elif indent == depth:
            groups.append((text, []))
        else:
            raise FolderError(f"program.yaml: unexpected indentation before '{text}'")
    if groups[0][0].startswith("- "):
        values = []
        for text, below in groups:
            if not text.startswith("- "):
                raise FolderError(f"program.yaml: '{text}' is no list entry")
            rest = text[2:]
            inner = rest.lstrip()
            if inner[:1] not in "[{'\"" and ":" in inner:
                offset = depth + 2 + len(rest) - len(inner)
                values.append(_block([(offset, inner)] + below))
            else:
                values.append(_scalar_or_flow(inner))
        return values
    values = {}
    for text, below in groups:
        key, colon, rest = text.partition(":")
        key = key.strip().strip("\"'")
        if not colon:
            raise FolderError(f"program.yaml: '{text}' is no 'key: value'")
        if key in values:
            raise FolderError(f"program.yaml: key '{key}' stands there twice")
        if rest.strip():
            joined = " ".join([rest.strip()] + [line for _, line in below])
            values[key] = _scalar_or_flow(joined)
        else:
            values[key] = _block(below) if below else ""
    return values


def parse_yaml(text):
    """Reads the YAML subset of program.yaml; every scalar stays text."""
    lines = []
    for line in text.lstrip("\ufeff").splitlines():
        line = _without_comment(line).rstrip()
        if not line.strip() or line.strip() in ("---", "..."):
            continue
        lines.append((len(line) - len(line.lstrip(" ")), line.lstrip(" ")))
    return _block(lines) if lines else {}


def read_settings(text):
    """program.yaml to a namespace with day numbers and bucket lengths."""
    values = parse_yaml(text)
    known = {"format", "name", "currency", "domestic", "start", "buckets", "discount_rate",
             "holding_rate", "objective", "goal"}
    for key in values:
        if key not in known:
            raise FolderError(f"program.yaml: unknown key '{key}'")
    for key in ("format", "name", "start", "buckets"):
        if key not in values:
            raise FolderError(f"program.yaml: key '{key}' is missing")
    if values["format"] != "1":
        raise FolderError(f"program.yaml: format is {values['format']}; only 1 is known")
    lengths = []
    for block in values["buckets"]:
        if set(block) != {"count", "days"}:
            raise FolderError("program.yaml: a block of buckets has the keys count and days")
        lengths += [int(block["days"])] * int(block["count"])
    if not lengths or min(lengths) < 1:
        raise FolderError("program.yaml: buckets are missing or shorter than a day")
    objective = values.get("objective", "cost") or "cost"
    if objective not in ("cost", "service_first"):
        raise FolderError(f"program.yaml: objective is '{objective}'")
    return SimpleNamespace(
        name=values["name"], currency=values.get("currency", "USD"),
        domestic=values.get("domestic") or "US", start=day_number(values["start"]),
        lengths=lengths, discount_rate=number(values.get("discount_rate") or "0"),
        holding_rate=number(values.get("holding_rate") or "0"), objective=objective)


def read_table(path, name):
    """One CSV table as a list of namespaces; `row` is the 1-based data row."""
    schema = SCHEMA[name]
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        lines = [line for line in reader if line]
    if not lines:
        raise FolderError(f"{name}.csv: no header row")
    header = lines[0]
    if len(set(header)) != len(header):
        raise FolderError(f"{name}.csv: a column stands there twice")
    for column in header:
        if column not in schema:
            raise FolderError(f"{name}.csv: unknown column '{column}'")
    rows = []
    for index, line in enumerate(lines[1:], 1):
        if len(line) != len(header):
            raise FolderError(f"{name}.csv: row {index} has {len(line)} cells, not {len(header)}")
        cells = dict(zip(header, line))
        row = SimpleNamespace(row=index)
        for column, (reader_of, default) in schema.items():
            text = cells.get(column, "")
            if text == "":
                if default is REQUIRED:
                    raise FolderError(f"{name}.csv: row {index}: {column} is empty")
                value = default
            else:
                try:
                    value = reader_of(text)
                except FolderError as error:
                    raise FolderError(f"{name}.csv: row {index}: {column}: {error}") from error
            if (name, column) in CHOICES and value not in CHOICES[name, column]:
                raise FolderError(f"{name}.csv: row {index}: {column} is '{value}'")
            setattr(row, column, value)
        rows.append(row)
    return rows


def load(folder):
    """A whole program folder: `.settings` and one list of rows per table."""
    folder = pathlib.Path(folder)
    program = SimpleNamespace(
        settings=read_settings((folder / "program.yaml").read_text(encoding="utf-8")))
    for name in SCHEMA:
        path = folder / f"{name}.csv"
        if path.exists():
            rows = read_table(path, name)
        elif name in MUST_EXIST:
            raise FolderError(f"{name}.csv is missing")
        else:
            rows = []
        setattr(program, name, rows)
    for name, key in KEY.items():
        identifiers = [getattr(row, key) for row in getattr(program, name)]
        if len(set(identifiers)) != len(identifiers):
            raise FolderError(f"{name}.csv: an identifier repeats")
    for name, columns in REFERENCES.items():
        for column, target in columns.items():
            known = {getattr(row, KEY[target]) for row in getattr(program, target)}
            for row in getattr(program, name):
                value = getattr(row, column)
                if value != "" and value not in known:
                    raise FolderError(f"{name}.csv: row {row.row}: unknown {column} '{value}'")
    for row in program.demand:
        if (row.item == "") == (row.measure == ""):
            raise FolderError(f"demand {row.demand}: exactly one of item and measure is needed")
    return program
