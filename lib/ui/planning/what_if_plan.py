"""A plan of the budget page as a what-if: its period, its money, and what it is expected to bring, with the same uncertainty."""

import numpy as np
import streamlit as st

from lib.allocation.curves import PlanError
from lib.allocation.plan import drawn_values, today
from lib.allocation.response import drawn_stack
from lib.dataset import Dataset
from lib.roi.bookings import DIMENSIONS
from lib.roi.levers import MONTHS, SPEND, Baseline, Changes, spend_key
from lib.roi.planned import Plan, planned
from lib.text import _
from lib.ui.planning.budget import PLAN
from lib.ui.planning.budget_fit import PERIODS, SEGMENTATIONS, Scope, fitted
from lib.ui.planning.budget_response import BENT, bent
from lib.ui.planning.levers import use
from lib.ui.planning.what_if import SAVED

Spends = tuple[tuple[str, float], ...]


def adopt_plan(dataset: Dataset) -> None:
    """Make a plan handed over by the budget page the scenario, and keep it under a name; kinds it does not name stay as today."""
    plan = st.session_state.pop(PLAN, None)
    if plan is None:
        return
    months = st.session_state.get("budget_months", 3)
    segments = fitted(dataset, Scope(SEGMENTATIONS[st.session_state.get("budget_by", "tier+platform")], months)).segments
    asked = {spend_key(**s.labels): float(plan.get(s.name, s.spend)) for s in segments} | {MONTHS: float(months)}
    st.session_state.setdefault(SAVED, {})[_("Budget plan")] = asked
    use(asked)


def starting_point(dataset: Dataset, whole: Baseline, moved: Changes) -> tuple[Baseline, str]:
    """Return what ``moved`` departs from and its digest: ``whole``, or one period of it when ``moved`` holds a budget plan."""
    months, spends = moved.get(MONTHS), tuple(sorted((k, v) for k, v in moved.items() if k.startswith(f"{SPEND}:")))
    by = tuple(name for name, part in zip(DIMENSIONS, spends[0][0].split(":")[1:], strict=True) if part) if spends else ()
    if months not in PERIODS or by not in SEGMENTATIONS.values():
        return whole, dataset.digest
    curves = tuple(sorted(st.session_state.get(BENT, {}).items()))
    found = _period(dataset.digest, dataset, whole, by, spends, int(months), curves)
    return (found, f"{dataset.digest}{months}{spends}{curves}") if found else (whole, dataset.digest)


@st.cache_resource(show_spinner="Taking the plan over …", max_entries=16)
def _period(
    digest: str, _dataset: Dataset, _whole: Baseline, by: tuple[str, ...], spends: Spends, months: int, curves: tuple
) -> Baseline | None:
    try:
        measured = fitted(_dataset, Scope(by, months))
    except PlanError:
        return None
    segments = bent(measured.segments, dict(curves))
    drawn = measured.drawn if segments is measured.segments else drawn_stack(segments, _dataset.settings.seed)
    money = dict(spends)
    spend = np.array([money.get(spend_key(**s.labels), 0.0) for s in segments])
    now = today(segments, float(spend.sum()))
    plan = Plan([s.labels for s in segments], now, spend, drawn_values(drawn, now), drawn_values(drawn, spend))
    return planned(_whole, plan, _dataset.settings)
