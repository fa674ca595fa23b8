"""Converts what was written as CoNLL BIO with spaCy's own converter, and compares tokens and entities.

python conll_bio.py FOLDER, where FOLDER is what `dump.rs` made; needs spacy from PyPI.
"""

import collections
import json
import pathlib
import sys

from spacy.training.converters import conll_ner_to_docs


def main():
    total = collections.Counter()
    for listing in sorted(pathlib.Path(sys.argv[1]).glob("conll-bio/*/expected.json")):
        listed = json.loads(listing.read_text("utf-8"))
        for name, document in zip(listed["files"], listed["documents"], strict=True):
            try:
                file = (listing.parent / name).read_text("utf-8")
                docs = list(conll_ner_to_docs(file, no_print=True))
                found = collections.Counter()
                for doc in docs:
                    for it in doc.ents:
                        found["".join(token.text for token in it), it.label_] += 1
                expected = collections.Counter(
                    ("".join(place["quote"].split()), span["label"])
                    for span in document["spans"]
                    for place in span["fragments"]
                )
                assert found == expected, f"{found}\n{expected}"
                tokens = "".join(token.text for doc in docs for token in doc)
                assert tokens == "".join(document["text"].split()), "other tokens"
            except Exception as error:
                total["failed"] += 1
                if total["failed"] < 5:
                    print(f"{listing.parent / name}: {type(error).__name__}: {error}", file=sys.stderr)
                continue
            total["documents"] += 1
            total["spans"] += len(document["spans"])
    print(f"spaCy converts {total['documents']} documents, {total['spans']} spans; {total['failed']} failed")
    return 1 if total["failed"] or not total["documents"] else 0


if __name__ == "__main__":
    sys.exit(main())
