"""Which rows stand behind each figure of the overview."""

from collections.abc import Callable
from functools import partial

import numpy as np

from lib.authenticity import IN_DOUBT
from lib.dataset import Dataset
from lib.overview.trace import authentic_trace, followers_trace
from lib.roi.trace import figure_trace, side_lines
from lib.text import _
from lib.trace import Trace
from lib.ui.cached import scores
from lib.ui.results.returns import book

_OF_RETURNS = {"spend": "cost", "roi": "roi", "profit": "profit", "sales": "revenue"}


def overview_trace(dataset: Dataset, code: str, shown: str) -> Callable[[], Trace] | None:
    """Return what tells how the figure ``code`` (``lib.overview.numbers.Figure``) came about; None for plain counts."""
    if code in _OF_RETURNS:
        return partial(_of_returns, dataset, _OF_RETURNS[code])
    if code == "authentic":
        return lambda: authentic_trace(dataset.creators, scores(dataset), dataset.settings)
    if code == "followers":
        return lambda: followers_trace(dataset.creators, dataset.settings)
    return partial(_in_doubt, dataset, shown) if code == "in_doubt" else None


def _of_returns(dataset: Dataset, figure: str) -> Trace:
    found = book(dataset)
    return figure_trace(dataset, found.money, figure, found.total)


def _in_doubt(dataset: Dataset, shown: str) -> Trace:
    """The cost of every partnership with a doubtful or suspicious creator."""
    found, scored = book(dataset), scores(dataset)
    keys = found.money.keys
    doubtful = np.append(keys.creators.isin(scored.index[scored["band"].isin(IN_DOUBT)]), False)
    rows = side_lines(dataset, found.money, {_("Cost"): "cost"}, doubtful[keys.creator])
    step = _("Spend in doubt = the cost of partnerships with doubtful and suspicious creators = {amount}", amount=shown)
    return Trace(_("Spend in doubt"), (step,), rows, unit=dataset.settings.currency)
