"""A slow, plain implementation of the exported file, to test the program's forward pass against.

In: `readout.safetensors`. Out: `reference.json`: a few windows with their words, pieces, and the scores of every head.
Linear layers sum products of signed bytes exactly, as the program does; all else is 32-bit, in no fixed order, so compare with a
tolerance of about 2e-3 of a score (a rounding of an activation may fall to the other side).

    python reference.py readout.safetensors reference.json
"""
from __future__ import annotations

import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors import safe_open
from torch import Tensor

import pairs
import pieces as pc
from corpora import Doc
from evaluate import spanning_tree, spans, viterbi
from labels import apply_lemma
from model import distance_bucket, link_bucket, same_forms
from words import cut, sentence_starts

TEXTS = [
    "BERLIN — Germany’s foreign minister, Anna Weber, met her Turkish counterpart in Ankara on Tuesday.\n\n"
    "“We can't accept this plan,” she said after the talks, according to the state agency TRT. The ministry denied it.",
    "The U.N. envoy said 1,200 people had been killed since May, but the rebels' spokesman put the figure at nearly 2,000.",
    "Yes.",
]


class Reference:
    def __init__(self, path: Path):
        with safe_open(str(path), "pt") as f:
            self.t = {k: f.get_tensor(k) for k in f.keys()}
            self.config = json.loads(f.metadata()["config"])
        vocab = bytes(self.t["vocab"].tolist()).decode().split("\n")
        self.pieces = pc.Pieces.__new__(pc.Pieces)
        self.pieces.vocab, self.pieces.memory = {p: i for i, p in enumerate(vocab)}, {}

    def linear(self, name: str, x: Tensor) -> Tensor:
        scale = x.abs().amax(-1, keepdim=True).clamp_min(1e-12) / 127
        q = (x / scale).round()
        total = (q.double() @ self.t[name + ".weight"].double().T).float()
        return total * (scale * self.t[name + ".scale"]) + self.t[name + ".bias"]

    def norm(self, name: str, x: Tensor) -> Tensor:
        return F.layer_norm(x, x.shape[-1:], self.t[name + ".weight"], self.t[name + ".bias"], 1e-12)

    def encode(self, b: dict) -> Tensor:
        """[pieces, width] of one window without padding."""
        t = self.t
        word = t["embeddings.word.weight"][b["piece"]].float() * t["embeddings.word.scale"][b["piece"]][:, None]
        x = word + t["embeddings.position"][: len(word)] + t["embeddings.type"][0] + t["embeddings.shape"][b["shape"]]
        x = self.norm("embeddings.norm", x + t["embeddings.flag"][b["flag"]] + t["embeddings.boundary"][b["boundary"]])
        heads = self.config["attention_heads"]
        size = self.config["width"] // heads
        for i in range(self.config["layers"]):
            p = f"layer.{i}."
            q, k, v = (self.linear(p + "attention." + n, x).view(-1, heads, size).transpose(0, 1) for n in ("query", "key", "value"))
            y = (q @ k.transpose(1, 2) / size**0.5).softmax(-1) @ v
            x = self.norm(p + "attention.norm", x + self.linear(p + "attention.output", y.transpose(0, 1).reshape(len(x), -1)))
            x = self.norm(p + "norm", x + self.linear(p + "outside", F.gelu(self.linear(p + "inside", x))))
        return x

    def link(self, name: str, h: Tensor, queries: list[int], keys: list[int]) -> Tensor:
        q, k = self.linear(name + ".q", h[queries]), self.linear(name + ".k", h[keys])
        d = torch.tensor(keys)[None, :] - torch.tensor(queries)[:, None]
        return torch.cat([q @ k.T + self.t[name + ".distance"][link_bucket(d)], (q @ self.t[name + ".none"])[:, None]], 1)

    def window(self, w: pc.Window, labels) -> dict:
        t, lab = self.t, self.config["labels"]
        b = pc.Encoder(self.pieces, labels).batch([w], w.n_pieces)
        b = {k: torch.from_numpy(b[k][0]) for k in ("piece", "shape", "flag", "boundary", "first")}
        n = w.end - w.start
        d = w.doc
        forms = d.words[w.start : w.end]
        h = self.encode(b)[b["first"][:n]]
        scores = {k: self.linear(k, h) for k in ("sentence", "upos", "feats", "lemma", "name", "mention", "attribution")}
        starts = [i == 0 or bool(s) for i, s in enumerate(scores["sentence"].argmax(-1).tolist())]
        dep, gov = F.gelu(self.linear("arc.dep", h)), F.gelu(self.linear("arc.gov", h))
        x = dep @ t["arc.U"]
        arc = x @ gov.T + gov @ t["arc.b"]
        root = x @ t["arc.root"] + t["arc.root"] @ t["arc.b"]
        heads = [-1] * n
        cuts = [i for i in range(n) if starts[i]] + [n]
        for s, e in zip(cuts, cuts[1:]):
            m = torch.full((e - s + 1, e - s + 1), -1e9, dtype=torch.double)
            m[1:, 0], m[1:, 1:] = root[s:e], arc[s:e, s:e]
            for j, head in enumerate(spanning_tree(m.numpy())):
                heads[s + j] = s + head - 1 if head else -1
        rd, rg = F.gelu(self.linear("rel.dep", h)), F.gelu(self.linear("rel.gov", h))
        rg = torch.cat([rg, t["rel.root"][None]])[heads]  # -1 is the last row: the root
        one = torch.ones(n, 1)
        rel = torch.einsum("ni,rij,nj->nr", torch.cat([rd, one], 1), t["rel.W"], torch.cat([rg, one], 1))
        mention = scores["mention"].argmax(-1)
        at = mention.nonzero()[:, 0].tolist()
        a, c = F.gelu(self.linear("coref.a", h[at])), F.gelu(self.linear("coref.b", h[at]))
        i = torch.arange(len(at))
        same = same_forms([forms[j] for j in at]) if at else torch.zeros(0, 0, dtype=torch.long)
        coref = a @ t["coref.C"] @ c.T + t["coref.distance"][distance_bucket(i[:, None] - i[None, :])] + t["coref.same"][same] + t["coref.bias"]
        if "coref.pair" in t:
            # Values of the features that mean nothing: the test gives the program the same.
            feature, size = torch.arange(len(pairs.SIZES)), torch.tensor(pairs.SIZES)
            value = (31 * i[:, None, None] + 17 * i[None, :, None] + 7 * feature) % size
            place = value + torch.from_numpy(pairs.OFFSETS)
            coref = coref + t["coref.pair"][place].sum(-1)
            if "coref.hidden" in t:
                p, q = self.linear("coref.p", h[at]), self.linear("coref.q", h[at])
                coref = coref + F.relu(t["coref.pair_hidden"][place].sum(-2) + p[:, None] + q[None, :]) @ t["coref.hidden"]
        tags = viterbi(scores["attribution"].numpy(), lab["attribution"])
        by = {k: [s for s, _, y in spans(tags) if y == k] for k in ("SOURCE", "CUE", "CONTENT")}
        vector = torch.stack([F.normalize(self.linear("vector", h[s:e].mean(0)[None])[0], dim=0) for s, e in zip(cuts, cuts[1:])])
        return {
            "words": forms, "space": [bool(x) for x in d.space[w.start : w.end]], "paragraph": [bool(x) for x in d.para[w.start : w.end]],
            "pieces": b["piece"].tolist(), "shape": b["shape"].tolist(), "flag": b["flag"].tolist(), "boundary": b["boundary"].tolist(),
            "first": b["first"][:n].tolist(), "h": h[:, :16].tolist(), "scores": {k: v.tolist() for k, v in scores.items()},
            "sentence_start": starts, "arc": arc.tolist(), "arc_root": root.tolist(), "head": heads, "rel_scores": rel.tolist(),
            "upos": [lab["upos"][j] for j in scores["upos"].argmax(-1)], "feats": [lab["feats"][j] for j in scores["feats"].argmax(-1)],
            "lemma": [apply_lemma(f, lab["lemma"][j]) for f, j in zip(forms, scores["lemma"].argmax(-1))],
            "rel": [lab["rel"][j] for j in rel.argmax(-1)],
            "name": viterbi(scores["name"].numpy(), lab["name"]), "mention": [lab["mention"][j] for j in mention],
            "mention_heads": at, "coref": coref.tolist(), "attribution": tags,
            "cue_source": self.link("cue_source", h, by["CUE"], by["SOURCE"]).tolist() if by["CUE"] else [],
            "content_cue": self.link("content_cue", h, by["CONTENT"], by["CUE"]).tolist() if by["CONTENT"] else [],
            # Links between fixed words, so that they are tested also where a model finds no attribution.
            "cue_source_fixed": self.link("cue_source", h, list(range(0, n, 2)), list(range(1, n, 2))).tolist() if n > 1 else [],
            "vector": vector.tolist(),
        }  # fmt: skip


def document(text: str) -> Doc:
    """A document as the program would hand it to the model."""
    words = cut(text)
    gaps = [text[words[i - 1].end if i else 0 : w.start] for i, w in enumerate(words)]
    return Doc("", [w.form for w in words], [bool(g) or i == 0 for i, g in enumerate(gaps)], [i == 0 or "\n" in g for i, g in enumerate(gaps)], sentence_starts(text, words))


def main() -> None:
    reference = Reference(Path(sys.argv[1]))
    from labels import Labels

    labels = Labels(**reference.config["labels"])
    out = [reference.window(w, labels) for text in TEXTS for w in pc.windows(document(text), reference.pieces)]
    rounded = json.loads(json.dumps(out), parse_float=lambda x: round(float(x), 5))
    Path(sys.argv[2]).write_text(json.dumps({"run": reference.config["run"], "windows": rounded}, ensure_ascii=False))


if __name__ == "__main__":
    with torch.no_grad():
        main()
