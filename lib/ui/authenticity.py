"""The parts of the authenticity page: who to look at, what it costs, and why one creator scores as they do."""

from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.authenticity import FEATURES, FEWEST, IN_DOUBT_BELOW, TYPICAL_PEER, Flag, delivery, engagement_band, sources
from lib.charts import authenticity as charts
from lib.dataset import Dataset
from lib.directory import account_engagement_rate
from lib.format import compact_money, number
from lib.report.workbook import XLSX, to_xlsx
from lib.schema import PLATFORM_LABELS
from lib.settings import Settings
from lib.text import _
from lib.ui.authenticity_marks import WORDS, buttons
from lib.ui.cached import scores
from lib.ui.returns import book

MONEY_HEADERS = {
    "spent": _("Spent"),
    "at_risk": _("At risk"),
    "authentic_reach": _("Authentic reach"),
    "cpm": _("CPM"),
    "authentic_cpm": _("Authentic CPM"),
    "cpe": _("CPE"),
    "authentic_cpe": _("Authentic CPE"),
}
LISTED = 500  # rows a list shows; the download holds everybody
NOTES = (
    _("Authenticity runs from 0 to 100. Half of the suspicious-looking accounts around a score of 50 would turn out ordinary."),
    _("Low and high hold the score with 80% probability, given what is still unknown about the creator."),
    _("Points in the reasons add up to the distance from a typical peer, who scores {typical}.", typical=number(TYPICAL_PEER)),
    _("A flag is a reason to look closer, not a verdict: each comes with its innocent causes."),
    _("Creators you confirmed score 100 or 0. Reasons add up to the score without marks."),
    _("Authentic CPM and CPE are the same cost per authentic impression and engagement; at risk is spent × (1 − score / 100)."),
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

**7. What you know.** Creators you confirm score 100 or 0. From {fewest} marks on, all others are adjusted too: a little at
first, more with more marks, never out of their order.

**What it cannot know.** Well-made fraud that stays inside the peer range; why a number is unusual; anything your files do
not say.

**How well it works.** On public labelled account lists it ranks a fake below a real account in 95 of 100 pairs on one
list and in 86 of 100 on a harder one. A single planted fraud, with likes, comments and followers alone to go by, is
found less often: in 71 to 92 of 100 pairs at four times the honest figure, and comment pods in only 59 to 67. No
label was fed to the model, but we did choose how much each sign weighs after looking at these lists and planted
frauds. Expect somewhat less on lists nobody has looked at.
"""
)


@st.cache_resource(show_spinner=False, max_entries=8)
def _everybody(digest: str, _dataset: Dataset) -> pd.DataFrame:
    creators = _dataset.creators.set_index("creator_key")
    known = creators[["label", "platform", "tier", "followers", "price", "currency"]]
    frame = known.assign(engagement_rate=account_engagement_rate(creators)).join(scores(_dataset))
    return frame.join(delivery(book(_dataset).deals, frame["authenticity"])).assign(position=range(len(frame)))


def everybody(dataset: Dataset) -> pd.DataFrame:
    """Return one row per creator, indexed by creator_key, with account, score and ``delivery``; never write to it.

    Money is in the workspace's currency, the asked ``price`` in its own; ``position`` is the row in ``scores``.
    """
    return _everybody(dataset.digest, dataset)


def to_act_on(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the doubtful and suspicious creators, most spend at risk first."""
    below = frame[frame["authenticity"] < IN_DOUBT_BELOW]
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
        return _("{n} of {all} creators look doubtful or suspicious; {spent} went to them", spent=shown, **counts)
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
    return rows[["label", *MONEY_HEADERS]].assign(mark=rows["mark"].map({True: _("Genuine"), False: _("Fake")}), **written)


def listed(dataset: Dataset, whole: bool) -> pd.DataFrame:
    """Return the first ``LISTED`` creators to act on, or of everybody, reasons and flags in words; never write to it."""
    return _listed(dataset.digest, whole, everybody(dataset))


def _range(low: float, high: float) -> str:
    return _("{low} to {high}", low=number(low), high=number(high)) if low < high else ""


def _top(reasons: list[tuple[str, float]], count: int = 2) -> str:
    return "; ".join(text for text, _points in reasons[:count])


def _flag_names(flags: list[Flag]) -> str:
    return ", ".join(flag.code.replace("_", " ").capitalize() for flag in flags)


def creators_list(dataset: Dataset, settings: Settings, frame: pd.DataFrame, whole: bool) -> pd.DataFrame:
    """Draw the creators to act on, or everybody, with what can be done to the ticked ones, and return the rows shown."""
    shown = listed(dataset, whole)
    table = f"auth_list_{whole}_{dataset.digest}"

    def pick() -> None:
        before, now = st.session_state.get("auth_ticked", []), st.session_state[table]["selection"]["rows"]
        if fresh := [row for row in now if row not in before]:
            st.session_state["auth_creator"] = shown.index[fresh[-1]]
        st.session_state["auth_ticked"] = now

    event = st.dataframe(
        shown, key=table, hide_index=True, on_select=pick, selection_mode="multi-row", placeholder="–", height=320,
        alt=_("List of creators with score, range, reasons, flags and spend at risk."), **list_columns(settings),
    )  # fmt: skip
    st.caption(_("Tick rows to see why and to say what you know. The list shows at most {n}, the download all.", n=LISTED))
    with st.container(horizontal=True, vertical_alignment="center"):
        buttons([shown.index[row] for row in event["selection"]["rows"] if row < len(shown)], "list")
        download(frame)
    return shown


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
        "mark": column.TextColumn(_("Your mark"), width="small"),
        "reasons": column.TextColumn(_("Why"), width="large"),
        "flags": column.TextColumn(_("Flags"), width="medium"),
        "confidence": column.NumberColumn(_("Confidence"), format="%d%%", width="small", help=_("How much is known.")),
        "authentic_reach": column.NumberColumn(_("Authentic reach"), format="compact", help=_("People reached × score / 100.")),
        "cpm": column.NumberColumn(_("CPM, {currency}", currency=settings.currency), format="%,.2f"),
        "authentic_cpm": column.NumberColumn(_("Authentic CPM"), format="%,.2f", help=_("Cost of 1,000 authentic impressions.")),
        "cpe": column.NumberColumn(_("CPE, {currency}", currency=settings.currency), format="%,.2f"),
        "authentic_cpe": column.NumberColumn(_("Authentic CPE"), format="%,.2f", help=_("Cost of one authentic engagement.")),
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
            _("Confidence"): frame["confidence"], _("Band"): frame["band"], _("Your mark"): frame["mark"].map(WORDS),
            _("Score without marks"): frame["before"].round(1), **{header: frame[name] for name, header in MONEY_HEADERS.items()},
            _("Flags"): [" ".join(flag.sentence for flag in flags) for flags in frame["flags"]],
            _("Reasons"): [_written(reasons) for reasons in frame["reasons"]], _("Ask next for"): frame["next_datum"],
        }
    ).sort_values(_("Authenticity"), kind="stable")  # fmt: skip
    types = {_("Confidence"): "rate", _("Authenticity"): "score", _("Score without marks"): "score"}
    types |= {header: "count" if name == "authentic_reach" else "money" for name, header in MONEY_HEADERS.items()}
    return to_xlsx({_("Authenticity"): table}, title=_("True Reach: authenticity"), notes=NOTES, types=types)


def _written(reasons: list[tuple[str, float]]) -> str:
    return "; ".join(f"{text} ({points:+.1f})" for text, points in reasons if abs(points) >= 0.05 or len(reasons) == 1)


@st.fragment
def method(frame: pd.DataFrame) -> None:
    """Explain in plain words how authenticity is scored, what it knows and what it cannot know; drawn when opened."""
    opened = st.expander(_("How authenticity is scored"), icon=":material/menu_book:", key="auth_method", on_change="rerun")
    if not opened.open:
        return
    with opened:
        known_of = number(100 * frame["confidence"].median())
        st.markdown(_(METHOD, typical=number(TYPICAL_PEER), prior="25", low=known_of, fewest=FEWEST))
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
