"""doccano's own importer reads what is written: python doccano.py FOLDER, which is what `dump.rs` made

Needs `doccano==1.8.4` without its dependencies, and `django`, `pydantic<2`, `pandas`, `chardet` beside it.
Every line must become a text, every entity a span whose words are its quote in UTF-16, and every relation one
between two of them.
"""

import json
import sys
from pathlib import Path

import backend

sys.path.insert(0, str(Path(backend.__file__).parent))

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django_drf_filepond",
        "polymorphic",
        "projects",
        "examples",
        "label_types",
        "labels",
        "roles",
        "metrics",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DJANGO_DRF_FILEPOND_FILE_STORE_PATH="/nowhere",
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()

from data_import.pipeline.data import TextData
from data_import.pipeline.label import RelationLabel, SpanLabel
from data_import.pipeline.makers import ExampleMaker, LabelMaker
from data_import.pipeline.parsers import JSONLParser
from data_import.pipeline.readers import FileName, Reader


def main(folder):
    texts = spans = relations = 0
    failures = []
    for path in sorted(Path(folder).glob("doccano/*/*.jsonl")):
        lines = [json.loads(it) for it in path.read_text("ascii").splitlines()]
        parser = JSONLParser(encoding="Auto")
        reader = Reader([FileName(str(path), path.name, path.name)], parser)
        for frame in reader.batch(1000):
            makers = [LabelMaker("entities", SpanLabel), LabelMaker("relations", RelationLabel)]
            example = ExampleMaker(None, TextData, "text", ["entities", "relations"])
            made = example.make(frame)
            labels = [it.make(frame) for it in makers]
            failures += [str(it) for it in [*parser.errors, *example.errors]]
            texts += len(made)
            for at, wanted in enumerate(["entities", "relations"]):
                count = sum(len(it[wanted]) for it in lines)
                if count != len(labels[at]):
                    failures.append(f"{path}: {len(labels[at])} of {count} {wanted}")
            by_text = {it.uuid: it.text for it in made}
            quotes = [it["quote"] for line in lines for it in line["entities"]]
            ids = set()
            for span, quote in zip(labels[0], quotes):
                units = by_text[span.example_uuid].encode("utf-16-le")
                words = units[2 * span.start_offset : 2 * span.end_offset].decode("utf-16-le")
                if words != quote:
                    failures.append(f"{path}: {words!r} is not {quote!r}")
                ids.add((span.id, span.example_uuid))
            for it in labels[1]:
                if not {(it.from_id, it.example_uuid), (it.to_id, it.example_uuid)} <= ids:
                    failures.append(f"{path}: {it} joins what is not there")
            spans += len(labels[0])
            relations += len(labels[1])
    print(f"doccano · {texts} texts · {spans} spans · {relations} relations · {len(failures)} failures")
    print(*failures[:10], sep="\n")
    sys.exit(bool(failures) or not spans)


main(sys.argv[1])
