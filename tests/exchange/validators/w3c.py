"""JSON-LD processors make triples of every annotation: python w3c.py FOLDER CONTEXT, where FOLDER is what `dump.rs` made

Needs `pyld` and `rdflib`. CONTEXT is the file at http://www.w3.org/ns/anno.jsonld: nothing is loaded from the
net. Every annotation must have its targets, its selectors must cover in the text beside what they quote, and
every relation must join two annotations.
"""

import json
import sys
from pathlib import Path

from pyld import jsonld
from rdflib import Graph, Namespace, RDF

OA = Namespace("http://www.w3.org/ns/oa#")


def main(folder, context):
    context = json.loads(Path(context).read_text("utf-8"))

    def load(url, options):
        assert url == "http://www.w3.org/ns/anno.jsonld", url
        return {"contextUrl": None, "documentUrl": url, "document": context, "contentType": "application/ld+json"}

    jsonld.set_document_loader(load)
    texts = spans = relations = 0
    failures = []
    for path in sorted(Path(folder).glob("w3c/*/*.jsonld")):
        annotations = json.loads(path.read_text("utf-8"))
        texts += 1
        text = path.with_suffix("").with_name(path.name[: -len(".jsonld")] + ".txt").read_bytes().decode("utf-8")
        options = {"format": "application/n-quads", "base": "http://example.org/"}
        quads = jsonld.to_rdf(annotations, options) if annotations else ""
        graph = Graph().parse(data=quads, format="nquads")
        made = set(graph.subjects(RDF.type, OA.Annotation))
        if {str(it) for it in made} != {it["id"] for it in annotations}:
            failures.append(f"{path}: {len(made)} of {len(annotations)} annotations")
        for it in made:
            links = (it, OA.motivatedBy, OA.linking) in graph
            targets = list(graph.objects(it, OA.hasTarget))
            if links:
                relations += 1
                ends = {*targets, *graph.objects(it, OA.hasBody)} & made
                if not ends:
                    failures.append(f"{path}: {it} joins nothing")
            elif not targets:
                failures.append(f"{path}: {it} has no target")
            else:
                spans += 1
            for target in targets:
                selectors = list(graph.objects(target, OA.hasSelector))
                places = [graph.value(one, OA.start) for one in selectors if graph.value(one, OA.start) is not None]
                ends = [graph.value(one, OA.end) for one in selectors if graph.value(one, OA.end) is not None]
                quotes = [graph.value(one, OA.exact) for one in selectors if graph.value(one, OA.exact) is not None]
                for start, end, quote in zip(places, ends, quotes):
                    if text[int(start) : int(end)] != str(quote):
                        failures.append(f"{path}: {it}: {quote}")
    print(f"w3c · {texts} texts · {spans} spans · {relations} relations · {len(failures)} failures")
    print(*failures[:10], sep="\n")
    sys.exit(bool(failures) or not spans)


main(sys.argv[1], sys.argv[2])
