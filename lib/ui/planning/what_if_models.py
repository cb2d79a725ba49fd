"""The six partnership models on the same creators: what each would earn, who carries the risk, under terms one may change."""

from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from lib.charts import what_if as charts
from lib.format import number
from lib.roi.levers import move
from lib.roi.partnership import Terms, compare_models, own_terms, published_terms, same_creators, usual_fees
from lib.text import _
from lib.ui.parts import chart, safe_markdown
from lib.ui.planning.what_if import Result
from lib.ui.planning.what_if_views import spans

_TYPED = "what_if_terms"  # session key: model -> what was typed over its terms
_SHARES = ("fee_level", "commission_rate", "posting_rate")  # terms shown in percent


def ways_to_pay(r: Result) -> None:
    """Draw the six partnership models on the same creators."""
    settings = r.settings
    rates = dict(settings.rates) | {settings.currency: 1.0}
    fees = usual_fees(r.base, rates.get("USD"))
    terms = published_terms(rates.get("USD")) | own_terms(r.base.bookings, fees[r.base.bookings["segment"].to_numpy()])
    terms = _edited(terms)
    frame = compare_models(same_creators(r.base, move(r.base, r.moved)), terms, fees, settings.target_roi, seed=settings.seed)
    known = frame.dropna(subset="cost") if "cost" in frame else frame.head(0)
    if known.empty:
        st.caption(_("No fee is known from your partnerships or in your currency; enter a rate for USD to use published ones."))
        return
    known = known.sort_values("profit_p50", ascending=False, kind="stable")
    best, safest = known.iloc[0], known.loc[known["brand_share"].fillna(1).idxmin()]
    profit = safe_markdown(r.money(best["profit_p50"]))
    st.markdown(_("On the same creators **{best}** earns most: {profit} typically.", best=best["model"], profit=profit))
    st.markdown(_("With **{model}** the least of the cost is owed before a sale.", model=safest["model"]))
    rows = known.rename(columns={"profit_p10": "p10", "profit_p50": "p50", "profit_p90": "p90"})
    rows = rows.assign(label=rows["model"], text=spans(rows, r))
    chart(charts.ranges(rows, r.profit_title), _("Simulated profit of each way to pay, 8 in 10 cases."), key="what_if_models")
    right = st.column_config.TextColumn(alignment="right")
    columns = dict.fromkeys((_("Up front"), _("Profit"), _("Breaks even at orders")), right)
    alt = _("Each partnership model with what it pays, who carries the risk, profit and break-even.")
    st.dataframe(_models_table(known, r), hide_index=True, key="what_if_models_table", column_config=columns, alt=alt)
    with st.expander(_("Change the terms"), icon=":material/edit:"):
        _editor(terms, r)
    st.caption(_("Creators, posts and response stay the same; only what is paid changes. Of gifted creators only some post. "
                 "Terms come from your own bookings where there are at least five, else from the published guide."))  # fmt: skip


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
            _("Terms from"): [_source(t) for t in frame["terms"]],
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
        parts.append(_("{amount} per partnership", amount=r.money(terms.fee_fixed)))
    if terms.commission_rate > 0:
        parts.append(_("{share} of sales", share=r.percent(terms.commission_rate, 1)))
    if terms.posting_rate < 1:
        parts.append(_("product only, {share} post", share=r.percent(terms.posting_rate)))
    return " + ".join(parts) or _("product only")


def _source(terms: Terms) -> str:
    if terms.model in st.session_state.get(_TYPED, {}):
        return _("typed here")
    return _("your {n} partnerships", n=terms.own) if terms.own else terms.source.split(":")[0]


def _edited(terms: dict[str, Terms]) -> dict[str, Terms]:
    """Return the terms with what was typed over them."""
    typed = st.session_state.setdefault(_TYPED, {})
    return {model: replace(found, **typed.get(model, {})) for model, found in terms.items()}


def _editor(terms: dict[str, Terms], r: Result) -> None:
    number = st.column_config.NumberColumn
    shown = pd.DataFrame(
        {
            "model": list(terms),
            "fee_level": [t.fee_level * 100 for t in terms.values()],
            "fee_fixed": [t.fee_fixed for t in terms.values()],
            "commission_rate": [t.commission_rate * 100 for t in terms.values()],
            "posting_rate": [t.posting_rate * 100 for t in terms.values()],
        }
    )
    widget = f"{_TYPED}_{st.session_state.get('what_if_terms_version', 0)}"
    st.data_editor(
        shown, key=widget, hide_index=True, disabled=["model"], on_change=_keep, args=(widget, list(terms)), placeholder="–",
        column_config={
            "model": st.column_config.TextColumn(_("Model"), pinned=True),
            "fee_level": number(_("Fee, % of usual"), min_value=0, format="%.0f%%"),
            "fee_fixed": number(_("Per partnership, {currency}", currency=r.settings.currency), min_value=0, format="localized"),
            "commission_rate": number(_("Of sales"), min_value=0, max_value=100, format="%.1f%%"),
            "posting_rate": number(_("Who post"), min_value=1, max_value=100, format="%.0f%%"),
        },
    )  # fmt: skip
    if st.session_state[_TYPED]:
        st.button(_("Back to the measured terms"), key="what_if_terms_reset", icon=":material/undo:", on_click=_forget)


def _keep(widget: str, models: list[str]) -> None:
    """Take edited cells over into what is stored and start a fresh editor on it."""
    for row, edits in st.session_state[widget]["edited_rows"].items():
        typed = st.session_state[_TYPED].setdefault(models[int(row)], {})
        typed |= {name: v / 100 if name in _SHARES else v for name, v in edits.items() if v is not None}
    _fresh()


def _forget() -> None:
    st.session_state[_TYPED] = {}
    _fresh()


def _fresh() -> None:
    st.session_state["what_if_terms_version"] = st.session_state.get("what_if_terms_version", 0) + 1
