"""Up to five creators side by side: scores with ranges, signs against peers, flags and prices."""

import pandas as pd
import streamlit as st

from lib.authenticity import signs
from lib.charts import side_by_side as charts
from lib.dataset import Dataset
from lib.format import money, number
from lib.schema import PLATFORM_LABELS
from lib.text import _
from lib.ui.cached import drawn, scores
from lib.ui.parts import chart, safe_markdown
from lib.ui.state import workspace

SIGNS = 12  # drawn at most, the most suspicious of any chosen creator first


def side_by_side(dataset: Dataset, frame: pd.DataFrame, first: list[str]) -> None:
    """Let the visitor choose up to five creators (``first`` to begin with) and draw them against each other and peers."""
    known = frame.index[frame["authenticity"].notna()].tolist()
    labels = frame["label"] + " · " + frame["platform"].map(PLATFORM_LABELS).fillna("")
    kept = [key for key in first if key in known][:3]
    chosen = st.multiselect(
        _("Creators to compare, up to five"), known, default=kept, max_selections=charts.MOST, key="auth_side",
        format_func=lambda key: labels.get(key, key), persist_state="session",
    )  # fmt: skip
    if not chosen:
        st.caption(_("Choose creators to see them against each other and against their peers."))
        return
    rows = frame.loc[chosen].assign(label=_names(frame.loc[chosen]))
    best = rows["authenticity"].idxmax()
    score = number(rows.loc[best, "authenticity"])
    st.subheader(safe_markdown(_("{label} scores highest: {score}", label=rows.loc[best, "label"], score=score)), anchor=False)
    told = "; ".join(f"{row['label']} {row['authenticity']:.0f}" for row in rows.to_dict("records"))
    chart(drawn(dataset, "side_scores", lambda: charts.scores(rows), *chosen), alt=told, key="auth_side_scores")
    found = _signs(dataset, rows)
    if len(found):
        alt = _("Each creator's signs against the range of 8 in 10 peers.")
        chart(drawn(dataset, "side_signs", lambda: charts.against_peers(found), *chosen), alt=alt, key="auth_side_signs")
    _table(rows)


def _names(rows: pd.DataFrame) -> pd.Series:
    """Tell accounts of one name on several platforms apart."""
    twice = rows["label"].duplicated(keep=False)
    return rows["label"].where(~twice, rows["label"] + " · " + rows["platform"].map(PLATFORM_LABELS).fillna(""))


def _signs(dataset: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    each = [signs(scores(dataset), int(row["position"])).assign(creator=row["label"]) for _key, row in rows.iterrows()]
    found = pd.concat(each, ignore_index=True)
    if found.empty:
        return found
    worst = found.groupby("label")["severity"].max().nlargest(SIGNS)
    rank = {label: place for place, label in enumerate(worst.index)}
    kept = found[found["label"].isin(rank)]
    order = kept.assign(place=kept["label"].map(rank), who=pd.factorize(kept["creator"])[0])
    return order.sort_values(["who", "place"], kind="stable").drop(columns=["place", "who"])


def _table(rows: pd.DataFrame) -> None:
    settings = workspace().settings
    counts = [[sum(flag.severity == kind for flag in flags) for kind in ("serious", "notable")] for flags in rows["flags"]]
    price = [_price(*pair) for pair in zip(rows["price"], rows["currency"], strict=True)]
    table = rows.assign(
        serious=[a for a, _b in counts], notable=[b for _a, b in counts], asked=price,
        range=[f"{low:.0f}–{high:.0f}" if low < high else _("Confirmed") for low, high in rows[["low", "high"]].to_numpy()],
    )  # fmt: skip
    column = st.column_config
    config = {
        "label": column.TextColumn(_("Creator"), pinned=True, width=150),
        "authenticity": column.NumberColumn(_("Score"), format="%d", width=60),
        "range": column.TextColumn(_("Range"), width="small", help=_("The score lies here with 80% probability.")),
        "serious": column.NumberColumn(_("Serious"), width=70, help=_("Serious red flags.")),
        "notable": column.NumberColumn(_("Notable"), width=70, help=_("Notable red flags.")),
        "followers": column.NumberColumn(_("Followers"), format="compact", width="small"),
        "engagement_rate": column.NumberColumn(_("Engagement"), format="percent", width=90),
        "asked": column.TextColumn(
            _("Asked price"), width=90, alignment="right", help=_("Per post, in the currency your file states.")
        ),
        "spent": column.NumberColumn(_("Spent, {currency}", currency=settings.currency), format="%,.0f"),
        "authentic_reach": column.NumberColumn(_("Authentic reach"), format="compact", width=110),
        "cpm": column.NumberColumn(_("CPM"), format="%,.2f", width=70),
        "authentic_cpm": column.NumberColumn(_("Authentic CPM"), format="%,.2f", width=110),
    }
    table = table[list(config)].round({"authenticity": 0, "engagement_rate": 4})
    alt = _("The chosen creators with score, range, flags, price and authentic costs.")
    st.dataframe(table, key="auth_side_table", hide_index=True, placeholder="–", column_config=config, alt=alt)


def _price(price: float, currency: object) -> str:
    if price != price:
        return ""
    locale = workspace().settings.locale
    return money(price, str(currency), locale) if isinstance(currency, str) else number(price, locale)
