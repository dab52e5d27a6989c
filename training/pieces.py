"""Turns words into word pieces, shapes and flags, and documents into windows and arrays.

In: `Doc`s. Out: `Window`s (a stretch of a document) and padded batches of integer arrays.
docs/design/model.md specifies the pieces, shapes, flags and windows.
"""
from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpora import SKIP, Doc
from labels import Labels

MAX_PIECES = 256  # with [CLS] and [SEP]
MAX_WORD_PIECES = 16
CLS, SEP, UNK, PAD, MASK = 101, 102, 100, 0, 103

_PLAIN = str.maketrans({c: "'" for c in "‘’‚‛′`´"} | {c: '"' for c in "“”„‟«»″"} | {"‑": "-", "‐": "-", "‒": "-", "―": "—", "…": "..."})


def _is_punctuation(c: str) -> bool:
    o = ord(c)
    return 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126 or unicodedata.category(c).startswith("P")


class Pieces:
    """WordPiece of the base vocabulary, word by word, with a memory."""

    def __init__(self, vocab: Path):
        self.vocab = {p: i for i, p in enumerate(vocab.read_text(encoding="utf-8").split("\n")) if p}
        self.memory: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        if (known := self.memory.get(word)) is None:
            known = self.memory[word] = self._cut(word)
        return known

    def _cut(self, word: str) -> list[int]:
        w = word.translate(_PLAIN)
        w = {"``": '"', "''": '"', "--": "—", "---": "—"}.get(w, w)
        w = unicodedata.normalize("NFD", w.lower())
        w = "".join(c for c in w if unicodedata.category(c) not in ("Mn", "Cc", "Cf") and not c.isspace())
        out: list[int] = []
        for run in _runs(w):
            out.extend(self._greedy(run))
        return out[:MAX_WORD_PIECES] or [UNK]

    def _greedy(self, run: str) -> list[int]:
        if len(run) > 100:
            return [UNK]
        out, at = [], 0
        while at < len(run):
            for end in range(len(run), at, -1):
                piece = self.vocab.get(("##" if at else "") + run[at:end])
                if piece is not None:
                    break
            else:
                return [UNK]
            out.append(piece)
            at = end
        return out


def _runs(word: str) -> list[str]:
    """Maximal runs without punctuation; every punctuation mark and every CJK character is a run of its own."""
    out: list[str] = []
    fresh = True
    for c in word:
        if _is_punctuation(c) or 0x4E00 <= ord(c) <= 0x9FFF or 0x3400 <= ord(c) <= 0x4DBF or 0xF900 <= ord(c) <= 0xFAFF:
            out.append(c)
            fresh = True
        elif fresh:
            out.append(c)
            fresh = False
        else:
            out[-1] += c
    return out


def shape(word: str) -> int:
    """The shape id of a word; the first rule that fits."""
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isdigit() for c in word)
    if not letters:
        return 7 if digits else 9 if not any(c.isalnum() for c in word) else 11
    if digits:
        return 8
    cased = [c for c in letters if c.lower() != c.upper()]
    if not cased:
        return 10
    upper = [c.isupper() for c in cased]
    if not any(upper):
        return 1
    if len(cased) == 1:
        return 6
    if all(upper):
        return 3
    if upper[0]:
        return 2 if not any(upper[1:]) else 4
    return 5


@dataclass
class Window:
    doc: Doc
    start: int
    end: int
    n_pieces: int  # with [CLS] and [SEP]


def windows(doc: Doc, pieces: Pieces, limit: int = MAX_PIECES) -> list[Window]:
    """Whole paragraphs packed up to `limit` pieces; a longer paragraph is cut at sentences, a longer sentence at the limit."""
    n = len(doc.words)
    size = [len(pieces.of(w)) for w in doc.words]
    room = limit - 2
    # Units: paragraphs, split where too long.
    units: list[tuple[int, int, int]] = []
    starts = [i for i in range(n) if doc.para[i] or i == 0] + [n]
    for a, b in zip(starts, starts[1:]):
        if sum(size[a:b]) <= room:
            units.append((a, b, sum(size[a:b])))
            continue
        cuts = [i for i in range(a, b) if doc.sent[i] or i == a] + [b]
        for s, e in zip(cuts, cuts[1:]):
            while sum(size[s:e]) > room:
                stop, total = s, 0
                while total + size[stop] <= room:
                    total += size[stop]
                    stop += 1
                units.append((s, stop, total))
                s = stop
            if s < e:
                units.append((s, e, sum(size[s:e])))
    out: list[Window] = []
    start, total = 0, 0
    for s, e, k in units:
        if total and total + k > room:
            out.append(Window(doc, start, s, total + 2))
            start, total = s, 0
        total += k
    if total:
        out.append(Window(doc, start, n, total + 2))
    return out


# Features of one batch: integer arrays [B, L] by piece and [B, W] by word (W = L), and label arrays by word.
Batch = dict


class Encoder:
    """Windows to arrays."""

    def __init__(self, pieces: Pieces, labels: Labels, seed: int = 0, hidden: float = 0.0):
        self.pieces, self.labels = pieces, labels
        self.hidden = hidden  # share of words in training whose pieces are hidden: what stands around a word tells too
        self.index = {k: {x: i for i, x in enumerate(getattr(labels, k))} for k in ("upos", "feats", "lemma", "rel", "name", "mention", "attribution")}
        self.random = random.Random(seed)

    def _set(self, key: str, allowed: str, out: np.ndarray) -> None:
        if not allowed:
            out[:] = 1
        else:
            for a in allowed.split("/"):
                out[self.index[key][a]] = 1

    def batch(self, ws: list[Window], length: int, augment: bool = False) -> Batch:
        B, L = len(ws), length
        z = lambda *s: np.zeros(s, dtype=np.int64)
        b = {k: z(B, L) for k in ("piece", "shape", "flag", "boundary", "mask", "word_mask", "sent_id")}
        b["first"] = z(B, L)
        for k in ("sentence", "upos", "feats", "lemma", "head", "rel", "attribution", "entity"):
            b[k] = np.full((B, L), SKIP, dtype=np.int64)
        b["name_set"] = np.zeros((B, L, len(self.labels.name)), dtype=np.float32)
        b["mention_set"] = np.zeros((B, L, len(self.labels.mention)), dtype=np.float32)
        b["n_words"] = np.array([w.end - w.start for w in ws])
        b["windows"] = ws
        for r, w in enumerate(ws):
            d = w.doc
            mode = self.random.random() if augment else 1.0
            at = 1
            b["piece"][r, 0] = CLS
            sent = -1
            upper_until = -1
            for k, i in enumerate(range(w.start, w.end)):
                form = d.words[i]
                ids = self.pieces.of(form)
                if augment and self.random.random() < self.hidden:
                    ids = [MASK] * len(ids)
                s = shape(form)
                if mode < 0.03:  # all lower case
                    s = 1 if s in (2, 3, 4, 5, 6) else s
                elif mode < 0.06 and d.para[i] and self.random.random() < 0.5 and i + 1 < w.end:
                    upper_until = next((j for j in range(i + 1, w.end) if d.sent[j]), w.end)  # a headline in capitals
                if i < upper_until and s in (1, 2, 4, 5):
                    s = 3 if sum(c.isalpha() for c in form) > 1 else 6
                n = len(ids)
                b["piece"][r, at : at + n] = ids
                b["shape"][r, at : at + n] = s
                b["flag"][r, at : at + n] = 2 + int(d.space[i])
                b["flag"][r, at] = int(d.space[i])
                b["boundary"][r, at] = int(d.para[i])
                b["first"][r, k] = at
                b["word_mask"][r, k] = 1
                at += n
                if d.sent[i] or k == 0:
                    sent += 1
                b["sent_id"][r, k] = sent
            b["piece"][r, at] = SEP
            b["mask"][r, : at + 1] = 1
            n = w.end - w.start
            sl = slice(w.start, w.end)
            if d.gold_sentences:
                b["sentence"][r, :n] = d.sent[sl]
            if d.upos:
                b["upos"][r, :n] = [self.index["upos"].get(x, SKIP) for x in d.upos[sl]]
                b["feats"][r, :n] = [self.index["feats"].get(x, SKIP) for x in d.feats[sl]]
                b["lemma"][r, :n] = [self.index["lemma"].get(x, SKIP) for x in d.lemma[sl]]
                heads = [h - w.start if h >= 0 else L for h in d.head[sl]]
                ok = [h == L or 0 <= h < n and b["sent_id"][r, h] == b["sent_id"][r, k] for k, h in enumerate(heads)]
                b["head"][r, :n] = [h if o else SKIP for h, o in zip(heads, ok)]  # L stands for the root
                b["rel"][r, :n] = [self.index["rel"].get(x, SKIP) if o else SKIP for x, o in zip(d.rel[sl], ok)]
            if d.names:
                for k in range(n):
                    self._set("name", d.names[w.start + k], b["name_set"][r, k])
            if d.mentions:
                for k in range(n):
                    self._set("mention", d.mentions[w.start + k], b["mention_set"][r, k])
                b["entity"][r, :n] = d.entity[sl]
            if d.attribution:
                b["attribution"][r, :n] = [self.index["attribution"][x] for x in d.attribution[sl]]
                for k in range(n):  # a span cut by the window's start begins there
                    if k == 0 and d.attribution[w.start].startswith("I-"):
                        b["attribution"][r, 0] -= 1
        b["links"] = [_links(w) for w in ws]
        return b


def _links(w: Window) -> dict:
    """Gold starts of spans inside the window and what they pick: {'cue_source': [(cue, [sources])], 'content_cue': …, 'sources', 'cues'}."""
    out = {"cue_source": [], "content_cue": [], "sources": [], "cues": []}
    if not w.doc.attribution:
        return out
    inside = lambda s: w.start <= s < w.end
    for a in w.doc.attributions:
        src = [s - w.start for s, _ in a["source"] if inside(s)]
        cue = [s - w.start for s, _ in a["cue"] if inside(s)]
        con = [s - w.start for s, _ in a["content"] if inside(s)]
        out["sources"] += src
        out["cues"] += cue
        for c in cue:
            out["cue_source"].append((c, src[:1] if src else []))
        for c in con:
            out["content_cue"].append((c, cue[:1] if cue else []))
    return out
