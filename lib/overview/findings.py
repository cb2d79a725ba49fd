"""Everything the overview says, found in one pass."""

from dataclasses import dataclass

import pandas as pd

from lib.overview.decisions import Decision, three_decisions
from lib.overview.estimates import best_shift, segments
from lib.overview.numbers import Figure, five_numbers, headline
from lib.settings import Settings
from lib.shrink import RatioPosterior


@dataclass(frozen=True)
class Findings:
    """The headline, at most five figures, three decisions, and cost and value per month (month, cost, value, n)."""

    headline: str
    figures: tuple[Figure, ...]
    decisions: tuple[Decision, ...]
    months: pd.DataFrame


def findings(
    creators: pd.DataFrame,
    scores: pd.DataFrame,
    deals: pd.DataFrame,
    months: pd.DataFrame,
    total: pd.Series,
    paid: RatioPosterior,
    unmatched: pd.DataFrame,
    settings: Settings,
) -> Findings:
    """Return what matters now.

    ``scores`` is indexed by creator_key; ``deals`` have cost and value on the same rows as far as the files tell
    (``lib.roi.paired``); ``months`` comes from ``monthly``; ``total`` is the one row of ``lib.roi.returns``; ``paid`` estimates
    value / cost by platform and tier from the deals with a cost.
    """
    figures = five_numbers(creators, scores, deals, total, settings)
    shift = best_shift(segments(paid.cells), paid.draws)
    decisions = three_decisions(creators, scores, deals, shift, unmatched, settings)
    return Findings(headline(figures, total, settings), tuple(figures), tuple(decisions), months)
