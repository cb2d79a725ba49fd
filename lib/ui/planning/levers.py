"""The panel of levers: one slider each with what was measured, kept for the session and readable from the page's address."""

from collections.abc import Mapping
from math import isfinite
from urllib.parse import urlencode

import numpy as np
import streamlit as st

from lib.benchmarks import TIER_ORDER
from lib.format import number, percent
from lib.roi.bookings import DIMENSIONS, OTHER, UNKNOWN
from lib.roi.levers import MIX, MONTHS, REPLACE, SPEND, Baseline, Lever
from lib.roi.partnership import USAGE_RIGHTS
from lib.settings import Settings
from lib.text import _
from lib.ui.parts import safe_markdown
from lib.ui.planning.lever_words import HELP, LABELS, MIX_LABELS, RIGHTS, RIGHTS_LABELS, label_of, scale_of, written

STATE = "what_if"
_PAST = "what_if_past"  # session key: the levers before each of the last moves
_REMEMBERED = 50
_WIDGET = "lever:"
GROUPS = {
    "programme": _("Programme"),
    "price": _("Pay"),
    "response": _("Response"),
    "money": _("Sales and margin"),
    "quality": _("Authenticity"),
    MIX: _("Mix"),
}


def changes() -> dict[str, float]:
    """Return what the visitor has moved so far; the session's own, so copy before keeping."""
    return st.session_state.setdefault(STATE, {})


def read_address(baseline: Baseline, settings: Settings) -> None:
    """On the first visit take levers from the page's address; unknown names and impossible values are left out."""
    if STATE in st.session_state:
        return
    st.session_state[STATE] = {}
    for key, text in st.query_params.to_dict().items():
        value = _number(text)
        if value is not None and (bounds := _ends(key, baseline, settings)):
            st.session_state[STATE][key] = min(max(value, bounds[0]), bounds[1])


def write_address() -> None:
    """Put the moved levers into the page's address, so that the link shows the same scenario to others."""
    wanted = _written_out(changes())
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def link(moved: Mapping[str, float]) -> str:
    """Return the address that opens this page on a scenario; whoever opens it needs the same files."""
    return f"{str(st.context.url).split('?')[0]}?{urlencode(_written_out(moved), safe=':')}"


def _written_out(moved: Mapping[str, float]) -> dict[str, str]:
    return {key: f"{value:.6g}" for key, value in moved.items()}


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _ends(key: str, baseline: Baseline, settings: Settings) -> tuple[float, float] | None:
    if key in baseline.levers:
        scale = scale_of(baseline.levers[key], settings)
        return scale.minimum / scale.factor, scale.maximum / scale.factor
    if key in (RIGHTS, REPLACE):
        return 0.0, 2.0
    if key.startswith(f"{SPEND}:") and key.count(":") == 3:
        return 0.0, float("inf")
    if key == MONTHS:
        return 1.0, 12.0
    parts = key.split(":", 2)
    if len(parts) == 3 and parts[0] == MIX and parts[1] in DIMENSIONS and parts[2] in baseline.scenario.groups[parts[1]]:
        return 0.0, 1.0
    return None


def use(new: Mapping[str, float]) -> None:
    """Replace all moved levers, for instance by a saved scenario's; sliders and results follow. Only as a callback."""
    _remember()
    _take(new)


def _remember() -> None:
    """Keep the present levers for undo."""
    past = st.session_state.setdefault(_PAST, [])
    past.append(dict(changes()))
    del past[:-_REMEMBERED]


def _undo() -> None:
    _take(st.session_state[_PAST].pop())


def _take(new: Mapping[str, float]) -> None:
    for key in [key for key in st.session_state if str(key).startswith(_WIDGET)]:
        del st.session_state[key]
    st.session_state[STATE] = dict(new)


def panel(baseline: Baseline, settings: Settings) -> None:
    """Draw the levers of one group at a time: few elements make quick reruns."""
    moved = {SPEND if key.startswith((f"{SPEND}:", MONTHS)) else key for key in changes()}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("**Levers**") if not moved else _("**Levers** :orange-badge[{n} moved]", n=len(moved)), width="stretch")
        past, icons = st.session_state.get(_PAST), (":material/undo:", ":material/restart_alt:")
        st.button(_("Undo"), key="what_if_undo", icon=icons[0], type="tertiary", on_click=_undo, disabled=not past)
        st.button(_("Reset"), key="what_if_reset", icon=icons[1], type="tertiary", on_click=use, args=({},), disabled=not moved)
    groups = [group for group in GROUPS if group == MIX or any(lever.group == group for lever in baseline.levers.values())]
    counts = {group: sum(_group_of(key, baseline) == group for key in moved) for group in groups}

    def named(group: str) -> str:
        return _("{title} ({n} moved)", title=GROUPS[group], n=counts[group]) if counts[group] else GROUPS[group]

    group = st.pills(
        _("Group"), groups, default="price", required=True, key="what_if_group", format_func=named, label_visibility="collapsed"
    )
    _group(group, [lever for lever in baseline.levers.values() if lever.group == group], baseline, settings)


def _group_of(key: str, baseline: Baseline) -> str:
    if key in baseline.levers:
        return baseline.levers[key].group
    return {RIGHTS: "price", REPLACE: "quality"}.get(key, MIX)


def _group(group: str, levers: list[Lever], baseline: Baseline, settings: Settings) -> None:
    if group == MIX:
        _mix(baseline, settings)
    for lever in levers:
        _slider(lever, settings)
    if group == "price":
        _rights()
    if group == "quality":
        _toggle()


def _slider(lever: Lever, settings: Settings) -> None:
    scale = scale_of(lever, settings)
    widget, base = _WIDGET + lever.key, scale.rounded(lever.base)
    value = changes().get(lever.key)
    if widget not in st.session_state:
        st.session_state[widget] = base if value is None else scale.rounded(value)
    mark = ":orange-badge[moved] " if value is not None else ""
    st.slider(
        f"{mark}{label_of(lever)}  \n:gray[:small[{_measured(lever, settings)}]]",
        scale.minimum, scale.maximum, step=scale.step, format=scale.format, key=widget,
        help=HELP.get(lever.key), on_change=_moved, args=(lever.key, base, scale.factor),
    )  # fmt: skip


def _moved(key: str, base: float, factor: float) -> None:
    value = st.session_state[_WIDGET + key]
    _remember()
    _set(key, None if abs(value - base) < 1e-9 else value / factor)


def _set(key: str, value: float | None) -> None:
    """Keep a lever's value (None: as today)."""
    if value is None:
        changes().pop(key, None)
    else:
        changes()[key] = value


def _measured(lever: Lever, settings: Settings) -> str:
    if lever.unit in ("score", "power"):
        scored = _("{n} partnerships scored", n=number(lever.n, settings.locale))
        fitted = _("fitted {base} · 1 = in proportion", base=number(lever.base, settings.locale, 2))
        return scored if lever.unit == "score" else fitted
    base, low, high = (safe_markdown(written(lever, v, settings)) for v in (lever.base, lever.low, lever.high))
    if lever.key == "gross_margin":
        return _("today {base}", base=base) if lever.base < 1 else _("not set yet: sales count in full")
    if lever.measured:
        n = number(lever.n, settings.locale)
        return _("today {base} · seen {low} to {high} · from {n}", base=base, low=low, high=high, n=n)
    return _("today {base} · range assumed {low} to {high}", base=base, low=low, high=high)


def _rights() -> None:
    widget, codes = _WIDGET + RIGHTS, list(RIGHTS_LABELS)
    surcharges = {level.key: level.surcharge for level in USAGE_RIGHTS}
    if widget not in st.session_state:
        value = changes().get(RIGHTS)
        st.session_state[widget] = next((k for k, s in surcharges.items() if value is not None and s == value), "today")
    mark = ":orange-badge[moved] " if RIGHTS in changes() else ""
    named = [(RIGHTS_LABELS[u.key], percent(u.surcharge), safe_markdown(u.source), u.data_year) for u in USAGE_RIGHTS]
    sources = "\n".join(f"- {label}: +{surcharge} – {source}, {year}" for label, surcharge, source, year in named)
    st.selectbox(
        f"{mark}{LABELS[RIGHTS]}", codes, format_func=lambda code: RIGHTS_LABELS[code], key=widget,
        help=_("What wider rights add to every fee:") + "\n" + sources, on_change=_rights_moved,
    )  # fmt: skip


def _rights_moved() -> None:
    _remember()
    level = next((u for u in USAGE_RIGHTS if u.key == st.session_state[_WIDGET + RIGHTS]), None)
    if level is not None and not level.keeps_content_value:
        changes()["content_value"] = 0.0
        st.session_state.pop(_WIDGET + "content_value", None)
    _set(RIGHTS, None if level is None else level.surcharge)


def _toggle() -> None:
    widget = _WIDGET + REPLACE
    if widget not in st.session_state:
        st.session_state[widget] = bool(changes().get(REPLACE, 0))
    st.toggle(
        LABELS[REPLACE], key=widget, on_change=_toggled,
        help=_("Book as many genuine creators of the same kind instead. Off: the programme shrinks and saves their cost."),
    )  # fmt: skip


def _toggled() -> None:
    _remember()
    _set(REPLACE, 1.0 if st.session_state[_WIDGET + REPLACE] else None)


def _mix(baseline: Baseline, settings: Settings) -> None:
    if any(key.startswith(f"{SPEND}:") for key in changes()):
        st.caption(_("A budget plan sets how much goes to each kind of partnership; reset to leave it."))
    groups = baseline.scenario.groups
    choices = [d for d in DIMENSIONS if len(set(groups[d]) - {UNKNOWN, OTHER}) > 1]
    if not choices:
        st.caption(_("Your partnerships are all of one kind, so there is no mix to change."))
        return
    dimension = st.segmented_control(
        _("Share of partnerships by"),
        choices,
        default=choices[0],
        required=True,
        key="what_if_dimension",
        format_func=MIX_LABELS.get,
    )
    creators = baseline.scenario.creators
    for label in sorted(set(groups[dimension]), key=_place):
        share = float(creators[groups[dimension] == label].sum() / creators.sum())
        _share_slider(dimension, str(label), share, int(np.rint(creators[groups[dimension] == label].sum())), settings)


def _place(label: str) -> tuple[int, str]:
    """Order tiers by size, anything else by its name."""
    return (TIER_ORDER.index(label) if label in TIER_ORDER else len(TIER_ORDER), str(label))


def _share_slider(dimension: str, label: str, share: float, n: int, settings: Settings) -> None:
    key = f"{MIX}:{dimension}:{label}"
    widget, base = _WIDGET + key, round(share * 100)
    if widget not in st.session_state:
        st.session_state[widget] = round(changes().get(key, share) * 100)
    mark = ":orange-badge[moved] " if key in changes() else ""
    today = _("today {share} · {n} partnerships", share=percent(share, settings.locale, 0), n=number(n, settings.locale))
    st.slider(
        f"{mark}{safe_markdown(label)} :gray[:small[{today}]]", 0, 100, format="%d%%", key=widget,
        on_change=_moved, args=(key, base, 100.0),
    )  # fmt: skip
