"""Trains the coreference head on a finished encoder, anew and with pairs, which is cheap: mention vectors are computed once.

In: a checkpoint and the corpora. Out: the same checkpoint with another coreference head, if that scores better on GUM's development part.
The head that was trained with the encoder explains the training part by its vectors alone and leaves nothing for the pairs to learn, so it
is begun anew.

    python tune_coref.py --checkpoint RUN/checkpoint.pt --base BASE --gold ../shared/gold
"""
from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

import corpora as co
from evaluate import LEAST, coreference, pair_rows, predict
from export import restore
from model import Linear, Model, same_forms
from pieces import Encoder

HEADS = ("coref_a", "coref_b", "coref_p", "coref_q")
SMALL = ("coref_C", "coref_distance", "coref_same", "coref_bias", "coref_pair", "coref_pair_hidden", "coref_hidden")
LAYERS = ("sentence", "upos", "feats", "arc", "mention")  # what pairs are made of


def read(model: Model, encoder: Encoder, docs: list[co.Doc]) -> list[dict]:
    """What the model says of the documents, a few at a time."""
    out: list[dict] = []
    for at in range(0, len(docs), 16):
        out += predict(model, encoder, docs[at : at + 16], LAYERS)
    return out


def example(encoder: Encoder, r: dict) -> tuple[Tensor, Tensor, Tensor, tuple] | None:
    """A document's gold and predicted mention heads: vectors, same-form matrix, entities (-1: no mention), pairs."""
    d = r["doc"]
    at = [i for i, m in enumerate(r["mention"]) if m or d.entity[i] >= 0]
    if len(at) < 2:
        return None
    return r["h"][at], same_forms([d.words[i] for i in at]), torch.tensor([d.entity[i] for i in at]), pair_rows(r, encoder, at)


def loss(model: Model, v: Tensor, same: Tensor, entity: Tensor, rows: tuple, drop: float) -> Tensor:
    score = torch.cat([torch.zeros(len(v), 1), model.antecedents(F.dropout(v, drop), same, rows, drop)], 1)
    gold = ((entity[:, None] == entity[None, :]) & (entity[:, None] >= 0)).tril(-1)
    gold = torch.cat([torch.zeros(len(v), 1, dtype=torch.bool), gold], 1) & (score > -5e3)
    gold[:, 0] = ~gold.any(1)
    return (score.logsumexp(1) - score.masked_fill(~gold, -1e9).logsumexp(1)).mean()


def begin_anew(model: Model) -> None:
    with torch.no_grad():
        for k in HEADS:
            model.head[k].reset_parameters()
        for k in SMALL:
            model.small[k].zero_()
        model.small["coref_C"].normal_(std=0.02)
        model.small["coref_pair_hidden"].normal_(std=0.05)
        model.small["coref_hidden"].normal_(std=0.1)


def level(model: Model, results: list[dict], encoder: Encoder) -> dict[str, float]:
    """Moves the bias so that links are best taken from `LEAST` on, and gives the scores there."""
    bias = model.small["coref_bias"]
    learned = float(bias.detach())
    found = {}
    with torch.no_grad():
        for step in range(-6, 7):
            bias.fill_(learned + step / 5)
            found[step] = coreference(model, results, encoder)
        best = max(found, key=lambda k: found[k]["coref_conll"])
        bias.fill_(learned + best / 5)
    print(f"links are best taken from {LEAST - best / 5:.1f} on: the bias is moved by {best / 5:.1f}")
    return found[best]


def main() -> None:
    a = argparse.ArgumentParser()
    a.add_argument("--checkpoint", type=Path, required=True)
    a.add_argument("--base", type=Path, required=True)
    a.add_argument("--gold", type=Path, required=True)
    a.add_argument("--out", type=Path, help="write here instead of to the checkpoint")
    a.add_argument("--epochs", type=int, default=6)
    a.add_argument("--rate", type=float, default=4e-3)
    a.add_argument("--drop", type=float, default=0.3)
    a.add_argument("--share", type=int, default=1, help="use one in so many documents")
    a.add_argument("--seed", type=int, default=1)
    args = a.parse_args()
    torch.manual_seed(args.seed)
    model, pieces, state = restore(args.checkpoint, args.base)
    encoder = Encoder(pieces, model.labels)
    train = co.read_conllu(args.gold / "ud-gum/en_gum-ud-train.conllu", gum=True)[:: args.share]
    dev = co.read_conllu(args.gold / "ud-gum/en_gum-ud-dev.conllu", gum=True)
    with torch.no_grad():
        dev_results = read(model, encoder, dev)
        before = coreference(model, dev_results, encoder)
        print("before", {k: round(float(v), 2) for k, v in before.items()}, flush=True)
        data = [x for r in read(model, encoder, train) if (x := example(encoder, r))]
    print(f"{len(data)} documents, {sum(len(x[0]) for x in data)} mentions", flush=True)
    Linear.quantise = True
    torch.set_num_threads(1)  # the matrices are small: more threads only wait for each other
    begin_anew(model)
    params = [p for k in HEADS for p in model.head[k].parameters()] + [model.small[k] for k in SMALL]
    opt = torch.optim.AdamW(params, lr=args.rate, weight_decay=0.01)
    rng = random.Random(args.seed)
    step, n_steps = 0, args.epochs * len(data)
    for epoch in range(args.epochs):
        rng.shuffle(data)
        total = 0.0
        for v, same, entity, rows in data:
            for g in opt.param_groups:
                g["lr"] = args.rate * min(1, (step + 1) / 50) * (1 - step / n_steps)
            value = loss(model, v, same, entity, rows, args.drop)
            opt.zero_grad()
            value.backward()
            opt.step()
            step += 1
            total += float(value.detach())
        with torch.no_grad():
            after = coreference(model, dev_results, encoder)
        print(epoch, round(total / len(data), 4), {k: round(float(v), 2) for k, v in after.items()}, flush=True)
    after = level(model, dev_results, encoder)
    print("at the best level", {k: round(float(v), 2) for k, v in after.items()}, flush=True)
    if after["coref_conll"] > before["coref_conll"]:
        state["model"] = model.state_dict()
        torch.save(state, args.out or args.checkpoint)
        print(f"written to {args.out or args.checkpoint}")


if __name__ == "__main__":
    main()
