"""The plan over time: bookings by week that follow the season and the time a booking takes, and the batches of each quarter."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.allocation.flight import OUTREACH, Line, creators_needed, flight, quarters, weekly
from lib.allocation.season import Season, season_of
from lib.charts import budget as charts
from lib.dataset import Dataset
from lib.format import day, percent
from lib.text import _
from lib.ui.parts import chart, safe_markdown
from lib.ui.planning.budget import Result

_KEPT = {"persist_state": "session"}
_WEEKS = 365.25 / 7 / 12  # per month
_SHOWN = 6  # segments with a colour of their own
_PACES = {"steady": _("Spread over the period"), "batches": _("One batch per quarter")}
_THEMES = {
    1: _("Launch: 15 to 20 creators within two to three weeks."),
    2: _("Book the best again, with 5 to 10 new creators."),
    3: _("Scale what works; try new formats."),
    4: _("Gifts: 30 creators or more."),
}


@dataclass(frozen=True)
class Calendar:
    """A plan's bookings by week, the season they follow, and how they are paced."""

    bookings: pd.DataFrame
    season: Season
    first: pd.Timestamp


@st.cache_resource(show_spinner=False, max_entries=8)
def _season(digest: str, _dataset: Dataset) -> Season:
    orders, mix = _dataset.orders[_dataset.orders["cancelled_at"].isna()], _dataset.media_mix
    return season_of(mix["date"], mix["revenue"]) if orders.empty else season_of(orders["order_date"], orders["revenue"])


def planned(r: Result, dataset: Dataset) -> Calendar:
    """Return the calendar of the plan under the choices made so far."""
    earliest = _earliest(r, dataset)
    first = pd.Timestamp(st.session_state.get(_live_key(earliest)) or earliest)
    first = first.normalize() - pd.Timedelta(days=first.day_of_week)
    season, batches = _season(dataset.digest, dataset), st.session_state.get("budget_pace") == "batches"
    return Calendar(flight(_lines(r), first, _weeks(r), season, batches), season, first)


def _live_key(earliest: pd.Timestamp) -> str:
    """Return the key of the date typed by the user; other data start afresh."""
    return f"budget_live_{earliest:%Y%m%d}"


def _lines(r: Result) -> list[Line]:
    """Return the segments of the plan; a channel is booked anew every week."""
    booking = r.measured.booking
    return [
        Line(row.segment, float(row.plan), booking.get(row.segment, row.plan / _weeks(r)), s.elasticity.estimate, test=s.untested)
        for row, s in zip(r.table.itertuples(), r.segments, strict=True)
    ]


def _weeks(r: Result) -> int:
    return max(round(r.months * _WEEKS), 1)


def _earliest(r: Result, dataset: Dataset) -> pd.Timestamp:
    """Return the first Monday on which a booking can be live when outreach begins after the newest day in the data."""
    newest = [dataset.campaigns["start_date"].max(), dataset.orders["order_date"].max(), dataset.posts["post_date"].max()]
    known = [pd.Timestamp(d) for d in (r.settings.as_of, *newest) if d is not None and not pd.isna(d)]
    now = (pd.Timestamp(r.settings.as_of) if r.settings.as_of else max(known, default=pd.Timestamp("2026-01-01"))).normalize()
    return now + pd.Timedelta(days=7 - now.day_of_week) - pd.Timedelta(weeks=OUTREACH)


def calendar(r: Result, dataset: Dataset) -> None:
    """Draw when the plan's money goes live, by week and by quarter."""
    earliest = _earliest(r, dataset)
    left, right = st.columns(2)
    left.date_input(
        _("First week live"), value=earliest.date(), key=_live_key(earliest),
        help=_("Outreach begins five weeks before: contact and contract, then the product, then the content."), **_KEPT,
    )  # fmt: skip
    right.segmented_control(
        _("Pace"), list(_PACES), default="steady", required=True, format_func=_PACES.get, key="budget_pace", **_KEPT
    )
    found = planned(r, dataset)
    if found.bookings.empty:
        st.caption(_("The plan spends nothing, so nothing is booked."))
        return
    st.markdown(safe_markdown(_finding(r, found)))
    chart(_drawn(r, found.bookings), alt=_("Money going live per week, by segment."), key="budget_weeks")
    rested = "" if r.scope.channels else _rested(found.bookings)
    st.caption(safe_markdown(" ".join((_seasonal(r, found.season), rested))))
    _batches(r, found.bookings)


def _finding(r: Result, found: Calendar) -> str:
    weeks = weekly(found.bookings)
    top = weeks.loc[weeks["amount"].idxmax()]
    said = {"n": int(weeks["bookings"].sum()), "outreach": day(weeks["outreach"].min(), r.settings.locale)}
    said |= {"top": day(top["live"], r.settings.locale), "most": r.exact(top["amount"])}
    return _("Start outreach by {outreach}: {n} partnerships follow, most money in the week of {top} ({most}).", **said)


def _drawn(r: Result, bookings: pd.DataFrame) -> object:
    top = bookings.groupby("segment")["amount"].sum().nlargest(_SHOWN).index
    shown = bookings.assign(segment=bookings["segment"].where(bookings["segment"].isin(top), _("Other segments")))
    sums = shown.groupby(["live", "segment"], as_index=False)["amount"].sum()
    return charts.calendar(sums, _("Going live per week ({currency})", currency=r.settings.currency))


def _seasonal(r: Result, season: Season) -> str:
    if not season.known:
        return _("Too few dated orders to tell a season: the money is spread evenly.")
    strong, weak = int(season.index.argmax()), int(season.index.argmin())
    names = pd.date_range("2026-01-01", periods=12, freq="MS").strftime("%B")
    said = {"strong": names[strong], "weak": names[weak], "weeks": season.weeks}
    said |= {k: percent(abs(season.index[i] - 1), r.settings.locale, 0) for k, i in (("up", strong), ("down", weak))}
    if season.index.max() < 1.01:
        return _("Your {weeks} weeks of orders show no season beyond chance: the money is spread evenly.", **said)
    return _(
        "It follows your season, cautiously: {strong} {up} above and {weak} {down} below average, from {weeks} weeks of orders.",
        **said,
    )


def _rested(bookings: pd.DataFrame) -> str:
    needed = creators_needed(bookings)
    segment = needed.idxmax()
    if needed[segment] <= 1:
        return _("No audience meets you twice within four weeks.")
    return _(
        "So that no audience meets you twice within four weeks, {name} needs {n} different creators.",
        name=segment,
        n=int(needed[segment]),
    )


def _batches(r: Result, bookings: pd.DataFrame) -> None:
    found = quarters(bookings)
    shown = pd.DataFrame(
        {
            "quarter": [_("Q{q} {year}", q=row.quarter, year=row.year) for row in found.itertuples()],
            "outreach": found["outreach"].dt.date,
            "first": found["first"].dt.date,
            "last": found["last"].dt.date,
            "bookings": found["bookings"],
            "amount": found["amount"].round(),
            "theme": [_THEMES[quarter] for quarter in found["quarter"]],
        }
    )
    date, number = st.column_config.DateColumn, st.column_config.NumberColumn
    st.dataframe(
        shown, hide_index=True, key="budget_quarters", alt=_("Batches per quarter: outreach, live weeks, partnerships, money."),
        column_config={
            "quarter": st.column_config.TextColumn(_("Quarter"), pinned=True),
            "outreach": date(_("Outreach from"), format="localized"),
            "first": date(_("Live from"), format="localized"),
            "last": date(_("Last week live"), format="localized"),
            "bookings": number(_("Partnerships"), format="localized"),
            "amount": number(_("Money, {currency}", currency=r.settings.currency), format="localized", step=1),
            "theme": st.column_config.TextColumn(_("Usual aim of the quarter"), width="large"),
        },
    )  # fmt: skip


def sheets(r: Result, dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Return the calendar and the batches as sheets of the workbook."""
    found = planned(r, dataset).bookings
    booked = found[["segment", "outreach", "shipping", "content", "live", "analysis", "bookings", "amount"]].set_axis(
        [
            _("Segment"),
            _("Outreach"),
            _("Product sent"),
            _("Content made"),
            _("Live"),
            _("Results read"),
            _("Partnerships"),
            _("Amount"),
        ],
        axis=1,
    )
    by_week = weekly(found)[["live", "bookings", "amount"]].set_axis([_("Live"), _("Partnerships"), _("Amount")], axis=1)
    return {_("Calendar"): booked, _("Weeks"): by_week}
