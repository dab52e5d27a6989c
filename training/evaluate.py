"""Scores a model on the development parts, from gold words.

In: the model and the documents. Out: a flat table of scores in per cent.
Definitions: UPOS, features, lemma, UAS and LAS by word (`_gold` with gold sentences, `_own` with the sentences that the model
finds, a word of a wrong sentence simply being wrong or right by its head); names by exact span and type; coreference
CoNLL F1 (MUC, B³, CEAF-φ4) without singletons, mentions matched by head word; attributions as in the gold folder's README.
"""
from __future__ import annotations

from collections import defaultdict

import numpy as np
import torch
import torch.nn.functional as F

import corpora as co
import pairs
from labels import apply_lemma
from model import Linear, Model, round_weights, same_forms
from pieces import Encoder, Window, windows


def evaluate(model: Model, encoder: Encoder, data: co.Corpora, quick: bool = False) -> dict[str, float]:
    model.eval()
    dev = data.dev
    cut = (lambda docs, n: docs[:: max(1, len(docs) // n)]) if quick else (lambda docs, n: docs)
    out: dict[str, float] = {}
    with torch.no_grad():
        ewt = predict(model, encoder, dev["ewt"])
        gum = predict(model, encoder, dev["gum"])
        out |= syntax("ewt", ewt, encoder)
        out |= syntax("gum", gum, encoder)
        out |= uner(ewt, data.uner_dev)
        wire = predict(model, encoder, cut(dev["newswire"], 30), ("name",))
        out |= names("newswire", wire, {})
        out["newswire_without_facilities_f1"] = names("x", wire, {"FAC": None})["x_f1"]
        out |= names("crossner", predict(model, encoder, cut(dev["crossner"], 150), ("name",)), {})
        out |= mentions(gum)
        out |= coreference(model, gum, encoder)
        out |= attributions(model, predict(model, encoder, cut(first_versions(dev["polnear"]), 24), ("attribution",)))
    return {k: round(v, 2) for k, v in out.items()}


def first_versions(docs: list[co.Doc]) -> list[co.Doc]:
    """One annotator's version of every article: the first by file name."""
    seen: dict[str, co.Doc] = {}
    for d in docs:
        seen.setdefault(d.name.rsplit("_", 1)[0], d)
    return list(seen.values())


LEAST = -1.0  # links are taken from this score on, as `LEAST` in `refer.rs` has it
ALL = ("sentence", "upos", "feats", "lemma", "arc", "name", "mention")


def predict(model: Model, encoder: Encoder, docs: list[co.Doc], heads: tuple[str, ...] = ALL) -> list[dict]:
    """For every document the labels of each head by word, and its word vectors under `h`."""
    results = [defaultdict(list) for _ in docs]
    work = [(i, w) for i, d in enumerate(docs) for w in windows(d, encoder.pieces)]
    by_length: dict[int, list] = defaultdict(list)
    for i, w in work:
        by_length[-(-w.n_pieces // 32) * 32].append((i, w))
    labels = encoder.labels
    found: dict[tuple[int, int], dict] = {}
    for length, items in sorted(by_length.items()):
        n = max(1, 4096 // length)
        for at in range(0, len(items), n):
            part = items[at : at + n]
            b = encoder.batch([w for _, w in part], length)
            t = {k: torch.from_numpy(v) if isinstance(v, np.ndarray) else v for k, v in b.items()}
            with torch.autocast("cpu", torch.bfloat16, enabled=not Linear.quantise):
                h = model.encode(t)
            h = h.float()
            scores = {k: model.head[k](h) for k in heads if k != "arc"}
            if "arc" in heads:
                arc = model.arcs(h, t)
                own = dict(t)
                starts = scores["sentence"].argmax(-1)
                starts[:, 0] = 1
                starts |= t["boundary"].gather(1, t["first"]) * t["word_mask"]
                own["sent_id"] = starts.cumsum(1)
                arc_own = model.arcs(h, own)
            for r, (i, w) in enumerate(part):
                k = w.end - w.start
                got: dict = {"window": w, "h": h[r, :k].clone()}
                for name in heads:
                    if name in ("sentence", "upos", "feats", "lemma", "mention"):
                        got[name] = scores[name][r, :k].argmax(-1).tolist()
                    elif name in ("name", "attribution"):
                        got[name] = viterbi(scores[name][r, :k].numpy(), getattr(labels, name))
                if "arc" in heads:
                    for key, s, sent in (("gold", arc, t["sent_id"]), ("own", arc_own, own["sent_id"])):
                        tree = trees(s[r].numpy(), sent[r, :k].numpy(), k, length)
                        heads_at = torch.tensor([length if x < 0 else x for x in tree])
                        where = torch.stack([torch.zeros(k, dtype=torch.long), torch.arange(k)])
                        rel = model.rels(h[r : r + 1], where, heads_at)
                        got["head_" + key] = [x if x < 0 else x + w.start for x in tree]
                        got["rel_" + key] = rel.argmax(-1).tolist()
                found[i, w.start] = got
    for (i, _), got in sorted(found.items(), key=lambda kv: kv[0]):
        for k, v in got.items():
            if k == "window":
                results[i]["windows"].append(v)
            elif k == "h":
                results[i]["h"].append(v)
            else:
                results[i][k].extend(v)
    for d, r in zip(docs, results):
        r["doc"] = d
        r["h"] = torch.cat(r["h"])
    return results


def viterbi(scores: np.ndarray, labels: list[str]) -> list[str]:
    """The best BIO sequence without O→I-x and B-x/I-x→I-y."""
    n = len(labels)
    bad = np.zeros((n, n), dtype=np.float32)
    for j, y in enumerate(labels):
        if y.startswith("I-"):
            for i, x in enumerate(labels):
                if x[2:] != y[2:] or x == "O":
                    bad[i, j] = -1e9
    best = scores[0] + np.array([-1e9 if y.startswith("I-") else 0 for y in labels], dtype=np.float32)
    back = []
    for s in scores[1:]:
        m = best[:, None] + bad
        back.append(m.argmax(0))
        best = m.max(0) + s
    path = [int(best.argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    return [labels[i] for i in reversed(path)]


def trees(scores: np.ndarray, sent: np.ndarray, n: int, root: int) -> list[int]:
    """Heads within the window (-1 = root): per sentence the maximum spanning tree with one root."""
    out = [-1] * n
    at = 0
    while at < n:
        end = at
        while end < n and sent[end] == sent[at]:
            end += 1
        k = end - at
        m = np.full((k + 1, k + 1), -1e9)
        m[1:, 0] = scores[at:end, root]
        m[1:, 1:] = scores[at:end, at:end]
        for j, head in enumerate(spanning_tree(m)):
            out[at + j] = head - 1 + at if head > 0 else -1
        at = end
    return out


def spanning_tree(m: np.ndarray) -> list[int]:
    """Chu-Liu-Edmonds with exactly one root: m[dep, head], node 0 the root. Returns the heads of nodes 1 … n."""
    greedy = _cle(m)
    if sum(h == 0 for h in greedy[1:]) == 1:
        return greedy[1:]
    best, best_score = greedy, -np.inf
    for r in np.argsort(-m[1:, 0])[:6] + 1:
        c = m.copy()
        c[1:, 0] = -1e9
        c[r, 0] = m[r, 0]
        heads = _cle(c)
        s = sum(c[i, heads[i]] for i in range(1, len(m)))
        if s > best_score:
            best, best_score = heads, s
    return best[1:]


def _cle(m: np.ndarray) -> list[int]:
    m = m.copy()
    n = len(m)
    np.fill_diagonal(m, -1e12)
    heads = m.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads.tolist()
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    rest = [i for i in range(n) if not inside[i]]
    k = len(rest)
    c = np.full((k + 1, k + 1), -1e12)
    c[:k, :k] = m[np.ix_(rest, rest)]
    total = sum(m[i, heads[i]] for i in cycle)
    leave = m[np.ix_(rest, cycle)]  # rest depends on cycle
    c[:k, k] = leave.max(1)
    leave_at = leave.argmax(1)
    enter = m[np.ix_(cycle, rest)] - np.array([m[i, heads[i]] for i in cycle])[:, None] + total
    c[k, :k] = enter.max(0)
    enter_at = enter.argmax(0)
    sub = _cle(c)
    out = heads.tolist()
    for j in range(1, k):
        h = sub[j]
        out[rest[j]] = cycle[leave_at[j]] if h == k else rest[h]
    h = sub[k]
    out[cycle[enter_at[h]]] = rest[h]
    return out


def _cycle(heads: np.ndarray) -> list[int] | None:
    state = [0] * len(heads)
    for i in range(1, len(heads)):
        path, j = [], i
        while j != 0 and state[j] == 0:
            state[j] = 1
            path.append(j)
            j = int(heads[j])
        if j != 0 and state[j] == 1 and j in path:
            return path[path.index(j) :]
        for p in path:
            state[p] = 2
    return None


def f1(tp: float, p: float, g: float) -> float:
    return 200 * tp / max(1, p + g)


def syntax(name: str, results: list[dict], encoder: Encoder) -> dict[str, float]:
    c = defaultdict(int)
    lb = encoder.labels
    for r in results:
        d = r["doc"]
        for i in range(len(d.words)):
            c["n"] += 1
            c["upos"] += lb.upos[r["upos"][i]] == d.upos[i]
            c["feats"] += lb.feats[r["feats"][i]] == d.feats[i]
            c["lemma"] += apply_lemma(d.words[i], lb.lemma[r["lemma"][i]]) == apply_lemma(d.words[i], d.lemma[i])
            for k in ("gold", "own"):
                ok = r["head_" + k][i] == d.head[i]
                c["uas_" + k] += ok
                c["las_" + k] += ok and lb.rel[r["rel_" + k][i]] == d.rel[i]
            s = bool(r["sentence"][i]) or i == 0
            c["s_tp"] += s and d.sent[i]
            c["s_p"] += s
            c["s_g"] += d.sent[i]
    out = {f"{name}_{k}": 100 * c[k] / c["n"] for k in ("upos", "feats", "lemma", "uas_gold", "las_gold", "uas_own", "las_own")}
    return out | {f"{name}_sentence_starts": f1(c["s_tp"], c["s_p"], c["s_g"])}


def spans(bio: list[str]) -> list[tuple[int, int, str]]:
    out, start = [], None
    for i, b in enumerate([*bio, "O"]):
        if start is not None and (b == "O" or b.startswith("B-")):
            out.append((start, i, bio[start][2:]))
            start = None
        if b.startswith("B-"):
            start = i
    return out


def _coarse(t: str, special: dict) -> str | None:
    if t in special:
        return special[t]
    return {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}.get(t)


def names(name: str, results: list[dict], special: dict) -> dict[str, float]:
    """Exact names of PER, ORG and LOC (GPE, LOC and FAC, unless `special` says otherwise of a type)."""
    c = defaultdict(int)
    for r in results:
        d = r["doc"]
        gold = spans([x.split("/")[0] for x in d.names])
        sets = lambda found: {(s, e, _coarse(t, special)) for s, e, t in found if _coarse(t, special)}
        g, p = sets(gold), sets(spans(r["name"]))
        for t in ("PER", "ORG", "LOC"):
            gt, pt = {x for x in g if x[2] == t}, {x for x in p if x[2] == t}
            c[t, "tp"] += len(gt & pt)
            c[t, "p"] += len(pt)
            c[t, "g"] += len(gt)
    out = {f"{name}_{t}": f1(c[t, "tp"], c[t, "p"], c[t, "g"]) for t in ("PER", "ORG", "LOC")}
    total = lambda k: sum(c[t, k] for t in ("PER", "ORG", "LOC"))
    return out | {f"{name}_f1": f1(total("tp"), total("p"), total("g"))}


def uner(results: list[dict], gold: dict[str, list[str]]) -> dict[str, float]:
    """Exact names on UD EWT's words. Two sentences of the names corpus have other words than ours: their names count as missed."""
    c: dict = defaultdict(int)
    for r in results:
        d = r["doc"]
        starts = [i for i in range(len(d.words)) if d.sent[i]] + [len(d.words)]
        for ident, s, e in zip(d.sent_ids, starts, starts[1:]):
            g = {x for x in spans(gold.get(ident, [])) if x[2] in ("PER", "ORG", "LOC")}
            bio = [x if not x.startswith("I-") or j else "B-" + x[2:] for j, x in enumerate(r["name"][s:e])]
            p = {(a, b, _coarse(t, {})) for a, b, t in spans(bio) if _coarse(t, {})}
            same = g & p if len(gold.get(ident, [])) == e - s else set()
            for t in ("PER", "ORG", "LOC"):
                c[t, "tp"] += sum(x[2] == t for x in same)
                c[t, "p"] += sum(x[2] == t for x in p)
                c[t, "g"] += sum(x[2] == t for x in g)
    out = {f"uner_{t}": f1(c[t, "tp"], c[t, "p"], c[t, "g"]) for t in ("PER", "ORG", "LOC")}
    total = lambda k: sum(c[t, k] for t in ("PER", "ORG", "LOC"))
    return out | {"uner_f1": f1(total("tp"), total("p"), total("g"))}


def mentions(results: list[dict]) -> dict[str, float]:
    tp = p = g = 0
    for r in results:
        pred = {i for i, m in enumerate(r["mention"]) if m}
        gold = {i for i, e in enumerate(r["doc"].entity) if e >= 0}
        tp, p, g = tp + len(pred & gold), p + len(pred), g + len(gold)
    return {"mention_heads": f1(tp, p, g)}


def labelled(r: dict, encoder: Encoder) -> pairs.Labelled:
    """What was predicted for a document, for `pairs`."""
    d, lb = r["doc"], encoder.labels
    starts = {w.start for w in r["windows"]}
    sentence, n = [], -1
    for i, s in enumerate(r["sentence"]):
        n += bool(s or d.para[i] or i in starts)
        sentence.append(n)
    names = lambda k, of: [of[j] for j in r[k]]
    return pairs.Labelled(d.words, names("upos", lb.upos), names("feats", lb.feats), r["head_own"], names("rel_own", lb.rel), sentence, d.para)


def pair_rows(r: dict, encoder: Encoder, at: list[int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The pairs of the mention heads `at` with their features."""
    later, earlier, places = pairs.rows(labelled(r, encoder), at, [int(r["mention"][i]) for i in at])
    return torch.from_numpy(later).long(), torch.from_numpy(earlier).long(), torch.from_numpy(places)


def clusters(model: Model, h: torch.Tensor, at: list[int], words: list[str], rows: tuple | None = None) -> list[set[int]]:
    """Entities among the mention heads `at`: each picks its best antecedent, or none."""
    out: list[set[int]] = []
    where: dict[int, int] = {}
    if len(at) < 2:
        return out
    score = model.antecedents(h[at], same_forms([words[i] for i in at]), rows)
    best, j = score.max(1)
    for i in range(1, len(at)):
        if best[i] > LEAST:
            a, b = at[int(j[i])], at[i]
            if a not in where:
                where[a] = len(out)
                out.append({a})
            out[where[a]].add(b)
            where[b] = where[a]
    return out


def coreference(model: Model, results: list[dict], encoder: Encoder) -> dict[str, float]:
    """The pairs of a document are kept in its result under `rows`, since they do not depend on the head."""
    with_pairs = bool(model.small["coref_pair"].any())
    found = []
    for r in results:
        d = r["doc"]
        gold = defaultdict(set)
        for i, e in enumerate(d.entity):
            if e >= 0:
                gold[e].add(i)
        key = [s for s in gold.values() if len(s) > 1]
        at = [i for i, m in enumerate(r["mention"]) if m]
        if with_pairs and "rows" not in r:
            r["rows"] = pair_rows(r, encoder, at)
        found.append((key, clusters(model, r["h"], at, d.words, r["rows"] if with_pairs else None)))
    return {f"coref_{k}": v for k, v in conll(found).items()}


def conll(pairs: list[tuple[list[set], list[set]]]) -> dict[str, float]:
    """MUC, B³ and CEAF-φ4 F1 over documents, and their mean."""
    from scipy.optimize import linear_sum_assignment

    def muc(key, sys):
        n = d = 0
        for k in key:
            parts, seen = 0, set()
            for s in sys:
                if k & s:
                    parts += 1
                    seen |= k & s
            n += len(k) - parts - len(k - seen)
            d += len(k) - 1
        return n, d

    def b3(key, sys):
        n = sum(len(k & s) ** 2 / len(k) for k in key for s in sys)
        return n, sum(map(len, key))

    sums = defaultdict(float)
    for key, sys in pairs:
        for name, f in (("muc", muc), ("b3", b3)):
            for side, (a, b) in (("r", (key, sys)), ("p", (sys, key))):
                n, d = f(a, b)
                sums[name, side, "n"] += n
                sums[name, side, "d"] += d
        phi = np.array([[2 * len(k & s) / (len(k) + len(s)) for s in sys] for k in key]) if key and sys else np.zeros((0, 0))
        n = phi[linear_sum_assignment(-phi)].sum() if phi.size else 0.0
        for side, d in (("r", len(key)), ("p", len(sys))):
            sums["ceaf", side, "n"] += n
            sums["ceaf", side, "d"] += d
    out = {}
    for name in ("muc", "b3", "ceaf"):
        r, p = (sums[name, s, "n"] / max(1, sums[name, s, "d"]) for s in "rp")
        out[name] = 200 * r * p / max(1e-9, r + p)
    return out | {"conll": sum(out.values()) / 3}


def assemble(model: Model, r: dict) -> list[dict]:
    """Attributions of one document from its tags and links: a cue with its source and contents; content without a cue, and
    cue without content, make none, except content whose link is `none`: it stands alone and is left out."""
    d = r["doc"]
    out = []
    for w in r["windows"]:
        h = r["h"][w.start : w.end]
        bio = spans(r["attribution"][w.start : w.end])
        by = {k: [(s, e) for s, e, t in bio if t == k] for k in ("SOURCE", "CUE", "CONTENT")}
        cues = [s for s, _ in by["CUE"]]
        entries = {s: {"source": [], "cue": [(s + w.start, e + w.start)], "content": []} for s, e in by["CUE"]}
        if by["CONTENT"] and cues:
            score = model.link("content_cue", h, torch.tensor([s for s, _ in by["CONTENT"]]), torch.tensor(cues))
            for (s, e), j in zip(by["CONTENT"], score.argmax(1).tolist()):
                if j < len(cues):
                    entries[cues[j]]["content"].append((s + w.start, e + w.start))
        if cues and by["SOURCE"]:
            score = model.link("cue_source", h, torch.tensor(cues), torch.tensor([s for s, _ in by["SOURCE"]]))
            for c, j in zip(cues, score.argmax(1).tolist()):
                if j < len(by["SOURCE"]):
                    s, e = by["SOURCE"][j]
                    entries[c]["source"].append((s + w.start, e + w.start))
        out.extend(x for x in entries.values() if x["content"])
    return out


def attributions(model: Model, results: list[dict]) -> dict[str, float]:
    c = defaultdict(float)
    for r in results:
        d = r["doc"]
        found = assemble(model, r)
        for role in ("source", "cue", "content"):
            g = [(s, e) for s, e, t in spans(d.attribution) if t == role.upper()]
            p = [(s, e) for s, e, t in spans(r["attribution"]) if t == role.upper()]
            gs, ps = {i for s, e in g for i in range(s, e)}, {i for s, e in p for i in range(s, e)}
            c[role, "g"] += len(g)
            c[role, "p"] += len(p)
            c[role, "exact"] += len(set(g) & set(p))
            c[role, "over_r"] += sum(any(i in ps for i in range(s, e)) for s, e in g)
            c[role, "over_p"] += sum(any(i in gs for i in range(s, e)) for s, e in p)
            c[role, "tok"] += len(gs & ps)
            c[role, "tok_g"] += len(gs)
            c[role, "tok_p"] += len(ps)
        gold = d.attributions
        tokens = lambda a, k: {i for s, e in a[k] for i in range(s, e)}
        c["g"] += len(gold)
        c["p"] += len(found)
        used = set()
        for a in gold:
            gc, gk, gs = (tokens(a, k) for k in ("content", "cue", "source"))
            for j, b in enumerate(found):
                if j in used:
                    continue
                bc, bk, bs = (tokens(b, k) for k in ("content", "cue", "source"))
                both = len(gc & bc)
                if gk & bk and gc and bc and 2 * both >= len(gc) and 2 * both >= len(bc) and (gs & bs or not gs and not bs):
                    used.add(j)
                    c["tp"] += 1
                    break
    out = {}
    for role in ("source", "cue", "content"):
        out[f"{role}_exact"] = f1(c[role, "exact"], c[role, "p"], c[role, "g"])
        pr, rc = c[role, "over_p"] / max(1, c[role, "p"]), c[role, "over_r"] / max(1, c[role, "g"])
        out[f"{role}_overlap"] = 200 * pr * rc / max(1e-9, pr + rc)
        out[f"{role}_tokens"] = f1(c[role, "tok"], c[role, "tok_p"], c[role, "tok_g"])
    return out | {"attributions": f1(c["tp"], c["p"], c["g"])}


def main() -> None:
    """Prints the scores of a checkpoint, with and without 8-bit rounding."""
    import argparse
    import json
    from pathlib import Path

    from export import restore

    a = argparse.ArgumentParser()
    a.add_argument("--gold", type=Path, required=True)
    a.add_argument("--base", type=Path, required=True)
    a.add_argument("--checkpoint", type=Path, required=True)
    a.add_argument("--only", choices=["float", "quantised"], help="one of the two")
    args = a.parse_args()
    model, pieces, state = restore(args.checkpoint, args.base)
    data = co.load(args.gold)
    for name in ("float", "quantised"):  # in this order: rounding is for good
        if args.only in (None, name):
            if name == "quantised":
                round_weights(model)
            print(json.dumps({"numbers": name, "step": state["step"]} | evaluate(model, Encoder(pieces, model.labels), data)), flush=True)


if __name__ == "__main__":
    main()
