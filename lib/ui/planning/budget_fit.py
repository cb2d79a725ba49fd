"""What the budget page plans with: response curves per segment, cached by dataset and by what is asked of them."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.allocation.curves import PlanError
from lib.allocation.media_mix import LABEL, fit_channels
from lib.allocation.objective import COLUMN, Objective, with_objective
from lib.allocation.reserve import booking_costs
from lib.allocation.response import Form, SegmentCurve, drawn_stack, fit_segments
from lib.allocation.stack import Stack
from lib.dataset import Dataset
from lib.roi import paired
from lib.text import _
from lib.ui.cached import deals, scores

SEGMENTATIONS = {
    "tier+platform": ("tier", "platform"),
    "platform": ("platform",),
    "tier": ("tier",),
    "model": ("model",),
    "platform+model": ("platform", "model"),
    "category": ("category",),
    "category+platform": ("category", "platform"),
    "channel": (LABEL,),
}
PERIODS = {1: _("month"), 3: _("quarter"), 6: _("half-year"), 12: _("year")}


@dataclass(frozen=True)
class Scope:
    """What a plan divides by, for how many months, toward which objective, with which shape of response."""

    by: tuple[str, ...] = SEGMENTATIONS["tier+platform"]
    months: int = 3
    objective: Objective = Objective()  # noqa: RUF009 - frozen
    form: Form = "hill"

    @property
    def channels(self) -> bool:
        """Return whether the segments are channels of a media mix rather than kinds of deals."""
        return self.by == (LABEL,)


@dataclass(frozen=True)
class Fitted:
    """Response curves of a dataset's segments, their joint draws, what a booking usually costs and how much tests can take."""

    segments: list[SegmentCurve]
    drawn: Stack
    booking: dict[str, float]
    capacity: dict[str, float]


def fitted(dataset: Dataset, scope: Scope) -> Fitted:
    """Return the fitted segments of a dataset; shared, so never write to them. PlanError when there is nothing to learn from."""
    return _fitted(dataset.digest, dataset, scope)


@st.cache_resource(show_spinner="Fitting response curves …", max_entries=24)
def _fitted(digest: str, _dataset: Dataset, scope: Scope) -> Fitted:
    seed = _dataset.settings.seed
    if scope.channels:
        segments = _channels(_dataset, scope)
        return Fitted(segments, drawn_stack(segments, seed), {}, {})
    table = with_objective(deals(_dataset), scope.objective, _dataset.settings.gross_margin, scores(_dataset)["authenticity"])
    table = paired(table, scope.by, of=(COLUMN, "cost"))
    segments = fit_segments(
        table, scope.by, value=COLUMN, months=scope.months, form=scope.form, also=_dataset.creators, seed=seed
    )  # fmt: skip
    booking = booking_costs(table, segments)
    return Fitted(segments, drawn_stack(segments, seed), booking, _capacity(_dataset, segments, scope.by, booking))


def _channels(dataset: Dataset, scope: Scope) -> list[SegmentCurve]:
    if scope.objective.aim not in ("profit", "revenue"):
        raise PlanError(_("A media mix knows revenue only: plan its channels for profit or revenue."))
    margin = dataset.settings.gross_margin if scope.objective.aim == "profit" else 1.0
    mix = dataset.media_mix
    return fit_channels(mix.assign(revenue=mix["revenue"] * margin), scope.months, dataset.settings.seed)


def _capacity(dataset: Dataset, segments: list[SegmentCurve], by: tuple[str, ...], booking: dict[str, float]) -> dict[str, float]:
    """Return per segment what booking each of its listed creators once would cost; empty without a list that tells."""
    if dataset.creators.empty or not set(by) <= set(dataset.creators):
        return {}
    count = dataset.creators.groupby([dataset.creators[name].astype("str") for name in by]).size()
    listed = {key if isinstance(key, tuple) else (key,): int(n) for key, n in count.items()}
    return {s.name: booking[s.name] * listed[key] for s in segments if (key := tuple(s.labels.values())) in listed}


@st.cache_resource(show_spinner=False, max_entries=24)
def _authentic(digest: str, _dataset: Dataset, by: tuple[str, ...]) -> pd.Series:
    score = _dataset.creators["creator_key"].map(scores(_dataset)["authenticity"]).astype("float64")  # text when nobody is listed
    people = _dataset.creators.assign(score=score)
    known = people[people["score"].notna() & people["followers"].notna()]
    by = [name for name in by if name in people]
    labels = [known[name].astype("str") for name in by]
    sums = known.assign(weighted=known["score"] * known["followers"]).groupby(labels)[["weighted", "followers"]].sum()
    share = sums["weighted"] / sums["followers"].where(sums["followers"] > 0)
    return share.set_axis([key if isinstance(key, tuple) else (key,) for key in share.index])


def authentic_share(dataset: Dataset, segments: list[SegmentCurve], by: tuple[str, ...]) -> dict[str, float]:
    """Return each segment's authenticity (0–100, weighted by followers); segments without a score are left out."""
    if not set(by) <= {"tier", "platform", "category"}:
        return {}
    share = _authentic(dataset.digest, dataset, by)
    return {s.name: float(share[key]) for s in segments if (key := tuple(s.labels.values())) in share.index}
