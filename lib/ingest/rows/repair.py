"""Rows cut wrongly, cut again: columns learn their shape from good rows, a dynamic programme finds the best cut of a bad one."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.ingest.rows.shapes import Column, Name, shape

# Prices, in nats, of what may have happened to a row; a cell's price is how unlike its column it is.
LOST, LOST_AT_QUOTE, LOST_AT_END = 4.0, 2.5, 1.5  # a separator is missing
LOST_EMPTY = 3.5  # an empty cell was left out with its separator
EXTRA = 3.5  # a separator too many
ABSORBED, ABSORBED_SPACE = 2.5, 0.4  # a bare separator belongs to the cell
STRAY, INNER, INNER_AT_EDGE = 3.0, 1.0, 4.0  # quotes that wrap nothing
OTHER_DELIMITER = 3.0
TOLERANCE = 16.0
BEAM = 48  # so many of the best partial cuts are followed
LONGEST_INNER = 4000  # in longer rows no cell is cut inside
ALTERNATIVES = (",", ";", "\t", "|", " ", ":")


@dataclass(frozen=True)
class Cutter:
    """Cuts bad rows to the usual width by the shapes learned from good rows."""

    columns: Sequence[Column | Name]
    delimiter: str
    quote: str
    usual: float = 0.0  # what nine of ten good rows cost at most
    learned: bool = True

    @classmethod
    def learn(cls, rows: list[list[str]], width: int, delimiter: str, quote: str) -> "Cutter":
        """Return a cutter taught by ``rows``, which all have ``width`` cells."""
        columns = [Column([row[i] for row in rows], delimiter) for i in range(width)]
        sample = rows[:: max(1, len(rows) // 12)]
        prices = sorted(sum(c.price(cell) for c, cell in zip(columns, row, strict=True)) for row in sample)
        return cls(columns, delimiter, quote, prices[int(0.9 * (len(prices) - 1))])

    def for_header(self) -> "Cutter":
        """Return a cutter for the row of names above the same columns."""
        return Cutter([Name()] * len(self.columns), self.delimiter, self.quote, len(self.columns) * 1.0, learned=False)

    def cut(self, raw: str) -> list[str] | None:
        """Return the cells of ``raw`` at the usual width, or None when no cut is believable."""
        others = self._others(raw)
        for tolerance in (TOLERANCE / 2, TOLERANCE):  # most rows need little, and a tight limit is quick
            best = self._cheapest(raw, others, self.usual + tolerance)
            if best:
                return best[1]
        return None

    def _cheapest(self, raw: str, others: list[str], limit: float) -> tuple[float, list[str]] | None:
        best = self._best(raw, self.delimiter, limit, inner=False)
        for other in others:
            found = self._best(raw, other, min(limit, best[0] if best else limit) - OTHER_DELIMITER, inner=False)
            best = (found[0] + OTHER_DELIMITER, found[1]) if found else best
        if best is None or best[0] > self.usual + LOST:
            best = self._best(raw, self.delimiter, best[0] if best else limit, inner=True) or best
        return best

    def _others(self, raw: str) -> list[str]:
        """Return the separators the row may have been written with instead: it has too few of the usual, enough of them."""
        bare, half = re.sub(f"{self.quote}[^{self.quote}]*{self.quote}", "", raw), (len(self.columns) - 1) / 2
        if bare.count(self.delimiter) >= half:
            return []
        return [other for other in ALTERNATIVES if other != self.delimiter and bare.count(other) >= half]

    def price(self, cells: list[str]) -> float:
        """Return how unlike the good rows ``cells`` are."""
        return sum(column.price(cell) for column, cell in zip(self.columns, cells, strict=True))

    def _best(self, raw: str, delimiter: str, limit: float, inner: bool) -> tuple[float, list[str]] | None:
        inner = inner and self.learned and len(raw) < LONGEST_INNER  # names glued together cannot be told apart
        return _Search(self, raw, delimiter, limit, _cuts(raw, delimiter, self.quote, inner)).run()


@dataclass(frozen=True)
class _Cut:
    """A place where one cell may end and the next begin."""

    end: int
    start: int
    price: float
    real: bool  # there is a separator


def _cuts(raw: str, delimiter: str, quote: str, inner: bool) -> list[_Cut]:
    cuts = [_Cut(i, i + 1, 0.0, True) for i, character in enumerate(raw) if character == delimiter]
    taken = {0, len(raw)} | {cut.end for cut in cuts} | {cut.start for cut in cuts}
    free = _quote_cuts(raw, quote) - taken
    cuts += [_Cut(i, i, LOST_AT_QUOTE, False) for i in free]
    if inner:
        cuts += [_Cut(i, i, LOST, False) for i in _inner(raw, delimiter, quote) - taken - free]
    cuts.append(_Cut(len(raw), len(raw), 0.0, True))
    return sorted(cuts, key=lambda cut: (cut.end, cut.start))


def _quote_cuts(raw: str, quote: str) -> set[int]:
    """Return the places at quotes where two cells may be glued: around one quote, inside two or four."""
    places, at = set(), raw.find(quote)
    while at >= 0:
        end = at + 1
        while raw[end : end + 1] == quote:
            end += 1
        places |= {at + 1, end - 1} if end - at in (2, 4) else {at, end}
        at = raw.find(quote, end)
    return places


def _inner(raw: str, delimiter: str, quote: str) -> set[int]:
    """Return the places where two cells may be glued: anywhere in a short cell, at a change of kind in a long one."""
    places, kinds = set(), shape(raw)
    begin = 0
    for piece in raw.split(delimiter):
        short = len(piece) <= 24 and quote not in piece
        places |= {i for i in range(begin + 1, begin + len(piece)) if short or kinds[i - 1] != kinds[i]}
        begin += len(piece) + 1
    return places


class _Search:
    """The dynamic programme over (columns done, last cut)."""

    def __init__(self, cutter: Cutter, raw: str, delimiter: str, limit: float, cuts: list[_Cut]) -> None:
        self.columns, self.quote, self.raw, self.delimiter, self.cuts = cutter.columns, cutter.quote, raw, delimiter, cuts
        self.absorbed = ABSORBED_SPACE if delimiter == " " else ABSORBED
        self.rest = [0.0] * (len(self.columns) + 1)
        for i in range(len(self.columns) - 1, -1, -1):
            self.rest[i] = self.rest[i + 1] + self.columns[i].cheapest
        self.limit = limit
        self.cells: dict[tuple[int, int], tuple[float, str, str]] = {}

    def run(self) -> tuple[float, list[str]] | None:
        layer: dict[int, tuple[float, tuple]] = {-1: (0.0, ())}
        finished: tuple[float, tuple] | None = None
        last = len(self.cuts) - 1
        for column in range(len(self.columns)):
            layer = self._skip(layer)
            if last in layer:
                finished = self._closed(column, layer.pop(last), finished)
            layer = self._step(column, layer)
            if len(layer) > BEAM:
                layer = dict(sorted(layer.items(), key=lambda one: one[1][0])[:BEAM])
        layer = self._skip(layer)
        if last in layer and (finished is None or layer[last][0] < finished[0]):
            finished = layer[last]
        return (finished[0], _unwind(finished[1])) if finished and finished[0] <= self.limit else None

    def _closed(self, column: int, state: tuple[float, tuple], finished: tuple[float, tuple] | None) -> tuple[float, tuple] | None:
        """Return the row that ends here with all further cells empty, when it beats ``finished``."""
        price = state[0] + LOST_AT_END + sum(one.price("") for one in self.columns[column:])
        if finished and finished[0] <= price:
            return finished
        trail = state[1]
        for _ in self.columns[column:]:
            trail = ("", trail)
        return price, trail

    def _skip(self, layer: dict[int, tuple[float, tuple]]) -> dict[int, tuple[float, tuple]]:
        """Let a separator be one too many: an empty cell, or a lone quote, belongs to no column."""
        for at in range(-1, len(self.cuts) - 1):
            if at not in layer:
                continue
            to = next(i for i in range(at + 1, len(self.cuts)) if self.cuts[i].real)
            piece = self.raw[self._start(at) : self.cuts[to].end].strip()
            price = layer[at][0] + EXTRA
            if piece in ("", self.quote) and price <= self.limit and price < layer.get(to, (math.inf,))[0]:
                layer[to] = (price, layer[at][1])
        return layer

    def _start(self, at: int) -> int:
        return self.cuts[at].start if at >= 0 else 0

    def _step(self, column: int, layer: dict[int, tuple[float, tuple]]) -> dict[int, tuple[float, tuple]]:
        following: dict[int, tuple[float, tuple]] = {}
        one, rest = self.columns[column], self.rest[column + 1]
        for at, (sofar, trail) in layer.items():
            begin, room = self._start(at), self.limit - sofar - rest
            self._left_out(at, column, layer[at], following)
            quoted, inside = self.raw[begin : begin + 2].lstrip().startswith(self.quote), 0
            for to in range(at + 1, len(self.cuts)):
                cut = self.cuts[to]
                if cut.end < begin:
                    continue
                if not quoted and (inside * self.absorbed > room or inside > one.most_inside):
                    break
                if cut.end - begin > 2 * one.longest + 8:
                    break
                price, plain, text = self._cell(begin, cut.end)
                price += sofar + cut.price + one.price(plain)
                if price + rest <= self.limit and price < following.get(to, (math.inf,))[0]:
                    following[to] = (price, (text, trail))
                inside += cut.real
        return following

    def _left_out(self, at: int, column: int, state: tuple[float, tuple], following: dict[int, tuple[float, tuple]]) -> None:
        """Let the column's cell be an empty one that was left out."""
        price = state[0] + LOST_EMPTY + self.columns[column].price("")
        if price + self.rest[column + 1] <= self.limit and price < following.get(at, (math.inf,))[0]:
            following[at] = (price, ("", state[1]))

    def _cell(self, begin: int, end: int) -> tuple[float, str, str]:
        if (begin, end) not in self.cells:
            self.cells[begin, end] = unquote(self.raw[begin:end].strip(), self.quote, self.delimiter, self.absorbed)
        return self.cells[begin, end]


def _unwind(trail: tuple) -> list[str]:
    cells = []
    while trail:
        cells.append(trail[0])
        trail = trail[1]
    return cells[::-1]


def unquote(piece: str, quote: str, delimiter: str, absorbed: float = ABSORBED) -> tuple[float, str, str]:
    """Return (price, what it means, text) of one raw cell; a quote that wraps nothing stays in the text but not in the meaning."""
    if quote not in piece:
        dangling = INNER_AT_EDGE if delimiter in (piece[:1], piece[-1:]) else 0.0
        return dangling + absorbed * piece.count(delimiter), piece, piece
    if len(piece) > 1 and piece[0] == quote == piece[-1]:
        return _wrapped(piece, quote, delimiter)
    if piece[0] == quote:
        inner = piece[1:]
        return STRAY + INNER * inner.count(quote) + absorbed * inner.count(delimiter), inner, piece
    if piece[-1] == quote and not piece[-2:-1].isdigit():
        return STRAY + INNER * piece[:-1].count(quote) + absorbed * piece.count(delimiter), piece[:-1], piece
    return INNER * piece.count(quote) + absorbed * piece.count(delimiter), piece, piece


def _wrapped(piece: str, quote: str, delimiter: str) -> tuple[float, str, str]:
    """Read a cell that begins and ends with a quote."""
    inner = piece[1:-1]
    text, bare = inner.replace(quote * 2, quote), inner.replace(quote * 2, "")
    if quote not in bare:
        return 0.0, text, text
    if piece[1] == quote and quote not in inner[1:].replace(quote * 2, ""):
        text = inner[1:].replace(quote * 2, quote)
        return STRAY, text, quote + text
    edges = bare.count(quote + delimiter) + bare.count(delimiter + quote)
    return INNER * bare.count(quote) + INNER_AT_EDGE * edges, text, text


def learnable(rows: Iterable[list[str]], width: int, most: int = 80) -> list[list[str]]:
    """Return up to ``most`` rows of the usual width to learn from."""
    found = []
    for row in rows:
        if len(row) == width:
            found.append(row)
            if len(found) == most:
                break
    return found
