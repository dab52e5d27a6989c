"""The teacher's scores for every word of the texts that the small model learns from: names in the corpora of names and treebanks, attributions in PolNeAR, in the
corpora of names and in plain news that nobody has labelled.

In: `teacher.pt` and the corpora's folder. Out: for each source and head a file `SOURCE.HEAD.npy` with one array [words, labels] of 16-bit numbers per document.

    python teach.py --gold ../shared/gold --base BASE --teacher TEACHER/teacher.pt --out LABELS
"""
from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch

import corpora as co
import train as tr
from evaluate import attributions, first_versions, names, predict, uner
from pieces import Encoder, Pieces, windows
from reference import document
from teacher import Teacher

# What is taught where. Of names the teacher is heard only on texts like those it learned names from: elsewhere it takes whole sources for names.
TAUGHT = {"names": ("name", "attribution"), "ewt": ("name",), "gum": ("name",), "polnear": ("attribution",), "news": ("attribution",)}


def texts(data: co.Corpora, gold: Path) -> dict[str, list[co.Doc]]:
    """Documents by source; of PolNeAR the first version of each article."""
    sources = {k: data.train[k] for k in ("names", "ewt", "gum")}
    return sources | {"polnear": first_versions(data.train["polnear"]), "news": news(gold)}


def news(gold: Path) -> list[co.Doc]:
    """Wikinews reports, with their titles."""
    docs = []
    for path in sorted((gold / "raw-wikinews-2019-2020/data").glob("*.csv")):
        with path.open(encoding="utf-8") as f:
            for row in csv.DictReader(f):
                doc = document((row["title"] + "\n\n" + row["text"]).strip())
                doc.name = "news/" + row["url"]
                docs.append(doc)
    return [d for d in docs if len(d.words) > 40]


def dev_scores(model, encoder: Encoder, data: co.Corpora) -> dict[str, float]:
    """F1 of names and attributions on the development parts, from gold words."""
    model.eval()
    with torch.no_grad():
        out = uner(predict(model, encoder, data.dev["ewt"], ("name",)), data.uner_dev)
        for corpus in ("newswire", "crossner"):
            out |= names(corpus, predict(model, encoder, data.dev[corpus], ("name",)), {})
        out |= attributions(model, predict(model, encoder, first_versions(data.dev["polnear"]), ("attribution",)))
    return {k: round(v, 2) for k, v in out.items()}


def scores(teacher: Teacher, encoder: Encoder, docs: list[co.Doc], heads: tuple[str, ...]) -> dict[str, np.ndarray]:
    out = {k: np.empty(len(docs), dtype=object) for k in heads}
    for k in heads:
        out[k][:] = [np.zeros((len(d.words), len(getattr(encoder.labels, k))), dtype=np.float16) for d in docs]
    by_length: dict[int, list] = defaultdict(list)
    for i, d in enumerate(docs):
        for w in windows(d, encoder.pieces):
            by_length[-(-w.n_pieces // 32) * 32].append((i, w))
    for length, items in sorted(by_length.items()):
        n = max(1, 4096 // length)
        for part in (items[at : at + n] for at in range(0, len(items), n)):
            h = teacher.encode(tr.tensors(encoder.batch([w for _, w in part], length)))
            for k in heads:
                found = teacher.head[k](h).half().numpy()
                for r, (i, w) in enumerate(part):
                    out[k][i][w.start : w.end] = found[r, : w.end - w.start]
    return out


def main() -> None:
    a = argparse.ArgumentParser()
    a.add_argument("--gold", type=Path, required=True)
    a.add_argument("--base", type=Path, required=True)
    a.add_argument("--teacher", type=Path, required=True)
    a.add_argument("--out", type=Path, required=True)
    args = a.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    data = co.load(args.gold)
    pieces = Pieces(args.base / "vocab.txt")
    labels = tr.gather_labels(data.train["ewt"] + data.train["gum"])
    teacher = Teacher(labels, pieces)
    teacher.load_state_dict(torch.load(args.teacher, weights_only=False)["model"])
    encoder = Encoder(pieces, labels)
    print(dev_scores(teacher, encoder, data), flush=True)
    sources = texts(data, args.gold)
    with torch.no_grad():
        for source, heads in TAUGHT.items():
            for head, found in scores(teacher, encoder, sources[source], heads).items():
                np.save(args.out / f"{source}.{head}.npy", found, allow_pickle=True)


if __name__ == "__main__":
    main()
