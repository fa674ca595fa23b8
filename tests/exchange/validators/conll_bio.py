"""Converts what was written as CoNLL BIO with spaCy's own converter, and compares tokens and entities.

python conll_bio.py FOLDER, where FOLDER is what `dump.rs` made; needs spacy from PyPI.
"""

import collections

from listed import hold
from spacy.training.converters import conll_ner_to_docs


def check(path, document):
    docs = list(conll_ner_to_docs(path.read_text("utf-8"), no_print=True))
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


if __name__ == "__main__":
    hold("conll-bio", "spaCy converts", check)
