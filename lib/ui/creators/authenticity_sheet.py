"""One creator's sheet: verdict, what can be confirmed, flags, what moved the score, peers, history and comments."""

import numpy as np
import pandas as pd
import streamlit as st

from lib.authenticity import (
    IN_DOUBT_BELOW,
    TYPICAL_PEER,
    Flag,
    generic_comments,
    holds,
    marked_events,
    readings,
    signs,
    with_counts,
)
from lib.charts import authenticity as charts
from lib.dataset import Dataset
from lib.format import number
from lib.text import _
from lib.ui.cached import drawn, scores
from lib.ui.creators.authenticity_marks import buttons
from lib.ui.parts import chart, open_tab, safe_markdown

SAMPLE = 12  # comments shown
MOSTLY = 0.6  # of the points a story must account for, to be named
STORY_WORDS = {
    "audience": _("The signs speak of followers that are not what they seem."),
    "likes": _("The signs speak of bought likes."),
    "comments": _("The signs speak of bought comments, or of a pod that comments on each other's posts."),
    "views": _("The signs speak of bought views."),
}


def sheet(key: str, dataset: Dataset, frame: pd.DataFrame) -> None:
    """Draw one creator's sheet: score, flags, and in tabs contributions, peers, history with posts, and comments."""
    row = frame.loc[key]
    st.subheader(safe_markdown(verdict(row)), anchor=False)
    found = _signs(dataset.digest, key, int(row["position"]), dataset)
    if reading := " ".join(part for part in (story(row, found), because(row)) if part):
        st.markdown(safe_markdown(reading))
    st.caption(safe_markdown(" ".join(part for part in (standing(row), stability(key, dataset, row)) if part)))
    with st.container(horizontal=True, vertical_alignment="center"):
        buttons([key], "sheet")
    if row["before"] != row["before"] or found.empty:
        st.info(safe_markdown(row["reasons"][0][0] if row["reasons"] else standing(row)), icon=":material/info:")
        return
    views = {
        _("What moved the score"): lambda: contributions(key, dataset, row, found),
        _("Against peers"): lambda: against(key, dataset, found),
        _("Followers and posts"): lambda: history(key, dataset, row),
        _("Comments"): lambda: comments(key, dataset),
    }
    left, right = st.columns([2, 3], gap="large")
    with left:
        flags(row["flags"])
    with right:
        open_tab(views, "auth_sheet")


@st.cache_resource(show_spinner=False, max_entries=64)
def _signs(digest: str, key: str, position: int, _dataset: Dataset) -> pd.DataFrame:
    return signs(scores(_dataset), position)


def contributions(key: str, dataset: Dataset, row: pd.Series, found: pd.DataFrame) -> None:
    """Draw the steps from a typical peer's score to this creator's."""
    alt = "; ".join(f"{text} {points:+.1f}" for text, points in row["reasons"][:5]) or _("Nothing stands out from peers.")
    moved = row["authenticity"] - row["before"]
    if abs(moved) >= 0.05:
        text = _(
            "What you confirmed moves the score from {before} to {now}",
            before=number(row["before"]),
            now=number(row["authenticity"]),
        )
        found = pd.concat([pd.DataFrame([{"label": _("your marks"), "text": text, "points": moved}]), found], ignore_index=True)
    figure = drawn(dataset, "contributions", lambda: charts.contributions(found, TYPICAL_PEER, row["authenticity"]), key)
    chart(figure, alt=alt, key="auth_contributions")


def against(key: str, dataset: Dataset, found: pd.DataFrame) -> None:
    """Draw the creator's signs against peers of the same platform and size."""
    figure = drawn(dataset, "peers", lambda: charts.against_peers(found.head(12)), key)
    chart(figure, alt=_("Each sign against the range of 8 in 10 peers."), key="auth_peers")


def verdict(row: pd.Series) -> str:
    """Return a creator's verdict as one sentence."""
    if row["mark"] is not pd.NA:
        said = _("{label} is genuine: you confirmed it") if row["mark"] else _("{label} is fake: you confirmed it")
        return _(said, label=row["label"])
    if row["band"] == "no score":
        return _("{label} has no score yet", label=row["label"])
    return _("{label} looks {band}: {score} of 100", label=row["label"], band=row["band"], score=number(row["authenticity"]))


def story(row: pd.Series, found: pd.DataFrame) -> str:
    """Return in words what most signs against a doubtful creator speak of; '' when they speak of several things."""
    if found.empty or not row["before"] < IN_DOUBT_BELOW or row["mark"] is not pd.NA:
        return ""
    points = found.groupby("story")["points"].sum()
    return STORY_WORDS[points.idxmin()] if points.min() <= MOSTLY * points.sum() else ""


def because(row: pd.Series) -> str:
    """Return what cost most, or that the creator is exceptional, in words; '' when nothing did."""
    if row["exceptional"]:
        return _("Exceptional: engagement far above peers, and nothing speaks against it.")
    top = [text for text, points in row["reasons"][:2] if points <= -1]
    return _("Mostly because of this: {reasons}.", reasons="; ".join(top)) if top else ""


def standing(row: pd.Series) -> str:
    """Return range, confidence and what to ask for next, in words."""
    parts = []
    if row["mark"] is not pd.NA and row["before"] == row["before"]:
        parts.append(_("Without your mark the score is {before}.", before=number(row["before"])))
    if row["low"] < row["high"]:
        parts.append(
            _("With 80% probability the score lies between {low} and {high}.", low=number(row["low"]), high=number(row["high"]))
        )
    if row["next_datum"]:
        parts.append(_("Ask next for {datum}: nothing else would tell more.", datum=row["next_datum"]))
    return " ".join(parts)


def stability(key: str, dataset: Dataset, row: pd.Series) -> str:
    """Return in words whether the verdict holds under every published benchmark and tier scheme, and whose figures flip it."""
    found = _readings(dataset.digest, key, int(row["position"]), dataset)
    if row["mark"] is not pd.NA or found.empty:
        return ""
    table = holds(found).iloc[0]
    if not table["flips"]:
        return _("The verdict holds under all {n} published benchmarks and tier schemes that speak of this account.",
                 n=int(table["readings"]))  # fmt: skip
    other = found[found["flips"]]["authenticity"]
    low, high = number(other.min()), number(other.max())
    return _(
        "The verdict depends on the benchmark: it flips under {flips} of {n} ({sources}), to {score}.",
        flips=int(table["flips"]), n=int(table["readings"]), sources=table["sources"],
        score=low if low == high else _("scores of {low} to {high}", low=low, high=high),
    )  # fmt: skip


@st.cache_resource(show_spinner=False, max_entries=64)
def _readings(digest: str, key: str, position: int, _dataset: Dataset) -> pd.DataFrame:
    return readings(scores(_dataset), np.array([position]))


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
    past = dataset.followers[dataset.followers["creator_key"] == key]
    past = with_counts(past, np.zeros(len(past), dtype=int), pd.Series({0: row["followers"]}))
    past = past.dropna(subset=["date", "followers"]).sort_values("date")
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


@st.cache_resource(show_spinner=False, max_entries=8)
def _generic(digest: str, _dataset: Dataset) -> pd.Series:
    said = _dataset.comments.dropna(subset="text")
    return generic_comments(said["text"], said["creator_key"])


def comments(key: str, dataset: Dataset) -> None:
    """Draw a sample of the creator's comments, where known."""
    said = dataset.comments[dataset.comments["creator_key"] == key]["text"].dropna()
    if said.empty:
        st.caption(_("Your files hold no comments of this creator: a table of comments would be read for generic ones."))
        return
    empty = _generic(dataset.digest, dataset).reindex(said.index)
    st.markdown(_("**{empty} of {n} comments would fit any post**", empty=int(empty.sum()), n=len(said)))
    for text, generic in zip(said.head(SAMPLE), empty.head(SAMPLE), strict=True):
        st.markdown(f"- {safe_markdown(text)}" + (f" :gray-badge[{_('fits any post')}]" if generic else ""))
    if len(said) > SAMPLE:
        st.caption(_("The first {n} are shown.", n=SAMPLE))
