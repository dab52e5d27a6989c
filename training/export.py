"""Writes a checkpoint as the file that the program reads (docs/design/model.md, "File").

In: a checkpoint, the base model's folder and, to fit the sentence vectors, the corpora. Out: `readout.safetensors`.

    python export.py --checkpoint RUN/checkpoint.pt --base BASE --out readout.safetensors [--gold ../shared/gold]
"""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor

import corpora as co
import model as m
from labels import TYPES, Labels
from pieces import MAX_PIECES, Encoder, Pieces, windows


def tensor_name(parameter: str) -> str:
    """Our module path as the file's name for it: head.arc_dep → arc.dep, small.arc_U → arc.U, embeddings.token_type → embeddings.type."""
    if parameter.startswith(("head.", "small.")):
        name = parameter.split(".", 1)[1]
        for group in ("arc", "rel", "coref", "cue_source", "content_cue"):
            if name.startswith(group + "_"):
                return group + "." + name[len(group) + 1 :]
        return name
    name = parameter.replace("embeddings.token_type", "embeddings.type")
    if name.startswith("embeddings.") and not name.startswith(("embeddings.norm", "embeddings.word")):
        name = name.removesuffix(".weight")
    return name


def quantise(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Rows as signed bytes, and the scale of each row."""
    scale = (weight.abs().amax(1) / 127).clamp_min(1e-12)
    return (weight / scale[:, None]).round().clamp(-127, 127).to(torch.int8), scale


def tensors(model: m.Model, pieces: Pieces) -> dict[str, Tensor]:
    # What only `tune_coref.py` learns is left out before it has.
    untrained = () if model.small["coref_hidden"].any() else ("small.coref_hidden", "small.coref_pair_hidden", "head.coref_p.", "head.coref_q.")
    untrained += () if model.small["coref_pair"].any() else ("small.coref_pair",)
    linear = {n + ".weight" for n, x in model.named_modules() if isinstance(x, m.Linear)} | {"embeddings.word.weight"}
    out: dict[str, Tensor] = {}
    for name, p in model.state_dict().items():
        if name.startswith(untrained):
            continue
        if name in linear:
            weight, scale = quantise(p)
            base = tensor_name(name).removesuffix(".weight")
            out[base + ".weight"], out[base + ".scale"] = weight.contiguous(), scale
        else:
            out[tensor_name(name)] = p.float().contiguous()
    vocab = "\n".join(sorted(pieces.vocab, key=pieces.vocab.get))
    out["vocab"] = torch.tensor(list(vocab.encode()), dtype=torch.uint8)
    return out


def config(labels: Labels, run: str) -> dict:
    heads = {k: getattr(labels, k) for k in ("upos", "feats", "lemma", "rel", "name", "mention", "attribution")}
    return {
        "run": run, "width": m.WIDTH, "layers": m.LAYERS, "attention_heads": m.ATTENTION_HEADS, "inside": m.INSIDE, "positions": 512,
        "max_pieces": MAX_PIECES, "arc": m.ARC, "rel": m.REL, "coref": m.COREF, "link": m.LINK, "vector": m.VECTOR, "types": TYPES,
        "labels": heads,
    }  # fmt: skip


def write(model: m.Model, pieces: Pieces, run: str, path: Path) -> None:
    meta = {"format": "readout-model/1", "config": json.dumps(config(model.labels, run), ensure_ascii=False)}
    temporary = path.with_suffix(".tmp")
    save_file(tensors(model, pieces), str(temporary), metadata=meta)
    temporary.replace(path)


def restore(checkpoint: Path, base: Path) -> tuple[m.Model, Pieces, dict]:
    state = torch.load(checkpoint, weights_only=False)
    labels = Labels(**state["labels"])
    pieces = Pieces(base / "vocab.txt")
    model = m.Model(labels, len(pieces.vocab))
    model.load(state["model"])
    model.eval()
    return model, pieces, state


def fit_vectors(model: m.Model, pieces: Pieces, base: Path, gold: Path, targets: Path | None = None, n: int = 4000, ridge: float = 1.0) -> float:
    """Sets the `vector` head so that a sentence's mean word vector follows the base model's own sentence embedding, reduced to its
    first principal axes. Returns the mean cosine with the target on sentences left out of the fit. `targets` keeps the base's
    embeddings between runs."""
    encoder = Encoder(pieces, model.labels)
    docs = co.read_conllu(gold / "ud-gum/en_gum-ud-train.conllu", gum=False)[::3] + co.read_newswire(gold / "ner-worldwide-newswire")[0][::6]
    ws = [w for d in docs for w in windows(d, pieces)]
    sentences = []  # window, start, end
    for w in ws:
        cuts = [i for i in range(w.start, w.end) if w.doc.sent[i] or i == w.start] + [w.end]
        sentences += [(w, s, e) for s, e in zip(cuts, cuts[1:]) if 4 <= e - s <= 60]
    sentences = sentences[:: max(1, len(sentences) // n)]
    if targets and targets.exists():
        y = torch.load(targets)
    else:
        y = base_embeddings(model, pieces, base, [(w.doc, s, e) for w, s, e in sentences])
        if targets:
            torch.save(y, targets)
    found: dict[int, Tensor] = {}
    needed = {id(w): w for w, _, _ in sentences}
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for part, length in _batched(list(needed.values())):
            h = model.encode(_tensors(encoder.batch(part, length))).float()
            for w, v in zip(part, h):
                found[id(w)] = v[: w.end - w.start].clone()
    x = torch.stack([found[id(w)][s - w.start : e - w.start].mean(0) for w, s, e in sentences])
    y = torch.nn.functional.normalize(y, dim=1)
    axes = torch.linalg.svd(y, full_matrices=False).Vh[: m.VECTOR]
    target = torch.nn.functional.normalize(y @ axes.T, dim=1)
    train_part = torch.arange(len(x)) % 10 != 0
    x1 = torch.cat([x, torch.ones(len(x), 1)], 1)
    A = x1[train_part]
    solution = torch.linalg.solve(A.T @ A + ridge * torch.eye(A.shape[1]), A.T @ target[train_part])
    with torch.no_grad():
        model.head["vector"].weight.copy_(solution[:-1].T)
        model.head["vector"].bias.copy_(solution[-1])
    guess = torch.nn.functional.normalize(x1[~train_part] @ solution, dim=1)
    return float((guess * target[~train_part]).sum(1).mean())


def base_embeddings(model: m.Model, pieces: Pieces, base: Path, sentences: list) -> Tensor:
    """The base model's embeddings of sentences, each read alone."""
    original = m.Model(model.labels, len(pieces.vocab))
    m.load_base(original, base)
    for k in ("shape", "flag", "boundary"):
        torch.nn.init.zeros_(original.embeddings[k].weight)
    original.eval()
    docs = [co.Doc("", words=d.words[s:e], space=d.space[s:e], para=[False] * (e - s), sent=[False] * (e - s)) for d, s, e in sentences]
    ws = [windows(d, pieces)[0] for d in docs]
    place = {id(w): i for i, w in enumerate(ws)}
    out = torch.zeros(len(ws), m.WIDTH)
    encoder = Encoder(pieces, model.labels)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for part, length in _batched(ws):
            for w, v in zip(part, _mean_pieces(original, _tensors(encoder.batch(part, length)))):
                out[place[id(w)]] = v
    return out


def _batched(ws: list) -> list[tuple[list, int]]:
    """Windows of like length together, about 4,096 pieces at a time, with the length to pad to."""
    by: dict[int, list] = {}
    for w in ws:
        by.setdefault(-(-w.n_pieces // 32) * 32, []).append(w)
    return [(v[i : i + 4096 // k], k) for k, v in sorted(by.items()) for i in range(0, len(v), 4096 // k)]


def _tensors(b: dict) -> dict:
    return {k: torch.from_numpy(v) if isinstance(v, np.ndarray) else v for k, v in b.items()}


def _mean_pieces(model: m.Model, b: dict) -> Tensor:
    """The base's own sentence embedding: the mean over all pieces, [CLS] and [SEP] with them."""
    whole = dict(b)
    L = b["piece"].shape[1]
    whole["first"] = torch.arange(L).expand_as(b["piece"])
    h = model.encode(whole).float()
    mask = b["mask"][:, :, None].float()
    return (h * mask).sum(1) / mask.sum(1)


def main() -> None:
    a = argparse.ArgumentParser()
    a.add_argument("--checkpoint", type=Path, required=True)
    a.add_argument("--base", type=Path, required=True)
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--gold", type=Path, help="fit the sentence vectors on these corpora")
    a.add_argument("--targets", type=Path, help="file that keeps the base's sentence embeddings between runs")
    a.add_argument("--run", default="readout-1")
    args = a.parse_args()
    model, pieces, state = restore(args.checkpoint, args.base)
    if args.gold:
        print(f"sentence vectors: cosine with the base's own {fit_vectors(model, pieces, args.base, args.gold, args.targets):.3f}")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    write(model, pieces, f"{args.run}-step{state['step']}", args.out)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB, step {state['step']}")


if __name__ == "__main__":
    main()
