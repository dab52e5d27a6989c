"""Trains the coreference head further on a finished encoder, which is cheap: mention vectors are computed once.

In: a checkpoint and the corpora. Out: the same checkpoint with another coreference head, if that scores better on GUM's development part.

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
from evaluate import coreference, predict
from export import restore
from model import Linear, Model, same_forms
from pieces import Encoder

HEADS = ("coref_a", "coref_b")
SMALL = ("coref_C", "coref_distance", "coref_same", "coref_bias")


def examples(results: list[dict]) -> list[tuple[Tensor, Tensor, Tensor]]:
    """For every document the vectors, same-form matrix and entities (-1: no mention) of gold and predicted mention heads."""
    out = []
    for r in results:
        d = r["doc"]
        at = [i for i, m in enumerate(r["mention"]) if m or d.entity[i] >= 0]
        if len(at) > 1:
            out.append((r["h"][at], same_forms([d.words[i] for i in at]), torch.tensor([d.entity[i] for i in at])))
    return out


def loss(model: Model, v: Tensor, same: Tensor, entity: Tensor) -> Tensor:
    score = torch.cat([torch.zeros(len(v), 1), model.antecedents(v, same)], 1)
    gold = ((entity[:, None] == entity[None, :]) & (entity[:, None] >= 0)).tril(-1)
    gold = torch.cat([~gold.any(1, keepdim=True), gold], 1)
    return (score.logsumexp(1) - score.masked_fill(~gold, -1e9).logsumexp(1)).mean()


def main() -> None:
    a = argparse.ArgumentParser()
    a.add_argument("--checkpoint", type=Path, required=True)
    a.add_argument("--base", type=Path, required=True)
    a.add_argument("--gold", type=Path, required=True)
    a.add_argument("--epochs", type=int, default=8)
    a.add_argument("--rate", type=float, default=1e-3)
    a.add_argument("--drop", type=float, default=0.3)
    a.add_argument("--share", type=int, default=1, help="use one in so many documents")
    a.add_argument("--dry", action="store_true", help="do not write")
    args = a.parse_args()
    torch.manual_seed(1)
    model, pieces, state = restore(args.checkpoint, args.base)
    encoder = Encoder(pieces, model.labels)
    train = co.read_conllu(args.gold / "ud-gum/en_gum-ud-train.conllu", gum=True)[:: args.share]
    dev = co.read_conllu(args.gold / "ud-gum/en_gum-ud-dev.conllu", gum=True)
    with torch.no_grad():
        data, dev_results = examples(predict(model, encoder, train, ("mention",))), predict(model, encoder, dev, ("mention",))
        before = coreference(model, dev_results)
    print("before", {k: round(float(v), 2) for k, v in before.items()}, flush=True)
    Linear.quantise = True
    torch.set_num_threads(1)  # the matrices are small: more threads only wait for each other
    params = [p for k in HEADS for p in model.head[k].parameters()] + [model.small[k] for k in SMALL]
    opt = torch.optim.AdamW(params, lr=args.rate, weight_decay=0.05)
    rng = random.Random(1)
    best = before["coref_conll"]
    for epoch in range(args.epochs):
        rng.shuffle(data)
        total = 0.0
        for i, (v, same, entity) in enumerate(data):
            for g in opt.param_groups:
                g["lr"] = args.rate * (1 - (epoch + i / len(data)) / args.epochs)
            value = loss(model, F.dropout(v, args.drop), same, entity)
            opt.zero_grad()
            value.backward()
            opt.step()
            total += float(value.detach())
        with torch.no_grad():
            after = coreference(model, dev_results)
        print(epoch, round(total / len(data), 4), {k: round(float(v), 2) for k, v in after.items()}, flush=True)
    if after["coref_conll"] > best and not args.dry:
        state["model"] = model.state_dict()
        torch.save(state, args.checkpoint)
        print("written")


if __name__ == "__main__":
    main()
