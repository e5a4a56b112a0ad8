"""Validates a release package of the Open Contracting Data Standard, and prints what is wrong.

    .setup/validators/bin/python Tests/Oracle/validate_ocds.py FILE

The validator is libcoveocds, the engine of the public review tool, in its API context and offline.
It runs twice: against the release schema 1.1.5 as published, and against the same schema with the
registered extensions applied, where no field may be unknown. Exit status: 0 sound, 1 not.

What is checked: structure, types, required fields, formats, unique identifiers, the form of ocid,
empty fields, and closed code lists. What is not: codes of open lists, because no public package
holds these lists.
"""

import json
import pathlib
import sys
import types

# libcove imports the reader of spreadsheets by name and never calls it for JSON.
for name in ("flattentool", "flattentool.exceptions"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["flattentool"].unflatten = sys.modules["flattentool"].flatten = None
sys.modules["flattentool.exceptions"].FlattenToolWarning = Warning
sys.modules["flattentool.exceptions"].FlattenToolValueError = ValueError

from libcoveocds.api import ocds_json_output  # noqa: E402
from libcoveocds.config import LibCoveOCDSConfig  # noqa: E402

SCHEMAS = pathlib.Path(sys.prefix) / "ocds"


def faults(package, schema, extra_allowed):
    """What the validator says against one set of schemas, as lines."""
    config = LibCoveOCDSConfig()
    config.config["context"] = "api"
    config.config["standard_zip"] = f"file://{SCHEMAS / schema}.zip"
    # Extensions are fetched by their addresses; here they are part of the schema instead.
    result = ocds_json_output(
        json_data={**package, "extensions": []}, lib_cove_ocds_config=config)
    lines = [f"{e['path']}: {e['description']}" for e in result["validation_errors"]]
    lines += [
        f"{key}: closed list has no {value['values']}"
        for key, value in result["additional_closed_codelist_values"].items()]
    for kind in ("conformance_errors", "json_deref_error"):
        if result.get(kind):
            lines.append(f"{kind}: {result[kind]}")
    for kind, places in result.get("additional_checks", {}).items():
        lines += [f"{place['json_location']}: {kind}" for place in places]
    for field in result["additional_fields"]:
        path = f"{field['path']}/{field['field']}"
        if not extra_allowed:
            lines.append(f"{path}: unknown field")
    lines += [f"{field['field']}: deprecated" for field in result["deprecated_fields"]]
    return lines


def main(path):
    package = json.loads(pathlib.Path(path).read_text())
    found = 0
    for schema, extra_allowed in (("core", True), ("extended", False)):
        for line in faults(package, schema, extra_allowed):
            found += 1
            print(f"{schema}: {line}")
    print(f"{path}: {found} faults" if found else f"{path}: valid")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
