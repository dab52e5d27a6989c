"""Averages the weights of two checkpoints of one shape, as between the beginning and the end of a run.

    python average.py FIRST.pt SECOND.pt SHARE OUT.pt

SHARE is how much of the average the second is, from 0 to 1; everything but the weights is the second's.
"""
from __future__ import annotations

import sys

import torch


def main() -> None:
    first, second, share, out = sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4]
    a, b = (torch.load(path, weights_only=False) for path in (first, second))
    weights = b["model"]
    for name, theirs in weights.items():
        if theirs.is_floating_point():
            weights[name] = a["model"][name] * (1 - share) + theirs * share
    torch.save(b, out)


if __name__ == "__main__":
    main()
