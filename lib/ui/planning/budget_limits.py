"""The table of segments, where limits and fixed amounts are typed; limits per group; and what every limit costs."""

import pandas as pd
import streamlit as st

from lib.allocation.limits import limit_costs
from lib.allocation.response import segment_name
from lib.text import _
from lib.ui.parts import safe_markdown
from lib.ui.planning.budget import Result, named

BOUNDS, GROUPS, FIXED = "budget_bounds", "budget_groups", "budget_fixed"  # session keys: name or (kind, label) -> what was typed
_TYPED = (BOUNDS, GROUPS, FIXED)
_PAST = "budget_limits_past"  # session key: what was typed before each change, for undo
_KINDS = {"tier": _("Tier"), "platform": _("Platform"), "model": _("Partnership model"), "category": _("Category")}
_SHOWN = 8


def stored(key: str) -> dict:
    """Return what was typed so far."""
    return st.session_state.setdefault(key, {})


def segments(r: Result, table: pd.DataFrame) -> None:
    """Draw the segments with plan, marginal return and cells for limits; edits are kept and take effect at once."""
    planned = "plan" in table
    order = table.sort_values("plan" if planned else "today", ascending=False, kind="stable")
    names = order["segment"].tolist()
    typed, fixed = stored(BOUNDS), stored(FIXED)
    shown = pd.DataFrame({"name": [named(r, name) for name in names], "today": order["today"].round().to_numpy()})
    if planned:
        shown["plan"] = order["plan"].round().to_numpy()
    for side, column in enumerate(("least", "most")):
        shown[column] = pd.Series([typed.get(name, (None, None))[side] for name in names], dtype="float64")
    shown["fixed"] = pd.Series([fixed.get(name) for name in names], dtype="float64")
    if planned:
        shown["next"] = [_next(r, row) for row in order.itertuples()]
        shown["tests"], shown["deals"] = order["tests"].round().to_numpy(), order["n"].to_numpy()
    st.caption(_("Type limits into the columns with a pencil; they replace the allowed change. A fixed amount stays as it is."))
    _editor(BOUNDS, shown, names, r)
    _ways_back("segments")


def _next(r: Result, row: object) -> str:
    half = (row.next_high - row.next_low) / 2
    return _("returns {amount} ± {half}", amount=r.worth_exact(row.next), half=r.worth_exact(half))


def groups(r: Result, table: pd.DataFrame) -> None:
    """Draw limits per tier, platform, partnership model or category, for all its segments together."""
    rows = [(kind, label) for kind in _KINDS if kind in table for label in dict.fromkeys(table[kind])]
    if not rows:
        st.caption(_("These segments have no groups to limit together."))
        return
    typed = stored(GROUPS)
    names = [_("{kind}: {label}", kind=_KINDS[kind], label=segment_name({kind: label})) for kind, label in rows]
    shown = pd.DataFrame({"name": names})
    for column in ("today", "plan"):
        if column in table:
            shown[column] = [round(float(table.loc[table[kind] == label, column].sum())) for kind, label in rows]
    for side, column in enumerate(("least", "most")):
        shown[column] = pd.Series([typed.get(row, (None, None))[side] for row in rows], dtype="float64")
    _editor(GROUPS, shown, rows, r)
    _ways_back("groups")


def _editor(key: str, shown: pd.DataFrame, keys: list, r: Result) -> None:
    widget = f"{key}_{st.session_state.get(f'{key}_version', 0)}"
    number = st.column_config.NumberColumn
    hundred = r.exact(100)
    st.data_editor(
        shown, key=widget, hide_index=True, disabled=[c for c in shown if c not in ("least", "most", "fixed")], on_change=_keep,
        args=(key, widget, keys), height=min(35 * len(shown) + 38, 530), placeholder="–",
        column_config={
            "name": st.column_config.TextColumn(_("Segment") if key == BOUNDS else _("Group"), pinned=True),
            "today": number(_("Today, {currency}", currency=r.settings.currency), format="localized", step=1),
            "plan": number(_("Plan, {currency}", currency=r.settings.currency), format="localized", step=1),
            "least": number(_("Least"), min_value=0.0, format="localized", width="small"),
            "most": number(_("Most"), min_value=0.0, format="localized", width="small"),
            "fixed": number(_("Fixed"), min_value=0.0, format="localized", width="small", help=_("It gets exactly this.")),
            "next": st.column_config.TextColumn(_("The next {hundred} here", hundred=hundred), alignment="right"),
            "tests": number(_("For tests"), format="localized", step=1),
            "deals": number(_("Partnerships"), format="localized", help=_("Few partnerships lean on related segments.")),
        },
    )  # fmt: skip


def _keep(key: str, widget: str, keys: list) -> None:
    """Take edited cells over into what is stored and start a fresh editor on it."""
    _remember()
    typed, fixed = dict(stored(key)), dict(stored(FIXED))
    for row, edits in st.session_state[widget]["edited_rows"].items():
        name = keys[int(row)]
        least, most = typed.get(name, (None, None))
        typed[name] = (edits.get("least", least), edits.get("most", most))
        if "fixed" in edits:
            fixed[name] = edits["fixed"]
    st.session_state[key] = {name: pair for name, pair in typed.items() if pair != (None, None)}
    st.session_state[FIXED] = {name: amount for name, amount in fixed.items() if amount is not None}
    _fresh(key)


def _fresh(key: str) -> None:
    st.session_state[f"{key}_version"] = st.session_state.get(f"{key}_version", 0) + 1


def _ways_back(place: str) -> None:
    """Offer to take back the last typed limit, and to clear all of them."""
    with st.container(horizontal=True):
        if st.session_state.get(_PAST):
            st.button(_("Undo"), key=f"budget_limits_undo_{place}", icon=":material/undo:", on_click=_take_back)
        if any(stored(key) for key in _TYPED):
            icon = ":material/filter_alt_off:"
            st.button(_("Clear all limits"), key=f"budget_clear_{place}", icon=icon, on_click=_cleared)


def _remember() -> None:
    st.session_state.setdefault(_PAST, []).append({key: dict(stored(key)) for key in _TYPED})


def _take_back() -> None:
    _put(st.session_state[_PAST].pop())


def _cleared() -> None:
    _remember()
    _put({key: {} for key in _TYPED})


def _put(limits: dict[str, dict]) -> None:
    for key in _TYPED:
        st.session_state[key] = limits[key]
        _fresh(key)


def what_limits_cost(r: Result) -> None:
    """Say what each limit costs, the dearest first."""
    costs = limit_costs(r.segments, r.drawn, r.wishes, r.proposal).head(_SHOWN)
    if costs.empty:
        st.caption(_("No limit holds the plan back."))
        return
    lines = [_line(r, row.kind, row.label, row.side, row.cost) for row in costs.itertuples()]
    st.markdown("\n".join(f"- {safe_markdown(line)}" for line in lines))
    st.caption(_("Each is what the best plan would bring more if this limit alone were lifted."))


def _line(r: Result, kind: str, label: str, side: str, cost: float) -> str:
    said = {"name": label if kind == "segment" else segment_name({kind: label}), "cost": r.worth_exact(cost)}
    return {
        "test": _("The test in {name} costs you {cost}.", **said),
        "most": _("The cap on {name} costs you {cost}.", **said),
        "least": _("The minimum for {name} costs you {cost}.", **said),
        "fixed": _("Fixing {name} costs you {cost}.", **said),
        "smallest": _("The smallest sensible spend costs you {cost}.", **said),
    }[side]
