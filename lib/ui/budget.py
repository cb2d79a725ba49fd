"""The budget page's result: what the plan is worth, in a sentence, four figures, and what moves."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import streamlit as st

from lib.allocation.curves import Stack
from lib.allocation.plan import Estimate, today, with_gain
from lib.allocation.proposal import Proposal, Wishes, propose
from lib.allocation.reserve import booking_costs
from lib.allocation.response import SegmentCurve, drawn_stack, fit_segments
from lib.charts import budget as charts
from lib.dataset import Dataset
from lib.format import compact_money, money, percent
from lib.roi import paired
from lib.settings import Settings
from lib.text import _
from lib.ui.cached import deals, scores
from lib.ui.parts import chart, safe_markdown

PLAN = "plan"  # session key under which the plan is handed to the what-if page: {segment: spend}
SEGMENTATIONS = {
    "tier+platform": ("tier", "platform"),
    "platform": ("platform",),
    "tier": ("tier",),
    "model": ("model",),
    "platform+model": ("platform", "model"),
}
PERIODS = {1: _("month"), 3: _("quarter"), 6: _("half-year"), 12: _("year")}
HELP = {
    "value": _("What the whole plan should bring, from shrunk estimates; below, against today's split of the same money."),
    "equal": _("What choosing beats giving every segment the same."),
    "last": _("What the budget's last money brings. Below its own amount, it costs more than it returns."),
    "tests": _("What the reserve gives up against the best plan without tests; 0 when the tests should pay for themselves."),
}
_NEXT = 100.0  # "the next $100"


@dataclass(frozen=True)
class Fitted:
    """Response curves of a dataset's segments, their joint draws, what a booking usually costs and how much tests can take."""

    segments: list[SegmentCurve]
    drawn: Stack
    booking: dict[str, float]
    capacity: dict[str, float]


@st.cache_resource(show_spinner="Fitting response curves …", max_entries=24)
def _fitted(digest: str, _dataset: Dataset, by: tuple[str, ...], months: int) -> Fitted:
    settings = _dataset.settings
    table = with_gain(paired(deals(_dataset), by), settings.gross_margin)
    segments = fit_segments(table, by, value="gain", months=months, also=_dataset.creators, seed=settings.seed)
    booking = booking_costs(table, segments)
    return Fitted(segments, drawn_stack(segments, settings.seed), booking, _capacity(_dataset, segments, by, booking))


def _capacity(dataset: Dataset, segments: list[SegmentCurve], by: tuple[str, ...], booking: dict[str, float]) -> dict[str, float]:
    """Return per segment what booking each of its listed creators once would cost; empty without a list that tells."""
    if dataset.creators.empty or not set(by) <= set(dataset.creators):
        return {}
    count = dataset.creators.groupby([dataset.creators[name].astype("str") for name in by]).size()
    listed = {key if isinstance(key, tuple) else (key,): int(n) for key, n in count.items()}
    return {s.name: booking[s.name] * listed[key] for s in segments if (key := tuple(s.labels.values())) in listed}


def fitted(dataset: Dataset, by: tuple[str, ...], months: int) -> Fitted:
    """Return the fitted segments of a dataset; shared, so never write to them. PlanError when there is nothing to learn from."""
    return _fitted(dataset.digest, dataset, by, months)


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
    if "model" in by:
        return {}
    share = _authentic(dataset.digest, dataset, by)
    return {s.name: float(share[key]) for s in segments if (key := tuple(s.labels.values())) in share.index}


@dataclass(frozen=True)
class Result:
    """A proposal with the segments behind it and the workspace's way of writing figures."""

    segments: list[SegmentCurve]
    drawn: Stack
    wishes: Wishes
    months: int
    settings: Settings

    @cached_property
    def proposal(self) -> Proposal:
        """Return the best plan within the wishes; raises PlanError when they clash."""
        return propose(self.segments, self.drawn, self.wishes, _NEXT)

    @property
    def table(self) -> pd.DataFrame:
        """Return the proposal's table."""
        return self.proposal.table

    def money(self, value: float) -> str:
        """Write an amount in the workspace's currency."""
        return compact_money(value, self.settings.currency, self.settings.locale)

    def exact(self, value: float) -> str:
        """Write an amount in whole units of the workspace's currency."""
        return money(value, self.settings.currency, self.settings.locale, cents=False)

    def signed(self, value: float) -> str:
        """Write a difference in money with its sign."""
        return f"+{self.money(value)}" if value > 0 else self.money(value)

    def chance(self, value: float) -> str:
        """Write a probability; never as certain."""
        if value > 0.99:
            return _("over {share}", share=percent(0.99, self.settings.locale, 0))
        return percent(value, self.settings.locale, 0)

    def spread(self, found: Estimate) -> str:
        """Write an estimate's 90 % interval."""
        return _("{low} and {high}", low=self.signed(found.low), high=self.signed(found.high))


def headline(r: Result) -> str:
    """Return the finding in one sentence."""
    table, lift = r.table, r.proposal.lift
    moved = float(table["change"].clip(lower=0).sum())
    if moved < 0.005 * max(r.wishes.total, 1.0) or not len(table):
        return _("Today's split is already the best one within your limits")
    ends = {"top": table.loc[table["change"].idxmax(), "segment"], "bottom": table.loc[table["change"].idxmin(), "segment"]}
    if lift.expected < -0.002 * max(abs(r.proposal.value.expected), 1.0):
        return _("Your limits and tests cost {lift} against today's split", lift=r.money(-lift.expected))
    if lift.expected < 0.002 * max(abs(r.proposal.value.expected), 1.0):
        return _("Within your limits no split returns noticeably more than today's")
    found = {"moved": r.money(moved), "lift": r.money(lift.expected), **ends}
    return _("Move {moved}, above all from {bottom} to {top}: expect {lift} more from the same budget", **found)


def key_figures(r: Result) -> None:
    """Draw the four figures that matter and the sentence about how sure they are."""
    p = r.proposal
    last = p.allocation.shadow_price * _NEXT
    hundred = r.exact(_NEXT)
    rows = (
        (_("Expected value"), r.money(p.value.expected), r.signed(p.lift.expected), HELP["value"]),
        (_("Against an equal split"), r.signed(p.lift_over_equal.expected), None, HELP["equal"]),
        (_("Last {hundred} return", hundred=hundred), r.money(last) if np.isfinite(last) else "–", None, HELP["last"]),
        (_("Testing costs"), r.money(p.reserve_cost), None, HELP["tests"]),
    )
    for column, (label, value, delta, hint) in zip(st.columns(4, gap="small"), rows, strict=True):
        column.metric(safe_markdown(label), value, delta, help=hint)
    said = {"chance": r.chance(p.lift.above_zero), "spread": r.spread(p.lift)}
    sentences = [_("Better than today's split with {chance} probability; the gain lies between {spread} (90% range).", **said)]
    sentences += [*p.allocation.messages, _beyond(r)]
    st.caption(safe_markdown(" ".join(s for s in sentences if s)))


def _beyond(r: Result) -> str:
    far = r.table.loc[r.table["beyond"], "segment"].tolist()
    if not far:
        return ""
    if len(far) > 3:
        return _("{n} segments go beyond any spend tried so far: raise them in steps.", n=len(far))
    return _("{names} would go beyond any spend tried so far: raise in steps.", names=_(", ").join(far))


def moves(r: Result) -> None:
    """Draw from today to the plan per segment, the largest moves first."""
    table = r.table[(r.table["today"] > 0) | (r.table["plan"] > 0)]
    table = table.reindex(table["change"].abs().sort_values(ascending=False, kind="stable").index).head(16)
    table = table.sort_values("change", ascending=False, kind="stable")
    shown = table.assign(text=[_signed_whole(r, v) for v in table["change"]])
    axis = _("Spend per {period} ({currency})", period=period_name(r.months), currency=r.settings.currency)
    alt = _("Spend per segment today and in the plan. {finding}.", finding=headline(r))
    chart(charts.moves(shown, axis, (_("Today"), _("Plan"))), alt=alt, key="budget_moves")


def _signed_whole(r: Result, value: float) -> str:
    return f"+{r.exact(value)}" if value > 0 else r.exact(value)


def period_name(months: int) -> str:
    """Return what a planning period is called."""
    return PERIODS[months]


def certificate(r: Result) -> str:
    """Return how exact the plan is, in words."""
    gap = r.proposal.allocation.gap
    if gap <= 1e-9:
        return _("Exact: no other division within these limits has a higher expected value (certified).")
    share = percent(max(gap, 1e-6), r.settings.locale, 4)
    return _("Certified to within {share} of the best possible division.", share=share)


def before(r: Result) -> pd.DataFrame:
    """Return segment and today's spend alone, for when no plan fits."""
    return pd.DataFrame({"segment": [s.name for s in r.segments], "today": today(r.segments, r.wishes.total)})
