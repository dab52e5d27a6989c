"""Sets how sure the name head must be: moves the bias of `O`, so that names of the development parts score best.

In: a checkpoint and the corpora. Out: the same checkpoint with that one number moved. The training texts have more names than other texts,
and mark less clear ones; the head learns to name too much.

    python tune_names.py --checkpoint RUN/checkpoint.pt --base BASE --gold ../shared/gold
"""
from __future__ import annotations

import argparse
from pathlib import Path

import torch

import corpora as co
from evaluate import names, predict, uner, viterbi
from export import restore
from model import Model
from pieces import Encoder

LEVELS = (0.0, 0.5, 1.0, 1.5)


def scores(model: Model, encoder: Encoder, results: dict[str, list[dict]], gold: dict[str, list[str]]) -> dict[str, float]:
    """F1 of each corpus with the head as it is, and their mean."""
    for r in (r for part in results.values() for r in part):
        scored = model.head["name"](r["h"]).numpy()
        r["name"] = [x for w in r["windows"] for x in viterbi(scored[w.start : w.end], encoder.labels.name)]
    out = {
        "web": uner(results["ewt"], gold)["uner_f1"],
        "newswire": names("newswire", results["newswire"], {"FAC": None})["newswire_f1"],
        "crossner": names("crossner", results["crossner"], {})["crossner_f1"],
    }
    return out | {"mean": sum(out.values()) / len(out)}


def main() -> None:
    a = argparse.ArgumentParser()
    a.add_argument("--checkpoint", type=Path, required=True)
    a.add_argument("--base", type=Path, required=True)
    a.add_argument("--gold", type=Path, required=True)
    a.add_argument("--out", type=Path, help="write here instead of to the checkpoint")
    args = a.parse_args()
    model, pieces, state = restore(args.checkpoint, args.base)
    encoder = Encoder(pieces, model.labels)
    data = co.load(args.gold)
    bias, outside = model.head["name"].bias, model.labels.name.index("O")
    learned = float(bias[outside].detach())
    found: dict[float, dict[str, float]] = {}
    with torch.no_grad():
        results = {k: [r for at in range(0, len(data.dev[k]), 16) for r in predict(model, encoder, data.dev[k][at : at + 16], ("name",))] for k in ("ewt", "newswire", "crossner")}
        for level in LEVELS:
            bias[outside] = learned + level
            found[level] = scores(model, encoder, results, data.uner_dev)
            print(level, {k: round(v, 2) for k, v in found[level].items()}, flush=True)
        # Of levels that come out alike, the least: what is gained on the web by a higher one is lost in news.
        most = max(x["mean"] for x in found.values())
        best = min(level for level, x in found.items() if x["mean"] > most - 0.1)
        bias[outside] = learned + best
    state["model"] = model.state_dict()
    torch.save(state, args.out or args.checkpoint)
    print(f"moved by {best}")


if __name__ == "__main__":
    main()
