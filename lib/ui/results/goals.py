"""The parts of the goals page: targets and pace, the way from a goal to its creators, channels beside each other."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
import streamlit as st

from lib.charts import goals as charts
from lib.dataset import Dataset
from lib.dataset.proof import unmarked
from lib.goals import FAMILIES, KPIS, DatedRows, Kpi, Progress, cascade, channels, dated_rows, progress, words
from lib.goals.cascade import LABELS, STEPS, VISITS, weekly_visits
from lib.goals.pace import UNKNOWN, last_counted, period
from lib.roi.currency import factors
from lib.roi.rates import value_of
from lib.roi.sales import counted_sales
from lib.settings import Settings
from lib.text import _
from lib.ui.cached import deals
from lib.ui.listing import listing
from lib.ui.parts import chart, safe_markdown
from lib.ui.state import change_settings


@dataclass(frozen=True)
class Aims:
    """A dataset's dated rows and how its goals stand; shared, so never written to."""

    dataset: Dataset
    rows: DatedRows
    found: list[Progress]

    @property
    def settings(self) -> Settings:
        """The settings the figures are made under."""
        return self.dataset.settings

    @property
    def today(self) -> pd.Timestamp:
        """The last day counted."""
        return last_counted(self.rows, self.settings)


@st.cache_resource(show_spinner=False, max_entries=8)
def _rows(digest: str, hashtag: str, _dataset: Dataset) -> DatedRows:
    sold = counted_sales(_dataset.orders, factors(_dataset.orders, _dataset.settings))
    return dated_rows(deals(_dataset), sold, {"posts": _dataset.posts, "campaigns": _dataset.campaigns}, hashtag)


def aims(dataset: Dataset) -> Aims:
    """Return how the dataset's goals stand; never write to it."""
    settings = dataset.settings
    rows = _rows(unmarked(dataset.digest), settings.goals.hashtag, dataset)
    return Aims(dataset, rows, progress(rows, settings))


def targets(found: Aims) -> None:
    """Draw targets, actual figures and pace of one KPI family, and let the reader set targets and the time they run."""
    settings = found.settings
    first, last = period(settings.goals, found.rows)
    line = st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute")
    family = line.segmented_control(
        _("Goal"),
        list(FAMILIES),
        format_func=FAMILIES.get,
        default="conversion",
        required=True,
        key="goals_family",
        bind="query-params",
    )
    with line:
        _editor(found, family, first.date(), last.date())
    mine = [each for each in found.found if each.kpi.family == family]
    if words.title(mine) != words.title(found.found):
        st.subheader(words.title(mine), anchor=False)
    st.caption(safe_markdown(words.period(first, last, found.today, settings)))
    _progress_chart(found, mine, ((found.today - first).days + 1) / ((last - first).days + 1))
    rows = pd.DataFrame([_row(each, settings) for each in mine])
    columns = {
        "label": (_("KPI"), "text"),
        "target": (_("Target"), "figure"),
        "actual": (_("So far"), "figure"),
        "end": (_("Expected end"), "figure"),
        "state": (_("State"), "text"),
        "words": (_("In words"), "long"),
        "source": (_("Target from"), "text"),
    }
    chosen = listing(rows, columns, f"goals_{family}", _("KPIs with target, figure so far and pace."), choose=True)
    st.caption(_("Select a row to see the days behind it."))
    if chosen is not None:
        _behind(found, KPIS[chosen["key"]], chosen["words"])


def _row(each: Progress, settings: Settings) -> dict[str, str]:
    own = _("you") if each.source == "" and each.state != UNKNOWN else each.source
    figures = {name: words.figure(each.kpi, getattr(each, name), settings) for name in ("target", "actual", "end")}
    return {
        "key": each.kpi.key,
        "label": each.kpi.label,
        **figures,
        "state": words.STATES[each.state],
        "words": words.pace(each, settings),
        "source": own,
    }


def _progress_chart(found: Aims, mine: list[Progress], gone: float) -> None:
    aimed = [each for each in mine if each.state != UNKNOWN and each.target > 0]
    if not aimed:
        st.info(_("No target is set in this family: set one to see actual, pace and where it will end."), icon=":material/flag:")
        return
    rows = pd.DataFrame(
        [
            {
                "label": each.kpi.label,
                "state": each.state,
                "hover": words.pace(each, found.settings),
                **{name: getattr(each, name) / each.target for name in ("actual", "end", "end_low", "end_high")},
            }
            for each in aimed
        ]
    )
    told = "; ".join(f"{row.label}: {row.hover}" for row in rows.itertuples())
    chart(charts.progress(rows, gone), alt=told, key="goals_progress")


def _editor(found: Aims, family: str, first: date, last: date) -> None:
    """Let the reader set the targets of one family and the time all goals run in; they stay in the workspace's settings."""
    settings, kpis = found.settings, [kpi for kpi in KPIS.values() if kpi.family == family]
    known = dict(settings.goals.targets)
    with st.popover(_("Set targets"), icon=":material/flag:"), st.form(f"goals_{family}_form", border=False):
        span = st.columns(2)
        begin = span[0].date_input(_("From"), first, format="YYYY-MM-DD", key=f"goals_{family}_from")
        end = span[1].date_input(_("To"), last, format="YYYY-MM-DD", key=f"goals_{family}_to")
        asked = {kpi.key: _target_input(kpi, known.get(kpi.key), settings) for kpi in kpis}
        hashtag = settings.goals.hashtag
        if family == "virality":
            hashtag = st.text_input(_("Your hashtag"), hashtag, max_chars=60, placeholder="#", key="goals_hashtag")
        st.caption(_("Leave a field empty for no target of your own."))
        if st.form_submit_button(_("Apply"), type="primary"):
            if end < begin:
                st.error(_("The last day lies before the first: choose a later one."))
                return
            others = [(key, value) for key, value in settings.goals.targets if key not in asked]
            own = [(key, value) for key, value in asked.items() if value is not None]
            goals = replace(
                settings.goals, targets=tuple(sorted([*others, *own])), first=begin, last=end, hashtag=hashtag.strip().lstrip("#")
            )
            change_settings(goals=goals)
            st.rerun()


def _target_input(kpi: Kpi, value: float | None, settings: Settings) -> float | None:
    scale = 100 if kpi.unit == "rate" else 1
    label = _("{name}, {currency}", name=kpi.label, currency=settings.currency) if kpi.unit == "money" else kpi.label
    label = _("{name}, %", name=kpi.label) if kpi.unit == "rate" else label
    asked = st.number_input(
        label, 0.0, None, None if value is None else value * scale, key=f"goal_{kpi.key}", placeholder=_("no target")
    )
    return None if asked is None else asked / scale


def _behind(found: Aims, kpi: Kpi, told: str) -> None:
    """Draw the days behind one KPI."""
    first, _last = period(found.settings.goals, found.rows)
    names = [name for name in (kpi.top, kpi.bottom) if name]
    known = found.rows.frame.dropna(subset=names)
    known = known[known["day"].between(first, found.today)]
    with st.container(border=True):
        st.subheader(kpi.label, anchor=False)
        st.write(safe_markdown(told))
        days = known.groupby("day", as_index=False)[names].sum()
        columns = {"day": (_("Day"), "day"), **{name: (name.replace("_", " ").capitalize(), "one") for name in names}}
        listing(days, columns, "goal_days", _("The days behind the figure."), height=240)


def way(found: Aims) -> None:
    """Draw what a goal needs: orders, clicks, views, creators and money at measured rates."""
    dataset, settings = found.dataset, found.settings
    visits = weekly_visits(dataset.traffic)
    goals = ([VISITS] if visits > 0 else []) + list(STEPS[:-2])
    left, right, third = st.columns([1.4, 1, 1], vertical_alignment="bottom")
    goal = left.selectbox(_("More"), goals, format_func=LABELS.get, key="cascade_goal", persist_state="session")
    if goal == VISITS:
        more = right.number_input(_("Growth, %"), 1.0, None, 20.0, 5.0, format="%g", key="cascade_growth", persist_state="session")
        weeks = third.number_input(_("For how many weeks"), 1, 52, 3, key="cascade_weeks", persist_state="session")
        amount = visits * more / 100 * weeks
        st.caption(safe_markdown(_("The site has {n} visits a week now.", n=words.needed(VISITS, visits, settings))))
    else:
        amount = right.number_input(_("How many"), 1.0, None, 1000.0, key="cascade_amount", persist_state="session")
    result = cascade(deals(dataset), goal, float(amount), settings.seed)
    st.subheader(safe_markdown(words.cascade_title(result, settings)), anchor=False)
    steps = result.steps.assign(
        label=result.steps["step"].map(LABELS),
        text=[words.needed(row.step, row.needed, settings) for row in result.steps.itertuples()],
        span=[_span(row, settings) for row in result.steps.itertuples()],
        rate_text=[words.rate(row, settings) for _place, row in result.steps.iterrows()],
    )
    steps["hover"] = steps["label"] + ": " + steps["text"] + " " + steps["rate_text"]
    drawable = steps[steps["needed"].notna()]
    chart(charts.cascade(drawable), alt="; ".join(drawable["hover"]), key="goals_cascade")
    columns = {
        "label": (_("Step"), "text"),
        "text": (_("Needed"), "figure"),
        "span": (_("90% range"), "figure"),
        "rate_text": (_("Measured rate to the next step"), "long"),
    }
    listing(steps, columns, "cascade", _("What the goal needs, step by step."))
    st.caption(_("At the rates of your past partnerships, all else equal; more of the same creators may bring less each."))


def _span(row: object, settings: Settings) -> str:
    if not np.isfinite(row.low) or row.low == row.high:
        return ""
    return _("{low} to {high}", low=words.needed(row.step, row.low, settings), high=words.needed(row.step, row.high, settings))


def beside(found: Aims) -> None:
    """Draw the own cost of a customer beside the published ranges of other channels."""
    settings = found.settings
    table = channels(deals(found.dataset), value_of("USD", settings))
    title = words.channels_title(table, settings)
    st.subheader(safe_markdown(title), anchor=False)
    if table.empty:
        st.info(_("Published ranges are in US dollars: set a rate to see them in your currency."))
        return
    shown = table.assign(label=table["channel"].map(words.channel))
    chart(charts.channels(shown, settings.currency), alt=title, key="goals_channels")
    own = table[table["channel"] == "own"]
    if own.empty:
        st.caption(_("Your own figure needs campaigns with costs, and orders that lead to a creator."))
    else:
        st.caption(
            _("Yours: 90% range from {n} partnerships. Published ranges are typical figures, not limits.", n=int(own["n"].iloc[0]))
        )
    columns = {
        "label": (_("Channel"), "text"),
        "low": (_("From, {currency}", currency=settings.currency), "money"),
        "high": (_("To"), "money"),
        "middle": (_("Yours"), "money"),
        "time_to_result": (_("Time to result"), "text"),
        "upfront": (_("Upfront"), "text"),
        "scalability": (_("Scalability"), "text"),
        "reusable_content": (_("Reusable content"), "text"),
        "trust": (_("Trust"), "text"),
        "targeting": (_("Targeting"), "text"),
        "source": (_("Source"), "long"),
        "year": (_("Year of the data"), "text"),
    }
    listing(shown, columns, "channels", _("Channels with the cost of a customer and how they compare."))
