"""Cuts running text into words in the manner of English Universal Dependencies.

In: a text. Out: `Word`s with code-point offsets, in order, that cover every character except white space.
The Rust tokenizer follows the same rules; they are written down in docs/design/model.md under "Words".

    >>> [w.form for w in cut("He can't read the U.S.-led plan.")]
    ['He', 'ca', "n't", 'read', 'the', 'U.S.', '-', 'led', 'plan', '.']
"""
from __future__ import annotations

import re
from dataclasses import dataclass

APOSTROPHES = "'’‘`´"

# Abbreviations that keep their full stop; single letters and letter.letter. patterns keep it by rule.
ABBREVIATIONS = frozenset(
    """mr. mrs. ms. dr. prof. st. gen. col. lt. maj. capt. cpl. sgt. adm. cmdr. rev. hon. gov. sen. sens. rep. reps. pres.
    jr. sr. inc. corp. co. ltd. llc. bros. no. vs. etc. al. jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec.
    mon. tue. tues. wed. thu. thur. thurs. fri. ft. mt. ave. blvd. dept. assn. ala. ariz. ark. calif. colo. conn. del. fla.
    ga. ill. ind. kan. ky. la. md. mass. mich. minn. miss. mo. mont. neb. nev. okla. ore. pa. tenn. tex. va. vt. wash. wis.
    wyo. ph.d. messrs. mlle. mme. p.m. a.m. e.g. i.e. cf. approx. est. supt. det. insp. atty. amb. min. sec. brig.""".split()
)
# Prefixes after which a hyphen does not split a word (UD English since 2.13 writes non-avian, co-workers, e-mail as one word).
PREFIXES = frozenset(
    """e non co re anti pre post mid ex semi multi sub un inter intra ultra pseudo neo micro mini macro mega meta
    pro counter trans hyper bi tri de quasi""".split()
)
# Contractions without an apostrophe that are still two words.
PAIRS = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3}

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[@#]\w+|\b[a-z0-9-]+\.(?:com|org|net|gov|edu)\b(?:/\S*)?", re.I)
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}|[A-Z]\.(?=\s+[A-Z“\"'’]|[-,])", re.U)
_LETTERS = re.compile(r"[^\W_]+(?:[&][^\W_]+)*|_+", re.U)
_DOTS = re.compile(r"\.{2,}|…|-{2,}|[!?]{2,}|\*{2,}|_{2,}|={2,}")
_CLITIC = re.compile(rf"[{APOSTROPHES}](?:s|re|ve|ll|d|m)(?![^\W_])", re.I)
_NOT = re.compile(rf"n[{APOSTROPHES}]t(?![^\W_])", re.I)
_TRAILING = ".,;:!?)]}>'’\"”"


@dataclass(frozen=True)
class Word:
    """One word; `start` and `end` are code points into the text."""

    form: str
    start: int
    end: int


def cut(text: str) -> list[Word]:
    """Words of `text` in order."""
    spans: list[tuple[int, int]] = []
    for chunk in re.finditer(r"\S+", text):
        _cut_chunk(text, chunk.start(), chunk.end(), spans)
    return [Word(text[s:e], s, e) for s, e in spans]


def _cut_chunk(text: str, at: int, end: int, spans: list[tuple[int, int]]) -> None:
    while at < end:
        at = _next(text, at, end, spans)


def _next(text: str, at: int, end: int, spans: list[tuple[int, int]]) -> int:
    """Appends the word or words that begin at `at`; returns where the next begins."""
    if m := _URL.match(text, at, end):
        stop = m.end()
        while stop > at + 1 and text[stop - 1] in _TRAILING:
            stop -= 1
        spans.append((at, stop))
        return stop
    if m := _DOTS.match(text, at, end):
        spans.append((at, m.end()))
        return m.end()
    if m := _CLITIC.match(text, at, end):
        if spans and spans[-1][1] == at:
            spans.append((at, m.end()))
            return m.end()
    if m := _INITIALS.match(text, at):
        if m.end() <= end:
            spans.append((at, m.end()))
            return m.end()
    if text[at].isdigit() and (m := _NUMBER.match(text, at, end)):
        stop = m.end()
        if stop < end and text[stop].isalnum():  # 4x4, 20mph, 9a: letters stay with the digits
            stop = _LETTERS.match(text, stop, end).end() if text[stop] != "_" else stop
        spans.append((at, stop))
        return stop
    m = _LETTERS.match(text, at, end)
    if not m:
        spans.append((at, at + 1))
        return at + 1
    stop = m.end()
    # A prefix keeps its hyphen: co-workers.
    while (
        stop + 1 < end and text[stop] == "-" and text[at:stop].lower() in PREFIXES and text[stop + 1].isalpha()
    ):
        inner = _INITIALS.match(text, stop + 1)
        stop = inner.end() if inner and inner.end() <= end else _LETTERS.match(text, stop + 1, end).end()
    if stop < end and text[stop] == "." and text[at : stop + 1].lower() in ABBREVIATIONS:
        if stop + 1 < end or text[at : stop + 1].lower() not in ("no.", "co.", "mar.", "sun.") or text[at].isupper():
            spans.append((at, stop + 1))
            return stop + 1
    if stop < end and text[stop] in APOSTROPHES:
        # O'Brien, qa'ida, o'clock: an apostrophe inside letters that is no clitic.
        while (
            stop + 1 < end
            and text[stop] in "'’"
            and text[stop + 1].isalpha()
            and not _CLITIC.match(text, stop, end)
            and not (text[stop - 1] in "nN" and _NOT.match(text, stop - 1, end))
        ):
            stop = _LETTERS.match(text, stop + 1, end).end()
            if stop >= end:
                break
    if stop < end and stop - at > 1 and text[stop] in APOSTROPHES and (n := _NOT.match(text, stop - 1, end)):
        spans.append((at, stop - 1))  # do + n't, ca + n't, wo + n't
        spans.append((stop - 1, n.end()))
        return n.end()
    low = text[at:stop].lower()
    if low in PAIRS:
        spans.append((at, at + PAIRS[low]))
        spans.append((at + PAIRS[low], stop))
        return stop
    spans.append((at, stop))
    # A possessive of a plural: workers' .
    if stop < end and text[stop] in "'’" and text[stop - 1] in "sS" and (stop + 1 == end or not text[stop + 1].isalpha()):
        spans.append((stop, stop + 1))
        return stop + 1
    return stop




def sentence_starts(text: str, words: list[Word]) -> list[bool]:
    """Where a sentence may begin by rule: after a line break, or after a full stop, question or exclamation mark and closing
    marks when a capital, digit or opening quotation mark follows. Serves only to cut long paragraphs."""
    out = [True] * len(words)
    for i in range(1, len(words)):
        gap = text[words[i - 1].end : words[i].start]
        if "\n" in gap:
            continue
        j = i - 1
        while j > 0 and words[j].form in "\"”’')]":
            j -= 1
        first = words[i].form[0]
        out[i] = bool(gap) and words[j].form in (".", "!", "?", "...", "…") and (first.isupper() or first.isdigit() or first in "\"“‘'([")
    return out
