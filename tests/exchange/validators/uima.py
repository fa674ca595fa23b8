"""Reads what was written as UIMA CAS XMI and JSON with dkpro-cassis, and compares what annotations cover.

python uima.py FOLDER, where FOLDER is what `dump.rs` made; needs dkpro-cassis from PyPI.
"""

import collections
import json
import pathlib
import sys

import cassis

SPAN = "webanno.custom.Cotejo"
RELATION = "webanno.custom.CotejoRelation"


def texts(value):
    """The values of a feature, whether it has one or a list."""
    if value is None:
        return []
    # An empty text in a list of XMI is read as none.
    return [it or "" for it in value.elements] if hasattr(value, "elements") else [value]


def said(cas, document):
    attributes = {name for span in document["spans"] for name, _ in span["attributes"]}
    spans = collections.Counter()
    for it in cas.select(SPAN):
        values = sorted((name, value) for name in attributes for value in texts(it.get(name)))
        spans[it.begin, it.end, it.get_covered_text(), it.label, it.note or "", tuple(values)] += 1
    relations = collections.Counter()
    for it in cas.select(RELATION):
        ends = [it.Governor.get_covered_text(), it.Dependent.get_covered_text()]
        relations[it.label, *ends, it.note or ""] += 1
    return spans, relations


def expected(document):
    spans = collections.Counter()
    quotes = {}
    for span in document["spans"]:
        (place,) = span["fragments"]
        quotes[span["id"]] = place["quote"]
        values = tuple(sorted(map(tuple, span["attributes"])))
        spans[place["start"], place["end"], place["quote"], span["label"], span["note"], values] += 1
    relations = collections.Counter()
    for it in document["relations"]:
        relations[it["kind"], quotes[it["from"]], quotes[it["to"]], it["note"]] += 1
    return spans, relations


def load(folder, name):
    if name.endswith(".json"):
        return cassis.load_cas_from_json((folder / name).read_text("utf-8"))
    with open(folder / "TypeSystem.xml", "rb") as file:
        types = cassis.load_typesystem(file)
    with open(folder / name, "rb") as file:
        return cassis.load_cas_from_xmi(file, typesystem=types)


def main():
    total = collections.Counter()
    failed = 0
    for listing in sorted(pathlib.Path(sys.argv[1]).glob("uima-*/*/expected.json")):
        folder = listing.parent
        listed = json.loads(listing.read_text("utf-8"))
        names = [it for it in listed["files"] if it != "TypeSystem.xml"]
        for name, document in zip(names, listed["documents"], strict=True):
            try:
                cas = load(folder, name)
                assert cas.sofa_string == document["text"], "another text"
                assert said(cas, document) == expected(document), (
                    f"{said(cas, document)}\n{expected(document)}"
                )
            except Exception as error:
                failed += 1
                if failed < 5:
                    print(f"{folder / name}: {type(error).__name__}: {error}", file=sys.stderr)
                continue
            total["documents"] += 1
            total["spans"] += len(document["spans"])
            total["relations"] += len(document["relations"])
    print(
        f"dkpro-cassis accepts "
        f"{total['documents']} documents, {total['spans']} spans, {total['relations']} relations; {failed} failed"
    )
    return 1 if failed or not total else 0


if __name__ == "__main__":
    sys.exit(main())
