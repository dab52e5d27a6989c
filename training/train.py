"""Trains the model on all tasks together.

In: the corpora's folder, the base model's folder, a folder for checkpoints, and a budget: a number of steps or a time of day.
Out: `checkpoint.pt` (resumed when present), and one line of development scores after every evaluation.

    python train.py --gold ../shared/gold --base BASE --out RUN --steps 8000
"""
from __future__ import annotations

import argparse
import json
import math
import random
import signal
import time
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Iterator

import numpy as np
import torch
import torch.nn.functional as F

import corpora as co
import evaluate
from labels import Labels
from model import LAYERS, Linear, Model, coref_loss, load_base, losses
from pieces import Encoder, Pieces, Window, windows

BATCH_PIECES = 2048
LIMITS = (256, 224, 192, 160, 128, 128, 96)  # attention over short windows costs a third of that over long ones
# Share of pieces by source.
SOURCES = {"ewt": 0.18, "gum": 0.26, "polnear": 0.29, "names": 0.27}
# The same with a teacher, who labels plain news too.
TAUGHT_SOURCES = {"ewt": 0.16, "gum": 0.22, "polnear": 0.24, "names": 0.22, "news": 0.16}
SOFT, TEMPERATURE = 0.6, 1.5  # how much of a loss the teacher's labels are, and how far they are softened
WEIGHTS = {
    "sentence": 1.0, "upos": 1.0, "feats": 0.5, "lemma": 0.5, "arc": 1.0, "rel": 1.0, "name": 2.5, "mention": 1.0,
    "attribution": 2.0, "cue_source": 3.0, "content_cue": 3.0, "coref": 2.5,
}  # fmt: skip
LABELLED = 1600  # words in a full batch: losses are sums over labelled words divided by this


def gather_labels(docs: list[co.Doc]) -> Labels:
    feats, lemma, rel = Counter(), Counter(), Counter()
    for d in docs:
        feats.update(d.feats)
        lemma.update(d.lemma)
        rel.update(d.rel)
    return Labels.gather(feats, lemma, rel)


def name_spans(names: list[str]) -> Iterator[tuple[int, int]]:
    """The names of a document as word spans."""
    start = None
    for i, label in enumerate([*names, "O"]):
        if start is not None and not label.startswith("I-"):
            yield start, i
            start = None
        if label.startswith("B-"):
            start = i


class Swap:
    """Puts other names of the same type in place of some names of a document, the same one wherever it recurs: what stands around a
    name is learned apart from the name itself."""

    def __init__(self, docs: list[co.Doc], share: float):
        self.share = share
        self.pool: dict[str, list[tuple[list[str], list[bool], list[str]]]] = defaultdict(list)
        for d in docs:
            for a, b in name_spans(d.names):
                self.pool[d.names[a]].append((d.words[a:b], d.space[a:b], d.names[a:b]))

    def __call__(self, d: co.Doc, rng: random.Random) -> co.Doc:
        out = co.Doc(d.name)
        chosen: dict[tuple[str, ...], tuple | None] = {}
        at = 0

        def copy(a: int, b: int) -> None:
            for k in ("words", "space", "para", "sent", "names"):
                getattr(out, k).extend(getattr(d, k)[a:b])

        for a, b in name_spans(d.names):
            surface = tuple(d.words[a:b])
            if surface not in chosen:
                chosen[surface] = rng.choice(self.pool[d.names[a]]) if rng.random() < self.share else None
            other = chosen[surface]
            if other is None or other[2][0] != d.names[a]:
                continue
            copy(at, a)
            words, space, names = other
            out.words += words
            out.space += [d.space[a], *space[1:]]
            out.names += names
            for k in ("para", "sent"):
                getattr(out, k).extend([getattr(d, k)[a]] + [False] * (len(words) - 1))
            at = b
        copy(at, len(d.words))
        return out


def endless(docs: list[co.Doc], rng: random.Random) -> Iterator[co.Doc]:
    """All documents again and again, each time in another order."""
    while True:
        order = list(docs)
        rng.shuffle(order)
        yield from order


def deadline(until: str, start: float) -> float:
    """The next time of day HH:MM in UTC after `start`, both in seconds."""
    h, m = map(int, until.split(":"))
    end = datetime.fromtimestamp(start, timezone.utc).replace(hour=h, minute=m, second=0)
    return (end + timedelta(days=end.timestamp() < start)).timestamp()


def mixed(train: dict[str, list[co.Doc]], encoder: Encoder, rng: random.Random, shares: dict[str, float], limits: tuple[int, ...], swap: Swap, swapped: float) -> Iterator[dict]:
    """Endless batches of windows of like length, drawn from the sources by their shares of pieces. Of the documents with names,
    `swapped` go through `swap`, and lose their own name, since they are other texts."""
    streams = {k: endless(v, rng) for k, v in train.items() if shares.get(k)}
    pools: dict[int, list[Window]] = defaultdict(list)
    done = {k: 0.0 for k in streams}
    while True:
        source = min(done, key=lambda k: done[k] / shares[k])
        limit = rng.choice(limits)
        doc = next(streams[source])
        if source == "names" and rng.random() < swapped:
            doc = swap(doc, rng)
            doc.name = ""
        for w in windows(doc, encoder.pieces, limit):
            length = -(-w.n_pieces // 32) * 32
            pool = pools[length]
            pool.append(w)
            done[source] += w.n_pieces
            if len(pool) == BATCH_PIECES // length:
                yield encoder.batch(pool, length, augment=True)
                pools[length] = []


def batches(train: dict[str, list[co.Doc]], encoder: Encoder, rng: random.Random, swapped: float = 0.0, shares: dict[str, float] = SOURCES) -> Iterator[tuple[dict, list[list[int]]]]:
    """Endless batches; with each, the rows that make up one document with coreference."""

    streams = {k: endless(v, rng) for k, v in train.items()}
    swap = Swap(train["names"], swapped)
    pools: dict[int, list[Window]] = defaultdict(list)
    done = {k: 0.0 for k in streams}  # pieces drawn, relative to the share: the source most behind is next
    while True:
        source = min(done, key=lambda k: done[k] / shares[k])
        if source == "gum" and rng.random() < 0.85:
            rows: list[Window] = []
            groups: list[list[int]] = []
            limit = rng.choice((256, 192, 128, 128))
            full = BATCH_PIECES // limit
            while len(rows) < full:
                ws = windows(next(streams["gum"]), encoder.pieces, limit)[: full - len(rows)]
                groups.append(list(range(len(rows), len(rows) + len(ws))))
                rows += ws
            done["gum"] += BATCH_PIECES
            yield encoder.batch(rows, limit, augment=True), groups
            continue
        limit = rng.choice(LIMITS)
        doc = next(streams[source])
        if source == "names" and rng.random() < swapped:
            doc = swap(doc, rng)
            doc.name = ""  # another text
        for w in windows(doc, encoder.pieces, limit):
            length = -(-w.n_pieces // 32) * 32
            pool = pools[length]
            pool.append(w)
            done[source] += w.n_pieces
            if len(pool) == BATCH_PIECES // length:
                yield encoder.batch(pool, length, augment=True), []
                pools[length] = []


def tensors(b: dict) -> dict:
    return {k: torch.from_numpy(v) if isinstance(v, np.ndarray) else v for k, v in b.items()}


def taught(folder: Path, data: co.Corpora, gold: Path) -> dict[str, dict[str, np.ndarray]]:
    """The teacher's scores by document and head, from the files that `teach.py` writes; plain news joins the training texts."""
    from teach import TAUGHT, texts

    sources, soft = texts(data, gold), defaultdict(dict)
    for source, heads in TAUGHT.items():
        for head in heads:
            for d, scores in zip(sources[source], np.load(folder / f"{source}.{head}.npy", allow_pickle=True), strict=True):
                assert len(scores) == len(d.words), d.name
                soft[text_of(d)][head] = scores
    data.train["news"] = sources["news"]
    return dict(soft)


def text_of(d: co.Doc) -> str:
    """A document's name without that of its annotator."""
    return d.name.rsplit("_", 1)[0] if d.name.startswith("polnear/") else d.name


def soft_losses(model: Model, hidden: torch.Tensor, shown: list[Window], soft: dict[str, dict[str, np.ndarray]]) -> dict[str, torch.Tensor]:
    """Summed divergences of the model's labels from the teacher's, both softened."""
    out: dict[str, torch.Tensor] = {}
    for r, w in enumerate(shown):
        for head, scores in soft.get(text_of(w.doc), {}).items():
            theirs = (torch.from_numpy(scores[w.start : w.end].astype(np.float32)) / TEMPERATURE).softmax(-1)
            own = (model.head[head](hidden[r, : w.end - w.start]) / TEMPERATURE).log_softmax(-1)
            out["soft_" + head] = out.get("soft_" + head, 0) + TEMPERATURE**2 * F.kl_div(own, theirs, reduction="sum")
    return out


def optimizer(model: Model, encoder_rate: float, head_rate: float) -> torch.optim.Optimizer:
    groups = []
    for name, p in model.named_parameters():
        if name.startswith("layer."):
            rate = encoder_rate * 0.9 ** (LAYERS - 1 - int(name.split(".")[1]))
        elif name.startswith(("embeddings.shape", "embeddings.flag", "embeddings.boundary")):
            rate = head_rate
        elif name.startswith("embeddings."):
            rate = encoder_rate * 0.5
        else:
            rate = head_rate
        decay = 0.01 if p.ndim > 1 else 0.0
        groups.append({"params": [p], "lr": rate, "rate": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-8, fused=True)


def main() -> None:
    a = argparse.ArgumentParser()
    a.add_argument("--gold", type=Path, required=True)
    a.add_argument("--base", type=Path, required=True)
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--steps", type=int, help="number of steps; or")
    a.add_argument("--until", help="time of day in UTC (HH:MM) at which the learning rate reaches zero")
    a.add_argument("--evaluate-minutes", type=float, default=15)
    a.add_argument("--init", type=Path, help="a checkpoint whose weights the run begins with, its schedule left aside")
    a.add_argument("--encoder-rate", type=float, default=1.5e-4)
    a.add_argument("--head-rate", type=float, default=1e-3)
    a.add_argument("--quantise-from", type=float, default=0.85, help="share of the run after which 8-bit rounding is imitated")
    a.add_argument("--swapped", type=float, default=0.0, help="share of the names in the corpora of names that give way to others of their type")
    a.add_argument("--hidden", type=float, default=0.0, help="share of words whose pieces are hidden")
    a.add_argument("--taught", type=Path, help="folder of a teacher's labels (`teach.py`), of which six tenths of the losses of names and attributions are made")
    a.add_argument("--seed", type=int, default=1)
    args = a.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)

    data = co.load(args.gold)
    labels = gather_labels(data.train["ewt"] + data.train["gum"])
    soft = taught(args.taught, data, args.gold) if args.taught else {}
    weights = dict(WEIGHTS)
    if soft:
        for k in ("name", "attribution"):
            weights[k], weights["soft_" + k] = (1 - SOFT) * WEIGHTS[k], SOFT * WEIGHTS[k]
    pieces = Pieces(args.base / "vocab.txt")
    encoder = Encoder(pieces, labels, args.seed, args.hidden)
    model = Model(labels, len(pieces.vocab))
    load_base(model, args.base)
    if args.init:
        model.load(torch.load(args.init, weights_only=False)["model"])
    opt = optimizer(model, args.encoder_rate, args.head_rate)
    step, start, counts = 0, time.time(), Counter()
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        model.load(state["model"])
        opt.load_state_dict(state["optimizer"])
        step, start, counts = state["step"], state["start"], state["counts"]
        rng.seed(args.seed + step)
        print(f"resumed at step {step}", flush=True)
    end = deadline(args.until, start) if args.until else None

    def save() -> None:
        state = {"model": model.state_dict(), "optimizer": opt.state_dict(), "step": step, "start": start, "labels": labels.as_json(), "counts": counts, "seed": args.seed}
        torch.save(state, str(checkpoint) + ".tmp")
        Path(str(checkpoint) + ".tmp").replace(checkpoint)

    stop: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stop.append(number))
    save()
    running: dict[str, float] = defaultdict(float)
    last_eval = last_save = time.time()
    model.train()
    for b, groups in batches(data.train, encoder, rng, args.swapped, TAUGHT_SOURCES if soft else SOURCES):
        progress = (time.time() - start) / (end - start) if end else step / args.steps
        if progress >= 1:
            break
        Linear.quantise = progress >= args.quantise_from
        factor = min(1.0, (step + 1) / 200) * (1 - progress)
        for g in opt.param_groups:
            g["lr"] = g["rate"] * factor
        t = tensors(b)
        hidden = model.encode(t)
        parts = losses(model, hidden, t)
        for rows in groups:
            forms = [w.doc.words[i] for r in rows for w in [b["windows"][r]] for i in range(w.start, w.end) if w.doc.entity[i] >= 0]
            c = coref_loss(model, hidden, t, rows, forms)
            if c is not None:
                parts["coref"] = parts.get("coref", 0) + c
        parts |= soft_losses(model, hidden, b["windows"], soft)
        loss = sum(weights[k] * v for k, v in parts.items()) / LABELLED
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        step += 1
        counts["pieces"] += int(t["mask"].sum())
        for k, v in parts.items():
            running[k] += float(v.detach()) / LABELLED
        if step % 50 == 0:
            rate = counts["pieces"] / (time.time() - start)
            print(f"{datetime.now(timezone.utc):%H:%M:%S} step {step} {progress:.3f} {rate:.0f} pieces/s " + " ".join(f"{k} {v / 50:.3f}" for k, v in sorted(running.items())), flush=True)
            running.clear()
        if time.time() - last_save > 240 or stop:
            save()
            if stop:
                raise SystemExit("stopped; start again to go on")
            last_save = time.time()
        if time.time() - last_eval > args.evaluate_minutes * 60:
            save()
            scores = evaluate.evaluate(model, encoder, data, quick=True)
            print("eval", json.dumps({"step": step, "progress": round(progress, 3)} | scores), flush=True)
            with (args.out / "eval.log").open("a") as f:
                f.write(json.dumps({"time": f"{datetime.now(timezone.utc):%H:%M}", "step": step, "progress": round(progress, 3)} | scores) + "\n")
            model.train()
            last_eval = time.time()
    save()
    print(f"done: {step} steps, {counts['pieces']} pieces", flush=True)


if __name__ == "__main__":
    main()
