"""The parts of the partners page: what creators are worth, fees, programme tiers; cached by the dataset's digest."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.allocation.plan import with_gain
from lib.authenticity import IN_DOUBT, delivery
from lib.charts import partners as charts
from lib.dataset import Dataset
from lib.partners import Worth, fee_table, model_table, partner_rows, proposals, words, worth
from lib.partners.programme import PAUSE, PROMOTE, pyramid
from lib.roi import break_even_fee, money_lines
from lib.roi.bookings import bookings
from lib.roi.currency import factors
from lib.roi.rates import value_of
from lib.schema import PLATFORM_LABELS
from lib.settings import Settings
from lib.text import _
from lib.ui.cached import deals, drawn, scores
from lib.ui.listing import choose_hint, listing
from lib.ui.parts import chart, safe_markdown


@dataclass(frozen=True)
class Partners:
    """What is known of a dataset's creators; shared, so never written to."""

    dataset: Dataset
    rows: pd.DataFrame  # lib.partners.partner_rows
    worth: Worth
    fees: pd.DataFrame  # lib.partners.fee_table with label, platform, tier, cost per 1,000 engagements and authentic CPM

    @property
    def valued(self) -> bool:
        """Return whether any value is known, so that fees can be judged."""
        return bool(self.rows["value"].notna().any())

    @property
    def settings(self) -> Settings:
        """The settings the figures are made under."""
        return self.dataset.settings


@st.cache_resource(show_spinner="Judging fees …", max_entries=8)
def _partners(digest: str, _dataset: Dataset) -> Partners:
    settings, people = _dataset.settings, _dataset.creators.set_index("creator_key")
    table = with_gain(deals(_dataset), settings.gross_margin)
    rows = partner_rows(table, bookings(table, money_lines(_dataset)))
    found = worth(rows, _dataset.creators, settings.target_roi, settings.seed)
    fees = fee_table(found, people["price"] * factors(people, settings))
    bought = delivery(table, scores(_dataset)["authenticity"])
    known = people[["label", "platform", "tier"]].reindex(fees.index)
    told = known.join(fees).assign(
        platform=known["platform"].map(PLATFORM_LABELS),
        engaged=bought["cpe"].reindex(fees.index) * 1000,
        authentic_cpm=bought["authentic_cpm"].reindex(fees.index),
    )
    return Partners(_dataset, rows, found, told.sort_values(["deals", "value"], ascending=False, kind="stable"))


def partners(dataset: Dataset) -> Partners | None:
    """Return what is known of the dataset's creators, None where no money names one; never write to it."""
    return _partners(dataset.digest, dataset) if deals(dataset)["creator_key"].notna().any() else None


def _without_value(found: Partners) -> bool:
    """Say what is missing when no value is known; return whether that is so."""
    if not found.valued:
        st.info(_("No sales or value go with your creators yet: add revenue to the campaigns, or an orders file with their codes."))
    return not found.valued


def fees(found: Partners) -> None:
    """Draw asked prices against what a post is worth, and the table behind."""
    if _without_value(found):
        return
    settings, everybody = found.settings, found.fees
    mine = st.toggle(_("Only creators you have worked with"), value=True, key="partners_booked")
    table = everybody[everybody["deals"] > 0] if mine else everybody
    finding = words.fees_title(table, found.settings)
    if finding != title(found):
        st.subheader(finding, anchor=False)
    priced = table[(table["verdict"] != "") & (table["asked"] > 0)]
    if priced.empty:
        st.caption(_("Add asked prices to your creator list (column “Price per post”) to see who asks too much."))
    else:
        picture = drawn(found.dataset, "asked_and_worth", lambda: charts.asked_and_worth(priced, settings.currency), mine)
        chart(picture, alt=finding, key="partners_fees")
        st.caption(
            _("Each mark is a creator: above the line the price is more than a post brings back. Point at it for its 90% range.")
        )
    _fee_table(found, table)


def _fee_table(found: Partners, table: pd.DataFrame) -> None:
    columns = {
        "label": (_("Creator"), "text"),
        "platform": (_("Platform"), "text"),
        "tier": (_("Tier"), "text"),
        "deals": (_("Partnerships"), "whole"),
        "asked": (_("Asked, {currency}", currency=found.settings.currency), "whole"),
        "target": (_("Fee at target ROI"), "whole"),
        "break_even": (_("Break-even fee"), "whole"),
        "break_even_low": (_("90% from"), "whole"),
        "break_even_high": (_("90% to"), "whole"),
        "verdict": (_("Verdict"), "text"),
        "sure": (_("Sure"), "share"),
        "fee": (_("Paid per post"), "whole"),
        "value": (_("Value per post"), "whole"),
        "engaged": (_("Cost per 1,000 engagements"), "money"),
        "authentic_cpm": (_("Authentic CPM"), "money"),
        "posts": (_("Posts"), "whole"),
    }
    shown = table.assign(verdict=table["verdict"].map(words.VERDICTS))
    alt = _("Creators with asked price, suggested fees, verdict and costs per result.")
    chosen = listing(shown, columns, "fees", alt, choose=True, height=360)
    st.caption(
        _("Suggested fee per post: from the fee at target ROI up to the break-even fee; few results lean on similar creators.")
    )
    choose_hint()
    if chosen is not None:
        row = found.fees.loc[chosen.name]
        _behind(found, row, words.fee_sentence(row, found.settings))


def _behind(found: Partners, row: pd.Series, told: str) -> None:
    """Draw one creator's sentence, formula in numbers, and the partnerships behind it."""
    settings = found.settings
    with st.container(border=True):
        st.subheader(safe_markdown(row["label"]), anchor=False)
        st.write(safe_markdown(told))
        st.caption(safe_markdown(words.fee_formula(row, settings)))
        rows = found.rows[found.rows["creator_key"] == row.name]
        names = found.dataset.campaigns.drop_duplicates("campaign_key").set_index("campaign_key")["campaign"]
        columns = {
            "campaign": (_("Campaign"), "text"),
            "start": (_("Start"), "day"),
            "model": (_("Model"), "text"),
            "posts": (_("Posts"), "whole"),
            "value": (_("Value, {currency}", currency=settings.currency), "money"),
            "fees": (_("Fee"), "money"),
            "other": (_("Product, shipping, handling"), "money"),
            "commission": (_("Commission"), "money"),
        }
        shown = rows.assign(campaign=rows["campaign_key"].map(names).fillna(rows["campaign_key"])).sort_values("start")
        listing(shown, columns, "partnerships", _("The partnerships behind the estimate."))


@st.cache_resource(show_spinner=False, max_entries=8)
def _models(digest: str, _found: Partners) -> pd.DataFrame:
    table, past = model_table(_found.rows, _found.settings.seed), break_even_fee(_found.dataset, "model")
    return table.assign(past=(past["break_even_fee"] / past["n"]).reindex(table.index))


def models(found: Partners) -> None:
    """Draw fee paid and break-even fee per partnership model."""
    if _without_value(found):
        return
    settings = found.settings
    table = _models(found.dataset.digest, found)
    if table.empty:
        st.info(
            _("Your campaigns name no partnership model: add a column “Partnership model” with gifting, sponsored, affiliate …")
        )
        return
    table = table.assign(label=table.index.str.capitalize(), room=table["break_even"] - table["fee"].fillna(0)).sort_values(
        "room", ascending=False
    )
    proven = table[table["low"] > table["fee"].fillna(0)]
    title = _("No model's fee is surely below what it brings back")
    if len(proven) == len(table):
        title = _("Every way to pay surely brings back more than its fee")
    elif len(proven):
        names = ", ".join(safe_markdown(name) for name in proven["label"])
        title = _("Surely paid less than they bring back: {names}", names=names)
    st.subheader(title, anchor=False)
    chart(drawn(found.dataset, "model_fees", lambda: charts.models(table, settings.currency)), alt=title, key="partners_models")
    columns = {
        "label": (_("Model"), "text"),
        "n": (_("Partnerships"), "whole"),
        "fee": (_("Fee paid"), "whole"),
        "break_even": (_("Break-even fee"), "whole"),
        "low": (_("90% from"), "whole"),
        "high": (_("90% to"), "whole"),
        "past": (_("Break-even fee so far"), "whole"),
        "value": (_("Value"), "whole"),
    }
    listing(table, columns, "model_fees", _("Per partnership model: fee paid and break-even fee with range."))
    st.caption(
        _(
            "Per partnership, in {currency}; all but the fee as it was. Expected, and so far: fee paid + profit.",
            currency=settings.currency,
        )
    )


@st.cache_resource(show_spinner=False, max_entries=8)
def _moves(digest: str, _found: Partners) -> pd.DataFrame:
    score, settings = scores(_found.dataset), _found.settings
    dollar = value_of("USD", settings)
    moves = proposals(_found.worth, _found.rows, score["band"].isin(IN_DOUBT), 1.0 if dollar != dollar else dollar)
    told = moves.join(_found.fees[["label", "platform", "tier"]])
    told["words"] = [words.move_sentence(row, settings) for _key, row in told.iterrows()]
    order = told["action"].map({name: place for place, name in enumerate(words.ACTIONS)})
    return told.assign(order=order).sort_values(["order", "sure"], ascending=[True, False], kind="stable").drop(columns="order")


def programme(found: Partners) -> None:
    """Draw the programme's tiers and the moves that results speak for."""
    if _without_value(found):
        return
    moves = _moves(found.dataset.digest, found)
    if moves.empty:
        st.info(_("Nobody is booked yet: programme tiers follow results. Add a table of campaigns with creators, fees and sales."))
        return
    st.subheader(words.moves_title(moves, found.settings), anchor=False)
    tiers = pyramid(moves).assign(
        label=lambda t: [_("Tier {n}: {role}", n=n, role=role) for n, role in zip(t["level"], t["role"], strict=True)]
    )
    told = "; ".join(f"{row.label} {row.now} → {row.then}" for row in tiers.itertuples())
    chart(drawn(found.dataset, "ladder", lambda: charts.ladder(tiers)), alt=told, key="partners_ladder")
    st.caption(safe_markdown(words.programme_rule()))
    every = st.toggle(_("Also those who stay"), key="partners_stay")
    rows = moves if every else moves[moves["action"] != "stay"]
    columns = {
        "label": (_("Creator"), "text"),
        "platform": (_("Platform"), "text"),
        "tier": (_("Size"), "text"),
        "level": (_("Tier now"), "whole"),
        "proposed": (_("Proposed"), "whole"),
        "action": (_("Move"), "text"),
        "sure": (_("Sure"), "share"),
        "deals": (_("Partnerships"), "whole"),
        "words": (_("Why"), "long"),
    }
    shown = rows.assign(action=rows["action"].map(words.ACTIONS))
    chosen = listing(shown, columns, "programme", _("Creators with programme tier, proposed move and its reason."), choose=True)
    choose_hint()
    if chosen is not None:
        _behind(found, found.fees.loc[chosen.name], chosen["words"])


def title(found: Partners) -> str:
    """Return the page's finding where any value is known."""
    booked = found.fees[found.fees["deals"] > 0]
    if (booked["verdict"] != "").any():
        return words.fees_title(booked, found.settings)
    moves = _moves(found.dataset.digest, found)
    return (
        words.moves_title(moves, found.settings)
        if moves["action"].isin([PROMOTE, PAUSE]).any()
        else words.fees_title(found.fees, found.settings)
    )
