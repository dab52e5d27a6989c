"""A deeper teacher for names and attribution: 12 layers, 768 wide, trained on the same corpora; only its labels go on, not its weights.

In: the corpora's folder, the small base's folder (for the word pieces), the folder of `all-mpnet-base-v2`, and a time of day. Out: `teacher.pt` in
the folder for checkpoints, resumed when present.

    python teacher.py --gold ../shared/gold --base BASE --deep MPNET --out TEACHER --until HH:MM
"""
from __future__ import annotations

import argparse
import math
import random
import time
from collections import defaultdict
from datetime import datetime, timezone
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

import corpora as co
import train as tr
from labels import Labels
from model import Linked, attribution_losses, set_loss
from pieces import Encoder, Pieces

WIDTH, LAYERS, HEADS, INSIDE, LINK = 768, 12, 12, 3072, 96
PIECES, POSITIONS, BUCKETS = 30527, 514, 32
SHARES = {"ewt": 0.08, "gum": 0.06, "polnear": 0.40, "names": 0.46}
WEIGHTS = {"name": 2.5, "attribution": 2.0, "cue_source": 3.0, "content_cue": 3.0}
# Its vocabulary is that of the small base, four places later, with special pieces of its own in front and behind.
SHIFT, SPECIAL = 4, {"[CLS]": 0, "[SEP]": 2, "[UNK]": 3, "[MASK]": 30526}


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attention_norm, self.norm = nn.LayerNorm(WIDTH, eps=1e-5), nn.LayerNorm(WIDTH, eps=1e-5)
        self.inside, self.outside = nn.Linear(WIDTH, INSIDE), nn.Linear(INSIDE, WIDTH)

    def forward(self, x: Tensor, bias: Tensor, drop: float) -> Tensor:
        B, L, _ = x.shape
        q, k, v = (m(x).view(B, L, HEADS, -1).transpose(1, 2) for m in (self.q, self.k, self.v))
        p = ((q * (1 / math.sqrt(WIDTH // HEADS))) @ k.transpose(2, 3) + bias.to(q.dtype)).softmax(-1).to(v.dtype)
        y = self.o((p @ v).transpose(1, 2).reshape(B, L, WIDTH))
        x = self.attention_norm(x + F.dropout(y, drop, self.training))
        return self.norm(x + F.dropout(self.outside(F.gelu(self.inside(x))), drop, self.training))


def buckets(length: int) -> Tensor:
    """[length, length]: the bucket of each key's distance from each query, near ones singly, far ones by their logarithm, each side its own half."""
    far = torch.arange(length)[:, None] - torch.arange(length)[None, :]
    half, exact = BUCKETS // 2, BUCKETS // 4
    n = far.abs()
    log = exact + (torch.log(n.clamp_min(1) / exact) / math.log(128 / exact) * (half - exact)).long()
    return (far < 0).long() * half + torch.where(n < exact, n, log.clamp_max(half - 1))


class Teacher(nn.Module, Linked):
    def __init__(self, labels: Labels, pieces: Pieces, drop: float = 0.1):
        super().__init__()
        self.labels, self.drop = labels, drop
        self.special = {pieces.vocab[k]: v for k, v in SPECIAL.items()}
        self.word, self.position, self.norm = nn.Embedding(PIECES, WIDTH), nn.Embedding(POSITIONS, WIDTH), nn.LayerNorm(WIDTH, eps=1e-5)
        self.word.weight.requires_grad_(False)
        self.shape, self.flag, self.boundary = nn.Embedding(12, WIDTH), nn.Embedding(4, WIDTH), nn.Embedding(2, WIDTH)
        for e in (self.shape, self.flag, self.boundary):
            nn.init.normal_(e.weight, std=0.01)
        self.distance = nn.Embedding(BUCKETS, HEADS)
        self.layer = nn.ModuleList(Layer() for _ in range(LAYERS))
        sizes = {"name": len(labels.name), "attribution": len(labels.attribution)}
        sizes |= {f"{k}_{side}": LINK for k in ("cue_source", "content_cue") for side in "qk"}
        self.head = nn.ModuleDict({k: nn.Linear(WIDTH, n) for k, n in sizes.items()})
        self.small = nn.ParameterDict({f"{k}_{part}": nn.Parameter(torch.randn(n) * 0.02) for k in ("cue_source", "content_cue") for part, n in (("none", LINK), ("distance", 16))})

    def load_base(self, folder: Path) -> None:
        b = load_file(str(folder / "model.safetensors"))
        with torch.no_grad():
            self.word.weight.copy_(b["embeddings.word_embeddings.weight"])
            self.position.weight.copy_(b["embeddings.position_embeddings.weight"])
            self.distance.weight.copy_(b["encoder.relative_attention_bias.weight"])
            for k in ("weight", "bias"):
                getattr(self.norm, k).copy_(b["embeddings.LayerNorm." + k])
                for i, layer in enumerate(self.layer):
                    for ours, theirs in (
                        (layer.q, "attention.attn.q"), (layer.k, "attention.attn.k"), (layer.v, "attention.attn.v"), (layer.o, "attention.attn.o"),
                        (layer.attention_norm, "attention.LayerNorm"), (layer.inside, "intermediate.dense"), (layer.outside, "output.dense"),
                        (layer.norm, "output.LayerNorm"),
                    ):  # fmt: skip
                        getattr(ours, k).copy_(b[f"encoder.layer.{i}.{theirs}.{k}"])

    def encode(self, b: dict) -> Tensor:
        """Word vectors [B, W, WIDTH]."""
        ids, mask, L = b["piece"] + SHIFT, b["mask"], b["piece"].shape[1]
        for ours, theirs in self.special.items():
            ids = ids.masked_fill(b["piece"] == ours, theirs)
        x = self.word(ids) + self.position.weight[2 : L + 2] + self.shape(b["shape"]) + self.flag(b["flag"]) + self.boundary(b["boundary"])
        x = F.dropout(self.norm(x), self.drop, self.training)
        bias = self.distance(buckets(L)).permute(2, 0, 1)[None] + torch.zeros(mask.shape).masked_fill_(mask == 0, -1e4)[:, None, None, :]
        with torch.autocast("cpu", torch.bfloat16):
            for layer in self.layer:
                x = layer(x, bias, self.drop)
        return x.float().gather(1, b["first"][:, :, None].expand(-1, -1, WIDTH))


def optimizer(teacher: Teacher, rate: float, head_rate: float) -> torch.optim.Optimizer:
    groups = []
    for name, p in teacher.named_parameters():
        if name.startswith("layer."):
            own = rate * 0.92 ** (LAYERS - 1 - int(name.split(".")[1]))
        else:
            own = head_rate if name.startswith(("shape", "flag", "boundary", "head", "small")) else rate * 0.4
        if p.requires_grad:
            groups.append({"params": [p], "lr": own, "rate": own, "weight_decay": 0.01 if p.ndim > 1 else 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-8, fused=True)


def main() -> None:
    a = argparse.ArgumentParser()
    a.add_argument("--gold", type=Path, required=True)
    a.add_argument("--base", type=Path, required=True)
    a.add_argument("--deep", type=Path, required=True)
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--until", required=True, help="time of day in UTC (HH:MM) at which the learning rate reaches zero")
    a.add_argument("--rate", type=float, default=6e-5)
    a.add_argument("--head-rate", type=float, default=8e-4)
    a.add_argument("--swapped", type=float, default=0.25, help="share of the names that give way to others of their type")
    a.add_argument("--hidden", type=float, default=0.02, help="share of words whose pieces are hidden")
    a.add_argument("--seed", type=int, default=1)
    args = a.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    data = co.load(args.gold)
    labels = tr.gather_labels(data.train["ewt"] + data.train["gum"])
    pieces = Pieces(args.base / "vocab.txt")
    teacher = Teacher(labels, pieces)
    teacher.load_base(args.deep)
    opt = optimizer(teacher, args.rate, args.head_rate)
    step, start, checkpoint = 0, time.time(), args.out / "teacher.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        teacher.load_state_dict(state["model"])
        opt.load_state_dict(state["optimizer"])
        step, start = state["step"], state["start"]
        rng.seed(args.seed + step)
    end, last, running = tr.deadline(args.until, start), time.time(), defaultdict(float)
    teacher.train()

    def save() -> None:
        torch.save({"model": teacher.state_dict(), "optimizer": opt.state_dict(), "step": step, "start": start}, str(checkpoint) + ".tmp")
        Path(str(checkpoint) + ".tmp").replace(checkpoint)

    swap = tr.Swap(data.train["names"], args.swapped)
    for b in tr.mixed(data.train, Encoder(pieces, labels, args.seed, args.hidden), rng, SHARES, tr.LIMITS, swap, 1.0):
        progress = (time.time() - start) / (end - start)
        if progress >= 1:
            break
        for g in opt.param_groups:
            g["lr"] = g["rate"] * min(1.0, (step + 1) / 100) * (1 - progress)
        t = tr.tensors(b)
        h = teacher.encode(t)
        parts = attribution_losses(teacher, h, t) | set_loss(teacher, "name", h, t)
        opt.zero_grad(set_to_none=True)
        (sum(WEIGHTS[k] * v for k, v in parts.items()) / tr.LABELLED).backward()
        torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        opt.step()
        step += 1
        for k, v in parts.items():
            running[k] += float(v.detach()) / tr.LABELLED
        if step % 25 == 0:
            print(f"{datetime.now(timezone.utc):%H:%M:%S} step {step} {progress:.3f} " + " ".join(f"{k} {v / 25:.4f}" for k, v in sorted(running.items())), flush=True)
            running.clear()
        if time.time() - last > 600:
            save()
            last = time.time()
    save()
    print(f"done: {step} steps", flush=True)


if __name__ == "__main__":
    main()
