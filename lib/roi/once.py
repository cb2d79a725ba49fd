"""Money that several tables report counts once: which line wins, line by line, key by key.

Precedence (finest first). Sales and refunds: orders, campaigns, posts, traffic. Cost: the parts in campaigns, their all-in
figure, payouts. Lines meet when they speak of the same creator × campaign, or when one names only the creator or only the
campaign and so may contain the other. In that second case the larger total wins where the finer table is the vague one, and
for payments, so that a stray line never hides a large sum.
"""

from dataclasses import replace

import numpy as np

from lib.roi.cost import ALL_IN, COMPONENTS
from lib.roi.entries import COUNTED, PART_OF_WHOLE, TWICE, Entry, Keys
from lib.roi.value import DIRECT, REFUNDS

SALES_ORDER = ("orders", "campaigns", "posts", "traffic")


def count_once(entries: list[Entry], keys: Keys) -> list[Entry]:
    """Return the entries with the status of every line that another reports too."""
    settled = [_whole_and_parts(entry, keys) for entry in entries]
    for component in (DIRECT, REFUNDS):
        settled = first_to_report(settled, [_where(settled, component, (table,)) for table in SALES_ORDER], keys)
    parts = [i for i, e in enumerate(settled) if e.table == "campaigns" and e.component in COMPONENTS]
    all_in = _where(settled, ALL_IN, ("campaigns",))
    settled = _contest(settled, parts, all_in, keys, only_finer=True)
    for component, against in (("fee", ("fee",)), ("commission", ("commission",)), ("payment", ("fee", "commission"))):
        stronger = [i for i in all_in + parts if settled[i].component in (*against, ALL_IN)]
        settled = _contest(settled, stronger, _where(settled, component, ("payouts",)), keys, larger_wins=True)
    return settled


def first_to_report(entries: list[Entry], ranks: list[list[int]], keys: Keys) -> list[Entry]:
    """Return the entries after those of each rank (positions in ``entries``, strongest rank first) met all stronger ones."""
    settled = entries
    for position in range(1, len(ranks)):
        stronger = [i for rank in ranks[:position] for i in rank]
        settled = _contest(settled, stronger, ranks[position], keys)
    return settled


def _where(entries: list[Entry], component: str, tables: tuple[str, ...]) -> list[int]:
    return [i for i, entry in enumerate(entries) if entry.component == component and entry.table in tables]


def _contest(
    entries: list[Entry], strong: list[int], weak: list[int], keys: Keys, only_finer: bool = False, larger_wins: bool = False
) -> list[Entry]:
    """Let the lines ``strong`` meet the lines ``weak``; the losers get the status TWICE."""
    first, second = _Totals([entries[i] for i in strong], keys), _Totals([entries[i] for i in weak], keys)
    if first.empty or second.empty:
        return entries
    second.meet(first)
    for vague in ((False, True), (True, False), (True, True)):  # names only the creator, only the campaign, nothing
        contained, whole = first.within(*vague), second.vague(*vague)
        _settle(first, second, contained, whole, keep_first=not larger_wins)
        if not only_finer:
            contained, whole = second.within(*vague), first.vague(*vague)
            _settle(second, first, contained, whole, keep_first=False)
    result = list(entries)
    for totals, indices in ((first, strong), (second, weak)):
        lost = totals.pair[totals.lost]
        for i in indices:
            result[i] = _marked(result[i], lost, keys)
    return result


def _settle(fine: "_Totals", coarse: "_Totals", contained: np.ndarray, whole: np.ndarray, keep_first: bool) -> None:
    """Where lines of ``coarse`` may contain lines of ``fine`` (same group number), one side loses; −1 = not concerned."""
    size = max(contained.max(initial=-1), whole.max(initial=-1)) + 1
    if size == 0:
        return
    alive_fine = (contained >= 0) & ~fine.lost & ~fine.met
    alive_whole = (whole >= 0) & ~coarse.lost & ~coarse.met
    parts = np.bincount(contained[alive_fine], fine.total[alive_fine], size)
    totals = np.bincount(whole[alive_whole], coarse.total[alive_whole], size)
    met = np.isin(np.arange(size), contained[alive_fine]) & np.isin(np.arange(size), whole[alive_whole])
    coarse_loses = met & (keep_first | (np.abs(parts) >= np.abs(totals)))
    coarse.lose(alive_whole & coarse_loses[whole])
    fine.lose(alive_fine & (met & ~coarse_loses)[contained])


class _Totals:
    """Counted money per creator × campaign of some entries, and which of these keys have lost."""

    def __init__(self, entries: list[Entry], keys: Keys) -> None:
        self.creators, self.campaigns = len(keys.creators), len(keys.campaigns)
        alive = [(keys.pair(e.creator, e.campaign)[e.status == COUNTED], e.amount[e.status == COUNTED]) for e in entries]
        pairs = np.concatenate([pair for pair, _ in alive] or [np.empty(0, dtype=np.int64)])
        amounts = np.concatenate([amount for _, amount in alive] or [np.empty(0)])
        self.pair, position = np.unique(pairs, return_inverse=True)
        self.total = np.bincount(position, amounts, len(self.pair))
        says = self.total != 0
        self.pair, self.total = self.pair[says], self.total[says]
        self.creator, self.campaign = np.divmod(self.pair, self.campaigns + 1)
        self.lost = np.zeros(len(self.pair), dtype=bool)
        self.met = self.lost.copy()

    @property
    def empty(self) -> bool:
        return not len(self.pair)

    def lose(self, where: np.ndarray) -> None:
        """Mark keys as reported better elsewhere."""
        self.lost |= where

    def meet(self, stronger: "_Totals") -> None:
        """Lose every key that ``stronger`` has too; such a pair is settled and contains nothing else."""
        self.lose(np.isin(self.pair, stronger.pair))
        self.met, stronger.met = self.lost.copy(), np.isin(stronger.pair, self.pair)

    def _group(self, no_creator: bool, no_campaign: bool) -> np.ndarray:
        group = np.zeros(len(self.pair), dtype=np.int64)
        group = group if no_creator else self.creator
        return group if no_campaign else self.campaign if no_creator else group

    def vague(self, no_creator: bool, no_campaign: bool) -> np.ndarray:
        """Return the group number of keys that lack exactly these parts; −1 for the others."""
        here = ((self.creator == self.creators) == no_creator) & ((self.campaign == self.campaigns) == no_campaign)
        return np.where(here, self._group(no_creator, no_campaign), -1)

    def within(self, no_creator: bool, no_campaign: bool) -> np.ndarray:
        """Return the group number of keys that a key lacking these parts may contain; −1 for the others."""
        named = (self.creator < self.creators) if no_creator else np.ones(len(self.pair), dtype=bool)
        placed = (self.campaign < self.campaigns) if no_campaign else np.ones(len(self.pair), dtype=bool)
        finer = (named | placed) if no_creator and no_campaign else named & placed
        kept = (no_creator or self.creator < self.creators) & (no_campaign or self.campaign < self.campaigns)
        return np.where(finer & kept, self._group(no_creator, no_campaign), -1)


def _marked(entry: Entry, lost: np.ndarray, keys: Keys) -> Entry:
    hit = np.isin(keys.pair(entry.creator, entry.campaign), lost) & (entry.status == COUNTED)
    return replace(entry, status=np.where(hit, TWICE, entry.status).astype(np.int8))


def _whole_and_parts(entry: Entry, keys: Keys) -> Entry:
    """A whole campaign's figure in the campaigns table that equals the sum of its creators' figures is the same money."""
    if entry.table != "campaigns":
        return entry
    alive = (entry.status == COUNTED) & (entry.campaign < len(keys.campaigns))
    whole, size = entry.creator == len(keys.creators), len(keys.campaigns) + 1
    wholes = np.bincount(entry.campaign[alive & whole], entry.amount[alive & whole], size)
    parts = np.bincount(entry.campaign[alive & ~whole], entry.amount[alive & ~whole], size)
    same = np.isclose(wholes, parts, rtol=1e-6, atol=0.005) & (wholes != 0)
    hit = alive & whole & same[entry.campaign]
    return replace(entry, status=np.where(hit, PART_OF_WHOLE, entry.status).astype(np.int8))
