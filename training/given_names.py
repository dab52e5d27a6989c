"""Learns from lists of given names whether a name is a man's or a woman's, for names that no list has as well; writes what readout-read reads.

The names come from the PyPI package `faker` (MIT), which has lists for some eighty languages. Of names that it has, their hash and how much
they are women's names are kept; for others, weights of pieces of names (first and last letters, any three in a row).

    python given_names.py ../crates/readout-read/data/given-names.bin

File, little-endian: `SIZE` signed bytes, the weight of a piece at its place; the number of known names (32 bits); their hashes in rising order
(32 bits each); their scores (a signed byte each). A name's score is that of the known name or else the sum of its pieces' weights, over `SCALE`;
the probability that it is a woman's is the logistic function of that.
"""

import collections
import importlib
import pkgutil
import struct
import sys
import unicodedata

import faker.providers.person as person
import numpy as np

SIZE = 1 << 15
SCALE = 16.0
MEN = ("first_names_male", "male_first_names", "first_romanized_names_male")
WOMEN = ("first_names_female", "female_first_names", "first_romanized_names_female")
SURNAMES = ("last_names", "last_romanized_names")


def plain(name: str) -> str:
    """Small letters without marks; empty for what has others than a to z."""
    letters = unicodedata.normalize("NFKD", name)
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()
    return letters if letters.isascii() and letters.isalpha() else ""


def pieces(name: str) -> list[str]:
    """What of a plain name is weighed: `<` marks its first letters, `>` its last."""
    marked = f"^{name}$"
    first = [f"<{marked[:n]}" for n in (2, 3, 4)]
    last = [f"{marked[-n:]}>" for n in (2, 3, 4, 5)]
    return sorted({*first, *last, *(marked[at : at + 3] for at in range(len(marked) - 2))})


def hashed(text: str) -> int:
    """FNV-1a of 32 bits."""
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def place(piece: str) -> int:
    value = hashed(piece)
    return (value ^ value >> 15) % SIZE


def lists() -> tuple[collections.Counter, collections.Counter, collections.Counter]:
    """In how many languages a name is a man's, a woman's, a surname."""
    counts = (collections.Counter(), collections.Counter(), collections.Counter())
    for module in sorted(info.name for info in pkgutil.iter_modules(person.__path__)):
        provider = getattr(importlib.import_module(f"faker.providers.person.{module}"), "Provider", None)
        for count, keys in zip(counts, (MEN, WOMEN, SURNAMES)):
            seen = set()
            for key in keys:
                names = provider.__dict__.get(key, ()) if provider else ()
                seen |= {plain(name[0] if isinstance(name, tuple) else name) for name in names}
            count.update(seen - {""})
    return counts


def examples() -> tuple[list[str], np.ndarray, np.ndarray]:
    """Names, how much they are women's (0 to 1), how much they weigh. A surname that is no given name is nobody's."""
    men, women, surnames = lists()
    names = sorted(set(men) | set(women) | set(surnames))
    share, weight = [], []
    for name in names:
        given = men[name] + women[name]
        share.append((women[name] + 0.05) / (given + 0.1) if given else 0.5)
        weight.append(1.0 + np.log2(given) if given else 0.2)
    return names, np.array(share), np.array(weight)


def fit(rows: list[list[int]], share: np.ndarray, weight: np.ndarray, rounds: int = 30, rate: float = 0.15, decay: float = 2e-5) -> np.ndarray:
    """Logistic regression by Adagrad, one name at a time, in an order drawn with a fixed seed."""
    rng, w, power = np.random.default_rng(1), np.zeros(SIZE), np.full(SIZE, 1e-6)
    for _ in range(rounds):
        for at in rng.permutation(len(rows)):
            row = rows[at]
            step = weight[at] * (1.0 / (1.0 + np.exp(-w[row].sum())) - share[at]) + decay * w[row]
            power[row] += step * step
            w[row] -= rate * step / np.sqrt(power[row])
    return w


def rounded(w: np.ndarray) -> np.ndarray:
    return np.clip(np.round(w * SCALE), -127, 127).astype(np.int8)


def report(share: np.ndarray, rows: list[list[int]], table: np.ndarray, part: np.ndarray) -> None:
    """Of names that are a man's or a woman's alone, as though they were not known: how many are told at 19 in 20, and how many of those rightly."""
    score = np.array([table[rows[at]].astype(float).sum() / SCALE for at in part])
    p, truth = 1.0 / (1.0 + np.exp(-score)), share[part]
    clear = (truth > 0.9) | (truth < 0.1)
    told = clear & ((p > 0.95) | (p < 0.05))
    right = told & ((p > 0.5) == (truth > 0.5))
    print(f"{clear.sum()} names not learned from: told {told.sum() / clear.sum():.3f}, of these right {right.sum() / told.sum():.4f}")


def main() -> None:
    names, share, weight = examples()
    rows = [sorted({place(piece) for piece in pieces(name)}) for name in names]
    held = np.arange(0, len(names), 10)
    rest = np.setdiff1d(np.arange(len(names)), held)
    report(share, rows, rounded(fit([rows[at] for at in rest], share[rest], weight[rest])), held)
    known = sorted({hashed(name): score for name, score in zip(names, rounded(np.log(share / (1.0 - share))))}.items())
    with open(sys.argv[1], "wb") as file:
        file.write(rounded(fit(rows, share, weight)).tobytes())
        file.write(struct.pack("<I", len(known)))
        file.write(b"".join(struct.pack("<I", key) for key, _ in known))
        file.write(b"".join(struct.pack("<b", score) for _, score in known))


if __name__ == "__main__":
    main()
