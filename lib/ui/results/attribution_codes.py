"""The part of the attribution page on codes that may have leaked: signs in words, innocent explanations, money in doubt."""

import numpy as np
import pandas as pd
import streamlit as st

from lib.attribution.leak_words import LEVELS, signs
from lib.attribution.leaks import FEWEST, Leaks
from lib.attribution.trace import sales_trace
from lib.charts.attribution import redemptions_by_day
from lib.format import day, number
from lib.text import _
from lib.trace import Trace
from lib.ui.parts import chart, downloads, safe_markdown
from lib.ui.results.attribution import Found, written
from lib.ui.traced import traced

LONG = 120  # days from which a picture counts weeks


def code_leaks_part(found: Found) -> None:
    """Draw the codes, those with signs first, and one code's uses around its post."""
    leaks, settings = found.leaks, found.settings
    if leaks.table.empty:
        st.subheader(_("No creator's code is used in your orders yet"), anchor=False)
        st.write(_("This needs a discount code per creator in campaigns, and the code used in orders."))
        return
    st.subheader(_title(found, leaks), anchor=False)
    st.caption(
        _("Each code is compared with the others. A sign is named when it exceeds what is ordinary among them with at least 95% "
          "probability. It is a reason to ask, not a verdict.")
    )  # fmt: skip
    few = int((leaks.table["redemptions"] < FEWEST).sum())
    if few:
        count = number(few, settings.locale)
        st.caption(_("{n} codes were used fewer than {least} times: too few to tell.", n=count, least=FEWEST))
    chosen = _table(found, leaks)
    _one_code(found, leaks, leaks.table.index[chosen])


def _title(found: Found, leaks: Leaks) -> str:
    table = leaks.table
    likely = table[table["level"] == "leak"]
    if likely.empty:
        return _("No code looks leaked")
    amount = written(likely["doubt"].sum(), found.settings)
    if len(likely) == 1:
        return _("One code looks leaked: {amount} of its sales are in doubt", amount=amount)
    return _("{n} codes look leaked: {amount} of their sales are in doubt", n=len(likely), amount=amount)


def _readable(found: Found, leaks: Leaks) -> pd.DataFrame:
    """Return the codes as people read them: the level in words, signs as one sentence each with what would explain them."""
    table, locale = leaks.table, found.settings.locale
    label = found.dataset.creators.set_index("creator_key")["label"]
    told = [signs(row, locale) if row["signs"] else [] for _code, row in table.iterrows()]
    return pd.DataFrame(
        {
            "code": table.index.str.upper(),
            "creator": table["creator_key"].map(label),
            "level": table["level"].map(LEVELS),
            "redemptions": table["redemptions"],
            "revenue": table["revenue"].round(),
            "doubt": table["doubt"].round(),
            "signs": [" ".join(sentence for sentence, _why in each) for each in told],
            "innocent": [" ".join(why for _sentence, why in each) for each in told],
        }
    )


def _table(found: Found, leaks: Leaks) -> int:
    column, code = st.column_config, found.settings.currency
    money = {"format": "localized", "step": 1}
    config = {
        "code": column.TextColumn(_("Code"), pinned=True),
        "creator": column.TextColumn(_("Creator")),
        "level": column.TextColumn(_("Verdict")),
        "redemptions": column.NumberColumn(_("Uses"), format="localized", width="small"),
        "revenue": column.NumberColumn(_("Net sales, {currency}", currency=code), **money),
        "doubt": column.NumberColumn(_("In doubt, {currency}", currency=code), **money),
        "signs": column.TextColumn(_("What stands out"), width="large"),
        "innocent": column.TextColumn(_("What would explain it"), width="large"),
    }
    shown = _readable(found, leaks)
    picked = st.dataframe(
        shown, hide_index=True, column_config=config, on_select="rerun", selection_mode="single-row", placeholder="–",
        height=250, key=f"attribution_codes_{found.dataset.digest}", alt=_("Codes with their signs and the money in doubt."),
    )  # fmt: skip
    plain = shown.assign(creator=shown["creator"].str.removeprefix("@"))
    downloads(plain.rename(columns={name: cell["label"] for name, cell in config.items()}), "codes", _("Codes"))
    return picked.selection.rows[0] if picked.selection.rows else 0


def _one_code(found: Found, leaks: Leaks, code: str) -> None:
    """Draw one code's uses around its posts, its signs and the orders behind it."""
    row, locale = leaks.table.loc[code], found.settings.locale
    st.markdown(_("**{code}**: uses around its posts", code=safe_markdown(code.upper())))
    if not row["signs"]:
        st.caption(_("Nothing about this code is out of the ordinary. Select another row to see it here."))
    for sentence, why in signs(row, locale):
        st.markdown(f"- {safe_markdown(sentence)} *{safe_markdown(why)}*")
    uses, posts, every = uses_by_day(found, leaks, code)
    if uses.empty:
        st.caption(_("These orders carry no date."))
    else:
        first = safe_markdown(day(min(posts), locale)) if posts else _("unknown")
        alt = _("Uses of {code} over time; its first post: {day}.", code=code.upper(), day=first)
        chart(redemptions_by_day(uses, posts, every), alt=alt, key="attribution_code")
    traced(lambda: _code_trace(found, leaks, code), key="attribution_code", label=_("Orders with this code"))


def uses_by_day(found: Found, leaks: Leaks, code: str) -> tuple[pd.DataFrame, list[pd.Timestamp], str]:
    """Return (uses per day or week: date, kept, doubt; the days of its posts; the period's name) of one code."""
    redeemed, sales = leaks.redemptions, found.sales
    place = redeemed.codes.get_loc(code)
    mine = redeemed.code == place
    date = found.dataset.orders["order_date"].iloc[sales.row[redeemed.sale[mine]]].dt.normalize().reset_index(drop=True)
    doubt = leaks.share[mine]
    posts = [pd.Timestamp(int(when), unit="D") for when in np.unique(redeemed.post_day[redeemed.post_code == place])]
    orders = sales.orders[redeemed.sale[mine]]
    frame = pd.DataFrame({"date": date, "doubt": doubt * orders, "kept": (1 - doubt) * orders}).dropna(subset="date")
    long = len(frame) > 0 and (frame["date"].max() - frame["date"].min()).days > LONG
    if long:
        frame["date"] = frame["date"].dt.to_period("W").dt.start_time
    return frame.groupby("date", as_index=False)[["kept", "doubt"]].sum(), posts, _("week") if long else _("day")


def _code_trace(found: Found, leaks: Leaks, code: str) -> Trace:
    redeemed = leaks.redemptions
    mine = redeemed.code == redeemed.codes.get_loc(code)
    doubtful, whole = np.zeros(len(found.sales.row)), np.zeros(len(found.sales.row))
    doubtful[redeemed.sale[mine]], whole[redeemed.sale[mine]] = leaks.share[mine], 1.0
    steps = tuple(sentence for sentence, _why in signs(leaks.table.loc[code], found.settings.locale))
    parts = {_("Ordinary"): whole - doubtful, _("In doubt"): doubtful}
    name = _("Net sales with {code}", code=code.upper())
    return sales_trace(found.dataset, found.sales, name, parts, steps or (_("Net sales of all orders with this code."),))
