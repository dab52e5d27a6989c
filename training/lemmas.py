"""Writes the lemma table that stands beside the weights.

Comes in: the training parts of UD EWT and UD GUM. Goes out: `models/lemmas.tsv`, a line `form <tab> UPOS <tab> lemma` for every form (in small
letters) that is lemmatised in one way nine times out of ten, closed to names, numbers and symbols. The edit scripts of the model are for
words that are not in it: they never saw `held` often enough to be sure of `hold`.

    python training/lemmas.py --gold FOLDER --out models/lemmas.tsv
"""

import argparse
from collections import Counter, defaultdict
from pathlib import Path

OPEN = {"VERB", "AUX", "NOUN", "ADJ", "ADV", "PRON", "DET", "ADP", "SCONJ", "CCONJ", "PART"}
AGREEMENT = 0.9


def words(path: Path):
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) == 10 and fields[0].isdigit():
            yield fields[1], fields[2], fields[3]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    seen: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for name in ("ud-ewt/en_ewt-ud-train.conllu", "ud-gum/en_gum-ud-train.conllu"):
        for form, lemma, upos in words(options.gold / name):
            if upos in OPEN and form.replace("'", "").replace("’", "").isalpha() and lemma != "_":
                seen[form.lower().replace("’", "'"), upos][lemma] += 1
    lines = []
    for (form, upos), lemmas in sorted(seen.items()):
        lemma, count = lemmas.most_common(1)[0]
        if count >= AGREEMENT * sum(lemmas.values()) and lemma == lemma.lower():
            lines.append(f"{form}\t{upos}\t{lemma}\n")
    options.out.write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} forms")


if __name__ == "__main__":
    main()
