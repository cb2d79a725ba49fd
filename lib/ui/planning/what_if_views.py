"""The views under the result: side by side, why, what matters, targets, two levers."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from lib.charts import what_if as charts
from lib.format import number
from lib.roi.levers import CUTOFF, Changes, Lever, move
from lib.roi.questions import Measure, Solution, solve, surface, tornado, why
from lib.roi.scenario import expected
from lib.roi.simulation import Simulation
from lib.text import _
from lib.ui.parts import chart, safe_markdown
from lib.ui.planning.lever_words import label_of, label_of_step, written
from lib.ui.planning.what_if import SCENARIO, TODAY, Result


def side_by_side(r: Result) -> None:
    """Draw today and the scenario as a small table."""
    columns = {TODAY: (r.then, r.today)} | ({SCENARIO: (r.now, r.scenario)} if r.moved else {})
    rows = [
        [_("Cost"), *(r.money(f["cost"]) for f, _run in columns.values())],
        [_("Value (sales, content, search)"), *(r.money(f["value"]) for f, _run in columns.values())],
        [_("Profit, 8 in 10 cases"), *(_span(f, "profit", r.money) for f, _run in columns.values())],
        [_("Mean of the worst tenth"), *(r.money(f["cvar_10"]) for f, _run in columns.values())],
        [_("ROI, 8 in 10 cases"), *(_span(f, "roi", r.percent) for f, _run in columns.values())],
        [_("ROI on direct sales alone"), *(r.percent(f["roi_direct"]) for f, _run in columns.values())],
        [_("ROAS"), *(number(f["roas"], r.settings.locale, 2) for f, _run in columns.values())],
    ]
    shares = [_authentic(run) for _f, run in columns.values()]
    if CUTOFF in r.base.levers and not any(np.isnan(shares)):
        rows.append([_("Authentic share of impressions"), *map(r.percent, shares)])
    table = [["", *columns], [":--", *["--:"] * len(columns)], *([safe_markdown(cell) for cell in row] for row in rows)]
    st.markdown("\n".join(f"| {' | '.join(row)} |" for row in table))


def _span(found: dict[str, float], measure: str, write: Callable[[float], str]) -> str:
    return _("{low} to {high}", low=write(found[f"{measure}_p10"]), high=write(found[f"{measure}_p90"]))


def _authentic(simulation: Simulation) -> float:
    shown = float(simulation.outcome.impressions.sum())
    return float(simulation.outcome.authentic_impressions.sum()) / shown if shown > 0 else float("nan")


def reasons(r: Result) -> None:
    """Draw why the scenario's expected profit differs from today's, step by step."""
    if not r.moved:
        st.caption(_("Move a lever and see here what it contributes to the difference."))
        return
    difference(r, (TODAY, {}), (SCENARIO, r.moved), "what_if_why")


def difference(r: Result, first: tuple[str, Changes], second: tuple[str, Changes], key: str) -> None:
    """Draw why the second scenario's expected profit differs from the first's; each is a name and its moved levers."""
    effects = why(r.base, second[1], start=first[1])
    if effects.empty:
        st.caption(_("Both are the same."))
        return
    effects = effects.assign(
        label=[label_of_step(step, r.base) for step in effects["step"]], text=[r.signed_money(v) for v in effects["effect"]]
    ).sort_values("effect", key=lambda e: -e.abs(), kind="stable")
    top = effects.iloc[0]
    st.markdown(_("**{lever}** makes the largest difference: {effect}.", lever=top["label"], effect=safe_markdown(top["text"])))
    start = expected(move(r.base, first[1])).profit
    alt = _("Waterfall from the expected profit of {first} to that of {second}.", first=first[0], second=second[0])
    chart(charts.waterfall(start, effects, (first[0], second[0]), r.profit_title), alt, key=key)


def spans(frame: pd.DataFrame, r: Result) -> list[str]:
    """Return P10 to P90 of each row in words (columns p10, p90)."""
    return [
        _("{low} to {high}", low=r.money(low), high=r.money(high)) for low, high in zip(frame["p10"], frame["p90"], strict=True)
    ]


def levers_that_matter(r: Result) -> None:
    """Draw what each lever alone would do over the range seen in the data."""
    frame = tornado(r.base, r.moved).head(10)
    levers = [r.base.levers[key] for key in frame["lever"]]
    frame = frame.assign(
        label=[label_of(lever) for lever in levers],
        low_text=[written(lever, lever.low, r.settings) for lever in levers],
        high_text=[written(lever, lever.high, r.settings) for lever in levers],
    )
    if frame.empty:
        st.caption(_("No lever has a range in your data."))
        return
    st.markdown(_("**{lever}** moves the profit most over the range your campaigns show.", lever=frame["label"].iloc[0]))
    figure = charts.tornado(frame, r.scenario.outcome.profit, r.profit_title, (_("at its low end"), _("at its high end")))
    chart(figure, _("What each lever does to the expected profit over its range, the largest first."), key="what_if_tornado")


def solver(r: Result) -> None:
    """Answer which value of each lever, all else kept, breaks even or reaches a target."""
    goal, target, wanted = _goal(r)
    levers = [lever for key, lever in r.base.levers.items() if key not in ("elasticity", CUTOFF) and lever.base > 0]
    found = [(lever, solve(r.base, r.moved, lever.key, target, goal)) for lever in levers]
    reached = sorted(((lever, s) for lever, s in found if s.value is not None), key=lambda pair: _effort(r, *pair))
    if not reached:
        st.markdown(_("No lever alone can do it from here: move two of them."))
        return
    lever, nearest = reached[0]
    now, then = (safe_markdown(written(lever, v, r.settings)) for v in (_here(r, lever), nearest.value))
    said = {"goal": safe_markdown(wanted), "lever": label_of(lever), "now": now, "then": then}
    if getattr(r.scenario.outcome, goal) > target:
        st.markdown(_("There is room: {goal} even if **{lever}** goes from {now} to **{then}**.", **said))
    else:
        st.markdown(_("Nearest: {goal} with **{lever}** at **{then}** instead of {now}.", **said))
    right = st.column_config.TextColumn(alignment="right")
    columns = dict.fromkeys((_("Stands at"), _("Needed"), _("Change")), right)
    alt = _("For each lever the value at which the target is met.")
    st.dataframe(_solver_table(reached, r), hide_index=True, key="what_if_solver", column_config=columns, alt=alt)
    left_out = [label_of(lever) for lever, s in found if s.value is None]
    if left_out:
        st.caption(_("Alone, these cannot do it within sensible limits: {levers}.", levers=", ".join(left_out)))


def _goal(r: Result) -> tuple[Measure, float, str]:
    """Draw what is to be reached; return the measure, its target, and both in words."""
    names = {"roi": _("ROI"), "profit": _("Profit"), "roas": _("ROAS")}
    starts = {"roi": (r.settings.target_roi * 100, 10.0), "profit": (0.0, 1000.0), "roas": (3.0, 0.1)}
    left, right = st.columns(2, vertical_alignment="bottom")
    goal = left.segmented_control(_("Reach"), list(names), default="roi", required=True, format_func=names.get, key="what_if_goal")
    units = {"roi": _("Target, %"), "profit": _("Target, {currency} (0: break even)", currency=r.settings.currency)}
    start, step = starts[goal]
    label, shown = units.get(goal, _("Target, times the cost")), "%.1f" if goal == "roas" else "%.0f"
    asked = right.number_input(label, value=start, step=step, format=shown, key=f"what_if_target_{goal}")
    target = asked / 100 if goal == "roi" else float(asked)
    words = {
        "roi": _("ROI is {target}", target=r.percent(target)),
        "profit": _("profit is {target}", target=r.money(target)),
        "roas": _("ROAS is {target}", target=number(target, r.settings.locale, 1)),
    }
    return goal, target, words[goal]


def _here(r: Result, lever: Lever) -> float:
    return r.moved.get(lever.key, lever.base)


def _effort(r: Result, lever: Lever, solution: Solution) -> float:
    """Return how far a solution is from where the lever stands, in multiples of it."""
    return abs(solution.value / _here(r, lever) - 1) if _here(r, lever) > 0 else float("inf")


def _solver_table(reached: list[tuple[Lever, Solution]], r: Result) -> pd.DataFrame:
    seen = [_("yes") if lever.low <= s.value <= lever.high else _("no") for lever, s in reached]
    return pd.DataFrame(
        {
            _("Lever"): [label_of(lever) for lever, _s in reached],
            _("Stands at"): [written(lever, _here(r, lever), r.settings) for lever, _s in reached],
            _("Needed"): [written(lever, s.value, r.settings) for lever, s in reached],
            _("Change"): [r.percent(s.value / _here(r, lever) - 1) if _here(r, lever) > 0 else "–" for lever, s in reached],
            _("Seen in your campaigns"): seen,
        }
    )


def two_levers(r: Result) -> None:
    """Draw expected ROI over two levers."""
    keys = [key for key, lever in r.base.levers.items() if key not in (CUTOFF, "gross_margin") and lever.low < lever.high]
    if len(keys) < 2:
        st.caption(_("Your data show fewer than two levers that vary."))
        return
    left, right = st.columns(2)

    def name(key: str) -> str:
        return label_of(r.base.levers[key])

    first = keys.index("fee") if "fee" in keys else 0
    across = left.selectbox(_("Across"), keys, index=first, format_func=name, key="what_if_across")
    rest = [key for key in keys if key != across]
    second = rest.index("conversion_rate") if "conversion_rate" in rest else 0
    down = right.selectbox(_("Up"), rest, index=second, format_func=name, key="what_if_down")
    frame = surface(r.base, r.moved, across, down)
    if frame.isna().all(axis=None):
        st.caption(_("No cost is known, so there is no ROI to draw."))
        return
    here = tuple(r.moved.get(key, r.base.levers[key].base) for key in (across, down))
    formats = tuple(".1%" if r.base.levers[key].unit == "rate" else "~s" for key in (across, down))
    figure = charts.surface(frame, r.settings.target_roi, here, (_title(r, across), _title(r, down), _("Expected ROI")), formats)
    st.caption(
        _("The dashed line is where ROI reaches {target}; the cross is where you stand.", target=r.percent(r.settings.target_roi))
    )
    chart(figure, _("Expected ROI for combinations of two levers."), key="what_if_surface")


def _title(r: Result, key: str) -> str:
    lever = r.base.levers[key]
    unit = {"money": f" ({r.settings.currency})", "rate": " (%)"}.get(lever.unit, "")
    return label_of(lever) + unit
