"""Words per second of a spaCy pipeline of small size (tags, features, tree, names over one shared convolutional encoder), on the same text
as `cargo xtask bench`, for a comparison in the same minute on the same machine.

The pipeline has the sizes of spaCy's small English one (encoder 96 wide, 4 deep) and is trained here for a moment on UD EWT and CrossNER, so
that its parser takes the steps that a trained one takes: what is measured is its cost, not its accuracy.

    pip install spacy==3.8.18
    python peer_speed.py --gold ../shared/gold [--words 100000] [--runs 3]
"""
from __future__ import annotations

import argparse
import csv
import random
import resource
import time
from pathlib import Path

import spacy
from spacy.tokens import Doc
from spacy.training import Example

SHARED = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
ENCODER = {
    "model": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "width": 96, "depth": 4, "embed_size": 2000, "window_size": 1, "maxout_pieces": 3, "subword_features": True, "pretrained_vectors": None,
    }
}  # fmt: skip


def pipeline() -> spacy.language.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config=ENCODER)
    tagger = {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": SHARED}
    nlp.add_pipe("tagger", config={"model": tagger})
    nlp.add_pipe("morphologizer", config={"model": tagger})
    for name, hidden in (("parser", 128), ("ner", 64)):
        model = {
            "@architectures": "spacy.TransitionBasedParser.v2", "state_type": name, "extra_state_tokens": name == "parser",
            "hidden_width": hidden, "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": SHARED,
        }  # fmt: skip
        nlp.add_pipe(name, config={"model": model})
    return nlp


def trees(nlp: spacy.language.Language, path: Path, most: int) -> list[Example]:
    out, rows = [], []
    for line in path.open(encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) > 7 and cells[0].isdigit():
            rows.append(cells)
        elif not line.strip() and rows:
            words, heads = [r[1] for r in rows], [int(r[6]) - 1 for r in rows]
            heads = [i if h < 0 else h for i, h in enumerate(heads)]
            gold = Doc(nlp.vocab, words=words, tags=[r[4] for r in rows], pos=[r[3] for r in rows], morphs=[r[5].strip("_") for r in rows], heads=heads, deps=[r[7] for r in rows])
            out.append(Example(Doc(nlp.vocab, words=words), gold))
            rows = []
            if len(out) == most:
                break
    return out


def names(nlp: spacy.language.Language, path: Path) -> list[Example]:
    out, words, labels = [], [], []
    for line in [*path.open(encoding="utf-8"), "\n"]:
        cells = line.split()
        if cells:
            words.append(cells[0])
            labels.append(cells[-1])
        elif words:
            out.append(Example(Doc(nlp.vocab, words=words), Doc(nlp.vocab, words=words, ents=labels)))
            words, labels = [], []
    return out


def main() -> None:
    a = argparse.ArgumentParser()
    a.add_argument("--gold", type=Path, required=True)
    a.add_argument("--words", type=int, default=100_000)
    a.add_argument("--runs", type=int, default=3)
    a.add_argument("--sentences", type=int, default=3000, help="of UD EWT to train on")
    args = a.parse_args()
    random.seed(1)
    spacy.util.fix_random_seed(1)
    nlp = pipeline()
    examples = trees(nlp, args.gold / "ud-ewt/en_ewt-ud-train.conllu", args.sentences) + names(nlp, args.gold / "ner-crossner-politics/train.txt")
    nlp.initialize(lambda: examples)
    random.shuffle(examples)
    for batch in spacy.util.minibatch(examples, 32):
        nlp.update(batch, drop=0.1)
    texts: list[str] = []
    n = 0
    for year in ("wikinews_2019.csv", "wikinews_2020.csv"):
        with (args.gold / "raw-wikinews-2019-2020/data" / year).open(encoding="utf-8", newline="") as f:
            for record in list(csv.reader(f))[1:]:
                if n < args.words and len(record) > 3:
                    texts.append(record[3])
                    n += len(record[3].split())
    best = float("inf")
    for _ in range(args.runs):
        start = time.perf_counter()
        arcs = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
        best = min(best, time.perf_counter() - start)
    print(f"spaCy {spacy.__version__}, {nlp.pipe_names}: {len(texts)} reports, {n} words, {arcs} tokens")
    print(f"{n / best:.0f} words/s, {arcs / best:.0f} tokens/s; at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
