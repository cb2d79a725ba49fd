"""Which campaign: one key per campaign, found by id or name, whatever table speaks of it."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from lib.dataset.names import coded, tag

REFERRING = ("posts", "orders", "payouts", "touches")
UNKNOWN = -1
AMBIGUOUS = -2


@dataclass
class Campaigns:
    """The campaigns known so far; ``keys`` are their texts, ``by_id`` and ``by_name`` find their positions."""

    keys: list[str] = field(default_factory=list)
    by_id: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    listed: int = 0

    def enter(self, number: str | None, name: str | None, written: str) -> int:
        """Return the campaign that a row of a campaigns table belongs to, a new one when none fits."""
        position = self.by_id.get(number, UNKNOWN) if number else UNKNOWN
        if position == UNKNOWN and not number and self.by_name.get(name):
            position = self.by_name[name][0]
        if position == UNKNOWN:
            position = self.open(written)
        if number:
            self.by_id[number] = position
        if name and position not in self.by_name[name]:
            self.by_name[name].append(position)
        return position

    def find(self, reference: str, written: str) -> int:
        """Return the campaign that ``reference`` (id or name) means; AMBIGUOUS when several bear the name; new when none."""
        if reference in self.by_id:
            return self.by_id[reference]
        named = self.by_name.get(reference, [])
        if len(named) > 1:
            return AMBIGUOUS
        if not named:
            named = self.by_name[reference] = [self.open(written)]
        return named[0]

    def open(self, written: str) -> int:
        """Add a campaign and return its position."""
        taken = written in self.keys
        self.keys.append(f"{written} ({len(self.keys) + 1})" if taken else written)
        return len(self.keys) - 1


def link_campaigns(frames: dict[str, pd.DataFrame]) -> tuple[Campaigns, dict[str, np.ndarray]]:
    """Return (campaigns, kind → campaign position per row); −1 = the row names none, −2 = several bear the name."""
    known = Campaigns()
    positions = {"campaigns": _enter_all(frames["campaigns"], known)}
    known.listed = len(known.keys)
    for kind in REFERRING:
        column = frames[kind]["campaign"]
        codes, references = coded(column, tag)
        written = _first_written(column, codes, len(references))
        found = [known.find(text, str(first).strip()) if text else UNKNOWN for text, first in zip(references, written, strict=True)]
        positions[kind] = np.array([*found, UNKNOWN])[codes]
    return known, positions


def _enter_all(frame: pd.DataFrame, known: Campaigns) -> np.ndarray:
    named = frame["campaign"].fillna(frame["utm_campaign"].where(frame["campaign_id"].isna()))
    number_codes, numbers = coded(frame["campaign_id"], tag)
    name_codes, names = coded(named, tag)
    pairs = pd.DataFrame({"number": number_codes, "name": name_codes, "written": frame["campaign_id"].fillna(named)})
    distinct = pairs.drop_duplicates(["number", "name"]).sort_values("number", ascending=False, kind="stable")
    entered = {(-1, -1): UNKNOWN}
    for row in distinct.itertuples(index=False):
        if row.number >= 0 or row.name >= 0:
            number = numbers[row.number] if row.number >= 0 else None
            name = names[row.name] if row.name >= 0 else None
            entered[row.number, row.name] = known.enter(number, name, str(row.written).strip())
    return np.array([entered[pair] for pair in zip(number_codes, name_codes, strict=True)], dtype=np.int64)


def _first_written(column: pd.Series, codes: np.ndarray, count: int) -> list[str]:
    known = codes >= 0
    first = pd.Series(column.to_numpy()[known]).groupby(codes[known]).first()
    return first.reindex(range(count)).tolist()
