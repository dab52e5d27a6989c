"""The multi-task model: MiniLM encoder with shape, flag and boundary embeddings, and light heads.

In: a batch of arrays as `pieces.Encoder` makes them. Out: the scores of every head, by word.
With `quantise` on, every linear layer sees its weights rounded per output channel and its input rounded per word piece
to 8 bits, as at run time, with gradients passed straight through.
"""
from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

import pairs
from labels import Labels

WIDTH, LAYERS, ATTENTION_HEADS, INSIDE = 384, 6, 12, 1536
ARC, REL, COREF, LINK, VECTOR = 192, 96, 128, 96, 256
COREF_HIDDEN = 32
N_DISTANCE, N_LINK_DISTANCE = 9, 16


class _Round(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x: Tensor, dim: int) -> Tensor:
        scale = x.abs().amax(dim, keepdim=True).clamp_min(1e-12) / 127
        return (x / scale).round_().mul_(scale)

    @staticmethod
    def backward(ctx, g: Tensor):
        return g, None


class Linear(nn.Linear):
    """A linear layer that can imitate its own 8-bit form."""

    quantise = False
    rounded = False  # the weights are rounded already

    def forward(self, x: Tensor) -> Tensor:
        if not Linear.quantise:
            return F.linear(x, self.weight, self.bias)
        weight = self.weight if Linear.rounded else _Round.apply(self.weight, -1)
        return F.linear(_Round.apply(x.float(), -1), weight, self.bias)


def round_weights(model: nn.Module) -> None:
    """Rounds the weights of every linear layer to their 8-bit values for good."""
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, Linear):
                layer.weight.copy_(_Round.apply(layer.weight, -1))
    Linear.quantise = Linear.rounded = True


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.ModuleDict({k: Linear(WIDTH, WIDTH) for k in ("query", "key", "value", "output")})
        self.attention["norm"] = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inside, self.outside = Linear(WIDTH, INSIDE), Linear(INSIDE, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor, drop: float) -> Tensor:
        B, L, _ = x.shape
        q, k, v = (self.attention[n](x).view(B, L, ATTENTION_HEADS, -1).transpose(1, 2) for n in ("query", "key", "value"))
        # No dropout on the attention weights: drawing it takes a tenth of a training step on a CPU.
        p = ((q * (1 / math.sqrt(WIDTH // ATTENTION_HEADS))) @ k.transpose(2, 3) + bias.to(q.dtype)).softmax(-1).to(v.dtype)
        y = self.attention["output"]((p @ v).transpose(1, 2).reshape(B, L, WIDTH))
        x = self.attention["norm"](x + F.dropout(y, drop, self.training))
        y = self.outside(F.gelu(self.inside(x)))
        return self.norm(x + F.dropout(y, drop, self.training))


class Linked:
    """Links between the spans of an attribution, over `head` and `small`."""

    def link(self, name: str, h: Tensor, queries: Tensor, keys: Tensor) -> Tensor:
        """Scores [Q, K + 1] of one window's words; the last column is `none`."""
        q, k = self.head[name + "_q"](h[queries]), self.head[name + "_k"](h[keys])
        s = self.small
        score = q @ k.T + s[name + "_distance"][link_bucket(keys[None, :] - queries[:, None])]
        return torch.cat([score, (q @ s[name + "_none"])[:, None]], 1)


class Model(nn.Module, Linked):
    def __init__(self, labels: Labels, n_pieces: int, drop: float = 0.1):
        super().__init__()
        self.labels, self.drop = labels, drop
        self.embeddings = nn.ModuleDict(
            {"word": nn.Embedding(n_pieces, WIDTH), "position": nn.Embedding(512, WIDTH), "token_type": nn.Embedding(2, WIDTH),
             "shape": nn.Embedding(12, WIDTH), "flag": nn.Embedding(4, WIDTH), "boundary": nn.Embedding(2, WIDTH),
             "norm": nn.LayerNorm(WIDTH, eps=1e-12)}  # fmt: skip
        )
        for k in ("shape", "flag", "boundary"):
            nn.init.normal_(self.embeddings[k].weight, std=0.01)
        self.embeddings["word"].weight.requires_grad_(False)  # words unseen in training keep their place among those seen
        self.layer = nn.ModuleList(Layer() for _ in range(LAYERS))
        n = lambda k: len(getattr(labels, k))
        self.head = nn.ModuleDict(
            {"sentence": Linear(WIDTH, 2), "upos": Linear(WIDTH, n("upos")), "feats": Linear(WIDTH, n("feats")),
             "lemma": Linear(WIDTH, n("lemma")), "name": Linear(WIDTH, n("name")), "mention": Linear(WIDTH, n("mention")),
             "attribution": Linear(WIDTH, n("attribution")), "vector": Linear(WIDTH, VECTOR),
             "arc_dep": Linear(WIDTH, ARC), "arc_gov": Linear(WIDTH, ARC), "rel_dep": Linear(WIDTH, REL), "rel_gov": Linear(WIDTH, REL),
             "coref_a": Linear(WIDTH, COREF), "coref_b": Linear(WIDTH, COREF),
             "coref_p": Linear(WIDTH, COREF_HIDDEN), "coref_q": Linear(WIDTH, COREF_HIDDEN),
             "cue_source_q": Linear(WIDTH, LINK), "cue_source_k": Linear(WIDTH, LINK),
             "content_cue_q": Linear(WIDTH, LINK), "content_cue_k": Linear(WIDTH, LINK)}  # fmt: skip
        )
        small = lambda *s, std=0.02: nn.Parameter(torch.randn(*s) * std)
        self.small = nn.ParameterDict(
            {"arc_U": small(ARC, ARC), "arc_b": small(ARC), "arc_root": small(ARC, std=0.1), "rel_W": small(n("rel"), REL + 1, REL + 1),
             "rel_root": small(REL, std=0.1), "coref_C": small(COREF, COREF), "coref_distance": small(N_DISTANCE),
             "coref_same": small(3), "coref_bias": small(1), "coref_pair": small(sum(pairs.SIZES), std=0.0),
             "coref_pair_hidden": small(sum(pairs.SIZES), COREF_HIDDEN, std=0.0), "coref_hidden": small(COREF_HIDDEN, std=0.0),
             "cue_source_none": small(LINK), "cue_source_distance": small(N_LINK_DISTANCE),
             "content_cue_none": small(LINK), "content_cue_distance": small(N_LINK_DISTANCE)}  # fmt: skip
        )

    def load(self, weights: dict[str, Tensor]) -> None:
        """Takes a checkpoint's weights; older ones know nothing of pairs, which `tune_coref.py` learns afterwards."""
        later = ("small.coref_pair", "small.coref_pair_hidden", "small.coref_hidden", "head.coref_p.", "head.coref_q.")
        own = {k: v for k, v in self.state_dict().items() if k.startswith(later)}
        self.load_state_dict(own | weights)

    def encode(self, b: dict) -> Tensor:
        """Word vectors [B, W, WIDTH]."""
        e = self.embeddings
        L = b["piece"].shape[1]
        word = e["word"](b["piece"])
        if Linear.quantise:
            word = _Round.apply(word, -1)
        x = word + e["position"].weight[:L] + e["token_type"].weight[0] + e["shape"](b["shape"]) + e["flag"](b["flag"]) + e["boundary"](b["boundary"])
        x = F.dropout(e["norm"](x), self.drop, self.training)
        bias = torch.zeros(b["mask"].shape).masked_fill_(b["mask"] == 0, -1e4)[:, None, None, :]
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            for layer in self.layer:
                x = layer(x, bias, self.drop)
        x = x.float()
        return x.gather(1, b["first"][:, :, None].expand(-1, -1, WIDTH))

    def arcs(self, h: Tensor, b: dict) -> Tensor:
        """Scores [B, W, W + 1] of each word's head; the last column is the root. Words of other sentences are at -1e4."""
        dep, gov = F.gelu(self.head["arc_dep"](h)), F.gelu(self.head["arc_gov"](h))
        s = self.small
        x = dep @ s["arc_U"]
        score = x @ gov.transpose(1, 2) + (gov @ s["arc_b"])[:, None, :]
        root = x @ s["arc_root"] + s["arc_root"] @ s["arc_b"]
        same = (b["sent_id"][:, :, None] == b["sent_id"][:, None, :]) & (b["word_mask"][:, None, :] == 1)
        same &= ~torch.eye(h.shape[1], dtype=torch.bool)
        return torch.cat([score.masked_fill(~same, -1e4), root[:, :, None]], 2)

    def rels(self, h: Tensor, where: Tensor, heads: Tensor) -> Tensor:
        """Scores [N, R] for the words at `where` = (row, word) pairs with heads `heads` (W = root)."""
        dep = F.gelu(self.head["rel_dep"](h[where[0], where[1]]))
        gov_all = F.gelu(self.head["rel_gov"](h))
        gov_all = torch.cat([gov_all, self.small["rel_root"].expand(h.shape[0], 1, -1)], 1)
        gov = gov_all[where[0], heads]
        one = torch.ones(dep.shape[0], 1)
        dep, gov = torch.cat([dep, one], 1), torch.cat([gov, one], 1)
        W = self.small["rel_W"]
        x = (dep @ W.permute(1, 0, 2).reshape(REL + 1, -1)).view(-1, W.shape[0], REL + 1)
        return torch.einsum("nrj,nj->nr", x, gov)

    def antecedents(self, v: Tensor, same: Tensor, rows: tuple[Tensor, Tensor, Tensor] | None = None, drop: float = 0.0) -> Tensor:
        """Scores [M, M] of mention j (< i) as antecedent of mention i, from their head words' vectors in document order.

        `same` [M, M]: 0 the head words differ, 1 they are equal when lower-cased, 2 so and both begin with a capital. `rows` as
        `pairs.rows` makes them: later and earlier mention of each pair, and its places in the table; other pairs are no candidates.
        """
        a, c = (F.dropout(F.gelu(self.head[k](v)), drop, drop > 0) for k in ("coref_a", "coref_b"))
        s = self.small
        i = torch.arange(v.shape[0])
        score = a @ s["coref_C"] @ c.T + s["coref_distance"][distance_bucket(i[:, None] - i[None, :])] + s["coref_same"][same] + s["coref_bias"]
        if rows is None:
            return score.masked_fill(i[None, :] >= i[:, None], -1e4)
        later, earlier, places = rows
        # Each feature has a number of its own and a part of what goes into the hidden layer, and is dropped with both.
        table = torch.cat([s["coref_pair"][:, None], s["coref_pair_hidden"]], 1)
        kept = F.dropout(torch.ones(places.shape), drop / 3, drop > 0)
        pair = F.embedding_bag(places, table, per_sample_weights=kept, mode="sum")
        p, q = (self.head[k](v) for k in ("coref_p", "coref_q"))
        hidden = F.dropout(F.relu(pair[:, 1:] + p[later] + q[earlier]), drop, drop > 0)
        return torch.full_like(score, -1e4).index_put((later, earlier), score[later, earlier] + pair[:, 0] + hidden @ s["coref_hidden"])


def distance_bucket(d: Tensor) -> Tensor:
    """1, 2, 3, 4, 5–7, 8–15, 16–31, 32–63, 64 and more → 0 … 8."""
    edges = torch.tensor([2, 3, 4, 5, 8, 16, 32, 64])
    return torch.bucketize(d.clamp_min(1), edges, right=True)


def link_bucket(d: Tensor) -> Tensor:
    """Signed distance in words: floor(log2 |d|), at most 7; plus 8 when the key stands after the query."""
    edges = torch.tensor([2, 4, 8, 16, 32, 64, 128])
    return torch.bucketize(d.abs(), edges, right=True) + 8 * (d > 0)


def load_base(model: Model, folder: Path) -> None:
    """Copies the weights of the BERT-type base into the model."""
    base = load_file(str(folder / "model.safetensors"))
    base = {k.removeprefix("bert."): v for k, v in base.items()}
    e = model.embeddings
    with torch.no_grad():
        for ours, theirs in (("word", "word_embeddings"), ("position", "position_embeddings"), ("token_type", "token_type_embeddings")):
            e[ours].weight.copy_(base[f"embeddings.{theirs}.weight"])
        for k in ("weight", "bias"):
            getattr(e["norm"], k).copy_(base[f"embeddings.LayerNorm.{k}"])
            for i, layer in enumerate(model.layer):
                p = f"encoder.layer.{i}."
                for ours, theirs in (
                    (layer.attention["query"], "attention.self.query"), (layer.attention["key"], "attention.self.key"),
                    (layer.attention["value"], "attention.self.value"), (layer.attention["output"], "attention.output.dense"),
                    (layer.attention["norm"], "attention.output.LayerNorm"), (layer.inside, "intermediate.dense"),
                    (layer.outside, "output.dense"), (layer.norm, "output.LayerNorm"),
                ):  # fmt: skip
                    getattr(ours, k).copy_(base[p + theirs + "." + k])


def losses(model: Model, h: Tensor, b: dict) -> dict[str, Tensor]:
    """Summed cross-entropies by head over the labelled words."""
    out: dict[str, Tensor] = {}

    def ce(name: str, scores: Tensor, gold: Tensor) -> None:
        n = int((gold >= 0).sum())
        if n:
            out[name] = F.cross_entropy(scores.reshape(-1, scores.shape[-1]), gold.reshape(-1), ignore_index=-100, reduction="sum")

    for k in ("sentence", "upos", "feats", "lemma"):
        if (b[k] >= 0).any():
            ce(k, model.head[k](h), b[k])
    out |= set_loss(model, "name", h, b) | set_loss(model, "mention", h, b)
    if (b["head"] >= 0).any():
        rows = (b["head"] >= 0).any(1)
        hb = h[rows]
        sub = {k: b[k][rows] for k in ("sent_id", "word_mask")}
        head, rel = b["head"][rows], b["rel"][rows]
        ce("arc", model.arcs(hb, sub), head)
        where = (head >= 0).nonzero(as_tuple=True)
        ce("rel", model.rels(hb, torch.stack(where), head[where]), rel[where])
    return out | attribution_losses(model, h, b)


def set_loss(model: nn.Module, head: str, h: Tensor, b: dict) -> dict[str, Tensor]:
    """Minus the summed log-likelihood of the allowed labels, over the words of which something is known."""
    allowed = b[head + "_set"]
    rows = (allowed.sum(-1) > 0) & (allowed.sum(-1) < allowed.shape[-1])
    if not rows.any():
        return {}
    lp = model.head[head](h[rows]).log_softmax(-1)
    return {head: -(lp.masked_fill(allowed[rows] == 0, -1e9)).logsumexp(-1).sum()}


def attribution_losses(model: nn.Module, h: Tensor, b: dict) -> dict[str, Tensor]:
    """Summed cross-entropies of the labels of sources, cues and contents, and of their links."""
    out: dict[str, Tensor] = {}
    if (b["attribution"] >= 0).any():
        scores = model.head["attribution"](h)
        out["attribution"] = F.cross_entropy(scores.reshape(-1, scores.shape[-1]), b["attribution"].reshape(-1), ignore_index=-100, reduction="sum")
    for r, links in enumerate(b["links"]):
        for name, keys in (("cue_source", "sources"), ("content_cue", "cues")):
            if links[name]:
                key = sorted(set(links[keys]))
                q = torch.tensor([c for c, _ in links[name]])
                gold = torch.tensor([key.index(g[0]) if g else len(key) for _, g in links[name]])
                scores = model.link(name, h[r], q, torch.tensor(key, dtype=torch.long))
                out[name] = out.get(name, 0) + F.cross_entropy(scores, gold, reduction="sum")
    return out


def coref_loss(model: Model, h: Tensor, b: dict, rows: list[int], forms: list[str]) -> Tensor | None:
    """Marginal likelihood of the gold antecedents for one document's mention heads."""
    at = [(r, k) for r in rows for k in range(int(b["n_words"][r])) if b["entity"][r, k] >= 0]
    if len(at) < 2:
        return None
    r, k = torch.tensor(at).T
    entity = b["entity"][r, k]
    score = model.antecedents(h[r, k], same_forms(forms))
    full = torch.cat([torch.zeros(len(at), 1), score], 1)
    gold = (entity[:, None] == entity[None, :]).tril(-1)
    none = ~gold.any(1, keepdim=True)
    gold = torch.cat([none, gold], 1)
    return (full.logsumexp(1) - full.masked_fill(~gold, -1e9).logsumexp(1)).sum()


def same_forms(forms: list[str]) -> Tensor:
    """The `same` matrix of `Model.antecedents` for mention head forms."""
    ids: dict[str, int] = {}
    low = torch.tensor([ids.setdefault(f.lower(), len(ids)) for f in forms])
    cap = torch.tensor([f[:1].isupper() for f in forms])
    same = (low[:, None] == low[None, :]).long()
    return same + (same.bool() & cap[:, None] & cap[None, :]).long()
