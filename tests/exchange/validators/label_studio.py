"""Label Studio's own interface accepts every task by the configuration beside it: python label_studio.py FOLDER, which is what `dump.rs` made

Needs `label-studio-sdk`. It does not look at offsets: those must cover what the region quotes.
"""

import json
import sys
from pathlib import Path

from label_studio_sdk.label_interface import LabelInterface


def main(folder):
    texts = spans = relations = 0
    failures = []
    for path in sorted(Path(folder).glob("label-studio/*/label-studio.json")):
        tasks = json.loads(path.read_text("utf-8"))
        configuration = path.with_name("label-studio-configuration.xml").read_text("utf-8")
        try:
            interface = LabelInterface(configuration)
            interface.validate()
        except Exception as why:
            failures.append(f"{path}: the configuration: {why!r}")
            continue
        for task in tasks:
            text = task["data"]["text"]
            results = task["annotations"][0]["result"]
            relations += sum(it["type"] == "relation" for it in results)
            # With annotations in it, it calls itself wrongly.
            if not interface.validate_task({"data": task["data"]}):
                failures.append(f"{path}: the task")
            for annotation in task["annotations"]:
                problems = interface._validate_object(annotation, return_errors=True)
                failures += [f"{path}: {it}" for it in problems]
            labels = [it["value"] for it in results if it["type"] == "labels"]
            for it in labels:
                if text[it["start"] : it["end"]].replace("\n", "\\n") != it["text"]:
                    failures.append(f"{path}: {it}")
            texts += 1
            spans += len(labels)
    print(f"label_studio · {texts} texts · {spans} spans · {relations} relations · {len(failures)} failures")
    print(*failures[:10], sep="\n")
    sys.exit(bool(failures) or not spans)


main(sys.argv[1])
