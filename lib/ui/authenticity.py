"""The parts of the authenticity page: who to look at, what it costs, and why one creator scores as they do."""

from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.authenticity import BAND_FROM, FEATURES, TYPICAL_PEER, Flag, engagement_band, marked_events, signs, sources
from lib.charts import authenticity as charts
from lib.dataset import Dataset
from lib.directory import account_engagement_rate
from lib.format import compact_money, number
from lib.report.workbook import XLSX, to_xlsx
from lib.schema import PLATFORM_LABELS
from lib.settings import Settings
from lib.text import _
from lib.ui.cached import drawn, scores
from lib.ui.parts import chart, safe_markdown
from lib.ui.returns import book

LISTED = 500  # rows a list shows; the download holds everybody
ACT_BELOW = BAND_FROM["mostly genuine"]
BAND_ICONS = {
    "genuine": ":material/verified_user:",
    "mostly genuine": ":material/check_circle:",
    "doubtful": ":material/help:",
    "suspicious": ":material/gpp_maybe:",
    "no score": ":material/hourglass_empty:",
}
NOTES = (
    _("Authenticity runs from 0 to 100. Half of the suspicious-looking accounts around a score of 50 would turn out ordinary."),
    _("Low and high hold the score with 80% probability, given what is still unknown about the creator."),
    _("Points in the reasons add up to the distance from a typical peer, who scores {typical}.", typical=number(TYPICAL_PEER)),
    _("A flag is a reason to look closer, not a verdict: each comes with its innocent causes."),
)
METHOD = _(
    """
**1. Signs.** From your columns we work out ratios such as engagement per follower, comments per like and following per
follower. Follower history, posts and comments add jumps, evenness and generic comments.

**2. Peers.** Each ratio is compared with ordinary accounts of the same platform and size. The norms come from the sources
below; your own file may move them a little, never much, so that a rotten file cannot redefine normal.

**3. Direction.** Only the suspicious side counts. Being better than peers never costs points.

**4. Isolation forest.** It learns on a reference population of ordinary accounts how rare each value is. The rarer, the
more points it takes off.

**5. Score.** A peer at the norm in everything scores {typical}, not 100: a spreadsheet cannot prove that anybody is real.
50 means: as likely inauthentic as ordinary, if {prior} in 100 accounts are inauthentic to begin with.

**6. What is missing** widens the range and lowers the confidence (half of your creators: {low}% or more). It never counts
as clean.

**What it cannot know.** Well-made fraud that stays inside the peer range; why a number is unusual; anything your files do
not say.

**How well it works.** On public labelled account lists it ranks a fake below a real account in 95 of 100 pairs on one list
and in 86 of 100 on a harder one. A single planted fraud, with likes, comments and followers alone to go by, is found less
often: in 76 to 85 of 100 pairs at four times the honest figure. No label was fed to the model, but we did choose how much
each sign weighs after looking at these lists and planted frauds. Expect somewhat less on lists nobody has looked at.
"""
)


@st.cache_resource(show_spinner=False, max_entries=8)
def _everybody(digest: str, _dataset: Dataset) -> pd.DataFrame:
    creators = _dataset.creators.set_index("creator_key")
    spent = book(_dataset).deals.groupby("creator_key")["cost"].sum(min_count=1)
    frame = creators[["label", "platform", "tier", "followers"]].assign(engagement_rate=account_engagement_rate(creators))
    frame = frame.join(scores(_dataset)).assign(spent=spent.reindex(creators.index))
    return frame.assign(at_risk=frame["spent"] * (1 - frame["authenticity"] / 100), position=range(len(frame)))


def everybody(dataset: Dataset) -> pd.DataFrame:
    """Return one row per creator, indexed by creator_key, with account, score, spend and spend at risk; never write to it.

    ``spent`` is what their partnerships cost, ``at_risk`` that times (1 - authenticity / 100), both in the workspace's
    currency; ``position`` is the row in ``scores``.
    """
    return _everybody(dataset.digest, dataset)


def to_act_on(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the doubtful and suspicious creators, most spend at risk first."""
    below = frame[frame["authenticity"] < ACT_BELOW]
    return below.sort_values(["at_risk", "authenticity"], ascending=[False, True], na_position="last", kind="stable")


def engagement(frame: pd.DataFrame, platform: str) -> go.Figure:
    """Return engagement over followers on one platform, against ordinary accounts of each size."""
    here = frame[frame["platform"] == platform] if frame["platform"].notna().any() else frame
    sizes = here["followers"][here["followers"] > 0]
    band = engagement_band(platform, float(sizes.min()) if len(sizes) else 1e3, float(sizes.max()) if len(sizes) else 1e6)
    return charts.engagement(here, band)


def headline(frame: pd.DataFrame, settings: Settings) -> str:
    """Return the finding as one sentence."""
    scored, below = frame["authenticity"].notna().sum(), to_act_on(frame)
    counts = {"n": number(len(below), settings.locale), "all": number(scored, settings.locale)}
    if not scored:
        return _("Too little is known to score these creators")
    if below.empty:
        return _("All {all} scored creators look genuine", **counts)
    spent = below["spent"].sum()
    if spent > 0:
        shown = compact_money(spent, settings.currency, settings.locale)
        return _("{n} of {all} creators look doubtful; {spent} went through them", spent=shown, **counts)
    return _("{n} of {all} creators look doubtful or suspicious", **counts)


def subtitle(frame: pd.DataFrame, settings: Settings) -> str:
    """Return what stands under the headline: how many were not scored, and what the score is."""
    unscored = int(frame["authenticity"].isna().sum())
    told = _("Scored against ordinary accounts of the same platform and size. A low score is a reason to look, not a verdict.")
    if unscored:
        told += " " + _("{n} creators have no score: too little is known.", n=number(unscored, settings.locale))
    return told


@st.cache_resource(show_spinner=False, max_entries=16)
def _listed(digest: str, whole: bool, _frame: pd.DataFrame) -> pd.DataFrame:
    ordered = _frame.sort_values("authenticity", kind="stable", na_position="last") if whole else to_act_on(_frame)
    rows = ordered.head(LISTED)
    written = {
        "platform": rows["platform"].map(PLATFORM_LABELS).fillna(rows["platform"]),
        "authenticity": rows["authenticity"].round(),
        "confidence": (100 * rows["confidence"]).round(),
        "range": [_range(low, high) for low, high in zip(rows["low"], rows["high"], strict=True)],
        "reasons": [_top(reasons) for reasons in rows["reasons"]],
        "flags": [_flag_names(flags) for flags in rows["flags"]],
    }
    return rows[["label", "spent", "at_risk"]].assign(**written)


def listed(dataset: Dataset, whole: bool) -> pd.DataFrame:
    """Return the first ``LISTED`` creators to act on, or of everybody, reasons and flags in words; never write to it."""
    return _listed(dataset.digest, whole, everybody(dataset))


def _range(low: float, high: float) -> str:
    return _("{low} to {high}", low=number(low), high=number(high)) if low == low else ""


def _top(reasons: list[tuple[str, float]], count: int = 2) -> str:
    return "; ".join(text for text, _points in reasons[:count])


def _flag_names(flags: list[Flag]) -> str:
    return ", ".join(flag.code.replace("_", " ").capitalize() for flag in flags)


def list_columns(settings: Settings) -> dict[str, Any]:
    """Return ``column_order`` and ``column_config`` of the list to act on."""
    column = st.column_config
    score = _("0 to 100: how genuine audience and engagement look.")
    risk = _("What they cost × the share of the score that is missing to 100.")
    config = {
        "label": column.TextColumn(_("Creator"), pinned=True, width=150),
        "platform": column.TextColumn(_("Platform"), width="small"),
        "authenticity": column.ProgressColumn(_("Score"), min_value=0, max_value=100, format="%d", help=score, width="small"),
        "range": column.TextColumn(_("Range"), width="small", help=_("The score lies here with 80% probability.")),
        "spent": column.NumberColumn(_("Spent, {currency}", currency=settings.currency), format="%,.0f"),
        "at_risk": column.NumberColumn(_("At risk, {currency}", currency=settings.currency), format="%,.0f", help=risk),
        "reasons": column.TextColumn(_("Why"), width="large"),
        "flags": column.TextColumn(_("Flags"), width="medium"),
        "confidence": column.NumberColumn(_("Confidence"), format="%d%%", width="small", help=_("How much is known.")),
    }
    return {"column_order": list(config), "column_config": config}


def download(frame: pd.DataFrame) -> None:
    """Offer all scores with their reasons as XLSX, built on the click."""
    st.download_button(
        _("Scores with reasons, XLSX"), partial(_workbook, frame), "authenticity.xlsx", XLSX, key="authenticity_xlsx",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _workbook(frame: pd.DataFrame) -> bytes:
    table = pd.DataFrame(
        {
            _("Creator"): frame["label"], _("Platform"): frame["platform"], _("Followers"): frame["followers"],
            _("Authenticity"): frame["authenticity"].round(1), _("Low"): frame["low"].round(1), _("High"): frame["high"].round(1),
            _("Confidence"): frame["confidence"], _("Band"): frame["band"], _("Spent"): frame["spent"],
            _("At risk"): frame["at_risk"],
            _("Flags"): [" ".join(flag.sentence for flag in flags) for flags in frame["flags"]],
            _("Reasons"): [_written(reasons) for reasons in frame["reasons"]], _("Ask next for"): frame["next_datum"],
        }
    ).sort_values(_("Authenticity"), kind="stable")  # fmt: skip
    types = {_("Confidence"): "rate", _("Spent"): "money", _("At risk"): "money", _("Authenticity"): "score"}
    return to_xlsx({_("Authenticity"): table}, title=_("True Reach: authenticity"), notes=NOTES, types=types)


def _written(reasons: list[tuple[str, float]]) -> str:
    return "; ".join(f"{text} ({points:+.1f})" for text, points in reasons if abs(points) >= 0.05 or len(reasons) == 1)


def sheet(key: str, dataset: Dataset, frame: pd.DataFrame) -> None:
    """Draw one creator's sheet: score, flags, and in tabs contributions, peers, history with posts, and comments."""
    row = frame.loc[key]
    st.subheader(safe_markdown(verdict(row)), anchor=False)
    st.caption(safe_markdown(standing(row)))
    found = _signs(dataset.digest, key, int(row["position"]), dataset)
    if row["authenticity"] != row["authenticity"] or found.empty:
        st.info(safe_markdown(row["reasons"][0][0] if row["reasons"] else standing(row)), icon=":material/info:")
        return
    views = {
        _("What moved the score"): lambda: contributions(key, dataset, row, found),
        _("Against peers"): lambda: against(key, dataset, found),
        _("Followers and posts"): lambda: history(key, dataset, row),
        _("Comments"): lambda: comments(key, dataset),
    }
    flags(row["flags"])
    for tab, draw in zip(st.tabs(list(views), key="auth_sheet", on_change="rerun"), views.values(), strict=True):
        if tab.open:
            with tab:
                draw()


@st.cache_resource(show_spinner=False, max_entries=64)
def _signs(digest: str, key: str, position: int, _dataset: Dataset) -> pd.DataFrame:
    return signs(scores(_dataset), position)


def contributions(key: str, dataset: Dataset, row: pd.Series, found: pd.DataFrame) -> None:
    """Draw the steps from a typical peer's score to this creator's."""
    alt = "; ".join(f"{text} {points:+.1f}" for text, points in row["reasons"][:5]) or _("Nothing stands out from peers.")
    figure = drawn(dataset, "contributions", lambda: charts.contributions(found, TYPICAL_PEER, row["authenticity"]), key)
    chart(figure, alt=alt, key="auth_contributions")


def against(key: str, dataset: Dataset, found: pd.DataFrame) -> None:
    """Draw the creator's signs against peers of the same platform and size."""
    figure = drawn(dataset, "peers", lambda: charts.against_peers(found.head(12)), key)
    chart(figure, alt=_("Each sign against the range of 8 in 10 peers."), key="auth_peers")


def verdict(row: pd.Series) -> str:
    """Return a creator's verdict as one sentence."""
    if row["band"] == "no score":
        return _("{label} has no score yet", label=row["label"])
    return _("{label} looks {band}: {score} of 100", label=row["label"], band=row["band"], score=number(row["authenticity"]))


def standing(row: pd.Series) -> str:
    """Return range, confidence and what to ask for next, in words."""
    parts = []
    if row["exceptional"]:
        parts.append(_("Exceptional: engagement far above peers, and nothing speaks against it."))
    top = [text for text, points in row["reasons"][:2] if points <= -1]
    if top:
        parts.append(_("Mostly because of this: {reasons}.", reasons="; ".join(top)))
    if row["low"] == row["low"]:
        parts.append(
            _("With 80% probability the score lies between {low} and {high}.", low=number(row["low"]), high=number(row["high"]))
        )
    if row["next_datum"]:
        parts.append(_("Ask next for {datum}: nothing else would tell more.", datum=row["next_datum"]))
    return " ".join(parts)


@st.fragment
def method(frame: pd.DataFrame) -> None:
    """Explain in plain words how authenticity is scored, what it knows and what it cannot know; drawn when opened."""
    opened = st.expander(_("How authenticity is scored"), icon=":material/menu_book:", key="auth_method", on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.markdown(_(METHOD, typical=number(TYPICAL_PEER), prior="25", low=number(100 * frame["confidence"].median())))
        weights = pd.DataFrame(
            [
                {"sign": sign.label[:1].upper() + sign.label[1:], "weight": sign.weight / sum(s.weight for s in FEATURES)}
                for sign in FEATURES
            ]
        ).sort_values("weight", ascending=False)
        known = pd.DataFrame([{"source": s["title"], "date": s["date"]} for s in sources().values()])
        left, right = st.columns(2)
        column = st.column_config
        share = column.ProgressColumn(_("Share of the evidence"), format="percent", max_value=float(weights["weight"].max()))
        left.dataframe(weights, hide_index=True, height=260, column_config={"sign": _("Sign"), "weight": share}, key="auth_weights")
        right.dataframe(
            known, hide_index=True, height=260, column_config={"source": _("Source"), "date": _("Date")}, key="auth_sources"
        )


def flags(found: list[Flag]) -> None:
    """Draw the red flags with evidence, innocent causes and sources."""
    if not found:
        st.caption(_(":material/check: No red flags in what is known."))
        return
    st.markdown(_("**Red flags, and what else could explain them**"))
    for flag in found:
        icon = ":material/flag:" if flag.severity == "serious" else ":material/outlined_flag:"
        level = _("Serious") if flag.severity == "serious" else _("Notable")
        st.markdown(f"{icon} **{level}** – {safe_markdown(flag.sentence)}")
        told = _("Could be innocent: {innocent}", innocent=flag.innocent)
        st.caption(safe_markdown(told), help=safe_markdown(_("Norm: {source}", source=flag.source)) if flag.source else None)


def history(key: str, dataset: Dataset, row: pd.Series) -> None:
    """Draw follower history with its jumps and the engagement of each post, where known."""
    past = dataset.followers[dataset.followers["creator_key"] == key].dropna(subset=["date", "followers"]).sort_values("date")
    posts = dataset.posts[dataset.posts["creator_key"] == key].dropna(subset=["post_date"])
    if len(past) < 2 and len(posts) < 2:
        st.caption(_("Your files hold no follower history and no posts of this creator: with them, jumps would show here."))
        return
    left, right = st.columns(2)
    if len(past) >= 2:
        events = marked_events(past[["date", "followers"]], row["platform"], posts["post_date"])
        with left:
            st.markdown(_("**Followers over time**"))
            told = _("{n} unusual jumps in the follower history.", n=len(events))
            chart(charts.follower_history(past, events), alt=told, key="auth_history")
    if len(posts) >= 2:
        engagement = posts["likes"].fillna(0) + posts["comments"].fillna(0)
        strip = posts.assign(engagement=engagement, sponsored=posts["sponsored"].fillna(False).astype(bool))
        with right:
            st.markdown(_("**Engagement of each post**"))
            chart(charts.post_strip(strip), alt=_("Likes and comments of {n} posts.", n=len(strip)), key="auth_posts")


def comments(key: str, dataset: Dataset) -> None:
    """Draw a sample of the creator's comments, where known."""
    said = dataset.comments[dataset.comments["creator_key"] == key]["text"].dropna()
    if said.empty:
        st.caption(_("Your files hold no comments of this creator: a table of comments would be read for generic ones."))
        return
    st.markdown(_("A sample of {n} comments", n=len(said)))
    for text in said.head(12):
        st.markdown(f"- {safe_markdown(text)}")
