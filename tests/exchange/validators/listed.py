"""What `dump.rs` lists of the files of a format, held against what other code makes of them."""

import collections
import json
import pathlib
import sys


def hold(formats, who, check, is_meant=lambda name: True):
    """Gives each file and its document to `check`, which raises where they differ.

    Says how many documents, spans and relations passed, and ends with 1 if any did not.
    """
    total = collections.Counter()
    for listing in sorted(pathlib.Path(sys.argv[1]).glob(f"{formats}/*/expected.json")):
        listed = json.loads(listing.read_text("utf-8"))
        names = filter(is_meant, listed["files"])
        for name, document in zip(names, listed["documents"], strict=True):
            try:
                check(listing.parent / name, document)
            except Exception as error:
                total["failed"] += 1
                if total["failed"] < 5:
                    print(f"{listing.parent / name}: {type(error).__name__}: {error}", file=sys.stderr)
                continue
            total["documents"] += 1
            total["spans"] += len(document["spans"])
            total["relations"] += len(document["relations"])
    print(
        f"{who} {total['documents']} documents, {total['spans']} spans, {total['relations']} relations; "
        f"{total['failed']} failed"
    )
    sys.exit(1 if total["failed"] or not total["documents"] else 0)


def expected(document, place_of):
    """Spans by what `place_of` tells of their place, and relations by what they join, each counted."""
    spans, quotes = collections.Counter(), {}
    for span in document["spans"]:
        (place,) = span["fragments"]
        quotes[span["id"]] = place["quote"]
        values = tuple(sorted(map(tuple, span["attributes"])))
        spans[(*place_of(place), place["quote"], span["label"], span["note"], values)] += 1
    relations = collections.Counter()
    for it in document["relations"]:
        relations[it["kind"], quotes[it["from"]], quotes[it["to"]], it["note"]] += 1
    return spans, relations
