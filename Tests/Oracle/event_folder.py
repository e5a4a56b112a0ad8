"""Reads an event folder and a scenario, literally as the format describes them, for the oracle tools.

Numbers stay fractions, exactly as written; dates become day numbers; empty cells the default of
the format. As in `program_folder.py`, a fault of form stops with a `FolderError`, one at a time.
"""

import csv
import pathlib
from fractions import Fraction
from types import SimpleNamespace

from program_folder import REQUIRED, FolderError, day_number, flag, parse_yaml

RULE_KINDS = ("suppliers_max", "suppliers_min", "share_max", "share_min", "win_min_share",
              "domestic_min", "quality_min", "lead_max", "budget_max", "force", "forbid",
              "backup_min")
STAGES = ("cost", "quality", "suppliers", "domestic")
SCOPE = ("lot", "category", "item")
SUBJECT = ("supplier", "group", "country", "region")


def exact(text):
    """A decimal number as the fraction that it stands for."""
    try:
        return Fraction(text)
    except ValueError as error:
        raise FolderError(f"'{text}' is not a number") from error


def names(text):
    """Names with `;` between."""
    return tuple(name.strip() for name in text.split(";") if name.strip())


ZERO = Fraction(0)

# table -> column -> (reader, default); as in program_folder.
SCHEMA = {
    "lots": {"lot": (str, REQUIRED), "title": (str, ""), "pillar": (str, ""),
             "category": (str, "")},
    "items": {
        "item": (str, REQUIRED), "lot": (str, REQUIRED), "quantity": (exact, REQUIRED),
        "whole": (flag, True), "unit": (str, ""), "need_by": (day_number, None),
        "late_cost": (exact, ZERO), "unmet_cost": (exact, None), "hts": (str, ""),
        "program_item": (str, ""), "specification": (str, "")},
    "demand_profile": {"item": (str, REQUIRED), "from": (day_number, REQUIRED),
                       "to": (day_number, REQUIRED), "quantity": (exact, REQUIRED)},
    "suppliers": {
        "supplier": (str, REQUIRED), "name": (str, ""), "country": (str, REQUIRED),
        "region": (str, ""), "groups": (names, ()), "incumbent": (flag, False),
        "quality": (exact, ZERO), "fixed_cost": (exact, ZERO), "lei": (str, "")},
    "lines": {
        "line": (str, REQUIRED), "supplier": (str, REQUIRED), "item": (str, REQUIRED),
        "minimum": (exact, ZERO), "maximum": (exact, None), "fixed_cost": (exact, ZERO),
        "duty_rate": (exact, ZERO), "freight": (exact, ZERO), "domestic": (exact, ZERO),
        "lead_days": (exact, ZERO), "quality": (exact, None), "origin": (str, ""),
        "made_at": (str, ""), "valid_to": (day_number, None)},
    "steps": {"line": (str, REQUIRED), "from_quantity": (exact, REQUIRED),
              "price": (exact, REQUIRED), "kind": (str, "all_units")},
    "bundles": {
        "bundle": (str, REQUIRED), "supplier": (str, REQUIRED), "price": (exact, REQUIRED),
        "duty": (exact, ZERO), "freight": (exact, ZERO), "domestic_value": (exact, ZERO),
        "exclusive": (names, ()), "requires": (str, "")},
    "bundle_items": {"bundle": (str, REQUIRED), "item": (str, REQUIRED),
                     "quantity": (exact, REQUIRED)},
    "discounts": {"discount": (str, REQUIRED), "supplier": (str, REQUIRED),
                  "basis": (str, REQUIRED), "over": (names, ())},
    "discount_tiers": {"discount": (str, REQUIRED), "at_least": (exact, REQUIRED),
                       "rate": (exact, REQUIRED)},
    "capacities": {"supplier": (str, REQUIRED), "items": (names, ()), "maximum": (exact, REQUIRED),
                   "from": (day_number, None), "to": (day_number, None)},
}
MUST_EXIST = ("lots", "items", "suppliers", "lines", "steps")
KEY = {"lots": "lot", "items": "item", "suppliers": "supplier", "lines": "line",
       "bundles": "bundle", "discounts": "discount"}
CHOICES = {("steps", "kind"): ("all_units", "incremental"),
           ("discounts", "basis"): ("spend", "units", "lines")}
EVENT_KEYS = {"format", "event", "title", "currency", "domestic", "opening", "published",
              "questions_until", "deadline", "selection", "quality_value", "horizon_years"}
REFERENCES = (
    ("items", "lot", "lots"), ("demand_profile", "item", "items"),
    ("lines", "supplier", "suppliers"), ("lines", "item", "items"), ("steps", "line", "lines"),
    ("bundles", "supplier", "suppliers"), ("bundles", "requires", "bundles"),
    ("bundle_items", "bundle", "bundles"), ("bundle_items", "item", "items"),
    ("discounts", "supplier", "suppliers"), ("discount_tiers", "discount", "discounts"),
    ("capacities", "supplier", "suppliers"))


def read_table(path, name):
    """One CSV table as a list of namespaces."""
    schema = SCHEMA[name]
    with open(path, encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.reader(file, strict=True) if line]
    if not lines:
        raise FolderError(f"{name}.csv: no header row")
    header = lines[0]
    for column in header:
        if column not in schema or header.count(column) > 1:
            raise FolderError(f"{name}.csv: unknown or repeated column '{column}'")
    rows = []
    for index, line in enumerate(lines[1:], 1):
        if len(line) != len(header):
            raise FolderError(f"{name}.csv: row {index} has {len(line)} cells, not {len(header)}")
        cells, row = dict(zip(header, line)), SimpleNamespace(row=index)
        for column, (reader_of, default) in schema.items():
            text = cells.get(column, "")
            if text == "" and default is REQUIRED:
                raise FolderError(f"{name}.csv: row {index}: {column} is empty")
            value = default if text == "" else reader_of(text)
            if (name, column) in CHOICES and value not in CHOICES[name, column]:
                raise FolderError(f"{name}.csv: row {index}: {column} is '{value}'")
            setattr(row, column, value)
        rows.append(row)
    return rows


def read_settings(text):
    values = parse_yaml(text)
    for key in values:
        if key not in EVENT_KEYS:
            raise FolderError(f"event.yaml: unknown key '{key}'")
    if values.get("format") != "1":
        raise FolderError("event.yaml: format is not 1")
    selection = values.get("selection") or None
    return SimpleNamespace(
        event=values.get("event", ""), currency=values.get("currency") or "USD",
        domestic=values.get("domestic") or "US",
        selection=None if selection is None else day_number(selection),
        quality_value=exact(values.get("quality_value") or "0"))


def checked(event):
    """Keys that repeat and references that lead nowhere stop the reading."""
    for name, key in KEY.items():
        identifiers = [getattr(row, key) for row in getattr(event, name)]
        if len(set(identifiers)) != len(identifiers):
            raise FolderError(f"{name}.csv: an identifier repeats")
    for name, column, target in REFERENCES:
        known = {getattr(row, KEY[target]) for row in getattr(event, target)}
        for row in getattr(event, name):
            value = getattr(row, column)
            if value != "" and value not in known:
                raise FolderError(f"{name}.csv: row {row.row}: unknown {column} '{value}'")
    known = {row.item for row in event.items}
    for row in event.capacities:
        if not known.issuperset(row.items):
            raise FolderError(f"capacities.csv: row {row.row}: unknown item")
    known |= {row.lot for row in event.lots}
    for row in event.discounts:
        if not known.issuperset(row.over):
            raise FolderError(f"discounts.csv: row {row.row}: unknown item or lot")
    return event


def joined(event):
    """Puts what belongs to a row beside it: steps, contents, tiers, defaults that look elsewhere."""
    items = {row.item: row for row in event.items}
    suppliers = {row.supplier: row for row in event.suppliers}
    lots = {row.lot: row for row in event.lots}
    for item in event.items:
        item.category = lots[item.lot].category
        item.profile = [row for row in event.demand_profile if row.item == item.item]
    for line in event.lines:
        steps = sorted((row for row in event.steps if row.line == line.line),
                       key=lambda row: row.from_quantity)
        if not steps or steps[0].from_quantity not in (0, 1) or len({s.kind for s in steps}) > 1:
            raise FolderError(f"line {line.line}: its steps do not begin at 0 or 1, or are mixed")
        line.incremental = steps[0].kind == "incremental"
        # A first step from 1 counts units: an incremental step from 5 then prices the fifth unit. From
        # 0 it measures what lies before: a step from 5 prices what is beyond five.
        before = steps[0].from_quantity if line.incremental else ZERO
        line.steps = [(ZERO if index == 0 else step.from_quantity - before, step.price)
                      for index, step in enumerate(steps)]
        if line.maximum is None:
            line.maximum = items[line.item].quantity
        if line.quality is None:
            line.quality = suppliers[line.supplier].quality
    for bundle in event.bundles:
        bundle.contents = {}
        for row in event.bundle_items:
            if row.bundle == bundle.bundle:
                bundle.contents[row.item] = bundle.contents.get(row.item, ZERO) + row.quantity
        bundle.quality = suppliers[bundle.supplier].quality
    for discount in event.discounts:
        discount.tiers = sorted((row.at_least, row.rate) for row in event.discount_tiers
                                if row.discount == discount.discount)
    event.item, event.supplier = items, suppliers
    return event


def load(folder):
    """A whole event folder: `.settings` and one list of rows per table."""
    folder = pathlib.Path(folder)
    event = SimpleNamespace(
        settings=read_settings((folder / "event.yaml").read_text(encoding="utf-8")))
    for name in SCHEMA:
        path = folder / f"{name}.csv"
        if not path.exists() and name in MUST_EXIST:
            raise FolderError(f"{name}.csv is missing")
        setattr(event, name, read_table(path, name) if path.exists() else [])
    return joined(checked(event))


def read_rule(values, event):
    unknown = set(values) - {"rule", "kind", "value", "penalty", "by", *SCOPE, *SUBJECT}
    if unknown:
        raise FolderError(f"scenario: unknown keys {sorted(unknown)} in a rule")
    if values.get("kind") not in RULE_KINDS:
        raise FolderError(f"scenario: kind is '{values.get('kind')}'")
    rule = SimpleNamespace(rule=values["rule"], kind=values["kind"], by=values.get("by", ""))
    rule.value = exact(values["value"]) if values.get("value", "") != "" else None
    rule.penalty = exact(values["penalty"]) if values.get("penalty", "") != "" else None
    for key in SCOPE + SUBJECT:
        setattr(rule, key, values.get(key) or None)
    known = {"lot": {row.lot for row in event.lots}, "item": set(event.item),
             "supplier": set(event.supplier), "category": {row.category for row in event.lots}}
    for key, allowed in known.items():
        if getattr(rule, key) is not None and getattr(rule, key) not in allowed:
            raise FolderError(f"scenario: rule {rule.rule}: unknown {key} '{getattr(rule, key)}'")
    if rule.value is None and rule.kind not in ("force", "forbid"):
        raise FolderError(f"scenario: rule {rule.rule} has no value")
    return rule


def read_objective(value):
    """The stages as (measure, slack); the slack of the last means nothing."""
    if value in ("", "cost"):
        return [("cost", ZERO)]
    stages = []
    for entry in value:
        if isinstance(entry, str):
            entry = {"stage": entry}
        measure = entry.get("stage")
        if measure not in STAGES or set(entry) - {"stage", "slack"}:
            raise FolderError(f"scenario: cannot read the stage {entry}")
        stages.append((measure, exact(entry.get("slack") or "0")))
    return stages


def load_scenario(folder, name, event):
    """`.stages` and `.rules` of scenarios/NAME.yaml."""
    path = pathlib.Path(folder) / "scenarios" / f"{name}.yaml"
    values = parse_yaml(path.read_text(encoding="utf-8"))
    unknown = set(values) - {"objective", "rules", "title", "format"}
    if unknown:
        raise FolderError(f"scenario: unknown keys {sorted(unknown)}")
    rules = [read_rule(entry, event) for entry in values.get("rules") or []]
    if len({rule.rule for rule in rules}) != len(rules):
        raise FolderError("scenario: a rule's identifier repeats")
    return SimpleNamespace(name=name, rules=rules,
                           stages=read_objective(values.get("objective", "cost")))
