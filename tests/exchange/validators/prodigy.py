"""spaCy makes a document of every task, and a span of every span: python prodigy.py FOLDER, which is what `dump.rs` made

Needs `spacy`. The tokens must give the text, and `Doc.char_span` every span with the tokens that the file says.
"""

import json
import sys
from pathlib import Path

import spacy
from spacy.tokens import Doc


def main(folder):
    vocab = spacy.blank("xx").vocab
    texts = spans = relations = 0
    failures = []
    for path in sorted(Path(folder).glob("prodigy/*/*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            task = json.loads(line)
            tokens = task["tokens"]
            words = [it["text"] for it in tokens]
            document = Doc(vocab, words=words, spaces=[it["ws"] for it in tokens])
            if document.text != task["text"]:
                failures.append(f"{path}: tokens do not give the text")
            for said, token in zip(tokens, document):
                ends = (said["start"], said["end"], said["id"])
                if ends != (token.idx, token.idx + len(token), token.i):
                    failures.append(f"{path}: {said}")
            for it in task["spans"]:
                span = document.char_span(it["start"], it["end"], label=it["label"])
                if span is None or (span.start, span.end - 1) != (it["token_start"], it["token_end"]):
                    failures.append(f"{path}: {it}")
            for it in task["relations"]:
                ends = (it["head_span"], it["child_span"])
                heads = [end["token_end"] for end in ends]
                if heads != [it["head"], it["child"]] or any(end not in task["spans"] for end in ends):
                    failures.append(f"{path}: {it}")
            texts += 1
            spans += len(task["spans"])
            relations += len(task["relations"])
    print(f"prodigy · {texts} texts · {spans} spans · {relations} relations · {len(failures)} failures")
    print(*failures[:10], sep="\n")
    sys.exit(bool(failures) or not spans)


main(sys.argv[1])
