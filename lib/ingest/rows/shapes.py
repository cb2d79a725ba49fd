"""What the cells of a column look like: shapes of digits, capitals and letters, and how unlike them another text is."""

import math
from collections import Counter

WORST_CELL = 12.0
FAMILIAR = 2.5  # a new shape of the kinds of character the column is made of
FREE_TEXT = 40  # longer cells have no shape


class _Shapes(dict):
    def __missing__(self, code: int) -> str:
        character = chr(code)
        kind = "9" if character.isdigit() else "A" if character.isupper() else "a" if character.isalpha() else character
        self[code] = kind
        return kind


SHAPES = _Shapes()
PAIRS = (("99", "9"), ("aa", "a"), ("AA", "A"))


def shape(text: str) -> str:
    """Return ``text`` with digits as 9, capitals as A, other letters as a."""
    return text.translate(SHAPES)


def runs(full: str) -> str:
    """Return a shape with runs of one kind of character shortened to one."""
    for pair, kind in PAIRS:
        while pair in full:
            full = full.replace(pair, kind)
    return full


def _log_share(count: float, total: int) -> float:
    return -math.log((count + 0.3) / (total + 1))


class Name:
    """What a cell of a header row looks like: short, filled, without digits. Stands where a ``Column`` stands."""

    cheapest, longest, most_inside = 0.3, 60, 6

    def price(self, text: str) -> float:
        """Return how unlike a column's name ``text`` is, in nats."""
        return 3.0 if not text else 0.3 + 0.02 * len(text) + any(character.isdigit() for character in text)


class Column:
    """What the cells of one column look like, learned from rows of the usual width."""

    def __init__(self, cells: list[str], delimiter: str) -> None:
        filled = [cell for cell in cells if cell]
        self.n, self.empty = len(cells), len(cells) - len(filled)
        self.values = Counter(filled)
        self.full, self.runs, self.first, self.last = Counter(), Counter(), Counter(), Counter()
        for cell, count in self.values.items():
            full = shape(cell)
            self.first[full[0]] += count
            self.last[full[-1]] += count
            if len(full) <= FREE_TEXT:
                self.full[full] += count
        for full, count in self.full.items():
            self.runs[runs(full)] += count
        free = len(filled) - sum(self.full.values())
        self.kinds = set("".join(self.full))
        self.novelty = _log_share(free + sum(count == 1 for count in self.runs.values()), self.n)
        self.new_length = max(0.5, _log_share(sum(count == 1 for count in self.full.values()), self.n))
        logs = [math.log(len(cell)) for cell in filled] or [0.0]
        self.length = sum(logs) / len(logs)
        self.spread = max(0.25, math.sqrt(sum((x - self.length) ** 2 for x in logs) / len(logs)))
        self.longest = max(map(len, filled), default=0) * 2 + 4
        self.most_inside = max((cell.count(delimiter) for cell in filled), default=0) + 3
        self.known: dict[str, float] = {}
        self.cheapest = min((self.price(cell) for cell in cells[:5]), default=0.0)

    def price(self, text: str) -> float:
        """Return how unlike the column ``text`` is, in nats, at most ``WORST_CELL``."""
        if text not in self.known:
            self.known[text] = min(WORST_CELL, self._price(text))
        return self.known[text]

    def _price(self, text: str) -> float:
        if not text:
            return _log_share(self.empty, self.n)
        full = shape(text)
        if text in self.values:
            return min(self.novelty + 1.0, _log_share(max(1, self.full[full]), self.n))
        familiar = self.first[full[0]] > 0.9 * self.n and self.kinds.issuperset(full)
        prices = [(min(FAMILIAR, self.novelty) if familiar else self.novelty) + self._unlike(text, full)]
        if self.full[full] > 1:
            prices.append(_log_share(self.full[full], self.n))
        if alike := self.runs[runs(full)] if len(full) <= FREE_TEXT else 0:
            prices.append(_log_share(alike, self.n) + self.new_length)
        return min(prices)

    def _unlike(self, text: str, full: str) -> float:
        off = (math.log(len(text)) - self.length) / self.spread
        edges = _log_share(self.first[full[0]], self.n) + _log_share(self.last[full[-1]], self.n)
        return 0.5 + 0.5 * edges + min(6.0, off * off / 2)
