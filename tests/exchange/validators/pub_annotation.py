"""bconv reads every file as its PubAnnotation format: python pub_annotation.py FOLDER, which is what `dump.rs` made

Needs `bconv`. Every denotation must come with the words that its spans cover, in code points. Attributes of
relations, which PubAnnotation and TextAE have, it does not know: they are taken out for it.
"""

import json
import sys
from pathlib import Path

import bconv


def main(folder):
    texts = spans = relations = 0
    failures = []
    for path in sorted(Path(folder).glob("pub-annotation/*/*.json")):
        if path.name == "expected.json":
            continue
        said = json.loads(path.read_text("utf-8"))
        text = said["text"]
        ids = {it["id"] for it in said["denotations"]}
        without = {**said, "attributes": [it for it in said["attributes"] if it["subj"] in ids]}
        collection = bconv.loads(json.dumps(without), fmt="pubanno_json")
        count = sum(1 for _ in collection.iter_entities())
        if count != len(said["denotations"]):
            failures.append(f"{path}: {count} of {len(said['denotations'])} denotations")
        for it in said["denotations"]:
            places = it["span"] if isinstance(it["span"], list) else [it["span"]]
            words = [text[place["begin"] : place["end"]] for place in places]
            if words != it["quotes"] or not all(words):
                failures.append(f"{path}: {it}")
        related = {it["id"] for it in said["relations"]}
        for it in said["relations"]:
            if not {it["subj"], it["obj"]} <= ids:
                failures.append(f"{path}: {it}")
        for it in said["attributes"]:
            if it["subj"] not in ids | related or not it["pred"] or not it["obj"]:
                failures.append(f"{path}: {it}")
        texts += 1
        spans += count
        relations += len(related)
    print(f"pub_annotation · {texts} texts · {spans} spans · {relations} relations · {len(failures)} failures")
    print(*failures[:10], sep="\n")
    sys.exit(bool(failures) or not spans)


main(sys.argv[1])
