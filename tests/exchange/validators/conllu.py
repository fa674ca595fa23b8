"""Reads what was written as CoNLL-U with the package conllu, and puts text and annotations together again.

python conllu.py FOLDER, where FOLDER is what `dump.rs` made; needs conllu from PyPI.
"""

import collections
import pathlib
import re
import sys

from listed import hold

# This script has the name of the package.
sys.path = [it for it in sys.path if it and pathlib.Path(it).resolve() != pathlib.Path(__file__).resolve().parent]

import conllu  # noqa: E402

ESCAPES = {"s": " ", "t": "\t", "n": "\n", "r": "\r", "p": "|", "\\": "\\"}


def spaces(said):
    return re.sub(r"\\(.)", lambda it: ESCAPES[it[1]], plain(said or ""))


def plain(text):
    """Without white space that is not ASCII: the package takes it away from the ends of what MISC says."""
    return re.sub(r"[^\S \t\n]", "", text)


def read(file):
    text, spans, opened = "", collections.Counter(), {}
    for sentence in conllu.parse(file.read_text("utf-8")):
        begins = len(text)
        for number, token in enumerate(sentence):
            misc = token["misc"] or {}
            before = spaces(misc.get("SpacesBefore"))
            text += before
            if number == 0:
                begins = len(text)
            start = len(text)
            text += token["form"]
            for bracket in re.findall(r"\([^()]*\)?|[^()]+\)", misc.get("Entity", "")):
                if bracket.startswith("("):
                    id, label = bracket.strip("()").split("-", 1)
                    opened[id] = (start, label)
                if bracket.endswith(")"):
                    begin, label = opened.pop(bracket.strip("()").split("-")[0])
                    spans[begin, len(text), text[begin:], label] += 1
            after = spaces(misc["SpacesAfter"]) if "SpacesAfter" in misc else " "
            text += "" if misc.get("SpaceAfter") == "No" else after
        said = plain(sentence.metadata["text"])
        assert text[begins:].rstrip() == said.rstrip(), f"{text[begins:]!r} is not {said!r}"
    assert not opened, f"{opened} are not closed"
    return text, spans


def check(path, document):
    text, spans = read(path)
    whole = document["text"]
    assert text == plain(whole), f"{text!r}\n{whole!r}"
    at = lambda count: len(plain(whole[:count]))
    expected = collections.Counter(
        (at(place["start"]), at(place["end"]), plain(place["quote"]), span["label"])
        for span in document["spans"]
        for place in span["fragments"]
    )
    assert spans == expected, f"{spans}\n{expected}"


if __name__ == "__main__":
    hold("conllu", "conllu accepts", check)
