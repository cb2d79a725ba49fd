"""What the moved levers do, at once: the finding in a sentence, four figures, and how profit scatters."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from lib.allocation.curves import PlanError
from lib.allocation.response import fit_segments
from lib.charts import what_if as charts
from lib.dataset import Dataset
from lib.format import compact_money, percent
from lib.roi import money_lines, paired
from lib.roi.baseline import baseline
from lib.roi.levers import MONTHS, Baseline, Changes, move
from lib.roi.scenario import expected
from lib.roi.simulation import Simulation, figures, histogram, probability_better, simulate_roi
from lib.settings import Settings
from lib.text import _
from lib.ui.cached import deals, scores
from lib.ui.parts import chart, safe_markdown
from lib.ui.planning.budget import period_name

TODAY, SCENARIO = _("Today"), _("Your scenario")
SHAPED_BY = ["tier", "platform"]  # kinds whose periods tell how sales answer volume
SAVED = "scenarios"  # session key: {name: changes}


@st.cache_resource(show_spinner="Measuring today's programme …", max_entries=8)
def _programme(digest: str, _dataset: Dataset) -> Baseline | None:
    found = deals(_dataset)
    if found.empty:
        return None
    return baseline(found, money_lines(_dataset), scores(_dataset), _dataset.settings, _elasticity(found))


def _elasticity(found: pd.DataFrame) -> tuple[float, float, float]:
    """Return how sales answer volume, as the budget page fits it; in proportion where nothing can be fitted."""
    try:
        pooled = fit_segments(paired(found, SHAPED_BY), SHAPED_BY)[0].elasticity
    except PlanError:
        return 1.0, 1.0, 1.0
    return pooled.estimate, pooled.low, pooled.high


def programme(dataset: Dataset) -> Baseline | None:
    """Return the measured baseline of a dataset, None without a booking; shared, so never write to it."""
    return _programme(dataset.digest, dataset)


@st.cache_resource(show_spinner=False, max_entries=8)
def _today(digest: str, _baseline: Baseline, seed: int, target: float) -> tuple[Simulation, dict[str, float]]:
    simulation = simulate_roi(_baseline.scenario, seed=seed)
    return simulation, figures(simulation, target)


@dataclass(frozen=True)
class Result:
    """Today and the scenario under the same random numbers, with the workspace's way of writing figures.

    ``digest`` names the data and what ``base`` is: the whole programme or one period of a budget plan.
    """

    base: Baseline
    moved: Changes
    digest: str
    settings: Settings

    @cached_property
    def today(self) -> Simulation:
        """Return today's programme, simulated."""
        return _today(self.digest, self.base, self.settings.seed, self.settings.target_roi)[0]

    @cached_property
    def then(self) -> dict[str, float]:
        """Return today's figures."""
        return _today(self.digest, self.base, self.settings.seed, self.settings.target_roi)[1]

    @cached_property
    def scenario(self) -> Simulation:
        """Return the scenario, simulated; today's when nothing moved."""
        if not self.moved:
            return self.today
        return simulate_roi(move(self.base, self.moved, SCENARIO), seed=self.settings.seed)

    @cached_property
    def now(self) -> dict[str, float]:
        """Return the scenario's figures."""
        return figures(self.scenario, self.settings.target_roi) if self.moved else self.then

    def money(self, value: float) -> str:
        """Write an amount in the workspace's currency."""
        return compact_money(value, self.settings.currency, self.settings.locale)

    def percent(self, value: float, digits: int = 0) -> str:
        """Write a fraction as percent."""
        return percent(value, self.settings.locale, digits)

    def chance(self, value: float) -> str:
        """Write a simulated probability; never as certain."""
        if value > 0.995:
            return _("over {share}", share=self.percent(0.99))
        return _("under {share}", share=self.percent(0.01)) if value < 0.005 else self.percent(value)

    def signed_money(self, value: float) -> str:
        """Write a difference in money with its sign."""
        return f"+{self.money(value)}" if value > 0 else self.money(value)

    def points(self, value: float) -> str | None:
        """Write a difference of fractions in percentage points with its sign; None when it is too small to tell."""
        if not abs(value) >= 0.005:
            return None
        return _("{sign}{points} points", sign="+" if value > 0 else "", points=f"{value * 100:.0f}")

    @cached_property
    def gain(self) -> float:
        """Return by how much profit exceeds today's: of medians; of a budget plan the expected gain, as the budget page has it."""
        if self.period:
            return self.scenario.outcome.profit - self.today.outcome.profit
        return self.now["profit_p50"] - self.then["profit_p50"]

    @property
    def period(self) -> str:
        """Return what the plan's period is called ('quarter'), '' for the whole programme."""
        return period_name(int(self.moved[MONTHS])) if self.base.planned is not None else ""

    @property
    def profit_title(self) -> str:
        """Return the axis title of profit with its unit."""
        if self.period:
            return _("Profit per {period} ({currency})", period=self.period, currency=self.settings.currency)
        return _("Profit ({currency})", currency=self.settings.currency)


def coverage(base: Baseline) -> str:
    """Return a sentence on what the bookings leave out or contradict, so that the figures are read with care; else ''."""
    rows = base.bookings
    n = len(rows)
    if expected(base.scenario).cost < 0:
        return _("The costs add up to less than nothing: check their signs in the file. Until then they count as money received.")
    priced = int(rows[["fees", "product", "handling", "commission"]].notna().any(axis=1).sum())
    sold = int(rows["gross"].notna().sum())
    if min(priced, sold) < 0.8 * n:
        return _(
            "Of {n} bookings {priced} state a cost and {sold} state sales; what is not stated counts as nothing here.",
            n=n, priced=priced, sold=sold,
        )  # fmt: skip
    if rows["revenue"].sum() < 0:
        return _("Refunds exceed sales: here sales count as nothing, while Returns shows the loss.")
    if expected(base.scenario).cost <= 0:
        return _("The partnerships cost nothing as stated: all sales are profit. Even a gift costs the product: set it under Pay.")
    return ""


def counted_otherwise(settings: Settings) -> str:
    """Return a sentence on the settings of Returns that a what-if leaves aside, so that its ROI differs from there; else ''."""
    if settings.discount_is_cost and settings.later_orders_count:
        return _(
            "Returns counts discounts as a cost and later orders as value. Here sales count as paid and without later orders, so "
            "ROI and profit differ."
        )
    if settings.discount_is_cost:
        return _("Returns counts discounts as a cost and sales at list price. Here sales count as paid: same profit, another ROI.")
    if settings.later_orders_count:
        return _("Returns also counts later orders of new customers. They are left out here, so ROI and profit are lower.")
    return ""


def headline(r: Result) -> str:
    """Return the finding in one sentence."""
    if not r.moved:
        return _today_in_words(r)
    difference = r.gain
    amount, better = safe_markdown(r.money(abs(difference))), r.chance(probability_better(r.scenario, r.today))
    if abs(difference) < 0.005 * max(abs(r.now["profit_p50"]), 1.0) and not r.period:
        return _("These changes leave the profit where it is")
    if r.period:
        return _plan_in_words(r, amount, better)
    if difference > 0:
        return _("{amount} more profit than today, better in {better} of simulations", amount=amount, better=better)
    return _("{amount} less profit than today, better in {better} of simulations", amount=amount, better=better)


def _plan_in_words(r: Result, amount: str, better: str) -> str:
    """Return the finding on a budget plan: its gain over today's split of the same money, in its own period."""
    said = {"amount": amount, "better": better, "period": r.period, "total": safe_markdown(r.money(r.today.outcome.cost))}
    if r.gain < 0:
        return _("{amount} less a {period} than today's split of {total}, better in {better} of simulations", **said)
    return _("{amount} more a {period} than today's split of {total}, better in {better} of simulations", **said)


def _today_in_words(r: Result) -> str:
    target = r.percent(r.settings.target_roi)
    if r.then["roi_p50"] != r.then["roi_p50"]:
        profit = safe_markdown(r.money(r.then["profit_p50"]))
        return _("Today's programme earns {profit}; no cost is known, so there is no ROI", profit=profit)
    chance, roi = r.chance(r.then["probability_of_target"]), r.percent(r.then["roi_p50"])
    said = {"roi": roi, "target": target, "chance": chance}
    return _("Run again, today's programme would return an ROI of {roi}; its chance of {target} is {chance}", **said)


def key_figures(r: Result) -> None:
    """Draw the four figures that matter, each against today, and the range of the first two."""
    now, then = r.now, r.then
    target = r.percent(r.settings.target_roi)
    gained = {key: now[key] - then[key] for key in ("roi_p50", "probability_of_profit", "probability_of_target")}
    rows = (
        (_("Profit"), r.money(now["profit_p50"]), r.signed_money(r.gain) if r.gain else None),
        (_("ROI"), r.percent(now["roi_p50"]), r.points(gained["roi_p50"])),
        (_("Chance of profit"), r.chance(now["probability_of_profit"]), r.points(gained["probability_of_profit"])),
        (_("Chance of ROI {target}", target=target), r.chance(now["probability_of_target"]),
         r.points(gained["probability_of_target"])),
    )  # fmt: skip
    with st.container(horizontal=True):
        for label, value, delta in rows:
            st.metric(label, value, delta)
    low, high = (safe_markdown(r.money(now[f"profit_{level}"])) for level in ("p10", "p90"))
    rois = [r.percent(now[f"roi_{level}"]) for level in ("p10", "p90")]
    if not r.moved:
        st.caption(_("What it did return stands on the page Returns; luck differs from one run to the next."))
    said = {"low": low, "high": high, "roi_low": rois[0], "roi_high": rois[1]}
    if now["roi_p50"] != now["roi_p50"]:
        st.caption(_("Medians. Eight of ten simulations lie between {low} and {high} profit.", **said))
    else:
        st.caption(
            _("Medians. Eight of ten simulations lie between {low} and {high} profit, {roi_low} and {roi_high} ROI.", **said)
        )
    if r.period:
        st.caption(_plan_beside_budget(r))


def _plan_beside_budget(r: Result) -> str:
    """Return how the chance here and the chance on the budget page go together."""
    return _(
        "All figures are for one {period} of the plan's money; the gain is the expected one. The budget page's chance of {chance} "
        "asks whether the plan is better on average; here the luck of single bookings comes on top.",
        period=r.period, chance=r.chance(r.base.planned.chance),
    )  # fmt: skip


def spread(r: Result) -> None:
    """Draw how profit scatters, today and in the scenario."""
    simulations = [r.today, r.scenario] if r.moved else [r.today]
    medians = [f["profit_p50"] for f in ([r.then, r.now] if r.moved else [r.then])]
    figure = charts.distribution(histogram(simulations, "profit"), medians, r.profit_title, _("Share of simulations"))
    low, high = r.money(r.now["profit_p10"]), r.money(r.now["profit_p90"])
    alt = _("Distribution of simulated profit: eight of ten simulations lie between {low} and {high}.", low=low, high=high)
    chart(figure, alt, key="what_if_spread")
