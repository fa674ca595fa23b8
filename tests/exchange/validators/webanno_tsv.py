"""Reads what was written as WebAnno TSV 3.3 by the steps of INCEpTION's reader, which is Java and in no registry
that this can use, and compares text, annotations and relations.

As there: the header is layers and then a blank line; text comes from `#Text=`, and a sentence begins where its
first token does, with spaces before it or without the line end of the last one; a number in brackets goes on
with the annotation of that number; a relation's cell names the unit, and both numbers.

python webanno_tsv.py FOLDER, where FOLDER is what `dump.rs` made.
"""

import collections
import re

from listed import expected, hold

VALUE = {"\\\\": "\\", "\\[": "[", "\\]": "]", "\\|": "|", "\\_": "_", "\\->": "->", "\\;": ";", "\\t": "\t", "\\n": "\n", "\\*": "*"}
TEXT = {"\\t": "\t", "\\n": "\n", "\\f": "\f", "\\r": "\r", "\\b": "\b", "\\\\": "\\"}


def unescape(said, by):
    return re.sub("|".join(map(re.escape, sorted(by, key=len, reverse=True))), lambda it: by[it[0]], said)


def units(text):
    return text.encode("utf-16-le", "surrogatepass")


class Reader:
    def __init__(self, lines):
        assert re.fullmatch(r"#FORMAT=WebAnno TSV \d+\.\d+", next(lines))
        self.columns = []
        for line in lines:
            if not line.strip():
                break
            kind, rest = line.split("=", 1)
            name, *features = [it for it in rest.split("|") if it]
            assert kind in ("#T_SP", "#T_RL"), line
            self.columns += [(kind, name, feature) for feature in features]
        assert next(lines) == "", "there must be two blank lines behind the header"
        # Everything counts in UTF-16 from here on.
        self.text = b""
        self.spans, self.relations, self.at_unit = {}, [], {}
        waiting, state = None, "between"
        for line in lines:
            if line.startswith("#") and state != "rows":
                assert line.startswith("#Text="), line
                waiting = (waiting or "") + unescape(line[6:], TEXT) + "\n"
                state = "head"
            elif line == "":
                assert state == "rows", "a sentence without tokens"
                state = "between"
            else:
                assert state in ("head", "rows"), f"a row without a sentence: {line}"
                fields = line.split("\t")
                assert len(fields) >= len(self.columns) + 3
                begin, end = (2 * int(it) for it in fields[1].split("-"))
                if waiting is not None:
                    if len(self.text) > begin:
                        assert len(self.text) == begin + 2 and self.text.endswith(b"\n\0")
                        self.text = self.text[:-2]
                    self.text += units(" ") * ((begin - len(self.text)) // 2)
                    self.text += units(waiting)
                    waiting = None
                covered = self.text[begin:end].decode("utf-16-le", "surrogatepass")
                assert covered == fields[2], f"{covered!r} is not {fields[2]!r}"
                self.row(fields, begin, end)
                state = "rows"

    def row(self, fields, begin, end):
        there = self.at_unit.setdefault(fields[0], {})
        for (kind, layer, feature), cell in zip(self.columns, fields[3:]):
            if cell == "_":
                continue
            for index, value in enumerate(re.split(r"(?<!\\)\|", cell)):
                ids = None
                if value.endswith("]") and not value.endswith("\\]"):
                    value, ids = value[:-1].rsplit("[", 1)
                if kind == "#T_RL":
                    while len(there.setdefault(layer, [])) <= index:
                        self.relations.append({"to": fields[0]})
                        there[layer].append(self.relations[-1])
                    it = there[layer][index]
                    if feature.startswith("BT_"):
                        it["from"], it["ids"] = value, ids
                        continue
                else:
                    of_layer = there.setdefault(layer, [])
                    if index < len(of_layer):
                        it = of_layer[index]
                    else:
                        it = self.spans.setdefault(ids, {"begin": begin})
                        it["end"] = end
                        of_layer.append(it)
                if value != "*":
                    it[feature] = unescape(value, VALUE)

    def said(self):
        words = lambda it: self.text[it["begin"] : it["end"]].decode("utf-16-le", "surrogatepass")
        spans = collections.Counter()
        for it in self.spans.values():
            begin = len(self.text[: it["begin"]].decode("utf-16-le", "surrogatepass"))
            values = {name: value for name, value in it.items() if name not in ("begin", "end", "label", "note")}
            spans[begin, words(it), it["label"], it.get("note", ""), tuple(sorted(values.items()))] += 1
        relations = collections.Counter()
        for it in self.relations:
            source, target = it["ids"].split("_")
            relations[it["label"], words(self.spans[source]), words(self.spans[target]), it.get("note", "")] += 1
        return spans, relations


def check(path, document):
    with open(path, encoding="utf-8", newline="") as file:
        # As Java's readers do, which know three line ends.
        lines = re.split("\r\n|\r|\n", file.read())
    reader = Reader(iter(lines[:-1]))
    text = reader.text.decode("utf-16-le")
    assert text == document["text"] + "\n", f"{text!r}\n{document['text']!r}"
    wanted = expected(document, lambda place: (place["start"],))
    assert reader.said() == wanted, f"{reader.said()}\n{wanted}"


if __name__ == "__main__":
    hold("webanno-tsv", "the steps of INCEpTION take", check, lambda name: name.endswith(".tsv"))
