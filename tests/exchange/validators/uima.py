"""Reads what was written as UIMA CAS XMI and JSON with dkpro-cassis, and compares what annotations cover.

python uima.py FOLDER, where FOLDER is what `dump.rs` made; needs dkpro-cassis from PyPI.
"""

import collections

import cassis
from listed import expected, hold

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


def load(folder, name):
    if name.endswith(".json"):
        return cassis.load_cas_from_json((folder / name).read_text("utf-8"))
    with open(folder / "TypeSystem.xml", "rb") as file:
        types = cassis.load_typesystem(file)
    with open(folder / name, "rb") as file:
        return cassis.load_cas_from_xmi(file, typesystem=types)


def check(path, document):
    cas = load(path.parent, path.name)
    assert cas.sofa_string == document["text"], "another text"
    wanted = expected(document, lambda place: (place["start"], place["end"]))
    assert said(cas, document) == wanted, f"{said(cas, document)}\n{wanted}"


if __name__ == "__main__":
    hold("uima-*", "dkpro-cassis accepts", check, lambda name: name != "TypeSystem.xml")
