"""The views under the result: side by side, why, what matters, targets, two levers, ways to pay, saved scenarios."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from lib.charts import what_if as charts
from lib.format import number
from lib.report.workbook import XLSX, to_xlsx
from lib.roi.levers import CUTOFF, MONTHS, SPEND, Changes, Lever, move
from lib.roi.partnership import Terms, compare_models, own_terms, published_terms, same_creators, usual_fees
from lib.roi.questions import Solution, solve, surface, tornado, why
from lib.roi.simulation import Simulation, simulate_roi, summary
from lib.text import _
from lib.ui.lever_words import label_of, label_of_step, written
from lib.ui.levers import changes, use
from lib.ui.parts import chart, safe_markdown
from lib.ui.what_if import SAVED, SCENARIO, TODAY, Result


def side_by_side(r: Result) -> None:
    """Draw today and the scenario as a small table."""
    columns = {TODAY: (r.then, r.today)} | ({SCENARIO: (r.now, r.scenario)} if r.moved else {})
    rows = [
        [_("Cost"), *(r.money(f["cost"]) for f, _run in columns.values())],
        [_("Value (sales, content, search)"), *(r.money(f["value"]) for f, _run in columns.values())],
        [_("Profit, P10 to P90"), *(_span(f, "profit", r.money) for f, _run in columns.values())],
        [_("Mean of the worst tenth"), *(r.money(f["cvar_10"]) for f, _run in columns.values())],
        [_("ROI, P10 to P90"), *(_span(f, "roi", r.percent) for f, _run in columns.values())],
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
    effects = why(r.base, r.moved)
    effects = effects.assign(
        label=[label_of_step(step, r.base) for step in effects["step"]], text=[r.signed_money(v) for v in effects["effect"]]
    ).sort_values("effect", key=lambda e: -e.abs(), kind="stable")
    start = r.today.outcome.profit
    first = effects.iloc[0]
    st.markdown(_("**{lever}** makes the largest difference: {effect}.", lever=first["label"], effect=safe_markdown(first["text"])))
    alt = _("Waterfall from today's expected profit to the scenario's.")
    chart(charts.waterfall(start, effects, (TODAY, SCENARIO), r.profit_title), alt, key="what_if_why")


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
    """Answer which value of each lever, all else kept, breaks even or reaches the target."""
    target = r.settings.target_roi
    goals = {"roi": _("ROI is {target}", target=r.percent(target)), "profit": _("profit is 0")}
    goal = st.segmented_control(_("So that"), list(goals), default="roi", required=True, format_func=goals.get, key="what_if_goal")
    levers = [lever for key, lever in r.base.levers.items() if key not in ("elasticity", CUTOFF) and lever.base > 0]
    found = [(lever, solve(r.base, r.moved, lever.key, target if goal == "roi" else 0.0, goal)) for lever in levers]
    reached = sorted(((lever, s) for lever, s in found if s.value is not None), key=lambda pair: _effort(r, *pair))
    if not reached:
        st.markdown(_("No lever alone can do it from here: move two of them."))
        return
    lever, nearest = reached[0]
    now, then = (safe_markdown(written(lever, v, r.settings)) for v in (_here(r, lever), nearest.value))
    above = getattr(r.scenario.outcome, goal) > (target if goal == "roi" else 0.0)
    words = _("There is room: {goal} even if **{lever}** goes from {now} to **{then}**.") if above else _(
        "Nearest: {goal} with **{lever}** at **{then}** instead of {now}."
    )  # fmt: skip
    st.markdown(words.format(goal=safe_markdown(goals[goal]), lever=label_of(lever), now=now, then=then))
    st.dataframe(_solver_table(reached, r), hide_index=True, key="what_if_solver")
    left_out = [label_of(lever) for lever, s in found if s.value is None]
    if left_out:
        st.caption(_("Alone, these cannot do it within sensible limits: {levers}.", levers=", ".join(left_out)))


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


def ways_to_pay(r: Result) -> None:
    """Draw the six partnership models on the same creators."""
    settings = r.settings
    rates = dict(settings.rates) | {settings.currency: 1.0}
    fees = usual_fees(r.base, rates.get("USD"))
    terms = published_terms(rates.get("USD")) | own_terms(r.base.bookings, fees[r.base.bookings["segment"].to_numpy()])
    frame = compare_models(same_creators(r.base, move(r.base, r.moved)), terms, fees, settings.target_roi, seed=settings.seed)
    known = frame.dropna(subset="cost").sort_values("profit_p50", ascending=False, kind="stable")
    best, safest = known.iloc[0], known.loc[known["brand_share"].fillna(1).idxmin()]
    profit = safe_markdown(r.money(best["profit_p50"]))
    st.markdown(_("On the same creators **{best}** earns most: {profit} typically.", best=best["model"], profit=profit))
    st.markdown(_("With **{model}** the least of the cost is owed before a sale.", model=safest["model"]))
    rows = known.rename(columns={"profit_p10": "p10", "profit_p50": "p50", "profit_p90": "p90"})
    rows = rows.assign(label=rows["model"], text=_spans(rows, r))
    chart(charts.ranges(rows, r.profit_title), _("Simulated profit of each partnership model, P10 to P90."), key="what_if_models")
    st.dataframe(_models_table(known, r), hide_index=True, key="what_if_models_table")
    st.caption(_("Creators, posts and response stay the same; only what is paid changes. Of gifted creators only some post. "
                 "Terms come from your own bookings where there are at least five, else from the published guide."))  # fmt: skip


def _spans(frame: pd.DataFrame, r: Result) -> list[str]:
    return [
        _("{low} to {high}", low=r.money(low), high=r.money(high)) for low, high in zip(frame["p10"], frame["p90"], strict=True)
    ]


def _models_table(frame: pd.DataFrame, r: Result) -> pd.DataFrame:
    words = [_("mostly creators"), _("shared"), _("mostly you"), _("you")]
    carried = pd.cut(frame["brand_share"], [-1, 0.35, 0.65, 0.95, 2], labels=words)
    return pd.DataFrame(
        {
            _("Model"): frame["model"],
            _("Pays"): [_pays(t, r) for t in frame["terms"]],
            _("Risk is with"): carried.astype("str"),
            _("Up front"): frame["upfront"].map(r.money),
            _("Profit"): frame["profit_p50"].map(r.money),
            _("Breaks even at orders"): [_orders(row, r) for row in frame.itertuples()],
            _("Terms from"): [_("your {n} bookings", n=t.own) if t.own else t.source.split(":")[0] for t in frame["terms"]],
        }
    )


def _orders(row: tuple, r: Result) -> str:
    if np.isnan(row.break_even_orders):
        return _("never")
    counts = (number(v, r.settings.locale) for v in (row.break_even_orders, row.orders))
    return _("{needed} of {expected}", **dict(zip(("needed", "expected"), counts, strict=True)))


def _pays(terms: Terms, r: Result) -> str:
    parts = []
    if terms.fee_level > 0:
        parts.append(_("{share} of usual fee", share=r.percent(terms.fee_level)))
    if terms.fee_fixed > 0:
        parts.append(_("{amount} per booking", amount=r.money(terms.fee_fixed)))
    if terms.commission_rate > 0:
        parts.append(_("{share} of sales", share=r.percent(terms.commission_rate, 1)))
    if terms.posting_rate < 1:
        parts.append(_("product only, {share} post", share=r.percent(terms.posting_rate)))
    return " + ".join(parts) or _("product only")


def saved_scenarios(r: Result) -> None:
    """Let the visitor name, keep, compare, load, delete and download scenarios."""
    kept: dict[str, dict[str, float]] = st.session_state.setdefault(SAVED, {})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Name this scenario"), key="what_if_name", max_chars=60, placeholder=_("Half the fees"))
        st.button(_("Save"), key="what_if_save", icon=":material/bookmark_add:", on_click=_save, disabled=not r.moved)
    if not kept:
        st.caption(_("Saved scenarios stand here side by side with today. The page's address carries the present one."))
        return
    alike = {name: moved for name, moved in kept.items() if _plan_of(moved) == (_plan_of(r.moved) if r.period else {})}
    if len(alike) < len(kept):
        st.caption(_("{n} saved scenarios start from another period or plan: load them to see them.", n=len(kept) - len(alike)))
    runs = [r.today, *(simulate_roi(move(r.base, c, n), seed=r.settings.seed) for n, c in alike.items())]
    table = summary(runs, r.settings.target_roi)
    rows = table.rename(columns={"scenario": "label", "profit_p10": "p10", "profit_p50": "p50", "profit_p90": "p90"})
    chart(
        charts.ranges(rows.assign(text=_spans(rows, r)), r.profit_title),
        _("Simulated profit of each saved scenario, P10 to P90."),
        key="what_if_saved_chart",
    )
    st.dataframe(_saved_table(table, r), hide_index=True, key="what_if_saved_table")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(_("Saved"), list(kept), key="what_if_chosen")
        st.button(_("Load"), key="what_if_load", icon=":material/upload:", on_click=_load, args=(chosen,))
        st.button(_("Delete"), key="what_if_delete", icon=":material/delete:", on_click=kept.pop, args=(chosen, None))
        st.download_button(_("Download"), lambda: workbook(r, table), "what_if_scenarios.xlsx", XLSX, key="what_if_download",
                           icon=":material/download:", on_click="ignore")  # fmt: skip


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
