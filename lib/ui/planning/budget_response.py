"""One segment's response: its curve with past periods and range, in words; and the user's own curve in its place, with undo."""

import numpy as np
import pandas as pd
import streamlit as st

from lib.allocation.response import SegmentCurve, bend
from lib.charts import budget as charts
from lib.format import number, percent
from lib.text import _
from lib.ui.parts import chart, safe_markdown
from lib.ui.planning.budget import Result, period_name
from lib.ui.planning.budget_fit import Scope

BENT = "budget_bent"  # session key: segment -> (return, elasticity) set by hand while aiming at profit
_PAST = "budget_bent_past"  # session key: what was set before, for undo
_STEPS = 61
_LEVELS = (10, 300)  # % of the measured level
_ELASTICITIES = (0.05, 0.98)

Bends = dict[str, tuple[float, float]]


def bent_key(scope: Scope) -> str:
    """Return the session key of the curves set by hand for what the plan aims at: levels of different aims do not compare."""
    return BENT if scope.objective.aim == "profit" else f"{BENT}_{scope.objective.aim}"


def bent(segments: list[SegmentCurve], mine: Bends) -> list[SegmentCurve]:
    """Return the segments with the curves ``mine`` the user set by hand."""
    return [bend(s, *mine[s.name]) if s.name in mine else s for s in segments] if mine else segments


def responses(r: Result) -> None:
    """Draw one segment's response with its past periods, and let the user bend it."""
    order = r.table.sort_values("plan", ascending=False, kind="stable").index.tolist()
    names = {segment.name: i for i, segment in enumerate(r.segments)}
    name = st.selectbox(_("Segment"), [r.segments[i].name for i in order], key="budget_segment")
    segment, measured, row = r.segments[names[name]], r.measured.segments[names[name]], r.table.loc[names[name]]
    st.markdown(safe_markdown(_in_words(r, segment)))
    most = max(row["plan"], row["today"], segment.seen[1], segment.anchor) * 1.25
    curve = _band(r, names[name], segment, np.linspace(0, most, _STEPS))
    curve["measured"] = measured.curve(curve["spend"].to_numpy()) if segment.bent else np.nan
    points = segment.points.assign(text=[_point(r, p) for p in segment.points.itertuples()])
    marks = pd.DataFrame({"spend": [row["today"], row["plan"]], "name": [_("Today"), _("Plan")]})
    marks["value"] = segment.curve(marks["spend"].to_numpy(dtype=float))
    axes = (_("Spend per {period} ({currency})", period=period_name(r.months), currency=r.settings.currency), _value_axis(r))
    past = _("A past {period}", period=period_name(r.months))
    labels = (_("Your curve") if segment.bent else _("Expected"), _("90% range"), past, _("Measured"))
    alt = _("Expected value of {name} against spend, with 90% range and past periods.", name=name)
    chart(charts.response(curve, points, marks, segment.seen[1], axes, labels), alt=alt, key="budget_response")
    _bend(r, measured, segment)


def _value_axis(r: Result) -> str:
    if r.scope.objective.aim == "new_customers":
        return _("New customers")
    if r.scope.objective.aim == "authentic_reach":
        return _("Authentic people reached")
    return _("Value ({currency})", currency=r.settings.currency)


def _band(r: Result, place: int, segment: SegmentCurve, spend: np.ndarray) -> pd.DataFrame:
    alone = r.drawn.take(np.arange(r.drawn.size) == place)
    draws = np.shape(alone.families[0][1].a)[0]
    values = alone.value(np.broadcast_to(spend[:, None, None], (len(spend), draws, 1)))[..., 0]
    low, high = np.quantile(values, (0.05, 0.95), axis=1)
    return pd.DataFrame({"spend": spend, "value": segment.curve(spend), "low": low, "high": high})


def _point(r: Result, point: object) -> str:
    said = {"spend": r.money(point.spend), "value": r.worth(point.value), "n": point.deals}
    return _("{spend} → {value}, {n} weeks", **said) if r.scope.channels else _("{spend} → {value}, {n} partnerships", **said)


def _in_words(r: Result, segment: SegmentCurve) -> str:
    sentences = [_level(r, segment)]
    if segment.cautious and not segment.untested:
        sentences.append(_("So few partnerships lean mostly on related segments."))
    doubling = percent(2**segment.elasticity.estimate - 1, r.settings.locale, 0)
    sentences.append(_("Twice the spend brings about {doubling} more.", doubling=doubling))
    sentences.append(_("You set this curve by hand.") if segment.bent else _where_from(r, segment))
    return " ".join(sentences)


def _level(r: Result, segment: SegmentCurve) -> str:
    low, high = (r.worth_exact(v * 100) for v in (segment.low, segment.high))
    said = {"hundred": r.exact(100), "low": low, "high": high, "n": segment.n, "ratio": r.worth_exact(segment.ratio * 100)}
    if r.scope.channels:
        return _(
            "Every {hundred} spent here is credited with about {ratio} ({low} to {high}; {n} weeks): attributed, not proven.",
            **said,
        )
    if segment.untested:
        return _("Nobody was booked here yet: the curve is what related segments suggest, {low} to {high} per {hundred}.", **said)
    if segment.n == 1:
        return _("The one partnership here counts with caution: about {ratio} per {hundred}.", **said)
    return _("Every {hundred} spent here brought about {ratio} ({low} to {high}; {n} partnerships).", **said)


def _where_from(r: Result, segment: SegmentCurve) -> str:
    e = segment.elasticity
    if r.scope.channels:
        return _("Carry-over and saturation come from your weekly spend.")
    if not e.n:
        return _("That is a cautious assumption: your own data do not vary enough to tell.")
    own = percent(e.weight, r.settings.locale, 0)
    return _("That rests to {own} on your own {n} segment periods, else on a cautious assumption.", own=own, n=e.n)


def _bend(r: Result, measured: SegmentCurve, segment: SegmentCurve) -> None:
    with st.expander(_("Set this curve by hand"), icon=":material/edit:", expanded=segment.bent):
        e = measured.elasticity
        figures = {"estimate": e.estimate, "low": e.low, "high": e.high, "prior": e.prior, "sd": e.prior_sd}
        known = {name: number(value, r.settings.locale, 2) for name, value in figures.items()}
        said = _("Measured elasticity {estimate} ({low} to {high}); assumed before your data: {prior} ± {sd}. {source}",
                 source=e.source, **known)  # fmt: skip
        st.caption(safe_markdown(said))
        level, steep = (f"budget_{part}_{bent_key(r.scope)}_{segment.name}" for part in ("level", "steep"))
        share = round(100 * segment.ratio / measured.ratio) if measured.ratio > 0 else 100
        st.session_state[level] = min(max(share, _LEVELS[0]), _LEVELS[1])
        st.session_state[steep] = min(max(round(segment.elasticity.estimate, 2), _ELASTICITIES[0]), _ELASTICITIES[1])
        taken = (bent_key(r.scope), segment.name, measured.ratio, level, steep)
        st.slider(_("Level, in % of the measured one"), *_LEVELS, step=5, format="%d%%", key=level, on_change=_take, args=taken)
        st.slider(
            _("Elasticity: % more value for 1% more spend"), *_ELASTICITIES, step=0.01, key=steep, on_change=_take, args=taken,
            help=_("Low: the segment is soon saturated. High: it takes much more money at nearly the same return."),
        )  # fmt: skip
        _undo(bent_key(r.scope), segment)


def _take(key: str, name: str, ratio: float, level: str, steep: str) -> None:
    """Keep the sliders' curve as the user's own, and what was before for undo."""
    before: Bends = st.session_state.get(key, {})
    st.session_state.setdefault(_PAST, []).append((key, before))
    st.session_state[key] = before | {name: (ratio * st.session_state[level] / 100, float(st.session_state[steep]))}


def _undo(key: str, segment: SegmentCurve) -> None:
    with st.container(horizontal=True):
        if st.session_state.get(_PAST):
            st.button(_("Undo"), key="budget_undo", icon=":material/undo:", on_click=_take_back)
        if segment.bent:
            icon, taken = ":material/restart_alt:", (key, segment.name)
            st.button(_("Back to the measured curve"), key="budget_unbend", icon=icon, on_click=_unbend, args=taken)


def _take_back() -> None:
    key, before = st.session_state[_PAST].pop()
    st.session_state[key] = before


def _unbend(key: str, name: str) -> None:
    before: Bends = st.session_state[key]
    st.session_state.setdefault(_PAST, []).append((key, before))
    st.session_state[key] = {other: curve for other, curve in before.items() if other != name}
