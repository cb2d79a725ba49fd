"""The controls of the budget page: budget, period, tests, how far to move, authenticity floor; and the tables of limits."""

from math import floor, log10

import numpy as np
import pandas as pd
import streamlit as st

from lib.allocation.proposal import Range, Wishes
from lib.allocation.response import SegmentCurve, segment_name
from lib.text import _
from lib.ui.budget import SEGMENTATIONS, Fitted

BOUNDS, GROUPS = "budget_bounds", "budget_groups"  # session keys: what the user typed into the tables of limits
_KEPT = {"persist_state": "session"}
_FREE = 10.0
_CHANGES = (0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, _FREE)
_BY = {
    "tier+platform": _("Tier and platform"),
    "platform": _("Platform"),
    "tier": _("Tier"),
    "model": _("Partnership model"),
    "platform+model": _("Platform and model"),
}
_PERIODS = {1: _("A month"), 3: _("A quarter"), 6: _("Half a year"), 12: _("A year")}


def scope() -> tuple[tuple[str, ...], int]:
    """Draw what the plan divides by and how long it lasts; return the columns and the months."""
    by = st.selectbox(_("Divide by"), list(_BY), format_func=_BY.get, key="budget_by", **_KEPT)
    months = st.selectbox(_("Plan for"), list(_PERIODS), index=1, format_func=_PERIODS.get, key="budget_months", **_KEPT)
    return SEGMENTATIONS[by], months


def wishes(fitted: Fitted, authentic: dict[str, float], months: int) -> Wishes:
    """Draw the controls of the plan itself and return what they ask for."""
    segments, booking = fitted.segments, float(np.median(list(fitted.booking.values())))
    spent = sum(segment.spend for segment in segments)
    total = st.number_input(
        _("Budget"), min_value=0.0, value=rounded(spent), step=rounded(spent / 20), format="%.0f", key=f"budget_total_{months}",
        help=_("For the whole period. It starts with what you spent on average so far."), **_KEPT,
    )  # fmt: skip
    tests = st.slider(
        _("Reserve for tests"), 0, 30, 10, step=1, format="%d%%", key="budget_tests",
        help=_("The guides say 10 to 20%. It goes where a test teaches most: segments with few or no deals."), **_KEPT,
    )  # fmt: skip
    change = st.select_slider(
        _("A segment may change by"), _CHANGES, value=0.5, format_func=_change, key="budget_change",
        help=_("Up or down from today. Small steps are safer: what lies far from past spends is guesswork."), **_KEPT,
    )  # fmt: skip
    least = st.slider(
        _("Authenticity at least"), 0, 90, 0, step=5, key="budget_authentic", disabled=not authentic,
        help=_("Segments and creators scored lower get nothing. Those without a score stay."), **_KEPT,
    )  # fmt: skip
    smallest = st.number_input(
        _("Smallest sensible spend per segment"), min_value=0.0, value=0.0, step=rounded(booking), format="%.0f",
        key="budget_smallest", help=_("A segment gets at least this, or nothing."), **_KEPT,
    )  # fmt: skip
    closed = frozenset(name for name, score in authentic.items() if score < least)
    return Wishes(
        total=float(total), test_share=tests / 100, change=None if change == _FREE else change, smallest=float(smallest),
        bounds=stored(BOUNDS), groups=stored(GROUPS), closed=closed, tickets=fitted.booking, capacity=fitted.capacity,
    )  # fmt: skip


def rounded(value: float) -> float:
    """Return ``value`` in two significant figures, at least 1."""
    if value <= 1:
        return 1.0
    unit = 10.0 ** (floor(log10(value)) - 1)
    return float(round(value / unit) * unit)


def _change(value: float) -> str:
    return _("any amount") if value == _FREE else _("±{share}%", share=f"{value * 100:.0f}")


def stored(key: str) -> dict:
    """Return the limits typed so far: name or (kind, label) -> (least, most)."""
    return st.session_state.setdefault(key, {})


def limit_tables(segments: list[SegmentCurve], table: pd.DataFrame) -> None:
    """Draw the tables of limits per group and per segment; edits are kept and take effect at once."""
    kinds = {"tier": _("Tier"), "platform": _("Platform"), "model": _("Partnership model")}
    rows = [(kind, label) for kind in kinds for label in dict.fromkeys(s.labels[kind] for s in segments if kind in s.labels)]
    names = [_("{kind}: {label}", kind=kinds[kind], label=segment_name({kind: label})) for kind, label in rows]
    left, right = st.columns([1, 1.3])
    with left:
        st.caption(_("Limits per group: least and most for all its segments together."))
        _editor(GROUPS, rows, names, None)
    with right:
        st.caption(_("Limits per segment: they replace the allowed change."))
        _editor(BOUNDS, [s.name for s in segments], [s.name for s in segments], table["today"].round().tolist())
    if (stored(BOUNDS) or stored(GROUPS)) and st.button(
        _("Clear all limits"), key="budget_clear", icon=":material/filter_alt_off:"
    ):
        for key in (BOUNDS, GROUPS):
            st.session_state[key] = {}
            st.session_state[f"{key}_version"] = st.session_state.get(f"{key}_version", 0) + 1
        st.rerun(scope="fragment")


def _editor(key: str, keys: list, names: list[str], today: list[float] | None) -> None:
    typed: dict[object, Range] = stored(key)
    frame = pd.DataFrame({"name": names, "today": today}) if today is not None else pd.DataFrame({"name": names})
    for side, column in enumerate(("least", "most")):
        frame[column] = pd.Series([typed.get(k, (None, None))[side] for k in keys], dtype="float64")
    widget = f"{key}_{st.session_state.get(f'{key}_version', 0)}"
    number = st.column_config.NumberColumn
    st.data_editor(
        frame, key=widget, hide_index=True, disabled=["name", "today"], on_change=_keep, args=(key, widget, keys),
        height=300, placeholder="–",
        column_config={
            "name": st.column_config.TextColumn(_("Name")),
            "today": number(_("Today"), format="localized", width="small"),
            "least": number(_("Least"), min_value=0.0, format="localized", width="small"),
            "most": number(_("Most"), min_value=0.0, format="localized", width="small"),
        },
    )  # fmt: skip


def _keep(key: str, widget: str, keys: list) -> None:
    """Take edited cells over into the stored limits and start a fresh editor on them."""
    typed = dict(stored(key))
    for row, edits in st.session_state[widget]["edited_rows"].items():
        least, most = typed.get(keys[int(row)], (None, None))
        typed[keys[int(row)]] = (edits.get("least", least), edits.get("most", most))
    st.session_state[key] = {name: pair for name, pair in typed.items() if pair != (None, None)}
    st.session_state[f"{key}_version"] = st.session_state.get(f"{key}_version", 0) + 1
