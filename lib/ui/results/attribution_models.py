"""The part of the attribution page on touch models: how the same sales are shared when several contacts came before them."""

import numpy as np
import pandas as pd
import streamlit as st

from lib.attribution.models import HALF_LIFE, MODELS, credit, shares, spread
from lib.attribution.touches import LOOKBACK, Touches, touches
from lib.attribution.trace import orders_behind
from lib.charts.attribution import by_model
from lib.dataset import Dataset
from lib.dataset.proof import unmarked
from lib.format import number, percent
from lib.text import _
from lib.ui.parts import chart, downloads, safe_markdown
from lib.ui.results.attribution import Found, findings, written

SHOWN, SHOWN_ROWS = 12, 1_000
_KEPT = {"persist_state": "session"}


@st.cache_resource(show_spinner=False, max_entries=8)
def _touches(digest: str, lookback: int, _dataset: Dataset) -> Touches:
    return touches(_dataset, findings(_dataset).sales, lookback)


@st.cache_resource(show_spinner=False, max_entries=8)
def _credit(digest: str, lookback: int, half_life: float, _dataset: Dataset) -> pd.DataFrame:
    return credit(findings(_dataset).sales, _touches(digest, lookback, _dataset), half_life)


def touch_models(found: Found) -> None:
    """Draw what each model credits to each creator, and the touches behind one creator."""
    settings = found.settings
    with st.container(horizontal=True):
        lookback = st.number_input(_("Look back, days"), 1, 365, LOOKBACK, key="attribution_lookback", width=160, **_KEPT)
        label = _("Half-life of time decay, days")
        half_life = st.number_input(label, 0.5, 180.0, HALF_LIFE, 0.5, format="%g", key="attribution_half_life", width=220, **_KEPT)
    seen = _touches(unmarked(found.dataset.digest), int(lookback), found.dataset)
    touched, several = spread(seen)
    if not touched:
        st.subheader(_("No touch of a creator is known yet"), anchor=False)
        st.write(_("Touches come from orders with codes or tags, earlier orders of the same customer, and a table of touches."))
        return
    table = _credit(unmarked(found.dataset.digest), int(lookback), float(half_life), found.dataset)
    st.subheader(safe_markdown(_title(found, touched, several)), anchor=False)
    total = written(table["linear"].sum(), settings)
    st.caption(_("Every model shares out the same {total}: the sales that any creator touched within the look-back.", total=total))
    table = table.assign(label=_labels(found, table.index))
    if several:
        moved = table[list(MODELS)].max(axis=1) - table[list(MODELS)].min(axis=1)
        shown = table.iloc[np.argsort(-moved.to_numpy(), kind="stable")[:SHOWN]]
        st.markdown(_("**Where the models differ most**"))
        most = shown["label"].iloc[0]
        alt = _("Net sales per creator by each touch model against last touch; they differ most on {name}.", name=most)
        chart(by_model(shown, MODELS, settings.currency), alt=alt, key="attribution_models")
    picked = _table(table, found)
    st.caption(
        _("What counts as a touch: an order's own link or page, statement and code, in this order; rows of a touches table; "
          "earlier orders of the customer that a creator brought. Touches of the same moment share alike.")
    )  # fmt: skip
    if picked is not None:
        _behind(found, seen, str(table.index[picked]), table["label"].iloc[picked])


def _title(found: Found, touched: int, several: int) -> str:
    where = found.settings.locale
    if not several:
        return _("One contact stands behind each of {orders} orders, so all models agree", orders=number(touched, where))
    share, orders = percent(several / touched, where, 1), number(touched, where)
    return _("{share} of {orders} orders had more than one creator or channel before them", share=share, orders=orders)


def _labels(found: Found, keys: pd.Index) -> list[str]:
    names = found.dataset.creators.set_index("creator_key")["label"]
    return [_("Other channels") if pd.isna(key) else str(names[key]) for key in keys]


def _table(table: pd.DataFrame, found: Found) -> int | None:
    column = st.column_config
    config = {"label": column.TextColumn(_("Creator"), pinned=True)}
    config |= {name: column.NumberColumn(label, format="localized", step=1) for name, label in MODELS.items()}
    config["touched"] = column.NumberColumn(_("Orders touched"), format="localized")
    picked = st.dataframe(
        table[list(config)].round(dict.fromkeys(MODELS, 0)), hide_index=True, column_config=config, on_select="rerun",
        selection_mode="single-row", height=300, key="attribution_models_table", alt=_("Net sales per creator and touch model."),
    )  # fmt: skip
    plain = table[list(config)].assign(label=table["label"].str.removeprefix("@"))
    downloads(plain.rename(columns={name: cell["label"] for name, cell in config.items()}), "touch_models", _("Touch models"))
    return picked.selection.rows[0] if picked.selection.rows else None


def _behind(found: Found, seen: Touches, key: str, label: str) -> None:
    """Show the orders that a creator touched, with the share that linear credit gives it."""
    place = found.sales.creators.get_indexer([key])[0]
    mine = seen.creator == place
    share = pd.Series(shares(seen, "linear")[mine]).groupby(seen.sale[mine]).sum()
    whole = pd.Series(0.0, range(len(found.sales.row)))
    whole[share.index] = share
    rows = orders_behind(found.dataset, found.sales, whole.to_numpy())
    st.markdown(_("**Orders that {name} touched**, with the share that linear credit gives", name=safe_markdown(label)))
    alt = _("Orders touched by one creator.")
    st.dataframe(rows.head(SHOWN_ROWS), hide_index=True, height=280, key="attribution_touched", alt=alt)
    downloads(rows, "orders_touched", _("Orders touched"))
