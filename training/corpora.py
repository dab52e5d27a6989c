"""Reads the corpora into `Doc`s: words with what is known about each.

In: the folder that holds the corpora (`ud-ewt`, `ud-gum`, `polnear`, `ner-worldwide-newswire`, `ner-crossner-politics`).
Out: documents whose label lists are as long as their words; a label that a corpus does not give is `SKIP`.
"""
from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import labels as lb
from words import cut, sentence_starts

SKIP = -100
JOINING = frozenset("of the and & - – ' 's ’s for de la al von van der den in on".split())
TITLES = frozenset(
    """president mr. mrs. ms. miss dr. doctor senator sen. governor gov. prime minister pope king queen prince princess professor prof. judge
    justice general gen. captain capt. colonel col. sir lord lady rev. father mother sister brother secretary chancellor ambassador
    representative rep. uncle aunt saint sgt. sergeant lieutenant lt. major chief mayor congressman speaker""".split()
)

CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec am pm""".split()
)


@dataclass
class Doc:
    """One text. `space[i]`: white space before word i; `para[i]`: a paragraph begins; `sent[i]`: a sentence begins or may begin."""

    name: str
    words: list[str] = field(default_factory=list)
    space: list[bool] = field(default_factory=list)
    para: list[bool] = field(default_factory=list)
    sent: list[bool] = field(default_factory=list)
    # Labels by head; absent when the corpus has none.
    gold_sentences: bool = False
    sent_ids: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)  # index in the document, -1 for a root
    rel: list[str] = field(default_factory=list)
    # Sets of allowed labels, as strings joined by "/"; "" = nothing known.
    names: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    entity: list[int] = field(default_factory=list)  # of the mention headed here; -1 no mention
    mention_spans: list[tuple[int, int, int, str, int]] = field(default_factory=list)  # start, end, entity, type, head
    attribution: list[str] = field(default_factory=list)
    attributions: list[dict] = field(default_factory=list)  # source, cue, content: lists of word spans
    offsets: list[tuple[int, int]] = field(default_factory=list)
    text: str = ""


def read_conllu(path: Path, gum: bool) -> list[Doc]:
    docs: list[Doc] = []
    doc = None
    new_par, mwt_end, glue = False, 0, False
    offset, sent_first = 0, True
    open_: dict[str, list] = defaultdict(list)
    for line in path.open(encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            doc = Doc(line.split("= ")[-1], gold_sentences=True)
            docs.append(doc)
            open_.clear()
            new_par, glue = True, False
        elif line.startswith("# newpar"):
            new_par = True
        elif line.startswith("# sent_id"):
            doc.sent_ids.append(line.split("= ")[1])
        elif not line:
            sent_first = True
        elif line[0] != "#":
            c = line.split("\t")
            if "." in c[0]:
                continue
            if "-" in c[0]:
                mwt_end = int(c[0].split("-")[1])
                mwt_glue = "SpaceAfter=No" in c[9]
                mwt_first = int(c[0].split("-")[0])
                continue
            n = int(c[0])
            i = len(doc.words)
            if sent_first:
                offset = i
            doc.words.append(c[1])
            inside_mwt = n <= mwt_end and n > mwt_first if mwt_end else False
            doc.space.append(not glue and not inside_mwt)
            doc.sent.append(sent_first)
            doc.para.append(new_par and sent_first)
            if sent_first:
                new_par = False
            doc.upos.append(c[3])
            doc.feats.append(c[5])
            doc.lemma.append(lb.lemma_script(c[1], c[2]))
            doc.head.append(int(c[6]) - 1 + offset if c[6] != "0" else -1)
            doc.rel.append(c[7])
            if n == mwt_end:
                glue, mwt_end = mwt_glue, 0
            else:
                glue = "SpaceAfter=No" in c[9]
            sent_first = False
            if gum and (m := re.search(r"Entity=([^|]+)", c[9])):
                for part in re.findall(r"\([^()]+\)?|[^()]+\)", m.group(1)):
                    ident = part.strip("()").split("-")
                    if part[0] == "(":
                        open_[ident[0]].append((i, ident))
                        if part[-1] == ")":
                            s, idn = open_[ident[0]].pop()
                            doc.mention_spans.append((s, i + 1, _number(idn[0]), idn[1], -1))
                    else:
                        key = ident[0]
                        if open_[key]:
                            s, idn = open_[key].pop()
                            doc.mention_spans.append((s, i + 1, _number(idn[0]), idn[1], -1))
    for doc in docs:
        if gum:
            _gum_layers(doc)
        else:
            _names_by_words(doc)
    return docs


def _names_by_words(doc: Doc) -> None:
    """What a treebank without names says about them: a proper noun that is no day, month or title is part of some name, of
    whatever type; small words, capitalised words and neighbours of proper nouns stay unknown; all else is outside names."""
    n = len(doc.words)
    proper = [u == "PROPN" for u in doc.upos]
    inside = "/".join(label for label in lb.NAME if label != "O")
    doc.names = ["O"] * n
    for i, word in enumerate(doc.words):
        low = word.lower().rstrip(".")
        if proper[i]:
            known = low not in CALENDAR and low not in TITLES and word[:1].isupper() and not word.isupper()
            doc.names[i] = inside if known else ""
        elif word[:1].isupper() and not doc.sent[i] or any(proper[max(0, i - 2) : i + 3]) or "@" in word or "." in word[1:-1]:
            doc.names[i] = ""


def _number(ident: str) -> int:
    return int(re.match(r"\d+", ident).group())


def _gum_layers(doc: Doc) -> None:
    n = len(doc.words)
    doc.mentions = ["O"] * n
    doc.entity = [-1] * n
    doc.names = ["O"] * n
    spans = []
    for s, e, ent, typ, _ in sorted(set(doc.mention_spans), key=lambda m: (-(m[1] - m[0]), m[0])):
        heads = [i for i in range(s, e) if not s <= doc.head[i] < e]
        head = heads[0] if heads else s
        spans.append((s, e, ent, typ, head))
        # Longer mentions first: a shorter one with the same head word takes it over.
        doc.mentions[head] = "/".join(t for t in lb.GUM[typ].split() if t != "NORP")
        doc.entity[head] = ent
    doc.mention_spans = spans
    # Names: mentions headed by a proper noun that consist of capitalised words and small words between them, titles and
    # articles in front taken off. All else that could be part of a name stays unknown; other words are outside names.
    for i in range(n):
        if doc.upos[i] == "PROPN" or (doc.upos[i] in ("ADJ", "NOUN", "NUM", "VERB", "X") and doc.words[i][:1].isupper() and not doc.sent[i]):
            doc.names[i] = ""
    named = []
    for s, e, ent, typ, head in spans:
        if doc.upos[head] != "PROPN":
            continue
        if typ == "time":
            doc.names[s:e] = ["O"] * (e - s)
            continue
        types = lb.GUM[typ].split()
        if typ == "person" and "Number=Plur" in doc.feats[head]:
            types = ["NORP"]
        a = s
        while a < e and (doc.upos[a] == "DET" or typ == "person" and doc.words[a].lower() in TITLES):
            a += 1
        rest = range(a, e)
        fits = lambda i: doc.words[i][:1].isupper() or doc.words[i].isdigit() or doc.words[i].lower() in JOINING
        if rest and not (typ == "person" and any(w in ("'s", "’s", "of") for w in doc.words[a:e])) and doc.words[a][:1].isupper() and doc.upos[e - 1] in ("PROPN", "NUM", "NOUN") and doc.words[e - 1].lower() not in JOINING and all(map(fits, rest)):
            named.append((a, e, types))
        else:
            for i in range(s, e):
                if doc.words[i].lower() in JOINING or doc.upos[i] == "PUNCT":
                    doc.names[i] = ""
    for a, e, types in sorted(named, key=lambda x: x[1] - x[0]):  # the longest last: outermost names count
        for i in range(a, e):
            doc.names[i] = "/".join(("B-" if i == a else "I-") + t for t in types)


def _spaced(words: list[str]) -> str:
    """Joins the tokens of a corpus that has lost its white space, as English sets it."""
    out, quote, prev = "", False, ""
    for w in words:
        glue = not out or w in (".", ",", ":", ";", "!", "?", ")", "]", "%", "'s", "’s", "n't", "n’t", "'", "’", "...", "”", "'re", "'ve", "'ll", "'d", "'m", "’re", "’ve", "’ll", "’d", "’m")
        glue = glue or prev in ("(", "[", "$", "“", "‘", "£", "€", "#") or prev == '"' and quote or w == '"' and quote
        if w == '"':
            quote = not quote
        out += ("" if glue else " ") + w
        prev = w
    return out


def _from_sentences(name: str, sentences: list[list[tuple[str, str, str]]], mapping) -> Doc:
    """A document from tokens with BIO labels. Tokens are cut further by our rules; white space is guessed."""
    doc = Doc(name, gold_sentences=False)
    for k, sentence in enumerate(sentences):
        tokens = [t for t, *_ in sentence]
        text = _spaced(tokens)
        # Character position of every token in the text.
        at, starts = 0, []
        for t in tokens:
            at = text.index(t, at)
            starts.append(at)
            at += len(t)
        owner = {}
        for j, s in enumerate(starts):
            for c in range(s, s + len(tokens[j])):
                owner[c] = j
        spans = {}  # token index -> (first token of its name, label)
        first = None
        for j, (_, bio, typ) in enumerate(sentence):
            if bio == "B" or bio == "I" and (first is None or typ != first[1]):
                first = (j, typ)
            elif bio == "O":
                first = None
            spans[j] = first
        done = set()
        for w in cut(text):
            j = owner[w.start]
            sent_first = w.start == 0
            doc.words.append(w.form)
            doc.space.append(w.start == 0 or text[w.start - 1].isspace())
            doc.sent.append(sent_first)
            doc.para.append(sent_first and k < 2)
            if spans[j] is None:
                doc.names.append("O")
                continue
            a, typ = spans[j]
            members = [sentence[x][0] for x in range(a, len(sentence)) if spans[x] == spans[j]]
            types = mapping(typ, members).split()
            if not types:
                doc.names.append("O")
                continue
            doc.names.append("/".join(("I-" if a in done else "B-") + t for t in types))
            done.add(a)
    return doc


def read_newswire(folder: Path) -> tuple[list[Doc], list[Doc]]:
    """Train and held-back part. Held back are whole outlets: sorted by file-name prefix, every fifth outlet beginning with the third."""
    files = sorted(folder.glob("*.tsv"))
    outlet = lambda p: re.sub(r"_?\d+\.txt\.tsv$", "", p.name)
    outlets = sorted({outlet(p) for p in files})
    held = set(outlets[2::5])
    train, dev = [], []
    for p in files:
        sentences, cur = [], []
        for line in p.open(encoding="utf-8"):
            c = line.rstrip("\n").split("\t")
            if not c[0].strip():
                if cur:
                    sentences.append(cur)
                cur = []
            elif c[0].startswith("http"):
                continue
            else:
                lab = c[1] if len(c) > 1 and c[1] else "O"
                bio, _, typ = lab.partition("-")
                cur.append((c[0].strip(), bio, typ))
        if cur:
            sentences.append(cur)
        mapping = lambda typ, members: lb.location_types(members) if typ == "Location" else lb.NEWSWIRE.get(typ, "")
        (dev if outlet(p) in held else train).append(_from_sentences("newswire/" + p.name, sentences, mapping))
    return train, dev


def read_crossner(path: Path) -> list[Doc]:
    docs, cur, sentences = [], [], []
    for line in [*path.open(encoding="utf-8"), "\n"]:
        c = line.split()
        if not c:
            if cur:
                sentences.append(cur)
            cur = []
        else:
            bio, _, typ = c[1].partition("-")
            cur.append((c[0], bio, typ))
    mapping = lambda typ, members: lb.CROSSNER[typ]
    return [_from_sentences(f"crossner/{i}", [s], mapping) for i, s in enumerate(sentences)]


def read_uner(path: Path) -> dict[str, list[str]]:
    """BIO labels by the sentence ids of UD EWT (the order of documents differs)."""
    out: dict[str, list[str]] = {}
    for line in path.open(encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        if line.startswith("# sent_id"):
            cur = out[line.split("= ")[1].strip()] = []
        elif len(c) > 2:
            cur.append(c[2])
    return out


def read_polnear(folder: Path) -> list[Doc]:
    """Articles of one part; where several people annotated an article, each version is a document."""
    docs = []
    texts = {p.stem: p.read_text(encoding="utf-8") for p in (folder / "text").glob("*.txt")}
    for ann in sorted((folder / "attributions").glob("*.ann")):
        text = texts.get(ann.stem.rsplit("_", 1)[0])
        if text is None:
            continue
        words = cut(text)
        doc = Doc("polnear/" + ann.stem, text=text)
        doc.words = [w.form for w in words]
        doc.offsets = [(w.start, w.end) for w in words]
        gaps = [text[words[i - 1].end if i else 0 : w.start] for i, w in enumerate(words)]
        doc.space = [bool(g) or i == 0 for i, g in enumerate(gaps)]
        doc.para = [i == 0 or "\n" in g for i, g in enumerate(gaps)]
        doc.sent = sentence_starts(text, words)
        doc.attribution = ["O"] * len(words)
        at_char = {}
        for i, w in enumerate(words):
            for c in range(w.start, w.end):
                at_char[c] = i
        bounds, events = {}, []
        for line in ann.open(encoding="utf-8"):
            c = line.rstrip("\n").split("\t")
            if len(c) < 2:
                continue
            if c[0].startswith("T"):
                kind, _, spans = c[1].partition(" ")
                bounds[c[0]] = [tuple(map(int, s.split())) for s in spans.split(";")]
            elif c[0].startswith("E"):
                events.append([a.split(":") for a in c[1].split()])
        for event in events:
            entry = {"source": [], "cue": [], "content": []}
            for role, ref in event[1:]:
                role = role.rstrip("0123456789").lower()
                if role not in entry:
                    continue
                for s, e in bounds.get(ref, []):
                    inside = [at_char[c] for c in range(s, e) if c in at_char]
                    if inside:
                        entry[role].append((inside[0], inside[-1] + 1))
            if not entry["cue"] and not entry["content"]:
                continue
            for role, spans in entry.items():
                spans.sort()
                for s, e in spans:
                    for i in range(s, e):
                        doc.attribution[i] = ("B-" if i == s else "I-") + role.upper()
            doc.attributions.append(entry)
        docs.append(doc)
    return docs


@dataclass
class Corpora:
    """Training documents by source and development documents."""

    train: dict[str, list[Doc]]
    dev: dict[str, list[Doc]]
    uner_dev: dict[str, list[str]]


def load(gold: Path) -> Corpora:
    wire_train, wire_dev = read_newswire(gold / "ner-worldwide-newswire")
    train = {
        "ewt": read_conllu(gold / "ud-ewt/en_ewt-ud-train.conllu", gum=False),
        "gum": read_conllu(gold / "ud-gum/en_gum-ud-train.conllu", gum=True),
        "polnear": read_polnear(gold / "polnear/data/train"),
        "names": wire_train + read_crossner(gold / "ner-crossner-politics/train.txt"),
    }
    dev = {
        "ewt": read_conllu(gold / "ud-ewt/en_ewt-ud-dev.conllu", gum=False),
        "gum": read_conllu(gold / "ud-gum/en_gum-ud-dev.conllu", gum=True),
        "polnear": read_polnear(gold / "polnear/data/dev"),
        "newswire": wire_dev,
        "crossner": read_crossner(gold / "ner-crossner-politics/dev.txt"),
    }
    return Corpora(train, dev, read_uner(gold / "uner-ewt/en_ewt-ud-dev.iob2"))


if __name__ == "__main__":
    import sys

    corpora = load(Path(sys.argv[1]))
    for part in (corpora.train, corpora.dev):
        for name, docs in part.items():
            print(name, len(docs), sum(len(d.words) for d in docs), json.dumps(docs[0].words[:30], ensure_ascii=False), docs[0].names[:12], docs[0].attribution[:12], docs[0].space[:8], sum(map(sum, (d.sent for d in docs))), sum(map(sum, (d.para for d in docs))))
