"""What the coreference head knows of two mentions besides their vectors.

In: a document's words with the labels that the model gives them, and the words that head mentions. Out: for every mention and each of the
`WINDOW` before it a row of numbers, places in the head's table (docs/design/model.md, "Pairs"). The program derives the same numbers.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

WINDOW = 100
PRONOUNS = {
    word: number
    for number, words in enumerate((
        "i me my mine myself", "we us our ours ourselves", "you your yours yourself yourselves", "he him his himself", "she her hers herself",
        "it its itself", "they them their theirs themselves 'em", "this that these those",
        "who whom whose which what where when why how whoever whatever",
    ))
    for word in words.split()
}  # fmt: skip
OTHER_PRONOUN, NAME, THE, THIS, SOME, OWNED, BARE, REST = 9, 10, 11, 12, 13, 14, 15, 16
N_CLASS, N_TYPE, N_ROLE, N_MATCH, N_STRUCTURE, N_DISTANCE = 17, 9, 6, 11, 10, 9
# The features in order, with the number of values of each.
SIZES = (
    N_CLASS * N_CLASS,  # classes of both
    N_CLASS * N_DISTANCE,  # later's class, sentences between
    N_CLASS * N_DISTANCE,  # later's class, mentions between
    2 * N_MATCH * N_CLASS,  # wording, later's class
    2 * N_MATCH * N_DISTANCE,  # wording, sentences between
    N_TYPE * N_TYPE * 2,  # types of both, whether the later is a pronoun
    9 * N_CLASS,  # numbers of both, later's class
    N_STRUCTURE * N_CLASS,  # how one stands to the other in the tree, later's class
    N_ROLE * N_CLASS,  # earlier's role, later's class
    N_ROLE * N_ROLE * 3,  # roles of both, sentences between (2: two and more)
    4 * N_CLASS * N_CLASS,  # which of them are quoted, classes of both
    7 * N_CLASS,  # how many candidates nearer by agree, if this one does; later's class
    6 * N_CLASS,  # how often the earlier's word headed a mention before, later's class
    5 * N_CLASS,  # how many candidates nearer by are worded alike, if this one is; later's class
    4 * N_CLASS * N_CLASS,  # paragraphs between (3: three and more), classes of both
)
OFFSETS = np.cumsum([0, *SIZES[:-1]])
_CONTENT = ("NOUN", "PROPN", "ADJ", "NUM", "VERB")
_OUTSIDE = frozenset(
    """case cc conj appos cop mark nsubj csubj aux advcl parataxis discourse dislocated vocative expl ccomp orphan reparandum punct list""".split()
)


def _plain(rel: str) -> str:
    return rel.split(":")[0]


@dataclass
class Labelled:
    """A document with the labels that the model gives. `head` counts in the document, -1 for a root."""

    words: list[str]
    upos: list[str]
    feats: list[str]
    head: list[int]
    rel: list[str]
    sentence: list[int]  # number of each word's sentence
    paragraph: list[bool]  # a paragraph begins

    def __post_init__(self) -> None:
        self.low = [w.lower().replace("’", "'") for w in self.words]
        self.children: list[list[int]] = [[] for _ in self.words]
        for i, h in enumerate(self.head):
            if h >= 0:
                self.children[h].append(i)
        self.paragraph_of = np.cumsum(self.paragraph)
        self.quoted: list[bool] = []
        inside = False
        for w, new in zip(self.words, self.paragraph):
            inside &= not new
            if w in ("“", "``", "«"):
                inside = True
            elif w in ("”", "''", "»"):
                inside = False
            elif w == '"':
                inside = not inside
            self.quoted.append(inside and w not in ('"', "“", "``", "«"))

    def phrase(self, head: int) -> tuple[int, int]:
        """The noun phrase of `head`, as `phrase.rs` has it."""
        predicate = any(_plain(self.rel[k]) in ("cop", "nsubj", "aux") for k in self.children[head])
        start, end = head, head + 1

        def belongs(k: int) -> bool:
            rel = _plain(self.rel[k])
            return rel not in _OUTSIDE and (rel != "advmod" or k > head and not predicate) and (rel != "obl" or not predicate)

        todo = [k for k in self.children[head] if belongs(k)]
        while todo:
            k = todo.pop()
            start, end = min(start, k), max(end, k + 1)
            todo += self.children[k]
        while end > head + 1 and self.upos[end - 1] == "PUNCT" and self.words[end - 1] not in (")", '"', "”", "]"):
            end -= 1
        return start, end


@dataclass
class Mention:
    word: int
    start: int
    end: int
    form: str
    kind: int  # class
    type: int
    number: int
    role: int
    modifiers: frozenset[str]
    initials: str
    proper: bool


def mention(d: Labelled, word: int, type_: int) -> Mention:
    start, end = d.phrase(word)
    form, upos, rel = d.low[word], d.upos[word], d.rel[word]
    inside = [k for k in d.children[word] if start <= k < end]
    if form in PRONOUNS and upos in ("PRON", "DET", "ADV", "SCONJ", "X"):
        kind = PRONOUNS[form]
    elif upos in ("PRON", "DET"):
        kind = OTHER_PRONOUN
    elif upos == "PROPN":
        kind = NAME
    elif upos in ("NOUN", "NUM", "ADJ"):
        kind = BARE if upos == "NOUN" else REST
        articles = [d.low[k] for k in inside if _plain(d.rel[k]) == "det"]
        if any(d.rel[k] == "nmod:poss" for k in inside):
            kind = OWNED
        elif articles:
            kind = THE if articles[-1] == "the" else THIS if articles[-1] in ("this", "that", "these", "those") else SOME
    else:
        kind = REST
    number = 1 if "Number=Sing" in d.feats[word] else 2 if "Number=Plur" in d.feats[word] else 0
    roles = {"nsubj": 0, "csubj": 0, "obj": 1, "iobj": 1, "nmod": 3, "compound": 3, "obl": 4}
    role = 2 if rel == "nmod:poss" else roles.get(_plain(rel), 5)
    modifiers = frozenset(d.low[k] for k in inside if d.upos[k] in _CONTENT and _plain(d.rel[k]) in ("amod", "compound", "flat", "nummod", "nmod"))
    initials = "".join(w[0] for w in d.words[start:end] if w[0].isupper())
    return Mention(word, start, end, form, kind, type_, number, role, modifiers, initials.lower(), upos == "PROPN")


def wording(later: Mention, earlier: Mention) -> int:
    """How alike two mentions are worded; 4 and more: the same head word."""
    a, b = later.form, earlier.form
    if later.kind < NAME or earlier.kind < NAME:
        return 8 if a == b else 0
    if a == b:
        if later.modifiers == earlier.modifiers:
            return 7
        if later.modifiers <= earlier.modifiers:
            return 5
        return 6 if earlier.modifiers <= later.modifiers else 4
    if a in earlier.modifiers:
        return 1
    if b in later.modifiers:
        return 2
    if len(a) > 1 and a == earlier.initials or len(b) > 1 and b == later.initials:
        return 9
    if len(a) > 3 and len(b) > 3 and a[:4] == b[:4]:
        return 3
    return 10 if later.modifiers & earlier.modifiers else 0


def structure(d: Labelled, later: Mention, earlier: Mention) -> int:
    """How the later of two mentions stands to the earlier in the tree of their sentence; 0 in two sentences."""
    i, j = later.word, earlier.word
    if d.sentence[i] != d.sentence[j]:
        return 0
    rel_i, rel_j = d.rel[i], d.rel[j]
    if rel_i == "appos" and d.head[i] == j:
        return 3
    if _plain(rel_j) == "nsubj" and d.head[j] == i:
        return 4
    if _plain(rel_i) == "nsubj" and d.head[i] == j:
        return 5
    if earlier.start <= i < earlier.end:
        return 1
    if later.start <= j < later.end:
        return 2
    if d.head[i] == d.head[j] and d.head[i] >= 0:
        return 9 if _plain(rel_i) == "conj" else 6
    if d.head[i] == j and _plain(rel_i) == "conj":
        return 9
    above = i
    for _ in range(12):
        if above == d.head[j]:
            return 7 if _plain(rel_j) == "nsubj" else 8
        above = d.head[above]
        if above < 0:
            break
    return 0


def mention_bucket(d: int) -> int:
    return sum(d >= edge for edge in (2, 3, 4, 5, 8, 16, 32, 64))


def sentence_bucket(d: int) -> int:
    return sum(d >= edge for edge in (1, 2, 3, 4, 5, 8, 16, 32))


def rows(d: Labelled, heads: list[int], types: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Later and earlier mention of every pair, and its features [pairs, len(SIZES)] as places in the table."""
    mentions = [mention(d, word, type_) for word, type_ in zip(heads, types)]
    before: list[int] = []
    count: dict[str, int] = {}
    for m in mentions:
        before.append(min(count.get(m.form, 0), 5))
        count[m.form] = count.get(m.form, 0) + 1
    later_of, earlier_of, out = [], [], []
    for i, x in enumerate(mentions):
        agreeing = alike = 0
        for j in range(i - 1, max(-1, i - WINDOW - 1), -1):
            y = mentions[j]
            agree = (0 in (x.number, y.number) or x.number == y.number) and x.type == y.type and (max(x.kind, y.kind) >= 9 or x.kind == y.kind)
            agreeing += agree
            match = wording(x, y)
            same = 4 <= match <= 8
            alike += same
            n_sentences = d.sentence[x.word] - d.sentence[y.word]
            apart, worded = sentence_bucket(n_sentences), match + N_MATCH * (x.proper and y.proper)
            quoted = 2 * d.quoted[x.word] + d.quoted[y.word]
            classes = x.kind * N_CLASS + y.kind
            later_of.append(i)
            earlier_of.append(j)
            out.append((
                classes,
                x.kind * N_DISTANCE + apart,
                x.kind * N_DISTANCE + mention_bucket(i - j),
                worded * N_CLASS + x.kind,
                worded * N_DISTANCE + apart,
                (x.type * N_TYPE + y.type) * 2 + (x.kind < NAME),
                (x.number * 3 + y.number) * N_CLASS + x.kind,
                structure(d, x, y) * N_CLASS + x.kind,
                y.role * N_CLASS + x.kind,
                (x.role * N_ROLE + y.role) * 3 + min(n_sentences, 2),
                quoted * N_CLASS * N_CLASS + classes,
                (min(agreeing, 6) if agree else 0) * N_CLASS + x.kind,
                before[j] * N_CLASS + x.kind,
                (min(alike, 4) if same else 0) * N_CLASS + x.kind,
                min(int(d.paragraph_of[x.word] - d.paragraph_of[y.word]), 3) * N_CLASS * N_CLASS + classes,
            ))  # fmt: skip
    return np.array(later_of), np.array(earlier_of), np.array(out, dtype=np.int64).reshape(-1, len(SIZES)) + OFFSETS
