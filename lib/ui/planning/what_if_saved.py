"""Saved scenarios: named, side by side with today, why any two differ, loaded again, downloaded."""

import numpy as np
import pandas as pd
import streamlit as st

from lib.charts import what_if as charts
from lib.report.workbook import XLSX, to_xlsx
from lib.roi.levers import MONTHS, SPEND, Changes, move
from lib.roi.simulation import simulate_roi, summary
from lib.text import _
from lib.ui.parts import chart
from lib.ui.planning.lever_words import label_of_step
from lib.ui.planning.levers import changes, link, use
from lib.ui.planning.what_if import SAVED, SCENARIO, TODAY, Result
from lib.ui.planning.what_if_views import difference, spans


def saved_scenarios(r: Result) -> None:
    """Let the visitor name, keep, compare, load, delete and download scenarios."""
    kept: dict[str, dict[str, float]] = st.session_state.setdefault(SAVED, {})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Name this scenario"), key="what_if_name", max_chars=60, placeholder=_("Half the fees"))
        st.button(_("Save"), key="what_if_save", icon=":material/bookmark_add:", on_click=_save, disabled=not r.moved)
    if r.moved:
        st.caption(_("This link opens the present scenario, for whoever has the same files loaded."))
        st.code(link(r.moved), language=None, wrap_lines=True)
    if not kept:
        st.caption(_("Saved scenarios stand here side by side with today."))
        return
    alike = {name: moved for name, moved in kept.items() if _plan_of(moved) == (_plan_of(r.moved) if r.period else {})}
    if len(alike) < len(kept):
        st.caption(_("{n} saved scenarios start from another period or plan: load them to see them.", n=len(kept) - len(alike)))
    runs = [r.today, *(simulate_roi(move(r.base, c, n), seed=r.settings.seed) for n, c in alike.items())]
    table = summary(runs, r.settings.target_roi)
    rows = table.rename(columns={"scenario": "label", "profit_p10": "p10", "profit_p50": "p50", "profit_p90": "p90"})
    chart(
        charts.ranges(rows.assign(text=spans(rows, r)), r.profit_title),
        _("Simulated profit of each saved scenario, 8 in 10 cases."),
        key="what_if_saved_chart",
    )
    shown, right = _saved_table(table, r), st.column_config.TextColumn(alignment="right")
    alt = _("Saved scenarios beside today: cost, profit, ROI and chances.")
    columns = dict.fromkeys(list(shown)[1:], right)
    st.dataframe(shown, hide_index=True, key="what_if_saved_table", column_config=columns, alt=alt)
    _compared(r, alike)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(_("Saved"), list(kept), key="what_if_chosen")
        st.button(_("Load"), key="what_if_load", icon=":material/upload:", on_click=_load, args=(chosen,))
        st.button(_("Delete"), key="what_if_delete", icon=":material/delete:", on_click=kept.pop, args=(chosen, None))
        st.download_button(_("Download"), lambda: workbook(r, table), "what_if_scenarios.xlsx", XLSX, key="what_if_download",
                           icon=":material/download:", on_click="ignore")  # fmt: skip


def _compared(r: Result, alike: dict[str, Changes]) -> None:
    """Draw why one scenario earns more than another, any two of today, the present one and the saved ones."""
    offered = {TODAY: {}} | ({SCENARIO: r.moved} if r.moved else {}) | alike
    names = list(offered)
    left, right = st.columns(2)
    first = left.selectbox(_("From"), names, key="what_if_from")
    second = right.selectbox(_("To"), names, index=len(names) - 1, key="what_if_to")
    difference(r, (first, offered[first]), (second, offered[second]), "what_if_difference")


def _plan_of(moved: Changes) -> dict[str, float]:
    """Return the part of a scenario that is a budget plan; empty without one."""
    return {key: value for key, value in moved.items() if key.startswith((f"{SPEND}:", MONTHS))} if MONTHS in moved else {}


def _save() -> None:
    name = st.session_state["what_if_name"].strip() or _("Scenario {n}", n=len(st.session_state[SAVED]) + 1)
    st.session_state[SAVED][name] = dict(changes())


def _load(name: str) -> None:
    use(st.session_state[SAVED].get(name, {}))


def _saved_table(table: pd.DataFrame, r: Result) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Scenario"): table["scenario"],
            _("Cost"): table["cost"].map(r.money),
            _("Profit P10"): table["profit_p10"].map(r.money),
            _("P50"): table["profit_p50"].map(r.money),
            _("P90"): table["profit_p90"].map(r.money),
            _("ROI"): table["roi_p50"].map(r.percent),
            _("Chance of profit"): table["probability_of_profit"].map(r.chance),
            _("Chance of ROI {target}", target=r.percent(r.settings.target_roi)): table["probability_of_target"].map(r.chance),
            _("Better than today"): table["better"].map(r.chance),
        }
    )


def workbook(r: Result, table: pd.DataFrame) -> bytes:
    """Return the saved scenarios as a workbook: results with today first, and every lever with its value in each."""
    kept = st.session_state[SAVED]
    keys = sorted({key for moved in kept.values() for key in moved})
    rows = [
        {"lever": label_of_step(key, r.base), "key": key, TODAY: r.base.levers[key].base if key in r.base.levers else np.nan}
        | {name: moved.get(key, np.nan) for name, moved in kept.items()}
        for key in keys
    ]
    rates = {c: "rate" for c in table if c.startswith(("roi", "probability", "better"))}
    money_columns = {c: "money" for c in table if c.startswith(("profit", "cvar"))}
    n, seed = len(r.today.profit), r.today.seed
    notes = [_("Amounts are in {currency}; {n} simulations, seed {seed}.", currency=r.settings.currency, n=n, seed=seed)]
    return to_xlsx({_("Scenarios"): table, _("Levers"): pd.DataFrame(rows)}, _("What-if scenarios"), notes, rates | money_columns)
