"""Label lists of every head, and the maps from each corpus's labels to ours.

The lists that depend on data (features, lemma scripts, relations) are gathered from the training parts by `Labels.gather`
and stored with the checkpoint; all others are fixed here.
"""
from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field

UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"]
TYPES = ["PER", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "OTHER"]
NAME = ["O"] + [f"{p}-{t}" for t in TYPES for p in "BI"]
MENTION = ["O"] + TYPES
ATTRIBUTION = ["O"] + [f"{p}-{r}" for r in ("SOURCE", "CUE", "CONTENT") for p in "BI"]

# A set of our types for each corpus's type: the loss is the likelihood of the whole set.
NEWSWIRE = {
    "Person": "PER", "Organization": "ORG", "Location": "GPE LOC", "NORP": "NORP", "Facility": "FAC",
    "Misc": "OTHER EVENT", "Product": "OTHER", "Date": "", "Money": "",
}  # fmt: skip
CROSSNER = {
    "politician": "PER", "person": "PER", "country": "GPE", "politicalparty": "ORG", "organisation": "ORG",
    "location": "GPE LOC FAC", "election": "EVENT", "event": "EVENT", "misc": "OTHER NORP",
}  # fmt: skip
GUM = {
    "person": "PER", "organization": "ORG", "place": "GPE LOC FAC", "event": "EVENT",
    "abstract": "OTHER NORP", "object": "OTHER FAC", "animal": "OTHER", "plant": "OTHER", "substance": "OTHER", "time": "OTHER",
}  # fmt: skip

# `Location` in a newswire corpus does not tell states and cities from seas and mountains; these words do.
NATURAL = frozenset(
    """sea ocean river mount mountain mountains lake island islands strait straits gulf valley desert peninsula bay coast hills
    africa asia europe america americas caribbean balkans sahel sahara mediterranean pacific atlantic arctic antarctica middle
    east west north south region continent earth mars basin delta cape horn canal forest plateau zone border""".split()
)
STATES = frozenset(
    """afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium benin
    bolivia bosnia botswana brazil britain bulgaria burundi cambodia cameroon canada chad chile china colombia congo croatia cuba
    cyprus denmark djibouti ecuador egypt eritrea estonia ethiopia finland france gabon gambia georgia germany ghana greece
    guatemala guinea haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan
    kenya kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya lithuania luxembourg madagascar malawi malaysia mali
    malta mauritania mauritius mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua
    niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda
    senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tajikistan tanzania thailand
    togo tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan venezuela vietnam yemen zambia zimbabwe us usa uk uae
    u.s. u.k. washington london paris beijing moscow berlin tokyo delhi cairo tehran baghdad damascus jerusalem beirut ankara
    kabul riyadh doha islamabad brussels geneva vienna rome madrid seoul pyongyang nairobi lagos pretoria johannesburg shanghai
    hong kong dubai singapore bangkok manila jakarta sydney""".split()
)


def location_types(words: list[str]) -> str:
    """Our types for a corpus's plain `Location`."""
    low = [w.lower() for w in words]
    if any(w in NATURAL for w in low) and not any(w in STATES for w in low) and low[:1] != ["south"] and low[:1] != ["north"]:
        return "LOC"
    if all(w in STATES or w in ("the", "united", "states", "kingdom", "arab", "emirates", "saudi", "arabia", "south", "north", "new", "korea", "zealand") for w in low):
        return "GPE"
    return "GPE LOC"


def lemma_script(form: str, lemma: str) -> str:
    """The edit from `form` to `lemma`: `case|n|suffix` cuts n characters off the end and adds the suffix.

    case `l`: the lemma comes from the lower-cased form; `k`: the case is kept. `=|lemma` gives the lemma whole.
    """
    for case, base in (("l", form.lower()), ("k", form)):
        i = 0
        while i < len(base) and i < len(lemma) and base[i] == lemma[i]:
            i += 1
        if i > 0:
            return f"{case}|{len(base) - i}|{lemma[i:]}" if len(base) - i <= 6 else f"=|{lemma}"
    return f"=|{lemma}"


def apply_lemma(form: str, script: str) -> str:
    """The lemma that a script makes of a form; a script that does not fit leaves the form lower-cased."""
    if script.startswith("=|"):
        return script[2:]
    case, n, suffix = script.split("|", 2)
    base = form.lower() if case == "l" else form
    if int(n) > len(base):
        return base
    return base[: len(base) - int(n)] + suffix


@dataclass
class Labels:
    """The lists that heads index into, `UNKNOWN` never among them: rare labels are not learned."""

    feats: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    rel: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=lambda: list(UPOS))
    name: list[str] = field(default_factory=lambda: list(NAME))
    mention: list[str] = field(default_factory=lambda: list(MENTION))
    attribution: list[str] = field(default_factory=lambda: list(ATTRIBUTION))

    @staticmethod
    def gather(feats: Counter, lemma: Counter, rel: Counter, at_least: int = 4) -> "Labels":
        def common(c: Counter, n: int) -> list[str]:
            return [k for k, v in sorted(c.items(), key=lambda kv: (-kv[1], kv[0])) if v >= n]

        return Labels(common(feats, at_least), common(lemma, at_least), common(rel, 1))

    def as_json(self) -> dict:
        return asdict(self)
