"""The parts of the timing page that follow sales day by day: before and after, payback, fading; cached by digest."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.charts import timing as charts
from lib.dataset import Dataset
from lib.dataset.proof import unmarked
from lib.roi.currency import factors
from lib.roi.payback import earned_by_day
from lib.roi.payback import payback as roi_payback
from lib.roi.sales import counted_sales
from lib.settings import Settings
from lib.text import _
from lib.timing import HalfLife, Payback, TooFewError, ages, before_after, half_life, payback, words
from lib.timing.before_after import daily
from lib.timing.half_life import WINDOW
from lib.ui.cached import drawn
from lib.ui.listing import listing
from lib.ui.parts import chart, safe_markdown
from lib.ui.results.returns import book

DRAWN = 5  # campaigns that stand out in the chart
_ALL, _CREATORS = "all", "creators"


@dataclass(frozen=True)
class Times:
    """A dataset's dated sales; shared, so never written to."""

    dataset: Dataset
    sold: pd.DataFrame  # lib.roi.sales.counted_sales
    end: pd.Timestamp | None  # the last day in the files
    names: pd.Series  # campaign_key → name
    starts: pd.Series  # campaign_key → first day

    @property
    def settings(self) -> Settings:
        """The settings the figures are made under."""
        return self.dataset.settings


@st.cache_resource(show_spinner=False, max_entries=8)
def _times(digest: str, _dataset: Dataset) -> Times:
    sold = counted_sales(_dataset.orders, factors(_dataset.orders, _dataset.settings))
    table = _dataset.campaigns[_dataset.campaigns["campaign_key"].notna()]
    known = table.assign(begin=table["start_date"].fillna(table["post_date"])).groupby("campaign_key")
    days = [sold["day"].max(), _dataset.posts["post_date"].max(), table["post_date"].max(), _dataset.traffic["date"].max()]
    end = max((day for day in days if pd.notna(day)), default=None)
    return Times(
        _dataset, sold, None if end is None else pd.Timestamp(end).floor("D"), known["campaign"].first(), known["begin"].min()
    )


def times(dataset: Dataset) -> Times:
    """Return the dataset's dated sales; never write to them."""
    return _times(unmarked(dataset.digest), dataset)


def around(found: Times) -> None:
    """Draw sales before and after the start of a campaign or any other day."""
    if found.sold.empty:
        st.info(_("Before and after need daily sales: add an orders file with dates and amounts."))
        return
    sales, event, window = _asked(found)
    try:
        result = before_after(sales, event, window, found.sold["day"].min())
    except TooFewError as error:
        st.info(safe_markdown(error))
        return
    settings = found.settings
    st.subheader(safe_markdown(words.change_title(result, settings)), anchor=False)
    told = words.change_sentence(result, settings)
    chart(charts.before_after(result.days, settings.currency), alt=told, key="timing_around")
    st.caption(safe_markdown(told))
    columns = {"day": (_("Day"), "day"), "sales": (_("Sales"), "money"), "expected": (_("Expected"), "money")}
    with st.expander(_("Days behind the figure")):
        listing(result.days, columns, "before_after", _("Daily sales and what was expected."), height=260)


def _asked(found: Times) -> tuple[pd.Series, pd.Timestamp, int]:
    """Draw the controls; return the chosen daily sales, the day and the window."""
    first, second, third, fourth = st.columns([1.6, 1.2, 1, 1.4], vertical_alignment="bottom")
    known = found.starts.dropna().sort_values(ascending=False)
    sums = found.sold.groupby("campaign_key")["net"].sum()
    options = [*sums.reindex(known.index).fillna(0).sort_values(ascending=False).index, ""]
    names = found.names.to_dict()
    campaign = first.selectbox(
        _("Campaign"),
        options,
        format_func=lambda key: names.get(key) or key or _("Another day"),
        key="timing_campaign",
        persist_state="session",
    )
    start = known.get(campaign, found.sold["day"].max() - pd.Timedelta(days=13))
    day = second.date_input(_("First day"), start, key=f"timing_day_{campaign}", disabled=bool(campaign), format="YYYY-MM-DD")
    window = third.number_input(_("Days after"), 1, 120, 14, key="timing_window", persist_state="session")
    scopes = {_ALL: _("All orders"), _CREATORS: _("All creators")} | ({"campaign": _("This campaign")} if campaign else {})
    scope = fourth.selectbox(_("Sales of"), list(scopes), format_func=scopes.get, key="timing_scope")
    sold = found.sold
    if scope == _CREATORS:
        sold = sold[sold["creator_key"].notna() | sold["campaign_key"].notna()]
    elif scope == "campaign":
        sold = sold[sold["campaign_key"] == campaign]
    if sold.empty:
        sold = found.sold.assign(net=0.0)
    event = pd.Timestamp(start if campaign else day).floor("D")
    return daily(sold, found.sold["day"].max()), event, int(window)


@st.cache_resource(show_spinner=False, max_entries=16)
def _payback(digest: str, by: str, _found: Times) -> Payback:
    dataset, known = _found.dataset, book(_found.dataset)
    earned, paid = (count(dataset, known.money, known.deals, by) for count in (earned_by_day, roi_payback))
    return payback(earned, paid, _found.end or pd.Timestamp.min)


def _first_by(found: Times) -> str:
    """Return what payback is shown by at first: campaigns, else creators where only these have costs."""
    by_campaign = _payback(unmarked(found.dataset.digest), "campaign", found)
    return "campaign" if len(by_campaign.groups) else "creator"


def coming_back(found: Times) -> None:
    """Draw how the money of each campaign or creator came back day by day."""
    kinds = {"campaign": _("Campaigns"), "creator": _("Creators")}
    by = st.segmented_control(
        _("Payback of"), list(kinds), format_func=kinds.get, default=_first_by(found), required=True, key="timing_payback_by"
    )
    result, settings = _payback(unmarked(found.dataset.digest), by, found), found.settings
    finding = words.payback_title(result, settings, by)
    if finding != title(found):
        st.subheader(safe_markdown(finding), anchor=False)
    if result.groups.empty or result.curve.empty:
        st.info(_("Payback needs costs, a start date, and sales with their day: orders, posts or traffic."))
        return
    names = found.names if by == "campaign" else found.dataset.creators.drop_duplicates("creator").set_index("creator")["label"]
    table = result.groups.assign(
        name=names.reindex(result.groups.index).fillna(pd.Series(result.groups.index, result.groups.index))
    )
    named = table.nlargest(DRAWN, "cost")["name"].to_dict()
    longest = table["payback"].max() if table["payback"].notna().any() else 60
    most = int(min(max(longest, 30) * 1.5, 180))
    told = words.payback_sentence(result, settings)
    picture = drawn(found.dataset, "payback", lambda: charts.returns_over_days(result.curve, most, named), by)
    chart(picture, alt=told, key="timing_payback")
    st.caption(safe_markdown(told))
    columns = {
        "name": (_("Campaign") if by == "campaign" else _("Creator"), "text"),
        "start": (_("Start"), "day"),
        "cost": (_("Cost, {currency}", currency=settings.currency), "whole"),
        "gain": (_("Earned so far"), "whole"),
        "payback": (_("Paid back on day"), "whole"),
        "observed": (_("Days observed"), "whole"),
    }
    alt = _("Cost, what dated sales earned, and the day it was paid back.")
    chosen = listing(table.sort_values("start"), columns, "payback", alt, choose=True, height=320)
    st.caption(_("Select a row to see its days."))
    if chosen is not None:
        days = result.curve[result.curve["group"] == chosen.name]
        shown = days.assign(earned=days["back"] * chosen["cost"])
        columns = {"age": (_("Day"), "whole"), "earned": (_("Earned so far"), "money"), "back": (_("Share of the cost"), "share")}
        with st.container(border=True):
            st.subheader(safe_markdown(chosen["name"]), anchor=False)
            listing(shown, columns, "payback_days", _("Days with sales and what had come back by then."), height=240)


@st.cache_resource(show_spinner=False, max_entries=32)
def _fading(digest: str, campaign: str, window: int, _found: Times) -> HalfLife | str:
    d, keys = _found.dataset, ["creator_key", "campaign_key", "post_date"]
    aged = ages(_found.sold, pd.concat([d.posts[keys], d.campaigns[keys]]), _found.sold["day"].max(), window)
    try:
        return half_life(aged[aged["campaign_key"] == campaign] if campaign else aged, window)
    except TooFewError as error:
        return str(error)


def fading(found: Times) -> None:
    """Draw how fast sales fade after a post."""
    if found.sold.empty:
        st.info(_("How sales fade needs dated orders with codes or links, and the day of each post."))
        return
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    options, names = ["", *found.names.index], found.names.to_dict()
    chosen = left.selectbox(
        _("Posts of"),
        options,
        format_func=lambda key: names.get(key) or key or _("All campaigns"),
        key="timing_fading",
        persist_state="session",
    )
    window = right.number_input(_("Days after a post"), 7, 180, WINDOW, key="timing_fading_window", persist_state="session")
    result, settings = _fading(unmarked(found.dataset.digest), chosen, int(window), found), found.settings
    if isinstance(result, str):
        st.info(safe_markdown(result))
        return
    st.subheader(safe_markdown(words.fade_title(result, settings)), anchor=False)
    told = words.fade_sentence(result, settings)
    picture = drawn(found.dataset, "fading", lambda: charts.fading(result.days, result.days_to_half), chosen, window)
    chart(picture, alt=told, key="timing_fading_chart")
    st.caption(safe_markdown(told))
    columns = {"day": (_("Days since the post"), "whole"), "orders": (_("Orders"), "whole"), "expected": (_("Fitted"), "one")}
    with st.expander(_("Orders by day")):
        listing(result.days, columns, "fading", _("Orders by days since the first post, with the fitted decay."), height=260)


def title(found: Times) -> str:
    """Return the page's finding, its name where costs or starts are unknown."""
    by = _first_by(found)
    result = _payback(unmarked(found.dataset.digest), by, found)
    return words.payback_title(result, found.settings, by) if len(result.groups) else _("Timing")
