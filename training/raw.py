"""Scores syntax from raw text, as the CoNLL 2018 shared task does.

In: `readout.safetensors`' checkpoint and a CoNLL-U file whose text is rebuilt from its words. Out: F1 of words, sentences, UPOS, features,
lemmas, UAS and LAS over words aligned by their characters.
"""
from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import torch

import corpora as co
from evaluate import f1, predict
from export import restore
from labels import apply_lemma
from model import round_weights
from pieces import Encoder
from words import cut, sentence_starts


def raw_document(d: co.Doc) -> co.Doc:
    """The document's text, paragraphs on lines of their own, cut again by our rules."""
    text = ""
    for i, w in enumerate(d.words):
        text += ("\n\n" if d.para[i] and i else " " if d.space[i] and i else "") + w
    words = cut(text)
    gaps = [text[words[i - 1].end if i else 0 : w.start] for i, w in enumerate(words)]
    return co.Doc(d.name, [w.form for w in words], [bool(g) or not i for i, g in enumerate(gaps)], [not i or "\n" in g for i, g in enumerate(gaps)], sentence_starts(text, words))


def characters(words: list[str]) -> list[tuple[int, int]]:
    out, at = [], 0
    for w in words:
        n = len(w.replace(" ", ""))
        out.append((at, at + n))
        at += n
    return out


def score(docs: list[co.Doc], results: list[dict], encoder: Encoder) -> dict[str, float]:
    c: dict[str, int] = defaultdict(int)
    lb = encoder.labels
    for d, r in zip(docs, results):
        own = r["doc"].words
        g, p = characters(d.words), characters(own)
        assert g[-1][1] == p[-1][1], d.name
        at = {s: i for i, s in enumerate(p)}
        c["g"] += len(g)
        c["p"] += len(p)
        for i, s in enumerate(g):
            j = at.get(s)
            if j is None:
                continue
            c["words"] += 1
            gh, ph = d.head[i], r["head_own"][j]
            head = gh == -1 and ph == -1 or gh >= 0 and ph >= 0 and g[gh] == p[ph]
            c["uas"] += head
            c["las"] += head and d.rel[i].split(":")[0] == lb.rel[r["rel_own"][j]].split(":")[0]
            c["upos"] += d.upos[i] == lb.upos[r["upos"][j]]
            c["feats"] += d.feats[i] == lb.feats[r["feats"][j]]
            c["lemma"] += apply_lemma(d.words[i], d.lemma[i]) == apply_lemma(own[j], lb.lemma[r["lemma"][j]])
        sents = lambda words, starts: {(a, b) for a, b in zip(starts, [*starts[1:], words[-1][1]])}
        gs = sents(g, [g[i][0] for i in range(len(g)) if d.sent[i]])
        ps = sents(p, [p[i][0] for i in range(len(p)) if r["sentence"][i] or i == 0 or r["doc"].para[i] or i in {w.start for w in r["windows"]}])
        c["s"] += len(gs & ps)
        c["sg"] += len(gs)
        c["sp"] += len(ps)
    out = {k: f1(c[k], c["p"], c["g"]) for k in ("words", "upos", "feats", "lemma", "uas", "las")}
    return {k: round(v, 2) for k, v in (out | {"sentences": f1(c["s"], c["sp"], c["sg"])}).items()}


def main() -> None:
    a = argparse.ArgumentParser()
    a.add_argument("--checkpoint", type=Path, required=True)
    a.add_argument("--base", type=Path, required=True)
    a.add_argument("--gold", type=Path, required=True)
    args = a.parse_args()
    model, pieces, _ = restore(args.checkpoint, args.base)
    round_weights(model)
    encoder = Encoder(pieces, model.labels)
    for name in ("ewt", "gum"):
        docs = co.read_conllu(args.gold / f"ud-{name}/en_{name}-ud-dev.conllu", gum=False)
        with torch.no_grad():
            results = predict(model, encoder, [raw_document(d) for d in docs], ("sentence", "upos", "feats", "lemma", "arc"))
        print(json.dumps({"raw text": name} | score(docs, results, encoder)), flush=True)


if __name__ == "__main__":
    main()
