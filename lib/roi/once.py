"""Money that several tables report counts once: which report wins, per creator × campaign.

Precedence (finest first). Sales and refunds: orders, campaigns, posts, traffic. Cost: the parts in campaigns, their all-in
figure, payouts. Reports meet when they speak of the same creator × campaign, or when one names only the creator or only the
campaign and so may contain the other. In that second case the larger total wins where the stronger table is the vague one,
and for payments, so that a stray line never hides a large sum.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from lib.roi.cost import ALL_IN, COMPONENTS, GIVEN_AWAY
from lib.roi.entries import COUNTED, PART_OF_WHOLE, TWICE, Entry, Keys
from lib.roi.value import DIRECT, LIST_PRICE, REFUNDS, TAXES

SALES_ORDER = ("orders", "campaigns", "posts", "traffic")
_VAGUE = ((False, True), (True, False), (True, True))  # names no campaign, no creator, neither


@dataclass
class Report:
    """What one entry says per pair (NaN = nothing) and the fate of each: COUNTED or why its money counts elsewhere."""

    totals: np.ndarray
    fate: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.fate = np.full(len(self.totals), COUNTED, dtype=np.int8)

    @property
    def alive(self) -> np.ndarray:
        """Which pairs it reports money for that still counts."""
        return (self.fate == COUNTED) & ~np.isnan(self.totals) & (self.totals != 0)

    @property
    def counted(self) -> np.ndarray:
        """What counts per pair, NaN where nothing does."""
        return np.where(self.fate == COUNTED, self.totals, np.nan)


def count_once(entries: list[Entry], keys: Keys) -> list[Report]:
    """Return the report of each entry, with the fate of every pair that another reports too."""
    reports = [Report(entry.totals(len(keys.creator))) for entry in entries]

    def chosen(components: Sequence[str], tables: Sequence[str]) -> list[Report]:
        return [
            report
            for entry, report in zip(entries, reports, strict=True)
            if entry.component in components and entry.table in tables
        ]

    for entry, report in zip(entries, reports, strict=True):
        if entry.table == "campaigns":
            _whole_or_parts(report, keys)
    for component in (DIRECT, REFUNDS):
        first_to_report([chosen([component], [table]) for table in SALES_ORDER], keys)
    all_in = chosen([ALL_IN], ["campaigns"])
    contest(chosen(list(COMPONENTS), ["campaigns"]), all_in, keys, only_finer=True)
    for component, against in (("fee", ["fee"]), ("commission", ["commission"]), ("payment", ["fee", "commission"])):
        contest([*chosen(against, ["campaigns"]), *all_in], chosen([component], ["payouts"]), keys, larger_wins=True)
    for table in SALES_ORDER:  # what belongs to a sale counts where the sale does
        for sales in chosen([DIRECT], [table])[:1]:
            for part in chosen([TAXES, LIST_PRICE, GIVEN_AWAY], [table]):
                part.fate = sales.fate
    return reports


def first_to_report(ranks: Sequence[list[Report]], keys: Keys) -> None:
    """Let the reports of each rank, strongest first, meet all stronger ones."""
    for position, _weaker in enumerate(pairwise(ranks), start=1):
        contest([report for rank in ranks[:position] for report in rank], ranks[position], keys)


def contest(strong: list[Report], weak: list[Report], keys: Keys, only_finer: bool = False, larger_wins: bool = False) -> None:
    """Let ``strong`` reports meet ``weak`` ones; the losing pairs get the fate TWICE.

    only_finer: a strong report never beats a weak one that is more precise. larger_wins: so it is wherever one is vague.
    """
    first, second = _Side(strong, keys.same), _Side(weak, keys.same)
    if not (first.alive.any() and second.alive.any()):
        return
    met = first.alive & second.alive
    second.lose(met)
    first.open, second.open = first.alive & ~met, second.alive.copy()
    one = np.unique(keys.same, return_index=True)[1]  # one pair of each number
    has_creator, has_campaign = keys.has_creator[one], keys.has_campaign[one]
    for no_creator, no_campaign in _VAGUE:
        vague = (has_creator != no_creator) & (has_campaign != no_campaign)
        finer = ~vague & (no_creator | has_creator) & (no_campaign | has_campaign)
        group = keys.campaign[one] if no_creator else keys.creator[one]
        group = np.zeros_like(group) if no_creator and no_campaign else group
        _settle(first, second, finer, vague, group, precise_wins=not larger_wins)
        if not only_finer:
            _settle(second, first, finer, vague, group, precise_wins=False)


class _Side:
    """Several reports that stand together: their money per creator × campaign, and where they are still open to be contained."""

    def __init__(self, reports: list[Report], same: np.ndarray) -> None:
        self.reports, self.same = reports, same
        held = (
            np.sum([np.where(report.alive, report.totals, 0.0) for report in reports], axis=0) if reports else np.zeros(len(same))
        )
        self.total = np.bincount(same, held)
        self.alive = self.total != 0
        self.open = self.alive

    def lose(self, where: np.ndarray) -> None:
        """Give these the fate TWICE."""
        self.alive = self.alive & ~where
        self.open = self.open & ~where
        for report in self.reports:
            report.fate[where[self.same] & report.alive] = TWICE


def _settle(precise: _Side, vague: _Side, finer: np.ndarray, contains: np.ndarray, group: np.ndarray, precise_wins: bool) -> None:
    """Where vague pairs may contain precise ones of the same group, one side loses."""
    parts_at, whole_at = finer & precise.open, contains & vague.open
    if not (parts_at.any() and whole_at.any()):
        return
    size = int(group.max()) + 1
    parts, whole = (np.bincount(group[at], side.total[at], size) for at, side in ((parts_at, precise), (whole_at, vague)))
    both = (np.bincount(group[parts_at], minlength=size) > 0) & (np.bincount(group[whole_at], minlength=size) > 0)
    vague_loses = both & (precise_wins | (np.abs(parts) >= np.abs(whole)))
    vague.lose(whole_at & vague_loses[group])
    precise.lose(parts_at & (both & ~vague_loses)[group])


def _whole_or_parts(report: Report, keys: Keys) -> None:
    """A whole campaign's figure in the campaigns table that equals the sum of its creators' figures is the same money."""
    size = len(keys.campaigns) + 1
    placed = report.alive & keys.has_campaign
    whole_at, parts_at = placed & ~keys.has_creator, placed & keys.has_creator
    whole, parts = (np.bincount(keys.campaign[at], report.totals[at], size) for at in (whole_at, parts_at))
    same = np.isclose(whole, parts, rtol=1e-6, atol=0.005) & (whole != 0)
    report.fate[whole_at & same[keys.campaign]] = PART_OF_WHOLE
